"""Polling beside other feed readers, in one run of the farm that lies beside the checkout.

In: the path of `peers.py` and the interpreter of the peers' environment. Out: the peers' own table, then for each round
our CPU against the `reader` with 20 workers, with the floor that is to be reached and the cost of reading apart; with a
slow network also how near we come to what 50 requests in flight allow; after thirty rounds by how much our memory grew.
Only ratios within one run count. Each peer stores everything; `unread` is ourselves with a reader that finds nothing.
"""

from __future__ import annotations

import io
import json
import os
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import feedparser

ROOT = Path(__file__).parents[2]
BASE = "reader_w20"
FLOORS = {"same": 7.0, "one": 12.0, "tenth": 10.0, "cold": 1.0}
"""How many times less CPU than the base is to be needed, reading included."""
MOST_MEMORY = 3.0
"""How many times the base's memory ours may be at its peak."""
MOST_GROWTH = 5.0
"""MB from the third round to the thirtieth."""
IN_FLIGHT = 50
FASTER, LEAST_SHARE = 2.0, 0.8
"""On a slow network: how many times as fast as the base, and how near to what so many requests in flight allow."""
MOST_LINES = 10
ROUNDS = "cold,same,same,one,one,tenth,tenth"
THIRTY = ",".join(["cold", *["tenth"] * 30])

Found = Mapping[str, Any]
"""What the farm writes down: `results` by peer, round and repetition, `rounds`, and the words it was called with."""

RUNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("everything whole", ("--rounds", ROUNDS)),
    ("a quarter of the feeds broken", ("--rounds", "cold,one,tenth", "--broken-share", "0.25", "--repeat", "1")),
    ("a slow network", ("--rounds", "cold,same,tenth", "--latency-ms", "100", "--jitter-ms", "100", "--repeat", "1")),
    ("thirty rounds", ("--rounds", THIRTY, "--repeat", "1")),
)


def main(peers: str, python: str, feeds: int = 500) -> None:
    """Run the farm and print."""
    for name, words in RUNS:
        print(f"\n## {name}", flush=True)
        found = run(peers, python, ["--feeds", str(feeds), *words])
        hollow = empty(Path(peers).with_name("feedfarm.py"), feeds, found["args"]["broken_share"])
        for line in [growth(found)] if len(found["rounds"]) > MOST_LINES else lines(found, hollow):
            print(line, flush=True)


def run(peers: str, python: str, words: Sequence[str]) -> Found:
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
        found: Found = json.loads(figures.read_text())
    return found


def empty(farm: Path, feeds: int, broken_share: float) -> int:
    """How many entries of the farm's broken documents have nothing in them: a torn document ends with one where it is cut
    right behind an item's start tag. A plain loop stores it; here there is nothing to store.
    """
    if not broken_share:
        return 0
    made = runpy.run_path(str(farm))
    grown = made["Farm"](feeds, 1, made["DEFAULT_MIX"], broken_share)
    torn = (number for number in range(feeds) if grown.broken[number] == "truncated")
    found = (entry for number in torn for entry in feedparser.parse(io.BytesIO(grown.body(number))).entries)
    return sum(
        1 for entry in found if not any(entry.get(name) for name in ("id", "link", "title", "summary", "content"))
    )


def growth(found: Found) -> str:
    """By how much our memory grew from the third round to the last."""
    held = [repetitions[0]["rss_kb"] / 1024 for repetitions in found["results"]["bot"]]
    grew = held[-1] - held[3]
    reached = "reached" if grew < MOST_GROWTH else "NOT REACHED"
    said = f"{held[3]:.1f} MB after round 3, {held[-1]:.1f} after round {len(held) - 1}: {grew:.1f} more"
    return f"{said} (under {MOST_GROWTH:g}: {reached})"


def lines(found: Found, hollow: int) -> list[str]:
    """For each round: CPU against the base, the floor, reading apart, wall, memory, and whether all entries are there: as
    many as a plain loop around feedparser finds in the first round where documents are broken, but for the `hollow` ones,
    and in each later round as many more as the farm brought. (The loop takes an item that is cut before its id for another.)
    """
    said = []
    waits = (found["args"]["latency_ms"] + found["args"]["jitter_ms"] / 2) / 1000
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
        plain = of["loop_feedparser"] or of["bot"]
        whole = all(
            one["total"] in (one["expected"], other["total"] - hollow)
            or (at > 0 and one["total"] - first["total"] == one["expected"] - first["expected"])
            for one, other, first in zip(of["bot"], plain, found["results"]["bot"][0], strict=False)
        )
        limit = waits * found["args"]["feeds"] / IN_FLIGHT
        ours, theirs = (max(one["rss_kb"] for one in of[name]) / 1024 for name in ("bot", BASE))
        floor, share = FLOORS[str(kind)], median(limit / one["wall"] for one in of["bot"])
        if not limit:
            asked = f" (floor 1/{floor:g}: {'reached' if cpu >= floor else 'NOT REACHED'})"
        elif kind != "cold":  # all new: then the processor is waited for, not the network
            asked = f" (asked for: {FASTER:g} times as fast, {LEAST_SHARE:g} of the limit: "
            asked += "reached)" if wall >= FASTER and share >= LEAST_SHARE else "NOT REACHED)"
        else:
            asked = ""
        said.append(
            f"{kind:6} CPU 1/{cpu:.1f} of {BASE}{asked}, "
            f"1/{cpu / max(1 - reading, 0.01):.1f} without reading, which is {reading:.0%} of ours; "
            f"{wall:.1f} times as fast; "
            + (f"{share:.2f} of the in-flight limit; " if limit else "")
            + f"peak {ours:.0f} MB against {theirs:.0f}{'' if ours <= MOST_MEMORY * theirs else ', TOO MUCH'}; "
            + ("all entries" if whole else "ENTRIES MISSING")
            + (f" (but {hollow} with nothing in it)" if hollow else "")
        )
    return said


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:4]))
