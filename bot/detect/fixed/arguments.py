"""Finds the phrases that a verb can take, by their place: the subject on its left, the object on its right, what stands behind
a preposition.

In: the chunks of a sentence and the place of a verb. Out: a chunk, or nothing. A phrase behind a preposition is never
subject or object. It must never know a move's meaning.
"""

from __future__ import annotations

from dataclasses import replace

from bot.detect.atoms import Type
from bot.detect.chunks import Chunk, Sort
from bot.detect.fixed.asides import apposed, described, explained
from bot.detect.fixed.clause import Clause
from bot.languages.names import names
from bot.languages.pack import Voice
from bot.model import Rank

NEAR = 14  # chunks that are looked at on either side for an argument
NO_TRADE = frozenset({"det", "time", "month", "verb", "number"})  # classes of words that tell of no trade


def subject_of(clause: Clause, at: int, want: str) -> Chunk | None:
    """The nearest fitting phrase on the left that no preposition governs."""
    shared = coordinated(clause, at)
    if shared is not None:
        return subject_of(clause, shared, want)
    told = decider(clause, at) if want == "person" else None
    told = told or described(clause, at, want) or (result_of(clause, at) if want == "org" else None)
    if told is not None:
        return told
    edge = max(clause.left_edge(at), at - 2 * NEAR)
    tail = want == "person" and "of" in clause.pack.classes(clause.chunks[at].low.partition(" ")[0])
    weak: Chunk | None = None
    for back in range(at - 1, edge - 1, -1):
        chunk = clause.chunks[back]
        if (
            "rel" in chunk.classes
            and want == "person"
            and all(c.sort in (Sort.AUXILIARY, Sort.OTHER) for c in clause.chunks[back + 1 : at])
        ):
            before = (
                clause.chunks[back - 1] if clause.chunks[back - 1].sort is not Sort.COMMA else clause.chunks[back - 2]
            )
            return before if clause.fits(before, want) else None
        if want == "person" and chunk.sort is Sort.JOBS and back and staff_meant(clause, back):
            return None
        if chunk.sort is Sort.JOBS and not all(c.sort is Sort.AUXILIARY for c in clause.chunks[back + 1 : at]):
            continue
        if chunk.sort is Sort.SUBORDINATOR and weak is not None and want == "org":
            return weak  # "Acme pauses hiring, while Initech is cutting jobs"
        acts = all(c.sort is Sort.AUXILIARY for c in clause.chunks[back + 1 : at])
        if want == "person" and acts and "company_pronoun" in chunk.classes:
            return None  # "Initech said it was replacing Jane Roe"
        if chunk.sort not in (Sort.NOUN, Sort.PRONOUN, Sort.FIRM, Sort.JOBS):
            continue
        if want == "person" and chunk.sort is Sort.FIRM and not chunk.possessive and acts and back + 1 < at:
            return None  # "whose company was hired by Acme"
        if "quantity" in chunk.classes and back and clause.chunks[back - 1].sort in (Sort.AUXILIARY, Sort.NOUN):
            continue  # "are both leaving"
        if clause.behind_preposition(back) and not clause.opens_clause(back, at):
            continue
        if want == "org" and (member(clause, back, at) or aimed(clause, back, at) or owns(clause, back)):
            continue
        if want == "org" and acts and back and allied(clause, back):
            return chunk
        if want == "org" and back and "seen" in clause.chunks[back - 1].classes:
            continue  # "Acme told Initech that it will cut 300 jobs"
        if chunk.sort is Sort.NOUN and chunk.name is None and tail:
            continue  # "told the board of his decision to resign"
        held = back > 0 and chunk.sort is Sort.NOUN and chunk.name is None
        held = held and clause.chunks[back - 1].sort is Sort.TRIGGER
        gerund = held and any(trigger.gerund for trigger in clause.chunks[at].triggers)
        if want == "person" and gerund and not means_anyone(clause, chunk):
            continue  # "was named chief executive, replacing", but "taps insider as chief, replacing"
        if want == "person" and chunk.possessive and back + 1 < at and owned(clause.chunks[back + 1]):
            continue  # "the chairman's son joins", "Roe's Acme replaces"
        if clause.fits(chunk, want):
            if want == "org" and (whole := apposed(clause, back)) is not None:
                return whole
            if want == "org" and chunk.sort is Sort.FIRM and (whole := explained(clause, back, at)) is not None:
                return whole
            if want == "org" and chunk.sort is Sort.NOUN and chunk.type is not Type.ORG:
                weak = weak or product_owner(clause, back) or chunk
                continue
            if (
                want == "person"
                and chunk.type is Type.UNKNOWN
                and chunk.role is None
                and weak is None
                and chunk.sort is Sort.NOUN
                and chunk.name is not None
                and " " not in chunk.name
            ):
                if opens_clause(clause, back, at):
                    return chunk
                weak = chunk
                continue
            if want == "person" and chunk.sort is Sort.NOUN and chunk.name is None:
                borne = bearer(clause, back, edge)
                if chunk.group and borne is not clause.chunks[back - 2]:
                    borne = None  # "Acme in turmoil as Roe talks and executives resign"
                return borne or (weak if weak is not None and back < at - 4 else chunk)
            return weak if weak is not None and back < at - 4 and chunk.name is None else chunk
    return weak or byline(clause, edge, want)


def staff_meant(clause: Clause, at: int) -> bool:
    """Whether staff described by a relative clause open a clause whose verb is theirs ("said people who leave would not be
    replaced")."""
    before, after = clause.chunks[at - 1], clause.chunk(at + 1)
    opens = before.sort in (Sort.SUBORDINATOR, Sort.BREAK) or "say" in before.classes
    return opens and after is not None and "rel" in after.classes


def allied(clause: Clause, at: int) -> bool:
    """Whether a strange name stands behind a word for who works for the firm before it ("Acme contractor Orbit lays off 300")."""
    chunk, before = clause.chunks[at], clause.chunks[at - 1]
    strange = chunk.sort is Sort.NOUN and chunk.name is not None and chunk.type is Type.UNKNOWN and chunk.role is None
    return strange and "ally" in before.classes and before.sort in (Sort.JOBS, Sort.OTHER) and not chunk.possessive


def means_anyone(clause: Clause, chunk: Chunk) -> bool:
    """Whether a word for somebody names no post ("an outsider")."""
    return "unranked" in clause.pack.classes((chunk.role or "").casefold().rpartition(" ")[2])


def owned(chunk: Chunk) -> bool:
    """Whether what stands behind a possessive is the head of the phrase, a thing or a firm."""
    return chunk.sort in (Sort.OTHER, Sort.PARTICLE) or (chunk.sort is Sort.NOUN and chunk.firm)


def result_of(clause: Clause, at: int) -> Chunk | None:
    """The firm that opens a clause whose gerund behind a comma tells what comes of it ("Acme shuts Orbit down, cutting 300
    jobs")."""
    gerund = any(trigger.gerund for trigger in clause.chunks[at].triggers)
    if not gerund or not at or clause.chunks[at - 1].sort is not Sort.COMMA:
        return None
    first = clause.chunks[clause.left_edge(at)]
    return first if first.sort is Sort.NOUN and first.type is Type.ORG and first.role is None else None


def member(clause: Clause, at: int, verb: int) -> bool:
    """Whether a name ends a list that a preposition governs, in an apposition that a comma closes before the verb ("Acme,
    backed by Initech and Hooli, has cut its staff").
    """
    if clause.chunks[at + 1].sort is not Sort.COMMA or clause.chunks[at - 1].sort is not Sort.CONJUNCTION:
        return False
    back = at - 1
    while back > 1 and clause.chunks[back].sort in (Sort.CONJUNCTION, Sort.COMMA) and clause.chunks[back - 1].firm:
        if clause.governed(back - 1):
            return all(chunk.sort in (Sort.AUXILIARY, Sort.OTHER) for chunk in clause.chunks[at + 2 : verb])
        back -= 2
    return False


def aimed(clause: Clause, at: int, verb: int) -> bool:
    """Whether an infinitive tells what others do with what a firm makes ("a tool used by 400 firms to hire people")."""
    to = verb - 1
    while to > at and clause.chunks[to].sort is not Sort.AUXILIARY:
        to -= 1
    doer = to - 1
    if doer <= at or "to" not in clause.chunks[to].classes or clause.is_verb(doer):
        return False
    while doer > at and clause.chunks[doer].sort in (Sort.OTHER, Sort.FIRM, Sort.JOBS):
        doer -= 1
    return doer > at and clause.chunks[doer].low in clause.pack.agents


def opens_clause(clause: Clause, at: int, verb: int) -> bool:
    """Whether a name opens a clause of its own right before its verb ("Roe quits as Doe steps in")."""
    before = clause.chunks[at - 1] if at else None
    if before is None or not all(chunk.sort is Sort.AUXILIARY for chunk in clause.chunks[at + 1 : verb]):
        return False
    return before.sort in (Sort.COMMA, Sort.SUBORDINATOR) or bool({"sub", "say"} & before.classes)


def product_owner(clause: Clause, at: int) -> Chunk | None:
    """The word for a firm behind a strange name, which then is what the firm makes ("Night Harbour developer cuts jobs")."""
    after = clause.chunk(at + 1)
    return after if after is not None and "makes" in after.classes and clause.headline else None


def bearer(clause: Clause, at: int, edge: int) -> Chunk | None:
    """Whom a bare role stands beside ("Jane Roe, head of cloud, and president of its unit, …"), if anybody."""
    if clause.chunks[at - 1].sort not in (Sort.COMMA, Sort.CONJUNCTION):
        return None
    for back in range(at - 1, edge - 1, -1):
        chunk = clause.chunks[back]
        if chunk.sort in (Sort.TRIGGER, Sort.SUBORDINATOR, Sort.AUXILIARY) or clause.is_verb(back):
            return None
        if chunk.sort is Sort.NOUN and chunk.name is not None and chunk.type is Type.PERSON:
            return chunk
    return None


def coordinated(clause: Clause, at: int) -> int | None:
    """The verb before this one that shares its subject ("Acme reports a loss and cuts 300 jobs"), if any.

    A comma alone joins verbs only in headlines; elsewhere it closes an apposition.
    """
    if any(trigger.gerund for trigger in clause.chunks[at].triggers):
        return None
    if "sub" in clause.pack.classes(clause.chunks[at].low.partition(" ")[0]):
        return None
    edge = clause.left_edge(at)
    back = at - 1
    while back >= edge and (clause.helps(back) or clause.is_verb(back)):
        back -= 1
    if back < edge or clause.chunks[back].sort not in (Sort.CONJUNCTION, Sort.COMMA):
        return None
    joined = clause.chunks[back].sort is Sort.CONJUNCTION
    for verb in range(back - 1, edge - 1, -1):
        if clause.chunks[verb].sort is Sort.SUBORDINATOR and not joined:
            return None
        if clause.chunks[verb].sort is Sort.COMMA and clause.chunks[verb - 1].sort is Sort.NOUN and not clause.headline:
            return None
        if clause.is_verb(verb) or clause.other_move(clause.chunks[verb]) or infinitive(clause, verb):
            return verb if joined or clause.headline else None
    return None


def infinitive(clause: Clause, at: int) -> bool:
    """Whether a word is a verb by its place alone ("to license its software and hire its chief")."""
    before = clause.chunks[at - 1] if at else None
    return before is not None and "modal" in before.classes and clause.chunks[at].sort is Sort.OTHER


def byline(clause: Clause, edge: int, want: str) -> Chunk | None:
    """ "Jane Roe: why I joined", "Acme: 300 jobs cut": one phrase and a colon before the sentence are its
    subject or topic.
    """
    if (
        edge == 2
        and clause.chunks[1].low == ":"
        and clause.chunks[0].sort is Sort.NOUN
        and clause.fits(clause.chunks[0], want)
    ):
        return clause.chunks[0]
    return None


def owns(clause: Clause, at: int) -> bool:
    """Whether a firm only owns or backs the one that acts ("Orbit, majority-owned by the miner Acme, appoints …")."""
    back = at - 1
    while (
        back > 0 and clause.chunks[back].sort in (Sort.FIRM, Sort.OTHER) and "verb" not in clause.chunks[back].classes
    ):
        back -= 1
    by = back > 0 and clause.chunks[back].low in clause.pack.agents
    return by and "verb" in clause.chunks[back - 1].classes


def decider(clause: Clause, at: int) -> Chunk | None:
    """Whose decision it is to do what the verb at `at` tells ("campaigners welcome Jane Roe's decision to quit")."""
    if at < 3 or "to" not in clause.chunks[at - 1].classes or "resolve" not in clause.chunks[at - 2].classes:
        return None
    owner = clause.chunks[at - 3]
    return owner if owner.sort is Sort.NOUN and owner.possessive and owner.human else None


def object_of(clause: Clause, at: int, want: str) -> Chunk | None:
    """The first fitting phrase on the right that no preposition governs, before the next move."""
    edge = min(clause.right_edge(at), at + NEAR)
    for ahead in range(at + 1, edge):
        chunk = clause.chunks[ahead]
        if clause.describes(ahead):
            continue
        if clause.other_move(chunk):
            break
        if (
            chunk.sort is Sort.PREPOSITION
            or (chunk.sort is Sort.AUXILIARY and ahead > at + 1)
            or (chunk.sort is Sort.COMMA and (want == "org" or thing_taken(clause, at, ahead)))
            or (chunk.sort is Sort.CONJUNCTION and (ahead == at + 1 or clause.is_verb(ahead + 1)))
        ):
            break
        if chunk.sort is Sort.JOBS and (chunk.role is None or want != "people"):
            continue
        if chunk.sort not in (Sort.NOUN, Sort.PRONOUN, Sort.FIRM, Sort.JOBS):
            continue
        if clause.behind_preposition(ahead):
            continue
        if chunk.sort is Sort.FIRM and behind_trade(clause, ahead, edge) is not None:
            continue  # "rival Acme", "venture capital firm Acme"
        if clause.no_object(ahead) or begins_clause(clause, ahead) if want != "org" else clause.some(chunk):
            return None
        if clause.fits(chunk, want):
            return head_firm(clause, ahead) if want == "org" else chunk
        if want != "org" and chunk.sort is Sort.NOUN and chunk.type is Type.ORG:
            return None
    return None


def behind_trade(clause: Clause, at: int, edge: int) -> Chunk | None:
    """The firm behind small words and a word for a firm from `at` on that only tell its trade ("investment bank Acme")."""
    words = (Sort.OTHER, Sort.FIRM)
    end = at
    while end < edge and clause.chunks[end].sort in words and not clause.chunks[end].classes & NO_TRADE:
        end += 1
    told = at < end < edge and clause.chunks[end - 1].sort is Sort.FIRM
    told = (
        told and not clause.parsed.atoms[clause.chunks[end - 1].last - 1].possessive
    )  # "joins the firm's Dallas office"
    return clause.chunks[end] if told and clause.chunks[end].firm else None


def begins_clause(clause: Clause, at: int) -> bool:
    """Whether somebody behind a verb is the subject of a clause of their own ("announces she will lead Acme", "announced Roe has
    left")."""
    after = clause.chunk(at + 1)
    if after is None or after.sort not in (Sort.AUXILIARY, Sort.TRIGGER) or clause.chunks[at].sort is Sort.JOBS:
        return False
    classes = clause.pack.classes(after.low.partition(" ")[0])
    return bool(classes & {"modal", "be", "have"}) and "to" not in classes


def thing_taken(clause: Clause, at: int, comma: int) -> bool:
    """Whether a thing stands between a verb and a comma, so that who follows is not its object ("an opportunity to secure the
    space", said Roe, "promotes accounts that share lies, researchers find")."""
    between = clause.chunks[at + 1 : comma]
    told = any("det" in c.classes and (c is between[0] or "sub" in c.classes) for c in between)
    return told and all(c.sort is Sort.OTHER for c in between)


def opens_other(clause: Clause, at: int) -> bool:
    """Whether a word that can be a preposition opens a clause of its own ("after prosecutors indicted him")."""
    if "sub" not in clause.chunks[at].classes:
        return False
    for ahead in range(at + 1, min(len(clause.chunks), at + 6)):
        chunk = clause.chunks[ahead]
        if chunk.sort in (Sort.COMMA, Sort.BREAK):
            return False
        if chunk.sort is Sort.AUXILIARY or (
            "verb" in chunk.classes and clause.chunks[ahead - 1].sort is not Sort.PREPOSITION
        ):
            return ahead > at + 1
    return False


def body_acts(clause: Clause, at: int) -> bool:
    """Whether a board opens a clause of its own and is no post ("resigns as board seeks to restore confidence")."""
    body, after = clause.chunks[at], clause.chunk(at + 1)
    if body.rank is not Rank.BOARD or body.name is not None or body.last > body.first + 1 or after is None:
        return False
    return any(t.voice is not Voice.NOUN and not (t.past or t.gerund) for t in after.triggers)


def house(clause: Clause, at: int) -> bool:
    """Whether a lone family name right behind "from" is the firm's that somebody is hired from ("poaches Roe from Faber")."""
    chunk = clause.chunks[at]
    lone = chunk.surname and chunk.role is None and chunk.type is not Type.PERSON and not chunk.possessive
    return lone and "source" in clause.chunks[at - 1].classes


def other_told(clause: Clause, at: int) -> bool:
    """Whether a clause about somebody else opens behind a comma ("Roe to retire, Doe of Acme expected to follow")."""
    if at + 4 >= len(clause.chunks):
        return False
    after, verb = clause.chunks[at + 1 : at + 3]
    if after.sort is not Sort.NOUN or after.name is None or after.type not in (Type.PERSON, Type.UNKNOWN):
        return False
    if "of" in verb.classes and clause.chunks[at + 3].firm:
        verb = clause.chunks[at + 4]
    return verb.sort in (Sort.AUXILIARY, Sort.TRIGGER) or ("verb" in verb.classes and "say" not in verb.classes)


def opens_purpose(clause: Clause, at: int) -> bool:
    """Whether a plain infinitive opens here ("would leave to take up a post at Acme")."""
    if "to" not in clause.chunks[at].classes or at + 1 >= len(clause.chunks):
        return False
    after = clause.chunks[at + 1]
    return after.sort is Sort.OTHER and "verb" in after.classes


def head_firm(clause: Clause, at: int) -> Chunk:
    """The firm that a phrase means: the owner of a unit ("Acme's Orbit team"), the rival and not whose it is
    ("Acme rival Initech"), the one that lies in a place ("U.S. discount chain Acme").
    """
    chunk = clause.chunks[at]
    if chunk.type is Type.PLACE and chunk.role is None and not chunk.possessive:
        firm = behind_trade(clause, at + 1, len(clause.chunks))
        if firm is not None:
            return firm
    if chunk.org is not None and chunk.role is None and not is_known_firm(clause, chunk):
        return replace(chunk, name=chunk.org, type=chunk.org_type, org=None)
    if at + 2 < len(clause.chunks) and clause.chunks[at + 1].sort is Sort.FIRM and clause.chunks[at + 2].firm:
        return clause.chunks[at + 2]
    before = clause.chunks[at - 1] if at else chunk
    if before.sort is Sort.NOUN and before.possessive and before.firm and not is_known_firm(clause, chunk):
        return before
    return chunk


def is_known_firm(clause: Clause, chunk: Chunk) -> bool:
    """Whether a name is a known firm's as a whole, and not only a unit's."""
    return names().known((chunk.name or "").casefold().split())


def phrase_after(clause: Clause, at: int, prepositions: frozenset[str], want: str) -> Chunk | None:
    """The fitting phrase behind one of the prepositions, on the right."""
    if not prepositions:
        return None
    edge = min(clause.right_edge(at), at + NEAR + 6)
    for ahead in range(at + 1, edge):
        chunk = clause.chunks[ahead]
        if ahead > at + 1 and clause.other_move(chunk) and not clause.joined(at, ahead):
            break
        if chunk.sort is Sort.AUXILIARY and "modal" in chunk.classes and "to" not in chunk.classes and ahead > at + 1:
            break
        if ahead > at + 1 and chunk.low not in prepositions and ("say" in chunk.classes or opens_other(clause, ahead)):
            break
        if want == "org" and opens_purpose(clause, ahead):
            break
        if want == "org" and chunk.sort is Sort.COMMA and other_told(clause, ahead):
            break
        counts = "measure" in chunk.classes and ahead + 1 < edge and clause.chunks[ahead + 1].sort is Sort.JOBS
        if "circumstance" in chunk.classes and not counts and (want == "role" or not timed(clause, ahead)):
            break  # "resigned following protests against Acme"
        if chunk.sort is Sort.NOUN and ahead > 0 and clause.governor(ahead) in prepositions:
            chunk = head_firm(clause, ahead) if want == "org" else chunk
            if want == "org" and chunk.type is Type.PERSON and chunk.possessive and ahead + 1 < edge:
                chunk = clause.chunks[ahead + 1]  # "from Jane Roe's Acme"
            if want == "org" and chunk.type is Type.UNKNOWN and site(clause, ahead):
                continue
            if want == "org" and ((chunk.firm and chunk.type is not Type.PERSON) or house(clause, ahead)):
                return chunk
            if want == "role" and chunk.role is not None:
                return None if body_acts(clause, ahead) else chunk
            if want == "person" and chunk.human:
                return None if clause.owns_thing(ahead) else chunk  # "the removal of Roe's account"
    return None


def site(clause: Clause, at: int) -> bool:
    """Whether a name only tells which of a firm's sites is meant ("at its Westport plant", "at the Westport office")."""
    chunk, after = clause.chunks[at], clause.chunk(at + 1)
    owned = "own" in clause.parsed.atoms[chunk.first].classes or chunk.own or chunk.definite
    return owned and after is not None and "site" in after.classes


def timed(clause: Clause, at: int) -> bool:
    """Whether a span of time follows ("after ten years at Acme")."""
    return any("time" in chunk.classes for chunk in clause.chunks[at + 1 : at + 4])


def behind(clause: Clause, at: int, prepositions: frozenset[str]) -> Chunk | None:
    """The person right behind one of the prepositions, whatever noun governs it ("narrows the role of Jane Roe")."""
    for ahead in range(at + 1, clause.right_edge(at)):
        chunk = clause.chunks[ahead]
        if clause.other_move(chunk):
            return None
        if chunk.sort is Sort.NOUN and chunk.human and clause.chunks[ahead - 1].low.rpartition(" ")[2] in prepositions:
            return chunk
    return None
