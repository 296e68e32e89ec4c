"""Finds whom a claim means: whom a pronoun stands for, who bears a post, who belongs to a group.

In: a text and a place in it, or its claims. Out: a person's name, or the claims with it. It must never name a person that the
text does not name.
"""

from __future__ import annotations

from dataclasses import replace

from bot.detect.atoms import Type
from bot.detect.chunks import Chunk, Sort
from bot.detect.discourse.merging import family, same_org, share_word
from bot.detect.discourse.text import Text, full
from bot.detect.draft import COMPANY
from bot.model import Claim, Kind, Rank


def speaker(at: int, chunks: list[Chunk], text: Text) -> str | None:
    """Whom a pronoun means behind a person in the same sentence ("Jane Roe says she has left")."""
    for chunk in chunks[:at]:
        if chunk.sort is Sort.NOUN and chunk.name is not None and chunk.name.casefold() in text.people:
            return full(chunk.name, text)
    return None


def antecedent(at: int, chunks: list[Chunk], text: Text) -> str | None:
    """Whom "his" means in a relative clause: the person right before it ("Jane Roe, who announced her departure")."""
    for back in range(at - 1, 0, -1):
        chunk = chunks[back]
        if chunk.sort is Sort.BREAK:
            return None
        if "rel" in chunk.classes:
            before = chunks[back - 1] if chunks[back - 1].sort is not Sort.COMMA else chunks[back - 2]
            return full(before.name, text) if before.sort is Sort.NOUN and before.type is Type.PERSON else None
    return None


def held(person: str, org: str, text: Text) -> tuple[str | None, Rank]:
    """The post that a text names beside somebody's name, at a firm or without one."""
    for post in text.posts.get(person, ()):
        if not post.former and not post.told and (post.org is None or same_org(post.org, org)):
            return post.role, post.rank
    return None, Rank.OTHER


def bearers(found: list[Claim], text: Text) -> list[Claim]:
    """A headline's person without a name is whom the lead names first ("Acme hires ex-Initech executive" – "Jane
    Roe …").
    """
    open_claims = [
        c for c in found if c.person is None and c.start < text.parsed[0].sentence.end and c.kind not in COMPANY
    ]
    if len(open_claims) != 1 or len(text.chunks) < 2:
        return found
    claim = open_claims[0]
    if claim.rule and any(c.person is not None and family(c) == family(claim) for c in found):
        return found
    taken = {c.person for c in found if c.person is not None and family(c) != family(claim)}
    for at, chunk in enumerate(text.chunks[1]):
        before = at - 1
        while before > 0 and text.chunks[1][before].sort is Sort.OTHER:
            before -= 1
        if at and text.chunks[1][before].sort is Sort.PREPOSITION:
            continue
        if chunk.sort is Sort.NOUN and chunk.type is Type.PERSON and chunk.name is not None:
            name = full(chunk.name, text)
            other = chunk.role is not None and claim.role is not None and not share_word(chunk.role, claim.role)
            if other and chunk.rank >= Rank.DIRECTOR:
                continue
            if claim.kind is Kind.DEPARTURE and takes_post(text.chunks[1], at):
                return found
            if (chunk.former and claim.kind is Kind.DEPARTURE) or name in taken:
                return found
            return [replace(c, person=name) if c is claim else c for c in found]
    return found


def takes_post(chunks: list[Chunk], at: int) -> bool:
    """Whether the person at `at` is the one who takes a post ("Roe is taking over …")."""
    for chunk in chunks[at + 1 : at + 4]:
        if chunk.sort is Sort.TRIGGER:
            return chunk.triggers[0].move.kind is Kind.APPOINTMENT
        if chunk.sort is not Sort.AUXILIARY:
            return False
    return False


def grouped(found: list[Claim]) -> list[Claim]:
    """What is said of a group holds for those named of it: "Acme lures researchers from Initech" tells where Jane
    Roe came from.

    A group whose members are named is no claim of its own.
    """
    groups = [
        c
        for c in found
        if c.person is None and (c.kind is Kind.DEPARTURE or (c.kind is Kind.HIRING_PUSH and not c.numbers))
    ]
    left = next((c.from_org for c in groups if c.from_org is not None), None)
    joined = next((c.org for c in groups if c.kind is Kind.HIRING_PUSH), None)
    result: list[Claim] = []
    named = False
    for claim in found:
        to_org, from_org = claim.to_org or joined, claim.from_org or left
        if (
            claim.person is not None
            and claim.kind in (Kind.HIRE, Kind.MOVE)
            and None in (claim.to_org, claim.from_org)
            and to_org is not None
            and from_org is not None
            and not same_org(to_org, from_org)
        ):
            result.append(replace(claim, kind=Kind.MOVE, org=None, from_org=from_org, to_org=to_org))
            named = True
        else:
            result.append(claim)
    if named:
        result = [c for c in result if not (c in groups and c.kind is Kind.HIRING_PUSH and c.rule == "holt")]
    return result
