"""What the object of a move must be, and what it must not: jobs that are cut, a unit that is split, no lawsuit that is joined.

In: the chunks of a sentence, the place of a verb, its draft. Out: whether the move stands, with the jobs it counts.
It must never look for people.
"""

from __future__ import annotations

from itertools import pairwise

from bot.detect.atoms import Type
from bot.detect.chunks import Chunk, Sort
from bot.detect.draft import FIRM, Draft
from bot.detect.fixed.clause import Clause
from bot.detect.fixed.staff import BULK
from bot.languages.names import names
from bot.languages.pack import Trigger, Voice
from bot.model import Kind, Rank

THINGS = frozenset({"hiring", "headcount", "opening", "vacancy", "offer"})  # what a firm freezes or thins out
COUNTED = THINGS | frozenset(
    {"jobs", "talent", "count", "bulk", "crowd", "heads", "many", "named", "worker"}
)  # objects with rules of their own
LED = frozenset({"unit"})
CREW = frozenset({"crew"})
SQUAD = frozenset({"squad", "people"})
REMITS = frozenset({"remit", "sway", "scope"})  # what somebody answers for
AMOUNT = frozenset(
    {"measure", "adverb", "number", "quantity"}
)  # classes of words that can stand before a number of people
CROWD = 10  # people: fewer are suppliers or a handful who could be named
PHRASE = (
    Sort.OTHER,
    Sort.FIRM,
    Sort.CONJUNCTION,
    Sort.JOBS,
    Sort.PRONOUN,
)  # what the words for parts of a house stand among


def errand(clause: Clause, role: str) -> bool:
    """Whether a task is one for a helper from outside ("to lead an investigation"): then nobody joins the house."""
    return any("errand" in clause.pack.classes(word) for word in role.casefold().split())


def leads_firm(clause: Clause, at: int) -> bool:
    """Whether somebody is to lead a firm that nobody names ("to run a new startup", but "will run the company until …")."""
    for ahead, chunk in enumerate(clause.chunks[at + 1 : at + 5], at + 1):
        if chunk.sort is Sort.FIRM:
            meanwhile = any("meantime" in after.classes for after in clause.chunks[ahead + 1 : ahead + 3])
            return not (
                chunk.classes & {"unit", "crew"} or (meanwhile and "indefinite" not in clause.chunks[at + 1].classes)
            )
        if chunk.sort is not Sort.OTHER or "own" in chunk.classes:
            return False
    return False


def met(clause: Clause, at: int, role_at: frozenset[str]) -> bool:
    """Whether it is somebody that is joined, by full name ("joined Jane Roe from Acme to discuss its results", but "joined Jane
    Roe at Acme", "joins Jane Roe as partner"), or a group ("will join industry experts").
    """
    after = clause.chunk(at + 1)
    if after is None or after.sort is not Sort.NOUN or after.possessive:
        return False
    if after.group and after.name is None:
        return after.org is None and after.rank is not Rank.BOARD
    if after.name is None and after.org is not None and after.rank is Rank.C_LEVEL:
        return True  # "joins Acme co-founder", but "joins Acme's board"
    if after.type is not Type.PERSON or after.role is not None or " " not in (after.name or ""):
        return False
    behind = clause.chunk(at + 2)
    return behind is not None and behind.low not in role_at and "holding" not in behind.classes


def purpose(clause: Clause, at: int) -> bool:
    """Whether an infinitive tells what another move is for ("hires Roe to replace its founder")."""
    return (
        at > 0
        and {"modal", "prep"} <= clause.chunks[at - 1].classes
        and any(
            clause.other_move(chunk) and any(trigger.move.person for trigger in chunk.triggers)
            for chunk in clause.chunks[clause.left_edge(at) : at]
        )
    )


def attributive(clause: Clause, at: int, trigger: Trigger) -> bool:
    """Whether a participle only describes somebody ("a suit against ousted chief executive Roe")."""
    before = clause.chunks[at - 1] if at else None
    tied = clause.parsed.atoms[clause.chunks[at].first].glued  # "its newly-created unit"
    leads = frozenset() if before is None else before.classes | clause.pack.classes(before.low.rpartition(" ")[2])
    if before is None and trigger.past and "-" in clause.chunks[at].low:
        return True  # "Laid-off Acme workers sue"
    if before is None and "named" in trigger.move.object and (trigger.gerund or trigger.voice is Voice.ANY):
        return True  # "Restructured Acme leaves court", "Restructuring Capital grows"
    if not trigger.move.person and (tied or leads & {"fresh", "det", "own"}):
        return trigger.gerund or trigger.voice is Voice.ANY  # "unveils new folding unit", "its frozen headcount"
    ahead = clause.chunk(at + 1)
    retired = trigger.past and trigger.move.person == "subject" and leads & {"det", "own"} and "sub" not in leads
    if retired and ahead is not None and ahead.sort in (Sort.OTHER, Sort.NOUN) and not ahead.classes & {"own", "det"}:
        return True  # "is a retired physician"
    paired = before is not None and before.sort is Sort.CONJUNCTION and trigger.past and not trigger.move.org
    if paired and trigger.move.person == "subject" and ahead is not None and ahead.sort is Sort.NOUN:
        return True  # "Roe and retired general Doe"
    if trigger.past and trigger.move.person == "subject" and apposed_post(clause, at):
        return True  # "John Doe, retired chief of Acme, …"
    thing = ahead is not None and ahead.sort is Sort.OTHER and not ahead.classes
    if thing and trigger.voice is Voice.ANY and trigger.move.person == "object" and "det" in leads:
        return True  # "offers an elevated experience"
    if ahead is None or ahead.role is None:
        return False
    if clause.describes(at):
        return True
    ousted = trigger.voice is Voice.ANY and trigger.move.kind is Kind.DEPARTURE
    if ousted and before is not None and (before.possessive or "say" in before.classes):
        return True  # "Acme's ousted chief Roe sues", "Acme says ousted chief Roe will return"
    if trigger.gerund and trigger.move.person == "subject":
        if before is None and ahead.definite:
            return False  # "Joining the board are …"
        return before is None or before.sort is Sort.PREPOSITION or bool(before.classes & {"det", "verb"})
    if trigger.voice is not Voice.ANY:
        return False
    return before is None or before.sort in (Sort.PREPOSITION, Sort.BREAK) or bool(before.classes & {"det", "own"})


def apposed_post(clause: Clause, at: int) -> bool:
    """Whether a post without a name follows, and somebody's name and a comma stand before."""
    if at < 2 or clause.chunks[at - 1].sort is not Sort.COMMA:
        return False
    named, post = clause.chunks[at - 2], clause.chunk(at + 1)
    return named.type is Type.PERSON and post is not None and post.role is not None and post.name is None


def venue(clause: Clause, at: int) -> bool:
    """Whether what is joined, left or led is a thing and no employer ("joins a lawsuit", "leaves the market")."""
    opening = clause.chunks[at + 1 : at + 3]
    if len(opening) == 2 and "indefinite" in opening[0].classes and opening[1].sort is Sort.OTHER:
        return not firm_ahead(clause, at + 2)  # "leaves a void"
    for chunk in clause.chunks[at + 1 : at + 6]:
        if chunk.sort in (Sort.BREAK, Sort.SUBORDINATOR, Sort.COMMA, Sort.TRIGGER, Sort.PREPOSITION):
            return False
        if chunk.sort is Sort.NOUN and (chunk.role is not None or chunk.type is Type.PERSON):
            return False
        if chunk.sort is Sort.NOUN and chunk.possessive and chunk.type is Type.ORG and at and clause.named(at - 1):
            return False  # "Roe joins Acme's effort" is no "Initech joins Acme's effort"
        if chunk.name is not None and meets(clause, chunk.name.casefold()):
            return True  # "returns to Robot Sessions", "joins the Acme Preview Program"
        if "venue" in chunk.classes:
            return not firm_ahead(clause, clause.chunks.index(chunk) + 1)
    return False


def meets(clause: Clause, name: str) -> bool:
    """Whether a name ends like that of a meeting, a scheme or a body of many houses."""
    first, _, last = name.rpartition(" ")
    classes = clause.pack.classes(last)
    known = names().known(name.split()) or last in names().org_words
    return "event" in classes or ("venue" in classes and bool(first) and not known)


def means_other(clause: Clause, at: int, not_at: frozenset[str]) -> bool:
    """Whether one of the words stands behind a verb with which it means something else ("joins Acme to discuss chips", "with
    more").
    """
    end = clause.right_edge(at)
    if not clause.chunks[at].triggers[0].move.person:  # "stops hiring after a drop in orders from Asia"
        end = next((ahead for ahead in range(at + 1, end) if "circumstance" in clause.chunks[ahead].classes), end)
    lows = [chunk.low for chunk in clause.chunks[at + 1 : end]]
    return not not_at.isdisjoint(lows) or any(f"{a} {b}" in not_at for a, b in pairwise(lows))


def economy(clause: Clause, at: int) -> bool:
    """Whether all firms of a country are meant ("U.S. employers added 25,000 jobs", "Canada added 25,000 jobs")."""
    back = at - 1
    acts = not any(trigger.gerund or trigger.voice is Voice.NOUN for trigger in clause.chunks[at].triggers)
    if acts and back >= 0 and clause.chunks[back].type is Type.PLACE and not clause.behind_preposition(back):
        return True
    while back >= 0 and clause.chunks[back].sort in (Sort.AUXILIARY, Sort.OTHER, Sort.FIRM):
        if "economy" in clause.chunks[back].classes:
            return True
        back -= 1
    return False


def heads_for(clause: Clause, at: int) -> bool:
    """Whether a verb of motion only opens an infinitive ("moves to assure investors")."""
    after = clause.chunk(at + 1)
    toward = "to" in clause.pack.classes(clause.chunks[at].low.rpartition(" ")[2])
    return toward and after is not None and after.sort is Sort.OTHER and "verb" in after.classes


def firm_ahead(clause: Clause, at: int) -> bool:
    """Whether the phrase goes on to a word for a firm ("the financial services giant")."""
    while at < len(clause.chunks) and clause.chunks[at].sort is Sort.OTHER:
        at += 1
    return at < len(clause.chunks) and clause.chunks[at].sort is Sort.FIRM


def counted_right(clause: Clause, at: int, draft: Draft) -> bool:
    for ahead in range(at + 1, min(clause.right_edge(at), at + 10)):
        chunk = clause.chunks[ahead]
        if chunk.name is None and thing(clause, chunk) & draft.move.object & THINGS:
            if chunk.sort is Sort.TRIGGER:
                draft.last = ahead
            following = clause.chunks[ahead + 1].classes if ahead + 1 < len(clause.chunks) else frozenset()
            led = leads_house(clause, at, ahead)  # "its executive team"
            named = "figure" not in following and not ("squad" in chunk.classes and (led or modifies(clause, ahead)))
            return named and all(plain(clause, between) for between in range(at + 1, ahead))
        if ahead > at + 1 and (chunk.sort is Sort.TRIGGER or (chunk.sort is Sort.COMMA and not clause.headline)):
            return False
        if draft.kind is Kind.HIRING_PUSH and tells(clause, ahead):
            return False  # "added that it is hard to keep track of people"
        if ahead == at + 1 and draft.kind is Kind.LAYOFFS and chunk.rank >= Rank.C_LEVEL and not chunk.group:
            return False  # "loses chief for Asia as …"
        if chunk.sort is Sort.JOBS and ahead + 1 < len(clause.chunks) and "say" in clause.chunks[ahead + 1].classes:
            return False  # "a list to be whittled down, the people said"
        if draft.kind is Kind.LAYOFFS and chunk.role is None and chunk.classes & draft.move.object & CREW:
            return all(clause.chunks[between].role is None for between in range(at + 1, ahead))  # not "the team's head"
        if clause.is_unit(chunk, draft.move.object - COUNTED):
            post = chunk.role is not None and chunk.name is None  # "announces new president for cloud unit"
            led = "section" in draft.move.object and (post or leads_house(clause, at, ahead))
            described = draft.move.object & SQUAD and modifies(clause, ahead)
            return not (led or described or counts_unit(clause, ahead))
        if "heads" in draft.move.object and ahead <= at + 3 and heads(clause, ahead):
            draft.number = all("measure" in c.classes or "prep" in c.classes for c in clause.chunks[at + 1 : ahead])
            return draft.number
        if "many" in draft.move.object and ahead <= at + 3 and many(clause, ahead):
            draft.number = all("measure" in c.classes or "prep" in c.classes for c in clause.chunks[at + 1 : ahead])
            return draft.number
        if "named" in draft.move.object and ahead <= at + 2 and takes_firm(clause, ahead):
            return True
        if "count" in draft.move.object and ahead <= at + 3 and chunk.low[:1].isdigit():
            after = clause.chunk(ahead + 1)
            if draft.kind is Kind.HIRING_PUSH and after is not None and after.sort in (Sort.OTHER, Sort.NOUN):
                return False
            return all("measure" in c.classes or "prep" in c.classes for c in clause.chunks[at + 1 : ahead])
        if (
            "talent" in draft.move.object
            and chunk.sort is Sort.NOUN
            and chunk.group
            and chunk.name is None
            and chunk.role is not None
            and chunk.rank < Rank.LEAD
            and not clause.governed(ahead)
        ):
            draft.jobs = chunk
            return True
        if chunk.sort is Sort.JOBS and chunk.classes & draft.move.object:
            if counts_other(clause, ahead) or (
                ahead + 1 < len(clause.chunks) and "figure" in clause.chunks[ahead + 1].classes
            ):
                return False  # "cuts jobs forecast"
            if ahead > at + 1 and clause.governed(ahead) and not measure(clause, ahead - 1, at):
                return False
            if elsewhere(clause, at, ahead):
                return False
            draft.jobs, draft.number = chunk, chunk.number
            return True
    return False


def elsewhere(clause: Clause, at: int, jobs: int) -> bool:
    """Whether staff stand in another phrase than what a verb takes ("cuts symptoms in sick people", "dropping cash on all
    things from shoes to people"), as any people do that stand behind a thing ("cuts prices and targets people").
    """
    anybody = "persons" in clause.chunks[jobs].classes
    governed = False
    for chunk in clause.chunks[at + 1 : jobs]:
        if chunk.sort is Sort.OTHER and "det" not in chunk.classes:
            if governed or (anybody and not chunk.classes & AMOUNT and not chunk.low[0].isdigit()):
                return True
        elif chunk.sort is Sort.PREPOSITION:
            governed = not chunk.classes & {"measure", "of"}
        elif chunk.sort is Sort.NOUN:
            governed = False  # "cuts at Acme affect 300 employees"
    return False


def takes_firm(clause: Clause, at: int) -> bool:
    """Whether a firm itself is what a verb takes, and no thing of its ("reshuffles Acme order"), nor where it acts ("at Acme")."""
    chunk, after = clause.chunks[at], clause.chunk(at + 1)
    thing = after is not None and after.sort is Sort.OTHER and not after.classes
    return chunk.sort is Sort.NOUN and chunk.firm and not (thing or clause.behind_preposition(at))


def leads_house(clause: Clause, verb: int, at: int) -> bool:
    """Whether a team is the one that leads a house, and no part of it ("announces new senior management team")."""
    words = clause.text(verb + 1, at + 1).casefold().split()[:-1]
    return any(LED & clause.pack.classes(word) for word in words)


def counts_unit(clause: Clause, at: int) -> bool:
    """Whether a word for a part of a firm only describes a figure or a tool behind it ("simplifies unit purchases")."""
    return at + 1 < len(clause.chunks) and "figure" in clause.chunks[at + 1].classes


def tells(clause: Clause, at: int) -> bool:
    """Whether another clause opens behind a verb, which then is one of telling ("adding it may move jobs")."""
    chunk = clause.chunks[at]
    opens = chunk.sort is Sort.AUXILIARY and "to" not in chunk.classes
    return opens or chunk.sort in (Sort.SUBORDINATOR, Sort.PRONOUN) or chunk.classes >= {"det", "sub"}


def modifies(clause: Clause, at: int) -> bool:
    """Whether a word for people only describes a thing behind it ("expands its team feature")."""
    after = clause.chunk(at + 1)
    return after is not None and after.sort is Sort.OTHER and not after.classes


def thing(clause: Clause, chunk: Chunk) -> frozenset[str]:
    """The classes of what a chunk names, of its first word where it is a nominal move itself ("hiring plans")."""
    return chunk.classes | clause.pack.classes(chunk.low.partition(" ")[0])


def plain(clause: Clause, at: int) -> bool:
    """Whether what stands at `at` can stand between a verb and its object: no verb, no name, no preposition of place."""
    chunk = clause.chunks[at]
    if chunk.sort is Sort.NOUN:
        return chunk.name is None and chunk.org is None  # "slows pilot intake"
    return chunk.sort in (Sort.OTHER, Sort.JOBS, Sort.PARTICLE) or (
        chunk.sort is Sort.PREPOSITION and bool(chunk.classes & {"measure", "of"})
    )


def heads(clause: Clause, at: int) -> bool:
    """Whether a number counts people whom nobody needs to name after "hires" ("hires 120 in Ohio", "60 welders").

    Fails on what is hired and is no employee; the small numbers of suppliers ("hires three banks") stay below.
    """
    chunk = clause.chunks[at]
    digits = chunk.low.replace(",", "").rstrip("+")
    if chunk.sort not in (Sort.OTHER, Sort.JOBS) or not digits.isdigit() or int(digits) < CROWD:
        return False
    last = at
    while last + 1 < len(clause.chunks) and clause.chunks[last + 1].sort in (Sort.OTHER, Sort.FIRM):
        last += 1
        if "prep" in clause.chunks[last].classes:
            return True
        if clause.chunks[last].low.endswith("s") or clause.chunks[last].classes & {"outsider", "money"}:
            break
    return last == at or (
        clause.chunks[last].low.endswith("s") and not clause.chunks[last].classes & {"outsider", "firm"}
    )


def many(clause: Clause, at: int) -> bool:
    """Whether a number stands alone and can only count people ("sacks 1,100 in Ohio")."""
    digits = clause.chunks[at].low.replace(",", "")
    after = clause.chunk(at + 1)
    closed = after is None or after.sort in (Sort.BREAK, Sort.COMMA, Sort.PREPOSITION, Sort.SUBORDINATOR)
    return digits.isdigit() and int(digits) >= CROWD and closed


def holder(clause: Clause, at: int) -> Chunk | None:
    """Whose staff stands at `at`, all of whom a verb means ("Acme's whole design team was laid off")."""
    back = at - 1
    while back > 0 and clause.chunks[back].sort is Sort.OTHER:
        back -= 1
    owner = clause.chunk(back)
    return owner if owner is not None and owner.firm and owner.possessive and owner.sort is Sort.NOUN else None


def held_left(clause: Clause, at: int, draft: Draft) -> bool:
    """What is frozen or widened as the subject ("hiring is on hold at Acme", "Jane Roe's role expanded").

    Binds the owner that stands before it: a firm, or the person whose remit it is.
    """
    wanted = draft.move.object & (THINGS | REMITS)
    if not wanted or not (draft.move.object_left or draft.move.person == "behind"):
        return False
    for back in range(at - 1, max(clause.left_edge(at), at - 6) - 1, -1):
        chunk = clause.chunks[back]
        if chunk.name is None and thing(clause, chunk) & wanted:
            draft.voice = Voice.PASSIVE
            draft.number = any(after.low[:1].isdigit() for after in clause.chunks[at + 1 : at + 5])
            owner = clause.chunks[back - 1] if back else None
            if owner is not None and "quality" in owner.classes and back > 1:
                owner = clause.chunks[back - 2]
            if owner is not None and draft.move.person and owner.possessive and owner.human:
                draft.person = owner
                return True
            if owner is not None and owner.sort is Sort.NOUN and owner.firm:
                draft.org = owner.name
            return not draft.move.person
        if chunk.sort in (Sort.TRIGGER, Sort.BREAK, Sort.COMMA):
            return False
    return False


def unit_left(clause: Clause, at: int, draft: Draft) -> bool:
    """What a firm reorganises as the subject of a passive, behind its owner ("Acme's AI lab will be dissolved", "Its sales units
    are being merged"). Binds the owner.
    """
    if draft.move.kind is not Kind.REORG or draft.move.person:
        return False
    back = undergoes(clause, at)
    if back is None or not clause.is_unit(clause.chunks[back], draft.move.object):
        return False
    for before in range(back - 1, max(clause.left_edge(at), back - 6) - 1, -1):
        owner = clause.chunks[before]
        if owner.sort is Sort.NOUN and owner.firm and owner.possessive and not clause.behind_preposition(before):
            draft.org, draft.voice = owner.name, Voice.PASSIVE
            return True
        if "own" in owner.classes or (owner.sort is Sort.FIRM and owner.possessive):
            draft.org, draft.voice = FIRM, Voice.PASSIVE
            return not clause.behind_preposition(before)
        if owner.sort not in (Sort.OTHER, Sort.CONJUNCTION, Sort.FIRM, Sort.NOUN) or clause.is_verb(before):
            return False
    return False


def counts_other(clause: Clause, at: int) -> bool:
    """Whether a number counts other things than staff ("hundreds of flights")."""
    ahead = clause.chunks[at + 1 : at + 5]
    return (
        "bulk" in clause.chunks[at].classes
        and clause.chunks[at].classes <= BULK
        and bool(ahead)
        and "of" in ahead[0].classes
        and not any(chunk.sort is Sort.JOBS or (chunk.group and chunk.name is None) for chunk in ahead)
    )


def measure(clause: Clause, at: int, verb: int) -> bool:
    """Whether a preposition only measures ("about 300 jobs", "most of its staff"): what it governs is the object."""
    before = clause.chunks[at - 1]
    if "of" not in clause.chunks[at].classes:
        return at <= verb + 2 and "sub" not in clause.chunks[at].classes  # "suspended after 95 people fell ill"
    return before.sort is Sort.JOBS or bool(before.classes & {"quantity", "bulk", "number", "portion"})


def undergoes(clause: Clause, at: int) -> int | None:
    """What stands before the auxiliaries of the verb at `at`, where one of them makes it a passive ("will be merged")."""
    back = at - 1
    while back >= 0 and clause.helps(back):
        back -= 1
    passive = any("be" in clause.pack.classes(chunk.low.rpartition(" ")[2]) for chunk in clause.chunks[back + 1 : at])
    return back if passive and back >= 0 else None


def parts_left(clause: Clause, at: int) -> bool:
    """Whether parts of a house are what undergoes a reorganisation ("its news and sports divisions will be merged")."""
    first = undergoes(clause, at)
    if first is None or not any(trigger.past for trigger in clause.chunks[at].triggers):
        return False
    if "house_part" not in clause.chunks[first].classes:
        return False
    while first and clause.chunks[first - 1].sort in PHRASE:
        if "say" in clause.chunks[first - 1].classes or "det" in clause.chunks[first].classes:
            break
        first -= 1
    return not clause.behind_preposition(first)


def counted_left(clause: Clause, at: int, draft: Draft) -> bool:
    """Jobs as the subject ("300 jobs cut at Acme", "300 workers at Acme are to lose their jobs")."""
    if draft.move.kind is Kind.REORG and not draft.move.person:
        return parts_left(clause, at)
    caused = "cause" in draft.move.needs
    if draft.move.person or not (draft.move.kind is Kind.LAYOFFS or "named" in draft.move.object or caused):
        return False
    auxiliary = any(
        "be" in (chunk.classes if chunk.sort is Sort.AUXILIARY else clause.pack.classes(chunk.low.rpartition(" ")[2]))
        for chunk in clause.chunks[max(0, at - 3) : at]
        if chunk.sort in (Sort.AUXILIARY, Sort.TRIGGER)
    )
    if "named" in draft.move.object:
        return auxiliary
    for back in range(at - 1, max(clause.left_edge(at), at - 8) - 1, -1):
        chunk = clause.chunks[back]
        stands = all(c.sort is Sort.AUXILIARY for c in clause.chunks[back + 1 : at])
        if "count" in draft.move.object and back >= at - 2 and chunk.sort is Sort.OTHER and chunk.low[:1].isdigit():
            draft.number = stands and not clause.governed(back)  # not "in 2025 at risk"
            return draft.number
        whole = [c for c in clause.chunks[back + 1 : at] if c.sort is not Sort.AUXILIARY]
        of_firm = len(whole) == 2 and "of" in whole[0].classes and whole[1].sort is Sort.NOUN
        if chunk.sort is Sort.JOBS and chunk.classes <= BULK and not (stands or of_firm):
            return False  # "all phones at risk", "72% of firms are at risk", but "half of Acme was laid off"
        if chunk.sort is Sort.JOBS and chunk.classes & draft.move.object and (chunk.number or caused):
            after = clause.chunk(at + 1)
            acts = after is not None and bool(after.classes & {"own", "det"})  # "seven people lost their lives"
            undergo = draft.voice is Voice.PASSIVE or (back == at - 1 and not acts)
            if not (auxiliary or draft.move.object_left or undergo):
                return False
            gerund = any(trigger.gerund for trigger in clause.chunks[at].triggers)
            if "persons" in chunk.classes and (gerund or not (auxiliary or back == at - 1)):
                return False  # "300 people who are dropping out", "20 people cut through a fence"
            draft.voice = Voice.PASSIVE
            draft.jobs, draft.number = chunk, chunk.number
            firm = next((c for i, c in enumerate(clause.chunks[back + 1 : at], back + 1) if c.firm and c.name), None)
            draft.org = firm.name if firm is not None else chunk.org
            return True
        owner = holder(clause, back) if chunk.sort is Sort.JOBS and chunk.classes & draft.move.object else None
        if owner is not None and auxiliary:
            draft.voice, draft.jobs, draft.org = Voice.PASSIVE, chunk, owner.name
            return True
        if chunk.sort in (Sort.TRIGGER, Sort.BREAK) and "be" not in clause.pack.classes(chunk.low.rpartition(" ")[2]):
            return False
    return False
