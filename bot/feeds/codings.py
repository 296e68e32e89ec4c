"""A body unpacked: the content codings that a server may send it in (RFC 9110, `Content-Encoding`), taken off again.

Comes in: a body as it came, the names of its codings, the most bytes that may become of it. Goes out: the body, or which
failure it is. Must never unpack more than twice that size, however much is still packed; hold a larger window
than HTTP allows; take half a body for a whole one; raise for anything that a server sends.

Not left to libcurl, which unpacks only what its wheel was built with (gzip and br), and fails at an unknown coding before
anybody else may look. All three libraries let go of the interpreter lock while they work.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ACCEPTED = "gzip, br, zstd"
"""What we ask for. `deflate` is understood too and not asked for: servers do not agree on what it is."""

_MOST_STREAMS = 200
"""In one body. What lies behind a stream's end is copied each time; bgzip begins a stream every 64 KB, so 80 at the cap."""
_MOST_CODINGS = 2
"""One over the other: what a proxy packs again. Each may cost most of a second where a body is made to."""
_ZSTD: Mapping[int, int] = {zstd.DecompressionParameter.window_log_max: 23}
"""8 MB, the most that HTTP allows (RFC 9659); zstd itself would hold up to 128."""


class Failure(Enum):
    """Why a body cannot be unpacked."""

    TOO_LARGE = auto()
    BROKEN = auto()
    UNKNOWN = auto()


class _Stream(Protocol):
    """What zlib and zstd call a decompressor. `unused_data` is what came behind the end, once `eof` is true."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class _Coding:
    """How a stream begins, and how many of them, one behind the other, may make one body. What lies behind a stream and does
    not begin with the `mark` of the next is padding, which browsers pass over too.
    """

    begin: Callable[[bytes], _Stream]
    streams: int
    mark: bytes = b""


class _Brotli:
    """brotli in the same words. It fails at what comes behind the end, so nothing is ever left over."""

    unused_data = b""

    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    @property
    def eof(self) -> bool:
        finished: bool = self._stream.is_finished()
        return finished

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        """Up to twice `max_length`: brotli looks at its limit only when a block of its own is full."""
        part: bytes = self._stream.process(data, output_buffer_limit=max_length)
        return part


def unpacked(body: bytes, codings: str, most: int) -> bytes | Failure:
    """`body` without its `codings`, named as in the header: the last was put on last and comes off first."""
    if not body:
        return body
    names = codings.lower().split(",")
    if len(names) > _MOST_CODINGS:
        return Failure.BROKEN
    for written in reversed(names):
        name = written.strip()
        if name in _NONE:
            continue
        if name not in _CODINGS:
            return Failure.UNKNOWN
        less = _without(body, _CODINGS[name], most)
        if isinstance(less, Failure):
            return less
        body = less
    return body


def _without(body: bytes, coding: _Coding, most: int) -> bytes | Failure:
    """`body` without one coding."""
    parts: list[bytes] = []
    room = most + 1  # the byte too many tells that there are more
    try:
        for _ in range(coding.streams):
            stream = coding.begin(body)
            part = stream.decompress(body, room)
            room -= len(part)
            if room <= 0:
                return Failure.TOO_LARGE
            if not stream.eof:
                return Failure.BROKEN
            parts.append(part)
            body = stream.unused_data
            if not body or not body.startswith(coding.mark):
                return b"".join(parts)
    except (zlib.error, brotli.error, zstd.ZstdError):
        pass
    return Failure.BROKEN


def _gzip(body: bytes) -> _Stream:
    return zlib.decompressobj(zlib.MAX_WBITS + 32)  # gzip, or what some servers send in its name: zlib


def _deflate(body: bytes) -> _Stream:
    """The standard means zlib's format by this name; servers that send bare deflate are as many."""
    framed = body[0] & 0x0F == zlib.DEFLATED and int.from_bytes(body[:2]) % 31 == 0
    return zlib.decompressobj(zlib.MAX_WBITS if framed else -zlib.MAX_WBITS)


def _brotli(body: bytes) -> _Stream:
    return _Brotli()


def _zstd(body: bytes) -> _Stream:
    return zstd.ZstdDecompressor(options=_ZSTD)


_NONE = frozenset({"", "identity", "none"})
_CODINGS: Mapping[str, _Coding] = {
    "gzip": _Coding(_gzip, _MOST_STREAMS, b"\x1f\x8b"),
    "x-gzip": _Coding(_gzip, _MOST_STREAMS, b"\x1f\x8b"),
    "deflate": _Coding(_deflate, 1, b"\x1f\x8b"),
    "br": _Coding(_brotli, 1),
    "zstd": _Coding(_zstd, _MOST_STREAMS),
}
