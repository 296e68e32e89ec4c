"""What is read must hang on what an item says, and little on whom it says it of or how it is set: measured on our own news."""

from __future__ import annotations

import pytest

from tests.reading_changes import OWN, changes, load, share

# Each floor is what `python -m tests.reading_changes` measures, less two claims of a hundred.
FLOORS = {
    "en": {"other firms": 0.82, "other people": 0.95, "other posts": 0.85, "capitals of a title": 0.90},
    "de": {"other firms": 0.85, "other people": 0.94, "other posts": 0.85},
}
LEAST = 0.96  # for every change that only adds what tells of no move


@pytest.mark.parametrize(("language", "name"), [(code, name) for code in FLOORS for name in changes(code)])
def test_reads_the_same_where_only_names_or_shape_are_others(language: str, name: str) -> None:
    items = load(OWN / f"news_{language}.jsonl")
    assert share(items, changes(language)[name]) >= FLOORS[language].get(name, LEAST)
