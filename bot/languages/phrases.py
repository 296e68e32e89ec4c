"""A set of phrases that is looked up at every token, longest first, in time linear in the text.

In: phrases as tuples of lower-case tokens, each with a value. Out: the longest one that begins at a token.
It must never know what a phrase means.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class Phrases(Generic[T]):
    """Phrases by their words. `match` costs a look-up for each length that phrases with the same first word have."""

    def __init__(self, entries: Iterable[tuple[tuple[str, ...], T]]) -> None:
        self._values: dict[tuple[str, ...], T] = {}
        lengths: dict[str, set[int]] = {}
        for words, value in entries:
            self._values.setdefault(words, value)
            lengths.setdefault(words[0], set()).add(len(words))
        self._lengths = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}

    def __contains__(self, word: str) -> bool:
        """Whether some phrase begins with this token."""
        return word in self._lengths

    def firsts(self) -> frozenset[str]:
        return frozenset(self._lengths)

    def match(self, words: Sequence[str], at: int) -> tuple[int, T] | None:
        """The longest phrase that begins at `at`: the index after its end, and its value."""
        for length in self._lengths.get(words[at], ()):
            phrase = tuple(words[at : at + length])
            if phrase in self._values:
                return at + len(phrase), self._values[phrase]
        return None
