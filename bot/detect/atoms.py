"""Turns a sentence's tokens into atoms: names, roles, triggers and the small words between them.

In: a sentence, a language's pack, the names all languages share. Out: atoms in the order of the text, typed as far
as the
words alone can tell. It must never look beyond its sentence, nor decide what an atom does in it.

What was observed: in running text a capital marks a name; in title case, in capitals and in German it marks nearly
everything,
so there a name is what the list of common words does not know. Fails on firms named by everyday words in title case;
they are then found by their place (see frames).
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from enum import StrEnum

from bot.detect.compounds import known
from bot.detect.tokens import Sentence, Shape, Token
from bot.languages.pack import NO_CLASSES, Hedge, Names, Pack, Trigger, Voice
from bot.model import Rank


class What(StrEnum):
    """What an atom is."""

    NAME = "name"
    ROLE = "role"
    TRIGGER = "trigger"
    FORMER = "former"
    QUALITY = "quality"
    DETERMINER = "determiner"
    OWN = "own"
    NUMBER = "number"
    PREPOSITION = "preposition"
    CONJUNCTION = "conjunction"
    COMMA = "comma"
    BREAK = "break"
    SUBORDINATOR = "subordinator"
    PRONOUN = "pronoun"
    FIRM = "firm"
    STAFF = "staff"
    HONORIFIC = "honorific"
    AUXILIARY = "auxiliary"
    PARTICLE = "particle"
    WORD = "word"


class Type(StrEnum):
    """What a name names, as far as it is known."""

    PERSON = "person"
    ORG = "org"
    PLACE = "place"
    UNKNOWN = "unknown"


class Style(StrEnum):
    """How a sentence uses capitals: for names, for most words, or throughout."""

    PLAIN = "plain"
    TITLE = "title"
    CAPITALS = "capitals"


@dataclass(slots=True)
class Atom:
    """A piece of a sentence: tokens `first` up to (not with) `last`."""

    what: What
    first: int
    last: int
    text: str
    low: str
    classes: frozenset[str] = frozenset()
    type: Type = Type.UNKNOWN
    possessive: bool = False
    capital: bool = False
    rank: Rank = Rank.OTHER
    triggers: tuple[Trigger, ...] = ()
    surname: bool = False
    """True for a single word that is a family name and no known firm."""
    glued: bool = False
    """True where a hyphen ties it to the atom before."""


@dataclass(slots=True)
class Parsed:
    """A sentence as atoms, with its hedges by the atom they stand at."""

    sentence: Sentence
    style: Style
    atoms: list[Atom]
    hedges: list[tuple[int, Hedge, str]] = field(default_factory=list)


OPENERS = frozenset(
    (What.DETERMINER, What.OWN, What.QUALITY, What.FORMER, What.NUMBER, What.PREPOSITION, What.AUXILIARY)
)
FUNCTION = frozenset(
    (
        "det",
        "own",
        "quantity",
        "prep",
        "conj",
        "sub",
        "rel",
        "pronoun",
        "plural_pronoun",
        "company_pronoun",
        "self",
        "former",
        "negation",
        "be",
        "have",
        "modal",
        "month",
        "say",
        "fresh",
        "number",
        "field",
        "nation",
    )
)
COMMA_FORMS = frozenset({"inc", "llc", "ltd", "corp", "plc", "l.p", "n.a"})  # legal forms that a comma may part off
NAMING = frozenset({"fresh", "number", "field", "nation", "quantity"})  # classes of words that also begin firms' names
QUOTES = frozenset('"„“”»«‚‘’›‹')
BREAKS = frozenset(":;–—|!?…") | {"."}
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
    ("sub", What.SUBORDINATOR),
    ("rel", What.SUBORDINATOR),
)


def atomise(sentence: Sentence, pack: Pack, names: Names, known: Container[str] = ()) -> Parsed:
    """The atoms of a sentence. `known` are family names of people that the text has named before."""
    return Reader(sentence, pack, names, known).read()


def style_of(tokens: list[Token], nouns_capitalised: bool) -> Style:
    words = [token for token in tokens if token.shape is Shape.WORD and len(token.text) > 1]
    if len(words) > 2 and sum(token.text.isupper() for token in words) > 0.7 * len(words):
        return Style.CAPITALS
    long = [token for token in words if len(token.text) > 3]
    if nouns_capitalised or len(words) < 3:
        return Style.PLAIN
    if len(long) < 3:
        return Style.TITLE if all(token.capital for token in words if len(token.text) > 2) else Style.PLAIN
    return Style.TITLE if sum(token.capital for token in long) >= 0.75 * len(long) else Style.PLAIN


def initials(text: str) -> bool:
    """Whether a word stands for given names ("J", "W.T")."""
    return all(len(part) == 1 and part.isalpha() for part in text.split("."))


class Reader:
    """Reads one sentence from left to right."""

    def __init__(self, sentence: Sentence, pack: Pack, names: Names, known: Container[str]) -> None:
        self.known = known
        self.tokens = sentence.tokens
        self.sentence = sentence
        self.pack = pack
        self.names = names
        self.lows = [token.low for token in sentence.tokens]
        self.style = style_of(sentence.tokens, pack.nouns_capitalised)
        self.wary = self.style is not Style.PLAIN or pack.nouns_capitalised
        self.atoms: list[Atom] = []

    def read(self) -> Parsed:
        parsed = Parsed(self.sentence, self.style, self.atoms)
        at = 0
        opened = False
        while at < len(self.tokens):
            hedge = self.pack.hedges.match(self.lows, at)
            if hedge is None and self.lows[at] in self.pack.hedges:
                hedge = self.pack.hedges.match([low for low in self.lows[at : at + 8] if low not in QUOTES], 0)
                hedge = (at + hedge[0], hedge[1]) if hedge is not None else None
            if hedge is not None and not (self.tokens[at].text == "-" and self.glued_before(at)):
                parsed.hedges.append((len(self.atoms), hedge[1], " ".join(self.lows[at : hedge[0]])))
            token = self.tokens[at]
            if token.shape is Shape.MARK:
                opened = self.mark(at, opened)
                at += 1
                continue
            at = self.step(at) if token.capital or token.low in self.pack.known else self.plain_word(at)
        return parsed

    def plain_word(self, at: int) -> int:
        """A small word that the pack does not know: nothing more can be said of it."""
        token = self.tokens[at]
        glued = self.glued(at)
        if token.shape is not Shape.WORD or glued or self.pack.nouns_capitalised:
            return self.step(at)
        self.atoms.append(Atom(What.WORD, at, at + 1, token.text, token.low, possessive=token.possessive))
        return at + 1

    def mark(self, at: int, opened: bool) -> bool:
        text = self.tokens[at].text
        if text == ",":
            self.add(What.COMMA, at, at + 1)
        elif text == "." and at + 1 < len(self.tokens):
            pass  # it ends an initial or an abbreviation
        elif text in BREAKS or (text in "-~" and not self.glued_before(at) and not self.glued_after(at)):
            self.add(What.BREAK, at, at + 1)
        elif text == "&":
            self.add(What.CONJUNCTION, at, at + 1)
        return opened

    def glued_before(self, at: int) -> bool:
        return at > 0 and self.tokens[at - 1].end == self.tokens[at].start

    def glued_after(self, at: int) -> bool:
        return at + 1 < len(self.tokens) and self.tokens[at + 1].start == self.tokens[at].end

    def glued(self, at: int) -> bool:
        """Whether a hyphen ties the token to the one before."""
        return at > 1 and self.tokens[at - 1].text == "-" and self.glued_before(at) and self.glued_before(at - 1)

    def step(self, at: int) -> int:
        token = self.tokens[at]
        if token.shape is Shape.NUMBER:
            firm = self.names.companies.match(self.lows, at)
            return self.name(at, firm[0]) if firm is not None else self.add(What.NUMBER, at, at + 1)
        company = self.company(at) or (self.listed() if at == 0 else 0)
        if company:
            return self.name(at, self.whole(at, company))
        role = self.role(at)
        if role is not None and self.longer_trigger(at, role[0]):
            role = None
        if role is not None:
            return self.add(What.ROLE, at, role[0], rank=role[1], classes=self.pack.classes(self.lows[role[0] - 1]))
        if self.numbered(at):
            return self.classed(at, at + 1, frozenset())
        phrase = self.pack.phrases.match(self.lows, at)
        trigger = self.trigger(at)
        if trigger is not None and (phrase is None or trigger[0] >= phrase[0]) and not self.name_here(at, trigger[0]):
            return self.add(What.TRIGGER, at, trigger[0], triggers=trigger[1])
        if phrase is not None:
            return self.classed(at, phrase[0], frozenset({phrase[1]}))
        classes = self.classes_at(at)
        if self.namelike(at):
            return self.name(at, self.name_end(at))
        if token.low in self.pack.particles and not token.capital and not classes & {"prep", "det"}:
            return self.add(What.PARTICLE, at, at + 1)
        return self.classed(at, at + 1, classes)

    def numbered(self, at: int) -> bool:
        """Whether an abbreviation stands before a number ("No. 2")."""
        return (
            at + 2 < len(self.tokens)
            and self.tokens[at + 1].text == "."
            and self.glued_after(at)
            and self.tokens[at + 2].shape is Shape.NUMBER
        )

    def longer_trigger(self, at: int, end: int) -> bool:
        """Whether a nominal move begins with the words of a role and goes on ("executive shuffle")."""
        match = self.pack.triggers.match(self.lows, at) if not self.pack.nouns_capitalised else None
        return match is not None and match[0] > end

    def trigger(self, at: int) -> tuple[int, tuple[Trigger, ...]] | None:
        """The move that begins here. Where nouns have capitals, a capital inside the sentence leaves only nominal
        moves.
        """
        match = self.pack.triggers.match(self.lows, at)
        if match is not None and self.ties(match[0]) and not self.pack.nouns_capitalised:
            return None
        if match is None or not self.pack.nouns_capitalised or match[0] > at + 1 or self.opens(at):
            return match
        capital = self.tokens[at].capital
        fitting = tuple(trigger for trigger in match[1] if (trigger.voice is Voice.NOUN) is capital)
        return (match[0], fitting) if fitting else None

    def ties(self, at: int) -> bool:
        """Whether a hyphen at `at` ties what is before it to what follows ("fired-up")."""
        return at < len(self.tokens) and self.tokens[at].text == "-" and self.glued_before(at) and self.glued_after(at)

    def name_here(self, at: int, end: int) -> bool:
        """In running text a capital inside the sentence makes a name even of a word that could be a move."""
        return (
            not self.wary
            and at > 0
            and self.tokens[at].capital
            and not self.opens(at)
            and all(t.capital for t in self.tokens[at:end])
        )

    def opens(self, at: int) -> bool:
        """Whether the token stands where a capital means nothing: first, or after a colon, dash or quotation mark."""
        return at == 0 or (self.tokens[at - 1].shape is Shape.MARK and self.tokens[at - 1].text in ":–—|\"“„»«'‘-")

    def classes_at(self, at: int) -> frozenset[str]:
        """The classes of a word, by its end where it is a compound noun."""
        classes = self.pack.classes(self.lows[at])
        if classes - {"verb"} or not self.tokens[at].capital:
            return classes
        low = self.lows[at]
        found = self.pack.class_tails.find(low) or ""
        if not found:
            return NO_CLASSES
        return frozenset({found, "firm"}) if found == "institution" else frozenset({found})

    def adjective(self, at: int) -> bool:
        """Whether a small word can only be an adjective: inflected, before a noun, behind what opens a phrase."""
        token = self.tokens[at]
        if not self.pack.nouns_capitalised or token.capital or not token.low.endswith(self.pack.adjective_endings):
            return False
        after = at + 1
        while after + 1 < len(self.tokens) and self.tokens[after].low in ("und", "-", "„", ",", "“", "»", "«", '"'):
            after += 1
        if after >= len(self.tokens) or self.tokens[after].shape is not Shape.WORD:
            return False
        following = self.tokens[after]
        opened = bool(self.atoms) and self.atoms[-1].what in OPENERS
        if not following.capital and not (opened and following.low.endswith(self.pack.adjective_endings)):
            return False
        return opened or ("verb" not in self.pack.classes(token.low) and self.role(after) is not None)

    def classed(self, first: int, last: int, classes: frozenset[str]) -> int:
        if not classes - {"verb"} and last == first + 1 and self.adjective(first):
            return self.add(What.QUALITY, first, last, classes=classes)
        for name, what in CLASS_ATOMS:
            if name in classes:
                return self.add(what, first, last, classes=classes)
        if "firm" in classes:
            return self.add(What.FIRM, first, last, classes=classes)
        if classes & {"jobs", "staff", "talent"}:
            return self.add(What.STAFF, first, last, classes=classes)
        return self.add(What.WORD, first, last, classes=classes)

    def add(
        self,
        what: What,
        first: int,
        last: int,
        *,
        classes: frozenset[str] = frozenset(),
        rank: Rank = Rank.OTHER,
        triggers: tuple[Trigger, ...] = (),
        type: Type = Type.UNKNOWN,
        text: str | None = None,
        possessive: bool | None = None,
    ) -> int:
        tokens = self.tokens[first:last]
        self.atoms.append(
            Atom(
                what=what,
                first=first,
                last=last,
                text=text if text is not None else self.slice(first, last),
                low=" ".join(self.lows[first:last]),
                classes=classes,
                type=type,
                possessive=tokens[-1].possessive if possessive is None else possessive,
                capital=tokens[0].capital,
                rank=rank,
                triggers=triggers,
                surname=(what is What.NAME or (what is What.WORD and self.pack.nouns_capitalised and tokens[0].capital))
                and last == first + 1
                and type is Type.UNKNOWN
                and self.bare(first) in self.names.family,
                glued=self.glued(first),
            )
        )
        return last

    def bare(self, at: int) -> str:
        """A token in the nominative, as far as its ending alone tells."""
        low = self.lows[at]
        for ending in self.pack.genitive:
            if low.endswith(ending) and low[: -len(ending)] in self.names.family:
                return low[: -len(ending)]
        return low

    def slice(self, first: int, last: int) -> str:
        """The words of tokens as written, white space folded."""
        parts: list[str] = []
        for at in range(first, last):
            if at > first and self.tokens[at].start > self.tokens[at - 1].end:
                parts.append(" ")
            parts.append(self.tokens[at].text)
        return "".join(parts)

    # Roles

    def role(self, at: int) -> tuple[int, Rank] | None:
        """The role that begins at a token: a fixed phrase, a head, or a compound that ends in one."""
        phrase = self.pack.role_phrases.match(self.lows, at)
        if phrase is not None:
            return phrase
        low = self.lows[at]
        open_role = self.open_role(at)
        if open_role is not None:
            return open_role
        if low in self.pack.role_prefixes and self.ties(at + 1):
            tied = self.role(at + 2)
            if tied is not None:
                return tied
        rank = self.pack.role_heads.get(low)
        if rank is not None:
            return at + 1, rank
        if self.pack.role_tails and self.tokens[at].capital:
            tail_rank = self.pack.role_tails.find(low)
            if tail_rank is not None and low not in self.pack.words:
                return at + 1, tail_rank
        return None

    def open_role(self, at: int) -> tuple[int, Rank] | None:
        """A role that is open in the middle ("chief … officer")."""
        ends = self.pack.open_roles.get(self.lows[at])
        if ends is None:
            return None
        for last in range(at + 2, min(len(self.tokens), at + 6)):
            low = self.lows[last]
            if low in ends:
                return last + 1, ends[low]
            if self.tokens[last].shape is Shape.MARK and low not in ("&", "-"):
                return None
            if self.tokens[last].possessive or low in self.pack.role_heads or low in self.pack.triggers:
                return None
        return None

    # Names

    def company(self, at: int) -> int:
        """The end of a known organisation's name that begins here, else 0."""
        if not self.tokens[at].capital:
            return 0
        match = self.names.companies.match(self.lows, at)
        if self.pack.nouns_capitalised and (end := self.hyphened(at)) > (match[0] if match else 0):
            return end
        if match is None and self.pack.nouns_capitalised and self.lows[at].endswith(self.pack.declined_endings):
            match = self.names.companies.match([self.lows[at][:-1], *self.lows[at + 1 : at + 5]], 0)
            if match is not None:
                return at + match[0] if match[0] > 1 else 0
        if match is None and self.pack.genitive:
            low = self.lows[at]
            for ending in self.pack.genitive:
                if low.endswith(ending) and len(low) > len(ending) + 2:
                    stem = low[: -len(ending)]
                    if (found := self.names.companies.match([stem], 0)) is not None and (
                        low not in self.pack.common or stem not in self.names.everyday
                    ):
                        return at + found[0]
        if match is None:
            return 0
        if match[0] == at + 1 and self.lows[at] in self.names.given and self.bears(at + 1):
            return 0
        if match[0] == at + 1 and self.lows[at] in self.known and not self.pack.nouns_capitalised:
            return 0
        everyday = match[0] == at + 1 and self.wary and self.lows[at] in self.names.everyday
        placed = at > 0 and bool(self.pack.classes(self.lows[at - 1]) & {"at", "from"})
        if everyday and at > 0 and not placed and not self.employs(at) and not self.marked(at):
            return 0
        return match[0]

    def employs(self, at: int) -> bool:
        """Whether a role is tied to the token ("Bild-Chef")."""
        return at + 2 < len(self.tokens) and self.glued(at + 2) and self.role(at + 2) is not None

    def enclosed(self, at: int) -> bool:
        """Whether one word alone stands in quotation marks (the title of a medium)."""
        return (
            0 < at < len(self.tokens) - 1 and self.tokens[at - 1].text in QUOTES and self.tokens[at + 1].text in QUOTES
        )

    def hyphened(self, at: int) -> int:
        """The end of a known organisation of several words tied by hyphens ("Acme-Motors-Chef"), else 0."""
        places = [at]
        while len(places) < 5 and places[-1] + 2 < len(self.tokens) and self.glued(places[-1] + 2):
            places.append(places[-1] + 2)
        if len(places) < 3:
            return 0
        match = self.names.companies.match([self.lows[place] for place in places], 0)
        return places[match[0] - 1] + 1 if match is not None and match[0] > 1 else 0

    def whole(self, start: int, end: int) -> int:
        """The end of a known name that goes on: with a branch, or in running text with an everyday word ("Just Eat
        Takeaway").
        """
        if end < len(self.tokens) and self.branch(end, start):
            return end + 2
        while (
            not self.wary
            and end < len(self.tokens)
            and self.tokens[end].capital
            and not self.tokens[end - 1].possessive
            and self.is_common(self.lows[end])
            and not self.pack.classes(self.lows[end])
            and self.role(end) is None
            and self.lows[end] not in self.pack.triggers
        ):
            end += 1
        return end

    def listed(self) -> int:
        """The end of a listed company's name that opens a headline, whatever its words mean, else 0."""
        if not self.wary or self.pack.nouns_capitalised:
            return 0
        for at in range(min(6, len(self.tokens))):
            if self.tokens[at].shape is not Shape.WORD or self.pack.triggers.match(self.lows, at) is not None:
                return 0
            if self.tokens[at].listed:
                return at + 1
        return 0

    def bears(self, at: int) -> bool:
        """Whether what follows a given name that is a firm's too ("Casper", "Ola") is a family name."""
        if at >= len(self.tokens) or self.tokens[at - 1].possessive or self.pack.nouns_capitalised:
            return False
        low = self.lows[at]
        return low in self.names.particles or (
            self.tokens[at].capital and low in self.names.family and self.role(at) is None
        )

    def marked(self, at: int) -> bool:
        """Whether quotation marks, a role or an owned thing behind it show that an everyday word is a firm's name."""
        ahead = not self.pack.nouns_capitalised and at + 1 < len(self.tokens)
        return self.quoted(at) or (ahead and (self.tokens[at].possessive or self.role(at + 1) is not None))

    def quoted(self, at: int) -> bool:
        """Whether quotation marks stand around a token, or it is written in capitals throughout ("WELT")."""
        marks = "\"“„»«'‘"
        return self.tokens[at - 1].text in marks or (
            self.tokens[at].text.isupper() and self.style is not Style.CAPITALS
        )

    def namelike(self, at: int) -> bool:
        token = self.tokens[at]
        if token.shape is not Shape.WORD or not token.capital:
            return False
        low = token.low
        classes = self.pack.classes(low)
        if classes & FUNCTION:
            return bool(classes & NAMING) and not self.wary and self.names_firm(at)
        if self.after_number(at):
            return False
        if self.pack.nouns_capitalised and self.lows[at + 1 : at + 2] in (["&"], ["+"]) and at + 2 < len(self.tokens):
            return self.tokens[at + 2].capital
        if self.pack.nouns_capitalised and len(token.text) == 1 and self.lows[at + 1 : at + 2] != ["."]:
            return at + 2 < len(self.tokens) and self.glued(at + 2) and not self.is_common(self.lows[at + 2])
        if self.pack.nouns_capitalised and low in self.names.particles and at + 1 < len(self.tokens):
            after = self.tokens[at + 1]
            return after.capital and not self.is_common(after.low) and self.role(at + 1) is None
        if self.company(at) or low in self.known:
            return True
        if (
            self.pack.nouns_capitalised
            and token.text.isupper()
            and len(token.text) > 1
            and not classes
            and self.style is not Style.CAPITALS
        ):
            return True
        if not self.wary and not self.opens(at):
            return "firm" not in classes or not self.pack.common
        if not self.wary and self.is_common(low) and (self.names_firm(at) or self.pairs(at)):
            return True
        if self.is_common(low) and not self.pack.nouns_capitalised and "verb" not in classes and self.formed(at):
            return True
        if self.pack.nouns_capitalised and self.enclosed(at) and low not in self.pack.common:
            return True
        if self.is_common(low):
            return low in self.names.given and self.surname_follows(at)
        return not classes & {"jobs", "firm", "staff", "talent", "quality", "honorific", "current"}

    def names_firm(self, at: int) -> bool:
        """Whether an everyday word with a capital begins a firm's name: what follows ends in a word as firms bear."""
        if self.pack.nouns_capitalised:
            return False
        look = at + 1
        if look + 1 < len(self.tokens) and self.tokens[look].text == "-" and self.glued_after(look):
            look += 1
        while look < len(self.tokens) and look <= at + 4 and self.tokens[look].capital:
            if self.role(look) is not None or self.names.companies.match(self.lows, look):
                return False
            if self.lows[look] in self.names.org_words or self.lows[look] in self.names.legal_forms:
                return True
            look += 1
        return False

    def formed(self, at: int) -> bool:
        """Whether capitals up to a legal form follow ("Stark Industries")."""
        look = at + 1
        while look < min(len(self.tokens), at + 4) and self.tokens[look].capital:
            if self.lows[look] in self.names.legal_forms:
                return True
            if self.role(look) is not None or self.pack.triggers.match(self.lows, look) is not None:
                return False
            look += 1
        return False

    def pairs(self, at: int) -> bool:
        """Whether two everyday words with capitals open a sentence in running text: then they are a name."""
        if self.pack.nouns_capitalised or at + 1 >= len(self.tokens) or not self.tokens[at + 1].capital:
            return False
        after = self.lows[at + 1]
        return (
            self.is_common(after)
            and not self.pack.classes(after) & FUNCTION
            and after not in self.names.given
            and self.role(at + 1) is None
            and not self.names.companies.match(self.lows, at + 1)
        )

    def after_number(self, at: int) -> bool:
        """ "8-K", "5G": what a number ties to itself is no name."""
        return (self.glued(at) and self.tokens[at - 2].shape is Shape.NUMBER) or (
            at > 0 and self.tokens[at - 1].shape is Shape.NUMBER and self.glued_before(at)
        )

    def is_common(self, low: str) -> bool:
        if not self.pack.nouns_capitalised:
            return low in self.pack.common
        return low in self.pack.common or (
            low not in self.names.given and low not in self.names.family and known(low, self.pack)
        )

    def surname_follows(self, at: int) -> bool:
        if at + 1 >= len(self.tokens):
            return False
        after = self.tokens[at + 1]
        if not after.capital or self.pack.classes(after.low) & FUNCTION or self.role(at + 1):
            return False
        if self.pack.nouns_capitalised:
            classes = self.pack.classes(self.lows[at])
            plain = (
                after.low not in self.pack.common
                or after.low in self.pack.small
                or "verb" in self.pack.classes(after.low)
            )
            return after.low in self.names.family or (
                plain and self.lows[at] not in self.pack.first_words and not classes
            )
        return after.low in self.names.family or after.low not in self.pack.common

    def continues(self, at: int, start: int) -> bool:
        """Whether the token goes on with the name begun at `start`."""
        token = self.tokens[at]
        if token.shape is Shape.NUMBER or not token.capital:
            return False
        low = token.low
        if self.tokens[at - 1].possessive:
            return False
        if (low in self.names.legal_forms or low in self.names.suffixes) and not self.ties(at + 1):
            return True
        classes = self.pack.classes(low)
        if len(low) == 1 and low.isalpha() and at + 1 < len(self.tokens) and self.tokens[at + 1].text == ".":
            return True
        if classes & FUNCTION or self.role(at) is not None:
            return False
        if self.tokens[at - 1].text == "." and initials(self.tokens[at - 2].text):
            return True
        if self.tokens[at - 1].low in self.names.given and at - start < 3 and "honorific" not in classes:
            trigger = self.trigger(at)
            if at - start == 1 and (trigger is None or low in self.names.family):
                return True
        if not self.wary:
            return True
        if low in self.names.org_words:
            return True
        if at - start == 1 and self.atoms and self.atoms[-1].what is What.ROLE and self.atoms[-1].last == start:
            return not self.pack.nouns_capitalised and self.pack.triggers.match(self.lows, at) is None
        if self.pack.triggers.match(self.lows, at) is not None:
            return False
        return not self.is_common(low) and not classes & {"jobs", "staff", "talent", "quality"}

    def name_end(self, start: int) -> int:
        at = start + 1
        while at < len(self.tokens):
            token = self.tokens[at]
            if token.text == "-" and self.glued_before(at) and self.glued_after(at) and at + 1 < len(self.tokens):
                if self.continues(at + 1, start) or self.double_name(at + 1, start) or self.syllable(at + 1):
                    at += 2
                    continue
                break
            if self.nickname(at, start):
                at += 4
                continue
            if token.text == "." and self.glued_before(at) and initials(self.tokens[at - 1].text):
                at += 1
                continue
            if token.text in "&+" and at + 1 < len(self.tokens) and self.continues(at + 1, start):
                at += 2
                continue
            if (
                token.low in self.names.particles
                and at + 2 < len(self.tokens)
                and self.tokens[at + 1].low in self.names.particles
                and not (token.capital or self.tokens[at + 1].capital)
                and self.tokens[start].low in self.names.given
                and self.continues(at + 2, start)
            ):
                at += 3
                continue
            if (
                token.low in self.names.particles
                and not token.capital
                and not (self.pack.nouns_capitalised and not self.joins_name(at, start))
                and at + 1 < len(self.tokens)
                and self.tokens[at + 1].capital
                and (self.tokens[start].low in self.names.given or len(self.tokens[start].text) == 1)
                and token.low not in ("und", "e")
                and self.continues(at + 1, start)
            ):
                at += 2
                continue
            if self.of_follows(at, start) or self.branch(at, start):
                at += 2
                continue
            if token.shape is Shape.MARK or not self.continues(at, start):
                break
            at += 1
        return at

    def nickname(self, at: int, start: int) -> bool:
        """'Jane "Jay" Roe': one word in quotation marks between given and family name."""
        tokens = self.tokens[at : at + 4]
        return (
            len(tokens) == 4
            and at == start + 1
            and tokens[0].text in "\"“„‘'"
            and tokens[2].text in "\"”“’'"
            and tokens[1].capital
            and tokens[3].capital
            and self.lows[start] in self.names.given
        )

    def double_name(self, at: int, start: int) -> bool:
        """Whether a hyphen ties a second family name to a first ("Jan Roe-Sample"), though it be a common word."""
        return (
            self.pack.nouns_capitalised
            and at >= start + 3
            and self.lows[start] in self.names.given
            and self.tokens[at].capital
            and self.role(at) is None
            and not self.classes_at(at)
            and (self.lows[at] in self.names.family or not self.is_common(self.lows[at]))
        )

    def joins_name(self, at: int, start: int) -> bool:
        """Whether a particle that is also a preposition or article belongs to a name: behind the given name."""
        classes = self.pack.classes(self.lows[at])
        return not classes or (
            "prep" in classes and at == start + 1 and at + 1 < len(self.tokens) and not self.company(at + 1)
        )

    def syllable(self, at: int) -> bool:
        """The second half of a Korean or Chinese given name ("Min-ho")."""
        token = self.tokens[at]
        asian = self.lows[at - 2] in self.names.given or (at > 2 and self.lows[at - 3] in self.names.family)
        return token.text.islower() and len(token.text) <= 5 and (asian or token.low not in self.pack.common)

    def branch(self, at: int, start: int) -> bool:
        """ "Acme of America": a known firm's branch."""
        if self.pack.nouns_capitalised or at + 1 >= len(self.tokens) or self.lows[at] not in self.pack.links:
            return False
        known = self.names.companies.match(self.lows[start:at], 0)
        return known is not None and known[0] == at - start and self.lows[at + 1] in self.names.places

    def of_follows(self, at: int, start: int) -> bool:
        """ "University of X", "Institute for X": an organisation's word before "of" carries the name on."""
        return (
            self.lows[at] in self.pack.links
            and self.lows[at - 1] in self.names.institutions
            and at + 1 < len(self.tokens)
            and self.tokens[at + 1].capital
            and self.role(at + 1) is None
        )

    def name(self, first: int, last: int) -> int:
        while last < len(self.tokens) and not self.tokens[last - 1].possessive and self.carries_on(last):
            last += 1 + (self.tokens[last].text in "&,")
        if last - first > 1 and self.style is not Style.CAPITALS and self.dateline(first):
            first += 1
        if self.modifies(last):
            return self.add(What.QUALITY, first, last + 2)
        split = self.split(first, last)
        if split:
            self.name(first, split)
            return self.name(split, last)
        text = self.slice(first, last)
        if self.tokens[last - 1].possessive and text.casefold() in self.names.apostrophes:
            text += self.sentence_mark(last - 1)
        possessive = None
        kind = self.type_of(first, last)
        if last == first + 1 and self.lows[first] in self.known and not self.pack.nouns_capitalised:
            kind = Type.UNKNOWN
        elif kind is Type.UNKNOWN and self.atoms and self.atoms[-1].what is What.FIRM and self.atoms[-1].last == first:
            kind = Type.ORG
        if self.pack.genitive and not self.tokens[last - 1].possessive:
            bare = self.nominative(first, last, kind)
            if bare is not None:
                text, possessive = bare, True
                if kind is Type.UNKNOWN and self.names.companies.match(bare.casefold().split(), 0) is not None:
                    kind = Type.ORG
        return self.add(What.NAME, first, last, type=kind, text=text, possessive=possessive)

    def sentence_mark(self, at: int) -> str:
        """A possessive ending that belongs to a firm's own name ("Domino's")."""
        return "'s" if not self.tokens[at].text.endswith("s") else ""

    def modifies(self, at: int) -> bool:
        """Whether a hyphen ties a name to a small word, so that it only describes ("Acme-owned Initech")."""
        if self.pack.nouns_capitalised or not self.ties(at) or at + 2 >= len(self.tokens):
            return False
        after = self.tokens[at + 1]
        return after.text.islower() and self.role(at + 1) is None and self.is_common(after.low)

    def carries_on(self, at: int) -> bool:
        """Whether a legal form or a firm's second word follows ("Royal Philips Electronics", "Wells Fargo & Co")."""
        if self.tokens[at].text == "&" and at + 1 < len(self.tokens):
            return self.lows[at + 1] in self.names.legal_forms and self.tokens[at + 1].capital
        if self.tokens[at].text == "," and at + 1 < len(self.tokens):
            return self.lows[at + 1] in COMMA_FORMS and self.tokens[at + 1].capital
        if not self.tokens[at].capital or self.role(at) is not None:
            return False
        low = self.lows[at]
        if "field" in self.pack.classes(low) and at + 1 < len(self.tokens):
            after = self.pack.classes(self.lows[at + 1])
            if self.role(at + 1) is not None or after & {"staff", "unit", "crew", "venue", "jobs"}:
                return False  # "Acme AI researchers": the field is the researchers'
        return low in self.names.legal_forms or (
            low in self.names.org_words
            and (not self.wary or not self.pack.nouns_capitalised or low not in self.pack.common)
        )

    def dateline(self, first: int) -> bool:
        """A place in capitals that opens the sentence before the firm ("LONDON Marks & Spencer")."""
        return (
            first == 0 and self.tokens[0].text.isupper() and self.lows[0] in self.names.places and len(self.lows[0]) > 3
        )

    def split(self, first: int, last: int) -> int:
        """Where a known organisation ends and a person begins inside one run of capitals, else 0."""
        match = self.names.companies.match(self.lows, first)
        if match is None or match[0] >= last:
            return 0
        end = match[0]
        if self.tokens[end].text == "-" or self.tokens[end].low in self.names.org_words | self.names.legal_forms:
            return 0
        if self.tokens[end].shape is Shape.WORD and (
            self.tokens[end].low in self.names.given or self.tokens[end].low in self.names.family
        ):
            return end
        return 0

    def nominative(self, first: int, last: int, kind: Type) -> str | None:
        """The name without its genitive ending, where the ending is one."""
        if last - first > 1 and self.names.companies.match(self.lows, first) is None:
            straight = [self.lows[first][:-1], *self.lows[first + 1 : last]]
            known_as = self.names.companies.match(straight, 0)
            if known_as is not None and known_as[0] > 1:
                return self.tokens[first].text[:-1] + self.slice(first, last)[len(self.tokens[first].text) :]
        low = self.lows[last - 1]
        for ending in self.pack.genitive:
            if not low.endswith(ending) or len(low) <= len(ending) + 2:
                continue
            stem = low[: -len(ending)]
            lows = [*self.lows[first : last - 1], stem]
            whole = self.names.companies.match(self.lows[first:last], 0)
            if whole is not None and whole[0] == last - first:
                return None
            known = self.names.companies.match(lows, 0)
            follows = last < len(self.tokens) and (self.tokens[last].capital or self.role(last) is not None)
            follows = last < len(self.tokens) and (
                self.tokens[last].capital
                or self.role(last) is not None
                or (
                    "fresh" in self.pack.classes(self.lows[last])
                    and last + 1 < len(self.tokens)
                    and self.role(last + 1) is not None
                )
            )
            if last - first > 1 and self.lows[first] in self.names.given and not follows:
                return None
            if (known is not None and known[0] == last - first) or (
                low not in self.names.family and low not in self.names.given and follows
            ):
                text = self.slice(first, last)
                return text[: -len(ending)]
        return None

    def type_of(self, first: int, last: int) -> Type:
        lows = self.lows[first:last]
        tokens = self.tokens[first:last]
        names = self.names
        whole = names.companies.match(lows, 0)
        if whole is not None and whole[0] == len(lows):
            return Type.ORG
        if any(token.listed for token in tokens) or (lows[-1] in names.legal_forms and len(lows) > 1):
            return Type.ORG
        before = self.lows[first - 1] if first else ""
        if before == "." and first > 1:
            before = self.lows[first - 2]
        if "honorific" in self.pack.classes(before):
            return Type.PERSON
        if all(low in names.places for low in lows):
            return Type.PLACE
        if "&" in lows:
            return Type.ORG
        if len(lows) > 1 and (lows[-1] in names.suffixes or (lows[-1] == "." and lows[-2] in names.suffixes)):
            return Type.PERSON
        if len(lows) > 1 and initials(lows[0]) and lows[-1] not in names.org_words:
            return Type.PERSON
        if len(lows) > 1 and any(low in names.org_words or low in names.institutions for low in lows[1:]):
            return Type.PERSON if lows[0] in names.given and lows[-1] in names.family else Type.ORG
        first_low = lows[0]
        if first_low in names.given and 2 <= len(lows) <= 6 and first_low not in names.places:
            return Type.PERSON
        if 2 <= len(lows) <= 3 and (lows[-1] in names.family or lows[-1] in names.given) and whole is None:
            return Type.PERSON
        if whole is not None:
            return Type.ORG
        text = tokens[0].text
        if len(lows) == 1 and (any(c.isupper() for c in text[1:]) or "." in text or any(c.isdigit() for c in text)):
            camel = not (
                text.startswith(("Mc", "Mac", "De", "Di", "Le", "La", "Van", "O’", "O'")) and text[2:3].isupper()
            )
            if camel and self.style is not Style.CAPITALS:
                return Type.ORG
        return Type.UNKNOWN
