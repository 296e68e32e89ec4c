"""Marks what one article says in two ways that cannot both be true.

In: the claims of one text. Out: the same claims, those that contradict another marked. It must never drop one.
"""

from __future__ import annotations

from dataclasses import replace

from bot.detect.discourse.merging import same_org
from bot.model import Claim, ClaimStatus, Kind, Rank

CONTRADICTED = 0.7  # what remains of the confidence in a claim that another of the same article contradicts


def mistaken(found: list[Claim]) -> list[Claim]:
    """Gives a claim to whom it must mean, where a sentence names one person twice ("Jane Roe geht zu Acme, während Jane
    Roe zu Initech geht") and exactly one other has been told to leave beside them. It stays a contradicted one.
    """
    result = list(found)
    for index, claim in enumerate(found):
        first = next((c for c in found[:index] if c.start == claim.start and irreconcilable(c, claim)), None)
        others = {
            c.person
            for c in found
            if c.kind is Kind.DEPARTURE
            and c.person not in (None, claim.person)
            and (claim.person or "") in c.quote
            and same_org(c.from_org, claim.from_org)
        }
        if first is not None and len(others) == 1:
            status = ClaimStatus.REPORTED if claim.status is ClaimStatus.CONFIRMED else claim.status
            confidence = round(claim.confidence * CONTRADICTED, 3)
            result[index] = replace(claim, person=others.pop(), status=status, confidence=confidence, contradicted=True)
            place = result.index(first)
            result[place] = replace(first, confidence=round(first.confidence * CONTRADICTED, 3), contradicted=True)
    return result


def contradictions(found: list[Claim]) -> list[Claim]:
    """Marks claims of one article that send the same person to two firms at once: neither is a fact then."""
    result = list(found)
    for index, claim in enumerate(found):
        if any(irreconcilable(claim, other) for other in found):
            status = ClaimStatus.REPORTED if claim.status is ClaimStatus.CONFIRMED else claim.status
            result[index] = replace(
                claim, contradicted=True, status=status, confidence=round(claim.confidence * CONTRADICTED, 3)
            )
    return result


def irreconcilable(a: Claim, b: Claim) -> bool:
    return (
        a.person is not None
        and a.person == b.person
        and not (a.past or b.past)
        and a.kind in (Kind.HIRE, Kind.MOVE)
        and b.kind in (Kind.HIRE, Kind.MOVE)
        and a.rank is not Rank.BOARD
        and b.rank is not Rank.BOARD
        and not same_org(a.to_org, b.to_org)
    )
