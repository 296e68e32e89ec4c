"""Finds names made of everyday words where nouns have capitals: by what follows them, and by where they stand.

In: a sentence's words and a place. Out: where the name that begins there ends, 0 where none does. It must never need to
know the words.

Observed: two nouns stand side by side without an article only in names, dates and measures. So a run of them in front of a
legal form ("Linden Werkzeug GmbH"), behind "bei" ("bei Rose Bikes") or in front of a headline's verb ("Kamin Kontor holt
…") is a firm. Fails on titles of works and on adjectives that open a headline, which is why these are left out.
"""

from __future__ import annotations

from functools import lru_cache

from bot.detect.atoms import What
from bot.detect.tokens import Shape
from bot.detect.words.firms import names_trade
from bot.detect.words.view import QUOTES, Words
from bot.languages.pack import NO_CLASSES, Pack

LONGEST = 5  # words of a name
TITLE = 7  # words of a title in quotation marks, hyphens included
ADJECTIVES = 2  # in front of an institution
REMEMBERED = 1 << 15  # words of which it is remembered how they end
FIRM_WORDS = frozenset(
    {"verb", "generic", "firm", "city", "quality", "human", "institution"}
)  # classes that leave a word a name's part


def run_name(words: Words, at: int) -> int:
    """The end of a name of everyday words that begins here, else 0."""
    if not words.pack.nouns_capitalised or not words.tokens[at].capital or words.glued(at):
        return 0
    if words.of_place(at):
        owns = at + 1 < len(words.tokens) and "institution" in words.classes_at(at + 1)
        return at + 2 if owns and words.tokens[at + 1].capital and not words.ties(at + 2) else 0  # "Wiens Staatsoper"
    house = institution(words, at) or quoted_title(words, at)
    if house:
        return house
    if not plain(words, at):
        return 0
    if "".join(words.lows[at + 1 : at + 2]) in words.pack.members("channel") and not words.ties(at + 2):
        return at + 2  # "Alpen TV"
    end = at + 1
    while end < len(words.tokens) and end < at + LONGEST and plain(words, end):
        end += 1
    form = legal_form(words, end)
    if form and not words.pack.classes(words.lows[at]) & {"firm"}:
        return form
    if (
        end == at + 2
        and words.lows[at] in words.names.places
        and "institution" in words.pack.classes(words.lows[at + 1])
    ):
        return end
    if at and words.tokens[at - 1].text in QUOTES and end < len(words.tokens) and words.tokens[end].text in QUOTES:
        return end if end > at + 1 else 0
    if end == at + 1 and at == 1 and behind_trade(words, at) and names_trade(words, 0):
        return end  # "Handelskonzern Kranz baut …"
    if end == at + 2 and names_trade(words, at):
        return 0
    if "firm" in words.classes_at(at) and "institution" not in words.classes_at(at):
        return 0
    if end < at + 2 or "-" in words.lows[end : end + 1]:
        return 0
    if at and (words.pack.classes(words.lows[at - 1]) & {"at", "from"} or behind_trade(words, at)):
        return end
    if adjective(words, at) and not words.opens(at):
        return end  # "von Deutsche Glasfaser": inside a sentence only names have adjectives with capitals
    return end if opens_headline(words, at, end) else 0


def quoted_title(words: Words, at: int) -> int:
    """The end of the title of a medium that begins here in quotation marks, else 0: whatever stands behind the word for a medium or
    a post in it ("des Magazins „Haus und Garten“", "Chefredakteurin der „Presse am Abend“"), elsewhere what a hyphen joins to
    a word for one ("vom „Linden-Kurier“"). Fails on bodies that a text calls by a nickname.
    """
    if not at or words.tokens[at - 1].text not in QUOTES:
        return 0
    end = next(
        (look for look in range(at, at + TITLE) if words.tokens[look : look + 1] and ends_title(words, look)), at
    )
    if end == at or words.tokens[end].text not in QUOTES or not words.tokens[end - 1].capital:
        return 0
    led = bool(words.atoms) and words.atoms[-1].what is What.FIRM
    link = words.atoms[-1].classes if words.atoms else NO_CLASSES
    if len(words.atoms) > 1 and words.atoms[-2].what is What.ROLE:
        led = led or bool(link & {"of", "placing", "at"})
    led = led or (end == at + 1 and bool(link & {"placing", "at", "from"}))
    joined = end > at + 2 and words.ties(end - 2) and titles_medium(words, end - 1)
    return end if led or joined else 0


def ends_title(words: Words, at: int) -> bool:
    """Whether a title in quotation marks can go no further than `at`: there it ends, or it is none."""
    token = words.tokens[at]
    if token.shape is Shape.MARK:
        return token.text != "-"
    return token.capital and (words.role(at) is not None or words.pack.triggers.match(words.lows, at) is not None)


def titles_medium(words: Words, at: int) -> bool:
    """Whether a word is one that papers are called by ("Kurier"), or any for a firm."""
    low = words.lows[at]
    return low in words.pack.members("paper") or "firm" in (words.pack.class_tails.find(low) or ())


def institution(words: Words, at: int) -> int:
    """The end of an institution's name that an adjective with a capital or its field makes one, else 0: "das Altonaer
    Museum", "im Zeitgeschichtlichen Forum Leipzig", "Museum für Moderne Kunst".
    """
    house = at
    while house < min(at + ADJECTIVES, len(words.tokens)) and words.tokens[house].capital and not words.ties(house + 1):
        if not attributive(words.lows[house], words.pack) or words.lows[house] in words.names.given:
            break
        house += 1
    if house >= len(words.tokens) or not houses(words.lows[house], words.pack):
        return 0
    if not words.tokens[house].capital or words.ties(house + 1) or words.role(house) is not None:
        return 0
    end = house + 1
    if (
        end + 1 < len(words.tokens)
        and words.lows[end] in words.pack.members("field_link")
        and named_field(words, end + 1)
    ):
        end += 1
        while end < len(words.tokens) and end < house + LONGEST and named_field(words, end):
            end += 1
        return end
    if house == at or (words.opens(at) and words.lows[at] not in words.pack.members("house_adjective")):
        return 0
    return town_end(words, end)


def town_end(words: Words, at: int) -> int:
    """The end of the town that stands right behind a house's name ("Staatliche Kunsthalle Baden-Baden"), else `at`."""
    if at >= len(words.tokens) or not words.tokens[at].capital or words.lows[at] not in words.names.places:
        return at
    return at + 3 if words.ties(at + 1) and words.lows[at + 2] in words.names.places else at + 1


@lru_cache(REMEMBERED)
def houses(low: str, pack: Pack) -> bool:
    """Whether a word ends like an institution's, also in the genitive."""
    stems = [low, *(low.removesuffix(ending) for ending in pack.genitive)]
    return any("institution" in (pack.class_tails.find(stem) or ()) for stem in stems)


@lru_cache(REMEMBERED)
def attributive(low: str, pack: Pack) -> bool:
    """Whether a word with a capital is an adjective: of a place ("Altonaer"), or one that no noun is spelt like."""
    classes = pack.classes(low)
    if classes & {"city", "quality", "house_adjective"}:
        return True
    return not classes and not pack.is_role(low) and low.endswith(tuple(pack.members("adjective_tail")))


def named_field(words: Words, at: int) -> bool:
    """Whether a capital word can be a part of the field that an institution is named by."""
    return (
        words.tokens[at].shape is Shape.WORD
        and words.tokens[at].capital
        and words.role(at) is None
        and not words.ties(at + 1)
        and words.pack.triggers.match(words.lows, at) is None
    )


def plain(words: Words, at: int) -> bool:
    """Whether a capital word stands here that is no post, no move, no firm of its own and of no class that speaks."""
    token = words.tokens[at]
    return (
        token.shape is Shape.WORD
        and token.capital
        and not token.possessive
        and not words.ties(at + 1)
        and not words.pack.classes(token.low) - FIRM_WORDS
        and not (token.low in words.names.given and at + 1 < len(words.tokens) and family(words, at + 1))
        and (token.low not in words.pack.small or adjective(words, at))
        and token.low not in words.names.legal_forms
        and words.role(at) is None
        and words.pack.triggers.match(words.lows, at) is None
        and words.pack.phrases.match(words.lows, at) is None
    )


def behind_trade(words: Words, at: int) -> bool:
    """Whether the word for a firm stands right before ("der Netzbetreiber …")."""
    return bool(words.atoms) and words.atoms[-1].what is What.FIRM and words.atoms[-1].last == at


def adjective(words: Words, at: int) -> bool:
    """Whether a capital word is an adjective, though no city's, which always has a capital."""
    low = words.lows[at]
    classes = words.pack.classes(low)
    if classes & {"city", "human"}:
        return False
    return "quality" in classes or (low.endswith(words.pack.adjective_endings) and low in words.pack.small)


def family(words: Words, at: int) -> bool:
    """Whether a family name may stand here: one that is known, or a word that no dictionary knows."""
    low = words.lows[at]
    return low in words.names.family or not words.is_common(low)


def legal_form(words: Words, at: int) -> int:
    """The end of the legal form that stands here ("GmbH & Co. KG"), else 0."""
    strict = words.pack.members("legal_form")
    end = at
    while end < len(words.tokens) and (
        (words.lows[end] in strict and words.tokens[end].capital) or (end > at and words.lows[end] in ("&", ".", "co"))
    ):
        end += 1
    while end > at and words.lows[end - 1] not in strict:
        end -= 1
    return end if end > at else 0


def opens_headline(words: Words, at: int, end: int) -> bool:
    """Whether the run is all that stands in front of a headline's verb or its colon."""
    return (
        words.sentence.headline
        and words.opens(at)
        and end < len(words.tokens)
        and not (
            "city" not in words.pack.classes(words.lows[at]) and words.lows[at].endswith(words.pack.adjective_endings)
        )
        and not words.tokens[end].capital
        and words.pack.triggers.match(words.lows, end) is not None
    )
