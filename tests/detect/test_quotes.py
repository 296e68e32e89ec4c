"""A quote is the document's own words at its place, and short enough to show."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.detect import Document, read
from bot.detect.discourse.quotes import LONGEST

CLAIM = "Initech’s long-time CEO - Bill “Bolt” Lumbergh (INTC) -, steps down"
FILLER = st.text(alphabet='abc ,;(\n-’"', max_size=120)


@settings(deadline=None)
@given(before=FILLER, after=FILLER, summary=FILLER)
def test_is_found_at_its_place(before: str, after: str, summary: str) -> None:
    document = Document(CLAIM, summary, f"{before}. {CLAIM} {after}", "en")
    whole = "\n\n".join((document.title, document.summary, document.text))
    for claim in read(document).claims:
        assert whole[claim.start : claim.start + len(claim.quote)] == claim.quote
        assert 0 < len(claim.quote) <= LONGEST


def test_keeps_marks_and_possessives_as_written() -> None:
    (claim,) = read(Document("Jane Roe (left) to become Initech's chief design officer", language="en")).claims
    assert claim.quote == "Jane Roe (left) to become Initech's chief design officer"


def test_cuts_a_long_sentence_down_to_the_clause_that_claims() -> None:
    long = "it said, after a year in which " + "the weather was fine and the harvest good, " * 12
    text = f"The board met again, {long}and Jane Roe resigned as chief executive of Initech Inc, {long}as planned."
    (claim,) = read(Document("", text=text, language="en")).claims
    assert "Jane Roe resigned as chief executive of Initech Inc" in claim.quote
    assert len(claim.quote) <= LONGEST
