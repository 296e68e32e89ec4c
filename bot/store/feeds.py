"""A feed's polling memory, kept in its row so that a restart loses nothing.

In and out: FeedState. It must never decide when a feed is due: it stores what timing decided.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime

from bot.model import Feed, FeedState
from bot.store.database import Database, moment, seconds

HASH_BYTES = 12
"""How long the short hash of one item is (feeds.parse makes them); they are kept side by side in one blob."""


def states(database: Database) -> dict[str, FeedState]:
    """Every remembered feed's state by address."""
    return {row["url"]: _state(row) for row in database.connection().execute("select * from feeds")}


def due(database: Database, feeds: Iterable[Feed], now: datetime | None) -> list[tuple[Feed, FeedState]]:
    """Of these feeds those whose time has come (all where `now` is None), the longest waiting first.

    A feed never seen is due at once, one that is gone never. One that was checked in the future was checked before the
    clock was put back, and is due: it would wait for as long as the clock was wrong.
    """
    known = states(database)
    waiting = [(feed, known.get(feed.url, FeedState(url=feed.url))) for feed in feeds]
    ready = [
        (feed, state)
        for feed, state in waiting
        if not state.gone
        and (
            now is None
            or state.next_check is None
            or state.next_check <= now
            or (state.checked_at is not None and state.checked_at > now)
        )
    ]
    return sorted(ready, key=lambda pair: pair[1].next_check.timestamp() if pair[1].next_check else 0.0)


def save(connection: sqlite3.Connection, pairs: Iterable[tuple[Feed, FeedState]]) -> None:
    """Write the states back, inside the caller's transaction."""
    connection.executemany(
        "insert or replace into feeds (url, etag, last_modified, body_hash, items, fetched_once, next_check, failures,"
        " failing_since, problem, gone, moved_to, moved_times, interval_seconds, checked_at, status, full_at, validators_lie,"
        " sample) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                state.url, state.etag, state.last_modified, state.body_hash, b"".join(sorted(state.items)),
                state.fetched_once, seconds(state.next_check), state.failures, seconds(state.failing_since),
                state.problem, state.gone, state.moved_to, state.moved_times, state.interval_seconds,
                seconds(state.checked_at), state.status, seconds(state.full_at), state.validators_lie, feed.sample,
            )
            for feed, state in pairs
        ],
    )  # fmt: skip


def _state(row: sqlite3.Row) -> FeedState:
    items: bytes = row["items"]
    return FeedState(
        url=row["url"],
        etag=row["etag"],
        last_modified=row["last_modified"],
        body_hash=row["body_hash"],
        items=frozenset(items[at : at + HASH_BYTES] for at in range(0, len(items), HASH_BYTES)),
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
    )


def counts(database: Database) -> Mapping[str, int]:
    """How many articles each feed has brought."""
    rows = database.connection().execute("select feed_url, count(*) from articles group by feed_url")
    return {row[0]: row[1] for row in rows}


def forget_samples(database: Database) -> None:
    """Drop the polling memory of sample feeds: their addresses are of one run only. Their articles stay."""
    with database.write() as connection:
        connection.execute("delete from feeds where sample")
