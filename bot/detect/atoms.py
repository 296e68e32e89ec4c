"""Turns a sentence's tokens into atoms: names, roles, triggers and the small words between them.

In: a sentence, a language's pack, the names all languages share. Out: atoms in the order of the text, typed as far as the
words alone can tell. It must never look beyond its sentence, nor decide what an atom does in it.

What was observed: in running text a capital marks a name; in title case, in capitals and in German it marks nearly everything,
so there a name is what the list of common words does not know. Fails on firms named by everyday words in title case;
they are then found by their place (see frames).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bot.detect.tokens import Sentence, Shape, Token
from bot.languages.pack import Hedge, Names, Pack, Trigger
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
    glued: bool = False
    """True where a hyphen ties it to the atom before."""


@dataclass(slots=True)
class Parsed:
    """A sentence as atoms, with its hedges by the atom they stand at."""

    sentence: Sentence
    style: Style
    atoms: list[Atom]
    hedges: list[tuple[int, Hedge, str]] = field(default_factory=list)


FUNCTION = frozenset(
    [
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
        "former",
        "negation",
        "be",
        "have",
        "modal",
        "month",
        "say",
        "fresh",
        "number",
    ]
)
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
    ("honorific", What.HONORIFIC),
    ("be", What.AUXILIARY),
    ("have", What.AUXILIARY),
    ("modal", What.AUXILIARY),
    ("conj", What.CONJUNCTION),
    ("prep", What.PREPOSITION),
    ("sub", What.SUBORDINATOR),
    ("rel", What.SUBORDINATOR),
)


def atomise(sentence: Sentence, pack: Pack, names: Names) -> Parsed:
    """The atoms of a sentence."""
    return Reader(sentence, pack, names).read()


def style_of(tokens: list[Token], nouns_capitalised: bool) -> Style:
    words = [token for token in tokens if token.shape is Shape.WORD and len(token.text) > 1]
    if len(words) > 2 and sum(token.text.isupper() for token in words) > 0.7 * len(words):
        return Style.CAPITALS
    long = [token for token in words if len(token.text) > 3]
    if nouns_capitalised or len(long) < 3:
        return Style.PLAIN
    return Style.TITLE if sum(token.capital for token in long) >= 0.75 * len(long) else Style.PLAIN


class Reader:
    """Reads one sentence from left to right."""

    def __init__(self, sentence: Sentence, pack: Pack, names: Names) -> None:
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
            if hedge is not None:
                parsed.hedges.append((len(self.atoms), hedge[1], " ".join(self.lows[at : hedge[0]])))
            token = self.tokens[at]
            if token.shape is Shape.MARK:
                opened = self.mark(at, opened)
                at += 1
                continue
            at = self.step(at)
        return parsed

    def mark(self, at: int, opened: bool) -> bool:
        text = self.tokens[at].text
        if text == ",":
            self.add(What.COMMA, at, at + 1)
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
            return self.add(What.NUMBER, at, at + 1)
        company = self.company(at)
        if company:
            return self.name(at, company)
        role = self.role(at)
        if role is not None:
            return self.add(What.ROLE, at, role[0], rank=role[1])
        phrase = self.pack.phrases.match(self.lows, at)
        trigger = self.pack.triggers.match(self.lows, at)
        if trigger is not None and (phrase is None or trigger[0] >= phrase[0]) and not self.name_here(at, trigger[0]):
            return self.add(What.TRIGGER, at, trigger[0], triggers=trigger[1])
        if phrase is not None:
            return self.classed(at, phrase[0], frozenset({phrase[1]}))
        classes = self.pack.classes(token.low)
        if self.namelike(at):
            return self.name(at, self.name_end(at))
        if token.low in self.pack.particles and not token.capital and not classes & {"prep"}:
            return self.add(What.PARTICLE, at, at + 1)
        return self.classed(at, at + 1, classes)

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
        return at == 0 or (self.tokens[at - 1].shape is Shape.MARK and self.tokens[at - 1].text in ":–—|\"“„»«'‘")

    def classed(self, first: int, last: int, classes: frozenset[str]) -> int:
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
                glued=self.glued(first),
            )
        )
        return last

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
        rank = self.pack.role_heads.get(low)
        if rank is not None:
            return at + 1, rank
        if self.pack.role_tails and self.tokens[at].capital:
            for tail, tail_rank in self.pack.role_tails:
                if low.endswith(tail) and len(low) > len(tail) and low not in self.pack.words:
                    return at + 1, tail_rank
        return None

    # Names

    def company(self, at: int) -> int:
        """The end of a known organisation's name that begins here, else 0."""
        if not self.tokens[at].capital:
            return 0
        match = self.names.companies.match(self.lows, at)
        if match is None and self.pack.genitive:
            low = self.lows[at]
            for ending in self.pack.genitive:
                if low.endswith(ending) and len(low) > len(ending) + 2:
                    stem = low[: -len(ending)]
                    if (found := self.names.companies.match([stem], 0)) is not None and low not in self.pack.common:
                        return at + found[0]
        if match is None:
            return 0
        single = match[0] == at + 1
        if single and self.lows[at] in self.pack.common and self.wary:
            return at + 1 if self.lows[at] in CERTAIN or not self.ordinary(at) else 0
        return match[0]

    def ordinary(self, at: int) -> bool:
        """Whether a firm's name that is also an everyday word is more likely the word here (it opens a sentence or stands among small ones)."""
        return self.style is Style.TITLE and self.lows[at] in EVERYDAY

    def namelike(self, at: int) -> bool:
        token = self.tokens[at]
        if token.shape is not Shape.WORD or not token.capital:
            return False
        low = token.low
        classes = self.pack.classes(low)
        if classes & FUNCTION:
            return False
        if self.company(at):
            return True
        if not self.wary and not self.opens(at):
            return "firm" not in classes or not self.pack.common
        if self.is_common(low):
            return low in self.names.given and self.surname_follows(at)
        return not classes & {"jobs", "firm", "staff", "talent", "quality", "honorific", "current"}

    def is_common(self, low: str) -> bool:
        if low in self.pack.common:
            return True
        if self.pack.common_tails and low not in self.names.given and low not in self.names.family:
            return any(low[-cut:] in self.pack.common_tails for cut in range(3, min(len(low) - 2, 14)))
        return False

    def surname_follows(self, at: int) -> bool:
        if at + 1 >= len(self.tokens):
            return False
        after = self.tokens[at + 1]
        if not after.capital or self.pack.classes(after.low) & FUNCTION or self.role(at + 1):
            return False
        return after.low in self.names.family or after.low not in self.pack.common

    def continues(self, at: int, start: int) -> bool:
        """Whether the token goes on with the name begun at `start`."""
        token = self.tokens[at]
        if token.shape is Shape.NUMBER or not token.capital:
            return False
        low = token.low
        if self.tokens[at - 1].possessive:
            return False
        if low in self.names.legal_forms or low in self.names.suffixes:
            return True
        classes = self.pack.classes(low)
        if classes & FUNCTION or self.role(at) is not None:
            return False
        if self.tokens[at - 1].low in self.names.given and at - start < 3 and "honorific" not in classes:
            trigger = self.pack.triggers.match(self.lows, at)
            if at - start == 1 and (trigger is None or low in self.names.family):
                return True
        if not self.wary:
            return True
        if low in self.names.org_words:
            return True
        if self.pack.triggers.match(self.lows, at) is not None:
            return False
        return not self.is_common(low) and not classes & {"jobs", "staff", "talent", "quality"}

    def name_end(self, start: int) -> int:
        at = start + 1
        while at < len(self.tokens):
            token = self.tokens[at]
            if token.text == "-" and self.glued_before(at) and self.glued_after(at) and at + 1 < len(self.tokens):
                if self.continues(at + 1, start):
                    at += 2
                    continue
                break
            if token.text == "." and self.glued_before(at) and len(self.tokens[at - 1].text) == 1:
                at += 1
                continue
            if token.text == "&" and at + 1 < len(self.tokens) and self.continues(at + 1, start):
                at += 2
                continue
            if (
                token.low in self.names.particles
                and not token.capital
                and at + 1 < len(self.tokens)
                and self.tokens[at + 1].capital
                and (self.tokens[start].low in self.names.given or len(self.tokens[start].text) == 1)
                and token.low not in ("und", "e")
                and self.continues(at + 1, start)
            ):
                at += 2
                continue
            if self.of_follows(at, start):
                at += 2
                continue
            if token.shape is Shape.MARK or not self.continues(at, start):
                break
            at += 1
        return at

    def of_follows(self, at: int, start: int) -> bool:
        """ "University of X", "Institute for X": an organisation's word before "of" carries the name on."""
        return (
            self.lows[at] in ("of", "for", "für")
            and self.lows[at - 1] in INSTITUTIONS
            and at + 1 < len(self.tokens)
            and self.tokens[at + 1].capital
            and self.role(at + 1) is None
        )

    def name(self, first: int, last: int) -> int:
        while last < len(self.tokens) and self.lows[last] in self.names.legal_forms and self.tokens[last].capital:
            last += 1
        split = self.split(first, last)
        if split:
            self.name(first, split)
            return self.name(split, last)
        text = self.slice(first, last)
        possessive = None
        kind = self.type_of(first, last)
        if self.pack.genitive and not self.tokens[last - 1].possessive:
            bare = self.nominative(first, last, kind)
            if bare is not None:
                text, possessive = bare, True
                if kind is Type.UNKNOWN:
                    kind = self.type_of(first, last)
        return self.add(What.NAME, first, last, type=kind, text=text, possessive=possessive)

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
            if (known is not None and known[0] == last - first) or (
                low not in self.names.family
                and low not in self.names.given
                and (stem in self.names.family or stem in self.names.given or follows)
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
        if len(lows) > 1 and len(lows[0]) == 1 and lows[0].isalpha() and lows[-1] not in names.org_words:
            return Type.PERSON
        if len(lows) > 1 and any(low in names.org_words or low in INSTITUTIONS for low in lows[1:]):
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


INSTITUTIONS = frozenset(
    [
        "university",
        "college",
        "school",
        "institute",
        "institution",
        "association",
        "bank",
        "museum",
        "council",
        "board",
        "ministry",
        "department",
        "office",
        "bureau",
        "academy",
        "center",
        "centre",
        "society",
        "federation",
        "commission",
        "committee",
        "church",
        "house",
        "league",
        "chamber",
        "exchange",
        "foundation",
        "national",
    ]
)
CERTAIN: frozenset[str] = frozenset(
    [
        "apple",
        "meta",
        "amazon",
        "google",
        "microsoft",
        "oracle",
        "intel",
        "siemens",
        "bosch",
        "uber",
        "facebook",
        "twitter",
        "tesla",
        "netflix",
        "adobe",
        "dell",
        "audi",
        "porsche",
        "puma",
        "allianz",
        "bayer",
        "commerzbank",
        "lufthansa",
        "volkswagen",
        "telekom",
        "boeing",
        "airbus",
        "samsung",
        "nokia",
        "spotify",
        "tiktok",
        "vodafone",
        "ubs",
        "sap",
        "basf",
        "rwe",
        "eon",
        "opel",
        "ford",
        "toyota",
        "nike",
        "disney",
        "starbucks",
        "reuters",
        "bloomberg",
        "nintendo",
        "sony",
        "paypal",
        "visa",
        "linkedin",
        "instagram",
        "whatsapp",
        "youtube",
        "ikea",
        "aldi",
        "lidl",
        "edeka",
        "rewe",
        "paramount",
        "slack",
        "zoom",
        "snap",
        "reddit",
        "pinterest",
        "airbnb",
        "cisco",
        "nvidia",
        "ibm",
    ]
)
EVERYDAY: frozenset[str] = frozenset(
    [
        "target",
        "gap",
        "block",
        "square",
        "box",
        "vice",
        "medium",
        "sky",
        "total",
        "seat",
        "sharp",
        "focus",
        "stern",
        "bild",
        "welt",
        "zeit",
        "wise",
        "fox",
        "cruise",
        "aurora",
        "lambda",
        "harvey",
        "cursor",
        "figure",
        "humane",
        "sierra",
        "boom",
        "archer",
        "unity",
        "valve",
        "arm",
        "fortune",
        "wired",
        "guardian",
        "mars",
        "subway",
        "casino",
        "metro",
        "man",
        "orange",
        "vogue",
        "delta",
        "sprint",
        "shell",
        "citadel",
        "vanguard",
        "fidelity",
        "kraken",
        "apollo",
        "runway",
        "adept",
        "cohere",
        "mission",
        "spirit",
        "condor",
        "swiss",
        "bahn",
        "slack",
        "snap",
    ]
)
