"""Reads what a headline says without a verb: a new post, a successor, the firm that a nominal move is told of.

    "Neuer Chef bei Acme"   ·   "Roe Nachfolger von Acme-Chef Doe"   ·   "Acme mit weiteren Entlassungen"

In: a clause of a headline. Out: drafts, or a firm. It must never read a clause that has a verb.
"""

from __future__ import annotations

from dataclasses import replace

from bot.detect.atoms import Type, What
from bot.detect.chunks import Sort
from bot.detect.draft import Draft
from bot.detect.free.fitting import Fitting
from bot.detect.free.phrases import Span, quotes
from bot.detect.free.slots import Filler
from bot.languages.pack import Voice

SURE = 3.0  # how well who takes a new post must fit
NAMED = 1.0  # the same of a successor, who has a name, whatever it looks like


def new_post(span: Span, after: Span | None, fitting: Fitting, filler: Filler) -> list[Draft]:
    """ "Neuer Chef bei Acme", "Jane Roe neue Chefin von Acme": a headline without a verb that names a new post. Who is called
    by a new post alone and then says something, in the clause `after`, is spoken of as known ("Neuer Acme-Chef: Sparkurs hält an").
    """
    move = fitting.pack.verbless
    if move is None or move.kind is None or not fitting.parsed.sentence.headline or fitting.finite(span) is not None:
        return []
    if fitting.parsed.sentence.tokens[-1].text == "?":
        return []
    if any(fitting.chunks[at].sort is Sort.TRIGGER for at in span.members) or quotes(
        span, fitting.chunks, fitting.parsed
    ):
        return []
    role = next(
        (
            p
            for p in fitting.free(span)
            if (p.chunk.fresh or "successor" in p.chunk.classes) and fitting.fit(p, "role") and not p.chunk.definite
        ),
        None,
    )
    if role is None:
        return []
    at = span.members[0]
    draft = Draft(move, Voice.NOUN, move.kind, at, first=at, last=span.members[-1])
    likely = SURE if role.chunk.fresh else NAMED
    people = (p for p in fitting.free(span) if p is not role and not p.chunk.possessive)
    person = next((p for p in people if p.chunk.name is not None and fitting.fit(p, "person") >= likely), None)
    draft.person = person.chunk if person is not None else role.chunk
    if person is not None and person.at > role.at:
        return []
    filler.put_role(draft, role.chunk)
    filler.slots(span, at, draft, person or role)
    if not role.chunk.fresh and (person is None or draft.predecessor is None):
        return []
    if person is None and role.chunk.org is not None and says(span, role.at, after, fitting):
        return []
    return [draft] if draft.org is not None else []


def says(span: Span, at: int, after: Span | None, fitting: Fitting) -> bool:
    """Whether a clause is nobody but the one at `at`, and what a colon parts from it has a verb."""
    if after is None or span.members != [at] or fitting.chunks[after.members[0] - 1].low != ":":
        return False
    return fitting.finite(after) is not None


def heir(head: Span | None, span: Span, fitting: Fitting, filler: Filler) -> list[Draft]:
    """ "Sein Nachfolger steht fest: Jane Roe, bislang …": somebody's full name right behind a colon, before which nobody but the
    one successor is spoken of, in the clause `head`. What post that is the text has to have told.
    """
    move, at = fitting.pack.verbless, span.members[0]
    if move is None or move.kind is None or head is None or not span.phrases or fitting.finite(span) is not None:
        return []
    if fitting.chunks[at - 1].low != ":":
        return []
    named, told = span.phrases[0], [phrase for phrase in head.phrases if not phrase.preposition]
    whole = named.at == at and len(named.parts) == 1 and not named.preposition
    full = whole and named.chunk.type is Type.PERSON and " " in (named.chunk.name or "")
    post = told[0].chunk if len(told) == 1 else None
    if not full or post is None or "successor" not in post.classes or post.name is not None or post.org is not None:
        return []
    atoms = fitting.parsed.atoms[post.first : post.last - 1]
    if any(atom.what not in (What.DETERMINER, What.OWN) for atom in atoms):
        return []  # "Möglicher Nachfolger: …"
    told_before = replace(move, needs=frozenset({"vacancy"}))
    draft = Draft(told_before, Voice.NOUN, move.kind, at, first=at, last=span.members[-1])
    draft.person = named.chunk
    filler.put_role(draft, post)
    return [draft]


def carrier(span: Span, at: int, fitting: Fitting) -> str | None:
    """ "Acme mit weiteren Entlassungen": the firm that opens a headline without a verb."""
    first = span.phrases[0] if span.phrases else None
    if first is None or first.preposition or first.at > at:
        return None
    joined = any(chunk.low in fitting.pack.members("along") for chunk in fitting.chunks[first.at + 1 : at])
    # "Acme vor Stellenabbau"
    joined = joined or "prep" in fitting.pack.classes(fitting.chunks[at].low.partition(" ")[0])
    return fitting.named_org(first.chunk) if joined else None
