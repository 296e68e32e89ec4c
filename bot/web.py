"""Inbound HTTP, one server: Slack's requests, what hubs push, and health.

In: WSGI requests. Out: what the handed-in handlers say. It must never answer before a body is known to be small, and
never tell a stranger more than whether the bot is well.

    POST /slack/events   Slack's commands, buttons and events (the signature is checked by Bolt)
    GET  /websub/TOKEN   a hub asks whether we meant to subscribe (WebSub)
    POST /websub/TOKEN   a hub brings news (the signature is checked by whoever takes it)
    GET  /healthz        200 "ok" or 503 with the reasons, a line each
    GET  /livez          200 as long as the process answers at all: what a supervisor restarts on
    GET  /metrics        the figures, as Prometheus reads them
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from waitress.server import create_server

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LARGEST_BODY = 1_000_000
"""Bytes. Slack's largest requests (a modal's state) are far below, and what hubs push is a few items; a larger body is
answered with 413."""

LONGEST_FAREWELL = 2.0
"""Seconds; a client that keeps its connection open must not hold up the end."""

THREADS = 8
"""Slack waits three seconds for an answer, and ours take milliseconds: eight at once are plenty for one workspace."""


@dataclass(frozen=True, slots=True)
class Hubs:
    """Who answers hubs. `challenge` is given a token and the hub's question, and gives what to echo, None for "we did not".
    `push` is given (token, body, content type, signature), and says whether the token is known."""

    challenge: Callable[[str, Mapping[str, str]], str | None]
    push: Callable[[tuple[str, bytes, str | None, str | None]], bool]


def application(
    slack: WSGIApplication | None,
    problems: Callable[[], Iterable[str]],
    figures: Callable[[], bytes],
    hubs: Hubs | None = None,
) -> WSGIApplication:
    """The routes. `slack` is None where Slack comes over a socket; `problems` are the reasons for being unwell; `hubs` is
    None where nobody may push."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == "/slack/events" and slack is not None:
            return slack(environ, start_response)
        if path.startswith(_WEBSUB) and hubs is not None:
            return _hub(hubs, path.removeprefix(_WEBSUB), environ, start_response)
        if path == "/healthz":
            reasons = list(problems())
            status = "503 Service Unavailable" if reasons else "200 OK"
            return _text(start_response, status, "\n".join(reasons) or "ok")
        if path == "/livez":
            return _text(start_response, "200 OK", "ok")
        if path == "/metrics":
            start_response("200 OK", [("Content-Type", "text/plain; version=0.0.4; charset=utf-8")])
            return [figures()]
        return _text(start_response, "404 Not Found", "nothing here")

    return answer


_WEBSUB = "/websub/"


def _hub(hubs: Hubs, token: str, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    if environ["REQUEST_METHOD"] == "GET":
        echo = hubs.challenge(token, dict(parse_qsl(environ.get("QUERY_STRING", ""))))
        if echo is None:
            return _text(start_response, "404 Not Found", "nothing here")
        start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
        return [echo.encode()]
    if environ["REQUEST_METHOD"] != "POST":
        return _text(start_response, "405 Method Not Allowed", "GET or POST")
    body = environ["wsgi.input"].read(LARGEST_BODY)
    known = hubs.push((token, body, environ.get("CONTENT_TYPE"), environ.get("HTTP_X_HUB_SIGNATURE")))
    return _text(start_response, "200 OK" if known else "410 Gone", "thanks" if known else "nothing here")


def _text(start_response: StartResponse, status: str, text: str) -> Iterable[bytes]:
    start_response(status, [("Content-Type", "text/plain; charset=utf-8")])
    return [text.encode() + b"\n"]


@contextmanager
def serving(app: WSGIApplication, host: str, port: int) -> Iterator[int]:
    """Serve `app` until the block ends; gives the port. Raises OSError where the port is taken."""
    server: Any = create_server(
        app,
        host=host,
        port=port,
        threads=THREADS,
        max_request_body_size=LARGEST_BODY,
        ident=None,
        clear_untrusted_proxy_headers=True,
    )
    thread = threading.Thread(target=server.run, name="web", daemon=True)
    thread.start()
    try:
        yield server.effective_port
    finally:
        # Nobody new is let in; whoever is being answered is done first, for their thread still wakes the loop at its end.
        server.accepting = False
        server.task_dispatcher.shutdown()
        # Closed by the server's own loop: a socket closed under its select is an error there.
        # Where the loop wakes just then for another reason, it closes before the trigger was pulled: then it is done already.
        with suppress(OSError):
            server.trigger.pull_trigger(server.close)
        thread.join(LONGEST_FAREWELL)
