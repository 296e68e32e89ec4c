"""The only door to the web: many requests at once, each answered or given up within its deadline.

Comes in: requests, from any number of threads. Goes out: replies, in the order in which they finish, so that a
slow server never delays the reply of a quick one. Must never open a connection to an address the guard refuses,
keep more of a body than asked for, follow a redirect unseen, or raise for anything that a server does (`transfer`
sees to each of these, for one request; this file runs many of them).

How it works: each running `fetch` borrows a room, a multi handle of libcurl with its transfers, and drives it in
the caller's own thread; no handle is ever touched by two. An unchanged feed costs about 0.04 ms of CPU this way,
a quarter of what a client written in Python needs. Who may start is decided over all threads by `places`.

Names are resolved in libcurl's own threads and left behind at the deadline. Connections stay open for up to two
minutes, at most 200 of them: a wire polled every minute is spared a TLS handshake, and so are we.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from threading import Event, Lock, Thread
from types import MappingProxyType

import pycurl

from bot.feeds.guard import Guard
from bot.feeds.places import SLOW_SECONDS, Place, Places
from bot.feeds.transfer import Transfer, address_and_host
from bot.feeds.values import Reply, Request

DEADLINE_SECONDS = 30.0
"""From the first connect to the last byte, redirects included (Mastodon's figure)."""

_LOOK_SECONDS = 0.2
"""The longest wait between two looks at the caller's requests and the stop signal."""
_HELD_LOOK_SECONDS = 0.03
"""The same while requests wait for their host."""
_AWAY_SECONDS = 0.005
"""After this long in the caller's hands the transfers are looked after again."""
_CLOSE_SECONDS = 0.5
_MOST_HELD = 2000
_MOST_REPLIES = 8
"""So many replies that nobody has taken yet, and no request is started: whoever reads them is slower than the network,
and bodies would only pile up."""
_MOST_CONNECTIONS = 200
"""Kept open. libcurl's own choice follows the number of running requests, so a pause would close nearly all."""


class Fetcher:
    """Opens public http(s) addresses on ports 80 and 443; what else may be opened is said by name.

    `user_agent` names the program and a contact. `allow` are (numeric address, port) pairs of our own servers.
    `slots` requests run at once over all threads (slow ones beside them, see `places`), `host_slots` at one host.
    `host_gaps` gives single hosts a pause, in seconds, between the starts of two requests.
    """

    def __init__(
        self,
        user_agent: str,
        allow_private: bool = False,
        allow: Collection[tuple[str, int]] = (),
        slots: int = 50,
        deadline: float = DEADLINE_SECONDS,
        host_slots: int = 2,
        host_gaps: Mapping[str, float] = MappingProxyType({}),
    ) -> None:
        self._user_agent = user_agent
        self._guard = Guard(allow_private, allow)
        self._places = Places(slots, host_slots, host_gaps)
        self._deadline = deadline
        self._stopped = Event()
        self._lock = Lock()
        self._idle: list[_Room] = []

    def fetch(self, requests: Iterable[Request | None]) -> Iterator[Reply]:
        """Ask for each request and give the replies as they come in.

        Requests are taken one by one as places free, so they may be made while others run: None says that there is
        none at the moment, and is followed by another look within a fifth of a second. Leaving the loop early, or
        `stop`, leaves the rest unfetched and without a reply.
        """
        if self._stopped.is_set():
            return
        room = self._borrow()
        try:
            yield from room.run(iter(requests), self._stopped)
        finally:
            self._give_back(room)

    def stop(self) -> None:
        """Every running `fetch` ends within a fifth of a second; a later one gives nothing."""
        self._stopped.set()

    def close(self) -> None:
        """Stop, and close what no thread is using; a room in use closes when its `fetch` ends."""
        self.stop()
        with self._lock:
            idle, self._idle = self._idle, []
        for room in idle:
            room.close()

    def _borrow(self) -> _Room:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return _Room(self._user_agent, self._guard, self._places, self._deadline)

    def _give_back(self, room: _Room) -> None:
        room.clear()
        with self._lock:
            if not self._stopped.is_set():
                self._idle.append(room)
                return
        room.close()


class _Room:
    """One multi handle with its transfers. It outlives a `fetch`, for it keeps certificates, names and connections."""

    def __init__(self, user_agent: str, guard: Guard, places: Places, deadline: float) -> None:
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_MAXCONNECTS, _MOST_CONNECTIONS)
        self._user_agent = user_agent
        self._guard = guard
        self._places = places
        self._deadline = deadline
        self._free: list[Transfer] = []
        self._running: dict[pycurl.Curl, Transfer] = {}
        self._held: dict[str, deque[Request]] = {}
        self._held_count = 0
        self._done: deque[Reply] = deque()

    def run(self, source: Iterator[Request | None], stopped: Event) -> Iterator[Reply]:
        more = True
        while not stopped.is_set():
            more = self._start(source, more)
            self._drive()
            if self._done:
                away = time.monotonic() + _AWAY_SECONDS
                while self._done and time.monotonic() < away and not stopped.is_set():
                    yield self._done.popleft()
            elif self._running:
                self._wait(stopped)
            elif self._held or more:
                stopped.wait(_HELD_LOOK_SECONDS if self._held else _LOOK_SECONDS)
            else:
                return

    def clear(self) -> None:
        """Let go of all that has not finished."""
        for transfer in list(self._running.values()):
            self._end(transfer, answered=None)
        self._held.clear()
        self._held_count = 0
        self._done.clear()

    def close(self) -> None:
        """libcurl waits here for names that its threads still resolve, ten seconds at worst; nobody else shall."""
        closing = Thread(target=self._close, name="feeds-close", daemon=True)
        closing.start()
        closing.join(_CLOSE_SECONDS)

    def _close(self) -> None:
        for transfer in self._free:
            transfer.curl.close()
        self._multi.close()

    def _start(self, source: Iterator[Request | None], more: bool) -> bool:
        """Start what gets a place, first of those held back for their host's sake. False when the source is dry."""
        now = time.monotonic()
        for name in list(self._held) if len(self._done) < _MOST_REPLIES else ():
            waiting = self._held[name]
            while waiting and (place := self._places.take(name, now)):
                self._held_count -= 1
                self._begin(waiting.popleft(), place, now)
            if not waiting:
                del self._held[name]
        while more and not self._places.full and self._held_count < _MOST_HELD and len(self._done) < _MOST_REPLIES:
            try:
                request = next(source)
            except StopIteration:
                return False
            if request is None:
                return True
            address, name = address_and_host(request.url)
            if not address:
                problem = "This is no address of the web: it must begin with http:// or https:// and name one host."
                self._done.append(Reply(request.url, 0, final_url=request.url, problem=problem))
                continue
            place = None if name in self._held else self._places.take(name, now)
            if place is None:
                self._held.setdefault(name, deque()).append(request)
                self._held_count += 1
            else:
                self._begin(request, place, now)
        return more

    def _wait(self, stopped: Event) -> None:
        """Until a socket or one of libcurl's own timers has something to do, or it is time for another look."""
        look = _HELD_LOOK_SECONDS if self._held else _LOOK_SECONDS
        timer = self._multi.timeout() / 1000
        if timer != 0 and self._multi.select(min(look, timer) if timer > 0 else look) < 0:
            stopped.wait(0.01)  # there is no socket yet

    def _begin(self, request: Request, place: Place, now: float) -> None:
        transfer = self._free.pop() if self._free else Transfer(self._user_agent, self._guard)
        transfer.begin(request, place, now, self._deadline)
        self._running[transfer.curl] = transfer
        self._multi.add_handle(transfer.curl)

    def _drive(self) -> None:
        """Let libcurl work as far as it can without waiting, and collect what has finished."""
        self._multi.perform()
        now = time.monotonic()
        waiting = 1
        while waiting:
            waiting, good, bad = self._multi.info_read()
            for curl in good:
                self._finish(self._running[curl], None, now)
            for curl, code, message in bad:
                self._finish(self._running[curl], (code, message), now)
        for transfer in self._running.values():  # oldest first, for that is how they were put in
            if now - transfer.started < SLOW_SECONDS:
                break
            if transfer.place is not None and not transfer.place.slow:
                self._places.grow_slow(transfer.place)

    def _finish(self, transfer: Transfer, error: tuple[int, str] | None, now: float) -> None:
        if error is None and transfer.redirect(now):
            self._multi.remove_handle(transfer.curl)
            self._multi.add_handle(transfer.curl)
            return
        reply = transfer.reply(error, now)
        self._end(transfer, answered=reply.status != 0)
        self._done.append(reply)

    def _end(self, transfer: Transfer, answered: bool | None) -> None:
        self._multi.remove_handle(transfer.curl)
        del self._running[transfer.curl]
        if transfer.place is not None:
            self._places.give_back(transfer.place, answered)
            transfer.place = None
        self._free.append(transfer)
