"""feedparser in a process of its own, killed when it takes too long.

Comes in: a document that the quick reader declined. Goes out: its entries, or None when reading it failed, took
more than a second of CPU or too much memory. Must never let a document stop the main process: feedparser holds the
interpreter lock for as long as it works, and seconds are enough to miss what Slack expects within three.

Small documents are read in place; a trimmed one holds an item or two. The process starts with the first large one,
not by `fork`, imports the parser only, and is asked one document at a time. Both sides speak lengths and JSON:
nothing that comes back can be code. The clock that kills is the system's: `ITIMER_PROF` counts CPU, and its signal
ends the process even inside one long regular expression.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from threading import Lock
from typing import IO

from bot.feeds.parse import by_feedparser
from bot.model import Entry

LARGEST_IN_PLACE = 8_192
"""Bytes; the worst found for feedparser on that much (nested tags) takes 40 ms."""
CPU_SECONDS = 1.0
WALL_SECONDS = 10.0
"""For a machine so busy that a second of CPU takes longer."""
MOST_MEMORY = 768 * 1024 * 1024

_LENGTH = 8
_START = "import sys; sys.path.insert(0, sys.argv[1]); from bot.feeds.worker import serve; serve()"

Found = tuple[tuple[Entry, ...], str]


class Worker:
    """Hand its `read` to `parse`. Safe to share between threads, which then take turns."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, document: bytes) -> Found | None:
        """As `parse.by_feedparser`, and None after a second of CPU."""
        if len(document) <= LARGEST_IN_PLACE:
            return by_feedparser(document)
        with self._lock:
            answer = self._ask(document)
            if answer is None:
                self._end()
                return None
        return _unpacked(answer)

    def close(self) -> None:
        with self._lock:
            self._end()

    def _ask(self, document: bytes) -> bytes | None:
        process = self._process = self._process or _started()
        assert process.stdin is not None and process.stdout is not None
        try:
            process.stdin.write(len(document).to_bytes(_LENGTH) + document)
            process.stdin.flush()
        except OSError:
            return None
        until = time.monotonic() + WALL_SECONDS
        length = _received(process.stdout, _LENGTH, until)
        return _received(process.stdout, int.from_bytes(length), until) if length else None

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()


def serve() -> None:
    """The other side: read documents until nobody asks any more."""
    _limit_memory()
    while length := sys.stdin.buffer.read(_LENGTH):
        document = sys.stdin.buffer.read(int.from_bytes(length))
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
        answer = _packed(by_feedparser(document))
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_PROF, 0)
        sys.stdout.buffer.write(len(answer).to_bytes(_LENGTH) + answer)
        sys.stdout.buffer.flush()


def _started() -> subprocess.Popen[bytes]:
    root = Path(__file__).resolve().parents[2]
    return subprocess.Popen(
        [sys.executable, "-c", _START, str(root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # an interrupt at the terminal is for the main process, which closes this one
    )


def _received(stream: IO[bytes], size: int, until: float) -> bytes | None:
    """Exactly `size` bytes, or None when the other side ended or the time is over."""
    pieces: list[bytes] = []
    with DefaultSelector() as selector:
        selector.register(stream, EVENT_READ)
        while size > 0:
            if not selector.select(max(0.0, until - time.monotonic())):
                return None
            piece = stream.read1(size)  # type: ignore[attr-defined]  # a pipe of Popen is buffered
            if not piece:
                return None
            pieces.append(piece)
            size -= len(piece)
    return b"".join(pieces)


def _packed(found: Found | None) -> bytes:
    if found is None:
        return b"null"
    entries, version = found
    rows = [
        [
            entry.guid, entry.link, entry.title, entry.summary, entry.content, entry.author, entry.publisher,
            entry.published and entry.published.timestamp(), entry.updated and entry.updated.timestamp(),
        ]
        for entry in entries
    ]  # fmt: skip
    return json.dumps([rows, version]).encode()


def _unpacked(answer: bytes) -> Found | None:
    found = json.loads(answer)
    if found is None:
        return None
    rows, version = found
    return tuple(_entry(*row) for row in rows), version


def _entry(
    guid: str | None,
    link: str | None,
    title: str | None,
    summary: str | None,
    content: str | None,
    author: str | None,
    publisher: str | None,
    published: float | None,
    updated: float | None,
) -> Entry:
    return Entry(guid, link, title, summary, content, author, publisher, _moment(published), _moment(updated))


def _moment(timestamp: float | None) -> datetime | None:
    return None if timestamp is None else datetime.fromtimestamp(timestamp, UTC)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows, where only the clocks limit the process
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
