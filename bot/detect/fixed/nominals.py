"""Binds moves that are nouns ("the resignation of Jane Roe", "layoffs at Acme"): whose they are, and which firm tells them.

In: the chunks of a sentence, the place of a noun, its draft. Out: the draft with its person or its firm. It must never read a
verb's arguments.
"""

from __future__ import annotations

from dataclasses import replace

from bot.detect.atoms import Type
from bot.detect.chunks import Chunk, Sort
from bot.detect.draft import JOIN, Draft
from bot.detect.fixed.arguments import phrase_after, subject_of
from bot.detect.fixed.clause import Clause
from bot.detect.fixed.employers import announcer, employer_of, put_org, struck_firm
from bot.languages.pack import Voice
from bot.model import ClaimStatus, Kind, Rank

STOP_REACH = 4  # chunks before a noun in which a verb can tell that it is slowed or ended


def nominal(clause: Clause, at: int, draft: Draft) -> None:
    move = draft.move
    before = clause.chunks[at - 1] if at else None
    if move.person:
        person = phrase_after(clause, at, move.person_at, "person")
        if person is None and move.person_at and at + 1 < len(clause.chunks):
            ahead = clause.chunks[at + 1]
            if (
                ahead.sort is Sort.NOUN
                and ahead.human
                and any("of" in clause.pack.classes(word) for word in clause.chunks[at].low.split())
            ):
                person = ahead
        if (
            person is None
            and before is not None
            and before.sort is Sort.NOUN
            and before.human
            and (before.possessive or before.role)
        ):
            person = before
        if person is None and before is not None and "own" in before.classes and theirs(clause, at):
            person = before
        if person is None and any(hedge.status is ClaimStatus.DENIED for _, hedge, _ in clause.parsed.hedges):
            person = subject_of(clause, at, "person")  # "dismissed speculation about an early departure"
        draft.person = person
        body = widened(clause, at) if draft.kind in JOIN and person is not None else None
        if body is not None:
            draft.role, draft.rank, draft.role_chunk = body.role, body.rank, body
            draft.org = body.org
        owner = before is not None and before.sort is Sort.NOUN and before.firm and before.possessive
        if before is not None and owner and draft.kind in (Kind.HIRE, Kind.DEPARTURE):
            put_org(clause, draft, before)  # "Acme's hiring of Jane Roe", "Acme's ouster of its chief"
        elif person is not None and person.org is None:
            draft.org = draft.org or announcer(clause, at)
    else:
        glued = before is not None and clause.parsed.atoms[before.first].glued  # "in its post-Roe overhaul"
        if before is not None and before.sort is Sort.NOUN and before.firm and not glued:
            put_org(clause, draft, before)
        elif before is not None and before.sort is Sort.NOUN and before.org is not None:
            draft.org = before.org
        else:
            put_org(clause, draft, subject_of(clause, at, "org"))
            draft.org = draft.org or employer_of(clause, at, None) or struck_firm(clause, at)


def widened(clause: Clause, at: int) -> Chunk | None:
    """The body that grows by whoever is named ("expands its board with the appointment of Jane Roe")."""
    back = at - 1
    while back > 0 and "det" in clause.chunks[back].classes:
        back -= 1
    if back < 1 or "absolute" not in clause.chunks[back].classes:
        return None
    body = clause.chunks[back - 1]
    held = body.sort is Sort.NOUN and body.name is None and body.role is not None and body.rank is Rank.BOARD
    if not held or body.role is None or clause.behind_preposition(back - 1):
        return None
    words = body.role.split()
    while len(words) > 1 and "verb" in clause.pack.classes(words[0].casefold()):
        words = words[1:]  # "Expands Board"
    return replace(body, role=" ".join(words))


def theirs(clause: Clause, at: int) -> bool:
    """Whether a nominal move is that of whoever a pronoun before it means ("his resignation"), and no part of a thing's name
    ("their retirement savings")."""
    after = clause.chunk(at + 1)
    thing = after is not None and after.sort is Sort.OTHER and not after.classes
    return clause.chunks[at - 1].sort is Sort.OTHER or (clause.chunks[at - 1].sort is Sort.PRONOUN and not thing)


def stopped(clause: Clause, at: int) -> bool:
    """Whether what a firm does is slowed or ended ("Acme slows its job cuts", "ends hiring freeze")."""
    for chunk in reversed(clause.chunks[max(1, at - STOP_REACH) : at]):
        if "stops" in chunk.classes:
            return True
        if chunk.sort is not Sort.OTHER:
            return False
    return False


def counted_over_time(clause: Clause, at: int) -> bool:
    """Whether statistics tell how much of something there is ("layoffs rose in May"), and no firm what it does."""
    after = clause.chunk(at + 1)
    return after is not None and "varies" in clause.pack.classes(after.low)


def wanted(clause: Clause, at: int) -> bool:
    """Whether somebody only wants a post's holder to go ("activist seeks CEO ouster", "wants the removal of its chief")."""
    for chunk in reversed(clause.chunks[max(0, at - STOP_REACH) : at]):
        if "wants" in clause.pack.classes(chunk.low):
            return True
        if chunk.sort not in (Sort.NOUN, Sort.OTHER):
            return False
    return False


def urged(clause: Clause, at: int) -> bool:
    """Whether somebody only wants a firm or a group to act ("urges Acme to fire its directors", "asks its managers to leave")."""
    if at < 3 or "to" not in clause.chunks[at - 1].classes:
        return False
    asked = clause.chunks[at - 2]
    group = asked.group and asked.name is None
    return (asked.firm or group) and "wants" in clause.pack.classes(clause.chunks[at - 3].low.rpartition(" ")[2])


def noun_of(clause: Clause, at: int) -> bool:
    """Whether a word that can be a noun stands bare behind one name, which a verb would not ("reshuffle follows Roe exit"), or
    behind an article ("gave no reasons for the cuts or a headcount").
    """
    leads = clause.chunks[at - 1].classes if at else frozenset()
    formed = any(trigger.past or trigger.gerund for trigger in clause.chunks[at].triggers)
    if leads & {"det", "own"} and "sub" not in leads and clause.chunks[at - 1].sort is Sort.OTHER and not formed:
        return True
    if at < 2:
        return False
    before, lead = clause.chunks[at - 1], clause.chunks[at - 2]
    if before.sort is Sort.OTHER and "figure" in before.classes and lead.sort is Sort.PREPOSITION and not formed:
        return True  # "over pay cuts"
    if not any(trigger.voice is Voice.NOUN for trigger in clause.chunks[at].triggers):
        return False
    one = before.sort is Sort.NOUN and before.name is not None and before.role is None and not before.possessive
    verb = "verb" in lead.classes or (before.type is Type.ORG and lead.sort is Sort.PREPOSITION)  # "after Acme exit"
    return one and not formed and verb and not clause.chunks[at].low.endswith("s")
