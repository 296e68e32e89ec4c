"""Tells where a name begins and where it ends.

In: a sentence's words and a place. Out: whether a name begins there, and its end. It must never tell what the name names.
"""

from __future__ import annotations

import re

from bot.detect.atoms import Style, What
from bot.detect.tokens import Shape
from bot.detect.words.firms import branch, everyday_firm, joined_partner, known_firm, names_firm, names_trade
from bot.detect.words.view import FUNCTION, Words, initials

SHORT = 7  # letters of a given name that no table knows
NAMING = frozenset({"fresh", "number", "field", "nation", "quantity"})  # classes of words that also begin firms' names
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
        return "firm" not in classes or not words.pack.common
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
    """Whether a word that tells how far a post reaches stands right before it ("named Global Head of Sales", "Sole CEO"). What
    opens a clause may be a firm.
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
    """Whether a short word that only its ending makes a known one ("Sissie") opens a clause in front of a strange one:
    two nouns never stand so, a person's names do.
    """
    if not words.pack.nouns_capitalised or not words.opens(at) or at + 1 >= len(words.tokens):
        return False
    after = words.tokens[at + 1]
    return (
        words.lows[at] not in words.pack.common
        and len(words.lows[at]) <= SHORT
        and not words.pack.classes(words.lows[at])
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


def continues(words: Words, at: int, start: int) -> bool:
    """Whether the token goes on with the name begun at `start`."""
    token = words.tokens[at]
    if token.shape is Shape.NUMBER or not token.capital:
        return False
    low = token.low
    if words.tokens[at - 1].possessive:
        return False
    if (low in words.names.legal_forms or low in words.names.suffixes) and not words.ties(at + 1):
        return True
    classes = words.pack.classes(low)
    if len(low) == 1 and low.isalpha() and at + 1 < len(words.tokens) and words.tokens[at + 1].text == ".":
        return True
    if "nation" in classes and at == start + 1 and names_firm(words, at):
        return True  # "South African Airways"
    if "nation" in classes and at == start + 1 and nation_as_name(words, at):
        return True
    if classes & FUNCTION or words.role(at) is not None:
        return False
    if words.tokens[at - 1].text == "." and initials(words.tokens[at - 2].text):
        return not (classes & {"jobs", "staff", "talent"} and words.lows[at - 2] in words.names.places)  # "U.S. Jobs"
    if words.tokens[at - 1].low in words.names.given and at - start < 4 and "honorific" not in classes:
        trigger = words.trigger(at)
        placed = words.lows[at - 1] in words.names.places and words.is_common(low)  # "London Team"
        second = at - start == 1 or (at - start == 3 and words.ties(start + 1))  # "Jan-Peter Sommer"
        if second and ((trigger is None and not placed) or low in words.names.family):
            return True
        both = words.pack.nouns_capitalised and at - start == 2 and words.lows[start] in words.names.given
        if both and trigger is None and low not in words.pack.common and not classes:
            return True  # "Jan Steffen Jürgensen": two given names
    if not words.wary:
        return True
    if low in words.names.org_words or family_behind(words, at, start):
        return True
    if at - start == 1 and words.atoms and words.atoms[-1].what is What.ROLE and words.atoms[-1].last == start:
        if words.pack.nouns_capitalised and (words.is_common(low) and low not in words.names.family):
            return False
        return words.pack.triggers.match(words.lows, at) is None
    if words.pack.triggers.match(words.lows, at) is not None:
        return False
    return not words.is_common(low) and not classes & {"jobs", "staff", "talent", "quality"}


def family_behind(words: Words, at: int, start: int) -> bool:
    """Whether a family name that the dictionary knows as a word too follows a word that nothing explains, and both open a
    clause in front of its verb ("Momme Feldkamp übernimmt"): two nouns never stand so, a person's names do.
    """
    first = words.lows[start]
    return (
        words.pack.nouns_capitalised
        and at == start + 1
        and words.opens(start)
        and at + 1 < len(words.tokens)
        and words.pack.triggers.match(words.lows, at + 1) is not None
        and words.lows[at] in words.names.family
        and not words.pack.classes(words.lows[at]) - {"verb"}
        and not words.is_common(first)
        and first not in words.names.places
        and words.trigger(at) is None
        and not known_firm(words, start)
        and not known_firm(words, at)
        and not words.ties(at + 1)
    )


def nation_as_name(words: Words, at: int) -> bool:
    """Whether a nation's word stands behind a given name as the family name ("Tim Welsh"), and before no noun that it could
    describe ("Madison French Bakery")."""
    given = words.lows[at - 1]
    if words.pack.nouns_capitalised or given not in words.names.given or given in words.pack.common:
        return False
    if given in words.names.places or at + 1 >= len(words.tokens):
        return False
    after = words.tokens[at + 1]
    ends = words.trigger(at + 1) is not None or words.role(at + 1) is not None
    return ends or (not after.capital and bool(words.pack.classes(after.low) & FUNCTION)) or after.text in ",."


def name_end(words: Words, start: int) -> int:
    at = start + 1
    while at < len(words.tokens):
        token = words.tokens[at]
        if token.text == "-" and words.glued_before(at) and words.glued_after(at) and at + 1 < len(words.tokens):
            if continues(words, at + 1, start) or double_name(words, at + 1, start) or syllable(words, at + 1):
                at += 2
                continue
            break
        if nickname(words, at, start):
            at += 4
            continue
        if token.text == "." and words.glued_before(at) and initials(words.tokens[at - 1].text):
            at += 1
            continue
        estate = noble_end(words, at, start)
        if estate:
            at = estate
            continue
        if token.text in "&+" and at + 1 < len(words.tokens):
            between = words.pack.nouns_capitalised and words.glued_before(at) is words.glued_after(at)
            if continues(words, at + 1, start) or (between and joined_partner(words, at + 1)):
                at += 2
                continue
        if (
            token.low in words.names.particles
            and at + 2 < len(words.tokens)
            and words.tokens[at + 1].low in words.names.particles
            and not (token.capital or words.tokens[at + 1].capital)
            and words.tokens[start].low in words.names.given
            and continues(words, at + 2, start)
        ):
            at += 3
            continue
        if (
            token.low in words.names.particles
            and not token.capital
            and not (words.pack.nouns_capitalised and not joins_name(words, at, start))
            and at + 1 < len(words.tokens)
            and words.tokens[at + 1].capital
            and (words.tokens[start].low in words.names.given or len(words.tokens[start].text) == 1)
            and token.low not in words.names.joining
            and (continues(words, at + 1, start) or everyday_family(words, at + 1, start))
        ):
            at += 2
            continue
        if of_follows(words, at, start) or branch(words, at, start):
            at += 2
            continue
        if token.shape is Shape.MARK or not continues(words, at, start):
            break
        at += 1
    return at


def nickname(words: Words, at: int, start: int) -> bool:
    """'Jane "Jay" Roe': one word in quotation marks between given and family name."""
    tokens = words.tokens[at : at + 4]
    if len(tokens) < 4 or tokens[0].text not in "\"“„‘'" or tokens[2].text not in "\"”“’'":
        return False
    given = words.lows[start] in words.names.given
    before = at - 1 - (words.tokens[at - 1].text == ".")
    initial = before == start + 1 and initials(words.tokens[before].text)
    known = given or (at == start + 1 and words.lows[at + 3] in words.names.family)
    return known and (at == start + 1 or initial) and tokens[1].capital and tokens[3].capital


def double_name(words: Words, at: int, start: int) -> bool:
    """Whether a hyphen ties a second family name to a first ("Jan Roe-Sample"), though it be a common word."""
    return (
        words.pack.nouns_capitalised
        and at >= start + 3
        and words.lows[start] in words.names.given
        and words.tokens[at].capital
        and words.role(at) is None
        and not words.classes_at(at)
        and (
            words.lows[at] in words.names.family
            or words.lows[at - 2] in words.names.particles
            or not words.is_common(words.lows[at])
        )
    )


def noble_end(words: Words, at: int, start: int) -> int:
    """Where a family name ends that a particle opens right behind a lone given name, though a common word or a place follows
    it ("Karl von Rohr", "Max von und zu Liechtenstein"); else 0. People are not told of by a given name alone and what they
    belong to; a place on the way to another is none ("Jan von Bonn nach Köln").
    """
    if not words.pack.nouns_capitalised or at != start + 1 or words.lows[start] not in words.names.given:
        return 0
    if not small_particle(words, at) or words.lows[start] in words.pack.small or words.glued(start):
        return 0
    last = at + 1
    if "conj" in words.pack.classes(words.lows[last]) and small_particle(words, last + 1):
        last += 2
    if last >= len(words.tokens) or words.ties(last + 1) or known_firm(words, last) or words.role(last) is not None:
        return 0
    name, low = words.tokens[last], words.lows[last]
    travels = low in words.names.places and "prep" in words.pack.classes("".join(words.lows[last + 1 : last + 2]))
    plain = name.shape is Shape.WORD and name.capital and not words.classes_at(last) - {"verb"}
    return last + 1 if plain and not travels else 0


def small_particle(words: Words, at: int) -> bool:
    """Whether a preposition that opens family names stands at `at` in front of a further word ("von", "zu")."""
    return (
        at + 1 < len(words.tokens)
        and not words.tokens[at].capital
        and words.lows[at] in words.names.particles
        and "prep" in words.pack.classes(words.lows[at])
    )


def joins_name(words: Words, at: int, start: int) -> bool:
    """Whether a particle that is also a preposition or article belongs to a name: behind the given name."""
    classes = words.pack.classes(words.lows[at])
    return not classes or (
        "prep" in classes and at == start + 1 and at + 1 < len(words.tokens) and not known_firm(words, at + 1)
    )


def everyday_family(words: Words, at: int, start: int) -> bool:
    """Whether a noun behind a given name and a particle that open a clause is a family name: a verb follows, and a given name
    alone is nobody's in the news ("Karl von Rohr verlängert …")."""
    return (
        words.pack.nouns_capitalised
        and at == start + 2
        and words.opens(start)
        and words.role(at) is None
        and not words.ties(at + 1)
        and words.pack.triggers.match(words.lows, at + 1) is not None
    )


def syllable(words: Words, at: int) -> bool:
    """The second half of a Korean or Chinese given name ("Min-ho")."""
    token = words.tokens[at]
    asian = words.lows[at - 2] in words.names.given or (at > 2 and words.lows[at - 3] in words.names.family)
    return token.text.islower() and len(token.text) <= 5 and (asian or token.low not in words.pack.common)


def of_follows(words: Words, at: int, start: int) -> bool:
    """ "University of X", "Institute for X": an organisation's word before "of" carries the name on."""
    return (
        words.lows[at] in words.pack.links
        and words.lows[at - 1] in words.names.institutions
        and at + 1 < len(words.tokens)
        and words.tokens[at + 1].capital
        and words.role(at + 1) is None
    )
