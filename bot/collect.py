"""The first flow: due feeds are fetched, what is new in them is read, and what it claims is remembered.

    feed -fetch-> bytes -parse-> entry -read-> article -detect-> claims -remember-> story, moves, people

In: the database, the feeds, the door to the web as a plain callable, and the time as one. Out: counts. One feed may
fail, the round may not. It must never post, and never let one feed wait for another: replies come in one by one, each
feed that brought something is one transaction, and unchanged feeds share one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b

from bot import articles, detect, languages, memory
from bot.companies import Directory
from bot.feeds import timing
from bot.feeds.values import Parsed, Reply, Request
from bot.model import Article, Feed, FeedState, Reading
from bot.store import Database, leases
from bot.store import articles as kept_articles
from bot.store import feeds as kept_feeds

LEASE = timedelta(minutes=5)
"""Longer than any fetch can take (its deadline is 30 s) and any reading after it."""

USUAL_NEWS = 10
"""More new items than this, and more than half of a known feed's document, are a flood."""

UNCHANGED_PORTION = 200
"""So many unchanged feeds share one transaction."""


@dataclass(frozen=True, slots=True)
class Web:
    """The doors that collect is handed. `jitter` gives numbers in 0..1."""

    fetch: Callable[[Iterable[Request | None]], Iterator[Reply]]
    parse: Callable[[bytes, str | None, str, frozenset[bytes]], Parsed]
    jitter: Callable[[], float]
    read: Callable[[detect.Document], Reading] = detect.read


@dataclass(frozen=True, slots=True)
class Collected:
    """What one round did, as `collect --json` says it."""

    feeds: int = 0
    fetched: int = 0
    not_modified: int = 0
    failed: int = 0
    articles_new: int = 0
    claims_new: int = 0
    stories_new: int = 0
    problems: tuple[tuple[str, str], ...] = ()
    """(publisher, what is wrong in one line) for each feed that failed in this round."""


Progress = Callable[[str], None]
"""Called with the publisher of each feed that is done."""


def collect(
    database: Database,
    feeds: Sequence[Feed],
    directory: Directory,
    web: Web,
    now: Callable[[], datetime],
    owner: str,
    progress: Progress = lambda publisher: None,
    at_once: bool = False,
) -> Collected:
    """One round over the feeds that are due, or over all of them `at_once`. `owner` is this run's name for its leases."""
    started = now()
    due = kept_feeds.due(database, feeds, None if at_once else started)
    with database.write() as connection:
        mine = [
            pair
            for pair in due
            if leases.take_within(connection, f"feed:{pair[0].url}", owner, started, started + LEASE)
        ]
    done = Collected(feeds=len(mine))
    unchanged: list[tuple[Feed, FeedState]] = []
    waiting: dict[str, tuple[Feed, FeedState]] = {}
    requests = []
    for feed, state in mine:
        request = timing.request(state, started)
        requests.append(request)
        waiting[request.url] = (feed, state)
    for reply in web.fetch(requests):
        feed, state = waiting[reply.url]
        outcome = _take_in(database, feed, state, reply, web, now())
        if outcome.read is None:
            unchanged.append((feed, outcome.state))
            if len(unchanged) >= UNCHANGED_PORTION:
                _save(database, unchanged)
        else:
            with database.write() as connection:
                new = memory.remember(database, connection, outcome.read, directory, first_fetch=not state.fetched_once)
                kept_feeds.save(connection, [(feed, outcome.state)])
            done = replace(
                done,
                articles_new=done.articles_new + new.articles,
                claims_new=done.claims_new + new.claims,
                stories_new=done.stories_new + new.stories,
            )
        problem = outcome.state.problem
        done = replace(
            done,
            fetched=done.fetched + (reply.status == 200 and problem is None),
            not_modified=done.not_modified + (reply.status == 304),
            failed=done.failed + (problem is not None),
            problems=(*done.problems, (feed.publisher, problem)) if problem else done.problems,
        )
        progress(feed.publisher)
    _save(database, unchanged)
    return done


@dataclass(frozen=True, slots=True)
class _Outcome:
    """A feed's next state, and what was read where anything was new (None: nothing to write but the state)."""

    state: FeedState
    read: tuple[tuple[Article, Reading], ...] | None = None


def _take_in(database: Database, feed: Feed, state: FeedState, reply: Reply, web: Web, now: datetime) -> _Outcome:
    """From one reply to articles and what they claim; writes nothing."""
    parsed, body_hash = None, None
    if reply.problem is None and reply.status != 304:
        body_hash = blake2b(reply.body, digest_size=16).digest()
        if body_hash != state.body_hash:
            parsed = web.parse(reply.body, reply.content_type, reply.final_url or feed.url, state.items)
    after = timing.after(state, reply, parsed, body_hash, now, web.jitter())
    if parsed is None or not parsed.entries:
        return _Outcome(after)
    told = replace(feed, language=feed.language or parsed.language)
    read = (articles.read(entry, told, now, languages.guess) for entry in parsed.entries)
    flood = state.fetched_once and len(parsed.entries) > max(USUAL_NEWS, len(parsed.items) // 2)
    new = _new(database, [article for article in read if article is not None], flood)
    return _Outcome(after, tuple((article, _read(article, web)) for article in new))


def _new(database: Database, found: Sequence[Article], flood: bool) -> list[Article]:
    """Those that are not remembered; a document's own repetitions count once.

    In a `flood` those remembered under another address are no news either. Observed: a feed that moves to https or is
    rebuilt gives every item a new guid and address at once. Outside a flood two items may well share title and words
    (weekly notices), and a repetition makes no second story anyhow, for stories are matched by what they claim.
    """
    by_key = {article.key: article for article in found}
    known = kept_articles.known_keys(database, list(by_key))
    fresh = [article for key, article in by_key.items() if key not in known]
    if not flood:
        return fresh
    kept = kept_articles.with_signature(database, map(articles.signature, fresh))
    return [article for article in fresh if not any(articles.same_publication(article, one) for one in kept)]


def _read(article: Article, web: Web) -> Reading:
    return web.read(detect.Document(article.title, article.summary, article.text, article.language))


def _save(database: Database, unchanged: list[tuple[Feed, FeedState]]) -> None:
    if unchanged:
        with database.write() as connection:
            kept_feeds.save(connection, unchanged)
        unchanged.clear()
