"""By which of a channel's rules a story is told: words, mutes, several rules at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot import alerts
from bot.languages.wording import SPOKEN, wording
from bot.model import Channel, Decision, Mute, Outcome, Rank, Rule, Subject, Told
from tests.builders import MORNING, article, channel, claim, move, story, wanting


def decide(where: Channel, *tellings: Told, **changes: object) -> Decision:
    """What is decided of Crisan's move from Meta to Figma, both tracked."""
    return alerts.decide(
        story(),
        (move(*tellings, **changes),),
        where,
        lambda name: name in {"Meta", "Figma"},
        MORNING - timedelta(days=2),
        False,
        None,
        MORNING,
    )


def telling(title: str, quote: str = "She goes", summary: str = "", text: str = "", role: str = "Chief") -> Told:
    return Told(article(title=title, summary=summary, text=text), claim(quote=quote, role=role))


META = Rule(companies=frozenset({"Meta"}))
FIGMA = Rule(companies=frozenset({"Figma"}))


def test_a_story_that_matches_two_rules_is_one_alert() -> None:
    decision = decide(channel(rules=(META, FIGMA)))
    assert decision.outcome is Outcome.TOLD
    assert decision.alert is not None
    assert len(decision.alert.lines) == 1


def test_a_rule_that_tells_at_once_comes_before_one_for_the_digest() -> None:
    later = Rule(companies=frozenset({"Meta"}), digest=True)
    assert decide(channel(rules=(later,))).outcome is Outcome.DIGEST
    assert decide(channel(rules=(later, FIGMA))).outcome is Outcome.TOLD


def test_a_channel_without_a_rule_is_told_nothing() -> None:
    assert decide(channel(rules=())).outcome is Outcome.COMPANY_NOT_WANTED


def test_the_reason_is_that_of_the_rule_which_came_nearest() -> None:
    strict = Rule(companies=frozenset({"Meta"}), min_rank=Rank.BOARD)
    other = Rule(companies=frozenset({"SAP"}))
    assert decide(channel(rules=(other, strict))).outcome is Outcome.RANK_TOO_LOW
    assert decide(channel(rules=(strict, other))).outcome is Outcome.RANK_TOO_LOW


@pytest.mark.parametrize(
    ("word", "title", "stands"),
    [
        ("design", "Design chief goes", True),
        ("DESIGN chief", "The design-chief goes", True),
        ("sign", "Design chief goes", False),
        ("Gründer", "GRUNDER geht", True),
        ("chief  goes", "Design chief, goes", True),
        ("goes chief", "Design chief goes", False),
        ("设计", "首席设计官离开", True),
        ("数据", "首席设计官离开", False),
        ("!!", "Design chief goes!!", False),
        ("(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", False),
    ],
)
def test_words_are_plain_and_whole(word: str, title: str, stands: bool) -> None:
    required = decide(wanting(required=frozenset({word})), telling(title)).outcome
    forbidden = decide(wanting(forbidden=frozenset({word})), telling(title)).outcome
    assert required is (Outcome.TOLD if stands else Outcome.WORD_MISSING)
    assert forbidden is (Outcome.WORD_FORBIDDEN if stands else Outcome.TOLD)


def test_words_count_in_headline_summary_quote_and_role_and_not_in_the_rest() -> None:
    wants = wanting(required=frozenset({"laboratory"}))
    assert decide(wants, telling("x", summary="A laboratory closes")).outcome is Outcome.TOLD
    assert decide(wants, telling("x", quote="of the laboratory")).outcome is Outcome.TOLD
    assert decide(wants, telling("x", role="Head of Laboratory")).outcome is Outcome.TOLD
    assert decide(wants, telling("x", text="More on our laboratory tours")).outcome is Outcome.WORD_MISSING


def test_one_article_that_passes_is_enough() -> None:
    wants = wanting(forbidden=frozenset({"sponsored"}))
    advertised, clean = telling("Sponsored: she goes"), telling("She goes")
    assert decide(wants, advertised).outcome is Outcome.WORD_FORBIDDEN
    assert decide(wants, advertised, clean).outcome is Outcome.TOLD


@pytest.mark.parametrize(
    "mute",
    [
        Mute(Subject.COMPANY, "Meta"),
        Mute(Subject.PERSON, "loredana CRISAN"),
        Mute(Subject.STORY, "1"),
        Mute(Subject.COMPANY, "Figma", until=MORNING + timedelta(seconds=1)),
    ],
)
def test_what_is_muted_is_not_told(mute: Mute) -> None:
    decision = decide(channel(mutes=(mute,)))
    assert (decision.outcome, decision.alert) == (Outcome.MUTED, None)
    assert mute.name in decision.reason


@pytest.mark.parametrize(
    "mute",
    [
        Mute(Subject.COMPANY, "OpenAI"),
        Mute(Subject.PERSON, "Chaya Nayak"),
        Mute(Subject.STORY, "2"),
        Mute(Subject.COMPANY, "Meta", until=MORNING),
    ],
)
def test_other_mutes_and_those_that_are_over_silence_nothing(mute: Mute) -> None:
    decision = decide(channel(mutes=(mute,)))
    assert decision.outcome is Outcome.TOLD
    assert decision.alert is not None
    assert not alerts.silences(Mute(Subject.STORY, "2"), decision.alert)
    assert decision.alert.channel.mutes == ()


def test_a_muted_person_leaves_the_others_of_the_story() -> None:
    decision = alerts.decide(
        story(),
        (move(), move(person="Chaya Nayak")),
        channel(mutes=(Mute(Subject.PERSON, "Loredana Crisan"),)),
        lambda name: name == "Meta",
        MORNING - timedelta(days=2),
        False,
        None,
        MORNING,
    )
    assert decision.alert is not None
    assert [line.person for line in decision.alert.lines] == ["Chaya Nayak"]


@pytest.mark.parametrize("code", SPOKEN)
def test_every_outcome_has_its_words(code: str) -> None:
    labels = {name for name in wording(code).labels if name.startswith("outcome_")}
    assert labels == {f"outcome_{outcome}" for outcome in Outcome}
