"""What Wikidata says of people and companies that were asked for: kept for a day, fetched by whoever has the time.

In: names as the house shows them. Out: names to look up, and the lines that were found. It must never fetch.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache

from pydantic import TypeAdapter

from bot.model import Background
from bot.store.database import Database, seconds

KEPT = timedelta(days=1)


@cache
def _adapter() -> TypeAdapter[tuple[Background, ...]]:
    return TypeAdapter(tuple[Background, ...])


def ask(database: Database, name: str, is_company: bool, now: datetime) -> None:
    """Have a name looked up, unless that was done within a day."""
    with database.write() as connection:
        connection.execute(
            "insert into background (name, is_company, asked) values (?, ?, ?)"
            " on conflict (name) do update set asked = excluded.asked",
            (name, is_company, seconds(now)),
        )


def due(database: Database, now: datetime, most: int) -> tuple[tuple[str, bool], ...]:
    """(name, whether it is a company) of what was asked for since it was last looked up more than a day ago."""
    rows = database.connection().execute(
        "select name, is_company from background where fetched is null or (fetched < ? and asked > fetched)"
        " order by asked limit ?",
        (seconds(now - KEPT), most),
    )
    return tuple((row[0], bool(row[1])) for row in rows)


def keep(database: Database, name: str, found: Sequence[Background], now: datetime) -> None:
    """Write down what was found, also if that is nothing."""
    with database.write() as connection:
        connection.execute(
            "update background set fetched = ?, lines = ? where name = ?",
            (seconds(now), _adapter().dump_json(tuple(found)).decode(), name),
        )


def lines(database: Database, name: str) -> tuple[Background, ...]:
    """What was found when it was last looked up; nothing for what never was."""
    row = database.connection().execute("select lines from background where name = ?", (name,)).fetchone()
    return () if row is None or row[0] == "[]" else _adapter().validate_json(row[0])


def expire(database: Database, now: datetime) -> int:
    """Let go of what was asked for and looked up more than a day ago. Returns how much."""
    with database.write() as connection:
        return connection.execute(
            "delete from background where asked < ?1 and coalesce(fetched, 0) < ?1", (seconds(now - KEPT),)
        ).rowcount


def forget(connection: sqlite3.Connection, spellings: Sequence[str]) -> None:
    """Let go of a person and of every line that names them, inside the caller's transaction."""
    for spelling in spellings:
        connection.execute("delete from background where name = ? or instr(lines, ?)", (spelling, spelling))
