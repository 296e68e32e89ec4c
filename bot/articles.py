"""An entry of a feed in, an article out: plain text, one address, a date that can be trusted, one key.

Comes in: what the publisher's feed said, the feed, when we saw it, and a function that guesses a language. Goes
out: an article, or None where there is nothing to read. Pure. Must never drop two distinct publications as one:
equal titles at two addresses stay two, except in news searches, which give one story a new address at every fetch.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from bot.model import Article, Entry, Feed, Tier
from bot.text import clean, plain
from bot.urls import canonical

EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
"""Older dates are mistakes: no feed is older than the web's first news sites."""
CLOCKS_APART = timedelta(days=1)
"""How far in the future a date may lie; time zones written wrongly make up to a day."""

MOST_TITLE = 500
MOST_SUMMARY = 1_500
"""Characters; a description beyond that is the whole text, put in the wrong element."""
MOST_TEXT = 100_000

_NEAR_DATES = timedelta(days=2)
_NEAR_TEXTS = 0.8
_COMPARED = 4_000
_WORD = re.compile(r"\w+")
# Where a canonical address still has two spellings: http and https, with www. and without, with a slash at the end
# and without (observed: feeds that flip between them and so publish everything again).
_SPELLING = re.compile(r"^https?://(?:www\.)?|/$")
# A part of a page that has a number is an item of its own (live blogs); others are trackers or comments.
_NUMBERED_PART = re.compile(r"#(?!more)([A-Za-z_-]*\d[\w-]*)$")


def read(entry: Entry, feed: Feed, seen: datetime, guess: Callable[[str, str | None], str]) -> Article | None:
    """The article in `entry`, or None without title and text. `guess(text, prior)` gives a language's code.

    The date is that of the first publication, or else of the last edit, where it lies between 1995 and a day after
    `seen`; one within that day becomes `seen`, so that nothing is from the future; any other is replaced by `seen`.

    The key, which makes it the same article when it comes again: in news searches publisher and title (address and
    guid are new at every fetch); else the address without what spells it twice; else the guid within the feed; else
    title, publisher and date. The same address under another title is the same article, edited.
    """
    title = clean(plain(entry.title or ""))
    summary = plain(entry.summary or "")
    text = plain(entry.content or "")
    if not title and not summary and not text:
        return None
    publisher = feed.publisher
    named = clean(plain(entry.publisher or ""))[:MOST_TITLE] if feed.tier is Tier.AGGREGATOR else ""
    if named:
        publisher = named
        title = title.removesuffix(f" - {named}").rstrip()
    if not text and len(summary) > MOST_SUMMARY:
        text, summary = summary, ""
    if text.startswith(summary.rstrip(" .…[]")) or clean(summary) in (title, f"{title} {publisher}"):
        summary = ""
    url = canonical(entry.link or "") or canonical(entry.guid or "") or ""
    published = _published(entry, seen)
    return Article(
        key=_key(entry, feed, url, title or text or summary, publisher, bool(named)),
        url=url,
        title=title[:MOST_TITLE],
        publisher=publisher,
        tier=feed.tier,
        language=guess("\n\n".join(part for part in (title, summary, text) if part), feed.language),
        published=published,
        seen=seen,
        summary=summary[:MOST_SUMMARY],
        text=text[:MOST_TEXT],
        feed_url=feed.url,
        sample=feed.sample,
    )


def signature(article: Article) -> str:
    """Equal for all that may be one publication under two addresses: publisher and title in folded words."""
    return f"{_folded(article.publisher)}|{_folded(article.title)}"


def same_publication(one: Article, other: Article) -> bool:
    """Whether two articles with different keys are one publication that was given a new address or guid.

    Observed: a move to https, a new path scheme or a nightly rebuild makes a feed's every item look new. Theory
    (reader's `entry_dedupe`): the same publisher and title, and near-equal content, or, where there is next to none,
    nearly the same date. Exceptions: publishers reuse titles ("Personnel news of the week"), so equal titles alone
    are not enough. Not done: other titles under other addresses with equal text, which are two outlets of an agency.
    """
    if one.key == other.key:
        return True
    if signature(one) != signature(other) or not one.title:
        return False
    words, others = _words(one), _words(other)
    if min(len(words), len(others)) < 5:
        return abs(one.published - other.published) <= _NEAR_DATES
    return len(words & others) >= _NEAR_TEXTS * len(words | others)


def _published(entry: Entry, seen: datetime) -> datetime:
    for date in (entry.published, entry.updated):
        if date is not None and EARLIEST <= date <= seen + CLOCKS_APART:
            return min(date, seen)
    return seen


def _key(entry: Entry, feed: Feed, url: str, title: str, publisher: str, searched: bool) -> str:
    if searched:
        return f"title:{_folded(publisher)}|{_folded(title)}"
    if url:
        part = _NUMBERED_PART.search(entry.link or "")
        return f"url:{_SPELLING.sub('', url)}{part[0] if part else ''}"
    if entry.guid:
        return f"guid:{feed.url} {clean(entry.guid)}"
    date = entry.published or entry.updated
    print_of = f"{_folded(publisher)}|{_folded(title)}|{date.date() if date else ''}"
    return f"print:{blake2b(print_of.encode(), digest_size=12).hexdigest()}"


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _words(article: Article) -> frozenset[str]:
    return frozenset(_WORD.findall(f"{article.summary} {article.text}"[:_COMPARED].casefold()))
