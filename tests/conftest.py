"""For all tests: in which size the rows of the fault matrix run, and how they say what they reached.

A property is about what comes out, not about how fast this machine is just now (tests/bench is).
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import settings

from tests.faults.size import FULL

settings.register_profile("orgwatch", deadline=None)
settings.load_profile("orgwatch")


@pytest.fixture
def full(pytestconfig: pytest.Config) -> bool:
    """Whether to reach the numbers of the matrix; otherwise seconds must do."""
    return pytestconfig.stash.get(FULL, False)


@pytest.fixture
def reached(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Say in words what this test reached."""
    return lambda words: record_property("reached", words)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end what the rows of the fault matrix and the simulation reached in this size."""
    for report in terminalreporter.getreports("passed"):
        for name, words in report.user_properties:
            if name == "reached":
                terminalreporter.write_line(f"{report.nodeid.rpartition('::')[2]}: {words}")
