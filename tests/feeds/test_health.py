"""When the admins hear of a feed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.feeds.health import SPELL, SPELL_TIMES, noticed
from bot.model import Feed, FeedState
from tests.builders import MORNING

FEED = Feed("https://post.example/feed", "Sample Post")
FINE = FeedState(FEED.url, fetched_once=True)
FAILING = replace(
    FINE, problem="The server answers 500.", failures=3, failing_since=MORNING, next_check=MORNING, status=500
)


@pytest.mark.parametrize(
    ("after", "hours", "is_told"),
    [
        (FAILING, 1, False),
        (FAILING, SPELL / timedelta(hours=1) - 0.1, False),
        (FAILING, SPELL / timedelta(hours=1), True),
        (replace(FAILING, failures=SPELL_TIMES - 1), 1, False),
        (replace(FAILING, failures=SPELL_TIMES), 1, True),
    ],
)
def test_a_spell_is_a_day_or_ten_times(after: FeedState, hours: float, is_told: bool) -> None:
    state, line = noticed(FAILING, after, FEED, MORNING + timedelta(hours=hours))
    assert state.noticed is is_told
    assert (line is not None) is is_told


def test_the_line_says_what_since_when_what_we_do_and_what_to_do() -> None:
    _, line = noticed(FAILING, FAILING, FEED, MORNING + timedelta(days=2))
    assert line is not None
    for part in ("Sample Post", "2026-03-02 08:00", "answers 500", "Next try", "browser", FEED.url):
        assert part in line


def test_what_was_told_is_not_told_again_until_it_is_well() -> None:
    told = replace(FAILING, noticed=True)
    assert noticed(told, told, FEED, MORNING + timedelta(days=9)) == (told, None)
    state, line = noticed(told, replace(FINE, noticed=True), FEED, MORNING + timedelta(days=9))
    assert not state.noticed
    assert line is not None and "well again" in line and "2026-03-02 08:00" in line


def test_a_short_spell_has_no_recovery_either() -> None:
    assert noticed(FAILING, FINE, FEED, MORNING) == (FINE, None)


def test_gone_is_said_once() -> None:
    gone = replace(FAILING, gone=True, status=410)
    state, line = noticed(FAILING, gone, FEED, MORNING)
    assert line is not None and "Gone" in line
    assert noticed(state, gone, FEED, MORNING)[1] is None
