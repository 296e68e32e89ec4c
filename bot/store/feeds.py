"""A feed's polling memory, kept in its row so that a restart loses nothing; and the feeds that were added by hand.

In and out: FeedState and Feed. It must never decide when a feed is due: it stores what timing decided.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.model import Feed, FeedState, Tier
from bot.store.database import Database, moment, portions, seconds

CLOCK_BACK = timedelta(minutes=1)
"""A check that lies so far in the future shows that the clock was put back."""

HASH_BYTES = 12
"""How long the short hash of one item is (feeds.parse makes them); they are kept side by side in one blob."""


def states(database: Database, urls: Sequence[str] | None = None) -> dict[str, FeedState]:
    """The remembered states by address: of these feeds, or of all."""
    connection = database.connection()
    if urls is None:
        return {row["url"]: _state(row) for row in connection.execute("select * from feeds")}
    found: dict[str, FeedState] = {}
    for portion in portions(urls):
        marks = ",".join("?" * len(portion))
        rows = connection.execute(f"select * from feeds where url in ({marks})", portion)
        found.update((row["url"], _state(row)) for row in rows)
    return found


def agenda(database: Database, now: datetime) -> dict[str, float]:
    """When each remembered feed is to be asked next, in seconds since 1970; one that is gone is never.

    One that was checked in the future is due: the clock was put back, and what was planned by it is worth nothing.
    """
    rows = database.connection().execute("select url, next_check, gone, checked_at from feeds")
    future = (now + CLOCK_BACK).timestamp()
    return {
        url: float("inf") if gone else 0.0 if (checked_at or 0.0) > future else next_check or 0.0
        for url, next_check, gone, checked_at in rows
    }


def save(connection: sqlite3.Connection, pairs: Iterable[tuple[Feed, FeedState]]) -> None:
    """Write the states back, inside the caller's transaction."""
    connection.executemany(
        "insert or replace into feeds (url, etag, last_modified, body_hash, items, fetched_once, next_check, failures,"
        " failing_since, problem, gone, moved_to, moved_times, interval_seconds, checked_at, status, full_at, validators_lie,"
        " hot_until, noticed, sample) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                state.url, state.etag, state.last_modified, state.body_hash, b"".join(sorted(state.items)),
                state.fetched_once, seconds(state.next_check), state.failures, seconds(state.failing_since),
                state.problem, state.gone, state.moved_to, state.moved_times, state.interval_seconds,
                seconds(state.checked_at), state.status, seconds(state.full_at), state.validators_lie,
                seconds(state.hot_until), state.noticed, feed.sample,
            )
            for feed, state in pairs
        ],
    )  # fmt: skip


def save_unchanged(connection: sqlite3.Connection, states: Iterable[FeedState]) -> None:
    """Write back what a 304 changes, inside the caller's transaction: the times, and that the feed is well."""
    connection.executemany(
        "update feeds set next_check = ?, interval_seconds = ?, checked_at = ?, status = ?, failures = 0,"
        " failing_since = null, problem = null, noticed = 0, moved_to = ?, moved_times = ? where url = ?",
        [
            (
                seconds(state.next_check), state.interval_seconds, seconds(state.checked_at), state.status,
                state.moved_to, state.moved_times, state.url,
            )
            for state in states
        ],
    )  # fmt: skip


def _state(row: sqlite3.Row) -> FeedState:
    items: bytes = row["items"]
    return FeedState(
        url=row["url"],
        etag=row["etag"],
        last_modified=row["last_modified"],
        body_hash=row["body_hash"],
        items=frozenset([items[at : at + HASH_BYTES] for at in range(0, len(items), HASH_BYTES)]),
        fetched_once=bool(row["fetched_once"]),
        next_check=moment(row["next_check"]),
        failures=row["failures"],
        failing_since=moment(row["failing_since"]),
        problem=row["problem"],
        gone=bool(row["gone"]),
        moved_to=row["moved_to"],
        moved_times=row["moved_times"],
        interval_seconds=row["interval_seconds"],
        checked_at=moment(row["checked_at"]),
        status=row["status"],
        full_at=moment(row["full_at"]),
        validators_lie=bool(row["validators_lie"]),
        hot_until=moment(row["hot_until"]),
        noticed=bool(row["noticed"]),
    )


def counts(database: Database) -> Mapping[str, int]:
    """How many articles each feed has brought."""
    rows = database.connection().execute("select feed_url, count(*) from articles group by feed_url")
    return {row[0]: row[1] for row in rows}


def unread_languages(database: Database) -> dict[str, dict[str, int]]:
    """Of each feed, how many articles came in each language that no pack reads."""
    rows = database.connection().execute(
        "select feed_url, language, count(*) from articles where has_pack = 0 group by feed_url, language order by 3 desc"
    )
    found: dict[str, dict[str, int]] = {}
    for url, language, number in rows:
        found.setdefault(url, {})[language] = number
    return found


def forget_samples(database: Database) -> None:
    """Drop the polling memory of sample feeds: their addresses are of one run only. Their articles stay."""
    with database.write() as connection:
        connection.execute("delete from feeds where sample")


def added(database: Database) -> tuple[Feed, ...]:
    """The feeds that were added by hand, oldest first."""
    rows = database.connection().execute("select url, publisher, tier, language from added_feeds order by added, url")
    return tuple(Feed(url, publisher, Tier(tier), language) for url, publisher, tier, language in rows)


def add(connection: sqlite3.Connection, feed: Feed, now: datetime) -> bool:
    """Add a feed by hand. False where its address is among the added ones already; it then stays as it is."""
    return (
        connection.execute(
            "insert or ignore into added_feeds (url, publisher, tier, language, added) values (?, ?, ?, ?, ?)",
            (feed.url, feed.publisher, feed.tier, feed.language, seconds(now)),
        ).rowcount
        == 1
    )


def remove(connection: sqlite3.Connection, url: str) -> None:
    """Take an added feed off the list, with its polling memory; its articles stay."""
    if connection.execute("delete from added_feeds where url = ?", (url,)).rowcount == 1:
        connection.execute("delete from feeds where url = ?", (url,))
        connection.execute("delete from hub_subscriptions where feed_url = ?", (url,))


def forget(database: Database, url: str) -> None:
    """Drop the polling memory of one address, as if it had never been asked."""
    with database.write() as connection:
        connection.execute("delete from feeds where url = ?", (url,))
