"""Tells when a clause says that what it tells was: lately, long ago, or before what else is told.

In: a clause with the chunks of its sentence. Out: whether it looks back, or dates its beginning. It must never bind a phrase.
"""

from __future__ import annotations

from bot.detect.atoms import Atom, Parsed, What
from bot.detect.chunks import Chunk
from bot.detect.free.phrases import Phrase, Span
from bot.languages.pack import Pack

DATE = 5  # words from "since" to the month


def atoms_of(span: Span, chunks: list[Chunk], parsed: Parsed) -> list[Atom]:
    """The atoms of a clause, in their order."""
    return [atom for at in span.members for atom in parsed.atoms[chunks[at].first : chunks[at].last]]


def only_when(phrase: Phrase, pack: Pack) -> bool:
    """Whether a phrase only tells when or how something comes about ("zum Jahresende", "auf eigenen Wunsch"), and no aim: what
    has the case of an aim is one ("geht in sein fünftes Jahr").
    """
    aims = "dat" not in phrase.cases or "acc" in pack.case_marks.get(phrase.preposition, ())
    return not aims and bool(phrase.chunk.classes & {"time", "month", "manner"})


def since_lately(span: Span, chunks: list[Chunk], parsed: Parsed) -> bool:
    """Whether a clause dates what it tells by a day or month ("seit dem 1. Mai", "seit Montag"): then it is news, no tenure."""
    atoms = atoms_of(span, chunks, parsed)
    for place, atom in enumerate(atoms):
        if "until_now" not in atom.classes or atom.what is not What.PREPOSITION:
            continue
        later = atoms[place + 1 : place + DATE]
        month = any("month" in one.classes for one in later)
        if month and any(one.what is What.NUMBER for one in later):
            return True
        if any("lately" in one.classes for one in later[:2]):
            return True
    return False
