"""A human's word holds at once, for every channel, and after every rebuild."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot import answer
from bot.answer import Nobody
from bot.errors import UnknownName
from bot.model import Claim, CompanyProfile, Kind, Profile, Verdict
from bot.store import Database, judgements
from tests.builders import MORNING, claim
from tests.memory.place import COMPANIES, House


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with closing(Database(tmp_path / "orgwatch.db")) as database:
        yield House(database)


def who(house: House, name: str) -> Profile | CompanyProfile | Nobody:
    return answer.whois(house.database, COMPANIES, name, MORNING)


def leaves(person: str, company: str, **changes: object) -> Claim:
    usual: dict[str, object] = {
        "kind": Kind.DEPARTURE,
        "org": company,
        "from_org": company,
        "to_org": None,
        "role": None,
    }
    return claim(person=person, **(usual | changes))


def later(house: House) -> Iterator[str]:
    """What is said must hold now and after a rebuild."""
    yield "at once"
    house.rebuild()
    yield "after a rebuild"


def test_every_word_is_kept_with_who_and_when(house: House) -> None:
    house.read(1, leaves("Loredana Crisan", "Meta"))
    house.judge(Verdict.FALSE_ALARM, "1")
    house.judge(Verdict.SAME_PERSON, "Loredana Crisan", "Lori C. Crisan")
    house.rebuild()
    kept = judgements.every(house.database)
    assert [(one.verdict, one.subject, one.by, one.at) for one in kept] == [
        (Verdict.FALSE_ALARM, "1", "U1", MORNING),
        (Verdict.SAME_PERSON, "Loredana Crisan", "U1", MORNING),
    ]


def test_a_false_alarm_is_withdrawn(house: House) -> None:
    house.read(1, leaves("Loredana Crisan", "Meta"))
    house.deliver()
    house.judge(Verdict.FALSE_ALARM, "1")
    for _ in later(house):
        house.deliver()
        assert house.told.texts() == ["Withdrawn: Loredana Crisan leaves Meta"]
        assert len(house.told.replies()) == 1


def test_a_wrong_company_is_out_of_the_story_and_its_alert_withdrawn(house: House) -> None:
    house.read(1, leaves("Loredana Crisan", "Meta"))
    house.deliver()
    house.judge(Verdict.WRONG_COMPANY, "1", "Facebook")
    for when in later(house):
        house.deliver()
        assert house.told.texts() == ["Withdrawn: Loredana Crisan leaves Meta"], when
        assert isinstance(who(house, "Loredana Crisan"), Nobody), when
        found = who(house, "Meta")
        assert isinstance(found, CompanyProfile)
        assert found.departures == (), when


def test_a_wrong_company_leaves_the_others_of_the_story(house: House) -> None:
    house.read(1, leaves("Loredana Crisan", "Meta"), claim(person="Loredana Crisan", from_org="OpenAI", to_org="Figma"))
    house.deliver()
    house.judge(Verdict.WRONG_COMPANY, "1", "Meta")
    found = who(house, "Loredana Crisan")
    assert isinstance(found, Profile)
    assert [(line.from_org, line.to_org) for line in found.timeline] == [("OpenAI", "Figma")]


def test_two_names_of_one_person_are_one(house: House) -> None:
    house.read(1, leaves("Jen-Hsun Huang", "Meta"))
    house.read(2, claim(person="Jensen Huang", kind=Kind.HIRE, org="OpenAI", from_org=None, to_org="OpenAI"), day=1)
    assert {answered(who(house, name)) for name in ("Jen-Hsun Huang", "Jensen Huang")} == {
        "Jen-Hsun Huang",
        "Jensen Huang",
    }
    house.judge(Verdict.SAME_PERSON, "Jensen Huang", "Jen-Hsun Huang")
    for when in later(house):
        one, other = who(house, "Jensen Huang"), who(house, "Jen-Hsun Huang")
        assert isinstance(one, Profile)
        assert one == other, when
        assert len({line.story for line in one.timeline}) == len(one.timeline), when


def test_names_that_share_nothing_are_one_when_a_human_says_so(house: House) -> None:
    house.read(1, leaves("Anna Quist", "Meta"))
    house.read(2, leaves("Ada Zwirner", "Meta"))
    house.deliver()
    house.judge(Verdict.SAME_PERSON, "Anna Quist", "Ada Zwirner")
    for when in later(house):
        house.deliver()
        found = who(house, "Ada Zwirner")
        assert isinstance(found, Profile)
        assert [line.from_org for line in found.timeline] == ["Meta"], when
        assert house.stories(1) == house.stories(2), when
        assert sum("Told in one message with" in text for text in house.told.texts()) == 1
        assert len(house.told.texts()) == 2


def test_one_name_of_two_people_is_two(house: House) -> None:
    house.read(1, leaves("Loredana Crisan", "Meta"))
    house.read(2, leaves("Loredana Krisan", "BMW"), day=100)
    assert isinstance(who(house, "Loredana Crisan"), Profile)
    house.judge(Verdict.NOT_SAME_PERSON, "Loredana Crisan", "Loredana Krisan")
    for when in later(house):
        found = who(house, "Loredana Crisan")
        assert isinstance(found, Profile)
        people = found.candidates or (found,)
        lines = [line.from_org for line in found.timeline]
        assert len(people) == 2 or lines == ["Meta"], when


def test_namesakes_are_told_apart_by_their_companies_also_when_numbers_are_given(house: House) -> None:
    house.read(1, leaves("Tilda Orwell", "BMW"))
    house.read(2, leaves("Tilda Orwell", "SAP"), day=100)
    found = who(house, "Tilda Orwell")
    assert isinstance(found, Profile)
    assert len(found.timeline) == 2
    house.judge(Verdict.NOT_SAME_PERSON, "Tilda Orwell @ BMW", "Tilda Orwell @ SAP")
    found = who(house, "Tilda Orwell")
    assert isinstance(found, Profile)
    assert len(found.candidates) == 2
    one, other = (str(person.id) for person in found.candidates)
    house.judge(Verdict.SAME_PERSON, one, other)
    for when in later(house):
        found = who(house, "Tilda Orwell")
        assert isinstance(found, Profile)
        assert [line.from_org for line in found.timeline] == ["BMW", "SAP"], when


def test_a_word_about_nothing_is_refused(house: House) -> None:
    house.read(1, leaves("Loredana Crisan", "Meta"))
    for verdict, subject, other, words in (
        (Verdict.FALSE_ALARM, "17", None, "no story 17"),
        (Verdict.FALSE_ALARM, "Crisan", None, "no story Crisan"),
        (Verdict.WRONG_COMPANY, "1", "SAP", "does not tell of SAP"),
        (Verdict.SAME_PERSON, "Loredana Crisan", None, "who else"),
        (Verdict.SAME_PERSON, "Loredana Crisan", "99", "number 99"),
    ):
        with pytest.raises(UnknownName, match=words):
            house.judge(verdict, subject, other)
    assert judgements.every(house.database) == ()


def answered(found: Profile | CompanyProfile | Nobody) -> str:
    assert isinstance(found, Profile)
    return found.name
