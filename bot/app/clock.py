"""The clock: each piece of work at its interval, late rather than never, and never twice at once.

In: pieces of work. Out: they run, in threads of the scheduler, until the block ends; what they are in the middle of is
finished. A failure that was expected (a full disk, say) is one line, stands in `troubles` until the work succeeds, and
is tried again at the next tick; one that was not is logged whole by the scheduler.

APScheduler counts in wall time: put the clock back an hour and nothing runs for an hour (measured). So a second thread
compares the wall with the monotonic clock, and where they have come apart it makes all work due at once.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler

from bot.errors import OrgWatchError

LOOK_SECONDS = 15.0
"""How often the two clocks are compared: polling resumes that long after the wall clock was put wrong, at most."""

APART_SECONDS = 5.0
"""Clocks that are slewed gently stay within this; one that was put to another time does not."""

log = logging.getLogger("orgwatch")


@dataclass(frozen=True, slots=True)
class Work:
    """Something that is done again and again. `seconds` is the interval."""

    name: str
    run: Callable[[], None]
    seconds: float


@dataclass(slots=True)
class Troubles:
    """What is wrong just now, by the name of the work it stops. Safe to use from several threads."""

    _by_work: dict[str, str] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def lines(self) -> list[str]:
        """One line for each work that fails."""
        with self._lock:
            return [f"{work}: {why}" for work, why in self._by_work.items()]

    def attempt(self, work: Work) -> None:
        """Do it once; an expected failure is one line in the log, however often it comes again unchanged."""
        try:
            work.run()
        except OrgWatchError as error:
            with self._lock:
                known = self._by_work.get(work.name) == str(error)
                self._by_work[work.name] = str(error)
            if not known:
                log.error("%s fails: %s", work.name, error)
            return
        self.over(work.name)

    def over(self, name: str) -> None:
        """That work has succeeded; a work that lasts says so itself."""
        with self._lock:
            failed = self._by_work.pop(name, None)
        if failed:
            log.warning("%s works again", name)


@contextmanager
def ticking(
    works: Sequence[Work],
    troubles: Troubles,
    now: Callable[[], datetime],
    monotonic: Callable[[], float] = time.monotonic,
    look_seconds: float = LOOK_SECONDS,
) -> Iterator[None]:
    """Do all works at their intervals, the first time at once, until the block ends."""
    scheduler = BackgroundScheduler(
        timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )
    # A piece of work that takes longer than its interval is usual here and runs again at the next tick.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
    logging.getLogger("apscheduler.executors").setLevel(logging.WARNING)  # it tells of every tick at INFO
    for work in works:
        scheduler.add_job(troubles.attempt, "interval", [work], seconds=work.seconds, next_run_time=now(), id=work.name)
    stopping = threading.Event()

    def watch() -> None:
        apart = now().timestamp() - monotonic()
        while not stopping.wait(look_seconds):
            before, apart = apart, now().timestamp() - monotonic()
            if abs(apart - before) > APART_SECONDS:
                log.warning("the clock was put by %+.0f s: all is due now", apart - before)
                for job in scheduler.get_jobs():
                    job.modify(next_run_time=now() - timedelta(seconds=1))

    watcher = threading.Thread(target=watch, name="clock", daemon=True)
    scheduler.start()
    watcher.start()
    try:
        yield
    finally:
        stopping.set()
        watcher.join()
        scheduler.shutdown(wait=True)
