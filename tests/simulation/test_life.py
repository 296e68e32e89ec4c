"""What the simulated life holds the house to, and since when: each found by a seed that broke though the house was right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import chain, repeat
from pathlib import Path
from unittest import mock

import pytest

from bot import deliver
from bot.errors import StoreError
from bot.model import DeliveryState
from bot.store import deliveries, feeds, routes
from tests.chat.slack.build import alert
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


def test_what_waited_behind_a_closed_route_has_its_time_from_its_opening(life: Life) -> None:
    """Seed 1129: the first message that went opened the route, and those behind it were at once held to be late."""
    with life.database.write() as connection:
        for story in (1, 2):
            deliveries.enqueue(connection, alert(story=story), 1, life.now)
    routes.park(life.database, "C1", life.now + timedelta(minutes=30), "is_archived", life.now)
    with (
        mock.patch.object(deliver, "decide", return_value=0),
        mock.patch.object(deliver, "send"),
        mock.patch.object(deliver, "due", return_value=None),
    ):
        life.step(timedelta(minutes=31))
        deliveries.finish(life.database, 1, DeliveryState.POSTED, life.now, "1.0", None)
        assert routes.route(life.database, "C1")[0] is None
        life.step(timedelta(minutes=9))
        with pytest.raises(Broken, match="I2: a message waits in C1 since 02 08:30 "):
            life.step(timedelta(minutes=9))
