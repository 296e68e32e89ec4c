"""The only door to the web: many requests at once, each answered or given up within its deadline.

Comes in: requests, from any number of threads. Goes out: replies, in the order in which they finish, so that a
slow server never delays the reply of a quick one. Must never open a connection to an address the guard refuses,
keep more of a body than asked for, follow a redirect unseen, or raise for anything that a server does.

How it works: each running `fetch` borrows a room, a multi handle of libcurl with its transfers, and drives it in
the caller's own thread; no handle is ever touched by two. An unchanged feed costs about 0.04 ms of CPU this way,
a quarter of what a client written in Python needs. The guard is asked in `OPENSOCKETFUNCTION`, when libcurl is
about to make the socket, so what is checked is what is connected to, literal addresses and each redirect included.
Names are resolved in libcurl's own threads and left behind at the deadline. Connections stay open for up to two
minutes, at most some 200 of them: a wire polled every minute is spared a TLS handshake, and so are we.

Bodies are inflated by libcurl (whatever it was built with: gzip and br always, zstd in some builds; only those are
offered) in steps of 16 KB, and each step is counted before the next is made.
"""

from __future__ import annotations

import ssl
import time
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from socket import AF_INET, AF_INET6, socket
from threading import Event, Lock, Thread
from types import MappingProxyType
from urllib.parse import urljoin, urlsplit

import pycurl

from bot.feeds.guard import Guard
from bot.feeds.places import SLOW_SECONDS, Place, Places
from bot.feeds.values import Reply, Request
from bot.urls import openable

MOST_REDIRECTS = 5
DEADLINE_SECONDS = 30.0
"""From the first connect to the last byte, redirects included (Mastodon's figure)."""

_CONNECT_SECONDS = 10
_LEAST_BYTES_A_SECOND = 1000
_LOW_SPEED_SECONDS = 20
_LOOK_SECONDS = 0.2
"""The longest wait between two looks at the caller's requests and the stop signal."""
_HELD_LOOK_SECONDS = 0.03
"""The same while requests wait for their host."""
_AWAY_SECONDS = 0.005
"""After this long in the caller's hands the transfers are looked after again."""
_CLOSE_SECONDS = 0.5
_MOST_HELD = 2000
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_CERTIFICATES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem")


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
        self._connections = 4 * slots
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
        return _Room(self._user_agent, self._guard, self._places, self._deadline, self._connections)

    def _give_back(self, room: _Room) -> None:
        room.clear()
        with self._lock:
            if not self._stopped.is_set():
                self._idle.append(room)
                return
        room.close()


class _Room:
    """One multi handle with its transfers. It outlives a `fetch`, for it keeps certificates, names and connections."""

    def __init__(self, user_agent: str, guard: Guard, places: Places, deadline: float, connections: int) -> None:
        self._multi = pycurl.CurlMulti()
        self._user_agent = user_agent
        self._guard = guard
        self._places = places
        self._deadline = deadline
        self._free: list[_Transfer] = []
        self._running: dict[pycurl.Curl, _Transfer] = {}
        self._quick: deque[_Transfer] = deque()
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
        for name in list(self._held):
            waiting = self._held[name]
            while waiting and (place := self._places.take(name, now)):
                self._held_count -= 1
                self._begin(waiting.popleft(), place, now)
            if not waiting:
                del self._held[name]
        while more and not self._places.full and self._held_count < _MOST_HELD:
            try:
                request = next(source)
            except StopIteration:
                return False
            if request is None:
                return True
            address, name = _address_and_host(request.url)
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
        transfer = self._free.pop() if self._free else _Transfer(self._user_agent, self._guard)
        transfer.begin(request, place, now, self._deadline)
        self._running[transfer.curl] = transfer
        self._quick.append(transfer)
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
        while self._quick and (self._quick[0].place is None or now - self._quick[0].started > SLOW_SECONDS):
            transfer = self._quick.popleft()
            if transfer.place is not None and not transfer.place.slow and now - transfer.started > SLOW_SECONDS:
                self._places.grow_slow(transfer.place)

    def _finish(self, transfer: _Transfer, error: tuple[int, str] | None, now: float) -> None:
        if error is None and transfer.redirect(now):
            self._multi.remove_handle(transfer.curl)
            self._multi.add_handle(transfer.curl)
            return
        reply = transfer.reply(error, now)
        self._end(transfer, answered=reply.status != 0)
        self._done.append(reply)

    def _end(self, transfer: _Transfer, answered: bool | None) -> None:
        self._multi.remove_handle(transfer.curl)
        del self._running[transfer.curl]
        if transfer.place is not None:
            self._places.give_back(transfer.place, answered)
            transfer.place = None
        self._free.append(transfer)


class _Socket(socket):
    """pycurl duplicates what it is handed and drops the original, which then closes itself without a warning."""

    def __del__(self) -> None:
        self.close()


class _Transfer:
    """One easy handle, used again and again, with what the running request has brought so far."""

    def __init__(self, user_agent: str, guard: Guard) -> None:
        self._guard = guard
        self._chunks: list[bytes] = []
        self._lines: list[bytes] = []
        self.place: Place | None = None
        self.started = 0.0
        curl = self.curl = pycurl.Curl()
        curl.setopt(pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS)
        curl.setopt(pycurl.USERAGENT, user_agent)
        curl.setopt(pycurl.ACCEPT_ENCODING, "")
        curl.setopt(pycurl.FOLLOWLOCATION, 0)
        curl.setopt(pycurl.PROXY, "")
        curl.setopt(pycurl.NOSIGNAL, 1)
        curl.setopt(pycurl.CONNECTTIMEOUT, _CONNECT_SECONDS)
        curl.setopt(pycurl.LOW_SPEED_LIMIT, _LEAST_BYTES_A_SECOND)
        curl.setopt(pycurl.LOW_SPEED_TIME, _LOW_SPEED_SECONDS)
        curl.setopt(pycurl.OPENSOCKETFUNCTION, self._open_socket)
        curl.setopt(pycurl.WRITEFUNCTION, self._take)
        curl.setopt(pycurl.HEADERFUNCTION, self._lines.append)
        certificates = _certificates()
        if certificates:
            curl.setopt(pycurl.CAINFO, certificates)

    def begin(self, request: Request, place: Place, now: float, deadline: float) -> None:
        self._request = request
        self._url, _ = _address_and_host(request.url)
        self._permanent: str | None = None
        self._only_permanent = True
        self._hops = 0
        self._deadline = now + deadline
        self.started = now
        self.place = place
        lines = [f"Accept: {request.accept}", *(f"{name}: {value}" for name, value in request.headers)]
        if request.etag:
            lines.append(f"If-None-Match: {request.etag}")
        if request.last_modified:
            lines.append(f"If-Modified-Since: {request.last_modified}")
        self.curl.setopt(pycurl.HTTPHEADER, [_one_line(line) for line in lines])
        self._ask(deadline)

    def redirect(self, now: float) -> bool:
        """Ask on where the answer points to, if it does and may. What may not be followed is told by `reply`."""
        status = self.curl.getinfo(pycurl.RESPONSE_CODE)
        if status not in _REDIRECTS:
            return False
        target, problem = self._follow()
        if problem is not None:
            return False
        self._hops += 1
        self._only_permanent = self._only_permanent and status in _PERMANENT
        if self._only_permanent:
            self._permanent = target
        self._url = target
        self._ask(self._deadline - now)
        return True

    def reply(self, error: tuple[int, str] | None, now: float) -> Reply:
        """What came of it. An answer broken off by an error has status 0: half a document is none."""
        request = self._request
        if error is not None:
            trouble = self._refused or self._too_large or _in_words(*error, urlsplit(self._url).hostname or "")
            return Reply(request.url, 0, final_url=self._url, problem=trouble, seconds=now - self.started)
        status: int = self.curl.getinfo(pycurl.RESPONSE_CODE)
        headers = self._headers()
        problem: str | None = None
        if status in _REDIRECTS:
            _, problem = self._follow()
        elif status != 304 and not 200 <= status < 300:
            problem = f"The server answers {status}{_STATUS_WORDS.get(status, '')}."
        return Reply(
            url=request.url,
            status=status,
            body=b"".join(self._chunks) if problem is None and status != 304 else b"",
            content_type=_text(headers.get(b"content-type")),
            etag=_text(headers.get(b"etag")),
            last_modified=_text(headers.get(b"last-modified")),
            final_url=self._url,
            permanent_url=self._permanent,
            retry_after=_text(headers.get(b"retry-after")),
            cache_control=_text(headers.get(b"cache-control")),
            expires=_text(headers.get(b"expires")),
            problem=problem,
            seconds=now - self.started,
        )

    def _follow(self) -> tuple[str, str | None]:
        location = self._headers().get(b"location", b"").decode("utf-8", "replace")
        return follow(self._url, location, self._hops, bool(self._request.headers))

    def _ask(self, seconds: float) -> None:
        self._chunks.clear()
        self._lines.clear()
        self._size = 0
        self._refused: str | None = None
        self._too_large: str | None = None
        self.curl.setopt(pycurl.URL, self._url)
        self.curl.setopt(pycurl.TIMEOUT_MS, max(1, int(seconds * 1000)))

    def _open_socket(self, purpose: int, target: pycurl.CurlSockAddr) -> socket | int:
        address, port = str(target.addr[0]), int(target.addr[1])
        why = None if target.family in (AF_INET, AF_INET6) else "this is no address of the internet"
        why = why or self._guard.refusal(address, port)
        if why:
            self._refused = f"This address is not opened: {why} (ORGWATCH_ALLOW_PRIVATE_ADDRESSES=1 would allow it)."
            return pycurl.SOCKET_BAD
        return _Socket(target.family, target.socktype, target.protocol)

    def _take(self, chunk: bytes) -> int:
        self._size += len(chunk)
        if self._size > self._request.max_bytes:
            self._too_large = f"The answer is larger than {self._request.max_bytes / 1e6:g} MB and was broken off."
            return 0
        self._chunks.append(chunk)
        return len(chunk)

    def _headers(self) -> dict[bytes, bytes]:
        """The lines of the last answer (an interim one may come before it), names in small letters."""
        headers: dict[bytes, bytes] = {}
        for line in self._lines:
            if line.startswith(b"HTTP/"):
                headers.clear()
                continue
            name, _, value = line.partition(b":")
            headers[name.strip().lower()] = value.strip()
        return headers


def follow(url: str, location: str, hops: int, has_key: bool) -> tuple[str, str | None]:
    """Where a redirect from `url` leads after `hops` others, and in one sentence why it is not followed, if so.

    `has_key` says that the request carries a key, which no other host may see.
    """
    if not location:
        return "", "The server redirects without saying where to."
    try:
        target = openable(urljoin(url, location))
    except ValueError:
        target = None
    if target is None:
        return "", "The server redirects to something that is no address of the web."
    if hops >= MOST_REDIRECTS:
        return target, f"The server redirects more than {MOST_REDIRECTS} times."
    if url.startswith("https:") and target.startswith("http:"):
        return target, "The server redirects from https to http, which is not followed."
    if has_key and urlsplit(target).netloc != urlsplit(url).netloc:
        return target, "The server redirects to another host, which must not see this source's key."
    return target, None


_STATUS_WORDS = {
    400: " (it does not understand the request)",
    401: " (it asks for a login)",
    402: " (it asks for payment)",
    403: " (it refuses us)",
    404: " (nothing is there)",
    410: " (it is gone for good)",
    429: " (we ask too often)",
    451: " (closed for legal reasons)",
    500: " (its own error)",
    502: " (its own error)",
    503: " (it is overloaded or being serviced)",
    504: " (its own error)",
}


def _in_words(code: int, message: str, host: str) -> str:
    """One sentence for libcurl's error `code`; its own `message` where we have no better words."""
    if code == pycurl.E_COULDNT_RESOLVE_HOST:
        return f"The name {host} is not known."
    if code == pycurl.E_OPERATION_TIMEDOUT:
        return f"{host} took too long to answer."
    if code == pycurl.E_COULDNT_CONNECT:
        return f"{host} accepts no connection."
    if code in (pycurl.E_PEER_FAILED_VERIFICATION, pycurl.E_SSL_CACERT):
        return f"The certificate of {host} is not valid for it."
    if code == pycurl.E_SSL_CONNECT_ERROR:
        return f"No secure connection to {host} comes about."
    if code in (pycurl.E_GOT_NOTHING, pycurl.E_RECV_ERROR, pycurl.E_SEND_ERROR, pycurl.E_PARTIAL_FILE):
        return f"{host} breaks off the connection."
    if code == pycurl.E_BAD_CONTENT_ENCODING:
        return f"{host} sends an answer that cannot be unpacked."
    if code in (pycurl.E_UNSUPPORTED_PROTOCOL, pycurl.E_URL_MALFORMAT):
        return "This is no address of the web."
    return f"No answer from {host}: {message}."


@lru_cache(maxsize=8192)
def _address_and_host(url: str) -> tuple[str, str]:
    """The address to ask for and its host; empty where `url` is no address of the web. The same feeds come again."""
    address = openable(url)
    return (address, urlsplit(address).hostname or "") if address else ("", "")


@lru_cache(maxsize=1)
def _certificates() -> str | None:
    """The file of trusted certificates: Python's own choice (which heeds SSL_CERT_FILE), else where systems keep it.
    libcurl's built-in place is that of the machine on which the wheel was made."""
    places = (ssl.get_default_verify_paths().cafile, *_CERTIFICATES)
    return next((place for place in places if place and Path(place).is_file()), None)


def _one_line(header: str) -> str:
    return header.replace("\r", "").replace("\n", "").encode("latin-1", "ignore").decode("latin-1")


def _text(value: bytes | None) -> str | None:
    return value.decode("latin-1") if value is not None else None
