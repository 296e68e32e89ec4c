"""Row 44: whoever is forgotten is gone from everywhere, and no poll brings them back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot import answer, collect, deliver, memory
from bot.companies import Directory
from bot.deliver import Pace
from bot.feeds import sources
from bot.feeds.values import Reply, Request
from bot.model import Feed, Mute, Person, Subject
from bot.store import Database, background, choices, copies, deliveries, leases, people
from tests import builders
from tests.builders import MORNING
from tests.fakes.chat import FakeChat
from tests.test_companies import shipped

Reached = Callable[[str], None]
CRISAN = "Loredana Crisan leaves Meta to become chief design officer at Figma"
ROUNDUP = "Loredana Crisan leaves Meta for Figma. Chaya Nayak leaves Meta for OpenAI"
QUOTED = "Greta Sorensen joins OpenAI as chief financial officer, succeeding Loredana Crisan, who has left"


class Desk:
    """One feed, one channel, a database; each round reads what the feed shows."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "orgwatch.db"
        self.database = Database(self.file)
        self.chat = FakeChat()
        self.now = MORNING
        self.items: list[tuple[str, str]] = []
        self.directory = Directory(shipped())

    def publish(self, slug: str, title: str) -> None:
        self.items.insert(0, (slug, title))

    def round(self) -> None:
        """Read, decide and send, until nothing waits."""
        web = collect.Web(self._fetch, sources.read, lambda: 0.5)
        feeds = (Feed("https://wire.example/rss", "Sample Wire", language="en"),)
        collect.collect(self.database, feeds, self.directory, web, lambda: self.now, "me", at_once=True)
        channels = (builders.channel(),)
        deliver.decide(self.database, channels, self.directory.tracked, self.now - timedelta(days=2), True, self.now)
        for _ in range(20):
            deliver.send(self.database, self.chat.chat(), lambda: self.now, Pace(), "me", lambda line: None)
            self.now += timedelta(seconds=2)

    def close(self) -> None:
        """As at the bot's end."""
        leases.give_back(self.database, "me")
        self.database.close()

    def find(self, name: str) -> Person:
        [(person, _)] = memory.namesakes(self.database, name)
        return person

    def traces(self, *words: str) -> list[str]:
        """Where one of these words can still be read: in the files' bytes, or in the channel."""
        found = []
        for file in self.file.parent.glob("orgwatch.db*"):
            body = file.read_bytes().lower()
            found += [f"{file.name}: {word}" for word in words if word.lower().encode() in body]
        shown = "\n".join(message.text for message in self.chat.messages).lower()
        return found + [f"channel: {word}" for word in words if word.lower() in shown]

    def _fetch(self, requests: Iterable[Request | None]) -> Iterator[Reply]:
        for request in requests:
            if request is None:
                continue
            if not request.url.endswith("/rss"):
                yield Reply(request.url, 404, final_url=request.url, problem="The server answers 404.")
                continue
            entries = "".join(
                f"<item><link>https://wire.example/{slug}</link><title>{title}</title></item>"
                for slug, title in self.items
            )
            body = f"<rss version='2.0'><channel><title>x</title>{entries}</channel></rss>".encode()
            yield Reply(request.url, 200, body, "application/rss+xml", final_url=request.url)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.database.close()


def test_nothing_of_a_forgotten_person_is_left_and_no_poll_brings_them_back(desk: Desk, reached: Reached) -> None:
    desk.publish("loredana-crisan-to-figma", CRISAN)
    desk.publish("meta-exits-crisan", ROUNDUP)
    desk.publish("greta-sorensen-openai", QUOTED)
    desk.round()
    assert desk.traces("Crisan")
    gone = memory.forget(desk.database, desk.find("Loredana Crisan"), desk.directory, desk.now)
    assert gone.claims >= 2
    assert gone.messages >= 1
    desk.round()
    assert desk.traces("Crisan", "Loredana") == []
    desk.publish("crisan-again", CRISAN.replace("leaves", "quits"))
    desk.round()
    desk.publish("more-about-crisan", ROUNDUP + ", two sources say")
    desk.round()
    assert memory.namesakes(desk.database, "Loredana Crisan") == ()
    assert desk.traces("Crisan", "Loredana") == []
    assert [person.name for person, _ in memory.namesakes(desk.database, "Chaya Nayak")] == ["Chaya Nayak"]
    assert [person.name for person, _ in memory.namesakes(desk.database, "Greta Sorensen")] == ["Greta Sorensen"]
    reached(f"0 traces in file, index, outbox and channel ({gone.articles} articles, {gone.messages} messages)")


def test_namesakes_are_listed_with_what_tells_them_apart(desk: Desk) -> None:
    desk.publish("one", CRISAN)
    desk.round()
    [(person, companies)] = memory.namesakes(desk.database, "crisan, loredana")
    assert (person.name, companies) == ("Loredana Crisan", frozenset({"Meta", "Figma"}))


def test_who_is_forgotten_is_forgotten_in_a_copy_that_is_put_back(desk: Desk, tmp_path: Path) -> None:
    desk.publish("loredana-crisan-to-figma", CRISAN)
    desk.round()
    copies.backup(desk.database, tmp_path / "copy.db", desk.now)
    memory.forget(desk.database, desk.find("Loredana Crisan"), desk.directory, desk.now)
    desk.round()
    desk.close()
    kept = copies.restore(tmp_path / "copy.db", desk.file, desk.now)
    assert kept is not None
    desk.database = Database(desk.file)
    assert memory.forget_again(desk.database, desk.directory, desk.now) == 1
    desk.round()
    assert desk.traces("Crisan") == []


def test_retention_takes_texts_and_those_whom_nobody_believed(desk: Desk) -> None:
    desk.publish("rumour", "Ethan Knight is leaving Meta for OpenAI, sources say")
    desk.publish("fact", CRISAN)
    desk.round()
    assert {person.name for person in people.everyone(desk.database)} == {"Ethan Knight", "Loredana Crisan"}
    assert memory.forget_unbelieved(desk.database, MORNING - timedelta(days=1), desk.directory, desk.now) == 0
    assert memory.forget_unbelieved(desk.database, MORNING + timedelta(days=400), desk.directory, desk.now) == 1
    assert {person.name for person in people.everyone(desk.database)} == {"Loredana Crisan"}


def test_of_whom_nobody_believed_no_headline_and_no_address_is_left(desk: Desk) -> None:
    desk.publish("ethan-knight-to-openai", "Ethan Knight is leaving Meta for OpenAI, sources say")
    desk.publish("roundup", "Ethan Knight and Loredana Crisan are leaving Meta, sources say")
    desk.publish("fact", CRISAN)
    desk.round()
    desk.chat.messages.clear()  # what stands in Slack is Slack's to keep
    assert memory.forget_unbelieved(desk.database, MORNING + timedelta(days=400), desk.directory, desk.now) == 1
    assert desk.traces("Ethan", "Knight") == []
    [(crisan, _)] = memory.namesakes(desk.database, "Loredana Crisan")
    assert answer.person(desk.database, crisan.id, desk.now).timeline
    desk.round()
    assert memory.namesakes(desk.database, "Ethan Knight") == ()


def test_what_was_asked_for_and_muted_is_let_go_when_it_is_over(desk: Desk) -> None:
    background.ask(desk.database, "Loredana Crisan", False, MORNING)
    background.keep(desk.database, "Loredana Crisan", [], MORNING)
    background.ask(desk.database, "Chaya Nayak", False, MORNING + timedelta(days=3))
    with desk.database.write() as connection:
        for until in (MORNING, MORNING + timedelta(days=9), None):
            mute = Mute(Subject.PERSON, "Loredana Crisan", "C1", until, by="U1", at=MORNING)
            choices.add_mute(connection, mute)
    assert background.expire(desk.database, MORNING + timedelta(days=3)) == 1
    assert background.due(desk.database, MORNING + timedelta(days=3), 5) == (("Chaya Nayak", False),)
    assert choices.expire_mutes(desk.database, MORNING + timedelta(days=3)) == 1
    assert len(choices.mutes(desk.database)) == 2


def test_copies_expire(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    for days in (0, 10, 40):
        moment = MORNING - timedelta(days=days)
        copies.backup(desk.database, folder / f"{moment:{copies.NAME}}", moment)
    assert copies.newest(folder) == MORNING
    assert copies.expire(folder, MORNING - timedelta(days=30)) == 1
    assert len(list(folder.iterdir())) == 2


def test_nothing_is_posted_twice_after_a_copy_is_put_back(desk: Desk, tmp_path: Path) -> None:
    desk.publish("one", CRISAN)
    desk.round()
    desk.publish("two", "Chaya Nayak leaves Meta for OpenAI")
    channels = (builders.channel(),)
    web = collect.Web(desk._fetch, sources.read, lambda: 0.5)
    feeds = (Feed("https://wire.example/rss", "Sample Wire", language="en"),)
    collect.collect(desk.database, feeds, desk.directory, web, lambda: desk.now, "me", at_once=True)
    deliver.decide(desk.database, channels, desk.directory.tracked, desk.now - timedelta(days=2), True, desk.now)
    copies.backup(desk.database, tmp_path / "copy.db", desk.now)
    desk.now += timedelta(minutes=5)
    desk.publish("three", "Greta Sorensen leaves Google to become chief financial officer at OpenAI")
    desk.round()
    before = sorted(desk.chat.texts())
    assert len(before) == 3
    desk.close()
    copies.restore(tmp_path / "copy.db", desk.file, desk.now)
    desk.database = Database(desk.file)
    desk.publish("four", "Felix Bergstrom leaves Apple to become chief technology officer at Microsoft")
    desk.round()
    assert sorted(desk.chat.texts()) == sorted(
        [*before, "Felix Bergstrom leaves Apple for Microsoft as chief technology officer"]
    )
    assert deliveries.counts(desk.database) == {"posted": 4}
