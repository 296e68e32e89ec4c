"""The workspace that scenarios run in: the same bot, reached by each transport in turn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.chat.slack.workspace import TRANSPORTS, House, running
from tests.fakes.slack import FakeSlack


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture(params=TRANSPORTS)
def slack(request: pytest.FixtureRequest, house: House) -> Iterator[FakeSlack]:
    with ExitStack() as stack:
        fake = stack.enter_context(FakeSlack())
        stack.enter_context(running(fake, house, request.param))
        yield fake
