"""Measures the reading of real news part by part: what rules were made on, and what no rule has seen.

    python -m tests.reading_figures EVALDIR [LANGUAGE ...]

In: a folder with score.py and the development items. Out: for each language the figures of the part that was worked on
and of the part held aside, each with its bootstrap interval, then of each the headlines and leads and the articles alone,
which read unlike, and the calibration of the confidence. It must never print an item: the part held aside stays unread.
"""

from __future__ import annotations

import importlib.util
import json
import random
import sys
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from bot.detect.jsonl import answer

Item = Mapping[str, Any]
FIGURES = ("relevance", "claim", "slot")
KEPT = ("id", "title", "summary", "text", "url", "published")
ARTICLE = 400  # characters of text: what is shorter is a longer lead
ROUNDS = 300  # resamples for an interval: its ends move by less than 0.01 from run to run
SHARE = 0.9  # of the resamples that the interval holds
SEED = 7


def aside(item: Item) -> bool:
    """Whether an item belongs to the sixth that is held aside. It was a third until its first half was read, once and whole,
    to learn what kinds of mistakes are left; that half is among what was worked on since. One item of the other half was
    read as well, to mend what a change had broken in it.
    """
    third, half = zlib.crc32(item["id"].encode()) % 3, zlib.crc32(item["id"].encode()) // 3 % 2
    return third == 0 and half == 1


def article(item: Item) -> bool:
    """Whether an item brings its text, and not only its headline and lead."""
    return len(item.get("text") or "") >= ARTICLE


def scorer(folder: Path) -> ModuleType:
    """The scorer that lies beside the items."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(folder / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load(path: Path) -> list[Item]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def answers(items: Iterable[Item]) -> dict[str, dict[str, Any]]:
    """The bot's answers by id, its labels unseen."""
    return {item["id"]: answer({key: item[key] for key in KEPT if item.get(key)}) for item in items}


def figures(score: ModuleType, items: Sequence[Item], said: Mapping[str, Any]) -> dict[str, float]:
    """F1 of each figure, and the precision of the claims."""
    tally = score.score(items, said)[0]["all"]
    return {name: tally[name].f1 for name in FIGURES} | {"claim precision": tally["claim"].precision}


def interval(
    measure: Callable[[Sequence[Item]], dict[str, float]], items: Sequence[Item]
) -> dict[str, tuple[float, float]]:
    """Between which values each figure lies when the items are drawn again, with replacement."""
    draw = random.Random(SEED)
    drawn = [measure(draw.choices(items, k=len(items))) for _ in range(ROUNDS)]
    cut = int(ROUNDS * (1 - SHARE) / 2)
    return {name: (sorted(d[name] for d in drawn)[cut], sorted(d[name] for d in drawn)[-1 - cut]) for name in drawn[0]}


def calibration(score: ModuleType, items: Sequence[Item], said: Mapping[str, Any]) -> list[tuple[float, int, int]]:
    """For each tenth of confidence how many claims are right, and how many there are; optional ones do not count."""
    right, total = [0] * 10, [0] * 10
    for item in items:
        gold, claims = item.get("claims") or [], said[item["id"]]["claims"]
        good = {j for i, j in score.align(gold, claims) if score.agree(gold[i], claims[j])}
        for j, claim in enumerate(claims):
            if j not in good and any(score.agree(o, claim) for o in item.get("optional_claims") or []):
                continue
            tenth = min(9, int(claim["confidence"] * 10))
            right[tenth] += j in good
            total[tenth] += 1
    return [(tenth / 10, right[tenth], total[tenth]) for tenth in range(10) if total[tenth]]


def table(rows: Iterable[tuple[float, int, int]]) -> str:
    """A calibration in one line."""
    return "  ".join(f"{confidence:.1f}: {right}/{total} = {right / total:.2f}" for confidence, right, total in rows)


def main() -> int:
    where = Path(sys.argv[1])
    if not (where / "score.py").exists():
        print(f"figures: left out, no items at {where}")
        return 0
    score = scorer(where)
    for language in sys.argv[2:] or ("en", "de"):
        items = load(where / f"dev_{language}.jsonl")
        said = answers(items)

        def measure(part: Sequence[Item], said: Mapping[str, Any] = said) -> dict[str, float]:
            return figures(score, part, said)

        leads, articles = [item for item in items if not article(item)], [item for item in items if article(item)]
        kinds = (("", items), (", headlines and leads", leads), (", articles", articles))
        parts = [
            (f"{name}{kind}", [item for item in those if aside(item) is unread])
            for kind, those in kinds
            for name, unread in (("worked on", False), ("held aside", True))
        ]
        for name, part in parts:
            if not part:  # a language may have no articles
                continue
            between = interval(measure, part)
            print(f"{language} {name} ({len(part)} items)")
            for figure, value in measure(part).items():
                print(f"  {figure:<16} {value:.3f}  [{between[figure][0]:.3f}, {between[figure][1]:.3f}]")
        print(f"{language} confidence  {table(calibration(score, items, said))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
