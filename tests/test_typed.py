"""What people type becomes a setting, or is refused in one line that says what can be written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import typed
from bot.errors import BadWords
from bot.model import Digest, Kind, Quiet, Rank, StoryStatus, Wish


def test_a_wish_is_read_from_words() -> None:
    words = {
        "kinds": "hire, Hiring freeze",
        "statuses": "confirmed",
        "languages": "EN,de",
        "rank": "C-level",
        "confidence": "80 %",
        "require": "AI lab,  research ",
        "without": "",
    }
    assert typed.wish(words) == Wish(
        kinds=frozenset({Kind.HIRE, Kind.HIRING_FREEZE}),
        statuses=frozenset({StoryStatus.CONFIRMED}),
        languages=frozenset({"en", "de"}),
        min_rank=Rank.C_LEVEL,
        min_confidence=0.8,
        required=frozenset({"AI lab", "research"}),
        forbidden=frozenset(),
    )
    assert typed.wish({}) == Wish()


@pytest.mark.parametrize(
    ("read", "word", "value"),
    [
        (typed.quiet, "22:00-07:00", Quiet(time(22), time(7))),
        (typed.quiet, "22 – 6:30 all", Quiet(time(22), time(6, 30), urgent_passes=False)),
        (typed.quiet, "OFF", None),
        (typed.digest, "daily", Digest(9)),
        (typed.digest, "daily 17:00", Digest(17)),
        (typed.digest, "Weekly Monday 8", Digest(8, 0)),
        (typed.digest, "off", None),
        (typed.zone, "europe/berlin", "Europe/Berlin"),
        (typed.zone, "America/New_York", "America/New_York"),
        (typed.zone, "utc", "UTC"),
        (typed.span, "12h", timedelta(hours=12)),
        (typed.span, "2w", timedelta(days=14)),
        (typed.span, "forever", None),
        (typed.confidence, "0.75", 0.75),
        (typed.confidence, "100", 1.0),
    ],
)
def test_settings_are_read(read: Callable[[str], object], word: str, value: object) -> None:
    assert read(word) == value


@pytest.mark.parametrize(
    ("read", "word", "says"),
    [
        (typed.quiet, "night", "22:00-07:00"),
        (typed.quiet, "25:00-07:00", "0 to 23"),
        (typed.quiet, "07:00-07:00", "same time"),
        (typed.digest, "weekly", "weekly mon 9"),
        (typed.digest, "weekly funday 9", "weekly mon 9"),
        (typed.digest, "daily 24", "0 to 23"),
        (typed.zone, "Berlin", "Europe/Berlin"),
        (typed.zone, "Europe", "Europe/Berlin"),
        (typed.zone, "../etc/passwd", "Europe/Berlin"),
        (typed.zone, "", "Europe/Berlin"),
        (typed.span, "0d", "7d"),
        (typed.confidence, "-1", "0.6"),
        (typed.confidence, "120 %", "0.6"),
        (lambda word: typed.wish({"kinds": word}), "fire", "departure"),
        (lambda word: typed.wish({"rank": word}), "boss", "c_level"),
        (lambda word: typed.wish({"kind": word}), "hire", "kinds"),
        (lambda word: typed.wish({"languages": word}), "German", "de"),
        (lambda word: typed.wish({"require": word}), "x" * 81, "80"),
    ],
)
def test_what_cannot_be_read_is_answered_with_what_can(read: Callable[[str], object], word: str, says: str) -> None:
    with pytest.raises(BadWords, match=says) as caught:
        read(word)
    assert "\n" not in str(caught.value)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (typed.quiet, typed.digest, typed.zone, typed.span, typed.confidence):
        try:
            read(text)
        except BadWords as refusal:
            assert str(refusal)


@given(
    quiet=st.builds(
        Quiet,
        st.times().map(lambda one: one.replace(second=0, microsecond=0)),
        st.times().map(lambda one: one.replace(second=0, microsecond=0)),
        st.booleans(),
    ).filter(lambda quiet: quiet.start != quiet.end),
    digest=st.builds(Digest, st.integers(0, 23), st.none() | st.integers(0, 6)),
)
def test_what_is_said_of_a_setting_is_read_as_the_same(quiet: Quiet, digest: Digest) -> None:
    assert typed.quiet(typed.quiet_words(quiet)) == quiet
    assert typed.digest(typed.digest_words(digest)) == digest
