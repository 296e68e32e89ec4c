"""In which size the rows run: set in pytest's stash by `python -m tests.faults`, read by the fixture `full`."""

from __future__ import annotations

import pytest

FULL = pytest.StashKey[bool]()
"""True: the numbers of the matrix instead of the short form."""
