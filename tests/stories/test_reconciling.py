"""Of one human in one article: the coming told after the going is history, and a post inside is not the one outside."""

from __future__ import annotations

import pytest

from bot.companies import Directory
from bot.model import Claim, Company
from bot.stories import reconcile
from tests.corpus.clusters import item

DIRECTORY = Directory([Company("Meta", units=("Meta AI",)), Company("OpenAI"), Company("xAI"), Company("Figma")])


def reconciled(claims: str) -> tuple[Claim, ...]:
    return reconcile(item(f"0 ST en | t | {claims}", "1").claims, DIRECTORY)


@pytest.mark.parametrize(
    "claims",
    [
        "move Ethan Knight : Meta > OpenAI ;; hire Ethan Knight @ Meta",
        "move Ethan Knight : Meta > OpenAI ;; hire Knight @ Meta !reported",
        "departure Loredana Crisan @ Meta ;; hire Loredana Crisan @ Meta AI",
    ],
)
def test_how_somebody_came_whom_an_article_tells_to_leave_is_history(claims: str) -> None:
    news, before = reconciled(claims)
    assert (news.past, before.past) == (False, True)


def test_how_they_came_may_be_told_before_the_leaving_but_not_as_the_opening() -> None:
    coming, going = "hire Rishabh Agarwal @ Meta", "departure Rishabh Agarwal @ Meta"
    assert [one.past for one in reconciled(f"departure Avi Verma @ Meta ;; {coming} ;; {going}")] == [
        False,
        True,
        False,
    ]
    assert [one.past for one in reconciled(f"{coming} ;; {going}")] == [False, False]
    threat = f"departure Avi Verma @ Meta ;; {coming} ;; {going} !planned"
    assert [one.past for one in reconciled(threat)] == [False, False, False]


@pytest.mark.parametrize(
    "claims",
    [
        "hire Ethan Knight @ Meta ;; departure Ethan Knight @ Meta",
        "move Ethan Knight : OpenAI > Meta ;; move Ethan Knight : Meta > OpenAI",
        "departure Ethan Knight @ Meta ;; hire Avi Verma @ Meta",
        "departure Ethan Knight @ Meta ;; hire Ethan Knight @ xAI",
        "departure Ethan Knight @ Meta ~past ;; hire Ethan Knight @ Meta",
        "departure Ethan Knight @ Meta ;; promotion Ethan Knight @ Meta as adviser",
        "departure Sam Altman @ OpenAI as CEO ;; hire Sam Altman @ OpenAI as CEO",
    ],
)
def test_other_pairs_stay_news(claims: str) -> None:
    assert not reconciled(claims)[-1].past


def test_the_post_inside_is_not_the_one_for_which_somebody_may_leave() -> None:
    inside, away = reconciled(
        "appointment Shengjia Zhao @ Meta as Chief AI Scientist ;; move Zhao : Meta > OpenAI as chief AI scientist !planned"
    )
    assert (inside.role, away.role) == ("Chief AI Scientist", None)


@pytest.mark.parametrize(
    "claims",
    [
        "appointment Shengjia Zhao @ Meta as Chief AI Scientist ;; move Shengjia Zhao : Meta > OpenAI as researcher",
        "appointment Avi Verma @ Meta as Chief AI Scientist ;; move Shengjia Zhao : Meta > OpenAI as chief AI scientist",
        "appointment Shengjia Zhao @ Meta as Chief AI Scientist ;; departure Shengjia Zhao @ Meta as Chief AI Scientist",
    ],
)
def test_other_posts_stay(claims: str) -> None:
    assert reconciled(claims)[1].role is not None
