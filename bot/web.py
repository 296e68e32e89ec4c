"""Inbound HTTP, one server: Slack's requests and health.

In: WSGI requests. Out: what the handed-in handlers say. It must never answer before a body is known to be small, and
never tell a stranger more than whether the bot is well.

    POST /slack/events   Slack's commands, buttons and events (the signature is checked by Bolt)
    GET  /healthz        200 "ok" or 503 with the reasons, a line each
    GET  /livez          200 as long as the process answers at all: what a supervisor restarts on
    GET  /metrics        the figures, as Prometheus reads them
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from waitress.server import create_server

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LARGEST_BODY = 1_000_000
"""Bytes. Slack's largest requests (a modal's state) are far below; a larger body is answered with 413."""

LONGEST_FAREWELL = 2.0
"""Seconds; a client that keeps its connection open must not hold up the end."""

THREADS = 8
"""Slack waits three seconds for an answer, and ours take milliseconds: eight at once are plenty for one workspace."""


def application(
    slack: WSGIApplication | None, problems: Callable[[], Iterable[str]], figures: Callable[[], bytes]
) -> WSGIApplication:
    """The routes. `slack` is None where Slack comes over a socket; `problems` are the reasons for being unwell."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == "/slack/events" and slack is not None:
            return slack(environ, start_response)
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
        # Closed by the server's own loop: a socket closed under its select is an error there.
        server.trigger.pull_trigger(server.close)
        thread.join(LONGEST_FAREWELL)
        server.task_dispatcher.shutdown()
