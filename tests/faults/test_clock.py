"""Rows 34 and 36: a wall clock that is put wrong, and work that takes longer than its interval."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

import pytest

from bot import collect
from bot.app.clock import Troubles, Work, ticking
from bot.companies import Directory
from bot.errors import WriteFailed
from bot.feeds import sources
from bot.model import Later, Unsure
from bot.store import Database
from tests.builders import MORNING
from tests.fakes.office import Office
from tests.simulation.newsroom import Newsroom

Reached = Callable[[str], None]
JUMPS = {"an hour back": -3600, "an hour forward": 3600, "suspended for 8 h": 8 * 3600}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(Database(tmp_path / "orgwatch.db")) as database:
        yield database


class Wall:
    """A wall clock that can be put."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@pytest.mark.parametrize("jump", JUMPS.values(), ids=JUMPS)
def test_a_clock_that_is_put_wrong_stops_nothing(database: Database, jump: int, reached: Reached) -> None:
    room, now = Newsroom(20, Random(1), MORNING, faults=0.0), MORNING
    web = collect.Web(room.fetch, sources.read, lambda: 0.5)

    def poll() -> int:
        return collect.collect(database, room.feeds, Directory([]), web, lambda: now, "me").feeds

    for _ in range(40):
        poll()
        now += timedelta(seconds=15)
    assert poll() < 20
    now += timedelta(seconds=jump)
    polled = sum(poll() for _ in range(4))
    assert polled >= 20
    reached(f"{jump / 3600:+.0f} h: all 20 feeds asked within 60 s")


@pytest.mark.parametrize("jump", JUMPS.values(), ids=JUMPS)
def test_a_clock_that_is_put_wrong_holds_up_no_message(database: Database, jump: int) -> None:
    office = Office(database)
    office.publish_many(2)
    office.decide()
    office.chat.answer_next(Unsure("no answer"), Later(30.0))
    office.send()
    office.wait(jump)
    office.send(rounds=60, step=1)
    assert len(office.chat.texts()) == 2


def test_the_clock_ticks_on_when_the_wall_is_put_back() -> None:
    wall, ran = Wall(), threading.Semaphore(0)
    with ticking([Work("count", ran.release, 1000)], Troubles(), wall.now, look_seconds=0.05):
        assert ran.acquire(timeout=10)
        wall.ahead = timedelta(hours=-1)
        # The scheduler itself goes by the machine's clock, which a test cannot put; the watcher makes the work due.
        assert ran.acquire(timeout=10)


def test_a_late_tick_runs_late_and_never_twice(reached: Reached) -> None:
    at_once, most, quick = Counter[int](), Counter[int](), threading.Semaphore(0)
    begun, gate, lock = threading.Semaphore(0), threading.Event(), threading.Lock()

    def long(number: int) -> None:
        with lock:
            at_once[number] += 1
            most[number] = max(most[number], at_once[number])
        begun.release()
        gate.wait(30)
        with lock:
            at_once[number] -= 1

    works = [Work(f"long {number}", partial(long, number), 0.05) for number in range(10)]
    works.append(Work("quick", quick.release, 0.05))
    with ticking(works, Troubles(), lambda: datetime.now(UTC)):
        for _ in range(10):
            assert begun.acquire(timeout=20)  # until ten works hold all ten threads of the pool
        assert not begun.acquire(timeout=0.3)  # several ticks, and none a second time
        gate.set()
        assert quick.acquire(timeout=20)
        assert quick.acquire(timeout=20)
    assert set(most.values()) == {1}
    reached("one work behind ten that hold every thread: late, 0 dropped, none twice at once")


def test_a_tick_by_itself_is_no_news(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    ran = threading.Semaphore(0)
    with ticking([Work("count", ran.release, 0.05)], Troubles(), lambda: datetime.now(UTC)):
        assert all(ran.acquire(timeout=10) for _ in range(3))
    assert "Running job" not in caplog.text


def test_an_expected_failure_is_said_once_and_tried_again() -> None:
    troubles, fails = Troubles(), True

    def work() -> None:
        if fails:
            raise WriteFailed("the disk is full")

    for _ in range(3):
        troubles.attempt(Work("collect", work, 1))
    assert troubles.lines() == ["collect: the disk is full"]
    fails = False
    troubles.attempt(Work("collect", work, 1))
    assert troubles.lines() == []
