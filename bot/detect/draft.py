"""What one move in one sentence says, before its names are resolved over the text.

The two binders (`fixed`, `free`) make drafts of chunks; `discourse` makes claims of drafts. A draft must never hold what
its sentence does not say.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.detect.chunks import Chunk
from bot.languages.pack import Move, Voice
from bot.model import ClaimStatus, Kind, Rank

FIRM = "\x00firm"
"""Stands for the firm that the text is about, where the sentence says "the company"."""
JOIN = (Kind.HIRE, Kind.APPOINTMENT, Kind.PROMOTION, Kind.MOVE)
COMPANY = (Kind.LAYOFFS, Kind.HIRING_FREEZE, Kind.HIRING_PUSH, Kind.REORG, Kind.ACQUIHIRE)


@dataclass(slots=True)
class Draft:
    """What one trigger in one sentence says, before names are resolved over the text."""

    move: Move
    voice: Voice
    kind: Kind
    at: int
    person: Chunk | None = None
    org: str | None = None
    org_weak: bool = False
    from_org: str | None = None
    to_org: str | None = None
    role: str | None = None
    rank: Rank = Rank.OTHER
    role_chunk: Chunk | None = None
    predecessor: Chunk | None = None
    number: bool = False
    group: bool = False
    status: ClaimStatus | None = None
    first: int = 0
    last: int = 0
    jobs: Chunk | None = None
    person_is_pronoun: bool = False
    tenure: str | None = None
    """The firm where somebody has been for years until now ("After ten years at Acme, …")."""
    numbers: tuple[tuple[str, str], ...] = ()
    trade: str | None = None
    """The words for a firm that nobody names ("der Kinderschutzbund"), where the text has no other topic."""
    later: bool = False
    """True where the clause says that it tells a further step ("bald darauf")."""
    past: bool = False
    """True where the clause itself says that it looks back."""
    vacates: bool = False
    """True where an exit in passing tells whose post the sentence fills ("steps in following the departure of Jane Roe")."""
    hearsay: str | None = None
    """The modal verb by which the clause passes on what others say ("soll … verlassen haben")."""
    doubt: float = 1.0
    """What remains of the confidence where whom it means is only a likely reading."""
