"""Questions about what stands where among the atoms of a sentence whose language has a fixed order.

In: a sentence's atoms and a place. Out: whether a role or a firm begins, or a phrase can end there. It must never build
anything.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from bot.detect.atoms import Atom, Parsed, Style, Type, What
from bot.detect.tokens import written
from bot.languages.names import names
from bot.languages.pack import Pack, Voice
from bot.model import Kind

MODIFIERS = 4  # words before the head of a role that still belong to it ("senior vice president", "hardware chief")
FIELDS = frozenset({"area", "field"})  # words for what a post is for
APART = frozenset({"say", "month", "negation", "self", "past_time", "include"})  # words that never belong to a role


DATED = 3  # words that date something without a preposition ("early next year")


def dates(classes: Sequence[Set[str]]) -> bool:
    """Whether words, given by their classes, begin with a span of time that is pointed at ("next year", "later this summer")."""
    at = 1 if classes and "adverb" in classes[0] else 0
    pointed = at + 1 < len(classes) and "pointing" in classes[at]
    return pointed and "time" in classes[at + 1]


class View:
    """The atoms of one sentence."""

    def __init__(self, parsed: Parsed, pack: Pack) -> None:
        self.parsed = parsed
        self.atoms = parsed.atoms
        self.pack = pack

    def before_role(self, at: int) -> bool:
        """Whether a word can begin a phrase: a role follows within a few words, or it measures."""
        atoms = self.atoms
        if "bulk" in atoms[at].classes:
            return True
        for look in range(at + 1, min(len(atoms), at + MODIFIERS + 1)):
            if atoms[look].what is What.ROLE:
                return True
            if atoms[look].what is not What.WORD and not self.house_word(look) and not self.joins_areas(look):
                return False
        return False

    def joins_areas(self, at: int) -> bool:
        """Whether "and" stands between two fields that one post is for ("sales and marketing chief"), or a headline's comma in its
        place behind a preposition or an owner ("joins as sales, marketing chief", "Acme's cloud, data head").
        """
        comma = self.what(at) is What.COMMA and self.what(at + 2) is What.ROLE and self.opens_fields(at)
        return (
            (comma or self.what(at) is What.CONJUNCTION)
            and self.what(at + 1) is What.WORD
            and bool(self.atoms[at - 1].classes & (FIELDS | {"house"} if comma else FIELDS))
            and bool(self.atoms[at + 1].classes & FIELDS)
        )

    def opens_fields(self, at: int) -> bool:
        """Whether the words before `at` open a phrase of a headline behind a preposition or an owner."""
        back = at - 1
        while back > 0 and self.what(back) in (What.WORD, What.FIRM) and at - back <= MODIFIERS:
            back -= 1
        led = self.what(back) is What.PREPOSITION or (self.what(back) is What.NAME and self.atoms[back].possessive)
        return led and back < at - 1 and self.parsed.sentence.headline

    def house_word(self, at: int) -> bool:
        """Whether a word for a firm only tells what a post is for ("investment bank chief")."""
        atom = self.atoms[at]
        before = self.atoms[at - 1] if at else atom
        return (
            atom.what is What.FIRM
            and not atom.possessive
            and before.what is What.WORD
            and (self.what(at + 1) is What.ROLE or self.joins_areas(at + 1))
        )

    def what(self, at: int) -> What | None:
        return self.atoms[at].what if at < len(self.atoms) else None

    def article(self, at: int) -> bool:
        """Whether an article stands there, and no word that can also open a clause ("that")."""
        return self.what(at) is What.DETERMINER and "sub" not in self.atoms[at].classes

    def text(self, first: int, last: int) -> str:
        """The words of atoms `first` up to `last`, as written."""
        return written(self.parsed.sentence.tokens[self.atoms[first].first : self.atoms[last - 1].last])

    def day(self, at: int) -> bool:
        """Whether a number is a day's and no part of what follows ("Oct 19 Acme Corp said")."""
        return self.what(at) is What.NUMBER and at > 0 and "month" in self.atoms[at - 1].classes

    def listed(self, atom: Atom) -> bool:
        """Whether a name is a known firm's as a whole."""
        return atom.type is Type.ORG and names().known(atom.low.split())

    def role_ahead(self, at: int) -> bool:
        """Whether a role begins here, its modifiers first ("search chief")."""
        if self.does(at):
            return False
        look = at
        while look < len(self.atoms) and look <= at + MODIFIERS:
            atom = self.atoms[look]
            if atom.what is What.ROLE:
                return True
            if (
                (atom.what is not What.WORD and not (look > at and (self.house_word(look) or self.joins_areas(look))))
                or atom.classes & APART
                or (look > at and not atom.glued and self.pack.nouns_capitalised)
            ):
                return False
            look += 1
        return False

    def does(self, at: int) -> bool:
        """Whether a verb in its form for one stands right behind a name, and no field of a post ("Acme expands board"), in a
        headline also behind a comma ("Acme to elect chair, offers board seat").
        """
        atom = self.atoms[at] if 0 < at < len(self.atoms) else None
        classes = self.pack.classes(atom.low) if atom is not None and atom.what is What.WORD else frozenset()
        if atom is None or "verb" not in classes or "area" in classes:
            return False
        before = self.atoms[at - 1]
        goes_on = before.what is What.COMMA and self.parsed.sentence.headline
        named = before.what is What.NAME and not before.possessive
        return (named or goes_on) and atom.low.endswith(self.pack.plural_nouns)

    def heads_role(self, at: int) -> bool:
        """Whether what follows is a role, perhaps after adjectives."""
        while self.what(at) in (What.QUALITY, What.FORMER, What.NUMBER):
            at += 1
        return self.role_ahead(at)

    def dates(self, at: int) -> bool:
        """Whether a day or a span of time without a preposition begins here ("next year", "later this summer")."""
        return dates([atom.classes for atom in self.atoms[at : at + DATED]])

    def gone(self, at: int) -> bool:
        """Whether a participle behind an article tells that somebody has left ("a retired partner")."""
        return (
            self.what(at) is What.TRIGGER
            and self.what(at - 1) is What.DETERMINER
            and all(t.move.kind is Kind.DEPARTURE and t.voice is Voice.ANY for t in self.atoms[at].triggers)
            and self.heads_role(at + 1)
        )

    def served(self, at: int) -> bool:
        """Whether years of service stand here ("a 30-year Acme veteran")."""
        return (
            self.what(at) is What.NUMBER
            and at + 1 < len(self.atoms)
            and self.atoms[at + 1].glued
            and "time" in self.atoms[at + 1].classes
        )

    def opening_firm(self, at: int) -> int:
        """Where a firm of everyday words ends that opens a title before a post ("West Lake Water Chairman Retires"):
        behind the last word that is no field of work, if there are two at least. Else 0.
        """
        if self.parsed.style is Style.PLAIN or (at and self.what(at - 1) is not What.BREAK):
            return 0
        end = at
        look = at
        while self.what(look) is What.WORD and self.atoms[look].capital:
            look += 1
            if "area" not in self.atoms[look - 1].classes:
                end = look
        return end if end > at + 1 and self.what(look) is What.ROLE else 0

    def owned(self, at: int) -> bool:
        """Whether a word for an owner or maker stands before its name ("Acme owner Initech")."""
        if at + 1 >= len(self.atoms) or "makes" not in self.atoms[at].classes:
            return False
        after = self.atoms[at + 1]
        return after.what is What.NAME and after.type is not Type.PERSON

    def owned_project(self, at: int) -> bool:
        """Whether a name behind its owner's is a project's more likely than a firm's ("Google's Gemini co-lead")."""
        return self.atoms[at - 1].possessive and self.atoms[at].low in names().everyday

    def names_holder(self, atom: Atom) -> bool:
        """Whether a move takes a name and its post as objects ("names Roe president")."""
        return any(t.move.person == "object" and "object" in t.move.role_at for t in atom.triggers)

    def named_role(self, at: int) -> bool:
        """Whether a role with a person's name follows: then what stands before is a firm ("Jane Low CEO John Doe")."""
        if not self.role_ahead(at):
            return False
        while self.what(at) in (What.WORD, What.ROLE):
            at += 1
        return self.what(at) is What.NAME and self.atoms[at].type is Type.PERSON

    def body(self, at: int) -> bool:
        """Whether a firm's board stands there, and nobody on it ("board of directors", "supervisory board", but "board member",
        "chairman of the board").
        """
        if self.what(at) is not What.ROLE or self.what(at + 1) is What.ROLE:
            return False
        return "body" in self.pack.classes(self.pack.role_head(self.atoms[at].low))

    def makes_firm(self, at: int) -> bool:
        """Whether a word like "producer" names a firm's trade here: a name that is no person's follows it."""
        return (
            at > 0
            and self.what(at) is What.NAME
            and not self.atoms[at].glued
            and not self.atoms[at].surname
            and "firm" in self.atoms[at - 1].classes
            and self.atoms[at].type is not Type.PERSON
        )

    def field_behind(self, at: int) -> int:
        """The end of the field that a comma parts from its post ("Vice President, Product", "president, Asia Pacific"), `at` where
        there is none. Only fields of work and regions are, and what ends a phrase must follow.
        """
        if self.what(at) is not What.COMMA or self.role_ahead(at + 1):
            return at
        end = at + 1
        while self.field_word(end) or (
            self.what(end) is What.CONJUNCTION
            and end > at + 1
            and self.field_word(end + 1)
            and not self.role_ahead(end + 1)
        ):
            end += 1
        named = self.what(end) is What.NAME and self.atoms[end].type is Type.PERSON
        return end if end > at + 1 and (named or self.closes(end)) else at

    def field_word(self, at: int) -> bool:
        """Whether a field of work or a region stands there."""
        atom = self.atoms[at] if at < len(self.atoms) else None
        if atom is None or atom.possessive:
            return False
        if atom.what is What.NAME:
            return self.area(atom) or all(self.reaches(word) for word in atom.low.split())
        inner = {"unit"} if self.what(at - 1) is What.WORD else frozenset()  # "brand management"
        return atom.what in (What.WORD, What.STAFF) and bool(atom.classes & (FIELDS | {"country"} | inner))

    def reaches(self, word: str) -> bool:
        """Whether a word is a field of work's or a region's."""
        return bool(self.pack.classes(word) & {"area", "country"})

    def lists_units(self, at: int) -> bool:
        """Whether a comma stands inside a list of fields of one word each ("Parks, Experiences and Products")."""
        while self.what(at) is What.COMMA and self.field(at + 1) and self.field(at - 1):
            at += 2
        return self.what(at) is What.CONJUNCTION and self.what(at - 2) is What.COMMA and self.field(at + 1)

    def field(self, at: int) -> bool:
        """Whether a word or a name of everyday words stands here that is nobody's ("Experiences")."""
        if self.what(at) is What.NAME:
            return self.atoms[at].type is Type.UNKNOWN and self.atoms[at].low in self.pack.common
        return self.what(at) is What.WORD and (self.atoms[at].capital or bool(self.atoms[at].classes & FIELDS))

    def field_ahead(self, at: int) -> bool:
        """Whether a word or a name stands there that is no person's."""
        named = self.what(at) is What.NAME and self.atoms[at].type is not Type.PERSON
        return named or self.what(at) is What.WORD

    def everyday(self, atom: Atom) -> bool:
        """Whether a name is made of everyday words only."""
        return atom.type is Type.UNKNOWN and all(word in self.pack.common for word in atom.low.split())

    def area(self, atom: Atom) -> bool:
        """Whether a name is that of a field of work ("Vice President of Sales"), or of two ("of Programs & Operations")."""
        words = [word for word in atom.low.split() if word != "&"]
        plain = all(word in self.pack.common or "country" in self.pack.classes(word) for word in words)
        two = "&" in atom.low and plain and not self.listed(atom)
        known = self.everyday(atom) or two or (plain and atom.type is Type.UNKNOWN)
        return known and any("area" in self.pack.classes(word) for word in words)

    def areas(self, at: int) -> bool:
        """Whether a capital word for a field of work stands there, whatever it was taken for ("Services")."""
        return at < len(self.atoms) and self.atoms[at].capital and "area" in self.pack.classes(self.atoms[at].low)

    def closes(self, at: int) -> bool:
        """Whether an apposition can end here."""
        return at >= len(self.atoms) or self.what(at) in (
            What.COMMA,
            What.BREAK,
            What.TRIGGER,
            What.AUXILIARY,
            What.CONJUNCTION,
            What.SUBORDINATOR,
            What.PREPOSITION,
        )
