"""Which remembered human a name means, and what is known of a human or a company.

Names, remembered people and moves come in; a person's number, a `Profile`, a `CompanyProfile` or near names go
out. This module must never make one human of two: a name alone suffices only where it is rare and nothing speaks
against it, and a human's judgement outranks every rule here.

A judgement names people by spelling ("Michael Schmidt"), by a spelling with a company ("Michael Schmidt @ BMW") or
by a remembered person's number ("17").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import exp, lgamma, log

from rapidfuzz import fuzz

from bot import names
from bot.model import (
    CompanyProfile,
    Judgement,
    Kind,
    Move,
    Person,
    Post,
    Profile,
    Rank,
    Source,
    StoryStatus,
    TimelineLine,
    Verdict,
)
from bot.names import Likeness

_BELIEVED = frozenset({StoryStatus.CONFIRMED, StoryStatus.REPORTED})
_OPEN = frozenset({StoryStatus.RUMOUR, StoryStatus.PLANNED})
RUMOUR_LIFE = timedelta(days=120)
"""A rumour or plan that nobody has taken up for so long is no longer open; it stays in the timeline."""


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
        likeness = _best(names.compare(name, spelling) for spelling in spellings)
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


def _best(likenesses: Iterable[Likeness]) -> Likeness:
    order = (Likeness.DIFFERENT, Likeness.MAYBE, Likeness.SAME)
    return max(likenesses, key=order.index)


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

    `people` are candidates from the store (`names.handles` finds them, a few misspelt letters included).
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


def profile(person: Person, moves: Sequence[Move], today: datetime) -> Profile:
    """Who somebody is now and was before. The timeline runs from the oldest to the newest; open rumours stand apart.

    A believed step closes what it contradicts; a plan, a denial or a turned-back leaving ends no post. The names
    beside (`Profile.beside`) come from the articles' other people, which the caller knows.
    """
    steps = _chronicle(moves)
    rumours = [move for move in steps if _is_open(move, steps, today)]
    lines = [move for move in steps if move not in rumours]
    return Profile(
        name=person.name,
        aliases=person.aliases,
        current=_current_post(steps),
        timeline=tuple(_line(move) for move in lines),
        open_rumours=tuple(_line(move) for move in rumours),
    )


def _chronicle(moves: Sequence[Move]) -> list[Move]:
    """History first, as careers are told, then the steps by date; a looked-back step that is also told stands once."""
    told = sorted((move for move in moves if not move.past), key=lambda move: (move.date, _place(move)))
    chronicle: list[Move] = []
    for move in sorted((move for move in moves if move.past), key=lambda move: (move.date, _place(move))):
        for steps in (chronicle, told):
            twin = next((place for place, other in enumerate(steps) if _same_step(move, other)), None)
            if twin is not None:
                steps[twin] = _with_sources(steps[twin], move)
                break
        else:
            chronicle.append(move)
    return chronicle + told


def _place(move: Move) -> tuple[int, int]:
    """Where the first source tells it. A leaving and a rise of one date: the leaving comes first."""
    return (int(move.from_company is None), min((one.claim.start for one in move.told), default=0))


def _same_step(past: Move, other: Move) -> bool:
    """Whether a looked-back step is one that is also told: no end contradicts, and at least one is shared."""
    pairs = (
        (past.from_company, other.from_company),
        (past.to_company, other.to_company),
        (past.company, other.company),
    )
    shared = any(a is not None and a == b for a, b in pairs)
    return (
        shared
        and all(a == b or a is None or b is None for a, b in pairs)
        and (past.company is None) == (other.company is None)
    )


def _with_sources(move: Move, more: Move) -> Move:
    known = {(one.article.key, one.claim.quote) for one in move.told}
    new = tuple(one for one in more.told if (one.article.key, one.claim.quote) not in known)
    return replace(
        move, told=move.told + new, role=move.role or more.role, from_company=move.from_company or more.from_company
    )


def _is_open(move: Move, steps: Sequence[Move], today: datetime) -> bool:
    """Whether a rumour or plan still waits: not too old, and nothing believed has since taken its place."""
    if move.status not in _OPEN or move.past:
        return False
    last = max((one.article.published for one in move.told), default=move.date)
    if today - last > RUMOUR_LIFE:
        return False
    return not any(
        other.status in _BELIEVED and not other.past and other.date > move.date and _touches(move, other)
        for other in steps
    )


def _touches(rumour: Move, believed: Move) -> bool:
    """A believed step settles a rumour of the same company: gone after all, or risen instead."""
    return bool(_companies(rumour) & _companies(believed))


def _companies(move: Move) -> frozenset[str]:
    return frozenset(name for name in (move.company, move.from_company, move.to_company) if name)


def _current_post(steps: Sequence[Move]) -> Post | None:
    """The post after all steps, in their order."""
    post: Post | None = None
    for move in steps:
        post = _after(post, move, steps)
    return post


def _after(post: Post | None, move: Move, steps: Sequence[Move]) -> Post | None:
    since = None if move.past else move.date
    if move.status not in _BELIEVED:
        if move.status in _OPEN and not move.from_company:
            return post
        # Whoever may leave, denies it or stays, is there.
        there = move.from_company or (move.company if move.status is not StoryStatus.DENIED else None)
        return post or (Post(there, None, None, StoryStatus.REPORTED) if there else None)
    if move.to_company:
        return Post(move.to_company, move.role, since, move.status)
    if move.company:
        if move.kind is Kind.REORG:
            return post if post and post.org == move.company else Post(move.company, move.role, None, move.status)
        return Post(
            move.company, move.role or (post.role if post and post.org == move.company else None), since, move.status
        )
    stays = any(
        other.company == move.from_company
        and other.status in _BELIEVED
        and abs(other.date - move.date) <= timedelta(days=1)
        for other in steps
        if other is not move and other.kind is not Kind.REORG and not other.past
    )
    if move.from_company and (post is None or post.org == move.from_company) and not stays:
        return None
    return post


def _line(move: Move) -> TimelineLine:
    """A move as a line. Who rises inside stands with the company as `to_org`, who only leaves with `from_org`."""
    inside = move.company if move.kind is not Kind.DEPARTURE else None
    return TimelineLine(
        date=move.date,
        kind=move.kind,
        person=move.person,
        from_org=move.from_company or (move.company if move.kind is Kind.DEPARTURE else None),
        to_org=move.to_company or inside,
        role=move.role,
        status=move.status,
        sources=_sources(move),
        differences=move.differences,
        story=move.story,
        past=move.past,
    )


def _sources(move: Move) -> tuple[Source, ...]:
    """Each article once, the earliest first."""
    by_url: dict[str, Source] = {}
    for one in move.told:
        article, claim = one.article, one.claim
        by_url.setdefault(
            article.url,
            Source(article.url, article.publisher, article.language, article.published, claim.quote, claim.attribution),
        )
    return tuple(by_url.values())


def company_profile(company: str, moves: Sequence[Move], days: int, today: datetime) -> CompanyProfile:
    """Who leads a company as far as known, and who came, went and rose in the last `days` days, the newest first.

    `company` is the house's name. Leaders come from all moves given, however old, while nobody is believed to have
    left since. The net counts believed moves between two known companies only.
    """
    since = today - timedelta(days=days)
    recent = sorted(
        (move for move in moves if not move.past and since <= move.date <= today),
        key=lambda move: move.date,
        reverse=True,
    )
    standing = [move for move in recent if move.status not in (StoryStatus.DENIED, StoryStatus.REVERSED)]
    arrivals = [move for move in standing if move.to_company == company and move.from_company != company]
    departures = [move for move in standing if move.from_company == company and move.to_company != company]
    inside = [move for move in standing if move.company == company and not (move.from_company or move.to_company)]
    return CompanyProfile(
        company=company,
        days=days,
        leaders=tuple(_line(move) for move in _leaders(company, moves)),
        arrivals=tuple(map(_line, arrivals)),
        departures=tuple(map(_line, departures)),
        inside=tuple(map(_line, inside)),
        net=_net(arrivals, departures),
    )


def _leaders(company: str, moves: Sequence[Move]) -> list[Move]:
    """The latest believed step of each human that made a chief or a board member here, unless one left since."""
    leading: dict[object, Move] = {}
    for move in sorted(moves, key=lambda move: move.date):
        if move.person is None or move.status not in _BELIEVED or move.past:
            continue
        who = move.person_id or names.person_key(move.person)
        if company in (move.to_company, move.company) and move.kind is not Kind.REORG:
            if move.rank >= Rank.C_LEVEL:
                leading[who] = move
        elif move.from_company == company or move.to_company:
            leading.pop(who, None)
    return sorted(leading.values(), key=lambda move: (-move.rank, -move.date.timestamp(), move.person or ""))


def _net(arrivals: Sequence[Move], departures: Sequence[Move]) -> tuple[tuple[str, int, int], ...]:
    counts: dict[str, tuple[int, int]] = {}
    for move in arrivals:
        if move.from_company and move.status in _BELIEVED:
            came, went = counts.get(move.from_company, (0, 0))
            counts[move.from_company] = (came + 1, went)
    for move in departures:
        if move.to_company and move.status in _BELIEVED:
            came, went = counts.get(move.to_company, (0, 0))
            counts[move.to_company] = (came, went + 1)
    return tuple(
        (name, came, went)
        for name, (came, went) in sorted(counts.items(), key=lambda entry: (-sum(entry[1]), entry[0]))
    )


@dataclass(frozen=True, slots=True)
class Cluster:
    """More people leave a company than usual. `expected` is what its own base rate lets expect in `days` days, from
    `before` people in the `memory_days` days before; `chance` is the probability of so many or more by that rate."""

    company: str
    people: tuple[str, ...]
    days: int
    before: int
    memory_days: int
    expected: float
    chance: float


def cluster(
    company: str, moves: Sequence[Move], remembered_since: datetime, today: datetime, days: int = 14
) -> Cluster | None:
    """A departure cluster at `company` in the last `days` days, or None.

    It takes at least three people believed to leave, at least 60 days of own memory before the window, and p < 0.01
    by the company's own base rate (issue 4). The rate is not known but estimated from few people, so the chance is
    that of a Poisson count with Jeffreys' prior on the rate: a negative binomial with `before` + 1/2 successes.
    """
    start = today - timedelta(days=days)
    memory_days = (start - remembered_since).days
    leaving = {}
    before = set()
    for move in sorted(moves, key=lambda move: move.date):
        if move.from_company != company or move.person is None or move.past or move.status not in _BELIEVED:
            continue
        who = move.person_id or names.person_key(move.person)
        if start < move.date <= today:
            leaving[who] = move.person
        elif remembered_since <= move.date <= start:
            before.add(who)
    if len(leaving) < 3 or memory_days < 60:
        return None
    chance = _chance(len(leaving), len(before) + 0.5, memory_days, days)
    if chance >= 0.01:
        return None
    expected = (len(before) + 0.5) * days / memory_days
    return Cluster(company, tuple(leaving.values()), days, len(before), memory_days, round(expected, 3), chance)


def _chance(count: int, successes: float, memory_days: int, days: int) -> float:
    """The probability of `count` or more in `days` after `successes` in `memory_days` (negative binomial tail)."""
    stay = memory_days / (memory_days + days)
    below = sum(
        exp(lgamma(successes + n) - lgamma(successes) - lgamma(n + 1) + successes * log(stay) + n * log(1 - stay))
        for n in range(count)
    )
    return max(0.0, 1 - below)
