"""Names the members of a counted group that a text tells of first and names only then.

In: a text with its drafts. Out: drafts for the people meant. It must never name more people than the group counts.

    "Zwei von ihnen kehrten zu Acme zurück. … Jane Roe arbeitete … John Doe kam … Ein dritter, Max Sample, …"

Observed: the names open the sentences that follow, and an ordinal begins whoever is told of next. Where more or fewer names
follow than the group counts, nobody is meant. Fails where the sentences between are about others.
"""

from __future__ import annotations

from dataclasses import replace

from bot.detect.atoms import Type
from bot.detect.chunks import Chunk, Sort
from bot.detect.discourse.text import Text, full
from bot.detect.draft import JOIN, Draft
from bot.model import Kind

AHEAD = 5  # sentences in which the members are named
SOME = 0.75  # what remains of the confidence: the text leaves the link to its reader


def members(text: Text, drafts: list[list[Draft]]) -> list[list[Draft]]:
    """The drafts, those of a counted group given to each of its members, or left out where they stay unnamed."""
    result: list[list[Draft]] = []
    for index, sentence in enumerate(drafts):
        kept: list[Draft] = []
        for draft in sentence:
            size = count(draft, text)
            if not size:
                kept.append(draft)
            elif (draft.kind in JOIN or draft.kind is Kind.DEPARTURE) and not draft.move.tenure:
                people = named(text, index)
                kept += [share(draft, person, text) for person in people] if len(people) == size else []
        result.append(kept)
    return result


def count(draft: Draft, text: Text) -> int:
    """How many a draft's person counts, 0 where it is no counted group."""
    person = draft.person
    if person is None or person.sort is not Sort.PRONOUN or not person.number:
        return 0
    return text.pack.counts.index(person.low) + 1 if person.low in text.pack.counts else 0


def share(draft: Draft, person: Chunk, text: Text) -> Draft:
    home = draft.from_org
    if home is None and draft.kind is not Kind.DEPARTURE and text.topic != draft.to_org:
        home = text.topic
    return replace(draft, person=person, from_org=home, doubt=SOME)


def named(text: Text, index: int) -> list[Chunk]:
    """The people who open the sentences behind sentence `index`, up to an ordinal."""
    ordinals = text.pack.members("ordinal")
    found: dict[str, Chunk] = {}
    for parsed, chunks in list(zip(text.parsed, text.chunks, strict=True))[index + 1 : index + 1 + AHEAD]:
        if any(atom.low in ordinals for atom in parsed.atoms):
            break
        opening = chunks[0] if chunks else None
        if opening is not None and opening.sort is Sort.NOUN and opening.name and opening.type is Type.PERSON:
            found.setdefault(full(opening.name, text) or opening.name, opening)
    return list(found.values())
