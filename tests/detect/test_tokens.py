"""Sentences and tokens: places stay true, what stands between words that belong together is dropped."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.detect.tokens import sentences

ABBREVIATIONS = frozenset({"inc", "mr"})


def words(text: str, headline: bool = True) -> list[list[str]]:
    return [[token.text for token in sentence.tokens] for sentence in sentences(text, 0, headline, ABBREVIATIONS)]


def test_stock_symbols_and_asides_are_dropped() -> None:
    [sentence] = sentences("Initech Inc <INTC.N> (formerly Initrode) grows", 0, True, ABBREVIATIONS)
    assert [token.text for token in sentence.tokens] == ["Initech", "Inc", "grows"]
    assert sentence.tokens[1].listed


def test_abbreviations_and_initials_do_not_end_a_sentence() -> None:
    assert len(words("Mr. J. Roe left Initech Inc. today. He is 60.")) == 2


def test_a_dateline_is_no_part_of_the_first_sentence() -> None:
    assert words("HELSINKI (Reuters) - Initech grows", headline=False)[0] == ["Initech", "grows"]


def test_a_possessive_is_a_mark_of_its_word() -> None:
    [sentence] = sentences("Initech's plans and Boss’s", 0, True, ABBREVIATIONS)
    assert [(token.text, token.possessive) for token in sentence.tokens if token.possessive] == [
        ("Initech", True),
        ("Boss", True),
    ]


@given(st.text())
def test_every_token_stands_where_it_says(text: str) -> None:
    for sentence in sentences(text, 0, True, ABBREVIATIONS):
        for token in sentence.tokens:
            assert text[token.start : token.end] == token.text
