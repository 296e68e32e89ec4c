"""From the outbox to the chat, one request at a time.

A message's fate: pending -> posting -> posted, or back to pending (come later), or looked up (unsure), or failed (the
message is wrong), or its route is parked (the channel is away, or our token is). Order within a channel is kept, so a row
that waits holds back those behind it; only a row that needs a human lets others pass.

In: the database, the chat, the time as a callable. Out: counts. It must never wait, and never send anything whose last
attempt may have succeeded before looking it up.

A moment in the database that lies in the future of what was written with it, or further off than any wait is long, was
written before the clock was put back, and holds nothing up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import alerts
from bot.deliver.folding import edited, fold
from bot.deliver.values import Chat, Delivered, Notify, Pace
from bot.model import (
    Absent,
    Delivery,
    DeliveryState,
    Found,
    Later,
    Refused,
    Scope,
    Sent,
    Sought,
    Unreadable,
    Unsure,
)
from bot.store import Database, deliveries, leases, removals, routes
from bot.store.routes import EVERYWHERE

ATTEMPTS = 10
"""So often is a message tried that the chat can neither take nor refuse, while it takes others; then a human decides."""


@dataclass(frozen=True, slots=True)
class _Round:
    """What every step of one round needs."""

    database: Database
    chat: Chat
    now: Callable[[], datetime]
    pace: Pace
    owner: str
    notify: Notify

    def after(self, seconds: float) -> datetime:
        return self.now() + timedelta(seconds=seconds)


def send(
    database: Database,
    chat: Chat,
    now: Callable[[], datetime],
    pace: Pace,
    owner: str,
    notify: Notify,
    stopped: Callable[[], bool] = lambda: False,
) -> Delivered:
    """One round: at most one request for each channel that has something to send and whose time has come.

    `owner` is this run's name for its leases. `notify` is told, once in 24 hours a route, what needs a human. Call it
    again and again; it never waits. No request begins once `stopped`.
    """
    this = _Round(database, chat, now, pace, owner, notify)
    done = Delivered()
    channels = dict.fromkeys((*removals.open_channels(database), *deliveries.open_channels(database)))
    for channel in channels:
        if stopped() or _parked(this, EVERYWHERE):
            break
        if not _parked(this, channel) and leases.take(
            database, deliveries.lease_name(channel), owner, now(), this.after(pace.lease)
        ):
            done = done.plus(_remove(this, channel) or _advance(this, channel))
    return done


def due(database: Database, now: datetime) -> datetime | None:
    """When anything can next be sent or looked up without anybody's help; None where there is nothing."""
    if routes.is_parked(database, EVERYWHERE, now):
        return None
    moments: list[datetime | None] = []
    for channel in (*removals.open_channels(database), *deliveries.open_channels(database)):
        if not routes.is_parked(database, channel, now):
            row = deliveries.first_open(database, channel, now)
            moments.append((row.not_before or now) if row else None)
            moments.append(removals.due(database, channel))
    return min(filter(None, moments), default=None)


def _parked(this: _Round, route: str) -> bool:
    until, _ = routes.route(this.database, route)
    return until is not None and this.now() < until <= this.after(this.pace.after_channel_refusal)


def _remove(this: _Round, channel: str) -> Delivered | None:
    """Take one message out of a channel that must not stand there any more; None where there is none to take out."""
    removal = removals.first_due(this.database, channel, this.now())
    if removal is None:
        return _find_to_remove(this, channel)
    match this.chat.remove(channel, removal.timestamp):
        case Sent():
            removals.done(this.database, removal.id)
        case Later(seconds):
            removals.wait(this.database, removal.id, this.after(seconds))
        case Unsure():
            removals.wait(this.database, removal.id, this.after(this.pace.before_look_up))
        case Refused(reason, Scope.MESSAGE):
            removals.done(this.database, removal.id)
            this.notify(f"A message in {channel} could not be taken out ({reason}): {removal.timestamp}")
        case Refused(reason, scope):
            _park(this, channel, reason, scope)
    return Delivered()


def _find_to_remove(this: _Round, channel: str) -> Delivered | None:
    """Look up one message that may stand in a channel and must not; None where there is none to look up."""
    wanted = removals.first_to_find(this.database, channel, this.now())
    if wanted is None:
        return None
    row = deliveries.first_open(this.database, channel, this.now())
    if row is not None and _waits(row, this.now()):  # it may be a look-up that was told to wait
        return None
    match this.chat.find(wanted.sought, wanted.since, wanted.thread):
        case Found(timestamp):
            removals.looked(this.database, wanted, timestamp)
        case Absent():
            removals.looked(this.database, wanted, None)
        case Later(seconds):
            removals.wait_to_find(this.database, wanted.id, this.after(seconds))
        case Refused(reason, scope):
            _park(this, channel, reason, scope)
        case Unreadable(reason):
            removals.looked(this.database, wanted, None)
            this.notify(
                f"A message that names somebody who is forgotten may stand in {channel} since {wanted.since:%Y-%m-%d %H:%M}"
                f" UTC, and the channel cannot be read ({reason}). Look there, and delete it."
            )
    return Delivered()


def _advance(this: _Round, channel: str) -> Delivered:
    """Take the oldest open row of a channel one step further, if its time has come."""
    row = deliveries.first_open(this.database, channel, this.now())
    if row is None or _waits(row, this.now()):
        return Delivered()
    target = leader = None
    if row.revision > 1:
        first = deliveries.first_telling(this.database, row.story, channel)
        if first is None or first.state is not DeliveryState.POSTED or first.timestamp is None:
            return _skip(this, row, "its first telling never stood there")
        target, leader = first.timestamp, first.folded_into
    is_edit = target is not None and row.part == 0
    if (row.state is DeliveryState.POSTING or row.look_since is not None) and not is_edit:
        return _look_up(this, row, target)
    _, last_post = routes.route(this.database, channel)
    if (
        not is_edit
        and last_post is not None
        and last_post <= this.now() < last_post + timedelta(seconds=this.pace.between_posts)
    ):
        return Delivered()
    if not is_edit:
        folded = fold(this.database, row, this.now(), timedelta(seconds=this.pace.storm))
        if folded is None:
            return Delivered()
        row = folded
    if not deliveries.begin(this.database, row, this.owner, this.now(), this.after(this.pace.lease)):
        return Delivered()
    alert = row.alert
    if row.folded_into == row.id:
        alert = alerts.together([member.alert for member in deliveries.folded(this.database, row.id)])
    elif is_edit and leader is not None:
        alert = edited(this.database, row, leader)
    if target is None:
        answer = this.chat.post(row, alert)
    elif row.part == 0:
        answer = this.chat.edit(row, alert, target)
    else:
        answer = this.chat.reply(row, alert, target)
    return _settle(this, row, is_edit, answer)


def _waits(row: Delivery, now: datetime) -> bool:
    return row.not_before is not None and row.not_before > now and (row.last_attempt or row.created) <= now


def _skip(this: _Round, row: Delivery, reason: str) -> Delivered:
    deliveries.finish(this.database, row.id, DeliveryState.SKIPPED, this.now(), None, reason)
    return Delivered(skipped=1)


def _look_up(this: _Round, row: Delivery, thread: str | None) -> Delivered:
    """A message or a reply that may stand there. An edit needs no look-up; it is done again."""
    attempt = row.last_attempt or row.created
    settled = attempt + timedelta(seconds=this.pace.before_look_up)
    if row.state is DeliveryState.POSTING and attempt <= this.now() < settled:
        deliveries.wait(
            this.database, row.id, DeliveryState.POSTING, settled, row.reason or "waiting before it is looked up"
        )
        return Delivered()
    if removals.looks_wait(this.database, row.channel, this.now()):
        return Delivered()
    since = min(filter(None, (row.look_since, row.first_attempt)), default=row.created)
    doubted = alerts.marks(row.alert, thread is not None) if row.look_since else ()
    match this.chat.find(Sought(row.channel, row.key, doubted), since, thread):
        case Found(timestamp):
            deliveries.finish(
                this.database, row.id, DeliveryState.POSTED, this.now(), timestamp, "found standing there"
            )
            return Delivered(posted=1)
        case Absent():
            if row.alone >= ATTEMPTS:
                return _hold(this, row, f"in {row.attempts} attempts it was neither taken nor refused")
            deliveries.absent(this.database, row.id, this.now(), _others_went(this, row))
        case Later(seconds):
            reason = row.reason or "cannot be looked up just now"
            deliveries.wait(this.database, row.id, row.state, this.after(seconds), reason)
        case Refused(reason, scope):
            _park(this, row.channel, reason, scope)
        case Unreadable(reason):
            return _hold(this, row, f"the channel cannot be read: {reason}")
    return Delivered()


def _hold(this: _Round, row: Delivery, reason: str) -> Delivered:
    deliveries.hold(this.database, row.id, reason)
    this.notify(
        f"A message for {row.channel} may or may not have been sent ({reason}). "
        f"Look there, then: orgwatch deliver --send {row.id} or --drop {row.id}"
    )
    return Delivered()


def _others_went(this: _Round, row: Delivery) -> bool:
    """Whether the chat took another message within a minute of this one's last attempt."""
    last = routes.last_post_anywhere(this.database)
    return last is not None and row.last_attempt is not None and last > row.last_attempt - timedelta(minutes=1)


def _settle(this: _Round, row: Delivery, is_edit: bool, answer: Sent | Later | Unsure | Refused) -> Delivered:
    """Write down what came of one request."""
    match answer:
        case Sent(timestamp):
            deliveries.finish(this.database, row.id, DeliveryState.POSTED, this.now(), timestamp, None)
            return Delivered(updated=1) if is_edit else Delivered(posted=1)
        case Later(seconds):
            reason = f"asked to wait {seconds:.0f} s"
            deliveries.wait(this.database, row.id, DeliveryState.PENDING, this.after(seconds), reason)
        case Unsure(reason):
            until = this.after(this.pace.before_look_up)
            deliveries.wait(this.database, row.id, DeliveryState.POSTING, until, reason)
        case Refused(reason, Scope.MESSAGE):
            if row.folded_into is not None:
                deliveries.unfold(this.database, row.id)
            else:
                return _give_up(this, row, reason)
        case Refused(reason, scope):
            deliveries.wait(this.database, row.id, DeliveryState.PENDING, this.now(), reason)
            _park(this, row.channel, reason, scope)
    return Delivered()


def _give_up(this: _Round, row: Delivery, reason: str) -> Delivered:
    deliveries.finish(this.database, row.id, DeliveryState.FAILED, this.now(), None, reason)
    this.notify(f"A message for {row.channel} was refused and will not be sent again: {reason}")
    return Delivered(failed=1)


def _park(this: _Round, channel: str, reason: str, scope: Scope) -> None:
    route = EVERYWHERE if scope is Scope.TOKEN else channel
    seconds = this.pace.after_token_refusal if scope is Scope.TOKEN else this.pace.after_channel_refusal
    if routes.park(this.database, route, this.after(seconds), reason, this.now()):
        this.notify(f"{'Slack' if scope is Scope.TOKEN else channel} takes no messages: {reason}. They are kept.")
