"""Copies of the database: made while it is in use, and put back whole.

In: an open database, or a file. Out: a file that was checked before it took its name. It must never leave half a copy
under a name that somebody trusts, and never throw away what stood there before.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from bot.errors import DatabaseUnreadable, StoreError
from bot.store.database import Database
from bot.store.leases import in_use


def backup(database: Database, file: Path) -> None:
    """Copy the database to `file`, also while others use it. Raises DatabaseUnreadable where the copy is not whole."""
    draft = file.with_name(file.name + ".draft")
    try:
        with closing(sqlite3.connect(draft)) as copy:
            database.connection().backup(copy)
            _check_whole(copy, draft)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def restore(file: Path, target: Path, now: datetime) -> Path | None:
    """Put `target` back from `file`. Returns where what stood there is kept, or None where nothing did.

    Raises StoreError while a bot uses the target, DatabaseUnreadable where the file is not whole.
    """
    kept = None
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as source:
        _check_whole(source, file)
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(target.name + ".draft")
        draft.unlink(missing_ok=True)
        with closing(sqlite3.connect(draft)) as copy:
            source.backup(copy)
    if target.exists():
        if in_use(target, now):
            draft.unlink()
            raise StoreError(f"a bot is using {target}; stop it, then restore")
        kept = target.with_name(f"{target.name}.before-{now:%Y%m%d-%H%M%S}")
        target.replace(kept)
        for ending in ("-wal", "-shm"):
            old = target.with_name(target.name + ending)
            if old.exists():
                old.replace(kept.with_name(kept.name + ending))
    draft.replace(target)
    return kept


def _check_whole(connection: sqlite3.Connection, file: Path) -> None:
    try:
        found = connection.execute("pragma integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise DatabaseUnreadable(f"{file} is no whole database: {error}") from error
    if found != "ok":
        raise DatabaseUnreadable(f"{file} is damaged: {found}")
