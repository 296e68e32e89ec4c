"""Joins atoms to noun phrases where nouns have capitals and articles show the case (German).

In: the atoms of a sentence. Out: the same chunks that `fixed` makes for languages with a fixed order, so that all
that follows is shared. It must never look for verbs' arguments.

    [article] [adjectives] [former] [employer] role [unit] [of employer] [name] [, apposition,]
    [article] [trade] name   ·   number staff

What was observed: a name behind a trade ("Autozulieferer Acme") is a firm, a name tied to a role by a hyphen is its
employer, and an inflected small word between article and noun is an adjective, known or not. Fails where a family
name follows a trade.
"""

from __future__ import annotations

from bot.detect.atoms import Atom, Parsed, Type, What
from bot.detect.chunks import Chunk, Sort
from bot.detect.free.appositions import Appositions
from bot.detect.free.atom_view import View
from bot.detect.free.pieces import Pieces
from bot.detect.free.posts import Posts
from bot.languages.names import names
from bot.languages.pack import Pack

ALONE = frozenset(
    (What.COMMA, What.BREAK, What.CONJUNCTION, What.AUXILIARY, What.TRIGGER, What.PRONOUN, What.SUBORDINATOR)
)
LEADING = (What.DETERMINER, What.QUALITY, What.OWN, What.FORMER, What.NUMBER, What.HONORIFIC)


def noun_phrases(parsed: Parsed, pack: Pack) -> list[Chunk]:
    """The chunks of a sentence."""
    return Phraser(parsed, pack).join()


class Phraser:
    """Joins the atoms of one sentence, from left to right."""

    def __init__(self, parsed: Parsed, pack: Pack) -> None:
        self.atoms = parsed.atoms
        self.pack = pack
        self.view = View(parsed, pack)
        self.pieces = Pieces(self.view)
        self.posts = Posts(self.view, self.head, self.name)
        self.appositions = Appositions(self.view, self.leading, self.head)

    def join(self) -> list[Chunk]:
        chunks: list[Chunk] = []
        at = 0
        while at < len(self.atoms):
            made = self.pieces.plain(at) if self.alone(at) else self.joined(at)
            chunks.append(made)
            at = made.last
        return chunks

    def alone(self, at: int) -> bool:
        """Whether nothing can begin at `at` but what is a chunk by itself: a mark, a verb, a small word of no class."""
        atom = self.atoms[at]
        small = atom.what is What.WORD and not (atom.capital or atom.classes)
        return atom.what in ALONE or (small and not self.view.glued_ahead(at))

    def joined(self, at: int) -> Chunk:
        what = self.atoms[at].what
        opened = None
        if what is What.DETERMINER:
            opened = (
                self.pieces.relative(at) or self.pieces.aged(at) or self.pieces.latter(at) or self.pieces.townsmen(at)
            )
        elif what is What.NUMBER:
            opened = self.pieces.aged(at) or self.pieces.some(at)
            if self.view.dates(at) and not self.pieces.jobs(at):
                return self.pieces.plain(at)
        return opened or self.pieces.jobs(at) or self.noun(at) or self.pieces.plain(at)

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
            self.appositions.take(made)
        return made

    def leading(self, made: Chunk, at: int) -> int:
        look = at
        while (
            self.view.what(look) in LEADING or (look > at and self.joins_adjectives(look)) or self.counts_bearers(look)
        ):
            atom = self.atoms[look]
            if atom.what is What.PRONOUN:
                made.group = made.number = True
            if atom.what is What.OWN and look > at and self.view.what(look - 1) is not What.PREPOSITION:
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

    def counts_bearers(self, at: int) -> bool:
        """ "die beiden Kreativchefs": a pronoun for several in front of their post."""
        if "plural_pronoun" not in self.view.classes(at):
            return False
        look = at + 1
        while self.view.what(look) in (What.QUALITY, What.FORMER):
            look += 1
        return self.view.role_begins(look) or self.view.employs(look)

    def joins_adjectives(self, at: int) -> bool:
        """ "ein alter und neuer Chef": a conjunction or comma between two adjectives."""
        return (
            self.view.what(at) is What.CONJUNCTION
            and self.view.what(at - 1) in (What.QUALITY, What.FORMER)
            and self.view.what(at + 1) in (What.QUALITY, What.FORMER)
        )

    def head(self, made: Chunk, at: int) -> int | None:
        """Reads the head at `at` and what belongs to it; gives where it ends, None where there is none."""
        shared = self.firms(made, at)
        if shared is not None:
            return shared
        look = at
        field: int | None = None
        while self.view.employs(look) and made.org is None:
            atom = self.atoms[look]
            start = look
            while self.view.doubled(look) or self.view.joins_name(look):
                look += 1
            if look > start:
                made.org, made.org_type = self.view.text(start, look + 1), Type.ORG
            elif (
                (atom.what is What.NAME and atom.type is not Type.PLACE and not self.boss(look))
                or "institution" in atom.classes
                or ("firm" in atom.classes and len(atom.low) > 8)
                or (atom.what is What.WORD and (self.view.quoted(look) or self.view.heads(look)))
            ):
                made.org, made.org_type = atom.text, Type.ORG
            elif atom.what is What.WORD and self.view.glued_ahead(look):
                field = look if field is None else field
            look += 1
            while self.view.what(look) in (What.QUALITY, What.FORMER):
                made.former = made.former or self.view.what(look) is What.FORMER
                made.fresh = made.fresh or "fresh" in self.view.classes(look)
                look += 1
        if self.view.role_begins(look):
            return self.posts.role(made, look if field is None else field)
        if "owner" in self.view.classes(look) and self.view.names_firm(look + 1) and self.view.what(look) is What.WORD:
            made.classes = self.view.classes(look)  # "Großaktionär Porsche"
            return self.name(made, look + 1, trade=True)
        look = at
        while (
            self.view.what(look) is What.WORD
            and self.view.glued_ahead(look)
            and self.view.what(look + 1) in (What.FIRM, What.WORD)
        ) or (look == at and self.view.joins_name(look) and self.view.glued_ahead(look + 1)):
            look += 1 + (self.view.what(look + 1) is What.NAME)
        end = look
        if self.view.what(look) is not What.FIRM:
            look = at
        while (
            self.view.what(look) is What.FIRM
            and self.view.names_firm(look + 1)
            and "institution" not in self.view.classes(look)
        ):
            look += 1
        if (
            self.view.what(look) is What.FIRM
            and "institution" in self.view.classes(look)
            and (end := self.view.place_end(look + 1))
        ):
            made.name, made.type = self.view.text(look, end), Type.ORG
            return end
        if self.view.what(look) is What.NAME and self.atoms[look].possessive and not self.view.glued_ahead(look):
            owned = self.owned(made, look)
            if owned is not None:
                return owned
        if (
            self.view.what(look) is What.FIRM
            and self.view.what(look + 1) is What.NAME
            and not self.atoms[look + 1].glued
            and (self.atoms[look + 1].type is Type.PERSON)
        ):
            lone = " " not in self.atoms[look + 1].text and self.atoms[look].low in self.pack.members("firm")
            strange = self.atoms[look + 1].low.split()[0] not in names().given
            firm = lone or strange  # "das Start-up Alex", "die Airline El Al"
            return self.name(made, look + 1, trade=firm)
        if self.view.what(look) is What.FIRM and self.view.ends_firm(look + 1):
            made.name, made.type = self.atoms[look + 1].text, Type.ORG
            return look + 2
        if self.view.what(look) is What.FIRM and look == at and self.view.city_house(look):
            made.name, made.type = self.view.text(look - 1, look + 1), Type.ORG
            return look + 1
        compound = self.view.glued_ahead(look) and self.view.what(look + 1) is What.WORD  # "Fintech-Pionier": no firm
        if self.view.what(look) is What.FIRM and not compound:
            made.sort, made.low, made.classes = Sort.FIRM, self.atoms[look].low, self.atoms[look].classes
            if look > at or "firm" not in self.pack.classes(self.atoms[look].low):
                made.unit = self.view.text(at, look + 1)
            elif self.one_firm(made, look):
                made.unit = self.view.text(made.first if "generic" in made.classes else at, look + 1)
            return look + 1
        if self.view.bare_place(at) and look == at:
            made.name, made.type = self.atoms[at].text, Type.ORG
            return at + 1
        if self.view.what(look) is What.NAME:
            return self.name(made, look, trade=look > at)
        if (
            self.view.what(end) is What.WORD
            and self.atoms[end].capital
            and self.view.names_firm(end + 1)
            and self.atoms[end + 1].type is Type.ORG
        ):
            return self.name(made, end + 1, trade=True)
        if look == made.first and self.view.joins_name(look) and self.view.opens_clause(look, look + 2):
            made.name = self.view.text(look, look + 2)  # "Linden-Vahlkamp streicht …"
            return look + 2
        titled = self.view.titled(look)
        if titled:
            return self.name(made, titled, trade=False)
        if self.view.what(look) in (What.WORD, What.STAFF, What.FIRM) and self.atoms[look].capital:
            made.sort = Sort.OTHER
            made.surname = self.atoms[look].surname and look == made.first and not self.view.glued_ahead(look)
            while self.view.glued_ahead(look) and self.view.tied(look + 1):
                look += 1
            made.low, made.classes = self.atoms[look].low, self.atoms[look].classes
            made.possessive = self.atoms[look].possessive
            if (sited := self.view.sited(look + 1)) > look + 1:
                return sited
            if "part" in made.classes:
                return self.whole(made, look + 1)
            return look + 1
        return None

    def one_firm(self, made: Chunk, at: int) -> bool:
        """Whether a headline means one firm by a word for its trade, which opens a clause without an article ("Airline streicht
        …"), or behind an adjective where it is a word for any firm ("Schweizer Bank …").
        """
        told = made.first < at or "generic" not in self.view.classes(at)
        one = not (made.definite or made.own or made.group or made.fresh or "institution" in self.view.classes(at))
        return self.view.opens_headline(made.first) and told and one

    def names_bearer(self, at: int) -> bool:
        """Whether somebody's full name stands at `at`, so that a noun right before it says who they are."""
        atom = self.atoms[at] if self.view.what(at) is What.NAME else None
        return (
            atom is not None
            and atom.type is Type.PERSON
            and " " in atom.text
            and not (atom.glued or self.view.glued_ahead(at))
        )

    def boss(self, at: int) -> bool:
        """ "Jane Roes Büroleiterin": somebody's, and no firm's."""
        atom = self.atoms[at]
        return atom.possessive and atom.type is Type.PERSON and " " in atom.text and not self.view.glued_ahead(at)

    def firms(self, made: Chunk, at: int) -> int | None:
        """ "Acme- und Apex-Chef": one post at firms of which only the last has its end written out."""
        if at >= len(self.atoms) or self.atoms[at].type is not Type.ORG:
            return None
        last = self.view.completed(at)
        if last == at or not self.view.employs(last):
            return None
        end = self.head(made, last)
        made.org, made.org_type = self.atoms[at].text, Type.ORG
        return end

    def whole(self, made: Chunk, at: int) -> int:
        """ "das Labor von Acme": the firm that a part of it belongs to."""
        if self.view.what(at) in (What.PREPOSITION, What.DETERMINER) and "of" in self.view.classes(at):
            look = at + 1
            while self.view.what(look) in (What.DETERMINER, What.QUALITY, What.FIRM):
                look += 1
            if (
                self.view.what(look) is What.NAME
                and self.atoms[look].type is Type.ORG
                and not self.view.glued_ahead(look)
            ):
                made.sort, made.name, made.type = Sort.NOUN, self.atoms[look].text, Type.ORG
                return look + 1
        return at

    def owned(self, made: Chunk, at: int) -> int | None:
        """ "Acmes KI-Abteilung" is a thing of Acme, "Acmes Research Labs" stands for Acme, "Jane Roes Acme" is Acme."""
        atom = self.atoms[at]
        if (
            atom.type is Type.PERSON
            and self.view.what(at + 1) is What.NAME
            and self.atoms[at + 1].type is Type.ORG
            and not self.view.role_begins(at + 2)
        ):
            return self.name(made, at + 1, trade=False)
        look = at + 1
        while self.view.what(look) in (What.QUALITY, What.NUMBER):
            look += 1
        if self.view.role_begins(look):
            return None
        if self.view.what(look) is What.NAME and atom.type is Type.ORG and self.atoms[look].type is not Type.PERSON:
            made.name, made.type = atom.text, Type.ORG
            return look + 1
        start = look
        while self.view.glued_ahead(look) and self.view.what(look) in (What.WORD, What.FIRM, What.NAME):
            look += 1
        if self.view.what(look) not in (What.WORD, What.FIRM) or not self.atoms[look].capital or look - start > 2:
            return None
        made.sort, made.low, made.classes = Sort.OTHER, self.atoms[look].low, self.atoms[look].classes
        if atom.type is not Type.PERSON and not atom.surname:
            made.org, made.org_type = atom.text, atom.type
            if "relation" in made.classes and self.view.what(look) is What.FIRM:
                made.sort, made.org = Sort.FIRM, None  # "Acmes Tochter": some other firm
            elif made.classes & {"unit", "part"} or self.view.what(look) is What.FIRM:
                made.sort, made.name, made.type, made.org = Sort.NOUN, atom.text, Type.ORG, None
        elif self.view.what(look) is What.FIRM:
            made.sort = Sort.FIRM
        return look + 1

    def name(self, made: Chunk, at: int, trade: bool) -> int:
        atom = self.atoms[at]
        made.name, made.type, made.possessive, made.surname = atom.text, atom.type, atom.possessive, atom.surname
        if trade or ((atom.type is Type.UNKNOWN or self.double(atom)) and self.view.leads_to_house(at)):
            made.type = Type.ORG
        if trade:
            made.role, made.group, made.surname = None, False, False
        if self.view.glued_ahead(at):
            return self.glued_name(made, at)
        if made.type is Type.ORG and self.view.branch(at + 1) and not atom.possessive:
            made.name = self.view.text(at, at + 2)  # "Acme Österreich"
            return at + 2
        if (
            made.type is not Type.PERSON
            and self.view.what(at + 1) is What.FIRM
            and not atom.possessive
            and not self.view.glued_ahead(at + 1)
        ):
            town = atom.type is Type.UNKNOWN and atom.low.endswith(tuple(self.pack.members("town_end")))
            if town and made.definite and "trade" in self.view.classes(at + 1):  # "den Bad Vilbeler Konzern"
                made.sort, made.name, made.type, made.surname = Sort.FIRM, None, Type.UNKNOWN, False
                made.low, made.classes = self.atoms[at + 1].low, self.atoms[at + 1].classes
                return at + 2
            made.name, made.type, made.surname = self.view.text(at, at + 2), Type.ORG, False
            return at + 2
        return at + 1

    def double(self, atom: Atom) -> bool:
        """Whether a hyphen and no given name make a name ("Linden-Vahlkamp"), which behind "bei" is a firm's."""
        first, _, last = atom.text.partition("-")
        return bool(last) and " " not in atom.text and first.casefold() not in names().given

    def glued_name(self, made: Chunk, at: int) -> int:
        """ "Acme-Konzern" is the firm; "Acme-Aktie", "Acme-Zentrale" are things of it."""
        look = at
        while self.view.glued_ahead(look):
            look += 1
        if self.view.what(look) is What.TRIGGER:  # "Acme-Stellenabbau", "Jane-Roe-Rücktritt"
            given, _, family = self.atoms[at].text.partition("-")
            made.name = f"{given} {family}" if family and given.casefold() in names().given else made.name
            return look
        whole = self.atoms[at].type is Type.PERSON and " " in self.atoms[at].text
        if whole and self.view.what(look) is What.FIRM and not self.pack.classes(self.atoms[look].low):
            made.name = self.view.text(at, look + 1)  # "Jane Roe-Obenhaus"
            return look + 1
        if "owner" in self.view.classes(look) and self.view.names_firm(look + 1):
            made.classes = self.view.classes(look)  # "VW-Großaktionär Porsche"
            return self.name(made, look + 1, trade=True)
        if (self.view.what(look) is What.FIRM or "unit" in self.atoms[look].classes) and len(self.atoms[at].low) > 1:
            if "relation" in self.atoms[look].classes and not self.view.names_firm(look + 1):
                made.sort, made.name, made.type, made.surname = Sort.FIRM, None, Type.UNKNOWN, False
                made.low, made.classes = self.atoms[look].low, self.atoms[look].classes
                made.unit = self.view.text(at, look + 1)  # "Acme-Mutter": a firm of its own, by no name
                return look + 1
            made.type = Type.ORG
            made.surname = False
            made.classes = self.atoms[look].classes
            if "institution" in made.classes and not self.view.names_firm(look + 1):
                made.name = self.view.text(at, look + 1)  # "die Mendelssohn-Stiftung"
                return look + 1
            if (
                self.view.what(look) is What.FIRM
                and self.view.names_firm(look + 1)
                and self.atoms[look + 1].type is not Type.PERSON
            ):
                return self.name(made, look + 1, trade=True)
            return look + 1
        rival = "relation" in self.atoms[look].classes and self.view.names_firm(look + 1)
        if rival and self.atoms[look + 1].type is Type.ORG:
            return self.name(made, look + 1, trade=True)  # "zum Acme-Rivalen Initech"
        if self.view.what(look) is What.NAME:
            made.name = self.view.text(at, look + 1)
            return look + 1
        somebody = self.atoms[look].classes & ({"kin"} if made.type is Type.ORG else {"kin", "human"})
        of_firm = made.type is not Type.PERSON and not somebody  # no "Quandt-Erbe", no "Robotik-Pionier"
        made.org, made.org_type = (made.name, Type.ORG) if of_firm else (None, Type.UNKNOWN)
        house = self.atoms[at].type is Type.ORG and self.atoms[at].low not in self.pack.silent_orgs
        if house and not self.atoms[look].classes & {"relation", "owner"} and self.names_bearer(look + 1):
            made.name, made.type = self.atoms[look + 1].text, Type.PERSON  # "Acme-Legende Jane Roe"
            made.surname, made.possessive = False, self.atoms[look + 1].possessive
            return look + 2
        made.name, made.type, made.surname, made.sort = None, Type.UNKNOWN, False, Sort.OTHER
        made.low, made.classes = self.atoms[look].low, self.atoms[look].classes
        if "relation" in made.classes:
            made.unit = self.view.text(at, look + 1)  # "SAP-Rivale"
        return self.view.sited(look + 1)
