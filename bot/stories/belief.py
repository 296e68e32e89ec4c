"""What the house believes of a story: one `Move` for each human's step and each company's doing, over all sources.

A story's sources come in; moves go out, the most important first. Nothing is averaged and nothing overwritten: what
is chosen and what is only said to differ stands in choice.py, how firm it is in standing.py. This module must never
make one human of two.

How a step comes to be: the story's claims are divided by human (the fullest names found the humans; a SAME name
joins, a surname or initials join the only human they can mean), each human's claims by step (steps.py). Claims
without a name join the one step whose side, company and post they fit. Leaving A and arriving at B become one move.

A company that hires in force from two others within the window of a story hires in one wave: one move, its origins side by
side and each with its counts (`Move.origins`). A reader wants to know how big the wave is and from where; two alerts a day
apart would each hide half of it, and an origin more is no disagreement.

A leaving is *reversed* when the same human rises inside the same company after it: in a later article, unless the
leaving was a fact; in the same article only if all that was told was a plan. Who steps down as chief and becomes
chairman on the same day has not turned back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot import names
from bot.companies import Directory
from bot.model import Claim, ClaimStatus, Judgement, Kind, Move, Rank, Story, StoryStatus, Told, Verdict
from bot.names import Likeness
from bot.stories import choice, roles, standing
from bot.stories.steps import COMPANY_KINDS, Fit, Step, fit, step

_IMPORTANCE = (
    StoryStatus.CONFIRMED,
    StoryStatus.REPORTED,
    StoryStatus.REVERSED,
    StoryStatus.PLANNED,
    StoryStatus.RUMOUR,
    StoryStatus.DENIED,
)
"""Of equal rank, what is sure comes first and a turn before what may come."""


def believe(story: Story, directory: Directory, judgements: Sequence[Judgement] = ()) -> tuple[Move, ...]:
    """What the house believes, the most important first: by rank, then status, then date and name. Claims of a company
    that a human called wrong for this story are left out."""
    wrong = _wrong_companies(story, directory, judgements)
    told = sorted((one for one in story.told if not step(one.claim, directory).companies & wrong), key=_order)
    steps: list[_Belief] = []
    for human in _humans([one for one in told if one.claim.person], judgements):
        steps.extend(_steps(human, directory))
    for one in told:
        if one.claim.person is None:
            _add_unnamed(one, steps, directory)
    for belief in steps:
        belief.told.sort(key=_order)
    moves = [_move(belief, steps, directory, story.key) for belief in steps]
    return tuple(
        sorted(moves, key=lambda move: (-move.rank, _IMPORTANCE.index(move.status), move.date, move.person or "~"))
    )


def _wrong_companies(story: Story, directory: Directory, judgements: Sequence[Judgement]) -> frozenset[str]:
    """The keys of the companies that this story is not about, as a human said: (story's key, company's name)."""
    return frozenset(
        directory.key(judgement.other)
        for judgement in judgements
        if judgement.verdict is Verdict.WRONG_COMPANY
        and judgement.other
        and judgement.subject in {str(key) for key in (story.key, *story.absorbed)}
    )


@dataclass(slots=True)
class _Belief:
    """One step in the making: its sources, what is known of the way so far, and whose it is (None: nobody is named).

    `ways` are the sources' own: where two name two destinations, each is still the same leaving."""

    told: list[Told]
    way: Step
    ways: list[Step]
    human: str | None
    past: bool

    def add(self, one: Told, way: Step) -> None:
        self.told.append(one)
        self.ways.append(way)
        self.way = _joint(self.way, way)

    def fit(self, way: Step) -> Fit:
        return max(fit(way, other) for other in (self.way, *self.ways))


def _order(told: Told) -> tuple[object, ...]:
    article, claim = told.article, told.claim
    return article.published, article.publisher, article.key, claim.start, claim.kind, claim.quote, claim.rule


def _humans(told: Sequence[Told], judgements: Sequence[Judgement]) -> list[list[Told]]:
    """The sources by human."""
    by_name: dict[str, list[Told]] = {}
    for one in told:
        by_name.setdefault(one.claim.person or "", []).append(one)
    humans: list[list[str]] = []
    for name in sorted(by_name, key=lambda name: (*(-n for n in names.fullness(name)), name)):
        likely = [names.judge(name, human[0], judgements) for human in humans]
        same = [place for place, found in enumerate(likely) if found is Likeness.SAME]
        maybe = [place for place, found in enumerate(likely) if found is Likeness.MAYBE]
        if same or len(maybe) == 1:
            humans[(same or maybe)[0]].append(name)
        else:
            humans.append([name])
    return [sorted((one for name in human for one in by_name[name]), key=_order) for human in humans]


def _fullest(spellings: Iterable[str | None]) -> str | None:
    """The fullest spelling, with its accents; of equally full ones the one met most, then the longest."""
    met: dict[str, int] = {}
    for spelling in spellings:
        if spelling:
            met[spelling] = met.get(spelling, 0) + 1
    return min(
        met, key=lambda name: (*(-n for n in names.fullness(name)[:2]), -met[name], -len(name), name), default=None
    )


def _steps(told: Sequence[Told], directory: Directory) -> list[_Belief]:
    """One human's claims by step, the fullest ways first so that a lone end finds its move."""
    human = _fullest(one.claim.person for one in told)
    ways = [(one, step(one.claim, directory)) for one in told]
    beliefs: list[_Belief] = []
    for one, way in sorted(ways, key=lambda pair: (-len(pair[1].companies), pair[1].kind is Kind.APPOINTMENT)):
        fits = [(belief.fit(way), -place) for place, belief in enumerate(beliefs) if belief.past == one.claim.past]
        closeness, place = max(fits, default=(Fit.APART, 0))
        if closeness >= Fit.COMPLEMENT:
            beliefs[-place].add(one, way)
        else:
            beliefs.append(_Belief([one], way, [way], human, one.claim.past))
    return beliefs


def _joint(a: Step, b: Step) -> Step:
    """The step that both tell. An appointment at B beside a leaving of A is an arrival at B."""
    left, joined, inside = a.left or b.left, a.joined or b.joined, a.inside or b.inside
    if inside and (left or joined):
        joined, inside = joined or inside, None
    return Step(left, joined, inside, a.kind, a.role or b.role)


def _add_unnamed(one: Told, steps: list[_Belief], directory: Directory) -> None:
    """A claim that names nobody joins the one step it fits, else stands for itself."""
    way = step(one.claim, directory)

    def fits(belief: _Belief) -> bool:
        first = belief.told[0].claim
        if belief.past != one.claim.past:
            return False
        if one.claim.kind in COMPANY_KINDS or first.kind in COMPANY_KINDS:
            return first.person is None and first.kind is one.claim.kind and bool(way.companies & belief.way.companies)
        if belief.fit(way) is not Fit.ONE:
            return False
        return any(roles.alike(one.claim.role, other.claim.role) is not False for other in belief.told)

    fitting = [belief for belief in steps if fits(belief)]
    if len(fitting) == 1:
        fitting[0].add(one, way)
    else:
        steps.append(_Belief([one], way, [way], None, one.claim.past))


def _move(belief: _Belief, steps: Sequence[_Belief], directory: Directory, story: int) -> Move:
    told = belief.told

    def joined_in(claim: Claim) -> str | None:
        if claim.kind is Kind.HIRE:
            return claim.to_org or claim.org
        if claim.kind is Kind.APPOINTMENT and claim.org and belief.way.joined == directory.key(claim.org):
            return claim.org
        return claim.to_org

    left = choice.company(told, _left_in, directory)
    joined = choice.company(told, joined_in, directory)
    company = None
    if belief.way.inside:
        company, left, joined = choice.company(told, _at, directory), None, None
    return Move(
        kind=_kind(told, belief.way, left, joined),
        person=belief.human,
        company=company,
        from_company=left,
        to_company=joined,
        role=choice.role(told, arrives=joined is not None or company is not None),
        rank=max((one.claim.rank for one in told), default=Rank.OTHER),
        status=_status(belief, steps),
        date=told[0].article.published,
        told=tuple(told),
        confidence=standing.confidence(told),
        story=story,
        differences=choice.differences(told, joined_in, _nowhere if _is_push(told) else _left_in, directory),
        past=belief.past,
        tenure=choice.tenure(told),
        origins=_origins(told, directory),
    )


def _left_in(claim: Claim) -> str | None:
    return claim.from_org or (claim.org if claim.kind is Kind.DEPARTURE else None)


def _nowhere(_: Claim) -> None:
    """Of a push no origin contradicts another."""


def _is_push(told: Sequence[Told]) -> bool:
    return told[0].claim.kind is Kind.HIRING_PUSH


def _origins(told: Sequence[Told], directory: Directory) -> tuple[str, ...]:
    """From which companies a push takes people, each once, as they were told of first."""
    if not _is_push(told):
        return ()
    named = (
        origin
        for one in told
        for origin in (one.claim.from_org, *(counted for _, counted in one.claim.numbers))
        if origin
    )
    found: dict[str, str] = {}
    for origin in named:
        found.setdefault(directory.key(origin), directory.name(origin))
    return tuple(found.values())


def _at(claim: Claim) -> str | None:
    return claim.org or claim.to_org or claim.from_org


def _kind(told: Sequence[Told], way: Step, left: str | None, joined: str | None) -> Kind:
    """What the sources together tell; where an end of a move is unknown, its other end's kind."""
    kinds = {one.claim.kind for one in told}
    if told[0].claim.kind in COMPANY_KINDS and (told[0].claim.person is None or told[0].claim.kind is Kind.REORG):
        return told[0].claim.kind
    if way.inside:
        return Kind.APPOINTMENT if kinds == {Kind.APPOINTMENT} else Kind.PROMOTION
    if left and joined:
        return Kind.HIRE if kinds <= {Kind.HIRE, Kind.APPOINTMENT} else Kind.MOVE
    if left:
        return Kind.DEPARTURE
    if joined:
        return Kind.HIRE if kinds & {Kind.HIRE, Kind.MOVE} else Kind.APPOINTMENT
    return Kind.DEPARTURE if Kind.DEPARTURE in kinds else told[0].claim.kind


def _status(belief: _Belief, steps: Sequence[_Belief]) -> StoryStatus:
    status = standing.status(belief.told)
    if belief.way.left and status is not StoryStatus.DENIED and _turned(belief, status, steps):
        return StoryStatus.REVERSED
    return status


def _turned(belief: _Belief, status: StoryStatus, steps: Sequence[_Belief]) -> bool:
    """Whether the same human rises, after the leaving was told, where it would have left from."""
    only_planned = all(one.claim.status in (ClaimStatus.PLANNED, ClaimStatus.DENIED) for one in belief.told)
    first = belief.told[0].article.published
    for other in steps:
        if other is belief or other.human is None or other.human != belief.human or other.past:
            continue
        if other.way.inside != belief.way.left or other.way.kind is Kind.REORG:
            continue
        risen = [one for one in other.told if one.claim.status in (ClaimStatus.CONFIRMED, ClaimStatus.REPORTED)]
        since = max((one.article.published - first for one in risen), default=timedelta(-1))
        if since > timedelta(0) and status is not StoryStatus.CONFIRMED:
            return True
        if since >= timedelta(0) and only_planned:
            return True
    return False
