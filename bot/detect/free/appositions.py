"""Takes in what a comma sets beside a person or a post: "X, früher Chef von Acme, …", "der Chef von Acme, X, …".

In: a noun phrase that has been read, and the atoms behind it. Out: the same phrase with post, firm or name filled in, and
where it then ends. It must never look for verbs' arguments.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.detect.atoms import Type, What
from bot.detect.chunks import Chunk, Sort
from bot.detect.free.atom_view import View

REST = 8  # atoms of an apposition behind its post
TRAILING = (
    *(What.WORD, What.NAME, What.FIRM, What.STAFF),
    *(What.PREPOSITION, What.DETERMINER, What.CONJUNCTION),
)
STINTS = frozenset({"before_now", "until_now", "current"})
Leading = Callable[[Chunk, int], int]
Head = Callable[[Chunk, int], int | None]


class Appositions:
    """Reads the appositions of one sentence. `leading` and `head` read the phrases between the commas."""

    def __init__(self, view: View, leading: Leading, head: Head) -> None:
        self.view = view
        self.atoms = view.atoms
        self.pack = view.pack
        self.leading = leading
        self.head = head

    def tenure(self, at: int) -> int:
        """Where a post begins that an apposition dates first ("seit fünf Jahren Chef von Acme")."""
        while "just" in self.view.classes(at) or (
            "current" in self.view.classes(at) and "just" in self.view.classes(at + 1)
        ):
            at += 1  # "erst seit einem Jahr", "derzeit noch"
        look = at + 1
        if self.view.what(at) is not What.PREPOSITION or "until_now" not in self.view.classes(at):
            return at
        while self.view.what(look) in (What.NUMBER, What.QUALITY, What.DETERMINER) or self.view.classes(look) & {
            "time",
            "month",
        }:
            look += 1
        return look if self.view.role_begins(look) or self.view.employs(look) else at

    def further_posts(self, first: Chunk, at: int) -> int:
        """ "X, zuletzt Finanzchef und Vorstand von Acme,": further posts at the same firm; gives where they end."""
        while self.view.what(at) is What.CONJUNCTION:
            other = Chunk(Sort.NOUN, at + 1, at + 1)
            end = self.head(other, self.leading(other, at + 1))
            if end is None or other.role is None or other.name is not None or not self.view.closes(end):
                return at
            first.org, first.org_type = first.org or other.org, first.org_type if first.org else other.org_type
            at = end
        return at

    def rest(self, at: int) -> int:
        """Where an apposition ends whose last words only tell the post's place ("…, Chefin der Tanzsparte am Hafen, geht"):
        at the comma in front of the verb.
        """
        look = at
        while (
            look < min(len(self.atoms), at + REST)
            and self.view.what(look) in TRAILING
            and self.atoms[look].type is not Type.PERSON
        ):
            look += 1
        placed = self.view.what(at) is What.PREPOSITION and self.view.what(look) is What.COMMA
        return look if placed and self.view.acts(look + 1) else at

    def aside(self, at: int) -> int:
        """Where the words end that tell what a firm publishes or runs ("Acme, Herausgeberin von „A“ und „B“, …"): at a comma
        before which no verb stands; 0 where there is none.
        """
        for look in range(at, min(len(self.atoms), at + 2 * REST)):
            if self.view.what(look) in (What.TRIGGER, What.AUXILIARY, What.BREAK):
                return 0
            if self.view.what(look) is What.COMMA:
                return look
        return 0

    def stint(self, made: Chunk, at: int) -> bool:
        """ "X, zuvor bei Acme, …", "X, zuletzt Acme": the firm that somebody comes from, where no post there is told; whether it
        is so.
        """
        look = at
        while self.view.classes(look) & STINTS:
            look += 1
        once = any("before_now" in self.view.classes(place) for place in range(at, look))
        if look == at:
            return False
        if look < len(self.atoms) and self.atoms[look].type is Type.ORG and self.view.closes(look + 1):
            made.org, made.org_type, made.former, made.type = self.atoms[look].text, Type.ORG, once, Type.PERSON
            made.last = look + 1 + (self.view.what(look + 1) is What.COMMA)
            return True
        if "at" not in self.view.classes(look):
            return False
        look += 1
        while self.view.what(look) in (What.DETERMINER, What.QUALITY, What.FIRM):
            look += 1
        if not self.view.names_firm(look) or self.view.what(look + 1) is not What.COMMA:
            return False
        made.org, made.org_type, made.former, made.type = self.atoms[look].text, Type.ORG, once, Type.PERSON
        made.last = look + 2
        return True

    def goes_on(self, at: int) -> bool:
        """Whether a clause with a verb of its own begins and no apposition ("X, der zuletzt Chef von Acme war"): no article has an
        adverb behind it.
        """
        dated = bool(self.view.classes(at + 1) & {"before_now", "until_now"})
        return self.view.what(at) is What.DETERMINER and "sub" in self.view.classes(at) and dated

    def take(self, made: Chunk) -> None:
        """ "X, früher Chef von Acme," and "der Chef von Acme, X,": takes the phrase between the commas in."""
        at = made.last
        if self.view.what(at) is not What.COMMA:
            return
        look = at + 1
        if made.type is Type.ORG and made.role is None and "publishes" in self.view.classes(look):
            closing = self.aside(look)
            made.last = closing + 1 if closing else made.last
            return
        if (
            self.view.what(look) is What.NUMBER
            and self.view.closes(look + 1)
            and made.type in (Type.PERSON, Type.UNKNOWN)
        ):
            made.last = look + 1
            made.type = Type.PERSON if made.name is not None else made.type
            at, look = made.last, made.last + 1
            if self.view.what(at) is not What.COMMA:
                return
        if made.name is not None and made.role is None and made.type in (Type.PERSON, Type.UNKNOWN):
            if self.stint(made, look) or self.goes_on(look):
                return
            further = Chunk(Sort.NOUN, look, look)
            head = self.leading(further, self.tenure(look))
            if self.view.what(head) is What.PREPOSITION:
                return
            end = self.head(further, head)
            if further.org is not None and "product" in self.pack.classes(further.org.casefold()):
                further.org = None
            if end is not None and further.name is not None and further.org is not None and made.type is Type.PERSON:
                # "Jane Roe, Chefin von Acme Green Power,": a firm's name goes on
                further.org, further.name = f"{further.org} {further.name}", None
            if end is not None and further.role is not None and further.name is None:
                end = self.rest(self.further_posts(further, end))
            if end is not None and further.role is not None and further.name is None and self.view.closes(end):
                made.role, made.rank, made.org, made.org_type = (
                    further.role,
                    further.rank,
                    further.org,
                    further.org_type,
                )
                made.former, made.own, made.type = further.former, further.own, Type.PERSON
                made.last = end + (self.view.what(end) is What.COMMA)
        elif made.role is not None and made.name is None and not made.group:
            while self.view.what(look) in (What.HONORIFIC, What.DETERMINER) or (
                look > at + 1 and "human" in self.view.classes(look)
            ):
                look += 1
            if (
                self.view.what(look) is What.NAME
                and self.atoms[look].type in (Type.PERSON, Type.UNKNOWN)
                and self.view.closes(look + 1)
                and (made.definite or (self.atoms[look].type is Type.PERSON and not self.view.acts(look + 1)))
            ):
                made.name, made.type = self.atoms[look].text, Type.PERSON
                made.last = look + 1 + (self.view.what(look + 1) is What.COMMA)
