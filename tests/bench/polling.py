"""Polling beside other feed readers, in one run of the farm that lies beside the checkout.

In: the path of `peers.py` and the interpreter of the peers' environment. Out: the peers' own table, then for each round
our CPU against the `reader` with 20 workers, with the floor that is to be reached and the cost of reading apart. Only
ratios within one run count. Each peer stores everything; `unread` is ourselves with a reader that finds nothing.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
BASE = "reader_w20"
FLOORS = {"same": 7.0, "one": 12.0, "tenth": 10.0, "cold": 1.0}
"""How many times less CPU than the base is to be needed, reading included."""
ROUNDS = "cold,same,same,one,one,tenth,tenth"

RUNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("everything whole", ("--rounds", ROUNDS)),
    ("a quarter of the feeds broken", ("--rounds", "cold,one,tenth", "--broken-share", "0.25", "--repeat", "1")),
    ("a slow network", ("--rounds", "cold,same,tenth", "--latency-ms", "100", "--jitter-ms", "100", "--repeat", "1")),
)


def main(peers: str, python: str, feeds: int = 500) -> None:
    """Run the farm and print."""
    for name, words in RUNS:
        print(f"\n## {name}")
        found = run(peers, python, ["--feeds", str(feeds), *words])
        for line in lines(found):
            print(line)


def run(peers: str, python: str, words: Sequence[str]) -> Mapping[str, Mapping[str, list[list[dict[str, float]]]]]:
    """One run of the farm; prints its table and returns its figures."""
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "figures.json"
        ours = [f"{name}=tests.bench.peer:{kind}" for name, kind in (("bot", "OrgWatch"), ("unread", "OrgWatchUnread"))]
        subprocess.run(
            [
                python, peers, "run", "--peers", f"{BASE},loop_feedparser", "--base", BASE,
                "--inproc", ours[0], "--inproc", ours[1],
                "--python", f"bot={sys.executable}", "--python", f"unread={sys.executable}",
                "--json", str(figures), *words,
            ],
            check=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        found: Mapping[str, Mapping[str, list[list[dict[str, float]]]]] = json.loads(figures.read_text())
    return found


def lines(found: Mapping[str, Mapping[str, list[list[dict[str, float]]]]]) -> list[str]:
    """For each round: CPU against the base, the floor, reading apart, wall, and whether all entries are there."""
    said = []
    for at, kind in enumerate(found["rounds"]):
        of = {name: rounds[at] for name, rounds in found["results"].items()}
        if not of["bot"] or not of[BASE]:
            said.append(f"{kind}: did not run")
            continue
        pairs = list(zip(of[BASE], of["bot"], strict=False))
        cpu = median(base["cpu"] / max(ours["cpu"], 1e-6) for base, ours in pairs)
        wall = median(base["wall"] / ours["wall"] for base, ours in pairs)
        reading = median(
            max(0.0, 1 - unread["cpu"] / max(ours["cpu"], 1e-6))
            for unread, ours in zip(of["unread"], of["bot"], strict=False)
        )
        whole = "all entries" if all(one["total"] == one["expected"] for one in of["bot"]) else "ENTRIES MISSING"
        floor = FLOORS[str(kind)]
        said.append(
            f"{kind:6} CPU 1/{cpu:.1f} of {BASE} (floor 1/{floor:g}: {'reached' if cpu >= floor else 'NOT REACHED'}), "
            f"1/{cpu / max(1 - reading, 0.01):.1f} without reading, which is {reading:.0%} of ours; "
            f"{wall:.1f} times as fast; peak {max(one['rss_kb'] for one in of['bot']) / 1024:.0f} MB "
            f"against {max(one['rss_kb'] for one in of[BASE]) / 1024:.0f}; {whole}"
        )
    return said


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:4]))
