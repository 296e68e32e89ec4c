"""Who a name is, who somebody is now, and who came and went."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.companies import Directory
from bot.model import Company, Judgement, Move, Person, Post, Step, Story, StoryStatus, Told, Verdict
from bot.people import RUMOUR_LIFE, Known, choose, cluster, near, profile, traffic
from bot.people.clusters import chance
from bot.stories import believe
from tests.corpus.clusters import ORIGIN, item

TODAY = ORIGIN + timedelta(days=20)
DIRECTORY = Directory(
    [Company("Meta", former=("Facebook",)), Company("OpenAI"), Company("xAI"), Company("Scale AI", aliases=("Scale",))]
)
ADA = Person(1, "Ada Quist")


def moves(*lines: str) -> list[Move]:
    """What is believed of these items, each a story of its own unless one line holds several claims."""
    believed: list[Move] = []
    for place, line in enumerate(lines):
        one = item(line, str(place))
        told = tuple(Told(one.article, claim) for claim in one.claims)
        for past in (False, True):
            part = tuple(source for source in told if source.claim.past is past)
            if part:
                believed.extend(believe(Story(len(believed) + 1, part, ORIGIN), DIRECTORY))
    return believed


def known(number: int, name: str, *companies: str, aliases: tuple[str, ...] = ()) -> Known:
    return Known(Person(number, name, aliases), frozenset(companies))


# --- who a name is


@pytest.mark.parametrize(
    ("name", "companies", "candidates", "chosen"),
    [
        ("Alexander Wang", {"Meta"}, [known(1, "Alexandr Wang", "Scale AI", "Meta")], 1),
        ("Zhao Shengjia", {"OpenAI"}, [known(1, "Shengjia Zhao", "Meta", "OpenAI")], 1),
        ("Michael Schmidt", {"SAP"}, [known(1, "Michael Schmidt", "BMW")], None),
        ("Michael Schmidt", {"SAP"}, [known(1, "Michael Schmidt", "BMW"), known(2, "Michael Schmidt", "SAP")], 2),
        ("Michael Schmidt", set(), [known(1, "Michael Schmidt", "BMW")], 1),
        ("Michael Schmidt", set(), [known(1, "Michael Schmidt", "BMW"), known(2, "Michael Schmidt", "SAP")], None),
        ("Loredana Crisan", {"Figma"}, [known(1, "Loredana Crisan", "Meta")], 1),
        (
            "Loredana Crisan",
            {"Figma"},
            [known(1, "Loredana Crisan", "Meta"), known(2, "Loredana Crisan", "Uber")],
            None,
        ),
        ("Wang", {"Meta"}, [known(1, "Alexandr Wang", "Meta")], 1),
        ("Wang", {"Meta"}, [known(1, "Alexandr Wang", "Meta"), known(2, "Tony Wang", "Meta")], None),
        ("Wang", {"Apple"}, [known(1, "Alexandr Wang", "Meta")], None),
        ("J. Thornquist", {"Sample Bio"}, [known(1, "Judith Thornquist", "Sample Bio")], 1),
        ("Tony Wang", {"Meta"}, [known(1, "Alexandr Wang", "Meta")], None),
        ("Ada Quist", {"Meta"}, [known(1, "Ada Quist-Berg", "Meta", aliases=("Ada Quist",))], 1),
        ("Ada Quist", {"Meta"}, [], None),
    ],
)
def test_choose(name: str, companies: set[str], candidates: list[Known], chosen: int | None) -> None:
    assert choose(name, frozenset(companies), candidates) == chosen
    assert choose(name, frozenset(companies), candidates[::-1]) == chosen


def judgement(verdict: Verdict, subject: str, other: str, days: int = 0) -> Judgement:
    return Judgement(verdict, subject, other, "U1", ORIGIN + timedelta(days=days))


def test_a_human_word_outranks_names_and_companies() -> None:
    candidates = [known(1, "Michael Schmidt", "BMW")]
    sap = frozenset({"SAP"})
    same = judgement(Verdict.SAME_PERSON, "Michael Schmidt @ SAP", "1")
    assert choose("Michael Schmidt", sap, candidates, [same]) == 1
    assert choose("Michael Schmidt", frozenset({"Audi"}), candidates, [same]) is None
    apart = judgement(Verdict.NOT_SAME_PERSON, "Michael Schmidt @ SAP", "Michael Schmidt @ BMW", 1)
    assert choose("Michael Schmidt", sap, candidates, [same, apart]) is None
    married = judgement(Verdict.SAME_PERSON, "Ada Lindholm", "Ada Quist")
    assert choose("Ada Lindholm", frozenset(), [known(3, "Ada Quist", "Meta")], [married]) == 3
    parted = judgement(Verdict.NOT_SAME_PERSON, "3", "Ada Quist @ Meta")
    assert choose("Ada Quist", frozenset({"Meta"}), [known(3, "Ada Quist", "Meta")], [parted]) is None


@pytest.mark.parametrize(
    "asked", ["Alexander Wang", "wang, alexandr", "Alexandr Wnag", "alexandr wang", "A. Wang", "Wang"]
)
def test_near_names(asked: str) -> None:
    crowd = [Person(1, "Tony Wu"), Person(2, "Alexandr Wang"), Person(3, "Mira Murati"), Person(4, "Alexander Madry")]
    assert near(asked, crowd)[0].id == 2


def test_nobody_is_near() -> None:
    assert near("Loredana Crisan", [Person(1, "Tony Wu"), Person(2, "Lorenz Krause")]) == ()


def test_near_is_bounded_and_the_nearest_first() -> None:
    crowd = [Person(number, f"Anna Berg{'a' * number}") for number in range(1, 9)]
    assert [person.id for person in near("Anna Berg", crowd, most=3)] == [1, 2, 3]


# --- who somebody is now


def test_the_threat_is_over_and_the_post_is_kept() -> None:
    """The founding article's first fact: he came, he threatened to go back, he stayed with a new title."""
    answer = profile(
        Person(1, "Shengjia Zhao"),
        moves(
            "0 ST de | t | move Shengjia Zhao : OpenAI > Meta ;; move Shengjia Zhao : Meta > OpenAI !planned ;; "
            "promotion Shengjia Zhao @ Meta as Chief AI Scientist"
        ),
        TODAY,
    )
    assert answer.current == Post("Meta", "Chief AI Scientist", answer.timeline[-1].date, StoryStatus.CONFIRMED)
    assert [line.status for line in answer.timeline] == [
        StoryStatus.CONFIRMED,
        StoryStatus.REVERSED,
        StoryStatus.CONFIRMED,
    ]
    assert answer.open_rumours == ()


def test_three_employers_and_back() -> None:
    answer = profile(
        Person(1, "Ethan Knight"),
        moves(
            "0 ST de | t | move Ethan Knight : Meta > OpenAI ;; move Ethan Knight : OpenAI > xAI ~past ;; "
            "move Ethan Knight : xAI > Meta ~past"
        ),
        TODAY,
    )
    assert [(line.from_org, line.to_org, line.past) for line in answer.timeline] == [
        ("OpenAI", "xAI", True),
        ("xAI", "Meta", True),
        ("Meta", "OpenAI", False),
    ]
    assert answer.current is not None
    assert (answer.current.org, answer.current.since) == ("OpenAI", answer.timeline[-1].date)


def test_who_may_leave_again_has_come() -> None:
    told = moves(
        "0 ST de | t | move Shengjia Zhao : OpenAI > Meta as Chief AI Scientist !reported by insiders ;; "
        "move Shengjia Zhao : Meta > OpenAI !planned"
    )
    post = Post("Meta", "Chief AI Scientist", None, StoryStatus.REPORTED)
    assert profile(Person(1, "Shengjia Zhao"), told, TODAY).current == post


def test_a_rumour_moves_nobody_who_is_known_elsewhere() -> None:
    told = moves(
        "0 ST en | t | move Ada Quist : OpenAI > Meta !reported by insiders",
        "3 ST en | t | hire Ada Quist @ xAI",
        "5 ST en | t | departure Ada Quist @ Meta !planned",
    )
    post = profile(ADA, told, TODAY).current
    assert post is not None
    assert post.org == "xAI"


def test_a_new_reporting_line_ends_no_post() -> None:
    answer = profile(Person(1, "Yann LeCun"), moves("0 ST en | t | reorg Yann LeCun @ Meta"), TODAY)
    assert answer.current == Post("Meta", None, None, StoryStatus.CONFIRMED)


def test_who_leaves_for_nobody_knows_where_has_no_post() -> None:
    answer = profile(
        ADA, moves("-9 ST en | t | hire Ada Quist @ Meta", "0 ST en | t | departure Ada Quist @ Meta"), TODAY
    )
    assert answer.current is None
    assert len(answer.timeline) == 2


def test_hired_and_gone_in_one_article() -> None:
    answer = profile(ADA, moves("0 ST en | t | departure Ada Quist @ Meta ;; hire Ada Quist : xAI > Meta"), TODAY)
    assert [line.to_org for line in answer.timeline] == ["Meta", None]
    assert answer.current is None


@pytest.mark.parametrize("hedge", ["!planned", "!denied", "!reported"])
def test_a_leaving_that_is_not_believed_ends_no_post(hedge: str) -> None:
    answer = profile(
        ADA,
        moves("-9 ST en | t | hire Ada Quist @ Meta as CTO", f"0 ST en | t | departure Ada Quist @ Meta {hedge}"),
        TODAY,
    )
    assert answer.current is not None
    assert (answer.current.org, answer.current.role) == ("Meta", "CTO")
    assert len(answer.open_rumours) == (hedge != "!denied")


def test_a_leaving_that_is_not_believed_tells_where_somebody_is() -> None:
    answer = profile(ADA, moves("0 ST en | t | departure Ada Quist @ Meta !planned"), TODAY)
    assert answer.current == Post("Meta", None, None, StoryStatus.REPORTED)


def test_stepping_down_as_chief_to_become_chair() -> None:
    told = moves("0 ST en | t | promotion Ada Quist @ Meta as chairwoman ;; departure Ada Quist @ Meta as CEO")
    answer = profile(ADA, told, TODAY)
    assert answer.current is not None
    assert (answer.current.org, answer.current.role) == ("Meta", "chairwoman")


def test_a_rumour_is_open_until_settled_or_old() -> None:
    rumour = "0 ST en | t | move Ada Quist : Meta > OpenAI !reported"
    assert profile(ADA, moves(rumour), TODAY).open_rumours
    assert not profile(ADA, moves(rumour), TODAY + RUMOUR_LIFE).open_rumours
    settled = profile(ADA, moves(rumour, "5 ST en | t | promotion Ada Quist @ Meta as CTO"), TODAY)
    assert settled.open_rumours == ()
    assert [line.status for line in settled.timeline] == [StoryStatus.RUMOUR, StoryStatus.CONFIRMED]


def test_a_step_looked_back_on_stands_once_with_both_sources() -> None:
    told = moves(
        "-9 ST en | t | hire Ada Quist @ Meta as CTO",
        "0 SZ de | t | departure Ada Quist @ Meta ;; move Ada Quist : xAI > Meta ~past",
    )
    hired, left = profile(ADA, told, TODAY).timeline
    assert (hired.from_org, hired.to_org, hired.past) == ("xAI", "Meta", False)
    assert [source.publisher for source in hired.sources] == ["Sample Times", "Sample Zeitung"]
    assert left.sources[0].language == "de"


def test_an_unknown_human_has_an_empty_profile() -> None:
    answer = profile(ADA, [], TODAY)
    assert (answer.current, answer.timeline, answer.open_rumours) == (None, (), ())


# --- who came and went


def steps(told: list[Move]) -> list[Step]:
    """The moves as the store gives a company's, those only looked back on left out."""
    return [
        Step(
            place, move.kind, move.person, move.person_id, move.company, move.from_company, move.to_company, move.rank,
            move.status, move.date,
        )
        for place, move in enumerate(told)
        if not move.past
    ]  # fmt: skip


def test_the_traffic_of_a_company() -> None:
    told = moves(
        "0 ST en | t | move Ada Quist : Meta > OpenAI as CTO ;; move Bo Lind : Meta > OpenAI !reported",
        "1 ST en | t | move Cy Holm : xAI > Facebook as CFO",
        "2 ST en | t | promotion Di Berg @ Meta as COO",
        "3 ST en | t | departure Ed Frost @ Meta !denied",
        "4 ST en | t | move Fy Lund : OpenAI > Meta",
        "4 ST en | t | layoffs - @ Meta {500}",
        "5 ST en | t | hire Jo Ek @ Meta",
        "6 ST en | t | move Kim Dahl : Figma > Meta !planned",
    )
    before = moves(
        "-200 ST en | t | hire Gil Torp @ Meta as CEO",
        "-199 ST en | t | hire Hal Moe @ Meta as CTO",
        "-20 ST en | t | departure Hal Moe @ Meta",
        "-5 ST en | t | hire Ida Rask @ Meta ~past",
    )
    every = steps(told + before)
    answer = traffic("Meta", every[: len(told)], every[len(told) :])
    assert [step.person for step in answer.arrivals] == ["Kim Dahl", "Jo Ek", "Fy Lund", "Cy Holm"]
    assert [step.person for step in answer.departures] == ["Ada Quist", "Bo Lind"]
    assert [step.person for step in answer.inside] == [None, "Di Berg"]
    assert [step.person for step in answer.leaders] == ["Di Berg", "Cy Holm", "Gil Torp"]
    assert answer.net == (("OpenAI", 1, 1), ("xAI", 1, 0))
    assert answer.came_from == ((None, 1), ("OpenAI", 1), ("xAI", 1))
    assert answer.went_to == (("OpenAI", 1),)


@pytest.mark.parametrize("status", [StoryStatus.RUMOUR, StoryStatus.PLANNED, StoryStatus.DENIED, StoryStatus.REVERSED])
def test_what_is_not_believed_is_no_flow(status: StoryStatus) -> None:
    told = moves(
        "1 ST en | t | move Fy Lund : OpenAI > Meta",
        "1 ST en | t | hire Jo Ek @ Meta",
        "1 ST en | t | move Ada Quist : Meta > xAI",
        "1 ST en | t | departure Bo Lind @ Meta",
    )
    believed = traffic("Meta", steps(told), ())
    assert (sum(count for _, count in believed.came_from), sum(count for _, count in believed.went_to)) == (2, 2)
    answer = traffic("Meta", steps([replace(move, status=status) for move in told]), ())
    assert (answer.came_from, answer.went_to, answer.net) == ((), (), ())


# --- departure clusters


def leavings(days: list[int], company: str = "Meta") -> list[Move]:
    return [
        replace(move, person=f"Person Number{place}")
        for place, day in enumerate(days)
        for move in moves(f"{day} ST en | t | departure Ada Quist @ {company}")
    ]


def test_three_of_a_quiet_firm_are_a_cluster() -> None:
    found = cluster("Meta", leavings([-150, 12, 14, 19]), ORIGIN - timedelta(days=180), TODAY)
    assert found is not None
    assert (len(found.moves), found.before, found.days) == (3, 1, 14)
    assert found.memory_days == 186
    assert found.expected == pytest.approx(1.5 * 14 / 186, abs=0.001)
    assert found.chance < 0.01


@pytest.mark.parametrize(
    ("days", "memory"),
    [([12, 14], 180), ([12, 14, 19], 40), ([*range(-170, 0, 6), 12, 14, 19], 180), ([-150, 12, 14], 180)],
    ids=["two people", "too little memory", "a firm that always loses people", "two in the window"],
)
def test_no_cluster(days: list[int], memory: int) -> None:
    assert cluster("Meta", leavings(days), ORIGIN - timedelta(days=memory), TODAY) is None


def test_one_human_told_twice_counts_once() -> None:
    told = [replace(move, person="Ada Quist") for move in leavings([12, 14, 19])]
    assert cluster("Meta", told, ORIGIN - timedelta(days=180), TODAY) is None


def test_the_chance_is_that_of_the_model() -> None:
    """Against a simulation: a rate drawn from what the memory says, then a count drawn at that rate."""
    dice = random.Random(7)
    before, memory_days, days, rounds = 4, 100, 14, 40_000
    hits = 0
    for _ in range(rounds):
        rate = dice.gammavariate(before + 0.5, 1 / memory_days)
        waited, count = dice.expovariate(rate), 0
        while waited < days:
            count += 1
            waited += dice.expovariate(rate)
        hits += count >= 3
    assert chance(3, before + 0.5, memory_days, days) == pytest.approx(hits / rounds, abs=0.004)


def test_a_rumoured_post_is_not_called_by_an_earlier_one() -> None:
    """She was a researcher there once; of the post that she may get nobody said what it is."""
    found = profile(
        ADA,
        moves("0 ST en | t | promotion Ada Quist @ Meta !reported ;; appointment Ada Quist @ Meta as researcher ~past"),
        TODAY,
    )
    assert [(line.role, line.status) for line in found.open_rumours] == [(None, StoryStatus.RUMOUR)]
    assert [(line.role, line.past) for line in found.timeline] == [("researcher", True)]


def test_an_earlier_post_of_the_same_name_is_the_same_step() -> None:
    found = profile(
        ADA,
        moves(
            "0 ST en | t | promotion Ada Quist @ Meta as CTO", "5 SP en | t | appointment Ada Quist @ Meta as CTO ~past"
        ),
        TODAY,
    )
    assert [(line.role, line.past, len(line.sources)) for line in found.timeline] == [("CTO", False, 2)]
