"""Reads word lists, and writes phrases as the tokens that a text of theirs is cut into.

In: a file of a language's folder, or a phrase. Out: its lines, or tuples of tokens. It must never know what a list is for.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable


def lines(path: Traversable) -> list[str]:
    """The lines of a word list, without its comments."""
    return [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]


@cache
def common_words(code: str) -> frozenset[str]:
    """The common words of a language, which tell its texts from others without the rest of its pack."""
    folder = files("bot.languages") / code
    counted, more, less = (lines_if_any(folder / f"common{rest}.txt") for rest in ("", "_more", "_less"))
    return frozenset(counted).union(more).difference(less)


@cache
def small_words(code: str) -> frozenset[str]:
    """The words of a language whose nouns stand capitalised that are none; empty where they do not."""
    folder = files("bot.languages") / code
    return frozenset(lines_if_any(folder / "small.txt")).union(lines_if_any(folder / "verbs.txt"))


def lines_if_any(path: Traversable) -> list[str]:
    """The lines of a word list that not every language has."""
    return lines(path) if path.is_file() else []


def spellings(name: str) -> tuple[str, ...]:
    """A name, and as the tokeniser leaves it when it ends in a possessive of its own ("Domino's")."""
    return (name, name[:-2]) if name.endswith(("'s", "’s")) else (name,)


def split(phrase: str) -> tuple[str, ...]:
    """A phrase as the tokens that the tokeniser makes of it: hyphens stand alone, and so does the dot of an initial."""
    if phrase.isalpha():
        return (phrase.casefold(),)
    words = phrase.casefold().replace("-", " - ").replace("&", " & ").split()
    return tuple(
        part for word in words for part in ((word[:-1], ".") if len(word) > 1 and word[-1] == "." else (word,))
    )


def spelt(phrase: str, elided: Set[str] = frozenset()) -> Iterator[tuple[str, ...]]:
    """A phrase as tokens, once with each apostrophe that texts use, and as it is cut where a capital follows one that stands
    for a lost end ("chef de l'État").
    """
    tokens = split(phrase)
    yield tokens
    if "'" in phrase:
        yield tuple(token.replace("'", "’") for token in tokens)
        cut = tuple(part for token in tokens for part in parted(token, elided))
        if cut != tokens:
            yield cut


def parted(token: str, elided: Set[str]) -> tuple[str, ...]:
    head, mark, rest = token.partition("'")
    return (head + mark, rest) if rest and head + mark in elided else (token,)
