"""Single facts about this file: where it was copied from, and when.

In and out: moments and words by name. It must never hold a secret.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from bot.store.database import known_moment

DOUBT = timedelta(days=3)
"""So long after a copy was put back, feeds may still bring what was told between the copy and its return."""


def write(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Write a fact down, inside the caller's transaction."""
    connection.execute("insert or replace into facts (name, value) values (?, ?)", (name, value))


def read(connection: sqlite3.Connection, name: str) -> str | None:
    """A fact by name, or None."""
    row = connection.execute("select value from facts where name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])


def moment(connection: sqlite3.Connection, name: str) -> datetime | None:
    """A fact that is a moment, or None."""
    value = read(connection, name)
    return None if value is None else known_moment(float(value))


def look_since(connection: sqlite3.Connection, now: datetime) -> datetime | None:
    """Since when a new message is to be looked up before it is sent: set for some days after a copy was put back."""
    restored = moment(connection, "restored_at")
    if restored is None or now > restored + DOUBT:
        return None
    return moment(connection, "copied_at")
