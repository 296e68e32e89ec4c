"""The routes that messages go, one a channel and one for all: whether and when they were used, and until when they are closed.

In: channels, moments, reasons. Out: the same. It must never drop what waits for a closed route.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

from bot.store import facts
from bot.store.database import Database, known_moment, moment, seconds

EVERYWHERE = "*"
"""The route that stands for all channels: parked when our token is refused."""


def park(database: Database, channel: str, until: datetime, reason: str, now: datetime) -> bool:
    """Close a route until then; what waits for it stays. Returns whether the admins are to be told (once in 24 hours)."""
    with database.write(durable=True) as connection:
        row = connection.execute("select notified_at from routes where channel = ?", (channel,)).fetchone()
        tell = row is None or row[0] is None or row[0] <= now.timestamp() - 24 * 3600
        connection.execute(
            "insert into routes (channel, parked_until, reason, notified_at) values (?, ?, ?, ?) on conflict (channel)"
            " do update set parked_until = excluded.parked_until, reason = excluded.reason,"
            " notified_at = case when ? then excluded.notified_at else routes.notified_at end",
            (channel, seconds(until), reason, seconds(now), tell),
        )
    return tell


def route(database: Database, channel: str) -> tuple[datetime | None, datetime | None]:
    """(parked until, last post) of a channel."""
    row = (
        database.connection()
        .execute("select parked_until, last_post from routes where channel = ?", (channel,))
        .fetchone()
    )
    return (moment(row[0]), moment(row[1])) if row else (None, None)


def parked(database: Database) -> tuple[tuple[str, str, datetime], ...]:
    """Routes that are closed: (channel, reason, until)."""
    rows = database.connection().execute(
        "select channel, reason, parked_until from routes where parked_until is not null order by channel"
    )
    return tuple((row[0], row[1] or "", known_moment(row[2])) for row in rows)


def is_parked(database: Database, channel: str, now: datetime) -> bool:
    """Whether a route is closed now."""
    until, _ = route(database, channel)
    return until is not None and until > now


def last_post_anywhere(database: Database) -> datetime | None:
    """When the chat last took a message, in whatever channel."""
    return moment(database.connection().execute("select max(last_post) from routes").fetchone()[0])


_TOLD = "told "
"""Before a channel's identifier: the name of the fact that it was told something of which no row is left."""


def ever_told(database: Database, channel: str) -> bool:
    """Whether anything was ever put into the outbox for this channel, be it forgotten since."""
    connection = database.connection()
    row = connection.execute("select 1 from deliveries where channel = ? limit 1", (channel,)).fetchone()
    return row is not None or facts.read(connection, _TOLD + channel) is not None


def keep_told(connection: sqlite3.Connection, story: int) -> None:
    """Before a story's messages are forgotten, inside the caller's transaction: that its channels were told something stays
    known. A channel gets one proof that alerts arrive, and whoever forgets takes no proof back.
    """
    for row in connection.execute("select distinct channel from deliveries where story = ?", (story,)).fetchall():
        facts.write(connection, _TOLD + row[0], "once")
