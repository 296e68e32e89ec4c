"""Tells where a name ends.

In: a sentence's words and where a name begins. Out: its end. It must never tell what the name names.
"""

from __future__ import annotations

from bot.detect.atoms import What
from bot.detect.tokens import APOSTROPHES, Shape
from bot.detect.words.firms import branch, joined_partner, known_firm, names_firm
from bot.detect.words.view import FUNCTION, Words, initials

PARTICLES = 4  # tokens of particles in a row, hyphens and apostrophes included
SEEMING = 8  # letters of what may only seem to be a compound: real ones are longer
SHORT = 5  # letters of a noun that is a family name too


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
    if stands_between(words, at) or takes_family(words, at, start) or second_given(words, at):
        return True
    if low in words.names.particles and not classes and at + 1 < len(words.tokens):
        after = words.tokens[at + 1]
        if after.capital and not words.is_common(after.low) and words.role(at + 1) is None:
            return True  # "Jean de La Rochette"
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
        both = words.pack.nouns_capitalised and at - start == 2 and named(words, start)
        noun = low in words.pack.common and (low in words.pack.parts or not named(words, at))
        if both and trigger is None and not noun and not classes:
            return True  # "Jan Steffen Jürgensen": two given names; "Pham Minh Tolk"
    if not words.wary:
        return True
    if low in words.names.org_words or family_behind(words, at, start):
        return True
    if at - start == 1 and words.atoms and words.atoms[-1].what is What.ROLE and words.atoms[-1].last == start:
        plain = words.is_common(low) and low not in words.names.family and not seems_compound(words, at, start)
        if words.pack.nouns_capitalised and plain:
            return False
        return words.pack.triggers.match(words.lows, at) is None
    if words.pack.triggers.match(words.lows, at) is not None:
        return False
    if words.is_common(low) and not seems_compound(words, at, start):
        return False
    return not classes & {"jobs", "staff", "talent", "quality"}


def stands_between(words: Words, at: int) -> bool:
    """Whether a lone capital is a second given name without its point ("Jane A Roe")."""
    if words.pack.nouns_capitalised or len(words.lows[at]) != 1 or at + 1 >= len(words.tokens):
        return False
    after = words.tokens[at + 1]
    family = after.shape is Shape.WORD and after.capital and len(after.text) > 1 and words.role(at + 1) is None
    return family and words.lows[at - 1] in words.names.given


def second_given(words: Words, at: int) -> bool:
    """Whether a given name that is a small word or a month elsewhere stands inside a name: capital words on both sides, and the one
    behind it strange ("Thi Mai Brehmen", "Jan August Vahlkamp").
    """
    if not words.pack.nouns_capitalised or at + 1 >= len(words.tokens) or words.lows[at] not in words.names.given:
        return False
    after = words.tokens[at + 1]
    strange = after.low in words.names.family or not words.is_common(after.low)
    family = after.shape is Shape.WORD and after.capital and strange and not words.ties(at + 2)
    return family and words.role(at + 1) is None and not known_firm(words, at + 1)


def takes_family(words: Words, at: int, start: int) -> bool:
    """Whether a family name that is a word too stands behind a strange given name where a verb takes somebody ("Acme Names Keval
    Stone CFO").
    """
    if words.pack.nouns_capitalised or at != start + 1 or not words.atoms or words.atoms[-1].last != start:
        return False
    if words.lows[at] not in words.names.family or words.pack.classes(words.lows[at]) - {"verb"}:
        return False
    strange = words.lows[start] not in words.pack.common and words.lows[start] not in words.names.places
    takes = any(trigger.move.person == "object" for trigger in words.atoms[-1].triggers)
    return strange and takes and words.role(at) is None and words.names.companies.match(words.lows, start) is None


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


def named(words: Words, at: int) -> bool:
    """Whether a word is one that people are called by."""
    return words.lows[at] in words.names.given or words.lows[at] in words.names.family


def seems_compound(words: Words, at: int, start: int) -> bool:
    """Whether a short word behind a strange one is a family name that only seems to be made of two words ("Momme
    Harmsen"): two nouns never stand so. A genitive may own what follows it ("Acmes Bauplan").
    """
    low, first = words.lows[at], words.lows[start]
    return (
        words.pack.nouns_capitalised
        and at == start + 1
        and len(low) <= SEEMING
        and low not in words.pack.common
        and not words.classes_at(at)
        and not words.ties(at + 1)
        and not first.endswith(words.pack.genitive)
        and not words.is_common(first)
        and first not in words.names.places
        and words.trigger(at) is None
        and not known_firm(words, start)
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
        led = behind_particles(words, at, start)
        if led:
            at = led + 1
            continue
        if of_follows(words, at, start) or branch(words, at, start):
            at += 2
            continue
        if token.shape is Shape.MARK or not continues(words, at, start) or employer_follows(words, at, start):
            break
        at += 1
    return at


def employer_follows(words: Words, at: int, start: int) -> bool:
    """Whether a firm's possessive or a region stands behind somebody's full name, as wires leave out commas ("Jane Roe Acme's
    head of cloud")."""
    if at != start + 2 or words.lows[start] not in words.names.given:
        return False
    if " ".join(words.lows[at : at + 2]) in words.names.places:
        return True  # "Jane Roe South America chief at Acme"
    firm = words.tokens[at].possessive and words.lows[at] not in words.names.family
    return firm and words.names.companies.match(words.lows, at) is not None


def nickname(words: Words, at: int, start: int) -> bool:
    """'Jane "Jay" Roe': one word in quotation marks between given and family name. Where no table knows either, both must be
    words that nothing else explains (but "Acme "Orbit" Director").
    """
    tokens = words.tokens[at : at + 4]
    if len(tokens) < 4 or tokens[0].text not in "\"“„‘'" or tokens[2].text not in "\"”“’'":
        return False
    given = words.lows[start] in words.names.given or initials(words.lows[start])
    before = at - 1 - (words.tokens[at - 1].text == ".")
    initial = before == start + 1 and initials(words.tokens[before].text)
    lone = all(words.glued_before(inner) for inner in range(start + 1, at))  # "Jan-Peter", "J.T."
    known = given or (lone and (words.lows[at + 3] in words.names.family or strangers(words, start, at + 3)))
    return known and (lone or initial) and tokens[1].capital and tokens[3].capital


def strangers(words: Words, first: int, last: int) -> bool:
    """Whether two words are of no class, no firms, no posts and no words of every day, as a person's rare names are."""
    if words.pack.nouns_capitalised:
        return False
    return all(
        words.tokens[at].shape is Shape.WORD
        and not words.is_common(words.lows[at])
        and not words.pack.classes(words.lows[at])
        and words.role(at) is None
        and not known_firm(words, at)
        for at in (first, last)
    )


def double_name(words: Words, at: int, start: int) -> bool:
    """Whether a hyphen ties a second family name to a first ("Jan Roe-Sample"), though it be a common word, if it is as short as
    family names are ("Jan Roe-Stein"); or a second given name to a first, in front of a strange family name ("Mei-Ling Vahl").
    Fails on short things called after somebody ("Jan Roe-Film").
    """
    if not words.pack.nouns_capitalised or not words.tokens[at].capital or words.role(at) is not None:
        return False
    if words.classes_at(at) - {"verb"}:
        return False
    low = words.lows[at]
    if at < start + 3 or words.lows[start] not in words.names.given:
        return at == start + 2 and double_given(words, at)
    return (
        low in words.names.family
        or words.lows[at - 2] in words.names.particles
        or not words.is_common(low)
        or (len(low) <= SHORT and words.trigger(at) is None)
    )


def double_given(words: Words, at: int) -> bool:
    """Whether a word that is known as a name stands between a strange one, which a hyphen ties to it, and another strange one."""
    if at + 1 >= len(words.tokens) or words.is_common(words.lows[at - 2]) or known_firm(words, at - 2):
        return False
    low, after = words.lows[at], words.tokens[at + 1]
    return (
        named(words, at)
        and low not in words.pack.parts
        and after.capital
        and not words.is_common(after.low)
        and words.role(at + 1) is None
    )


def noble_end(words: Words, at: int, start: int) -> int:
    """Where a family name ends that a particle opens right behind a lone given name, though a common word or a place follows
    it ("Karl von Rohr", "Max von und zu Liechtenstein"); else 0. People are not told of by a given name alone and what they
    belong to; a place on the way to another is none ("Jan von Bonn nach Köln").
    """
    if not words.pack.nouns_capitalised or at != start + 1 or words.lows[start] not in words.names.given:
        return 0
    at += "noble" in words.pack.classes(words.lows[at])  # "Jan Graf von Roe"
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


def behind_particles(words: Words, at: int, start: int) -> int:
    """Where the part of somebody's name stands that small particles lead to from `at` on ("van der Berg", "al-Berg", "van 't
    Berg"), else 0. A particle that is no other word of the language ("bin", "van", "de") leads on from any strange word;
    others ("von", "de" in French) need a given name before them, since "Acme von Initech" is none.
    """
    look, first = at, -1
    while look + 1 < len(words.tokens) and look < at + PARTICLES:
        small = look + (words.tokens[look].text in APOSTROPHES)
        if small + 1 >= len(words.tokens) or words.lows[small] not in words.names.particles:
            break
        if words.tokens[small].capital or (small == at and words.lows[small] in words.names.joining):
            break
        first = small if first < 0 else first
        look = small + (2 if words.ties(small + 1) else 1)
    if look == at or not words.tokens[look].capital:
        return 0
    given = words.lows[start] in words.names.given or len(words.tokens[start].text) == 1
    if look == at + 1 and words.pack.nouns_capitalised and not joins_name(words, at, start):
        return 0
    foreign = not words.pack.classes(words.lows[first])
    strange = foreign and not words.is_common(words.lows[start]) and not known_firm(words, start)
    family = continues(words, look, start) or (given and named(words, look) and not words.classes_at(look))
    return look if family and (given or strange) else 0


def small_family(words: Words, at: int) -> int:
    """Where a family name ends that opens with a small particle and no given name before it ("übergibt van der Berg", "folgt
    al-Berg"), else 0: the particle is no other word of the language, and what it leads to is neither; behind another capital
    word it is a part of something foreign.
    """
    if not words.pack.nouns_capitalised or words.lows[at] not in words.names.particles:
        return 0
    if words.pack.classes(words.lows[at]) or words.lows[at] in words.pack.small:
        return 0
    look = at
    while look + 1 < len(words.tokens) and words.lows[look] in words.names.particles and not words.tokens[look].capital:
        look += 2 if words.ties(look + 1) else 1
    token = words.tokens[look]
    strange = token.low in words.names.family or not words.is_common(token.low)
    family = token.capital and strange and not words.ties(look + 1) and words.role(look) is None
    if words.tokens[at - 1].capital and (not words.atoms or words.atoms[-1].what is not What.ROLE):
        return 0  # "Revue de Brehm"
    return look + 1 if family and not known_firm(words, look) else 0


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
    foreign = (
        not classes - {"sub", "speech"} and words.lows[start] in words.names.given
    )  # "Jan da Costa", "Jan du Pont"
    return (
        not classes
        or foreign
        or ("prep" in classes and at == start + 1 and at + 1 < len(words.tokens) and not known_firm(words, at + 1))
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
