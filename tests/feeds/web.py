"""A small web on loopback for tests of the fetcher: answers by path, and raw talk where a server must misbehave."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import socket
from threading import Event, Thread
from typing import Any

Talk = Callable[[socket, Event], None]


class Web:
    """One server. `asked` lists every request as (path, headers in small letters)."""

    def __init__(self, address: str = "127.0.0.1") -> None:
        self._answers: dict[str, tuple[int, Mapping[str, str], bytes]] = {}
        self._talks: dict[str, Talk] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.over = Event()
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = 65536  # one packet an answer: two would wait for an acknowledgement

            def do_GET(self) -> None:
                path = self.path
                web.asked.append((path, {name.lower(): value for name, value in self.headers.items()}))
                talk = web._talks.get(path)
                if talk is not None:
                    self.close_connection = True
                    talk(self.connection, web.over)
                    return
                status, headers, body = web._answers.get(path, (404, {}, b""))
                self.send_response_only(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *values: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request: Any, client_address: Any) -> None:
                """A client that hangs up is what many of these tests are about."""

        self._server = Server((address, 0), Handler)
        self.address = (address, int(self._server.server_address[1]))
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    def url(self, path: str = "/") -> str:
        return f"http://{self.address[0]}:{self.address[1]}{path}"

    def answer(self, path: str, body: bytes = b"", status: int = 200, **headers: str) -> str:
        """From now on `path` answers so; underscores in names of headers stand for hyphens."""
        self._answers[path] = (status, {name.replace("_", "-"): value for name, value in headers.items()}, body)
        return self.url(path)

    def zipped(self, path: str, body: bytes) -> str:
        return self.answer(path, gzip.compress(body), Content_Encoding="gzip")

    def talk(self, path: str, talk: Talk) -> str:
        """From now on `path` hands its connection to `talk`, with an event that is set when the test is over."""
        self._talks[path] = talk
        return self.url(path)

    def close(self) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@contextmanager
def web(address: str = "127.0.0.1") -> Iterator[Web]:
    server = Web(address)
    try:
        yield server
    finally:
        server.close()


def silence(connection: socket, over: Event) -> None:
    """Never say a word."""
    over.wait()


def drip(connection: socket, over: Event) -> None:
    """A byte now and then, for ever."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n")
    while not over.wait(0.05):
        connection.sendall(b"<")


def endless_headers(connection: socket, over: Event) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while not over.is_set():
        connection.sendall(b"X-More: of the same\r\n" * 100)


def endless_body(connection: socket, over: Event) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while not over.is_set():
        connection.sendall(b"<item>" * 10_000)


def half_a_body(connection: socket, over: Event) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf")


def nonsense(connection: socket, over: Event) -> None:
    connection.sendall(b"\x00\xff\x13\x37" * 20)
