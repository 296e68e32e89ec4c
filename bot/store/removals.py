"""Our own messages that must not stand in their channels any more, until the chat has taken them out.

In: channels and the chat's identifiers of messages. Out: what is to be done next. It must never hold what they said.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from bot.store.database import Database, moment, seconds


@dataclass(frozen=True, slots=True)
class Removal:
    """One message that is to go."""

    id: int
    timestamp: str


def ask(connection: sqlite3.Connection, channel: str, timestamp: str) -> None:
    """Have a message taken out, inside the caller's transaction; a second time changes nothing."""
    connection.execute("insert or ignore into removals (channel, timestamp) values (?, ?)", (channel, timestamp))


def open_channels(database: Database) -> tuple[str, ...]:
    """Channels out of which something is to be taken."""
    return tuple(row[0] for row in database.connection().execute("select distinct channel from removals"))


def first_due(database: Database, channel: str, now: datetime) -> Removal | None:
    """The oldest whose time has come."""
    row = (
        database.connection()
        .execute(
            "select id, timestamp from removals where channel = ? and coalesce(not_before, 0) <= ? order by id limit 1",
            (channel, seconds(now)),
        )
        .fetchone()
    )
    return Removal(row[0], row[1]) if row else None


def due(database: Database) -> datetime | None:
    """When the next message is to be taken out, in whatever channel; None where none is."""
    row = database.connection().execute("select min(coalesce(not_before, 0)) from removals").fetchone()
    return moment(row[0])


def wait(database: Database, removal: int, until: datetime) -> None:
    """Try again then."""
    with database.write() as connection:
        connection.execute("update removals set not_before = ? where id = ?", (seconds(until), removal))


def done(database: Database, removal: int) -> None:
    """It is gone."""
    with database.write() as connection:
        connection.execute("delete from removals where id = ?", (removal,))
