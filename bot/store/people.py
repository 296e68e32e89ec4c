"""Remembered humans and every spelling of their names.

In: names as written, with their index handles. Out: Person values. It must never decide whether two names are one
human: it finds who could be meant.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from bot.model import Person
from bot.store.database import Database


def candidates(database: Database, handles: Iterable[str]) -> tuple[Person, ...]:
    """Everyone with a spelling under one of these handles."""
    wanted = sorted(set(handles))
    if not wanted:
        return ()
    marks = ",".join("?" * len(wanted))
    rows = database.connection().execute(
        f"select distinct person from person_handles where handle in ({marks})", wanted
    )
    return load(database, [row[0] for row in rows])


def load(database: Database, numbers: Iterable[int]) -> tuple[Person, ...]:
    """People by number, in the numbers' order, with all their spellings."""
    connection = database.connection()
    found = []
    for number in sorted(set(numbers)):
        row = connection.execute("select * from people where id = ?", (number,)).fetchone()
        if row:
            spellings = connection.execute(
                "select spelling from spellings where person = ? order by spelling", (number,)
            )
            aliases = tuple(s[0] for s in spellings if s[0] != row["name"])
            found.append(Person(id=number, name=row["name"], aliases=aliases))
    return tuple(found)


def everyone(database: Database) -> tuple[Person, ...]:
    """Every remembered human."""
    return load(database, [row[0] for row in database.connection().execute("select id from people")])


def companies_of(database: Database, person: int) -> frozenset[str]:
    """The companies that somebody was ever seen with."""
    rows = database.connection().execute(
        "select company, from_company, to_company from moves where person = ?", (person,)
    )
    return frozenset(name for row in rows for name in row if name)


def remember(connection: sqlite3.Connection, name: str, handles: Iterable[str]) -> int:
    """A new person, inside the caller's transaction. Returns their number."""
    cursor = connection.execute("insert into people (name) values (?)", (name,))
    assert cursor.lastrowid is not None  # an insert that did not raise has a row
    add_spelling(connection, cursor.lastrowid, name, handles)
    return cursor.lastrowid


def add_spelling(connection: sqlite3.Connection, person: int, spelling: str, handles: Iterable[str]) -> None:
    """One more way in which somebody's name was written."""
    connection.execute("insert or ignore into spellings (person, spelling) values (?, ?)", (person, spelling))
    connection.executemany(
        "insert or ignore into person_handles (handle, person) values (?, ?)", [(handle, person) for handle in handles]
    )


def forget_all(connection: sqlite3.Connection) -> None:
    """Drop every derived person, inside the caller's transaction, before a rebuild learns them again."""
    connection.execute("delete from people")


def names(database: Database) -> tuple[str, ...]:
    """Every shown name, for completion at a prompt; the 5,000 newest."""
    rows = database.connection().execute("select name from people order by id desc limit 5000")
    return tuple(row[0] for row in rows)
