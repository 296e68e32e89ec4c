"""The official sources: who needs more than a plain feed does, in one table.

Comes in: what a feed's address answered. Goes out: its entries, by the source's own reader where it has one, and
what to ask further for an entry whose feed carries only a line. Pure: whoever calls does the asking. Must never
turn a filing's code alone into news.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from bot.feeds.parse import by_feedparser, parse
from bot.feeds.sources import companies_house, eqs, gdelt, news_search, sec
from bot.feeds.timing import SHORTEST
from bot.feeds.values import Parsed, Reply, Request, Tolerant
from bot.feeds.worker import OnlyApart, in_place
from bot.model import Company, CompanySource, Entry, Feed, SourceKind

Reader = Callable[[bytes, str | None, Feed, frozenset[bytes]], Parsed]


@dataclass(frozen=True, slots=True)
class Source:
    """What one host asks of us: seconds between requests, the shortest interval, and its own form, if it has one."""

    gap: float
    least: timedelta
    reader: Reader | None = None


SOURCES = {
    sec.HOST: Source(0.15, timedelta(minutes=5), sec.read),
    gdelt.HOST: Source(5.5, timedelta(minutes=15), gdelt.read),
    news_search.HOST: Source(2.0, timedelta(minutes=15)),
    eqs.HOST: Source(1.0, timedelta(minutes=10), eqs.read),
    companies_house.HOST: Source(0.6, timedelta(hours=24), companies_house.read),
}
"""EDGAR allows ten requests a second for all its hosts, Companies House 600 in five minutes, GDELT one in five
seconds; the others publish no figure."""

HOST_GAPS = {host: source.gap for host, source in SOURCES.items()}
"""For the fetcher."""


def feeds_of(
    source: CompanySource, companies: Sequence[Company], contact: str, companies_house_key: str | None
) -> tuple[tuple[Feed, ...], str | None]:
    """One feed for each of these companies that the source knows; or none, and in one line why the source is off."""
    match source.kind:
        case SourceKind.SEC:
            if not contact:
                return (), sec.NO_CONTACT
            found = [sec.feed(company) for company in companies]
        case SourceKind.EQS:
            found = [eqs.feed(company, company.isin) for company in companies if company.isin]
        case SourceKind.COMPANIES_HOUSE:
            if not companies_house_key:
                return (), companies_house.NO_KEY
            numbered = [(company, company.companies_house) for company in companies]
            found = [companies_house.feed(company, number) for company, number in numbered if number]
        case SourceKind.GDELT:
            found = [gdelt.feed(company, source.language) for company in companies]
        case SourceKind.NEWS_SEARCH:
            found = [news_search.feed(company, source.language) for company in companies]
    feeds = tuple(feed for feed in found if feed is not None)
    return feeds, None if feeds else _NOTHING[source.kind]


_NOTHING = {
    SourceKind.SEC: "EDGAR is off: no tracked company has a cik in config/companies.toml.",
    SourceKind.EQS: "EQS News is off: no tracked company has an isin in config/companies.toml.",
    SourceKind.COMPANIES_HOUSE: (
        "Companies House is off: no tracked company has its number as companies_house in config/companies.toml."
    ),
    SourceKind.GDELT: "GDELT is off: no company is tracked.",
    SourceKind.NEWS_SEARCH: "The news search is off: no company is tracked.",
}


def ask(feed: Feed, request: Request, companies_house_key: str | None) -> Request:
    """The request as the source wants it: with the key where it answers only with one."""
    if companies_house_key and _host(feed.url) == companies_house.HOST:
        return companies_house.with_key(request, companies_house_key)
    return request


def read(reply: Reply, feed: Feed, known: frozenset[bytes], tolerant: Tolerant = by_feedparser) -> Parsed:
    """What a usable answer holds beyond `known`, whatever its form."""
    source = SOURCES.get(_host(feed.url))
    if source is not None and source.reader is not None:
        return source.reader(reply.body, reply.content_type, feed, known)
    return parse(reply.body, reply.content_type, reply.final_url or feed.url, known, tolerant)


def read_at_once(reply: Reply, feed: Feed, known: frozenset[bytes]) -> Parsed | None:
    """The same where it takes a moment; None for a document that may only be read in a process of its own."""
    try:
        return read(reply, feed, known, in_place)
    except OnlyApart:
        return None


def least_interval(feed: Feed) -> timedelta:
    """The shortest time between two checks that the source bears (`timing.after`)."""
    source = SOURCES.get(_host(feed.url))
    return source.least if source is not None else SHORTEST


def more(entry: Entry) -> Request | None:
    """What to ask for so that `entry` has its text; None where the feed brought all there is."""
    return sec.more(entry) if _host(entry.link or "") == sec.HOST else None


def complete(entry: Entry, reply: Reply) -> Entry | Request:
    """The entry with its text, or what to ask for next. `reply` answers what was asked last."""
    return sec.complete(entry, reply)


@lru_cache(maxsize=8192)
def _host(url: str) -> str:
    """Looked up several times at every check, and the same feeds come again."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
