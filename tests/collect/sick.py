"""A hundred sick servers among two hundred, on loopback: how late are the others asked?

In: the number of feeds, and over how many seconds they fall due. Out: the lateness of each healthy feed, in seconds.
Run as a program it prints them at full size: `python -m tests.collect.sick`.
"""

from __future__ import annotations

import socket
import tempfile
import threading
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bot.collect import Web, keep_collecting
from bot.companies import Directory
from bot.feeds import sources
from bot.feeds.fetch import Fetcher
from bot.feeds.worker import Worker
from bot.model import Feed, FeedState
from bot.store import Database
from bot.store import feeds as kept_feeds

SICKNESSES = ("hang", "drip", "headers", "reset", "error", "html", "stall")
STALLING = b"<rss version='2.0'><channel><item><title>A & B</title>" + b"<x>" * 330_000
"""Takes feedparser seconds, so that its process is ended."""
BODY = b"<rss version='2.0'><channel><title>Sample</title></channel></rss>"


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 512

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are what this is about."""


@dataclass
class Ward:
    """The servers, and when each path was asked for."""

    asked: dict[str, float] = field(default_factory=dict)
    over: threading.Event = field(default_factory=threading.Event)

    def handler(self) -> type[BaseHTTPRequestHandler]:
        ward = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                ward.asked.setdefault(self.path, time.time())
                kind = self.path.split("/")[1]
                with suppress(OSError):
                    ward.behave(kind, self)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        return Handler

    def behave(self, kind: str, to: BaseHTTPRequestHandler) -> None:
        """Answer as this kind of server does."""
        if kind == "hang":
            self.over.wait()
        elif kind == "drip":
            to.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/xml\r\n\r\n")
            while not self.over.wait(0.5):
                to.wfile.write(b" ")
        elif kind == "headers":
            to.wfile.write(b"HTTP/1.0 200 OK\r\n")
            while not self.over.wait(0.5):
                to.wfile.write(b"X-More: more\r\n")
        elif kind == "reset":
            to.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            to.connection.close()
        else:
            body = BODY if kind == "well" else STALLING if kind == "stall" else b"<html>Sorry</html>"
            to.send_response(500 if kind == "error" else 200)
            to.send_header("Content-Length", str(len(body)))
            to.end_headers()
            to.wfile.write(body)


def lateness(feeds: int, seconds: float) -> list[float]:
    """Half of the feeds are sick and due at once, the others fall due one by one over so many seconds. How late each of
    those was asked; infinite where it was not asked within five seconds after the last was due."""
    ward = Ward()
    server = _Server(("127.0.0.1", 0), ward.handler())
    serving = threading.Thread(target=partial(server.serve_forever, poll_interval=0.05))
    serving.start()
    port = server.server_address[1]
    start = time.time() + 0.5
    with tempfile.TemporaryDirectory() as folder, closing(Database(Path(folder) / "orgwatch.db")) as database:
        due: dict[str, float] = {}
        pairs = []
        for number in range(feeds):
            is_well = number % 2 == 0
            kind = "well" if is_well else SICKNESSES[number // 2 % len(SICKNESSES)]
            path = f"/{kind}/{number}"
            when = start + (seconds * number / feeds if is_well else 0.0)
            if is_well:
                due[path] = when
            feed = Feed(f"http://host{number}.localhost:{port}{path}", f"Sample Post {number}")
            pairs.append((feed, FeedState(feed.url, next_check=datetime.fromtimestamp(when, UTC))))
        with database.write() as connection:
            kept_feeds.save(connection, pairs)
        fetcher = Fetcher("OrgWatch tests", allow_private=True)
        worker = Worker()
        parse = partial(sources.read, tolerant=worker.read)
        web = Web(fetcher.fetch, parse, lambda: 0.5, parse_at_once=sources.read_at_once)
        listed = tuple(feed for feed, _ in pairs)
        running = threading.Thread(
            target=keep_collecting,
            args=(
                database, lambda: listed, Directory(()), web, lambda: datetime.now(UTC), "ward",
                lambda collected: None, lambda line: None,
            ),
        )  # fmt: skip
        running.start()
        until = start + seconds + 5
        while time.time() < until and not due.keys() <= ward.asked.keys():
            ward.over.wait(0.05)
        fetcher.close()
        running.join()
        worker.close()
    ward.over.set()
    server.shutdown()
    serving.join()
    server.server_close()
    return sorted(ward.asked.get(path, float("inf")) - when for path, when in due.items())


def main() -> None:
    """Print the lateness at full size: 200 feeds due within a minute."""
    late = lateness(200, 60.0)
    for share in (0.5, 0.95, 1.0):
        print(f"p{share * 100:.0f} lateness of the 100 healthy feeds: {late[int(share * (len(late) - 1))]:.2f} s")


if __name__ == "__main__":
    main()
