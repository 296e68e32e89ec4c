"""Binds the chunks of a sentence to the places that a move leaves open: who, from where, to where, as what.

In: the chunks of a sentence and the pack. Out: drafts of claims with what the sentence itself says; names may still be
pronouns. It must never guess from other sentences (that is discourse's work) nor judge whether the text is about
business (silence's).

Binding is by place and by type: the subject stands left of the verb and the object right; a phrase behind a preposition
is never subject or object.
"""

from __future__ import annotations

from dataclasses import replace

from bot.detect.atoms import Parsed, Type
from bot.detect.chunks import Chunk, Sort
from bot.detect.draft import JOIN, Draft
from bot.detect.fixed.arguments import behind, coordinated, object_of, phrase_after, subject_of
from bot.detect.fixed.clause import Clause
from bot.detect.fixed.employers import (
    capital_object,
    joining_house,
    put_org,
    put_post,
    put_subject_org,
    team_of,
)
from bot.detect.fixed.filling import duty, fill, said_new
from bot.detect.fixed.leaving import no_exit
from bot.detect.fixed.lists import further_people, included, successors
from bot.detect.fixed.needs import complete
from bot.detect.fixed.nominals import counted_over_time, nominal, noun_of, stopped, urged, wanted
from bot.detect.fixed.objects import (
    attributive,
    counted_left,
    counted_right,
    economy,
    errand,
    heads_for,
    held_left,
    leads_firm,
    means_other,
    met,
    purpose,
    unit_left,
    venue,
)
from bot.detect.fixed.restructuring import no_reorganisation
from bot.detect.fixed.unspoken import copulas, last_named, new_post, next_named, revealed
from bot.detect.fixed.voices import voice_of
from bot.languages.pack import Pack, Trigger, Voice
from bot.model import Kind


def fixed_drafts(parsed: Parsed, chunks: list[Chunk], pack: Pack) -> list[Draft]:
    """The drafts of a sentence in a language with a fixed order."""
    clause = Clause(parsed, chunks, pack)
    found: list[Draft] = []
    for at, chunk in enumerate(clause.chunks):
        if chunk.sort is Sort.TRIGGER and not any(draft.at < at <= draft.last for draft in found):
            for draft in bind(clause, at):
                if draft.move.adjacent and any(other.person is draft.person for other in found):
                    continue  # the task of a post that is already told
                share_post(clause, draft, found)
                found.append(draft)
    if pack.verbless is not None:
        found += copulas(clause, pack.verbless) or new_post(clause, pack.verbless)
    for draft in found:
        serves(clause, draft, found)
    named = last_named(clause)
    for place, draft in enumerate(found):
        one = named or next_named(clause, draft)
        if one is not None:
            found[place] = revealed(draft, one, clause)
    return found


def serves(clause: Clause, draft: Draft, found: list[Draft]) -> None:
    """Gives whoever leaves the post that the same sentence says they took after an earlier one ("Roe, Acme's former CFO who
    became its president, is leaving")."""
    person = draft.person
    if draft.kind is not Kind.DEPARTURE or person is None or not (person.former or person.role is None):
        return
    took = next((other for other in found if other.kind in JOIN and other.person is person), None)
    if took is not None and took.at > draft.at and "rel" not in clause.chunks[took.at - 1].classes:
        return
    if took is not None and took.role is not None:
        draft.person = replace(person, former=False, role=took.role, rank=took.rank)


def share_post(clause: Clause, draft: Draft, found: list[Draft]) -> None:
    """Gives a verb the firm of the one it is joined to ("joins Acme and takes over as CEO"), or the firm and the post of
    the one that tells of the same post ("was named president of Acme, succeeding Doe")."""
    if draft.voice is Voice.NOUN:
        return
    first = coordinated(clause, draft.at)
    follows = draft.predecessor is not None and draft.kind is not Kind.DEPARTURE
    left = next((other for other in reversed(found) if makes_way(draft, other)), None)
    if left is not None and left.person is not None:
        draft.predecessor, draft.org = left.person, left.org or left.person.org
    for other in found:
        same = follows and other.kind is draft.kind and other.person is draft.person
        joined = same or other.at == first or aims(clause, draft, other)
        if joined and draft.org is None and draft.to_org is None:
            draft.org = other.to_org or other.org
        if same and draft.role is None:
            draft.role, draft.rank, draft.role_chunk = other.role, other.rank, other.role_chunk
        if draft.org is None and makes_room(clause, draft, other):
            draft.org = other.to_org or other.org


def makes_way(draft: Draft, other: Draft) -> bool:
    """Whether somebody goes whose post is the one that another is said to take over ("CEO Roe to retire, Doe to take over")."""
    told = draft.predecessor is not None or draft.role is not None or draft.org is not None
    takes = "closed" in draft.move.needs and draft.kind in JOIN and not told
    person = other.person
    named = person is not None and person.name is not None and person.role is not None
    return takes and named and other.kind is Kind.DEPARTURE and person is not draft.person


def makes_room(clause: Clause, draft: Draft, other: Draft) -> bool:
    """Whether somebody of a post without a firm goes while another comes ("Roe joins Acme's board as chairman Doe retires")."""
    person = draft.person
    if (
        draft.kind is not Kind.DEPARTURE
        or person is None
        or person.role is None
        or person.org is not None
        or person.own
    ):
        return False
    if other.kind not in JOIN or other.person is person or person not in clause.chunks or other.at > draft.at:
        return False
    before = clause.chunks[clause.chunks.index(person) - 1]
    return "sub" in before.classes and "circumstance" not in before.classes


def aims(clause: Clause, draft: Draft, other: Draft) -> bool:
    """Whether a move only says what the other one is for ("moves to Acme to become head of strategy")."""
    if draft.person is None or other.person is not draft.person or other.at >= draft.at:
        return False
    if draft.kind not in JOIN or other.kind not in JOIN:
        return False
    said, before = clause.chunks[draft.at].low.partition(" ")[0], clause.chunks[draft.at - 1]
    begins = "to" in clause.pack.classes(said) or "to" in before.classes
    return begins and not any(c.sort in (Sort.COMMA, Sort.BREAK) for c in clause.chunks[other.at : draft.at])


def bind(clause: Clause, at: int) -> list[Draft]:
    """The drafts of the trigger at `at`: those of the first of its readings that finds what it needs."""
    triggers = clause.chunks[at].triggers
    if any(t.particle and t.move.kind is None and particle_follows(clause, at, t.particle) for t in triggers):
        return []  # "could leave Acme exposed"
    for trigger in triggers:
        if trigger.particle and not particle_follows(clause, at, trigger.particle):
            continue
        drafts = read_trigger(clause, at, trigger)
        if drafts:
            return drafts
    return []


def particle_follows(clause: Clause, at: int, particle: str) -> bool:
    """Whether a verb's particle stands behind its object, also one of several words ("puts … on hold")."""
    parsed = clause.parsed
    edge = clause.right_edge(at)
    while " " in particle and edge < len(clause.chunks) and clause.chunks[edge].sort is not Sort.BREAK:
        edge += 1
    first, last = parsed.atoms[clause.chunks[at].last - 1].last, parsed.atoms[clause.chunks[edge - 1].last - 1].last
    lows = [token.low for token in parsed.sentence.tokens[first:last]]
    words = particle.split(" ")
    return any(lows[start : start + len(words)] == words for start in range(1, len(lows) - len(words) + 1))


def read_trigger(clause: Clause, at: int, trigger: Trigger) -> list[Draft]:
    move = trigger.move
    if move.kind is None:
        return []
    voice = voice_of(clause, at, trigger)
    draft = Draft(move, voice, move.kind, at, status=move.status, first=at, last=at)
    held = False
    if move.object and not (counted_right(clause, at, draft) or counted_left(clause, at, draft)):
        held = held_left(clause, at, draft) or unit_left(clause, at, draft)
        if not held:
            return []
    if means_no_move(clause, at, trigger, draft):
        return []
    if move.team:
        draft.from_org = joining_house(clause, at) if "house" in move.needs else team_of(clause, at)
    if held:
        if draft.org is None and draft.person is None:
            put_subject_org(clause, at, draft)
    elif voice is Voice.NOUN:
        if (not move.person and stopped(clause, at)) or (draft.kind is Kind.DEPARTURE and wanted(clause, at)):
            return []
        nominal(clause, at, draft)
        if not move.person and draft.org is None and counted_over_time(clause, at):
            return []
    elif voice is Voice.PASSIVE and move.person != "subject":
        passive(clause, at, draft)
    else:
        active(clause, at, draft)
    draft.person = speaks(clause, draft.person) or draft.person
    fill(clause, at, draft)
    if draft.kind is Kind.DEPARTURE and draft.to_org is None and voice is not Voice.NOUN:
        draft.to_org = led_next(clause, at)
    if move.adjacent and leads_firm(clause, at):
        return []
    if move.adjacent and draft.role is None and not leads_named(clause, at, draft.org):
        draft.role = duty(clause, at)
    if draft.role is not None and errand(clause, draft.role):
        return []
    if not complete(clause, draft):
        return []
    more = further_people(clause, at, draft)
    if draft.kind is Kind.HIRING_PUSH:
        more += included(clause, at, draft)
    nameless = draft.person is not None and draft.person.group and draft.person.name is None
    if nameless and any(other.person is not draft.person for other in more):
        return more  # a group whose members are named
    return [draft, *more, *successors(clause, at, draft)]


def means_no_move(clause: Clause, at: int, trigger: Trigger, draft: Draft) -> bool:
    """Whether the words around a verb say that it tells no move here, however well its places could be filled."""
    move, voice = trigger.move, draft.voice
    leaves = move.person == "subject" and draft.kind is Kind.DEPARTURE
    joins = move.person and draft.kind in JOIN
    at_firm = move.person and move.org == "object"
    return bool(
        (move.adjacent and not borne_by(clause, at))
        or (move.kind is Kind.REORG and not move.person and no_reorganisation(clause, at, trigger, voice))
        or (move.not_at and means_other(clause, at, move.not_at))
        or (voice is not Voice.NOUN and (attributive(clause, at, trigger) or retold(clause, at, trigger)))
        or (voice is Voice.ACTIVE and (noun_of(clause, at) or urged(clause, at)))
        or (at_firm and venue(clause, at))
        or (leaves and no_exit(clause, at, trigger))
        or (joins and heads_for(clause, at))
        or (joins and at_firm and met(clause, at, move.role_at))
        or (not move.person and economy(clause, at))
        or (
            move.successor_at and move.person == "object" and (purpose(clause, at) or beside_other(clause, at, trigger))
        )
        or (move.person == "subject" and not move.predecessor and trigger.voice is Voice.ANY and undergone(clause, at))
    )


def retold(clause: Clause, at: int, trigger: Trigger) -> bool:
    """Whether a relative clause only recalls what people once did to somebody ("the investors who ousted him")."""
    past = trigger.past and trigger.move.person == "object" and at > 1
    return past and clause.chunks[at - 1].sort is Sort.SUBORDINATOR and "rel" in clause.chunks[at - 1].classes


def borne_by(clause: Clause, at: int) -> bool:
    """Whether somebody stands right before a task ("Roe to lead the unit", "Roe says she will lead it")."""
    if not at:
        return False
    before = clause.chunks[at - 1]
    told = at > 1 and "say" in clause.chunks[at - 2].classes
    return (before.sort is Sort.NOUN and before.human) or (before.sort is Sort.PRONOUN and told)


def beside_other(clause: Clause, at: int, trigger: Trigger) -> bool:
    """Whether a gerund only tells of another move who made room, and nobody follows ("names Roe chief, replacing Doe")."""
    if not trigger.gerund or not at or clause.chunks[at - 1].sort is not Sort.COMMA:
        return False
    return phrase_after(clause, at, trigger.move.successor_at, "person") is None


def undergone(clause: Clause, at: int) -> bool:
    """Whether something is done to the subject, so that it does nothing itself ("was left", "is signed off")."""
    if not at:
        return False
    before = clause.chunks[at - 1]
    return "passive" in before.classes or (
        before.sort is Sort.TRIGGER and "be" in clause.pack.classes(before.low.rpartition(" ")[2])
    )


def speaks(clause: Clause, person: Chunk | None) -> Chunk | None:
    """The post without a name that a headline's pronoun means, where who holds it says so ("Acme CEO says he was fired")."""
    if not clause.headline or person is None or person.sort is not Sort.PRONOUN or person not in clause.chunks:
        return None
    at = clause.chunks.index(person)
    says, holder = clause.chunk(at - 1), clause.chunk(at - 2)
    if says is None or holder is None or "say" not in says.classes or holder.sort is not Sort.NOUN:
        return None
    return holder if holder.role is not None and holder.name is None and not (holder.group or holder.former) else None


def headed(clause: Clause, at: int) -> Chunk | None:
    """Who is named behind a verb that heads the sentence ("Resigning: finance chief Jane Roe")."""
    if at or len(clause.chunks) < 3 or clause.chunks[1].low != ":":
        return None
    after = clause.chunks[2]
    return after if after.sort is Sort.NOUN and after.type is Type.PERSON else None


def succeeded(clause: Clause, at: int) -> bool:
    """Whether a gerund tells of the one who is followed ("replaces retiring Jane Roe")."""
    if not at or at + 1 >= len(clause.chunks) or not any(trigger.gerund for trigger in clause.chunks[at].triggers):
        return False
    after, verb = clause.chunks[at + 1], clause.chunks[at - 1]
    if at > 1 and "det" in verb.classes:
        verb = clause.chunks[at - 2]  # "replacing the retiring Jane Roe"
    follows = any(trigger.move.predecessor for trigger in verb.triggers)
    return follows and after.sort is Sort.NOUN and after.type is Type.PERSON


def led_next(clause: Clause, at: int) -> str | None:
    """The firm that somebody leaves to lead ("has left to run Acme")."""
    for ahead in range(at + 1, min(clause.right_edge(at), at + 8)):
        chunk = clause.chunks[ahead]
        if any(trigger.move.adjacent for trigger in chunk.triggers):
            led = next(
                (c for c in clause.chunks[ahead + 1 : ahead + 5] if c.sort not in (Sort.FIRM, Sort.OTHER)), chunk
            )
            named = led.sort is Sort.NOUN and led.firm and not (led.possessive or led.definite)
            return led.name if named and led.type is not Type.PERSON else None
        if chunk.sort in (Sort.COMMA, Sort.TRIGGER):
            return None
    return None


def leads_named(clause: Clause, at: int, org: str | None) -> bool:
    """Whether what somebody is to lead is the firm itself and no part of it."""
    for chunk in clause.chunks[at + 1 : at + 3]:
        if chunk.sort is Sort.NOUN and chunk.name is not None and not chunk.possessive:
            return chunk.name == org
    return False


def active(clause: Clause, at: int, draft: Draft) -> None:
    move = draft.move
    if move.predecessor and draft.voice is Voice.PASSIVE:
        draft.predecessor = subject_of(clause, at, "person")
        draft.person = phrase_after(clause, at, move.person_at, "person")
        if "heir" in move.needs and draft.person is not None and draft.predecessor is not None:
            draft.role, draft.rank = draft.predecessor.role, draft.predecessor.rank
        return
    if move.person == "subject" and succeeded(clause, at):
        draft.person = clause.chunks[at + 1]
    elif move.person == "subject":
        draft.person = subject_of(clause, at, "person") or headed(clause, at)
        if move.org == "object":
            org = object_of(clause, at, "org")
            put_org(clause, draft, org)
            if org is None:
                put_post(clause, at, draft)
                draft.org = draft.org or capital_object(clause, at)
    elif move.person == "behind":
        draft.person = behind(clause, at, move.person_at)
        put_subject_org(clause, at, draft)
    elif move.person == "object":
        draft.person = object_of(clause, at, "person" if move.group is not None else "people")
        if draft.person is not None and draft.person is clause.chunk(at + 1) and said_new(clause, at):
            draft.person.fresh = True  # "announces new | president for Orbit"
        if move.org or draft.person is None or draft.person.org is None:  # "a scandal costs Acme's chief his job"
            put_subject_org(clause, at, draft)
    elif move.team:
        put_org(clause, draft, object_of(clause, at, "org"))
    else:
        put_subject_org(clause, at, draft)
    if move.predecessor == "object":
        draft.predecessor = object_of(clause, at, "person")


def passive(clause: Clause, at: int, draft: Draft) -> None:
    draft.person = subject_of(clause, at, "person")
    if draft.move.predecessor == "subject":
        draft.predecessor = draft.person
        draft.person = object_of(clause, at, "person")
    org = phrase_after(clause, at, clause.pack.agents, "org")
    if org is not None:
        draft.org = org.name
