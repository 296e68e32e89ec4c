"""Our own messages that must not stand in their channels any more, until the chat has taken them out.

In: channels and the chat's identifiers of messages; of a message that may stand there or not, what it is known by. Out: what
is to be done next. It must never hold what they said.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from bot.model import Sought
from bot.store.database import Database, known_moment, moment, seconds


@dataclass(frozen=True, slots=True)
class Removal:
    """One message that is to go."""

    id: int
    timestamp: str


@dataclass(frozen=True, slots=True)
class ToFind:
    """One message that is to go if it stands there: in its channel or in that message's thread, since then."""

    sought: Sought
    since: datetime
    thread: str | None = None
    id: int = 0


def ask(connection: sqlite3.Connection, channel: str, timestamp: str) -> None:
    """Have a message taken out, inside the caller's transaction; a second time changes nothing."""
    connection.execute("insert or ignore into removals (channel, timestamp) values (?, ?)", (channel, timestamp))


def ask_to_find(connection: sqlite3.Connection, wanted: ToFind) -> None:
    """Have a message looked up, and taken out where it stands, inside the caller's transaction."""
    connection.execute(
        "insert or ignore into messages_to_find (channel, key, marks, since, thread) values (?, ?, ?, ?, ?)",
        (
            wanted.sought.channel,
            wanted.sought.key,
            " ".join(wanted.sought.marks),
            seconds(wanted.since),
            wanted.thread,
        ),
    )


def open_channels(database: Database) -> tuple[str, ...]:
    """Channels out of which something is to be taken."""
    rows = database.connection().execute("select channel from removals union select channel from messages_to_find")
    return tuple(row[0] for row in rows)


def first_due(database: Database, channel: str, now: datetime) -> Removal | None:
    """The one that was tried longest ago, if its time has come; one that waits holds back the others of its channel."""
    row = (
        database.connection()
        .execute(
            "select id, timestamp from removals where channel = ?1"
            " and not exists (select 1 from removals where channel = ?1 and not_before > ?2)"
            " order by coalesce(not_before, 0), id limit 1",
            (channel, seconds(now)),
        )
        .fetchone()
    )
    return Removal(row[0], row[1]) if row else None


def first_to_find(database: Database, channel: str, now: datetime) -> ToFind | None:
    """The same of those that are to be looked up."""
    if looks_wait(database, channel, now):
        return None
    row = (
        database.connection()
        .execute(
            "select id, key, marks, since, thread from messages_to_find where channel = ?"
            " order by coalesce(not_before, 0), id limit 1",
            (channel,),
        )
        .fetchone()
    )
    if row is None:
        return None
    return ToFind(Sought(channel, row[1], tuple(row[2].split())), known_moment(row[3]), row[4], row[0])


def looks_wait(database: Database, channel: str, now: datetime) -> bool:
    """Whether the chat asked for a pause when something was looked up there to be taken out."""
    sql = "select 1 from messages_to_find where channel = ? and not_before > ?"
    return database.connection().execute(sql, (channel, seconds(now))).fetchone() is not None


def due(database: Database, channel: str) -> datetime | None:
    """When the next message is to be taken out of a channel, or looked up to be; None where none is."""
    sql = (
        "select min(moment) from (select max(coalesce(not_before, 0)) as moment from removals where channel = ?1"
        " union all select max(coalesce(not_before, 0)) from messages_to_find where channel = ?1)"
    )
    return moment(database.connection().execute(sql, (channel,)).fetchone()[0])


def wait(database: Database, removal: int, until: datetime) -> None:
    """Try again then."""
    with database.write() as connection:
        connection.execute("update removals set not_before = ? where id = ?", (seconds(until), removal))


def wait_to_find(database: Database, wanted: int, until: datetime) -> None:
    """Look again then."""
    with database.write() as connection:
        connection.execute("update messages_to_find set not_before = ? where id = ?", (seconds(until), wanted))


def done(database: Database, removal: int) -> None:
    """It is gone."""
    with database.write() as connection:
        connection.execute("delete from removals where id = ?", (removal,))


def looked(database: Database, wanted: ToFind, timestamp: str | None) -> None:
    """It was looked up; where it stands (`timestamp`) it is to be taken out."""
    with database.write(durable=True) as connection:
        connection.execute("delete from messages_to_find where id = ?", (wanted.id,))
        if timestamp is not None:
            ask(connection, wanted.sought.channel, timestamp)
