"""Our parser beside feedparser alone, on any folder of documents: `python -m tests.feeds.peers FOLDER`.

In: a folder; every file in it is taken for a feed, whatever its name. Out: how many documents give the same entries (guid,
link, title, dates) both ways, and each that does not, with the first difference. A `Content-type` that a comment in a
document gives as `Header: Content-type: …` (feedparser's own tests do) is handed to both. Fails where any gives
different entries.

feedparser alone cleans and resolves the markup of titles, which we make plain text of; so titles are compared as the
text that a reader sees, guids and links as absolute addresses.
"""

from __future__ import annotations

import io
import re
import sys
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urljoin

import feedparser

from bot.feeds.parse import entry_of, parse
from bot.feeds.values import Parsed
from bot.feeds.worker import Worker
from bot.model import Entry
from bot.text import clean, plain

ADDRESS = "http://127.0.0.1:8097/feed.xml"
"""Where every document is said to come from."""

_CONTENT_TYPE = re.compile(rb"^\s*Header:\s+Content-type:\s*(.*?)\s*$", re.MULTILINE | re.IGNORECASE)


class Result(StrEnum):
    SAME = "the same entries"
    EMPTY = "no entries either way"
    MORE = "more of the entries, or of their fields, than feedparser"
    REFUSED = "refused by us, in words"
    DIFFERENT = "different entries"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of one document, and in one line what differs."""

    result: Result
    difference: str = ""


def compare(document: bytes, worker: Worker) -> Comparison:
    """Read one document both ways."""
    found = _CONTENT_TYPE.search(document)
    content_type = found[1].decode("latin-1") if found else None
    ours = parse(document, content_type, ADDRESS, tolerant=worker.read)
    headers = {"content-location": ADDRESS, "content-type": content_type or "application/xml"}
    alone = feedparser.parse(io.BytesIO(document), response_headers=headers)
    theirs = tuple(entry_of(entry) for entry in alone["entries"])
    return judged(ours, theirs)


def judged(ours: Parsed, theirs: tuple[Entry, ...]) -> Comparison:
    """Ours against theirs, entry by entry."""
    if ours.problem is not None and theirs:
        return Comparison(Result.REFUSED, ours.problem)
    if not ours.entries and not theirs:
        return Comparison(Result.EMPTY)
    if len(ours.entries) > len(theirs):
        return Comparison(Result.MORE, f"{len(ours.entries)} entries against {len(theirs)}")
    if len(ours.entries) < len(theirs):
        return Comparison(Result.DIFFERENT, f"{len(ours.entries)} entries against {len(theirs)}")
    more = ""
    for one, other in zip(ours.entries, theirs, strict=True):
        for name, mine, its in zip(_FIELDS, _shown(one), _shown(other), strict=True):
            if mine != its and its:
                return Comparison(Result.DIFFERENT, f"{name}: {mine!r} against {its!r}")
            if mine != its:
                more = f"{name}: {mine!r} against nothing"
    return Comparison(Result.MORE, more) if more else Comparison(Result.SAME)


_FIELDS = ("guid", "link", "title", "published", "updated")


def _shown(entry: Entry) -> tuple[object, ...]:
    guid, link = (urljoin(ADDRESS, value.strip()) if value else None for value in (entry.guid, entry.link))
    return guid, link, clean(plain(entry.title or "")), entry.published, entry.updated


def main(folder: str) -> int:
    count: Counter[Result] = Counter()
    with closing(Worker()) as worker:
        for file in sorted(Path(folder).rglob("*")):
            if not file.is_file() or file.suffix == ".py":
                continue
            done = compare(file.read_bytes(), worker)
            count[done.result] += 1
            if done.difference:
                print(f"{done.result}: {file.relative_to(folder)}: {done.difference}")
    print(f"{count.total()} documents: {', '.join(f'{number} {result}' for result, number in count.most_common())}")
    return 1 if count[Result.DIFFERENT] or not count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
