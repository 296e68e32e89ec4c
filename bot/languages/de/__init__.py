"""German: only assembles its tables; every form of a verb stands in them."""

from __future__ import annotations

from bot.languages.pack import Forms, Pack, read_pack


def load() -> Pack:
    return read_pack("de", inflect)


def inflect(entry: str) -> Forms:
    """The forms of "finite forms | participles", as they stand."""
    active, _, participles = entry.partition("|")
    return Forms(
        tuple(form.replace("_", " ") for form in active.split()),
        tuple(form.replace("_", " ") for form in participles.split()),
    )
