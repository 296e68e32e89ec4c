"""Reads a name and what is tied to it: the firm behind its trade, what somebody or a firm owns, and compounds
("Acme-Konzern" is the firm, "Acme-Aktie" a thing of it).

In: atoms, a place among them and the noun phrase that is being made. Out: where the name's phrase ends, or None; the phrase
holds what was read. It must never read a post.
"""

from __future__ import annotations

from bot.detect.atoms import Atom, Type, What
from bot.detect.chunks import Chunk, Sort
from bot.detect.free.atom_view import View
from bot.languages.names import names


class Named:
    """The names of one sentence's noun phrases."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.atoms = view.atoms
        self.pack = view.pack

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
        if house and not self.atoms[look].classes & {"relation", "owner"} and self.bearer_at(look + 1):
            made.name, made.type = self.atoms[look + 1].text, Type.PERSON  # "Acme-Legende Jane Roe"
            made.surname, made.possessive = False, self.atoms[look + 1].possessive
            return look + 2
        made.name, made.type, made.surname, made.sort = None, Type.UNKNOWN, False, Sort.OTHER
        made.low, made.classes = self.atoms[look].low, self.atoms[look].classes
        if "relation" in made.classes:
            made.unit = self.view.text(at, look + 1)  # "SAP-Rivale"
        return self.view.sited(look + 1)

    def bearer_at(self, at: int) -> bool:
        """Whether somebody's full name stands at `at`, so that a noun right before it says who they are."""
        atom = self.atoms[at] if self.view.what(at) is What.NAME else None
        return (
            atom is not None
            and atom.type is Type.PERSON
            and " " in atom.text
            and not (atom.glued or self.view.glued_ahead(at))
        )

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
