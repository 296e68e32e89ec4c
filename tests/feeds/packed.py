"""Bodies packed as servers pack them, by the name of the coding."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Callable, Mapping

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


def packed_br(body: bytes) -> bytes:
    packed: bytes = brotli.compress(body, quality=1)
    return packed


def packed_zstd(body: bytes, window_log: int = 21) -> bytes:
    """Written as a server writes it that does not know yet how much there will be, so the window stands in the frame."""
    packer = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: window_log})
    return packer.compress(body[:1], packer.FLUSH_BLOCK) + packer.compress(body[1:], packer.FLUSH_FRAME)


PACKED: Mapping[str, Callable[[bytes], bytes]] = {
    "gzip": lambda body: gzip.compress(body, mtime=0),
    "deflate": zlib.compress,
    "br": packed_br,
    "zstd": packed_zstd,
}
