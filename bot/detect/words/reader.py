"""Turns a sentence's tokens into atoms: names, roles, triggers and the small words between them.

In: a sentence, a language's pack, the names all languages share. Out: atoms in the order of the text, typed as far as the
words alone can tell. It must never look beyond its sentence, nor decide what an atom does in it.

What was observed: in running text a capital marks a name; in title case, in capitals and in German it marks nearly
everything, so there a name is what the list of common words does not know. Fails on firms named by everyday words in
title case; they are then found by their place (see `fixed.employers`).
"""

from __future__ import annotations

from collections.abc import Collection, Container
from functools import lru_cache

from bot.detect.atoms import Atom, Parsed, What
from bot.detect.tokens import Sentence, Shape
from bot.detect.words.firms import joined_firm, known_firm, listed_firm, whole_firm
from bot.detect.words.name_begins import namelike
from bot.detect.words.name_ends import name_end, small_family
from bot.detect.words.runs import quoted_title, run_name
from bot.detect.words.view import QUOTES, Words
from bot.detect.words.whole_names import add_name
from bot.languages.names import Names
from bot.languages.pack import NO_CLASSES, Pack, Trigger

CLASSES = 4096  # sets of classes that are remembered; a pack has some hundreds
OPENERS = frozenset(
    (What.DETERMINER, What.OWN, What.QUALITY, What.FORMER, What.NUMBER, What.PREPOSITION, What.AUXILIARY)
)
BETWEEN = frozenset(("-", "„", ",", "“", "»", "«", '"'))  # marks between the adjectives of one noun
BREAKS = frozenset(":;–—|!?…") | {"."}
POINTS = "*•"  # marks that open a point in a list
SAYS = frozenset({"say", "verb"})
CLASS_ATOMS = (
    ("former", What.FORMER),
    ("pronoun", What.PRONOUN),
    ("plural_pronoun", What.PRONOUN),
    ("own", What.OWN),
    ("det", What.DETERMINER),
    ("number", What.NUMBER),
    ("quantity", What.NUMBER),
    ("fresh", What.QUALITY),
    ("current", What.QUALITY),
    ("quality", What.QUALITY),
    ("nation", What.QUALITY),
    ("honorific", What.HONORIFIC),
    ("be", What.AUXILIARY),
    ("have", What.AUXILIARY),
    ("modal", What.AUXILIARY),
    ("conj", What.CONJUNCTION),
    ("prep", What.PREPOSITION),
    ("besides", What.PREPOSITION),
    ("sub", What.SUBORDINATOR),
    ("rel", What.SUBORDINATOR),
)


def atomise(
    sentence: Sentence,
    pack: Pack,
    names: Names,
    known: Container[str] = (),
    firms: Collection[tuple[str, ...]] = (),
) -> Parsed:
    """The atoms of a sentence. `known` are family names of people that the text has named before."""
    words = Words(sentence, pack, names, known, firms)
    parsed = Parsed(sentence, words.style, words.atoms)
    at = 0
    hedging, speaking, uncapitalised = pack.hedges.firsts, pack.known, names.uncapitalised
    while at < len(words.tokens):
        if words.lows[at] in hedging:
            hedge = words.pack.hedges.match(words.lows, at)
            if hedge is None:
                hedge = words.pack.hedges.match([low for low in words.lows[at : at + 8] if low not in QUOTES], 0)
                hedge = (at + hedge[0], hedge[1]) if hedge is not None else None
            if (
                hedge is not None
                and not dated(words, at)
                and not (words.tokens[at].text == "-" and words.glued_before(at) and words.glued_after(at))
            ):
                parsed.hedges.append((len(words.atoms), hedge[1], " ".join(words.lows[at : hedge[0]])))
        token = words.tokens[at]
        if token.shape is Shape.MARK:
            read_mark(words, at)
            at += 1
            continue
        told = token.capital or token.low in speaking or token.low in uncapitalised
        at = read_word(words, at) if told else plain_word(words, at)
    return parsed


def dated(words: Words, at: int) -> bool:
    """Whether a word that hedges elsewhere is a month here ("on May 20", "in May")."""
    if not words.tokens[at].capital or "month" not in words.pack.classes(words.lows[at]):
        return False
    beside = words.tokens[at + 1 : at + 2] + words.tokens[at - 1 : at] if at else words.tokens[1:2]
    return any(token.shape is Shape.NUMBER for token in beside) or (
        at > 0 and "prep" in words.pack.classes(words.lows[at - 1])
    )


def plain_word(words: Words, at: int) -> int:
    """A small word that the pack does not know: nothing more can be said of it."""
    token = words.tokens[at]
    glued = words.glued(at)
    if token.shape is not Shape.WORD or glued or words.pack.nouns_capitalised:
        return read_word(words, at)
    words.atoms.append(Atom(What.WORD, at, at + 1, token.text, token.low, possessive=token.possessive))
    return at + 1


def read_mark(words: Words, at: int) -> None:
    text = words.tokens[at].text
    if text == ",":
        words.add(What.COMMA, at, at + 1)
    elif text == "." and at + 1 < len(words.tokens):
        pass  # it ends an initial or an abbreviation
    elif text in BREAKS or (text in "-~" and not words.glued_before(at) and not words.glued_after(at)):
        words.add(What.BREAK, at, at + 1)
    elif text == "&":
        words.add(What.CONJUNCTION, at, at + 1)


def read_word(words: Words, at: int) -> int:
    token = words.tokens[at]
    small = at > 0 and not token.capital and token.shape is Shape.WORD
    if (
        small
        and token.low not in words.pack.openers
        and token.low not in words.names.uncapitalised
        and not words.numbered(at)
    ):
        family = small_family(words, at)
        return add_name(words, at, family) if family else classed(words, at, at + 1, words.pack.classes(token.low))
    if token.shape is Shape.NUMBER:
        firm = words.names.companies.match(words.lows, at)
        return add_name(words, at, firm[0]) if firm is not None else words.add(What.NUMBER, at, at + 1)
    company = max(known_firm(words, at), listed_firm(words) if at == 0 else 0)
    if company and (title := quoted_title(words, at)) > company:
        return add_name(words, at, title)
    if company and not (token.low in words.pack.role_prefixes and words.ties(at + 1) and words.role(at) is not None):
        return add_name(words, at, whole_firm(words, at, company))
    run = run_name(words, at) or joined_firm(words, at)
    if run:
        return add_name(words, at, run)
    role = words.role(at)
    if role is not None and (words.longer_trigger(at, role[0]) or leads_phrase(words, at, role[0])):
        role = None
    if role is not None:
        return words.add(What.ROLE, at, role[0], rank=role[1], classes=words.pack.classes(words.lows[role[0] - 1]))
    if words.numbered(at):
        return classed(words, at, at + 1, frozenset())
    phrase = words.pack.phrases.match(words.lows, at)
    trigger = words.trigger(at)
    if trigger is not None and current(words, at):
        trigger = None
    if trigger is not None and (phrase is None or trigger[0] >= phrase[0]) and not name_here(words, at, trigger[0]):
        return words.add(What.TRIGGER, at, trigger[0], triggers=trigger[1], classes=says(words, at, trigger[1]))
    if phrase is not None:
        return classed(words, at, phrase[0], frozenset({phrase[1]}))
    classes = words.classes_at(at)
    if namelike(words, at):
        return add_name(words, at, name_end(words, at))
    if token.low in words.pack.particles and not token.capital and not classes & {"prep", "det"}:
        return words.add(What.PARTICLE, at, at + 1, classes=classes)
    return classed(words, at, at + 1, classes)


def leads_phrase(words: Words, at: int, end: int) -> bool:
    """Whether a word that can be a post stands as a verb: an article follows it, and none came before ("who heads the bank")."""
    token = words.tokens[at]
    if words.pack.nouns_capitalised or end != at + 1 or at == 0 or token.capital or end >= len(words.tokens):
        return False
    opens = {"det", "own"}
    if "verb" not in words.pack.classes(token.low) or not words.pack.classes(words.lows[end]) & opens:
        return False
    before = words.tokens[at - 1]
    return not before.possessive and not words.pack.classes(before.low) & (opens | {"number", "quantity", "prep"})


def current(words: Words, at: int) -> bool:
    """Whether a word that can be a verb only tells that a post is held now ("the present chairman")."""
    opened = at > 0 and bool(words.pack.classes(words.lows[at - 1]) & {"det", "own"})
    return opened and "current" in words.pack.classes(words.lows[at])


def says(words: Words, at: int, triggers: tuple[Trigger, ...]) -> frozenset[str]:
    """What a verb that tells a move only together with a later word ("announces Jane Roe as …") is by itself, where the order is
    fixed: a verb like others, perhaps one that says something."""
    parts = triggers[0].particle and not words.pack.free_order
    return words.pack.classes(words.lows[at]) & SAYS if parts else NO_CLASSES


def name_here(words: Words, at: int, end: int) -> bool:
    """In running text a capital inside the sentence makes a name even of a word that could be a move; so does a family name
    behind one that opens it ("Nick Roe steps down").
    """
    if at == 0 and end == 1 and given_name(words):
        return True
    return (
        not words.wary
        and at > 0
        and words.tokens[at].capital
        and not words.opens(at)
        and words.tokens[at - 1].text not in POINTS
        and all(t.capital for t in words.tokens[at:end])
    )


def given_name(words: Words) -> bool:
    """Whether the first word is a given name in front of a family name, neither written in capitals throughout."""
    if words.pack.nouns_capitalised or len(words.lows) < 2 or words.lows[0] not in words.names.given:
        return False
    after = words.tokens[1]
    strange = words.lows[1] not in words.pack.common and words.pack.triggers.match(words.lows, 1) is None
    return after.capital and strange and after.shape is Shape.WORD and words.role(1) is None and not after.possessive


def adjective(words: Words, at: int) -> bool:
    """Whether a word can only be an adjective: small, inflected, before a noun, behind what opens a phrase; or a part of the title
    right behind it, which gives it a capital ("zum Ärztlichen Direktor").
    """
    token = words.tokens[at]
    if not words.pack.nouns_capitalised or not token.low.endswith(words.pack.adjective_endings):
        return False
    after = at + 1
    if token.capital:
        titled = token.low.endswith(tuple(words.pack.members("adjective_tail"))) and token.low not in words.names.family
        return titled and after < len(words.tokens) and words.role(after) is not None
    while after + 1 < len(words.tokens) and (
        words.tokens[after].text in BETWEEN or "conj" in words.pack.classes(words.lows[after])
    ):
        after += 1
    if after >= len(words.tokens) or words.tokens[after].shape is not Shape.WORD:
        return False
    following = words.tokens[after]
    opened = bool(words.atoms) and words.atoms[-1].what in OPENERS
    if not following.capital and not (opened and following.low.endswith(words.pack.adjective_endings)):
        return False
    return opened or ("verb" not in words.pack.classes(token.low) and words.role(after) is not None)


def classed(words: Words, first: int, last: int, classes: frozenset[str]) -> int:
    lone = last == first + 1
    if lone and not classes - {"verb", "very_own"} and adjective(words, first):
        return words.add(What.QUALITY, first, last, classes=classes)
    if lone and not classes - {"verb", "house_adjective"} and words.describes_next(first):
        return words.add(What.QUALITY, first, last, classes=classes)
    return words.add(meant(classes), first, last, classes=classes)


@lru_cache(CLASSES)
def meant(classes: frozenset[str]) -> What:
    """What a word of several classes is first of all."""
    for name, what in CLASS_ATOMS:
        if name in classes:
            return what
    if "firm" in classes:
        return What.FIRM
    return What.STAFF if classes & {"jobs", "staff", "talent"} else What.WORD
