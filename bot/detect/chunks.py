"""Joins atoms to noun phrases: a person with role and employer is one thing, however it is written.

In: the atoms of a sentence. Out: chunks in the order of the text; a `NOUN` chunk holds a name, a role, an employer,
or all.
It must never look for verbs' arguments; it only knows which words stand together.

The same grammar serves all languages, since packs and hyphens have cut compounds into the same atoms:
    [former] [firm] [role] name   ·   name, [former] [role] [of firm],   ·   firm's name   ·   three [role]s
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.detect.atoms import Atom, Parsed, Style, Type, What
from bot.languages.pack import NO_CLASSES, Pack, Trigger
from bot.model import Rank


class Sort(StrEnum):
    """What a chunk is."""

    NOUN = "noun"
    JOBS = "jobs"
    TRIGGER = "trigger"
    PREPOSITION = "preposition"
    COMMA = "comma"
    CONJUNCTION = "conjunction"
    BREAK = "break"
    SUBORDINATOR = "subordinator"
    PRONOUN = "pronoun"
    FIRM = "firm"
    AUXILIARY = "auxiliary"
    PARTICLE = "particle"
    OTHER = "other"


@dataclass(slots=True)
class Chunk:
    """A piece of a sentence: atoms `first` up to (not with) `last`.

    `type` is the name's; a chunk with a role and no name is a person nobody names. `own` marks "its" before a role.
    """

    sort: Sort
    first: int
    last: int
    low: str = ""
    name: str | None = None
    type: Type = Type.UNKNOWN
    role: str | None = None
    rank: Rank = Rank.OTHER
    org: str | None = None
    org_type: Type = Type.UNKNOWN
    former: bool = False
    own: bool = False
    fresh: bool = False
    definite: bool = False
    group: bool = False
    surname: bool = False
    possessive: bool = False
    number: bool = False
    talent: bool = False
    classes: frozenset[str] = NO_CLASSES
    triggers: tuple[Trigger, ...] = ()
    demonstrative: bool = False
    unit: str | None = None
    """What a role is said to lead, where only its place could make it a firm's name ("Chefin der Caritas")."""

    @property
    def human(self) -> bool:
        """Whether it can be a person (or a group of them); an article stands before things ("the Sample Prize")."""
        return self.role is not None or (
            self.name is not None and (self.type is Type.PERSON or (self.type is Type.UNKNOWN and not self.definite))
        )

    @property
    def firm(self) -> bool:
        """Whether it can be an organisation."""
        return (
            self.role is None and self.name is not None and self.type in (Type.ORG, Type.UNKNOWN) and not self.surname
        )


SORTS = {
    What.TRIGGER: Sort.TRIGGER,
    What.PREPOSITION: Sort.PREPOSITION,
    What.COMMA: Sort.COMMA,
    What.CONJUNCTION: Sort.CONJUNCTION,
    What.BREAK: Sort.BREAK,
    What.SUBORDINATOR: Sort.SUBORDINATOR,
    What.PRONOUN: Sort.PRONOUN,
    What.FIRM: Sort.FIRM,
    What.AUXILIARY: Sort.AUXILIARY,
    What.PARTICLE: Sort.PARTICLE,
}
ALONE = frozenset(
    {
        What.PREPOSITION,
        What.COMMA,
        What.BREAK,
        What.CONJUNCTION,
        What.AUXILIARY,
        What.TRIGGER,
        What.PRONOUN,
        What.SUBORDINATOR,
    }
)
LEADING = (What.DETERMINER, What.QUALITY, What.OWN, What.FORMER, What.NUMBER, What.HONORIFIC)
MODIFIERS = 4  # words before the head of a role that still belong to it ("senior vice president", "hardware chief")
APART = frozenset({"say", "month", "negation", "self", "past_time"})  # words that never belong to a role
UNIT = 7  # words after "of" that still belong to a role


def chunk(parsed: Parsed, pack: Pack) -> list[Chunk]:
    """The chunks of a sentence."""
    return Joiner(parsed, pack).join()


class Joiner:
    """Joins the atoms of one sentence, from left to right."""

    def __init__(self, parsed: Parsed, pack: Pack) -> None:
        self.parsed = parsed
        self.atoms = parsed.atoms
        self.pack = pack

    def join(self) -> list[Chunk]:
        chunks: list[Chunk] = []
        at = 0
        while at < len(self.atoms):
            what = self.atoms[at].what
            if what in ALONE or (what is What.WORD and not self.before_role(at)):
                made = self.plain(at)
            else:
                made = self.jobs(at) or self.noun(at) or self.plain(at)
            chunks.append(made)
            at = made.last
        return chunks

    def before_role(self, at: int) -> bool:
        """Whether a word can begin a phrase: a role follows within a few words, or it measures."""
        atoms = self.atoms
        if "bulk" in atoms[at].classes:
            return True
        for look in range(at + 1, min(len(atoms), at + MODIFIERS + 1)):
            if atoms[look].what is What.ROLE:
                return True
            if atoms[look].what is not What.WORD:
                return False
        return False

    def plain(self, at: int) -> Chunk:
        atom = self.atoms[at]
        return Chunk(
            SORTS.get(atom.what, Sort.OTHER),
            at,
            at + 1,
            atom.low,
            classes=atom.classes,
            triggers=atom.triggers,
            possessive=atom.possessive,
        )

    def what(self, at: int) -> What | None:
        return self.atoms[at].what if at < len(self.atoms) else None

    def text(self, first: int, last: int) -> str:
        """The words of atoms `first` up to `last`, as written."""
        tokens = self.parsed.sentence.tokens[self.atoms[first].first : self.atoms[last - 1].last]
        parts: list[str] = []
        for index, token in enumerate(tokens):
            if index and token.start > tokens[index - 1].end and token.text not in ",.;":
                parts.append(" ")
            parts.append(token.text)
            if token.possessive and index < len(tokens) - 1 and tokens[index + 1].text not in ("'", "’"):
                parts.append("'s" if not token.text.endswith("s") else "'")
        return "".join(parts)

    # Jobs: "4,000 jobs", "10% of its workforce", "its workforce"

    def jobs(self, at: int) -> Chunk | None:
        if "bulk" in self.atoms[at].classes or self.atoms[at].text.endswith("%"):
            bulk = self.staffed(at)
            return bulk or Chunk(Sort.JOBS, at, at + 1, self.atoms[at].low, number=True, classes=frozenset({"bulk"}))
        return self.staffed(at)

    def staffed(self, at: int) -> Chunk | None:
        """A number of staff, up to the word for them."""
        look = at
        number = talent = False
        firm: Atom | None = None
        while look < len(self.atoms) and look < at + 9:
            atom = self.atoms[look]
            if atom.what is What.STAFF or (
                atom.what is What.ROLE and number and "talent" in atom.classes and atom.rank < Rank.LEAD
            ):
                if look + 1 < len(self.atoms) and self.atoms[look + 1].what is What.STAFF:
                    look += 1
                    continue
                talent = "talent" in atom.classes
                jobs = "jobs" in atom.classes
                if not (jobs or talent):
                    return None
                made = Chunk(Sort.JOBS, at, look + 1, atom.low, number=number, talent=talent, classes=atom.classes)
                if firm is not None:
                    made.org, made.org_type = firm.text, firm.type
                if atom.what is What.ROLE:  # "eight researchers" are jobs to a verb of hiring, people to one of leaving
                    made.role, made.rank, made.group = atom.text, atom.rank, True
                return made
            if atom.what is What.NUMBER:
                number = True
            elif atom.what is What.PREPOSITION:
                if not number or ("of" not in atom.classes and atom.low not in self.pack.stop_words):
                    return None
            elif (
                number
                and look > at
                and atom.what is What.NAME
                and atom.type in (Type.ORG, Type.UNKNOWN)
                and not atom.possessive
                and not atom.surname
            ):
                firm = atom
            elif (
                atom.what not in (What.DETERMINER, What.QUALITY, What.OWN, What.WORD)
                and not (atom.what is What.NAME and atom.type is Type.PLACE)
            ) or (look == at and atom.what is What.WORD):
                return None
            look += 1
        return None

    # Noun phrases

    def noun(self, at: int) -> Chunk | None:
        made = Chunk(Sort.NOUN, at, at)
        look = at
        while look < len(self.atoms):
            atom = self.atoms[look]
            if atom.what in LEADING:
                self.lead(made, atom)
                look += 1
            elif atom.what is What.FIRM and self.heads_role(look + 1) and made.name is None:
                made.own = True
                look += 1
            elif atom.what is What.NAME:
                if self.employs(look, made):
                    if made.org is None or atom.type is Type.ORG:
                        made.org = atom.text
                        made.org_type = Type.UNKNOWN if atom.type is Type.PERSON else atom.type
                    look += 1
                    while made.former and self.what(look) is What.WORD and not self.role_ahead(look):
                        look += 1
                    continue
                made.name, made.type, made.possessive = atom.text, atom.type, atom.possessive
                made.surname = atom.surname
                look += 1
                break
            elif self.role_ahead(look):
                look = self.role(made, look)
                if self.what(look) is What.HONORIFIC:
                    look += 1
                if self.makes_firm(look):
                    atom = self.atoms[look]
                    made.role, made.name, made.type, made.possessive = None, atom.text, Type.ORG, atom.possessive
                    made.group = False
                    look += 1
                    break
                if self.what(look) is What.NAME and self.names_role(made, look):
                    atom = self.atoms[look]
                    made.name, made.type, made.possessive = atom.text, Type.PERSON, atom.possessive
                    look += 1
                break
            else:
                break
        if made.name is None and made.role is None:
            return None
        if made.role is not None and made.name is not None:
            made.type = Type.PERSON
        made.last = look
        self.employer_after(made)
        self.apposition(made)
        return made

    def lead(self, made: Chunk, atom: Atom) -> None:
        if atom.what is What.FORMER:
            made.former = True
        elif atom.what is What.OWN:
            made.own = True
        elif atom.what is What.DETERMINER:
            made.definite = True
        elif atom.what is What.NUMBER:
            made.group = made.group or atom.low not in ("one", "1")
        if "fresh" in atom.classes:
            made.fresh = True

    def role_ahead(self, at: int) -> bool:
        """Whether a role begins here, its modifiers first ("search chief")."""
        look = at
        while look < len(self.atoms) and look <= at + MODIFIERS:
            atom = self.atoms[look]
            if atom.what is What.ROLE:
                return True
            if (
                atom.what is not What.WORD
                or atom.classes & APART
                or (look > at and not atom.glued and self.pack.nouns_capitalised)
            ):
                return False
            look += 1
        return False

    def heads_role(self, at: int) -> bool:
        """Whether what follows is a role, perhaps after adjectives."""
        while self.what(at) in (What.QUALITY, What.FORMER, What.NUMBER):
            at += 1
        return self.role_ahead(at)

    def employs(self, at: int, made: Chunk) -> bool:
        """Whether the name at `at` is the employer in front of a role or a name, not the head of the phrase."""
        atom = self.atoms[at]
        if made.role is not None:
            return False
        if atom.type is Type.PERSON and not atom.possessive:
            return self.named_role(at + 1)
        lone = atom.type is Type.UNKNOWN and (atom.surname or " " in atom.text) and not atom.possessive
        if lone and at and self.names_holder(self.atoms[at - 1]) and not self.named_role(at + 1):
            return False
        after = at + 1
        while self.what(after) in (What.QUALITY, What.FORMER, What.NUMBER, What.HONORIFIC):
            after += 1
        if self.role_ahead(after):
            return True
        if made.former and self.what(after) is What.WORD and self.what(after + 1) is What.NAME:
            return self.atoms[after + 1].type is Type.PERSON
        if atom.possessive and self.what(after) is What.NAME and self.atoms[after].type in (Type.PERSON, Type.UNKNOWN):
            return atom.type is not Type.PERSON
        return False

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

    def names_role(self, made: Chunk, at: int) -> bool:
        """Whether the name right after a role is its bearer."""
        atom = self.atoms[at]
        if atom.glued or (atom.type is Type.UNKNOWN and self.everyday(atom) and self.parsed.style is Style.PLAIN):
            return False
        return atom.type in (Type.PERSON, Type.UNKNOWN)

    def role(self, made: Chunk, at: int) -> int:
        """Reads a role with its modifiers, its unit and further roles joined by "and"; returns where it ends."""
        start = at
        while start > made.first and "standin" in self.atoms[start - 1].classes:
            start -= 1
        while self.what(at) is What.WORD:
            at += 1
        made.rank = max(made.rank, self.atoms[at].rank)
        made.group = made.group or "several" in self.pack.classes(self.atoms[at].low.split()[-1])
        at += 1
        while self.what(at) is What.ROLE and not self.atoms[at].possessive:
            made.rank = max(made.rank, self.atoms[at].rank)
            at += 1
        end, written = self.unit(made, at)
        joined = end
        if self.what(joined) in (What.COMMA, What.CONJUNCTION):
            joined += 1
            if self.what(joined) is What.CONJUNCTION:
                joined += 1
            while self.what(joined) in (What.DETERMINER, What.OWN, What.QUALITY):
                if self.what(joined) is What.DETERMINER and self.what(joined - 1) is What.COMMA:
                    break  # "…, the insurance broker": tells what the firm is
                joined += 1
            if self.role_ahead(joined) and not self.starts_other(
                joined, made.org is not None or self.what(joined - 1) is What.CONJUNCTION
            ):
                further = Chunk(Sort.NOUN, joined, joined)
                end = written = self.role(further, joined)
                made.rank = max(made.rank, further.rank)
                if made.org is None:
                    made.org, made.org_type = further.org, further.org_type
        made.role = self.text(start, written)
        return end

    def starts_other(self, at: int, employed: bool) -> bool:
        """Whether the role after a comma belongs to another person ("CEO X, president Y")."""
        look = at
        while self.what(look) in (What.WORD, What.ROLE):
            look += 1
        return (
            self.what(look) is What.NAME
            and (self.pack.free_order or not employed)
            and self.what(at - 1) in (What.COMMA, What.CONJUNCTION)
            and self.atoms[look].type is Type.PERSON
        )

    def unit(self, made: Chunk, at: int) -> tuple[int, int]:
        """Reads "of its networks unit", "für Finanzen" after a role; a firm there is the employer.

        Gives where the phrase ends, and where the role as written ends (before "of Acme").
        """
        if self.what(at) not in (What.PREPOSITION, What.DETERMINER) or "link" not in self.pack.classes(
            self.atoms[at].low
        ):
            return at, at
        look = at + 1
        end = at
        while look < len(self.atoms) and look <= at + UNIT:
            atom = self.atoms[look]
            if atom.what is What.NAME and (made.org is not None or atom.type is Type.PLACE or self.area(atom)):
                if atom.type is Type.PERSON:
                    break
                look += 1
                end = look
            elif atom.what is What.NAME and atom.type is not Type.PERSON:
                look += 1
                if atom.possessive or self.what(look) is not What.WORD:
                    made.org, made.org_type = atom.text, atom.type
                if not atom.possessive and self.what(look) is not What.WORD:
                    return look, end
                end = look
            elif atom.what in (What.DETERMINER, What.OWN, What.QUALITY):
                made.own = made.own or atom.what is What.OWN
                look += 1
            elif "month" in atom.classes or (atom.what is What.FIRM and self.atoms[look - 1].what is What.DETERMINER):
                break
            elif (
                atom.what in (What.WORD, What.STAFF, What.FIRM)
                or (atom.what is What.ROLE and atom.rank is Rank.BOARD)
                or (atom.what is What.CONJUNCTION and self.what(look + 1) in (What.WORD, What.NAME))
            ):
                look += 1
                end = look
            else:
                break
        return end, end

    def everyday(self, atom: Atom) -> bool:
        """Whether a name is made of everyday words only."""
        return atom.type is Type.UNKNOWN and all(word in self.pack.common for word in atom.low.split())

    def area(self, atom: Atom) -> bool:
        """Whether a name is that of a field of work ("Vice President of Sales")."""
        return self.everyday(atom) and any("area" in self.pack.classes(word) for word in atom.low.split())

    def employer_after(self, made: Chunk) -> None:
        """ "X of Acme", "CEO X of Acme", "X at Acme" directly after the phrase."""
        at = made.last
        if made.role is None or made.org is not None or self.what(at) is not What.PREPOSITION:
            return
        if "link" not in self.pack.classes(self.atoms[at].low):
            return
        look = at + 1
        while self.what(look) in (What.DETERMINER, What.QUALITY, What.WORD, What.FIRM) and look < at + 5:
            look += 1
        if (
            self.what(look) is What.NAME
            and self.atoms[look].type in (Type.ORG, Type.UNKNOWN)
            and not self.heads_role(look + 1)
        ):
            made.org, made.org_type = self.atoms[look].text, self.atoms[look].type
            made.last = look + 1

    def apposition(self, made: Chunk) -> None:
        """ "X, the former CEO of Acme," and "its CEO, X,": takes the phrase between the commas in."""
        at = made.last
        if self.what(at) is not What.COMMA:
            return
        if (
            made.type is Type.UNKNOWN
            and self.parsed.style is Style.TITLE
            and made.first
            and self.atoms[made.first - 1].what is What.WORD
        ):
            return  # the object of a verb ("Markets Turn Green, …")
        look = at + 1
        if made.name is not None and made.type is not Type.ORG and made.role is None:
            if (
                self.what(look) is What.SUBORDINATOR
                and "rel" in self.atoms[look].classes
                and self.what(look + 1) is What.AUXILIARY
            ):
                look += 2
            age = look
            if self.what(age) is What.NUMBER and self.what(age + 1) is What.COMMA:
                age += 2
            further = self.phrase(age)
            if (
                further is not None
                and further.role is not None
                and further.name is None
                and not further.group
                and self.closes(further.last)
            ):
                made.role, made.rank, made.org, made.org_type = (
                    further.role,
                    further.rank,
                    further.org,
                    further.org_type,
                )
                made.former, made.own = further.former, further.own
                made.type = Type.PERSON
                made.last = further.last + (self.what(further.last) is What.COMMA)
            elif age > look:
                made.type = Type.PERSON
                made.last = age
        elif made.role is not None and made.name is None and not made.group:
            atom = self.atoms[look] if look < len(self.atoms) else None
            if atom is not None and atom.what is What.HONORIFIC:
                look += 1
                atom = self.atoms[look] if look < len(self.atoms) else None
            if (
                atom is not None
                and atom.what is What.NAME
                and (
                    atom.type is Type.PERSON
                    or (atom.type is Type.UNKNOWN and (made.definite or made.own or made.org is not None))
                )
                and self.what(look + 1) in (What.COMMA, What.BREAK, None)
            ):
                made.name, made.type = atom.text, Type.PERSON
                made.last = look + 1 + (self.what(look + 1) is What.COMMA)

    def phrase(self, at: int) -> Chunk | None:
        """A noun phrase without an apposition of its own."""
        made = Chunk(Sort.NOUN, at, at)
        look = at
        while look < len(self.atoms):
            atom = self.atoms[look]
            if atom.what in LEADING:
                self.lead(made, atom)
                look += 1
            elif atom.what is What.NAME and self.employs(look, made):
                made.org, made.org_type = atom.text, atom.type
                look += 1
            elif self.role_ahead(look):
                made.last = self.role(made, look)
                self.employer_after(made)
                if self.what(made.last) is What.NAME:
                    return None
                return made
            else:
                return None
        return None

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
