"""Who says so, and how many from where: what stands beside a claim in its sentence.

In: the atoms and chunks of a sentence. Out: the attribution as written, whether somebody answers for it by name, and
the counts of a hiring by origin. It must never change what is claimed.
"""

from __future__ import annotations

from bot.detect.atoms import Parsed, What
from bot.detect.chunks import Chunk, Sort

COUNT = 4  # words before a number that still belong to it ("more than 20")


def sayer(parsed: Parsed, chunks: list[Chunk]) -> tuple[str | None, bool]:
    """Who says what the sentence says, and whether that is a person or firm by name (or "the company")."""
    for at, chunk in enumerate(chunks[:-1]):
        if "say" not in chunks[at + 1].classes or "press" in chunks[at + 1].classes:
            continue
        if chunk.sort is Sort.NOUN or chunk.sort is Sort.FIRM:
            first = chunk.first
            if chunk.sort is Sort.FIRM and at and "det" in chunks[at - 1].classes:
                first = chunks[at - 1].first
            named = chunk.sort is Sort.FIRM or chunk.name is not None or chunk.role is not None
            return words(parsed, first, chunk.last), named
    return None, False


def cue(parsed: Parsed, hedge: str) -> str:
    """A hedge as the sentence writes it, up to the next mark."""
    for at, _, low in parsed.hedges:
        if low == hedge:
            last = at
            while last < len(parsed.atoms) and parsed.atoms[last].what not in (What.COMMA, What.BREAK, What.TRIGGER):
                last += 1
            begun = parsed.atoms[at].first if at < len(parsed.atoms) else len(parsed.sentence.tokens)
            length = len(hedge.split())
            first = max(0, begun)
            return joined(
                parsed, first, max(first + length, min(parsed.atoms[last - 1].last if last else 0, first + 9))
            )
    return hedge


def words(parsed: Parsed, first: int, last: int) -> str:
    """The words of atoms `first` up to `last`, as written."""
    return joined(parsed, parsed.atoms[first].first, parsed.atoms[last - 1].last).rstrip(" ,")


def joined(parsed: Parsed, first: int, last: int) -> str:
    parts: list[str] = []
    tokens = parsed.sentence.tokens[first:last]
    for index, token in enumerate(tokens):
        if index and token.start > tokens[index - 1].end:
            parts.append(" ")
        parts.append(token.text)
    return "".join(parts)


def numbers(parsed: Parsed, chunks: list[Chunk], at: int) -> tuple[tuple[str, str], ...]:
    """The counts by origin behind the move at chunk `at` ("more than 20 from Acme, 13 from Initech")."""
    found: list[tuple[str, str]] = []
    count: str | None = None
    for index in range(at + 1, len(chunks)):
        chunk = chunks[index]
        first, last = chunk.first, chunk.last
        number = next((i for i in range(first, last) if parsed.atoms[i].what is What.NUMBER), None)
        if number is not None and any(map(str.isdigit, parsed.atoms[number].text)):
            start = number
            while start > 0 and number - start < COUNT and parsed.atoms[start - 1].classes & {"measure", "quantity"}:
                start -= 1
            count = words(parsed, start, number + 1)
        if chunk.sort is Sort.NOUN and count is not None and index and "source" in chunks[index - 1].classes:
            name = chunk.name or chunk.org
            if name is not None:
                found.append((count, name))
                count = None
    return tuple(found)
