"""What delivery is handed and what it answers: the chat as callables, its pace, and the counts of one round.

In and out: values only. It must never talk to anything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime

from bot.model import Absent, Alert, Delivery, Found, Later, Refused, Sent, Sought, Unreadable, Unsure

Notify = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Chat:
    """What a chat must offer. Each call is one request, tried once.

    `find` takes since when to look, and the message in whose thread (None: in the channel). `remove` takes a channel
    and the identifier of our own message there; one that is gone already counts as removed.
    """

    post: Callable[[Delivery, Alert], Sent | Later | Unsure | Refused]
    edit: Callable[[Delivery, Alert, str], Sent | Later | Unsure | Refused]
    reply: Callable[[Delivery, Alert, str], Sent | Later | Unsure | Refused]
    find: Callable[[Sought, datetime, str | None], Found | Absent | Later | Refused | Unreadable]
    remove: Callable[[str, str], Sent | Later | Unsure | Refused]


@dataclass(frozen=True, slots=True)
class Pace:
    """How long things wait, in seconds; a test divides all of them by one factor (`faster`)."""

    between_posts: float = 1.05
    """Slack allows about one message a second and channel (its rate-limit page)."""
    time_out: float = 10.0
    """How long one request waits for the chat, each time it waits."""
    before_look_up: float = 25.0
    """A late acceptance may take as long as our time-out and 15 s more before "not there" can be trusted."""
    unsaid: float = 20.0
    """How long a chat is left alone that cannot be reached and did not say when to come back."""
    after_channel_refusal: float = 1800.0
    after_token_refusal: float = 60.0
    storm: float = 300.0
    """Of more alerts than a few in a channel within so long, those that wait are told together (rhythm.storm); 0: never."""
    lease: float = 120.0

    def faster(self, factor: float) -> Pace:
        """The same with every wait divided by `factor`; a lease stays a second long, for processes need time to run."""
        faster = {field.name: getattr(self, field.name) / factor for field in fields(self)}
        return Pace(**{**faster, "lease": max(self.lease / factor, 1.0)})


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one round did, as `deliver --json` says it."""

    posted: int = 0
    updated: int = 0
    skipped: int = 0
    failed: int = 0

    def plus(self, other: Delivered) -> Delivered:
        """Both rounds together."""
        return Delivered(
            self.posted + other.posted,
            self.updated + other.updated,
            self.skipped + other.skipped,
            self.failed + other.failed,
        )
