"""How long somebody had been there who leaves: chosen where outlets agree, shown side by side where they differ."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.model import Extent, Move, Tenure, Unit
from bot.stories import believe
from tests.stories.test_belief import DIRECTORY, story

UNDER_A_MONTH = Tenure("less than a month", Extent.UNDER, 1, Unit.MONTH)
NEVER_BEGAN = Tenure("before his first day", Extent.NONE)


def left(*tenures: tuple[Tenure, ...]) -> Move:
    """Ada Quist leaves Meta, as the Sample Times, Zeitung and Post say, each with these times there."""
    told = story(
        *(f"{place} {code} en | t | departure Ada Quist @ Meta" for place, code in enumerate(("ST", "SZ", "SP")))
    )
    said = zip(told.told, tenures, strict=False)
    with_times = tuple(replace(one, claim=replace(one.claim, tenure=times)) for one, times in said)
    (move,) = believe(replace(told, told=with_times), DIRECTORY)
    return move


def test_how_long_somebody_was_there_is_shown_side_by_side_where_outlets_differ() -> None:
    move = left((UNDER_A_MONTH,), (NEVER_BEGAN,), (UNDER_A_MONTH,))
    assert move.tenure is None
    assert move.differences == (
        "Time there: less than a month (Sample Times, Sample Post); before his first day (Sample Zeitung)",
    )


def test_one_article_may_say_two_times() -> None:
    move = left((UNDER_A_MONTH, NEVER_BEGAN))
    assert move.differences == ("Time there: less than a month (Sample Times); before his first day (Sample Times)",)


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        (Tenure("three weeks", Extent.EXACTLY, 3, Unit.WEEK), UNDER_A_MONTH, False),
        (Tenure("a few weeks", Extent.SEVERAL, 0, Unit.WEEK), UNDER_A_MONTH, False),
        (Tenure("three months", Extent.EXACTLY, 3, Unit.MONTH), UNDER_A_MONTH, True),
        (Tenure("neun Jahren", Extent.EXACTLY, 9, Unit.YEAR), Tenure("a decade", Extent.EXACTLY, 10, Unit.YEAR), False),
        (Tenure("neun Jahren", Extent.EXACTLY, 9, Unit.YEAR), Tenure("12 years", Extent.EXACTLY, 12, Unit.YEAR), True),
        (
            Tenure("fast zehn Jahren", Extent.ABOUT, 10, Unit.YEAR),
            Tenure("9 years", Extent.EXACTLY, 9, Unit.YEAR),
            False,
        ),
        (
            Tenure("20 years", Extent.EXACTLY, 20, Unit.YEAR),
            Tenure("two years", Extent.EXACTLY, 2, Unit.YEAR, True),
            False,
        ),
        (Tenure("more than a year", Extent.OVER, 1, Unit.YEAR), Tenure("two days", Extent.EXACTLY, 2, Unit.DAY), True),
    ],
)
def test_times_that_can_both_be_meant_are_no_difference(one: Tenure, other: Tenure, differ: bool) -> None:
    assert bool(left((one,), (other,)).differences) is differ
    assert left((one,), (other,)).tenure == left((other,), (one,)).tenure


def test_the_most_exact_time_with_the_employer_is_believed() -> None:
    weeks = Tenure("three weeks", Extent.EXACTLY, 3, Unit.WEEK)
    assert left((UNDER_A_MONTH,), (weeks,), ()).tenure == weeks
    in_post = Tenure("two years", Extent.EXACTLY, 2, Unit.YEAR, in_post=True)
    years = Tenure("20 years", Extent.EXACTLY, 20, Unit.YEAR)
    assert left((in_post,), (years,)).tenure == years
