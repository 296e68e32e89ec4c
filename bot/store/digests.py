"""What waits for a channel's digest, and which digests were made.

In: alerts that a digest is to hold; digests by channel and local date. Out: the same. A story stands here once a channel; its
moment is that of the last change of what is said, so that a further source does not bring it into a second digest. It must
never make a second digest for a local date.
"""

from __future__ import annotations

import sqlite3
from datetime import date, datetime, timedelta

from bot.model import Alert, Stage
from bot.store.database import Database, known_moment, moment, seconds
from bot.store.payload import decode, encode

KEPT = timedelta(days=120)
"""Longer than any story is told of: until then a further source must find what was said already."""


def keep(connection: sqlite3.Connection, alert: Alert, now: datetime) -> None:
    """Keep an alert for the digest of its channel, in place of what was kept of its story."""
    said = "\n".join(f"{line.text}|{line.status}" for line in alert.lines)
    connection.execute(
        "insert into digest_items (channel, story, said, payload, at) values (?, ?, ?, ?, ?) on conflict (channel, story)"
        " do update set payload = excluded.payload, said = excluded.said,"
        " at = case when said = excluded.said then at else excluded.at end",
        (alert.channel.id, alert.story, said, encode(alert), seconds(now)),
    )


def drop(connection: sqlite3.Connection, channel: str, story: int) -> None:
    """Keep nothing of a story for a channel's digest any more."""
    connection.execute("delete from digest_items where channel = ? and story = ?", (channel, story))


def waiting(database: Database, channel: str | None, told: bool = False) -> tuple[Alert, ...]:
    """What is in no digest yet, of one channel or, with None, of all; with `told` also what was in one."""
    rows = database.connection().execute(
        "select payload from digest_items i where (?1 is null or channel = ?1)"
        " and (?2 or at >= coalesce((select max(until) from digests d where d.channel = i.channel), 0))",
        (channel, told),
    )
    return tuple(decode(row[0], Alert) for row in rows)


def kept(database: Database, channel: str, since: datetime, until: datetime) -> tuple[Alert, ...]:
    """What was kept for a channel from `since` on and before `until`, oldest first."""
    rows = database.connection().execute(
        "select payload from digest_items where channel = ? and at >= ? and at < ? order by at, story",
        (channel, seconds(since), seconds(until)),
    )
    return tuple(decode(row[0], Alert) for row in rows)


def told(database: Database, channel: str, since: datetime, until: datetime) -> tuple[Alert, ...]:
    """What a channel was told at once in that time, each story as it was told last; what was withdrawn is left out."""
    rows = database.connection().execute(
        "select payload, max(revision) from deliveries where channel = ? and part = 0 and story > 0 and state = 'posted'"
        " and created >= ? and created < ? group by story order by id",
        (channel, seconds(since), seconds(until)),
    )
    alerts = (decode(row[0], Alert) for row in rows)
    return tuple(alert for alert in alerts if alert.stage is not Stage.WITHDRAWN)


def last(database: Database, channel: str) -> datetime | None:
    """Up to which moment, not included, the newest digest of a channel went."""
    row = database.connection().execute("select max(until) from digests where channel = ?", (channel,)).fetchone()
    return moment(row[0])


def begin(connection: sqlite3.Connection, channel: str, day: date, until: datetime) -> bool:
    """Note that the digest of this local date is made. Returns False where it was made before."""
    connection.execute("delete from digest_items where at < ?", (seconds(until - KEPT),))
    return (
        connection.execute(
            "insert or ignore into digests (channel, date, until) values (?, ?, ?)",
            (channel, day.isoformat(), seconds(until)),
        ).rowcount
        == 1
    )


def made(database: Database, channel: str) -> tuple[tuple[str, datetime], ...]:
    """The digests of a channel: (local date, up to when), oldest first."""
    rows = database.connection().execute("select date, until from digests where channel = ? order by date", (channel,))
    return tuple((row[0], known_moment(row[1])) for row in rows)
