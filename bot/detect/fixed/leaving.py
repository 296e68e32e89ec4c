"""What only looks like an exit: a place that is left, somebody who is left with something, a word for a side.

In: the chunks of a sentence and the place of a verb of leaving. Out: whether nobody leaves a firm. It must never fill a slot.

Observed: "left" causes ("left four dead", "left him with no plan") more often than it tells an exit, stands in captions
("Roe, left, shakes hands"), and people set out for places. Fails where a person's name is a firm's that no table knows.
"""

from __future__ import annotations

from bot.detect.atoms import Type
from bot.detect.chunks import Chunk, Sort
from bot.detect.draft import Draft
from bot.detect.fixed.arguments import behind_trade, phrase_after
from bot.detect.fixed.clause import Clause
from bot.languages.pack import Trigger, Voice
from bot.model import Kind, Rank


def no_exit(clause: Clause, at: int, trigger: Trigger) -> bool:
    """Whether a verb of leaving tells no exit from a firm."""
    return (
        left_by(clause, at, trigger)
        or leaves_place(clause, at, trigger)
        or leaves_somebody(clause, at)
        or leaves_thing(clause, at, trigger)
        or aside(clause, at, trigger)
        or takes_object(clause, at, trigger)
    )


def left_by(clause: Clause, at: int, trigger: Trigger) -> bool:
    """Whether it is what somebody else has left ("fills the vacancy left by Jane Roe")."""
    after = clause.chunk(at + 1)
    return trigger.past and trigger.move.org == "object" and after is not None and after.low in clause.pack.agents


def leaves_place(clause: Clause, at: int, trigger: Trigger) -> bool:
    """Whether it is a place that somebody leaves or leaves for ("leaves California for Texas", "departed for Cape Town")."""
    after = clause.chunk(at + 1)
    if after is not None and after.sort is Sort.PREPOSITION and after.classes & {"leads_to", "source"}:
        if after.low not in trigger.move.to_at | trigger.move.from_at and "to" not in after.classes:
            return False
        after = clause.chunk(at + 2)
    elif after is not None and after.sort is Sort.AUXILIARY and "to" in after.classes:
        after = clause.chunk(at + 2)
    return after is not None and after.type is Type.PLACE and not after.possessive


def leaves_somebody(clause: Clause, at: int) -> bool:
    """Whether people are left in some state ("left him with no plan", "leaves Roe as sole chief")."""
    left, state = clause.chunk(at + 1), clause.chunk(at + 2)
    if left is None or state is None:
        return False
    if left.sort is Sort.PRONOUN and "own" not in left.classes:
        return True
    person = left.sort is Sort.NOUN and left.type is Type.PERSON and not left.possessive
    described = state.sort is Sort.OTHER and not state.classes & {"time", "month"}
    return person and (described or state.classes >= {"prep", "after_passive"} or "absolute" in state.classes)


def leaves_thing(clause: Clause, at: int, trigger: Trigger) -> bool:
    """Whether it tells what becomes of something ("leaves researchers looking for answers", "left four dead", "leaves fortune
    to charity").

    In running text a small word that is no adverb right behind the verb is what is left, and no firm. Fails on adverbs that
    the pack does not list.
    """
    after = clause.chunk(at + 1)
    if after is None:
        return False
    if after.sort is Sort.NOUN:
        some = after.group or "indefinite" in clause.parsed.atoms[after.first].classes
        return some and after.name is None and after.org is None and after.rank < Rank.LEAD and not after.own
    if (
        trigger.move.org != "object"
        or " " in clause.chunks[at].low
        or after.sort is not Sort.OTHER
        or clause.parsed.atoms[after.first].capital
        or behind_trade(clause, at + 1, clause.right_edge(at)) is not None
    ):
        return False  # "leaves investment bank Acme"
    timed = any("time" in chunk.classes for chunk in clause.chunks[at + 2 : at + 3])
    counted = "number" in after.classes or after.low.isdigit()
    bare = not timed and (counted or not after.classes - {"verb"} or "self" in after.classes)
    return bare and phrase_after(clause, at, trigger.move.to_at, "org") is None


def takes_object(clause: Clause, at: int, trigger: Trigger) -> bool:
    """Whether a verb that takes nobody has an object, and so means something else ("retires the last of its coal plants")."""
    after = clause.chunk(at + 1)
    phrasal = trigger.particle or " " in clause.chunks[at].low
    if trigger.move.org or trigger.move.object or after is None or phrasal:
        return False
    other = any(  # "resigns the top job", "this week", "the company said"
        chunk.classes & {"time", "month", "post", "say"} or chunk.role or chunk.sort is Sort.FIRM
        for chunk in clause.chunks[at + 1 : at + 5]
    )
    bare = after.sort is Sort.OTHER and "det" in after.classes and "sub" not in after.classes
    return bare and not other and trigger.voice is not Voice.NOUN


def aside(clause: Clause, at: int, trigger: Trigger) -> bool:
    """Whether a participle stands alone between commas ("Roe, left, shakes hands with Doe")."""
    before, after = clause.chunk(at - 1), clause.chunk(at + 1)
    alone = before is not None and after is not None and before.sort is after.sort is Sort.COMMA
    return alone and trigger.past


def removes_thing(clause: Clause, draft: Draft) -> bool:
    """Whether somebody only tells whose thing is removed or dismissed ("removes Roe's name", "the removal of
    Roe's posts", "dismisses Roe fraud claims")."""
    person = draft.person
    if draft.kind is not Kind.DEPARTURE or draft.move.person != "object" or draft.voice is Voice.PASSIVE:
        return False
    if person is None or person not in clause.chunks or clause.chunks.index(person) < draft.at:
        return False
    if person.possessive:
        return draft.voice in (Voice.ACTIVE, Voice.NOUN)
    behind = clause.chunks.index(person) + 1
    while behind < len(clause.chunks) and clause.chunks[behind].sort is Sort.OTHER:
        if "effects" in clause.chunks[behind].classes:
            return True
        if clause.chunks[behind].classes:
            return False
        behind += 1
    return False


def sells_out(clause: Clause, draft: Draft) -> bool:
    """Whether one who only owns a part of a firm, or buys from it, leaves it ("investor Jane Roe exits Acme")."""
    person = draft.person
    if draft.kind is not Kind.DEPARTURE or person is None or person.role is None or draft.role is not None:
        return False
    leaves = draft.move.person == "subject" or draft.voice is Voice.NOUN
    return leaves and "backer" in clause.pack.classes(person.role.casefold().rpartition(" ")[2])


def own_tale(clause: Clause, verb: int, person: Chunk) -> bool:
    """Whether it is the writer's or the reader's people of whom a sentence tells ("my co-founder quit", "you add a co-owner")."""
    places = {verb - 1, clause.chunks.index(person) - 1 if person in clause.chunks else -1}
    return not person.fresh and any(at >= 0 and "self" in clause.chunks[at].classes for at in places)
