"""Which remembered human a written name means.

Names, companies, remembered people and human judgements come in; a person's number or near people go out. This
module must never make one human of two: a name alone suffices only where it is rare and nothing speaks against it,
and a human's judgement outranks every rule here.

A judgement names people by spelling ("Michael Schmidt"), by a spelling with a company ("Michael Schmidt @ BMW") or
by a remembered person's number ("17").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot import names
from bot.model import Judgement, Person, Verdict
from bot.names import Likeness


@dataclass(frozen=True, slots=True)
class Known:
    """A remembered human with the companies, under the house's names, where he or she was seen."""

    person: Person
    companies: frozenset[str]


def choose(
    name: str, companies: frozenset[str], candidates: Sequence[Known], judgements: Sequence[Judgement] = ()
) -> int | None:
    """The number of the remembered person whom `name`, met with `companies`, means; None for a new one.

    In order: a human's word; an equal name and a shared company; a name that can be the same (initials, a surname)
    with a shared company, if one person alone fits; an equal rare name, if one person alone bears it; an equal
    name where either was never seen with a company, likewise. Else a namesake: a new person.
    """
    sure: list[tuple[int, bool, int]] = []
    likely: list[int] = []
    bearers: list[Known] = []
    for known in candidates:
        verdict = _verdict(name, companies, known, judgements)
        if verdict is Verdict.SAME_PERSON:
            return known.person.id
        if verdict is Verdict.NOT_SAME_PERSON:
            continue
        spellings = (known.person.name, *known.person.aliases)
        likeness = max(names.compare(name, spelling) for spelling in spellings)
        shared = len(companies & known.companies)
        if likeness is Likeness.SAME:
            bearers.append(known)
            if shared:
                sure.append((shared, name in spellings, -known.person.id))
        elif likeness is Likeness.MAYBE and shared:
            likely.append(known.person.id)
    if sure:
        return -max(sure)[2]
    if len(bearers) == 1:
        bearer = bearers[0]
        if not names.common(name) or not companies or not bearer.companies:
            return bearer.person.id
    if len(likely) == 1 and not bearers:
        return likely[0]
    return None


def _verdict(name: str, companies: frozenset[str], known: Known, judgements: Sequence[Judgement]) -> Verdict | None:
    """What a human has said of this name and this person, the last word first."""
    for judgement in reversed(judgements):
        if judgement.verdict not in (Verdict.SAME_PERSON, Verdict.NOT_SAME_PERSON) or judgement.other is None:
            continue
        for one, other in ((judgement.subject, judgement.other), (judgement.other, judgement.subject)):
            if _names_mention(one, name, companies) and _names_person(other, known):
                return judgement.verdict
    return None


def _names_mention(written: str, name: str, companies: frozenset[str]) -> bool:
    spelling, _, company = (part.strip() for part in written.partition("@"))
    return names.person_key(spelling) == names.person_key(name) and (not company or company in companies)


def _names_person(written: str, known: Known) -> bool:
    if written.isdecimal():
        return int(written) == known.person.id
    return any(
        _names_mention(written, spelling, known.companies) for spelling in (known.person.name, *known.person.aliases)
    )


def near(text: str, people: Sequence[Person], most: int = 5) -> tuple[Person, ...]:
    """The people whose names are nearest to what was asked for, the nearest first; none that is not near.

    `people` are candidates from the store (`names.looked_up_under` finds them, a few misspelt letters included).
    """
    asked = " ".join(sorted(names.fold(text).replace(",", " ").split()))

    def nearness(person: Person) -> float:
        best = 0.0
        for spelling in (person.name, *person.aliases):
            likeness = names.compare(text, spelling)
            bonus = {Likeness.SAME: 100.0, Likeness.MAYBE: 90.0, Likeness.DIFFERENT: 0.0}[likeness]
            best = max(best, bonus, fuzz.ratio(asked, " ".join(sorted(names.fold(spelling).split()))))
        return best

    scored = [(nearness(person), -person.id, person) for person in people]
    found = sorted((entry for entry in scored if entry[0] >= _NEAR), key=lambda entry: entry[:2], reverse=True)
    return tuple(person for _, _, person in found[:most])


_NEAR = 75.0
"""Of 100 for equal; "Alexandr Wnag" has 92, another surname under the same given name about 70."""
