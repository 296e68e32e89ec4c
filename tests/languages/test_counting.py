"""A number never stands before a noun that does not go with it: "1 alerts" is said nowhere."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.languages.wording import SPOKEN, Count, wording

ROOT = Path(__file__).parents[2] / "bot"

NUMBERS = "count|days|memory_days|claims|articles|messages|failing"
FITS_ANY_NUMBER = {"en": {"more", "from", "of"}, "de": {"weitere", "von", "gestört", "Artikel"}}
"""What may stand behind a number as it is."""

NOUNS = (
    "alerts|articles|bytes|claims|companies|days|entries|feeds|hours|items|lines|messages|minutes|people|(?:new|false) [a-z]+s"
    "|seconds|sources|stories|weeks"
)
ALWAYS_SEVERAL = {
    "{} names {} feeds; add the one you want:{}",
    "{} feeds",
    "{} seconds",
    "Copied to {} ({} bytes).",
    "more than {} messages since {}",
}
"""Lines that are said of several only."""


def unfitting(code: str, template: str) -> list[str]:
    """What stands right behind a number and does not ask how many."""
    found = re.findall(rf"\{{(?:{NUMBERS})\}} (\w+)", template)
    return [word for word in found if word not in FITS_ANY_NUMBER[code]]


@pytest.mark.parametrize("code", SPOKEN)
def test_no_label_has_a_number_before_a_noun_that_stays_as_it_is(code: str) -> None:
    say = wording(code)
    templates = [*say.labels.values(), *(one for kind in say.sentences.values() for one in kind)]
    assert {template: words for template in templates if (words := unfitting(code, template))} == {}
    assert unfitting(code, "{count} alerts") == ["alerts"]


@pytest.mark.parametrize("code", SPOKEN)
def test_each_way_is_worded_and_says_the_number(code: str) -> None:
    counted = [spec for label in wording(code).labels.values() for spec in re.findall(r"\{\w+:([^{}]*)\}", label)]
    assert len(counted) >= 12
    for spec in counted:
        one, bar, many = spec.partition("|")
        assert bar and one and "#" in many and one != many, spec


def _lines() -> Iterator[tuple[str, str]]:
    """Every text of the program that is filled in, {} for each part, with where it stands."""
    for file in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = [str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values]
                yield "".join(parts), f"{file.name}:{node.lineno}"


def test_no_line_of_the_program_has_a_number_before_a_noun_that_stays_as_it_is() -> None:
    said = [
        (where, line)
        for line, where in _lines()
        if re.search(rf"\{{\}} (?:{NOUNS})\b", line) and line not in ALWAYS_SEVERAL
    ]
    assert said == []


def test_a_number_chooses_its_words() -> None:
    assert [f"{Count(number):# alert|# alerts}" for number in (0, 1, 2)] == ["0 alerts", "1 alert", "2 alerts"]
    assert f"{Count(3):02d} {Count(4)}" == "03 4"
    assert wording("en").label("last_days", days=1) == "last day"
    assert wording("de").label("no_moves", days=30) == "In den letzten 30 Tagen sind keine Wechsel bekannt."
    assert wording("de").label("preview", days=1, count=1) == "Das hätte am letzten Tag 1 Meldung geschickt."
