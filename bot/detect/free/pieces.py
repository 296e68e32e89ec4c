"""Reads the pieces of a sentence that are no noun phrases: numbers of staff, relative pronouns, single words.

In: the atoms of a sentence. Out: chunks. It must never join a name to a role.
"""

from __future__ import annotations

from bot.detect.atoms import Type, What
from bot.detect.chunks import SORTS, Chunk, Sort
from bot.detect.free.atom_view import View

JOBS_REACH = 8  # atoms from a number to the staff that it counts
CLAUSE = 40  # atoms in which a relative clause must end
RELATIVES = frozenset({"det", "rel"})


class Pieces:
    """Reads the pieces of one sentence."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.atoms = view.atoms
        self.pack = view.pack

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

    def relative(self, at: int) -> Chunk | None:
        """ ", die …" where the verb stands last: an article that opens a clause."""
        if self.view.what(at) is not What.DETERMINER or not self.view.classes(at) & RELATIVES:
            return None
        before = at - 1
        if self.view.what(before) is What.PREPOSITION:
            before -= 1
        if self.view.what(before) is not What.COMMA or self.atoms[at].low not in self.pack.case_marks:
            return None
        end = at + 1
        while end < min(len(self.atoms), at + CLAUSE) and self.view.what(end) not in (What.COMMA, What.BREAK):
            end += 1
        if self.view.what(end) is not What.COMMA and self.open_modal(before):
            return None
        if (
            end < at + 3
            or not self.view.verbal(end - 1)
            or any(self.view.what(i) is What.AUXILIARY for i in range(at + 1, end - 2))
            or self.to_infinitive(end - 1)
        ):
            return None
        return Chunk(Sort.SUBORDINATOR, at, at + 1, self.atoms[at].low, classes=frozenset({"rel"}))

    def to_infinitive(self, at: int) -> bool:
        """Whether an infinitive with "zu" stands at `at`, which ends no relative clause ("erwägt, den Chef abzuberufen")."""
        low = self.atoms[at].low
        parted = "to" in self.view.classes(at - 1) and low.endswith(self.pack.infinitive_endings)
        return parted or self.pack.joined_infinitive(low)

    def open_modal(self, at: int) -> bool:
        """Whether a modal verb before `at` still waits for its infinitive ("soll Jane Roe, noch bei Acme, die Firma leiten")."""
        for back in range(at - 1, -1, -1):
            if self.view.what(back) is What.BREAK:
                return False
            if "modal" in self.view.classes(back):
                ends = self.pack.infinitive_endings
                verbs = (i for i in range(back + 1, at) if self.view.verbal(i) and self.atoms[i].low.endswith(ends))
                return back + 1 < at and next(verbs, None) is None
        return False

    def townsmen(self, at: int) -> Chunk | None:
        """ "Die Hamburger holen …": a firm named before, by where it sits, told by the adjective of a city without a noun."""
        town = at + 1
        after = self.atoms[town + 1] if town + 1 < len(self.atoms) else None
        alone = after is None or not (after.capital or after.glued or after.what is What.QUALITY)
        townsmen = "city" in self.view.classes(town) and self.view.what(town) is What.QUALITY
        if not (alone and townsmen) or self.view.parsed.sentence.headline:
            return None
        return Chunk(Sort.FIRM, at, town + 1, self.atoms[town].low, definite=True)

    def aged(self, at: int) -> Chunk | None:
        """ "Die 58-Jährige": whoever was named before."""
        look = at + (self.view.what(at) is What.DETERMINER)
        if (
            self.view.what(look) is not What.NUMBER
            or not self.view.glued_ahead(look)
            or "aged" not in self.view.classes(look + 1)
            or not self.atoms[look + 1].capital
        ):
            return None
        return Chunk(Sort.PRONOUN, at, look + 2, self.atoms[look + 1].low, classes=frozenset({"pronoun"}))

    def latter(self, at: int) -> Chunk | None:
        """ "Dieser verlässt …": whoever was named last."""
        alone = self.view.what(at) is What.DETERMINER and "demonstrative" in self.view.classes(at)
        nominative = "nom" in self.pack.case_marks.get(self.atoms[at].low, frozenset())
        if not alone or not nominative or self.view.what(at + 1) not in (What.TRIGGER, What.AUXILIARY):
            return None
        low, classes = self.atoms[at].low, self.atoms[at].classes | {"pronoun"}
        return Chunk(Sort.PRONOUN, at, at + 1, low, classes=classes, demonstrative=True)

    def some(self, at: int) -> Chunk | None:
        """ "Zwei von ihnen", "Zwei der Forscher": a few of those told of before, whom the text may name later."""
        link = self.view.classes(at + 1)
        if self.view.what(at) is not What.NUMBER or self.atoms[at].low not in self.pack.counts or "of" not in link:
            return None
        them = "them" in self.view.classes(at + 2)
        staff = self.view.what(at + 2) in (What.STAFF, What.ROLE) and not self.view.glued_ahead(at + 2)
        if not them and not (staff and "talent" in self.view.classes(at + 2)):
            return None
        low = self.atoms[at].low
        return Chunk(Sort.PRONOUN, at, at + 3, low, group=True, number=True, classes=frozenset({"plural_pronoun"}))

    def employs(self, at: int) -> bool:
        """Whether the name at `at` is that of a firm whose staff follows: a known one, or a strange name tied to them
        ("Linden-Beschäftigte").
        """
        atom = self.atoms[at]
        strange = atom.type is Type.UNKNOWN and not atom.surname and self.view.what(at + 1) is What.STAFF
        return atom.type is Type.ORG or (strange and self.view.glued_ahead(at))

    def jobs(self, at: int) -> Chunk | None:
        compared = self.view.classes(at) & {"more", "fewer"} and "as" in self.view.classes(at + 1)
        look = at + 2 if compared else at  # "mehr als 500 Stellen"
        number = False
        while look < len(self.atoms) and look < at + JOBS_REACH:
            atom = self.atoms[look]
            if "post" in atom.classes and "share" in self.view.classes(at):
                return Chunk(Sort.JOBS, at, look + 1, atom.low, number=True, classes=atom.classes | {"jobs"})
            if atom.what is What.STAFF or (atom.what is What.ROLE and number and "talent" in atom.classes):
                follows = self.view.what(look + 1)
                if follows is What.STAFF and not self.atoms[look].glued:
                    look += 1
                    continue
                if follows is What.NAME and self.atoms[look + 1].type is Type.PERSON:
                    return None
                if "jobs" not in atom.classes and "talent" not in atom.classes:
                    return None
                names = (i for i in range(at, look) if self.view.what(i) is What.NAME)
                firm = next((self.atoms[i] for i in names if self.employs(i)), None)
                return Chunk(
                    Sort.JOBS,
                    at,
                    look + 1,
                    atom.low,
                    org=firm.text if firm is not None else None,
                    number=number,
                    talent="talent" in atom.classes,
                    classes=atom.classes,
                )
            if atom.what is What.NUMBER or "bulk" in atom.classes or "share" in atom.classes:
                number = True
            elif atom.what is What.PREPOSITION:
                if "count_link" not in atom.classes and not (number and "of" in atom.classes):
                    return None
            elif atom.what in (What.DETERMINER, What.QUALITY, What.OWN) or "added" in atom.classes:
                pass
            elif not (
                number
                and (
                    (atom.what is What.NAME and (atom.type is Type.PLACE or self.view.glued_ahead(look)))
                    or (atom.what is What.WORD and (self.view.glued_ahead(look) or "degree" in atom.classes))
                )
            ) and not (look == at and self.view.glued_ahead(look) and atom.what in (What.WORD, What.NAME)):
                break
            look += 1
        if "bulk" in self.view.classes(at) or self.atoms[at].text.endswith("%"):
            return Chunk(Sort.JOBS, at, at + 1, self.atoms[at].low, number=True, classes=frozenset({"bulk"}))
        return None
