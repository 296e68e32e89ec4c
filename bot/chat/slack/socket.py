"""The line to Slack in Socket Mode: kept open, noticed when it is dead, closed in order.

In: a Bolt `App` and the app token. Out: Slack's requests reach the app, its acknowledgements go back. It must never touch
the sending of alerts, never open sockets in a storm, and never judge a line by the events on it: a quiet workspace is
no dead one, a line without a pong is.

Slack's own client reconnects by itself and is used as it is, with three things added. Its check for a dead line uses
the wall clock and begins only with the first pong; ours uses the monotonic clock and begins at once. It opens a new
socket as often as it is told to (`too_many_websockets`, `link_disabled`); here sockets are opened at least ten seconds
apart. It drops requests in hand when it is closed; here they are answered first.
Measured on a frozen line: Bolt's usual ping of 10 s needs 50 s to notice, a ping of 3 s needs 13.
"""

from __future__ import annotations

import contextlib
import logging
import math
import threading
import time
from dataclasses import dataclass
from socket import SHUT_RDWR

from slack_bolt import App
from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.chat.slack.client import CallFailed, outcome, web_client
from bot.errors import ChatRefused
from bot.model import Later, Refused, Scope

OUT_SECONDS = 60.0
"""How long to leave Slack alone after it refused the app token."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Timing:
    """How patient the line is, in seconds."""

    ping: float = 3.0
    dead: float = 15.0
    """A line without a pong for so long is replaced, so a dead one is noticed within 20 s."""
    between_opens: float = 10.0
    """Slack allows ten sockets an app; six openings a minute are no storm."""


class Line:
    """One socket to Slack, replaced when it dies. `start` and `stop` are called once each."""

    def __init__(self, app: App, app_token: str, timing: Timing | None = None) -> None:
        self._app = app
        self._app_token = app_token
        self._timing = timing or Timing()
        self._gate = _Gate(self._timing.between_opens)
        self._watcher = threading.Thread(target=self._watch, name="slack-line", daemon=True)
        self._client = self._new_client()
        self._pong: object = None
        self._pong_at = time.monotonic()

    def start(self) -> None:
        """Connect; where Slack cannot be reached, keep trying. Raises ChatRefused where the token is worth nothing."""
        refused = self._connect()
        if refused is not None:
            self._gate.closed.set()
            self._client.close()
            raise ChatRefused(f"Slack refuses SLACK_APP_TOKEN: {refused.reason}")
        self._watcher.start()

    def stop(self) -> None:
        """Take nothing new, acknowledge what is in hand, then close."""
        self._gate.closed.set()
        self._watcher.join()
        _drain(self._client)

    def silent_seconds(self) -> float:
        """Return for how long no pong has come; more than a minute means that nobody hears what Slack says."""
        return time.monotonic() - self._pong_at

    def _new_client(self) -> _Client:
        client = _Client(
            app_token=self._app_token,
            web_client=web_client(None, self._app.client.base_url),
            ping_interval=self._timing.ping,
        )
        client.gate = self._gate
        client.socket_mode_request_listeners.append(self._handle)
        return client

    def _handle(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        began = time.time()
        send_response(client, request, run_bolt_app(self._app, request), began)

    def _connect(self) -> Refused | None:
        """Open a socket; return Slack's refusal of the token, if that is what came back."""
        try:
            self._client.connect_to_new_endpoint()
        except CallFailed as failure:
            result = outcome(failure)
            _log.warning("no socket to Slack: %s", result)
            return result if isinstance(result, Refused) and result.scope is Scope.TOKEN else None
        return None

    def _watch(self) -> None:
        """Replace the client when its line is dead. Looking each second costs nothing."""
        while not self._gate.closed.wait(1):
            session = self._client.current_session
            pong = (session.session_id, session.last_ping_pong_time) if session else (None, None)
            if pong[1] is not None and pong != self._pong:
                self._pong, self._pong_at = pong, time.monotonic()
            elif time.monotonic() - max(self._pong_at, self._gate.opened_at) > self._timing.dead:
                _log.warning("no pong from Slack for %.0f s: opening a new socket", self.silent_seconds())
                # A dead client may take ten seconds to close; the new one must not wait for it.
                threading.Thread(target=_drain, args=(self._client,), name="slack-line-close", daemon=True).start()
                self._client = self._new_client()
                self._connect()


class _Gate:
    """Lets one opening through at a time, none too soon after the last, and none any more once it is closed."""

    def __init__(self, between_opens: float) -> None:
        self.closed = threading.Event()
        self.opened_at = -math.inf
        self._between_opens = between_opens
        self._not_before = -math.inf
        self._lock = threading.Lock()

    def pass_through(self) -> None:
        """Wait for one's turn. Raises ConnectionAbortedError where the gate is closed meanwhile."""
        with self._lock:
            if self.closed.wait(max(0.0, self._not_before - time.monotonic())):
                raise ConnectionAbortedError("the line to Slack is being closed")
            self.opened_at = time.monotonic()
            self._not_before = self.opened_at + self._between_opens

    def postpone(self, seconds: float) -> None:
        self._not_before = max(self._not_before, time.monotonic() + seconds)


class _Client(SocketModeClient):
    """The SDK's client, which goes through our gate for each new socket instead of sleeping or storming."""

    gate: _Gate

    def issue_new_wss_url(self) -> str:
        self.gate.pass_through()
        try:
            return str(self.web_client.apps_connections_open(app_token=self.app_token)["url"])
        except SlackApiError as failure:
            result = outcome(failure)
            if isinstance(result, Later):
                self.gate.postpone(result.seconds)
            elif isinstance(result, Refused):
                self.gate.postpone(OUT_SECONDS)
            raise


def _drain(client: _Client) -> None:
    """Close in the order that loses nothing: stop reading on, let requests in hand be acknowledged, then hang up.

    What has come in and was not begun stays unacknowledged, so Slack delivers it again to the next process.
    """
    client.auto_reconnect_enabled = False
    client.closed = True
    client.message_queue.put(None)  # wakes the reader of the queue, which looks up only once a second
    client.message_processor.shutdown()  # type: ignore[no-untyped-call]  # slack_sdk gives it no types
    client.message_workers.shutdown(wait=True)
    client.current_session_state.terminated = True
    session = client.current_session
    if session is not None and session.sock is not None:
        with contextlib.suppress(OSError):  # it may be gone already
            session.sock.shutdown(SHUT_RDWR)  # wakes the reader of the socket, which looks up every three seconds
    for thread in (client.current_session_runner, client.current_app_monitor):
        thread.shutdown()  # type: ignore[no-untyped-call]  # before the close, which they would do at the same time
    client.close()
