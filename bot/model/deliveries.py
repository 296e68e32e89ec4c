"""An alert's fate, and what a chat can answer when it is given a message or asked for one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.alerts import Alert, Stage


class DeliveryState(StrEnum):
    PENDING = "pending"
    POSTING = "posting"
    POSTED = "posted"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Delivery:
    """An alert's fate. `key` is the opaque mark in the message's metadata by which it is looked up.

    `part` is 0 for the message (a post at revision 1, an edit later) and 1 for the reply in its thread.
    `timestamp` is the chat's own identifier of the message once it stands in the channel.
    """

    id: int
    key: str
    story: int
    channel: str
    revision: int
    part: int
    stage: Stage
    state: DeliveryState
    alert: Alert
    created: datetime
    first_attempt: datetime | None = None
    last_attempt: datetime | None = None
    not_before: datetime | None = None
    attempts: int = 0
    timestamp: str | None = None
    reason: str | None = None
    folded_into: int | None = None
    """The row under whose key it goes, where several first tellings go as one message; that row names itself."""
    look_since: datetime | None = None
    """Set where it is to be looked up, from that moment on, before it is sent the first time."""
    alone: int = 0
    """How often the chat did not take it though it took others within a minute of it."""


class Scope(StrEnum):
    """How far a chat's refusal reaches: this channel, this message, or everything that is sent with our token."""

    CHANNEL = "channel"
    MESSAGE = "message"
    TOKEN = "token"


@dataclass(frozen=True, slots=True)
class Sent:
    """The chat took the message; `timestamp` is its own identifier of it."""

    timestamp: str


@dataclass(frozen=True, slots=True)
class Later:
    """The chat took nothing and may be asked again, not before `seconds` from now."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Unsure:
    """The message may or may not stand in the channel: look it up before anything else is sent."""

    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The chat took nothing, and the same request would be refused again."""

    reason: str
    scope: Scope


@dataclass(frozen=True, slots=True)
class Sought:
    """A message that may stand in a channel: known by its key, or by any of its marks where it has some."""

    channel: str
    key: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The message looked for stands in the channel."""

    timestamp: str


@dataclass(frozen=True, slots=True)
class Absent:
    """The channel was read to its end since the time asked for, and the message is not there."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The channel's history cannot be read, so nobody can say whether the message stands there."""

    reason: str
