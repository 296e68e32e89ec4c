"""Rows 9 and 38: the bot as a process, with health to look at and signals to obey."""

from __future__ import annotations

import json
import os
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fakes.publisher import Item, Publisher
from tests.fakes.slack import FakeSlack, Fault, TokenState
from tests.faults.courier import context, killed, run_whole
from tests.simulation.newsroom import name
from tests.test_whole_way import running, with_slack, write_config

Reached = Callable[[str], None]
CHANNEL = "C0000000001"


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as slack:
        slack.channel(CHANNEL)
        yield slack


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with Publisher() as publisher:
        yield publisher


def news(count: int) -> list[Item]:
    """So many people who leave Meta."""
    return [
        Item(number, f"{name(number)} leaves Meta to become chief design officer at Figma") for number in range(count)
    ]


def ask(environment: dict[str, str], path: str) -> tuple[int, str]:
    """One of the bot's own pages; status 0 where nobody answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{environment['PORT']}{path}", timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()
    except OSError:
        return 0, ""


def ask_until(environment: dict[str, str], path: str, holds: Callable[[int, str], bool], seconds: float = 60.0) -> str:
    """Ask until the answer is as wished."""
    end = time.monotonic() + seconds
    while True:
        status, text = ask(environment, path)
        if holds(status, text):
            return text
        assert time.monotonic() < end, f"{path}: {status} {text}"
        time.sleep(0.1)  # another process is waited for, up to the deadline above


def test_a_revoked_token_turns_health_red(
    tmp_path: Path, publisher: Publisher, slack: FakeSlack, reached: Reached
) -> None:
    environment = with_slack(write_config(tmp_path / "config", [publisher.publish("/feed", *news(5))]), slack)
    slack.refuse_next("chat.postMessage", "token_revoked")
    slack.token(TokenState.REVOKED)
    with running(environment, "--http", "--backfill", "7d") as process:
        said = ask_until(environment, "/healthz", lambda status, text: status == 503)
        assert "token_revoked" in said
        assert ask(environment, "/livez")[0] == 200
        posts = len(slack.calls("chat.postMessage"))
        assert not slack.wait_for(lambda: len(slack.calls("chat.postMessage")) > posts, seconds=3)
        assert process.poll() is None
        figures = ask_until(environment, "/metrics", lambda status, text: "orgwatch_queue 5.0" in text)
    assert 'orgwatch_slack_errors_total{kind="token_revoked"} ' in figures
    reached("health red, process alive")


def test_sigterm_at_load_drains(
    tmp_path: Path, publisher: Publisher, slack: FakeSlack, full: bool, reached: Reached
) -> None:
    count, factor = (40, 1) if full else (8, 10)
    longest = 0.0
    environment = with_slack(write_config(tmp_path / "config", [publisher.publish("/feed", *news(count))]), slack)
    slack.pace_at(factor)
    slack.break_by_chance("chat.postMessage", {Fault.SLOW: 0.3, Fault.DROP_REPLY: 0.1}, seconds=2 / factor)
    start, log = context(), tmp_path / "log"
    for stop in range(1, 5 if full else 2):
        with killed(start.Process(target=run_whole, args=(environment, log, factor))) as process:
            assert slack.wait_for(lambda stop=stop: len(slack.messages(CHANNEL)) >= 2 * stop, seconds=100)  # type: ignore[misc]  # bound now
            assert process.pid is not None
            started = time.monotonic()
            os.kill(process.pid, signal.SIGTERM)
            process.join(25)
            assert process.exitcode == 0
            longest = max(longest, time.monotonic() - started)
    assert longest <= 20
    slack.mend()
    with killed(start.Process(target=run_whole, args=(environment, log, factor))):
        assert slack.wait_for(lambda: len(slack.messages(CHANNEL)) >= count, seconds=400 if full else 100)
    texts = slack.texts(CHANNEL)
    assert len(texts) == len(set(texts)) == count
    waits = f" (all waits divided by {factor})" if factor > 1 else ""
    reached(f"exit 0 after {longest:.1f} s at most, 0 lost and 0 doubled of {count}{waits}")


def test_a_second_sigterm_ends_it_at_once(tmp_path: Path, publisher: Publisher, slack: FakeSlack) -> None:
    environment = with_slack(write_config(tmp_path / "config", [publisher.publish("/feed", *news(3))]), slack)
    slack.break_next("chat.postMessage", Fault.HANG, times=3, seconds=30)
    with running(environment, "--http", "--backfill", "7d") as process:
        assert slack.wait_for(lambda: slack.calls("chat.postMessage") != [], seconds=30)
        process.send_signal(signal.SIGTERM)
        assert process.stderr is not None
        assert any('"stopping"' in line for line in process.stderr)  # the first is under way
        process.send_signal(signal.SIGTERM)
        assert process.wait(8) == 1  # it did not wait for the answer, which would have taken longer


def test_figures_follow_a_message_from_its_feed(tmp_path: Path, publisher: Publisher, slack: FakeSlack) -> None:
    environment = with_slack(write_config(tmp_path / "config", [publisher.publish("/feed", *news(2))]), slack)
    with running(environment, "--http", "--backfill", "7d") as process:
        figures = ask_until(environment, "/metrics", lambda status, text: "orgwatch_lag_seconds_count 2.0" in text)
        assert ask(environment, "/healthz") == (200, "ok\n")
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=20)
    assert 'orgwatch_feeds{state="well"} 1.0' in figures
    assert "orgwatch_reading_seconds_count 2.0" in figures
    lines = [json.loads(line) for line in log.splitlines()]
    assert {line["from"] for line in lines} == {"orgwatch"}  # an outcome a line, and not every tick of the clock
    assert {line["what"] for line in lines} >= {"collected", "delivered", "stopping", "stopped"}
    assert len({line["run"] for line in lines}) == 1
    assert name(0).split()[1] not in log


def test_a_first_copy_is_made_at_start(tmp_path: Path, publisher: Publisher, slack: FakeSlack) -> None:
    environment = with_slack(write_config(tmp_path / "config", [publisher.publish("/feed", *news(1))]), slack)
    text = (tmp_path / "config" / "bot.toml").read_text("utf-8")
    (tmp_path / "config" / "bot.toml").write_text(
        text.split("\nbackup_dir")[0] + f'\nbackup_dir = "{tmp_path}/copies"\n'
    )
    with running(environment, "--http", "--backfill", "7d"):
        ask_until(environment, "/livez", lambda status, text: bool(list((tmp_path / "copies").glob("orgwatch-*.db"))))
