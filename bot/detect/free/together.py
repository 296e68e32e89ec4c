"""What the drafts of one sentence tell together: careers by stages, further people of one verb, deals for people.

In: the drafts of a sentence. Out: the drafts, more or fewer of them. It must never bind a phrase anew.
"""

from __future__ import annotations

from dataclasses import replace

from bot.detect.atoms import Type
from bot.detect.chunks import Chunk, Sort
from bot.detect.draft import Draft
from bot.detect.free.fitting import Fitting
from bot.detect.free.phrases import Phrase, Span
from bot.languages.pack import Move, Voice
from bot.model import Kind


def stages(found: list[Draft], spans: list[Span], fitting: Fitting) -> list[Draft]:
    """ "arbeitete bei Acme, wechselte später zu Initech und dann zu Globex": a career, stage by stage, which is no
    news.
    """
    result: list[Draft] = []
    for draft in found:
        span = next((span for span in spans if draft.at in span.members), None)
        names: list[str] = []
        for phrase in span.phrases if span is not None and draft.kind is Kind.HIRE else ():
            name = fitting.named_org(phrase.chunk) if phrase.preposition in draft.move.to_at else None
            if name is not None and phrase.at > draft.at and not fitting.bystander(phrase):
                names += [name]
        if len(names) < 2 or draft.person is None or draft.person.name is None:
            result.append(draft)
            continue
        before = next((d.org for d in found if d.move.tenure and d.person is draft.person), draft.from_org)
        for left, joined in zip([before, *names], names, strict=False):
            result.append(replace(draft, from_org=left, to_org=joined, org=None, past=True))
    return result


def gapped(found: list[Draft], fitting: Fitting) -> list[Draft]:
    """ "Jane Roe wird Chefin und John Doe Finanzchef", "Jane Roe führt die Finanzen, John Doe den Einkauf": a further person and
    post or field that share the verb.
    """
    further: list[Draft] = []
    chunks = fitting.chunks
    for draft in found:
        if draft.role_chunk is None or draft.voice is Voice.NOUN or draft.person is None or draft.person.name is None:
            continue
        at = next((i for i, chunk in enumerate(chunks) if chunk is draft.role_chunk), len(chunks))
        while at + 3 < len(chunks):
            step = 3 + (at + 4 < len(chunks) and chunks[at + 3].low in draft.move.role_at)  # "… und Doe zum Finanzchef"
            link, person, post = *chunks[at + 1 : at + 3], chunks[at + step]
            if link.sort not in (Sort.CONJUNCTION, Sort.COMMA) or person.type is not Type.PERSON or person.role:
                break
            field = post.sort is Sort.OTHER and draft.role_chunk.sort is Sort.OTHER and fitting.noun(post)
            field = field and not post.classes & {"time", "month"}
            if not field and (post.sort is not Sort.NOUN or post.role is None or post.name is not None):
                break
            role = fitting.parsed.atoms[post.last - 1].text if field else post.role
            copy = replace(draft, person=person, role=role, role_chunk=post, rank=post.rank)
            copy.org = post.org or draft.org
            if draft.org is None and post.org is not None:
                draft.org = post.org
            further.append(copy)
            at += step
    return further


def included(span: Span, who: Phrase, chunks: list[Chunk]) -> list[Chunk]:
    """Those of a group without names whom the clause names after all ("Mehrere Vorstände gehen, darunter Jane Roe")."""
    if not who.chunk.group or who.chunk.name is not None:
        return []
    at = next((at for at in span.members if "include" in chunks[at].classes), None)
    named = [p for p in span.phrases if at is not None and p.at > at and not p.preposition]
    return [part for p in named[:1] for part in p.parts if part.type is Type.PERSON and part.name is not None]


def deals(found: list[Draft]) -> list[Draft]:
    """Money for a firm in order to hire its people ("Um X anzuwerben, investierte Acme in sein Unternehmen
    Initech").
    """
    deal = next((draft for draft in found if of_money(draft.move) and draft.from_org), None)
    found = [draft for draft in found if not of_money(draft.move) or draft is deal]
    if deal is None:
        return found
    rest = [draft for draft in found if draft is not deal]
    hire = next((draft for draft in rest if draft.kind is Kind.HIRE and draft.person is not None), None)
    if hire is None:
        return rest
    rest.remove(hire)
    return [*rest, replace(deal, person=hire.person)]


def outcomes(found: list[Draft]) -> list[Draft]:
    """Where a clause says that a firm's change costs its jobs ("Acme-Umbau kostet 300 Stellen"), what it costs is the news."""
    cut = {(draft.org, draft.first) for draft in found if draft.kind is Kind.LAYOFFS}
    noun = Voice.NOUN
    return [d for d in found if not (d.kind is Kind.REORG and d.voice is noun and (d.org, d.first) in cut)]


def of_money(move: Move) -> bool:
    """Whether a deal is told as money paid; one whose object is a team names that itself."""
    return move.kind is Kind.ACQUIHIRE and not move.object
