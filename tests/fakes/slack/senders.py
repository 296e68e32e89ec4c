"""What Slack sends to an app: slash commands, buttons and events, over a socket or as signed HTTP requests.

In: who does what where. Out: payloads in Slack's shape, and how the app took them. It must never know what the app does
with them.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Callable
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from tests.fakes.slack.socket import ACK_SECONDS, Ack
from tests.fakes.slack.world import APP, BOT_USER, TEAM, ResponseUrl, World

Json = dict[str, Any]
Send = Callable[[str, Json, int, str], Ack]
"""A transport: (kind as in Socket Mode, payload, number of the retry, its reason) -> how it was taken."""

RESPONSE_URL_SECONDS = 30 * 60


def signed(
    secret: str, kind: str, payload: Json, at: float, retry: int = 0, reason: str = ""
) -> tuple[str, dict[str, str]]:
    """Return body and headers of the HTTP request that carries the payload, signed as Slack signs."""
    if kind == "events_api":
        body, content_type = json.dumps(payload), "application/json"
    elif kind == "slash_commands":
        body, content_type = urlencode(payload), "application/x-www-form-urlencoded"
    else:
        body, content_type = urlencode({"payload": json.dumps(payload)}), "application/x-www-form-urlencoded"
    stamp = str(int(at))
    signature = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    headers = {"Content-Type": content_type, "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={signature}"}
    if retry:
        headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": reason}
    return body, headers


def over_http(url: str, secret: str, now: Callable[[], float]) -> Send:
    """Return a transport that posts to the app's request URL and waits three seconds for its answer."""

    def send(kind: str, payload: Json, retry: int, reason: str) -> Ack:
        body, headers = signed(secret, kind, payload, now(), retry, reason)
        return post(url, body, headers)

    return send


def post(url: str, body: str, headers: dict[str, str]) -> Ack:
    began = time.monotonic()
    try:
        with urlopen(Request(url, body.encode(), headers, method="POST"), timeout=ACK_SECONDS) as answer:
            return Ack(answer.status, answer.read().decode(), time.monotonic() - began)
    except HTTPError as error:
        with error:
            return Ack(error.code, error.read().decode(), time.monotonic() - began)
    except (URLError, TimeoutError, ConnectionError) as error:
        return Ack(None, str(error), time.monotonic() - began)


class Payloads:
    """Slack's shapes for what people do."""

    def __init__(self, world: World, response_base: Callable[[], str]) -> None:
        self._world = world
        self._response_base = response_base

    def command(self, command: str, text: str, user: str, channel: str) -> tuple[Json, ResponseUrl]:
        url, place = self._response_url(channel, user)
        payload = {
            "token": "legacy",
            "team_id": TEAM,
            "team_domain": "sample",
            "channel_id": channel,
            "channel_name": channel.lower(),
            "user_id": user,
            "user_name": user.lower(),
            "command": command,
            "text": text,
            "api_app_id": APP,
            "is_enterprise_install": "false",
            "response_url": url,
            "trigger_id": self._world.new_trigger(),
        }
        return payload, place

    def press(self, element: Json, message: Json, user: str, channel: str, option: int = 0) -> tuple[Json, ResponseUrl]:
        url, place = self._response_url(channel, user)
        action = {
            "action_id": element["action_id"],
            "block_id": "b",
            "type": element["type"],
            "action_ts": self._world.new_ts(),
        }
        if element["type"] == "overflow":
            action["selected_option"] = element["options"][option]
        else:
            action |= {"value": element.get("value", ""), "text": element["text"]}
        payload = self._interactive("block_actions", user, channel) | {
            "container": {"type": "message", "message_ts": message.get("ts"), "channel_id": channel},
            "message": message,
            "actions": [action],
            "response_url": url,
        }
        return payload, place

    def shortcut(self, callback_id: str, message: Json, user: str, channel: str) -> tuple[Json, ResponseUrl]:
        url, place = self._response_url(channel, user)
        payload = self._interactive("message_action", user, channel) | {
            "callback_id": callback_id,
            "message": message,
            "message_ts": message.get("ts"),
            "action_ts": self._world.new_ts(),
            "response_url": url,
        }
        return payload, place

    def event(self, event: Json) -> Json:
        return {
            "token": "legacy",
            "team_id": TEAM,
            "api_app_id": APP,
            "event": event,
            "type": "event_callback",
            "event_id": self._world.number("Ev"),
            "event_time": int(self._world.now()),
            "authorizations": [{"team_id": TEAM, "user_id": BOT_USER, "is_bot": True}],
        }

    def said(self, kind: str, text: str, user: str, channel: str, **more: Any) -> Json:
        """An event of kind `message` or `app_mention`."""
        ts = self._world.new_ts()
        event = {"type": kind, "user": user, "text": text, "ts": ts, "channel": channel, "event_ts": ts}
        return event | {"client_msg_id": self._world.number("client-"), "team": TEAM} | more

    def _interactive(self, kind: str, user: str, channel: str) -> Json:
        return {
            "type": kind,
            "team": {"id": TEAM, "domain": "sample"},
            "user": {"id": user, "name": user.lower(), "team_id": TEAM},
            "channel": {"id": channel, "name": channel.lower()},
            "api_app_id": APP,
            "token": "legacy",
            "trigger_id": self._world.new_trigger(),
        }

    def _response_url(self, channel: str, user: str) -> tuple[str, ResponseUrl]:
        number = self._world.number("r")
        place = ResponseUrl(channel, user, self._world.now() + RESPONSE_URL_SECONDS)
        self._world.response_urls[number] = place
        return f"{self._response_base()}/response/{number}", place
