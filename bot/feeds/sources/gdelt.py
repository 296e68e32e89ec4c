"""GDELT DOC 2.0: news of the world in 65 languages, searched by company.

Comes in: the JSON list of articles. Goes out: an entry an article, published by its domain. Pure. Must never take
the service's prose for news: when it is asked too often, or is busy, it answers 200 with a sentence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from urllib.parse import urlencode

from bot.feeds.sources.news_search import question
from bot.feeds.values import Parsed
from bot.model import Company, Entry, Feed, Tier

HOST = "api.gdeltproject.org"

_LANGUAGES = {"en": "english", "de": "german", "fr": "french", "es": "spanish", "it": "italian", "zh": "chinese"}
# Titles come with a blank before each punctuation mark and around apostrophes. Also around hyphens, which are left:
# "Ex - CEO" is read all the same, and " - " before a publisher's name must stay a separator.
_BEFORE_MARK = re.compile(r"\s+([,.;:!?%)\]”])")
_AFTER_MARK = re.compile(r"([(\[“$])\s+")
_AROUND_APOSTROPHE = re.compile(r"(?<=\w) (['’]) (?=\w)")


def feed(company: Company, language: str) -> Feed:
    """The search for a company's news of the last day in one language."""
    asked = f"{question(company, language)} sourcelang:{_LANGUAGES.get(language, language)}"
    query = {
        "query": asked,
        "mode": "artlist",
        "format": "json",
        "maxrecords": "250",
        "timespan": "1d",
        "sort": "datedesc",
    }
    return Feed(
        f"https://{HOST}/api/v2/doc/doc?{urlencode(query)}", "GDELT", Tier.AGGREGATOR, language, company=company.name
    )


def read(body: bytes, content_type: str | None, feed: Feed, known: frozenset[bytes]) -> Parsed:
    """The articles that are not `known`."""
    try:
        answer: object = json.loads(body)
    except (ValueError, RecursionError):
        if b"limit requests" in body[:2000]:
            return Parsed(problem="GDELT asks for longer pauses; it answers so when it is busy, too.")
        return Parsed(problem="GDELT answers, but not with a list of articles.")
    listed = answer.get("articles", []) if isinstance(answer, Mapping) else None
    if not isinstance(listed, list):
        return Parsed(problem="GDELT answers, but not with a list of articles.")
    items = {_key(item): item for item in listed if isinstance(item, Mapping) and item.get("url")}
    return Parsed(
        entries=tuple(_entry(item) for key, item in items.items() if key not in known), items=frozenset(items)
    )


def _key(item: Mapping[str, object]) -> bytes:
    return blake2b(f"{item.get('url')}\n{item.get('title')}".encode("utf-8", "replace"), digest_size=12).digest()


def _entry(item: Mapping[str, object]) -> Entry:
    url = str(item["url"])
    return Entry(
        url,
        url,
        _title(str(item.get("title") or "")),
        publisher=str(item.get("domain") or "") or None,
        published=_date(item),
    )


def _title(title: str) -> str:
    return _AROUND_APOSTROPHE.sub(r"\1", _AFTER_MARK.sub(r"\1", _BEFORE_MARK.sub(r"\1", title)))


def _date(item: Mapping[str, object]) -> datetime | None:
    """When GDELT saw the article, within a quarter of an hour of its publication."""
    try:
        return datetime.strptime(str(item.get("seendate")), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
