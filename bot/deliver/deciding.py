"""From stories that changed to rows in the outbox.

In: the database, the channels, what is tracked, the time. Out: rows, and how often nobody was told. It must never
send, and never put anything into the outbox twice: a revision exists only where the present truth differs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot import alerts
from bot.model import Alert, Channel, Delivery, Outcome, Stage
from bot.store import Connection, Database, articles, deliveries, stories


def decide(
    database: Database,
    channels: Sequence[Channel],
    tracked: Callable[[str], bool],
    news_since: datetime,
    tell_first_fetch: bool,
    now: datetime,
) -> int:
    """Look at every story that changed and put what each channel is to be told into the outbox.

    `tell_first_fetch` tells also what came with the first reading of a feed (local workspace, backfill). Without it a
    channel that was never told anything gets the newest of it as its one proof that alerts arrive. Returns how many
    times a channel was not told. Each story is one transaction: either decided for all channels, or not at all; it is
    read inside it, for a story that changes between reading and deciding would be taken for decided.
    """
    skipped = 0
    proofs: dict[Channel, int] = {}
    for key in stories.undecided(database):
        with database.write(durable=True) as connection:
            story = stories.load(database, [key])[key]
            if story.merged_into is not None:
                _point(database, connection, key, story.merged_into, channels, now)
                continue
            moves = stories.moves_of_story(database, key)
            first_fetch = not tell_first_fetch and articles.first_fetch_only(database, key)
            for channel in channels:
                told = deliveries.last_told(database, key, channel.id)
                decision = alerts.decide(
                    story, moves, channel, tracked, news_since, first_fetch, told.alert if told else None
                )
                if decision.alert is not None:
                    _enqueue(connection, decision.alert, told, now)
                elif told is None:
                    skipped += 1
                if told is None or decision.alert is not None:
                    deliveries.decide(connection, key, channel.id, decision.outcome, decision.reason, now)
                if decision.outcome is Outcome.FIRST_FETCH:
                    proofs[channel] = max(key, proofs.get(channel, key), key=lambda one: _newest(database, one))
            stories.decided(connection, [key])
    for channel, key in proofs.items():
        with database.write(durable=True) as connection:
            skipped -= _prove(database, connection, channel, key, tracked, news_since, now)
    return skipped


def _point(
    database: Database, connection: Connection, key: int, into: int, channels: Sequence[Channel], now: datetime
) -> None:
    """Have the messages of a story that turned out to be an older one point to that one's."""
    for channel in channels:
        told, older = deliveries.last_told(database, key, channel.id), deliveries.last_told(database, into, channel.id)
        if told is not None and older is not None:
            decision = alerts.point(told.alert, older.alert)
            if decision.alert is not None:
                _enqueue(connection, decision.alert, told, now)
                deliveries.decide(connection, key, channel.id, decision.outcome, decision.reason, now)
    stories.decided(connection, [key])


def _newest(database: Database, key: int) -> datetime:
    return max(told.article.published for told in stories.load(database, [key])[key].told)


def _prove(
    database: Database,
    connection: Connection,
    channel: Channel,
    key: int,
    tracked: Callable[[str], bool],
    news_since: datetime,
    now: datetime,
) -> bool:
    """Tell a channel that was never told anything this one story. Returns whether it is told."""
    if deliveries.ever_told(database, channel.id):
        return False
    story, moves = stories.load(database, [key])[key], stories.moves_of_story(database, key)
    decision = alerts.decide(story, moves, channel, tracked, news_since, False, None)
    if decision.alert is None:
        return False
    deliveries.enqueue(connection, decision.alert, 1, now)
    reason = "the newest of what was there at the first reading, as proof that alerts arrive here"
    deliveries.decide(connection, key, channel.id, decision.outcome, reason, now)
    return True


def _enqueue(connection: Connection, alert: Alert, told: Delivery | None, now: datetime) -> None:
    """As the first telling, in place of a first telling that nobody has begun to send, or as the next revision."""
    if told is None:
        deliveries.enqueue(connection, alert, 1, now)
        return
    if (
        told.revision == 1
        and alert.stage in (Stage.WITHDRAWN, Stage.MERGED)
        and deliveries.drop_unsent(connection, told.id, alert.stage.value)
    ):
        return
    if told.revision == 1 and deliveries.reword(connection, told.id, replace(alert, stage=Stage.NEW, reply=None)):
        return
    deliveries.enqueue(connection, alert, told.revision + 1, now)
