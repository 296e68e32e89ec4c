"""A set of phrases that is looked up at every token, longest first, in time linear in the text.

In: phrases as tuples of lower-case tokens, each with a value. Out: the longest one that begins at a token.
It must never know what a phrase means.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Generic, TypeVar

REMEMBERED = 1 << 15  # words of which it is remembered how they end
T = TypeVar("T")

_NO_VALUE: Any = object()
"""Where a phrase goes through and none ends."""


class Phrases(Generic[T]):
    """A trie over tokens. `match` costs one look-up where no phrase begins, else at most the length of the longest."""

    def __init__(self, entries: Iterable[tuple[tuple[str, ...], T]]) -> None:
        # A node maps a token to (the value of the phrase that ends there, or none; the node behind it, or None). Most
        # phrases end at a leaf and share few values, so the leaf of a value is one object: an empty list and an empty
        # node for each took 4 MB more in three packs.
        self._root: dict[str, tuple[T, Any]] = {}
        leaves: dict[int, tuple[T, Any]] = {}
        for words, value in entries:
            node = self._root
            for word in words[:-1]:
                known, behind = node.get(word, (_NO_VALUE, None))
                if behind is None:
                    behind = {}
                    node[word] = (known, behind)
                node = behind
            known, behind = node.get(words[-1], (_NO_VALUE, None))
            if known is not _NO_VALUE:
                continue
            if behind is None:
                node[words[-1]] = leaves.setdefault(id(value), (value, None))
            else:
                node[words[-1]] = (value, behind)
        self.firsts = frozenset(self._root)

    def __contains__(self, word: str) -> bool:
        """Whether some phrase begins with this token."""
        return word in self._root

    def match(self, words: Sequence[str], at: int) -> tuple[int, T] | None:
        """The longest phrase that begins at `at`: the index after its end, and its value."""
        found = self._root.get(words[at])
        if found is None:
            return None
        best: tuple[int, T] | None = None
        last = len(words)
        while True:
            value, node = found
            at += 1
            if value is not _NO_VALUE:
                best = (at, value)
            if node is None or at >= last:
                return best
            found = node.get(words[at])
            if found is None:
                return best


class Tails(Generic[T]):
    """Ends of words with a value each. `find` gives the value of the longest end that a word has, or is; it costs one
    look-up for each length of an end, whatever their number, and one for a word that was asked for before.
    """

    def __init__(self, entries: Mapping[str, T]) -> None:
        self._entries = dict(entries)
        self._lengths = sorted({len(tail) for tail in entries}, reverse=True)
        self.find = lru_cache(REMEMBERED)(self._find)

    def _find(self, word: str) -> T | None:
        for length in self._lengths:
            if length <= len(word) and (value := self._entries.get(word[-length:])) is not None:
                return value
        return None
