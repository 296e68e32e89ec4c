"""Reads numbers of staff: "4,000 jobs", "10% of its workforce", "eight researchers".

In: the atoms of a sentence and a place. Out: a `JOBS` chunk, or nothing. It must never read a person by name.
"""

from __future__ import annotations

from bot.detect.atoms import Atom, Type, What
from bot.detect.chunks import Chunk, Sort
from bot.detect.fixed.view import View
from bot.model import Rank

BULK = frozenset(
    {"bulk", "crowd"}
)  # classes of words that count without a number: any share, or hundreds and thousands


def staff(view: View, at: int) -> Chunk | None:
    if "bulk" in view.atoms[at].classes or view.atoms[at].text.endswith("%"):
        classes = view.atoms[at].classes & BULK | {"bulk"}
        bulk = Chunk(Sort.JOBS, at, at + 1, view.atoms[at].low, number=True, classes=classes)
        return counted_staff(view, at) or bulk
    return counted_staff(view, at)


def counted_staff(view: View, at: int) -> Chunk | None:
    """A number of staff, up to the word for them."""
    look = at
    number = talent = share = False
    firm: Atom | None = None
    while look < len(view.atoms) and look < at + 9:
        atom = view.atoms[look]
        if atom.what is What.STAFF or (
            atom.what is What.ROLE
            and number
            and (("talent" in atom.classes and atom.rank < Rank.LEAD) or (share and "worker" in atom.classes))
        ):
            if look + 1 < len(view.atoms) and view.atoms[look + 1].what is What.STAFF:
                look += 1
                continue
            talent = "talent" in atom.classes
            jobs = "jobs" in atom.classes
            if not (jobs or talent or share):
                return None
            made = Chunk(Sort.JOBS, at, look + 1, atom.low, number=number, talent=talent, classes=atom.classes)
            if firm is not None:
                made.org, made.org_type = firm.text, firm.type
            if atom.what is What.ROLE:  # "eight researchers" are jobs to a verb of hiring, people to one of leaving
                made.role, made.rank, made.group = atom.text, atom.rank, True
            return made
        if atom.what is What.NUMBER or (look == at and "bulk" in atom.classes):
            number = True
        elif atom.what is What.PREPOSITION:
            if (
                not number
                or ("of" not in atom.classes and atom.low not in view.pack.stop_words)
                or "sub" in atom.classes
            ):
                return None  # "sheds 5% as traders sell"
            share = share or "of" in atom.classes  # "a third of its managers"
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
