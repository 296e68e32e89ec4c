"""Acknowledgements wait for nothing: not for a database that is locked, not for a collect that takes the processor."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot import curate, detect
from tests.chat.slack.workspace import House, running
from tests.fakes.slack import FakeSlack

LOCKED_SECONDS = 5.0
COMMANDS = (
    ("/whois", "Loredana Crisan"), ("/moves", "Meta"), ("/orgwatch", "help"), ("/orgwatch", "status"),
    ("/orgwatch", "list"), ("/orgwatch", "rules"), ("/orgwatch", "feeds"), ("/orgwatch", "log"), ("/orgwatch", "why 7"),
    ("/orgwatch", "test"),
)  # fmt: skip
TEXT = "Loredana Crisan leaves Meta for Figma as Chief Design Officer. " * 40


@contextmanager
def locked(file: Path) -> Iterator[threading.Event]:
    """Another process's write to the database that takes five seconds, and longer until the event is set."""
    holds, enough, clock = threading.Event(), threading.Event(), threading.Event()

    def hold() -> None:
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            connection.execute("begin exclusive")
            holds.set()
            clock.wait(LOCKED_SECONDS)
            enough.wait(LOCKED_SECONDS)
            connection.execute("rollback")

    holder = threading.Thread(target=hold)
    holder.start()
    assert holds.wait(10)
    yield enough
    holder.join()


@contextmanager
def collecting() -> Iterator[None]:
    """A collect that reads articles without a pause."""
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            detect.read(detect.Document("", text=TEXT))

    reader = threading.Thread(target=read)
    reader.start()
    yield
    stop.set()
    reader.join()


@pytest.mark.parametrize("transport", ["socket", "http"])
def test_every_command_is_acknowledged_in_time_while_a_collect_runs_and_the_database_is_locked(
    house: House, transport: str
) -> None:
    with FakeSlack() as slack, running(slack, house, transport):
        slack.pace_at(None)
        slack.user("U-ADMIN", "Ada Admin", admin=True)
        answers = []
        with collecting(), locked(house.desk.database.path) as enough:
            changes = [slack.command("/orgwatch", f"track Sample {number}", user="U-ADMIN") for number in range(4)]
            for number in range(96):
                command, words = COMMANDS[number % len(COMMANDS)]
                answers.append(slack.command(command, words))
            enough.set()
        acks = [answer.ack for answer in (*changes, *answers)]
        assert [ack.status for ack in acks] == [200] * 100
        assert sorted(ack.seconds for ack in acks)[98] < 0.5
        for answer in changes:
            assert "from now on" in answer.message["text"]
        for answer in answers:
            answer.wait()
        tracked = [company.name for company in curate.effective(house.desk).companies if company.tracked]
        assert {f"Sample {number}" for number in range(4)} <= set(tracked)
