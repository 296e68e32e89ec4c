"""Our messages that name somebody who is forgotten: out of the outbox, and what is then to be done in the chat.

In: the stories that may have told of them, and every spelling of their name. Out: which messages stand in the chat, which
may stand there, and which stand there for other stories too. It must never drop a row whose request may be on its way just
now, never take another story's telling away, and never leave a message behind because nobody can say whether it was sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot import alerts
from bot.errors import StoreError
from bot.model import Alert, Delivery, DeliveryState, Sought
from bot.store import Connection, Database, deliveries, removals
from bot.store.payload import encode
from bot.store.removals import ToFind

IN_FLIGHT = timedelta(minutes=1)
"""A request is answered or given up after 10 s, and may be late by 15 s more (deliver.Pace); by then it is long over."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What is left to do in the chat. `standing` are (channel, timestamp) of messages that are to go, `shared` the same of
    those that tell of several stories, each with the row under whose key it went: other stories' lines are to stay.
    """

    standing: frozenset[tuple[str, str]]
    doubtful: tuple[ToFind, ...]
    shared: tuple[tuple[str, str, int], ...]

    @property
    def messages(self) -> int:
        """How many are changed or taken out, as far as it is known that they stand there."""
        return len(self.standing | {(channel, timestamp) for channel, timestamp, _ in self.shared})


def says(alert: Alert, spellings: Sequence[str]) -> bool:
    """Whether one of these spellings stands in it."""
    text = encode(alert).casefold()
    return any(spelling.casefold() in text for spelling in spellings)


def withdraw(
    database: Database, connection: Connection, touched: Iterable[int], spellings: Sequence[str], now: datetime
) -> Withdrawn:
    """Take our messages that name them out of the outbox. Raises StoreError where one is on its way just now."""
    standing: set[tuple[str, str]] = set()
    doubtful: list[ToFind] = []
    shared: list[tuple[str, str, int]] = []
    for story in touched:
        rows = deliveries.of_story(database, story)
        for channel in sorted({row.channel for row in rows if says(row.alert, spellings)}):
            mine = [row for row in rows if row.channel == channel]
            first = next((row for row in mine if row.revision == 1 and row.part == 0), None)
            leader = first.folded_into if first else None
            _let_land(database, mine, leader, now)
            stands = {(channel, row.timestamp) for row in mine if row.timestamp is not None}
            if first is not None and leader is not None and first.timestamp is not None:
                shared.append((channel, first.timestamp, leader))
                stands.discard((channel, first.timestamp))
            elif first is not None and leader is not None:
                doubtful += _of_several(database, connection, first, leader)
            standing |= stands
            doubtful += [_to_find(row, first) for row in mine if row.folded_into is None and _may_stand(row)]
            deliveries.drop(connection, story, channel)
    return Withdrawn(frozenset(standing), tuple(doubtful), tuple(shared))


def clear(database: Database, connection: Connection, withdrawn: Withdrawn, now: datetime) -> None:
    """Have the chat follow: messages are taken out, and one that tells of other stories too is written anew without them."""
    for channel, timestamp in sorted(withdrawn.standing):
        removals.ask(connection, channel, timestamp)
    for wanted in withdrawn.doubtful:
        removals.ask_to_find(connection, wanted)
    for channel, timestamp, leader in sorted(set(withdrawn.shared)):
        left = deliveries.folded(database, leader)
        if not left:
            removals.ask(connection, channel, timestamp)
            continue
        newest = deliveries.last_told(database, left[0].story, channel) or left[0]
        # An edit that is still to come writes the whole message; else the same is said again, without a reply.
        if newest.state not in (DeliveryState.PENDING, DeliveryState.POSTING):
            deliveries.enqueue(connection, replace(newest.alert, reply=None), newest.revision + 1, now)


def _let_land(database: Database, mine: Sequence[Delivery], leader: int | None, now: datetime) -> None:
    """Raise StoreError while a request with one of these rows, or with what goes in the same message, may be on its way."""
    together = deliveries.folded(database, leader) if leader is not None else ()
    others = [row for one in together for row in deliveries.of_story(database, one.story) if row.channel == one.channel]
    for row in (*mine, *others):
        begun = row.last_attempt
        if row.state is DeliveryState.POSTING and begun is not None and begun <= now < begun + IN_FLIGHT:
            raise StoreError("a message about them is on its way just now; try again in a minute")


def _of_several(database: Database, connection: Connection, row: Delivery, leader: int) -> list[ToFind]:
    """A message about several stories that was not seen standing there: whatever it is, the others are told afresh."""
    head = next((one for one in deliveries.folded(database, leader) if one.id == leader), row)
    doubtful = [_to_find(head, None)] if _may_stand(head) else []
    if doubtful or head.id == row.id:
        deliveries.part_anew(connection, leader)
    return doubtful


def _may_stand(row: Delivery) -> bool:
    """Whether nobody can say that it does not stand in the chat: it was sent and not answered, or a copy of the database was
    put back since, or a human dropped it, for they saw it there.
    """
    if row.timestamp is not None or (row.part == 0 and row.revision > 1):
        return False
    if row.state is DeliveryState.PENDING:
        return row.look_since is not None
    return row.state is DeliveryState.POSTING or (row.state is DeliveryState.SKIPPED and row.attempts > 0)


def _to_find(row: Delivery, first: Delivery | None) -> ToFind:
    """How it is found; a reply stands in the thread of the `first` telling."""
    thread = first.timestamp if first is not None and row.part == 1 else None
    marks = alerts.marks(row.alert, row.part == 1) if row.look_since is not None else ()
    since = min(filter(None, (row.look_since, row.first_attempt)), default=row.created)
    return ToFind(Sought(row.channel, row.key, marks), since, thread)
