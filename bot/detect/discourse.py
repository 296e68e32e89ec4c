"""Makes claims of drafts: names in full, pronouns and "the company" resolved, slots filled from other sentences, one
claim each.

In: the drafts of all sentences with their chunks. Out: claims, each person and post once. It must never add what the
text does
not say: an organisation that a sentence leaves out is the text's topic or stays empty.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.detect.atoms import Parsed, Type
from bot.detect.career import Post, insider, looks_back, posts
from bot.detect.certainty import certainty, document_hedge
from bot.detect.chunks import Chunk, Sort
from bot.detect.frames import FIRM, Draft
from bot.detect.quotes import quote
from bot.detect.silence import silent_org, silent_role
from bot.detect.sources import cue, numbers, sayer
from bot.detect.succession import better, inherited
from bot.languages.pack import Names, Pack, Voice
from bot.model import Claim, ClaimStatus, Kind, Rank

JOIN = (Kind.HIRE, Kind.APPOINTMENT, Kind.PROMOTION, Kind.MOVE)
COMPANY = (Kind.LAYOFFS, Kind.HIRING_FREEZE, Kind.HIRING_PUSH, Kind.REORG, Kind.ACQUIHIRE)
SURE = 0.57
NAMED_ASIDE = 0.75  # the same where the move has a person of its own ("following the retirement of Jane Roe")
ASIDE = 0.65  # what remains where a nominal move only dates or explains something else
CONTRADICTED = 0.7  # what remains of the confidence in a claim that another of the same article contradicts
PASSING = 0.85  # the same where a long text names neither person nor firm at its beginning
CAREER = 0.8  # confidence in a former post: its sentence says nothing else, but whose it is may be misread
FREE_SURE = 0.5  # the same where the order is free
OPENING = frozenset({"deictic"})  # "Dies machte X nervös": the person named is no subject to come back to
UNKNOWN_WORD = 0.5
LONG = 8  # sentences: from here on a text has a beginning and the rest
MOST = 300  # claims that are looked at: no article makes more, and the comparison grows with their square


@dataclass(slots=True)
class Text:
    """A document's sentences, parsed, with what they name."""

    whole: str
    """Title, summary and text, joined by blank lines: quotes are cut from it."""
    parsed: list[Parsed]
    chunks: list[list[Chunk]]
    pack: Pack
    names: Names
    people: dict[str, str] = field(default_factory=dict)
    topic: str | None = None
    orgs: set[str] = field(default_factory=set)
    """Names that are organisations beyond doubt: known ones, legal forms, words like "Bank"."""
    headline: frozenset[str] = frozenset()
    """Names in the headline."""
    business: bool = False
    """Whether the text's cues speak of business."""
    doubt: bool = False
    """Whether the text's cues speak for silence: then only what surely is business is claimed."""
    posts: dict[str, list[Post]] = field(default_factory=dict)
    """The posts that are named with each person."""


def survey(text: Text) -> None:
    """Finds the people named in full, and the organisation that the text is about."""
    weights: dict[str, float] = {}
    for chunk in (chunk for sentence in text.chunks for chunk in sentence if chunk.sort is Sort.NOUN):
        if chunk.name is not None and chunk.type is Type.PERSON and len(chunk.name.split()) > 1:
            words = [w for w in chunk.name.split() if w.casefold().strip(".") not in text.names.suffixes]
            for alias in {words[-1].casefold(), " ".join(words[-2:]).casefold(), chunk.name.casefold()}:
                text.people.setdefault(alias, chunk.name)
    for index, chunks in enumerate(text.chunks):
        weight = 2.0 if index == 0 else 1.0 if index < 3 else 0.3
        opening = text.parsed[index].sentence
        if opening.headline and index and opening.tokens[0].text in "-–—|":
            continue  # the outlet at a title's end
        for at, chunk in enumerate(chunks):
            if chunk.sort is not Sort.NOUN:
                continue
            bare = chunk.name if chunk.role is None else None
            boss = None if chunk.former else chunk.org
            if at and "source" in chunks[at - 1].classes:
                continue
            for name, type_ in ((bare, chunk.type), (boss, chunk.org_type)):
                if name is None:
                    continue
                if type_ is Type.UNKNOWN and index == 0 and text.pack.free_order and doubtful(name, chunk, text):
                    weights[name] = weights.get(name, 0.0) + 0.1
                if type_ is Type.ORG and text.pack.free_order:
                    lead = text.parsed[index].atoms[chunk.first : chunk.last]
                    rival = any("rival" in atom.classes for atom in lead)
                    first = index == 0 and not weights
                    weights[name] = weights.get(name, 0.0) + (-1.0 if rival else 1.0 if first else 0.0)
                if type_ is Type.ORG:
                    text.orgs.add(name)
                    weights[name] = weights.get(name, 0.0) + weight
                elif type_ is Type.UNKNOWN and (name is chunk.org or speaks(chunks, at)) and employer(name, text):
                    weights[name] = weights.get(name, 0.0) + weight / 2
    text.headline = frozenset(name for chunk in text.chunks[0] for name in (chunk.name, chunk.org) if name is not None)
    if weights:
        text.topic = max(weights, key=lambda name: weights[name])
    for post in posts(text.chunks, text.pack, lambda name: full(name, text)):
        text.posts.setdefault(post.person, []).append(post)


def speaks(chunks: list[Chunk], at: int) -> bool:
    """Whether a name that may be a firm's says something ("Acme announced …")."""
    after = chunks[at + 1].classes if at + 1 < len(chunks) else frozenset()
    return chunks[at].firm and "say" in after and "press" not in after


def doubtful(name: str, chunk: Chunk, text: Text) -> bool:
    """Whether a headline's name that nothing explains can be a firm: where nothing surer is named, it is the topic."""
    words = name.casefold().split()
    return (
        text.pack.free_order
        and not chunk.surname
        and not any(word in text.names.given or word in text.names.places for word in words)
    )


def full(name: str | None, text: Text) -> str | None:
    if name is None:
        return None
    return text.people.get(name.casefold(), name)


def claims(text: Text, drafts: list[list[Draft]]) -> list[Claim]:
    """The claims of a document."""
    survey(text)
    if text.topic is None:
        orgs = (name for sentence in drafts for draft in sentence for name in (draft.org, draft.to_org))
        text.topic = next((name for name in orgs if name is not None and name != FIRM), None)
    document = document_hedge(text.parsed)
    found: list[Claim] = []
    further: list[Claim] = []
    last_person: str | None = None
    for parsed, chunks, sentence in zip(text.parsed, text.chunks, drafts, strict=True):
        for draft in sentence if len(found) < MOST else ():
            claim = resolve(draft, parsed, chunks, text, last_person, document)
            if claim is not None and draft.later and claim.role is not None and any(same(claim, c) for c in found):
                further.append(
                    replace(claim, kind=Kind.PROMOTION, org=claim.to_org or claim.org, from_org=None, to_org=None)
                )
            elif claim is not None:
                found.append(claim)
        named = [
            c
            for c in chunks
            if c.sort is Sort.NOUN and c.name and (c.type is Type.PERSON or c.name.casefold() in text.people)
        ]
        if named and not (text.pack.free_order and chunks[0].classes & OPENING):
            last_person = full(named[0].name, text)
    found = grouped(bearers(found, text)) if text.pack.free_order else bearers(found, text)
    merged = inherited(merge(found, text.pack), successions(drafts, text), text.pack)
    least = FREE_SURE if text.pack.free_order else SURE
    return contradictions([claim for claim in merged if claim.confidence >= least]) + earlier(text) + further


def contradictions(found: list[Claim]) -> list[Claim]:
    """Marks claims of one article that send the same person to two firms at once: neither is a fact then."""
    result = list(found)
    for index, claim in enumerate(found):
        if any(irreconcilable(claim, other) for other in found):
            status = ClaimStatus.REPORTED if claim.status is ClaimStatus.CONFIRMED else claim.status
            result[index] = replace(
                claim, contradicted=True, status=status, confidence=round(claim.confidence * CONTRADICTED, 3)
            )
    return result


def irreconcilable(a: Claim, b: Claim) -> bool:
    return (
        a.person is not None
        and a.person == b.person
        and not (a.past or b.past)
        and a.kind in (Kind.HIRE, Kind.MOVE)
        and b.kind in (Kind.HIRE, Kind.MOVE)
        and a.rank is not Rank.BOARD
        and b.rank is not Rank.BOARD
        and not same_org(a.to_org, b.to_org)
    )


def successions(drafts: list[list[Draft]], text: Text) -> list[tuple[str, str]]:
    """Who follows whom, by name."""
    found: list[tuple[str, str]] = []
    for draft in (draft for sentence in drafts for draft in sentence):
        if draft.person is not None and draft.predecessor is not None:
            new, old = full(draft.person.name, text), full(draft.predecessor.name, text)
            if new is not None and old is not None:
                found.append((new, old))
    return found


def earlier(text: Text) -> list[Claim]:
    """Former posts as steps of a career, for whoever asks about a person."""
    found: dict[tuple[str, str], Claim] = {}
    for post in (post for held in text.posts.values() for post in held):
        if not post.former or post.org is None or not post.role or silent_role(post.role, text.pack):
            continue
        parsed, chunk = text.parsed[post.sentence], text.chunks[post.sentence][post.at]
        start, words = quote(text.whole, parsed.sentence, parsed.atoms[chunk.first].first)
        claim = Claim(
            kind=Kind.APPOINTMENT,
            person=post.person,
            org=post.org,
            from_org=None,
            to_org=None,
            role=post.role,
            status=ClaimStatus.CONFIRMED,
            confidence=CAREER,
            quote=words,
            rule="earlier post",
            rank=post.rank,
            start=start,
            past=True,
        )
        found.setdefault((post.person, post.org), claim)
    return list(found.values())


def resolve(
    draft: Draft, parsed: Parsed, chunks: list[Chunk], text: Text, last_person: str | None, document: str | None
) -> Claim | None:
    """One draft as a claim, or None where what it lacks cannot be found."""
    kind = draft.kind
    chunk = draft.person
    person: str | None = None
    role = draft.role
    rank = draft.rank
    org = (text.topic or draft.trade) if draft.org == FIRM else draft.org
    from_org = text.topic if draft.from_org == FIRM else draft.from_org
    to_org = text.topic if draft.to_org == FIRM else draft.to_org
    confidence = draft.move.prior
    if chunk is not None:
        if chunk.sort is Sort.PRONOUN or (chunk.sort is Sort.OTHER and "own" in chunk.classes):
            person = antecedent(draft.at, chunks, text) or speaker(draft.at, chunks, text) or last_person
            if person is None and text.pack.free_order:
                return None
        else:
            person = full(chunk.name, text)
            if person is None and "demonstrative" in chunk.classes:
                person = last_person
            if text.pack.free_order:
                if chunk.type is Type.UNKNOWN and chunk.role is None and person == chunk.name and person is not None:
                    like = free_likeness(person, text.names)
                    if like == UNKNOWN_WORD:
                        like = 0.7  # where the dictionary explains compounds, what it does not know is a name
                    confidence *= max(like, 0.8) if draft.role_chunk is not None and like > 0.4 else like
            elif chunk.role is None and person is not None and (chunk.type is Type.UNKNOWN or " " in person):
                like = likeness(person, text)
                if chunk.org is not None and like > UNKNOWN_WORD:
                    like = 1.0
                confidence *= max(like, 0.8) if draft.role_chunk is not None and like > 0.4 else like
        if silent_role(chunk.role, text.pack) or silent_role(role, text.pack) or silent_org(chunk.org, text.pack):
            return None
        if chunk.role is None and person is None and chunk.sort is Sort.NOUN:
            return None
    if (
        kind is Kind.DEPARTURE
        and draft.move.group is not None
        and chunk is not None
        and chunk.group
        and chunk.name is None
    ) and max(chunk.rank, rank) < Rank.LEAD:
        return company(draft, Kind.LAYOFFS, org or text.topic, None, parsed, chunks, text, document, confidence)
    if kind is Kind.DEPARTURE:
        if chunk is not None and chunk.former:
            return None
        from_org = from_org or org or (chunk.org if chunk else None) or text.topic
        if role is None and chunk is not None and chunk.role is not None:
            role, rank = chunk.role, chunk.rank
        if role is None and person is not None and from_org is not None and not text.pack.free_order:
            role, rank = held(person, from_org, text)
        if text.pack.free_order and to_org is not None and to_org != from_org:
            kind = Kind.MOVE
            role = draft.role
        elif not text.pack.free_order and to_org is not None and (person is not None or draft.to_org is not None):
            kind = Kind.HIRE if from_org is None or same_org(from_org, to_org) else Kind.MOVE
            role = draft.role
    elif kind in JOIN and draft.move.person:
        to_org = to_org or org or text.topic
        if text.pack.free_order and to_org is not None and to_org == from_org and draft.to_org is None:
            to_org = None
        own = chunk.org if chunk is not None else None
        kind, from_org = origin(draft, person, rank, from_org, to_org, text)
        if chunk is not None and kind is Kind.APPOINTMENT and text.pack.free_order and inside(chunk, draft):
            kind = Kind.PROMOTION
        if (
            kind is Kind.HIRE
            and draft.move.person == "subject"
            and chunk is not None
            and chunk.group
            and person is None
        ):
            return None
        if (
            draft.move.group is not None
            and chunk is not None
            and chunk.group
            and chunk.name is None
            and kind is not Kind.DEPARTURE
        ):
            words = (chunk.role or "").casefold().split()
            founders = from_org is not None and any("founders" in text.pack.classes(word) for word in words)
            group = Kind.ACQUIHIRE if founders else draft.move.group
            return company(draft, group, to_org, from_org, parsed, chunks, text, document, confidence)
        if (
            chunk is not None
            and role is None
            and chunk.name is None
            and (chunk.fresh or own is None or text.pack.free_order)
        ):
            role, rank = chunk.role, chunk.rank
    elif kind is Kind.ACQUIHIRE and person is not None:
        org = to_org or org or text.topic
    elif kind is Kind.REORG and draft.move.person:
        org = (chunk.org if chunk is not None else None) or org or text.topic
        if person is None:
            return None
        role = None
    elif kind is Kind.REORG and draft.move.person:
        if person is None:
            return None
        org = org or (chunk.org if chunk is not None else None) or text.topic
        from_org = to_org = None
    else:
        return company(draft, kind, org or text.topic, from_org, parsed, chunks, text, document, confidence)
    return made(draft, kind, person, role, rank, org, from_org, to_org, parsed, chunks, text, document, confidence)


def speaker(at: int, chunks: list[Chunk], text: Text) -> str | None:
    """Whom a pronoun means behind a person in the same sentence ("Jane Roe says she has left")."""
    for chunk in chunks[:at]:
        if chunk.sort is Sort.NOUN and chunk.name is not None and chunk.name.casefold() in text.people:
            return full(chunk.name, text)
    return None


def antecedent(at: int, chunks: list[Chunk], text: Text) -> str | None:
    """Whom "his" means in a relative clause: the person right before it ("Jane Roe, who announced her departure")."""
    for back in range(at - 1, 0, -1):
        chunk = chunks[back]
        if chunk.sort is Sort.BREAK:
            return None
        if "rel" in chunk.classes:
            before = chunks[back - 1] if chunks[back - 1].sort is not Sort.COMMA else chunks[back - 2]
            return full(before.name, text) if before.sort is Sort.NOUN and before.type is Type.PERSON else None
    return None


def held(person: str, org: str, text: Text) -> tuple[str | None, Rank]:
    """The post that a text names beside somebody's name, at a firm or without one."""
    for post in text.posts.get(person, ()):
        if not post.former and not post.told and (post.org is None or same_org(post.org, org)):
            return post.role, post.rank
    return None, Rank.OTHER


def origin(
    draft: Draft, person: str | None, rank: Rank, from_org: str | None, to_org: str | None, text: Text
) -> tuple[Kind, str | None]:
    """Whether somebody who takes a post comes from inside, from a named firm, or from where nobody says."""
    kind, chunk = draft.kind, draft.person
    outsider = Kind.HIRE if rank is Rank.BOARD else Kind.MOVE
    if chunk is not None and chunk.org is not None and not (to_org is not None and same_org(chunk.org, to_org)):
        if any("maker" in text.pack.classes(word) for word in (chunk.role or "").casefold().split()):
            return kind, from_org
        if chunk.former or any("alum" in text.pack.classes(word) for word in (chunk.role or "").casefold().split()):
            return Kind.HIRE, from_org or chunk.org
        return outsider, from_org or (chunk.org if outsider is Kind.MOVE else None)
    if from_org is not None and kind is not Kind.PROMOTION:
        return Kind.HIRE if chunk is not None and chunk.former else Kind.MOVE, from_org
    named = (chunk.role or "").casefold().split() if chunk is not None else []
    insiders = any("insider" in text.pack.classes(word) for word in named)
    if (kind is Kind.APPOINTMENT and insiders) or (kind is Kind.HIRE and named == ["insider"]):
        return Kind.PROMOTION, None
    if kind is Kind.HIRE and draft.tenure is not None:
        return Kind.MOVE, draft.tenure
    if kind is not Kind.APPOINTMENT and draft.role is None:
        return kind, from_org
    if chunk is not None and chunk.role is not None and (chunk.org is not None or (chunk.own and not chunk.fresh)):
        return Kind.PROMOTION if kind is Kind.APPOINTMENT else kind, from_org
    post = insider(text.posts.get(person, []), draft.role) if person is not None else None
    if post is None or kind is Kind.PROMOTION:
        return kind, from_org
    if post.org is None or to_org is None or related(post.org, to_org, text.names):
        return Kind.PROMOTION if kind is Kind.APPOINTMENT else kind, from_org
    if post.former:
        return Kind.HIRE, post.org
    return outsider, post.org if outsider is Kind.MOVE else None


def related(a: str, b: str, names: Names) -> bool:
    """Whether two names share a word of their own, as a house and its unit do ("Acme", "Acme Foods Division")."""
    common = names.legal_forms | names.org_words | names.institutions
    x, y = ({word for word in name.casefold().split() if word not in common} for name in (a, b))
    return bool(x & y) or same_org(a, b)


def inside(chunk: Chunk | None, draft: Draft) -> bool:
    """Whether a post without a firm before the name ("Finanzchef X soll Y werden") shows one of the house."""
    return (
        chunk is not None
        and chunk.name is not None
        and chunk.role is not None
        and chunk.org is None
        and not (chunk.former or chunk.fresh)
        and max(chunk.rank, draft.rank) >= Rank.LEAD
        and chunk.rank >= Rank.LEAD
        and draft.role_chunk is not None
    )


def bearers(found: list[Claim], text: Text) -> list[Claim]:
    """A headline's person without a name is whom the lead names first ("Acme hires ex-Initech executive" – "Jane
    Roe …").
    """
    open_claims = [
        c for c in found if c.person is None and c.start < text.parsed[0].sentence.end and c.kind not in COMPANY
    ]
    if len(open_claims) != 1 or len(text.chunks) < 2:
        return found
    claim = open_claims[0]
    if claim.rule and any(c.person is not None and family(c) == family(claim) for c in found):
        return found
    taken = {c.person for c in found if c.person is not None and family(c) != family(claim)}
    for at, chunk in enumerate(text.chunks[1]):
        before = at - 1
        while before > 0 and text.chunks[1][before].sort is Sort.OTHER:
            before -= 1
        if at and text.chunks[1][before].sort is Sort.PREPOSITION:
            continue
        if chunk.sort is Sort.NOUN and chunk.type is Type.PERSON and chunk.name is not None:
            name = full(chunk.name, text)
            if chunk.role is not None and claim.role is not None and not share_word(chunk.role, claim.role):
                continue
            if claim.kind is Kind.DEPARTURE and takes_post(text.chunks[1], at):
                return found
            if (chunk.former and claim.kind is Kind.DEPARTURE) or name in taken:
                return found
            return [replace(c, person=name) if c is claim else c for c in found]
    return found


def grouped(found: list[Claim]) -> list[Claim]:
    """What is said of a group holds for those named of it: "Acme lures researchers from Initech" tells where Jane
    Roe came from.

    A group whose members are named is no claim of its own.
    """
    groups = [
        c
        for c in found
        if c.person is None and (c.kind is Kind.DEPARTURE or (c.kind is Kind.HIRING_PUSH and not c.numbers))
    ]
    left = next((c.from_org for c in groups if c.from_org is not None), None)
    joined = next((c.org for c in groups if c.kind is Kind.HIRING_PUSH), None)
    result: list[Claim] = []
    named = False
    for claim in found:
        to_org, from_org = claim.to_org or joined, claim.from_org or left
        if (
            claim.person is not None
            and claim.kind in (Kind.HIRE, Kind.MOVE)
            and None in (claim.to_org, claim.from_org)
            and to_org is not None
            and from_org is not None
            and not same_org(to_org, from_org)
        ):
            result.append(replace(claim, kind=Kind.MOVE, org=None, from_org=from_org, to_org=to_org))
            named = True
        else:
            result.append(claim)
    if named:
        result = [c for c in result if not (c in groups and c.kind is Kind.HIRING_PUSH and c.rule == "holt")]
    return result


def takes_post(chunks: list[Chunk], at: int) -> bool:
    """Whether the person at `at` is the one who takes a post ("Roe is taking over …")."""
    for chunk in chunks[at + 1 : at + 4]:
        if chunk.sort is Sort.TRIGGER:
            return chunk.triggers[0].move.kind is Kind.APPOINTMENT
        if chunk.sort is not Sort.AUXILIARY:
            return False
    return False


def share_word(a: str, b: str) -> bool:
    return bool(set(a.casefold().replace("-", " ").split()) & set(b.casefold().replace("-", " ").split()))


def employer(name: str | None, text: Text) -> str | None:
    """A name, unless it is a place, a nation or a person of the text: these employ nobody."""
    if name is None or (name in text.orgs and name.casefold() not in text.names.legal_forms):
        return name
    words = [word for word in name.casefold().split() if "honorific" not in text.pack.classes(word)]
    if any(word in text.pack.silent_roles for word in words) and not text.pack.free_order:
        return None
    if all(word in text.names.legal_forms for word in words):
        return None
    if all(word in text.names.places or "nation" in text.pack.classes(word) for word in words):
        return None
    return None if " ".join(words) in text.people else name


def free_likeness(name: str, names: Names) -> float:
    """How much a name that nothing else speaks for is like a person's, by its words alone."""
    words = name.casefold().split()
    if any(word in names.org_words or word in names.places for word in words) or any(
        part.isupper() and len(part) > 1 for part in name.split()
    ):
        return 0.4
    known = sum(word in names.given or word in names.family for word in words)
    if len(words) == 1:
        return 0.75 if known else UNKNOWN_WORD
    return 0.95 if known else 0.8


def likeness(name: str, text: Text) -> float:
    """How much a name that no role speaks for is like a person's, by its words alone."""
    names, common = text.names, text.pack.common
    words = name.casefold().split()
    sure = len(words) > 1 and words[0] in names.given and words[-1] in names.family
    if (not sure and any(word in names.org_words or word in names.places for word in words)) or any(
        part.isupper() and len(part.strip(".")) > 1 for part in name.split()
    ):
        return 0.4
    given = words[0] in names.given or len(words[0].strip(".")) == 1
    family = words[-1] in names.family
    if len(words) == 1:
        return 0.62 if family and words[0] not in common else 0.5
    if given:
        return 1.0 if family else 0.95
    strange = not any(word in common for word in words)
    return (0.95 if family else 0.8) if strange else (0.6 if family else 0.4)


def company(
    draft: Draft,
    kind: Kind,
    org: str | None,
    from_org: str | None,
    parsed: Parsed,
    chunks: list[Chunk],
    text: Text,
    document: str | None,
    confidence: float,
) -> Claim | None:
    if org is None:
        return None
    if draft.org is None:
        confidence *= 0.6 if draft.voice is Voice.NOUN and text.pack.free_order else 0.8
    return made(draft, kind, None, None, Rank.OTHER, org, from_org, None, parsed, chunks, text, document, confidence)


def made(
    draft: Draft,
    kind: Kind,
    person: str | None,
    role: str | None,
    rank: Rank,
    org: str | None,
    from_org: str | None,
    to_org: str | None,
    parsed: Parsed,
    chunks: list[Chunk],
    text: Text,
    document: str | None,
    confidence: float,
) -> Claim | None:
    org, from_org, to_org = (employer(name, text) for name in (org, from_org, to_org))
    if kind in JOIN and to_org is not None and to_org == from_org:
        kind, to_org = Kind.HIRE, None
    if person is None and kind not in COMPANY and org is None and from_org is None and to_org is None:
        return None
    bounds = (draft.first, draft.last + 1) if text.pack.free_order else None
    if draft.numbers:
        from_org = None
    sure = certainty(parsed, chunks, draft.at, text.pack.free_order, document, bounds)
    if sure.silent or silent_org(to_org or org or from_org, text.pack) or silent_org(from_org, text.pack):
        return None
    if sure.status is ClaimStatus.DENIED and draft.status is None and kind not in (Kind.DEPARTURE, Kind.LAYOFFS):
        return None
    if kind is Kind.MOVE:
        org = None
    elif kind is Kind.DEPARTURE:
        org, to_org = from_org, None
    elif kind is Kind.HIRE:
        org = to_org
    elif kind in (Kind.APPOINTMENT, Kind.PROMOTION):
        org, from_org, to_org = to_org or org, None, None
    elif kind is Kind.ACQUIHIRE:
        to_org = org
    if draft.voice is Voice.NOUN and aside(chunks, draft.at, named=person is not None or kind is Kind.REORG):
        confidence *= ASIDE if kind in COMPANY else NAMED_ASIDE
    if text.pack.free_order:
        confidence *= free_evidence(draft, kind, person, role, from_org, to_org or org, text)
    else:
        joined = None if kind is Kind.DEPARTURE else to_org or org
        confidence *= evidence(draft, kind, person, role, rank, from_org, joined, text)
    if not text.pack.free_order and passing(parsed, person, (org, from_org, to_org), text):
        confidence *= PASSING
    if text.doubt and not business(rank, to_org or org or from_org, text):
        return None
    start, words = quote(text.whole, parsed.sentence, parsed.atoms[chunks[draft.at].first].first)
    attribution, named = sayer(parsed, chunks)
    if sure.status is ClaimStatus.REPORTED and sure.cue is not None:
        attribution, named = cue(parsed, sure.cue), False
    return Claim(
        kind=kind,
        person=person,
        org=org,
        from_org=from_org,
        to_org=to_org,
        role=None if role is not None and "successor" in text.pack.classes(role.casefold()) else role,
        status=draft.status or sure.status,
        confidence=round(confidence, 3),
        quote=words,
        rule=draft.move.name,
        attribution=attribution,
        named_source=named,
        numbers=draft.numbers or (numbers(parsed, chunks, draft.at) if kind is Kind.HIRING_PUSH else ()),
        rank=rank,
        start=start,
        past=draft.past or looks_back(draft, chunks, parsed.sentence.headline),
    )


def aside(chunks: list[Chunk], at: int, named: bool) -> bool:
    """Whether a nominal move only dates or explains something else ("amid layoffs", "after Roe's exit")."""
    for back in range(at - 1, max(-1, at - 6), -1):
        if chunks[back].sort is Sort.PREPOSITION:
            return "sub" in chunks[back].classes or not named
        if chunks[back].sort not in (Sort.NOUN, Sort.OTHER, Sort.FIRM):
            return False
    return False


def passing(parsed: Parsed, person: str | None, firms: tuple[str | None, ...], text: Text) -> bool:
    """Whether a claim is only mentioned in passing: late in a long text whose opening names none of its slots."""
    if len(text.parsed) <= LONG or parsed.sentence.start <= text.parsed[LONG // 2].sentence.start:
        return False
    opening = text.whole[: text.parsed[2].sentence.end].casefold()
    named = [name for name in (person, *firms) if name is not None]
    return not any(name.casefold().split()[-1] in opening for name in named)


def business(rank: Rank, org: str | None, text: Text) -> bool:
    """Whether a claim in a doubtful text names a firm that everybody knows, and a post in it."""
    if org is None:
        return False
    words = org.casefold().replace("-", " ").split()
    match = text.names.companies.match(words, 0)
    return match is not None and rank >= Rank.DIRECTOR


def free_evidence(
    draft: Draft, kind: Kind, person: str | None, role: str | None, left: str | None, joined: str | None, text: Text
) -> float:
    """How far the slots speak for an organisation change at all: a post, a firm that surely is one, words of business.

    Observed on ordinary headlines: people "leave" shows, teams and countries all day; what is told of firms names a
    post or a firm.
    """
    firms = [name for name in (left, joined) if name is not None]
    known = any(name in text.orgs for name in firms)
    said = any(name in text.headline for name in firms) or any(
        name in (draft.org, draft.from_org, draft.to_org) or (draft.person and draft.person.org == name)
        for name in firms
    )
    post = role is not None or draft.predecessor is not None
    if kind in COMPANY and person is not None:
        return 1.0 if known else 0.6
    if kind in COMPANY and text.pack.free_order and draft.org in (FIRM, *firms) and draft.jobs is not None:
        return 1.0 if known or text.business else 0.8
    if kind in COMPANY:
        return (
            1.0
            if known and said
            else 0.9
            if firms and (said or text.business) and (known or text.business or kind is Kind.LAYOFFS)
            else 0.5
        )
    if not firms and (not post or (person is None and text.pack.free_order)):
        return 0.3
    if post and known:
        return 1.0
    if post:
        return 0.95 if text.business or (said and firms) else 0.8 if firms else 0.7
    if known and said:
        return 1.0 if text.business or person is not None else 0.7
    if text.pack.free_order and draft.person is not None and draft.person.type is not Type.PERSON:
        if not known:
            return 0.4
        if draft.person.name is None:
            return 0.7  # somebody named before
    if text.business:
        return 0.85 if said else 0.7
    if text.pack.free_order and said:
        return 0.75 if draft.person is not None and draft.person.type is Type.PERSON else 0.6
    return 0.55 if said else 0.4


def evidence(
    draft: Draft,
    kind: Kind,
    person: str | None,
    role: str | None,
    rank: Rank,
    left: str | None,
    joined: str | None,
    text: Text,
) -> float:
    """How far the slots speak for an organisation change at all: a post, a firm that surely is one, words of business.

    Observed on ordinary headlines: people "leave" shows, teams and countries all day; what is told of firms names a
    post or a firm.
    """
    firms = [name for name in (left, joined) if name is not None]
    known = any(name in text.orgs for name in firms)
    said = any(name in text.headline for name in firms) or any(
        name in (draft.org, draft.from_org, draft.to_org) or (draft.person and draft.person.org == name)
        for name in firms
    )
    task = draft.role is not None and draft.role_chunk is None
    post = role is not None and (task or rank > Rank.OTHER)
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
        return 0.75 if known and said and joined and left else 0.6
    if known and said:
        return 1.0 if text.business else 0.85
    if text.business:
        return 0.85 if said else 0.7
    return 0.6 if said else 0.4


# Merging


def family(claim: Claim) -> str:
    return "join" if claim.kind in JOIN else claim.kind.value


def merge(found: list[Claim], pack: Pack) -> list[Claim]:
    """Each happening once: claims of one person and family are one; a departure and a hire are a move."""
    found = found[:MOST]
    merged: list[Claim] = []
    for claim in found:
        for index, other in enumerate(merged):
            if same(claim, other):
                merged[index] = united(other, claim, pack)
                break
        else:
            merged.append(claim)
    return nameless(joined_moves(merged), pack)


def same(a: Claim, b: Claim) -> bool:
    if family(a) != family(b) or a.past != b.past:
        return False
    if a.person is None and b.person is None:
        if a.kind in COMPANY:
            return same_org(a.org, b.org)
        if a.role is not None and b.role is not None and a.start == b.start and not share_word(a.role, b.role):
            return False
        return same_org(a.org or a.to_org, b.org or b.to_org)
    return (
        a.person == b.person
        and a.person is not None
        and same_org(a.to_org or a.org or a.from_org, b.to_org or b.org or b.from_org)
    )


def same_org(a: str | None, b: str | None) -> bool:
    if a is None or b is None:
        return True
    x, y = set(a.casefold().replace("-", " ").split()), set(b.casefold().replace("-", " ").split())
    return x <= y or y <= x


def united(a: Claim, b: Claim, pack: Pack) -> Claim:
    """The earlier claim with what the later one adds."""
    kind = a.kind
    if a.kind in JOIN and (
        b.kind is Kind.MOVE or (b.kind in (Kind.HIRE, Kind.PROMOTION) and a.kind is Kind.APPOINTMENT)
    ):
        kind = b.kind
    from_org, to_org = a.from_org or b.from_org, a.to_org or b.to_org
    org = a.org or b.org
    if kind is Kind.MOVE:
        to_org = to_org or org
        org = None
    elif kind is Kind.HIRE:
        to_org = to_org or org
        org = to_org
    return replace(
        a,
        kind=kind,
        org=org,
        from_org=from_org,
        to_org=to_org,
        role=better(a.role, b.role, pack),
        rank=max(a.rank, b.rank),
        confidence=max(a.confidence, b.confidence),
    )


def joined_moves(found: list[Claim]) -> list[Claim]:
    """A departure from A and a hire at B of one person are one move."""
    result = list(found)
    for leave in found:
        if leave.kind is not Kind.DEPARTURE or leave.person is None or leave.past:
            continue
        for index, join in enumerate(result):
            if join.past or join.person != leave.person or join.kind not in JOIN or join.kind is Kind.PROMOTION:
                continue
            target = join.to_org or join.org
            if target is None or leave.from_org is None or same_org(target, leave.from_org):
                continue
            if join.from_org is None or same_org(join.from_org, leave.from_org):
                result[index] = replace(join, kind=Kind.MOVE, org=None, from_org=leave.from_org, to_org=target)
                result.remove(leave)
                break
    return result


def nameless(found: list[Claim], pack: Pack) -> list[Claim]:
    """A claim without a name gives way to one that names the person of the same happening, which takes its slots."""
    result = list(found)
    for claim in found:
        if claim.person is not None or claim.kind in COMPANY or claim.past:
            continue
        if claim.kind is Kind.DEPARTURE and any(
            n.kind is Kind.MOVE and n.from_org is not None and same_org(n.from_org, claim.from_org)
            for n in result
            if n.person is not None
        ):
            result.remove(claim)
            continue
        named = [n for n in result if n.person is not None and not n.past and family(n) == family(claim)]
        alike = [
            n for n in named if same_org(n.to_org or n.org or n.from_org, claim.to_org or claim.org or claim.from_org)
        ]
        if not alike and len(named) == 1 and named[0].role is not None and claim.role is not None:
            alike = [named[0]] if share_word(named[0].role, claim.role) else []
        elif not alike and len(named) == 1 and named[0].role is None:
            alike = [replace(named[0], org=claim.org, from_org=claim.from_org)]
            result[result.index(named[0])] = alike[0]
        if not alike:
            continue
        twin = alike[0]
        result.remove(claim)
        role = better(twin.role, claim.role, pack) if len(alike) == 1 else twin.role
        full = replace(
            twin, role=role, rank=max(twin.rank, claim.rank), confidence=max(twin.confidence, claim.confidence)
        )
        if claim.from_org and twin.from_org is None and claim.kind in (Kind.HIRE, Kind.MOVE):
            org = None if claim.kind is Kind.MOVE else twin.org
            full = replace(full, kind=claim.kind, from_org=claim.from_org, to_org=twin.to_org or twin.org, org=org)
        result[result.index(twin)] = full
    return result
