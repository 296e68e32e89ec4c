"""What one claim says of one human's way: from where, to where, or inside what; and whether two of them are one step.

Claims come in; steps and a yes or no go out. Companies are compared by the directory's key, so a unit's or former
name is its company. This module must never look at names of people, dates or titles of articles.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from bot.companies import Directory
from bot.model import Claim, Kind
from bot.stories import roles

COMPANY_KINDS = frozenset({Kind.REORG, Kind.HIRING_FREEZE, Kind.HIRING_PUSH, Kind.LAYOFFS, Kind.ACQUIHIRE})
"""What happens to a company; with a person only where one reporting line or one deal's head is meant."""


class Fit(IntEnum):
    """How two steps of one human go together; a greater one is closer."""

    APART = 0
    TURN = 1
    """One leaves A, the other rises inside A: one story if the same human, but two steps."""
    COMPLEMENT = 2
    """One leaves A for nobody knows where, the other arrives at B from nobody knows where."""
    ONE = 3


@dataclass(frozen=True, slots=True)
class Step:
    """`left` and `joined` are companies' keys; `inside` is where somebody is named to something, the origin
    unseen or the same."""

    left: str | None = None
    joined: str | None = None
    inside: str | None = None
    kind: Kind = Kind.MOVE
    role: str | None = None
    unit: str | None = None
    """Which of the company's units is named, where the claim is about one company."""
    brand: bool = False
    """Whether that unit goes by a name of its own ("WhatsApp")."""

    @property
    def companies(self) -> frozenset[str]:
        return frozenset(company for company in (self.left, self.joined, self.inside) if company)


def step(claim: Claim, directory: Directory) -> Step:
    """The way that a claim tells."""

    def key(name: str | None) -> str | None:
        return directory.key(name) if name else None

    left, joined, inside = key(claim.from_org), key(claim.to_org), None
    unit = directory.unit(claim.org) if claim.org else None
    brand = unit is not None and directory.brand(claim.org or "")
    if claim.kind is Kind.DEPARTURE:
        left = left or key(claim.org)
    elif claim.kind in (Kind.HIRE, Kind.ACQUIHIRE):
        joined = joined or key(claim.org)
    elif claim.kind is not Kind.MOVE:
        left, joined, inside = None, None, key(claim.org) or joined or left
    if left and left == joined:
        # From one unit of a company to another: nobody changes employer.
        return Step(inside=left, kind=Kind.PROMOTION, role=claim.role)
    return Step(left, joined, inside, claim.kind, claim.role, unit, brand)


def other_unit(a: Step, b: Step) -> bool:
    """Whether two claims surely are about two units of one company: outlets call many a unit by the company's name, or
    loosely by another's that begins with it ("Meta AI"), and nobody calls WhatsApp Instagram."""
    return a.unit is not None and b.unit is not None and a.unit != b.unit and (a.brand or b.brand)


def fit(a: Step, b: Step) -> Fit:
    """How two steps of one human go together."""
    if a.inside and b.inside:
        return _fit_inside(a, b)
    if a.inside or b.inside:
        named, travelled = (a, b) if a.inside else (b, a)
        if named.kind is Kind.REORG:
            return Fit.APART
        if named.inside == travelled.joined:
            one = named.kind is Kind.APPOINTMENT and roles.alike(named.role, travelled.role) is not False
            return Fit.ONE if one else Fit.APART
        if named.inside == travelled.left:
            return Fit.TURN
        return Fit.COMPLEMENT if not travelled.joined and named.kind is Kind.APPOINTMENT else Fit.APART
    if (a.left and a.left == b.joined) or (a.joined and a.joined == b.left):
        return Fit.APART
    if (a.left and a.left == b.left) or (a.joined and a.joined == b.joined):
        return Fit.ONE
    if not a.companies or not b.companies:
        return Fit.COMPLEMENT
    one_way = (not a.joined and not b.left) or (not b.joined and not a.left)
    return Fit.COMPLEMENT if one_way else Fit.APART


def _fit_inside(a: Step, b: Step) -> Fit:
    if a.inside != b.inside or (a.kind is Kind.REORG) != (b.kind is Kind.REORG):
        return Fit.APART
    return Fit.APART if roles.alike(a.role, b.role) is False else Fit.ONE
