"""The house's side of what a chat asks: with a real database, a real door to the web, and messages that were really sent."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from bot import curate, detect, memory
from bot.app import local
from bot.app.answering import answers
from bot.app.house import House, now
from bot.chat.console import console
from bot.curate import Editor
from bot.errors import NotAllowed, UnknownName
from bot.model import ChannelSetting, Role, Subscription, Verdict
from bot.rules import Choices
from bot.settings import Settings
from tests import builders
from tests.app.test_questions import house, publisher, settings_in
from tests.fakes.chat import FakeChat
from tests.fakes.publisher import Item, Publisher

__all__ = ["house", "publisher"]

NAMES = (
    "Ann Ada", "Bob Bell", "Cara Cole", "Dan Dale", "Eva Ende", "Finn Falk", "Gina Gold", "Hank Hale", "Ida Ives", "Jack Jole",
    "Kim Kern", "Lea Lund",
)  # fmt: skip
MEMBER, CURATOR = Editor("U1", Role.MEMBER), Editor("U2", Role.CURATOR)


@pytest.fixture
def settings(tmp_path: Path, publisher: Publisher) -> Settings:
    """Those of the questions, with a channel that the file sets up."""
    usual = settings_in(tmp_path, publisher)
    choices = Choices(settings=(ChannelSetting("C1", "ai-moves"),), subscriptions=(Subscription("C1"),))
    return replace(usual, choices=choices)


def told(house: House, count: int) -> FakeChat:
    """So many people leave at once; the channel is told."""
    with house.database.write() as connection:
        for number, name in enumerate(NAMES[:count], 1):
            title = f"{name} leaves Meta for Figma"
            article = builders.article(number, title=title, published=now(), seen=now())
            read = detect.read(detect.Document(title, language="en"))
            memory.remember(house.database, connection, [(article, read)], house.directory, first_fetch=False)
    house.decide(house.settings.channels, local.NEWS, tell_first_fetch=False)
    chat = FakeChat()
    house.send(chat.chat(), lambda line: None)
    return chat


def test_all_stories_of_a_folded_message_are_found_by_any_of_them(house: House) -> None:
    chat = told(house, 12)
    assert chat.texts() == ["12 stories in one message"]
    ask = answers(house)
    assert {alert.lines[0].person for alert in ask.together(5, "C1")} == set(NAMES)
    assert ask.together(5, "C2") == ()


def test_a_judgement_is_in_the_log_and_guests_give_none(house: House) -> None:
    told(house, 1)
    ask = answers(house)
    with pytest.raises(NotAllowed):
        ask.judge(Verdict.FALSE_ALARM, "1", Editor("U9", Role.GUEST))
    ask.judge(Verdict.FALSE_ALARM, "1", MEMBER)
    (change,) = curate.log(house.desk)
    assert (change.by, change.said) == ("U1", "judges story 1: false_alarm")
    with pytest.raises(UnknownName):
        ask.judge(Verdict.FALSE_ALARM, "99", MEMBER)


def test_a_feed_is_found_at_an_address_and_added_once(house: House, publisher: Publisher) -> None:
    publisher.publish("/feed", Item(1, "Nothing happens"))
    ask = answers(house)
    feed = ask.find_feed(publisher.address("/feed"))
    assert curate.added_feeds(house.desk) == ()
    with pytest.raises(NotAllowed):
        curate.add_feeds(house.desk, MEMBER, now(), [feed])
    assert curate.add_feeds(house.desk, CURATOR, now(), [feed]) == 1
    assert [one.url for one, _ in ask.feeds()] == [feed.url]
    assert feed in house.feeds()
    with pytest.raises(UnknownName, match="is read already"):
        ask.find_feed(feed.url)
    with pytest.raises(UnknownName, match="no address of the web"):
        ask.find_feed("javascript:alert(1)")


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("help", "/orgwatch add-feed ADDRESS"), ("help mute", "For example: /orgwatch mute Meta 7d"), ("why 1", "rule "),
        ("why", "/orgwatch why LINK"), ("status", "articles remembered"), ("whois Ann Ada", "Figma"), ("moves Meta", "Went"),
        ("subscrbe Meta", "/orgwatch subscribe Meta"), ("list", "Set in companies.toml: Figma, Meta"),
    ],
)  # fmt: skip
def test_the_terminal_answers_all_that_follows_orgwatch(house: House, typed: str, part: str) -> None:
    told(house, 1)
    out = StringIO()
    console(out).print(local.order(house, typed))
    assert part in out.getvalue()
