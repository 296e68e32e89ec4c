"""What the rows share: in which size they run, and how they say what they reached."""

from __future__ import annotations

from collections.abc import Callable

import pytest

FULL = pytest.StashKey[bool]()
"""Set by `python -m tests.faults`: the numbers of the matrix instead of the short form."""


@pytest.fixture
def full(pytestconfig: pytest.Config) -> bool:
    """Whether to reach the numbers of the matrix; otherwise seconds must do."""
    return pytestconfig.stash.get(FULL, False)


@pytest.fixture
def reached(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Say in words what this test reached."""
    return lambda words: record_property("reached", words)
