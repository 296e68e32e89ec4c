"""Finds the firm of a move: its subject or object, the owner of a unit, whoever somebody acts for.

In: the chunks of a sentence and the place of a verb. Out: a firm's name, or a draft with it. It must never guess from
other sentences.
"""

from __future__ import annotations

from bot.detect.atoms import Style, Type, What
from bot.detect.chunks import Chunk, Sort
from bot.detect.draft import COMPANY, FIRM, JOIN, Draft
from bot.detect.fixed.arguments import coordinated, head_firm, is_known_firm, subject_of
from bot.detect.fixed.clause import Clause
from bot.languages.names import names
from bot.model import Kind

NAME_PARTS = (Sort.OTHER, Sort.FIRM, Sort.JOBS, Sort.PARTICLE, Sort.CONJUNCTION)  # what a firm's name can be read as
NO_NAME = frozenset(
    {"det", "own", "sub", "rel", "self", "month", "say", "quality", "current", "plus", "backer", "maker"}
)
NAMEABLE = frozenset({"verb", "area", "sway", "figure", "venue", "event", "structure"})  # classes of plain nouns


def put_post(clause: Clause, at: int, draft: Draft) -> None:
    """A post in place of a firm: "joins Acme's board", "leaves its board"."""
    chunk = clause.chunk(at + 1)
    if chunk is None or chunk.sort is not Sort.NOUN or chunk.role is None or chunk.name is not None:
        return
    draft.role, draft.rank, draft.role_chunk = chunk.role, chunk.rank, chunk
    if chunk.org is not None:
        draft.org = chunk.org
    elif chunk.own:
        draft.org = owner_before(clause, at)


def owner_before(clause: Clause, at: int) -> str:
    """Whom "its" means: the firm named last before it in the sentence, else the one the text is about."""
    for back in range(at - 1, -1, -1):
        chunk = clause.chunks[back]
        if chunk.sort is Sort.NOUN and chunk.firm and not clause.behind_preposition(back):
            return chunk.name or FIRM
    return FIRM


def last_firm(clause: Clause, at: int) -> str | None:
    """The firm named last before a place in the sentence ("Acme buys Initech; its team …")."""
    return next((chunk.name for chunk in reversed(clause.chunks[:at]) if chunk.sort is Sort.NOUN and chunk.firm), None)


def put_subject_org(clause: Clause, at: int, draft: Draft) -> None:
    draft.org = draft.org or told_of_firm(clause, at)
    if draft.org is not None:
        return
    org = subject_of(clause, at, "org")
    if org is draft.person:
        org = None
    if org is not None:
        put_org(clause, draft, org)
        draft.org = name_to_verb(clause, at, draft, org) or draft.org
        return
    draft.org = (
        draft.org or employer_of(clause, at, draft.person) or capital_subject(clause, at) or filler(clause, draft)
    )
    if draft.org is None and draft.kind in JOIN:
        draft.org = whole_opening(clause, at, draft)
    if draft.org is None:
        draft.org = goes_on(clause, at, draft)
    if draft.org is None and draft.kind in COMPANY and not draft.move.person:
        draft.org = house_like(clause, at)
    if draft.org is None and draft.kind is Kind.LAYOFFS and draft.jobs is not None:
        draft.org = draft.jobs.org  # "Roe to sack half of Acme staff"


def told_of_firm(clause: Clause, at: int) -> str | None:
    """A firm of everyday words that opens a sentence and of which an aside between commas tells, right before the verb ("Kite,
    which Acme spun out in May, has hired …", "Kite, a startup backed by Acme, names …").
    """
    close = at - 1
    while close > 0 and clause.chunks[close].sort is Sort.AUXILIARY:
        close -= 1
    first = clause.left_edge(at)
    comma = next((i for i in range(first, close) if clause.chunks[i].sort is Sort.COMMA), close)
    if comma == first or comma + 1 >= close or clause.chunks[close].sort is not Sort.COMMA:
        return None
    aside = clause.chunks[comma + 1 : close]
    house = "indefinite" in clause.parsed.atoms[aside[0].first].classes and any(c.sort is Sort.FIRM for c in aside)
    tells = house or ("rel" in aside[0].classes and not any(c.sort is Sort.COMMA for c in aside))
    words = all(chunk.sort is Sort.OTHER and nameable(chunk) for chunk in clause.chunks[first:comma])
    atoms = clause.parsed.atoms[clause.chunks[first].first : clause.chunks[comma - 1].last]
    return clause.text(first, comma) if tells and words and all(atom.capital for atom in atoms) else None


def filler(clause: Clause, draft: Draft) -> str | None:
    """A firm that reads like a person and is known by what it does: it fills a post ("McGraw Hill appoints new CEO", "Great
    Panther Silver names Jane Roe CEO", "Lojas Brenner hires Jane Roe").

    Fails on people by one name who fill a post of a firm that the headline leaves out ("Musk names new chief").
    """
    person, at = draft.person, draft.at
    while at > 0 and clause.chunks[at - 1].sort is Sort.AUXILIARY:
        at -= 1
    before = clause.chunks[at - 1] if at else None
    if person is None or before is None or before.sort is not Sort.NOUN or before is person or before.name is None:
        return None
    if "honorific" in clause.parsed.atoms[before.first].classes:
        return None
    start = at - 1
    while start > 0 and clause.chunks[start - 1].low.isalpha() and begins_name(clause, clause.chunks[start - 1]):
        start -= 1  # "Turquoise Hill"
    opens = start == 0 or clause.chunks[start - 1].sort is Sort.BREAK
    if (
        not opens
        or draft.kind is Kind.DEPARTURE
        or before.role is not None
        or before.possessive
        or before.org is not None
    ):
        return None
    name = clause.text(start, at)
    first, *rest = name.casefold().split()
    post = person.name is None and person.fresh and person.org is None
    if first in names().given or not ((person.type is Type.PERSON and rest) or post):
        return None
    before.name, before.type, before.surname = name, Type.ORG, False  # the text names a firm, and nobody
    return name


def goes_on(clause: Clause, at: int, draft: Draft) -> str | None:
    """The firm that opens a headline whose semicolon parts from it the verb that takes somebody by name ("Kelvora raises $10 mln;
    names Roe chief")."""
    parted = at > 1 and takes_person(clause, at, draft) and clause.chunks[at - 1].low == ";"
    first = clause.chunks[0]
    named = first.sort is Sort.NOUN and first.firm and first.org is None and not (first.possessive or first.definite)
    return first.name if parted and named else None


def house_like(clause: Clause, at: int) -> str | None:
    """A firm that opens the headline of what only firms do to their staff, and reads like a person by its last word alone ("Lojas
    Brenner to cut jobs"), where nobody else stands before the verb. Fails on people whose given name no table knows.
    """
    edge = clause.left_edge(at)
    first, *more = clause.chunks[edge:at] or [clause.chunks[at]]
    names_one = first.sort is Sort.NOUN and first.type is Type.PERSON and first.role is None and first.org is None
    if not (names_one and clause.headline) or first.name is None or first.possessive or first.definite:
        return None
    if any(chunk.sort is Sort.NOUN or "pronoun" in chunk.classes for chunk in more):
        return None
    word, *rest = first.name.casefold().split()
    if not rest or word in names().given or not word.isalpha():
        return None
    first.type, first.surname = Type.ORG, False  # the text names a firm, and nobody
    return first.name


def capital_subject(clause: Clause, at: int) -> str | None:
    """A firm named by everyday words, known by its place: capitals from the start of the sentence up to the
    verb ("Acme names …").
    """
    shared = coordinated(clause, at)
    if shared is not None and shared < at:
        return capital_subject(clause, shared)
    last = at
    while last > 0 and clause.chunks[last - 1].sort is Sort.AUXILIARY:
        last -= 1
    first = last
    while first > 0 and clause.chunks[first - 1].sort is Sort.OTHER and nameable(clause.chunks[first - 1]):
        first -= 1
    if first == last or (first > 0 and clause.chunks[first - 1].sort is not Sort.BREAK):
        return None
    atoms = clause.parsed.atoms[clause.chunks[first].first : clause.chunks[last - 1].last]
    several = atoms[-1].low.endswith(clause.pack.plural_nouns) and not (
        len(atoms) > 1 if atoms[-1].low in names().org_words else for_one(clause, at)
    )
    return None if several or not all(atom.capital for atom in atoms) else clause.text(first, last)


def whole_opening(clause: Clause, at: int, draft: Draft) -> str | None:
    """All that stands before the verb of a headline that takes a person by name right behind it, where every word has a
    capital: what fills posts is a firm, whatever its words mean elsewhere ("Five Prime Therapeutics Appoints Jane Roe").

    Fails on people who are many ("Voters Elect Jane Roe Chair").
    """
    if not at or not takes_person(clause, at, draft):
        return None
    opening = clause.chunks[:at]
    atoms = clause.parsed.atoms[opening[0].first : opening[-1].last]
    words = all(chunk.sort in NAME_PARTS and (opens_name(chunk) or chunk is not opening[0]) for chunk in opening)
    several = opening[-1].sort in (Sort.FIRM, Sort.JOBS) and opening[-1].low.endswith(clause.pack.plural_nouns)
    capital = all(atom.capital or atom.what is What.CONJUNCTION for atom in atoms)
    return clause.text(0, at) if words and capital and not several else None


def name_to_verb(clause: Clause, at: int, draft: Draft, org: Chunk) -> str | None:
    """A firm with the everyday words that stand between it and the verb of a headline that takes a person by name right behind it
    ("Nordlys Data Centers Appoints Jane Roe"); a firm that the tables know is named in full already ("Google Again Names")."""
    if at < 2 or draft.kind not in JOIN or not takes_person(clause, at, draft):
        return None
    if org.name is None or org.possessive or org is not clause.chunks[0] or names().known(org.name.casefold().split()):
        return None
    words = all(chunk.sort is Sort.OTHER and nameable(chunk) for chunk in clause.chunks[1:at])
    words = words and clause.chunks[at - 1].low not in clause.pack.silent_orgs  # "Bank of Linden County"
    atoms = clause.parsed.atoms[org.last : clause.chunks[at - 1].last]
    return clause.text(0, at) if words and all(atom.capital for atom in atoms) else None


def takes_person(clause: Clause, at: int, draft: Draft) -> bool:
    """Whether the verb of a headline has somebody's name for its object right behind it."""
    person = draft.person
    return clause.headline and person is not None and clause.chunk(at + 1) is person and person.type is Type.PERSON


def opens_name(chunk: Chunk) -> bool:
    """Whether a word can open a firm's name, and no phrase about others ("Its Board", "When Acme")."""
    return not chunk.classes & NO_NAME


def for_one(clause: Clause, at: int) -> bool:
    """Whether a verb stands in its form for one, so that a word for several before it is a name ("Travelers names Jane Roe")."""
    now = not any(trigger.past or trigger.gerund for trigger in clause.chunks[at].triggers)
    return now and clause.chunks[at].low.partition(" ")[0].endswith(clause.pack.plural_nouns)


def nameable(chunk: Chunk) -> bool:
    """Whether an everyday word can be part of a firm's name."""
    return not chunk.classes - NAMEABLE or chunk.low in names().org_words


def capital_object(clause: Clause, at: int) -> str | None:
    """A firm named by everyday words, known by its place: capitals between the verb and the next mark or
    preposition ("Jane Roe exits Nest").
    """
    last = at + 1
    while last < len(clause.chunks) and clause.chunks[last].sort is Sort.OTHER and not clause.chunks[last].classes:
        last += 1
    closed = last == len(clause.chunks) or clause.chunks[last].sort in (Sort.COMMA, Sort.BREAK, Sort.PREPOSITION)
    if last == at + 1 or last > at + 3 or not closed or clause.parsed.style is Style.CAPITALS:
        return None
    atoms = clause.parsed.atoms[clause.chunks[at + 1].first : clause.chunks[last - 1].last]
    return clause.text(at + 1, last) if all(atom.capital for atom in atoms) else None


def employer_of(clause: Clause, at: int, person: Chunk | None) -> str | None:
    """The firm of somebody who acts for it ("Acme's CEO Jane Roe fires …")."""
    for back in range(at - 1, clause.left_edge(at) - 1, -1):
        chunk = clause.chunks[back]
        if (
            chunk is not person
            and (chunk.sort is Sort.NOUN or (chunk.sort is Sort.JOBS and person is None))
            and chunk.human
            and chunk.org is not None
            and not chunk.former
        ) and not clause.behind_preposition(back):
            return chunk.org
    return None


def put_org(clause: Clause, draft: Draft, org: Chunk | None) -> None:
    if org is None:
        return
    if org.sort is Sort.FIRM:
        if (
            org in clause.chunks
            and clause.chunks.index(org) > draft.at
            and other_house(clause, clause.chunks.index(org))
        ):
            return
        draft.org = house_of(clause, org) or FIRM
    else:
        if org in clause.chunks:
            org = head_firm(clause, clause.chunks.index(org))
        draft.org = whole_name(clause, org)
        draft.org_weak = org.type is Type.UNKNOWN


def whole_name(clause: Clause, org: Chunk) -> str | None:
    """A firm of everyday words with those in capitals that open its headline before it ("Harbor Advisory Partners names …")."""
    if org.name is None or org not in clause.chunks or not (clause.headline and everyday(clause, org.name)):
        return org.name
    at = first = clause.chunks.index(org)
    while first > 0 and begins_name(clause, clause.chunks[first - 1]):
        first -= 1
    opens = first == 0 or clause.chunks[first - 1].sort is Sort.BREAK
    return clause.text(first, at + 1) if first < at and opens and not org.possessive else org.name


def everyday(clause: Clause, name: str) -> bool:
    """Whether a name is made of words of every day and of those that firms bear, and is no known firm's."""
    words = name.casefold().split()
    tables = (clause.pack.common, names().org_words, names().legal_forms)
    return all(any(word in table for table in tables) for word in words) and not names().known(words)


def begins_name(clause: Clause, chunk: Chunk) -> bool:
    """Whether a word in capitals can be the first part of a firm's name."""
    plain = chunk.sort is Sort.OTHER and nameable(chunk)
    strange = chunk.sort is Sort.NOUN and chunk.role is None and chunk.firm and not (chunk.possessive or chunk.definite)
    return (plain or strange) and all(atom.capital for atom in clause.parsed.atoms[chunk.first : chunk.last])


def other_house(clause: Clause, at: int) -> bool:
    """Whether a word for a firm means one that nobody has named ("joins another energy firm")."""
    while at > 0 and clause.chunks[at - 1].sort is Sort.OTHER and not clause.chunks[at].classes & {"det"}:
        at -= 1
    return bool(clause.chunks[at].classes & {"indefinite", "another"})


def house_of(clause: Clause, chunk: Chunk) -> str | None:
    """A house called by its kind and a name before it ("Harvard museum"), if it is one."""
    at = first = clause.chunks.index(chunk)
    while first > 1 and clause.chunks[first - 1].sort is Sort.FIRM:
        first -= 1  # "Harvard hospital group"
    before = clause.chunks[first - 1] if first else chunk
    named = before.sort is Sort.NOUN and before.name is not None and before.role is None and not before.possessive
    if "house" not in chunk.classes or not named or before.definite or before.own or before.type is Type.PERSON:
        return None
    if before.type is Type.PLACE and first > 1 and clause.chunks[first - 2].sort is Sort.OTHER:
        return None  # "the largest U.S. bank"
    return clause.text(first - 1, at + 1)


def announcer(clause: Clause, at: int) -> str | None:
    """The one firm named before a nominal move, which tells it ("Acme reports the resignation of its chief")."""
    left = clause.chunks[clause.left_edge(at) : at]
    if any(acts(clause, chunk) for chunk in left) and introduces_itself(left):
        return left[0].name
    firms = [chunk.name for chunk in left if chunk.sort is Sort.NOUN and chunk.firm]
    sure = clause.headline or any(chunk.type is Type.ORG for chunk in left)
    verb = clause.chunks[at].low.count(" ") > 1 or any(acts(clause, chunk) for chunk in left)
    if not firms and "verb" in clause.pack.classes(clause.chunks[at].low.partition(" ")[0]):
        return capital_subject(clause, at)  # "Acme confirms the departure of its chief"
    return firms[0] if len(firms) == 1 and verb and sure else None


def introduces_itself(left: list[Chunk]) -> bool:
    """Whether a name opens a sentence and says behind a comma what firm it is ("Acme, a provider of HPC tools, announces …")."""
    if len(left) < 4 or left[0].sort is not Sort.NOUN or not left[0].firm or left[0].possessive:
        return False
    if left[1].sort is not Sort.COMMA or "det" not in left[2].classes:
        return False
    close = next((at for at in range(3, len(left)) if left[at].sort is Sort.COMMA), 0)
    return any(chunk.sort is Sort.FIRM for chunk in left[3:close])


def acts(clause: Clause, chunk: Chunk) -> bool:
    """Whether a chunk is a verb of every day, also one that can be a move ("announces")."""
    return "verb" in chunk.classes | clause.pack.classes(chunk.low.partition(" ")[0])


def struck_firm(clause: Clause, at: int) -> str | None:
    """The firm that something happens to ("another round of layoffs hits Acme")."""
    if at + 2 < len(clause.chunks) and "verb" in clause.chunks[at + 1].classes and clause.chunks[at + 2].firm:
        return clause.chunks[at + 2].name
    return None


def team_of(clause: Clause, at: int) -> str | None:
    """Whose team the subject is ("the Acme team", "the team behind Acme"), if it is one."""
    named: str | None = None
    for back in range(at - 1, clause.left_edge(at) - 1, -1):
        chunk = clause.chunks[back]
        if "crew" in chunk.classes:
            before = clause.chunks[back - 1] if back else None
            first = clause.chunks[max(0, back - 3)].first
            if named is None and any("own" in atom.classes for atom in clause.parsed.atoms[first : chunk.last]):
                return last_firm(clause, back)
            return named or (before.name if before is not None and before.firm else capital_subject(clause, back))
        if chunk.sort is Sort.NOUN and chunk.role is None and clause.governs(back - 1 if back else back):
            named = chunk.name
        elif chunk.sort not in (Sort.AUXILIARY, Sort.PREPOSITION, Sort.COMMA, Sort.OTHER, Sort.NOUN):
            return None
    return None


def joining_house(clause: Clause, at: int) -> str | None:
    """The firm that a whole headline says to join another one, by a name that is nobody's ("Orbit is joining Acme", "Orbit to Join
    Acme", but "Orbit joins Acme", as people do, "Orbit to join Acme on a chip").
    """
    aside = at - 1 if at > 1 and "be" in clause.chunks[at - 1].classes else at
    goes = "to" in clause.pack.classes(clause.chunks[at].low.partition(" ")[0])
    lies_ahead = aside < at and any(trigger.gerund for trigger in clause.chunks[at].triggers)
    end = clause.chunk(at + 2)
    if (
        not clause.headline
        or aside != 1
        or not (goes or lies_ahead)
        or (end is not None and end.sort is not Sort.BREAK)
    ):
        return None
    joined = clause.chunk(at + 1)
    if joined is None or joined.sort is not Sort.NOUN or not joined.firm or not is_known_firm(clause, joined):
        return None
    first = clause.chunks[0]
    lows = clause.text(0, 1).casefold().split()
    surname = len(lows) == 1 and (lows[0] in names().given or lows[0] in names().family)
    person = surname or first.type is Type.PERSON
    called = first.firm if first.sort is Sort.NOUN else nameable(first) and clause.parsed.atoms[first.first].capital
    return clause.text(0, 1) if called and not person and first.type is not Type.PLACE else None


def tenure_of(clause: Clause, at: int) -> str | None:
    """The firm behind a span of time that opens the sentence ("After ten years at Acme, Jane Roe moves …")."""
    if not clause.chunks or "sub" not in clause.chunks[0].classes:
        return None
    timed = False
    for chunk in clause.chunks[1:at]:
        timed = timed or "time" in chunk.classes
        if chunk.sort in (Sort.COMMA, Sort.TRIGGER):
            return None
        if timed and chunk.firm:
            return chunk.name
    return None
