"""Tokens: places stay true, what stands between words that belong together is dropped."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.detect.lines import Line
from bot.detect.tokens import sentences


def test_stock_symbols_and_asides_are_dropped() -> None:
    [sentence] = sentences(Line("Initech Inc <INTC.N> (formerly Initrode) grows", 0, True))
    assert [token.text for token in sentence.tokens] == ["Initech", "Inc", "grows"]
    assert sentence.tokens[1].listed


def test_a_possessive_is_a_mark_of_its_word() -> None:
    [sentence] = sentences(Line("Initech's plans and Boss’s", 0, True))
    assert [(token.text, token.possessive) for token in sentence.tokens if token.possessive] == [
        ("Initech", True),
        ("Boss", True),
    ]


@given(st.text())
def test_every_token_stands_where_it_says(text: str) -> None:
    for sentence in sentences(Line(text, 0, True)):
        for token in sentence.tokens:
            assert text[token.start : token.end] == token.text
