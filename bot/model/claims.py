"""What one article says: the kind, how it is said, of whom, in which words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from bot.model.tenures import Tenure


class Kind(StrEnum):
    """What a claim says has happened (the reading rules define each)."""

    HIRE = "hire"
    DEPARTURE = "departure"
    MOVE = "move"
    PROMOTION = "promotion"
    APPOINTMENT = "appointment"
    REORG = "reorg"
    HIRING_FREEZE = "hiring_freeze"
    HIRING_PUSH = "hiring_push"
    LAYOFFS = "layoffs"
    ACQUIHIRE = "acquihire"


class ClaimStatus(StrEnum):
    """How one article says it."""

    CONFIRMED = "confirmed"
    REPORTED = "reported"
    PLANNED = "planned"
    DENIED = "denied"


class Rank(IntEnum):
    """The small ladder of roles, for routing; higher is more."""

    OTHER = 0
    RESEARCHER = 1
    LEAD = 2
    DIRECTOR = 3
    VICE_PRESIDENT = 4
    C_LEVEL = 5
    BOARD = 6


@dataclass(frozen=True, slots=True)
class Claim:
    """This article says: kind, who, where, as what, how sure, in these words, by this rule.

    `person` is the fullest form in the article, None where nobody is named. For a hire `org` equals `to_org`,
    for a departure `org` equals `from_org`, for a move `org` is None and both others are set.
    `quote` is the exact words; `start` is their place in the document's text (title, summary and text
    joined by a blank line). `confidence` is in 0..1: of the claims at 0.9, nine in ten are right.
    `attribution` is who says so, as written; `named_source` is whether that is a person or company that
    answers for it, not "people familiar". `contradicted` marks two claims of one article that cannot both hold.
    `numbers` keeps counts by origin, as ("more than 20", "OpenAI") pairs; ("more than 50", "") is how many in all.
    """

    kind: Kind
    person: str | None
    org: str | None
    from_org: str | None
    to_org: str | None
    role: str | None
    status: ClaimStatus
    confidence: float
    quote: str
    rule: str
    attribution: str | None = None
    named_source: bool = False
    contradicted: bool = False
    rank: Rank = Rank.OTHER
    start: int = 0
    numbers: tuple[tuple[str, str], ...] = ()
    past: bool = False
    """True for an earlier step of a career that the article only looks back on: for /whois, never an alert."""
    tenure: tuple[Tenure, ...] = ()
    """How long somebody had been there who leaves; several where the article itself says two things."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What detect makes of one document. `language` is a pack's code, or the guessed code where none fits."""

    language: str
    relevant: bool
    claims: tuple[Claim, ...] = ()
    has_pack: bool = True
