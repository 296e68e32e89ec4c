"""What needs a human, told in the admins' channel: a feed that is gone, work that keeps failing, a message in doubt.

In: lines, what fails just now, what is held, once a minute. Out: at most one message a minute, each line in it once. It must
never tell of Slack's own failures in Slack (those stand in the log, at /healthz and in `orgwatch status`), nor of what mends
by itself. It is kept in memory alone: it must work where nothing can be written.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence

from bot.model import Delivery, Sent, Unsure

LASTING = 15
"""Minutes. Work that fails for a shorter while was in the way of something, and needs nobody."""

MOST = 20
"""Lines in one message; of more it is said how many."""


class Notices:
    """Lines that wait to be told. Safe to use from several threads. `known` are messages that were held before."""

    def __init__(self, known: Iterable[Delivery]) -> None:
        self._lock = threading.Lock()
        self._waiting: list[str] = []
        self._known = {row.id for row in known}
        self._failing: dict[str, int] = {}

    def add(self, line: str) -> None:
        """Have it told at the next minute."""
        with self._lock:
            self._waiting.append(line)

    def minute(self, failing: Sequence[str], held: Iterable[Delivery], tell: Callable[[Sequence[str]], object]) -> None:
        """Tell what has come up: called once a minute. What the chat does not take is told at a later minute."""
        for row in held:
            if row.id not in self._known:
                self._known.add(row.id)
                self.add(
                    f"A message for {row.alert.channel.name} may or may not have been sent. Look there, then: "
                    f"orgwatch deliver --send {row.id} or --drop {row.id}"
                )
        self._failing = {line: self._failing.get(line, 0) + 1 for line in failing}
        for line, minutes in self._failing.items():
            if minutes == LASTING:
                self.add(line)
        with self._lock:
            lines = list(self._waiting)
        if not lines:
            return
        more = [f"… and {len(lines) - MOST} more: orgwatch status"] if len(lines) > MOST else []
        if isinstance(tell([*lines[:MOST], *more]), Sent | Unsure):  # once is better than twice
            with self._lock:
                del self._waiting[: len(lines)]
