"""The machine that a simulated house runs on: its disk, its log, and its deaths.

In: where a process may die and when the disk is full, as callables. Out: a database and a log handler, as the house has them.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.app.logs import Lines
from bot.store import Database
from tests.simulation.slack import SECRET


class Crash(BaseException):
    """The process dies here. Nobody may catch it: it is no Exception."""


class Log(logging.Handler):
    """What is written to the log since somebody looked, as it would stand there."""

    def __init__(self, mask: type[logging.Formatter] | None) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.setFormatter(mask() if mask else Lines("r1", [SECRET]))

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        self.lines.append(self.format(record))


class Disk(Database):
    """The real file; it may be the place where the process dies, or be full for a moment."""

    def __init__(self, path: Path, crash: Callable[[str], None], is_full: Callable[[], bool]) -> None:
        self._crash = crash
        self._is_full = is_full
        super().__init__(path)

    @contextmanager
    def write(self, durable: bool = False) -> Iterator[sqlite3.Connection]:
        """As ever, if nothing happens. A process that dies is no power cut: nothing need reach the platter."""
        with super().write(durable=False) as connection:
            yield connection
            self._crash("before a commit")
            if self._is_full():
                raise sqlite3.OperationalError("database or disk is full")
        self._crash("after a commit")


def drop_unique_index(database: Database) -> None:
    """Make the outbox anew without the constraint that a revision of a story stands in it once."""
    constraint = "unique (story, channel, revision, part)"
    with database.write() as connection:
        made = {
            row[0]: row[1] for row in connection.execute("select name, sql from sqlite_master where sql is not null")
        }
        if constraint not in made["deliveries"]:
            return
        connection.execute("alter table deliveries rename to whole")
        connection.execute(made["deliveries"].replace(constraint, "check (1)"))
        connection.execute("insert into deliveries select * from whole")
        connection.execute("drop table whole")
        for index in ("deliveries_open", "deliveries_folded"):
            connection.execute(made[index])
