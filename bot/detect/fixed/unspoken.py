"""Reads what a sentence says without a verb of a move: who holds a new post, and who is named behind a colon.

    "Jane Roe is Acme's new chief"   ·   "A new CEO for Acme"   ·   "Acme finds a new chief: Jane Roe"

In: the chunks of a sentence, with the drafts of its verbs. Out: drafts, or the same with a name. It must never read a verb.
"""

from __future__ import annotations

from dataclasses import replace

from bot.detect.atoms import Type
from bot.detect.chunks import Chunk, Sort
from bot.detect.draft import FIRM, Draft
from bot.detect.fixed.clause import Clause
from bot.languages.pack import Move, Voice
from bot.model import Kind


def copulas(clause: Clause, move: Move) -> list[Draft]:
    """What "is" says alone: who holds a new post ("Jane Roe is Acme's new chief", "Acme's new chief is Jane Roe")."""
    found: list[Draft] = []
    for at in range(1, len(clause.chunks) - 1):
        if "copula" not in clause.chunks[at].classes:
            continue
        left, right = clause.chunks[at - 1], clause.chunks[at + 1]
        if right.role is None or right.name is not None:
            left, right = right, left
        new = right.sort is Sort.NOUN and right.role is not None and right.name is None and right.fresh
        if new and not right.group and left.sort is Sort.NOUN and left.type is Type.PERSON:
            org = FIRM if right.org is None and right.own else right.org
            draft = Draft(move, Voice.ACTIVE, Kind.APPOINTMENT, at, person=left, org=org, first=at, last=at)
            found.append(replace(draft, role=right.role, rank=right.rank, role_chunk=right))
    return found


def new_post(clause: Clause, move: Move) -> list[Draft]:
    """What a headline without a verb says: "A new CEO for Acme", "Acme: Jane Roe new CEO"."""
    verbal = any(c.sort in (Sort.TRIGGER, Sort.AUXILIARY) or "verb" in c.classes for c in clause.chunks)
    if verbal or not clause.headline:
        return []
    for at, post in enumerate(clause.chunks):
        article = clause.parsed.atoms[post.first].classes
        if post.role is None or not post.fresh or post.name is not None or post.group or clause.behind_preposition(at):
            continue
        if ("det" in article and "indefinite" not in article) or clause.parsed.atoms[post.first].possessive:
            continue  # "The new chief of Acme", "Acme's new chief" is known already
        after = clause.chunk(at + 1)
        if after is not None and after.sort is Sort.OTHER and not after.classes:
            continue  # "New Acme Chief Outlines …": a verb that no table knows
        before = clause.chunks[at - 1] if at else None
        named = before is not None and before.sort is Sort.NOUN and before.type is Type.PERSON
        topic = clause.chunks[0] if at > 1 and clause.chunks[1].low == ":" else None
        org = post.org or (topic.name if topic is not None and topic.firm else None)
        if org is not None and (named or before is None or before.low == ":"):
            who = before if before is not None and named else replace(post, org=None)
            draft = Draft(move, Voice.ACTIVE, Kind.APPOINTMENT, at, person=who, org=org, first=at, last=at)
            return [replace(draft, role=post.role, rank=post.rank, role_chunk=post)]
    return []


def last_named(clause: Clause) -> Chunk | None:
    """Who alone stands behind a colon at the end ("Acme finds a new chief: Jane Roe")."""
    chunks = [chunk for chunk in clause.chunks if chunk.low not in (".", "!")]
    if len(chunks) < 3 or chunks[-2].low != ":":
        return None
    return chunks[-1] if chunks[-1].sort is Sort.NOUN and chunks[-1].type is Type.PERSON else None


def next_named(clause: Clause, draft: Draft) -> Chunk | None:
    """Who stands right behind a colon behind the post without a name ("Acme names new chief: Jane Roe to begin in May")."""
    if draft.person is None or draft.person not in clause.chunks or draft.kind is Kind.DEPARTURE:
        return None
    at = clause.chunks.index(draft.person) + 1
    if at + 1 >= len(clause.chunks) or clause.chunks[at].low != ":":
        return None
    after = clause.chunks[at + 1]
    named = after.type is Type.PERSON or (after.type is Type.UNKNOWN and " " in (after.name or ""))
    return after if after.sort is Sort.NOUN and named else None


def revealed(draft: Draft, named: Chunk, clause: Clause) -> Draft:
    """A draft of somebody without a name, with the name that the sentence reveals at its end."""
    person = draft.person
    if person is None or person.name is not None or person.sort is not Sort.NOUN or person.group:
        return draft
    role = draft.role if draft.role is not None or draft.kind is Kind.DEPARTURE else person.role
    full = replace(named, role=named.role or (person.role if draft.kind is Kind.DEPARTURE else None))
    if full.org is None and draft.kind is not Kind.DEPARTURE:
        full = replace(full, org=person.org, org_type=person.org_type, former=person.former)
    return replace(draft, person=full, role=role, rank=max(draft.rank, person.rank))
