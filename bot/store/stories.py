"""Stories, and the handles under which they are found.

In: keys, claims already assigned. Out: stories with all that tells them. A key is given at
birth and never used again. It must never decide what belongs together: it finds candidates and writes down.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.model import Story, Told
from bot.store.articles import told_by
from bot.store.database import Database, known_moment, portions, seconds


def found_under(database: Database, handles: Iterable[str], since: datetime, unnamed: bool) -> frozenset[int]:
    """The keys of the stories that share one of these handles and were told of since then (history: ever); with `unnamed`
    only those one of whose claims names nobody."""
    connection = database.connection()
    wanted = sorted(set(handles))
    names_nobody = " and exists (select 1 from claims c where c.story = s.key and c.person is null)" if unnamed else ""
    keys: set[int] = set()
    for portion in portions(wanted):
        marks = ",".join("?" * len(portion))
        keys.update(
            row[0]
            for row in connection.execute(
                f"select distinct h.story from story_handles h join stories s on s.key = h.story where h.handle in ({marks})"
                f" and (s.last_told_of >= ? or s.memory) and s.merged_into is null{names_nobody}",
                (*portion, seconds(since)),
            )
        )
    return frozenset(keys)


def load(database: Database, keys: Iterable[int]) -> dict[int, Story]:
    """Stories by key, with all their claims and articles."""
    wanted = sorted(set(keys))
    connection = database.connection()
    found: dict[int, Story] = {}
    for portion in portions(wanted):
        marks = ",".join("?" * len(portion))
        by_story: dict[int, list[Told]] = {}
        for _, story, told in told_by(database, f"c.story in ({marks})", portion):
            by_story.setdefault(story or 0, []).append(told)
        absorbed: dict[int, list[int]] = {}
        for key, into in connection.execute(
            f"select key, merged_into from stories where merged_into in ({marks}) order by key", portion
        ):
            absorbed.setdefault(into, []).append(key)
        for row in connection.execute(f"select * from stories where key in ({marks})", portion):
            found[row["key"]] = Story(
                key=row["key"],
                told=tuple(by_story.get(row["key"], ())),
                born=known_moment(row["born"]),
                withdrawn=bool(row["withdrawn"]),
                merged_into=row["merged_into"],
                absorbed=tuple(absorbed.get(row["key"], ())),
                quiet=row["undecided"] == _QUIETLY,
            )
    return found


def bear(connection: sqlite3.Connection, born: datetime, memory: bool) -> int:
    """Give birth to a story inside the caller's transaction; returns its key. `memory` is history, never to be told."""
    cursor = connection.execute(
        "insert into stories (born, last_told_of, memory) values (?, ?, ?)", (seconds(born), seconds(born), memory)
    )
    assert cursor.lastrowid is not None  # an insert that did not raise has a row
    return cursor.lastrowid


def touch(connection: sqlite3.Connection, key: int, told_at: datetime, handles: Iterable[str]) -> None:
    """Note that an article told of the story: it is found under these handles too, and is to be decided on again."""
    connection.execute(
        "update stories set last_told_of = max(last_told_of, ?), undecided = ? where key = ?",
        (seconds(told_at), _CHANGED, key),
    )
    connection.executemany(
        "insert or ignore into story_handles (handle, story) values (?, ?)", [(handle, key) for handle in handles]
    )


_CHANGED, _QUIETLY = 1, 2
"""What the column `undecided` says besides 0: that something was told, or that only a rebuild has touched it."""


def undecided(database: Database) -> tuple[int, ...]:
    """The keys of stories that changed since deliver last looked at them, oldest first."""
    rows = database.connection().execute("select key from stories where undecided > 0 order by key")
    return tuple(row[0] for row in rows)


def waiting(connection: sqlite3.Connection) -> tuple[int, ...]:
    """Of those the keys of stories of which something was told, and that no rebuild alone has touched."""
    rows = connection.execute("select key from stories where undecided = ? order by key", (_CHANGED,))
    return tuple(row[0] for row in rows)


def change(connection: sqlite3.Connection, keys: Iterable[int]) -> None:
    """Have deliver look at these stories again, inside the caller's transaction."""
    connection.executemany("update stories set undecided = ? where key = ?", [(_CHANGED, key) for key in keys])


def merge(connection: sqlite3.Connection, younger: int, older: int) -> None:
    """Two stories turned out to be one, inside the caller's transaction: all that tells the younger tells the older.

    A channel that was told only of the younger keeps its message, from now on as the older's.
    """
    connection.execute("update claims set story = ? where story = ?", (older, younger))
    connection.execute("update or ignore story_handles set story = ? where story = ?", (older, younger))
    connection.execute("delete from story_handles where story = ?", (younger,))
    connection.execute("delete from moves where story = ?", (younger,))
    connection.execute("update stories set merged_into = ? where ? in (key, merged_into)", (older, younger))
    connection.execute(
        "update stories set last_told_of = max(last_told_of, (select last_told_of from stories where key = ?)) where key = ?",
        (younger, older),
    )
    connection.execute(
        "update deliveries set story = ? where story = ? and channel not in (select channel from deliveries where story = ?)",
        (older, younger, older),
    )
    change(connection, (younger, older))


def standing(database: Database, key: int) -> int:
    """The key under which a story is told today: its own, or that of the story that it turned out to be."""
    row = database.connection().execute("select merged_into from stories where key = ?", (key,)).fetchone()
    return key if row is None or row[0] is None else int(row[0])


def decided(connection: sqlite3.Connection, keys: Iterable[int]) -> None:
    """Note that deliver has decided on these stories, inside the caller's transaction."""
    connection.executemany("update stories set undecided = 0 where key = ?", [(key,) for key in keys])


def withdraw(connection: sqlite3.Connection, key: int) -> None:
    """A human said it is a false alarm: the story stays, but is believed no more."""
    connection.execute("update stories set withdrawn = 1, undecided = 1 where key = ?", (key,))


def keys_by_article(connection: sqlite3.Connection) -> dict[int, frozenset[int]]:
    """Of which stories each article tells."""
    found: dict[int, set[int]] = {}
    for row in connection.execute("select distinct article, story from claims where story is not null"):
        found.setdefault(row[0], set()).add(row[1])
    return {article: frozenset(keys) for article, keys in found.items()}


def told_keys(connection: sqlite3.Connection) -> frozenset[int]:
    """The stories that some channel was told of."""
    return frozenset(row[0] for row in connection.execute("select distinct story from deliveries"))


def withdrawn_keys(connection: sqlite3.Connection) -> frozenset[int]:
    """The stories that a human called a false alarm."""
    return frozenset(row[0] for row in connection.execute("select key from stories where withdrawn"))


def forget_unfounded(connection: sqlite3.Connection) -> frozenset[int]:
    """After claims were dropped: forget all moves, and the handles of stories that no claim tells any more.

    Returns the keys that still stand on frozen claims, whose moves are to be believed again.
    """
    connection.execute("delete from moves")
    connection.execute(
        "delete from story_handles where story not in (select story from claims where story is not null)"
    )
    return frozenset(row[0] for row in connection.execute("select distinct story from claims where story is not null"))


def rename(connection: sqlite3.Connection, new: int, old: int) -> None:
    """A story that was born in a rebuild takes the key of the story that it is."""
    connection.execute("update claims set story = ? where story = ?", (old, new))
    connection.execute("delete from story_handles where story = ?", (old,))
    connection.execute("update story_handles set story = ? where story = ?", (old, new))
    connection.execute(
        "update stories set last_told_of = max(last_told_of, (select last_told_of from stories where key = ?)) where key = ?",
        (new, old),
    )
    connection.execute("update stories set merged_into = ? where merged_into = ?", (old, new))
    connection.execute("delete from stories where key = ?", (new,))


def settle_rebuild(connection: sqlite3.Connection, told: frozenset[int], waiting: Sequence[int]) -> None:
    """After a rebuild: what waited to be told still waits, told stories are quietly looked at again, and nothing else is
    told; stories that nothing tells and nobody was told of are gone."""
    connection.execute("update stories set undecided = 0")
    connection.executemany("update stories set undecided = ? where key = ?", [(_QUIETLY, key) for key in told])
    change(connection, waiting)
    connection.execute(
        "delete from stories where key not in (select story from claims where story is not null)"
        " and key not in (select story from deliveries)"
    )
    connection.execute("delete from people where id not in (select person from moves where person is not null)")
