"""The names that all languages share: given and family names, known organisations, places, legal forms.

In: the word lists of `shared`. Out: one frozen `Names`. It must never say of a text what its names are.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.languages.lists import lines, spellings, spelt, split
from bot.languages.phrases import Phrases


@dataclass(frozen=True, slots=True)
class Names:
    """Names of all languages together: given and family names, known organisations, places, legal forms."""

    given: frozenset[str]
    family: frozenset[str]
    companies: Phrases[None]
    places: frozenset[str]
    """The words of places, and whole places whose words are people's names too ("los angeles")."""
    legal_forms: frozenset[str]
    org_words: frozenset[str]
    particles: frozenset[str]
    joining: frozenset[str]
    """Particles that also join two names."""
    beginnings: tuple[str, ...]
    """Beginnings of family names with a second capital ("McKay")."""
    comma_forms: frozenset[str]
    """Legal forms that a comma may part off."""
    suffixes: frozenset[str]
    degrees: frozenset[str]
    institutions: frozenset[str]
    everyday: frozenset[str]
    letters: frozenset[str]
    """Firms named by one letter ("x")."""
    uncapitalised: frozenset[str]
    """First words of organisations that write themselves without a capital ("taz")."""
    apostrophes: frozenset[str]
    """Firms whose own name ends in a possessive, without it ("domino")."""

    def known(self, words: Sequence[str]) -> bool:
        """Whether these lower-case words are a known organisation's name as a whole, and not only begin with one."""
        match = self.companies.match(words, 0) if words else None
        return match is not None and match[0] == len(words)

    def of_place(self, low: str, endings: tuple[str, ...]) -> bool:
        """Whether a lower-case word is a place's genitive by one of these endings ("Italiens"), and no name itself."""
        if low in self.family or low in self.given or low in self.places:
            return False
        return any(low.endswith(ending) and low.removesuffix(ending) in self.places for ending in endings)


def owned(spelling: str) -> tuple[str, ...]:
    """A name as its words are looked up, without an ending of possession inside it ("Victoria's Secret")."""
    *first, last = split(spelling)
    return (*(word.removesuffix("'s") for word in first), last)


@cache
def names() -> Names:
    """The names that every language shares, read once."""
    shared = files("bot.languages") / "shared"
    table = tomllib.loads((shared / "names.toml").read_text("utf-8"))
    firms = [line for file in shared.iterdir() if file.name.startswith("companies") for line in lines(file)]
    return Names(
        given=frozenset(lines(shared / "given.txt")) | frozenset(table["given"].split()),
        family=frozenset(lines(shared / "surnames.txt")) | frozenset(table["family"].split()),
        companies=Phrases(
            (tokens, None)
            for firm in firms
            for spelling in spellings(firm)
            for tokens in (*spelt(spelling), owned(spelling))
        ),
        places=frozenset(word.replace("_", " ") for line in lines(shared / "places.txt") for word in line.split()),
        legal_forms=frozenset(table["legal_forms"].split()),
        org_words=frozenset(table["org_words"].split()),
        particles=frozenset(table["particles"].split()),
        joining=frozenset(table["joining"].split()),
        beginnings=tuple(table["beginnings"].split()),
        comma_forms=frozenset(table["comma_forms"].split()),
        suffixes=frozenset(table["suffixes"].split()),
        degrees=frozenset(table["degrees"].split()),
        institutions=frozenset(table["institutions"].split()),
        everyday=frozenset(table["everyday"].split()),
        letters=frozenset(table["letters"].split()),
        uncapitalised=frozenset(split(firm)[0] for firm in firms if firm[0].islower() and firm == firm.lower()),
        apostrophes=frozenset(
            line[:-2].casefold() for line in lines(shared / "companies.txt") if line.endswith(("'s", "’s"))
        ),
    )
