"""What a fake Slack remembers: tokens, people, channels with their messages, views, files, and the time.

In: changes by the Web API and by the control object. Out: plain objects. It must never refuse anything: that is for
the methods.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

TEAM = "T0SAMPLE"
BOT_USER = "U0BOT"
BOT = "B0BOT"
APP = "A0ORGWATCH"
SCOPES = frozenset(
    {
        "commands",
        "chat:write",
        "app_mentions:read",
        "im:history",
        "channels:history",
        "groups:history",
        "files:write",
        "users:read",
    }
)


class TokenState(Enum):
    GOOD = auto()
    REVOKED = auto()
    INACTIVE = auto()


@dataclass(slots=True)
class Token:
    """A bot token (xoxb-) with its scopes, or an app token (xapp-), which opens sockets and nothing else."""

    scopes: frozenset[str]
    state: TokenState = TokenState.GOOD


@dataclass(slots=True)
class Message:
    """A message in a channel. `visible_from` is when history begins to show it."""

    ts: str
    user: str
    text: str
    blocks: list[dict[str, Any]]
    metadata: dict[str, Any] | None = None
    thread_ts: str | None = None
    edited: bool = False
    visible_from: float = 0.0
    arguments: dict[str, Any] = field(default_factory=dict)

    @property
    def in_thread(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts

    def to_json(self, with_metadata: bool) -> dict[str, Any]:
        shown: dict[str, Any] = {"type": "message", "ts": self.ts, "user": self.user, "text": self.text}
        shown["blocks"] = self.blocks
        if self.user == BOT_USER:
            shown |= {"bot_id": BOT, "app_id": APP}
        if self.thread_ts:
            shown["thread_ts"] = self.thread_ts
        if self.edited:
            shown["edited"] = {"user": self.user, "ts": self.ts}
        if self.metadata and with_metadata:
            shown["metadata"] = self.metadata
        return shown


@dataclass(slots=True)
class Channel:
    """A place to post to. `kind` is channel, group (private) or im."""

    id: str
    name: str
    kind: str = "channel"
    member: bool = True
    archived: bool = False
    messages: list[Message] = field(default_factory=list)

    def find(self, ts: str) -> Message | None:
        return next((message for message in self.messages if message.ts == ts), None)

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "name": self.name,
            "is_channel": self.kind == "channel",
            "is_group": self.kind == "group",
            "is_im": self.kind == "im",
            "is_private": self.kind != "channel",
            "is_member": self.member,
            "is_archived": self.archived,
        }


@dataclass(slots=True)
class User:
    id: str
    name: str
    admin: bool = False
    guest: bool = False
    time_zone: str = "Europe/Berlin"

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "name": self.name,
            "real_name": self.name,
            "is_admin": self.admin,
            "is_owner": False,
            "is_restricted": self.guest,
            "is_bot": self.id == BOT_USER,
            "tz": self.time_zone,
        }


@dataclass(slots=True)
class ResponseUrl:
    """The address handed out with a command or a button. `answers` are the bodies posted to it."""

    channel: str
    user: str
    expires: float
    answers: list[dict[str, Any]] = field(default_factory=list)


class World:
    """Everything the fake remembers, behind one lock. The clock can be put forward, so that things expire unslept."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.tokens: dict[str, Token] = {}
        self.channels: dict[str, Channel] = {}
        self.users: dict[str, User] = {BOT_USER: User(BOT_USER, "orgwatch")}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.triggers: dict[str, float] = {}
        self.views: dict[str, dict[str, Any]] = {}
        self.homes: dict[str, dict[str, Any]] = {}
        self.files: dict[str, dict[str, Any]] = {}
        self.ephemeral: list[dict[str, Any]] = []
        self.late_seconds = 0.0
        self._ahead = 0.0
        self._last_ts = 0.0
        self._numbers = itertools.count(1)

    def now(self) -> float:
        return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        self._ahead += seconds

    def number(self, prefix: str) -> str:
        """Return an identifier that was never used before."""
        with self.lock:
            return f"{prefix}{next(self._numbers):06d}"

    def new_ts(self) -> str:
        """Return a message's timestamp: Slack's own are unique in a channel and grow."""
        with self.lock:
            self._last_ts = max(self.now(), self._last_ts + 0.000001)
            return f"{self._last_ts:.6f}"

    def new_trigger(self) -> str:
        """Return a trigger id; it lasts three seconds and opens one view."""
        with self.lock:
            trigger = self.number("trigger.")
            self.triggers[trigger] = self.now() + 3
            return trigger

    def im_of(self, user: str) -> Channel:
        """Return the direct conversation of the bot with a user, made when first asked for."""
        with self.lock:
            return self.channels.setdefault(f"D{user}", Channel(f"D{user}", user, kind="im"))

    def all_messages(self) -> Iterator[Message]:
        for channel in self.channels.values():
            yield from channel.messages
