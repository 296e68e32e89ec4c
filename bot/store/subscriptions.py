"""WebSub subscriptions: to which hub, under which token and secret, until when.

In and out: Subscription. It must never show a secret or a token: whoever knows them can push to us.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.store.database import Database, moment, seconds


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed's subscription. `until` is None before the hub has verified it; `pushes` counts what came since the last
    time that a poll found what no push had brought."""

    feed_url: str
    hub: str
    topic: str
    token: str = field(repr=False)
    secret: str = field(repr=False)
    asked: datetime | None = None
    until: datetime | None = None
    pushes: int = 0


def wish(connection: sqlite3.Connection, wanted: Subscription) -> None:
    """Note that a feed offers a hub, inside the caller's transaction; another hub or topic starts afresh."""
    connection.execute(
        "insert into hub_subscriptions (feed_url, token, secret, hub, topic) values (?, ?, ?, ?, ?)"
        " on conflict (feed_url) do update set token = excluded.token, secret = excluded.secret, hub = excluded.hub,"
        " topic = excluded.topic, asked = null, until = null, pushes = 0"
        " where hub <> excluded.hub or topic <> excluded.topic",
        (wanted.feed_url, wanted.token, wanted.secret, wanted.hub, wanted.topic),
    )


def to_ask(database: Database, now: datetime, before_end: timedelta, again: timedelta) -> tuple[Subscription, ...]:
    """Those that no hub has verified, or whose lease ends within `before_end`, and that were not asked for `again`."""
    rows = database.connection().execute(
        "select * from hub_subscriptions where (until is null or until < ?) and (asked is null or asked < ?)",
        (seconds(now + before_end), seconds(now - again)),
    )
    return tuple(map(_subscription, rows))


def asked(database: Database, feed_url: str, now: datetime) -> None:
    """Note that the hub was asked."""
    with database.write() as connection:
        connection.execute("update hub_subscriptions set asked = ? where feed_url = ?", (seconds(now), feed_url))


def by_token(database: Database, token: str) -> Subscription | None:
    """The subscription with this token."""
    row = database.connection().execute("select * from hub_subscriptions where token = ?", (token,)).fetchone()
    return _subscription(row) if row else None


def verified(database: Database, token: str, until: datetime | None) -> None:
    """The hub has confirmed the subscription until then; None: it has ended it."""
    with database.write() as connection:
        connection.execute("update hub_subscriptions set until = ? where token = ?", (seconds(until), token))


def pushed(connection: sqlite3.Connection, feed_url: str) -> None:
    """A push brought something new, inside the caller's transaction."""
    connection.execute("update hub_subscriptions set pushes = pushes + 1 where feed_url = ?", (feed_url,))


def missed(connection: sqlite3.Connection, feed_url: str) -> None:
    """A poll found what no push had brought, inside the caller's transaction."""
    connection.execute("update hub_subscriptions set pushes = 0 where feed_url = ? and pushes > 0", (feed_url,))


def pushing(database: Database, now: datetime) -> frozenset[str]:
    """The feeds whose news come by push: verified, in time, and not found wanting."""
    rows = database.connection().execute(
        "select feed_url from hub_subscriptions where pushes > 0 and until > ?", (seconds(now),)
    )
    return frozenset(row[0] for row in rows)


def _subscription(row: sqlite3.Row) -> Subscription:
    return Subscription(
        feed_url=row["feed_url"],
        hub=row["hub"],
        topic=row["topic"],
        token=row["token"],
        secret=row["secret"],
        asked=moment(row["asked"]),
        until=moment(row["until"]),
        pushes=row["pushes"],
    )
