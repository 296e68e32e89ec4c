"""A set of phrases that is looked up at every token, longest first, in time linear in the text.

In: phrases as tuples of lower-case tokens, each with a value. Out: the longest one that begins at a token.
It must never know what a phrase means.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class Phrases(Generic[T]):
    """A trie over tokens. `match` costs at most the length of the longest phrase."""

    def __init__(self, entries: Iterable[tuple[tuple[str, ...], T]]) -> None:
        self._firsts: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for words, value in entries:
            self._firsts.setdefault(words[0], []).append((words, value))
        for candidates in self._firsts.values():
            candidates.sort(key=lambda entry: -len(entry[0]))

    def __contains__(self, word: str) -> bool:
        """Whether some phrase begins with this token."""
        return word in self._firsts

    def firsts(self) -> frozenset[str]:
        return frozenset(self._firsts)

    def match(self, words: Sequence[str], at: int) -> tuple[int, T] | None:
        """The longest phrase that begins at `at`: the index after its end, and its value."""
        for phrase, value in self._firsts.get(words[at], ()):
            end = at + len(phrase)
            if len(phrase) == 1 or tuple(words[at:end]) == phrase:
                return end, value
        return None


class Tails(Generic[T]):
    """Ends of words with a value each. `find` costs one look-up for each length of an end, whatever their number."""

    def __init__(self, entries: Mapping[str, T]) -> None:
        self._entries = dict(entries)
        self._lengths = sorted({len(tail) for tail in entries}, reverse=True)

    def find(self, word: str) -> T | None:
        """The value of the longest end that a word has, or is."""
        for length in self._lengths:
            if length <= len(word) and (value := self._entries.get(word[-length:])) is not None:
                return value
        return None
