"""JSON Feed 1.0 and 1.1 (jsonfeed.org), which feedparser does not read.

Comes in: a body that begins like JSON. Goes out: what it held, as of any other feed. Must never trust a type: each
field is used only where it is what the format says.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from typing import TypeGuard

from bot.feeds.values import MOST_ITEMS, Parsed
from bot.model import Entry

Object = Mapping[str, object]


def looks_like_json(body: bytes) -> bool:
    return body[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def read(body: bytes, known: frozenset[bytes], most: int) -> Parsed:
    """The items whose content is not `known`, at most `most` of them; links as written."""
    try:
        feed: object = json.loads(body)
    except (ValueError, RecursionError):
        return Parsed(problem="The answer begins like JSON but cannot be read as such.")
    if not _is_object(feed) or not isinstance(feed.get("items"), list):
        return Parsed(problem="The answer is JSON, but not a JSON Feed: it has no list of items.")
    listed = feed["items"]
    assert isinstance(listed, list)
    items = [item for item in listed[:MOST_ITEMS] if _is_object(item)]
    hashes = [blake2b(json.dumps(item, sort_keys=True).encode(), digest_size=12).digest() for item in items]
    new = [(item, key) for item, key in zip(items, hashes, strict=True) if key not in known]
    left_out = {key for _, key in new[most:]}
    return Parsed(
        entries=tuple(_entry(item, feed) for item, _ in new[:most]),
        items=frozenset(hashes) - left_out,
        left_out=len(new[most:]),
        title=_text(feed, "title"),
        language=(_text(feed, "language") or "").lower() or None,
        hub=_hub(feed),
        self_url=_text(feed, "feed_url"),
    )


def _entry(item: Object, feed: Object) -> Entry:
    number = item.get("id")
    return Entry(
        guid=str(number) if isinstance(number, str | int | float) else None,
        link=_text(item, "url") or _text(item, "external_url"),
        title=_text(item, "title"),
        summary=_text(item, "summary"),
        content=_text(item, "content_html") or _text(item, "content_text"),
        author=_author(item) or _author(feed),
        published=_date(item, "date_published"),
        updated=_date(item, "date_modified"),
    )


def _author(of: Object) -> str | None:
    listed = of.get("authors")
    first = listed[0] if isinstance(listed, list) and listed else of.get("author")
    return _text(first, "name") if _is_object(first) else None


def _hub(feed: Object) -> str | None:
    hubs = feed.get("hubs")
    for hub in hubs if isinstance(hubs, list) else []:
        if _is_object(hub) and str(hub.get("type")).lower() == "websub":
            return _text(hub, "url")
    return None


def _date(item: Object, name: str) -> datetime | None:
    try:
        when = datetime.fromisoformat(_text(item, name) or "")
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError):
        return None


def _text(of: Object, name: str) -> str | None:
    value = of.get(name)
    return value.strip() or None if isinstance(value, str) else None


def _is_object(value: object) -> TypeGuard[Object]:
    return isinstance(value, dict)
