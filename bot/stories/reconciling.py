"""What the claims of one article say of each other, before they go to their stories.

The claims of one article come in; the same go out, in their order, some of them history or without a post. This module
must never drop a claim, nor touch one whose human no other claim is about.

Observed: an article tells that somebody leaves A, and further down how they once came ("before he came to Meta"), which
reads like news; then whoever leaves would be said to join. And a threat to go from A to B is told of a man by the post
he has just got at A, which reads like the post waiting at B.
So, of one human in one article: coming to A from nowhere for no post, told in a later sentence than leaving A, is
history, and told before it ("he came in April … in his farewell he says"), where the article opened with something else;
and a post somebody is named to inside A is not the one at B for which they may leave A. Where it fails: whoever is gone and
won back for no post, told in that order, has the coming back as history; the leaving is still told. Tried and left: the
later of any two contradicting steps as history, which takes the news of whoever "left A for B, only to return to A", and
the same within one sentence ("ousted from A on Friday, he is back at A").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot import names
from bot.companies import Directory
from bot.model import Claim, ClaimStatus, Kind
from bot.names import Likeness
from bot.stories.steps import Step, step


def reconcile(claims: Sequence[Claim], directory: Directory) -> tuple[Claim, ...]:
    """The claims of one article, each in the light of the others about the same human."""
    read = [(claim, step(claim, directory)) for claim in claims]
    opening = min((claim.start for claim in claims), default=0)
    return tuple(_reconciled(one, way, read, opening) for one, way in read)


def _reconciled(claim: Claim, way: Step, read: Sequence[tuple[Claim, Step]], opening: int) -> Claim:
    if claim.person is None or claim.past:
        return claim
    for other, others_way in read:
        if other is claim or other.past or other.person is None:
            continue
        if _came_before(claim, way, other, others_way, opening) and _one_human(claim.person, other.person):
            return replace(claim, past=True)
        if _has_post_of(claim, way, other, others_way) and _one_human(claim.person, other.person):
            return replace(claim, role=None)
    return claim


def _came_before(claim: Claim, way: Step, other: Claim, others_way: Step, opening: int) -> bool:
    """Whether `claim` tells how somebody came to where, by `other`, they leave: told after it, or before a leaving that is no
    mere plan, but not at the article's opening, which tells news."""
    return (
        claim.kind is Kind.HIRE
        and claim.role is None
        and way.joined is not None
        and way.left is None
        and way.joined == others_way.left
        and (other.start < claim.start or (claim.start > opening and other.status in _FACTS))
    )


_FACTS = frozenset({ClaimStatus.CONFIRMED, ClaimStatus.REPORTED})


def _has_post_of(claim: Claim, way: Step, other: Claim, others_way: Step) -> bool:
    """Whether `claim` has somebody go elsewhere with the post that, by `other`, is theirs where they are."""
    return (
        claim.role is not None
        and way.joined is not None
        and way.left is not None
        and way.left == others_way.inside
        and other.role is not None
        and claim.role.casefold() == other.role.casefold()
    )


def _one_human(a: str, b: str) -> bool:
    return names.compare(a, b) is not Likeness.DIFFERENT
