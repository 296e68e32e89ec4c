"""`python -m tests.faults [ROW …]`: every row in its full size, or those named; `--short` in the size of pytest.

Prints a line for each row with the number it reached, and at the end how many of them stand. Exit status 1 where one
that has tests does not stand.
"""

from __future__ import annotations

import multiprocessing
import sys
import time
from concurrent.futures import ProcessPoolExecutor

import pytest

from tests.faults.matrix import ROWS, Row
from tests.faults.running import run


def main(words: list[str]) -> int:
    """Run the rows named in `words`, or all."""
    full = "--short" not in words
    wanted = {int(word) for word in words if word.isdigit()}
    rows = [row for row in ROWS if not wanted or row.number in wanted]
    standing = [_run(row, full) for row in rows]
    print(f"\n{standing.count(True)} of {len(rows)} rows stand, {standing.count(None)} are open.")
    return 1 if False in standing else 0


def _run(row: Row, full: bool) -> bool | None:
    """Whether it stands; None where it is open. Prints its line."""
    if not row.tests or row.lacks:
        print(f"{row.number:>2}  open    {row.fault}: no test yet{': ' + row.lacks if row.lacks else ''}", flush=True)
        return None
    started = time.monotonic()
    # A process for each row: a test that is run twice in one is not the same to hypothesis.
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        status, watcher = process.submit(run, row.tests, full).result()
    stands = status == pytest.ExitCode.OK and watcher.passed > 0
    said = "; ".join(watcher.reached) or f"{watcher.passed} cases pass"
    if not stands:
        said += f"; failed: {', '.join(watcher.failed) or status.name}"
    seconds = time.monotonic() - started
    word = "stands" if stands else "FALLS"
    print(f"{row.number:>2}  {word:<7} {row.fault}: {said}  ({seconds:.0f} s; to reach: {row.reach})", flush=True)
    return stands


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
