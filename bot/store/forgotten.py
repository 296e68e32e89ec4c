"""Whom the house must not know, and the ways to take somebody out of every table.

In: one-way keys, numbers of rows. Out: the same. A key is a salted hash (`seal`); the salt is made for each database, so
that a key says nothing elsewhere, though who has the whole file can still test a name against it. What is deleted is
overwritten in the file (secure_delete). It must never keep a name beside a key.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from hashlib import blake2b

from bot.store import facts
from bot.store.database import Database, seconds
from bot.store.routes import keep_told

Seal = bytes
"""A one-way key of a name or of an article's key."""

SALT = "forgetting_salt"


def salt(connection: sqlite3.Connection) -> str:
    """This database's salt, made when it is first needed."""
    found = facts.read(connection, SALT)
    if found is None:
        found = secrets.token_hex(16)
        facts.write(connection, SALT, found)
    return found


def seal(salted_with: str, key: str) -> Seal:
    """The one-way key of `key`."""
    return blake2b(f"{salted_with} {key}".encode(), digest_size=16).digest()


def sealed(database: Database) -> frozenset[Seal]:
    """All one-way keys; mostly none."""
    return frozenset(row[0] for row in database.connection().execute("select key from forgotten"))


def add(connection: sqlite3.Connection, keys: Iterable[Seal]) -> None:
    """Remember these one-way keys, inside the caller's transaction."""
    connection.executemany("insert or ignore into forgotten (key) values (?)", [(key,) for key in keys])


@contextmanager
def overwriting(database: Database) -> Iterator[sqlite3.Connection]:
    """A durable transaction whose deletions leave no trace in the file; the log is taken in at its end."""
    connection = database.connection()
    connection.execute("pragma secure_delete = on")
    try:
        with database.write(durable=True) as connection:
            yield connection
        connection.execute("pragma wal_checkpoint(truncate)")
    finally:
        connection.execute("pragma secure_delete = off")


def claimed_names(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Every name that a claim is about, each once."""
    return tuple(row[0] for row in connection.execute("select distinct person from claims where person is not null"))


def claims_about(connection: sqlite3.Connection, names: Sequence[str]) -> tuple[tuple[int, int, int | None], ...]:
    """(claim, article, story) of the claims about these names."""
    marks = ",".join("?" * len(names))
    rows = connection.execute(f"select id, article, story from claims where person in ({marks})", names)
    return tuple((row[0], row[1], row[2]) for row in rows)


def articles_naming(connection: sqlite3.Connection, names: Sequence[str]) -> frozenset[int]:
    """The articles in whose text, quotes or sources' names one of these spellings stands."""
    found: set[int] = set()
    for name in names:
        like = f"%{name}%"
        found.update(
            row[0]
            for row in connection.execute(
                "select id from articles where title like ? or summary like ? or text like ? union"
                " select article from claims where quote like ? or attribution like ?",
                (like, like, like, like, like),
            )
        )
    return frozenset(found)


def strip_article(connection: sqlite3.Connection, article: int, key: str, url: str, names: Sequence[str]) -> None:
    """Leave of an article what names nobody forgotten: publisher, date, language, and other people's claims.

    `key` and `url` stand in place of its own, which may spell a name.
    """
    connection.execute(
        "update articles set key = ?, url = ?, signature = zeroblob(12), title = '', summary = '', text = '', expired = 1"
        " where id = ?",
        (key, url, article),
    )
    for name in names:
        like = f"%{name}%"
        connection.execute("update claims set quote = '' where article = ? and quote like ?", (article, like))
        connection.execute(
            "update claims set attribution = null where article = ? and attribution like ?", (article, like)
        )


def article_keys(connection: sqlite3.Connection, articles: Iterable[int]) -> dict[int, tuple[str, str]]:
    """(key, address) of each article."""
    found = {}
    for number in articles:
        row = connection.execute("select key, url from articles where id = ?", (number,)).fetchone()
        found[number] = (row[0], row[1])
    return found


def stories_of(connection: sqlite3.Connection, article: int) -> tuple[int, ...]:
    """The stories that an article tells of."""
    rows = connection.execute("select distinct story from claims where article = ? and story is not null", (article,))
    return tuple(row[0] for row in rows)


def knows_article(connection: sqlite3.Connection, keys: Sequence[str]) -> frozenset[str]:
    """Which of these article keys belong to articles that were stripped or kept out."""
    if connection.execute("select 1 from forgotten limit 1").fetchone() is None:
        return frozenset()
    found = facts.read(connection, SALT) or ""
    marks = {seal(found, key): key for key in keys}
    known: set[str] = set()
    for mark, key in marks.items():
        if connection.execute("select 1 from forgotten where key = ?", (mark,)).fetchone():
            known.add(key)
    return frozenset(known)


def drop_claims(connection: sqlite3.Connection, claims: Iterable[int]) -> None:
    """Delete these claims."""
    connection.executemany("delete from claims where id = ?", [(number,) for number in claims])


def drop_people(connection: sqlite3.Connection, people: Iterable[int]) -> None:
    """Delete these people with their spellings and handles."""
    connection.executemany("delete from people where id = ?", [(number,) for number in people])


def drop_handles(connection: sqlite3.Connection, story: int) -> None:
    """Delete the index keys of a story, and what is believed of it."""
    connection.execute("delete from story_handles where story = ?", (story,))
    connection.execute("delete from moves where story = ?", (story,))


def drop_story(connection: sqlite3.Connection, story: int) -> None:
    """Delete a story that nothing tells any more, with its decisions and messages."""
    keep_told(connection, story)
    connection.execute("delete from deliveries where story = ?", (story,))
    connection.execute("delete from stories where key = ?", (story,))


def drop_judgements(connection: sqlite3.Connection, judgements: Iterable[int]) -> None:
    """Delete humans' words about somebody who is forgotten."""
    connection.executemany("delete from judgements where id = ?", [(number,) for number in judgements])


def judged_names(connection: sqlite3.Connection) -> tuple[tuple[int, str, str], ...]:
    """(number, subject, other) of every judgement."""
    rows = connection.execute("select id, subject, coalesce(other, '') from judgements")
    return tuple((row[0], row[1], row[2]) for row in rows)


def unbelieved(connection: sqlite3.Connection, before: datetime, most: int) -> tuple[str, ...]:
    """Names of people who were last told of before then, and of whom nothing but rumour is believed, or nothing."""
    rows = connection.execute(
        "select person from (select c.person, max(coalesce(s.last_told_of, a.published)) as told from claims c"
        " join articles a on a.id = c.article left join stories s on s.key = c.story where c.person is not null"
        " group by c.person) where told < ?1 and person not in (select spelling from spellings where person in"
        " (select m.person from moves m join stories s on s.key = m.story where m.person is not null"
        " and (m.status not in ('rumour', 'denied') or s.last_told_of >= ?1))) order by told limit ?2",
        (seconds(before), most),
    )
    return tuple(row[0] for row in rows)
