"""What the simulated life holds the house to, and since when: each found by a seed that broke though the house was right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import chain, repeat
from pathlib import Path
from unittest import mock

import pytest

from bot.errors import StoreError
from bot.store import feeds
from tests.simulation.life import Broken, Life
from tests.simulation.machine import Crash

NOTHING_HAPPENS = 1
"""The seed of a life without faults: what happens is what a test says."""


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    with Life(NOTHING_HAPPENS, tmp_path) as life:
        assert life.faults == 0.0
        yield life


def test_a_feed_is_late_only_if_the_living_could_have_asked_it(life: Life) -> None:
    """Seeds 1061, 1116 and 1161: of four ticks one died, two found the leases of the dead, and in the last the disk was full."""
    life.step(timedelta(seconds=20))
    with mock.patch.object(life, "crash", side_effect=chain([Crash("between two replies")], repeat(None))):
        life.step(timedelta(minutes=40))
    assert life.deaths == 1
    life.step(timedelta(seconds=20))
    life.step(timedelta(seconds=20))
    with mock.patch.object(feeds, "save", side_effect=StoreError("the disk is full")):
        life.step(timedelta(minutes=50))
        with pytest.raises(Broken, match="polling: "):
            for _ in range(3):
                life.step(timedelta(minutes=1))
