"""Tells where a name begins.

In: a sentence's words and a place. Out: whether a name begins there. It must never tell what the name names.
"""

from __future__ import annotations

import re

from bot.detect.atoms import Style, What
from bot.detect.tokens import Shape
from bot.detect.words.firms import bears, everyday_firm, known_firm, names_firm, names_trade
from bot.detect.words.name_ends import nickname
from bot.detect.words.view import FUNCTION, Words

SHORT = 7  # letters of a given name that no table knows
NAMING = frozenset({"fresh", "number", "field", "nation", "quantity"})  # classes of words that also begin firms' names
SMALL = frozenset({"prep", "month"})  # classes of small words that are given names too
CAMEL = re.compile(r"[A-Z][a-z]+[A-Z][a-z]+")  # two words written as one


def namelike(words: Words, at: int) -> bool:
    """Whether a name begins at a word with which no known firm's does."""
    token = words.tokens[at]
    if token.shape is not Shape.WORD or not token.capital:
        return False
    low = token.low
    classes = words.pack.classes(low)
    if initial(words, at):
        return True
    inside = "modal" in classes and not words.opens(at) and stands_out(words, at)
    if ("nation" in classes or inside) and low in words.names.given and surname_follows(words, at):
        return True
    nicknamed = low in words.names.given and nickname(words, at + 1, at) and words.role(at + 4) is None
    if nicknamed or small_given(words, at) or double_given(words, at):
        return True
    if classes & FUNCTION:
        return bool(classes & NAMING) and not words.wary and names_firm(words, at)
    if words.after_number(at) or ("area" in classes and words.ends_post(at)):
        return False
    if "reach" in classes and not words.pack.nouns_capitalised and widens_post(words, at):
        return False
    if "honorific" in classes and not words.pack.nouns_capitalised:
        return False
    if describes_nation(words, at) or (words.pack.nouns_capitalised and words.describes_next(at)):
        return False
    follower = words.lows[at + 1] if at + 2 < len(words.tokens) and not words.pack.nouns_capitalised else ""
    if (follower == "&" and partners(words, at)) or (follower in words.pack.links and names_house(words, at)):
        return True
    if "kin" in classes and not {*words.lows[at + 1 : at + 2]}.isdisjoint(words.names.given):
        return False  # "sein Bruder Jan Roe"
    named = low in words.names.given and at + 1 < len(words.tokens) and words.tokens[at + 1].capital
    small = words.pack.nouns_capitalised and words.opens(at) and low in words.pack.small and not words.glued(at)
    if small and not named:
        return False  # "Nur …" is a given name too
    if words.pack.nouns_capitalised and words.lows[at + 1 : at + 2] in (["&"], ["+"]) and at + 2 < len(words.tokens):
        return words.tokens[at + 2].capital
    if words.pack.nouns_capitalised and len(token.text) == 1 and words.lows[at + 1 : at + 2] != ["."]:
        return at + 2 < len(words.tokens) and words.glued(at + 2) and not words.is_common(words.lows[at + 2])
    if words.pack.nouns_capitalised and low in words.names.particles and at + 1 < len(words.tokens):
        after = words.tokens[at + 1]
        return after.capital and not words.is_common(after.low) and words.role(at + 1) is None
    if low in words.known:
        return True
    shouted = token.possessive and token.text.isupper() and len(token.text) > 1 and words.style is not Style.CAPITALS
    if shouted and not classes and at + 1 < len(words.tokens) and words.role(at + 1) is not None:
        return True  # "AMP's chief executive"
    if CAMEL.fullmatch(token.text) and not classes and (words.is_common(low) or words.pack.nouns_capitalised):
        return True  # "IndiGo" is no indigo
    initialism = len(token.text) > 1 and token.text.isupper() and words.style is not Style.CAPITALS
    if words.pack.nouns_capitalised and initialism and not classes:
        return len(low) <= SHORT or not words.is_common(low)  # "KARTE DER ARBEITSLOSIGKEIT – …"
    if not words.wary and not words.opens(at):
        return ("firm" not in classes or not words.pack.common) and not words.opens_field(at)
    if not words.wary and words.is_common(low) and (names_firm(words, at) or pairs_up(words, at)):
        return True
    second = "".join(words.lows[1:2])
    everyday = words.is_common(second) or "nation" in words.pack.classes(second)
    if at == 0 and words.is_common(low) and everyday and everyday_firm(words, 0):
        return True
    if words.is_common(low) and not words.pack.nouns_capitalised and "verb" not in classes and formed_firm(words, at):
        return True
    if words.pack.nouns_capitalised and words.enclosed(at) and low not in words.pack.common:
        return True
    if words.is_common(low) and (titled(words, at) or behind_trade(words, at) or acts_in_post(words, at)):
        return True
    if words.is_common(low):
        return (low in words.names.given and surname_follows(words, at)) or strange_pair(words, at)
    if names_trade(words, at) or (words.pack.nouns_capitalised and called_by_trade(words, at)):
        return False
    if words.pack.nouns_capitalised and low not in words.names.given and "human" in words.classes_at(at):
        return False  # "Markenbotschafterin Jane Roe"
    return not classes & {"jobs", "firm", "staff", "talent", "quality", "honorific", "current"}


def small_given(words: Words, at: int) -> bool:
    """Whether a given name that is a preposition or a month elsewhere stands in front of a strange family name ("Per
    Vahlholm"). One that clauses often open with ("An") is none there.
    """
    if not words.pack.nouns_capitalised or words.lows[at] not in words.names.given or at + 1 >= len(words.tokens):
        return False
    classes = words.pack.classes(words.lows[at])
    before = words.atoms[-1].what if words.atoms and words.atoms[-1].last == at else What.WORD
    if "month" in classes and not words.opens(at) and before not in (What.TRIGGER, What.AUXILIARY, What.ROLE):
        return False  # "zum 1. Juli Jane Roe"
    small = bool(classes & SMALL) and (not words.opens(at) or len(classes) == 1) and not classes & FUNCTION - SMALL
    return small and bears(words, at + 1) and not words.ties(at + 2)


def double_given(words: Words, at: int) -> bool:
    """Whether a given name that is a common word too is tied to another strange one in front of a strange family name ("Hui-Chun
    Vahl")."""
    if not words.pack.nouns_capitalised or not words.ties(at + 1) or words.lows[at] not in words.names.given:
        return False
    tied, after = words.tokens[at + 2], words.tokens[at + 3 : at + 4]
    strange = tied.capital and not words.is_common(tied.low) and words.role(at + 2) is None and not words.opens(at + 3)
    return strange and bool(after) and bears(words, at + 3) and not known_firm(words, at)


def called_by_trade(words: Words, at: int) -> bool:
    """Whether an article and a strange word stand in front of somebody's full name ("der Dramaturg Jan Roe"): a calling, for people
    have no article.
    """
    described = bool(words.atoms) and words.atoms[-1].what is What.DETERMINER and words.atoms[-1].last == at
    after = words.tokens[at + 1 : at + 3]
    return (
        described
        and len(after) > 1
        and words.lows[at] not in words.names.given
        and all(token.shape is Shape.WORD and token.capital for token in after)
        and after[0].low in words.names.given
        and words.role(at + 2) is None
        and not known_firm(words, at + 1)
    )


def initial(words: Words, at: int) -> bool:
    """Whether a letter that is a word too stands for a given name before another one ("A. John Roe", "A.J. Roe")."""
    if len(words.tokens[at].text) != 1 or words.lows[at + 1 : at + 2] != ["."] or at + 2 >= len(words.tokens):
        return False
    after = words.tokens[at + 2]
    return words.glued_before(at + 1) and after.capital and (after.low in words.names.given or len(after.text) == 1)


def stands_out(words: Words, at: int) -> bool:
    """Whether a capital makes a name of a word that is an auxiliary elsewhere ("Vorstandschef Will Roe", "names Will Roeham
    CEO"): in running text, where nouns have capitals, and in titles behind a verb or a post that takes a name, before a
    strange one.
    """
    if words.pack.nouns_capitalised or not words.wary:
        return True
    if not words.atoms or words.atoms[-1].last != at or at + 1 >= len(words.tokens):
        return False
    before = words.atoms[-1]
    takes = before.what is What.ROLE or any(trigger.move.person == "object" for trigger in before.triggers)
    return takes and words.lows[at + 1] not in words.pack.common


def widens_post(words: Words, at: int) -> bool:
    """Whether a word that tells how far a post reaches, or how high, stands right before it ("named Global Head of Sales", "Sole
    CEO", "Senior Managing Director"). What opens a clause may be a firm.
    """
    return not words.opens(at) and at + 1 < len(words.tokens) and words.role(at + 1) is not None


def describes_nation(words: Words, at: int) -> bool:
    """Whether an everyday word only tells which part of a nation is meant ("South African operations"), and begins no
    firm's name ("South African Airways").
    """
    return (
        at + 1 < len(words.tokens)
        and not words.pack.nouns_capitalised
        and "nation" in words.classes_at(at + 1)
        and words.is_common(words.lows[at])
        and not names_firm(words, at)
    )


def behind_trade(words: Words, at: int) -> bool:
    """Whether a plain noun stands right behind a compound that tells a firm's trade, as only names do ("der
    Onlinebörse Morgenland"): what follows is no further noun.
    """
    if not words.pack.nouns_capitalised or at == 0 or words.ties(at + 1) or words.glued(at):
        return False
    tail = words.pack.class_tails.find(words.lows[at - 1])
    if tail is None or "firm" not in tail or not words.tokens[at - 1].capital:
        return False
    after = words.tokens[at + 1] if at + 1 < len(words.tokens) else None
    low = words.lows[at]
    verb = words.atoms[-3] if len(words.atoms) > 2 and "generic" in words.pack.classes(words.lows[at - 1]) else None
    if verb is not None and (verb.what in (What.TRIGGER, What.AUXILIARY) or "verb" in verb.classes):
        return False  # "bestätigte der Konzern Pläne"
    return (
        not words.pack.classes(low) - {"verb"}
        and low not in words.names.places
        and not words.of_place(at)
        and low not in words.pack.small
        and words.role(at) is None
        and not low.endswith(words.pack.plural_endings)
        and words.pack.triggers.match(words.lows, at) is None
        and (after is None or not after.capital)
    )


def titled(words: Words, at: int) -> bool:
    """Whether a title stands right before a common word and a strange one right behind it ("Finanzchef Merten
    Vahlbruch"): together they are a name.
    """
    if not words.pack.nouns_capitalised or not words.atoms or at + 1 >= len(words.tokens):
        return False
    before, after = words.atoms[-1], words.tokens[at + 1]
    if after.low in words.names.given and "".join(words.lows[at + 2 : at + 3]) in words.names.family:
        return False  # "Bereichsleiter Einkauf Jane Roe"
    return (
        before.what is What.ROLE
        and before.last == at
        and after.shape is Shape.WORD
        and after.capital
        and not words.pack.classes(words.lows[at]) - {"verb"}
        and not words.is_common(after.low)
        and words.role(at + 1) is None
        and not known_firm(words, at + 1)
    )


def acts_in_post(words: Words, at: int) -> bool:
    """Whether an everyday word that is a family name too stands between a title and a move ("Finance Chief Stone Quits")."""
    if words.pack.nouns_capitalised or not words.atoms or at + 1 >= len(words.tokens):
        return False
    return (
        words.atoms[-1].what is What.ROLE
        and words.atoms[-1].last == at
        and words.lows[at] in words.names.family
        and not words.pack.classes(words.lows[at])
        and words.role(at) is None
        and words.pack.triggers.match(words.lows, at) is None
        and at + 1 < len(words.tokens)
        and words.pack.triggers.match(words.lows, at + 1) is not None
    )


def partners(words: Words, at: int) -> bool:
    """Whether "&", which follows, ties a word to a family name or a strange one ("Ropes & Gray")."""
    if words.role(at) is not None:
        return False
    after, low = words.tokens[at + 2], words.lows[at + 2]
    return (
        after.capital
        and not (words.pack.classes(words.lows[at]) | words.pack.classes(low))
        and (low in words.names.family or low not in words.pack.common)
    )


def names_house(words: Words, at: int) -> bool:
    """Whether a word for a house and, behind the link that follows, its place open a clause ("Bank of Ireland hires …"), or
    where capitals tell names its field ("Museum of Modern Art hires …")."""
    if (
        words.lows[at] not in words.names.institutions
        or not words.tokens[at + 2].capital
        or not words.tokens[at].capital
    ):
        return False
    if words.opens(at) and words.lows[at + 2] in words.names.places:
        return True
    told = words.style is Style.PLAIN and (words.opens(at) or "det" in words.pack.classes(words.lows[at - 1]))
    return told and words.role(at + 2) is None


def formed_firm(words: Words, at: int) -> bool:
    """Whether capitals up to a legal form follow ("Stark Industries"), or a comma and one ("Stark, Inc.")."""
    look = at + 1
    if look + 1 < len(words.tokens) and words.tokens[look].text == "," and words.tokens[look + 1].capital:
        return words.lows[look + 1] in words.names.comma_forms
    while look < min(len(words.tokens), at + 4) and words.tokens[look].capital:
        if words.lows[look] in words.names.legal_forms:
            return True
        if words.role(look) is not None or words.pack.triggers.match(words.lows, look) is not None:
            return False
        look += 1
    return False


def pairs_up(words: Words, at: int) -> bool:
    """Whether two everyday words with capitals open a sentence in running text: then they are a name."""
    if words.pack.nouns_capitalised or at + 1 >= len(words.tokens) or not words.tokens[at + 1].capital:
        return False
    after = words.lows[at + 1]
    return (
        words.is_common(after)
        and not words.pack.classes(after) & FUNCTION
        and after not in words.names.given
        and words.role(at + 1) is None
        and not words.names.companies.match(words.lows, at + 1)
    )


def strange_pair(words: Words, at: int) -> bool:
    """Whether a short word that only its ending makes a known one ("Sissie"), or a family name that is no noun besides ("Zhang"),
    opens a clause or stands behind its verb, in front of a strange one: two nouns never stand so, a person's names do.
    """
    if not words.pack.nouns_capitalised or at + 1 >= len(words.tokens) or words.pack.classes(words.lows[at]):
        return False
    low, after = words.lows[at], words.tokens[at + 1]
    behind = bool(words.atoms) and words.atoms[-1].last == at and words.atoms[-1].what in (What.TRIGGER, What.AUXILIARY)
    inflected = low not in words.pack.common and len(low) <= SHORT and words.opens(at)
    family = low in words.names.family and low not in words.pack.parts and not words.classes_at(at)
    return (
        (inflected or (family and (behind or words.opens(at))))
        and after.capital
        and after.shape is Shape.WORD
        and not words.pack.classes(after.low)
        and not words.is_common(after.low)
        and after.low not in words.names.places
        and words.role(at + 1) is None
        and not known_firm(words, at + 1)
        and not words.ties(at + 1)
    )


def surname_follows(words: Words, at: int) -> bool:
    if at + 1 >= len(words.tokens):
        return False
    after = words.tokens[at + 1]
    if not words.pack.nouns_capitalised and len(after.text) == 1 and after.capital and at + 3 < len(words.tokens):
        return words.tokens[at + 2].text == "." and words.tokens[at + 3].capital  # "John A. Roe"
    if not after.capital or words.pack.classes(after.low) & FUNCTION or words.role(at + 1):
        return False
    if words.pack.nouns_capitalised:
        classes = words.pack.classes(words.lows[at])
        plain = (
            after.low not in words.pack.common
            or after.low in words.pack.small
            or "verb" in words.pack.classes(after.low)
        )
        return after.low in words.names.family or (
            plain and words.lows[at] not in words.pack.first_words and not classes
        )
    return after.low in words.names.family or after.low not in words.pack.common
