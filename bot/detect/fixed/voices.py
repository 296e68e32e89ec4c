"""Tells active from passive where the form of a verb leaves it open ("named").

In: the chunks of a sentence and a trigger's place. Out: its voice. It must never fill a slot.
"""

from __future__ import annotations

from bot.detect.atoms import Type
from bot.detect.chunks import Chunk, Sort
from bot.detect.fixed.arguments import object_of, phrase_after, subject_of
from bot.detect.fixed.clause import Clause
from bot.languages.names import names
from bot.languages.pack import Trigger, Voice
from bot.model import Kind, Rank

TAKEN = frozenset({"det", "own", "quantity", "company_pronoun"})  # classes of words that open an object


def voice_of(clause: Clause, at: int, trigger: Trigger) -> Voice:
    """Active or passive, where the form itself leaves it open."""
    if trigger.voice is not Voice.ANY:
        return trigger.voice
    if trigger.move.person == "subject" and not trigger.move.predecessor:
        return Voice.ACTIVE
    for back in range(at - 1, max(-1, at - 5), -1):
        chunk = clause.chunks[back]
        if chunk.sort is Sort.AUXILIARY:
            if "be" in chunk.classes:
                return Voice.PASSIVE
            if "have" in chunk.classes and back == at - 1:
                return Voice.ACTIVE
            continue
        if chunk.sort is Sort.TRIGGER and "be" in clause.pack.classes(chunk.low.rpartition(" ")[2]):
            return Voice.PASSIVE
        if chunk.sort not in (Sort.OTHER, Sort.TRIGGER):
            break
    if trigger.move.predecessor and at + 1 < len(clause.chunks) and clause.chunks[at + 1].low in clause.pack.agents:
        return Voice.PASSIVE
    after = clause.chunk(at + 1)
    if trigger.move.person == "object":
        if at and "company_pronoun" in clause.chunks[at - 1].classes:
            return Voice.ACTIVE  # "We hired more workers"
        firm = at and clause.chunks[at - 1].type is Type.ORG and clause.chunks[at - 1].role is None
        if firm and after is not None and after.sort is Sort.JOBS:
            return Voice.ACTIVE  # "after Acme removed several editors"
        if after is not None and (after.sort is Sort.PRONOUN or (after.sort is Sort.OTHER and after.classes & TAKEN)):
            return Voice.ACTIVE
        if after is None or after.sort in (Sort.PREPOSITION, Sort.BREAK, Sort.COMMA):
            subject = subject_of(clause, at, "person")
            if subject is not None and (subject.role is not None or personal(subject)):
                return Voice.PASSIVE
            if (
                subject is not None
                and subject.org is not None
                and after is not None
                and after.low in trigger.move.role_at
            ):
                return Voice.PASSIVE  # "Acme's Roeham picked as chief"
        if trigger.past and board_of_other(clause, at, trigger):
            return Voice.PASSIVE
        if trigger.past and (does_to_thing(clause, at) or (after is not None and after.type is Type.PLACE)):
            return Voice.ACTIVE
        subject = subject_of(clause, at, "person")
        person = object_of(clause, at, "person")
        if (
            subject is not None
            and (
                person is None
                or (
                    person.name is None
                    and (person.org is None or trigger.move.kind is not Kind.DEPARTURE)
                    and not person.group
                )
            )
            and (subject.type is Type.PERSON or (subject.role is not None and subject.name is None))
        ):
            return Voice.PASSIVE
        told = clause.headline and trigger.past and subject is not None and personal(subject)
        if told and person is not None and person.name is None and not (person.fresh or person.group):
            return Voice.PASSIVE  # "Jane Roe named CFO": headlines tell in the present
        if person is None and subject is None:
            return (
                Voice.PASSIVE
                if at + 1 < len(clause.chunks) and "after_passive" in clause.pack.classes(clause.chunks[at + 1].low)
                else Voice.ACTIVE
            )
    return Voice.ACTIVE


def board_of_other(clause: Clause, at: int, trigger: Trigger) -> bool:
    """Whether a lone strange name opens a headline before a verb that leads to a post at a firm ("Roeham named to Acme's
    board")."""
    if not clause.headline or at != 1:
        return False
    subject = clause.chunks[0]
    strange = subject.sort is Sort.NOUN and subject.type is Type.UNKNOWN and subject.role is None and subject.name
    role = phrase_after(clause, at, trigger.move.role_at, "role") if strange else None
    known = role is not None and role.org is not None and role.rank is Rank.BOARD and role.org != subject.name
    return known and at + 1 < len(clause.chunks) and clause.chunks[at + 1].low in trigger.move.role_at


def does_to_thing(clause: Clause, at: int) -> bool:
    """Whether a thing stands right behind a verb in the past ("the chief dumped shares", "the chief dismissed concerns")."""
    after = clause.chunk(at + 1)
    if after is None or after.sort is not Sort.OTHER or not after.low.endswith(clause.pack.plural_nouns):
        return False
    return not after.classes or "equity" in after.classes


def personal(chunk: Chunk) -> bool:
    """Whether a name is surely or by its two words a person's."""
    words = (chunk.name or "").casefold().split()
    return chunk.type is Type.PERSON or (
        chunk.type is Type.UNKNOWN
        and len(words) > 1
        and not any(word in names().org_words or word in names().legal_forms for word in words)
    )
