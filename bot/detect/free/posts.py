"""Reads a post in languages whose nouns have capitals: the role as written, what it leads, for whom, and who holds it.

In: the atoms of a sentence and the place of a role. Out: the chunk, filled, and where it ends. It must never look
for verbs.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.detect.atoms import Type, What
from bot.detect.chunks import Chunk, Sort
from bot.detect.free.atom_view import View
from bot.languages.names import names
from bot.model import Rank

KIN = frozenset({"heirs", "human", "kin"})  # what somebody tied to a post can be ("Gründer-Enkel")
UNIT_REACH = 8  # atoms behind a role that can still belong to it
Head = Callable[[Chunk, int], int | None]
Name = Callable[[Chunk, int, bool], int]


class Posts:
    """Reads the posts of one sentence. `head` and `name` read the phrases inside, firms above all."""

    def __init__(self, view: View, head: Head, name: Name) -> None:
        self.view = view
        self.atoms = view.atoms
        self.pack = view.pack
        self.head = head
        self.name = name

    def role(self, made: Chunk, at: int) -> int:
        """Reads a role, its unit, its employer and its bearer; gives where it ends."""
        start = at
        at = self.view.completed(at)
        while self.view.what(at) is not What.ROLE:
            at += 1
        made.rank = max(made.rank, self.atoms[at].rank)
        made.group = made.group or self.view.several(at)
        made.classes = self.atoms[at].classes
        trade = "firm" in self.atoms[at].classes
        if made.org is None and at == start and (house := self.view.housed(at)) is not None:
            made.org, made.org_type = house, Type.ORG
        at += 1
        while self.view.what(at) is What.ROLE and not self.pack.classes(self.atoms[at].low) & {"several"}:
            made.rank = max(made.rank, self.atoms[at].rank)
            at += 1
        while self.view.glued_ahead(at - 1) and self.view.what(at) is What.WORD and self.atoms[at].classes <= KIN:
            made.classes = self.pack.classes(self.atoms[at].low)  # "Chef-Lobbyist", "Gründer-Enkel"
            at += 1
        titled = (
            self.view.what(at) is What.DETERMINER and "of" in self.view.classes(at) and self.view.role_begins(at + 1)
        )
        if titled and "bare_post" in made.classes:
            return self.role(made, at + 1)  # "den Posten des Finanzchefs"
        written = at
        filled = self.view.filled(made.first) or self.view.leads_field(at, made.first, made.fresh)
        if self.view.what(at) is What.HONORIFIC:
            at += 1
        if (
            self.view.names_firm(at)
            and not self.atoms[at].surname
            and (trade or (made.rank <= Rank.RESEARCHER and self.atoms[at].type is Type.ORG))
        ):
            made.org, made.org_type = None, Type.UNKNOWN
            return self.name(made, at, True)
        if self.view.bears(at) and not (filled and self.view.names_field(at)):
            made.role = self.view.text(start, written)
            made.name, made.type, made.possessive = self.atoms[at].text, Type.PERSON, self.atoms[at].possessive
            made.group = False
            return at + 1
        if self.view.lone_surname(at) and not made.group and not filled:
            made.role = self.view.text(start, written)
            made.name, made.type = self.atoms[at].text, Type.PERSON
            return at + 1
        if "successor" in made.classes:
            made.role = self.view.text(start, written)
            return at  # whose post it was stands behind it, and has a post of its own
        at, written = self.unit(made, at, written, filled)
        at, written = self.more_roles(made, at, written)
        made.role = self.view.text(start, written)
        if (
            self.view.what(at) is What.PREPOSITION
            and self.view.bears(at + 2)
            and (self.atoms[at + 1].type is Type.PLACE or "country" in self.view.classes(at + 1))
        ):
            at += 2  # "Vertriebschefin in Indien Jane Roe"
            made.role = self.view.text(start, at)
        if self.view.what(at) is What.HONORIFIC:
            at += 1
        if self.view.bears(at) and self.view.what(at - 1) is not What.COMMA:
            made.name, made.type, made.possessive = self.atoms[at].text, Type.PERSON, self.atoms[at].possessive
            made.group = False
            return at + 1
        return at

    def more_roles(self, made: Chunk, at: int, written: int) -> tuple[int, int]:
        """ "Gründer und Chef": a second role of the same person."""
        look = at + 1
        if self.view.what(at) is not What.CONJUNCTION:
            return at, written
        while self.view.what(look) in (What.DETERMINER, What.QUALITY, What.OWN):
            look += 1
        if self.view.what(look) is not What.ROLE or made.group:
            return at, written
        end = look + 1
        if self.view.bears(end):
            made.rank = max(made.rank, self.atoms[look].rank)
            return end, end
        return at, written

    def unit(self, made: Chunk, at: int, written: int, filled: bool) -> tuple[int, int]:
        """Reads what follows a role: "der Medizintechnik", "für Finanzen bei Acme", "des Autobauers Acme".

        Gives where the phrase ends and where the role as written ends; a firm is the employer, not a part of the role. Behind a
        post that is `filled`, what reads like a strange name is a field too ("Leiterin Supply Chain").
        """
        start = at
        desk = False
        while at < len(self.atoms) and at < start + UNIT_REACH:
            look = at
            opener = self.atoms[look]
            english = opener.what is What.WORD and opener.low in self.pack.links  # "Director of Sales"
            place = english or (opener.what is What.PREPOSITION and "link" in opener.classes)
            genitive = opener.what is What.DETERMINER and "of" in opener.classes
            fields = (What.WORD, What.STAFF) if filled else (What.WORD,)
            bare = opener.what in fields and opener.capital and look == start and not opener.glued
            bare = bare or (filled and look == start and self.view.names_field(look))
            if not (place or genitive or bare):
                break
            look += 0 if bare else 1
            while self.view.what(look) in (
                What.DETERMINER,
                What.QUALITY,
                What.OWN,
                What.NUMBER,
                What.FORMER,
                What.HONORIFIC,
            ):
                made.own = made.own or self.view.what(look) is What.OWN
                look += 1
            trade = look
            city = (
                look > at
                and "city" in self.view.classes(look - 1)
                and (self.view.what(look) is What.WORD or self.view.city_house(look))
            )
            if city and made.org is None and self.atoms[look].capital and not self.view.glued_ahead(look):
                made.org, made.org_type = self.view.text(look - 1, look + 1), Type.ORG
                at = look + 1
                desk = not self.view.city_house(look)
                continue
            while self.view.what(look) is What.FIRM and self.view.names_firm(look + 1):
                look += 1
            house = look
            while self.view.what(house) is What.WORD and self.view.glued_ahead(house):
                house += 1
            if house > look and self.view.what(house) is What.FIRM and self.view.names_firm(house + 1):
                look = house + 1  # "Chef der IT-Firma Acme"
            if (
                self.view.what(look) is What.WORD
                and self.atoms[look].capital
                and self.view.what(look + 1) is What.NAME
                and (self.atoms[look + 1].type is Type.ORG and not self.atoms[look + 1].glued)
            ):
                look += 1
            atom = self.atoms[look] if look < len(self.atoms) else None
            if atom is None:
                break
            tied = look
            while self.view.glued_ahead(tied):
                tied += 1
            if atom.what is What.NAME and tied > look and "relation" in self.view.classes(tied):
                made.own = True  # "der Acme-Tochter": some other firm, that only the text may name
                at = tied + 1
                if self.view.names_firm(at):
                    made.org, made.org_type = self.atoms[at].text, Type.ORG
                    at += 1
                continue
            if (
                atom.what is What.NAME
                and self.view.glued_ahead(look)
                and made.org is None
                and not self.view.role_begins(look + 1)
            ):
                firm = Chunk(Sort.NOUN, look, look)
                end = self.head(firm, look)
                if end is not None and firm.sort is Sort.NOUN and firm.name is not None and firm.name != atom.text:
                    made.org, made.org_type = firm.name, Type.ORG
                    at = end
                    continue
            if (
                atom.what is What.NAME
                and not self.view.glued_ahead(look)
                and not ((filled and bare) or (english and self.view.names_field(look)))
            ):
                if atom.type is Type.PERSON and "of" not in opener.classes and look == trade:
                    break
                if desk and atom.type is Type.ORG:
                    made.org, desk = None, False  # "Leiter der Berliner Redaktion der Zeit"
                if atom.type is Type.PERSON or (made.org is not None and atom.type is not Type.PLACE):
                    break
                if atom.type is Type.PLACE:
                    at = written = look + 1
                    continue
                made.org, made.org_type = atom.text, Type.ORG
                at = look + 1
                named_place = self.view.placed(at) and self.view.closes(at + 1) and "of" in opener.classes
                if (
                    self.view.ends_firm(at)
                    or self.view.branch(at)
                    or (named_place and self.atoms[at].low in names().places)
                ):
                    made.org = self.view.text(look, at + 1)  # "Direktor der Albertina Wien"
                    at += 1
                while (
                    self.view.what(at) is What.CONJUNCTION
                    and self.view.what(at + 1) is What.NAME
                    and (self.atoms[at + 1].type is Type.ORG)
                ):
                    at += 2
                continue
            if made.org is None and self.view.is_house(look) and (end := self.view.place_end(look + 1)):
                made.org, made.org_type = self.view.house(look, end), Type.ORG
                at = end
                continue
            if (
                "from" in opener.classes
                and atom.what is What.WORD
                and look == start + 1
                and self.view.proper(look)
                and made.org is None
            ):
                made.org, made.org_type = atom.text, Type.ORG
                at = look + 1
                continue
            if atom.what is What.FIRM and not self.view.glued_ahead(look):
                if "firm" not in self.pack.classes(atom.low) and atom.last == atom.first + 1:
                    made.unit = atom.text
                made.own = made.own or genitive or place
                at = look + 1
                continue
            if opener.classes & {"from", "from_the", "at"} and atom.what is not What.NAME:
                break
            ended = self.field(look, filled or english)
            if ended is None:
                break
            if atom.what is What.NAME and atom.type is Type.ORG and made.org is None and not bare:
                made.org, made.org_type = atom.text, Type.ORG
            if (
                genitive
                and ended == look + 1
                and atom.what is What.WORD
                and made.rank >= Rank.C_LEVEL
                and not atom.classes
            ):
                made.unit = atom.text
            at = written = self.view.sited(ended)
        return at, written

    def field(self, at: int, filled: bool) -> int | None:
        """The end of a department's name at `at` ("Forschung und Entwicklung", "KI-Modelle", "Brand Strategy"), None where there
        is none.
        """
        look = at
        while self.view.glued_ahead(look) and self.view.what(look) in (What.WORD, What.NAME, What.FIRM, What.STAFF):
            look += 1
        strange = filled and self.view.names_field(look)
        if not strange and (
            self.view.what(look) not in (What.WORD, What.STAFF, What.ROLE, What.FIRM) or not self.atoms[look].capital
        ):
            return None
        if "month" in self.atoms[look].classes or self.atoms[look].triggers:
            return None
        if self.view.what(look) is What.ROLE and self.view.what(at - 1) not in (What.DETERMINER, What.PREPOSITION):
            return None
        look = self.goes_on(look + 1, filled)
        if (
            self.view.what(look) is What.CONJUNCTION
            and self.view.what(look + 1) in (What.WORD, What.STAFF)
            and self.atoms[look + 1].capital
        ):
            return self.goes_on(look + 2, filled)
        return look

    def goes_on(self, at: int, filled: bool) -> int:
        """Where the words end that go on with a field's name ("Brand Strategy", "des Bereichs Einkauf")."""
        while self.view.tells_field(at):
            named = self.atoms[at].surname and "department" not in self.atoms[at].classes
            if named or (not filled and self.view.lone_surname(at)):
                break
            at += 1
        return at + 1 if filled and self.view.names_field(at) else at
