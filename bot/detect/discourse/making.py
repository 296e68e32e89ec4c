"""Makes the claim of a draft whose names are found: slots by kind, status, confidence, quote and source.

In: a draft with its sentence, the text, and the names and the role that were resolved. Out: a claim, or nothing where the text
keeps silent of it. It must never look for a name.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from bot.detect.atoms import Parsed, Type
from bot.detect.chunks import Chunk, Sort
from bot.detect.discourse.certainty import certainty
from bot.detect.discourse.employers import opening_firm, own_name
from bot.detect.discourse.evidence import (
    aside,
    business,
    evidence,
    free_evidence,
    passing,
)
from bot.detect.discourse.looking_back import looks_back
from bot.detect.discourse.quotes import quote
from bot.detect.discourse.sources import counts, cue, sayer
from bot.detect.discourse.text import Text, employer
from bot.detect.draft import COMPANY, JOIN, Draft
from bot.detect.silence import silent_org
from bot.languages.pack import Voice
from bot.model import Claim, ClaimStatus, Kind, Rank

NAMED_ASIDE = 0.75  # the same where the move has a person of its own ("following the retirement of Jane Roe")
ASIDE = 0.65  # what remains where a nominal move only dates or explains something else
PASSING = 0.85  # the same where a long text names neither person nor firm at its beginning


@dataclass(frozen=True, slots=True)
class Passage:
    """A draft and where it is told. `document` is who the whole text says it from, None where it says it itself."""

    draft: Draft
    parsed: Parsed
    chunks: list[Chunk]
    text: Text
    document: str | None


@dataclass(slots=True)
class Slots:
    """What a draft's slots are filled with so far, each None where nothing is."""

    kind: Kind
    person: str | None = None
    role: str | None = None
    rank: Rank = Rank.OTHER
    org: str | None = None
    from_org: str | None = None
    to_org: str | None = None
    confidence: float = 1.0


def made(passage: Passage, slots: Slots) -> Claim | None:
    """The claim that slots make, None where the text keeps silent of it."""
    draft, parsed, chunks, text = passage.draft, passage.parsed, passage.chunks, passage.text
    kind, person, role, rank, confidence = slots.kind, slots.person, slots.role, slots.rank, slots.confidence
    org, from_org, to_org = slots.org, slots.from_org, slots.to_org
    org, from_org, to_org = (
        None if own_name(name, person) else employer(name, text) for name in (org, from_org, to_org)
    )
    if role is not None and parsed.sentence.headline and not text.pack.free_order:
        house = opening_firm(role, (org, from_org, to_org), text)
        if house is not None:
            role = role[len(house) :].strip()
            org = org or (None if from_org or to_org else house)
            from_org = from_org or (org if kind is Kind.DEPARTURE else None)
    if kind in JOIN and to_org is not None and to_org == from_org:
        kind, to_org = Kind.HIRE, None
    if kind is Kind.MOVE and None in (from_org, to_org):
        kind = Kind.HIRE
    if person is None and kind not in COMPANY and org is None and from_org is None and to_org is None:
        return None
    bounds = (draft.first, draft.last + 1) if text.pack.free_order else None
    if draft.numbers:
        from_org = None
    denies = "none" not in draft.move.needs
    supposed = text.pack.members("perhaps") if presupposed(draft, chunks) else frozenset()
    if under_way(draft, chunks):
        supposed |= text.pack.members("reason")
    heard = draft.hearsay if kind is draft.kind or kind not in COMPANY else None
    sure = certainty(parsed, chunks, draft.at, text.pack, passage.document or heard, bounds, denies, supposed)
    if kind in JOIN and (to_org or org) and silent_org(from_org, text.pack):
        from_org, kind = None, Kind.HIRE if kind is Kind.MOVE else kind  # who served a public body joins a firm
    if sure.silent or silent_org(to_org or org or from_org, text.pack) or silent_org(from_org, text.pack):
        return None
    leaves = kind in (Kind.DEPARTURE, Kind.LAYOFFS) or (text.pack.free_order and kind is Kind.MOVE)
    if kind in JOIN and person is None and country(to_org or org, text):
        return None  # "Indonesia gets a new leader"
    if sure.status is ClaimStatus.DENIED and draft.status is None and not leaves:
        return None
    if sure.status is ClaimStatus.DENIED and draft.status is ClaimStatus.PLANNED and text.pack.free_order:
        return None  # "denkt nicht ans Aufhören"
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
    opener = chunks[draft.at].low.partition(" ")[0]
    led = "prep" in text.pack.classes(opener)  # "steht nach dem Streit vor Stellenabbau"
    named = person is not None or kind is Kind.REORG
    if draft.voice is Voice.NOUN and not (led or draft.vacates) and aside(chunks, draft.at, named):
        confidence *= ASIDE if kind in COMPANY else NAMED_ASIDE
    if text.pack.free_order:
        confidence *= free_evidence(draft, kind, person, role, from_org, to_org or org, text)
    else:
        joined = None if kind is Kind.DEPARTURE else to_org or org
        confidence *= evidence(draft, kind, person, role, rank, from_org, joined, of_work(passage), text)
    if not text.pack.free_order and passing(parsed, person, (org, from_org, to_org), text):
        confidence *= PASSING
    served = kind in JOIN and draft.person is not None and draft.person.former
    if text.doubt and (
        (kind in JOIN and person is None and not (served and draft.move.person == "object" and (to_org or org)))
        or not business(kind, Rank.DIRECTOR if served else rank, to_org or org or from_org, text)
    ):
        return None  # but "Acme hires former minister Jane Roe"
    start, words = quote(text.whole, parsed.sentence, parsed.atoms[chunks[draft.at].first].first)
    attribution, named = sayer(parsed, chunks)
    if sure.status is ClaimStatus.REPORTED and sure.cue is not None:
        attribution, named = cue(parsed, sure.cue), False
    return Claim(
        kind=kind,
        person=person,
        org=org,
        from_org=from_org,
        to_org=to_org,
        role=role if role is None or not no_post(role, text) else None,
        status=draft.status or sure.status,
        confidence=round(confidence, 3),
        quote=words,
        rule=draft.move.name,
        attribution=attribution,
        named_source=named,
        numbers=counts(parsed, chunks, draft) if kind is Kind.HIRING_PUSH else draft.numbers,
        rank=rank,
        start=start,
        past=draft.past or looks_back(draft, chunks, parsed.sentence.headline),
    )


def presupposed(draft: Draft, chunks: list[Chunk]) -> bool:
    """Whether a nominal move is taken for granted ("was vielleicht zu ihrem Abgang beitrug"): only what it leads to is
    in doubt.
    """
    if draft.voice is not Voice.NOUN or draft.at < 2:
        return False
    return chunks[draft.at - 1].own and chunks[draft.at - 2].sort is Sort.PREPOSITION


def under_way(draft: Draft, chunks: list[Chunk]) -> bool:
    """Whether somebody is just leaving or coming, so that a question for the reason takes it for granted ("Why is Jane Roe leaving
    Acme?"; but "Why Roe left Acme" tells of it once more).
    """
    named = draft.person is not None and draft.person.type is Type.PERSON
    return named and draft.move.person == "subject" and any(t.gerund for t in chunks[draft.at].triggers)


def of_work(passage: Passage) -> bool:
    """Whether a headline's verb is told of people at work: somebody does it, or right behind it or in the passive undergoes it. Who
    leaves one place for another is not ("Roe leaves Kelvora for New York")."""
    draft, chunks = passage.draft, passage.chunks
    told = any(trigger.of_work and trigger.move is draft.move for trigger in chunks[draft.at].triggers)
    if not told or not passage.parsed.sentence.headline or draft.voice is Voice.NOUN:
        return False
    if draft.move.person != "subject":
        return draft.voice is Voice.PASSIVE or draft.person in chunks[draft.at + 1 : draft.at + 2]
    behind = pairwise(chunks[draft.at :])
    return not any(link.low in draft.move.to_at and goal.type is Type.PLACE for link, goal in behind)


def no_post(role: str, text: Text) -> bool:
    """Whether words for somebody name no post ("veteran", "successor")."""
    return "successor" in text.pack.classes(role.casefold()) or all(
        "unranked" in text.pack.classes(word) for word in role.casefold().split()
    )


def country(org: str | None, text: Text) -> bool:
    """Whether what fills a post is no firm but a country ("Malaysia gets a new leader"; many firms are called by their town)."""
    return org is not None and "country" in text.pack.classes(org.casefold())
