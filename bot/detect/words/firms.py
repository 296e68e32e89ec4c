"""Finds known firms among the words of a sentence.

In: a sentence's words and a place. Out: where a firm's name that begins there ends, 0 where none does. It must never
guess a firm that no table knows.
"""

from __future__ import annotations

from bot.detect.atoms import Style
from bot.detect.tokens import Shape
from bot.detect.words.view import FUNCTION, Words

LONGEST = 5  # words of a name
NO_PART = FUNCTION - {"nation", "number", "fresh"}  # classes of words that no firm's name has inside
SMALL = 4  # letters: longer words that open a sentence are told by what follows


def small_word(words: Words, at: int) -> bool:
    """Whether a firm's name is one of the commonest words, which has its capital from the sentence ("„Man muss …")."""
    token = words.tokens[at]
    classes = words.pack.classes(token.low)
    small = words.pack.nouns_capitalised and token.low in words.pack.small and not classes
    common = small or "impersonal" in classes
    return common and words.opens(at) and not token.text.isupper() and len(token.text) < SMALL


def known_firm(words: Words, at: int) -> int:
    """The end of a known organisation's name that begins here, else 0."""
    if not words.tokens[at].capital and words.lows[at] not in words.names.uncapitalised:
        return 0
    if words.lows[at] in words.names.letters:
        return at + 1 if letter_firm(words, at) else 0
    named = [len(firm) for firm in words.firms if firm == tuple(words.lows[at : at + len(firm)])]
    if named:
        return at + max(named)
    match = words.names.companies.match(words.lows, at)
    if match is not None and match[0] == at + 1 and small_word(words, at):
        match = None
    if "brand" in words.pack.classes(words.lows[at]) and (match is None or match[0] == at + 1):
        return at + 1 if not words.glued(at) and (not words.ties(at + 1) or role_tied(words, at)) else 0
    if words.pack.nouns_capitalised and (end := hyphened_firm(words, at)) > (match[0] if match else 0):
        return end
    if match is None and words.pack.nouns_capitalised and words.lows[at].endswith(words.pack.declined_endings):
        match = words.names.companies.match([words.lows[at][:-1], *words.lows[at + 1 : at + 5]], 0)
        if match is not None:
            return at + match[0] if match[0] > 1 else 0
    if match is None and words.pack.genitive:
        low = words.lows[at]
        for ending in words.pack.genitive:
            if low.endswith(ending) and len(low) > len(ending) + 2:
                stem = low[: -len(ending)]
                if (found := words.names.companies.match([stem], 0)) is not None and (
                    low not in words.pack.common or stem not in words.names.everyday
                ):
                    return at + found[0]
    if match is None:
        return 0
    if match[0] == at + 1 and words.lows[at] in words.names.given and family_name_follows(words, at + 1):
        return 0
    if match[0] == at + 1 and words.lows[at] in words.names.given and strange_name_follows(words, at + 1):
        return 0
    if match[0] == at + 1 and words.lows[at] in words.known and not words.pack.nouns_capitalised:
        return 0
    post = words.pack.role_phrases.match(words.lows, at)
    if post is not None and post[0] > match[0] and not words.tokens[at].possessive:
        return 0  # "fires vice president" has nothing to do with the firm Vice
    if match[0] == at + 1 and "nation" in words.pack.classes(words.lows[at]) and not words.tokens[at].possessive:
        return 0
    everyday = match[0] == at + 1 and words.wary and words.lows[at] in words.names.everyday
    placed = at > 0 and (bool(words.pack.classes(words.lows[at - 1]) & {"at", "from", "placing"}) or left(words, at))
    if everyday and at > 0 and not placed and not role_tied(words, at) and not marked_as_firm(words, at):
        return 0
    return match[0]


def letter_firm(words: Words, at: int) -> bool:
    """Whether one letter is a firm ("is leaving X", "X's chief"), and no part of another name ("Model X", "the X factor").
    Fails in headlines with capitals throughout, where the word before a firm has one too.
    """
    before = words.tokens[at - 1] if at else None
    if words.glued(at) or words.ties(at + 1) or words.lows[at + 1 : at + 2] == ["."]:
        return False
    return before is None or (
        before.shape is Shape.WORD and not before.capital and "det" not in words.pack.classes(before.low)
    )


def left(words: Words, at: int) -> bool:
    """Whether the word before is a verb whose object can only be a firm ("verlässt Focus")."""
    if not words.pack.nouns_capitalised or words.tokens[at - 1].capital:
        return False
    found = words.pack.triggers.match(words.lows, at - 1)
    return found is not None and any(t.move.org == "object" and not t.particle for t in found[1])


def role_tied(words: Words, at: int) -> bool:
    """Whether a role is tied to the token ("Bild-Chef")."""
    return at + 2 < len(words.tokens) and words.glued(at + 2) and words.role(at + 2) is not None


def hyphened_firm(words: Words, at: int) -> int:
    """The end of a known organisation of several words tied by hyphens ("Acme-Motors-Chef"), else 0."""
    places = [at]
    while len(places) < 5 and places[-1] + 2 < len(words.tokens) and words.glued(places[-1] + 2):
        places.append(places[-1] + 2)
    if len(places) < 3:
        return 0
    match = words.names.companies.match([words.lows[place] for place in places], 0)
    return places[match[0] - 1] + 1 if match is not None and match[0] > 1 else 0


def whole_firm(words: Words, start: int, end: int) -> int:
    """The end of a known name that goes on: with a branch, or in running text with an everyday word ("Just Eat
    Takeaway").
    """
    if end < len(words.tokens) and branch(words, end, start):
        return end + 2
    if national(words, end):
        return end + 1
    while (
        not words.wary
        and end < len(words.tokens)
        and words.tokens[end].capital
        and not words.tokens[end - 1].possessive
        and words.is_common(words.lows[end])
        and not words.pack.classes(words.lows[end]) - {"area", "field", "venue", "verb"}
        and words.role(end) is None
        and words.lows[end] not in words.pack.triggers
        and not words.opens_field(end, employed=True)
    ):
        end += 1
    return end


def joined_partner(words: Words, at: int) -> bool:
    """Whether what "&" ties to a strange name can only be a part of it, though it reads like a common word ("Heine +
    Beisswenger", "Kopka & Sohn"): no known firm, which would be one of two.
    """
    return (
        words.tokens[at].capital
        and words.tokens[at].shape is Shape.WORD
        and not words.ties(at + 1)
        and not words.classes_at(at) - {"verb", "institution", "firm", "heirs", "kin", "human"}
        and words.role(at) is None
        and words.names.companies.match(words.lows, at) is None
    )


def national(words: Words, at: int) -> bool:
    """Whether a place follows a known firm's name as a part of it ("Ikea Canada")."""
    return (
        at < len(words.tokens)
        and words.tokens[at].capital
        and words.lows[at] in (words.pack.members("country") if words.pack.nouns_capitalised else words.names.places)
        and words.lows[at] not in words.names.org_words
        and not words.tokens[at - 1].possessive
        and words.style is not Style.CAPITALS
        and not (at + 1 < len(words.tokens) and words.tokens[at + 1].text in (",", "-"))
        and not (words.pack.nouns_capitalised and at > 1 and words.glued(at - 1))
    )


def listed_firm(words: Words) -> int:
    """The end of a listed company's name that opens a headline, whatever its words mean, else 0."""
    if not words.wary or words.pack.nouns_capitalised:
        return 0
    for at in range(min(6, len(words.tokens))):
        if words.tokens[at].shape is not Shape.WORD or words.pack.triggers.match(words.lows, at) is not None:
            return 0
        if words.tokens[at].listed:
            return at + 1
    return 0


def family_name_follows(words: Words, at: int) -> bool:
    """Whether what follows a given name that is a firm's too ("Casper", "Ola") is a family name; where nouns have capitals, any
    capital word that is none."""
    if at >= len(words.tokens) or words.tokens[at - 1].possessive:
        return False
    low = words.lows[at]
    if words.pack.nouns_capitalised:
        led = low in words.names.particles and not words.tokens[at].capital
        led = led and at + 1 < len(words.tokens) and not words.of_place(at + 1)
        return (led and bears(words, at + 1)) or (bears(words, at) and not words.ties(at + 1))
    return low in words.names.particles or (
        words.tokens[at].capital and low in words.names.family and words.role(at) is None
    )


def bears(words: Words, at: int) -> bool:
    """Whether a capital word stands here that can be a family name where nouns have capitals: no noun, no place, and no word that
    firms' names end in."""
    low = words.lows[at]
    return (
        words.tokens[at].capital
        and words.tokens[at].shape is Shape.WORD
        and not (words.is_common(low) or words.classes_at(at))
        and low not in words.names.places
        and not ends_firm(words, at)
        and words.role(at) is None
        and words.names.companies.match(words.lows, at) is None
    )


def strange_name_follows(words: Words, at: int) -> bool:
    """Whether a capital word that no list knows follows a given name in running text: then it is a family name."""
    if words.wary or at >= len(words.tokens) or words.tokens[at - 1].possessive or not words.tokens[at].capital:
        return False
    low = words.lows[at]
    known_word = low in words.pack.common or low in words.names.org_words or low in words.names.legal_forms
    return not known_word and low not in words.names.places and words.role(at) is None


def marked_as_firm(words: Words, at: int) -> bool:
    """Whether quotation marks, a role or an owned thing behind it show that an everyday word is a firm's name."""
    ahead = not words.pack.nouns_capitalised and at + 1 < len(words.tokens)
    return words.quoted(at) or (ahead and (words.tokens[at].possessive or words.role(at + 1) is not None))


def branch(words: Words, at: int, start: int) -> bool:
    """ "Acme of America": a known firm's branch."""
    if words.pack.nouns_capitalised or at + 1 >= len(words.tokens) or words.lows[at] not in words.pack.links:
        return False
    known = words.names.companies.match(words.lows[start:at], 0)
    return known is not None and known[0] == at - start and words.lows[at + 1] in words.names.places


def names_trade(words: Words, at: int) -> bool:
    """Whether a compound only tells the trade of the firm whose name stands right behind it ("Softwarehaus Acme")."""
    tail = words.pack.class_tails.find(words.lows[at]) if words.pack.nouns_capitalised else None
    if tail is None or "firm" not in tail or at + 1 >= len(words.tokens):
        return False
    after = words.tokens[at + 1]
    return (
        after.capital
        and after.shape is Shape.WORD
        and not words.pack.classes(after.low) - {"verb"}
        and after.low not in words.names.places
        and words.role(at + 1) is None
    )


def names_firm(words: Words, at: int) -> bool:
    """Whether an everyday word with a capital begins a firm's name: what follows ends in a word as firms bear."""
    if words.pack.nouns_capitalised:
        return False
    look = at + 1
    if look + 1 < len(words.tokens) and words.tokens[look].text == "-" and words.glued_after(look):
        look += 1
    while look < len(words.tokens) and look <= at + 4 and words.tokens[look].capital:
        if words.role(look) is not None or words.names.companies.match(words.lows, look):
            return False
        if ends_firm(words, look):
            return True
        look += 1
    return False


def ends_firm(words: Words, at: int) -> bool:
    return words.lows[at] in words.names.org_words or words.lows[at] in words.names.legal_forms


def joined_firm(words: Words, at: int) -> int:
    """The end of a firm's name of everyday words right behind a verb that somebody joins or leaves it by, where a headline
    writes every word with a capital ("Jane Roe Joins Spark Capital"), else 0. A field of work alone is no firm ("Leaves
    Digital Media").
    """
    if not words.atoms or not words.tokens[at].capital or words.style is not Style.TITLE:
        return 0
    before = words.atoms[-1]
    if before.last != at or not any(t.move.person == "subject" and t.move.org == "object" for t in before.triggers):
        return 0
    end = at
    while end < len(words.tokens) and end < at + LONGEST and words.tokens[end].capital:
        if words.role(end) is not None or words.pack.classes(words.lows[end]) & NO_PART:
            break
        if words.pack.triggers.match(words.lows, end) is not None:
            break
        end += 1
        if words.tokens[end - 1].possessive:
            return 0
    while end > at + 1 and not ends_firm(words, end - 1):
        end -= 1
    named = any("area" not in words.pack.classes(low) for low in words.lows[at : end - 1])
    return end if named else 0


def everyday_firm(words: Words, at: int) -> bool:
    """Whether everyday words with capitals, none of them a verb, end as firms' names do ("Splash Beverage Group Names …")."""
    if not names_firm(words, at):
        return False
    while not ends_firm(words, at):
        classes = words.pack.classes(words.lows[at])
        acts = "verb" in classes and not ends_firm(words, at + 1)  # but "Learning Group"
        if acts or classes & FUNCTION - {"nation"} or words.pack.triggers.match(words.lows, at):
            return False
        at += 1
    return True
