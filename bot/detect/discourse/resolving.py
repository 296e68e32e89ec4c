"""Resolves one draft into one claim: names in full, "the company", pronouns and posts that mean somebody named before.

In: a draft with its sentence and the text. Out: a claim, or nothing where what it lacks cannot be found. An organisation that
a sentence leaves out is the text's topic or stays empty; it must never be guessed.

    firms as the draft calls them -> somebody -> who leaves, who joins, or what a company does -> made
"""

from __future__ import annotations

from bot.detect.atoms import Parsed, Type, What
from bot.detect.chunks import Chunk
from bot.detect.discourse.employers import advocate, bare_unit, lured, moved_since, one_firm
from bot.detect.discourse.making import Passage, Slots, made
from bot.detect.discourse.merging import same_org, share_word
from bot.detect.discourse.origins import inside, origin
from bot.detect.discourse.people import held
from bot.detect.discourse.somebody import somebody
from bot.detect.discourse.succession import vague
from bot.detect.discourse.text import Text, speaker_firm
from bot.detect.draft import FIRM, JOIN, Draft
from bot.languages.pack import Voice
from bot.model import Claim, Kind, Rank

CROWD = 10  # people
UNTOLD = 0.6  # what remains where somebody without a post leaves a firm that a text not about business names elsewhere


def resolve(
    draft: Draft, parsed: Parsed, chunks: list[Chunk], text: Text, last_person: str | None, document: str | None
) -> Claim | None:
    """One draft as a claim, or None where what it lacks cannot be found."""
    passage = Passage(draft, parsed, chunks, text, document)
    slots = called_firms(passage)
    chunk, served = draft.person, False
    if chunk is not None:
        found = somebody(chunk, passage, slots, last_person)
        if found is None:
            return None
        slots.person, served = found.person, found.served
        slots.confidence *= found.likeness
    if slots.kind is Kind.DEPARTURE:
        if chunk is not None and "plural_pronoun" in chunk.classes and draft.voice is Voice.PASSIVE:
            return None  # "they had been let go": none of them by name
        if chunk is not None and staff_go(chunk, passage, slots):
            return company(passage, Kind.LAYOFFS, slots.org or text.topic, None, slots.confidence)
        if chunk is not None and chunk.former and not goes_now(chunk, passage, slots, served):
            return None
        leave(chunk, passage, slots)
    elif slots.kind in JOIN and draft.move.person:
        join(chunk, passage, slots)
        if chunk is not None and crowd_joins(chunk, passage, slots):
            return None
        if chunk is not None and draft.move.group is not None and chunk.group and chunk.name is None:
            if not (text.pack.free_order and chunk.fresh and chunk.rank >= Rank.DIRECTOR):
                return push(chunk, passage, slots)
            slots.role, slots.rank = slots.role or chunk.role, chunk.rank  # "holt zwei neue Vorstände"
        if chunk is not None and slots.role is None and fills_own_post(chunk, passage, slots):
            slots.role, slots.rank = chunk.role, chunk.rank
    elif slots.kind is Kind.ACQUIHIRE and slots.person is not None:
        slots.org = slots.to_org or slots.org or text.topic
    elif slots.kind is Kind.REORG and draft.move.person:
        if slots.person is None:
            return None
        slots.org = (chunk.org if chunk is not None and not chunk.former else None) or slots.org or text.topic
        slots.role = None
    else:
        return company(passage, slots.kind, slots.org or text.topic, slots.from_org, slots.confidence)
    claim = made(passage, slots)
    if claim is not None:
        remember(claim, passage, slots)
    return claim


def called_firms(passage: Passage) -> Slots:
    """The firms of a draft by name, where it only calls them "the company"; what names a mere unit or a person is none."""
    draft, text = passage.draft, passage.text
    org = (text.topic or draft.trade) if called_firm(draft.org, text) else draft.org
    from_org = draft.from_org
    if called_firm(from_org, text):
        # "Acme holt Roe. Sie kommt vom Verband der …"
        arrives = draft.kind in JOIN and {draft.org, draft.to_org} <= {None, FIRM}
        from_org = None if arrives and text.pack.free_order else text.topic
    to_org = text.topic if called_firm(draft.to_org, text) else draft.to_org
    org, from_org, to_org = (
        None if bare_unit(name, text) or name in text.things else name for name in (org, from_org, to_org)
    )
    if org is not None and org not in text.orgs and org.casefold() in text.people:
        org = None  # "übernimmt Roes Posten"
    return Slots(
        draft.kind,
        role=draft.role,
        rank=draft.rank,
        org=org,
        from_org=from_org,
        to_org=to_org,
        confidence=draft.move.prior * draft.doubt,
    )


def staff_go(chunk: Chunk, passage: Passage, slots: Slots) -> bool:
    """Whether those who go are a firm's staff, and nobody in particular."""
    several = passage.draft.move.group is not None and chunk.group and chunk.name is None
    atoms = passage.parsed.atoms[chunk.first : chunk.last]
    few = any("few" in atom.classes or 0 < number(atom.low, passage.text) < CROWD for atom in atoms)
    if several and chunk.role is not None and few:
        return False  # "has fired four bankers"
    if several and max(chunk.rank, slots.rank) < Rank.LEAD:
        return True
    return passage.text.pack.free_order and crowd(chunk, passage.parsed)


def goes_now(chunk: Chunk, passage: Passage, slots: Slots, served: bool) -> bool:
    """Whether a former one's exit is news: from elsewhere ("Ex-Acme-Chefin verlässt Initech"), from another post ("Acme's former
    interim chief Roe steps down as counsel"), or from where they moved since.
    """
    draft = passage.draft
    elsewhere = draft.role_chunk is not None and (slots.org or slots.from_org) not in (None, chunk.org)
    post = draft.role_chunk is not None and draft.role_chunk.role != chunk.role
    told = (elsewhere or post) and (chunk.org is not None or served)
    return told or moved_since(draft, chunk, slots.org) or goes_here(draft, chunk, passage.text)


def goes_here(draft: Draft, chunk: Chunk, text: Text) -> bool:
    """Whether somebody by name who came from elsewhere goes where no firm is told: from the one that the text is about ("Auch
    der frühere Initech-Chef Roe muss gehen" in a text about Acme).
    """
    verb = text.pack.free_order and draft.voice is not Voice.NOUN and chunk.name is not None
    told = {draft.org, draft.from_org, draft.to_org, draft.role} != {None}
    return verb and not told and None not in (chunk.org, text.topic) and not one_firm(chunk.org, text.topic)


def leave(chunk: Chunk | None, passage: Passage, slots: Slots) -> None:
    """Fills in what somebody leaves, which post, and for where."""
    draft, chunks, text = passage.draft, passage.chunks, passage.text
    since = moved_since(draft, chunk, slots.org)
    since = since or (chunk is not None and chunk.former and goes_here(draft, chunk, text))
    from_org = (slots.from_org or slots.org) if chunk is None or not sent_away(draft, chunk) else chunk.org
    from_org = from_org or (chunk.org if chunk and not since else None) or speaker_firm(chunks, text) or text.topic
    if (
        chunk is not None
        and not since
        and chunk.role is not None
        and (slots.role is None or (one_firm(chunk.org, from_org) and lesser(slots.role, chunk, text)))
    ):
        slots.role, slots.rank = chunk.role, chunk.rank
    if slots.role is None and slots.person is not None and from_org is not None:
        slots.role, slots.rank = held(slots.person, from_org, text)
    named = any((draft.org, draft.from_org, draft.to_org, chunk and chunk.org))
    vague_firm = not (named or text.business or text.pack.free_order)
    told = any(from_org in (c.name, c.org if c.role is None else None) for c in chunks)
    if slots.role is None and vague_firm and not told:
        slots.confidence *= UNTOLD
    slots.from_org = from_org
    if text.pack.free_order:
        if slots.to_org is not None and slots.to_org != from_org:
            slots.kind, slots.role = Kind.MOVE, draft.role
    elif slots.to_org is not None and (slots.person is not None or draft.to_org is not None):
        stays = from_org is None or same_org(from_org, slots.to_org)
        slots.kind, slots.from_org = (Kind.HIRE, None) if stays else (Kind.MOVE, from_org)
        slots.role = draft.role


def join(chunk: Chunk | None, passage: Passage, slots: Slots) -> None:
    """Fills in whom somebody joins, from where, and so whether they are hired, appointed or promoted."""
    draft, text = passage.draft, passage.text
    free = text.pack.free_order
    topic = speaker_firm(passage.chunks, text) or text.topic
    given = slots.to_org or slots.org
    past = chunk.org if chunk is not None and chunk.former and free else None
    slots.to_org = given or (topic if past is None or topic != past else None)
    if slots.role is None and draft.predecessor is not None and not free:
        slots.role, slots.rank = draft.predecessor.role, draft.predecessor.rank
    if free and slots.to_org is not None and slots.to_org == slots.from_org and draft.to_org is None:
        slots.to_org = None
    if chunk is not None and chunk.org is not None:
        joins_bearers_firm(chunk, given, passage, slots)
    lone = chunk is not None and chunk.role is not None and slots.person is None and not (chunk.group or chunk.fresh)
    if chunk is not None and lone and free and slots.kind is Kind.HIRE and draft.move.person == "subject":
        elsewhere = draft.to_org is not None and not one_firm(text.topic, slots.to_org)
        slots.from_org = slots.from_org or (text.topic if elsewhere and not chunk.former else None)
    slots.kind, slots.from_org = origin(draft, slots.person, slots.rank, slots.from_org, slots.to_org, text)
    if chunk is not None and slots.kind is Kind.HIRE and free and chunk.fresh and slots.person is None:
        post = slots.from_org is None and draft.move.person == "object" and chunk.rank >= Rank.DIRECTOR
        slots.kind = Kind.APPOINTMENT if post else slots.kind
    if slots.kind is Kind.APPOINTMENT and free and inside(chunk, draft, passage.parsed, text):
        slots.kind = Kind.PROMOTION


def joins_bearers_firm(chunk: Chunk, given: str | None, passage: Passage, slots: Slots) -> None:
    """Takes the firm in front of a post for the one that is joined, where the post is what is filled, or for the last employer
    where somebody is lured away.
    """
    draft, text = passage.draft, passage.text
    free = text.pack.free_order
    own = chunk.org
    vacancy = chunk.fresh and chunk.name is None and not chunk.former
    filled = free or (draft.role is None and draft.move.person == "object")
    if vacancy and filled and own != slots.from_org:
        taken = free and slots.kind is Kind.HIRE and given not in (None, FIRM)
        if taken and lured(chunk, passage.parsed, text):
            slots.from_org, own = own, None  # "Acme holt neuen Finanzchef von Initech"
        else:
            slots.to_org = own  # "setzt neue Acme-Aufsichtsrätin ein", "names new Orbit chief"
    unit = draft.role is None and slots.to_org not in text.orgs and slots.kind is Kind.APPOINTMENT
    if unit and slots.to_org is not None and own is not None and not (chunk.former or free):
        slots.to_org = own  # "Acme's Jane Roe takes charge of Orbit": a unit, no firm


def crowd_joins(chunk: Chunk, passage: Passage, slots: Slots) -> bool:
    """Whether several without a name join of themselves, which is no news unless they led another firm or take seats on a board."""
    several = passage.draft.move.person == "subject" and chunk.group and slots.person is None
    led = chunk.former and chunk.org is not None and chunk.rank >= Rank.LEAD
    seated = chunk.rank >= Rank.LEAD and slots.rank is Rank.BOARD  # "three new directors join Acme's board"
    return slots.kind is Kind.HIRE and several and not (led or seated)


def push(chunk: Chunk, passage: Passage, slots: Slots) -> Claim | None:
    """What a firm does when it takes on several without a name: it pushes, or buys a firm for its founders."""
    draft, text = passage.draft, passage.text
    words = (chunk.role or "").casefold().split()
    other = chunk.org if slots.kind is Kind.HIRE and chunk.org != slots.to_org else None
    from_org = slots.from_org or other
    lured_away = from_org is not None and (passage.parsed.sentence.headline or counted(chunk, passage.parsed))
    outsiders = not lured_away and any("outsider" in text.pack.classes(word) for word in words)
    if draft.move.group is Kind.HIRING_PUSH and outsiders:
        return None  # "hires advisers", but "hires two advisers from Acme"
    founders = from_org is not None and any("founders" in text.pack.classes(word) for word in words)
    kind = Kind.ACQUIHIRE if founders else draft.move.group or slots.kind
    return company(passage, kind, slots.to_org, from_org, slots.confidence)


def fills_own_post(chunk: Chunk, passage: Passage, slots: Slots) -> bool:
    """Whether the post beside whoever joins is the one that is filled ("new finance chief joins Acme")."""
    free = passage.text.pack.free_order
    fresh = chunk.fresh and free and slots.kind is Kind.APPOINTMENT
    theirs = chunk.fresh or chunk.org is None or free
    once = chunk.former and (free or chunk.rank < Rank.LEAD)  # "hires former critic": as what, nobody says
    return (chunk.name is None or fresh) and theirs and not once


def remember(claim: Claim, passage: Passage, slots: Slots) -> None:
    """Notes for later sentences that several are meant, or that no sentence named the firm."""
    draft, chunk, text = passage.draft, passage.draft.person, passage.text
    if chunk is not None and chunk.group and chunk.number and claim.person is None:
        text.plural.add((claim.start, claim.rule))
    own = chunk.org if chunk is not None and slots.kind is not Kind.HIRE else None
    if {draft.org, draft.from_org, draft.to_org, own} <= {None, FIRM}:
        text.guessed.add((claim.start, claim.rule, claim.person))


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


def company(passage: Passage, kind: Kind, org: str | None, from_org: str | None, confidence: float) -> Claim | None:
    """What a company does, None where nobody tells which."""
    draft, chunks, text = passage.draft, passage.chunks, passage.text
    told = draft.voice is Voice.NOUN or draft.org is None
    if org is None or (told and advocate(org, text)):
        return None
    told_of = any(chunk.name == org for chunk in chunks) and not text.pack.free_order
    if draft.org is None and not (text.business or told_of) and draft.jobs and "folk" in draft.jobs.classes:
        return None  # "Betroffen sind 13 Personen"
    if draft.org is None:
        loose = draft.voice is Voice.NOUN and text.pack.free_order and not draft.number
        confidence *= 0.6 if loose else 0.8
    claim = made(passage, Slots(kind, org=org, from_org=from_org, confidence=confidence))
    if claim is not None and draft.org is None and not text.pack.free_order:
        text.guessed.add((claim.start, claim.rule, None))
    group = draft.person or draft.jobs
    if claim is not None and kind is Kind.HIRING_PUSH and group is not None:
        few = [count for atom in passage.parsed.atoms[group.first : group.last] if (count := number(atom.low, text))]
        text.few |= {(claim.start, claim.rule): few[0]} if few else {}
    return claim


def number(low: str, text: Text) -> int:
    """What a small number is, as a word or a figure, 0 where it is none."""
    if low in text.pack.counts:
        return text.pack.counts.index(low) + 1
    return int(low) if low.isdecimal() and len(low) == 1 else 0
