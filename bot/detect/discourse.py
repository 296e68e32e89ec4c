"""Makes claims of drafts: names in full, pronouns and "the company" resolved, slots filled from other sentences, one
claim each.

In: the drafts of all sentences with their chunks. Out: claims, each person and post once. It must never add what the
text does
not say: an organisation that a sentence leaves out is the text's topic or stays empty.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.detect.atoms import Parsed, Type
from bot.detect.certainty import certainty, document_hedge
from bot.detect.chunks import Chunk, Sort
from bot.detect.frames import FIRM, Draft
from bot.detect.silence import silent_org, silent_role
from bot.languages.pack import Names, Pack, Voice
from bot.model import Claim, ClaimStatus, Kind, Rank

JOIN = (Kind.HIRE, Kind.APPOINTMENT, Kind.PROMOTION, Kind.MOVE)
COMPANY = (Kind.LAYOFFS, Kind.HIRING_FREEZE, Kind.HIRING_PUSH, Kind.REORG, Kind.ACQUIHIRE)
OPENING = frozenset({"deictic"})  # "Dies machte X nervös": the person named is no subject to come back to
SURE = 0.5
UNKNOWN_WORD = 0.5
MOST = 300  # claims that are looked at: no article makes more, and the comparison grows with their square


@dataclass(slots=True)
class Text:
    """A document's sentences, parsed, with what they name."""

    parsed: list[Parsed]
    chunks: list[list[Chunk]]
    pack: Pack
    names: Names
    people: dict[str, str] = field(default_factory=dict)
    topic: str | None = None
    orgs: set[str] = field(default_factory=set)
    """Names that are organisations beyond doubt: known ones, legal forms, words like "Bank"."""
    headline: frozenset[str] = frozenset()
    """Names in the headline."""
    business: bool = False
    whole: str = ""
    """The document's title, summary and text, joined by blank lines: quotes are cut from it."""
    doubt: bool = False
    """Whether the text's cues speak for silence: then only what surely is business is claimed."""
    """Whether the text's cues speak of business."""


def survey(text: Text) -> None:
    """Finds the people named in full, and the organisation that the text is about."""
    weights: dict[str, float] = {}
    for index, chunks in enumerate(text.chunks):
        for chunk in chunks:
            if chunk.sort is not Sort.NOUN:
                continue
            if chunk.name is not None and chunk.type is Type.PERSON and len(chunk.name.split()) > 1:
                words = [w for w in chunk.name.split() if w.casefold().strip(".") not in text.names.suffixes]
                for alias in {words[-1].casefold(), " ".join(words[-2:]).casefold(), chunk.name.casefold()}:
                    text.people.setdefault(alias, chunk.name)
            employer = None if chunk.former and text.pack.free_order else chunk.org
            for name, type_ in ((chunk.name if chunk.role is None else None, chunk.type), (employer, chunk.org_type)):
                if name is not None and type_ is Type.UNKNOWN and index == 0 and doubtful(name, chunk, text):
                    weights[name] = weights.get(name, 0.0) + 0.1
                if name is not None and type_ is Type.ORG and text.pack.free_order:
                    lead = text.parsed[index].atoms[chunk.first : chunk.last]
                    rival = any("rival" in atom.classes for atom in lead)
                    first = index == 0 and not weights
                    weights[name] = weights.get(name, 0.0) + (-1.0 if rival else 1.0 if first else 0.0)
                if name is not None and type_ is Type.ORG:
                    text.orgs.add(name)
                    weights[name] = weights.get(name, 0.0) + (2.0 if index == 0 else 1.0 if index < 3 else 0.3)
    text.headline = frozenset(name for chunk in text.chunks[0] for name in (chunk.name, chunk.org) if name is not None)
    if weights:
        text.topic = max(weights, key=lambda name: weights[name])


def doubtful(name: str, chunk: Chunk, text: Text) -> bool:
    """Whether a headline's name that nothing explains can be a firm: where nothing surer is named, it is the topic."""
    words = name.casefold().split()
    return (
        text.pack.free_order
        and not chunk.surname
        and not any(word in text.names.given or word in text.names.places for word in words)
    )


def full(name: str | None, text: Text) -> str | None:
    if name is None:
        return None
    return text.people.get(name.casefold(), name)


def claims(text: Text, drafts: list[list[Draft]]) -> list[Claim]:
    """The claims of a document."""
    survey(text)
    document = document_hedge(text.parsed)
    found: list[Claim] = []
    further: list[Claim] = []
    last_person: str | None = None
    for parsed, chunks, sentence in zip(text.parsed, text.chunks, drafts, strict=True):
        for draft in sentence:
            claim = resolve(draft, parsed, chunks, text, last_person, document)
            if claim is not None and draft.later and claim.role is not None and any(same(claim, c) for c in found):
                further.append(
                    replace(claim, kind=Kind.PROMOTION, org=claim.to_org or claim.org, from_org=None, to_org=None)
                )
            elif claim is not None:
                found.append(claim)
        named = [c for c in chunks if c.sort is Sort.NOUN and c.name and c.type is Type.PERSON]
        if named and not (text.pack.free_order and chunks[0].classes & OPENING):
            last_person = full(named[0].name, text)
    return merge(grouped(bearers(found, text)) if text.pack.free_order else bearers(found, text)) + further


def resolve(
    draft: Draft, parsed: Parsed, chunks: list[Chunk], text: Text, last_person: str | None, document: str | None
) -> Claim | None:
    """One draft as a claim, or None where what it lacks cannot be found."""
    kind = draft.kind
    chunk = draft.person
    person: str | None = None
    role = draft.role
    rank = draft.rank
    org = (text.topic or draft.trade) if draft.org == FIRM else draft.org
    from_org = text.topic if draft.from_org == FIRM else draft.from_org
    to_org = text.topic if draft.to_org == FIRM else draft.to_org
    confidence = draft.move.prior
    if chunk is not None:
        if chunk.sort is Sort.PRONOUN or (chunk.sort is Sort.OTHER and "own" in chunk.classes):
            person = last_person
            if person is None and text.pack.free_order:
                return None
        else:
            person = full(chunk.name, text)
            if person is None and "demonstrative" in chunk.classes:
                person = last_person
            if chunk.type is Type.UNKNOWN and chunk.role is None and person == chunk.name and person is not None:
                like = likeness(person, text.names)
                if text.pack.free_order and like == UNKNOWN_WORD:
                    like = 0.7  # where the dictionary explains compounds, what it does not know is a name
                confidence *= max(like, 0.8) if draft.role_chunk is not None and like > 0.4 else like
        if silent_role(chunk.role, text.pack) or silent_role(role, text.pack) or silent_org(chunk.org, text.pack):
            return None
        if chunk.role is None and person is None and chunk.sort is Sort.NOUN:
            return None
    if (
        kind is Kind.DEPARTURE
        and draft.move.group is not None
        and chunk is not None
        and chunk.group
        and chunk.name is None
    ) and max(chunk.rank, rank) < Rank.LEAD:
        return company(draft, Kind.LAYOFFS, org or text.topic, None, parsed, chunks, text, document, confidence)
    if kind is Kind.DEPARTURE:
        if chunk is not None and chunk.former:
            return None
        from_org = from_org or org or (chunk.org if chunk else None) or text.topic
        if role is None and chunk is not None and chunk.role is not None:
            role, rank = chunk.role, chunk.rank
        if to_org is not None and to_org != from_org and (person is not None or text.pack.free_order):
            kind = Kind.MOVE
            role = draft.role
    elif kind in JOIN and draft.move.person:
        to_org = to_org or org or text.topic
        if text.pack.free_order and to_org is not None and to_org == from_org and draft.to_org is None:
            to_org = None
        own = chunk.org if chunk is not None else None
        if chunk is not None and own is not None and not (to_org is not None and same_org(own, to_org)):
            if (not chunk.former and from_org is None) or (chunk.former and from_org is None):
                from_org = own
            kind = Kind.HIRE if chunk.former else Kind.MOVE
        elif chunk is not None and chunk.role is not None and (own is not None or (chunk.own and not chunk.fresh)):
            kind = Kind.PROMOTION if kind is Kind.APPOINTMENT else kind
        elif kind is Kind.APPOINTMENT and text.pack.free_order and insider(chunk, draft):
            kind = Kind.PROMOTION
        if from_org is not None and kind in (Kind.HIRE, Kind.APPOINTMENT):
            kind = Kind.HIRE if chunk is not None and chunk.former else Kind.MOVE
        if (
            draft.move.group is not None
            and chunk is not None
            and chunk.group
            and chunk.name is None
            and kind is not Kind.DEPARTURE
        ):
            return company(draft, draft.move.group, to_org, from_org, parsed, chunks, text, document, confidence)
        if (
            chunk is not None
            and role is None
            and chunk.name is None
            and (chunk.fresh or own is None or text.pack.free_order)
        ):
            role, rank = chunk.role, chunk.rank
    elif kind is Kind.ACQUIHIRE and person is not None:
        org = to_org or org or text.topic
    elif kind is Kind.REORG and draft.move.person:
        org = (chunk.org if chunk is not None else None) or org or text.topic
        if person is None:
            return None
        role = None
    else:
        return company(draft, kind, org or text.topic, from_org, parsed, chunks, text, document, confidence)
    return made(draft, kind, person, role, rank, org, from_org, to_org, parsed, chunks, text, document, confidence)


def insider(chunk: Chunk | None, draft: Draft) -> bool:
    """Whether a post without a firm before the name ("Finanzchef X soll Y werden") shows one of the house."""
    return (
        chunk is not None
        and chunk.name is not None
        and chunk.role is not None
        and chunk.org is None
        and not (chunk.former or chunk.fresh)
        and max(chunk.rank, draft.rank) >= Rank.LEAD
        and chunk.rank >= Rank.LEAD
        and draft.role_chunk is not None
    )


def bearers(found: list[Claim], text: Text) -> list[Claim]:
    """A headline's person without a name is whom the lead names first ("Acme hires ex-Initech executive" – "Jane
    Roe …").
    """
    open_claims = [c for c in found if c.person is None and c.start == 0 and c.kind not in COMPANY]
    if len(open_claims) != 1 or len(text.chunks) < 2:
        return found
    claim = open_claims[0]
    if claim.rule and any(c.person is not None and family(c) == family(claim) for c in found):
        return found
    taken = {c.person for c in found if c.person is not None and family(c) != "join"}
    for index, chunk in enumerate(text.chunks[1]):
        if text.pack.free_order and index and text.chunks[1][index - 1].sort is Sort.PREPOSITION:
            continue
        if chunk.sort is Sort.NOUN and chunk.type is Type.PERSON and chunk.name is not None:
            name = full(chunk.name, text)
            if chunk.role is not None and claim.role is not None and not alike(chunk.role, claim.role):
                continue
            if (chunk.former and claim.kind is Kind.DEPARTURE) or name in taken:
                return found
            return [replace(c, person=name) if c is claim else c for c in found]
    return found


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


def alike(a: str, b: str) -> bool:
    return bool(set(a.casefold().replace("-", " ").split()) & set(b.casefold().replace("-", " ").split()))


def likeness(name: str, names: Names) -> float:
    """How much a name that nothing else speaks for is like a person's, by its words alone."""
    words = name.casefold().split()
    if any(word in names.org_words or word in names.places for word in words) or any(
        part.isupper() and len(part) > 1 for part in name.split()
    ):
        return 0.4
    known = sum(word in names.given or word in names.family for word in words)
    if len(words) == 1:
        return 0.75 if known else UNKNOWN_WORD
    return 0.95 if known else 0.8


def company(
    draft: Draft,
    kind: Kind,
    org: str | None,
    from_org: str | None,
    parsed: Parsed,
    chunks: list[Chunk],
    text: Text,
    document: str | None,
    confidence: float,
) -> Claim | None:
    if org is None:
        return None
    if draft.org is None:
        confidence *= 0.6 if draft.voice is Voice.NOUN and text.pack.free_order else 0.8
    return made(draft, kind, None, None, Rank.OTHER, org, from_org, None, parsed, chunks, text, document, confidence)


def made(
    draft: Draft,
    kind: Kind,
    person: str | None,
    role: str | None,
    rank: Rank,
    org: str | None,
    from_org: str | None,
    to_org: str | None,
    parsed: Parsed,
    chunks: list[Chunk],
    text: Text,
    document: str | None,
    confidence: float,
) -> Claim | None:
    bounds = (draft.first, draft.last + 1) if text.pack.free_order else None
    if draft.numbers:
        from_org = None
    sure = certainty(parsed, chunks, draft.at, text.pack.free_order, document, bounds)
    if sure.silent or silent_org(to_org or org or from_org, text.pack) or silent_org(from_org, text.pack):
        return None
    if sure.status is ClaimStatus.DENIED and draft.status is None and kind not in (Kind.DEPARTURE, Kind.LAYOFFS):
        return None
    if kind is Kind.MOVE:
        org = None
    elif kind is Kind.DEPARTURE:
        org, to_org = from_org, None
    elif kind is Kind.HIRE:
        org = to_org
    elif kind in (Kind.APPOINTMENT, Kind.PROMOTION):
        org, from_org, to_org = to_org or org, None, None
    elif kind is Kind.ACQUIHIRE:
        to_org = org
    confidence *= evidence(draft, kind, person, role, from_org, to_org or org, text)
    if text.doubt and not business(rank, to_org or org or from_org, text):
        return None
    sentence = parsed.sentence
    quote = text.whole[sentence.start : sentence.end]
    return Claim(
        kind=kind,
        person=person,
        org=org,
        from_org=from_org,
        to_org=to_org,
        role=role,
        status=draft.status or sure.status,
        confidence=round(confidence, 3),
        quote=quote,
        rule=draft.move.name,
        attribution=sure.cue if sure.status is ClaimStatus.REPORTED else None,
        rank=rank,
        start=sentence.start,
        past=draft.past,
        numbers=draft.numbers,
    )


def business(rank: Rank, org: str | None, text: Text) -> bool:
    """Whether a claim in a doubtful text names a firm that everybody knows, and a post in it."""
    if org is None:
        return False
    words = org.casefold().replace("-", " ").split()
    match = text.names.companies.match(words, 0)
    return match is not None and rank >= Rank.DIRECTOR


def evidence(
    draft: Draft, kind: Kind, person: str | None, role: str | None, left: str | None, joined: str | None, text: Text
) -> float:
    """How far the slots speak for an organisation change at all: a post, a firm that surely is one, words of business.

    Observed on ordinary headlines: people "leave" shows, teams and countries all day; what is told of firms names a
    post or a firm.
    """
    firms = [name for name in (left, joined) if name is not None]
    known = any(name in text.orgs for name in firms)
    said = any(name in text.headline for name in firms) or any(
        name in (draft.org, draft.from_org, draft.to_org) or (draft.person and draft.person.org == name)
        for name in firms
    )
    post = role is not None or draft.predecessor is not None
    if kind in COMPANY and person is not None:
        return 1.0 if known else 0.6
    if kind in COMPANY and text.pack.free_order and draft.org in (FIRM, *firms) and draft.jobs is not None:
        return 1.0 if known or text.business else 0.8
    if kind in COMPANY:
        return (
            1.0
            if known and said
            else 0.9
            if firms and (said or text.business) and (known or text.business or kind is Kind.LAYOFFS)
            else 0.5
        )
    if not firms and (not post or (person is None and text.pack.free_order)):
        return 0.3
    if post and known:
        return 1.0
    if post:
        return 0.95 if text.business or (said and firms) else 0.8 if firms else 0.7
    if known and said:
        return 1.0 if text.business or person is not None else 0.7
    if text.pack.free_order and draft.person is not None and draft.person.type is not Type.PERSON:
        if not known:
            return 0.4
        if draft.person.name is None:
            return 0.7  # somebody named before
    if text.business:
        return 0.85 if said else 0.7
    if text.pack.free_order and said:
        return 0.75 if draft.person is not None and draft.person.type is Type.PERSON else 0.6
    return 0.55 if said else 0.4


# Merging


def family(claim: Claim) -> str:
    return "join" if claim.kind in JOIN else claim.kind.value


def merge(found: list[Claim]) -> list[Claim]:
    """Each happening once: claims of one person and family are one; a departure and a hire are a move."""
    found = found[:MOST]
    merged: list[Claim] = []
    for claim in found:
        for index, other in enumerate(merged):
            if same(claim, other):
                merged[index] = united(other, claim)
                break
        else:
            merged.append(claim)
    return contradictions([claim for claim in nameless(joined_moves(merged)) if claim.confidence >= SURE])


def contradictions(found: list[Claim]) -> list[Claim]:
    """Marks moves of one person to different firms: they cannot both hold, so neither is sure."""
    result: list[Claim] = []
    for claim in found:
        rivals = [
            other
            for other in found
            if other is not claim
            and claim.person is not None
            and other.person == claim.person
            and not (other.past or claim.past)
            and other.kind is claim.kind is Kind.MOVE
            and same_org(other.from_org, claim.from_org)
            and not same_org(other.to_org, claim.to_org)
        ]
        result.append(
            replace(claim, contradicted=True, confidence=round(claim.confidence * 0.7, 3)) if rivals else claim
        )
    return result


def same(a: Claim, b: Claim) -> bool:
    if family(a) != family(b):
        return False
    if a.person is None and b.person is None:
        if a.kind in COMPANY:
            return same_org(a.org, b.org)
        if a.role is not None and b.role is not None and a.start == b.start and not alike(a.role, b.role):
            return False
        return same_org(a.org or a.to_org, b.org or b.to_org)
    return (
        a.person == b.person
        and a.person is not None
        and same_org(a.to_org or a.org or a.from_org, b.to_org or b.org or b.from_org)
    )


def same_org(a: str | None, b: str | None) -> bool:
    if a is None or b is None:
        return True
    x, y = set(a.casefold().split()), set(b.casefold().split())
    return x <= y or y <= x


def united(a: Claim, b: Claim) -> Claim:
    """The earlier claim with what the later one adds."""
    kind = a.kind
    if a.kind in JOIN and (
        b.kind is Kind.MOVE or (b.kind in (Kind.HIRE, Kind.PROMOTION) and a.kind is Kind.APPOINTMENT)
    ):
        kind = b.kind
    from_org, to_org = a.from_org or b.from_org, a.to_org or b.to_org
    org = a.org or b.org
    if kind is Kind.MOVE:
        to_org = to_org or org
        org = None
    elif kind is Kind.HIRE:
        to_org = to_org or org
        org = to_org
    return replace(
        a,
        kind=kind,
        org=org,
        from_org=from_org,
        to_org=to_org,
        role=a.role or b.role,
        rank=max(a.rank, b.rank),
        confidence=max(a.confidence, b.confidence),
    )


def joined_moves(found: list[Claim]) -> list[Claim]:
    """A departure from A and a hire at B of one person are one move."""
    result = list(found)
    for leave in found:
        if leave.kind is not Kind.DEPARTURE or leave.person is None:
            continue
        for index, join in enumerate(result):
            if join.person != leave.person or join.kind not in JOIN or join.kind is Kind.PROMOTION:
                continue
            target = join.to_org or join.org
            if target is None or leave.from_org is None or same_org(target, leave.from_org):
                continue
            if join.from_org is None or same_org(join.from_org, leave.from_org):
                result[index] = replace(join, kind=Kind.MOVE, org=None, from_org=leave.from_org, to_org=target)
                result.remove(leave)
                break
    return result


def nameless(found: list[Claim]) -> list[Claim]:
    """A claim without a name gives way to one that names the person of the same happening."""
    result: list[Claim] = []
    named = [claim for claim in found if claim.person is not None]
    for claim in found:
        if (
            claim.kind is Kind.DEPARTURE
            and claim.person is None
            and any(
                n.kind is Kind.MOVE and n.from_org is not None and same_org(n.from_org, claim.from_org) for n in named
            )
        ):
            continue
        if claim.person is None and claim.kind not in COMPANY:
            twin = next(
                (
                    n
                    for n in named
                    if family(n) == family(claim)
                    and same_org(n.to_org or n.org or n.from_org, claim.to_org or claim.org or claim.from_org)
                ),
                None,
            )
            if twin is not None and twin.role is None and claim.role is not None:
                filled = replace(twin, role=claim.role, rank=claim.rank)
                named[named.index(twin)] = filled
                for claims_ in (result, found):
                    if twin in claims_:
                        claims_[claims_.index(twin)] = filled
                twin = filled
            if twin is not None:
                if claim.from_org and twin.from_org is None and claim.kind in (Kind.HIRE, Kind.MOVE):
                    at = result.index(twin) if twin in result else -1
                    better = replace(
                        twin,
                        kind=claim.kind,
                        from_org=claim.from_org,
                        to_org=twin.to_org or twin.org,
                        org=None if claim.kind is Kind.MOVE else twin.org,
                    )
                    if at >= 0:
                        result[at] = better
                    else:
                        found[found.index(twin)] = better
                continue
        result.append(claim)
    return result
