"""Puts a sentence straight that opens with its verb, so that whoever it is about stands before it as everywhere else.

    "Named president was Jane Roe"   ·   "Also leaving are Jane Roe, treasurer"   ·   "Those leaving include Jane Roe"

In: the chunks of a sentence in the order of the text. Out: the same chunks, in the order of a plain sentence where it was turned
round. It must never drop a chunk.

Observed: wires and trade papers put the participle first to have the names last, mostly in a list with posts, which semicolons
may part. What a comma sets behind the names without a relative clause stays behind the verb. Fails where the names
behind "was" only tell who somebody is ("Hired as a clerk was Jane Roe before she sang").
"""

from __future__ import annotations

from dataclasses import replace

from bot.detect.atoms import Type
from bot.detect.chunks import Chunk, Sort
from bot.languages.pack import Pack

REACH = 12  # chunks from the participle to its "was"
STOPS = (Sort.BREAK, Sort.SUBORDINATOR)  # behind which another clause begins


def straight(chunks: list[Chunk], pack: Pack) -> list[Chunk]:
    """The chunks, the subject first."""
    first = next((at for at, chunk in enumerate(chunks[:2]) if not chunk.classes & {"also", "det"}), 0)
    if len(chunks) < first + 3 or not opens(chunks[first]):
        return chunks
    be = next((at for at in range(first + 1, min(len(chunks), first + REACH)) if is_be(chunks[at], pack)), 0)
    end = names_end(chunks, be + 1) if be else 0
    if not end or any(chunk.sort in STOPS for chunk in chunks[first + 1 : be]):
        return chunks
    verb = chunks[be]
    people = [replace(chunk, sort=Sort.COMMA) if chunk.sort is Sort.BREAK else chunk for chunk in chunks[be + 1 : end]]
    helper = replace(verb, sort=Sort.AUXILIARY, triggers=(), classes=verb.classes | {"be"})
    rest = described_to(chunks, end)
    return [*people, *chunks[end:rest], helper, *chunks[:be], *chunks[rest:]]


def described_to(chunks: list[Chunk], end: int) -> int:
    """Where the words end that say more of whom a list names last ("head of the company's Linden plant", "who ran its plant")."""
    at = end
    while at < len(chunks) and chunks[at].sort not in (Sort.COMMA, Sort.CONJUNCTION, Sort.BREAK):
        at += 1
    if at + 1 < len(chunks) and chunks[at].sort is Sort.COMMA and "rel" in chunks[at + 1].classes:
        return next((last for last in range(at + 1, len(chunks)) if chunks[last].sort is Sort.BREAK), len(chunks))
    return at


def opens(chunk: Chunk) -> bool:
    """Whether a participle of a move stands there ("Named …", "Leaving …")."""
    return any(t.gerund or (t.past and t.move.person == "object") for t in chunk.triggers)


def is_be(chunk: Chunk, pack: Pack) -> bool:
    """Whether a chunk is a form of "be" or "include", also where it could be a move itself ("will be")."""
    if chunk.sort is Sort.TRIGGER:
        return "be" in pack.classes(chunk.low.rpartition(" ")[2])
    return (chunk.sort is Sort.AUXILIARY and "be" in chunk.classes) or chunk.classes >= {"include", "verb"}


def names_end(chunks: list[Chunk], start: int) -> int:
    """Where the list of people from `start` on ends, 0 where nobody is named there."""
    end = at = start
    while at < len(chunks):
        chunk = chunks[at]
        if chunk.sort is Sort.NOUN and chunk.name is not None and chunk.type is Type.PERSON:
            end = at + 1
        elif not (chunk.sort in (Sort.COMMA, Sort.CONJUNCTION) or (chunk.low == ";" and at > start)):
            break
        at += 1
    return end if end > start else 0
