"""Tells a move that is only looked back on from news: by "had", by a year, by "last year", as a time of something else.

In: a draft and the chunks of its sentence. Out: whether it lies back. It must never ask what day it is: the text says so itself.

Observed: steps further back in a career bring a year or "had".
"""

from __future__ import annotations

from bot.detect.chunks import Chunk, Sort
from bot.detect.draft import Draft
from bot.detect.tokens import is_year
from bot.languages.pack import Voice
from bot.model import Kind

REACH = 18  # chunks after a move in which a year still dates it
WORKED = 6  # chunks at the beginning of a sentence that tell where somebody worked


def looks_back(draft: Draft, chunks: list[Chunk], headline: bool) -> bool:
    """Whether a move is told as something that lies back: by "had", by a year, by "last year", as a time of something
    else ("after joining the company"). A headline tells news, whatever year it names.
    """
    at = draft.at
    if draft.voice is Voice.NOUN or not chunks[at].triggers:
        return False
    ahead = False
    for back in range(at - 1, max(-1, at - 4), -1):
        chunk = chunks[back]
        if chunk.sort is Sort.AUXILIARY:
            if draft.kind is not Kind.DEPARTURE and back and dates_exit(chunks, back):
                return True
            if "perfect_past" in chunk.classes:
                return not any("say" in earlier.classes for earlier in chunks[:back])
            ahead = ahead or "modal" in chunk.classes
        elif chunk.sort is not Sort.OTHER:
            break
    if ahead:
        return False
    before = chunks[at - 1] if at else None
    trigger = chunks[at].triggers[0]
    came = trigger.past and draft.kind is not Kind.DEPARTURE
    if came and (bygone(chunks, at) or introduced(chunks, at) or dates_other(chunks, at)):
        return True
    if trigger.past and not headline and dated_before(chunks, at):
        return True
    if draft.kind is Kind.DEPARTURE and (since(chunks, at) or closes_career(chunks, at)):
        return True
    if before is not None and trigger.gerund and before.classes & {"sub"}:
        spanned = at > 1 and "time" in chunks[at - 2].classes  # "returns a year after leaving"
        # "files for bankruptcy after laying off 600": what is counted is news all the same
        counted = draft.kind is Kind.LAYOFFS and draft.number and not spanned
        if spanned or (draft.kind is not Kind.DEPARTURE and not counted):
            return True
    dated = not headline or (draft.kind is not Kind.DEPARTURE and relative(chunks, at))
    end = draft.last + 1 if draft.last > draft.first else at + 1 + REACH
    for chunk in chunks[at + 1 : min(end, at + 1 + REACH)]:
        if chunk.sort in (Sort.BREAK, Sort.SUBORDINATOR) or any(
            t.voice is not Voice.NOUN and not t.gerund for t in chunk.triggers
        ):
            break
        if "onset" in chunk.classes:
            return False  # "was named chief, effective March 1, 2019"
        if "past_time" in chunk.classes:
            return True
        if (trigger.past or relative(chunks, at)) and dated and tells_year(chunk.low):
            return True
    return False


def dates_other(chunks: list[Chunk], at: int) -> bool:
    """Whether a pronoun's clause only tells when something else was ("after he became chief", "when she joined")."""
    return at > 1 and chunks[at - 1].sort is Sort.PRONOUN and "temporal" in chunks[at - 2].classes


def dates_exit(chunks: list[Chunk], at: int) -> bool:
    """Whether the auxiliary at `at` opens what only dates something else ("leaves a year after being named to the post")."""
    return "be" in chunks[at].classes and "past_be" not in chunks[at].classes and "sub" in chunks[at - 1].classes


def dated_before(chunks: list[Chunk], at: int) -> bool:
    """Whether a year opens the clause of a verb ("In 2010 Roe joined Acme")."""
    for back in range(at - 1, max(0, at - 6), -1):
        if chunks[back].sort is Sort.BREAK or chunks[back].triggers:
            return False
        if tells_year(chunks[back].low) and "leads_to" in chunks[back - 1].classes:
            return back == 1 or chunks[back - 2].sort is Sort.BREAK
    return False


def introduced(chunks: list[Chunk], at: int) -> bool:
    """Whether a clause only says who somebody is of whom the sentence tells another move ("Roe, who became head of cloud, is
    leaving")."""
    if not relative(chunks, at):
        return False
    comma = next((place for place in range(at + 1, len(chunks)) if chunks[place].sort is Sort.COMMA), len(chunks))
    after = next((chunk for chunk in chunks[comma + 1 : comma + 4] if chunk.sort is not Sort.AUXILIARY), None)
    return after is not None and any(one.voice is not Voice.NOUN and not one.past for one in after.triggers)


def relative(chunks: list[Chunk], at: int) -> bool:
    """Whether a verb only describes somebody, in a clause of its own ("Roe, who became chief in 2015, steps down")."""
    return any("rel" in chunk.classes for chunk in chunks[max(0, at - 2) : at])


def since(chunks: list[Chunk], at: int) -> bool:
    """Whether an exit only dates what has come since ("has worked in secret since leaving Acme", "since Roe left")."""
    for back in range(at - 1, max(-1, at - 3), -1):
        if "since" in chunks[back].classes:
            return True
        if chunks[back].sort not in (Sort.PRONOUN, Sort.NOUN):
            return False
    return False


def closes_career(chunks: list[Chunk], at: int) -> bool:
    """Whether an exit only ends what a sentence tells of somebody's career ("She spent six years at Acme before leaving in 2019 to
    advise founders")."""
    gerund = at > 0 and "earlier_than" in chunks[at - 1].classes and any(t.gerund for t in chunks[at].triggers)
    return gerund and any("worked" in chunk.classes for chunk in chunks[:WORKED])


def bygone(chunks: list[Chunk], at: int) -> bool:
    """Whether the clause of the verb at `at` only dates what came earlier ("had led cloud before he came to Acme").

    An exit told so can be the news itself ("She ran cloud before she left Acme last week").
    """
    for back in range(at - 1, max(-1, at - 4), -1):
        if "earlier_than" in chunks[back].classes:
            return True
        if chunks[back].sort not in (Sort.PRONOUN, Sort.NOUN, Sort.AUXILIARY, Sort.OTHER):
            return False
    return False


def tells_year(word: str) -> bool:
    """Whether a word is a year, perhaps with a mark or letter behind it ("2010s")."""
    return is_year(word[:4]) and len(word) in (4, 5) and not word[4:].isdigit()
