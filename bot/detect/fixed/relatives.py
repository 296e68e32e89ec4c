"""Sets a relative clause that interrupts a sentence behind it, so that what belongs together stands together.

    "Acme named Jane Roe, who has led its labs since 2010, as chief"
    "Acme named Jane Roe as chief"   ·   "Jane Roe, who has led its labs since 2010"

In: the atoms or the chunks of a sentence in the order of the text. Out: the same chunks, the relative clause last and whom it
tells of before it once more. It must never look for what a verb takes.

Observed: leads put half of what they know of somebody between two commas behind the name, so that the verb, the post or the
firm stands up to twenty words away. A clause that ends the sentence stays where it is. Fails where the clause has commas of
its own before what could go on with the sentence ("who ran Acme and, as chief, Initech, to").
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from bot.detect.atoms import Atom, Type, What
from bot.detect.chunks import Chunk, Sort

LONGEST = 30  # chunks of a relative clause
DASHES = "–—-"
ACTS = (What.TRIGGER, What.AUXILIARY)
GOES_ON = frozenset({"after_passive", "source"})  # classes of prepositions that lead from a verb to what it takes
TELLS = (Sort.TRIGGER, Sort.AUXILIARY)


def undashed(atoms: list[Atom]) -> None:
    """Makes commas of two dashes that stand around what is said of somebody ("Jane Roe – a veteran of the trade – has left")."""
    dashes = [at for at, atom in enumerate(atoms) if atom.what is What.BREAK and atom.low in DASHES]
    for opening, closing in pairwise(dashes):
        if not opening or closing + 1 >= len(atoms) or closing > opening + LONGEST:
            continue
        before, after = atoms[opening - 1], atoms[closing + 1]
        named = before.what is What.ROLE or (before.what is What.NAME and before.type is Type.PERSON)
        if named and (after.what in ACTS or after.classes & GOES_ON or "verb" in after.classes):
            atoms[opening].what = atoms[closing].what = What.COMMA


def uninterrupted(chunks: list[Chunk]) -> list[Chunk]:
    """The chunks, each relative clause that interrupts the sentence behind it."""
    if not any("rel" in chunk.classes for chunk in chunks):
        return chunks
    found: list[Chunk] = []
    behind: list[Chunk] = []
    at = 0
    while at < len(chunks):
        found.append(chunks[at])
        end = interrupts(chunks, at)
        if end:
            behind += [replace(chunks[at + 1], sort=Sort.BREAK, low=";"), *chunks[at:end]]
            at = end
        at += 1
    return [*found, *behind]


def interrupts(chunks: list[Chunk], at: int) -> int:
    """Where the comma stands that closes a relative clause about whom or what is named at `at`, 0 where none interrupts."""
    if at + 4 >= len(chunks) or chunks[at + 1].sort is not Sort.COMMA or "rel" not in chunks[at + 2].classes:
        return 0
    head = chunks[at]
    if head.sort is not Sort.NOUN or (head.name is None and head.role is None):
        return 0
    for close in range(at + 4, min(len(chunks) - 1, at + LONGEST)):
        if chunks[close].sort is Sort.BREAK:
            return 0
        if chunks[close].sort is Sort.COMMA and goes_on(chunks, close + 1):
            return close
    return 0


def goes_on(chunks: list[Chunk], at: int) -> bool:
    """Whether a chunk goes on with the sentence behind a relative clause: a verb, a post, somebody, what a verb leads to."""
    chunk = chunks[at]
    if chunk.sort in TELLS or "verb" in chunk.classes:
        return True
    if chunk.sort is Sort.CONJUNCTION and at + 3 < len(chunks):
        one, told = chunks[at + 1], chunks[at + 2].sort is Sort.COMMA and "rel" in chunks[at + 3].classes
        return one.sort is Sort.NOUN and one.human and (one.type is Type.PERSON or told)
    if chunk.sort is Sort.NOUN:
        return chunk.role is not None and chunk.name is None and chunk.type is not Type.ORG
    return bool(chunk.classes & GOES_ON)
