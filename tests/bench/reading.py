"""How fast a feed is read: headlines with leads a second on one core, beside a keyword filter in the same run.

    python -m tests.bench.reading [EVALDIR]

Reads our own news items, far more of which tell something than of a feed's, and, where EVALDIR holds them, headlines as it
mostly brings them. Each is read once to warm up, and its lines forgotten, so that words are known and no line is: all is news.
What counts is the processor's time, so that a busy machine disturbs little. With 5,000 tracked companies, each firm that is
claimed is also looked up among them, as collecting does. Then an article of a megabyte, one of half of it, and a start with
one item, which is timed by the clock.

Fails where a feed is read slower than 2,000 items a second, a megabyte takes 3 s, twice the text takes more than 2.6 times
as long, or a start takes 0.7 s.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from bot.companies import Directory
from bot.detect import Document, read
from bot.model import Company
from tests.detect.lines import forget_lines

CORPUS = Path(__file__).parent.parent / "corpus"
TRACKED = 5_000
ROUNDS = 3
MEGABYTE = 1_000_000
LEAST_A_SECOND = 2_000
MOST_FOR_A_MEGABYTE = 3.0
MOST_GROWTH = 2.6
MOST_FOR_A_START = 0.7

KEYWORDS = re.compile(
    r"\b(?:joins?|joined|hires?|hired|appoints?|appointed|names?|named|taps?|poaches|leaves?|left|quits?|resigns?|resigned"
    r"|steps? down|departs?|ousted|fired|promotes?|promoted|lays? off|layoffs|job cuts|restructur\w+|wechselt|verlässt|beruft"
    r"|ernennt|tritt zurück|Abgang|Stellenabbau|CEO|CFO|CTO|chief \w+ officer|president|chairman|Vorstand|Chefin?)\b",
    re.IGNORECASE,
)


def documents(file: Path) -> list[Document]:
    items = map(json.loads, file.read_text("utf-8").splitlines())
    return [Document(item["title"], item.get("summary") or "", item.get("text") or "") for item in items]


def keyword_filter(document: Document) -> object:
    return KEYWORDS.search(f"{document.title}\n{document.summary}\n{document.text}")


def looked_up(directory: Directory) -> Callable[[Document], object]:
    def answer(document: Document) -> object:
        claims = read(document).claims
        return [directory.find(name) for claim in claims for name in (claim.org, claim.from_org, claim.to_org) if name]

    return answer


def seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The processor's time of the quickest of some rounds."""

    def once() -> float:
        forget_lines()
        started = time.process_time()
        work()
        return time.process_time() - started

    return min(once() for _ in range(rounds))


def a_second(read_one: Callable[[Document], object], items: Sequence[Document]) -> float:
    for item in items:
        read_one(item)
    return len(items) / seconds(lambda: [read_one(item) for item in items])


def feeds(evaluation: Path | None) -> Iterator[tuple[str, list[Document], bool]]:
    """What is read, and whether it must keep the pace of a feed."""
    if evaluation is not None and evaluation.is_dir():
        for code in ("en", "de"):
            yield f"ordinary headlines, {code}", documents(evaluation / f"ordinary_{code}.jsonl"), True
    for code in ("en", "de"):
        yield f"our own news items, {code}", documents(CORPUS / f"news_{code}.jsonl"), False


def article(length: int) -> Document:
    """A text of so many characters, made of our own news items."""
    items = documents(CORPUS / "news_en.jsonl")
    once = sum(len(item.title) + len(item.summary) for item in items)
    text = "\n\n".join(
        f"{item.title} {number}. {item.summary}" for number in range(length // once + 1) for item in items
    )
    return Document("Acme names Jane Roe chief executive", "", text[:length])


def start(bytecode: str) -> float:
    """The clock's time of `classify` for one item in a process of its own, its bytecode kept as of an installed program."""
    line = json.dumps({"id": "1", "title": "Acme names Jane Roe chief executive"})
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "bot", "classify", "--jsonl"],
        input=line,
        text=True,
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONPYCACHEPREFIX": bytecode, "PYTHONDONTWRITEBYTECODE": ""},
    )
    return time.perf_counter() - started


def main() -> int:
    evaluation = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    tracked = looked_up(Directory([Company(f"Sample Works {number}") for number in range(TRACKED)]))
    slow = False
    for name, items, must in feeds(evaluation):
        filtered, plain, among = (a_second(one, items) for one in (keyword_filter, read, tracked))
        slow |= must and min(plain, among) < LEAST_A_SECOND
        print(
            f"{name:<24} {len(items):5} items: {plain:6.0f} a second, {among:6.0f} with {TRACKED:,} tracked companies;"
            f" keyword filter {filtered:7.0f}"
        )
    half, whole = (article(length) for length in (MEGABYTE // 2, MEGABYTE))
    shorter, longer = (seconds(partial(read, text), 2) for text in (half, whole))
    with tempfile.TemporaryDirectory() as bytecode:
        started = min(start(bytecode) for _ in range(ROUNDS))
    print(f"an article of 1 MB: {longer:.2f} s, {longer / shorter:.2f} times one of 0.5 MB")
    print(f"start with one item: {started:.2f} s")
    slow |= longer >= MOST_FOR_A_MEGABYTE or longer > MOST_GROWTH * shorter or started >= MOST_FOR_A_START
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
