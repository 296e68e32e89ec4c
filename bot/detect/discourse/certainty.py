"""How sure a text is of what it says: the status of a move from the hedges around it.

In: the hedges of a sentence, where the move stands in it, what the whole document hedges. Out: a status and who says
so.
It must never change what is claimed, only how firmly. Planned outranks reported where both hedge (reading rules).
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.detect.atoms import Parsed, What
from bot.detect.chunks import Chunk, Sort
from bot.languages.pack import Pack, Voice
from bot.model import ClaimStatus

NEGATION_REACH = 4  # chunks before a move in which a "not" still negates it


@dataclass(frozen=True, slots=True)
class Certainty:
    """A status, with the words that hedge."""

    status: ClaimStatus
    cue: str | None
    silent: bool = False
    """True where the clause only asks, wishes or supposes."""


def document_hedge(parsed: list[Parsed]) -> str | None:
    """The cue by which the whole document speaks of hearsay, where one does."""
    for sentence in parsed:
        for at, hedge, cue in sentence.hedges:
            opens = not at or sentence.atoms[at - 1].what is What.BREAK
            if hedge.scope == "document" and opens and (sentence.sentence.headline or sentence is parsed[0]):
                return cue
    return None


def passed_on(parsed: Parsed, chunks: list[Chunk]) -> str | None:
    """The cue by which a sentence says that the one before it is hearsay ("Das berichtet …"), None where it does not."""
    if not chunks or "passing_on" not in chunks[0].classes:
        return None
    cues = (cue for _, hedge, cue in parsed.hedges if hedge.status is ClaimStatus.REPORTED)
    return next(cues, None)


def certainty(
    parsed: Parsed,
    chunks: list[Chunk],
    at: int,
    pack: Pack,
    document: str | None,
    bounds: tuple[int, int] | None = None,
    denies: bool = True,
    beside: frozenset[str] = frozenset(),
) -> Certainty:
    """The certainty of the move whose trigger is chunk `at`, in the clause `bounds` where the binder knows it. With
    `denies` False a "not" belongs to the move itself ("does not extend the contract"); the cues `beside` it are about
    something else; those of hearsay reach no further than a colon or dash; of a noun "not" denies what it tells only
    beside a verb that says it happens.
    """
    free_order, hearsay = pack.free_order, pack.members("hearsay")
    left, right = bounds or clause(chunks, at)
    opening = left - 1 if left > 0 and chunks[left - 1].sort is Sort.SUBORDINATOR else left
    if free_order and opening and "complement" in chunks[opening].classes:
        opening, _ = clause(chunks, opening - 1)  # "Acme bestreitet, dass Roe geht": what is said of it hedges it
    fence = 0 if free_order else main_clause(chunks, left, at)
    reported = None if document and any("certain" in atom.classes for atom in parsed.atoms) else document
    planned: str | None = None
    denied: str | None = None
    for position, hedge, cue in parsed.hedges:
        if (position == chunks[at].first and free_order) or cue in beside:
            continue
        if hedge.scope == "document" and free_order and position and parsed.atoms[position - 1].what is not What.BREAK:
            continue
        if cue in hearsay and parted(parsed, position, chunks[at].first):
            continue
        if hedge.scope in ("document", "sentence") and hedge.status is ClaimStatus.REPORTED:
            reported = reported or cue
            continue
        inside = chunks[opening].first <= position and (
            position < chunks[right - 1].last
            if free_order
            else position <= chunks[at].first or (position == chunks[at].last and nominal(chunks[at]))
        )
        if hedge.scope == "sentence":
            inside = True
        elif chunks[left].first < position < fence:
            continue  # "As demand falls, Acme cuts jobs"
        if not inside or (position == chunks[at].first and chunks[at].low.startswith(cue)):
            continue
        if hedge.status is None:
            return Certainty(ClaimStatus.CONFIRMED, cue, silent=True)
        if hedge.status is ClaimStatus.PLANNED:
            planned = cue
        elif hedge.status is ClaimStatus.DENIED:
            denied = cue
        else:
            reported = reported or cue
    if free_order and parsed.sentence.headline and asked(parsed, chunks, right):
        planned = planned or "?"
    if free_order and nominal(chunks[at]):
        planned = planned or foreseen(chunks, at, right)
    if denied is None and denies and (planned is None or free_order) and negated(parsed, chunks, at, left, right, pack):
        denied = "not"
    if denied is not None:
        return Certainty(ClaimStatus.DENIED, denied)
    if planned is not None:
        return Certainty(ClaimStatus.PLANNED, planned)
    if reported is not None:
        return Certainty(ClaimStatus.REPORTED, reported)
    return Certainty(ClaimStatus.CONFIRMED, None)


def asked(parsed: Parsed, chunks: list[Chunk], right: int) -> bool:
    """Whether a clause that ends before chunk `right` is a question ("Wird Jane Roe neue Chefin? Das sagen die Zahlen")."""
    if right == len(chunks):
        return parsed.sentence.tokens[-1].text == "?"
    return chunks[right].sort is Sort.BREAK and parsed.atoms[chunks[right].first].text == "?"


def main_clause(chunks: list[Chunk], left: int, at: int) -> int:
    """The atom at which the trigger's own clause begins where a comma parts it from what comes before, and a subject stands right
    behind it ("Acme considering a sale, its chief departs"); 0 where there is none.
    """
    comma = next((back for back in range(at - 1, left, -1) if chunks[back].sort is Sort.COMMA), None)
    if comma is None or comma + 1 == at:
        return 0
    between = chunks[comma + 1 : at]
    if "modal" in between[0].classes and between[0].sort is Sort.AUXILIARY:
        return chunks[comma].first  # "Acme fails to raise cash, will cut 300 jobs"
    subject = between[0].sort is Sort.NOUN and (between[0].name is not None or between[0].role is not None)
    plain = all(
        c.sort in (Sort.NOUN, Sort.JOBS, Sort.CONJUNCTION, Sort.AUXILIARY) or "quality" in c.classes for c in between
    )
    return chunks[comma].first if subject and plain else 0


def nominal(chunk: Chunk) -> bool:
    """Whether a move is a noun, so that the verb that hedges stands behind it ("layoffs could hit Acme")."""
    return bool(chunk.triggers) and chunk.triggers[0].voice is Voice.NOUN


def foreseen(chunks: list[Chunk], at: int, right: int) -> str | None:
    """The word by which a clause ends that only expects what a noun tells, or holds it possible ("Entlassungen bei Acme
    erwartet", "Stellenabbau möglich"), None where there is none. What is more "als erwartet" is told as a fact.
    """
    comma = next((place for place in range(at + 1, right) if chunks[place].sort is Sort.COMMA), right)
    last = chunks[comma - 1]
    compares = comma - 1 > at and chunks[comma - 2].classes & {"as", "like"}
    return last.low if comma - 1 > at and "foreseen" in last.classes and not compares else None


def parted(parsed: Parsed, a: int, b: int) -> bool:
    """Whether a colon or dash stands between two atoms."""
    return any(atom.what is What.BREAK for atom in parsed.atoms[min(a, b) : max(a, b)])


def clause(chunks: list[Chunk], at: int) -> tuple[int, int]:
    """The clause around a chunk: from the last break or subordinator to the next."""
    left = at
    while left > 0 and chunks[left - 1].sort not in (Sort.BREAK, Sort.SUBORDINATOR):
        left -= 1
    right = at + 1
    while right < len(chunks) and chunks[right].sort not in (Sort.BREAK, Sort.SUBORDINATOR):
        right += 1
    return left, right


def negated(parsed: Parsed, chunks: list[Chunk], at: int, left: int, right: int, pack: Pack) -> bool:
    span = chunks[max(left, at - NEGATION_REACH) : at]
    if pack.free_order:
        ends = (place for place in range(at + 1, right) if chunks[place].sort is Sort.COMMA)
        clause = chunks[left : next(ends, right)]
        if any(
            "negation" in atom.classes
            for chunk in clause
            if wanted(chunk)
            for atom in parsed.atoms[chunk.first : chunk.last]
        ):
            return True
        if nominal(chunks[at]) and pack.members("occurs").isdisjoint(chunk.low for chunk in clause):
            # "nimmt den Stellenabbau nicht hin": what is denied is something else, but "sieht keine Entlassungen"
            return any({"det", "negation"} <= chunk.classes for chunk in chunks[left:at])
        span = [chunk for chunk in clause if chunk.sort is not Sort.NOUN]
    return any(
        "negation" in chunk.classes and not (at + 1 < len(span) and span[at + 1].low.isdigit())  # "No. 2"
        for at, chunk in enumerate(span)
    )


def wanted(chunk: Chunk) -> bool:
    """Whether a phrase names what a move gives or takes, jobs or a post, so that "no" before it denies the move."""
    return chunk.sort is Sort.JOBS or (chunk.sort is Sort.NOUN and chunk.role is not None and chunk.name is None)
