"""The texts that a feed leaves out: filings behind an index, and articles whose headline promises a claim.

In: new articles of one feed, and the replies to what was asked for them. Out: further requests, and the articles with
their text. A page is asked for once, only where robots.txt lets us, and never where it wants to be paid. A feed waits
for its own texts, nobody else does: what is missing after that is read as the feed has it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Container
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot import articles
from bot.collect.reading import promises
from bot.collect.values import Web
from bot.feeds import robots, sources
from bot.feeds.pages import LARGEST_PAGE
from bot.feeds.values import Parsed, Reply, Request
from bot.model import Article, Entry, Feed, FeedState, Tier
from bot.text import plain

A_LINE = 400
"""Characters; a feed that brings more of an article than this has told the news itself."""

MOST_A_FEED = 8
"""Texts asked for one feed at one check, newest first as published. A feed that is met for the first time brings dozens
of filings; the rest is remembered by title."""

MOST_WAITING = 40
"""Texts that wait in all. More articles than this at once are read as their feeds have them."""

NEWS = timedelta(days=3)
"""What is older is not asked for: nobody is told of it."""

_PAGE = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"


@dataclass(slots=True)
class Work:
    """A feed whose answer is in, and whose articles' texts may still be asked for."""

    feed: Feed
    state: FeedState
    reply: Reply
    parsed: Parsed | None = None
    body_hash: bytes | None = None
    articles: list[Article] = field(default_factory=list)
    missing: int = 0


@dataclass(slots=True)
class _Text:
    work: Work
    place: int
    request: Request
    entry: Entry | None
    """The filing's entry; None for a page."""


class Texts:
    """What is still to be asked for, in one run. Not shared between threads."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._queue: deque[_Text] = deque()
        self._asked: dict[str, _Text | None] = {}

    def __len__(self) -> int:
        return len(self._queue) + len(self._asked)

    def want(self, work: Work, new: list[tuple[Entry, Article]], now: datetime) -> None:
        """Note what is to be asked for these new articles of one feed; `work.missing` counts it."""
        for place, (entry, article) in enumerate(new):
            if work.missing >= MOST_A_FEED or len(self) >= MOST_WAITING:
                return
            request = sources.more(entry)
            if request is not None:
                self._queue.append(_Text(work, place, request, entry))
            elif _is_wanted(article, work, now) and promises(article, self._web):
                page = Request(article.url, max_bytes=LARGEST_PAGE, accept=_PAGE)
                self._queue.append(_Text(work, place, page, None))
            else:
                continue
            work.missing += 1

    def next(self, now: datetime, open_requests: Container[str]) -> tuple[Request | None, Work | None]:
        """The next request that may be made now, or a feed whose last text turned out to be none of ours."""
        for _ in range(len(self._queue)):
            text = self._queue.popleft()
            allowed = True if text.entry else self._web.robots.may_read(text.request.url, now)
            if allowed is False:
                return None, _one_less(text.work)
            request, whose = (text.request, text) if allowed else (_rules(text.request), None)
            if allowed is None:
                self._queue.append(text)
            if request.url not in open_requests and request.url not in self._asked:
                self._asked[request.url] = whose
                return request, None
            if allowed:
                self._queue.append(text)
        return None, None

    def take(self, reply: Reply, now: datetime) -> Work | None:
        """Take in the answer to a request of ours; gives the feed that now has all its texts."""
        text = self._asked.pop(reply.url)
        if text is None:
            self._web.robots.learn(reply, now)
            return None
        if text.entry is not None:
            found = sources.complete(text.entry, reply)
            if isinstance(found, Request):
                text.request = found
                self._queue.append(text)
                return None
            self._put(text, plain(found.content or ""))
        elif reply.problem is None:
            self._put(text, self._web.page_text(reply.body, reply.content_type) or "")
        return _one_less(text.work)

    def _put(self, text: _Text, words: str) -> None:
        if words:
            article = text.work.articles[text.place]
            text.work.articles[text.place] = replace(article, text=words[: articles.MOST_TEXT])


def _is_wanted(article: Article, work: Work, now: datetime) -> bool:
    """News with next to nothing under its headline. Not of a feed met for the first time (its items
    are remembered, not told), nor of a search, whose links lead through its own pages."""
    return (
        work.state.fetched_once
        and work.feed.tier is not Tier.AGGREGATOR
        and not work.feed.sample
        and bool(article.url)
        and len(article.summary) + len(article.text) < A_LINE
        and now - article.published <= NEWS
    )


def _rules(page: Request) -> Request:
    return Request(robots.address(page.url), max_bytes=robots.LARGEST_FILE, accept="text/plain, */*;q=0.1")


def _one_less(work: Work) -> Work | None:
    work.missing -= 1
    return work if work.missing == 0 else None
