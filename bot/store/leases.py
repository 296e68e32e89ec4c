"""Leases: who may collect a feed or deliver to a channel just now, across processes.

In: a lease's name, who asks, until when. Out: whether it was given. The lease of a dead process on this machine is
free at once, also where a restarted container gave us its number (always 1); that of another machine when it expires. It must
never wait.
"""

from __future__ import annotations

import os
import socket
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from bot.store.database import Database, seconds

OURS: set[str] = set()
"""Who has asked in this process. Whoever has its number and is not among them ran before us and is dead."""


def take(database: Database, name: str, owner: str, now: datetime, until: datetime) -> bool:
    """Take or renew the lease `name` for `owner` (one run of one process). False where another holds it.

    One that we hold for at least half of the time asked for is not written again.
    """
    row = database.connection().execute("select owner, expires from leases where name = ?", (name,)).fetchone()
    if row is not None and row["owner"] == owner and row["expires"] >= (now + (until - now) / 2).timestamp():
        return True
    with database.write() as connection:
        return take_within(connection, name, owner, now, until)


def take_within(connection: sqlite3.Connection, name: str, owner: str, now: datetime, until: datetime) -> bool:
    """The same inside the caller's transaction."""
    OURS.add(owner)
    row = connection.execute("select owner, pid, host, expires from leases where name = ?", (name,)).fetchone()
    here = socket.gethostname()
    held = row is not None and row["owner"] != owner and row["expires"] > now.timestamp()
    if held and (row["host"] != here or _alive(row["pid"], row["owner"])):
        return False
    connection.execute(
        "insert or replace into leases (name, owner, pid, host, expires) values (?, ?, ?, ?, ?)",
        (name, owner, os.getpid(), here, seconds(until)),
    )
    return True


def take_many(database: Database, names: Sequence[str], owner: str, now: datetime, until: datetime) -> frozenset[str]:
    """Take or renew these leases for `owner` in one transaction. Returns those that it holds now."""
    OURS.add(owner)
    here, pid = socket.gethostname(), os.getpid()
    with database.write() as connection:
        connection.executemany(
            "insert into leases (name, owner, pid, host, expires) values (?, ?, ?, ?, ?) on conflict (name) do update set"
            " owner = excluded.owner, pid = excluded.pid, host = excluded.host, expires = excluded.expires"
            " where owner = excluded.owner or expires <= ?",
            [(name, owner, pid, here, seconds(until), now.timestamp()) for name in names],
        )
        others = connection.execute("select name from leases where owner <> ?", (owner,)).fetchall()
        held = {other["name"] for other in others}.intersection(names)
        won = {name for name in held if take_within(connection, name, owner, now, until)}
    return frozenset(names) - (held - won)


def give_back(database: Database, owner: str) -> None:
    """Free everything that `owner` holds."""
    with database.write() as connection:
        connection.execute("delete from leases where owner = ?", (owner,))


def _alive(pid: int, owner: str) -> bool:
    if pid == os.getpid():
        return owner in OURS
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def in_use(file: Path, now: datetime) -> bool:
    """Whether a live process holds a lease in this database file; one that cannot be read is used by nobody."""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            rows = connection.execute(
                "select cast(pid as integer), owner, host, cast(expires as real) from leases"
            ).fetchall()
    except (sqlite3.DatabaseError, UnicodeDecodeError):  # a damaged page says either
        return False
    here = socket.gethostname()
    return any(expires > now.timestamp() and (host != here or _alive(pid, who)) for pid, who, host, expires in rows)
