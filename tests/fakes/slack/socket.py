"""The fake Slack's Socket Mode: tickets, hello, envelopes with measured acknowledgements, disconnect frames, silence.

In: payloads to deliver, orders to disconnect or to fall silent. Out: how and when each was acknowledged. As with Slack,
any open socket may get any envelope, ten sockets are the most, and what is not acknowledged within three seconds counts
as undelivered.
"""

from __future__ import annotations

import json
import random
import threading
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import Server, ServerConnection, serve

from tests.fakes.slack.methods import Method
from tests.fakes.slack.wire import Wire
from tests.fakes.slack.world import APP, World

Json = dict[str, Any]
ACK_SECONDS = 3.0
MOST_SOCKETS = 10


@dataclass(frozen=True, slots=True)
class Ack:
    """How a request was taken: HTTP's status (200 for an acknowledged envelope, None for none), body, seconds it took."""

    status: int | None
    body: str
    seconds: float


class SocketMode:
    """Serves sockets on a port of its own, over a wire that can be frozen."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._tickets: set[str] = set()
        self._sockets: list[ServerConnection] = []
        self._acks: dict[str, tuple[float, str]] = {}
        self._dice = random.Random(1)
        self.opened: list[float] = []
        self.most = MOST_SOCKETS
        self.method = Method(self._open, {}, 3)

    def listen(self) -> None:
        self._server: Server = serve(self._talk, "127.0.0.1", 0, ping_interval=None)
        self._thread = threading.Thread(target=self._server.serve_forever, name="fake-socket-mode", daemon=True)
        self._thread.start()
        self.wire = Wire(self._server.socket.getsockname()[1])

    def close(self) -> None:
        self.wire.close()
        self._server.shutdown()
        self._thread.join()

    @property
    def sockets(self) -> int:
        """How many sockets are open, as far as Slack knows."""
        return len(self._sockets)

    def deliver(self, kind: str, payload: Json, retry: int = 0, reason: str = "") -> Ack:
        """Send one envelope down one of the sockets and wait for its acknowledgement, three seconds at most."""
        envelope: Json = {"envelope_id": self._world.number("envelope."), "type": kind, "payload": payload}
        envelope["accepts_response_payload"] = kind != "events_api"
        if kind == "events_api":
            envelope |= {"retry_attempt": retry, "retry_reason": reason}
        began = time.monotonic()
        with self._world.changed:
            sockets = list(self._sockets)
        if not sockets:
            return Ack(None, "no socket", 0.0)
        try:
            self._dice.choice(sockets).send(json.dumps(envelope))
        except ConnectionClosed:
            return Ack(None, "closed", 0.0)
        with self._world.changed:
            end = began + ACK_SECONDS
            while envelope["envelope_id"] not in self._acks:
                if not self._world.changed.wait(end - time.monotonic()) and time.monotonic() >= end:
                    return Ack(None, "no acknowledgement", ACK_SECONDS)
            at, body = self._acks[envelope["envelope_id"]]
        return Ack(200, body, at - began)

    def forget_frozen(self) -> None:
        """Send nothing more down frozen lines: Slack, too, sees in time that nobody is there."""
        with self._world.changed:
            alive = self.wire.alive_ports()
            self._sockets = [socket for socket in self._sockets if socket.remote_address[1] in alive]

    def disconnect(self, reason: str, *, hang_up: bool = True) -> None:
        """Tell every socket to go: warning, refresh_requested, link_disabled …; then hang up, unless told not to."""
        with self._world.changed:
            sockets = list(self._sockets)
        for socket in sockets:
            try:
                socket.send(json.dumps({"type": "disconnect", "reason": reason, "debug_info": {"host": "fake"}}))
            except ConnectionClosed:
                continue
            if hang_up:
                threading.Thread(target=self._hang_up_later, args=(socket,), daemon=True).start()

    def _hang_up_later(self, socket: ServerConnection) -> None:
        """As Slack does: the app gets time to open the next one first."""
        with self._world.changed:
            self._world.changed.wait_for(lambda: len(self._sockets) > 1, timeout=1.0)
        socket.close()

    def _open(self, world: World, arguments: Json) -> Json:
        ticket = world.number("ticket.")
        self._tickets.add(ticket)
        self.opened.append(time.monotonic())
        return {"url": f"ws://127.0.0.1:{self.wire.port}/link/?ticket={ticket}&app_id={APP}"}

    def _talk(self, socket: ServerConnection) -> None:
        request = socket.request
        ticket = parse_qs(urlsplit(request.path if request else "").query).get("ticket", [""])[0]
        with self._world.changed:
            if ticket not in self._tickets:
                return
            self._tickets.remove(ticket)
            too_many = len(self._sockets) >= self.most
            if not too_many:
                self._sockets.append(socket)
        try:
            if too_many:
                socket.send(json.dumps({"type": "disconnect", "reason": "too_many_websockets"}))
                return
            socket.send(
                json.dumps(
                    {
                        "type": "hello",
                        "num_connections": self.sockets,
                        "connection_info": {"app_id": APP},
                        "debug_info": {"host": "fake", "approximate_connection_time": 18060},
                    }
                )
            )
            with self._world.changed:
                self._world.changed.notify_all()
            for frame in socket:
                answer = json.loads(frame)
                with self._world.changed:
                    self._acks[answer["envelope_id"]] = (time.monotonic(), json.dumps(answer.get("payload", "")))
                    self._world.changed.notify_all()
        except ConnectionClosed:
            return
        finally:
            with self._world.changed:
                if socket in self._sockets:
                    self._sockets.remove(socket)
                self._world.changed.notify_all()
