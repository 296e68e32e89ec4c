"""What is believed of a story: status, choice, differences, and one move a human."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.companies import Directory
from bot.model import Company, Judgement, Kind, Move, Rank, Story, StoryStatus, Told, Verdict
from bot.stories import believe
from tests.corpus.clusters import ORIGIN, item

DIRECTORY = Directory(
    [
        Company("Meta", former=("Facebook",), units=("Reality Labs",)),
        Company("OpenAI"),
        Company("Figma"),
        Company("Nokia"),
    ]
)


def story(*lines: str) -> Story:
    """A story of these items (tests/corpus/clusters/README.md says how they are written)."""
    read = [item(line, str(place)) for place, line in enumerate(lines)]
    return Story(7, tuple(Told(one.article, claim) for one in read for claim in one.claims), ORIGIN)


def moves(*lines: str) -> tuple[Move, ...]:
    return believe(story(*lines), DIRECTORY)


def only(*lines: str) -> Move:
    (move,) = moves(*lines)
    return move


@pytest.mark.parametrize(
    ("status", "lines"),
    [
        ("rumour", ["0 ST en | t | departure Ada Quist @ Meta !reported"]),
        (
            "rumour",
            [
                "0 ST en | t | departure Ada Quist @ Meta !reported",
                "1 ST en | t | departure Ada Quist @ Meta !reported",
            ],
        ),
        (
            "rumour",
            [
                "0 ST en | t | departure Ada Quist @ Meta !reported",
                "1 AG en | t | departure Ada Quist @ Meta !reported",
            ],
        ),
        (
            "rumour",
            [
                "0 ST en | t | departure Ada Quist @ Meta !reported",
                "1 SP en | t | departure Ada Quist @ Meta !reported by Sample Times",
                "1 SW en | t | departure Ada Quist @ Meta !reported by a report in the Sample Times",
            ],
        ),
        (
            "reported",
            [
                "0 ST en | t | departure Ada Quist @ Meta !reported",
                "1 SP en | t | departure Ada Quist @ Meta !reported",
            ],
        ),
        (
            "reported",
            [
                "0 ST en | t | departure Ada Quist @ Meta !reported by people familiar",
                "1 SP en | t | departure Ada Quist @ Meta !reported by people familiar",
            ],
        ),
        ("reported", ["0 ST en | t | departure Ada Quist @ Meta !reported by Berta Holm of Meta"]),
        ("reported", ["0 AG en | t | departure Ada Quist @ Meta"]),
        ("reported", ["0 ST en | t | departure Ada Quist @ Meta ~contradicted"]),
        ("planned", ["0 ST en | t | departure Ada Quist @ Meta !planned"]),
        (
            "planned",
            ["0 ST en | t | departure Ada Quist @ Meta !reported", "1 ST en | t | departure Ada Quist @ Meta !planned"],
        ),
        (
            "confirmed",
            ["0 ST en | t | departure Ada Quist @ Meta !planned", "1 SP en | t | departure Ada Quist @ Meta"],
        ),
        (
            "confirmed",
            ["0 ST en | t | departure Ada Quist @ Meta !reported", "1 SF en | t | departure Ada Quist @ Meta"],
        ),
        ("confirmed", ["0 ST en | t | departure Ada Quist @ Meta !denied", "1 IR en | t | departure Ada Quist @ Meta"]),
        (
            "denied",
            ["0 ST en | t | departure Ada Quist @ Meta !reported", "1 SP en | t | departure Ada Quist @ Meta !denied"],
        ),
        (
            "denied",
            ["0 IR en | t | departure Ada Quist @ Meta !denied", "1 SP en | t | departure Ada Quist @ Meta !reported"],
        ),
        ("denied", ["0 IR en | t | departure Ada Quist @ Meta !denied", "1 SP en | t | departure Ada Quist @ Meta"]),
        (
            "reversed",
            ["0 ST en | t | departure Ada Quist @ Meta !planned", "1 SP en | t | departure Ada Quist @ Meta !denied"],
        ),
        ("reversed", ["0 ST en | t | departure Ada Quist @ Meta", "1 IR en | t | departure Ada Quist @ Meta !denied"]),
    ],
)
def test_status(status: str, lines: list[str]) -> None:
    assert only(*lines).status is StoryStatus(status)


def test_leaving_and_arriving_become_one_move() -> None:
    move = only(
        "0 ST en | t | departure Ada Quist @ Facebook as vice president",
        "1 SZ de | t | hire Ada Quist @ Figma as Designchefin",
        "1 SP en | t | hire Ada Quist @ Figma as chief design officer",
    )
    assert (move.kind, move.from_company, move.to_company) == (Kind.MOVE, "Meta", "Figma")
    assert move.role == "chief design officer"
    assert move.rank is Rank.C_LEVEL
    assert move.date == move.told[0].article.published
    assert move.differences == ()
    assert move.story == 7


def test_the_post_that_is_left_is_not_the_one_entered() -> None:
    move = only(
        "0 ST en | t | departure Ada Quist @ Meta as head of design", "0 SP en | t | move Ada Quist : Meta > Figma"
    )
    assert move.role is None


def test_a_threat_that_ends_in_a_promotion_is_turned() -> None:
    rise, threat = moves(
        "0 ST en | t | departure Ada Quist @ Meta as researcher !planned ;; "
        "promotion Ada Quist @ Meta as chief scientist !reported",
        "1 SP en | t | move Ada Quist : Meta > OpenAI !planned",
    )
    assert (rise.kind, rise.status, rise.company) == (Kind.PROMOTION, StoryStatus.RUMOUR, "Meta")
    assert (threat.kind, threat.status, threat.to_company) == (Kind.MOVE, StoryStatus.REVERSED, "OpenAI")


def test_stepping_down_to_become_chair_is_no_turn() -> None:
    told = moves("0 ST en | t | departure Ada Quist @ Nokia as CEO ;; promotion Ada Quist @ Nokia as chairwoman")
    assert {move.status for move in told} == {StoryStatus.CONFIRMED}
    assert len(told) == 2


def test_a_unit_is_its_company() -> None:
    move = only("0 ST en | t | move Ada Quist : Reality Labs > Meta as head of glasses")
    assert (move.from_company, move.to_company, move.company) == (None, None, "Meta")
    assert move.kind is Kind.PROMOTION


@pytest.mark.parametrize("kind", [Kind.DEPARTURE, Kind.HIRE, Kind.MOVE, Kind.PROMOTION, Kind.APPOINTMENT])
def test_a_claim_without_a_company_keeps_its_kind(kind: Kind) -> None:
    (told,) = story("0 ST en | t | departure Ada Quist @ Meta").told
    bare = replace(told, claim=replace(told.claim, kind=kind, org=None, from_org=None, to_org=None))
    (move,) = believe(Story(7, (bare,), ORIGIN), DIRECTORY)
    assert (move.kind, move.company, move.from_company, move.to_company) == (kind, None, None, None)


def test_two_destinations_are_said_and_none_is_chosen() -> None:
    move = only("0 ST en | t | move Ada Quist : Meta > Figma", "1 SZ de | t | move Ada Quist : Meta > OpenAI")
    assert (move.kind, move.from_company, move.to_company) == (Kind.DEPARTURE, "Meta", None)
    assert move.differences == ("To: Figma (Sample Times); OpenAI (Sample Zeitung)",)


def test_the_firmer_destination_is_chosen_and_the_other_said() -> None:
    move = only(
        "0 ST en | t | move Ada Quist : Meta > Figma !reported",
        "1 SZ de | t | move Ada Quist : Meta > OpenAI",
        "2 IR en | t | hire Ada Quist @ OpenAI",
    )
    assert move.to_company == "OpenAI"
    assert move.differences == ("To: Figma (Sample Times); OpenAI (Sample Zeitung, Newsroom)",)


def test_contradicted_claims_give_no_two_confirmed_moves() -> None:
    move = only(
        "0 ST de | t | move Ada Quist : Meta > OpenAI ~contradicted ;; "
        "move Ada Quist : Meta > Figma !planned ~contradicted"
    )
    assert move.status is StoryStatus.REPORTED
    assert move.confidence <= 0.5
    assert move.differences == ("To: OpenAI (Sample Times); Figma (Sample Times)",)


def test_a_post_belongs_to_the_company_where_it_waits() -> None:
    """Figma is believed, OpenAI only rumoured: what the rumour says of a post is no post at Figma."""
    move = only(
        "0 ST en | t | move Ada Quist : Meta > Figma",
        "1 SZ de | t | move Ada Quist : Meta > OpenAI as chief scientist !reported",
    )
    assert (move.to_company, move.role) == ("Figma", None)
    assert move.differences == ("To: Figma (Sample Times); OpenAI (Sample Zeitung)",)


def test_where_no_destination_is_believed_no_post_there_is() -> None:
    move = only(
        "0 ST en | t | move Ada Quist : Meta > Figma as chief scientist !reported",
        "1 SZ de | t | move Ada Quist : Meta > OpenAI !reported",
    )
    assert (move.to_company, move.role) == (None, None)
    left = only(
        "0 ST en | t | move Ada Quist : Meta > Figma as chief scientist !reported",
        "1 SZ de | t | move Ada Quist : Meta > OpenAI !reported",
        "2 SP en | t | departure Ada Quist @ Meta as head of design",
    )
    assert (left.to_company, left.role) == (None, "head of design")


def test_counts_are_kept_apart() -> None:
    move = only(
        "0 ST en | t | layoffs - @ Nokia {500}",
        "0 SZ de | t | layoffs - @ Nokia {800}",
        "1 SP en | t | layoffs - @ Nokia {500}",
        "1 SP en | t | layoffs - @ Nokia {30 of Espoo}",
    )
    assert move.differences == ("Count: 500 (Sample Times, Sample Post); 800 (Sample Zeitung)",)
    assert (move.person, move.company, move.kind) == (None, "Nokia", Kind.LAYOFFS)


def test_one_count_written_in_several_ways_is_no_difference() -> None:
    move = only(
        "0 ST en | t | hiring_push - @ Nokia {more than 3,000}",
        "0 SZ de | t | hiring_push - @ Nokia {rund 3.000}",
        "1 SP en | t | hiring_push - @ Nokia {3000}",
    )
    assert move.differences == ()


def test_two_origins_of_a_push_are_one_wave_and_no_disagreement() -> None:
    told = story(
        "0 ST en | t | hiring_push - @ Meta {more than 20 of OpenAI}",
        "2 SP en | t | hiring_push - @ Facebook {at least 13 of Google}",
        "3 SZ de | t | hiring_push - @ Meta {30 of Open AI}",
    )
    (move,) = believe(told, DIRECTORY)
    assert (move.company, move.from_company, move.origins) == ("Meta", None, ("OpenAI", "Google"))
    assert move.differences == ("Count from OpenAI: more than 20 (Sample Times); 30 (Sample Zeitung)",)
    named = tuple(
        replace(one, claim=replace(one.claim, numbers=(), from_org=name))
        for one, name in zip(told.told, ("OpenAI", "Google", "OpenAI"), strict=True)
    )
    (move,) = believe(replace(told, told=named), DIRECTORY)
    assert (move.origins, move.differences) == (("OpenAI", "Google"), ())


def test_posts_that_cannot_be_one_are_said() -> None:
    move = only(
        "0 ST en | t | hire Ada Quist @ Nokia as CFO", "0 SZ de | t | hire Ada Quist @ Nokia as Technikvorständin"
    )
    assert move.differences == ("Post: CFO (Sample Times); Technikvorständin (Sample Zeitung)",)
    move = only(
        "0 ST en | t | hire Ada Quist @ Nokia as CFO", "0 SZ de | t | hire Ada Quist @ Nokia as Finanzvorständin"
    )
    assert move.differences == ()


def test_a_surname_joins_the_only_human_it_can_mean() -> None:
    move = only("0 ST en | t | departure Quist @ Meta", "0 SZ de | t | departure Ada Quist @ Meta")
    assert move.person == "Ada Quist"
    told = moves(
        "0 ST en | t | departure Quist @ Meta",
        "0 SZ de | t | departure Ada Quist @ Meta ;; departure Bo Quist @ Meta",
    )
    assert {move.person for move in told} == {"Quist", "Ada Quist", "Bo Quist"}


def test_who_is_not_named_joins_the_one_with_the_post() -> None:
    told = moves(
        "0 ST en | t | departure - @ Nokia as CFO",
        "1 SZ de | t | departure Ada Quist @ Nokia as Finanzvorständin ;; departure Bo Lind @ Nokia as COO",
    )
    assert {(move.person, len(move.told)) for move in told} == {("Ada Quist", 2), ("Bo Lind", 1)}


def test_a_human_can_part_and_join_names() -> None:
    told = story("0 ST en | t | departure Ada Quist @ Meta", "0 SZ de | t | departure Adda Quist @ Meta as CTO")
    apart = Judgement(Verdict.NOT_SAME_PERSON, "Ada Quist", "Adda Quist", "U1", ORIGIN)
    assert len(believe(told, DIRECTORY, [apart])) == 2
    married = story("0 ST en | t | departure Ada Quist @ Meta", "0 SZ de | t | departure Ada Lindholm @ Meta")
    joined = Judgement(Verdict.SAME_PERSON, "Ada Quist", "Ada Lindholm", "U1", ORIGIN)
    assert len(believe(married, DIRECTORY)) == 2
    assert len(believe(married, DIRECTORY, [joined])) == 1


def test_a_company_called_wrong_is_left_out() -> None:
    told = story("0 ST en | t | departure Ada Quist @ Meta ;; departure Bo Lind @ Nokia")
    wrong = Judgement(Verdict.WRONG_COMPANY, "7", "Facebook", "U1", ORIGIN)
    elsewhere = Judgement(Verdict.WRONG_COMPANY, "8", "Nokia", "U1", ORIGIN)
    assert [move.person for move in believe(told, DIRECTORY, [wrong, elsewhere])] == ["Bo Lind"]


def test_the_fullest_name_with_its_accents_is_shown() -> None:
    move = only(
        "0 ST en | t | hire Gulden @ Meta",
        "0 SP en | t | hire Bjorn Gulden @ Meta",
        "0 SW en | t | hire Bjoern Gulden @ Meta",
        "0 SZ de | t | hire Björn Gulden @ Meta",
    )
    assert move.person == "Björn Gulden"


def test_the_most_important_comes_first() -> None:
    told = moves(
        "0 ST en | t | departure Ada Quist @ Meta ;; departure Bo Lind @ Meta as CFO !planned ;; "
        "departure Cy Holm @ Meta as CTO"
    )
    assert [move.person for move in told] == ["Cy Holm", "Bo Lind", "Ada Quist"]


def test_confidence_climbs_with_independent_sources_only() -> None:
    one = only("0 ST en | t | departure Ada Quist @ Meta")
    again = only("0 ST en | t | departure Ada Quist @ Meta", "1 ST en | t | departure Ada Quist @ Meta")
    two = only("0 ST en | t | departure Ada Quist @ Meta", "1 SP en | t | departure Ada Quist @ Meta")
    filed = only("0 ST en | t | departure Ada Quist @ Meta", "1 SF en | t | departure Ada Quist @ Meta")
    assert one.confidence == again.confidence == 0.8
    assert one.confidence < two.confidence < filed.confidence < 1


_LINES = st.sampled_from(
    [
        "0 ST en | t | departure Ada Quist @ Meta as head of design",
        "1 SP en | t | move Ada Quist : Meta > Figma !reported",
        "1 SZ de | t | hire A. Quist @ OpenAI as Designchefin",
        "2 IR en | t | departure Ada Quist @ Meta !denied",
        "3 SW en | t | promotion Ada Quist @ Meta as CTO",
        "0 SB de | t | departure - @ Meta as CTO",
        "0 SL en | t | layoffs - @ Meta {500} ;; departure Bo Lind @ Meta",
        "2 SN de | t | hire Ada Quist : Nokia > Meta ~past",
        "1 AG en | t | appointment Ada Quist @ Nokia as director",
        "4 SL en | t | reorg Ada Quist @ Meta ;; acquihire - : Nokia > Figma",
    ]
)


@given(st.lists(_LINES, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_any_story_keeps_its_sources_and_forgets_their_order(lines: list[str], random: object) -> None:
    told = story(*lines)
    believed = believe(told, DIRECTORY)
    assert sum(len(move.told) for move in believed) == len(told.told)
    shuffled = list(told.told)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a Random, typed as object here
    assert believe(Story(7, tuple(shuffled), ORIGIN), DIRECTORY) == believed
