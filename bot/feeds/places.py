"""Who may start a request now: so many at once in all, few for one host, few for hosts that failed, none too soon.

Comes in: a host's name and the time on a clock that only goes forward. Goes out: a place, to be given back.
Must never wait: whoever gets no place asks again later.

Two lanes keep sick servers from delaying healthy ones. A request that has run for `SLOW_SECONDS` gives its place
to the next and goes on beside the others (a silent connection costs memory, not time); and hosts whose last
request brought no answer at all share a fifth of the places. With 100 of 200 servers hanging, the others wait
for a few seconds in the first round and not at all later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

SLOW_SECONDS = 2.0

SECOND_AFTER_SECONDS = 0.1
"""A second request at one host waits so long for the first to end, whose connection it could use."""

_SLOW_FOR_EACH_PLACE = 4
_MOST_HOSTS = 10_000


@dataclass(slots=True)
class _Host:
    running: int = 0
    started: float = 0.0
    not_before: float = 0.0
    sick: bool = False


@dataclass(slots=True, eq=False)
class Place:
    """One running request's. `sick` and `slow` say which lane it counts in."""

    host: _Host
    sick: bool
    slow: bool = False


class Places:
    """Shared by all threads. `slots` requests at once in all, `host_slots` at one host; `gaps` are the pauses in
    seconds between two starts at hosts that ask for one."""

    def __init__(self, slots: int, host_slots: int, gaps: Mapping[str, float]) -> None:
        self._slots = slots
        self._host_slots = host_slots
        self._gaps = dict(gaps)
        self._hosts: dict[str, _Host] = {}
        self._quick = 0
        self._quick_and_sick = 0
        self._slow = 0
        self._lock = Lock()

    @property
    def full(self) -> bool:
        """Whether nobody at all would get a place now."""
        return self._quick >= self._slots or self._slow >= self._slots * _SLOW_FOR_EACH_PLACE

    def take(self, name: str, now: float) -> Place | None:
        """A place for a request to the host `name`, or None."""
        with self._lock:
            host = self._hosts.get(name)
            if host is None:
                self._forget_some(now)
                host = self._hosts[name] = _Host()
            if self.full or host.running >= self._host_slots or now < host.not_before:
                return None
            if host.running and now < host.started + SECOND_AFTER_SECONDS:
                return None
            if host.sick and self._quick_and_sick >= max(1, self._slots // 5):
                return None
            host.running += 1
            host.started = now
            host.not_before = now + self._gaps.get(name, 0.0)
            self._quick += 1
            self._quick_and_sick += host.sick
            return Place(host, host.sick)

    def grow_slow(self, place: Place) -> None:
        """The request goes on, its place is free for another."""
        with self._lock:
            place.slow = True
            self._quick -= 1
            self._quick_and_sick -= place.sick
            self._slow += 1

    def give_back(self, place: Place, answered: bool | None) -> None:
        """The request is over. `answered` says whether the server spoke at all; None where we broke off ourselves."""
        with self._lock:
            place.host.running -= 1
            if answered is not None:
                place.host.sick = not answered
            if place.slow:
                self._slow -= 1
            else:
                self._quick -= 1
                self._quick_and_sick -= place.sick

    def _forget_some(self, now: float) -> None:
        """Articles lie on any number of hosts; those with nothing to remember go."""
        if len(self._hosts) >= _MOST_HOSTS:
            kept = {name: host for name, host in self._hosts.items() if host.running or now < host.not_before}
            self._hosts = kept
