"""Rows 26 to 28: many sick feeds, first subscriptions, and feeds that change all their identities, the whole way through."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from bot import collect, deliver
from bot.companies import Directory
from bot.deliver import Pace
from bot.feeds import sources
from bot.model import Company, DeliveryState
from bot.store import Database, deliveries
from tests import builders
from tests.builders import MORNING
from tests.fakes.chat import FakeChat
from tests.simulation.newsroom import FIRMS, Item, Newsroom, name

Reached = Callable[[str], None]
ROLES = ("chief executive officer", "chief financial officer", "head of research")


class Reader:
    """One feed, read and told as the bot does it."""

    def __init__(self, database: Database) -> None:
        self.database, self.chat, self.now = database, FakeChat(), MORNING
        self.room = Newsroom(1, Random(1), MORNING, faults=0.0)
        self.room.publishers[0].items.clear()
        self.directory = Directory([Company(firm) for firm in FIRMS])

    @property
    def items(self) -> list[Item]:
        """What the feed shows; a test edits it."""
        return self.room.publishers[0].items

    def item(self, number: int, published_hours_ago: float = 1.0) -> Item:
        """Somebody who leaves Meta."""
        link = f"https://feed0.example/{number}"
        title = f"{name(number)} leaves Meta to become {ROLES[number % 3]} at OpenAI"
        return Item(number, link, link, title, "", self.now - timedelta(hours=published_hours_ago))

    def read(self) -> None:
        """One round, and the outbox sent to its end."""
        self.room.now = self.now
        web = collect.Web(self.room.fetch, sources.read, lambda: 0.5)
        collect.collect(self.database, self.room.feeds, self.directory, web, lambda: self.now, "me", at_once=True)
        channels = (builders.channel(),)
        deliver.decide(self.database, channels, self.directory.tracked, self.now - timedelta(days=3), False, self.now)
        while deliveries.open_channels(self.database):
            deliver.send(self.database, self.chat.chat(), lambda: self.now, Pace(), "me", lambda line: None)
            self.now += timedelta(seconds=2)
        self.now += timedelta(minutes=10)


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    with closing(Database(tmp_path / "orgwatch.db")) as database:
        yield Reader(database)


def test_a_first_subscription_tells_nothing(reader: Reader, full: bool, reached: Reached) -> None:
    count = 500 if full else 80
    reader.items.extend(reader.item(number, 1 + number / 10) for number in range(count))
    reader.read()
    assert len(reader.chat.texts()) == 1
    reader.read()
    reader.items.insert(0, reader.item(501))
    reader.read()
    assert len(reader.chat.texts()) == 2
    reached(f"{count} items: the newest told once, as the proof that alerts arrive; then only what is new")


@pytest.mark.parametrize(
    "change", ["guids", "http", "paths", "vanish and return", "emptied and refilled", "republished"]
)
def test_a_feed_that_changes_all_its_identities_tells_nothing_again(
    reader: Reader, change: str, full: bool, reached: Reached
) -> None:
    count = 90 if full else 30
    reader.read()
    for number in range(count):
        reader.items.insert(0, reader.item(number))
        if number % 5 == 4:
            reader.read()
    before = len(reader.chat.texts())
    assert before >= count - 1
    shown = list(reader.items)
    match change:
        case "guids":
            reader.items[:] = [replace(item, guid=f"urn:new:{item.number}") for item in shown]
        case "http":
            reader.items[:] = [
                replace(item, link=item.link.replace("https", "http"), guid=item.guid.replace("https", "http"))
                for item in shown
            ]
        case "paths":
            reader.items[:] = [
                replace(item, link=f"https://feed0.example/2026/{item.number}", guid=f"n{item.number}")
                for item in shown
            ]
        case "vanish and return":
            for kept in (shown[::2], shown[5:], shown):
                reader.items[:] = kept
                reader.read()
        case "emptied and refilled":
            for kept in ([], shown, [], shown):
                reader.items[:] = kept
                reader.read()
        case _:
            reader.items[:] = [replace(item, published=reader.now) for item in shown]
    reader.read()
    reader.read()
    assert len(reader.chat.texts()) == before
    assert set(deliveries.counts(reader.database)) <= {DeliveryState.POSTED}
    reached(f"{change}: 0 repeats of {before}")
