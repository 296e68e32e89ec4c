"""Finds whom a pronoun or a post means, and what is told of a group or a topic for those who belong to it.

In: a text and a place in it, or its claims. Out: a person's name, or the claims with it. It must never name a person that the
text does not name.
"""

from __future__ import annotations

from dataclasses import replace

from bot.detect.atoms import Type
from bot.detect.chunks import Chunk, Sort
from bot.detect.discourse.callings import inside
from bot.detect.discourse.evidence import LIKELY, free_likeness, likeness
from bot.detect.discourse.merging import family, same_org
from bot.detect.discourse.text import Text, call_by_first, full, of_person
from bot.detect.draft import Draft
from bot.model import Claim, Kind, Rank


def speaker(at: int, chunks: list[Chunk], text: Text) -> str | None:
    """Whom a pronoun means behind a person in the same sentence: who says it, else who is named first ("Jane Roe says she has
    left").
    """
    named = [
        place
        for place, chunk in enumerate(chunks[:at])
        if chunk.sort is Sort.NOUN
        and chunk.name is not None
        and (chunk.name.casefold() in text.people or strange_person(chunk, text))
    ]
    says = [place for place in named if any("say" in chunk.classes for chunk in chunks[place + 1 : min(at, place + 4)])]
    meant = says[-1:] or named[:1]
    return full(chunks[meant[0]].name, text) if meant else None


def strange_person(chunk: Chunk, text: Text) -> bool:
    """Whether a name of several words that no table knows as a whole holds one that people bear, and no word of firms ("Wen
    Jiayi")."""
    name = chunk.name or ""
    strange = chunk.type is Type.UNKNOWN and " " in name and not chunk.definite and name not in text.orgs
    if text.pack.free_order or not strange or likeness(name, text) < LIKELY:
        return False
    words = name.casefold().split()
    return words[0] in text.names.given or words[0] in text.names.family or words[-1] in text.names.family


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


def meet(draft: Draft, text: Text) -> None:
    """Takes a strange name of several words that a move makes somebody's for that of a person, for the sentences that
    name only half of it ("names Malay Srivastava head of sales" – "Srivastava joins from Acme").
    """
    chunk = draft.person = bearer_behind(draft.person, text)
    aide = chunk is not None and not text.pack.free_order and of_person(chunk.org, text)
    if chunk is not None and aide and inside(chunk, text.pack):
        draft.person = replace(chunk, org=None, own=True)  # "Roe's deputy", as "her deputy"
        return
    if chunk is not None and chunk.org in text.things:
        draft.person = replace(chunk, org=None)
        return
    if chunk is None or chunk.type is not Type.UNKNOWN or chunk.name is None or chunk.name in text.orgs:
        return
    like = free_likeness(chunk.name, text.names) if text.pack.free_order else likeness(chunk.name, text)
    if " " in chunk.name and draft.role_chunk is not None and like >= LIKELY:
        text.people.setdefault(chunk.name.casefold().split()[-1], chunk.name)
        text.people.setdefault(chunk.name.casefold(), chunk.name)
        if text.pack.free_order:
            call_by_first(chunk.name, text)


def bearer_behind(chunk: Chunk | None, text: Text) -> Chunk | None:
    """Whoever bears a post by the family name behind it that reads like a part of it, where the text names them in full
    ("head of bond trading Quorn departs" – "Jane Quorn, head of bond trading, …")."""
    if chunk is None or chunk.name is not None or chunk.role is None or text.pack.free_order:
        return chunk
    role, _, last = chunk.role.rpartition(" ")
    called = role and last[:1].isupper() and not role.istitle() and last.casefold() in text.people
    return replace(chunk, name=last, type=Type.PERSON, role=role) if called else chunk


def held(person: str, org: str, text: Text) -> tuple[str | None, Rank]:
    """The post that a text names beside somebody's name, at a firm or without one."""
    for post in text.posts.get(person, ()):
        if not post.former and not post.told and (post.org is None or same_org(post.org, org)):
            return post.role, post.rank
    return None, Rank.OTHER


def moved_on(found: list[Claim], pairs: list[tuple[str, str]]) -> list[Claim]:
    """Tells where somebody comes from who is named at a new firm alone: from the firm that loses an unnamed chief
    ("Acme verliert Finanzchef" – "Jane Roe wechselt zu Initech"), or where another follows in the post.
    """
    result = list(found)
    hires = [c for c in found if c.kind is Kind.HIRE and c.person and c.from_org is None and c.to_org and not c.past]
    for hire in hires:
        lost = [c for c in found if c.kind is Kind.DEPARTURE and c.person is None and not c.past]
        new = next((a for a, b in pairs if b == hire.person), None)
        heir = next((c for c in found if new is not None and c.person == new and not c.past), None)
        home = lost[0].from_org if len(lost) == len(hires) == 1 else heir.to_org or heir.org if heir else None
        if home is None or same_org(home, hire.to_org):
            continue
        role = hire.role or (lost[0].role if len(lost) == 1 else None)
        result[result.index(hire)] = replace(hire, kind=Kind.MOVE, org=None, from_org=home, role=role)
        if lost and len(lost) == len(hires) == 1:
            result.remove(lost[0])
    return result


def settled(found: list[Claim], text: Text) -> list[Claim]:
    """Gives claims whose firm is only the text's topic the firm that another sentence tells of the same step
    ("Acme manager joins Initech" – "Jane Roe takes over as …" is at Initech).
    """
    result: list[Claim] = []
    for claim in found:
        sure = [
            other
            for other in found
            if (claim.start, claim.rule, claim.person) in text.guessed
            and (other.start, other.rule, other.person) not in text.guessed
            and other.person in (None, claim.person)
            and family(other) == family(claim) == "join"
            and not (other.past or claim.past)
            and (claim.kind is not Kind.PROMOTION or leaves_it(other, claim))
            and other.status is claim.status  # who threatens to go to Initech has taken no post there
            and (other.to_org or other.org) is not None
            and not same_org(other.to_org or other.org, claim.to_org or claim.org)
        ]
        if sure and claim.kind in (Kind.APPOINTMENT, Kind.HIRE, Kind.PROMOTION):
            org = sure[0].to_org or sure[0].org
            kind = Kind.HIRE if claim.kind is Kind.HIRE else Kind.APPOINTMENT
            result.append(replace(claim, kind=kind, org=org, to_org=org if kind is Kind.HIRE else None))
        else:
            result.append(claim)
    return result


def leaves_it(move: Claim, rise: Claim) -> bool:
    """Whether somebody leaves the very house in which they seem to rise, whose name no sentence beside it tells ("Acme manager Roe
    joins Initech. She follows Doe")."""
    return move.kind is Kind.MOVE and move.from_org is not None and same_org(move.from_org, rise.org)


def gone_there(found: list[Claim], pairs: list[tuple[str, str]], text: Text) -> list[Claim]:
    """The claims, whoever is followed having left the firm that the one who follows joins, where no sentence tells which ("Roe goes
    from Acme to Initech. She follows Doe, who retires")."""
    result: list[Claim] = []
    for claim in found:
        guessed = claim.kind is Kind.DEPARTURE and (claim.start, claim.rule, claim.person) in text.guessed
        heirs = {new for new, old in pairs if old == claim.person} if guessed else set()
        joined = [c for c in found if c.person in heirs and c.kind is Kind.MOVE and not c.past]
        gone = len(joined) == 1 and leaves_it(joined[0], claim)
        result.append(replace(claim, org=joined[0].to_org, from_org=joined[0].to_org) if gone else claim)
    return result


def grouped(found: list[Claim], text: Text) -> list[Claim]:
    """What is said of a group holds for those named of it: "Acme lures researchers from Initech" tells where Jane
    Roe came from.

    A group whose members are named is no claim of its own.
    """
    groups = [
        c
        for c in found
        if c.person is None
        and (c.kind is Kind.DEPARTURE or (c.kind is Kind.HIRING_PUSH and not any(origin for _, origin in c.numbers)))
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
        group_rules = text.pack.group_rules
        result = [c for c in result if not (c in groups and c.kind is Kind.HIRING_PUSH and c.rule in group_rules)]
    return [claim for claim in result if not all_named(claim, result, text)]


def all_named(claim: Claim, found: list[Claim], text: Text) -> bool:
    """Whether the text names all those whom a firm takes on ("Acme lures three researchers from Initech. A, B and C join it")."""
    size = text.few.get((claim.start, claim.rule), 0) if claim.kind is Kind.HIRING_PUSH else 0
    comers = {
        c.person
        for c in found
        if c.person is not None and c.kind in (Kind.HIRE, Kind.MOVE) and not c.past and same_org(c.to_org, claim.org)
    }
    return 0 < size <= len(comers)
