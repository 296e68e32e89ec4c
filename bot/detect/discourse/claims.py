"""Makes the claims of a document: each draft resolved, those of one happening joined, those left in doubt dropped.

In: the drafts of all sentences with their chunks. Out: claims, each person and post once. It must never add what the text
does not say: an organisation that a sentence leaves out is the text's topic or stays empty.
"""

from __future__ import annotations

from dataclasses import replace

from bot.detect.atoms import Type
from bot.detect.chunks import Sort
from bot.detect.discourse.certainty import document_hedge
from bot.detect.discourse.contradictions import contradictions
from bot.detect.discourse.earlier import earlier
from bot.detect.discourse.merging import MOST, merge, same
from bot.detect.discourse.people import bearers, grouped
from bot.detect.discourse.resolving import resolve
from bot.detect.discourse.succession import inherited
from bot.detect.discourse.text import Text, full, survey
from bot.detect.draft import FIRM, Draft
from bot.model import Claim, Kind

SURE = 0.57
FREE_SURE = 0.5  # the same where the order is free
OPENING = frozenset({"deictic"})  # "Dies machte X nervös": the person named is no subject to come back to


def claims(text: Text, drafts: list[list[Draft]]) -> list[Claim]:
    """The claims of a document."""
    survey(text)
    if text.topic is None:
        orgs = (name for sentence in drafts for draft in sentence for name in (draft.org, draft.to_org))
        text.topic = next((name for name in orgs if name is not None and name != FIRM), None)
    document = document_hedge(text.parsed)
    found: list[Claim] = []
    further: list[Claim] = []
    last_person: str | None = None
    for parsed, chunks, sentence in zip(text.parsed, text.chunks, drafts, strict=True):
        for draft in sentence if len(found) < MOST else ():
            claim = resolve(draft, parsed, chunks, text, last_person, document)
            if claim is not None and draft.later and claim.role is not None and any(same(claim, c) for c in found):
                further.append(
                    replace(claim, kind=Kind.PROMOTION, org=claim.to_org or claim.org, from_org=None, to_org=None)
                )
            elif claim is not None:
                found.append(claim)
        named = [
            c
            for c in chunks
            if c.sort is Sort.NOUN and c.name and (c.type is Type.PERSON or c.name.casefold() in text.people)
        ]
        if named and not (text.pack.free_order and chunks[0].classes & OPENING):
            last_person = full(named[0].name, text)
    found = grouped(bearers(found, text), text.pack) if text.pack.free_order else bearers(found, text)
    merged = inherited(merge(found, text.pack), successions(drafts, text), text.pack)
    least = FREE_SURE if text.pack.free_order else SURE
    return contradictions([claim for claim in merged if claim.confidence >= least]) + earlier(text) + further


def successions(drafts: list[list[Draft]], text: Text) -> list[tuple[str, str]]:
    """Who follows whom, by name."""
    found: list[tuple[str, str]] = []
    for draft in (draft for sentence in drafts for draft in sentence):
        if draft.person is not None and draft.predecessor is not None:
            new, old = full(draft.person.name, text), full(draft.predecessor.name, text)
            if new is not None and old is not None:
                found.append((new, old))
    return found
