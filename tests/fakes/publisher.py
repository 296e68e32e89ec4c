"""A publisher on loopback: feeds that a test edits, served with validators; it counts who asked for what."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from xml.sax.saxutils import escape


@dataclass(frozen=True)
class Item:
    """One item of a feed."""

    number: int
    title: str
    summary: str = ""
    published: datetime | None = None


class Publisher:
    """`with Publisher() as publisher:` serves every path that `publish` or `answer` has named."""

    def __init__(self) -> None:
        self._pages: dict[str, tuple[int, str, bytes]] = {}
        self.asked: list[tuple[str, int]] = []
        publisher = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, kind, body = publisher._pages.get(self.path, (404, "text/plain", b"nothing"))
                etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
                if status == 200 and self.headers["If-None-Match"] == etag:
                    status, body = 304, b""
                publisher.asked.append((self.path, status))
                self.send_response(status)
                self.send_header("ETag", etag)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def address(self, path: str) -> str:
        """Where a path is served."""
        return f"http://127.0.0.1:{self._server.server_port}{path}"

    def answer(self, path: str, body: str, kind: str = "text/html", status: int = 200) -> str:
        """Serve this body at this path; returns its address."""
        self._pages[path] = (status, kind, body.encode())
        return self.address(path)

    def publish(self, path: str, *items: Item) -> str:
        """Serve these items as an RSS feed; returns its address."""
        entries = "".join(
            f"<item><guid>{item.number}</guid><link>https://post.example{path}/{item.number}</link>"
            f"<title>{escape(item.title)}</title><description>{escape(item.summary)}</description>"
            f"<pubDate>{format_datetime(item.published or datetime.now(UTC))}</pubDate></item>"
            for item in items
        )
        return self.answer(
            path, f"<rss version='2.0'><channel><title>Sample</title>{entries}</channel></rss>", "application/rss+xml"
        )
