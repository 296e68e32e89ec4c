"""Background comes from the one item that is meant, or not at all."""

from __future__ import annotations

import json

import pytest

from bot.companies import Directory
from bot.feeds.background import of_company, of_person
from bot.model import Background, Company, Fact
from tests.fakes.wikidata import Wikidata, to

BASE = "https://wikidata.example/w/api.php"
DIRECTORY = Directory([Company("Meta", aliases=("Meta Platforms",)), Company("OpenAI")])
HUMAN = [to("Q5")]


@pytest.fixture
def wikidata() -> Wikidata:
    found = Wikidata()
    found.item("Q10", "Meta Platforms", P169=[to("Q30", since="2004-07"), to("Q31", until="2003")], P488=[to("Q30")])
    found.item("Q11", "New York University", "NYU")
    found.item("Q12", "chief scientist")
    found.item("Q30", "Sample Founder")
    found.item("Q31", "Sample Predecessor")
    found.item(
        "Q20",
        "Ada Quist",
        P31=HUMAN,
        P108=[to("Q10", since="2013-12-09"), to("Q11", since="2003", until="2013"), to(None)],
        P39=[to("Q12", since="2018"), to("Q11", rank="deprecated")],
    )
    return found


def person(wikidata: Wikidata, name: str, *companies: str) -> tuple[Background, ...] | None:
    return of_person(name, companies, wikidata.answer, BASE, DIRECTORY)


def test_what_holds_today_comes_first_with_its_dates(wikidata: Wikidata) -> None:
    url = "https://www.wikidata.org/wiki/Q20"
    assert person(wikidata, "Ada Quist", "Meta") == (
        Background(Fact.POSITION, "chief scientist", url, "2018"),
        Background(Fact.EMPLOYER, "Meta Platforms", url, "2013-12-09"),
        Background(Fact.EMPLOYER, "New York University", url, "2003", "2013"),
    )
    assert wikidata.asked == ["wbsearchentities", "wbgetentities", "wbgetentities"]


def test_a_namesake_is_not_taken(wikidata: Wikidata) -> None:
    wikidata.item("Q21", "Ada Quist", P31=HUMAN, P108=[to("Q11")])
    assert [line.value for line in person(wikidata, "Ada Quist", "Meta") or ()][1:2] == ["Meta Platforms"]
    assert person(wikidata, "Ada Quist", "OpenAI") == ()


def test_under_a_frequent_name_only_a_known_employer_counts(wikidata: Wikidata) -> None:
    wikidata.item("Q22", "Michael Schmidt", P31=HUMAN, P108=[to("Q10")])
    assert person(wikidata, "Michael Schmidt", "OpenAI") == ()
    assert person(wikidata, "Michael Schmidt", "Meta") != ()


def test_who_is_no_human_or_has_no_item_has_no_background(wikidata: Wikidata) -> None:
    wikidata.item("Q23", "Ada Street", P31=[to("Q11")], P108=[to("Q10")])
    assert person(wikidata, "Ada Street", "Meta") == ()
    assert person(wikidata, "Nobody Known", "Meta") == ()


def test_a_company_has_those_who_lead_it_today(wikidata: Wikidata) -> None:
    found = of_company(
        "Meta",
        lambda address: wikidata.answer(address.replace("search=Meta&", "search=Meta+Platforms&")),
        BASE,
        DIRECTORY,
    )
    assert [(line.fact, line.value, line.since) for line in found or ()] == [
        (Fact.CHIEF_EXECUTIVE, "Sample Founder", "2004-07"),
        (Fact.CHAIR, "Sample Founder", None),
    ]


@pytest.mark.parametrize("body", [None, b"<html>busy</html>", json.dumps({"error": {"code": "ratelimited"}}).encode()])
def test_no_answer_is_no_answer(body: bytes | None) -> None:
    assert of_person("Ada Quist", (), lambda address: body, BASE, DIRECTORY) is None
    assert of_company("Meta", lambda address: body, BASE, DIRECTORY) is None


def test_an_item_of_another_shape_says_nothing(wikidata: Wikidata) -> None:
    wikidata.items["Q20"]["claims"]["P108"] = [{"mainsnak": "what"}]
    assert person(wikidata, "Ada Quist", "Meta") == ()
