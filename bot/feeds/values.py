"""What the rooms of `feeds` hand to one another: a question to the web, its answer, and what a document held.

Nothing comes in and nothing goes out; no behaviour beyond what a value knows of itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.model import Entry

FEED_TYPES = (
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1"
)

LARGEST_BODY = 5_000_000
"""Bytes after inflating. Mastodon stops at 1 MB, Miniflux at 15; the largest honest feed met had 3."""

MOST_ITEMS = 10_000
"""What lies behind them in a document is not looked at; the longest honest feed met had 4,600."""


Found = tuple[tuple[Entry, ...], str]
"""A document's entries and the kind of feed ("" for none, or where it was not asked for)."""

Tolerant = Callable[[bytes], Found | None]
"""Reads a document however sick; None where that fails."""


@dataclass(frozen=True, slots=True)
class Request:
    """One address to ask for. Validators are sent back as they came, quotes included.

    `headers` are further lines a source needs (a key, say); a request that has any is not redirected to another host.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    max_bytes: int = LARGEST_BODY
    accept: str = FEED_TYPES
    headers: tuple[tuple[str, str], ...] = ()
    post: bytes | None = None
    """A form to be posted; None where the address is asked for. A posted one follows no redirect."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of one request. `problem` is one sentence for a human, or None where the answer can be used.

    `status` is the HTTP status, 0 when no answer came. `body` is inflated; empty with 304. `final_url` is where the
    answer came from; `permanent_url` is where permanent redirects (301, 308) alone have led, None without any.
    `retry_after`, `cache_control` and `expires` are the raw lines: what they ask for depends on the hour and is
    read in `timing`. `seconds` is the time from first connect to the end.
    """

    url: str
    status: int
    body: bytes = b""
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    final_url: str = ""
    permanent_url: str | None = None
    retry_after: str | None = None
    cache_control: str | None = None
    expires: str | None = None
    problem: str | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a feed document held. `entries` are those whose bytes were not known before, newest first as published.

    `items` are short hashes of every item in the document, to be handed back at the next parse. `left_out` counts
    items over the cap that were not read. `language` is what the document declares ("de"), None where it is silent.
    `ttl_minutes` and `skip_hours` (0..23, GMT) are what the publisher asks of pollers. `hub` and `self_url` are the
    WebSub pair. `problem` says in one sentence why there is nothing to read; the rest is then empty.
    """

    entries: tuple[Entry, ...] = ()
    items: frozenset[bytes] = frozenset()
    left_out: int = 0
    title: str | None = None
    language: str | None = None
    hub: str | None = None
    self_url: str | None = None
    ttl_minutes: int | None = None
    skip_hours: frozenset[int] = frozenset()
    problem: str | None = None
