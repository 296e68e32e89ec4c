"""The fake Slack's HTTP side: the Web API under /api/, response_urls and uploads, on loopback.

In: requests of the bot under test. Out: the answers of `methods`, or the faults of the plan, byte for byte as broken as
they were ordered. It must never decide by itself what a method answers.
"""

from __future__ import annotations

import json
import math
import socket
import struct
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from tests.fakes.slack import blocks
from tests.fakes.slack.faults import Break, Fault, Faults, Pace
from tests.fakes.slack.methods import METHODS, MINUTE_OF_TIER, Method, Refusal
from tests.fakes.slack.world import Token, TokenState, World

Json = dict[str, Any]
RESPONSE_URL_USES = 5
RESPONSE_URL_SECONDS = 30 * 60
_ACCEPTING = {Fault.DROP_REPLY, Fault.HALF_BODY, Fault.ERROR_AFTER, Fault.FATAL_ERROR, Fault.SLOW, Fault.LATE}


@dataclass(frozen=True, slots=True)
class Call:
    """One request to the Web API as it came in. `at` is the fake's own time; `error` is Slack's code or None."""

    method: str
    arguments: Json
    at: float
    error: str | None


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "application/json; charset=utf-8"),)


class WebApi:
    """Serves the world over HTTP. `url` is what SLACK_API_URL has to be."""

    def __init__(self, world: World, faults: Faults, pace: Pace) -> None:
        self.world = world
        self.faults = faults
        self.pace = pace
        self.calls: list[Call] = []
        self.stopping = threading.Event()
        self.methods: dict[str, Method] = dict(METHODS)
        self.control: Callable[[str, Json], Json] | None = None
        self.port = 0
        self._server: ThreadingHTTPServer | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/"

    def listen(self) -> None:
        """Start, on the same port again after `close`."""
        server = _Server(("127.0.0.1", self.port), _handler(self))
        self.port = server.server_address[1]
        self._server = server
        self._thread = threading.Thread(target=server.serve_forever, args=(0.02,), name="fake-slack", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening: from now on, connections are refused."""
        if self._server is not None and self._thread is not None:
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()
            self._server = self._thread = None

    def call(self, name: str, bearer: str | None, arguments: Json) -> Reply:
        """Answer one call without any fault."""
        with self.world.changed:
            try:
                self._check_token(name, bearer, arguments)
                self._check_pace(name, arguments)
                answer = {"ok": True, **self._method(name, bearer, arguments).answer(self.world, arguments)}
                error = None
            except Refusal as refusal:
                answer = {"ok": False, "error": refusal.code, **refusal.fields}
                error = refusal.code
            self.calls.append(Call(name, arguments, self.world.now(), error))
            self.world.changed.notify_all()
        if error == "ratelimited":
            return limited(answer.pop("retry_after"))
        token = self._token(bearer, arguments)
        return reply(answer, token.scopes if token else frozenset())

    def respond(self, number: str, body: Json) -> Reply:
        """Take an answer to a command or a button at its response_url: five times within half an hour."""
        with self.world.changed:
            place = self.world.response_urls.get(number)
            if place is None or self.world.now() > place.expires or len(place.answers) >= RESPONSE_URL_USES:
                return Reply(404, b"used_url", (("Content-Type", "text/plain"),))
            text, content = str(body.get("text") or ""), body.get("blocks") or []
            wrong = blocks.complaints(content)
            if wrong or blocks.total_text(content) > blocks.TOTAL_TEXT:
                return Reply(400, b"invalid_blocks", (("Content-Type", "text/plain"),))
            if not (text or content or body.get("delete_original")):
                return Reply(400, b"no_text", (("Content-Type", "text/plain"),))
            place.answers.append(body)
            self.world.changed.notify_all()
        return Reply(200, b"ok", (("Content-Type", "text/plain"),))

    def _method(self, name: str, bearer: str | None, arguments: Json) -> Method:
        method = self.methods[name]
        token = self._token(bearer, arguments)
        kind = self.world.channels[arguments["channel"]].kind if arguments.get("channel") in self.world.channels else ""
        needed = method.scopes.get(kind) or method.scopes.get("any")
        fitting = {needed} if needed else set(method.scopes.values())
        if token and fitting and not fitting & token.scopes:
            raise Refusal("missing_scope", needed=",".join(sorted(fitting)), provided=",".join(sorted(token.scopes)))
        return method

    def _token(self, bearer: str | None, arguments: Json) -> Token | None:
        return self.world.tokens.get(bearer or str(arguments.get("token", "")))

    def _check_token(self, name: str, bearer: str | None, arguments: Json) -> None:
        if name not in self.methods:
            raise Refusal("unknown_method", req_method=name)
        if not bearer and not arguments.get("token"):
            raise Refusal("not_authed")
        token = self._token(bearer, arguments)
        if token is None:
            raise Refusal("invalid_auth")
        if token.state is TokenState.REVOKED:
            raise Refusal("token_revoked")
        if token.state is TokenState.INACTIVE:
            raise Refusal("account_inactive")
        opens_sockets = name == "apps.connections.open"
        if opens_sockets != (bearer or str(arguments["token"])).startswith("xapp-"):
            raise Refusal("not_allowed_token_type")

    def _check_pace(self, name: str, arguments: Json) -> None:
        if name == "chat.postMessage":
            wait = self.pace.wait(f"post {arguments.get('channel')}", 1.0, Pace.BURST)
        else:
            tier = self.methods[name].tier
            a_minute = MINUTE_OF_TIER[tier] if tier else 600
            wait = self.pace.wait(name, a_minute / 60, a_minute)
        if wait:
            raise Refusal("ratelimited", retry_after=wait)


def reply(answer: Json, scopes: frozenset[str] = frozenset()) -> Reply:
    """Return the answer with the token's scopes in a header, as Slack does."""
    content_type = ("Content-Type", "application/json; charset=utf-8")
    return Reply(200, json.dumps(answer).encode(), (content_type, ("x-oauth-scopes", ",".join(sorted(scopes)))))


def limited(seconds: float) -> Reply:
    headers = (("Content-Type", "application/json; charset=utf-8"), ("Retry-After", str(math.ceil(seconds))))
    return Reply(429, b'{"ok":false,"error":"ratelimited"}', headers)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 100

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away early is daily bread here; anything else is a mistake of the fake."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


def _handler(api: WebApi) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            place, _, name = self.path.partition("?")[0].strip("/").partition("/")
            if place == "api":
                self._api_call(name, body)
            elif place == "response":
                self._send(api.respond(name, json.loads(body)))
            elif place == "control" and api.control is not None:
                self._send(reply(api.control(name, json.loads(body or b"{}"))))
            elif place == "upload" and name in api.world.files:
                api.world.files[name]["content"] = body
                self._send(Reply(200, f"OK - {len(body)}".encode()))
            else:
                self._send(Reply(404, b"not found", (("Content-Type", "text/plain"),)))

        def _api_call(self, name: str, body: bytes) -> None:
            bearer = (self.headers.get("Authorization") or "").removeprefix("Bearer ") or None
            arguments = _arguments(self.headers.get("Content-Type") or "", body)
            planned = api.faults.take(name)
            if planned is None:
                self._send(api.call(name, bearer, arguments))
                return
            if planned.fault is Fault.LATE:
                api.stopping.wait(planned.seconds)
            accepted = api.call(name, bearer, arguments) if planned.fault in _ACCEPTING else None
            if accepted is None:
                api.calls.append(Call(name, arguments, api.world.now(), planned.fault.name))
            self._break(planned, accepted or reply({"ok": True}))

        def _break(self, planned: Break, accepted: Reply) -> None:
            match planned.fault:
                case Fault.LATE:
                    self._send(accepted)
                case Fault.SLOW:
                    api.stopping.wait(planned.seconds)
                    self._send(accepted)
                case Fault.DROP_REPLY:
                    self._cut()
                case Fault.HALF_BODY:
                    self._send(accepted, len(accepted.body) // 2)
                    self._cut()
                case Fault.HANG:
                    api.stopping.wait(planned.seconds)
                    self._cut()
                case Fault.ERROR_BEFORE | Fault.ERROR_AFTER:
                    self._send(Reply(500, b"Internal Server Error", (("Content-Type", "text/plain"),)))
                case Fault.INTERNAL_ERROR | Fault.FATAL_ERROR:
                    self._send(reply({"ok": False, "error": planned.fault.name.lower()}))
                case Fault.HTML:
                    page = b"<!doctype html><title>Sign in to the network</title>"
                    self._send(Reply(200, page, (("Content-Type", "text/html"),)))
                case Fault.RATE_LIMITED:
                    self._send(limited(planned.seconds))
                case Fault.REFUSE:
                    self._send(reply({"ok": False, "error": planned.code}))

        def _send(self, answer: Reply, length: int | None = None) -> None:
            self.send_response(answer.status)
            for name, value in answer.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body[:length])
            self.wfile.flush()

        def _cut(self) -> None:
            """Close with RST, as a machine that dies does."""
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            self.connection.close()

        def log_message(self, format: str, *args: object) -> None:
            """Tests want no log of requests; `calls` has them."""

    return Handler


def _arguments(content_type: str, body: bytes) -> Json:
    if content_type.startswith("application/json"):
        arguments: Json = json.loads(body or b"{}")
        return arguments
    return dict(parse_qsl(body.decode(), keep_blank_values=True))
