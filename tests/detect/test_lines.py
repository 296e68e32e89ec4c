"""Lines: a sentence each, where it says it is, and nothing of the text lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.detect.lines import lines

ABBREVIATIONS = frozenset({"inc", "mr"})
LABELS = frozenset({"brief", "corrected", "move", "rpt"})


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
    "opening",
    ["HELSINKI (Reuters) - ", "NEW YORK, March 4 (Reuters) - ", "UPDATE: ", "BERLIN – ", "LONDON/OSLO Feb 26 "],
)
def test_a_dateline_is_no_part_of_the_first_sentence(opening: str) -> None:
    assert written(f"{opening}Initech grows. It hires.") == ["Initech grows.", "It hires."]


def test_the_outlet_at_a_titles_end_is_a_line_of_its_own() -> None:
    assert [line.text for line in lines("Initech grows - The Daily Sample", "", "", ABBREVIATIONS)] == [
        "Initech grows",
        " - The Daily Sample",
    ]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("BRIEF-Initech names chief", "BRIEF-"),
        ("RPT-UPDATE 2-Initech grows", "RPT-UPDATE 2-"),
        ("CORRECTED-(OFFICIAL)-3M grows", "CORRECTED-(OFFICIAL)-"),
        ("ON THE MOVE-Initech hires", "ON THE MOVE-"),
        ("EDEKA-Chef geht", ""),
        ("NEW INITECH UPDATE", ""),
        ("US-China talks go on", ""),
        ("COVID-19 hits Initech", ""),
        ("NVIDIA-backed Initech grows", ""),
        ("INITECH-ORBIT MERGER NEARS", ""),
    ],
)
def test_the_kind_of_a_wires_report_is_no_line(title: str, slug: str) -> None:
    found = [line.text for line in lines(title, "", "", ABBREVIATIONS, LABELS)]
    assert found == [title[len(slug) :]]


def test_each_point_of_a_wire_is_a_line_and_what_the_agency_adds_is_none() -> None:
    found = lines(
        "", "* Initech grows * Says it hires Source text for Eikon:", "", ABBREVIATIONS, LABELS, ("Source text",)
    )
    assert [line.text.strip() for line in found] == ["* Initech grows", "* Says it hires"]


@given(st.text(), st.text(), st.text())
def test_every_line_stands_where_it_says_and_every_word_is_in_one(title: str, summary: str, text: str) -> None:
    whole = "\n\n".join((title, summary, text))
    found = lines(title, summary, text, ABBREVIATIONS)
    assert all(whole[line.start : line.start + len(line.text)] == line.text for line in found)
    ends = [0, *(line.start + len(line.text) for line in found)]
    assert all(end <= line.start for end, line in zip(ends, found, strict=False))
    if not summary and not text:
        assert "".join("".join(line.text for line in found).split()) == "".join(title.split())
