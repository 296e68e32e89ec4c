"""A feed document in, its new entries out.

Comes in: the body of an answer and the hashes of the items known from the last one. Goes out: the entries that are
new, untouched but for absolute links, and what the feed says of itself; or in one sentence why it cannot be read.
Must never open a file or an address: feedparser, which may be used only here, opens what it takes for a path, so it
is given a `BytesIO` and nothing else.

The way: find the items, hash them, cut out what is known; nothing left, nothing parsed. The rest goes to the quick
reader (`strict`) and, where that one declines, to feedparser with both HTML switches off (quadratic on hostile
markup, and its result is made plain text anyway) and no base address (resolved for every element, a fifth of its
time). Before feedparser sees a document, what is known to stall it is cut: an author of 64 KB costs it 15 seconds.
"""

from __future__ import annotations

import io
import re
from calendar import timegm
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urljoin

import feedparser

from bot.feeds import jsonfeed, piecewise, strict
from bot.feeds.document import Facts, cut, facts, find_items, hashes, readable, to_utf8
from bot.feeds.values import LARGEST_BODY, MOST_ITEMS, Found, Parsed, Tolerant
from bot.model import Entry

MOST_NEW_ITEMS = 500
"""Newest first as published; the rest of a larger document waits for the next poll (100,000 items cost 5 seconds)."""

feedparser.api.PREFERRED_XML_PARSERS.clear()  # each call would try to import a parser that nobody has

_HTML = re.compile(rb"\s*(?:<!--[^\0]{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_ROOT = re.compile(rb"<(?:\w{1,20}:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE)
_JUNK_BYTES = 4096
_LISTING = re.compile(
    rb"<((?:\w{1,20}:)?(?:author|creator|managingeditor|webmaster|publisher|owner|name|email|keywords|tags))\b[^>]{0,500}>",
    re.IGNORECASE,
)
_LONGEST_LISTING = 1024
_LONG_WORD = re.compile(rb"([A-Za-z0-9_.+\-]{1000})[A-Za-z0-9_.+\-]+")
_CATEGORY = re.compile(
    rb"<((?:\w{1,20}:)?(?:category|subject))\b(?:[^>]{0,2000}/>|[^>]{0,2000}>[^<]{0,2000}(?:<!\[CDATA\[[^\]]{0,2000}\]\]>)?[^<]{0,100}</\1\s*>)",
    re.IGNORECASE,
)
_MOST_CATEGORIES = 500
# What feedparser has been seen to raise, or may, for documents made to confuse it: it unpacks and looks up on trust.
_CONFUSED = (ValueError, TypeError, LookupError, AttributeError, AssertionError, ArithmeticError, RecursionError)
_NO_FEED = Parsed(problem="The answer is no feed.")
_TOO_BROKEN = Parsed(problem="The document is so broken that reading it failed or took too long.")


def by_feedparser(document: bytes) -> Found | None:
    """What feedparser makes of a document in UTF-8. It may take seconds on a hostile one, and holds the interpreter
    lock; `worker` does the same where it can be killed."""
    try:
        found = feedparser.parse(
            io.BytesIO(_defused(document)),
            sanitize_html=False,
            resolve_relative_uris=False,
            response_headers={"content-type": "application/xml; charset=utf-8"},
        )
    except _CONFUSED:
        return None
    return tuple(entry_of(entry) for entry in found["entries"]), found.get("version") or ""


def parse(
    body: bytes,
    content_type: str | None,
    url: str,
    known: frozenset[bytes] = frozenset(),
    tolerant: Tolerant = by_feedparser,
) -> Parsed:
    """What `body` holds beyond the items in `known`. `url` is where it came from, for relative links.

    Dates are in UTC as published, however wrong; `articles` decides which can be trusted.
    """
    if len(body) > LARGEST_BODY:
        return Parsed(problem=f"The document is larger than {LARGEST_BODY / 1e6:g} MB.")
    if not body.strip():
        return Parsed(problem="The answer is empty.")
    if jsonfeed.looks_like_json(body):
        return _with_links(jsonfeed.read(body, known, MOST_NEW_ITEMS), url)
    document = _from_root(readable(body))
    if document.find(b"<!ENTITY", 0, 65_536) >= 0:
        return Parsed(problem="The document defines entities of its own, which no feed needs and attacks use.")
    if not _ROOT.search(document):
        page = _HTML.match(document)
        return Parsed(
            problem="The address answers with a web page, not with a feed." if page else "The answer is no feed."
        )
    spans = find_items(document, MOST_ITEMS)
    if spans is None:
        return _with_links(_whole(document, content_type, tolerant), url)
    if len(spans) == MOST_ITEMS:
        document = document[: spans[-1][1]]
    keys = hashes(document, spans)
    keep = [key not in known for key in keys]
    new = sum(keep)
    if new > MOST_NEW_ITEMS:
        _keep_first(keep, MOST_NEW_ITEMS)
    outside = cut(document, spans, [False] * len(spans))
    said = facts(to_utf8(outside, content_type))
    left = to_utf8(cut(document, spans, keep) if 0 < sum(keep) < len(spans) else document, content_type)
    entries: tuple[Entry, ...] = ()
    if new:
        quick = strict.read(left, sum(keep))
        found = (quick, "") if quick is not None else piecewise.read(left, MOST_ITEMS, tolerant)
        if found is None:
            return _TOO_BROKEN
        entries = found[0]
    elif not spans:  # an empty feed, or one whose items carry a prefix or capitals
        found = tolerant(left)
        if found is None or found == ((), ""):
            return _NO_FEED
        entries = found[0][:MOST_NEW_ITEMS]
    unread = {key for key, kept in zip(keys, keep, strict=True) if not kept} - known
    parsed = _parsed(said, entries, frozenset(keys) - unread, max(0, new - MOST_NEW_ITEMS))
    return _with_links(parsed, url)


def _whole(document: bytes, content_type: str | None, tolerant: Tolerant) -> Parsed:
    """A document whose items cannot be told apart."""
    text = to_utf8(document, content_type)
    found = tolerant(text)
    if found is None:
        return _TOO_BROKEN
    entries, _ = found
    return _parsed(facts(text), entries[:MOST_NEW_ITEMS], frozenset(), max(0, len(entries) - MOST_NEW_ITEMS))


def _parsed(said: Facts, entries: tuple[Entry, ...], items: frozenset[bytes], left_out: int) -> Parsed:
    return Parsed(
        entries=entries,
        items=items,
        left_out=left_out,
        title=said.title,
        language=said.language,
        hub=said.hub,
        self_url=said.self_url,
        ttl_minutes=said.ttl_minutes,
        skip_hours=said.skip_hours,
    )


def _from_root(document: bytes) -> bytes:
    """Without what stands before the XML declaration: blank lines, or a warning of the program that made it."""
    start = document.find(b"<?xml", 0, _JUNK_BYTES)
    if start > 0 and not _ROOT.search(document, 0, start):
        return document[start:]
    return document.lstrip()


def _keep_first(keep: list[bool], most: int) -> None:
    for position, kept in enumerate(keep):
        if kept:
            most -= 1
            keep[position] = most >= 0


def _defused(document: bytes) -> bytes:
    """Without what takes feedparser quadratic time: long words (its pattern for e-mail), authors and keywords over a
    kilobyte, hundreds of categories. Text that is cut this way was never meant to be read."""
    document = _LONG_WORD.sub(rb"\1", document)
    document = _without_long_listings(document)
    without, categories = _CATEGORY.subn(b"", document)
    return without if categories > _MOST_CATEGORIES else document


def _without_long_listings(document: bytes) -> bytes:
    """Long authors and keywords lose all but their tags. One without an end tag is left: feedparser never judges it.

    Ends are looked up once and remembered until passed, so a flood of starts stays linear.
    """
    pieces: list[bytes] = []
    position = 0
    ends: dict[bytes, int] = {}
    for start in _LISTING.finditer(document):
        inside = start.end()
        if inside < position:
            continue
        end = _remembered(ends, b"</" + start[1], document, inside)
        item_end = min(_remembered(ends, b"</item", document, inside), _remembered(ends, b"</entry", document, inside))
        if inside + _LONGEST_LISTING < end < len(document) and (end < item_end or item_end == len(document)):
            pieces.append(document[position:inside])
            position = end
    pieces.append(document[position:])
    return b"".join(pieces)


def _remembered(ends: dict[bytes, int], tag: bytes, document: bytes, position: int) -> int:
    """Where `tag` comes next from `position` on, or the end of the document."""
    if ends.get(tag, -1) < position:
        found = document.find(tag, position)
        ends[tag] = found if found >= 0 else len(document)
    return ends[tag]


def entry_of(found: Mapping[str, object]) -> Entry:
    """One of feedparser's entries as ours."""
    content = _content(found)
    summary = _text(found, "summary")
    source = found.get("source")
    return Entry(
        guid=_text(found, "id"),
        link=_text(found, "link"),
        title=_text(found, "title"),
        summary=summary if summary != content else None,
        content=content,
        author=_text(found, "author"),
        publisher=_text(source, "title") if isinstance(source, Mapping) else None,
        published=_date(found, "published_parsed"),
        updated=_date(found, "updated_parsed"),
    )


def _content(found: Mapping[str, object]) -> str | None:
    contents = found.get("content")
    if isinstance(contents, list):
        for content in contents:
            value = _text(content, "value")
            if value:
                return value
    return None


def _text(found: Mapping[str, object], name: str) -> str | None:
    value = found.get(name)
    return value or None if isinstance(value, str) else None


def _date(found: Mapping[str, object], name: str) -> datetime | None:
    """UTC, or None for what is no date of the calendar. Asked with `in` first: feedparser's dictionary answers
    `updated` with `published` otherwise."""
    value = found[name] if name in found else None  # noqa: SIM401
    if not isinstance(value, tuple):
        return None
    try:
        return datetime.fromtimestamp(timegm(value), UTC)
    except (ValueError, TypeError, OverflowError, OSError):
        return None


def _with_links(parsed: Parsed, url: str) -> Parsed:
    if all(entry.link and "://" in entry.link for entry in parsed.entries):
        return parsed
    return replace(parsed, entries=tuple(replace(entry, link=_absolute(entry.link, url)) for entry in parsed.entries))


def _absolute(link: str | None, url: str) -> str | None:
    if not link:
        return None
    try:
        return urljoin(url, link.strip())
    except ValueError:
        return None
