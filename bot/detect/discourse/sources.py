"""Who says so, and how many from where: what stands beside a claim in its sentence.

In: the atoms and chunks of a sentence. Out: the attribution as written, whether somebody answers for it by name, and
the counts of a hiring, in all and by origin. It must never change what is claimed.
"""

from __future__ import annotations

from bot.detect.atoms import Parsed, What
from bot.detect.chunks import Chunk, Sort
from bot.detect.draft import Draft

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


def counts(parsed: Parsed, chunks: list[Chunk], draft: Draft) -> tuple[tuple[str, str], ...]:
    """How many are hired: in all, which has no origin, and by origin. What is counted with its origin is no total."""
    by_origin = draft.numbers or numbers(parsed, chunks, draft.at)
    counted_before = {digits(count) for count, _ in by_origin}
    return (*(one for one in total(parsed, chunks, draft.jobs) if digits(one[0]) not in counted_before), *by_origin)


def digits(count: str) -> str:
    return "".join(filter(str.isdigit, count))


def counted(parsed: Parsed, number: int) -> str:
    """A number with the words before it that belong to it ("more than 20")."""
    return words(parsed, _opening(parsed, number), number + 1)


def _opening(parsed: Parsed, number: int) -> int:
    start = number
    while start > 0 and number - start < COUNT and parsed.atoms[start - 1].classes & {"measure", "quantity"}:
        start -= 1
    return start


def total(parsed: Parsed, chunks: list[Chunk], jobs: Chunk | None) -> tuple[tuple[str, str], ...]:
    """How many are hired in all, wherever they come from, as a count without an origin; nothing where no digits say it.

    Observed: "plans to hire 3,000 engineers", "wirbt mehr als 50 Fachleute ab", "Bosch mit 10.000 Mitarbeitern stellt 200
    Ingenieure ein". It takes the phrase of staff that the verb takes, or the only one that no preposition governs. It fails
    where the number stands apart ("adds jobs, 600 in all").
    """
    if jobs is None:
        return ()
    free = [at for chunk in chunks if chunk.sort is Sort.JOBS and (at := _free_number(parsed, chunk)) is not None]
    own = _free_number(parsed, jobs)
    if own is None and len(free) != 1:
        return ()
    return ((counted(parsed, free[0] if own is None else own), ""),)


def _free_number(parsed: Parsed, jobs: Chunk) -> int | None:
    """Where a phrase of staff says its number in digits, unless a preposition governs it."""
    for at in range(jobs.first, jobs.last):
        atom = parsed.atoms[at]
        if atom.what is What.NUMBER and any(map(str.isdigit, atom.text)) and not atom.text.endswith("%"):
            before = _opening(parsed, at) - 1
            return None if before >= 0 and parsed.atoms[before].what is What.PREPOSITION else at
    return None


def numbers(parsed: Parsed, chunks: list[Chunk], at: int) -> tuple[tuple[str, str], ...]:
    """The counts by origin behind the move at chunk `at` ("more than 20 from Acme, 13 from Initech")."""
    found: list[tuple[str, str]] = []
    count: str | None = None
    for index in range(at + 1, len(chunks)):
        chunk = chunks[index]
        first, last = chunk.first, chunk.last
        number = next((i for i in range(first, last) if parsed.atoms[i].what is What.NUMBER), None)
        if number is not None and any(map(str.isdigit, parsed.atoms[number].text)):
            count = counted(parsed, number)
        if chunk.sort is Sort.NOUN and count is not None and index and "source" in chunks[index - 1].classes:
            name = chunk.name or chunk.org
            if name is not None:
                found.append((count, name))
                count = None
    return tuple(found)
