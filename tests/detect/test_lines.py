"""Lines: a sentence each, where it says it is, and nothing of the text lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.detect.lines import lines

ABBREVIATIONS = frozenset({"inc", "mr"})


def written(text: str) -> list[str]:
    return [line.text.strip() for line in lines("", "", text, ABBREVIATIONS)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mr. J. Roe left Initech Inc. today. He is 60.", ["Mr. J. Roe left Initech Inc. today.", "He is 60."]),
        ("She left in 2019. He stayed.", ["She left in 2019.", "He stayed."]),
        ("Am 3. Mai geht sie. Er bleibt!", ["Am 3. Mai geht sie.", "Er bleibt!"]),
        ("Who leads? nobody. Why? Because.", ["Who leads? nobody.", "Why?", "Because."]),
        ("Initech (see p. 3. It is long) grows. So what?", ["Initech (see p. 3. It is long) grows.", "So what?"]),
        ("One line\nAnother line\n\n A third", ["One line", "Another line", "A third"]),
        ('He said "I go." Then he went.', ['He said "I go.', '" Then he went.']),
    ],
)
def test_ends_where_a_sentence_ends(text: str, found: list[str]) -> None:
    assert written(text) == found


@pytest.mark.parametrize(
    "opening", ["HELSINKI (Reuters) - ", "NEW YORK, March 4 (Reuters) - ", "UPDATE: ", "BERLIN – "]
)
def test_a_dateline_is_no_part_of_the_first_sentence(opening: str) -> None:
    assert written(f"{opening}Initech grows. It hires.") == ["Initech grows.", "It hires."]


def test_the_outlet_at_a_titles_end_is_a_line_of_its_own() -> None:
    assert [line.text for line in lines("Initech grows - The Daily Sample", "", "", ABBREVIATIONS)] == [
        "Initech grows",
        " - The Daily Sample",
    ]


@given(st.text(), st.text(), st.text())
def test_every_line_stands_where_it_says_and_every_word_is_in_one(title: str, summary: str, text: str) -> None:
    whole = "\n\n".join((title, summary, text))
    found = lines(title, summary, text, ABBREVIATIONS)
    assert all(whole[line.start : line.start + len(line.text)] == line.text for line in found)
    ends = [0, *(line.start + len(line.text) for line in found)]
    assert all(end <= line.start for end, line in zip(ends, found, strict=False))
    if not summary and not text:
        assert "".join("".join(line.text for line in found).split()) == "".join(title.split())
