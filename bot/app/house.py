"""Builds the rooms and hands each what it needs: the composition root's first half.

In: settings. Out: a House, open for the length of a `with` block, and the flows run on it. Only here and in the rest of
`bot.app` is there a clock, a signal or a source of chance; every room below is handed them as plain callables. It must
never decide what the flows decide.
"""

from __future__ import annotations

import os
import random
import secrets
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial

from bot import answer, collect, curate, deliver, detect
from bot.answer import Nobody
from bot.app.desk import desk_of
from bot.app.figures import Figures
from bot.app.garbage import walk_seldom
from bot.app.reading_list import reading_list
from bot.collect import Collected, push
from bot.companies import Directory
from bot.curate import Desk, Effective
from bot.deliver import Chat, Delivered, Pace
from bot.feeds import sources
from bot.feeds.fetch import Fetcher
from bot.feeds.pages import Pages
from bot.feeds.robots import Robots
from bot.feeds.sources import news_search
from bot.feeds.worker import Worker
from bot.model import Channel, CompanyProfile, Feed, Profile
from bot.settings import Settings
from bot.store import Database, leases
from bot.store import feeds as kept_feeds

VERSION = "0.1.0"

SEARCH_SECONDS = 20.0
"""The longest that a search of the news may take: its answer is promised within 30 s."""

Notice = Callable[[str], None]
"""Takes one line for whoever looks after the bot."""


def now() -> datetime:
    """The house's clock."""
    return datetime.now(UTC)


class Present:
    """Channels, companies and their directory as they count now; read again when somebody changed something.

    Safe to share between threads: what is remembered is replaced whole.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._read = self._read_at(curate.version(desk.database))

    def read(self) -> tuple[Effective, Directory]:
        """(what counts, the directory of its companies)."""
        version = curate.version(self._desk.database)
        if version != self._read[0]:
            self._read = self._read_at(version)
        return self._read[1], self._read[2]

    def _read_at(self, version: int) -> tuple[int, Effective, Directory]:
        effective = curate.effective(self._desk)
        return version, effective, Directory(effective.companies)


@dataclass(frozen=True, slots=True)
class House:
    """The rooms, open. `owner` is this run's name for its leases; `desk` is where people change what is told."""

    settings: Settings
    database: Database
    desk: Desk
    present: Present
    fetcher: Fetcher
    worker: Worker
    pages: Pages
    robots: Robots
    owner: str
    pace: Pace
    figures: Figures
    searcher: Fetcher
    """A second door for searches, which somebody waits for."""

    @property
    def directory(self) -> Directory:
        """The companies as they are known now."""
        return self.present.read()[1]

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The channels as files and chats have them now."""
        return self.present.read()[0].channels

    @property
    def web(self) -> collect.Web:
        """The doors that collect is handed."""
        return collect.Web(
            fetch=self.fetcher.fetch,
            parse=partial(sources.read, tolerant=self.worker.read),
            parse_at_once=sources.read_at_once,
            jitter=random.random,
            read=self.figures.timed(detect.read),
            page_text=self.pages.text,
            robots=self.robots,
            companies_house_key=self.settings.companies_house_key,
            public_url=self.settings.public_url,
        )

    def feeds(self) -> tuple[Feed, ...]:
        """All that is read now, the feeds that were added by hand included."""
        return reading_list(self.settings, self.database).feeds

    def collect(
        self,
        feeds: Sequence[Feed],
        progress: collect.Progress = lambda publisher: None,
        at_once: bool = False,
        notify: Notice = lambda line: None,
        backfill: timedelta | None = None,
    ) -> Collected:
        """One round over what is due of these feeds, or over all of them `at_once`. What is at most `backfill` old is
        news even where its feed is met for the first time."""
        news_since = None if backfill is None else now() - backfill
        return collect.collect(
            self.database, feeds, self.directory, self.web, now, self.owner, progress, at_once, notify, news_since
        )

    def keep_collecting(self, report: Callable[[Collected], None], notify: Notice) -> None:
        """Ask each feed when its time comes, until the fetcher is stopped."""
        collect.keep_collecting(self.database, self.feeds, self.directory, self.web, now, self.owner, report, notify)

    def hub_asks(self, token: str, asked: Mapping[str, str]) -> str | None:
        """What to answer a hub that asks whether we meant to subscribe."""
        return push.challenge(self.database, token, asked, now())

    def hub_pushes(self, pushed: tuple[str, bytes, str | None, str | None]) -> bool:
        """Take in what a hub brings: (token, body, content type, signature). False where the token is nobody's."""
        feeds = {feed.url: feed for feed in self.feeds()}
        return push.take_in(self.database, feeds, self.directory, self.web, pushed, now()) is not None

    def whois(self, text: str, shown: int | None = None) -> Profile | CompanyProfile | Nobody:
        """The answer to /whois, from what is known; of a company's lists so many lines, None for all."""
        return answer.whois(self.database, self.directory, text, now(), shown)

    def search(self, name: str) -> Profile | CompanyProfile | Nobody:
        """Search the news for a name, and answer anew. Takes at most `SEARCH_SECONDS` and a moment for reading.

        What is found is remembered and told nobody, whenever it is found: a question makes no alert.
        """
        feed = news_search.of_name(name, self.settings.news_search)
        web = replace(self.web, fetch=self.searcher.fetch)
        collect.collect(self.database, [feed], self.directory, web, now, self.owner, at_once=True)
        kept_feeds.forget(self.database, feed.url)
        found = self.whois(name)
        if isinstance(found, Nobody):
            return replace(found, articles=answer.headlines(self.database, feed.url, name))
        return found

    def decide(self, channels: Sequence[Channel], news: timedelta, tell_first_fetch: bool) -> int:
        """Put into the outbox what these channels are to be told, and their digests; what is older than `news` is not."""
        skipped = deliver.decide(self.database, channels, self.directory.tracked, now() - news, tell_first_fetch, now())
        deliver.digest(self.database, channels, now())
        return skipped

    def send(self, chat: Chat, notify: Notice, stopped: Callable[[], bool] = lambda: False) -> Delivered:
        """One round of sending."""
        return deliver.send(self.database, chat, now, self.pace, self.owner, notify, stopped)

    def sends_soon(self) -> bool:
        """Whether something is to be sent or looked up within a few seconds."""
        due = deliver.due(self.database, now())
        return due is not None and due <= now() + timedelta(seconds=5 * self.pace.between_posts)

    def send_all(self, chat: Chat, notify: Notice, stopped: Callable[[], bool] = lambda: False) -> Delivered:
        """Rounds until nothing is left that could be sent within a few seconds."""
        done = Delivered()
        while not stopped():
            done = done.plus(self.send(chat, notify, stopped))
            if not self.sends_soon():
                break
            time.sleep(self.pace.between_posts / 10)
        return done


@contextmanager
def open_house(
    settings: Settings, allow: Collection[tuple[str, int]] = (), pace: Pace | None = None
) -> Iterator[House]:
    """Open the database and the door to the web; close both at the end. `allow` are own servers on this machine.

    Raises StoreError where the database cannot be used.
    """
    database = Database(settings.database)
    name, private = user_agent(settings.contact), settings.allow_private_addresses
    fetcher = Fetcher(name, allow_private=private, allow=allow, host_gaps=sources.HOST_GAPS)
    searcher = Fetcher(name, allow_private=private, allow=allow, deadline=SEARCH_SECONDS)
    worker, pages = Worker(), Pages()
    figures = Figures()
    figures.watch(settings, database)
    owner = f"{os.getpid()}-{secrets.token_hex(4)}"
    desk = desk_of(settings, database)
    walk_seldom()
    try:
        yield House(
            settings=settings,
            database=database,
            desk=desk,
            present=Present(desk),
            fetcher=fetcher,
            worker=worker,
            pages=pages,
            robots=Robots(),
            owner=owner,
            pace=pace or Pace(),
            figures=figures,
            searcher=searcher,
        )
    finally:
        fetcher.close()
        searcher.close()
        worker.close()
        pages.close()
        leases.give_back(database, owner)
        database.close()


def user_agent(contact: str) -> str:
    """One honest name, with a way to reach whoever runs this."""
    return f"OrgWatch/{VERSION} (feed reader{'; ' + contact if contact else ''})"


def addressed(channels: Sequence[Channel], local: bool) -> tuple[Channel, ...]:
    """The channels that can be told: in the terminal each by its name and at once, in Slack those with an id."""
    if local:
        return tuple(
            replace(
                channel,
                id=channel.name,
                rules=tuple(replace(rule, digest=False) for rule in channel.rules),
                digest=None,
                quiet=None,
            )
            for channel in channels
        )
    return tuple(channel for channel in channels if channel.id)
