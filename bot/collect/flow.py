"""The first flow at work: one run over feeds, a round or until it is stopped.

In: the rooms, and the feeds that are to be read. Out: counts. One feed may fail, the run may not. It must never post, and
never let one feed wait for another: requests go out as places free, replies are taken as they come, and only a feed
whose own articles lack their text waits for it.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from bot import memory
from bot.collect import push
from bot.collect.reading import hot_until, new_articles, read
from bot.collect.texts import Texts, Work
from bot.collect.values import Collected, Notice, Progress, Web
from bot.companies import Directory
from bot.feeds import health, sources, timing
from bot.feeds.values import Parsed, Reply, Request
from bot.model import Article, Feed, FeedState, Reading
from bot.store import Database, leases, subscriptions
from bot.store import feeds as kept_feeds

LEASE = timedelta(minutes=5)
"""Longer than any fetch can take (its deadline is 30 s), with the texts and the reading after it."""
LEASE_LEFT = timedelta(minutes=3)
"""With so much left a lease is not renewed."""

PORTION = 200
"""So many feeds that are done share one transaction, at most; fewer where the replies come slowly."""
PORTION_ARTICLES = 50
WRITE_AFTER = timedelta(seconds=0.5)
"""What is done is written down after so long at the latest."""

MOST_SICK = 20
"""So many documents at most wait for a process of their own; then all wait, for bodies take memory."""

LOOK_EVERY = timedelta(seconds=1)
"""So often a lasting run looks for feeds whose time has come."""
LEARN_EVERY = timedelta(minutes=1)
"""So often it looks for feeds that others added or asked, for hubs to ask, and says what it did."""

CLOCK_BACK = kept_feeds.CLOCK_BACK

LOOK_AGAIN_SECONDS = 30.0
"""A feed that another run holds is looked at again after so long."""


@dataclass(frozen=True, slots=True)
class _Done:
    """A feed that is done and not yet written down: its memory afterwards, and what was read."""

    feed: Feed
    after: FeedState
    first_fetch: bool
    parsed: Parsed | None
    read: tuple[tuple[Article, Reading], ...]


class Run:
    """One run. Its state is of this thread only."""

    def __init__(
        self,
        database: Database,
        directory: Directory,
        web: Web,
        now: Callable[[], datetime],
        owner: str,
        progress: Progress,
        notify: Notice,
        news_since: datetime | None = None,
    ) -> None:
        self._database = database
        self._directory = directory
        self._web = web
        self._now = now
        self._owner = owner
        self._progress = progress
        self._notify = notify
        self._news_since = news_since
        self._leases: dict[str, datetime] = {}
        self._asked: dict[str, tuple[Feed, FeedState]] = {}
        self._texts = Texts(web)
        self._sick: deque[tuple[Future[Parsed], Work]] = deque()
        self._apart = ThreadPoolExecutor(1, thread_name_prefix="sick-documents")
        self._hubs: set[str] = set()
        self._open: set[str] = set()
        self._pushing: frozenset[str] = frozenset()
        self._agenda: dict[str, float] = {}
        self._unchanged: list[FeedState] = []
        self._done: list[_Done] = []
        self._articles_done = 0
        self._written = now()
        self._count: Counter[str] = Counter()
        self._problems: list[tuple[str, str]] = []

    def once(self, feeds: Sequence[Feed], at_once: bool) -> Collected:
        """One round over the feeds that are due, or over all of them."""
        now = self._now()
        self._pushing = subscriptions.pushing(self._database, now)
        self._agenda = kept_feeds.agenda(self._database, now)
        due = _due(feeds, self._agenda, _LATEST if at_once else now.timestamp())
        with closing_at_once(self._apart):
            for reply in self._web.fetch(self._round(self._leased(due, now))):
                self._take(reply)
        self._write()
        return self._collected()

    def lasting(self, feeds: Callable[[], Sequence[Feed]], report: Callable[[Collected], None]) -> None:
        """Until the door to the web is stopped. `feeds` is asked once a minute; `report` hears what that minute brought,
        and at the end what came since.
        """
        with closing_at_once(self._apart):
            for reply in self._web.fetch(self._minutes(feeds, report)):
                self._take(reply)
        self._write()
        report(self._collected())

    # What to ask

    def _round(self, pairs: Sequence[tuple[Feed, FeedState]]) -> Iterator[Request | None]:
        for feed, state in pairs:
            yield self._ask(feed, state)
        while self._open:
            yield self._next_text()

    def _minutes(
        self, feeds: Callable[[], Sequence[Feed]], report: Callable[[Collected], None]
    ) -> Iterator[Request | None]:
        listed: dict[str, Feed] = {}
        learnt = looked = _LONG_AGO
        while True:
            now = self._now()
            if not timedelta(0) <= now - learnt < LEARN_EVERY:
                learnt = now
                listed = {feed.url: feed for feed in feeds()}
                self._learn(listed)
                report(self._collected())
                yield from self._hubs_to_ask()
            if not timedelta(0) <= now - looked < LOOK_EVERY:
                looked = now
                for feed, state in self._leased(_due(listed.values(), self._agenda, now.timestamp()), now):
                    if state.next_check is None or state.next_check <= now or _is_future(state, now):
                        yield self._ask(feed, state)
                    else:  # another run has asked it meanwhile
                        self._agenda[feed.url] = state.next_check.timestamp()
            yield self._next_text()

    def _learn(self, listed: Mapping[str, Feed]) -> None:
        """Look up when each of these feeds is due, whoever decided it."""
        self._write()
        now = self._now()
        known = kept_feeds.agenda(self._database, now)
        self._agenda = {url: known.get(url, 0.0) for url in listed}
        self._pushing = subscriptions.pushing(self._database, now)

    def _hubs_to_ask(self) -> tuple[Request, ...]:
        if not self._web.public_url:
            return ()
        requests = push.to_ask(self._database, self._web.public_url, self._now())
        self._hubs.update(request.url for request in requests)
        return requests

    def _leased(self, feeds: Iterable[Feed], now: datetime) -> list[tuple[Feed, FeedState]]:
        """Those of these feeds that are this run's to ask and not being asked, with their memory."""
        feeds = [feed for feed in feeds if feed.url not in self._open]
        wanted = [feed.url for feed in feeds if self._leases.get(feed.url, now) < now + LEASE_LEFT]
        if wanted:
            names = [f"feed:{url}" for url in wanted]
            won = leases.take_many(self._database, names, self._owner, now, now + LEASE)
            self._leases.update((url, now + LEASE) for url in wanted if f"feed:{url}" in won)
            for url in wanted:
                if f"feed:{url}" not in won:
                    self._agenda[url] = now.timestamp() + LOOK_AGAIN_SECONDS
        mine = [feed for feed in feeds if self._leases.get(feed.url, now) > now]
        states = kept_feeds.states(self._database, [feed.url for feed in mine])
        return [(feed, states.get(feed.url) or FeedState(feed.url)) for feed in mine]

    def _ask(self, feed: Feed, state: FeedState) -> Request | None:
        """The request for a feed. Two feeds at one address take turns: the second stays due."""
        request = sources.ask(feed, timing.request(state, self._now()), self._web.companies_house_key)
        if request.url in self._asked:
            return None
        self._asked[request.url] = (feed, state)
        self._open.add(feed.url)
        return request

    def _next_text(self) -> Request | None:
        """A text to ask for, or nothing at the moment: time to write down what is done."""
        now = self._now()
        if not timedelta(0) <= now - self._written < WRITE_AFTER:
            self._write()
        while self._sick and (self._sick[0][0].done() or len(self._sick) > MOST_SICK):
            self._take_parsed()
        request, complete = self._texts.next(now, self._asked)
        if complete is not None:
            self._finish(complete)
        return request

    # What came of it

    def _take(self, reply: Reply) -> None:
        if reply.url in self._hubs:
            self._hubs.discard(reply.url)
            return
        pair = self._asked.pop(reply.url, None)
        if pair is not None:
            work = self._look(*pair, reply)
            if work.missing == 0:
                self._finish(work)
            return
        self._count["texts"] += 1
        complete = self._texts.take(reply, self._now())
        if complete is not None:
            self._finish(complete)

    def _look(self, feed: Feed, state: FeedState, reply: Reply) -> Work:
        """From one reply to new articles, and what is to be asked for them; writes nothing."""
        work = Work(feed, state, reply)
        if reply.problem is None and reply.status != 304:
            work.body_hash = blake2b(reply.body, digest_size=16).digest()
            if work.body_hash != state.body_hash:
                at_once = self._web.parse_at_once or self._web.parse
                parsed = at_once(reply, feed, state.items)
                if parsed is None:
                    work.missing = 1
                    self._sick.append((self._apart.submit(self._web.parse, reply, feed, state.items), work))
                else:
                    self._choose(work, parsed)
        return work

    def _choose(self, work: Work, parsed: Parsed) -> None:
        """What is new in a document, and what is to be asked for it."""
        work.parsed = parsed
        if parsed.entries:
            now = self._now()
            new = new_articles(self._database, work.feed, work.state, parsed, now)
            work.articles = [article for _, article in new]
            self._texts.want(work, new, now)

    def _take_parsed(self) -> None:
        """Take in the document that has waited longest for a process of its own."""
        parsed, work = self._sick.popleft()
        work.missing = 0
        self._choose(work, parsed.result())
        if work.missing == 0:
            self._finish(work)

    def _finish(self, work: Work) -> None:
        """Read what is new, decide when to come back, and put both where they are written down."""
        feed, before, reply, now = work.feed, work.state, work.reply, self._now()
        done = tuple((article, read(article, self._web)) for article in work.articles)
        hot = (hot_until(done, self._directory, now) if done else None) or before.hot_until
        least = sources.least_interval(feed)
        if feed.url in self._pushing:
            least = max(least, push.SELDOM)
        is_hot = hot is not None and hot > now
        after = timing.after(before, reply, work.parsed, work.body_hash, now, self._web.jitter(), is_hot, least)
        if hot != before.hot_until:
            after = replace(after, hot_until=hot)
        if after.problem or after.gone or before.noticed:
            after, line = health.noticed(before, after, feed, now)
            if line is not None:
                self._notify(line)
        if reply.status == 304 and before.problem is None:
            self._unchanged.append(after)
        else:
            self._done.append(_Done(feed, after, not before.fetched_once, work.parsed, done))
            self._articles_done += len(done)
        self._open.discard(feed.url)
        self._agenda[feed.url] = after.next_check.timestamp() if after.next_check else 0.0
        self._tally(reply, feed, after)
        if len(self._done) + len(self._unchanged) >= PORTION or self._articles_done >= PORTION_ARTICLES:
            self._write()

    def _tally(self, reply: Reply, feed: Feed, after: FeedState) -> None:
        self._count["feeds"] += 1
        if after.problem is not None:
            self._count["failed"] += 1
            self._problems.append((feed.publisher, after.problem))
        elif reply.status == 304:
            self._count["not_modified"] += 1
        else:
            self._count["fetched"] += 1
        self._progress(feed.publisher)

    def _collected(self) -> Collected:
        """What was counted since the last time."""
        done = Collected(**self._count, problems=tuple(self._problems))
        self._count.clear()
        self._problems.clear()
        return done

    def _write(self) -> None:
        """One transaction for all that is done: each feed with its articles and their claims, or not at all."""
        self._written = self._now()
        if not self._done and not self._unchanged:
            return
        with self._database.write() as connection:
            for one in self._done:
                for first_fetch, pairs in self._portions(one):
                    new = memory.remember(self._database, connection, pairs, self._directory, first_fetch)
                    self._count["articles_new"] += new.articles
                    self._count["claims_new"] += new.claims
                    self._count["stories_new"] += new.stories
                    if new.articles and one.feed.url in self._pushing:
                        subscriptions.missed(connection, one.feed.url)
                if one.parsed is not None and one.parsed.hub and self._web.public_url:
                    push.wish(connection, one.feed, one.parsed)
            kept_feeds.save(connection, [(one.feed, one.after) for one in self._done])
            kept_feeds.save_unchanged(connection, self._unchanged)
        self._done.clear()
        self._unchanged.clear()
        self._articles_done = 0

    def _portions(self, one: _Done) -> Iterator[tuple[bool, Sequence[tuple[Article, Reading]]]]:
        """What was read, by whether it is the past that a first fetch brings or news."""
        is_past = [
            one.first_fetch and (self._news_since is None or article.published < self._news_since)
            for article, _ in one.read
        ]
        for first_fetch in sorted(set(is_past), reverse=True):
            yield first_fetch, [pair for pair, past in zip(one.read, is_past, strict=True) if past is first_fetch]


_LATEST = timedelta(days=36_500).total_seconds() * 2
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@contextmanager
def closing_at_once(threads: ThreadPoolExecutor) -> Iterator[None]:
    """At the end nobody waits for what has not begun; its feeds stay due."""
    try:
        yield
    finally:
        threads.shutdown(wait=False, cancel_futures=True)


def _due(feeds: Iterable[Feed], agenda: Mapping[str, float], until: float) -> list[Feed]:
    """The feeds whose time has come by then, the longest waiting first; one never met is due at once."""
    return sorted(
        (feed for feed in feeds if agenda.get(feed.url, 0.0) <= until), key=lambda feed: agenda.get(feed.url, 0.0)
    )


def _is_future(state: FeedState, now: datetime) -> bool:
    """Whether the last check lies in the future: the clock was put back, and what was planned by it is worth nothing."""
    return state.checked_at is not None and state.checked_at > now + CLOCK_BACK
