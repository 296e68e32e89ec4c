"""Rows 15 and 46: bodies and commands that are too large, and people who ask for what is not theirs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.store import Database
from tests.chat.slack import look
from tests.chat.slack.workspace import House, desk, running
from tests.fakes.slack import SIGNING_SECRET, FakeSlack
from tests.fakes.slack.senders import Payloads, post, signed

Reached = Callable[[str], None]
TOO_MUCH = (
    "x" * 10_000,
    "Loredana Crisan " * 700,
    "<!channel> " * 900,
    "http://169.254.169.254/latest/meta-data " * 250,
)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with closing(Database(tmp_path / "orgwatch.db")) as database:
        yield House(desk(database))


@pytest.mark.parametrize("size", [2_000_000, 20_000_000])
def test_a_body_of_megabytes_is_refused_before_it_is_read(size: int, house: House) -> None:
    with FakeSlack() as slack, running(slack, house, "http"):
        payload, place = Payloads(slack.world, lambda: slack.url.removesuffix("/api/")).command(
            "/whois", "x", "U1", "C1"
        )
        body, headers = signed(SIGNING_SECRET, "slash_commands", {**payload, "text": "x" * size}, time.time())
        assert post(slack.app_url, body, headers).status in (413, None)
        slack.command("/orgwatch", "status").wait()
        assert place.answers == []


@pytest.mark.parametrize("channel", ["C1", "C2", "DU1", "G7"])
def test_commands_of_ten_kilobytes_are_answered_politely_wherever_they_come_from(
    channel: str, reached: Reached, house: House
) -> None:
    with FakeSlack() as slack, running(slack, house, "dispatch"):
        for command in ("/whois", "/moves", "/orgwatch"):
            for text in TOO_MUCH:
                answer = slack.command(command, text, channel=channel)
                assert answer.ack.status == 200
                message = answer.message
                assert look.live_mentions(message["text"], message.get("blocks", [])) == []
                assert message.get("response_type", "ephemeral") == "ephemeral"
    reached(f"{channel}: {3 * len(TOO_MUCH)} commands of 10 kB answered to the asker alone")
