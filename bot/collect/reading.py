"""From what a feed brought to what it claims: entries become articles, those that are new are read and remembered.

    entries -read-> articles -new?-> new articles -detect-> claims -remember-> story, moves, people

In: a feed, its memory and its entries, or articles. Out: new articles, readings, counts. It must never ask the web.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot import articles, detect, languages
from bot.collect.values import Web
from bot.companies import Directory
from bot.feeds.values import Parsed
from bot.model import Article, Entry, Feed, FeedState, Reading
from bot.store import Database
from bot.store import articles as kept_articles

Reader = Callable[[detect.Document], Reading]

USUAL_NEWS = 10
"""More new items than this, and more than half of a known feed's document, are a flood."""

HOT_FOR = timedelta(hours=3)
"""So long after an article that claims something of a tracked company its feed is asked more often: what a publisher
follows up, it follows up within hours."""


def new_articles(
    database: Database, feed: Feed, state: FeedState, parsed: Parsed, now: datetime
) -> list[tuple[Entry, Article]]:
    """What is not remembered yet; a document's own repetitions count once.

    In a flood those remembered under another address are no news either. Observed: a feed that moves to https or is
    rebuilt gives every item a new guid and address at once. Outside a flood two items may well share title and words
    (weekly notices), and a repetition makes no second story anyhow, for stories are matched by what they claim.
    """
    told = replace(feed, language=feed.language or parsed.language)
    by_key: dict[str, tuple[Entry, Article]] = {}
    for entry in parsed.entries:
        article = articles.read(entry, told, now, languages.guess)
        if article is not None:
            by_key[article.key] = (entry, article)
    known = kept_articles.known_keys(database, list(by_key))
    fresh = [pair for key, pair in by_key.items() if key not in known]
    flood = state.fetched_once and len(parsed.entries) > max(USUAL_NEWS, len(parsed.items) // 2)
    if not flood:
        return fresh
    kept = kept_articles.with_signature(database, (articles.signature(article) for _, article in fresh))
    return [pair for pair in fresh if not any(articles.same_publication(pair[1], one) for one in kept)]


_BROKEN = (ValueError, TypeError, LookupError, AttributeError, AssertionError, ArithmeticError, RecursionError)
"""What a fault in the reader raises for a text that nobody thought of."""
_log = logging.getLogger(__name__)


def read(article: Article, web: Web) -> Reading:
    """What the article claims."""
    return understood(article, web.read)


def understood(article: Article, reader: Reader) -> Reading:
    """What the reader makes of an article; nothing, and loudly, where it breaks on it.

    One article that is read again and again in vain would keep all others from being read. It is remembered without
    claims, and a rebuild with a mended reader finds them. The line names its feed and hour: its words may name people.
    """
    try:
        return reader(detect.Document(article.title, article.summary, article.text, article.language))
    except _BROKEN:
        _log.exception("an article of %s from %s cannot be read", article.feed_url, article.published.isoformat())
        return Reading(article.language, relevant=False)


def promises(article: Article, web: Web) -> bool:
    """Whether the headline alone claims something that is no history."""
    headline = replace(article, summary="", text="")
    return any(not claim.past for claim in understood(headline, web.read).claims)


def hot_until(done: Sequence[tuple[Article, Reading]], directory: Directory, now: datetime) -> datetime | None:
    """Until when a feed with these new articles is to be asked more often, None where they give no cause."""
    fresh = [
        article.published
        for article, reading in done
        if article.published > now - HOT_FOR
        for claim in reading.claims
        if not claim.past and any(map(directory.tracked, filter(None, (claim.org, claim.from_org, claim.to_org))))
    ]
    return max(fresh) + HOT_FOR if fresh else None
