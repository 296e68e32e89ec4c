"""What is read: sources as configured, their polling memory, and what they bring, item by item."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Tier(StrEnum):
    """How far a source is trusted: by duty, by its own interest, by craft, or not by itself."""

    FILING = "filing"
    ISSUER = "issuer"
    PRESS = "press"
    AGGREGATOR = "aggregator"


class SourceKind(StrEnum):
    """An official source or a search that is asked company by company."""

    SEC = "sec"
    GDELT = "gdelt"
    EQS = "eqs"
    COMPANIES_HOUSE = "companies_house"
    NEWS_SEARCH = "news_search"


@dataclass(frozen=True, slots=True)
class CompanySource:
    """Such a source, as configured: one feed for each tracked company. `language` is that of a search's words."""

    kind: SourceKind
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Feed:
    """A source, as configured. `language` is what its articles are written in when their text leaves doubt.

    `company` is the one that the whole source is about (a register's page, a search), where there is one. `asked` marks
    a search that is read because somebody asked for a name: what it brings is remembered and never told.
    """

    url: str
    publisher: str
    tier: Tier = Tier.PRESS
    language: str | None = None
    sample: bool = False
    company: str | None = None
    asked: bool = False


@dataclass(frozen=True, slots=True)
class FeedState:
    """A feed's polling memory. Validators are opaque and sent back unchanged, quotes included.

    `items` are the short hashes of the entries in the last document, so that only new ones are parsed.
    `next_check` is when it is due; None means now. `failures` counts in a row. `checked_at` is the last check,
    `status` its HTTP status (0: no answer), `full_at` the last one that brought a whole document. `validators_lie`
    marks a server whose validators stay the same while the document changes; they are not sent back.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    body_hash: bytes | None = None
    items: frozenset[bytes] = frozenset()
    fetched_once: bool = False
    next_check: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    problem: str | None = None
    gone: bool = False
    moved_to: str | None = None
    moved_times: int = 0
    interval_seconds: int = 900
    checked_at: datetime | None = None
    status: int = 0
    full_at: datetime | None = None
    validators_lie: bool = False
    hot_until: datetime | None = None
    """Until then a tracked company is in this feed's news, and it is asked more often."""
    noticed: bool = False
    """The admins were told that it fails, and are to be told when it recovers."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the publisher's feed said, item by item, untouched: titles and bodies may hold markup."""

    guid: str | None
    link: str | None
    title: str | None
    summary: str | None = None
    content: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
