"""Rows 39 to 41: a disk that is full at any write, a damaged file, and processes killed while they migrate or copy."""

from __future__ import annotations

import random
import resource
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

import pytest
import sqlite_utils

from bot import collect, deliver
from bot.companies import Directory
from bot.deliver import Pace
from bot.errors import DatabaseUnreadable, OrgWatchError, WriteFailed
from bot.feeds import sources
from bot.model import Company, DeliveryState
from bot.store import Database, copies, deliveries
from bot.store.migrations import FIRST
from tests import builders
from tests.fakes.chat import FakeChat
from tests.fakes.office import Office
from tests.faults.courier import context
from tests.simulation.newsroom import FIRMS, Newsroom

Reached = Callable[[str], None]


class FullDisk(Database):
    """Its writes number `full_from` and after fail for `span` writes: at their first word, or at the last moment."""

    def __init__(self, path: Path) -> None:
        self.writes, self.full_from, self.span, self.late = 0, -1, 3, False
        super().__init__(path)

    @contextmanager
    def write(self, durable: bool = False) -> Iterator[sqlite3.Connection]:
        """As the database does, while there is room."""
        self.writes += 1
        full = 0 <= self.full_from <= self.writes < self.full_from + self.span
        with super().write(durable) as connection:
            if full and not self.late:
                raise sqlite3.OperationalError("database or disk is full")
            yield connection
            if full:
                raise sqlite3.OperationalError("database or disk is full")


class Life:
    """A short life of the whole house: feeds are read, stories told, on a clock moved by hand."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.now = builders.MORNING
        self.chat = FakeChat()
        self.room = Newsroom(2, Random(3), self.now, faults=0.0)
        self.directory = Directory([Company(firm) for firm in FIRMS])
        self.failures = 0
        self.channels = (builders.channel(),)

    def live(self, minutes: int) -> None:
        """Tick each minute, as the clock does: what fails is tried again at the next."""
        web = collect.Web(self.room.fetch, sources.read, lambda: 0.5)
        for _ in range(minutes):
            self.room.live(self.now)
            self._try(lambda: collect.collect(self.database, self.room.feeds, self.directory, web, self._clock, "me"))
            self._try(
                lambda: deliver.decide(
                    self.database, self.channels, self._tracked, self.now - timedelta(days=2), True, self.now
                )
            )
            self._try(
                lambda: deliver.send(self.database, self.chat.chat(), self._clock, Pace(), "me", lambda line: None)
            )
            assert deliveries.counts(self.database) is not None  # reads answer
            self.now += timedelta(minutes=1)

    def told(self) -> list[str]:
        """What stands in the channel, in any order."""
        return sorted(self.chat.texts())

    def _clock(self) -> datetime:
        return self.now

    def _tracked(self, name: str) -> bool:
        return name in FIRMS

    def _try(self, work: Callable[[], object]) -> None:
        try:
            work()
        except OrgWatchError:
            self.failures += 1


def test_a_full_disk_at_any_write_loses_nothing(tmp_path: Path, full: bool, reached: Reached) -> None:
    minutes = 60 if full else 12
    with closing(FullDisk(tmp_path / "whole.db")) as database:
        start = database.writes
        whole = Life(database)
        whole.live(minutes)
        whole.room.live = lambda now: None  # type: ignore[method-assign]  # no more news
        whole.live(60)
        writes = database.writes - start
    tried = 0
    for at in range(1, writes, 1 if full else 7):
        for late in (False, True):
            with closing(FullDisk(tmp_path / f"{at}-{late}.db")) as database:
                database.full_from, database.late = database.writes + at, late
                life = Life(database)
                life.live(minutes)
                life.room.live = lambda now: None  # type: ignore[method-assign]  # no more news
                life.live(60)
                assert life.failures > 0
                assert life.told() == whole.told()
                tried += 1
    reached(f"{tried} writes tried: 0 crashes, 0 lost, 0 doubled of {len(whole.told())}, reads answered")


def test_a_disk_that_is_really_full_fails_in_words_and_takes_writes_again(tmp_path: Path) -> None:
    with closing(Database(tmp_path / "orgwatch.db")) as database:
        office = Office(database)
        office.publish(1)
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        size = (tmp_path / "orgwatch.db-wal").stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 4096, hard))
        try:
            with pytest.raises(WriteFailed, match="cannot write"):
                for number in range(100, 200):
                    office.publish(number)
            assert deliver.due(database, office.now) is None
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        office.tell(rounds=300)
        assert len(office.chat.texts()) >= 1


def test_a_damaged_file_is_said_and_a_copy_puts_it_back(tmp_path: Path, reached: Reached) -> None:
    file, copy = tmp_path / "orgwatch.db", tmp_path / "copy.db"
    with closing(Database(file)) as database:
        Office(database).publish_many(30)
        copies.backup(database, copy, builders.MORNING)
    dice = random.Random(7)
    refused = 0
    for _ in range(20):
        body = bytearray(copy.read_bytes())
        for _ in range(40):
            at = dice.randrange(100, len(body) - 100)
            body[at : at + 50] = dice.randbytes(50)
        file.write_bytes(bytes(body))
        for ending in ("-wal", "-shm"):
            file.with_name(file.name + ending).unlink(missing_ok=True)
        with pytest.raises(DatabaseUnreadable, match="orgwatch restore"):
            look_through(file)
        refused += 1
    started = time.monotonic()
    copies.restore(copy, file, builders.MORNING)
    with closing(Database(file)) as database:
        assert len(Office(database).chat.texts()) == 0
        assert deliveries.counts(database) == {}
    reached(f"{refused} of 20 damaged files said at start; put back in {time.monotonic() - started:.1f} s")


def look_through(file: Path) -> None:
    """As the bot does at its start."""
    with closing(Database(file)) as database:
        database.check()


def write_old(file: Path) -> None:
    """A database of the first shape, with messages in it."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("pragma journal_mode = wal")
        for statement in FIRST.split(";"):
            connection.execute(statement)
        connection.executemany(
            "insert into deliveries (key, story, channel, revision, part, stage, state, payload, created)"
            " values (?, ?, 'C1', 1, 0, 'new', 'pending', '{}', 0)",
            [(f"k{number}", number) for number in range(500)],
        )
        database = sqlite_utils.Database(connection, execute_plugins=False)
        database.table("_sqlite_migrations").insert(  # as the library writes it
            {"migration_set": "orgwatch", "name": "m001_first", "applied_at": "2026-01-01 00:00:00+00:00"}
        )
        connection.execute("pragma user_version = 1")
        connection.commit()


def open_once(file: Path) -> None:
    """What the child does: bring the file to today's shape."""
    Database(file).close()


def copy_for_ever(file: Path, copy: Path) -> None:
    """What the child does: copy, again and again, until it is killed."""
    with closing(Database(file)) as database:
        while True:
            copies.backup(database, copy, builders.MORNING)


def begin(at_work: Connection, work: Callable[..., None], *arguments: Path) -> None:
    """What every child does first: say that it is there."""
    at_work.send(True)
    work(*arguments)


def strike(seconds: float, work: Callable[..., None], *arguments: Path) -> None:
    """Have a child do some work, and kill it so many seconds after it began."""
    start = context()
    here, there = start.Pipe(duplex=False)
    process = start.Process(target=begin, args=(there, work, *arguments))
    process.start()
    assert here.recv()
    time.sleep(seconds)  # the process must be hit at no particular moment
    process.kill()
    process.join()
    process.close()
    here.close()
    there.close()


def seconds_of(work: Callable[..., None], *arguments: Path) -> float:
    """How long it takes on this machine just now."""
    started = time.monotonic()
    work(*arguments)
    return time.monotonic() - started


def test_kills_during_a_migration_do_no_damage(tmp_path: Path, full: bool, reached: Reached) -> None:
    kills = 200 if full else 12
    dice, halfway = random.Random(2), 0
    old, first = tmp_path / "old.db", tmp_path / "first.db"
    write_old(old)
    shutil.copy(old, first)
    most = 2.5 * seconds_of(open_once, first)
    for number in range(kills):
        file = tmp_path / f"{number}.db"
        shutil.copy(old, file)
        strike(dice.uniform(0.0, most), open_once, file)
        with closing(sqlite3.connect(file)) as connection:
            number_there = connection.execute("pragma user_version").fetchone()[0]
            halfway += number_there == 1
            assert connection.execute("pragma integrity_check").fetchone()[0] == "ok"
        with closing(Database(file)) as database:
            assert deliveries.counts(database) == {DeliveryState.PENDING: 500}
    assert not full or 0 < halfway < kills  # else nothing was hit in the middle
    reached(f"{kills} kills while migrating ({halfway} before it was done): 0 damage")


def test_kills_during_a_backup_do_no_damage(tmp_path: Path, full: bool, reached: Reached) -> None:
    kills = 100 if full else 6
    dice, copied = random.Random(3), 0
    file, copy = tmp_path / "orgwatch.db", tmp_path / "copy.db"
    with closing(Database(file)) as database:
        Office(database).publish_many(200)
        most = 2.5 * seconds_of(lambda: copies.backup(database, tmp_path / "first.db", builders.MORNING))
    (tmp_path / "first.db").unlink()
    for _ in range(kills):
        strike(dice.uniform(0.0, most), copy_for_ever, file, copy)
        if copy.exists():
            with closing(sqlite3.connect(copy)) as connection:
                assert connection.execute("pragma integrity_check").fetchone()[0] == "ok"
                assert connection.execute("select count(*) from stories").fetchone()[0] == 200
            copied += 1
    with closing(Database(file)) as database:
        copies.backup(database, copy, builders.MORNING)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.db", "orgwatch.db"]
    assert not full or copied > 0
    reached(f"{kills} kills while copying: every copy under its name was whole ({copied} looked at)")
