"""Rows 2 to 10: what Slack does to a message on its way. The clock is moved by hand, here and at Slack."""

from __future__ import annotations

import math
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot import deliver
from bot.deliver import Pace
from bot.deliver.sending import MOST_SINGLY
from bot.model import DeliveryState, Unsure
from bot.store import Database, deliveries
from tests.fakes.office import Office, slack_chat
from tests.fakes.slack import FakeSlack, Fault, TokenState

Reached = Callable[[str], None]


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as slack:
        yield slack


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "orgwatch.db")
    yield database
    database.close()


def keys(slack: FakeSlack, channel: str = "C1") -> list[str]:
    """The keys of the messages in a channel, in their order."""
    return [message.metadata["event_payload"]["key"] for message in slack.messages(channel) if message.metadata]


def assert_told_once(office: Office, slack: FakeSlack, names: list[str]) -> None:
    """Every story stands once in every channel, in the order of the stories."""
    for channel in office.channels:
        assert [text.split(" leaves")[0] for text in slack.texts(channel.id)] == names
        assert len(set(keys(slack, channel.id))) == len(names)
    assert deliveries.counts(office.database) == {DeliveryState.POSTED: len(names) * len(office.channels)}


@pytest.mark.parametrize("fault", [Fault.DROP_REPLY, Fault.ERROR_BEFORE, Fault.ERROR_AFTER], ids=lambda one: one.name)
def test_an_answer_that_does_not_come_is_looked_up(
    database: Database, slack: FakeSlack, fault: Fault, full: bool, reached: Reached
) -> None:
    count = 200 if full else 20
    office = Office.at(database, slack)
    names = office.publish_many(count)
    office.decide()
    for _ in range(count):
        slack.break_next("chat.postMessage", fault)
        office.send_until(lambda: len(slack.calls("chat.postMessage")) % 2 == 1 or office.is_drained(), 100, step=2)
    office.send_until(office.is_drained, 4000, step=2)
    assert_told_once(office, slack, names)
    reached(f"{fault.name.lower()}: 0 lost, 0 doubled of {count}")


def test_a_late_acceptance_is_still_one(database: Database, slack: FakeSlack, full: bool, reached: Reached) -> None:
    factor, count = 50, 10 if full else 2
    pace = Pace().faster(factor)
    office = Office.at(database, slack, channels=5, pace=pace)
    slack.pace_at(None)
    names = office.publish_many(count)
    office.decide()
    late = pace.time_out + (pace.before_look_up - pace.time_out) / 2
    slack.break_next("chat.postMessage", Fault.LATE, times=5 * count, seconds=late)
    chat, end = slack_chat(slack, pace), time.monotonic() + 100
    while not office.is_drained() and time.monotonic() < end:
        deliver.send(database, chat, lambda: datetime.now(UTC), pace, office.owner, office.notices.append)
        time.sleep(pace.between_posts / 10)  # a request that Slack takes late needs real time
    assert_told_once(office, slack, names)
    reached(f"0 doubled of {5 * count} (all waits divided by {factor})")


def test_nothing_is_asked_before_retry_after_and_other_channels_go_on(
    database: Database, slack: FakeSlack, full: bool, reached: Reached
) -> None:
    count = 1000 if full else 60
    dice = random.Random(5)
    office = Office.at(database, slack, channels=2, pace=replace(Pace(), outage=math.inf))
    slack.pace_at(None)
    office.publish_many(count)
    office.decide()
    early = 0
    for _ in range(count):
        wait = dice.choice([1, 2, 7, 30, 600])
        slack.break_next("chat.postMessage", Fault.RATE_LIMITED, seconds=wait)
        before = len(slack.calls("chat.postMessage"))
        office.send_until(lambda before=before: len(slack.calls("chat.postMessage")) > before, 50, step=0.3)  # type: ignore[misc]  # bound now
        limited = slack.calls("chat.postMessage")[before]
        others = len(slack.calls("chat.postMessage"))
        office.send(rounds=4, step=wait / 5)
        later = slack.calls("chat.postMessage")[others:]
        early += sum(call.arguments["channel"] == limited.arguments["channel"] for call in later)
        office.wait(wait)
    office.send_until(office.is_drained, 8000)
    for channel in ("C1", "C2"):
        times = [float(message.ts) for message in slack.messages(channel)]
        assert len(times) == count
        assert min(after - before for before, after in pairwise(times)) >= 1.0
    assert early == 0
    reached(f"0 early after {count} x 429; never 2 messages within a second in a channel")


def test_a_flood_keeps_pace_and_order(database: Database, slack: FakeSlack, full: bool, reached: Reached) -> None:
    count = 400 if full else 60
    office = Office.at(database, slack)
    names = office.publish_many(count)
    office.decide()
    started = office.now
    office.send_until(office.is_drained, 20 * count, step=0.105)
    took = (office.now - started).total_seconds()
    assert_told_once(office, slack, names)
    assert not [call for call in slack.calls("chat.postMessage") if call.error]
    assert took <= count * 1.1 * 7 * 60 / 440
    reached(f"{count} in order in {took:.0f} simulated seconds, 0 x 429")


@pytest.mark.parametrize("outage", ["refused", "500"])
def test_six_hours_without_slack_lose_nothing(
    database: Database, slack: FakeSlack, outage: str, full: bool, reached: Reached
) -> None:
    office = Office.at(database, slack)
    if outage == "refused":
        slack.down()
    else:
        for method in ("chat.postMessage", "conversations.history"):
            slack.break_for(6 * 3600, method, Fault.ERROR_BEFORE)
    names: list[str] = []
    for hour in range(6):
        for number in range(20):
            names.append(f"Person {chr(65 + hour)}{chr(97 + number)}")
            office.publish(len(names), person=names[-1])
        office.decide()
        office.send(rounds=180, step=20)
    if outage == "refused":
        slack.up()
    back = office.now
    office.send_until(lambda: slack.messages("C1") != [], 600, step=0.2)
    first = (office.now - back).total_seconds()
    office.send_until(office.is_drained, 2000, step=0.2)
    text = "\n".join(str(message.blocks) for message in slack.messages("C1"))
    assert [name for name in names if name not in text] == []
    assert deliveries.counts(database) == {DeliveryState.POSTED: len(names)}
    assert len(slack.messages("C1")) <= MOST_SINGLY + len(names) // 4
    assert first <= 60
    reached(f"{outage}: 0 of {len(names)} lost, first post after {first:.0f} s, {len(slack.messages('C1'))} messages")


def test_a_channel_that_is_away_is_parked_with_one_notice(
    database: Database, slack: FakeSlack, reached: Reached
) -> None:
    office = Office.at(database, slack, channels=4)
    slack.channel("C1").archived = True
    slack.channel("C2").member = False
    del slack.world.channels["C3"]
    names = office.publish_many(3)
    office.decide()
    office.send(rounds=24 * 60 - 1, step=60)
    assert [text.split(" leaves")[0] for text in slack.texts("C4")] == names
    notices = Counter(notice.split()[0] for notice in office.notices)
    assert notices == {"C1": 1, "C2": 1, "C3": 1}
    slack.channel("C1").archived = False
    slack.channel("C2").member = True
    slack.channel("C3")
    office.send(rounds=60, step=60)
    assert_told_once(office, slack, names)
    assert deliveries.parked(database) == ()
    reached("1 notice a channel in 24 h, the fourth told meanwhile, 0 lost when they came back")


def test_a_revoked_token_stops_everything_and_loses_nothing(
    database: Database, slack: FakeSlack, reached: Reached
) -> None:
    office = Office.at(database, slack, channels=5)
    names = office.publish_many(4)
    office.decide()
    slack.break_next("chat.postMessage", Fault.DROP_REPLY)
    office.send(rounds=1)
    slack.token(TokenState.REVOKED)
    before, minutes = len(slack.api.calls), 120
    office.send(rounds=minutes * 60, step=1)
    a_minute = (len(slack.api.calls) - before) / minutes
    assert a_minute <= 3
    assert len(office.notices) == 1
    slack.token(TokenState.GOOD)
    office.send(rounds=200, step=1)
    assert_told_once(office, slack, names)
    reached(f"{a_minute:.1f} calls a minute, 1 notice, 0 lost and 0 doubled with a new token")


def test_a_message_that_slack_calls_malformed_goes_plain_or_is_given_up(
    database: Database, slack: FakeSlack, full: bool, reached: Reached
) -> None:
    count = 100 if full else 10
    office = Office.at(database, slack)
    office.publish_many(count)
    office.decide()
    for number in range(count):
        slack.refuse_next("chat.postMessage", "invalid_blocks", times=1 + number % 2)
    office.send_until(office.is_drained, 100 * count)
    counts = deliveries.counts(database)
    assert counts.get(DeliveryState.POSTED, 0) + counts.get(DeliveryState.FAILED, 0) == count
    assert counts.get(DeliveryState.POSTED, 0) == len(slack.messages("C1"))
    assert counts.get(DeliveryState.FAILED, 0) == len(office.notices) > 0
    reached(f"{counts[DeliveryState.POSTED]} plain, {counts[DeliveryState.FAILED]} given up with a notice, 0 lost")


def test_a_message_that_slack_can_neither_take_nor_refuse_does_not_hold_up_its_channel(
    database: Database, slack: FakeSlack
) -> None:
    office = Office.at(database, slack, channels=2)
    office.publish_many(3)
    office.decide()
    poisoned = deliveries.first_open(database, "C1")
    assert poisoned is not None
    usual = slack_chat(slack, office.pace)
    chat = replace(
        usual, post=lambda row, alert: Unsure("HTTP 500") if row.key == poisoned.key else usual.post(row, alert)
    )
    for _ in range(60):
        deliver.send(database, chat, lambda: office.now, office.pace, office.owner, office.notices.append)
        office.wait(30)
    assert deliveries.counts(database) == {DeliveryState.POSTED: 5, DeliveryState.FAILED: 1}
    assert len(office.notices) == 1


def test_notices_about_slack_are_never_posted_to_slack(database: Database, slack: FakeSlack) -> None:
    office = Office.at(database, slack, channels=2)
    office.publish_many(2)
    office.decide()
    slack.channel("C1").archived = True
    slack.refuse_next("chat.postMessage", "token_revoked")
    office.send(rounds=200)
    told = [message for channel in ("C1", "C2") for message in slack.messages(channel)]
    assert all("leaves" in message.text for message in told)
    assert len(office.notices) == 2
    assert office.now > datetime.now(UTC) + timedelta(minutes=5)
