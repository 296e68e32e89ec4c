"""Why each channel was told of a story, or why not: one line a story and channel, the latest.

In and out: outcomes and reasons as words. It must never decide.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

from bot.store.database import Database, seconds


def write(connection: sqlite3.Connection, story: int, channel: str, outcome: str, reason: str, now: datetime) -> None:
    """Remember why a channel is told of a story, or why not."""
    connection.execute(
        "insert or replace into decisions (story, channel, outcome, reason, at) values (?, ?, ?, ?, ?)",
        (story, channel, outcome, reason, seconds(now)),
    )


def of_story(database: Database, story: int) -> tuple[tuple[str, str, str], ...]:
    """(channel, outcome, reason) for one story."""
    rows = database.connection().execute(
        "select channel, outcome, reason from decisions where story = ? order by channel", (story,)
    )
    return tuple((row[0], row[1], row[2]) for row in rows)
