"""A sentence as chunks: a person with role and employer is one thing, however it is written.

Made by `fixed.phrases` or `free.noun_phrases`; all that follows is shared. A `NOUN` chunk holds a name, a role, an employer,
or all.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.detect.atoms import Type, What
from bot.languages.pack import NO_CLASSES, Trigger
from bot.model import Rank


class Sort(StrEnum):
    """What a chunk is."""

    NOUN = "noun"
    JOBS = "jobs"
    TRIGGER = "trigger"
    PREPOSITION = "preposition"
    COMMA = "comma"
    CONJUNCTION = "conjunction"
    BREAK = "break"
    SUBORDINATOR = "subordinator"
    PRONOUN = "pronoun"
    FIRM = "firm"
    AUXILIARY = "auxiliary"
    PARTICLE = "particle"
    OTHER = "other"


@dataclass(slots=True)
class Chunk:
    """A piece of a sentence: atoms `first` up to (not with) `last`.

    `type` is the name's; a chunk with a role and no name is a person nobody names. `own` marks "its" before a role.
    """

    sort: Sort
    first: int
    last: int
    low: str = ""
    name: str | None = None
    type: Type = Type.UNKNOWN
    role: str | None = None
    rank: Rank = Rank.OTHER
    org: str | None = None
    org_type: Type = Type.UNKNOWN
    former: bool = False
    own: bool = False
    fresh: bool = False
    definite: bool = False
    group: bool = False
    surname: bool = False
    possessive: bool = False
    number: bool = False
    talent: bool = False
    classes: frozenset[str] = NO_CLASSES
    triggers: tuple[Trigger, ...] = ()
    demonstrative: bool = False
    unit: str | None = None
    """What a role is said to lead, where only its place could make it a firm's name ("Chefin der Caritas")."""

    @property
    def human(self) -> bool:
        """Whether it can be a person (or a group of them); an article stands before things ("the Sample Prize")."""
        return self.role is not None or (
            self.name is not None and (self.type is Type.PERSON or (self.type is Type.UNKNOWN and not self.definite))
        )

    @property
    def firm(self) -> bool:
        """Whether it can be an organisation."""
        return (
            self.role is None and self.name is not None and self.type in (Type.ORG, Type.UNKNOWN) and not self.surname
        )


SORTS = {
    What.TRIGGER: Sort.TRIGGER,
    What.PREPOSITION: Sort.PREPOSITION,
    What.COMMA: Sort.COMMA,
    What.CONJUNCTION: Sort.CONJUNCTION,
    What.BREAK: Sort.BREAK,
    What.SUBORDINATOR: Sort.SUBORDINATOR,
    What.PRONOUN: Sort.PRONOUN,
    What.FIRM: Sort.FIRM,
    What.AUXILIARY: Sort.AUXILIARY,
    What.PARTICLE: Sort.PARTICLE,
}
