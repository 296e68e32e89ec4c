"""The sample morning: six feed documents, served as a publisher would, by a real HTTP server on loopback.

In: the folder of the documents and now. Out: the feeds, with addresses on a free port of this machine.
Each `{{minus 3h}}` (or `2d`, `40m`) in a document becomes that date before now, in the document's own form, so that the
morning is always this morning; guids and links never change, so that a second morning brings nothing new.

It answers no other machine, reads nothing but those documents, and knows no room of the house.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bot.model import Feed, Tier


@dataclass(frozen=True, slots=True)
class Document:
    """A feed document of the sample folder. `stamp` writes a date as this kind of feed does."""

    file: str
    publisher: str
    language: str
    media_type: str
    stamp: Callable[[datetime], str]
    tier: Tier = Tier.PRESS


def _rfc822(date: datetime) -> str:
    return format_datetime(date)


def _rfc3339(date: datetime) -> str:
    return date.isoformat(timespec="seconds")


DOCUMENTS = (
    Document("tech-post.rss", "Sample Tech Post", "en", "application/rss+xml", _rfc822),
    Document("valley-journal.atom", "Sample Valley Journal", "en", "application/atom+xml", _rfc3339),
    Document("wirtschaftsblatt.rdf", "Sample Wirtschaftsblatt", "de", "application/rdf+xml", _rfc3339),
    Document("ki-blick.json", "Sample KI-Blick", "de", "application/feed+json", _rfc3339),
    Document("newswire.rss", "Sample Newswire", "en", "application/rss+xml", _rfc822, Tier.ISSUER),
    Document("abendkurier.rss", "Sample Abendkurier", "de", "application/rss+xml; charset=utf-8", _rfc822),
)


@dataclass(frozen=True, slots=True)
class Morning:
    """The sample feeds while they are served, and the one port of loopback on which they are."""

    feeds: tuple[Feed, ...]
    port: int


@contextmanager
def serve(folder: Path, now: datetime) -> Iterator[Morning]:
    """Serve the documents until the block ends. `now` needs a time zone. OSError where a document cannot be read."""
    pages = {f"/{document.file}": _page(folder, document, now) for document in DOCUMENTS}
    with _Server(pages) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="sample")
        thread.start()
        try:
            port = server.server_port
            yield Morning(
                feeds=tuple(
                    Feed(
                        f"http://127.0.0.1:{port}/{document.file}",
                        document.publisher,
                        document.tier,
                        document.language,
                        True,
                    )
                    for document in DOCUMENTS
                ),
                port=port,
            )
        finally:
            server.shutdown()
            thread.join()


@dataclass(frozen=True, slots=True)
class _Page:
    body: bytes
    headers: Mapping[str, str]


def _page(folder: Path, document: Document, now: datetime) -> _Page:
    def date(match: re.Match[bytes]) -> bytes:
        number, unit = int(match[1]), {b"m": "minutes", b"h": "hours", b"d": "days"}[match[2]]
        return document.stamp(now - timedelta(**{unit: number})).encode("ascii")

    body = re.sub(rb"\{\{minus (\d+)([mhd])\}\}", date, (folder / document.file).read_bytes())
    return _Page(
        body,
        {
            "Content-Type": document.media_type,
            "Content-Length": str(len(body)),
            "ETag": f'"{hashlib.sha256(body).hexdigest()[:16]}"',
            "Last-Modified": format_datetime(now.astimezone(UTC), usegmt=True),
        },
    )


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, pages: Mapping[str, _Page]) -> None:
        self.pages = pages
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        page = self.server.pages.get(self.path)
        if page is None:
            self.send_error(404)
            return
        known = page.headers["ETag"] == self.headers["If-None-Match"]
        self.send_response(304 if known else 200)
        for name, value in page.headers.items():
            if not (known and name.startswith("Content-")):
                self.send_header(name, value)
        self.end_headers()
        if not known:
            self.wfile.write(page.body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal belongs to the reader."""
