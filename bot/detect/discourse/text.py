"""A document's sentences with what they name: people in full, the organisation it is about, the posts beside each name.

In: parsed sentences and their chunks. Out: a `Text`. It must never claim anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.detect.atoms import Parsed, Style, Type
from bot.detect.chunks import Chunk, Sort
from bot.detect.discourse.callings import trade
from bot.detect.discourse.career import posts
from bot.detect.discourse.service import Post
from bot.languages.names import Names
from bot.languages.pack import Pack, Voice
from bot.model import ClaimStatus
from bot.names import Likeness, compare

IN_PASSING = 0.3  # what one mention after the opening weighs; alone it makes no topic


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
    things: frozenset[str] = frozenset()
    """Words that a headline writes with capitals and the rest of the text small: they name nobody."""
    business: bool = False
    """Whether the text's cues speak of business."""
    doubt: bool = False
    """Whether the text's cues speak for silence: then only what surely is business is claimed."""
    firm_ahead: bool = True
    """Whether the opening of a doubtful text names a known firm: where only a later line does (a bulletin with one item of
    business in it), nothing is claimed but its lay-offs."""
    posts: dict[str, list[Post]] = field(default_factory=dict)
    """The posts that are named with each person."""
    plural: set[tuple[int, str]] = field(default_factory=set)
    """Claims, by place and rule, that speak of several people without a name."""
    few: dict[tuple[int, str], int] = field(default_factory=dict)
    """Claims, by place and rule, of so few people without a name that the text can name them all."""
    apart: set[tuple[int, str]] = field(default_factory=set)
    """Claims, by place and rule, of somebody without a name beside whom their sentence tells of another."""
    guessed: set[tuple[int, str, str | None]] = field(default_factory=set)
    """Claims, by place, rule and person, whose firm is only what the text is about."""


OPENING = frozenset({"deictic"})  # "Dies machte X nervös": the person named is no subject to come back to


def subject(chunks: list[Chunk], text: Text) -> str | None:
    """Whom a sentence is about, for the pronouns of the next: the first person it names."""
    if text.pack.free_order and chunks and chunks[0].classes & OPENING:
        return None
    people = [
        at
        for at, chunk in enumerate(chunks)
        if chunk.sort is Sort.NOUN
        and chunk.name
        and (chunk.type is Type.PERSON or chunk.name.casefold() in text.people)
    ]
    if text.pack.free_order:  # "Die Aufgaben von Jane Roe übernimmt John Doe. Er …"
        people.sort(key=lambda at: at > 0 and chunks[at - 1].sort is Sort.PREPOSITION)
    return full(chunks[people[0]].name, text) if people else None


def named_last(chunks: list[Chunk], text: Text) -> str | None:
    """The last person that a sentence names."""
    people = (chunk.name for chunk in reversed(chunks) if chunk.sort is Sort.NOUN and chunk.type is Type.PERSON)
    return full(next((name for name in people if name is not None), None), text)


def survey(text: Text, homes: list[set[str | None]]) -> None:
    """Finds the people named in full, and the organisation that the text is about. Where the lead says that somebody has worked
    until now (`homes`, by sentence) is mostly another one than they go to.
    """
    weights: dict[str, float] = {}
    for chunk in (chunk for sentence in text.chunks for chunk in sentence if chunk.sort is Sort.NOUN):
        if chunk.name is not None and chunk.type is Type.PERSON and len(chunk.name.split()) > 1:
            words = [w for w in chunk.name.split() if w.casefold().strip(".") not in text.names.suffixes]
            known = text.people.get(words[-1].casefold(), chunk.name)
            same = known != chunk.name and compare(known, chunk.name) is Likeness.SAME
            person = known if same else chunk.name  # "Bob Roe", "Robert Roe"
            for alias in {words[-1].casefold(), " ".join(words[-2:]).casefold(), chunk.name.casefold()}:
                text.people.setdefault(alias, person)
    if text.pack.free_order:
        for person in set(text.people.values()):
            call_by_first(person, text)
    else:
        call_by_given(text)
        text.things = things(text)
    for index, chunks in enumerate(text.chunks):
        weight = 2.0 if index == 0 else 1.0 if index < 3 else IN_PASSING
        opening = text.parsed[index].sentence
        if opening.headline and index and opening.tokens[0].text in "-–—|" and not told_on(text.parsed[index], chunks):
            continue  # the outlet at a title's end
        for at, chunk in enumerate(chunks):
            if chunk.sort is not Sort.NOUN:
                continue
            bare = chunk.name if chunk.role is None else None
            boss = None if chunk.former else chunk.org
            if (at and hears(chunks, at, text.pack)) or carries(chunks, at):
                continue
            owner = text.pack.free_order and "owner" in chunk.classes
            from_there = at and ("source" in chunks[at - 1].classes or (index and bare in homes[index]))
            if owner or from_there:  # a firm, but no topic
                if bare is not None and chunk.type is Type.ORG:
                    text.orgs.add(bare)
                continue
            if text.pack.free_order and tells(text.parsed[index], chunks, at):
                continue
            for name, type_ in ((bare, chunk.type), (boss, chunk.org_type)):
                if name is None or name in text.things:
                    continue
                if type_ is Type.UNKNOWN and index == 0 and text.pack.free_order and doubtful(name, chunk, text):
                    weights[name] = weights.get(name, 0.0) + 0.1
                if type_ is Type.ORG and text.pack.free_order:
                    lead = text.parsed[index].atoms[chunk.first : chunk.last]
                    rival = any("rival" in atom.classes for atom in lead)
                    first = index == 0 and not weights
                    weights[name] = weights.get(name, 0.0) + (-1.0 if rival else 1.0 if first else 0.0)
                if type_ is Type.ORG and name is chunk.org and name.casefold() in text.people:
                    continue  # "Roes Posten"
                if type_ is Type.ORG:
                    text.orgs.add(name)
                    weights[name] = weights.get(name, 0.0) + (weight / 2 if index and taken(chunks, at) else weight)
                elif (
                    type_ is Type.UNKNOWN
                    and (
                        name is chunk.org
                        or speaks(chunks, at)
                        or houses(chunks, at)
                        or traded(chunks, at)
                        or (opening.headline and not text.pack.free_order and fills_posts(chunks, at))
                    )
                    and employer(name, text)
                ):
                    weights[name] = weights.get(name, 0.0) + weight / 2
    heads = [chunks for at, chunks in enumerate(text.chunks) if not at or told_on(text.parsed[at], chunks)]
    for chunk in (chunk for head in heads for chunk in head):
        shown = chunk.name in text.orgs if text.pack.free_order else chunk.name not in text.orgs
        if chunk.name in weights and shown and chunk.type is not Type.ORG:
            weights[chunk.name] += 2.0  # a strange name in the headline that the text shows to be a firm
    text.headline = frozenset(name for head in heads for chunk in head for name in (chunk.name, chunk.org) if name)
    if weights:
        topic = max(weights, key=lambda name: weights[name])
        text.topic = topic if weights[topic] > (0 if text.pack.free_order else IN_PASSING) else None
    for post in posts(text.chunks, text.parsed, text.pack, lambda name: full(name, text)):
        called = trade(post.org, post.role, text.pack, text.names)
        aide = not text.pack.free_order and post.inside and of_person(post.org, text)
        told = replace(post, org=None, calling=post.calling or called) if called or aide else post
        text.posts.setdefault(post.person, []).append(told)


def of_person(org: str | None, text: Text) -> bool:
    """Whether what stands where a firm does is somebody of the text, whose aide is meant ("Roe's deputy")."""
    return org is not None and org not in text.orgs and org.casefold() in text.people


def things(text: Text) -> frozenset[str]:
    """What reads like a name in a headline that writes every word with a capital, and is a plain word where the text goes on
    ("Meal-Kit CEO Quits" – "The meal-kit company said …").
    """
    head = text.parsed[0]
    if head.style is Style.PLAIN or not head.sentence.headline:
        return frozenset()
    strange = (
        (name, type_)
        for chunk in text.chunks[0]
        if chunk.sort is Sort.NOUN
        for name, type_ in ((chunk.name, chunk.type), (chunk.org, chunk.org_type))
    )
    doubted = {name.casefold(): name for name, type_ in strange if name and type_ is Type.UNKNOWN}
    if not doubted:
        return frozenset()
    body = (
        sentence for sentence in text.parsed[1:] if sentence.style is Style.PLAIN and not sentence.sentence.headline
    )
    tokens = [token for sentence in body for token in sentence.sentence.tokens if token.low in doubted]
    named = {token.low for token in tokens if token.capital}
    return frozenset(doubted[token.low] for token in tokens if token.low not in named)


def told_on(parsed: Parsed, chunks: list[Chunk]) -> bool:
    """Whether a headline goes on behind a dash or a point with something that is done ("500 Jobs fallen weg - Acme schließt …")."""
    return parsed.sentence.headline and any(chunk.sort in (Sort.TRIGGER, Sort.AUXILIARY) for chunk in chunks)


def call_by_first(person: str, text: Text) -> None:
    """Makes a family name alone that of whoever bears it first, as in China, Korea and Vietnam ("Zhang" – "Zhang Weimin"): a
    known family name in front of a single strange one.
    """
    first, _, rest = person.casefold().partition(" ")
    strange = rest and " " not in rest and not (rest in text.names.family or rest in text.names.given)
    if strange and first in text.names.family:
        text.people.setdefault(first, person)


def call_by_given(text: Text) -> None:
    """Makes a given name alone that of the one person of the text who bears it: releases do so ("Jane brings ten years …"). A
    given name that no table knows counts before a family name that one does ("Savindi Perera"), unless it is a word or a firm."""
    bearers: dict[str, set[str]] = {}
    for person in set(text.people.values()):
        bearers.setdefault(person.casefold().partition(" ")[0], set()).add(person)
    for given, people in bearers.items():
        person = people.pop()
        family = person.casefold().rpartition(" ")[2] in text.names.family
        strange = family and given not in text.pack.common and not text.names.known([given])
        if not people and (given in text.names.given or strange):
            text.people.setdefault(given, person)


def hears(chunks: list[Chunk], at: int, pack: Pack) -> bool:
    """Whether a firm is only the one that was told or that saw a paper ("told Acme", "a memo seen by Acme", "confirmed the
    layoffs to Acme", "Acme has learned").
    """
    before = [chunk for chunk in chunks[max(0, at - 2) : at] if chunk.low not in pack.agents]
    if before and "seen" in before[-1].classes:
        return True
    return confided(chunks, at) or any("learn" in chunk.classes for chunk in chunks[at + 1 : at + 3])


def carries(chunks: list[Chunk], at: int) -> bool:
    """Whether a firm's service only carries what is said ("a Slack message", "told staff in a Zoom call")."""
    after = chunks[at + 1] if at + 1 < len(chunks) else None
    return after is not None and "medium" in after.classes and not chunks[at].possessive


def taken(chunks: list[Chunk], at: int) -> bool:
    """Whether a firm is only what something is done to or reaches ("a clip that hit Acme", "sued Acme")."""
    return at > 0 and chunks[at - 1].sort is Sort.OTHER and "verb" in chunks[at - 1].classes


def confided(chunks: list[Chunk], at: int) -> bool:
    """Whether what is said goes to a name: "to" leads there from a verb, over what was said and no other verb. Fails where a
    thing confirmed is itself one that goes to somebody ("confirmed the sale to Acme"), which tells as little of it.
    """
    if at < 2 or not {"to", "prep"} <= chunks[at - 1].classes:
        return False
    for chunk in reversed(chunks[: at - 1]):
        if "confides" in chunk.classes:
            return True
        verb = chunk.sort is Sort.TRIGGER and any(trigger.voice is not Voice.NOUN for trigger in chunk.triggers)
        posts = any("to" in trigger.move.to_at | trigger.move.org_at for trigger in chunk.triggers)
        if verb or posts or "verb" in chunk.classes or chunk.sort in (Sort.COMMA, Sort.BREAK, Sort.NOUN):
            return False
    return False


def tells(parsed: Parsed, chunks: list[Chunk], at: int) -> bool:
    """Whether a name is that of who told it ("nach Angaben der IG Metall", "berichtet Acme", "wie Acme …, berichtet, …")."""
    if "account" in chunks[at - 1].classes or (at > 1 and "account" in chunks[at - 2].classes):
        return True
    first = parsed.atoms[chunks[at].first].first
    for place, hedge, cue in parsed.hedges:
        if hedge.status is not ClaimStatus.REPORTED:
            continue
        begin = parsed.atoms[place].first
        if begin <= first < begin + len(cue.split()) + (not cue.endswith(":")):
            return True
        opened = "like" in chunks[0].classes and chunks[at].first < place
        if opened and not any(chunk.sort is Sort.COMMA for chunk in chunks[at:] if chunk.first < place):
            return True
    return False


def speaks(chunks: list[Chunk], at: int) -> bool:
    """Whether a name that may be a firm's says something ("Acme announced …", "Acme today announced …")."""
    after = chunks[at + 1].classes if at + 1 < len(chunks) else frozenset()
    if after & {"month", "adverb"} and at + 2 < len(chunks):
        after = chunks[at + 2].classes
    return chunks[at].firm and "say" in after and "press" not in after


def fills_posts(chunks: list[Chunk], at: int) -> bool:
    """Whether a strange name opens a headline as a firm that takes or dismisses people: right before a verb that does so to
    somebody in full ("Acme picks Jane Roe to be its chief"), or before a colon or dash and somebody who then moves ("Acme: Jane
    Roe named chief"). People alone open headlines so too; they are of one name that others bear.
    """
    if at or len(chunks) < 4 or not chunks[0].firm or chunks[0].possessive or chunks[2].type is not Type.PERSON:
        return False
    link = chunks[1]
    if link.sort is Sort.BREAK:
        return any(chunk.sort is Sort.TRIGGER for chunk in chunks[3:6])
    return any(t.move.org == "subject" and t.move.person == "object" for t in link.triggers)


def speaker_firm(chunks: list[Chunk], text: Text) -> str | None:
    """The firm that says a sentence, where the text is about several ("Acme said Jane Roe joins from Initech")."""
    if text.pack.free_order or len(chunks) < 2 or chunks[0].type is not Type.ORG or not speaks(chunks, 0):
        return None
    return chunks[0].name if chunks[0].name in text.headline or text.topic not in text.headline else None


def traded(chunks: list[Chunk], at: int) -> bool:
    """Whether a name's shares are spoken of ("Acme shares jump")."""
    return chunks[at].firm and at + 1 < len(chunks) and "equity" in chunks[at + 1].classes


def houses(chunks: list[Chunk], at: int) -> bool:
    """Whether somebody works at what a name names ("colleagues at Acme"), which a site only stands in ("its plant at Acme")."""
    if at > 1 and "site" in chunks[at - 2].classes:
        return False
    return at > 1 and chunks[at].firm and chunks[at - 1].low == "at" and chunks[at - 2].sort is not Sort.TRIGGER


def doubtful(name: str, chunk: Chunk, text: Text) -> bool:
    """Whether a headline's name that nothing explains can be a firm: where nothing surer is named, it is the topic."""
    words = name.casefold().split()
    return (
        text.pack.free_order
        and not chunk.surname
        and name.casefold() not in text.people
        and not any(word in text.names.given or word in text.names.places for word in words)
    )


def full(name: str | None, text: Text) -> str | None:
    if name is None:
        return None
    return text.people.get(name.casefold(), name)


def employer(name: str | None, text: Text) -> str | None:
    """A name, unless it is a place, a nation or a person of the text: these employ nobody."""
    low = (name or "").casefold()
    if name is None or (name in text.orgs and (low not in text.names.legal_forms or text.names.known([low]))):
        return name
    words = [word for word in name.casefold().split() if "honorific" not in text.pack.classes(word)]
    if any(word in text.pack.silent_roles for word in words) and not text.pack.free_order:
        return None
    if all(word in text.names.legal_forms for word in words):
        return None
    if all(word.rstrip(".") in text.names.places or "nation" in text.pack.classes(word) for word in words):
        return None
    return None if " ".join(words) in text.people or " ".join(words) in text.names.places else name
