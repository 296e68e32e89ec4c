"""The routes of the HTTP server that are not Slack's: hubs and health."""

from __future__ import annotations

import http.client
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bot import web

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

Pushed = tuple[str, bytes, str | None, str | None]


class Hub:
    """Knows one token, and keeps what was pushed."""

    def __init__(self) -> None:
        self.pushed: list[Pushed] = []

    def challenge(self, token: str, asked: Mapping[str, str]) -> str | None:
        return asked.get("hub.challenge") if token == "known" else None

    def push(self, pushed: Pushed) -> bool:
        self.pushed.append(pushed)
        return pushed[0] == "known"


@pytest.fixture
def hub() -> Hub:
    return Hub()


@pytest.fixture
def base(hub: Hub) -> Iterator[str]:
    app = web.application(None, tuple, bytes, web.Hubs(hub.challenge, hub.push))
    with web.serving(app, "127.0.0.1", 0) as port:
        yield f"http://127.0.0.1:{port}"


def ask(url: str, body: bytes | None = None, method: str | None = None, **headers: str) -> tuple[int, bytes]:
    request = urllib.request.Request(
        url, body, {name.replace("_", "-"): value for name, value in headers.items()}, method=method
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def test_a_hub_gets_its_challenge_back_untouched(base: str) -> None:
    assert ask(f"{base}/websub/known?hub.challenge=a%20b%26c") == (200, b"a b&c")
    assert ask(f"{base}/websub/guessed?hub.challenge=abc")[0] == 404
    assert ask(f"{base}/websub/known")[0] == 404


def test_what_a_hub_brings_is_handed_on(base: str, hub: Hub) -> None:
    sent = ask(f"{base}/websub/known", b"<rss/>", Content_Type="application/rss+xml", X_Hub_Signature="sha256=ab")
    assert sent[0] == 200
    assert hub.pushed == [("known", b"<rss/>", "application/rss+xml", "sha256=ab")]
    assert ask(f"{base}/websub/guessed", b"<rss/>")[0] == 410


def announce(base: str, path: str, length: int) -> int:
    """Say that so long a body will come, and send none of it: the status that is answered all the same."""
    connection = http.client.HTTPConnection(base.removeprefix("http://"), timeout=10)
    with closing(connection):
        connection.putrequest("POST", path)
        connection.putheader("Content-Length", str(length))
        connection.endheaders()
        return connection.getresponse().status


def test_large_bodies_and_other_methods_reach_nobody(base: str, hub: Hub) -> None:
    assert announce(base, "/websub/known", web.LARGEST_BODY + 1) == 413
    assert ask(f"{base}/websub/known", b"x", method="PUT")[0] == 405
    assert hub.pushed == []


def test_without_hubs_there_is_no_such_door() -> None:
    with web.serving(web.application(None, tuple, bytes), "127.0.0.1", 0) as port:
        assert ask(f"http://127.0.0.1:{port}/websub/known?hub.challenge=abc")[0] == 404
        assert ask(f"http://127.0.0.1:{port}/healthz") == (200, b"ok\n")


def test_who_is_answered_while_the_server_ends_leaves_no_error(caplog: pytest.LogCaptureFixture) -> None:
    """A request's own thread tells the server's loop that it is done, which must still be there."""
    ports: list[int] = []

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterator[bytes]:
        start_response("200 OK", [("Content-Length", "2")])
        yield b"ok"  # the client has it all, and we are not done
        deadline = time.monotonic() + 1
        while time.monotonic() < deadline and open_still(ports[0]):
            pass

    with web.serving(answer, "127.0.0.1", 0) as port:
        ports.append(port)
        assert ask(f"http://127.0.0.1:{port}/") == (200, b"ok")
    assert not open_still(port)
    # on a busy machine a request may queue, which waitress mentions
    assert [record for record in caplog.records if record.name != "waitress.queue"] == []


def open_still(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
