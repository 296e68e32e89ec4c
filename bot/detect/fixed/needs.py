"""Judges whether a draft has what its move needs, and whether the words around it tell a move at all.

In: the chunks of a sentence and a draft, filled. Out: whether it stands. It must never fill a slot.
"""

from __future__ import annotations

from bot.detect.atoms import Type, What
from bot.detect.chunks import Chunk, Sort
from bot.detect.draft import JOIN, Draft
from bot.detect.fixed.arguments import object_of, phrase_after
from bot.detect.fixed.clause import Clause
from bot.detect.fixed.filling import said_new
from bot.detect.fixed.leaving import own_tale, removes_thing, sells_out
from bot.detect.fixed.lists import group_members
from bot.detect.fixed.objects import CROWD
from bot.languages.pack import Voice
from bot.model import Kind, Rank


def complete(clause: Clause, draft: Draft) -> bool:
    """Whether the draft has what its move needs; what words can show of it, the gate asks for too."""
    person = draft.person
    needs = draft.move.needs
    if "person" in needs and person is None:
        return False
    if person is not None and person.own and person.name is None and draft.org is None and draft.move.org == "subject":
        return False  # "his boss": whose, the sentence does not say
    if (
        vacant(clause, draft)
        or voted(clause, draft)
        or elsewhere(clause, draft)
        or honoured(clause, draft)
        or one_of_many(clause, draft)
        or sells_out(clause, draft)
    ):
        return False
    if person is not None and person.name is None and own_tale(clause, draft.at, person):
        return False
    if removes_thing(clause, draft) or on_air(clause, draft) or takes_leave_of(clause, draft):
        return False
    if person is not None and draft.kind is Kind.HIRE and team_before(clause, person):
        return False
    if "name" in needs and not named(clause, draft):
        return False
    helped = draft.at > 0 and clause.helps(draft.at - 1)
    says = "say" in clause.pack.classes(clause.chunks[draft.at].low) and not helped
    if says and draft.org is None and not clause.headline:
        return False  # "…," added Jane Roe, chief of Acme
    if "human" in needs and (person is None or person.type is not Type.PERSON):
        return False
    if (
        "role" in needs
        and draft.role is None
        and not (draft.kind is not Kind.DEPARTURE and draft.move.person == "object" and names_post(clause, person))
        and not comes_over(draft)
    ):
        return False
    if "predecessor" in needs and draft.predecessor is None:
        return False
    if "heir" in needs and not (person is not None and person.name is None and person.rank >= Rank.LEAD and draft.role):
        return False
    if draft.move.team and draft.org is None:
        return False
    if "number" in needs and not draft.number:
        return False
    if "rehoused" in needs and not rehoused(clause, draft):
        return False
    if "cuts" in needs and not within_cuts(clause, draft.at):
        return False
    if "cause" in needs and not for_cause(clause, draft):
        return False
    if "post" in needs and (
        person is None or person.role is None or person.former or (person.rank < Rank.LEAD and draft.to_org is None)
    ):
        return False
    if "superior" in needs and phrase_after(clause, draft.at, draft.move.person_at, "person") is None:
        return False
    if "successor" in needs and not named_successor(clause, draft):
        return False
    if "direct" in needs and not direct(clause, draft.at, draft.move.object):
        return False
    if "leaves_post" in needs and not leaves_post(clause, draft.at):
        return False
    if "next" in needs and not stands_next(clause, draft):
        return False
    if "taken" in needs and not taken(clause, draft):
        return False
    if "leading" in needs and draft.rank < Rank.LEAD:
        return False
    nameless = person is not None and person.name is None
    if "traced" in needs and nameless and draft.from_org is None and draft.role is None:
        return False  # "signs bill allowing a board", "welcomes new partners"
    if "closed" in needs and not (
        closed(clause, draft.at) and (draft.voice is not Voice.ACTIVE or acts(clause, draft))
    ):
        return False
    if "target" in needs and draft.to_org is None:
        return False
    if "title" in needs and not titled(clause, draft.role_chunk):
        return False
    if "newcomer" in needs and not (person is not None and newcomer(clause, draft.at, person)):
        return False
    if "beside" in needs and not beside(clause, draft.at, person):
        return False
    if "place" in needs and not (draft.org or draft.to_org or draft.from_org or draft.role_chunk):
        return False
    if ("from" in needs or "source" in needs) and draft.from_org is None:
        return False
    if "to" in needs and draft.to_org is None and draft.org is None:
        return False
    return not ("fresh" in needs and not (draft.role_chunk is not None and draft.role_chunk.fresh))


def takes_leave_of(clause: Clause, draft: Draft) -> bool:
    """Whether a strange name is the firm that leaves somebody, and not who leaves ("Acme parts ways with chief Jane Roe")."""
    person = draft.person
    if draft.kind is not Kind.DEPARTURE or draft.move.org != "object" or person is None or draft.org is not None:
        return False
    if person.type is not Type.UNKNOWN or person.role is not None or person.surname:
        return False
    left = object_of(clause, draft.at, "person")
    return left is not None and left is not person and (left.type is Type.PERSON or left.role is not None)


def team_before(clause: Clause, person: Chunk) -> bool:
    """Whether a strange name only says which team is meant ("hires the Orbit team from Initech")."""
    if person.name is None or person.role is not None or person.type is Type.PERSON or person not in clause.chunks:
        return False
    after = clause.chunk(clause.chunks.index(person) + 1)
    return after is not None and "squad" in after.classes


def stands_next(clause: Clause, draft: Draft) -> bool:
    """Whether somebody, and nothing of theirs, stands right behind a verb ("announces interim chief", but "announces a deal with
    its chief", "announces Initech president as partner").
    """
    person = draft.person
    if person is None or clause.chunk(draft.at + 1) is not person or person.possessive:
        return False
    return person.name is not None or person.org in (None, draft.org)


def leaves_post(clause: Clause, at: int) -> bool:
    """Whether the post that somebody gives up for another stands right behind the verb ("moves from finance chief to president",
    but "moves from print to digital chief")."""
    after = clause.chunk(at + 1)
    return after is not None and after.role is not None and after.name is None and after.rank >= Rank.LEAD


def named(clause: Clause, draft: Draft) -> bool:
    """Whether the draft's person has a name or is meant by a pronoun, or is a group whose names follow."""
    person = draft.person
    if person is None or person.name is not None or person.sort is Sort.PRONOUN:
        return person is not None
    return person.group and person in clause.chunks and bool(group_members(clause, draft, clause.chunks.index(person)))


def taken(clause: Clause, draft: Draft) -> bool:
    """Whether a verb has its person for its object with no comma between, or an auxiliary says that it is passive ("the chief
    lost a fortune", "loses 3%, its chief said").
    """
    if draft.voice is Voice.PASSIVE:
        return draft.at > 0 and "be" in clause.chunks[draft.at - 1].classes
    between = clause.chunks[draft.at + 1 : clause.chunks.index(draft.person)] if draft.person in clause.chunks else []
    return not any(chunk.sort is Sort.COMMA or "sub" in chunk.classes for chunk in between)


def for_cause(clause: Clause, draft: Draft) -> bool:
    """Whether a few are let go for what they did, which is no cut of jobs ("fires staff for abusing meal credits")."""
    if draft.jobs is None or draft.jobs not in clause.chunks or (draft.jobs.number and not few(clause, draft.jobs)):
        return False
    after = max(clause.chunks.index(draft.jobs), draft.at) + 1
    return after < len(clause.chunks) and bool(clause.chunks[after].classes & {"cause", "rel"})


def few(clause: Clause, jobs: Chunk) -> bool:
    """Whether a phrase counts no more people than could be named ("two employees")."""
    atoms = clause.parsed.atoms[jobs.first : jobs.last]
    return any("few" in atom.classes or (atom.low.isdigit() and int(atom.low) < CROWD) for atom in atoms)


def vacant(clause: Clause, draft: Draft) -> bool:
    """Whether somebody is only looked for ("Acme is hiring a data scientist", "is hiring engineers", "hiring a CISO")."""
    person = draft.person
    if draft.kind is not Kind.HIRE or person is None or person.name is not None or person.role is None or draft.at < 1:
        return False
    going_on = any(trigger.gerund for trigger in clause.chunks[draft.at].triggers)
    article = clause.parsed.atoms[person.first]
    if draft.role_chunk is not None and draft.role_chunk is not person:
        return False  # "is bringing in an executive as its strategy chief"
    several = person.role.casefold().endswith(clause.pack.plural_nouns)
    some = article.what in (What.ROLE, What.WORD) if several else "indefinite" in article.classes
    before = clause.chunks[draft.at - 1].classes
    now = ("be" in before and "past_be" not in before) or (clause.headline and not several)
    return going_on and now and some and draft.from_org is None


def on_air(clause: Clause, draft: Draft) -> bool:
    """Whether somebody is only a guest of a broadcaster, as leads say in the present ("Jane Roe joins CBS News to …")."""
    if clause.headline or draft.kind is not Kind.HIRE or draft.role is not None or draft.from_org is not None:
        return False
    joined = clause.pack.classes((draft.org or draft.to_org or "").casefold().partition(" ")[0])
    verb, before = clause.chunks[draft.at], clause.chunk(draft.at - 1)
    present = (
        before is not None and before.sort in (Sort.NOUN, Sort.PRONOUN) and all(not t.gerund for t in verb.triggers)
    )
    return present and "station" in joined


def voted(clause: Clause, draft: Draft) -> bool:
    """Whether a board is only voted for or put to the vote, and nobody is named: most are in their seats already ("elects nine
    directors", "is ready to nominate a board"), unless they are for another's board ("a fund nominates three directors to Acme's
    board").
    """
    person = draft.person
    seat = draft.role_chunk
    if seat is not None and seat is not person and seat.org is not None and seat.org == draft.org:
        return False
    if draft.kind not in JOIN or person is None or person.name is not None or person.role is None or person.fresh:
        return False
    if person.group and person in clause.chunks and group_members(clause, draft, clause.chunks.index(person)):
        return False
    seats = person.group or person.rank is Rank.BOARD
    return seats and "vote" in clause.pack.classes(clause.chunks[draft.at].low.rpartition(" ")[2])


def honoured(clause: Clause, draft: Draft) -> bool:
    """Whether a firm itself is named something ("Acme named market leader", "as its partner", "as its official sponsor"), allies
    are sought ("brings in partners") or it changes hands ("a new owner").
    """
    person = draft.person
    if person is not None and person.name is None and person.role and draft.kind in JOIN and not person.fresh:
        sought = any("allies" in clause.pack.classes(word) for word in person.role.casefold().split())
        if sought and person.group and person.rank is not Rank.BOARD and draft.from_org is None:
            return True
    post = draft.role_chunk
    after = clause.chunk(clause.chunks.index(post) + 1) if post in clause.chunks else None
    behind = after is not None and "ally" in after.classes  # "as its official sponsor"
    ally = person is not None and person.name and (person.type is Type.UNKNOWN or behind)
    if ally and draft.rank < Rank.VICE_PRESIDENT and draft.role is not None and draft.kind in JOIN:
        told = clause.pack.classes(clause.pack.role_head(draft.role.casefold()))  # "as partner for its platform"
        return behind or "ally" in told  # but a "board member" is one
    if draft.kind is not Kind.APPOINTMENT or person is None or person.role is None or person.name:
        return False
    role = person.role.casefold()
    classes = clause.pack.classes(clause.pack.role_head(role))
    after = clause.chunk(clause.chunks.index(person) + 1) if person in clause.chunks else None
    link = next((word for word in role.split() if word in clause.pack.links), "")
    aim = after.classes if after is not None and not link else clause.pack.classes(link)
    meant = "cause" in aim and any(trigger.past for trigger in clause.chunks[draft.at].triggers)
    if "ally" in classes and meant and not person.fresh:
        return True  # "Acme named launch partner for a conference"
    return bool(classes & {"holder", "body"}) or (
        "award" in classes and not person.fresh
    )  # "named industry leader for compliance"


def one_of_many(clause: Clause, draft: Draft) -> bool:
    """Whether a post only tells whom others did the same before ("has become the latest executive to leave")."""
    post = draft.role_chunk
    if post is None or draft.kind not in JOIN or post not in clause.chunks:
        return False
    after = clause.chunk(clause.chunks.index(post) + 1)
    late = any("newest" in atom.classes for atom in clause.parsed.atoms[post.first : post.last])
    return late and after is not None and "to" in clause.pack.classes(after.low.partition(" ")[0])


def elsewhere(clause: Clause, draft: Draft) -> bool:
    """Whether a post is at some firm that the sentence does not name ("to become CEO of a telecommunications company")."""
    role = draft.role_chunk
    if role is None or role.role is None or draft.kind not in JOIN or draft.org is not None or draft.to_org is not None:
        return False
    words = [clause.pack.classes(word) for word in role.role.casefold().split()]
    some = any("indefinite" in one or "another" in one for one in words)
    return (
        some and bool(words) and "firm" in words[-1] and "house_part" not in words[-1]
    )  # "of a new publishing division"


def named_successor(clause: Clause, draft: Draft) -> bool:
    """Whether both who goes and who follows are surely people ("replaces Jane Roe with John Doe")."""
    new = phrase_after(clause, draft.at, draft.move.successor_at, "person")
    old = draft.person
    return new is not None and new.type is Type.PERSON and old is not None and surely(old)


def surely(chunk: Chunk) -> bool:
    """Whether a chunk surely means a person."""
    return chunk.type is Type.PERSON or chunk.sort is Sort.PRONOUN


def beside(clause: Clause, at: int, person: Chunk | None) -> bool:
    """Whether only a word of manner stands between somebody and a verb ("CEO Roe abruptly out")."""
    back = at - 1
    if back > 0 and clause.chunks[back].sort is Sort.OTHER and not clause.chunks[back].classes - {"adverb"}:
        back -= 1
    return clause.chunks[back] is person


def titled(clause: Clause, role: Chunk | None) -> bool:
    """Whether a role is spoken of as a title ("adds the chairman role")."""
    if role is None or role not in clause.chunks:
        return False
    after = clause.chunks.index(role) + 1
    return after < len(clause.chunks) and "post" in clause.chunks[after].classes


def newcomer(clause: Clause, at: int, person: Chunk) -> bool:
    """Whether the post at which a verb finds somebody is a new one ("gets a new CEO", "announces new CEO Jane Roe"), in a
    headline without a name also "gets CEO"."""
    if person.name is not None:
        behind = person in clause.chunks and clause.chunks.index(person) > at  # "chief Jane Roe announced a new fund"
        new = behind and (person.fresh or said_new(clause, at))
        return new and person.type is Type.PERSON and person.rank >= Rank.LEAD
    return person.fresh or (clause.headline and not person.own and closed(clause, clause.chunks.index(person)))


def direct(clause: Clause, at: int, wanted: frozenset[str]) -> bool:
    """Whether the object that is asked for stands right behind the verb, before any preposition."""
    for chunk in clause.chunks[at + 1 : at + 6]:
        if clause.is_unit(chunk, wanted):
            return True
        if (
            chunk.sort not in (Sort.OTHER, Sort.JOBS, Sort.NOUN, Sort.FIRM, Sort.CONJUNCTION)
            and "of" not in chunk.classes
        ):
            return False
    return False


def closed(clause: Clause, at: int) -> bool:
    """Whether a verb stands without an object ("Roe takes over")."""
    after = clause.chunk(at + 1)
    dated = any(chunk.classes & {"month", "time"} for chunk in clause.chunks[at + 1 : at + 4])
    if after is not None and after.sort is Sort.OTHER and dated:
        return True  # "will take over early next month"
    return after is None or after.sort in (Sort.BREAK, Sort.COMMA, Sort.PREPOSITION, Sort.SUBORDINATOR)


def rehoused(clause: Clause, draft: Draft) -> bool:
    """Whether what a verb moves comes to a part of the house ("moves 300 engineers to its AI unit", but "to a plant in Ohio")."""
    for at in range(draft.at + 2, clause.right_edge(draft.at)):
        if clause.chunks[at].low in draft.move.to_at:
            for chunk in clause.chunks[at + 1 : at + 6]:
                if "house_part" in chunk.classes:
                    return True
                if chunk.sort not in (Sort.OTHER, Sort.JOBS, Sort.NOUN, Sort.FIRM):
                    break
    return False


def within_cuts(clause: Clause, at: int) -> bool:
    """Whether jobs are said to go as part of something, which then is none of debts ("cuts 300 jobs as part of a restructuring",
    but "amid a restructuring")."""
    words = clause.pack.members("within")
    for back in range(at - 1, 0, -1):
        chunk = clause.chunks[back]
        if not words.isdisjoint(chunk.low.split()):
            told = (trigger for before in clause.chunks[:back] for trigger in before.triggers)
            return any(trigger.move.kind is Kind.LAYOFFS for trigger in told)
        if chunk.sort not in (Sort.OTHER, Sort.NOUN, Sort.FIRM):
            return False
    return False


def acts(clause: Clause, draft: Draft) -> bool:
    """Whether nobody else stands between somebody and what they do ("Roe bids for Acme, suggests others step up")."""
    if draft.person is None or draft.person not in clause.chunks:
        return True
    first = clause.chunks.index(draft.person) + 1
    return not any(
        chunk.sort in (Sort.NOUN, Sort.JOBS) or "quantity" in chunk.classes or "say" in chunk.classes
        for chunk in clause.chunks[first : draft.at]
    )


def comes_over(draft: Draft) -> bool:
    """Whether a post elsewhere tells that a firm takes somebody on ("Acme adds Initech chief", "names former Initech chief")."""
    person = draft.person
    elsewhere = person is not None and person.role is not None and person.org is not None and person.org != draft.org
    kind = draft.kind is Kind.HIRE or (draft.kind is Kind.APPOINTMENT and person is not None and person.former)
    return kind and draft.move.person == "object" and elsewhere


def names_post(clause: Clause, person: Chunk | None) -> bool:
    """Whether the one who is named is only a post ("names new CEO", in headlines also "names president")."""
    return (
        person is not None
        and person.name is None
        and person.role is not None
        and (person.fresh or (clause.headline and person.org is None and not person.own))
    )
