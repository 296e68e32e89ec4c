"""Questions about what stands where among the tokens of a sentence: does a role begin, a move, is a hyphen tied.

In: a sentence's tokens and a place. Out: what the words alone tell. It must never look beyond its sentence.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Sequence

from bot.detect.atoms import Atom, Style, Type, What
from bot.detect.gate import gate, object_signs
from bot.detect.tokens import Sentence, Shape, Token, glued, opens
from bot.detect.words.compounds import known
from bot.detect.words.styles import style_of
from bot.languages.names import Names
from bot.languages.pack import NO_CLASSES, Pack, Trigger, Voice
from bot.model import Rank

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
        "asks",
    )
)
PREFIX = 2  # letters that only change a verb's meaning ("re-hired")
LONG_ROLE = 8  # letters: what is shorter and begins like a title is none
FIELDS = 5  # words of a post up to its head
NO_FIELD = FUNCTION - {"field", "fresh", "conj"}  # classes of words that no field of a post has
LEADS_POST = frozenset({"det", "own", "fresh", "former", "prep"})  # classes of words in front of a post
NOWHERE: frozenset[int] = frozenset()
QUOTES = frozenset('"„“”»«‚‘’›‹')


class Words:
    """The tokens of one sentence, and the atoms that were read of them so far."""

    def __init__(
        self,
        sentence: Sentence,
        pack: Pack,
        names: Names,
        known: Container[str],
        firms: Collection[tuple[str, ...]],
    ) -> None:
        self.known = known
        self.firms = firms
        self.tokens = sentence.tokens
        self.sentence = sentence
        self.pack = pack
        self.names = names
        self.lows = sentence.lows
        self.hyphened = hyphened(sentence.tokens) if "-" in sentence.lows else NOWHERE
        self.style = style_of(sentence, pack)
        self.wary = self.style is not Style.PLAIN or pack.nouns_capitalised
        self.atoms: list[Atom] = []
        self.present: frozenset[str] | None = None

    def glued_before(self, at: int) -> bool:
        return at > 0 and self.tokens[at - 1].end == self.tokens[at].start

    def glued_after(self, at: int) -> bool:
        return at + 1 < len(self.tokens) and self.tokens[at + 1].start == self.tokens[at].end

    def glued(self, at: int) -> bool:
        """Whether a hyphen ties the token to the one before."""
        return at in self.hyphened

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
        if match is None or match[0] <= end:
            return False
        if match[0] >= len(self.lows):
            return True
        verb = self.pack.triggers.match(self.lows, match[0])
        return verb is None or self.tokens[match[0]].capital is not self.tokens[at].capital  # "the cloud head to leave"

    def trigger(self, at: int) -> tuple[int, tuple[Trigger, ...]] | None:
        """The move that begins here. Where nouns have capitals, a capital inside the sentence leaves only nominal
        moves.
        """
        match = self.pack.triggers.match(self.lows, at)
        if match is None:
            return None
        if at and "newly" in self.pack.classes(self.lows[at - (2 if self.glued(at) else 1)]):
            return None  # "the newly created post"
        if "own" in self.pack.classes(self.lows[at]) and self.tokens[at + 1 : at + 2] and self.tokens[at + 1].capital:
            return None  # "in sein Unternehmen" is no verb
        if not self.pack.nouns_capitalised:
            if self.ties(match[0]) or self.describes(at, match[1]):
                return None
            return self.tellable(at, match)
        if match[0] > at + 1 or self.opens(at):
            return match
        capital = self.tokens[at].capital
        fitting = tuple(trigger for trigger in match[1] if (trigger.voice is Voice.NOUN) is capital)
        return (match[0], fitting) if fitting else None

    def tellable(self, at: int, match: tuple[int, tuple[Trigger, ...]]) -> tuple[int, tuple[Trigger, ...]] | None:
        """Of the moves that begin here those that the sentence can tell; a verb ("take", "put") that can tell none is
        as plain as any other.
        """
        if self.present is None:
            self.present = gate(self.pack).present(self.lows)
        found = tuple(trigger for trigger in match[1] if self.completes(trigger, match[0], self.present))
        return (match[0], found) if found else None

    def completes(self, trigger: Trigger, end: int, present: frozenset[str]) -> bool:
        """Whether a verb's particle follows its form, and some word names the object that it asks for."""
        words = trigger.particle.split(" ")
        if trigger.particle and not any(
            self.lows[at : at + len(words)] == words for at in range(end + 1, len(self.lows) - len(words) + 1)
        ):
            return False
        return not trigger.move.object or not object_signs(trigger.move).isdisjoint(present)

    def ties(self, at: int) -> bool:
        """Whether a hyphen at `at` ties what is before it to what follows ("fired-up")."""
        return at + 1 in self.hyphened

    def describes(self, at: int, triggers: tuple[Trigger, ...]) -> bool:
        """Whether a hyphen ties what may be a verb's participle to a plain word, so that it describes ("gas-fired plants")."""
        participle = any(trigger.past or trigger.gerund for trigger in triggers)
        return participle and self.glued(at) and len(self.lows[at - 2]) > PREFIX and self.tokens[at].text.islower()

    def opens(self, at: int) -> bool:
        """Whether the token stands where a capital means nothing: first, or after a colon, dash or quotation mark."""
        return opens(self.tokens, at, self.pack.nouns_capitalised) or (at == 2 and self.dated())

    def dated(self) -> bool:
        """Whether the sentence begins with the day that a wire's report is of ("June 8 Insurance broker Acme …")."""
        return (
            not self.pack.nouns_capitalised
            and self.tokens[1].shape is Shape.NUMBER
            and "month" in self.pack.classes(self.lows[0])
        )

    def classes_at(self, at: int) -> frozenset[str]:
        """The classes of a word, by its end where it is a compound noun."""
        classes = self.pack.classes(self.lows[at])
        if classes - {"verb"} or not self.tokens[at].capital:
            return classes
        low = self.lows[at]
        found = self.pack.class_tails.find(low) or NO_CLASSES
        return found | {"firm"} if "institution" in found else found

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
        alone = last == first + 1
        opening = self.tokens[first]
        if text is None:
            text = opening.text if alone else self.slice(first, last)
        self.atoms.append(
            Atom(
                what=what,
                first=first,
                last=last,
                text=text,
                low=opening.low if alone else " ".join(self.lows[first:last]),
                classes=classes,
                type=type,
                possessive=self.tokens[last - 1].possessive if possessive is None else possessive,
                capital=opening.capital,
                rank=rank,
                triggers=triggers,
                surname=alone
                and (what is What.NAME or (what is What.WORD and self.pack.nouns_capitalised and opening.capital))
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

    def of_place(self, at: int) -> bool:
        """Whether a place's genitive stands here ("die größte Bank Italiens")."""
        return self.tokens[at].capital and self.names.of_place(self.lows[at], self.pack.genitive)

    def describes_next(self, at: int) -> bool:
        """Whether a capital word only describes the noun behind it: a place's genitive ("Israels Airline Acme"), or, by its
        ending, an adjective that has its capital from the clause it opens ("Insolventer Autobauer …", "Größter deutscher
        Autobauer …"), in front of a firm, a post or somebody meant by a trade.
        """
        if self.of_place(at):
            after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
            noun = after is not None and (after.capital or after.low.endswith(self.pack.adjective_endings))
            return noun and after is not None and after.shape is Shape.WORD
        low = self.lows[at]
        if not self.tokens[at].capital or not low.endswith(self.pack.opening_adjectives) or not self.opens(at):
            return False
        head = at + 1
        while head < len(self.tokens) and self.tokens[head].text.islower() and self.lows[head][-1] == low[-1]:
            head += 1
        while self.ties(head + 1) and head + 2 < len(self.tokens):
            head += 2
        if head >= len(self.tokens) or not self.tokens[head].capital or self.ties(at + 1):
            return False
        return self.role(head) is not None or not self.classes_at(head).isdisjoint(("firm", "human"))

    def slice(self, first: int, last: int) -> str:
        """The words of tokens as written, white space folded."""
        parts: list[str] = []
        for at in range(first, last):
            if at > first and self.tokens[at].start > self.tokens[at - 1].end:
                parts.append(" ")
            parts.append(self.tokens[at].text)
            if self.tokens[at].possessive and at + 1 < last and not self.tokens[at].text.endswith("s"):
                parts.append("'s")  # "Victoria's Secret"
        return "".join(parts)

    def role(self, at: int) -> tuple[int, Rank] | None:
        """The role that begins at a token: a fixed phrase, a head, or a compound that ends in one."""
        phrase = self.pack.role_phrases.match(self.lows, at)
        if phrase is not None:
            return phrase
        low = self.lows[at]
        open_role = self.open_role(at) if low in self.pack.open_roles else None
        if open_role is not None:
            return open_role
        if low in self.pack.role_prefixes and self.ties(at + 1):
            tied = self.role(at + 2)
            if tied is not None:
                return tied
        rank = self.pack.role_heads.get(low)
        if rank is not None:
            return None if self.family_name(at) or self.given_name(at) else (at + 1, rank)
        if not self.tokens[at].capital or low in self.pack.words:
            return None
        titled = low.startswith(self.pack.role_starts) and len(low) > LONG_ROLE
        if titled and not self.known_head(low) and self.pack.triggers.match(self.lows, at) is None:
            return at + 1, Rank.LEAD
        tail_rank = self.pack.role_tails.find(low)
        return (at + 1, tail_rank) if tail_rank is not None else None

    def family_name(self, at: int) -> bool:
        """Whether a word for a trade is a family name here: behind a given name, perhaps with an initial ("Jane Q. Brewer")."""
        if (
            self.pack.nouns_capitalised
            or not at
            or self.lows[at] not in self.names.family
            or not self.tokens[at].capital
        ):
            return False
        given = at - 1
        if given > 1 and self.tokens[given].text == "." and len(self.lows[given - 1]) == 1:
            given -= 2
        return (
            self.tokens[given].capital
            and not self.tokens[given].possessive
            and self.lows[given] in self.names.given
            and self.lows[given] not in self.pack.common
        )

    def given_name(self, at: int) -> bool:
        """Whether a word for a trade is a given name here: between a title and a family name ("adviser Dean Ball")."""
        return (
            not self.pack.nouns_capitalised
            and 0 < at < len(self.tokens) - 1
            and self.lows[at] in self.names.given
            and self.lows[at - 1] in self.pack.role_heads
            and self.tokens[at].capital
            and self.tokens[at + 1].capital
            and self.lows[at + 1] in self.names.family
            and self.lows[at + 1] not in self.names.given
        )

    def opens_field(self, at: int, employed: bool = False) -> bool:
        """Whether a capital word that runs up to the head of a post is the post's field and names no firm: in running text that
        writes the head with a capital too ("its General Partner", "as Claims Director"), so that the capital is the title's.
        What opens a phrase must stand before (a firm, where somebody is `employed`), or it is a field of work. Fails on firms of
        everyday words behind an article ("the Hinge Director").
        """
        head = 0 if self.wary or at == 0 else self.fielded_head(at)
        if not head:
            return False
        before = self.tokens[at - 1] if self.tokens[at - 1].shape is Shape.WORD or at == 1 else self.tokens[at - 2]
        if self.tokens[head].text.isupper() and not before.possessive and "own" not in self.pack.classes(before.low):
            return False  # "Hinge VP Jane Roe"
        if employed or before.possessive or self.pack.classes(before.low) & LEADS_POST:
            return True
        last = self.atoms[-1] if self.atoms and self.atoms[-1].last == at else None
        within = last is not None and last.what is What.WORD and last.capital
        if last is not None and (last.what is What.TRIGGER or last.type is Type.ORG or within):
            return True
        low = self.lows[at]
        return head == at + 1 and "area" in self.pack.classes(low) and low not in self.names.given

    def fielded_head(self, at: int) -> int:
        """The place of a head that says nothing without a field, with a capital and right behind everyday words with capitals from
        `at` on, else 0. A chief executive is one of a firm ("Hinge Chief Executive Jane Roe").
        """
        heads = self.pack.members("fielded")
        for look in range(at, min(len(self.tokens), at + FIELDS) if heads else at):
            token, classes = self.tokens[look], self.pack.classes(self.lows[look])
            role = self.role(look) if look > at else None
            if role is not None:
                return look if token.capital and token.low in heads and role[0] == look + 1 else 0
            everyday = token.capital and not token.possessive and self.is_common(token.low)
            if not (everyday and not classes & NO_FIELD) and not (look > at and "plus" in classes):
                return 0
        return 0

    def ends_post(self, at: int) -> bool:
        """Whether what stands behind "of" ends a post right before a person's name ("VP of Design Jane Roe")."""
        return (
            at > 0
            and self.lows[at - 1] in self.pack.links
            and at + 2 < len(self.tokens)
            and self.lows[at + 1] in self.names.given
            and self.tokens[at + 1].capital
            and self.tokens[at + 2].capital
        )

    def known_head(self, low: str) -> bool:
        """Whether what looks like a chief's title only begins so ("Chefsessel", "Chefsache")."""
        tail = self.pack.class_tails.find(low)
        return (tail is not None and "human" not in tail) or low.endswith(tuple(self.pack.members("no_title")))

    def open_role(self, at: int) -> tuple[int, Rank] | None:
        """A role that is open in the middle ("chief … officer")."""
        ends = self.pack.open_roles[self.lows[at]]
        for last in range(at + 2, min(len(self.tokens), at + 6)):
            low = self.lows[last]
            if low in ends:
                return last + 1, ends[low]
            if self.tokens[last].shape is Shape.MARK and low not in ("&", "-"):
                return None
            if self.tokens[last].possessive or low in self.pack.role_heads:
                return None
            if self.pack.triggers.match(self.lows, last) is not None:
                return None
        return None

    def enclosed(self, at: int) -> bool:
        """Whether one word alone stands in quotation marks (the title of a medium)."""
        return (
            0 < at < len(self.tokens) - 1 and self.tokens[at - 1].text in QUOTES and self.tokens[at + 1].text in QUOTES
        )

    def quoted(self, at: int) -> bool:
        """Whether quotation marks stand around a token, or it is written in capitals throughout ("WELT")."""
        marks = "\"“„»«'‘"
        return self.tokens[at - 1].text in marks or (
            self.tokens[at].text.isupper() and self.style is not Style.CAPITALS
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


def hyphened(tokens: Sequence[Token]) -> frozenset[int]:
    """The places of tokens that a hyphen ties to the one before."""
    return frozenset(at for at in range(2, len(tokens)) if glued(tokens, at))


def initials(text: str) -> bool:
    """Whether a word stands for given names ("J", "W.T")."""
    return all(len(part) == 1 and part.isalpha() for part in text.split("."))
