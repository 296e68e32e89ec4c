"""Copies of the database: made while it is in use, kept for some days, and put back whole.

In: an open database, or a file. Out: a file that was checked before it took its name. It must never leave half a copy
under a name that somebody trusts, and never throw away what stood there before.

What was sent after a copy was made is not in it. So each copy holds when it was made, and where it is put back, whatever
may have been sent since is looked up before it is sent: what waits in it, and for some days what is newly found
(facts.look_since).
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.errors import StoreError
from bot.store import facts, forgotten
from bot.store.database import Database, check_whole, known_moment, seconds
from bot.store.leases import in_use

NAME = "orgwatch-%Y%m%d-%H%M%S.db"
"""What a scheduled copy is called (strftime): after the moment in UTC at which it was made."""


def backup(database: Database, file: Path, now: datetime) -> None:
    """Copy the database to `file`, also while others use it. Raises DatabaseUnreadable where the copy is not whole."""
    draft = file.with_name(file.name + ".draft")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
        with closing(sqlite3.connect(draft)) as copy:
            database.connection().backup(copy)
            copy.execute("pragma journal_mode = delete")  # one file, whole by itself
            with copy:
                facts.write(copy, "copied_at", str(seconds(now)))
            check_whole(copy, draft)
        draft.replace(file)
    except OSError as error:
        raise StoreError(f"cannot copy to {file}: {error.strerror}") from error
    except sqlite3.OperationalError as error:
        raise StoreError(f"cannot copy to {file}: {error}") from error
    finally:
        for ending in ("", "-journal", "-wal", "-shm"):
            draft.with_name(draft.name + ending).unlink(missing_ok=True)


def newest(folder: Path) -> datetime | None:
    """When the newest scheduled copy in a folder was made."""
    return max(_scheduled(folder).values(), default=None)


def expire(folder: Path, before: datetime) -> int:
    """Delete the scheduled copies that were made before then. Returns how many."""
    old = [file for file, made in _scheduled(folder).items() if made < before]
    for file in old:
        file.unlink()
    return len(old)


def _scheduled(folder: Path) -> dict[Path, datetime]:
    """The scheduled copies with when they were made; other files of a human's are none."""
    found = {}
    for file in folder.glob("orgwatch-*.db"):
        try:
            found[file] = datetime.strptime(file.name, NAME).replace(tzinfo=UTC)
        except ValueError:
            continue
    return found


def restore(file: Path, target: Path, now: datetime) -> Path | None:
    """Put `target` back from `file`. Returns where what stood there is kept, or None where nothing did.

    Whom `target` was told to forget is forgotten in it as well, once the bot opens it (memory.forget_again). Raises
    StoreError while a bot uses the target, DatabaseUnreadable where the file is not whole.
    """
    kept = None
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as source:
        check_whole(source, file)
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(target.name + ".draft")
        draft.unlink(missing_ok=True)
        with closing(sqlite3.connect(draft)) as copy:
            source.backup(copy)
    with closing(Database(draft)) as database, database.write(durable=True) as connection:
        _doubt(connection, now)
        _forget_as(target, connection)
    if target.exists():
        if in_use(target, now):
            draft.unlink()
            raise StoreError(f"a bot is using {target}; stop it, then restore")
        kept = target.with_name(f"{target.name}.before-{now:%Y%m%d-%H%M%S}")
        _keep(target, kept)
    draft.replace(target)
    return kept


def _keep(target: Path, kept: Path) -> None:
    """Give what stands there a second name; whoever is killed here leaves the target as it was.

    Its write-ahead log is taken in first: beside another file it would be taken for that file's own.
    """
    try:
        with closing(sqlite3.connect(target)) as connection:
            connection.execute("pragma journal_mode = delete")
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        pass  # damaged: kept as it is, with its log
    for ending in ("-wal", "-shm"):
        log = target.with_name(target.name + ending)
        if log.exists():
            log.replace(kept.with_name(kept.name + ending))
    kept.hardlink_to(target)


def _doubt(connection: sqlite3.Connection, now: datetime) -> None:
    """Note that whatever is not yet sent may have been, since the copy was made: look it up first."""
    copied = facts.moment(connection, "copied_at")
    if copied is None:  # not made by `backup`: as old as the last thing in it
        row = connection.execute(
            "select max(at) from (select max(checked_at) as at from feeds union all select max(seen) from articles"
            " union all select max(coalesce(last_attempt, created)) from deliveries)"
        ).fetchone()
        copied = known_moment(row[0]) if row[0] else now - timedelta(days=1)
    facts.write(connection, "copied_at", str(seconds(copied)))
    facts.write(connection, "restored_at", str(seconds(now)))
    connection.execute(
        "update deliveries set look_since = ?, folded_into = null where state in ('pending', 'posting')",
        (seconds(copied),),
    )
    connection.execute("delete from leases")


def _forget_as(file: Path, connection: sqlite3.Connection) -> None:
    """Take over whom a database was told to forget, as far as it can be read; with its salt, which the keys need."""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as source:
            keys = source.execute("select key from forgotten").fetchall()
            salt = facts.read(source, forgotten.SALT)
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return
    if salt is not None and facts.read(connection, forgotten.SALT) in (None, salt):
        facts.write(connection, forgotten.SALT, salt)
        forgotten.add(connection, [key[0] for key in keys])
