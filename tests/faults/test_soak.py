"""Row 45: three simulated days with many feeds and few faults leave no memory, thread or open file behind."""

from __future__ import annotations

import gc
import threading
import tracemalloc
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random

from bot import detect
from tests.simulation.life import Life
from tests.simulation.newsroom import Newsroom
from tests.simulation.pieces import Pieces

Reached = Callable[[str], None]


def test_three_days_leave_nothing_behind(tmp_path: Path, full: bool, reached: Reached) -> None:
    feeds, hours = (200, 72) if full else (20, 6)
    threads = set(threading.enumerate())
    with Life(4, tmp_path, Pieces(read=detect.read)) as life:  # nothing may be remembered for the test's sake
        life.room = Newsroom(feeds, Random(5), life.now, faults=0.01)
        life.slack.faults = 0.01
        _live(life, hours / 3)
        files = _open_files()
        tracemalloc.start()
        gc.collect()
        before, _ = tracemalloc.get_traced_memory()
        _live(life, 2 * hours / 3)
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        told = len(life.slack.messages)
        left_open = _open_files() - files
    slope = (after - before) / 1e6 / (2 * hours / 3 / 24)
    assert set(threading.enumerate()) <= threads  # one of an earlier test may have ended meanwhile
    assert left_open <= 0
    assert told > 0
    assert slope <= (1.0 if full else 8.0)
    reached(f"{hours} h with {feeds} feeds: {slope:.2f} MB a day, 0 threads and 0 files left over, {told} messages")


def _live(life: Life, hours: float) -> None:
    end = life.now + timedelta(hours=hours)
    while life.now < end:
        life.step(timedelta(seconds=60))


def _open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))
