"""Joins atoms to noun phrases where nouns have capitals and articles show the case (German).

In: the atoms of a sentence. Out: the same chunks that `chunks` makes for languages with a fixed order, so that all that follows
is shared. It must never look for verbs' arguments.

    [article] [adjectives] [former] [employer] role [unit] [of employer] [name] [, apposition,]   ·   [article] [trade] name   ·   number staff

What was observed: a name behind a trade ("Autozulieferer Acme") is a firm, a name tied to a role by a hyphen is its employer, and an
inflected small word between article and noun is an adjective, known or not. Fails where a family name follows a trade.
"""

from __future__ import annotations

from bot.detect.atoms import Parsed, Type, What
from bot.detect.chunks import SORTS, Chunk, Sort
from bot.languages.pack import Pack
from bot.model import Rank

LEADING = (What.DETERMINER, What.QUALITY, What.OWN, What.FORMER, What.NUMBER, What.HONORIFIC)
JOBS_REACH = 8  # atoms from a number to the staff that it counts
CLAUSE = 40  # atoms in which a relative clause must end
UNIT_REACH = 8  # atoms behind a role that can still belong to it
RELATIVES = frozenset({"det", "rel"})


def noun_phrases(parsed: Parsed, pack: Pack) -> list[Chunk]:
    """The chunks of a sentence."""
    return Phraser(parsed, pack).join()


class Phraser:
    """Joins the atoms of one sentence, from left to right."""

    def __init__(self, parsed: Parsed, pack: Pack) -> None:
        self.parsed = parsed
        self.atoms = parsed.atoms
        self.pack = pack

    def join(self) -> list[Chunk]:
        chunks: list[Chunk] = []
        at = 0
        while at < len(self.atoms):
            made = self.relative(at) or self.jobs(at) or self.noun(at) or self.plain(at)
            chunks.append(made)
            at = made.last
        return chunks

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
            own=atom.what is What.OWN,
        )

    def what(self, at: int) -> What | None:
        return self.atoms[at].what if 0 <= at < len(self.atoms) else None

    def classes(self, at: int) -> frozenset[str]:
        return self.atoms[at].classes if 0 <= at < len(self.atoms) else frozenset()

    def text(self, first: int, last: int) -> str:
        """The words of atoms `first` up to `last`, as written."""
        tokens = self.parsed.sentence.tokens[self.atoms[first].first : self.atoms[last - 1].last]
        parts: list[str] = []
        for index, token in enumerate(tokens):
            if index and token.start > tokens[index - 1].end and token.text not in ",.;":
                parts.append(" ")
            parts.append(token.text)
        return "".join(parts).strip('„“"»« ')

    # Relative pronouns

    def relative(self, at: int) -> Chunk | None:
        """ ", die …" where the verb stands last: an article that opens a clause."""
        if self.what(at) is not What.DETERMINER or not self.classes(at) & RELATIVES:
            return None
        before = at - 1
        if self.what(before) is What.PREPOSITION:
            before -= 1
        if self.what(before) is not What.COMMA or self.atoms[at].low not in self.pack.case_marks:
            return None
        end = at + 1
        while end < min(len(self.atoms), at + CLAUSE) and self.what(end) not in (What.COMMA, What.BREAK):
            end += 1
        if (
            end < at + 3
            or not self.verbal(end - 1)
            or any(self.what(i) is What.AUXILIARY for i in range(at + 1, end - 2))
        ):
            return None
        return Chunk(Sort.SUBORDINATOR, at, at + 1, self.atoms[at].low, classes=frozenset({"rel"}))

    def verbal(self, at: int) -> bool:
        atom = self.atoms[at]
        if atom.capital:
            return False
        return atom.what in (What.TRIGGER, What.AUXILIARY) or (atom.what is What.WORD and "verb" in atom.classes)

    # Jobs: "4000 Stellen", "jede zehnte Stelle", "Tausende Jobs", "Personal"

    def jobs(self, at: int) -> Chunk | None:
        look = at
        number = False
        while look < len(self.atoms) and look < at + JOBS_REACH:
            atom = self.atoms[look]
            if atom.what is What.STAFF or (atom.what is What.ROLE and number and "talent" in atom.classes):
                follows = self.what(look + 1)
                if follows is What.STAFF and not self.atoms[look].glued:
                    look += 1
                    continue
                if follows is What.NAME and self.atoms[look + 1].type is Type.PERSON:
                    return None
                if "jobs" not in atom.classes and "talent" not in atom.classes:
                    return None
                return Chunk(
                    Sort.JOBS,
                    at,
                    look + 1,
                    atom.low,
                    number=number,
                    talent="talent" in atom.classes,
                    classes=atom.classes,
                )
            if atom.what is What.NUMBER or "bulk" in atom.classes or "share" in atom.classes:
                number = True
            elif atom.what is What.PREPOSITION:
                if "count_link" not in atom.classes and not (number and "of" in atom.classes):
                    return None
            elif atom.what in (What.DETERMINER, What.QUALITY, What.OWN):
                pass
            elif not (
                number
                and (
                    (atom.what is What.NAME and (atom.type is Type.PLACE or self.glued_ahead(look)))
                    or (atom.what is What.WORD and (self.glued_ahead(look) or "degree" in atom.classes))
                )
            ) and not (look == at and self.glued_ahead(look) and atom.what in (What.WORD, What.NAME)):
                break
            look += 1
        if "bulk" in self.classes(at) or self.atoms[at].text.endswith("%"):
            return Chunk(Sort.JOBS, at, at + 1, self.atoms[at].low, number=True, classes=frozenset({"bulk"}))
        return None

    def glued_ahead(self, at: int) -> bool:
        """Whether a hyphen ties the next atom to this one ("KI-Stellen")."""
        return at + 1 < len(self.atoms) and self.atoms[at + 1].glued

    # Noun phrases

    def noun(self, at: int) -> Chunk | None:
        made = Chunk(Sort.NOUN, at, at)
        look = self.leading(made, at)
        head = self.head(made, look)
        if head is None:
            return None
        if made.org is not None and "product" in self.pack.classes(made.org.casefold()):
            made.org = None
        made.last = head
        if (
            made.group
            and not made.number
            and any(
                "singular" in marks or ("acc" in marks and "nom" not in marks)
                for atom in self.atoms[at:look]
                if (marks := self.pack.case_marks.get(atom.low))
            )
        ):
            made.group = False
        if made.role is not None and made.name is not None:
            made.type = Type.PERSON
        if made.demonstrative:
            made.classes = made.classes | {"demonstrative"}
        if made.sort is Sort.NOUN:
            self.apposition(made)
        return made

    def leading(self, made: Chunk, at: int) -> int:
        look = at
        while self.what(look) in LEADING or (look > at and self.joins_adjectives(look)):
            atom = self.atoms[look]
            if atom.what is What.OWN and look > at and self.what(look - 1) is not What.PREPOSITION:
                made.own = True
            if atom.what is What.FORMER:
                made.former = True
            elif atom.what is What.OWN:
                made.own = True
            elif atom.what is What.DETERMINER:
                made.definite = True
            elif atom.what is What.NUMBER:
                made.group = made.group or ("one" not in atom.classes and atom.low != "1")
                made.number = True
            if "fresh" in atom.classes:
                made.fresh = True
            made.demonstrative = made.demonstrative or "demonstrative" in atom.classes
            look += 1
        return look

    def joins_adjectives(self, at: int) -> bool:
        """ "ein alter und neuer Chef": a conjunction or comma between two adjectives."""
        return (
            self.what(at) is What.CONJUNCTION
            and self.what(at - 1) in (What.QUALITY, What.FORMER)
            and self.what(at + 1) in (What.QUALITY, What.FORMER)
        )

    def head(self, made: Chunk, at: int) -> int | None:
        """Reads the head at `at` and what belongs to it; gives where it ends, None where there is none."""
        look = at
        while self.employs(look) and made.org is None:
            atom = self.atoms[look]
            start = look
            while atom.what is What.NAME and self.glued_ahead(look) and self.what(look + 1) is What.NAME:
                look += 1
            if look > start:
                made.org, made.org_type = self.text(start, look + 1), Type.ORG
            elif atom.what is What.NAME and atom.type is not Type.PLACE:
                made.org, made.org_type = atom.text, Type.ORG
            elif "institution" in atom.classes or ("firm" in atom.classes and len(atom.low) > 8):
                made.org, made.org_type = atom.text, Type.ORG
            elif atom.what is What.WORD and (self.quoted(look) or self.heads(look)):
                made.org, made.org_type = atom.text, Type.ORG
            look += 1
            while self.what(look) in (What.QUALITY, What.FORMER):
                made.former = made.former or self.what(look) is What.FORMER
                look += 1
        if self.role_begins(look):
            return self.role(made, look)
        look = at
        while self.what(look) is What.WORD and self.glued_ahead(look) and self.what(look + 1) in (What.FIRM, What.WORD):
            look += 1
        if self.what(look) is not What.FIRM:
            look = at
        while self.what(look) is What.FIRM and self.names_firm(look + 1) and "institution" not in self.classes(look):
            look += 1
        if self.what(look) is What.FIRM and "institution" in self.classes(look) and self.placed(look + 1):
            made.name, made.type = self.text(look, look + 2), Type.ORG
            return look + 2
        if self.what(look) is What.NAME and self.atoms[look].possessive and not self.glued_ahead(look):
            owned = self.owned(made, look)
            if owned is not None:
                return owned
        if (
            self.what(look) is What.FIRM
            and self.what(look + 1) is What.NAME
            and not self.atoms[look + 1].glued
            and (self.atoms[look + 1].type is Type.PERSON)
        ):
            return self.name(made, look + 1, trade=False)
        if self.what(look) is What.FIRM and self.ends_firm(look + 1):
            made.name, made.type = self.atoms[look + 1].text, Type.ORG
            return look + 2
        if self.what(look) is What.FIRM:
            made.sort, made.low, made.classes = Sort.FIRM, self.atoms[look].low, self.atoms[look].classes
            if look > at or "firm" not in self.pack.classes(self.atoms[look].low):
                made.unit = self.text(at, look + 1)
            return look + 1
        if self.bare_place(at) and look == at:
            made.name, made.type = self.atoms[at].text, Type.ORG
            return at + 1
        if self.what(look) is What.NAME:
            return self.name(made, look, trade=look > at)
        if (
            self.what(look) is What.WORD
            and self.atoms[look].capital
            and self.names_firm(look + 1)
            and (self.atoms[look + 1].type is Type.ORG)
        ):
            return self.name(made, look + 1, trade=True)
        titled = self.titled(look)
        if titled:
            return self.name(made, titled, trade=False)
        if self.what(look) in (What.WORD, What.STAFF) and self.atoms[look].capital:
            made.sort = Sort.OTHER
            made.surname = self.atoms[look].surname and look == made.first and not self.glued_ahead(look)
            while self.glued_ahead(look) and self.what(look + 1) in (What.WORD, What.STAFF, What.FIRM):
                look += 1
            made.low, made.classes = self.atoms[look].low, self.atoms[look].classes
            made.possessive = self.atoms[look].possessive
            if "part" in made.classes:
                return self.whole(made, look + 1)
            return look + 1
        return None

    def titled(self, at: int) -> int:
        """Where a person's full name stands behind a word for people that no table knows ("Urgestein Jane Roe"), else 0."""
        look = at
        while self.what(look) is What.WORD and self.atoms[look].capital and look < at + 4:
            look += 1
            if self.what(look) is What.CONJUNCTION and self.what(look + 1) is What.WORD:
                look += 1
        if look == at or self.what(look) is not What.NAME or self.atoms[look].glued:
            return 0
        return look if self.atoms[look].type is Type.PERSON else 0

    def whole(self, made: Chunk, at: int) -> int:
        """ "das Labor von Acme": the firm that a part of it belongs to."""
        if self.what(at) in (What.PREPOSITION, What.DETERMINER) and "of" in self.classes(at):
            look = at + 1
            while self.what(look) in (What.DETERMINER, What.QUALITY, What.FIRM):
                look += 1
            if self.what(look) is What.NAME and self.atoms[look].type is Type.ORG and not self.glued_ahead(look):
                made.sort, made.name, made.type = Sort.NOUN, self.atoms[look].text, Type.ORG
                return look + 1
        return at

    def bare_place(self, at: int) -> bool:
        """Whether a plain noun without an article stands behind "bei" and in front of the verb's end ("scheidet bei Whirlpool aus")."""
        return (
            "at" in self.classes(at - 1)
            and self.what(at) is What.WORD
            and self.atoms[at].capital
            and not self.atoms[at].classes
            and not self.glued_ahead(at)
            and (
                at + 1 == len(self.atoms)
                or self.what(at + 1) in (What.PARTICLE, What.TRIGGER, What.PREPOSITION, What.COMMA)
            )
        )

    def placed(self, at: int) -> bool:
        """Whether a plain capital word that completes an institution's name stands at `at` ("Kunsthalle Mannheim")."""
        return (
            self.what(at) in (What.WORD, What.NAME)
            and self.atoms[at].capital
            and not self.atoms[at].glued
            and self.atoms[at].type is not Type.PERSON
            and not self.role_begins(at)
            and not self.glued_ahead(at)
        )

    def owned(self, made: Chunk, at: int) -> int | None:
        """ "Acmes KI-Abteilung" is a thing of Acme, "Acmes Research Labs" stands for Acme."""
        atom = self.atoms[at]
        look = at + 1
        while self.what(look) in (What.QUALITY, What.NUMBER):
            look += 1
        if self.role_begins(look):
            return None
        if self.what(look) is What.NAME and atom.type is Type.ORG and self.atoms[look].type is not Type.PERSON:
            made.name, made.type = atom.text, Type.ORG
            return look + 1
        start = look
        while self.glued_ahead(look) and self.what(look) in (What.WORD, What.FIRM, What.NAME):
            look += 1
        if self.what(look) not in (What.WORD, What.FIRM) or not self.atoms[look].capital or look - start > 2:
            return None
        made.sort, made.low, made.classes = Sort.OTHER, self.atoms[look].low, self.atoms[look].classes
        if atom.type is not Type.PERSON and not atom.surname:
            made.org, made.org_type = atom.text, atom.type
            if made.classes & {"unit", "part"} or self.what(look) is What.FIRM:
                made.sort, made.name, made.type, made.org = Sort.NOUN, atom.text, Type.ORG, None
        elif self.what(look) is What.FIRM:
            made.sort = Sort.FIRM
        return look + 1

    def heads(self, at: int) -> bool:
        """Whether the word tied to a chief's title can only be what he heads: no department, no common part of titles."""
        after = self.atoms[at + 1]
        return (
            after.what is What.ROLE
            and "head_role" in self.pack.classes(after.low)
            and not self.atoms[at].classes & {"department", "field", "generic", "jobs", "unit", "post"}
        )

    def quoted(self, at: int) -> bool:
        first = self.atoms[at].first
        return first > 0 and self.parsed.sentence.tokens[first - 1].text in "„“\"»«‚‘'"

    def names_firm(self, at: int) -> bool:
        """Whether a name that can be a firm's stands at `at`, tied to nothing."""
        if self.what(at) is What.FIRM:
            return self.names_firm(at + 1)
        return (
            self.what(at) is What.NAME
            and self.atoms[at].type in (Type.ORG, Type.UNKNOWN)
            and not self.atoms[at].glued
            and not self.role_begins(at + 1)
        )

    def employs(self, at: int) -> bool:
        """Whether what stands at `at` is the employer in front of a role ("Acme-Chef", "Acmes Chef", "Acme Manager")."""
        atom = self.atoms[at] if at < len(self.atoms) else None
        if atom is None or atom.what not in (What.NAME, What.FIRM, What.WORD) or not atom.capital:
            return False
        after = at + 1
        if atom.what is What.NAME:
            if self.glued_ahead(at) and self.what(after) in (What.NAME, What.WORD) and not self.role_begins(after):
                return self.employs(after)
            if atom.type is Type.PERSON and not (atom.possessive and self.role_begins(after)):
                return False
            while self.what(after) in (What.QUALITY, What.FORMER):
                after += 1
            if after > at + 1 and not atom.possessive:
                return False
            return self.role_begins(after)
        return self.glued_ahead(at) and (self.role_begins(after) or self.employs(after))

    def role_begins(self, at: int) -> bool:
        look = at
        while self.glued_ahead(look) and self.what(look) in (What.WORD, What.FIRM, What.NAME, What.STAFF, What.FORMER):
            look += 1
        if self.what(look) is What.ROLE and look > at:
            return self.what(at) is What.WORD
        return self.what(at) is What.ROLE

    def role(self, made: Chunk, at: int) -> int:
        """Reads a role, its unit, its employer and its bearer; gives where it ends."""
        start = at
        while self.what(at) is not What.ROLE:
            at += 1
        made.rank = max(made.rank, self.atoms[at].rank)
        made.group = made.group or "several" in self.pack.classes(self.atoms[at].low.split()[-1])
        made.classes = self.atoms[at].classes
        trade = "firm" in self.atoms[at].classes
        at += 1
        while self.what(at) is What.ROLE and not self.pack.classes(self.atoms[at].low) & {"several"}:
            made.rank = max(made.rank, self.atoms[at].rank)
            at += 1
        written = at
        if self.what(at) is What.HONORIFIC:
            at += 1
        if (
            self.names_firm(at)
            and not self.atoms[at].surname
            and (trade or (made.rank <= Rank.RESEARCHER and self.atoms[at].type is Type.ORG))
        ):
            made.org, made.org_type = None, Type.UNKNOWN
            return self.name(made, at, trade=True)
        if self.bears(at):
            made.role = self.text(start, written)
            made.name, made.type, made.possessive = self.atoms[at].text, Type.PERSON, self.atoms[at].possessive
            made.group = False
            return at + 1
        if self.lone_surname(at) and not made.group:
            made.role = self.text(start, written)
            made.name, made.type = self.atoms[at].text, Type.PERSON
            return at + 1
        at, written = self.unit(made, at, written)
        at, written = self.more_roles(made, at, written)
        made.role = self.text(start, written)
        if self.what(at) is What.HONORIFIC:
            at += 1
        if self.bears(at) and self.what(at - 1) is not What.COMMA:
            made.name, made.type, made.possessive = self.atoms[at].text, Type.PERSON, self.atoms[at].possessive
            made.group = False
            return at + 1
        return at

    def lone_surname(self, at: int) -> bool:
        """Whether a common noun that no field of work explains stands behind the role like a name ("CEO Gulden verlässt")."""
        atom = self.atoms[at] if at < len(self.atoms) else None
        return (
            atom is not None
            and atom.what is What.WORD
            and atom.capital
            and not atom.glued
            and (atom.surname or "department_role" not in self.pack.classes(self.atoms[at - 1].low))
            and "department" not in atom.classes
            and (
                at + 1 == len(self.atoms)
                or self.closes(at + 1)
                or self.what(at + 1) in (What.CONJUNCTION, What.PREPOSITION)
            )
        )

    def bears(self, at: int) -> bool:
        """Whether the name at `at` is that of the role's bearer."""
        if self.what(at) is not What.NAME or self.atoms[at].glued:
            return False
        return self.atoms[at].type in (Type.PERSON, Type.UNKNOWN) and not self.glued_ahead(at)

    def more_roles(self, made: Chunk, at: int, written: int) -> tuple[int, int]:
        """ "Gründer und Chef": a second role of the same person."""
        look = at + 1
        if self.what(at) is not What.CONJUNCTION:
            return at, written
        while self.what(look) in (What.DETERMINER, What.QUALITY, What.OWN):
            look += 1
        if self.what(look) is not What.ROLE or made.group:
            return at, written
        end = look + 1
        if self.bears(end):
            made.rank = max(made.rank, self.atoms[look].rank)
            return end, end
        return at, written

    def unit(self, made: Chunk, at: int, written: int) -> tuple[int, int]:
        """Reads what follows a role: "der Medizintechnik", "für Finanzen bei Acme", "des Autobauers Acme".

        Gives where the phrase ends and where the role as written ends; a firm is the employer, not a part of the role.
        """
        start = at
        while at < len(self.atoms) and at < start + UNIT_REACH:
            look = at
            opener = self.atoms[look]
            place = opener.what is What.PREPOSITION and "link" in opener.classes
            genitive = opener.what is What.DETERMINER and "of" in opener.classes
            bare = opener.what is What.WORD and opener.capital and look == start and not opener.glued
            if not (place or genitive or bare):
                break
            look += 0 if bare else 1
            while self.what(look) in (What.DETERMINER, What.QUALITY, What.OWN, What.NUMBER, What.FORMER):
                made.own = made.own or self.what(look) is What.OWN
                look += 1
            trade = look
            city = look > at and "city" in self.classes(look - 1) and self.what(look) in (What.FIRM, What.WORD)
            if city and made.org is None and self.atoms[look].capital and not self.glued_ahead(look):
                made.org, made.org_type = self.text(look - 1, look + 1), Type.ORG
                at = look + 1
                continue
            while self.what(look) is What.FIRM and self.names_firm(look + 1):
                look += 1
            if (
                self.what(look) is What.WORD
                and self.atoms[look].capital
                and self.what(look + 1) is What.NAME
                and (self.atoms[look + 1].type is Type.ORG and not self.atoms[look + 1].glued)
            ):
                look += 1
            atom = self.atoms[look] if look < len(self.atoms) else None
            if atom is None:
                break
            if (
                atom.what is What.NAME
                and self.glued_ahead(look)
                and made.org is None
                and not self.role_begins(look + 1)
            ):
                firm = Chunk(Sort.NOUN, look, look)
                end = self.head(firm, look)
                if end is not None and firm.sort is Sort.NOUN and firm.name is not None and firm.name != atom.text:
                    made.org, made.org_type = firm.name, Type.ORG
                    at = end
                    continue
            if atom.what is What.NAME and not self.glued_ahead(look):
                if atom.type is Type.PERSON and "of" not in opener.classes and look == trade:
                    break
                if atom.type is Type.PERSON or (made.org is not None and atom.type is not Type.PLACE):
                    break
                if atom.type is Type.PLACE:
                    at = written = look + 1
                    continue
                made.org, made.org_type = atom.text, Type.ORG
                at = look + 1
                if self.ends_firm(at):
                    made.org = self.text(look, at + 1)
                    at += 1
                while (
                    self.what(at) is What.CONJUNCTION
                    and self.what(at + 1) is What.NAME
                    and (self.atoms[at + 1].type is Type.ORG)
                ):
                    at += 2
                continue
            if atom.what is What.FIRM and "institution" in atom.classes and self.placed(look + 1) and made.org is None:
                made.org, made.org_type = self.text(look, look + 2), Type.ORG
                at = look + 2
                continue
            if (
                "from" in opener.classes
                and atom.what is What.WORD
                and look == start + 1
                and self.proper(look)
                and made.org is None
            ):
                made.org, made.org_type = atom.text, Type.ORG
                at = look + 1
                continue
            if atom.what is What.FIRM and not self.glued_ahead(look):
                if "firm" not in self.pack.classes(atom.low):
                    made.unit = atom.text
                made.own = made.own or genitive or place
                at = look + 1
                continue
            if opener.classes & {"from", "from_the", "at"} and atom.what is not What.NAME:
                break
            ended = self.field(look)
            if ended is None:
                break
            if atom.what is What.NAME and atom.type is Type.ORG and made.org is None:
                made.org, made.org_type = atom.text, Type.ORG
            if (
                genitive
                and ended == look + 1
                and atom.what is What.WORD
                and made.rank >= Rank.C_LEVEL
                and not atom.classes
            ):
                made.unit = atom.text
            at = written = ended
        return at, written

    def proper(self, at: int) -> bool:
        """Whether a plain noun without an article behind "von" stands alone, as only names do ("Chef von Lotus")."""
        atom = self.atoms[at]
        return (
            atom.capital
            and not self.glued_ahead(at)
            and not atom.classes - {"verb"}
            and (self.closes(at + 1) or self.what(at + 1) is What.CONJUNCTION)
        )

    def ends_firm(self, at: int) -> bool:
        """Whether a plain noun right behind a firm's name in front of the verb belongs to the name ("Chef von Acme Natur geht")."""
        return (
            self.what(at) is What.WORD
            and self.atoms[at].capital
            and not self.atoms[at].glued
            and not self.atoms[at].classes - {"verb"}
            and self.what(at + 1) in (What.TRIGGER, What.AUXILIARY)
        )

    def field(self, at: int) -> int | None:
        """The end of a department's name at `at` ("Forschung und Entwicklung", "KI-Modelle"), None where there is none."""
        look = at
        while self.glued_ahead(look) and self.what(look) in (What.WORD, What.NAME, What.FIRM, What.STAFF):
            look += 1
        if self.what(look) not in (What.WORD, What.STAFF, What.ROLE, What.FIRM) or not self.atoms[look].capital:
            return None
        if "month" in self.atoms[look].classes or self.atoms[look].triggers:
            return None
        if self.what(look) is What.ROLE and self.what(at - 1) not in (What.DETERMINER, What.PREPOSITION):
            return None
        look += 1
        if self.what(look) is What.CONJUNCTION and self.what(look + 1) is What.WORD and self.atoms[look + 1].capital:
            return look + 2
        return look

    def name(self, made: Chunk, at: int, trade: bool) -> int:
        atom = self.atoms[at]
        made.name, made.type, made.possessive, made.surname = atom.text, atom.type, atom.possessive, atom.surname
        if atom.type is Type.UNKNOWN and (trade or "at" in self.classes(at - 1)):
            made.type = Type.ORG
        if trade:
            made.role, made.group, made.surname = None, False, False
        if self.glued_ahead(at):
            return self.glued_name(made, at)
        if (
            made.type is not Type.PERSON
            and self.what(at + 1) is What.FIRM
            and not atom.possessive
            and not self.glued_ahead(at + 1)
        ):
            made.name, made.type, made.surname = self.text(at, at + 2), Type.ORG, False
            return at + 2
        return at + 1

    def glued_name(self, made: Chunk, at: int) -> int:
        """ "Acme-Konzern" is the firm; "Acme-Aktie", "Acme-Zentrale" are things of it."""
        look = at
        while self.glued_ahead(look):
            look += 1
        if (self.what(look) is What.FIRM or "unit" in self.atoms[look].classes) and len(self.atoms[at].low) > 1:
            made.type = Type.ORG
            made.surname = False
            made.classes = self.atoms[look].classes
            if (
                self.what(look) is What.FIRM
                and self.names_firm(look + 1)
                and self.atoms[look + 1].type is not Type.PERSON
            ):
                return self.name(made, look + 1, trade=True)
            return look + 1
        if self.what(look) is What.NAME:
            made.name = self.text(at, look + 1)
            return look + 1
        made.org, made.org_type = (made.name, Type.ORG) if made.type is not Type.PERSON else (None, Type.UNKNOWN)
        made.name, made.type, made.surname, made.sort = None, Type.UNKNOWN, False, Sort.OTHER
        made.low, made.classes = self.atoms[look].low, self.atoms[look].classes
        return look + 1

    # Appositions

    def apposition(self, made: Chunk) -> None:
        """ "X, früher Chef von Acme," and "der Chef von Acme, X,": takes the phrase between the commas in."""
        at = made.last
        if self.what(at) is not What.COMMA:
            return
        look = at + 1
        if self.what(look) is What.NUMBER and self.closes(look + 1) and made.type in (Type.PERSON, Type.UNKNOWN):
            made.last = look + 1
            made.type = Type.PERSON if made.name is not None else made.type
            at, look = made.last, made.last + 1
            if self.what(at) is not What.COMMA:
                return
        if made.name is not None and made.role is None and made.type in (Type.PERSON, Type.UNKNOWN):
            further = Chunk(Sort.NOUN, look, look)
            head = self.leading(further, look)
            if self.what(head) is What.PREPOSITION:
                return
            end = self.head(further, head)
            if end is not None and further.role is not None and further.name is None and self.closes(end):
                made.role, made.rank, made.org, made.org_type = (
                    further.role,
                    further.rank,
                    further.org,
                    further.org_type,
                )
                made.former, made.own, made.type = further.former, further.own, Type.PERSON
                made.last = end + (self.what(end) is What.COMMA)
        elif made.role is not None and made.name is None and not made.group:
            while self.what(look) is What.HONORIFIC:
                look += 1
            if (
                self.what(look) is What.NAME
                and self.atoms[look].type in (Type.PERSON, Type.UNKNOWN)
                and self.closes(look + 1)
                and (self.atoms[look].type is Type.PERSON or made.definite)
            ):
                made.name, made.type = self.atoms[look].text, Type.PERSON
                made.last = look + 1 + (self.what(look + 1) is What.COMMA)

    def closes(self, at: int) -> bool:
        """Whether an apposition can end here."""
        return at >= len(self.atoms) or self.what(at) in (
            What.COMMA,
            What.BREAK,
            What.TRIGGER,
            What.AUXILIARY,
        )
