"""`python -m tests.simulation SEEDS DAYS [FIRST]`: so many lives of so many days; says each that breaks, and how many lived."""

from __future__ import annotations

import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.simulation.life import Broken, Life

WORKERS = 2


def live(seed: int, days: float) -> tuple[str | None, int, int]:
    """What broke (None: nothing), deaths and messages of one life."""
    with tempfile.TemporaryDirectory() as folder, Life(seed, Path(folder)) as life:
        try:
            life.live(days)
        except Broken as broken:
            return str(broken), life.deaths, len(life.slack.messages)
        return None, life.deaths, len(life.slack.messages)


def main(seeds: int, days: float, first: int) -> int:
    """Live them all."""
    started, broken, deaths, messages = time.monotonic(), 0, 0, 0
    with ProcessPoolExecutor(WORKERS) as workers:
        for what, died, told in workers.map(live, range(first, first + seeds), [days] * seeds):
            deaths, messages = deaths + died, messages + told
            if what is not None:
                broken += 1
                print(what, flush=True)
    seconds = time.monotonic() - started
    print(
        f"{seeds} lives of {days:g} days, {deaths} deaths, {messages} messages, {broken} broken, in {seconds:.0f} s on "
        f"{WORKERS} processes"
    )
    return 1 if broken else 0


if __name__ == "__main__":
    words = sys.argv[1:]
    sys.exit(main(int(words[0]), float(words[1]), int(words[2]) if len(words) > 2 else 1))
