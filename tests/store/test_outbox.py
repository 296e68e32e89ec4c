"""The outbox is asked each second what is next: that must cost little, however much waits and however much was told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.store import Database, deliveries
from tests.builders import MORNING


@pytest.mark.parametrize(
    "ask",
    [lambda database: deliveries.first_open(database, "C1", MORNING), deliveries.open_channels, deliveries.waiting],
)
def test_what_is_next_is_read_from_the_index_alone(tmp_path: Path, ask: Callable[[Database], object]) -> None:
    database = Database(tmp_path / "orgwatch.db")
    asked: list[str] = []
    database.connection().set_trace_callback(asked.append)
    ask(database)
    database.connection().set_trace_callback(None)
    [sql] = asked
    steps = [str(row["detail"]) for row in database.connection().execute(f"explain query plan {sql}")]
    searched = [step for step in steps if "deliveries_open" in step]
    assert searched and all("COVERING INDEX" in step for step in searched), steps
    assert [step for step in steps if step.startswith("SCAN") and "INDEX" not in step] == []
    database.close()
