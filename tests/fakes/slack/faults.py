"""How a fake Slack breaks on command, and how fast it lets an app go.

In: which method shall break how, and how often. Out: for each call, the fault that applies or none, and how long a call
that comes too fast has to wait. It must never decide what a method answers.
"""

from __future__ import annotations

import random
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto


class Fault(Enum):
    """What goes wrong with one call. "Accepts" means that the message stands in the channel all the same."""

    DROP_REPLY = auto()
    """Accepts, then cuts the line (RST) before the reply."""
    HALF_BODY = auto()
    """Accepts, then sends half of the reply and cuts the line."""
    ERROR_AFTER = auto()
    """Accepts, then answers HTTP 500."""
    FATAL_ERROR = auto()
    """Accepts, then answers `fatal_error`."""
    SLOW = auto()
    """Accepts at once and answers after `seconds`."""
    LATE = auto()
    """Waits `seconds`, accepts then, and answers a client that may have gone."""
    ERROR_BEFORE = auto()
    """Accepts nothing: HTTP 500."""
    INTERNAL_ERROR = auto()
    """Accepts nothing: `internal_error`."""
    HTML = auto()
    """Accepts nothing: HTTP 200 and a web page, as a captive portal does."""
    HANG = auto()
    """Accepts nothing and never answers; the line is cut after `seconds`."""
    RATE_LIMITED = auto()
    """Accepts nothing: HTTP 429 with Retry-After `seconds`."""
    REFUSE = auto()
    """Accepts nothing: the error `code`."""


@dataclass(frozen=True, slots=True)
class Break:
    """One fault as planned; `seconds` is the wait of the slow ones and the Retry-After of the limited one."""

    fault: Fault
    seconds: float = 1.0
    code: str = ""


class Faults:
    """The plan of what breaks."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._next: defaultdict[str, deque[Break]] = defaultdict(deque)
        self._until: dict[str, tuple[float, Break]] = {}
        self._chance: dict[str, tuple[random.Random, list[tuple[Break, float]]]] = {}

    def break_next(self, method: str, planned: Break, times: int) -> None:
        with self._lock:
            self._next[method].extend([planned] * times)

    def break_for(self, method: str, planned: Break, seconds: float) -> None:
        with self._lock:
            self._until[method] = (self._now() + seconds, planned)

    def break_by_chance(self, method: str, chances: Mapping[Break, float], seed: int) -> None:
        with self._lock:
            self._chance[method] = (random.Random(seed), list(chances.items()))

    def mend(self) -> None:
        with self._lock:
            self._next.clear()
            self._until.clear()
            self._chance.clear()

    def take(self, method: str) -> Break | None:
        """Return the fault of this call: a planned one first, then one that lasts, then one by chance."""
        with self._lock:
            if self._next[method]:
                return self._next[method].popleft()
            until, lasting = self._until.get(method, (0.0, None))
            if lasting and self._now() < until:
                return lasting
            dice, chances = self._chance.get(method, (None, []))
            throw = dice.random() if dice else 1.0
            for planned, chance in chances:
                throw -= chance
                if throw < 0:
                    return planned
            return None


class Pace:
    """Token buckets: one message a second a channel, and each method's calls a minute by its tier.

    `factor` makes it that many times as patient; None switches it off. Slack allows short bursts of an unstated size;
    three messages is ours. Source of the tiers: docs.slack.dev/apis/web-api/rate-limits.
    """

    BURST = 3.0

    def __init__(self, now: Callable[[], float]) -> None:
        self.factor: float | None = 1.0
        self._now = now
        self._lock = threading.Lock()
        self._buckets: dict[str, tuple[float, float]] = {}

    def wait(self, bucket: str, per_second: float, burst: float) -> float:
        """Take one token; return 0, or the seconds until there is one."""
        if self.factor is None:
            return 0.0
        rate = per_second * self.factor
        with self._lock:
            now = self._now()
            tokens, at = self._buckets.get(bucket, (burst, now))
            tokens = min(burst, tokens + (now - at) * rate)
            if tokens < 1:
                self._buckets[bucket] = (tokens, now)
                return (1 - tokens) / rate
            self._buckets[bucket] = (tokens - 1, now)
            return 0.0
