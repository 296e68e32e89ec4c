"""Who may change what, and the log of what was changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum


class Role(IntEnum):
    """Who somebody is in the chat, for rights; higher may do more."""

    GUEST = 0
    MEMBER = 1
    CURATOR = 2
    ADMIN = 3


class Action(StrEnum):
    """What a right is about. RHYTHM is language, time zone, quiet hours and digest of a channel; RULES is what
    reaches further than one channel.
    """

    JUDGE = "judge"
    MUTE = "mute"
    SUBSCRIBE = "subscribe"
    RHYTHM = "rhythm"
    TRACK = "track"
    FEEDS = "feeds"
    RULES = "rules"
    FORGET = "forget"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Rights:
    """Who may change what: people by the chat's own identifiers, and the least role for each action."""

    admins: frozenset[str] = frozenset()
    curators: frozenset[str] = frozenset()
    least: tuple[tuple[Action, Role], ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the audit log: who changed what, when; `said` is the change in words, in English."""

    number: int
    at: datetime
    by: str
    action: Action
    said: str
