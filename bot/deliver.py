"""The second flow: stories that changed become alerts, alerts go into the outbox, the outbox goes to the chat.

    story -believe-> moves -decide-> alert -enqueue-> delivery -post-> chat

In: the database, the channels, the chat as plain callables, and the time as a callable. Out: counts. It must never post
from memory, never post what is not in the outbox, and never send anything whose last attempt may have succeeded before
looking it up: the row says "posting" on disk before the request leaves.

A message's fate: pending -> posting -> posted, or back to pending (come later), or looked up (unsure), or failed (the
message is wrong), or its route is parked (the channel is away, or our token is). Order within a channel is kept, so a row
that waits holds back those behind it; only a row that needs a human lets others pass.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot import alerts
from bot.model import (
    Absent,
    Alert,
    Channel,
    Delivery,
    DeliveryState,
    Found,
    Later,
    Refused,
    Scope,
    Sent,
    Stage,
    Unreadable,
    Unsure,
)
from bot.store import Connection, Database, articles, deliveries, leases, stories

Notify = Callable[[str], None]

EVERYWHERE = "*"
"""The route that stands for all channels: parked when our token is refused."""


@dataclass(frozen=True, slots=True)
class Chat:
    """What a chat must offer. Each call is one request, tried once."""

    post: Callable[[Delivery, Alert], Sent | Later | Unsure | Refused]
    edit: Callable[[Delivery, Alert, str], Sent | Later | Unsure | Refused]
    reply: Callable[[Delivery, Alert, str], Sent | Later | Unsure | Refused]
    find: Callable[[Delivery, datetime, str | None], Found | Absent | Later | Unreadable]


@dataclass(frozen=True, slots=True)
class Pace:
    """How long things wait, in seconds; a test divides all of them by one factor (`faster`)."""

    between_posts: float = 1.05
    """Slack allows about one message a second and channel (its rate-limit page)."""
    before_look_up: float = 25.0
    """A late acceptance may take as long as our time-out (10 s) and 15 s more before "not there" can be trusted."""
    after_channel_refusal: float = 1800.0
    after_token_refusal: float = 60.0
    lease: float = 120.0

    def faster(self, factor: float) -> Pace:
        """The same with every wait divided by `factor`."""
        return Pace(
            self.between_posts / factor,
            self.before_look_up / factor,
            self.after_channel_refusal / factor,
            self.after_token_refusal / factor,
            max(self.lease / factor, 1.0),
        )


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one round did, as `deliver --json` says it."""

    posted: int = 0
    updated: int = 0
    skipped: int = 0
    failed: int = 0
    pending: int = 0

    def plus(self, other: Delivered) -> Delivered:
        """Both rounds together; what is pending is what the later one left."""
        return Delivered(
            self.posted + other.posted,
            self.updated + other.updated,
            self.skipped + other.skipped,
            self.failed + other.failed,
            other.pending,
        )


def decide(
    database: Database,
    channels: Sequence[Channel],
    tracked: Callable[[str], bool],
    news_since: datetime,
    tell_first_fetch: bool,
    now: datetime,
) -> int:
    """Look at every story that changed and put what each channel is to be told into the outbox.

    `tell_first_fetch` tells also what came with the first reading of a feed (local workspace, backfill). Returns how many
    times a channel was not told. Each story is one transaction: either decided for all channels, or not at all.
    """
    skipped = 0
    for key in stories.undecided(database):
        story = stories.load(database, [key])[key]
        moves = stories.moves_of_story(database, key)
        first_fetch = not tell_first_fetch and articles.first_fetch_only(database, key)
        with database.write(durable=True) as connection:
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
            stories.decided(connection, [key])
    return skipped


def _enqueue(connection: Connection, alert: Alert, told: Delivery | None, now: datetime) -> None:
    """As the first telling, in place of a first telling that nobody has begun to send, or as the next revision."""
    if told is None:
        deliveries.enqueue(connection, alert, 1, now)
        return
    if (
        told.revision == 1
        and alert.stage is Stage.WITHDRAWN
        and deliveries.drop_unsent(connection, told.id, "withdrawn")
    ):
        return
    if told.revision == 1 and deliveries.reword(connection, told.id, replace(alert, stage=Stage.NEW, reply=None)):
        return
    deliveries.enqueue(connection, alert, told.revision + 1, now)


def send(
    database: Database, chat: Chat, now: Callable[[], datetime], pace: Pace, owner: str, notify: Notify
) -> Delivered:
    """One round: at most one request for each channel that has something to send and whose time has come.

    `owner` is this run's name for its leases. `notify` is told, once in 24 hours a route, what needs a human. Call it
    again and again; it never waits.
    """
    done = Delivered()
    for channel in deliveries.open_channels(database):
        if _parked(database, EVERYWHERE, now()):
            break
        if _parked(database, channel, now()):
            continue
        until = now() + timedelta(seconds=pace.lease)
        if leases.take(database, f"deliver:{channel}", owner, now(), until):
            done = done.plus(_advance(database, chat, channel, now, pace, notify))
    counts = deliveries.counts(database)
    return replace(done, pending=counts.get(DeliveryState.PENDING, 0) + counts.get(DeliveryState.POSTING, 0))


def _parked(database: Database, route: str, now: datetime) -> bool:
    parked_until, _ = deliveries.route(database, route)
    return parked_until is not None and parked_until > now


def _advance(
    database: Database, chat: Chat, channel: str, now: Callable[[], datetime], pace: Pace, notify: Notify
) -> Delivered:
    """Take the oldest open row of a channel one step further, if its time has come."""
    row = deliveries.first_open(database, channel)
    if row is None or (row.not_before is not None and row.not_before > now()):
        return Delivered()
    target = None
    if row.revision > 1:
        first = deliveries.message_timestamp(database, row.story, channel)
        if first is None or first[0] is not DeliveryState.POSTED or first[1] is None:
            deliveries.finish(
                database, row.id, DeliveryState.SKIPPED, now(), None, "its first telling never stood there"
            )
            return Delivered(skipped=1)
        target = first[1]
    is_edit = target is not None and row.part == 0
    if row.state is DeliveryState.POSTING and not is_edit:
        return _look_up(database, chat, row, target, now, pace, notify)
    _, last_post = deliveries.route(database, channel)
    if not is_edit and last_post is not None and now() < last_post + timedelta(seconds=pace.between_posts):
        return Delivered()
    deliveries.begin(database, row.id, now())
    if target is None:
        answer = chat.post(row, row.alert)
    elif row.part == 0:
        answer = chat.edit(row, row.alert, target)
    else:
        answer = chat.reply(row, row.alert, target)
    return _settle(database, row, is_edit, answer, now, pace, notify)


def _look_up(
    database: Database,
    chat: Chat,
    row: Delivery,
    thread: str | None,
    now: Callable[[], datetime],
    pace: Pace,
    notify: Notify,
) -> Delivered:
    """A row found in "posting": a message or a reply that may stand there. An edit needs no look-up; it is done again."""
    settled = (row.last_attempt or row.created) + timedelta(seconds=pace.before_look_up)
    if settled > now():
        deliveries.wait(
            database, row.id, DeliveryState.POSTING, settled, row.reason or "waiting before it is looked up"
        )
        return Delivered()
    match chat.find(row, row.first_attempt or row.created, thread):
        case Found(timestamp):
            deliveries.finish(database, row.id, DeliveryState.POSTED, now(), timestamp, "found standing there")
            return Delivered(posted=1)
        case Absent():
            deliveries.wait(database, row.id, DeliveryState.PENDING, now(), "looked up, not there")
        case Later(seconds):
            until = now() + timedelta(seconds=seconds)
            deliveries.wait(database, row.id, DeliveryState.POSTING, until, "cannot be looked up just now")
        case Unreadable(reason):
            deliveries.hold(database, row.id, reason)
            notify(
                f"A message for {row.channel} may or may not have been sent, and the channel cannot be read ({reason}). "
                f"Look there, then: orgwatch deliver --send {row.id} or --drop {row.id}"
            )
    return Delivered()


def _settle(
    database: Database,
    row: Delivery,
    is_edit: bool,
    answer: Sent | Later | Unsure | Refused,
    now: Callable[[], datetime],
    pace: Pace,
    notify: Notify,
) -> Delivered:
    """Write down what came of one request."""
    match answer:
        case Sent(timestamp):
            deliveries.finish(database, row.id, DeliveryState.POSTED, now(), timestamp, None)
            _reopen(database, row.channel)
            return Delivered(updated=1) if is_edit else Delivered(posted=1)
        case Later(seconds):
            until = now() + timedelta(seconds=seconds)
            deliveries.wait(database, row.id, DeliveryState.PENDING, until, f"asked to wait {seconds:.0f} s")
        case Unsure(reason):
            until = now() + timedelta(seconds=pace.before_look_up)
            deliveries.wait(database, row.id, DeliveryState.POSTING, until, reason)
        case Refused(reason, Scope.MESSAGE):
            deliveries.finish(database, row.id, DeliveryState.FAILED, now(), None, reason)
            notify(f"A message for {row.channel} was refused and will not be sent again: {reason}")
            return Delivered(failed=1)
        case Refused(reason, scope):
            deliveries.wait(database, row.id, DeliveryState.PENDING, now(), reason)
            route = EVERYWHERE if scope is Scope.TOKEN else row.channel
            seconds = pace.after_token_refusal if scope is Scope.TOKEN else pace.after_channel_refusal
            if deliveries.park(database, route, now() + timedelta(seconds=seconds), reason, now()):
                notify(
                    f"{'Slack' if scope is Scope.TOKEN else row.channel} takes no messages: {reason}. They are kept."
                )
    return Delivered()


def _reopen(database: Database, channel: str) -> None:
    for route in (channel, EVERYWHERE):
        if deliveries.route(database, route)[0] is not None:
            deliveries.reopen(database, route)


def soon(database: Database, now: datetime, within: timedelta) -> bool:
    """Whether anything could be sent or looked up within that time, without anybody's help."""
    if _parked(database, EVERYWHERE, now):
        return False
    for channel in deliveries.open_channels(database):
        row = deliveries.first_open(database, channel)
        if row is not None and not _parked(database, channel, now) and (row.not_before or now) <= now + within:
            return True
    return False
