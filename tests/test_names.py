"""Names against the corpus of pairs, and what must hold for any names at all."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.model import Judgement, Verdict
from bot.names import (
    Likeness,
    common,
    compare,
    fold,
    handles,
    judge,
    kept_under,
    looked_up_under,
    person_key,
    written_alike,
)
from tests.corpus.figures import name_pairs, names_precision_and_recall

_WORDS = st.sampled_from(
    [
        "Alexander",
        "Alexandr",
        "Alex",
        "Bob",
        "Robert",
        "Zhao",
        "Shengjia",
        "Wang",
        "Müller",
        "Mueller",
        "Jean",
        "Pierre",
        "Jean-Pierre",
        "Al-Dahle",
        "von",
        "de",
        "Le",
        "Cun",
        "LeCun",
        "J.",
        "A.",
        "Smith",
        "Schmidt",
        "Thomas",
        "Martin",
        "Jr.",
        "III",
        "Dr.",
        "Khosrowshahi",
        "Khosroshahi",
        "Crisan",
        "Sasha",
        "Ivanov",
        "Ivanow",
        "赵晟佳",
        "Li",
        "Wei",
        "Kramp-Karrenbauer",
        "Karrenbauer",
        "O'Sullivan",
        "Söderström",
        "(Bill)",
        "William",
        "Kristian",
        "Christian",
        "Gabriel",
        "García",
        "Márquez",
        "Shengjie",
        "Peneloppe",
        "Penelope",
        "G.",
        "Michael",
        "Sigman",
    ]
)
_NAMES = st.lists(_WORDS, min_size=0, max_size=4).map(" ".join) | st.text(max_size=30)


def test_corpus_has_enough_pairs_of_both_kinds() -> None:
    verdicts = [verdict for verdict, _, _ in name_pairs()]
    assert len(verdicts) >= 300
    assert min(verdicts.count("yes"), verdicts.count("no")) >= 120


def test_corpus_precision_and_recall() -> None:
    precision, recall = names_precision_and_recall()
    print(f"names: precision {precision:.3f}, recall {recall:.3f}")
    assert precision >= 0.99
    assert recall >= 0.95


def test_too_short_to_tell_is_maybe() -> None:
    for verdict, one, other in name_pairs():
        if verdict == "maybe":
            assert compare(one, other) is Likeness.MAYBE, (one, other)


def test_corpus_pairs_that_may_be_one_share_a_handle() -> None:
    for _, one, other in name_pairs():
        if compare(one, other) is not Likeness.DIFFERENT:
            assert handles(one) & handles(other), (one, other)
            assert looked_up_under(one) & kept_under(other), (one, other)
            assert looked_up_under(other) & kept_under(one), (one, other)


@given(_NAMES, _NAMES)
@example("Alexander Alexander", "Alexander Alexander J.")
def test_compare_is_symmetric_and_found_by_handles(one: str, other: str) -> None:
    assert compare(one, other) is compare(other, one)
    if compare(one, other) is not Likeness.DIFFERENT:
        assert handles(one) & handles(other)
        assert looked_up_under(one) & kept_under(other)


@given(_NAMES)
def test_a_full_name_is_itself(middle: str) -> None:
    name = f"Loredana {middle} Crisan"
    assert compare(name, name) is Likeness.SAME


@given(st.text())
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_fold() -> None:
    assert fold("  Gustav SÖDERSTRÖM\n") == "gustav soderstrom"
    assert fold("Groß Łukasz Søren") == "gross lukasz soren"


def test_person_key_forgets_order_title_and_case() -> None:
    assert person_key("Dr. WANG, Alexandr") == person_key("Alexandr Wang")
    assert person_key("Alexander Wang") != person_key("Alexandr Wang")


def test_common_surnames() -> None:
    assert common("Michael Schmidt")
    assert common("Wang")
    assert not common("Loredana Crisan")


@pytest.mark.parametrize(
    ("verdict", "likeness"),
    [(Verdict.SAME_PERSON, Likeness.SAME), (Verdict.NOT_SAME_PERSON, Likeness.DIFFERENT)],
)
def test_a_human_outranks_the_comparison(verdict: Verdict, likeness: Likeness) -> None:
    at = datetime(2026, 1, 5, tzinfo=UTC)
    word = Judgement(verdict, "Jensen Huang", "Huang Jen-Hsun", by="U1", at=at)
    assert compare("Jensen Huang", "Jen-Hsun Huang") is Likeness.DIFFERENT
    assert judge("Jensen Huang", "Jen-Hsun Huang", [word]) is likeness
    assert judge("Jensen Huang", "J. Huang", [word]) is Likeness.MAYBE


def test_the_last_human_word_counts() -> None:
    first = Judgement(Verdict.SAME_PERSON, "Ann Lee", "Anna Lee", by="U1", at=datetime(2026, 1, 5, tzinfo=UTC))
    last = Judgement(Verdict.NOT_SAME_PERSON, "Anna Lee", "Ann Lee", by="U2", at=datetime(2026, 1, 6, tzinfo=UTC))
    assert judge("Ann Lee", "Anna Lee", [first, last]) is Likeness.DIFFERENT


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Chris Coxley", "Christine Coxley", False),
        ("Zhao Shengjia", "Shengjia Zhao", True),
        ("Björn Söder", "Bjoern Soeder", True),
        ("Dr. Ada Quist", "Ada M. Quist", True),
        ("Ada Quist", "Ada Maria Quist", True),
        ("赵晟佳", "Shengjia Zhao", True),
        ("Alexander Quist", "Alex Quist", False),
    ],
)
def test_a_short_form_is_written_otherwise(one: str, other: str, alike: bool) -> None:
    assert written_alike(one, other) is written_alike(other, one) is alike
