"""What a question may set off: a search of the news, and background for the next time. Neither is told to anybody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot import detect, memory
from bot.answer import Nobody
from bot.app import background
from bot.app.house import House, now, open_house
from bot.app.operate import answer_whois
from bot.chat import console
from bot.errors import UnknownName
from bot.model import Company, CompanyProfile, Fact, Profile
from bot.settings import Settings, SlackSettings
from bot.store import articles, feeds, stories
from tests import builders
from tests.fakes.publisher import Item, Publisher
from tests.fakes.wikidata import Wikidata, to

CRISAN = Item(1, "Loredana Crisan leaves Meta to become chief design officer at Figma")
SEARCHED = "/search?q=%22Loredana+Crisan%22"


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with Publisher() as publisher:
        yield publisher


@pytest.fixture
def settings(tmp_path: Path, publisher: Publisher) -> Settings:
    return settings_in(tmp_path, publisher)


def settings_in(tmp_path: Path, publisher: Publisher) -> Settings:
    """Two companies, no feed, and a search that the publisher answers."""
    return Settings(
        config=tmp_path,
        database=tmp_path / "orgwatch.db",
        companies=(Company("Meta"), Company("Figma")),
        feeds=(),
        channels=(builders.channel(),),
        slack=SlackSettings(),
        port=0,
        allow_private_addresses=True,
        contact="",
        tell_days=3,
        retention_days=365,
        news_search=f"{publisher.address('/search')}?q={{query}}",
    )


@pytest.fixture
def house(settings: Settings) -> Iterator[House]:
    with open_house(settings) as house:
        yield house


def test_a_search_answers_for_a_name_that_nobody_knew(house: House, publisher: Publisher) -> None:
    publisher.publish(SEARCHED, CRISAN)
    assert isinstance(house.whois("Loredana Crisan"), Nobody)
    found = house.search("Loredana Crisan")
    assert isinstance(found, Profile)
    assert found.current is not None
    assert found.current.org == "Figma"
    assert [one.title for one in found.latest] == [CRISAN.title]
    assert publisher.asked == [(SEARCHED, 200)]


def test_what_a_question_found_is_told_nobody(house: House, publisher: Publisher) -> None:
    publisher.publish(SEARCHED, CRISAN)
    for _ in range(2):
        house.search("Loredana Crisan")
        house.decide(house.settings.channels, timedelta(days=3), tell_first_fetch=True)
    assert house.database.connection().execute("select count(*) from deliveries").fetchone()[0] == 0
    assert stories.undecided(house.database) == ()
    assert feeds.states(house.database) == {}


def test_what_a_feed_brings_later_is_told_all_the_same(house: House, publisher: Publisher) -> None:
    publisher.publish(SEARCHED, CRISAN)
    house.search("Loredana Crisan")
    house.decide(house.settings.channels, timedelta(days=3), tell_first_fetch=True)
    other = builders.article(7, title=CRISAN.title, published=now(), seen=now(), publisher="Sample Times")
    read = detect.read(detect.Document(other.title, language="en"))
    with house.database.write() as connection:
        memory.remember(house.database, connection, [(other, read)], house.directory, first_fetch=False)
    house.decide(house.settings.channels, timedelta(days=3), tell_first_fetch=False)
    assert house.database.connection().execute("select count(*) from deliveries").fetchone()[0] == 1


def test_a_search_without_a_move_shows_what_there_is(house: House, publisher: Publisher, settings: Settings) -> None:
    publisher.publish(SEARCHED, Item(1, "An evening with Loredana Crisan"), Item(2, "An evening with others"))
    found = house.search("Loredana Crisan")
    assert isinstance(found, Nobody)
    assert [one.title for one in found.articles] == ["An evening with Loredana Crisan"]
    assert "An evening with Loredana Crisan" in answer_whois(settings, "Loredana Crisan", False, search=True)
    with pytest.raises(UnknownName):
        answer_whois(settings, "Loredana Crisan", True, search=True)


def test_a_search_that_nobody_answers_leaves_the_answer_as_it_was(house: House) -> None:
    found = house.search("Loredana Crisan")
    assert found == Nobody("Loredana Crisan")
    assert articles.total(house.database) == 0


@pytest.fixture
def wikidata() -> Iterator[Wikidata]:
    with Wikidata() as wikidata:
        wikidata.item("Q10", "Meta", P169=[to("Q30", since="2004")])
        wikidata.item("Q20", "Loredana Crisan", P31=[to("Q5")], P108=[to("Q10", since="2015-03")])
        wikidata.item("Q30", "Sample Founder")
        yield wikidata


def with_background(house: House, wikidata: Wikidata) -> House:
    return replace(house, settings=replace(house.settings, wikidata=True, wikidata_url=wikidata.url))


def test_background_is_off_unless_wanted(house: House, publisher: Publisher, wikidata: Wikidata) -> None:
    publisher.publish(SEARCHED, CRISAN)
    background.ask(house.settings, house.database, house.search("Loredana Crisan"), now())
    background.fetch(house)
    background.fetch(with_background(house, wikidata))
    assert wikidata.asked == []


def test_background_stands_in_the_next_answer_and_is_asked_for_once_a_day(
    house: House, publisher: Publisher, wikidata: Wikidata
) -> None:
    publisher.publish(SEARCHED, CRISAN)
    house = with_background(house, wikidata)
    first = house.search("Loredana Crisan")
    assert isinstance(first, Profile)
    for asked in (first, house.whois("Meta"), house.whois("Nobody Known")):
        background.ask(house.settings, house.database, asked, now())
    assert wikidata.asked == []
    background.fetch(house)
    found, company = house.whois("Loredana Crisan"), house.whois("Meta")
    assert isinstance(found, Profile)
    assert isinstance(company, CompanyProfile)
    assert [(line.fact, line.value, line.since) for line in found.background] == [(Fact.EMPLOYER, "Meta", "2015-03")]
    assert [line.value for line in company.background] == ["Sample Founder"]
    assert replace(found, background=()) == first
    count = len(wikidata.asked)
    background.ask(house.settings, house.database, found, now())
    background.fetch(house)
    assert len(wikidata.asked) == count
    background.ask(house.settings, house.database, found, now() + timedelta(days=2))
    shown = answer_whois(house.settings, "Loredana Crisan", False)
    assert "Background from Wikidata (CC0)" in shown
    assert "Employer: Meta, since 2015-03" in shown
    assert console.profile(first) != console.profile(found)


def test_background_waits_while_wikidata_is_behind(house: House, publisher: Publisher, wikidata: Wikidata) -> None:
    publisher.publish(SEARCHED, CRISAN)
    house = with_background(house, wikidata)
    wikidata.refuse = True
    background.ask(house.settings, house.database, house.search("Loredana Crisan"), now())
    background.fetch(house)
    wikidata.refuse = False
    background.fetch(house)
    found = house.whois("Loredana Crisan")
    assert isinstance(found, Profile)
    assert found.background
