"""Some of the tests, run by pytest in a process that does nothing else; what it takes and gives can be pickled."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.size import FULL

TESTS = Path(__file__).parents[1]


class Watcher:
    """Hears what became of each test."""

    def __init__(self, full: bool) -> None:
        self.full = full
        self.passed = 0
        self.failed: list[str] = []
        self.reached: list[str] = []

    def pytest_configure(self, config: pytest.Config) -> None:
        config.stash[FULL] = self.full

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.passed:
            self.passed += 1
        if report.failed:
            self.failed.append(report.nodeid)
        if report.when == "call":
            self.reached += [str(value) for name, value in report.user_properties if name == "reached"]


def run(tests: tuple[str, ...], full: bool) -> tuple[pytest.ExitCode, Watcher]:
    """Run these tests, named as pytest calls them below tests/, and say how it went."""
    watcher = Watcher(full)
    options = ["-p", "no:terminal", "-p", "no:cacheprovider", "-o", "addopts=", "-o", "timeout=3600"]
    status = pytest.main([*options, *(str(TESTS / test) for test in tests)], plugins=[watcher])
    return pytest.ExitCode(status), watcher
