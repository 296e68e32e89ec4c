"""More people leave than usual: told once, with figures, true to what is believed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot import answer
from bot.model import Claim, ClaimStatus, Kind, Rule, Verdict
from bot.store import Database, clusters
from tests.builders import channel, claim
from tests.memory.place import House

PEOPLE = ("Loredana Crisan", "Avi Verma", "Ethan Knight", "Chaya Nayak", "Rishabh Agarwal", "Tilda Orwell")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """It has read for 100 days, and one person has left Meta in that time."""
    with closing(Database(tmp_path / "orgwatch.db")) as database:
        house = House(database)
        house.read(100, leaves("Yann Early"), day=-100)
        yield house


def leaves(person: str, company: str = "Meta") -> Claim:
    return claim(person=person, kind=Kind.DEPARTURE, org=company, from_org=company, to_org=None, role=None)


def go(house: House, count: int, first: int = 0, company: str = "Meta", day: int = 0) -> None:
    for number in range(first, first + count):
        house.read(number + 1, leaves(PEOPLE[number], company), day=day + number - first)
        house.deliver(day + number - first)


def counted(house: House, chat_channel: str = "C1") -> list[str]:
    return [text for text in house.told.texts(chat_channel) if "people leave" in text]


def test_three_in_a_quiet_time_are_told_once_with_figures(house: House) -> None:
    go(house, 2)
    assert counted(house) == []
    go(house, 1, first=2, day=2)
    assert counted(house) == ["3 people leave Meta within 14 days"]
    house.deliver(3)
    assert len(house.told.texts()) == 4
    alert = house.alerts()[-1]
    assert alert.lines[0].text == (
        "In the 88 days before it was 1: 0.2 would be usual in 14 days, so many by chance in 0.5 % of all cases."
    )
    assert [line.person for line in alert.lines[1:]] == list(PEOPLE[:3])
    assert len(alert.sources) == 3


def test_whoever_follows_is_added_to_the_same_message(house: House) -> None:
    go(house, 4)
    assert counted(house) == ["4 people leave Meta within 15 days"]
    assert house.told.replies() == []
    assert len(clusters.stories(house.database)) == 1


def test_what_becomes_of_one_of_them_is_said_below_their_own_message_only(house: House) -> None:
    for number, person in enumerate(PEOPLE[:3], 1):
        house.read(
            number, replace(leaves(person), status=ClaimStatus.REPORTED, named_source=True, attribution="Ada Boss")
        )
    house.deliver()
    assert len(counted(house)) == 1
    house.read(9, leaves(PEOPLE[0]), publisher="Sample Blatt")
    house.deliver()
    assert [reply.split(":")[0] for reply in house.told.replies()] == ["Now confirmed, was reported"]


def test_the_next_one_months_later_is_another(house: House) -> None:
    go(house, 3)
    go(house, 3, first=3, day=80)
    assert len(clusters.stories(house.database)) == len(counted(house)) == 2


def test_no_cluster_without_memory(tmp_path: Path) -> None:
    with closing(Database(tmp_path / "young.db")) as database:
        young = House(database)
        go(young, 4)
        assert clusters.stories(database) == ()


def test_no_cluster_where_nobody_tracks_or_at_the_first_reading(house: House) -> None:
    go(house, 3, company="Figma")
    for number in range(3):
        house.read(number + 20, leaves(PEOPLE[number]), day=0, first_fetch=True)
    house.read(30, leaves(PEOPLE[4]), day=1)
    house.deliver(1)
    assert clusters.stories(house.database) == ()


def test_a_channel_hears_of_it_only_if_it_wants_the_company_and_departures(house: House) -> None:
    house.channels = (
        channel(),
        channel(id="C2", rules=(Rule(companies=frozenset({"OpenAI"})),)),
        channel(id="C3", rules=(Rule(kinds=frozenset({Kind.HIRE})),)),
        channel(id="C4", language="de"),
    )
    go(house, 3)
    assert [len(counted(house, name)) for name in ("C1", "C2", "C3")] == [1, 0, 0]
    assert "3 Menschen verlassen Meta binnen 14 Tagen" in house.told.texts("C4")


def test_a_false_alarm_takes_the_cluster_with_it(house: House) -> None:
    go(house, 3)
    house.judge(Verdict.FALSE_ALARM, str(house.stories(2)[0]))
    house.deliver(2)
    assert counted(house) == ["Withdrawn: 3 people leave Meta within 14 days"]
    go(house, 1, first=3, day=3)
    assert counted(house) == ["3 people leave Meta within 15 days"]


def test_the_cluster_itself_can_be_a_false_alarm(house: House) -> None:
    go(house, 3)
    (key,) = clusters.stories(house.database)
    house.judge(Verdict.FALSE_ALARM, str(key))
    go(house, 1, first=3, day=3)
    assert counted(house) == ["Withdrawn: 3 people leave Meta within 14 days"]


def test_a_rebuild_finds_none_and_keeps_what_was_told(house: House) -> None:
    go(house, 3)
    before = house.told.texts()
    for _ in range(2):
        house.rebuild()
        house.deliver(3)
        assert house.told.texts() == before
        assert len(clusters.stories(house.database)) == 1


def test_it_can_be_explained(house: House) -> None:
    go(house, 3)
    (key,) = clusters.stories(house.database)
    found = answer.explain(house.database, str(key))
    assert [made.person for made, _ in found.claims] == list(PEOPLE[:3])
    assert all("leave Meta" in reason for reason in found.reasons)
    assert found.alerts
