"""One request on its way: asked, redirected, taken in, and told as a reply.

Comes in: a request, the guard's word on every socket, libcurl's events. Goes out: a reply, with one sentence for a
human where the answer is of no use. Must never let libcurl decide what is dangerous: redirects, proxies, other
protocols and the size of a body are ours.

The guard is asked in `OPENSOCKETFUNCTION`, when libcurl is about to make the socket, so what is checked is what is
connected to, literal addresses and each redirect included. libcurl hands bodies over as they come, counted, and only
what is of use is unpacked (gzip, br or zstd, see `codings`), counted again.
"""

from __future__ import annotations

import ssl
from functools import lru_cache
from pathlib import Path
from socket import AF_INET, AF_INET6, socket
from urllib.parse import urljoin, urlsplit

import pycurl

from bot.feeds.codings import ACCEPTED, Failure, unpacked
from bot.feeds.guard import Guard
from bot.feeds.places import Place
from bot.feeds.values import Reply, Request
from bot.urls import openable

MOST_REDIRECTS = 5

_CONNECT_SECONDS = 10
_LEAST_BYTES_A_SECOND = 1000
_LOW_SPEED_SECONDS = 20
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_CERTIFICATES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem")


class _Socket(socket):
    """pycurl duplicates what it is handed and drops the original, which then closes itself without a warning."""

    def __del__(self) -> None:
        self.close()


class Transfer:
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
        curl.setopt(pycurl.ACCEPT_ENCODING, ACCEPTED)
        curl.setopt(pycurl.HTTP_CONTENT_DECODING, 0)
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
        self._url, _ = address_and_host(request.url)
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
        if request.post is None:
            self.curl.setopt(pycurl.HTTPGET, 1)
        else:
            self.curl.setopt(pycurl.POSTFIELDS, request.post)
        self.curl.setopt(pycurl.HTTPHEADER, [_one_line(line) for line in lines])
        self._ask(deadline)

    def redirect(self, now: float) -> bool:
        """Ask on where the answer points to, if it does and may. What may not be followed is told by `reply`."""
        status = self.curl.getinfo(pycurl.RESPONSE_CODE)
        if status not in _REDIRECTS or self._request.post is not None:
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
        if error is not None:
            return self._nothing(self._refused or self._too_large or _in_words(*error, self._host()), now)
        status: int = self.curl.getinfo(pycurl.RESPONSE_CODE)
        headers = self._headers()
        packed = b"".join(self._chunks)
        self._chunks.clear()
        problem: str | None = None
        if status in _REDIRECTS:
            _, problem = self._follow()
        elif status != 304 and not 200 <= status < 300:
            problem = f"The server answers {status}{_STATUS_WORDS.get(status, '')}."
        body: bytes | Failure = packed if problem is None and status != 304 else b""
        codings = headers.get(b"content-encoding")
        if body and codings:
            body = unpacked(packed, codings.decode("latin-1"), self._request.max_bytes)
        if body is Failure.TOO_LARGE:
            return self._nothing(self._larger(), now)
        if body is Failure.UNKNOWN:
            return self._nothing(f"{self._host()} sends an answer packed in a way that nobody asked for.", now)
        if body is Failure.BROKEN:
            return self._nothing(_not_unpacked(self._host()), now)
        return Reply(
            url=self._request.url,
            status=status,
            body=body,
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

    def _nothing(self, problem: str, now: float) -> Reply:
        return Reply(self._request.url, 0, final_url=self._url, problem=problem, seconds=now - self.started)

    def _host(self) -> str:
        return urlsplit(self._url).hostname or ""

    def _larger(self) -> str:
        return f"The answer is larger than {self._request.max_bytes / 1e6:g} MB and was broken off."

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
            self._too_large = self._larger()
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
            name, value = name.strip().lower(), value.strip()
            if name == b"content-encoding" and name in headers:  # two lines are one list
                value = headers[name] + b"," + value
            headers[name] = value
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
        return _not_unpacked(host)
    if code in (pycurl.E_UNSUPPORTED_PROTOCOL, pycurl.E_URL_MALFORMAT):
        return "This is no address of the web."
    return f"No answer from {host}: {message}."


def _not_unpacked(host: str) -> str:
    return f"{host} sends an answer that cannot be unpacked."


@lru_cache(maxsize=8192)
def address_and_host(url: str) -> tuple[str, str]:
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
