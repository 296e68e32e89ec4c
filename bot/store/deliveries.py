"""The outbox: what is to be told, what is being told, what was told, and the routes it goes.

In: alerts with the stage they are at. Out: Delivery values. Unique on (story, channel, revision, part): part 0
is the message or its edit, part 1 the reply in its thread, for each needs a fate of its own. All writes are durable:
a lost "posting" row is a double post. It must never talk to a chat, and never decide what is worth telling.

`folded_into` is the row under whose key several first tellings go as one message; it names itself too, and shares its
fate with the others. `look_since` is set where a copy of the database was put back: what is sent first is looked up, from
that moment on, by its key or by any of its marks (alerts.marks), for its row may have been lost.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from bot.model import Alert, Delivery, DeliveryState, Stage
from bot.store import facts, leases
from bot.store.database import Database, known_moment, moment, seconds
from bot.store.payload import decode, encode
from bot.store.routes import EVERYWHERE, keep_told

_LONGEST_QUIET = 26 * 3600.0
"""Seconds; a quiet hour's end that lies further off was written before the clock was put back, and holds nothing up."""

_OPEN = "state in ('pending', 'posting') and held = 0"
"""Word for word the condition of the index of open rows: any other is answered by reading the whole outbox."""

_NOT_QUIET = f"(quiet_until is null or quiet_until <= ? or quiet_until > ? + {_LONGEST_QUIET})"


def last_told(database: Database, story: int, channel: str) -> Delivery | None:
    """The newest revision of a story for a channel, or None where it was never told there."""
    row = (
        database.connection()
        .execute(
            "select * from deliveries where story = ? and channel = ? and part = 0 order by revision desc limit 1",
            (story, channel),
        )
        .fetchone()
    )
    return _delivery(row) if row else None


def enqueue(
    connection: sqlite3.Connection, alert: Alert, revision: int, now: datetime, quiet_until: datetime | None = None
) -> None:
    """Put one revision of a story into the outbox, with its reply where it has one; a second time changes nothing.

    What would sound in the channel (a first telling, a reply) waits until `quiet_until`; an edit makes no sound.
    """
    for part in (0, 1) if alert.reply else (0,):
        connection.execute(
            "insert or ignore into deliveries (key, story, channel, revision, part, stage, state, payload, created, published,"
            " sample, look_since, quiet_until) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                secrets.token_hex(12), alert.story, alert.channel.id, revision, part, alert.stage, DeliveryState.PENDING,
                encode(alert), seconds(now), seconds(alert.first_published), alert.sample,
                seconds(facts.look_since(connection, now)),
                seconds(quiet_until) if revision == 1 or part == 1 else None,
            ),
        )  # fmt: skip


def reword(connection: sqlite3.Connection, delivery: int, alert: Alert, quiet_until: datetime | None) -> bool:
    """Give a message that nobody has begun to send the present truth. Returns False where it has been begun.

    It waits for the end of quiet hours no longer where it has become urgent.
    """
    return (
        connection.execute(
            "update deliveries set payload = ?, quiet_until = ? where id = ? and state = ? and attempts = 0",
            (encode(alert), seconds(quiet_until), delivery, DeliveryState.PENDING),
        ).rowcount
        == 1
    )


def end_quiet(connection: sqlite3.Connection, channel: str) -> None:
    """A channel has other quiet hours now: what waits for the end of the old ones waits no longer."""
    connection.execute("update deliveries set quiet_until = null where channel = ?", (channel,))


def drop_unsent(connection: sqlite3.Connection, delivery: int, reason: str) -> bool:
    """Skip a message that nobody has begun to send. Returns False where it has been begun."""
    dropped = connection.execute(
        "update deliveries set state = ?, reason = ? where id = ? and state = ? and attempts = 0",
        (DeliveryState.SKIPPED, reason, delivery, DeliveryState.PENDING),
    )
    if dropped.rowcount == 1:
        connection.execute("update deliveries set folded_into = null where folded_into = ?", (delivery,))
    return dropped.rowcount == 1


def open_channels(database: Database) -> tuple[str, ...]:
    """Channels that have something to send or to look up, be it after their quiet hours."""
    rows = database.connection().execute(f"select distinct channel from deliveries where {_OPEN} order by channel")
    return tuple(row[0] for row in rows)


def first_open(database: Database, channel: str, now: datetime) -> Delivery | None:
    """The oldest row of a channel that is not finished: order is kept, so nothing behind it goes first, but for what
    passes quiet hours.
    """
    row = (
        database.connection()
        .execute(
            # The index alone says which row it is; the others' payloads are not turned over.
            f"select * from deliveries where id = (select id from deliveries where channel = ? and {_OPEN}"
            f" and coalesce(folded_into, id) = id and {_NOT_QUIET} order by id limit 1)",
            (channel, seconds(now), seconds(now)),
        )
        .fetchone()
    )
    return _delivery(row) if row else None


def first_telling(database: Database, story: int, channel: str) -> Delivery | None:
    """The message by which a channel first heard of a story: what is edited, and what has the thread."""
    row = (
        database.connection()
        .execute(
            "select * from deliveries where story = ? and channel = ? and revision = 1 and part = 0", (story, channel)
        )
        .fetchone()
    )
    return _delivery(row) if row else None


def begin(database: Database, row: Delivery, owner: str, now: datetime, until: datetime) -> bool:
    """Write down, durably, that `owner` is about to make a request; of a message about several stories for all of them.

    The channel is leased until then, so that no other process looks the row up before. Returns False where the row is
    not as it was read, or the channel is another's by now: this process stood still for a while.
    """
    with database.write(durable=True) as connection:
        if not leases.take_within(connection, lease_name(row.channel), owner, now, until):
            return False
        begun = connection.execute(
            "update deliveries set state = ?, attempts = attempts + 1, first_attempt = coalesce(first_attempt, ?),"
            " last_attempt = ?, not_before = null where id = ? and state = ? and attempts = ?",
            (DeliveryState.POSTING, seconds(now), seconds(now), row.id, row.state, row.attempts),
        )
        if begun.rowcount == 1:
            connection.execute(
                "update deliveries set attempts = attempts + 1 where folded_into = ? and id <> ?", (row.id, row.id)
            )
        return begun.rowcount == 1


def lease_name(channel: str) -> str:
    """The lease of whoever delivers to a channel."""
    return f"deliver:{channel}"


def unbegun(database: Database, channel: str, now: datetime) -> tuple[Delivery, ...]:
    """The first tellings of stories that nobody has begun to send and that wait for no end of quiet hours, oldest first."""
    rows = database.connection().execute(
        f"select * from deliveries where channel = ? and {_OPEN} and state = 'pending' and revision = 1 and attempts = 0"
        f" and folded_into is null and look_since is null and story > 0 and {_NOT_QUIET} order by id",
        (channel, seconds(now), seconds(now)),
    )
    return tuple(_delivery(row) for row in rows)


def unsent(database: Database, channel: str | None) -> tuple[Delivery, ...]:
    """The first tellings that nobody has begun to send, of one channel or, with None, of all."""
    rows = database.connection().execute(
        f"select * from deliveries where (?1 is null or channel = ?1) and {_OPEN} and state = 'pending' and revision = 1"
        " and part = 0 and attempts = 0 and story > 0",
        (channel,),
    )
    return tuple(_delivery(row) for row in rows)


def digest_numbers(database: Database) -> tuple[int, ...]:
    """Under which numbers digests stand in the outbox: the negatives of their dates."""
    return tuple(
        row[0] for row in database.connection().execute("select distinct story from deliveries where story < 0")
    )


def told_at(database: Database, channel: str, since: datetime) -> tuple[datetime, ...]:
    """When messages about stories went to a channel since then, as often as one stands there by itself."""
    rows = database.connection().execute(
        "select posted from deliveries where channel = ? and revision = 1 and part = 0 and story > 0 and posted >= ?"
        " and coalesce(folded_into, id) = id",
        (channel, seconds(since)),
    )
    return tuple(known_moment(row[0]) for row in rows)


def fold(database: Database, rows: Sequence[Delivery]) -> Delivery:
    """Let several first tellings go as one message, under the key of the first, which is returned."""
    with database.write(durable=True) as connection:
        connection.executemany(
            "update deliveries set folded_into = ? where id = ?", [(rows[0].id, row.id) for row in rows]
        )
    return replace(rows[0], folded_into=rows[0].id)


def folded(database: Database, leader: int) -> tuple[Delivery, ...]:
    """What goes, or went, as one message under the key of `leader`; the leader is the first of them."""
    rows = database.connection().execute(
        "select * from deliveries where folded_into = ? and state <> 'skipped' order by id", (leader,)
    )
    return tuple(_delivery(row) for row in rows)


def unfold(database: Database, leader: int) -> None:
    """The chat refused them together: each goes by itself, and they are not tried together again."""
    with database.write(durable=True) as connection:
        connection.execute(
            "update deliveries set folded_into = null, state = ?, not_before = null, reason = 'refused together'"
            " where folded_into = ?",
            (DeliveryState.PENDING, leader),
        )


def part_anew(connection: sqlite3.Connection, leader: int) -> None:
    """What was to go as one message under the key of `leader` goes as if it had never been tried, under keys of its own."""
    connection.execute(
        "update deliveries set folded_into = null, state = ?, held = 0, not_before = null, attempts = 0, first_attempt = null,"
        " last_attempt = null, alone = 0, reason = null, key = lower(hex(randomblob(12)))"
        " where folded_into = ? and state in ('pending', 'posting')",
        (DeliveryState.PENDING, leader),
    )


def finish(
    database: Database, delivery: int, state: DeliveryState, now: datetime, timestamp: str | None, reason: str | None
) -> None:
    """Write down, durably, how it ended (posted, failed, skipped). A message that was taken opens its route again."""
    with database.write(durable=True) as connection:
        connection.execute(
            "update deliveries set state = ?, timestamp = coalesce(?, timestamp), reason = ?, not_before = null,"
            " look_since = null, posted = ? where id = ? or (folded_into = ? and state <> 'skipped')",
            (state, timestamp, reason, seconds(now) if state is DeliveryState.POSTED else None, delivery, delivery),
        )
        if state is DeliveryState.POSTED:
            connection.execute(
                "insert into routes (channel, last_post) select channel, ? from deliveries where id = ?"
                " on conflict (channel) do update set last_post = excluded.last_post, parked_until = null, reason = null",
                (seconds(now), delivery),
            )
            connection.execute("update routes set parked_until = null, reason = null where channel = ?", (EVERYWHERE,))


def absent(database: Database, delivery: int, now: datetime, alone: bool) -> None:
    """Write down, durably, that it was looked up and does not stand there: it may be sent. `alone`: others were taken."""
    with database.write(durable=True) as connection:
        connection.execute(
            "update deliveries set state = ?, not_before = ?, look_since = null, reason = 'looked up, not there',"
            " alone = alone + ? where id = ?",
            (DeliveryState.PENDING, seconds(now), alone, delivery),
        )


def wait(database: Database, delivery: int, state: DeliveryState, until: datetime, reason: str) -> None:
    """Write down, durably, that it is to be tried (pending) or looked up (posting) at `until`, and why."""
    with database.write(durable=True) as connection:
        connection.execute(
            "update deliveries set state = ?, not_before = ?, reason = ? where id = ?",
            (state, seconds(until), reason, delivery),
        )


def hold(database: Database, delivery: int, reason: str) -> None:
    """Nobody can tell whether it was sent: leave it as it is until a human sends or drops it, and let others pass."""
    with database.write(durable=True) as connection:
        connection.execute("update deliveries set held = 1, reason = ? where id = ?", (reason, delivery))


def held(database: Database) -> tuple[Delivery, ...]:
    """What waits for a human's word."""
    rows = database.connection().execute("select * from deliveries where held = 1 order by id")
    return tuple(_delivery(row) for row in rows)


def release(database: Database, delivery: int, send: bool) -> bool:
    """A human's word on a row that is held, or that waits in vain: send it again, or drop it. False where there is none.

    A message about several stories is dropped for all of them.
    """
    state, said = (DeliveryState.PENDING, "sent again") if send else (DeliveryState.SKIPPED, "dropped")
    with database.write(durable=True) as connection:
        released = connection.execute(
            "update deliveries set held = 0, state = ?, not_before = null, alone = 0, reason = ? where id = ?"
            " and (held = 1 or state in ('pending', 'posting'))",
            (state, f"{said} by a human", delivery),
        )
        if released.rowcount == 1:
            connection.execute(
                "update deliveries set state = ?, reason = ? where folded_into = ? and state = 'pending'",
                (state, f"{said} by a human", delivery),
            )
        return released.rowcount == 1


def counts(database: Database) -> dict[str, int]:
    """How many rows stand in each state."""
    rows = database.connection().execute("select state, count(*) from deliveries group by state")
    return {row[0]: row[1] for row in rows}


def of_story(database: Database, story: int) -> tuple[Delivery, ...]:
    """All that was or is to be told of one story, oldest first."""
    rows = database.connection().execute("select * from deliveries where story = ? order by id", (story,))
    return tuple(_delivery(row) for row in rows)


@lru_cache(maxsize=64)
def _alert(payload: str) -> Alert:
    """The row whose turn it is not yet is read again each second, and its alert is most of the work."""
    return decode(payload, Alert)


def _delivery(row: sqlite3.Row) -> Delivery:
    return Delivery(
        id=row["id"],
        key=row["key"],
        story=row["story"],
        channel=row["channel"],
        revision=row["revision"],
        part=row["part"],
        stage=Stage(row["stage"]),
        state=DeliveryState(row["state"]),
        alert=_alert(row["payload"]),
        created=known_moment(row["created"]),
        first_attempt=moment(row["first_attempt"]),
        last_attempt=moment(row["last_attempt"]),
        not_before=moment(row["not_before"]),
        attempts=row["attempts"],
        timestamp=row["timestamp"],
        reason=row["reason"],
        folded_into=row["folded_into"],
        look_since=moment(row["look_since"]),
        alone=row["alone"],
    )


def drop(connection: sqlite3.Connection, story: int, channel: str) -> None:
    """Take all messages of a story to a channel out of the outbox, inside the caller's transaction."""
    keep_told(connection, story)
    connection.execute("delete from deliveries where story = ? and channel = ?", (story, channel))
    connection.execute("delete from decisions where story = ? and channel = ?", (story, channel))


def waiting(database: Database) -> int:
    """How many rows are not finished and need nobody's word."""
    number: int = (
        database.connection()
        .execute("select count(*) from deliveries where state in ('pending', 'posting') and held = 0")
        .fetchone()[0]
    )
    return number


def oldest_waiting(database: Database) -> datetime | None:
    """Since when the oldest of those waits."""
    row = (
        database.connection()
        .execute("select min(created) from deliveries where state in ('pending', 'posting') and held = 0")
        .fetchone()
    )
    return moment(row[0])


@dataclass(frozen=True, slots=True)
class Lags:
    """How long first tellings took from the publisher's date: how many within each span, how many, seconds in all."""

    within: tuple[int, ...]
    count: int
    seconds: float


def lags(database: Database, spans: Sequence[float]) -> Lags:
    """Over all first tellings that were posted. `spans` are seconds, growing."""
    sums = "".join(f", total(posted - published <= {float(span)})" for span in spans)
    row = (
        database.connection()
        .execute(
            f"select count(*), total(posted - published){sums} from deliveries"
            " where revision = 1 and part = 0 and posted is not null and published is not null and not sample"
        )
        .fetchone()
    )
    return Lags(tuple(int(number) for number in row[2:]), row[0], row[1])
