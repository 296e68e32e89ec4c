"""How far words speak for a person and slots for an organisation change: the factors of a claim's confidence.

In: a name, or a draft with its slots, and the text. Out: factors from 0 to 1. It must never change a slot.
"""

from __future__ import annotations

from bot.detect.atoms import Parsed, Type
from bot.detect.chunks import Chunk, Sort
from bot.detect.discourse.text import Text
from bot.detect.draft import COMPANY, FIRM, Draft
from bot.languages.names import Names
from bot.model import Claim, Kind, Rank

LONG = 8  # sentences: from here on a text has a beginning and the rest
AGAIN = 3  # sentences that name the firm which a text is about
LIKELY = 0.8  # how much a strange name must be like a person's to be taken for one
UNKNOWN_WORD = 0.5  # how much a single word that no table knows is like a person's name


def free_likeness(name: str, names: Names) -> float:
    """How much a name that nothing else speaks for is like a person's, by its words alone."""
    words = name.casefold().split()
    if any(word in names.org_words or word in names.places for word in words) or any(
        part.isupper() and len(part) > 1 for part in name.split()
    ):
        return 0.4
    known = sum(word in names.given or word in names.family for word in words)
    if len(words) == 1 and "-" in name and any(part in names.places for part in words[0].split("-")):
        return 0.4  # "Berlin-Nachtzug"
    if len(words) == 1:
        return 0.75 if known else UNKNOWN_WORD
    return 0.95 if known else 0.8


def likeness(name: str, text: Text) -> float:
    """How much a name that no role speaks for is like a person's, by its words alone."""
    names, common = text.names, text.pack.common
    while name.count(" ") > 1 and name.casefold().rpartition(" ")[2] in names.suffixes:
        name = name.rpartition(" ")[0]
    words = [part.casefold() for part in name.split() if not part.islower() or part not in names.particles]
    sure = len(words) > 1 and words[0] in names.given and (words[-1] in names.family or initials_last(name, names))
    sure = sure or bears_place(words, text)
    # "FRAN Roe has quit", as a lead opens
    shouted = len(words[0]) > 1 and words[0] in names.given and name.split()[0].isupper()
    first = 1 if words[0] in names.family and len(words) > 1 else 0  # "Park Sung-min": firms end in such a word
    if (not sure and any(word in names.org_words or word in names.places for word in words[first:])) or any(
        not shouted and part.isupper() and len(part) > 1 and "." not in part
        for part in name.split()[: -1 if sure else None]
    ):
        return 0.4
    given = words[0] in names.given or len(words[0].strip(".")) == 1
    family = words[-1] in names.family
    if len(words) == 1 and not family and any(org.casefold().startswith(f"{words[0]} ") for org in text.orgs):
        return 0.4  # "Initech Holdings inc says …": the firm by its first word
    if len(words) == 1:
        return 0.62 if family and words[0] not in common else 0.5
    if given and not family and len(words) > 2 and all(word in common for word in words[:-1]):
        return 0.5  # "Red Flag Linux"
    if given:
        return 1.0 if family else 0.95
    strange = not any(word in common for word in words)
    if words[0] in names.family and words[-1] not in common:
        return 0.8  # "Xi Guohua", the family name first
    return (0.95 if family else 0.8) if strange else (0.6 if family else 0.4)


def poached(draft: Draft, chunk: Chunk, parsed: Parsed) -> bool:
    """Whether a firm takes somebody from another, so that a lone name is a person's ("Acme hires Roeham from Initech")."""
    taken = draft.kind is Kind.HIRE and draft.move.person == "object" and draft.org not in (None, FIRM)
    if any("crew" in atom.classes for atom in parsed.atoms[chunk.last : chunk.last + 1]):
        return False  # "hires the Orbit team from Initech"
    return taken and (draft.from_org is not None or (chunk.org is not None and draft.role is not None))


def tasked(draft: Draft, chunk: Chunk) -> bool:
    """Whether a firm puts somebody to a task, so that a lone name is a person's ("Acme names Roeham to lead its cloud unit");
    firms are tapped for tasks too."""
    task = draft.role is not None and draft.role_chunk is None and draft.move.person == "object"
    return task and draft.org not in (None, FIRM) and (draft.kind is Kind.APPOINTMENT or chunk.surname)


def bears_place(words: list[str], text: Text) -> bool:
    """Whether one of two names is a place's too, and the other can only be a person's ("Sydney Roeham", "Jane Dallas")."""
    names = text.names
    if len(words) != 2 or words[0] not in names.given or any(word in names.org_words for word in words):
        return False
    if words[0] not in names.places:
        return words[0] not in text.pack.common
    return words[1] not in names.places and words[1] not in text.pack.common


def initials_last(name: str, names: Names) -> bool:
    """Whether a name ends in two capitals, as names of South India do ("Asha KC")."""
    last = name.split()[-1]
    return len(last) == 2 and last.isupper() and last.casefold() not in names.org_words


def firm_signs(draft: Draft, firms: list[str], text: Text) -> tuple[bool, bool]:
    """Whether one of the firms surely is one, and whether the headline or the draft's own sentence says one of them."""
    known = any(name in text.orgs for name in firms)
    said = any(name in text.headline for name in firms) or any(
        name in (draft.org, draft.from_org, draft.to_org) or (draft.person and draft.person.org == name)
        for name in firms
    )
    return known, said


def free_evidence(
    draft: Draft, kind: Kind, person: str | None, role: str | None, left: str | None, joined: str | None, text: Text
) -> float:
    """How far the slots speak for an organisation change at all: a post, a firm that surely is one, words of business.

    Observed on ordinary headlines: people "leave" shows, teams and countries all day; what is told of firms names a
    post or a firm.
    """
    firms = [name for name in (left, joined) if name is not None]
    known, said = firm_signs(draft, firms, text)
    post = role is not None or draft.predecessor is not None or draft.vacates
    if (
        person is not None
        and left is not None
        and any(held.told and (held.org is None or held.org == left) for held in text.posts.get(person, ()))
    ):
        post = True  # another sentence says that they work there
    if kind in COMPANY and person is not None:
        return 1.0 if known else 0.6
    if kind in COMPANY and draft.org in (FIRM, *firms) and draft.jobs is not None:
        return 1.0 if known or text.business else 0.8
    if kind in COMPANY:
        return (
            1.0
            if known and said
            else 0.9
            if firms and (said or text.business) and (known or text.business or kind in (Kind.LAYOFFS, Kind.REORG))
            else 0.5
        )
    if not firms and (not post or person is None):
        return 0.3
    if not firms and role is not None and "head_of_state" in text.pack.classes(role.casefold()):
        return 0.4  # "Präsident Roe tritt zurück"
    if post and known:
        return 1.0
    if post:
        return 0.95 if text.business or (said and firms) else 0.8 if firms else 0.7
    if known and said:
        return 1.0 if text.business or person is not None else 0.7
    if draft.person is not None and draft.person.type is not Type.PERSON:
        if not known:
            return 0.4
        if draft.person.name is None:
            return 0.7  # somebody named before
    if text.business:
        return 0.85 if said else 0.7
    if said:
        return 0.75 if draft.person is not None and draft.person.type is Type.PERSON else 0.6
    return 0.4


def evidence(
    draft: Draft,
    kind: Kind,
    person: str | None,
    role: str | None,
    rank: Rank,
    left: str | None,
    joined: str | None,
    work: bool,
    text: Text,
) -> float:
    """How far the slots speak for an organisation change at all: a post, a firm that surely is one, words of business.

    Observed on ordinary headlines: people "leave" shows, teams and countries all day; what is told of firms names a
    post or a firm. Where it is a headline's own verb (`work`) that somebody by full name does, and what is left or joined is
    called by a word that no table holds, it is a firm 9 times of 13 among 179,000; within a lead, a stadium, a town or a band.
    """
    firms = [name for name in (left, joined) if name is not None]
    known, said = firm_signs(draft, firms, text)
    task = draft.role is not None and draft.role_chunk is None
    post = draft.vacates or (role is not None and (task or rank > Rank.OTHER))
    held = draft.person is not None and draft.person.rank >= Rank.LEAD
    post = post or (held and (person is None or kind is Kind.MOVE))  # "design chief Roe leaves Acme for Initech"
    if kind in COMPANY:
        return (
            1.0
            if known and said
            else 0.9
            if firms and (said or text.business) and (known or text.business or kind is Kind.LAYOFFS)
            else 0.75
            if firms and said
            else 0.5
        )
    if post and firms:
        return 1.0 if known else 0.95 if text.business else 0.85
    if post:
        return 0.8 if person is not None and text.business else 0.6
    if not firms:
        return 0.3
    if person is None:
        sure = known or any(famous(name, text) for name in firms)
        if kind is Kind.DEPARTURE and draft.jobs is not None and sure and said:
            return 0.9  # a few of the staff
        gone = kind is Kind.DEPARTURE and role is not None and any(famous(name, text) for name in firms)
        came = draft.move.person == "object" and draft.person is not None and draft.person.former
        came = came and kind is Kind.HIRE  # "Acme hires former critic"
        return 0.75 if known and said and (gone or came or (joined and left)) else 0.6
    if known and said:
        return 1.0 if text.business else 0.85
    if text.business:
        return 0.85 if said else 0.7
    sure = draft.person is not None and draft.person.type is Type.PERSON
    bound = (draft.org, draft.from_org, draft.to_org)
    if sure and work and any(name in bound and coined(name, text) for name in firms):
        return 0.7
    return 0.6 if said else 0.4


def coined(org: str, text: Text) -> bool:
    """Whether a word of a name is in no table, and none is somebody's given name: most firms are called so, few things are."""
    words = org.casefold().replace("-", " ").split()
    names = text.names
    tables = (text.pack.common, names.places, names.family, names.org_words, text.pack.words)
    return not any(word in names.given for word in words) and any(all(w not in t for t in tables) for w in words)


def famous(org: str, text: Text) -> bool:
    """Whether a firm is in the tables as a whole."""
    return text.names.known(org.casefold().replace("-", " ").split())


def aside(chunks: list[Chunk], at: int, named: bool) -> bool:
    """Whether a nominal move only dates or explains something else ("amid layoffs", "after Roe's exit")."""
    for back in range(at - 1, max(-1, at - 6), -1):
        if chunks[back].sort is Sort.PREPOSITION:
            if back and "wave" in chunks[back - 1].classes:
                continue  # "the next wave of Acme layoffs"
            if dated(chunks, back):
                return False  # "sets May 20 for its job cuts"
            if "about" in chunks[back].classes and back and chunks[back - 1].sort is not Sort.COMMA:
                return False  # "Streit um Stellenabbau", not "um Stellenabbau zu vermeiden"
            if back and "proceeds" in chunks[back - 1].classes:
                return False  # "presses ahead with job cuts"
            counted = back and "of" in chunks[back].classes and chunks[back - 1].classes & {"bulk", "crowd"}
            if counted:
                continue  # "thousands of job cuts"
            if any("struck" in chunk.classes for chunk in chunks[max(0, back - 2) : back]):
                return False  # "the studio was hit hard by Acme layoffs"
            return "sub" in chunks[back].classes or not named
        if chunks[back].sort not in (Sort.NOUN, Sort.OTHER, Sort.FIRM):
            return False
        if back and "verb" in chunks[back].classes and "company_pronoun" in chunks[back - 1].classes:
            return False  # "as it plans job cuts"
    return False


def dated(chunks: list[Chunk], at: int) -> bool:
    """Whether a preposition stands right behind a day, and only tells what happens then."""
    if "circumstance" in chunks[at].classes or "sub" in chunks[at].classes or at < 2:
        return False
    return chunks[at - 1].low.isdigit() and "month" in chunks[at - 2].classes


def passing(parsed: Parsed, person: str | None, firms: tuple[str | None, ...], text: Text) -> bool:
    """Whether a claim is only mentioned in passing: late in a long text whose opening names none of its slots."""
    if len(text.parsed) <= LONG or parsed.sentence.start <= text.parsed[LONG // 2].sentence.start:
        return False
    opening = text.whole[: text.parsed[2].sentence.end].casefold()
    named = [name for name in (person, *firms) if name is not None]
    return not any(name.casefold().split()[-1] in opening for name in named)


def adrift(draft: Draft, claim: Claim, at: int, text: Text) -> bool:
    """Whether a sentence of a long text says too little by itself: no firm, which is guessed from elsewhere though the headline
    does not name it, and nobody by name and post.

    Observed in newspaper articles: where person or firm are only those of the sentences around, a verb of going, taking or
    cutting means something else ("Dort, weit draußen, entspannt sie sich"); some 90 of 100 such claims were false. Where a text
    of business has the firm in the sentence before, it may go on with somebody by name or with numbers, and a firm that the text
    names again and again is what it is about. Fails on portraits that tell of an exit late and by a pronoun alone.
    """
    if not text.pack.free_order or len(text.parsed) <= LONG or text.parsed[at].sentence.headline:
        return False
    firms = {claim.org, claim.from_org, claim.to_org} - {None}
    bound = {draft.org, draft.from_org, draft.to_org, draft.person.org if draft.person is not None else None}
    if firms.isdisjoint(bound | text.headline) and any("outlet" in text.pack.classes(n.casefold()) for n in firms if n):
        return True  # "…, schrieb Roe auf Twitter": where something was told
    own = named_in(text.chunks[at]) | bound
    if FIRM in own or not firms.isdisjoint(own | text.headline):
        return False
    if sum(not firms.isdisjoint(named_in(chunks)) for chunks in text.chunks) >= AGAIN:
        return False
    goes_on = text.business and not named_in(text.chunks[at - 1]).isdisjoint(firms)
    if claim.kind in COMPANY:
        return not (goes_on and draft.number)
    head = text.parsed[0].sentence
    if claim.person is not None and head.headline and claim.person.casefold().split()[-1] in head.lows:
        return False
    chunk = draft.person
    post = draft.role_chunk is not None or (chunk is not None and chunk.role is not None)
    return not ((post or goes_on) and chunk is not None and chunk.name is not None)


def named_in(chunks: list[Chunk]) -> set[str | None]:
    """The firms and people that a sentence names."""
    return {name for chunk in chunks for name in (chunk.name, chunk.org) if name is not None}


def business(kind: Kind, rank: Rank, org: str | None, text: Text) -> bool:
    """Whether a claim in a doubtful text names a firm that everybody knows, and lay-offs there or a post in it. (Ministers, too,
    "rebuild" or "freeze": of some dozen other moves of companies that articles on politics seemed to tell, none was one.)
    """
    if org is None:
        return False
    words = org.casefold().replace("-", " ").split()
    match = text.names.companies.match(words, 0)
    return match is not None and (kind is Kind.LAYOFFS or (text.firm_ahead and rank >= Rank.DIRECTOR))
