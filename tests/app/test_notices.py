"""The admins' channel hears once of what needs a human, and of nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import slack as app
from bot.app.clock import Troubles, Work
from bot.app.house import House, open_house
from bot.app.notices import LASTING, MOST, Notices
from bot.deliver import Pace
from bot.errors import WriteFailed
from bot.model import Later, Refused, Scope, Sent, Unsure
from bot.store import deliveries
from tests import builders
from tests.chat.slack.look import live_mentions
from tests.fakes.office import Office
from tests.fakes.slack import FakeSlack
from tests.faults.courier import Errand

ADMINS = "C9"


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as slack:
        slack.pace_at(None)
        slack.channel(ADMINS)
        yield slack


@pytest.fixture
def house(tmp_path: Path, slack: FakeSlack) -> Iterator[House]:
    errand = Errand(tmp_path / "orgwatch.db", slack.url, (builders.channel(),), 1)
    with open_house(replace(errand.settings, admins_channel=ADMINS)) as house:
        yield house


def test_a_message_in_doubt_is_told_once_and_slacks_own_failures_never(house: House, slack: FakeSlack) -> None:
    works = {work.name: work for work in app._works(house, None, lambda: False, Troubles())}
    office = Office(house.database)
    office.publish_many(3)
    office.decide()
    office.chat.answer_next(Unsure("no answer"))
    office.chat.unreadable = True
    office.send(rounds=60)
    assert office.notices
    office.chat.answer_next(Refused("is_archived", Scope.CHANNEL))
    office.send(rounds=60)
    [row] = deliveries.held(house.database)
    for _ in range(3):
        works["notices"].run()
    [text] = slack.texts(ADMINS)
    assert f"orgwatch deliver --send {row.id} or --drop {row.id}" in text
    assert "archived" not in text


def test_what_was_held_before_the_start_is_not_told_again(house: House, slack: FakeSlack) -> None:
    office = Office(house.database)
    office.publish(1)
    office.decide()
    row = deliveries.first_open(house.database, "C1", office.now)
    assert row is not None
    deliveries.hold(house.database, row.id, "no scope")
    works = {work.name: work for work in app._works(house, None, lambda: False, Troubles())}
    works["notices"].run()
    assert slack.texts(ADMINS) == []


def test_without_an_admins_channel_nothing_is_told(house: House) -> None:
    mute = replace(house, settings=replace(house.settings, admins_channel=""))
    assert "notices" not in {work.name for work in app._works(mute, None, lambda: False, Troubles())}


def test_work_that_keeps_failing_is_told_after_a_while_and_once() -> None:
    troubles, told = Troubles(), list[str]()

    def tell(lines: Sequence[str]) -> Sent:
        told.extend(lines)
        return Sent("1.0")

    def work() -> None:
        raise WriteFailed("the disk is full")

    notices = Notices([])
    troubles.attempt(Work("upkeep", work, 1))
    for _ in range(LASTING - 1):
        notices.minute(troubles.lines(), [], tell)
    assert told == []
    for _ in range(5 * LASTING):
        notices.minute(troubles.lines(), [], tell)
    assert told == ["upkeep: the disk is full"]
    troubles.over("upkeep")
    notices.minute(troubles.lines(), [], tell)
    assert len(told) == 1


@pytest.mark.parametrize(
    ("answer", "times"), [(Later(30.0), 2), (Refused("is_archived", Scope.CHANNEL), 2), (Unsure("no answer"), 1)]
)
def test_what_the_chat_does_not_take_is_told_later(answer: object, times: int) -> None:
    answers, told = [answer, Sent("1.0"), Sent("2.0")], list[list[str]]()

    def tell(lines: Sequence[str]) -> object:
        told.append([*lines])
        return answers.pop(0)

    notices = Notices([])
    notices.add("Sample Post: gone")
    for _ in range(3):
        notices.minute([], [], tell)
    assert told == [["Sample Post: gone"]] * times


def test_many_lines_go_as_one_message_that_slack_takes(slack: FakeSlack, house: House) -> None:
    notices = Notices([])
    poster = app.poster(house.settings, Pace())
    for number in range(300):
        notices.add(f"Sample Post {number} <!channel> *bold* <https://evil.example|x>: " + "gone " * 60)
    notices.minute([], [], lambda lines: poster.notice(ADMINS, lines))
    notices.minute([], [], lambda lines: poster.notice(ADMINS, lines))
    [text] = slack.texts(ADMINS)
    assert len(text.splitlines()) == MOST + 1
    assert len(text) < 4000
    assert live_mentions(text, []) == []
