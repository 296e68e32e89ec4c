"""EQS News, where German, Austrian and Swiss issuers publish what they must.

Comes in: the JSON list that the service's own pages read (undocumented: it may change without notice). Goes out: an
entry a notice. Pure. Must never bring directors' dealings: those are trades in shares, not changes of post.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from urllib.parse import quote

from bot.feeds.values import Parsed
from bot.model import Company, Entry, Feed, Tier
from bot.text import clean

HOST = "www.eqs-news.com"

_DEALINGS = "dd"
_ISIN = re.compile(r"[A-Z]{2}[A-Z0-9]{9}\d")
_NOT_IN_ADDRESS = re.compile(r"[^a-z0-9]+")


def feed(company: Company, isin: str) -> Feed | None:
    """The notices of the company with that ISIN (its country need not be the company's: Airbus files under NL)."""
    if not _ISIN.fullmatch(isin):
        return None
    address = f"https://{HOST}/wp-json/eqsnews/v1/news?isin={quote(isin)}&per_page=100&page=1"
    return Feed(address, "EQS News", Tier.ISSUER, "de", company=company.name)


def read(body: bytes, content_type: str | None, feed: Feed, known: frozenset[bytes]) -> Parsed:
    """The notices that are not `known`; one in two languages is two."""
    try:
        answer: object = json.loads(body)
    except (ValueError, RecursionError):
        answer = None
    listed = answer.get("records") if isinstance(answer, Mapping) else answer
    if not isinstance(listed, list):
        return Parsed(problem="EQS answers, but not with a list of notices.")
    notices = [notice for notice in listed if isinstance(notice, Mapping) and notice.get("id")]
    keys = {
        blake2b(f"{notice['id']}\n{notice.get('headline')}".encode("utf-8", "replace"), digest_size=12).digest(): notice
        for notice in notices
    }
    new = (notice for key, notice in keys.items() if key not in known)
    return Parsed(
        entries=tuple(
            _entry(notice, feed) for notice in new if notice.get("headline") and notice.get("categoryCode") != _DEALINGS
        ),
        items=frozenset(keys),
    )


def _entry(notice: Mapping[str, object], feed: Feed) -> Entry:
    key = str(notice["id"])
    headline = clean(str(notice.get("headline")))
    company = clean(str(notice.get("companyName") or feed.company or ""))
    title = (
        headline if not company or company.split()[0].casefold() in headline.casefold() else f"{company}: {headline}"
    )
    category = _part(str(notice.get("category") or "EQS News"))
    address = f"https://{HOST}/news/{category}/{_part(headline)}/{quote(key, safe='')}"
    return Entry(key, address, title, published=_date(str(notice.get("dateUtc") or notice.get("date") or "")))


def _part(text: str) -> str:
    return _NOT_IN_ADDRESS.sub("-", text.casefold()).strip("-") or "news"


def _date(text: str) -> datetime | None:
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
