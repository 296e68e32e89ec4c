"""Reading whole documents: any text is survived, work grows in a straight line, quotes stand where they say."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.detect import Document, read
from bot.detect.jsonl import answer

TraceFunction = Callable[[FrameType, str, Any], Any]
CONTRACT = {
    "kind",
    "person",
    "org",
    "from_org",
    "to_org",
    "role",
    "status",
    "confidence",
    "quote",
    "rule",
    "attribution",
}
PIECES = [
    "CEO",
    "of",
    "Initech",
    ",",
    "Jane",
    "Roe",
    "names",
    "hires",
    "leaves",
    "quits",
    "as",
    "from",
    "for",
    "and",
    "the",
    "former",
    "chief",
    "executive",
    "officer",
    '"',
    "'",
    "(",
    ")",
    ":",
    "–",
    "-",
    ".",
    "jobs",
    "4,000",
    "10%",
    "Acme's",
    "Ex-Google-Manager",
    "tritt",
    "zurück",
    "verlässt",
    "streicht",
    "Stellen",
    "wechselt",
    "von",
    "zu",
    "der",
    "Chefin",
    "Meta",
    "to",
    "lead",
]


@given(st.text())
def test_any_text_is_survived(text: str) -> None:
    read(Document(text, text, text))


@given(st.lists(st.sampled_from(PIECES), max_size=60), st.sampled_from(["en", "de"]))
@settings(max_examples=300)
def test_any_mixture_of_telling_words_is_survived(words: list[str], language: str) -> None:
    for claim in read(Document(" ".join(words), language=language)).claims:
        assert 0.0 < claim.confidence <= 1.0


@pytest.mark.parametrize(
    "piece",
    [
        "CEO of ",
        "Jane Roe, ",
        "names the former chief executive of ",
        "Initech hires Jane Roe from Initrode and ",
        "Meta-KI-Chef verlässt ",
        "((((",
        "<<<<",
        "tritt ",
        "A. ",
        "Jane Roe quits. ",
        "Acme-Chef Jan Vogt geht und ",
        "der Chef der Acme, Jan Vogt, der ",
        "wird verlassen, dass er ",
        "Krankenhausverwaltungsangestelltenverband",
    ],
)
@pytest.mark.parametrize("language", ["en", "de"])
def test_work_grows_in_a_straight_line(piece: str, language: str) -> None:
    short, long = (calls(piece * count, language) for count in (200, 1600))
    assert long < 8 * short * 1.6 + 2000


def calls(text: str, language: str) -> int:
    """How many lines of the house run while a text is read: a measure that no busy machine disturbs."""
    count = 0

    def trace(frame: FrameType, event: str, _: object) -> TraceFunction:
        nonlocal count
        count += event == "line"
        return trace

    read(Document("Initech CEO quits", language=language))
    sys.settrace(trace)
    try:
        read(Document("", "", text, language=language))
    finally:
        sys.settrace(None)
    return count


def test_a_name_that_is_split_ends() -> None:
    assert read(Document("Aisha Lindqvist nommée DRH de Atlas Media S.A.", language="fr")).language == "fr"


def test_a_language_without_pack_is_named_and_not_read() -> None:
    reading = read(Document("公司宣布任命新的首席执行官"))
    assert (reading.language, reading.has_pack, reading.relevant) == ("zh", False, False)


def test_the_answer_has_the_form_of_the_contract() -> None:
    said = answer({"id": "7", "title": "Jane Roe leaves Microsoft for Oracle"})
    assert said["id"] == "7"
    assert said["relevant"] is True
    claims = said["claims"]
    assert isinstance(claims, list)
    assert [set(claim) for claim in claims] == [CONTRACT]
