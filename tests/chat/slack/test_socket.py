"""The line to Slack: noticed when it is dead, replaced before it is hung up, no storm, nothing lost at the end."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from bot.chat.slack import listen
from bot.chat.slack.socket import Line, Timing
from bot.errors import ChatRefused
from tests.chat.slack.workspace import House, running
from tests.fakes.slack import APP_TOKEN, BOT_TOKEN, FakeSlack, Fault, TokenState

FAST = Timing(ping=0.2, dead=1.5, between_opens=0.2)
"""Like nature's, about ten times as fast."""


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as fake:
        yield fake


@contextmanager
def line(slack: FakeSlack, timing: Timing = FAST) -> Iterator[Line]:
    """A line that has not been started yet."""
    with ThreadPoolExecutor(2) as workers:
        app = listen.build(BOT_TOKEN, None, slack.url, House().answers(), lambda channel: "en", workers)
        yield Line(app, APP_TOKEN, timing)


def _answers(slack: FakeSlack) -> bool:
    """Whether a command gets through, within a moment."""
    for _ in range(20):
        if slack.command("/orgwatch", "status").ack.status == 200:
            return True
        slack.wait_for(lambda: False, 0.2)
    return False


def _opened(slack: FakeSlack, count: int) -> bool:
    return slack.wait_for(lambda: len(slack.socket.opened) == count)


def test_the_usual_patience_notices_a_dead_line_within_twenty_seconds() -> None:
    usual = Timing()
    looks = 1.0
    assert usual.dead + looks <= 20
    assert 4 * usual.ping + usual.ping + looks <= 20  # the SDK's own check: four intervals, seen at the next one


def test_a_frozen_line_is_replaced_and_questions_get_through_again(slack: FakeSlack) -> None:
    with running(slack, House(), "socket", FAST):
        assert _answers(slack)
        slack.socket.wire.freeze()
        began = time.monotonic()
        assert slack.wait_for(lambda: len(slack.socket.opened) == 2)
        assert time.monotonic() - began < 5
        slack.socket.forget_frozen()
        assert _answers(slack)


def test_a_line_that_is_dead_from_the_first_byte_is_replaced(slack: FakeSlack) -> None:
    """The SDK's own check begins with the first pong, so this one is ours alone."""
    slack.socket.wire.freeze_new(True)
    with line(slack) as dead:
        dead.start()
        slack.socket.wire.freeze_new(False)
        assert slack.wait_for(lambda: len(slack.socket.opened) == 2)
        slack.socket.forget_frozen()
        assert _answers(slack)
        dead.stop()


def test_a_line_cut_with_a_reset_comes_back(slack: FakeSlack) -> None:
    with running(slack, House(), "socket", FAST):
        slack.socket.wire.cut()
        assert slack.wait_for(lambda: len(slack.socket.opened) == 2 and slack.socket.sockets == 1)
        assert _answers(slack)


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
def test_when_slack_hangs_up_the_next_socket_is_open_first(slack: FakeSlack, reason: str) -> None:
    house = House()
    with running(slack, house, "socket", FAST):
        for number in range(5):
            slack.socket.disconnect(reason)
            assert _opened(slack, number + 2)
            assert _answers(slack)


def test_no_event_is_lost_and_none_answered_twice_while_slack_hangs_up_again_and_again(slack: FakeSlack) -> None:
    slack.pace_at(None)
    with running(slack, House(), "socket", FAST):
        for number in range(100):
            if number % 10 == 5:
                slack.socket.disconnect("refresh_requested")
            assert slack.mention("C1", f"who is Person {number}")[-1].status == 200
        assert slack.wait_for(lambda: len(slack.messages("C1")) == 100)
    names = [message.text.partition(":")[0] for message in slack.messages("C1")]
    assert sorted(names) == sorted(f"Person {number}" for number in range(100))
    assert len(slack.socket.opened) >= 5


def test_sockets_are_not_opened_in_a_storm(slack: FakeSlack) -> None:
    with running(slack, House(), "socket", Timing(ping=0.1, dead=1.0, between_opens=0.5)):
        slack.socket.most = 0  # from now on every new socket is told: too_many_websockets
        began = time.monotonic()
        slack.socket.disconnect("refresh_requested")
        slack.wait_for(lambda: False, 3)
        gaps = [
            later - earlier for earlier, later in zip(slack.socket.opened[1:], slack.socket.opened[2:], strict=False)
        ]
        assert len(slack.socket.opened) <= 2 + (time.monotonic() - began) / 0.5
        assert all(gap > 0.45 for gap in gaps)
        slack.socket.most = 10
        assert slack.wait_for(lambda: slack.socket.sockets == 1)
        assert _answers(slack)


def test_two_lines_share_the_questions_and_each_is_answered_once(slack: FakeSlack) -> None:
    house = House()
    with running(slack, house, "socket", FAST), line(slack) as second:
        second.start()
        assert slack.wait_for(lambda: slack.socket.sockets == 2)
        for number in range(20):
            slack.command("/whois", f"Person {number}").wait()
        assert all(answer.status == 200 for answer in slack.mention("C1", "who is X"))
        second.stop()


def test_a_slack_that_is_down_at_the_start_is_tried_again(slack: FakeSlack) -> None:
    slack.break_next("apps.connections.open", Fault.ERROR_BEFORE, times=2)
    with line(slack) as patient:
        patient.start()
        assert slack.wait_for(lambda: slack.socket.sockets == 1)
        patient.stop()


def test_a_token_that_is_worth_nothing_is_said_at_once(slack: FakeSlack) -> None:
    slack.token(TokenState.REVOKED, frozenset(), APP_TOKEN)
    with line(slack) as refused, pytest.raises(ChatRefused, match="SLACK_APP_TOKEN: token_revoked"):
        refused.start()


def test_a_token_that_dies_while_running_is_not_asked_for_again_and_again(slack: FakeSlack) -> None:
    with running(slack, House(), "socket", FAST):
        slack.token(TokenState.REVOKED, frozenset(), APP_TOKEN)
        slack.socket.wire.cut()
        slack.wait_for(lambda: len(slack.calls("apps.connections.open")) > 1)
        slack.wait_for(lambda: False, 3)
        assert len(slack.calls("apps.connections.open")) == 2


def test_stopping_answers_what_is_in_hand_and_is_quick(slack: FakeSlack) -> None:
    house = House()
    with running(slack, house, "socket", FAST):
        house.held.clear()
        answer = slack.command("/whois", "Loredana Crisan")
        house.held.set()
        began = time.monotonic()
    assert time.monotonic() - began < 3
    assert answer.ack.status == 200
    assert len(answer.messages) == 1


def test_an_unanswered_question_says_for_how_long_nobody_heard_slack(slack: FakeSlack) -> None:
    with line(slack) as watched:
        watched.start()
        assert slack.wait_for(lambda: watched.silent_seconds() < 1)
        slack.down()
        slack.socket.wire.freeze()
        assert slack.wait_for(lambda: watched.silent_seconds() > 1.5)
        slack.up()
        watched.stop()
