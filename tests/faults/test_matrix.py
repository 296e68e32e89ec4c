"""The matrix itself: all 46 rows, and every test that a row names is there."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.faults.matrix import ROWS, Row

TESTS = Path(__file__).parents[1]


def test_all_rows_are_there_once() -> None:
    assert [row.number for row in ROWS] == list(range(1, 47))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row.number))
def test_a_row_names_tests_that_exist(row: Row) -> None:
    for named in row.tests:
        file, *parts = named.partition("[")[0].split("::")
        names = [node.name for node in ast.walk(ast.parse((TESTS / file).read_text("utf-8"))) if hasattr(node, "name")]
        assert [part for part in parts if part not in names] == []
