"""Further people and firms under the same verb: "names X president and Y treasurer", "X and Y leave", "replaces X with Y".

In: the chunks of a sentence and a complete draft. Out: a draft for each further one. It must never find a person that
no conjunction, comma or list ties to the first.
"""

from __future__ import annotations

from dataclasses import replace

from bot.detect.atoms import Type
from bot.detect.chunks import Chunk, Sort
from bot.detect.draft import Draft
from bot.detect.fixed.arguments import NEAR, phrase_after
from bot.detect.fixed.clause import Clause
from bot.languages.pack import Voice
from bot.model import Kind, Rank


def successors(clause: Clause, at: int, draft: Draft) -> list[Draft]:
    """Who takes the post of the one who goes ("replaces its CEO with Jane Roe")."""
    move = draft.move
    new = phrase_after(clause, at, move.successor_at, "person")
    if new is None or draft.person is None or (new.name is None and not (new.former and new.org is not None)):
        return []  # but "replaces its CEO with a former Initech boss"
    role = draft.person.role
    return [
        replace(draft, kind=Kind.APPOINTMENT, person=new, predecessor=draft.person, role=role, role_chunk=draft.person)
    ]


def further_people(clause: Clause, at: int, draft: Draft) -> list[Draft]:
    """Further people under the same verb: "names X president and Y treasurer", "X and Y leave"."""
    if draft.person is None:
        return further_firms(clause, at, draft) if not draft.move.person or draft.group else []
    if draft.person.sort not in (Sort.NOUN, Sort.JOBS):
        return []
    start = clause.chunks.index(draft.person)
    if draft.person.group and draft.person.name is None:
        members = group_members(clause, draft, start)
        return (
            members + (list_left(clause, at, draft, start) if members and start < at else [])
            or announced(clause, draft)
            or (further_firms(clause, at, draft) if draft.move.group is not None else [])
        )
    more: list[Draft] = []
    if start > at:
        more += list_right(clause, at, draft, start)
    elif start < at:
        more += list_left(clause, at, draft, start) + gapped(clause, at, draft) + besides(clause, draft, start)
    return more


def besides(clause: Clause, draft: Draft, start: int) -> list[Draft]:
    """Who is named behind words that add somebody to the subject ("Roe will leave, along with Doe", "Roe will leave, as will
    Doe"); the post that the first one leaves is not theirs."""
    goes = draft.kind is Kind.DEPARTURE
    if draft.move.person != "subject" or draft.voice is Voice.NOUN or not (goes or draft.move.org):
        return []
    more: list[Draft] = []
    for look in range(start + 1, clause.right_edge(draft.at)):
        if look > draft.at and clause.other_move(clause.chunks[look]):
            break
        added = clause.chunk(look + 1) if "besides" in clause.chunks[look].classes else likewise(clause, look)
        if added is not None and added.type is Type.PERSON and not added.possessive:
            bare = replace(draft, person=added, role=None, role_chunk=None, rank=Rank.OTHER)
            more.append(bare if goes else replace(draft, person=added))
    return more


def likewise(clause: Clause, at: int) -> Chunk | None:
    """Who ends a clause of a conjunction and an auxiliary alone (", as will Doe")."""
    if "likewise" not in clause.chunks[at].classes:
        return None
    verb, person, after = clause.chunk(at + 1), clause.chunk(at + 2), clause.chunk(at + 3)
    helps = verb is not None and verb.sort is Sort.AUXILIARY
    return person if helps and (after is None or after.sort in (Sort.BREAK, Sort.COMMA)) else None


def gapped(clause: Clause, at: int, draft: Draft) -> list[Draft]:
    """Further people behind the role of the first ("Roe will become chairman and Doe president", "as chairman and Doe as
    president")."""
    if draft.role_chunk is None or draft.role_chunk not in clause.chunks:
        return []
    start = clause.chunks.index(draft.role_chunk)
    more: list[Draft] = []
    for look in range(start + 1, clause.right_edge(at) - 1):
        chunk, role = clause.chunks[look], clause.chunks[look + 1]
        if role.low in draft.move.role_at and look + 2 < len(clause.chunks):
            role = clause.chunks[look + 2]
        if clause.other_move(chunk) or chunk.sort in (Sort.BREAK, Sort.AUXILIARY):
            break
        if chunk.sort is Sort.NOUN and chunk.type is Type.PERSON and role.role is not None and role.name is None:
            more.append(replace(draft, person=chunk, role=role.role, rank=role.rank, role_chunk=role))
    return more


def group_members(clause: Clause, draft: Draft, start: int) -> list[Draft]:
    """The people of a group, where their names follow it ("two researchers, Jane Roe and John Doe")."""
    group = clause.chunks[start]
    more: list[Draft] = []
    after = start + 1
    for ahead in range(start + 1, min(len(clause.chunks), start + NEAR)):
        if (first := counts_in(clause, ahead)) is not None:
            after = first
            break
        other = ahead != draft.at and clause.other_move(clause.chunks[ahead])
        if other or clause.chunks[ahead].sort is Sort.BREAK:
            break
    if after == start + 1 and after + 2 < len(clause.chunks) and clause.chunks[after].sort is Sort.PREPOSITION:
        after += 2 if clause.chunks[after + 1].firm and clause.chunks[after + 2].sort is Sort.COMMA else 0
    listed = False
    for chunk in clause.chunks[after:]:
        if chunk.sort in (Sort.COMMA, Sort.CONJUNCTION) or (chunk.low == ":" and not more) or chunk.low == ";":
            listed = listed or chunk.low == ":"
            continue
        named = chunk.sort is Sort.NOUN and chunk.type is Type.PERSON and not chunk.possessive
        elsewhere = chunk.org is not None and after == start + 1 and not listed
        if not named or (elsewhere and not (draft.kind is Kind.APPOINTMENT and start > draft.at)):
            break
        member = chunk if chunk.org is not None else replace(chunk, org=group.org, org_type=group.org_type)
        if member.role is None and draft.kind is Kind.DEPARTURE and draft.role is None:
            member = replace(member, role=group.role, rank=group.rank)  # "two vice presidents, Roe and Doe, quit"
        made = replace(draft, person=replace(member, former=member.former or group.former))
        if chunk.role is not None and chunk.org is None and draft.role_chunk is group and group.rank < Rank.DIRECTOR:
            made = replace(made, role=chunk.role, rank=chunk.rank, role_chunk=chunk)  # "two officers: Roe, treasurer"
        if made.role is None and draft.kind is Kind.APPOINTMENT and group.rank >= Rank.DIRECTOR and not group.former:
            made = replace(made, role=group.role, rank=group.rank, role_chunk=group)
        more.append(made)
    return more


def counts_in(clause: Clause, at: int) -> int | None:
    """Where the names begin behind words at `at` that count them among several told before (", including Roe", ", among them
    Roe"), if they do."""
    if "include" in clause.chunks[at].classes and clause.governs(at):
        return at + 1  # but "its customers include Roe"
    them = clause.chunk(at + 1)
    aside = clause.chunks[at].sort is Sort.PREPOSITION and clause.chunks[at - 1].sort is Sort.COMMA
    return at + 2 if aside and them is not None and "plural_pronoun" in them.classes else None


def announced(clause: Clause, draft: Draft) -> list[Draft]:
    """The people of a group, where their names stand before a colon ("Jane Roe, John Doe: Acme lost two executives")."""
    colon = next((at for at, chunk in enumerate(clause.chunks) if chunk.sort is Sort.BREAK), 0)
    people = [chunk for chunk in clause.chunks[:colon] if chunk.sort not in (Sort.COMMA, Sort.CONJUNCTION)]
    named = all(chunk.sort is Sort.NOUN and chunk.type is Type.PERSON and chunk.role is None for chunk in people)
    if not named or len(people) < 2 or clause.chunks[colon].low != ":" or draft.at < colon:
        return []
    return [replace(draft, person=chunk) for chunk in people]


def included(clause: Clause, at: int, draft: Draft) -> list[Draft]:
    """The people by name among those whom a firm hires by number ("hires 20 from Acme, including its chief Jane Roe")."""
    move = next((t.move for t in clause.chunks[at].triggers if t.move.kind is Kind.HIRE and t.move.person), None)
    start = next(filter(None, (counts_in(clause, ahead) for ahead in range(at + 1, len(clause.chunks)))), None)
    if move is None or start is None or any(clause.other_move(chunk) for chunk in clause.chunks[at + 1 : start]):
        return []
    more: list[Draft] = []
    for chunk in clause.chunks[start:]:
        if chunk.sort is Sort.NOUN and chunk.type is Type.PERSON:
            more.append(replace(draft, move=move, kind=Kind.HIRE, person=chunk, jobs=None, role=None, role_chunk=None))
        elif chunk.sort not in (Sort.COMMA, Sort.CONJUNCTION):
            break
    return more


def further_firms(clause: Clause, at: int, draft: Draft) -> list[Draft]:
    """Further firms that do the same ("A, B and C have hired experts")."""
    start = next(
        (i for i in range(at - 1, -1, -1) if clause.chunks[i].name is not None and clause.chunks[i].name == draft.org),
        None,
    )
    if start is None:
        return []
    if draft.org in (together := listed_firms(clause, at)):
        return [replace(draft, org=name) for name in together if name != draft.org]
    more: list[Draft] = []
    look = start - 1
    while look > 0 and clause.chunks[look].sort in (Sort.COMMA, Sort.CONJUNCTION):
        while look > 0 and clause.chunks[look].sort in (Sort.COMMA, Sort.CONJUNCTION):
            look -= 1
        chunk = clause.chunks[look]
        if chunk.sort is not Sort.NOUN or chunk.type is not Type.ORG or chunk.role is not None:
            break
        if clause.behind_preposition(look):
            break  # "After layoffs at Acme, Initech freezes hiring"
        more.append(replace(draft, org=chunk.name))
        look -= 1
    return more


def listed_firms(clause: Clause, at: int) -> list[str]:
    """The firms of a list with "and" before its last that opens a clause and ends right before the verb, whatever they are called
    ("Acme and Kelvora to cut jobs"), if one stands there."""
    last = at
    while last > 0 and clause.chunks[last - 1].sort in (Sort.AUXILIARY, Sort.OTHER):
        last -= 1
    names: list[str] = []
    tied = False
    for chunk in reversed(clause.chunks[clause.left_edge(at) : last]):
        if chunk.sort in (Sort.COMMA, Sort.CONJUNCTION):
            tied = tied or (len(names) == 1 and chunk.sort is Sort.CONJUNCTION)
        elif chunk.sort is Sort.NOUN and chunk.firm and chunk.org is None and chunk.name and not chunk.possessive:
            names.append(chunk.name)
        else:
            return []
    return names if tied else []


def list_left(clause: Clause, at: int, draft: Draft, start: int) -> list[Draft]:
    more: list[Draft] = []
    look = start - 1
    while look > 0 and (clause.chunks[look].sort in (Sort.COMMA, Sort.CONJUNCTION) or clause.closed(look)):
        while look > 0 and clause.chunks[look].sort in (Sort.COMMA, Sort.CONJUNCTION):
            look -= 1
        chunk = clause.chunks[look]
        if chunk.group and chunk.name is None and chunk.role is not None and clause.chunks[look + 1].sort is Sort.COMMA:
            if draft.kind is Kind.DEPARTURE:  # "two vice presidents, Roe and Doe, quit"
                share_title(chunk, [draft, *more])
            look -= 1
            continue
        governed = clause.behind_preposition(look) and "sub" not in clause.chunks[look - 1].classes
        taken = look > 0 and clause.chunks[look - 1].sort is Sort.TRIGGER  # the object of another move
        if chunk.sort is not Sort.NOUN or not chunk.human or governed or taken:
            break
        together = clause.chunks[look + 1].sort is Sort.CONJUNCTION
        opens = clause.headline and look == clause.left_edge(at) and start == look + 2
        if chunk.type is Type.UNKNOWN and chunk.role is None and not (together or opens):
            break
        more.append(replace(draft, person=chunk))
        look -= 1
    first = more[-1].person if more else None
    if first is not None and first.group and first.role is not None and first.name is not None:
        share_title(first, [draft, *more])
    if first is not None and first.group and first.org is not None:  # a title for all stands before the first
        for other in (draft, *more):
            if other.person is not None and other.person.org is None:
                other.person = replace(other.person, org=first.org, org_type=first.org_type, former=first.former)
    return more


def share_title(first: Chunk, drafts: list[Draft]) -> None:
    """Gives a title for several that stands before the first of them to all ("directors Jane Roe and John Doe")."""
    for draft in drafts:
        if draft.person is not None and draft.person.role is None:
            draft.person = replace(draft.person, role=first.role, rank=first.rank)


def list_right(clause: Clause, at: int, draft: Draft, start: int) -> list[Draft]:
    more: list[Draft] = []
    look = start + 1
    edge = list_edge(clause, at, draft)
    current = draft
    joined = False
    while look < edge:
        chunk = clause.chunks[look]
        if clause.other_move(chunk) or "say" in chunk.classes:
            break
        if chunk.sort in (Sort.COMMA, Sort.CONJUNCTION, Sort.BREAK):
            joined = True
        elif (
            chunk.sort is Sort.NOUN
            and chunk.name is not None
            and chunk.human
            and (joined or clause.closed(look - 1))
            and not clause.behind_preposition(look)
        ):
            strange = chunk.type is Type.UNKNOWN and not role_follows(clause, look, edge)
            speaks = "say" in clause.chunks[min(look + 1, edge - 1)].classes  # "replaced by Roe, Acme chief Doe said"
            if speaks or acts(clause, look) or (strange and not among(clause, look) and not shares_task(clause, look)):
                break
            current = replace(draft, person=chunk, role=None, role_chunk=None)
            role = chunk if aged(clause, chunk) and chunk.role is not None else role_after(clause, look, edge)
            if role is not None:
                current.role, current.rank, current.role_chunk = role.role, role.rank, role
            else:
                current.role, current.rank, current.role_chunk = draft.role, draft.rank, draft.role_chunk
            more.append(current)
            joined = False
        elif chunk.sort is Sort.SUBORDINATOR:
            break
        elif chunk.sort not in (Sort.NOUN, Sort.PREPOSITION, Sort.OTHER, Sort.JOBS):
            joined = joined and chunk.sort is Sort.AUXILIARY
        look += 1
    if draft.person is not None and draft.person.group and draft.person.role is not None:
        share_title(draft.person, more)
    return more


def list_edge(clause: Clause, at: int, draft: Draft) -> int:
    """Where the list of those whom the verb at `at` takes ends: behind each semicolon somebody may follow by name, and no verb
    ("named Jane Roe as chief; John Doe as counsel; and …").
    """
    edge = clause.right_edge(at)
    named = draft.person is not None and draft.person.name is not None
    while named and edge < len(clause.chunks) and clause.chunks[edge].low == ";":
        last = clause.right_edge(edge)
        part = [chunk for chunk in clause.chunks[edge + 1 : last] if chunk.sort is not Sort.CONJUNCTION]
        verb = any(chunk.sort is Sort.AUXILIARY or clause.other_move(chunk) for chunk in part)
        if not part or part[0].type is not Type.PERSON or verb or any(clause.is_verb(i) for i in range(edge + 1, last)):
            break
        edge = last
    return edge


def acts(clause: Clause, at: int) -> bool:
    """Whether the verb of a move follows whoever stands at `at` ("names Roe chief, Doe quits", "Doe to depart")."""
    after = next((chunk for chunk in clause.chunks[at + 1 : at + 4] if chunk.sort is not Sort.AUXILIARY), None)
    return after is not None and clause.other_move(after) and not any(t.move.adjacent for t in after.triggers)


def shares_task(clause: Clause, at: int) -> bool:
    """Whether a strange name ends a headline's list of those who get one task ("taps Roe, Xu to run its cloud unit")."""
    after = clause.chunk(at + 1)
    task = after is not None and any(trigger.move.adjacent for trigger in after.triggers)
    return clause.headline and task and clause.chunks[at - 1].sort in (Sort.COMMA, Sort.CONJUNCTION)


def among(clause: Clause, at: int) -> bool:
    """Whether a strange name of several words stands in a list before somebody who surely is a person ("names Roe, Xu Quor and
    Doe directors")."""
    ahead = clause.chunks[at + 1 : at + 4]
    ties = [chunk for chunk in ahead if chunk.sort in (Sort.COMMA, Sort.CONJUNCTION)]
    after = next((chunk for chunk in ahead if chunk not in ties), None)
    sure = after is not None and after.sort is Sort.NOUN and after.type is Type.PERSON
    return sure and bool(ties) and ahead[0] is ties[0] and " " in (clause.chunks[at].name or "")


def aged(clause: Clause, person: Chunk) -> bool:
    """Whether an age parts a name from the post behind it, in which case no post stood before the name ("elected Jane Roe,
    45, chairman, succeeding John Doe")."""
    return any(atom.low.isdigit() for atom in clause.parsed.atoms[person.first : person.last])


def role_follows(clause: Clause, at: int, edge: int) -> bool:
    return role_after(clause, at, edge) is not None or clause.chunks[at].role is not None


def role_after(clause: Clause, at: int, edge: int) -> Chunk | None:
    for ahead in range(at + 1, min(edge, at + 8)):
        chunk = clause.chunks[ahead]
        if chunk.sort in (Sort.COMMA, Sort.CONJUNCTION, Sort.TRIGGER, Sort.BREAK):
            return None
        if chunk.sort is Sort.NOUN:
            return chunk if chunk.role is not None and chunk.name is None else None
    return None
