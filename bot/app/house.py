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
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial

from bot import collect, deliver, detect
from bot.app.figures import Figures
from bot.companies import Directory
from bot.deliver import Chat, Delivered, Pace
from bot.feeds.fetch import Fetcher
from bot.feeds.parse import parse
from bot.feeds.worker import Worker
from bot.model import Channel, Feed
from bot.settings import Settings
from bot.store import Database, leases

VERSION = "0.1.0"

Notice = Callable[[str], None]
"""Takes one line for whoever looks after the bot."""


def now() -> datetime:
    """The house's clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class House:
    """The rooms, open. `owner` is this run's name for its leases."""

    settings: Settings
    database: Database
    directory: Directory
    fetcher: Fetcher
    worker: Worker
    owner: str
    pace: Pace
    figures: Figures

    @property
    def web(self) -> collect.Web:
        """The doors that collect is handed."""
        return collect.Web(
            fetch=self.fetcher.fetch,
            parse=partial(parse, tolerant=self.worker.read),
            jitter=random.random,
            read=self.figures.timed(detect.read),
        )

    def collect(
        self, feeds: Sequence[Feed], progress: collect.Progress = lambda publisher: None, at_once: bool = False
    ) -> collect.Collected:
        """One round over what is due of these feeds, or over all of them `at_once`."""
        return collect.collect(self.database, feeds, self.directory, self.web, now, self.owner, progress, at_once)

    def decide(self, channels: Sequence[Channel], news: timedelta, tell_first_fetch: bool) -> int:
        """Put into the outbox what these channels are to be told; what is older than `news` is not."""
        return deliver.decide(self.database, channels, self.directory.tracked, now() - news, tell_first_fetch, now())

    def send(self, chat: Chat, notify: Notice, stopped: Callable[[], bool] = lambda: False) -> Delivered:
        """One round of sending."""
        return deliver.send(self.database, chat, now, self.pace, self.owner, notify, stopped)

    def sends_soon(self) -> bool:
        """Whether something is to be sent or looked up within a few seconds."""
        return deliver.soon(self.database, now(), timedelta(seconds=5 * self.pace.between_posts))

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
    fetcher = Fetcher(user_agent(settings.contact), allow_private=settings.allow_private_addresses, allow=allow)
    worker = Worker()
    figures = Figures()
    figures.watch(settings, database)
    owner = f"{os.getpid()}-{secrets.token_hex(4)}"
    try:
        yield House(settings, database, Directory(settings.companies), fetcher, worker, owner, pace or Pace(), figures)
    finally:
        fetcher.close()
        worker.close()
        leases.give_back(database, owner)
        database.close()


def user_agent(contact: str) -> str:
    """One honest name, with a way to reach whoever runs this."""
    return f"OrgWatch/{VERSION} (feed reader{'; ' + contact if contact else ''})"


def addressed(channels: Sequence[Channel], local: bool) -> tuple[Channel, ...]:
    """The channels that can be told: in the terminal each by its name, in Slack those with an id."""
    if local:
        return tuple(replace(channel, id=channel.name) for channel in channels)
    return tuple(channel for channel in channels if channel.id)
