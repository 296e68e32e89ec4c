"""As many seeded lives as fit into two minutes; and that the simulation goes red for each piece that is taken out."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest

from bot.chat.slack import blocks
from bot.chat.slack.elements import Message
from bot.chat.slack.escape import SlackText
from bot.model import Alert
from tests.simulation.life import Broken, Life
from tests.simulation.pieces import Pieces

SECONDS = 120.0
DAYS = 2.0
WHOLE = Pieces()
TROUBLED = (7, 6, 5, 0, 9, 10, 11, 17, 19, 20)
"""Seeds of lives with faults; of those, some are lived until one goes red. The first usually does."""

ONCE_RED: tuple[int, ...] = (0, 7, 10, 11, 26, 27, 1086)
"""Seeds that found something once, in the house or in the simulation: lived each time."""


def live(seed: int, folder: Path, pieces: Pieces = WHOLE, days: float = DAYS) -> Life:
    """One life; raises Broken where an invariant does not hold."""
    with Life(seed, folder, pieces) as life:
        life.live(days)
        return life


@pytest.mark.timeout(300)
def test_no_life_breaks_an_invariant(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    end, lived, deaths, told, digests = time.monotonic() + SECONDS, 0, 0, 0, 0
    for seed in (*ONCE_RED, *range(1000, 2000)):
        life = live(seed, tmp_path)
        lived, deaths, told = lived + 1, deaths + life.deaths, told + len(life.slack.messages)
        digests += sum(one.story < 0 for one in life.slack.messages)
        if time.monotonic() > end:
            break
    print(f"{lived} lives of {DAYS:.0f} days, {deaths} deaths, {told} messages: 0 violations")
    record_property("reached", f"{lived} lives of {DAYS:.0f} days, {deaths} deaths, {told} messages: 0 violations")
    assert deaths > 0
    assert digests > 0


def test_a_seed_is_the_same_life_again(tmp_path: Path) -> None:
    first, second = live(10, tmp_path, days=0.3), live(10, tmp_path, days=0.3)
    assert (first.steps, first.deaths, first.now) == (second.steps, second.deaths, second.now)
    assert [(one.channel, one.people, one.row) for one in first.slack.messages] == [
        (one.channel, one.people, one.row) for one in second.slack.messages
    ]


def unescaped(alert: Alert) -> Message:
    """As the renderer, but with foreign words as they came."""
    with mock.patch.object(blocks, "escape", lambda text, *most: SlackText(text)):
        return blocks.alert(alert)


CRIPPLED = {
    "the look-up": (replace(WHOLE, look_up=False), "I1"),
    "the unique index": (replace(WHOLE, unique_index=False), "I1"),
    "the escape": (replace(WHOLE, render=unescaped), "I4"),
    "the deadline": (replace(WHOLE, deadline=timedelta(hours=6)), "polling"),
    "the lease": (replace(WHOLE, lease=0.0, second=True), "I[17]"),
    "the mask": (replace(WHOLE, mask=logging.Formatter), "I10"),
    "the first-fetch guard": (replace(WHOLE, first_fetch_guard=False), "first fetch"),
}


@pytest.mark.parametrize(("pieces", "invariant"), CRIPPLED.values(), ids=CRIPPLED)
def test_the_simulation_goes_red_without(pieces: Pieces, invariant: str, tmp_path: Path) -> None:
    for seed in TROUBLED:
        try:
            live(seed, tmp_path, pieces)
        except Broken as broken:
            assert re.search(f": {invariant}: ", str(broken))
            return
    raise AssertionError(f"{len(TROUBLED)} lives without it, and nothing was noticed")
