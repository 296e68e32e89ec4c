"""Remembered humans and every spelling of their names.

In: names as written, with the keys of their index (`names.kept_under`). Out: Person values. It must never decide
whether two names are one human: it finds who could be meant.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from bot.model import Person
from bot.store.database import Database, portions


def candidates(database: Database, keys: Iterable[str], most: int | None = None) -> tuple[Person, ...]:
    """Everyone with a spelling under one of these index keys; with `most`, so many of those most told of, these first."""
    wanted = sorted(set(keys))
    marks = ",".join("?" * len(wanted))
    rows = database.connection().execute(
        f"select person from (select distinct person from person_handles where handle in ({marks})) found"
        + (
            " order by (select count(*) from moves m where m.person = found.person) desc, person limit ?"
            if most
            else ""
        ),
        (*wanted, most) if most else wanted,
    )
    numbers = [row[0] for row in rows]
    found = {person.id: person for person in load(database, numbers)}
    return tuple(found[number] for number in numbers)


def load(database: Database, numbers: Iterable[int]) -> tuple[Person, ...]:
    """People by number, in the numbers' order, with all their spellings."""
    connection = database.connection()
    wanted = sorted(set(numbers))
    found = []
    for portion in portions(wanted):
        marks = ",".join("?" * len(portion))
        aliases: dict[int, list[str]] = {}
        for row in connection.execute(
            f"select person, spelling from spellings where person in ({marks}) order by person, spelling", portion
        ):
            aliases.setdefault(row[0], []).append(row[1])
        for row in connection.execute(f"select id, name from people where id in ({marks}) order by id", portion):
            others = tuple(spelling for spelling in aliases.get(row[0], ()) if spelling != row[1])
            found.append(Person(id=row[0], name=row[1], aliases=others))
    return tuple(found)


def everyone(database: Database) -> tuple[Person, ...]:
    """Every remembered human."""
    return load(database, [row[0] for row in database.connection().execute("select id from people")])


def companies_of(database: Database, people: Iterable[int]) -> dict[int, frozenset[str]]:
    """For each of these people the companies that they were ever seen with; nobody is left out."""
    wanted = sorted(set(people))
    found: dict[int, set[str]] = {number: set() for number in wanted}
    for portion in portions(wanted):
        marks = ",".join("?" * len(portion))
        for number, *names in database.connection().execute(
            f"select person, company, from_company, to_company from moves where person in ({marks})", portion
        ):
            found[number].update(name for name in names if name)
    return {number: frozenset(names) for number, names in found.items()}


def beside(database: Database, person: int, most: int) -> tuple[str, ...]:
    """The names of other people in somebody's stories: in most stories first, of equally many the latest first."""
    rows = database.connection().execute(
        "select p.name from moves m join people p on p.id = m.person where m.story in"
        " (select story from moves where person = ?) and m.person <> ?"
        " group by p.id order by count(distinct m.story) desc, max(m.date) desc, p.id limit ?",
        (person, person, most),
    )
    return tuple(row[0] for row in rows)


def remember(connection: sqlite3.Connection, name: str, keys: Iterable[str]) -> int:
    """A new person, inside the caller's transaction. Returns their number."""
    cursor = connection.execute("insert into people (name) values (?)", (name,))
    assert cursor.lastrowid is not None  # an insert that did not raise has a row
    add_spelling(connection, cursor.lastrowid, name, keys)
    return cursor.lastrowid


def add_spelling(connection: sqlite3.Connection, person: int, spelling: str, keys: Iterable[str]) -> None:
    """One more way in which somebody's name was written."""
    connection.execute("insert or ignore into spellings (person, spelling) values (?, ?)", (person, spelling))
    connection.executemany(
        "insert or ignore into person_handles (handle, person) values (?, ?)", [(key, person) for key in keys]
    )


def show(connection: sqlite3.Connection, person: int, name: str) -> None:
    """Show somebody under another of their spellings."""
    connection.execute("update people set name = ? where id = ?", (name, person))


def forget_moveless(connection: sqlite3.Connection, people: Iterable[int]) -> None:
    """Drop those of these derived people of whom nothing is believed any more."""
    connection.executemany(
        "delete from people where id = ? and not exists (select 1 from moves where person = people.id)",
        [(number,) for number in people],
    )


def forget_all(connection: sqlite3.Connection) -> None:
    """Drop every derived person, inside the caller's transaction, before a rebuild learns them again."""
    connection.execute("delete from people")


def names(database: Database) -> tuple[str, ...]:
    """Every shown name, for completion at a prompt; the 5,000 newest."""
    rows = database.connection().execute("select name from people order by id desc limit 5000")
    return tuple(row[0] for row in rows)
