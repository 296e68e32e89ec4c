"""Resolves one draft into one claim: names in full, "the company", pronouns and posts that mean somebody named before.

In: a draft with its sentence and the text. Out: a claim, or nothing where what it lacks cannot be found. An organisation that
a sentence leaves out is the text's topic or stays empty; it must never be guessed.
"""

from __future__ import annotations

from bot.detect.atoms import Parsed, Type, What
from bot.detect.chunks import Chunk, Sort
from bot.detect.discourse.employers import advocate, bare_unit, lured, moved_since, one_firm
from bot.detect.discourse.evidence import (
    UNKNOWN_WORD,
    famous,
    free_likeness,
    likeness,
    poached,
    tasked,
)
from bot.detect.discourse.making import made
from bot.detect.discourse.merging import same_org, share_word
from bot.detect.discourse.origins import inside, origin
from bot.detect.discourse.people import antecedent, held, speaker
from bot.detect.discourse.succession import vague
from bot.detect.discourse.text import Text, full, speaker_firm
from bot.detect.draft import FIRM, JOIN, Draft
from bot.detect.silence import silent_org, silent_person, silent_role
from bot.languages.pack import Voice
from bot.model import Claim, Kind, Rank

CROWD = 10  # people
UNTOLD = 0.6  # what remains where somebody without a post leaves a firm that a text not about business names elsewhere
FOLLOWS = 0.8  # how much a lone strange name that takes somebody's place is like a person's


def resolve(
    draft: Draft, parsed: Parsed, chunks: list[Chunk], text: Text, last_person: str | None, document: str | None
) -> Claim | None:
    """One draft as a claim, or None where what it lacks cannot be found."""
    kind = draft.kind
    chunk = draft.person
    person: str | None = None
    role = draft.role
    rank = draft.rank
    org = (text.topic or draft.trade) if called_firm(draft.org, text) else draft.org
    from_org = draft.from_org
    if called_firm(from_org, text):
        # "Acme holt Roe. Sie kommt vom Verband der …"
        arrives = kind in JOIN and {draft.org, draft.to_org} <= {None, FIRM}
        from_org = None if arrives and text.pack.free_order else text.topic
    to_org = text.topic if called_firm(draft.to_org, text) else draft.to_org
    org, from_org, to_org = (None if bare_unit(name, text) else name for name in (org, from_org, to_org))
    topic = speaker_firm(chunks, text) or text.topic
    confidence = draft.move.prior * draft.doubt
    if org is not None and org not in text.orgs and org.casefold() in text.people:
        org = None  # "übernimmt Roes Posten"
    served = False
    if chunk is not None:
        somebody = "human" in chunk.classes and parsed.sentence.headline
        if chunk.sort is Sort.PRONOUN or (chunk.sort is Sort.OTHER and chunk.classes & {"own", "human"}):
            told = chunk.definite or not somebody  # "Brite wird Chef": nobody named before
            person = (antecedent(draft.at, chunks, text) or speaker(draft.at, chunks, text)) if told else None
            person = person or (last_person if told else None)
            if draft.predecessor is not None and person == full(draft.predecessor.name, text):
                person = last_person
            houses = filter(None, (org, from_org, to_org))
            known = called(chunk, text) and any(famous(house, text) for house in houses)
            news = draft.role or text.business or known
            if person is None and text.pack.free_order and not (somebody and news):
                return None  # "Schweizer verlässt Linden": as well an athlete
        else:
            person = full(chunk.name, text)
            if person is None and (
                "demonstrative" in chunk.classes
                or (not parsed.sentence.headline and meant(chunk, last_person, parsed, text))
            ):
                person = last_person
            if text.pack.free_order:
                if chunk.type is Type.UNKNOWN and chunk.role is None and person == chunk.name and person is not None:
                    like = free_likeness(person, text.names)
                    if like == UNKNOWN_WORD:
                        like = 0.7  # where the dictionary explains compounds, what it does not know is a name
                    confidence *= max(like, 0.8) if draft.role_chunk is not None and like > 0.4 else like
            elif chunk.role is None and person is not None and (chunk.type is Type.UNKNOWN or " " in person):
                like = likeness(person, text)
                if chunk.org is not None and like > UNKNOWN_WORD:
                    like = 1.0
                elif draft.predecessor is not None and draft.predecessor.type is Type.PERSON and " " not in person:
                    like = FOLLOWS  # who takes a person's place is one
                filled = draft.role_chunk is not None or poached(draft, chunk, parsed) or tasked(draft, chunk)
                confidence *= max(like, 0.8) if filled and like > 0.4 else like
        told = kind is Kind.DEPARTURE and draft.org not in (None, FIRM) and not text.pack.free_order
        placed = kind in JOIN or told
        # "former governor Jane Roe joins Acme", "… leaves Acme's board"
        served = chunk.former and chunk.name is not None and placed
        if (silent_role(chunk.role or title(chunk, parsed), text.pack) and not served) or silent_role(role, text.pack):
            return None
        if silent_person(person, text.pack) and (kind not in JOIN or draft.org is draft.to_org is None):
            return None
        if silent_org(chunk.org, text.pack) and not served:
            return None  # whoever served a public body and now joins a firm is news of the firm
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
    if kind is Kind.DEPARTURE and chunk is not None and text.pack.free_order and crowd(chunk, parsed):
        return company(draft, Kind.LAYOFFS, org or text.topic, None, parsed, chunks, text, document, confidence)
    if kind is Kind.DEPARTURE:
        elsewhere = draft.role_chunk is not None and (org or from_org) not in (None, chunk.org if chunk else None)
        since = moved_since(draft, chunk, org)
        post = draft.role_chunk is not None and chunk is not None and draft.role_chunk.role != chunk.role
        told = (elsewhere or post) and chunk is not None and (chunk.org is not None or served)
        if chunk is not None and chunk.former and not (told or since):
            return None  # but "Ex-Acme-Chefin verlässt Initech", and "Acme's former interim chief Roe steps down as counsel"
        from_org = (from_org or org) if chunk is None or not sent_away(draft, chunk) else chunk.org
        from_org = from_org or (chunk.org if chunk else None) or topic
        if (
            chunk is not None
            and not since
            and chunk.role is not None
            and (role is None or (one_firm(chunk.org, from_org) and lesser(role, chunk, text)))
        ):
            role, rank = chunk.role, chunk.rank
        if role is None and person is not None and from_org is not None:
            role, rank = held(person, from_org, text)
        named = any((draft.org, draft.from_org, draft.to_org, chunk and chunk.org))
        vague_firm = not (named or text.business or text.pack.free_order)
        if (
            role is None
            and vague_firm
            and not any(from_org in (c.name, c.org if c.role is None else None) for c in chunks)
        ):
            confidence *= UNTOLD
        if text.pack.free_order and to_org is not None and to_org != from_org:
            kind = Kind.MOVE
            role = draft.role
        elif not text.pack.free_order and to_org is not None and (person is not None or draft.to_org is not None):
            kind = Kind.HIRE if from_org is None or same_org(from_org, to_org) else Kind.MOVE
            from_org = from_org if kind is Kind.MOVE else None
            role = draft.role
    elif kind in JOIN and draft.move.person:
        given = to_org or org
        past = chunk.org if chunk is not None and chunk.former and text.pack.free_order else None
        to_org = given or (topic if past is None or topic != past else None)
        if role is None and draft.predecessor is not None and not text.pack.free_order:
            role, rank = draft.predecessor.role, draft.predecessor.rank
        if text.pack.free_order and to_org is not None and to_org == from_org and draft.to_org is None:
            to_org = None
        own = chunk.org if chunk is not None else None
        vacancy = chunk is not None and chunk.fresh and chunk.name is None and not chunk.former
        if (
            own is not None
            and vacancy
            and own != from_org
            and (text.pack.free_order or (draft.role is None and draft.move.person == "object"))
        ):
            taken = text.pack.free_order and kind is Kind.HIRE and given not in (None, FIRM)
            if taken and chunk is not None and lured(chunk, parsed, text):
                from_org, own = own, None  # "Acme holt neuen Finanzchef von Initech"
            else:
                to_org = own  # "setzt neue Acme-Aufsichtsrätin ein", "names new Orbit chief"
        unit = draft.role is None and to_org is not None and to_org not in text.orgs and kind is Kind.APPOINTMENT
        if unit and own is not None and chunk is not None and not (chunk.former or text.pack.free_order):
            to_org = own  # "Acme's Jane Roe takes charge of Orbit": a unit, no firm
        unnamed = (
            chunk is not None and person is None and chunk.role is not None and not chunk.group and not chunk.fresh
        )
        if unnamed and text.pack.free_order and kind is Kind.HIRE and draft.move.person == "subject":
            elsewhere = draft.to_org is not None and not one_firm(text.topic, to_org)
            from_org = from_org or (text.topic if elsewhere and chunk is not None and not chunk.former else None)
        kind, from_org = origin(draft, person, rank, from_org, to_org, text)
        if chunk is not None and kind is Kind.HIRE and text.pack.free_order and chunk.fresh and person is None:
            post = from_org is None and draft.move.person == "object" and chunk.rank >= Rank.DIRECTOR
            kind = Kind.APPOINTMENT if post else kind
        if kind is Kind.APPOINTMENT and text.pack.free_order and inside(chunk, draft, parsed, text):
            kind = Kind.PROMOTION
        if (
            kind is Kind.HIRE
            and draft.move.person == "subject"
            and chunk is not None
            and chunk.group
            and person is None
            and not (chunk.former and chunk.org is not None and chunk.rank >= Rank.LEAD)
        ):
            return None
        if (
            draft.move.group is not None
            and chunk is not None
            and chunk.group
            and chunk.name is None
            and kind is not Kind.DEPARTURE
        ):
            words = (chunk.role or "").casefold().split()
            from_org = from_org or (chunk.org if kind is Kind.HIRE and chunk.org != to_org else None)
            lured_away = from_org is not None and (parsed.sentence.headline or counted(chunk, parsed))
            outsiders = not lured_away and any("outsider" in text.pack.classes(word) for word in words)
            if draft.move.group is Kind.HIRING_PUSH and outsiders:
                return None  # "hires advisers", but "hires two advisers from Acme"
            founders = from_org is not None and any("founders" in text.pack.classes(word) for word in words)
            group = Kind.ACQUIHIRE if founders else draft.move.group
            return company(draft, group, to_org, from_org, parsed, chunks, text, document, confidence)
        if (
            chunk is not None
            and role is None
            and (chunk.name is None or (chunk.fresh and text.pack.free_order and kind is Kind.APPOINTMENT))
            and (chunk.fresh or own is None or text.pack.free_order)
            and not (chunk.former and text.pack.free_order)
        ):
            role, rank = chunk.role, chunk.rank
    elif kind is Kind.ACQUIHIRE and person is not None:
        org = to_org or org or text.topic
    elif kind is Kind.REORG and draft.move.person:
        org = (chunk.org if chunk is not None and not chunk.former else None) or org or text.topic
        if person is None:
            return None
        role = None
    elif kind is Kind.REORG and draft.move.person:
        if person is None:
            return None
        org = org or (chunk.org if chunk is not None else None) or text.topic
        from_org = to_org = None
    else:
        return company(draft, kind, org or text.topic, from_org, parsed, chunks, text, document, confidence)
    claim = made(draft, kind, person, role, rank, org, from_org, to_org, parsed, chunks, text, document, confidence)
    if claim is not None and chunk is not None and chunk.group and chunk.number and claim.person is None:
        text.plural.add((claim.start, claim.rule))
    own = chunk.org if chunk is not None and kind is not Kind.HIRE else None
    if claim is not None and {draft.org, draft.from_org, draft.to_org, own} <= {None, FIRM}:
        text.guessed.add((claim.start, claim.rule, claim.person))
    return claim


def sent_away(draft: Draft, chunk: Chunk) -> bool:
    """Whether a firm dismisses the head of another, its unit ("Acme beruft Orbit-Chefin Roe ab"): that is what they leave."""
    acts = draft.move.org == "subject" and draft.move.person == "object" and draft.from_org is None
    heads = chunk.rank >= Rank.LEAD and chunk.org_type is Type.ORG
    return acts and chunk.role is not None and heads and not (chunk.former or chunk.fresh)


def called_firm(org: str | None, text: Text) -> bool:
    """Whether the firm is only called one, as wires also write it ("the company", "Co")."""
    if org is None or org == FIRM or text.pack.free_order:
        return org == FIRM
    low = org.casefold()
    return low in text.names.legal_forms and org not in text.orgs and not text.names.known([low])


def called(chunk: Chunk, text: Text) -> bool:
    """Whether somebody is meant by a calling ("KI-Pionier", "Dealmaker"), and not by where they come from."""
    return chunk.last - chunk.first > 1 or chunk.low not in text.pack.members("human")


def title(chunk: Chunk, parsed: Parsed) -> str | None:
    """The word right before a name, which may be a post though no firm has one like it ("Botschafterin Jane Roe")."""
    named = next((at for at in range(chunk.first, chunk.last) if parsed.atoms[at].what is What.NAME), 0)
    former = named > 1 and parsed.atoms[named - 2].what is What.FORMER
    return parsed.atoms[named - 1].text if named and not former else None


def lesser(role: str, chunk: Chunk, text: Text) -> bool:
    """Whether a post says less than the one beside the name ("vice president Jane Roe, dismissed as an employee", "the
    chairman steps down from the board").
    """
    body = chunk.rank is Rank.BOARD and all("body" in text.pack.classes(word) for word in role.casefold().split())
    if body and share_word(role, chunk.role or ""):
        return False  # "the board member resigns from the board"
    return (body or vague(role, text.pack)) and not vague(chunk.role or "", text.pack)


def crowd(chunk: Chunk, parsed: Parsed) -> bool:
    """Whether so many go that they are staff, whatever their post ("700 Redakteure müssen gehen")."""
    atoms = parsed.atoms[chunk.first : chunk.last]
    return chunk.group and chunk.name is None and any(a.low.isdigit() and int(a.low) >= CROWD for a in atoms)


def counted(chunk: Chunk, parsed: Parsed) -> bool:
    """Whether a number stands before somebody's post ("two financial advisers")."""
    return any(atom.what is What.NUMBER for atom in parsed.atoms[chunk.first : chunk.last])


def meant(chunk: Chunk, last_person: str | None, parsed: Parsed, text: Text) -> bool:
    """Whether a phrase without a name means whoever was named before ("Die frühere Acme-Managerin", "Der Manager"): the one
    person of the text, or of the headline where the lead goes on with them.
    """
    if not text.pack.free_order or not chunk.definite or chunk.fresh or chunk.group or chunk.role is None:
        return False
    if chunk.former or (chunk.org is None and "anyone" in text.pack.classes(chunk.role.casefold())):
        return True
    people = set(text.people.values())
    known = last_person is None or last_person in text.posts
    other = chunk.org is not None and chunk.org in text.orgs and chunk.org != text.topic
    lead = len(text.parsed) > 1 and text.parsed[1] is parsed and sum(name in text.headline for name in people) == 1
    return not known and (other or (chunk.org is None and (lead or len(people) == 1)))


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
    told = draft.voice is Voice.NOUN or draft.org is None
    if org is None or (told and advocate(org, text)):
        return None
    told_of = any(chunk.name == org for chunk in chunks) and not text.pack.free_order
    if draft.org is None and not (text.business or told_of) and draft.jobs and "folk" in draft.jobs.classes:
        return None  # "Betroffen sind 13 Personen"
    if draft.org is None:
        loose = draft.voice is Voice.NOUN and text.pack.free_order and not draft.number
        confidence *= 0.6 if loose else 0.8
    claim = made(draft, kind, None, None, Rank.OTHER, org, from_org, None, parsed, chunks, text, document, confidence)
    if claim is not None and draft.org is None and not text.pack.free_order:
        text.guessed.add((claim.start, claim.rule, None))
    return claim
