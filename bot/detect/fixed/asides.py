"""Finds whom an aside between commas says more of, where a verb stands behind the aside.

In: the chunks of a sentence and a place. Out: the phrase in front of the aside, or nothing. It must never take a phrase that
a preposition governs.
"""

from __future__ import annotations

from bot.detect.atoms import Type
from bot.detect.chunks import Chunk, Sort
from bot.detect.fixed.clause import Clause

LEAST = 4  # chunks of somebody and the apposition behind them


def apposed(clause: Clause, at: int) -> Chunk | None:
    """The firm that a phrase with an article between commas says more of ("Acme, an Initech company, names …"), if it does."""
    after = at + 1
    while after < len(clause.chunks) and clause.chunks[after].sort is Sort.FIRM:
        after += 1
    closed = after < len(clause.chunks) and clause.chunks[after].sort is Sort.COMMA
    if not closed or at < 2 or not clause.chunks[at].definite or clause.chunks[at - 1].sort is not Sort.COMMA:
        return None
    before = clause.chunks[at - 2]
    return before if before.sort is Sort.NOUN and before.firm and not clause.behind_preposition(at - 2) else None


def explained(clause: Clause, at: int, verb: int) -> Chunk | None:
    """The firm that a long apposition around the word at `at` says more of, where a comma closes it before the verb ("Acme, the
    Ohio-based maker of toys, has cut …")."""
    close = verb - 1
    while close > at and clause.chunks[close].sort in (Sort.AUXILIARY, Sort.OTHER):
        close -= 1
    if close <= at or clause.chunks[close].sort is not Sort.COMMA:
        return None
    for back in range(at - 1, 0, -1):
        chunk, before = clause.chunks[back], clause.chunks[back - 1]
        if chunk.sort in (Sort.TRIGGER, Sort.AUXILIARY, Sort.BREAK, Sort.SUBORDINATOR) or clause.is_verb(back):
            return None
        if chunk.sort is Sort.COMMA:
            named = before.sort is Sort.NOUN and before.firm and not clause.behind_preposition(back - 1)
            return before if named and not before.possessive else None
    return None


def described(clause: Clause, at: int, want: str) -> Chunk | None:
    """Whom words right before the verb describe: an apposition that a comma closes ("Roe, former head of Acme, has left"), or a
    relative clause without commas ("Roe who is president of Acme has left").
    """
    if want != "person":
        return None
    back = at - 1
    while (
        back > 0
        and clause.chunks[back].sort in (Sort.AUXILIARY, Sort.OTHER)
        and "verb" not in clause.chunks[back].classes
    ):
        back -= 1
    if clause.chunks[back].sort is not Sort.COMMA:
        return said_to_be(clause, back)
    return introduced(clause, back) if back >= LEAST else None


def said_to_be(clause: Clause, at: int) -> Chunk | None:
    """Whom a relative clause without commas calls by a post that ends at `at`, as wires write ("Jane Roe who is president of
    Acme has left")."""
    for opens in range(at - 1, max(0, at - 8), -1):
        chunk, named = clause.chunks[opens], clause.chunks[opens - 1]
        if "rel" in chunk.classes:
            told = clause.chunks[opens + 1].sort is Sort.AUXILIARY and named.sort is Sort.NOUN
            return named if told and named.type is Type.PERSON and named.role is None else None
        if chunk.sort in (Sort.TRIGGER, Sort.COMMA, Sort.BREAK, Sort.SUBORDINATOR):
            return None
    return None


def introduced(clause: Clause, comma: int) -> Chunk | None:
    """Whom a long apposition describes that ends at a comma ("Roe, former head of a pioneer and an investor in Acme, has
    joined"): the person before its first comma, where no verb stands between.
    """
    for at in range(comma - 3, -1, -1):
        chunk, after = clause.chunks[at], clause.chunks[at + 1]
        if chunk.sort in (Sort.TRIGGER, Sort.AUXILIARY, Sort.BREAK, Sort.SUBORDINATOR) or clause.is_verb(at):
            return None
        named = chunk.type is Type.PERSON or (chunk.type is Type.UNKNOWN and " " in (chunk.name or ""))
        if chunk.sort is Sort.NOUN and named and after.sort is Sort.COMMA and chunk.role is None:
            told = clause.chunks[at + 2]
            other = clause.behind_preposition(at) or (told.sort is Sort.NOUN and told.name is not None)
            return None if other or told.sort is Sort.CONJUNCTION else chunk
    return None
