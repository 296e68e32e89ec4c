"""A sentence as atoms: names, roles, triggers and the small words between them, typed as far as the words alone can tell.

Made by `words`, read by everything behind it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bot.detect.tokens import Sentence
from bot.languages.pack import Hedge, Trigger
from bot.model import Rank


class What(StrEnum):
    """What an atom is."""

    NAME = "name"
    ROLE = "role"
    TRIGGER = "trigger"
    FORMER = "former"
    QUALITY = "quality"
    DETERMINER = "determiner"
    OWN = "own"
    NUMBER = "number"
    PREPOSITION = "preposition"
    CONJUNCTION = "conjunction"
    COMMA = "comma"
    BREAK = "break"
    SUBORDINATOR = "subordinator"
    PRONOUN = "pronoun"
    FIRM = "firm"
    STAFF = "staff"
    HONORIFIC = "honorific"
    AUXILIARY = "auxiliary"
    PARTICLE = "particle"
    WORD = "word"


class Type(StrEnum):
    """What a name names, as far as it is known."""

    PERSON = "person"
    ORG = "org"
    PLACE = "place"
    UNKNOWN = "unknown"


class Style(StrEnum):
    """How a sentence uses capitals: for names, for most words, or throughout."""

    PLAIN = "plain"
    TITLE = "title"
    CAPITALS = "capitals"


@dataclass(slots=True)
class Atom:
    """A piece of a sentence: tokens `first` up to (not with) `last`."""

    what: What
    first: int
    last: int
    text: str
    low: str
    classes: frozenset[str] = frozenset()
    type: Type = Type.UNKNOWN
    possessive: bool = False
    capital: bool = False
    rank: Rank = Rank.OTHER
    triggers: tuple[Trigger, ...] = ()
    surname: bool = False
    """True for a single word that is a family name and no known firm."""
    glued: bool = False
    """True where a hyphen ties it to the atom before."""


@dataclass(slots=True)
class Parsed:
    """A sentence as atoms, with its hedges by the atom they stand at."""

    sentence: Sentence
    style: Style
    atoms: list[Atom]
    hedges: list[tuple[int, Hedge, str]] = field(default_factory=list)
