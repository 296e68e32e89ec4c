"""What is known of a human or a company, from all that is believed.

Moves come in; a `Profile` or the `Traffic` of a company goes out. This module must never show a rumour as a fact, nor
end a post by a plan, a denial or a leaving that was turned back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import takewhile

from bot import names
from bot.model import (
    Article,
    Kind,
    Move,
    Person,
    Post,
    Profile,
    Rank,
    Source,
    Step,
    StoryStatus,
    TimelineLine,
)

BELIEVED = frozenset({StoryStatus.CONFIRMED, StoryStatus.REPORTED})
_OPEN = frozenset({StoryStatus.RUMOUR, StoryStatus.PLANNED})
RUMOUR_LIFE = timedelta(days=120)
"""A rumour or plan that nobody has taken up for so long is no longer open; it stays in the timeline."""


_MOST_STORIES = 3


def profile(person: Person, moves: Sequence[Move], today: datetime) -> Profile:
    """Who somebody is now and was before. The timeline runs from the oldest to the newest; open rumours stand apart.

    A believed step closes what it contradicts; a plan, a denial or a turned-back leaving ends no post. Who is told of
    beside (`Profile.beside`) the caller knows.
    """
    steps = _chronicle(moves)
    rumours = [move for move in steps if _is_open(move, steps, today)]
    lines = [move for move in steps if move not in rumours]
    return Profile(
        name=person.name,
        aliases=person.aliases,
        current=_current_post(steps),
        timeline=tuple(line(move, _sources(move)) for move in lines),
        open_rumours=tuple(line(move, _sources(move)) for move in rumours),
        latest=_latest(moves),
    )


def _latest(moves: Sequence[Move]) -> tuple[Source, ...]:
    """The newest article of each of the last stories."""
    newest: dict[int, Article] = {}
    for move in moves:
        for one in move.told:
            best = newest.get(move.story)
            if best is None or best.published < one.article.published:
                newest[move.story] = one.article
    by_url = {article.url: article for article in newest.values()}
    return tuple(
        Source(article.url, article.publisher, article.language, article.published, title=article.title)
        for article in sorted(by_url.values(), key=lambda article: article.published, reverse=True)[:_MOST_STORIES]
    )


def _chronicle(moves: Sequence[Move]) -> list[Move]:
    """History first, as careers are told, then the steps by date; a looked-back step that is also told stands once.

    History has no date of its own, only that of the telling. It stands first, so a step looked back on that came
    after one told at its time stands too early; articles seldom look back at what was news.
    """
    told = _in_order([move for move in moves if not move.past])
    chronicle: list[Move] = []
    for move in _in_order([move for move in moves if move.past]):
        for steps in (chronicle, told):
            twin = next((place for place, other in enumerate(steps) if _same_step(move, other)), None)
            if twin is not None:
                steps[twin] = _with_sources(steps[twin], move)
                break
        else:
            chronicle.append(move)
    return chronicle + told


def _in_order(moves: Sequence[Move]) -> list[Move]:
    """By date, then as the text tells it, but nobody leaves a company before entering it in the same telling."""
    waiting = sorted(moves, key=lambda move: (move.date, min((one.claim.start for one in move.told), default=0)))
    ordered: list[Move] = []
    while waiting:
        free = (move for move in waiting if not any(_precedes(other, move) for other in waiting if other is not move))
        move = next(free, waiting[0])
        waiting.remove(move)
        ordered.append(move)
    return ordered


def _precedes(other: Move, move: Move) -> bool:
    if other.date != move.date:
        return other.date < move.date
    enters = other.to_company is not None and other.to_company == move.from_company
    return enters and other.from_company != move.to_company


def _same_step(past: Move, other: Move) -> bool:
    """Whether a looked-back step is one that is also told: no end contradicts, at least one is shared, and inside a company
    the post is the same."""
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
        and (past.company is None or _one_post(past.role, other.role))
    )


def _one_post(past: str | None, other: str | None) -> bool:
    """Whether two posts inside one company surely are one; whoever rises held another there before, and no name of a post
    tells nothing of it."""
    return past is None or (other is not None and names.fold(past) == names.fold(other))


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
        other.status in BELIEVED and not other.past and other.date > move.date and _touches(move, other)
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
    if move.status not in BELIEVED:
        if move.status in _OPEN and not move.from_company:
            return post
        # Whoever may leave, denies it or stays, is there; and if it was only rumoured that they came, they did come.
        there = move.from_company or (move.company if move.status is not StoryStatus.DENIED else None)
        unsure = takewhile(lambda step: step.status not in BELIEVED, reversed(steps[: steps.index(move)]))
        came = next((step for step in unsure if there and step.to_company == there and step.status in _OPEN), None)
        if there and (post is None or came is not None):
            return Post(there, came.role if came else None, None, StoryStatus.REPORTED)
        return post
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
        and other.status in BELIEVED
        and abs(other.date - move.date) <= timedelta(days=1)
        for other in steps
        if other is not move and other.kind is not Kind.REORG and not other.past
    )
    if move.from_company and (post is None or post.org == move.from_company) and not stays:
        return None
    return post


def line(move: Move, sources: tuple[Source, ...]) -> TimelineLine:
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
        sources=sources,
        differences=move.differences,
        story=move.story,
        past=move.past,
        tenure=move.tenure,
    )


def _sources(move: Move) -> tuple[Source, ...]:
    """Each article once, the earliest first."""
    if not move.told:
        return ()
    by_url: dict[str, Source] = {}
    for one in move.told:
        article, claim = one.article, one.claim
        by_url.setdefault(
            article.url,
            Source(article.url, article.publisher, article.language, article.published, claim.quote, claim.attribution),
        )
    return tuple(by_url.values())


@dataclass(frozen=True, slots=True)
class Traffic:
    """Who leads a company as far as known, and who came, went and rose there, the newest first. `came_from` and `went_to`
    count the believed ones by company, None where nobody says which; the largest first."""

    leaders: tuple[Step, ...]
    arrivals: tuple[Step, ...]
    departures: tuple[Step, ...]
    inside: tuple[Step, ...]
    came_from: tuple[tuple[str | None, int], ...]
    went_to: tuple[tuple[str | None, int], ...]

    @property
    def net(self) -> tuple[tuple[str, int, int], ...]:
        """(other company, came from there, went there) of each company that is known, largest first."""
        came, went = dict(self.came_from), dict(self.went_to)
        known = [name for name in {*came, *went} if name is not None]
        counts = ((name, came.get(name, 0), went.get(name, 0)) for name in known)
        return tuple(sorted(counts, key=lambda flow: (-flow[1] - flow[2], flow[0])))


def traffic(company: str, steps: Sequence[Step], leading: Iterable[Step]) -> Traffic:
    """Sort and count the steps of a company. `company` is the house's name.

    `steps` are its own in the time that is asked for; `leading` are all of whoever ever led it: leaders come from all steps
    given, however old, while they are not believed to have left since.
    """
    recent = sorted(steps, key=lambda step: step.date, reverse=True)
    standing = [step for step in recent if step.status not in (StoryStatus.DENIED, StoryStatus.REVERSED)]
    arrivals = tuple(step for step in standing if step.to_company == company and step.from_company != company)
    departures = tuple(step for step in standing if step.from_company == company and step.to_company != company)
    inside = tuple(step for step in standing if step.company == company and not (step.from_company or step.to_company))
    every = {step.id: step for step in (*leading, *steps)}
    return Traffic(
        leaders=tuple(_leaders(company, every.values())),
        arrivals=arrivals,
        departures=departures,
        inside=inside,
        came_from=_counted(step.from_company for step in arrivals if step.status in BELIEVED),
        went_to=_counted(step.to_company for step in departures if step.status in BELIEVED),
    )


def _leaders(company: str, steps: Iterable[Step]) -> list[Step]:
    """The latest believed step of each human that made a chief or a board member here, unless one left since."""
    leading: dict[object, Step] = {}
    for step in sorted(steps, key=lambda step: step.date):
        if step.person is None or step.status not in BELIEVED:
            continue
        who = step.person_id or names.person_key(step.person)
        if company in (step.to_company, step.company) and step.kind is not Kind.REORG:
            if step.rank >= Rank.C_LEVEL:
                leading[who] = step
        elif step.from_company == company or step.to_company:
            leading.pop(who, None)
    return sorted(leading.values(), key=lambda step: (-step.rank, -step.date.timestamp(), step.person or ""))


def _counted(companies: Iterable[str | None]) -> tuple[tuple[str | None, int], ...]:
    return tuple(sorted(Counter(companies).items(), key=lambda pair: (-pair[1], pair[0] or "")))
