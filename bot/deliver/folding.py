"""Many first tellings of a channel at once go as one message, whatever held them up: a storm, an outage, quiet hours.

In: the row whose turn it is, and the time. Out: the row that goes now, or none. It must never hold up anything but a first
telling that nobody has begun to send, and never give a story a second message.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot import alerts, rhythm
from bot.model import Alert, Delivery, DeliveryState
from bot.store import Database, deliveries


def fold(database: Database, row: Delivery, now: datetime, window: timedelta) -> Delivery | None:
    """The row itself, or the same as the head of all that wait, or None where it is held for more to come.

    What the chat refused together, what is to be looked up first, digests and replies go by themselves.
    """
    is_fresh = row.revision == 1 and row.part == 0 and not row.attempts and row.folded_into is None
    if not window or not is_fresh or row.look_since is not None or row.story < 0:
        return row
    waiting = deliveries.unbegun(database, row.channel, now)
    match rhythm.storm(deliveries.told_at(database, row.channel, now - window), len(waiting), window, now):
        case rhythm.Hold(until):
            reason = "held, for this channel was told much within a few minutes"
            deliveries.wait(database, row.id, DeliveryState.PENDING, until, reason)
            return None
        case rhythm.Together():
            return deliveries.fold(database, waiting)
        case rhythm.Singly():
            return row


def folded(database: Database, story: int, channel: str) -> tuple[Alert, ...]:
    """All alerts of the message in which a channel was first told of a story, as they stand now, in their order; one where
    it stands alone.
    """
    first = deliveries.first_telling(database, story, channel)
    if first is None:
        return ()
    rows = (first,) if first.folded_into is None else deliveries.folded(database, first.folded_into)
    return tuple(_present(database, row) for row in rows)


def edited(database: Database, row: Delivery, leader: int) -> Alert:
    """What a message about several stories says when one of them changed as `row` says; `leader` is the message's row."""
    members = deliveries.folded(database, leader)
    return alerts.together(
        [
            replace(row.alert, lines=row.alert.lines or one.alert.lines)
            if one.story == row.story
            else _present(database, one)
            for one in members
        ]
    )


def _present(database: Database, first: Delivery) -> Alert:
    """What a channel is told of a story by now; one that points to another message keeps its line."""
    newest = deliveries.last_told(database, first.story, first.channel) or first
    return replace(newest.alert, lines=newest.alert.lines or first.alert.lines)
