"""The bot as a process: from a publisher on loopback to a channel of a Slack of our own, and what a terminal shows."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.fakes.publisher import Item, Publisher
from tests.fakes.slack import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, FakeSlack, Fault

ROOT = Path(__file__).parents[1]
CRISAN = Item(1, "Loredana Crisan leaves Meta to become chief design officer at Figma")
SENTENCE = "Loredana Crisan leaves Meta for Figma"


def write_config(folder: Path, feeds: list[str], channel: str = "C0000000001") -> dict[str, str]:
    """A config folder with these feeds and one channel; returns the environment that points to it."""
    folder.mkdir()
    for name in ("bot.toml", "companies.toml"):
        (folder / name).write_text((ROOT / "config" / name).read_text("utf-8"), "utf-8")
    tables = "".join(f'[[feed]]\nurl = "{url}"\npublisher = "Sample Post {at}"\n' for at, url in enumerate(feeds))
    (folder / "feeds.toml").write_text(tables, "utf-8")
    (folder / "channels.toml").write_text(f'[[channel]]\nname = "ai-moves"\nid = "{channel}"\n', "utf-8")
    usual = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "ORGWATCH_"))}
    return {
        **usual,
        "ORGWATCH_CONFIG": str(folder),
        "ORGWATCH_DB": str(folder.parent / "orgwatch.db"),
        "ORGWATCH_ALLOW_PRIVATE_ADDRESSES": "1",
        "PORT": str(free_port()),
    }


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def orgwatch(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@contextmanager
def running(environment: dict[str, str], *words: str) -> Iterator[subprocess.Popen[str]]:
    """The bot as a process; killed at the end of the block, if it still runs then."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run", *words],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with Publisher() as publisher:
        yield publisher


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as slack:
        slack.channel("C0000000001")
        yield slack


def with_slack(environment: dict[str, str], slack: FakeSlack) -> dict[str, str]:
    return {
        **environment,
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": slack.url,
    }


def test_a_terminal_shows_the_sample_morning_once(tmp_path: Path) -> None:
    usual = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "ORGWATCH_"))}
    config = write_config(tmp_path / "config", [])
    (tmp_path / "config" / "sample").symlink_to(ROOT / "config" / "sample")
    environment = {**usual, **config}
    first = orgwatch(environment, "run")
    assert (first.returncode, first.stderr) == (0, "")
    assert any("Loredana Crisan" in line and "Meta" in line and "Figma" in line for line in first.stdout.splitlines())
    second = orgwatch(environment, "run")
    assert second.returncode == 0
    assert "Crisan" not in second.stdout
    wang = json.loads(orgwatch(environment, "whois", "Alexander Wang", "--json").stdout)
    assert wang["name"] == "Alexandr Wang"
    organisations = {line[key] for line in wang["timeline"] for key in ("from_org", "to_org")}
    assert {"Scale AI", "Meta"} <= organisations
    assert all(line["sources"] for line in wang["timeline"])


def test_an_alert_reaches_its_channel_and_sigterm_ends_in_order(
    tmp_path: Path, publisher: Publisher, slack: FakeSlack
) -> None:
    environment = with_slack(write_config(tmp_path / "config", [publisher.publish("/feed", CRISAN)]), slack)
    with running(environment, "--http", "--backfill", "7d") as process:
        assert slack.wait_for(lambda: len(slack.messages("C0000000001")) == 1, seconds=90)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert SENTENCE in slack.texts("C0000000001")[0]


def test_a_kill_between_acceptance_and_writing_down_posts_once(
    tmp_path: Path, publisher: Publisher, slack: FakeSlack
) -> None:
    environment = with_slack(write_config(tmp_path / "config", [publisher.publish("/feed", CRISAN)]), slack)
    slack.break_next("chat.postMessage", Fault.SLOW, seconds=8)
    with running(environment, "--http", "--backfill", "7d") as process:
        assert slack.wait_for(lambda: len(slack.messages("C0000000001")) == 1, seconds=90)
        process.send_signal(signal.SIGKILL)
        process.wait(10)
    with running(environment, "--http", "--backfill", "7d"):
        assert slack.wait_for(lambda: len(slack.calls("conversations.history")) > 0, seconds=90)
        assert not slack.wait_for(lambda: len(slack.messages("C0000000001")) > 1, seconds=4)
    assert len(slack.messages("C0000000001")) == 1


def test_of_the_first_reading_one_story_is_told_as_proof_and_the_rest_remembered(
    tmp_path: Path, publisher: Publisher, slack: FakeSlack
) -> None:
    yesterday = datetime.now(UTC) - timedelta(days=1)
    older = Item(2, "Meta hires Scale AI founder Alexandr Wang as chief AI officer", published=yesterday)
    other = Item(3, "Jane Roe leaves Meta to become head of research at OpenAI", published=yesterday)
    feeds = [publisher.publish("/feed", older, CRISAN), publisher.publish("/other", other)]
    environment = with_slack(write_config(tmp_path / "config", feeds), slack)
    done = json.loads(orgwatch(environment, "collect", "--once", "--json").stdout)
    assert (done["fetched"], done["articles_new"], done["stories_new"]) == (2, 3, 3)
    told = json.loads(orgwatch(environment, "deliver", "--once", "--json").stdout)
    assert (told["posted"], told["skipped"], told["pending"]) == (1, 2, 0)
    assert SENTENCE in slack.texts("C0000000001")[0]
    explained = json.loads(orgwatch(environment, "explain", "https://post.example/feed/2", "--json").stdout)
    assert explained["alerts"] == [
        {"channel": "C0000000001", "outcome": "first_fetch", "reason": explained["alerts"][0]["reason"]}
    ]


def test_a_second_round_reads_304_and_finds_nothing(tmp_path: Path, publisher: Publisher) -> None:
    environment = write_config(tmp_path / "config", [])
    addresses = tmp_path / "addresses.txt"
    addresses.write_text(publisher.publish("/feed", CRISAN) + "\n", "utf-8")
    orgwatch(environment, "collect", "--once", "--feeds", str(addresses))
    with_due = tmp_path / "orgwatch.db"
    assert with_due.exists()
    second = json.loads(orgwatch(environment, "collect", "--once", "--feeds", str(addresses), "--json").stdout)
    assert (second["not_modified"], second["articles_new"]) == (1, 0)


@pytest.mark.parametrize(
    ("changes", "words", "status", "said"),
    [
        ({"SLACK_BOT_TOKEN": BOT_TOKEN}, ("run",), 2, "SLACK_APP_TOKEN"),
        ({"SLACK_APP_TOKEN": APP_TOKEN}, ("run",), 2, "SLACK_BOT_TOKEN"),
        ({}, ("run", "--socket"), 2, "SLACK_BOT_TOKEN"),
        ({"SLACK_BOT_TOKEN": BOT_TOKEN}, ("run", "--http"), 2, "SLACK_SIGNING_SECRET"),
        ({}, ("whois", "Nobody Atall"), 1, "nothing is known"),
        ({}, ("moves", "No Such Company"), 1, "No Such Company"),
        ({}, ("explain", "https://post.example/none"), 1, "no article"),
        ({}, ("moves",), 2, "COMPANY"),
        ({"ORGWATCH_CONFIG": "nowhere"}, ("check",), 1, "there is no folder"),
        ({"PORT": "many"}, ("check",), 1, "PORT"),
    ],
)
def test_what_is_wrong_is_one_clear_line(
    tmp_path: Path, changes: dict[str, str], words: tuple[str, ...], status: int, said: str
) -> None:
    environment = {**write_config(tmp_path / "config", []), **changes}
    done = orgwatch(environment, *words)
    assert done.returncode == status
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_bad_config_file_says_all_its_problems_at_once(tmp_path: Path) -> None:
    environment = write_config(tmp_path / "config", ["htp://wrong"])
    (tmp_path / "config" / "channels.toml").write_text('[[channel]]\nname = "a"\ncompanies = ["Metta"]\n', "utf-8")
    done = orgwatch(environment, "check")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 2
    assert "feeds.toml" in done.stderr
    assert "did you mean" in done.stderr.lower() or "Meta" in done.stderr


def test_an_unreadable_database_is_one_line_and_stays_as_it_is(tmp_path: Path) -> None:
    environment = write_config(tmp_path / "config", [])
    (tmp_path / "orgwatch.db").write_text("not a database " * 500)
    done = orgwatch(environment, "whois", "Meta")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert (tmp_path / "orgwatch.db").read_text().startswith("not a database")


def test_a_feed_that_answers_html_is_one_line(tmp_path: Path, publisher: Publisher) -> None:
    environment = write_config(tmp_path / "config", [publisher.answer("/page", "<html><body>Captcha</body></html>")])
    done = orgwatch(environment, "collect", "--once", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["failed"] == 1
    assert "web page" in done.stderr


def test_the_sample_morning_is_gone_at_the_first_start_with_tokens(
    tmp_path: Path, publisher: Publisher, slack: FakeSlack
) -> None:
    environment = write_config(tmp_path / "config", [publisher.publish("/feed", CRISAN)])
    (tmp_path / "config" / "sample").symlink_to(ROOT / "config" / "sample")
    assert orgwatch(environment, "run").returncode == 0
    assert orgwatch(environment, "whois", "Jorun Falkenhagen").returncode == 0
    with running(with_slack(environment, slack), "--http") as process:
        assert process.stderr is not None
        assert any("removed the sample morning" in line for line in process.stderr)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert orgwatch(environment, "whois", "Jorun Falkenhagen").returncode == 1
    assert orgwatch(environment, "whois", "Loredana Crisan").returncode == 0
    assert not any("Sample" in text for text in slack.texts("C0000000001"))
