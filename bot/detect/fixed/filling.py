"""Fills the slots that prepositions lead to and the bare role of "names X president".

In: the chunks of a sentence and a draft whose person is bound. Out: the draft, filled. It must never look for a person.
"""

from __future__ import annotations

from bot.detect.atoms import Type, What
from bot.detect.chunks import Chunk, Sort
from bot.detect.draft import JOIN, Draft
from bot.detect.fixed.arguments import NEAR, object_of, phrase_after, timed
from bot.detect.fixed.clause import Clause
from bot.detect.fixed.employers import tenure_of
from bot.detect.fixed.lists import aged, group_members
from bot.detect.fixed.view import DATED, dates
from bot.languages.pack import Voice
from bot.model import Kind, Rank

SPOT = 5  # chunks of a post without a title ("the top advertising post")


def fill(clause: Clause, at: int, draft: Draft) -> None:
    """Fills the slots that prepositions lead to, and the bare role of "names X president"."""
    move = draft.move
    role = phrase_after(clause, at, move.role_at, "role")
    if role is not None and role is not draft.person and role.name is None:
        put_role(clause, draft, seat(clause, role))
    if draft.role is None and "object" in move.role_at:
        bare_role(clause, at, draft)
        goal = phrase_after(clause, at, clause.pack.members("leads_to"), "role")  # "picks Initech alum for CFO"
        other = goal is not None and move.kind is Kind.DEPARTURE and tells_further(clause, at, goal)
        if draft.role is None and goal is not None and goal is not draft.person and goal.name is None and not other:
            put_role(clause, draft, goal)
    if draft.role is None and draft.kind is Kind.DEPARTURE and move.person == "subject":
        held = long_held(clause, at)
        if held is not None:
            draft.role, draft.rank, draft.role_chunk = held.role, held.rank, held
    if draft.role is None and draft.person is not None and takes_title(clause, draft, draft.person):
        put_role(clause, draft, draft.person)
    if draft.role is None and move.person == "object" and draft.person is not None and draft.person.type is Type.PERSON:
        draft.role = spot_of(clause, at, draft.person)
    posted = draft.person is not None and draft.person.name is None and draft.person.fresh
    if draft.role is None and move.role_at and draft.person and not posted and move.kind is not Kind.DEPARTURE:
        draft.role = task_of(clause, at, draft.person)
    if move.person == "subject":
        draft.tenure = tenure_of(clause, at)
    if "object" in move.from_at and draft.jobs is None and move.kind is Kind.ACQUIHIRE:
        held = object_of(clause, at, "person")
        draft.from_org = held.org if held is not None and held.name is None else None
    source = phrase_after(clause, at, move.from_at, "org")
    if source is not None and not far_off(clause, at, draft, source):
        draft.from_org = source.name
    elif (
        draft.jobs is not None
        and "opening" not in draft.jobs.classes
        and move.kind is Kind.HIRING_PUSH
        and draft.jobs.org != draft.org
    ):
        draft.from_org = draft.jobs.org
    if "object" in move.from_at and draft.from_org is None:
        org = object_of(clause, at, "org")
        draft.from_org = org.name if org else None
    target = phrase_after(clause, at, move.to_at, "org")
    if target is not None:
        draft.to_org = target.name
    place = phrase_after(clause, at, move.org_at, "org")
    if place is not None and (draft.org is None or draft.voice is Voice.PASSIVE or near(clause, at, place)):
        draft.org = place.name


def long_held(clause: Clause, at: int) -> Chunk | None:
    """The post that somebody leaves after a time in it ("quits Acme after eight years as its chief executive")."""
    edge = clause.right_edge(at)
    likewise = clause.pack.members("likewise")
    for ahead in range(at + 1, min(edge, at + SPOT)):
        if "circumstance" in clause.chunks[ahead].classes and timed(clause, ahead):
            chunk = phrase_after(clause, ahead, likewise, "role")
            return chunk if chunk is not None and chunk.name is None and not chunk.former else None
    return None


def far_off(clause: Clause, at: int, draft: Draft, source: Chunk) -> bool:
    """Whether a firm far behind the verb is another than the one that the post of whoever goes is said to be in ("Acme chief Roe
    will resign in May, the parent of Orbit and Initech said")."""
    person = draft.person
    if draft.kind is not Kind.DEPARTURE or person is None or person.org is None or person.former or person.role is None:
        return False
    behind = next((i for i, chunk in enumerate(clause.chunks) if i > at and chunk.name == source.name), at)
    between = clause.chunks[at + 1 : behind]
    parted = any(chunk.sort in (Sort.COMMA, Sort.FIRM) or chunk.low.isdigit() for chunk in between)
    return len(between) > SPOT and parted


def tells_further(clause: Clause, at: int, chunk: Chunk) -> bool:
    """Whether a clause behind that of a verb tells of what stands there ("Roe would step down and Doe join its board")."""
    between = clause.chunks[at : clause.chunks.index(chunk)]
    return any(one.sort in (Sort.CONJUNCTION, Sort.COMMA, Sort.SUBORDINATOR) for one in between)


def takes_title(clause: Clause, draft: Draft, person: Chunk) -> bool:
    """Whether the post before a name is the one that is filled ("names new chief Jane Roe", "elects two directors, Jane Roe and
    John Doe", in headlines also "appoints chief Jane Roe").
    """
    if person.group and person.name is None and draft.kind is Kind.APPOINTMENT and draft.move.person == "object":
        return (
            not person.former
            and person in clause.chunks
            and bool(group_members(clause, draft, clause.chunks.index(person)))
        )
    if draft.kind is Kind.DEPARTURE or draft.move.person != "object" or person.role is None or person.name is None:
        return False
    if "object" in draft.move.role_at and not person.former and aged(clause, person):
        return True
    told_new = person.fresh and not (person.own and draft.kind is Kind.PROMOTION)
    told_new = told_new or ("newcomer" in draft.move.needs and said_new(clause, draft.at))
    if told_new or (person.rank is Rank.BOARD and draft.kind is Kind.HIRE and clause.headline):
        return True
    bare = person.org is None and not (person.own or person.former or person.group)
    if draft.kind is Kind.HIRE and person.rank >= Rank.LEAD and not person.group and one_of_kind(clause, person):
        return True
    least = Rank.LEAD if draft.kind is Kind.APPOINTMENT else Rank.C_LEVEL  # "hires CFO Jane Roe"
    if not (bare and clause.headline and draft.kind in JOIN and person.rank >= least):
        return False
    at = clause.chunks.index(person)
    after = clause.chunk(at + 1)
    ends = after is None or after.sort in (Sort.BREAK, Sort.COMMA) or bool(after.classes & {"circumstance", "sub"})
    return ends and at > draft.at and draft.voice is Voice.ACTIVE


def one_of_kind(clause: Clause, person: Chunk) -> bool:
    """Whether an article tells a firm's need and a comma then whom it found ("hires a general counsel, Jane Roe, from Acme")."""
    atoms = clause.parsed.atoms[person.first : person.last]
    comma = next((place for place, atom in enumerate(atoms) if atom.what is What.COMMA), 0)
    told = any(atom.what in (What.FORMER, What.NAME) for atom in atoms[:comma])  # "hires a former Acme chief, Jane Roe"
    return "indefinite" in atoms[0].classes and comma > 0 and not told


def near(clause: Clause, at: int, chunk: Chunk) -> bool:
    """Whether a nominal move has a phrase right behind it ("layoffs at Acme")."""
    return clause.chunks[at].triggers[0].voice is Voice.NOUN and chunk in clause.chunks[at + 1 : at + 4]


def spot_of(clause: Clause, at: int, person: Chunk) -> str | None:
    """ "names X to the top finance spot", "hires X for a design role", "for a role leading its cloud unit": a post without a
    title."""
    if person not in clause.chunks or clause.chunks.index(person) < at:
        return None
    lead = clause.chunks.index(person) + 1
    if lead >= len(clause.chunks) or "leads_to" not in clause.chunks[lead].classes:
        return None
    first = lead + 1
    while first < len(clause.chunks) and clause.chunks[first].classes & {"det", "fresh", "own"}:
        first += 1
    for last in range(first, min(clause.right_edge(at), first + SPOT)):
        chunk = clause.chunks[last]
        if "post" in chunk.classes and last + 1 < len(clause.chunks) and "tasked" in clause.chunks[last + 1].classes:
            return duty(clause, last)
        if "post" in chunk.classes:
            goes_on = last + 1 < len(clause.chunks) and "of" in clause.chunks[last + 1].classes
            return clause.text(first, last + 1) if last > first and not goes_on else None
        if chunk.sort not in (Sort.OTHER, Sort.NOUN, Sort.JOBS) or chunk.type is Type.PERSON:
            return None
    return None


def task_of(clause: Clause, at: int, person: Chunk) -> str | None:
    """ "names X to lead its cloud unit": the task in place of a title."""
    draft_subject = clause.chunks.index(person) < at if person in clause.chunks else False
    for ahead in range(at + 1, min(clause.right_edge(at), at + NEAR)):
        chunk = clause.chunks[ahead]
        if chunk.sort is Sort.TRIGGER and any(trigger.move.adjacent for trigger in chunk.triggers):
            return duty(clause, ahead) if draft_subject or told_of(clause, person, ahead) else None
    return None


def told_of(clause: Clause, person: Chunk, at: int) -> bool:
    """Whether nobody else is named between a person and a task, but those who share it in a headline's list."""
    if person not in clause.chunks:
        return False
    between = clause.chunks[clause.chunks.index(person) + 1 : at]
    listed = clause.headline and all(
        chunk.sort in (Sort.COMMA, Sort.CONJUNCTION) or (chunk.sort is Sort.NOUN and chunk.human and chunk.role is None)
        for chunk in between
    )
    return listed or not any(chunk.sort is Sort.NOUN and chunk.human for chunk in between)


def duty(clause: Clause, at: int) -> str | None:
    """The words of a task, from its verb to where the phrase ends ("to lead its cloud unit in Asia")."""
    last, edge = at + 1, clause.right_edge(at)
    while last < edge and clause.chunks[last].sort not in (Sort.COMMA, Sort.SUBORDINATOR):
        chunk = clause.chunks[last]
        if clause.other_move(chunk) and not (last > at + 1 and heads_phrase(clause, last)):
            break
        dated = last + 1 < edge and clause.chunks[last + 1].classes & {"month", "time"}
        after = clause.chunks[last + 1] if last + 1 < edge else None
        if chunk.sort is Sort.CONJUNCTION and after is not None and after.type is Type.PERSON:
            break  # "to chair the board and Jane Roe to its board"
        if dates([after.classes for after in clause.chunks[last : min(edge, last + DATED)]]):
            break
        clause_opens = "sub" in chunk.classes and chunk.sort in (Sort.PREPOSITION, Sort.OTHER)
        account = "say" in chunk.classes  # "to lead its bond desk according to a memo"
        if ((clause_opens or account or "circumstance" in chunk.classes) and last > at + 1) or (
            chunk.sort is Sort.PREPOSITION and dated
        ):
            break
        last += 1
    return clause.text(at, last).partition(" ")[2] if last > at + 1 else None


def heads_phrase(clause: Clause, at: int) -> bool:
    """Whether a word that can be a verb ends a phrase ("to lead its AI push")."""
    bare = all(not trigger.past and not trigger.gerund for trigger in clause.chunks[at].triggers)
    return bare and clause.chunks[at - 1].sort is Sort.OTHER


def seat(clause: Clause, role: Chunk) -> Chunk:
    """The post on a board that is told right behind it ("to its board as a non-executive director"), else the role itself."""
    at = clause.chunks.index(role)
    link, post = clause.chunk(at + 1), clause.chunk(at + 2)
    if role.rank is not Rank.BOARD or link is None or post is None or "likewise" not in link.classes:
        return role
    return post if post.role is not None and post.name is None else role


def put_role(clause: Clause, draft: Draft, role: Chunk) -> None:
    draft.role, draft.rank, draft.role_chunk = role.role, role.rank, role
    if draft.kind in JOIN and takes_seat(clause, draft, role):
        draft.rank = Rank.BOARD
    left = draft.kind is Kind.DEPARTURE and draft.move.person == "object"  # "tells of removing Roe as chief of Initech"
    owner = clause.parsed.atoms[role.first]
    owned = role.rank is Rank.BOARD and owner.possessive and owner.text == role.org
    seat = owned and draft.kind in JOIN and draft.move.person == "object"  # "a fund nominates Roe to Acme's board"
    person = draft.person
    if role.org is not None and (draft.org is None or left or seat) and not role.former:
        draft.org = role.org
    elif role.own and draft.org is None and person is not None and not (person.former or person.possessive):
        draft.org = person.org  # "Acme's head of research, Jane Roe, becomes its chief scientist"


def takes_seat(clause: Clause, draft: Draft, role: Chunk) -> bool:
    """Whether a post that can be one of many kinds is a seat on the board: somebody is elected to it, is one of several, or "a"
    stands before it ("elected Jane Roe a director", "was named a director of Acme", but "the museum names Jane Roe director")."""
    if "seat" not in clause.pack.classes((role.role or "").casefold()):
        return False
    elected = "vote" in clause.pack.classes(clause.chunks[draft.at].low.rpartition(" ")[2])
    return elected or role.group or any("indefinite" in a.classes for a in clause.parsed.atoms[role.first : role.last])


def bare_role(clause: Clause, at: int, draft: Draft) -> None:
    edge = min(clause.right_edge(at), at + NEAR)
    seen = draft.voice is Voice.PASSIVE or draft.move.person == "subject"
    loose = 0
    for ahead in range(at + 1, edge):
        chunk = clause.chunks[ahead]
        if chunk is draft.person:
            seen = True
            continue
        if chunk.sort is Sort.TRIGGER:
            break
        if chunk.sort is Sort.CONJUNCTION and draft.move.person == "subject":
            return  # "Roe would step down and a director would follow"
        if chunk.sort is Sort.NOUN:
            if (
                seen
                and chunk.role is not None
                and chunk.name is None
                and not clause.behind_preposition(ahead)
                and loose < 3
            ):
                put_role(clause, draft, chunk)
                return
            joined = clause.chunks[ahead - 1].sort is Sort.CONJUNCTION and chunk.type is Type.PERSON
            if seen and not clause.behind_preposition(ahead) and not (joined and chunk.role is None):
                return  # but "names Roe and Doe co-heads"
        elif chunk.sort in (Sort.COMMA, Sort.BREAK) and seen and (ahead > at + 2 or draft.kind is Kind.DEPARTURE):
            return
        elif seen:
            loose += 1


def said_new(clause: Clause, at: int) -> bool:
    """Whether a verb itself says that the post behind it is a new one ("announces new")."""
    return "fresh" in clause.pack.classes(clause.chunks[at].low.rpartition(" ")[2])
