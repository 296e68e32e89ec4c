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

from bot import memory
from bot.companies import Directory
from bot.feeds.values import Parsed, Reply, Request
from bot.model import Article, Feed, FeedState, Reading
from bot.store import Database, leases
from bot.store import feeds as kept_feeds

LEASE = timedelta(minutes=5)
"""Longer than any fetch can take (its deadline is 30 s) and any reading after it."""

UNCHANGED_PORTION = 200
"""So many unchanged feeds share one transaction."""


@dataclass(frozen=True, slots=True)
class Web:
    """The doors that collect is handed. `jitter` gives numbers in 0..1."""

    fetch: Callable[[Iterable[Request | None]], Iterator[Reply]]
    parse: Callable[[bytes, str | None, str, frozenset[bytes]], Parsed]
    jitter: Callable[[], float]


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
) -> Collected:
    """One round over the feeds that are due. `owner` is this run's name for its leases."""
    started = now()
    due = kept_feeds.due(database, feeds, started)
    with database.write() as connection:
        mine = [
            pair
            for pair in due
            if leases.take_within(connection, f"feed:{pair[0].url}", owner, started, started + LEASE)
        ]
    waiting = {feed.url: (feed, state) for feed, state in mine}
    done = Collected(feeds=len(mine))
    unchanged: list[tuple[Feed, FeedState]] = []
    requests = [Request(feed.url, etag=state.etag, last_modified=state.last_modified) for feed, state in mine]
    for reply in web.fetch(requests):
        feed, state = waiting[reply.url]
        outcome = _take_in(database, feed, state, reply, directory, web, now())
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


def _take_in(
    database: Database, feed: Feed, state: FeedState, reply: Reply, directory: Directory, web: Web, now: datetime
) -> _Outcome:
    """From one reply to articles and what they claim; pure but for one look at which articles are known."""
    raise NotImplementedError


def _save(database: Database, unchanged: list[tuple[Feed, FeedState]]) -> None:
    if unchanged:
        with database.write() as connection:
            kept_feeds.save(connection, unchanged)
        unchanged.clear()
