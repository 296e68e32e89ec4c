"""Rows 1 and 37: processes that are killed, or run side by side, against a real database and a Slack that breaks."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from bot.deliver import Pace
from bot.model import DeliveryState
from bot.store import Database, deliveries
from tests import builders
from tests.fakes.office import Office
from tests.fakes.publisher import Item, Publisher
from tests.fakes.slack import FakeSlack, Fault
from tests.faults.courier import Errand, context, courier, killed, run_whole
from tests.simulation.newsroom import name
from tests.test_whole_way import with_slack, write_config

Reached = Callable[[str], None]
CHANNEL = "C0000000001"

CHANCES = {
    Fault.RATE_LIMITED: 0.05,
    Fault.ERROR_BEFORE: 0.03,
    Fault.DROP_REPLY: 0.05,
    Fault.ERROR_AFTER: 0.02,
    Fault.LATE: 0.02,
}
"""The chances of the torture test that measured the ways to post (reliability facts, 3.4), and late acceptance."""


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as slack:
        yield slack


def errand(folder: Path, slack: FakeSlack, stories: int, channels: int, factor: float) -> tuple[Errand, list[str]]:
    """So many stories for so many channels, in a database of their own, and a Slack that breaks by chance."""
    wanted = tuple(builders.channel(id=f"C{number}", name=f"c{number}") for number in range(1, channels + 1))
    for channel in wanted:
        slack.channel(channel.id)
    database = Database(folder / "orgwatch.db")
    names = Office(database, now=datetime.now(UTC), channels=wanted).publish_many(stories)
    database.close()
    slack.pace_at(factor)
    pace = Pace().faster(factor)
    late = (pace.time_out + pace.before_look_up) / 2
    slack.break_by_chance("chat.postMessage", CHANCES, seed=1, seconds=late)
    slack.break_by_chance("conversations.history", {Fault.RATE_LIMITED: 0.05, Fault.ERROR_BEFORE: 0.03}, seed=2)
    return Errand(folder / "orgwatch.db", slack.url, wanted, factor), names


def count(slack: FakeSlack, work: Errand, names: list[str]) -> tuple[int, int]:
    """How many stories are missing in a channel, and how many messages are one too many."""
    lost = doubled = 0
    for channel in work.channels:
        told = [text.split(" leaves")[0] for text in slack.texts(channel.id)]
        lost += len(set(names) - set(told))
        doubled += len(told) - len(set(told))
    return lost, doubled


def is_done(work: Errand, total: int) -> bool:
    """Whether all was decided and nothing waits any more."""
    database = Database(work.database)
    try:
        return deliveries.counts(database) == {DeliveryState.POSTED: total}
    finally:
        database.close()


def kill(work: Errand, total: int, kills: int, least: float, most: float, seconds: float) -> int:
    """Kill couriers after random spans until so many died, then let one finish. Returns how many died at work."""
    start, dice, died = context(), random.Random(1), 0
    end = time.monotonic() + seconds
    while died < kills and not is_done(work, total):
        with courier(start, work):
            time.sleep(dice.uniform(least, most))  # the process must be hit at no particular moment
        died += 1
    with courier(start, work):
        while not is_done(work, total):
            assert time.monotonic() < end, "not delivered in time"
            time.sleep(0.05)  # another process is waited for, up to the deadline above
    return died


def test_nothing_is_lost_or_doubled_by_kills(tmp_path: Path, slack: FakeSlack, full: bool, reached: Reached) -> None:
    stories, kills, factor = (300, 500, 20) if full else (24, 20, 40)
    work, names = errand(tmp_path, slack, stories, 5, factor)
    died = kill(work, 5 * stories, kills, 0.02, 0.25 if full else 0.6, 3000 if full else 100)
    lost, doubled = count(slack, work, names)
    assert (lost, doubled) == (0, 0)
    reached(f"{died} kills, {lost} lost, {doubled} doubled of {5 * stories} (all waits divided by {factor})")


def test_nothing_is_lost_or_doubled_by_kills_at_natural_pace(
    tmp_path: Path, slack: FakeSlack, full: bool, reached: Reached
) -> None:
    stories, kills, channels, factor = (60, 20, 5, 1) if full else (3, 2, 2, 10)
    work, names = errand(tmp_path, slack, stories, channels, factor)
    died = kill(work, channels * stories, kills, 1.0 / factor, 20.0 / factor, 2000 if full else 110)
    lost, doubled = count(slack, work, names)
    assert (lost, doubled) == (0, 0)
    reached(f"{died} kills, {lost} lost, {doubled} doubled of {channels * stories} (all waits divided by {factor})")


def test_the_whole_bot_killed_at_any_moment_tells_each_story_once(
    tmp_path: Path, slack: FakeSlack, full: bool, reached: Reached
) -> None:
    feeds, items, kills, factor = (40, 5, 100, 20) if full else (8, 3, 5, 20)
    names = [name(number) for number in range(feeds * items)]
    slack.channel(CHANNEL)
    slack.pace_at(factor)
    slack.break_by_chance("chat.postMessage", CHANCES, seed=1, seconds=Pace().faster(factor).time_out * 1.5)
    dice, start, log = random.Random(4), context(), tmp_path / "log"
    with Publisher() as publisher:
        wires = [
            publisher.publish(f"/feed{feed}", *(leaves(number) for number in range(feed * items, (feed + 1) * items)))
            for feed in range(feeds)
        ]
        environment = with_slack(write_config(tmp_path / "config", wires, CHANNEL), slack)

        def bot() -> ForkServerProcess:
            return start.Process(target=run_whole, args=(environment, log, factor))

        for _ in range(kills):
            before = len(slack.api.calls)
            with killed(bot()):
                if dice.random() < 0.5:  # else while it starts, or reads
                    slack.wait_for(lambda before=before: len(slack.api.calls) > before, seconds=30)  # type: ignore[misc]  # bound now
                time.sleep(dice.uniform(0.0, 0.7))  # the process must be hit at no particular moment
        slack.mend()
        with killed(bot()):
            assert slack.wait_for(lambda: len(slack.messages(CHANNEL)) >= len(names), seconds=1000 if full else 100)
            assert not slack.wait_for(lambda: len(slack.messages(CHANNEL)) > len(names), seconds=1)
    told = Counter(text.split(" leaves")[0] for text in slack.texts(CHANNEL))
    assert told == Counter(names)
    reached(f"{kills} kills of the whole bot, 0 lost, 0 doubled of {len(names)} (all waits divided by {factor})")


def leaves(number: int) -> Item:
    return Item(number, f"{name(number)} leaves Meta to become chief design officer at Figma")


def test_of_two_instances_one_posts(tmp_path: Path, slack: FakeSlack, full: bool, reached: Reached) -> None:
    stories, factor = (200, 20) if full else (20, 40)
    work, names = errand(tmp_path, slack, stories, 2, factor)
    with courier(context(), work), courier(context(), replace(work)):
        end = time.monotonic() + (1000 if full else 100)
        while not is_done(work, 2 * stories):
            assert time.monotonic() < end, "not delivered in time"
            time.sleep(0.05)  # another process is waited for, up to the deadline above
    lost, doubled = count(slack, work, names)
    assert (lost, doubled) == (0, 0)
    reached(f"{lost} lost, {doubled} doubled of {2 * stories} by two processes (all waits divided by {factor})")
