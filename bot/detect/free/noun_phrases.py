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

from bot.detect.atoms import Parsed, Type, What
from bot.detect.chunks import Chunk, Sort
from bot.detect.free.appositions import Appositions
from bot.detect.free.atom_view import View
from bot.detect.free.named import Named
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
        self.named = Named(self.view)
        self.posts = Posts(self.view, self.head, self.named.name)
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
        if self.view.title_end(at, made.first):
            return self.posts.role(made, at)
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
            return self.named.name(made, look + 1, trade=True)
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
            owned = self.named.owned(made, look)
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
            return self.named.name(made, look + 1, trade=firm)
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
            return self.named.name(made, look, trade=look > at)
        if (
            self.view.what(end) is What.WORD
            and self.atoms[end].capital
            and self.view.names_firm(end + 1)
            and self.atoms[end + 1].type is Type.ORG
            and not self.view.led_aside(look)
        ):
            return self.named.name(made, end + 1, trade=True)
        if look == made.first and self.view.joins_name(look) and self.view.opens_clause(look, look + 2):
            made.name = self.view.text(look, look + 2)  # "Linden-Vahlkamp streicht …"
            return look + 2
        titled = self.view.titled(look)
        if titled:
            return self.named.name(made, titled, trade=False)
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
                return self.named.whole(made, look + 1)
            return look + 1
        return None

    def one_firm(self, made: Chunk, at: int) -> bool:
        """Whether a headline means one firm by a word for its trade, which opens a clause without an article ("Airline streicht
        …"), or behind an adjective where it is a word for any firm ("Schweizer Bank …").
        """
        told = made.first < at or "generic" not in self.view.classes(at)
        one = not (made.definite or made.own or made.group or made.fresh or "institution" in self.view.classes(at))
        return self.view.opens_headline(made.first) and told and one

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
