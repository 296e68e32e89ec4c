"""The one place that opens the database file and the one way to write to it.

In: a path. Out: connections, one a thread, and `write()`, the only transaction there is. It must never hand out
a connection that another thread uses, and never begin a deferred transaction: a read that turns into a write
fails at once as "database is locked", whatever the busy timeout (measured). After a write that failed (a full disk) the
connection is as before: reads go on, and the next write begins anew.

A file that is damaged, not ours or newer than the program is refused in words when it is opened.
"""

from __future__ import annotations

import sqlite3
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from bot.errors import DatabaseTooNew, DatabaseUnreadable, WriteFailed

SCHEMA_NUMBER = 12
"""How many migrations this program knows; equal to migrations.NUMBER (a test compares), so that a read need not import them."""

BUSY_SECONDS = 10.0


class Database:
    """One SQLite file. Safe to share between threads; each gets a connection of its own."""

    def __init__(self, path: Path) -> None:
        """Open or create the file at `path` and bring it to today's shape. Raises DatabaseUnreadable, DatabaseTooNew."""
        self.path = path
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            number = self.connection().execute("pragma user_version").fetchone()[0]
            if number > SCHEMA_NUMBER:
                raise DatabaseTooNew(
                    f"{path} was written by a newer OrgWatch (shape {number}, this program knows {SCHEMA_NUMBER}): "
                    "install the newer program, or restore an older backup"
                )
            if number < SCHEMA_NUMBER:
                self._migrate()
        except (OSError, sqlite3.DatabaseError, UnicodeDecodeError, WriteFailed) as error:  # a damaged name is no text
            self.close()
            raise DatabaseUnreadable(
                f"cannot use the database {path}: {error}. If it is damaged, move it away and run: orgwatch restore FILE"
            ) from error
        except DatabaseTooNew:
            self.close()
            raise

    def connection(self) -> sqlite3.Connection:
        """This thread's connection, in autocommit: reads need no transaction, writes go through write()."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(
                self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=256
            )
            connection.row_factory = sqlite3.Row
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma synchronous = normal")
            connection.execute("pragma foreign_keys = on")
            self._local.connection = connection
            with self._lock:
                self._connections.append(connection)
        return connection

    @contextmanager
    def write(self, durable: bool = False) -> Iterator[sqlite3.Connection]:
        """One immediate transaction: all of it, or nothing. Raises WriteFailed where the disk is full or will not write.

        `durable` makes it survive a power cut before the call returns (synchronous=FULL): for deliveries, where a
        lost "posting" row is a double post.
        """
        connection = self.connection()
        try:
            connection.execute(f"pragma synchronous = {'full' if durable else 'normal'}")
            connection.execute("begin immediate")
            yield connection
            connection.execute("commit")
        except sqlite3.OperationalError as error:
            raise WriteFailed(
                f"cannot write to {self.path}: {error}; what was read stays, and it is tried again"
            ) from error
        finally:
            if connection.in_transaction:
                connection.execute("rollback")

    def check(self) -> None:
        """Look through the whole file, as at the bot's start. Raises DatabaseUnreadable, with the way back."""
        try:
            check_whole(self.connection(), self.path)
        except DatabaseUnreadable as error:
            raise DatabaseUnreadable(f"{error}. Move it away and run: orgwatch restore FILE") from error

    def close(self) -> None:
        """Close every thread's connection. To be called when no other thread uses the database any more."""
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
        self._local = threading.local()

    def _migrate(self) -> None:
        # Imported here: sqlite-utils costs 120 ms at start, which a /whois on an up-to-date file need not pay.
        with _unseen("numpy"):
            import sqlite_utils

        from bot.store.migrations import NUMBER, migrations

        with self.write(durable=True) as connection:
            migrations.apply(sqlite_utils.Database(connection, execute_plugins=False))
            connection.execute(f"pragma user_version = {NUMBER}")


@contextmanager
def _unseen(name: str) -> Iterator[None]:
    """Let a module look as if it were not installed. sqlite-utils loads numpy where there is one, 11 MB for values that
    no migration has."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]  # Python's own sign for "do not import"
    try:
        yield
    finally:
        del sys.modules[name]


def check_whole(connection: sqlite3.Connection, file: Path) -> None:
    """Look through every page of a file. Raises DatabaseUnreadable where one is damaged."""
    try:
        found = connection.execute("pragma quick_check(1)").fetchone()[0]
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise DatabaseUnreadable(f"{file} is no whole database: {error}") from error
    if found != "ok":
        raise DatabaseUnreadable(f"{file} is damaged: {found}")


Value = TypeVar("Value")


def portions(values: Sequence[Value], most: int = 500) -> Iterator[Sequence[Value]]:
    """The values, so many at once: SQLite takes only so many in one statement, 999 in old builds."""
    return (values[at : at + most] for at in range(0, len(values), most))


def seconds(moment: datetime | None) -> float | None:
    """A moment as the database keeps it."""
    return None if moment is None else moment.timestamp()


def moment(value: float | None) -> datetime | None:
    """The moment that `seconds` wrote."""
    return None if value is None else datetime.fromtimestamp(value, UTC)


def known_moment(value: float) -> datetime:
    """A moment from a column that is never null."""
    return datetime.fromtimestamp(value, UTC)
