"""Departure clusters, each a story of its own kind: no article tells it, it is counted.

In and out: where a cluster begins and ends, and since when the house remembered by then. Who leaves in it is counted
anew each time from what is believed. It must never hold a name.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.store.database import Database, known_moment, seconds


@dataclass(frozen=True, slots=True)
class Span:
    """The time in which more people leave `company` than usual, measured against what came `memory_since` then."""

    story: int
    company: str
    memory_since: datetime
    begins: datetime
    ends: datetime


def write(connection: sqlite3.Connection, span: Span) -> None:
    """Remember a cluster, or that it goes on, and have deliver look at it, inside the caller's transaction."""
    connection.execute(
        "insert or replace into clusters (story, company, memory_since, begins, ends) values (?, ?, ?, ?, ?)",
        (span.story, span.company, seconds(span.memory_since), seconds(span.begins), seconds(span.ends)),
    )
    connection.execute("update stories set undecided = 1 where key = ?", (span.story,))


def load(database: Database, story: int) -> Span | None:
    """The cluster that a story is, or None for a story that articles tell."""
    row = database.connection().execute("select * from clusters where story = ?", (story,)).fetchone()
    return _span(row) if row else None


def last(database: Database, company: str) -> Span | None:
    """The newest cluster of a company."""
    row = (
        database.connection()
        .execute("select * from clusters where company = ? order by ends desc limit 1", (company,))
        .fetchone()
    )
    return _span(row) if row else None


def stories(database: Database) -> tuple[int, ...]:
    """The keys of all clusters."""
    return tuple(row[0] for row in database.connection().execute("select story from clusters order by story"))


def change(connection: sqlite3.Connection, companies: Iterable[str]) -> None:
    """What is believed of these companies' departures changed: have deliver look at their clusters again."""
    connection.executemany(
        "update stories set undecided = 1 where key in (select story from clusters where company = ?)",
        [(company,) for company in companies],
    )


def _span(row: sqlite3.Row) -> Span:
    return Span(
        story=row["story"],
        company=row["company"],
        memory_since=known_moment(row["memory_since"]),
        begins=known_moment(row["begins"]),
        ends=known_moment(row["ends"]),
    )
