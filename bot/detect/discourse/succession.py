"""Who follows whom: a text names the post of one of them and means the same for the other.

In: the claims of a text, and pairs of who follows and who went. Out: the claims with the posts filled in, and with the exit of
whoever is followed and rises (`moved_up`). It must never make a claim of anybody else.

Observed: "Roe will succeed Doe, who retires as treasurer" names one post for two people, and a headline names the post
("Acme names new treasurer") that the lead leaves out. A post by a vague word ("boss", "officer") gives way to one in full.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.languages.pack import Pack
from bot.model import Claim, Kind, Rank

RISES = (Kind.PROMOTION, Kind.APPOINTMENT)
JOIN = (Kind.HIRE, Kind.APPOINTMENT, Kind.PROMOTION, Kind.MOVE)


def better(a: str | None, b: str | None, pack: Pack) -> str | None:
    """The role that says more: the first, unless it is missing or vague, or the end of the second ("Chef", "Vorstandschef")."""
    if (
        pack.nouns_capitalised
        and a is not None
        and b is not None
        and " " not in b
        and b.casefold().endswith(a.casefold())
    ):
        return b
    if a is None or (b is not None and vague(a, pack) and not vague(b, pack)):
        return b
    if b is not None and pack.founds(a) and not pack.founds(b):
        return b
    if b is not None and task(a, pack) and not task(b, pack) and any(map(pack.is_role, b.casefold().split())):
        return b
    return a


def vague(role: str, pack: Pack) -> bool:
    """Whether a post is told by words that any post could be told by ("executive", not "chief executive officer")."""
    words = role.casefold().split()
    whole = pack.role_phrases.match(words, 0)
    return (whole is None or whole[0] < len(words)) and all("vague" in pack.classes(word) for word in words)


def task(role: str, pack: Pack) -> bool:
    """Whether words for a post name none, only what is to be done ("lead product engineering", no "head of sales" and no "lead
    designer")."""
    first, *rest = role.casefold().split()
    post = bool(rest) and (rest[0] in pack.links or pack.is_role(rest[-1]))
    return not pack.free_order and not post and bool(pack.classes(first) & {"task", "be"})


def inherited(found: list[Claim], pairs: list[tuple[str, str]], pack: Pack) -> list[Claim]:
    """The claims, each of a successor and a predecessor without a post having the other's; what somebody does only
    after leaving ("stays as a consultant") is left out.
    """
    result = [claim for claim in found if not afterwards(claim, found, pack)]
    for new, old in pairs:
        joins = [i for i, c in enumerate(result) if c.person == new and c.kind in JOIN and not c.past]
        leaves = [i for i, c in enumerate(result) if c.person == old and c.kind is Kind.DEPARTURE and not c.past]
        if len(joins) == len(leaves) == 1:
            a, b = joins[0], leaves[0]
            result[a], result[b] = fill(result[a], result[b], pack), fill(result[b], result[a], pack)
    open_joins = [i for i, c in enumerate(result) if c.kind in JOIN and c.role is None and not c.past]
    leaves = [i for i, c in enumerate(result) if c.kind is Kind.DEPARTURE and c.role is not None and not c.past]
    if (
        len(open_joins) == len(leaves) == 1
        and one_house(result[open_joins[0]], result[leaves[0]])
        and (
            result[open_joins[0]].kind in (Kind.APPOINTMENT, Kind.PROMOTION)
            or result[open_joins[0]].start == result[leaves[0]].start
            or (not pack.free_order and only_comer(result, open_joins[0], leaves[0]))
        )
    ):
        result[open_joins[0]] = fill(result[open_joins[0]], result[leaves[0]], pack)
    joins = [i for i, c in enumerate(result) if c.kind in JOIN and c.role is not None and not c.past]
    open_leaves = [i for i, c in enumerate(result) if c.kind is Kind.DEPARTURE and c.role is None and not c.past]
    if (
        len(joins) == len(open_leaves) == 1
        and result[joins[0]].start == result[open_leaves[0]].start
        and one_house(result[joins[0]], result[open_leaves[0]])
    ):
        result[open_leaves[0]] = fill(result[open_leaves[0]], result[joins[0]], pack)
    return result if pack.free_order else [stayed_on(claim, result, pairs) for claim in result]


def only_comer(found: list[Claim], join: int, leave: int) -> bool:
    """Whether a text tells of one who goes, from the top of a firm, and then of one who comes there and of nobody else."""
    people = {c.person for c in found if c.person is not None and not c.past}
    return (
        found[leave].rank >= Rank.C_LEVEL
        and found[leave].start < found[join].start
        and people <= {found[join].person, found[leave].person}
    )


def stayed_on(claim: Claim, found: list[Claim], pairs: list[tuple[str, str]]) -> Claim:
    """An appointment as a promotion, where the same text tells that somebody gives up another post in that house ("Doe
    succeeds Roe, who becomes chairman").
    """
    if claim.kind is not Kind.APPOINTMENT or claim.past or claim.person is None:
        return claim
    heirs = {new for new, old in pairs if old == claim.person}
    before = [
        c
        for c in found
        if not c.past
        and ((c.person in heirs and c.kind in JOIN) or (c.person == claim.person and c.kind is Kind.DEPARTURE))
        and (c.to_org or c.org) is not None
    ]
    return replace(claim, kind=Kind.PROMOTION) if any(one_house(claim, c) for c in before) else claim


def moved_up(found: list[Claim], pairs: Iterable[tuple[str, str]]) -> list[Claim]:
    """The claims, with an exit for everybody whom another follows and who takes another post in the house; who leaves one
    post of a house for another rises in it.
    """
    result = [replace(c, kind=Kind.PROMOTION) if stays(c, found) else c for c in found]
    for new, old in dict.fromkeys(pairs):
        comes = [c for c in found if c.person == new and c.kind in JOIN and not c.past]
        risen = [c for c in result if c.person == old and c.kind in RISES and not c.past]
        gone = any(c.person == old and c.kind is Kind.DEPARTURE for c in found)
        if gone or len(comes) != 1 or len(risen) != 1 or not one_house(comes[0], risen[0]):
            continue
        if comes[0].role is not None and comes[0].role == risen[0].role:
            continue
        org = comes[0].to_org or comes[0].org or risen[0].org
        result[result.index(risen[0])] = replace(risen[0], kind=Kind.PROMOTION)
        exit_ = replace(risen[0], kind=Kind.DEPARTURE, org=org, from_org=org, to_org=None)
        result.append(replace(exit_, role=comes[0].role, rank=comes[0].rank))
    return result


def stays(claim: Claim, found: list[Claim]) -> bool:
    """Whether somebody leaves one post of a house for this one ("tritt als Chefin ab und wird Präsidentin")."""
    return (
        claim.kind is Kind.APPOINTMENT
        and claim.person is not None
        and claim.org is not None
        and any(
            c.kind is Kind.DEPARTURE and c.person == claim.person and c.org is not None and one_house(claim, c)
            for c in found
            if not c.past
        )
    )


def one_house(join: Claim, leave: Claim) -> bool:
    """Whether two claims can be about one firm: a round-up names several."""
    a, b = join.to_org or join.org, leave.from_org or leave.org or leave.to_org
    return a is None or b is None or bool(set(a.casefold().split()) & set(b.casefold().split()))


def fill(claim: Claim, other: Claim, pack: Pack) -> Claim:
    """A claim without a post with the other's; whoever goes held it for good ("ousts Roe; Doe named interim chief"), and nobody
    becomes a founder.
    """
    if claim.role is not None or other.role is None or "founder" in pack.classes(other.role.casefold()):
        return claim
    words = other.role.split()
    lasting = [word for word in words if "standin" not in pack.classes(word.casefold())]
    leaves = claim.kind is Kind.DEPARTURE and not pack.free_order
    return replace(claim, role=" ".join(lasting if leaves else words), rank=other.rank)


def afterwards(claim: Claim, found: list[Claim], pack: Pack) -> bool:
    """Whether a post is only what somebody keeps after leaving one."""
    return (
        claim.kind in (Kind.APPOINTMENT, Kind.PROMOTION)
        and claim.role is not None
        and any("afterwards" in pack.classes(word) for word in claim.role.casefold().split())
        and any(c.kind is Kind.DEPARTURE and c.person == claim.person for c in found)
    )
