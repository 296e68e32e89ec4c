"""Slack delivers many things more than once; each is answered once.

In: the body of a request. Out: whether it is new. It must never forget what came within the last minutes, and never
grow without end. It remembers only while the process lives: a retry that reaches the next process is answered again.

One message of a human can come as `message` and as `app_mention` (same channel and timestamp), from two workspaces
(other event_id), or twice with two timestamps (same client_msg_id); an event is retried at once, after one minute and
after five; a signed request can be played back for five minutes. Any key in common makes it the same.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

MOST = 10_000
"""Keys remembered. Slack sends at most 30,000 events an hour; ours are a handful a minute, so this is hours."""


class Seen:
    """What was delivered already. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._keys: OrderedDict[str, None] = OrderedDict()

    def is_new(self, body: Mapping[str, Any]) -> bool:
        """Return whether nothing like this was asked about before, and remember it."""
        keys = _keys(body)
        with self._lock:
            known = any(key in self._keys for key in keys)
            for key in keys:
                self._keys[key] = None
                self._keys.move_to_end(key)
            while len(self._keys) > MOST:
                self._keys.popitem(last=False)
        return not known


def _keys(body: Mapping[str, Any]) -> list[str]:
    event = body.get("event") or {}
    message = f"{event.get('channel')} {event.get('ts')}" if event.get("ts") else None
    found = {
        "event": body.get("event_id"),
        "message": message,
        "client": event.get("client_msg_id"),
        "trigger": body.get("trigger_id"),
    }
    return [f"{kind} {value}" for kind, value in found.items() if value]
