"""`python -m tests.simulation SEEDS DAYS [FIRST [PROCESSES]]`: so many lives of so many days, each with what came of it.

A life that breaks says by which seed it breaks again. Stopped half-way, the lines above still say which lives were lived.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
import traceback
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from tests.simulation.life import Broken, Life

PROCESSES = 2
MEMORY = Path("/dev/shm")
"""Where Linux keeps files in memory: a life writes gigabytes, and nothing of it is wanted afterwards."""

FALLEN = (ValueError, TypeError, LookupError, AttributeError, AssertionError, ArithmeticError, OSError, sqlite3.Error)
"""What falls out of the house is a finding like any other, and the next life goes on."""


@dataclass(frozen=True, slots=True)
class Lived:
    """One life: what broke in it (None: nothing), and how much happened."""

    seed: int
    broken: str | None
    steps: int
    deaths: int
    messages: int
    seconds: float

    def line(self) -> str:
        """As it is said."""
        return (
            f"seed {self.seed}: {self.steps} steps, {self.deaths} deaths, {self.messages} messages, "
            f"{self.seconds:.0f} s of CPU: {self.broken or 'whole'}"
        )


def live(seed: int, days: float) -> Lived:
    """One life from its first to its last day, or to where it breaks."""
    began, broken = time.process_time(), None
    folder = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=folder) as own, Life(seed, Path(own)) as life:
        try:
            life.live(days)
        except Broken as found:
            broken = str(found)
        except FALLEN:
            broken = f"seed {seed}, {life.now:%d %H:%M:%S}, step {life.steps}:\n{traceback.format_exc()}"
        spent = time.process_time() - began
        return Lived(seed, broken, life.steps, life.deaths, len(life.slack.messages), spent)


def main(seeds: int, days: float, first: int, processes: int) -> int:
    """Live them all."""
    started, lived = time.monotonic(), []
    with ProcessPoolExecutor(processes) as workers:
        for one in as_completed([workers.submit(live, seed, days) for seed in range(first, first + seeds)]):
            lived.append(one.result())
            print(lived[-1].line(), flush=True)
    broken = [one for one in lived if one.broken]
    print(
        f"{len(lived)} lives of {days:g} days, {sum(one.deaths for one in lived)} deaths, "
        f"{sum(one.messages for one in lived)} messages, {len(broken)} broken, in {time.monotonic() - started:.0f} s on "
        f"{processes} processes"
    )
    return 1 if broken else 0


if __name__ == "__main__":
    defaults = ("1", str(PROCESSES))
    given = sys.argv[1:]
    words = [*given, *defaults[len(given) - 2 :]]
    sys.exit(main(int(words[0]), float(words[1]), int(words[2]), int(words[3])))
