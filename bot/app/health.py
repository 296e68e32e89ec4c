"""How the bot is: in words for people, and as reasons for being unwell.

In: settings and the database. Out: lines. It must never ask anything of the web or of Slack: it says what was met.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.app.reading_list import reading_list
from bot.languages.wording import Count
from bot.model import DeliveryState, Feed, FeedState
from bot.settings import Settings
from bot.store import Database, articles, deliveries, routes
from bot.store import feeds as kept_feeds

LATE = timedelta(minutes=15)
"""A message that waits longer is held up by something."""


def status_lines(settings: Settings, database: Database) -> list[str]:
    """Articles, feeds, deliveries, closed routes, messages that need a human."""
    states = kept_feeds.states(database)
    feeds = reading_list(settings, database).feeds
    failing = [feed for feed in feeds if feed.url in states and states[feed.url].problem]
    counts = deliveries.counts(database)
    lines = [
        f"articles remembered: {articles.total(database)}; feeds: {len(feeds)}, failing: {len(failing)}",
        f"messages told: {counts.get(DeliveryState.POSTED, 0)}, waiting: {counts.get(DeliveryState.PENDING, 0)}, "
        f"refused: {counts.get(DeliveryState.FAILED, 0)}",
    ]
    lines += [f"{feed.publisher}: {states[feed.url].problem}" for feed in failing]
    lines += [
        f"closed until {until:%Y-%m-%d %H:%M} UTC: {channel} ({why})" for channel, why, until in routes.parked(database)
    ]
    lines += [
        f"message {row.id} for {row.alert.channel.name} may or may not have been sent ({row.reason}): look, then "
        f"orgwatch deliver --send {row.id} or --drop {row.id}"
        for row in deliveries.held(database)
    ]
    lines += [
        f"articles that no pack reads, in {code}: {number}" for code, number in articles.without_pack(database).items()
    ]
    return lines


def feed_states(settings: Settings, database: Database) -> tuple[tuple[Feed, FeedState | None], ...]:
    """Each feed of the file and each that was added, with what polling remembers of it; None where it was never read."""
    states = kept_feeds.states(database)
    listed = reading_list(settings, database)
    return tuple((feed, states.get(feed.url)) for feed in (*listed.configured, *listed.added))


def problems(database: Database, now: datetime) -> list[str]:
    """Why the bot is unwell, a line each: closed routes, messages that wait for a human, or for too long."""
    closed = [f"{channel} takes no messages: {why}" for channel, why, _ in routes.parked(database)]
    held = deliveries.held(database)
    oldest = deliveries.oldest_waiting(database)
    late = oldest is not None and now - oldest > LATE
    return [
        *closed,
        *([f"{Count(len(held)):# message waits|# messages wait} for a human: orgwatch status"] if held else []),
        *([f"messages have been waiting since {oldest:%Y-%m-%d %H:%M} UTC"] if late else []),
    ]
