"""To which story a claim goes: each rule with one case that needs it and one near miss."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.companies import Directory
from bot.model import Company, Judgement, Story, Told, Verdict
from bot.stories import LONGEST_WINDOW, Assignment, assign, handles
from tests.corpus.clusters import ORIGIN, item

DIRECTORY = Directory(
    [
        Company("Meta", former=("Facebook",), units=("Reality Labs",)),
        Company("OpenAI"),
        Company("Figma"),
        Company("Nokia"),
        Company("Google", units=("DeepMind",)),
    ]
)


def story(key: int, *lines: str) -> Story:
    read = [item(line, str(place)) for place, line in enumerate(lines)]
    told = tuple(Told(one.article, claim) for one in read for claim in one.claims)
    return Story(key, told, told[0].article.published)


def given(line: str, *candidates: Story, judgements: tuple[Judgement, ...] = ()) -> tuple[Assignment, ...]:
    one = item(line, "99")
    return assign(one.article, one.claims, candidates, DIRECTORY, judgements)


def joins(line: str, *told: str) -> bool:
    """Whether the one claim of an item joins the story that was told so; and then the store would have found it."""
    before = story(5, *told)
    (one,) = given(line, before)
    keys = frozenset().union(*(handles(source.claim, DIRECTORY) for source in before.told))
    found = bool(keys & handles(item(line, "99").claims[0], DIRECTORY))
    assert found or one.story == 0
    return one.story == 5


CRISAN = "0 ST en | t | move Loredana Crisan : Meta > Figma as Chief Design Officer"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("0 SZ de | Ganz anderer Titel | departure Loredana Crisan @ Facebook", CRISAN),
        ("40 SZ de | t | hire Loredana Crisan @ Figma as Designchefin", CRISAN),
        ("3 SZ de | t | appointment Loredana Crisan @ Figma as Designchefin", CRISAN),
        ("1 SZ de | t | departure Crisan @ Meta", CRISAN),
        ("1 SZ de | t | move Loredana Crisan : Meta > OpenAI", CRISAN),
        ("-3 SZ de | t | departure Loredana Crisan @ Meta !planned", CRISAN),
        ("9 SZ de | t | hire Loredana Crisan @ Figma", "0 ST en | t | departure Loredana Crisan @ Meta"),
        ("100 SZ de | t | departure Ada Quist @ Meta", "0 ST en | t | departure Ada Quist @ Meta !planned"),
        ("5 SZ de | t | promotion Ada Quist @ Meta as CTO", "0 ST en | t | departure Ada Quist @ Meta !planned"),
        (
            "1 SZ de | t | departure Ada Quist @ Nokia as Leiterin der Netzsparte",
            "0 ST en | t | departure - @ Nokia as head of networks",
        ),
        ("1 SZ de | t | departure - @ Nokia", "0 ST en | t | departure - @ Nokia as head of networks"),
        ("1 SZ de | t | hire - : Figma > Nokia as CFO", "0 ST en | t | appointment Ada Quist @ Nokia as CFO"),
        ("1 ST en | t | departure - @ Meta as top executive", "0 ST en | t | departure - @ Meta as top executive"),
        (
            "2 SZ de | t | departure - @ Nokia as Verkaufschef !reported",
            "0 SZ de | t | departure - @ Nokia as Verkaufschef",
        ),
        ("6 SZ de | t | departure - @ Nokia as Finanzvorstand", "0 ST en | t | departure Ada Quist @ Nokia as CFO"),
        ("20 SZ de | t | layoffs - @ Nokia {900}", "0 ST en | t | layoffs - @ Nokia {500}"),
        ("13 SZ de | t | reorg - @ Nokia", "0 ST en | t | reorg - @ Nokia"),
        ("2 SZ de | t | hiring_freeze - @ Reality Labs", "0 ST en | t | hiring_freeze - @ Meta"),
        ("9 SZ de | t | acquihire - @ Figma", "0 ST en | t | acquihire - : Sample Pixel > Figma"),
        ("200 SZ de | t | hire Ada Quist : Nokia > Meta ~past", "0 ST en | t | hire Ada Quist @ Meta ~past"),
    ],
)
def test_one_happening(line: str, told: str) -> None:
    assert joins(line, told)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("50 SZ de | t | departure Loredana Crisan @ Meta", CRISAN),
        ("9 SZ de | t | departure Loredana Crisan @ Figma", CRISAN),
        ("1 SZ de | t | promotion Loredana Crisan @ Figma as CEO", CRISAN),
        ("1 SZ de | t | reorg Loredana Crisan @ Meta", CRISAN),
        ("1 SZ de | t | departure Crisan @ OpenAI", CRISAN),
        ("1 SZ de | t | departure Lorena Crisan @ Meta", CRISAN),
        ("1 SZ de | t | departure Loredana Crisan @ Meta ~past", CRISAN),
        ("20 SZ de | t | hire Loredana Crisan @ Figma", "0 ST en | t | departure Loredana Crisan @ Meta"),
        ("2 SZ de | t | hire Michael Schmidt @ Figma", "0 ST en | t | departure Michael Schmidt @ Meta"),
        ("9 SZ de | t | departure Ada Quist @ Meta", "0 ST en | t | promotion Ada Quist @ Meta as CTO"),
        ("40 SZ de | t | promotion Ada Quist @ Meta as CTO", "0 ST en | t | departure Ada Quist @ Meta !planned"),
        ("130 SZ de | t | departure Ada Quist @ Meta", "0 ST en | t | departure Ada Quist @ Meta !planned"),
        (
            "1 SZ de | t | departure Ada Quist @ Nokia as Finanzvorständin",
            "0 ST en | t | departure - @ Nokia as head of networks",
        ),
        ("5 SZ de | t | departure - @ Nokia", "0 ST en | t | departure - @ Nokia as head of networks"),
        ("1 SZ de | t | departure Ada Quist @ Nokia", "0 ST en | t | departure - @ Nokia as head of networks"),
        ("1 ST en | t | hire - @ Meta as head of cars", "0 SZ de | t | hire Ada Quist @ Meta as lead of a large firm"),
        (
            "1 ST en | t | departure - @ Meta as top executive !reported",
            "0 SZ de | t | departure - @ Meta as top executive",
        ),
        ("1 ST en | t | departure - @ Meta as engineer", "0 SZ de | t | departure - @ Meta as Ingenieur"),
        ("1 ST en | t | departure - @ Meta as executive", "0 SZ de | t | departure Ada Quist @ Meta"),
        ("1 ST en | t | move Ada Quist : Figma > OpenAI", "0 SZ de | t | move - : Meta > OpenAI"),
        ("1 ST en | t | move - : Nokia > Meta as head of cars", "0 SZ de | t | departure - @ Nokia as Vertriebsleiter"),
        ("1 ST en | t | hire - : Figma > Meta as CFO", "0 SZ de | t | hire - : Nokia > Meta as CFO"),
        ("1 SZ de | t | hire Ada Quist @ Nokia as CFO", "0 ST en | t | departure - @ Nokia as CFO"),
        ("1 SZ de | t | departure Ada Quist @ Meta as CFO", "0 ST en | t | departure - @ Nokia as CFO"),
        ("40 SZ de | t | layoffs - @ Nokia", "0 ST en | t | layoffs - @ Nokia"),
        ("20 SZ de | t | reorg - @ Nokia", "0 ST en | t | reorg - @ Nokia"),
        ("20 SZ de | t | hiring_push - @ Nokia", "0 ST en | t | hiring_push - @ Nokia"),
        ("1 SZ de | t | layoffs - @ Nokia", "0 ST en | t | hiring_freeze - @ Nokia"),
        ("1 SZ de | t | layoffs - @ Meta", "0 ST en | t | layoffs - @ Nokia"),
        ("1 SZ de | t | acquihire - : Sample Vector > Figma", "0 ST en | t | acquihire - : Sample Pixel > Figma"),
        ("1 SZ de | t | departure - @ Nokia", "0 ST en | t | layoffs - @ Nokia"),
        ("1 SZ de | t | hire Ada Quist @ Meta", "0 ST en | t | hire Ada Quist @ Meta ~past"),
        ("1 SZ de | t | hire Ada Quist : Nokia > Meta ~past", "0 ST en | t | move Ada Quist : Meta > Nokia ~past"),
    ],
)
def test_two_happenings(line: str, told: str) -> None:
    assert not joins(line, told)


def test_an_unnamed_leaving_that_fits_two_stories_joins_none() -> None:
    first = story(5, "0 ST en | t | departure - @ Nokia as head of networks")
    second = story(6, "0 ST en | t | departure - @ Nokia as CFO")
    assert given("1 SZ de | t | departure - @ Nokia", first, second)[0].story == 0
    assert given("1 SZ de | t | departure - @ Nokia", first)[0].story == 5


def test_of_two_stories_the_closest_is_joined() -> None:
    spring = story(5, "-40 ST en | t | departure Ada Quist @ Meta")
    summer = story(6, "-2 ST en | t | departure Ada Quist @ Meta")
    assert given("0 SZ de | t | departure Ada Quist @ Meta", spring, summer)[0].story == 6
    initial = story(7, "0 ST en | t | departure A. Quist @ Meta")
    assert given("0 SZ de | t | departure Ada Quist @ Meta", initial, spring)[0].story == 5


def test_one_article_with_many_people_is_one_story() -> None:
    told = given(
        "0 ST en | t | departure Ada Quist @ Meta ;; departure Bo Lind @ Facebook ;; "
        "hire Bo Lind @ Nokia ;; layoffs - @ Meta"
    )
    assert {one.group for one in told} == {1}


def test_a_round_up_of_firms_is_several_stories() -> None:
    told = given("0 ST en | t | departure Ada Quist @ Meta ;; hire Bo Lind @ Nokia ;; departure Cy Holm @ Meta")
    assert [(one.story, one.group) for one in told] == [(0, 1), (0, 2), (0, 1)]


def test_groups_that_a_later_claim_links_are_one() -> None:
    told = given("0 ST en | t | departure Ada Quist @ Meta ;; hire Bo Lind @ Nokia ;; move Cy Holm : Meta > Nokia")
    assert {one.group for one in told} == {1}


def test_history_stands_apart() -> None:
    told = given(
        "0 ST en | t | departure Ada Quist @ Meta ;; move Ada Quist : Nokia > Meta ~past ;; "
        "move Bo Lind : Nokia > Meta ~past"
    )
    assert [(one.group, one.memory) for one in told] == [(1, False), (2, True), (3, True)]


def test_a_late_addition_joins_the_list_while_it_is_fresh() -> None:
    first = story(5, "0 ST en | t | departure Ada Quist @ Meta")
    line = "| t | departure Ada Quist @ Meta ;; departure Bo Lind @ Meta"
    assert [one.story for one in given(f"2 SZ de {line}", first)] == [5, 5]
    assert [one.story for one in given(f"9 SZ de {line}", first)] == [5, 0]
    hired = given("2 SZ de | t | departure Ada Quist @ Meta ;; hire Bo Lind @ Meta as researcher", first)
    assert [one.story for one in hired] == [5, 0]


def test_an_article_on_two_stories_gives_its_rest_to_neither() -> None:
    first = story(5, "0 ST en | t | departure Ada Quist @ Meta")
    second = story(6, "0 ST en | t | departure Bo Lind @ Meta")
    line = "1 SZ de | t | departure Ada Quist @ Meta ;; departure Bo Lind @ Meta ;; departure Cy Holm @ Meta"
    assert [one.story for one in given(line, first, second)] == [5, 6, 0]


def test_a_successor_told_with_the_predecessor_joins() -> None:
    first = story(5, "0 ST en | t | departure Ada Quist @ Nokia as CFO")
    told = given("1 SZ de | t | departure Ada Quist @ Nokia ;; hire Bo Lind @ Nokia as Finanzvorstand", first)
    assert [one.story for one in told] == [5, 5]


def test_a_human_parts_and_joins() -> None:
    told = story(5, "0 ST en | t | departure Ada Quist @ Meta")
    line = "1 SZ de | t | departure Ada Lindholm @ Meta"
    same = Judgement(Verdict.SAME_PERSON, "Ada Quist", "Ada Lindholm", "U1", ORIGIN)
    apart = Judgement(Verdict.NOT_SAME_PERSON, "A. Quist", "Ada Quist", "U1", ORIGIN)
    assert given(line, told)[0].story == 0
    assert given(line, told, judgements=(same,))[0].story == 5
    assert given("1 SZ de | t | departure A. Quist @ Meta", told)[0].story == 5
    assert given("1 SZ de | t | departure A. Quist @ Meta", told, judgements=(apart,))[0].story == 0


def test_every_assignment_says_why() -> None:
    told = given(
        "1 SZ de | t | departure Ada Quist @ Meta ;; layoffs - @ Nokia", story(5, "0 ST en | t | layoffs - @ Nokia")
    )
    assert all(one.reason for one in told)


def test_no_claims_no_assignments() -> None:
    one = item(CRISAN, "1")
    assert assign(one.article, (), (), DIRECTORY) == ()
    assert timedelta(days=120) == LONGEST_WINDOW


def test_handles_name_the_person_and_each_company_side() -> None:
    keys = handles(item(CRISAN, "1").claims[0], DIRECTORY)
    assert {"company meta leaves", "company figma arrives"} < keys
    assert any(key.startswith("person ") for key in keys)
    (past,) = item("0 ST en | t | move Ada Quist : Nokia > Meta ~past", "1").claims
    assert all(key.startswith("past person ") for key in handles(past, DIRECTORY))
