"""What the house comes to believe: claims of one happening, and the moves they tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from bot.model.articles import Article
from bot.model.claims import Claim, Kind, Rank
from bot.model.tenures import Tenure


class StoryStatus(StrEnum):
    """How the house believes it, over all articles; it climbs and falls."""

    RUMOUR = "rumour"
    REPORTED = "reported"
    PLANNED = "planned"
    CONFIRMED = "confirmed"
    DENIED = "denied"
    REVERSED = "reversed"


@dataclass(frozen=True, slots=True)
class Told:
    """One claim with the article that makes it: a source, side by side with the others."""

    article: Article
    claim: Claim


@dataclass(frozen=True, slots=True)
class Move:
    """What the house believes of one person (or one company, where no person is concerned) in one story.

    `person_id` is 0 while nobody is named. Organisations stand under the house's name for them
    ("Meta" for "Facebook"); `from_company` and `to_company` are those names, None where unknown.
    `company` is the one where it happens when nobody changes employer. `differences` says in short
    lines where sources disagree; nothing is averaged.
    """

    kind: Kind
    person: str | None
    company: str | None
    from_company: str | None
    to_company: str | None
    role: str | None
    rank: Rank
    status: StoryStatus
    date: datetime
    told: tuple[Told, ...]
    confidence: float = 0.0
    person_id: int = 0
    story: int = 0
    differences: tuple[str, ...] = ()
    past: bool = False
    id: int = 0
    """The store's number of it, until the story is believed afresh."""
    tenure: Tenure | None = None
    """How long somebody had been there who leaves; None where nobody says, or sources differ."""
    origins: tuple[str, ...] = ()
    """From which companies a hiring push takes people: each further one is more of the same push, no disagreement."""


class Step(NamedTuple):
    """A move as far as it takes to sort and count it: a busy company has some thousand, of which a few dozen are shown.

    A named tuple, which is cheaper to make than a dataclass; see tests/bench/answers.py.
    """

    id: int
    kind: Kind
    person: str | None
    person_id: int
    company: str | None
    from_company: str | None
    to_company: str | None
    rank: Rank
    status: StoryStatus
    date: datetime


@dataclass(frozen=True, slots=True)
class Cluster:
    """More people leave a company than usual. `moves` are their leavings, one each, the oldest first.

    `expected` is what the company's own base rate lets expect in `days` days, from `before` people in the `memory_days`
    days before; `chance` is the probability of so many or more by that rate.
    """

    company: str
    moves: tuple[Move, ...]
    days: int
    before: int
    memory_days: int
    expected: float
    chance: float


@dataclass(frozen=True, slots=True)
class Story:
    """All claims, from any outlet and language, that tell the same happening. `key` is given at birth; 0 is unborn.

    A story that turned out to be an older one stands as `merged_into` that one's key and tells nothing any more; the
    older has its key among `absorbed`. `quiet` is a story in which nothing but a rebuild changed anything: a message is
    edited, and nobody is told.
    """

    key: int
    told: tuple[Told, ...]
    born: datetime
    withdrawn: bool = False
    merged_into: int | None = None
    absorbed: tuple[int, ...] = ()
    quiet: bool = False
