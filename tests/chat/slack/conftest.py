"""The workspace that scenarios run in: the same bot, reached by each transport in turn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from bot.store import Database
from tests.chat.slack.workspace import TRANSPORTS, House, desk, running
from tests.fakes.slack import FakeSlack


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with closing(Database(tmp_path / "orgwatch.db")) as database:
        yield House(desk(database))


@pytest.fixture(params=TRANSPORTS)
def slack(request: pytest.FixtureRequest, house: House) -> Iterator[FakeSlack]:
    with ExitStack() as stack:
        fake = stack.enter_context(FakeSlack())
        stack.enter_context(running(fake, house, request.param))
        yield fake
