"""Tells what a name names, as far as its own words and those right before it show: a person, an organisation, a place.

In: a sentence's words and a name's bounds. Out: the type. It must never look at what the name does in its sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.detect.atoms import Style, Type, What
from bot.detect.words.runs import institution, quoted_title
from bot.detect.words.view import QUOTES, Words, initials
from bot.languages.names import Names

MARKS = QUOTES | {"'"}  # marks around a nickname


def behind_firm(words: Words, first: int) -> bool:
    """Whether a name stands right behind a word for a firm ("the chain Acme")."""
    return bool(words.atoms) and words.atoms[-1].what is What.FIRM and words.atoms[-1].last == first


def behind_trade(words: Words, first: int, last: int) -> bool:
    """Whether what could name a person is the firm that a word for a trade announces: two common words ("the startup
    Silver Lining"), or a name of which only half is a person's ("des Rüstungszulieferers Rockwell Collins", "accountancy
    group Lockhart Byrne"), in running text where nouns have no capitals, and not behind a word for people too ("rival Byrne").
    Behind a bare "Konzern" it is whoever leads it.
    """
    person = words.lows[first] in words.names.given and words.lows[last - 1] in words.names.family
    if not words.pack.nouns_capitalised:
        half = not person and not words.wary and "human_firm" not in words.pack.classes(words.atoms[-1].low)
        return half or all(low in words.pack.common for low in words.lows[first:last])
    return "firm" not in words.pack.classes(words.atoms[-1].low) and not person


def place(lows: Sequence[str], names: Names) -> bool:
    """Whether a name is that of a place ("U.S.", "Los Angeles")."""
    bare = [low.rstrip(".") for low in lows if low != "."]
    return bool(bare) and (all(low in names.places for low in bare) or " ".join(bare) in names.places)


def hyphened(words: Words, first: int, last: int) -> bool:
    """Whether a hyphen ties a name of several words to a post ("Linden-Kern-Chef", "Sally Linden-Chef"): so only firms are
    written, those named after people too. Fails on the aides of politicians whose given name is written out.
    """
    if not words.pack.nouns_capitalised or last < first + 2 or not words.ties(last):
        return False
    return words.role(last + 1) is not None and "successor" not in words.pack.classes(words.lows[last + 1])


def articled(words: Words, first: int, last: int) -> bool:
    """Whether an article stands right before a name of several words that are not known as somebody's in full ("die Lojas
    Brenner"): people have none.
    """
    if not words.pack.nouns_capitalised or last < first + 2 or not words.atoms:
        return False
    before = words.atoms[-1]
    return before.what is What.DETERMINER and before.last == first and words.lows[first] not in words.names.given


def state(words: Words, first: int, last: int) -> bool:
    """Whether two capitals behind a comma name the state that a town lies in ("Salem, OR, March 4")."""
    text = words.tokens[first].text
    before = words.tokens[first - 1].text if first else ""
    after = words.tokens[last].text if last < len(words.tokens) else ","
    return last == first + 1 and len(text) == 2 and text.isupper() and before == "," and after in ",.—–"


def lettered_house(words: Words, first: int, last: int) -> bool:
    """Whether a second word of three or four capitals makes a name a firm's though its first could be somebody's ("Stanford
    HAI"). Fails on people who bear a degree that no table knows.
    """
    text, low = words.tokens[last - 1].text, words.lows[last - 1]
    return (
        last == first + 2
        and not words.pack.nouns_capitalised
        and words.style is not Style.CAPITALS
        and text.isupper()
        and not words.tokens[first].text.isupper()
        and 2 < len(text) < 5
        and low not in words.names.degrees | words.names.suffixes | words.names.family
        and low not in words.names.given
        and words.role(last - 1) is None
    )


def nicknamed(words: Words, first: int, last: int) -> bool:
    """Whether quotation marks stand inside a name ('Jane "Jay" Roe')."""
    return any(token.text in MARKS for token in words.tokens[first + 1 : last - 1])


def trades(words: Words, last: int) -> bool:
    """Whether what begins with a given name ends in an everyday word for a trade, or where nouns have capitals for a field of
    work, which nobody is called by ("Liberty Tax Service", "Genesis Trading", "Sally Beauty").
    """
    ends = words.lows[last - 1]
    named = ends in words.names.family or ends in words.names.given
    field = "department" if words.pack.nouns_capitalised else "area"
    return ends in words.pack.common and field in words.pack.classes(ends) and not named


def housed(words: Words, first: int) -> bool:
    """Whether a name stands where only a house's does, where nouns have capitals: behind "bei", behind "zu" where somebody
    changes to another, behind the "von" of a post that houses have, or as what somebody leaves. Asked of names of which half
    is known ("Stellenabbau bei Sime Darby"), since people are told of there by names known as theirs.
    """
    before = words.atoms[-1] if words.pack.nouns_capitalised and words.atoms else None
    if before is None or before.last != first:
        return False
    if before.what is What.TRIGGER:
        moves = [trigger.move for trigger in before.triggers]
        who = words.atoms[-2].what if len(words.atoms) > 1 else None  # behind a date the subject follows the verb
        left = any(move.person == "subject" and move.org == "object" for move in moves)
        return (
            left and who in (What.NAME, What.ROLE, What.PRONOUN) and not any(move.person == "object" for move in moves)
        )
    if before.what is not What.PREPOSITION or "at" in before.classes:
        return before.what is What.PREPOSITION
    if "to" in before.classes:
        triggers = (atom for atom in words.atoms if atom.what is What.TRIGGER)
        return any("changing" in words.pack.classes(atom.low) for atom in triggers)
    post = words.atoms[-2] if len(words.atoms) > 1 and "of" in before.classes else None
    return post is not None and post.what is What.ROLE and "housed" in post.classes


def type_of(words: Words, first: int, last: int) -> Type:
    lows = words.lows[first:last]
    tokens = words.tokens[first:last]
    names = words.names
    whole = names.companies.match(lows, 0)
    tied = words.pack.nouns_capitalised and "-" in lows and names.known([low for low in lows if low != "-"])
    if (whole is not None and whole[0] == len(lows)) or tuple(lows) in words.firms:
        return Type.ORG
    if len(lows) == 1 and lows[0] in names.letters:
        return Type.ORG
    if tied or hyphened(words, first, last) or ("brand" in words.pack.classes(lows[0]) and len(lows) == 1):
        return Type.ORG
    full = len(lows) > 1 and lows[0] in names.given and lows[-1] in names.family
    if (any(token.listed for token in tokens) and not (full and len(lows) <= 3)) or (
        lows[-1] in names.legal_forms and len(lows) > 1
    ):
        return Type.ORG
    before = words.lows[first - 1] if first else ""
    if before == "." and first > 1:
        before = words.lows[first - 2]
    if "honorific" in words.pack.classes(before):
        return Type.PERSON
    if place(lows, names) or state(words, first, last):
        return Type.PLACE
    named = not words.pack.nouns_capitalised and (lows[0] in names.given or initials(lows[0]))  # "Jane India"
    if len(lows) > 1 and lows[-1] in words.pack.members("country") and not named:
        return Type.ORG  # "Acme Deutschland"
    if "&" in lows or "+" in lows:
        return Type.ORG
    if len(lows) > 3 and not words.pack.nouns_capitalised and nicknamed(words, first, last):
        return Type.PERSON
    if len(lows) > 1 and (lows[-1] in names.suffixes or (lows[-1] == "." and lows[-2] in names.suffixes)):
        return Type.PERSON
    if len(lows) > 1 and initials(lows[0]) and lows[1] != "-" and lows[-1] not in names.org_words:
        return Type.PERSON
    if len(lows) > 3 and lows[2] == "." and initials(lows[1]) and lows[-1] not in names.org_words:
        return Type.PERSON  # "Roeham N. Doe"
    if len(lows) > 2 and lows[0] in names.institutions and lows[1] in words.pack.links:
        return Type.ORG
    if len(lows) > 1 and lows[0] in words.pack.members("house_first"):
        return Type.ORG  # "Banco Vela"
    if len(lows) > 1 and any(low in names.org_words or low in names.institutions for low in lows[1:]):
        return Type.PERSON if full else Type.ORG
    if words.pack.nouns_capitalised and institution(words, first) == last:
        return Type.ORG
    if lettered_house(words, first, last) or quoted_title(words, first) == last:
        return Type.ORG
    if articled(words, first, last):
        return Type.ORG
    acronym = words.style is not Style.CAPITALS and tokens[0].text.isupper()
    acronym = acronym and (words.pack.nouns_capitalised or not tokens[-1].text.isupper())  # "BAD BLOOD"
    if acronym and len(lows) > 1 and len(lows[0]) > 2 and lows[1] not in names.given:
        return Type.ORG  # "FCB Kobza"
    first_low = lows[0]
    if first_low in names.given and 2 <= len(lows) <= 6 and first_low not in names.places:
        return Type.UNKNOWN if trades(words, last) else Type.PERSON
    lettered = lows[1:2] == ["-"] and len(lows[0]) == 1  # "X-Ray"
    if 2 <= len(lows) <= 3 and (lows[-1] in names.family or lows[-1] in names.given) and whole is None and not lettered:
        return Type.ORG if housed(words, first) else Type.PERSON
    if whole is not None:
        return Type.ORG
    text = tokens[0].text
    if len(lows) == 1 and (any(c.isupper() for c in text[1:]) or "." in text or any(c.isdigit() for c in text)):
        camel = not any(text.startswith(opening) and text[len(opening) :][:1].isupper() for opening in names.beginnings)
        if camel and words.style is not Style.CAPITALS:
            return Type.ORG
    return Type.UNKNOWN
