"""From stories that changed to rows in the outbox.

In: the database, the channels, what is tracked, the time. Out: rows, and how often nobody was told. It must never
send, and never put anything into the outbox twice: a revision exists only where the present truth differs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot import alerts, memory, rhythm
from bot.model import Alert, Channel, Decision, Delivery, Outcome, Stage, Story
from bot.store import Connection, Database, articles, clusters, decisions, deliveries, digests, routes, stories
from bot.store import moves as kept_moves


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
            judge = _judge(database, story, tracked, news_since, tell_first_fetch, now)
            for channel in channels:
                told = deliveries.last_told(database, key, channel.id)
                decision = judge(channel, told.alert if told else None)
                if decision.outcome is Outcome.DIGEST and decision.alert is not None:
                    digests.keep(connection, decision.alert, now)
                elif decision.alert is not None:
                    decision = _quiet(decision, told, channel, now)
                    _enqueue(connection, decision, told, now)
                    digests.drop(connection, channel.id, key)
                elif decision.outcome in (Outcome.WITHDRAWN, Outcome.MUTED):
                    digests.drop(connection, channel.id, key)
                if told is None and decision.alert is None:
                    skipped += 1
                if told is None or decision.alert is not None:
                    decisions.write(connection, key, channel.id, decision.outcome, decision.reason, now)
                if decision.outcome is Outcome.FIRST_FETCH:
                    proofs[channel] = max(key, proofs.get(channel, key), key=lambda one: _newest(database, one))
            stories.decided(connection, [key])
    for channel, key in proofs.items():
        with database.write(durable=True) as connection:
            skipped -= _prove(database, connection, channel, key, tracked, news_since, now)
    return skipped


def _judge(
    database: Database,
    story: Story,
    tracked: Callable[[str], bool],
    news_since: datetime,
    tell_first_fetch: bool,
    now: datetime,
) -> Callable[[Channel, Alert | None], Decision]:
    """What is to be told of a story, by channel and what it was last told: of one that articles tell, or a cluster."""
    span = clusters.load(database, story.key)
    if span is not None:
        counted = memory.present(database, span)
        return lambda channel, last: alerts.decide_cluster(story, counted, channel, news_since, last, now)
    moves = kept_moves.of_story(database, story.key)
    first_fetch = not tell_first_fetch and articles.first_fetch_only(database, story.key)
    return lambda channel, last: alerts.decide(story, moves, channel, tracked, news_since, first_fetch, last, now)


def _point(
    database: Database, connection: Connection, key: int, into: int, channels: Sequence[Channel], now: datetime
) -> None:
    """Have the messages of a story that turned out to be an older one point to that one's."""
    for channel in channels:
        told, older = deliveries.last_told(database, key, channel.id), deliveries.last_told(database, into, channel.id)
        if told is not None and older is not None:
            decision = alerts.point(told.alert, older.alert)
            if decision.alert is not None:
                decision = _quiet(decision, told, channel, now)
                _enqueue(connection, decision, told, now)
                decisions.write(connection, key, channel.id, decision.outcome, decision.reason, now)
        digests.drop(connection, channel.id, key)
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
    if routes.ever_told(database, channel.id):
        return False
    story, moves = stories.load(database, [key])[key], kept_moves.of_story(database, key)
    decision = alerts.decide(story, moves, channel, tracked, news_since, False, None, now)
    if decision.alert is None:
        return False
    _enqueue(connection, _quiet(decision, None, channel, now), None, now)
    reason = "the newest of what was there at the first reading, as proof that alerts arrive here"
    decisions.write(connection, key, channel.id, decision.outcome, reason, now)
    return True


def _quiet(decision: Decision, told: Delivery | None, channel: Channel, now: datetime) -> Decision:
    """The same, with the end of the channel's quiet hours where it is to wait for it; a mere edit makes no sound."""
    if channel.quiet is None or decision.alert is None or (told is not None and decision.alert.reply is None):
        return decision
    until = rhythm.quiet_until(channel.quiet, channel.zone, now)
    if until is None or (channel.quiet.urgent_passes and rhythm.is_urgent(decision.alert, channel.urgent)):
        return decision
    reason = f"kept until {until:%Y-%m-%d %H:%M} UTC, the end of quiet hours here"
    return replace(decision, outcome=Outcome.QUIET, reason=reason, quiet_until=until)


def _enqueue(connection: Connection, decision: Decision, told: Delivery | None, now: datetime) -> None:
    """As the first telling, in place of a first telling that nobody has begun to send, or as the next revision."""
    alert = decision.alert
    assert alert is not None  # the caller asks only for those that have one
    if told is None:
        deliveries.enqueue(connection, alert, 1, now, decision.quiet_until)
        return
    if (
        told.revision == 1
        and alert.stage in (Stage.WITHDRAWN, Stage.MERGED)
        and deliveries.drop_unsent(connection, told.id, alert.stage.value)
    ):
        return
    if told.revision == 1 and deliveries.reword(
        connection, told.id, replace(alert, stage=Stage.NEW, reply=None), decision.quiet_until
    ):
        return
    deliveries.enqueue(connection, alert, told.revision + 1, now, decision.quiet_until)
