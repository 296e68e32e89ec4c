"""What the house believes of a story: one `Move` for each human's step and each company's doing, over all sources.

A story's sources come in; moves go out, the most important first. Nothing is averaged and nothing overwritten:
where sources differ on where to, where from, the post or a count, one is chosen by rule and the difference is said
with the publishers' names. This module must never believe a rumour because it was repeated.

How a step comes to be: the story's claims are divided by human (SAME name; a surname or initials join the only
human they can mean), each human's claims by step (steps.py). Claims without a name join the one human whose side,
company and post they fit. Leaving A and arriving at B become one move from A to B.

How a value is chosen (destination, origin, post): by how firmly it is said, then the source's tier, then how many
independent origins say it, then the fuller, then the alphabet, so that the order of arrival changes nothing.

The status, on the dates of the sources:
- confirmed: stated as fact by press, company or filing, and not denied later; by aggregators alone only reported;
- denied: denied after the last statement of fact; reversed: denied after a plan or a fact, or, for a leaving, when a
  rise inside the same company follows (in a later article; in the same one only after a plan);
- else reported from two independent origins on, or by one source that answers with its name; planned where a text
  hedges; rumour for the rest.
Independent are two publishers, not one twice, nor two that give the same third as their source, nor a contradicted
claim: of two claims that cannot both hold, neither alone confirms.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from bot import names
from bot.companies import Directory
from bot.model import Claim, ClaimStatus, Judgement, Kind, Move, Rank, Story, StoryStatus, Tier, Told
from bot.names import Likeness, fold
from bot.stories import roles
from bot.stories.steps import COMPANY_KINDS, Fit, Step, fit, step

_TIER = {Tier.FILING: 3, Tier.ISSUER: 2, Tier.PRESS: 1, Tier.AGGREGATOR: 0}
_FIRMNESS = {
    ClaimStatus.CONFIRMED: 3,
    ClaimStatus.REPORTED: 2,
    ClaimStatus.PLANNED: 1,
    ClaimStatus.DENIED: 0,
}
_STANDING = {
    StoryStatus.CONFIRMED: 5,
    StoryStatus.REPORTED: 4,
    StoryStatus.REVERSED: 3,
    StoryStatus.PLANNED: 2,
    StoryStatus.RUMOUR: 1,
    StoryStatus.DENIED: 0,
}
_ANONYMOUS = re.compile(
    r"\b(?:sources?|people|person(?:en)?|insiders?|insidern|kreisen?|quellen?|familiar|vertraut\w*|reports?|berichten?|"
    r"medienberichte\w*|media|rumou?rs?|employees?|mitarbeiter\w*|sources?|personnes?|fuentes?)\b"
)
"""Words of an attribution that names nobody: two outlets may each have such sources of their own."""

_CLOSES_GAP = {Tier.FILING: 0.7, Tier.ISSUER: 0.6, Tier.PRESS: 0.3, Tier.AGGREGATOR: 0.1}
"""How much of the distance to certainty a further independent source closes; a guess, to be held against judgements."""


def believe(story: Story, directory: Directory, judgements: Sequence[Judgement] = ()) -> tuple[Move, ...]:
    """What the house believes, the most important first: by rank, then status, then date and name."""
    told = sorted(story.told, key=_order)
    steps: list[_Belief] = []
    for human in _humans([one for one in told if one.claim.person], judgements):
        steps.extend(_steps(human, directory))
    for one in told:
        if one.claim.person is None:
            _add_unnamed(one, steps, directory)
    moves = [_move(belief, steps, directory, story.key) for belief in steps]
    return tuple(sorted(moves, key=lambda move: (-move.rank, -_STANDING[move.status], move.date, move.person or "~")))


@dataclass(slots=True)
class _Belief:
    """One step in the making. `way` is what is known of it so far; `human` is whose it is, None where nobody is named."""

    told: list[Told]
    way: Step
    human: str | None
    past: bool


def _order(told: Told) -> tuple[object, ...]:
    return (told.article.published, told.article.publisher, told.article.key, told.claim.start, told.claim.rule)


def _humans(told: Sequence[Told], judgements: Sequence[Judgement]) -> list[list[Told]]:
    """The sources by human. The fullest names found the humans; a lesser name joins the only one it can mean."""
    by_name: dict[str, list[Told]] = {}
    for one in told:
        by_name.setdefault(one.claim.person or "", []).append(one)
    humans: list[list[str]] = []
    for name in sorted(by_name, key=lambda name: (*(-n for n in names.fullness(name)), name)):
        likely = [[names.judge(name, other, judgements) for other in human] for human in humans]
        same = [
            place for place, found in enumerate(likely) if Likeness.SAME in found and Likeness.DIFFERENT not in found
        ]
        maybe = [place for place, found in enumerate(likely) if Likeness.DIFFERENT not in found]
        if same or len(maybe) == 1:
            humans[(same or maybe)[0]].append(name)
        else:
            humans.append([name])
    return [sorted((one for name in human for one in by_name[name]), key=_order) for human in humans]


def _steps(told: Sequence[Told], directory: Directory) -> list[_Belief]:
    """One human's claims by step, the fullest ways first so that a lone end finds its move."""
    human = _fullest(one.claim.person for one in told)
    beliefs: list[_Belief] = []
    ways = [(one, step(one.claim, directory)) for one in told]
    for one, way in sorted(ways, key=lambda pair: (-len(pair[1].companies), pair[1].kind is Kind.APPOINTMENT)):
        fits = [
            (fit(way, belief.way), -place)
            for place, belief in enumerate(beliefs)
            if belief.past == one.claim.past and not _collide(way, belief.way)
        ]
        best = max(fits, default=(Fit.APART, 0))
        if best[0] >= Fit.COMPLEMENT:
            belief = beliefs[-best[1]]
            belief.told.append(one)
            belief.way = _joint(belief.way, way)
        else:
            beliefs.append(_Belief([one], way, human, one.claim.past))
    return beliefs


def _collide(a: Step, b: Step) -> bool:
    """One leaves what the other enters, seen with an appointment that may be the entering."""
    return bool((a.inside and a.inside == b.left) or (b.inside and b.inside == a.left))


def _joint(a: Step, b: Step) -> Step:
    """The step that both tell. An appointment at B beside a leaving of A is an arrival at B."""
    left, joined = a.left or b.left, a.joined or b.joined
    inside = a.inside or b.inside
    if inside and (left or joined):
        joined, inside = joined or inside, None
    return Step(left, joined, inside, a.kind, a.role or b.role)


def _add_unnamed(one: Told, steps: list[_Belief], directory: Directory) -> None:
    """A claim that names nobody joins the one step it fits, else stands for itself."""
    way = step(one.claim, directory)
    company_doing = one.claim.kind in COMPANY_KINDS

    def fits(belief: _Belief) -> bool:
        if belief.past != one.claim.past:
            return False
        if company_doing or belief.way.kind in COMPANY_KINDS:
            first = belief.told[0].claim
            return first.person is None and first.kind is one.claim.kind and bool(way.companies & belief.way.companies)
        if fit(way, belief.way) is not Fit.ONE:
            return False
        return any(roles.alike(one.claim.role, other.claim.role) is not False for other in belief.told)

    fitting = [belief for belief in steps if fits(belief)]
    if len(fitting) == 1:
        fitting[0].told.append(one)
        fitting[0].way = _joint(fitting[0].way, way)
    else:
        steps.append(_Belief([one], way, None, one.claim.past))


def _move(belief: _Belief, steps: Sequence[_Belief], directory: Directory, story: int) -> Move:
    told = sorted(belief.told, key=_order)
    choice = _Choice(told)
    kind = _kind(told, belief.way)
    left = choice.best(lambda claim: _name(_left(claim), directory))
    joined = choice.best(lambda claim: _name(_joined(claim, belief.way, directory), directory))
    company = choice.best(lambda claim: _name(claim.org, directory)) if not (left or joined) else None
    if kind in (Kind.PROMOTION, Kind.APPOINTMENT, Kind.REORG) and belief.way.inside:
        company, left, joined = left or joined or company, None, None
    role = choice.role()
    return Move(
        kind=kind,
        person=belief.human,
        company=company,
        from_company=left,
        to_company=joined,
        role=role,
        rank=max((one.claim.rank for one in told), default=Rank.OTHER),
        status=_status(belief, steps),
        date=told[0].article.published,
        told=tuple(told),
        confidence=_confidence(told),
        story=story,
        differences=_differences(told, belief.way, directory),
        past=belief.past,
    )


def _kind(told: Sequence[Told], way: Step) -> Kind:
    kinds = {one.claim.kind for one in told}
    if told[0].claim.person is None and kinds & COMPANY_KINDS:
        return told[0].claim.kind
    if Kind.MOVE in kinds or (Kind.DEPARTURE in kinds and kinds & {Kind.HIRE, Kind.APPOINTMENT}):
        return Kind.MOVE
    for kind in (Kind.HIRE, Kind.DEPARTURE, Kind.PROMOTION, Kind.APPOINTMENT):
        if kind in kinds:
            return kind
    return Kind.MOVE if way.left and way.joined else told[0].claim.kind


def _left(claim: Claim) -> str | None:
    return claim.from_org or (claim.org if claim.kind is Kind.DEPARTURE else None)


def _joined(claim: Claim, way: Step, directory: Directory) -> str | None:
    if claim.kind is Kind.HIRE:
        return claim.to_org or claim.org
    if claim.kind is Kind.APPOINTMENT and claim.org and way.joined == directory.key(claim.org):
        return claim.org
    return claim.to_org


def _name(written: str | None, directory: Directory) -> str | None:
    return directory.name(written) if written else None


def _fullest(spellings: Iterable[str | None]) -> str | None:
    """The fullest spelling; of equally full ones the one met most, then the first of the alphabet."""
    met: dict[str, int] = {}
    for spelling in spellings:
        if spelling:
            met[spelling] = met.get(spelling, 0) + 1
    return min(
        met, key=lambda name: (-names.fullness(name)[0], -met[name], -names.fullness(name)[1], name), default=None
    )


class _Choice:
    """Chooses one of several values that sources give, always the same one for the same sources."""

    def __init__(self, told: Sequence[Told]) -> None:
        self._told = told

    def best(self, value: Callable[[Claim], str | None]) -> str | None:
        origins: dict[str, set[str]] = {}
        weight: dict[str, tuple[int, int, int]] = {}
        for one in self._told:
            said = value(one.claim)
            if said is None:
                continue
            origins.setdefault(said, set()).add(_origin(one, self._told))
            weight[said] = max(
                weight.get(said, (0, 0, 0)),
                (int(not one.claim.contradicted), _FIRMNESS[one.claim.status], _TIER[one.article.tier]),
            )
        return min(weight, key=lambda said: (*(-n for n in weight[said]), -len(origins[said]), said), default=None)

    def role(self) -> str | None:
        """The fullest post in English where a source is English; else the fullest."""
        said = [(one.article.language == "en", one) for one in self._told if one.claim.role]
        if not said:
            return None
        arriving = {Kind.HIRE, Kind.MOVE, Kind.APPOINTMENT, Kind.PROMOTION}
        # A source of the leaving names the post that is left; the post that is entered says more.
        if any(one.claim.kind in arriving for _, one in said):
            said = [pair for pair in said if pair[1].claim.kind in arriving]
        best = max(
            said,
            key=lambda pair: (
                pair[0],
                _TIER[pair[1].article.tier],
                len(pair[1].claim.role or ""),
                pair[1].claim.role or "",
            ),
        )
        return best[1].claim.role


def _origin(one: Told, told: Sequence[Told]) -> str:
    """Who is behind a source: the third whom it names, else its publisher."""
    publisher = fold(one.article.publisher)
    if one.claim.attribution is None:
        return publisher
    attribution = fold(one.claim.attribution)
    for other in told:
        if fold(other.article.publisher) in attribution:
            return fold(other.article.publisher)
    return publisher if _ANONYMOUS.search(attribution) else attribution


def _status(belief: _Belief, steps: Sequence[_Belief]) -> StoryStatus:
    told = sorted(belief.told, key=_order)
    before = _status_before_turn(told)
    if belief.way.left and before is not StoryStatus.DENIED and _turned(belief, before, steps):
        return StoryStatus.REVERSED
    return before


def _status_before_turn(told: Sequence[Told]) -> StoryStatus:
    facts = [one for one in told if one.claim.status is ClaimStatus.CONFIRMED and _counts(one)]
    denials = [one for one in told if one.claim.status is ClaimStatus.DENIED]
    plans = [one for one in told if one.claim.status is ClaimStatus.PLANNED]
    if denials and (
        not facts or denials[-1].article.published > facts[-1].article.published or _outranked(facts, denials)
    ):
        turned = any(one.article.published < denials[-1].article.published for one in (*plans, *facts))
        return StoryStatus.REVERSED if turned else StoryStatus.DENIED
    if facts:
        return StoryStatus.CONFIRMED
    reports = [one for one in told if one.claim.status in (ClaimStatus.REPORTED, ClaimStatus.CONFIRMED)]
    vouched = [one for one in reports if one.article.tier is not Tier.AGGREGATOR]
    firm = any(one.claim.named_source and not one.claim.contradicted for one in vouched)
    stated = any(one.claim.status is ClaimStatus.CONFIRMED for one in reports)
    if firm or stated or len({_origin(one, told) for one in vouched}) > 1:
        return StoryStatus.REPORTED
    return StoryStatus.PLANNED if plans else StoryStatus.RUMOUR


def _counts(one: Told) -> bool:
    """Whether a statement of fact confirms by itself."""
    return one.article.tier is not Tier.AGGREGATOR and not one.claim.contradicted


def _outranked(facts: Sequence[Told], denials: Sequence[Told]) -> bool:
    """A company's or filing's denial of the same day stands against press alone."""
    return max(_TIER[one.article.tier] for one in denials) > max(_TIER[one.article.tier] for one in facts)


def _turned(belief: _Belief, status: StoryStatus, steps: Sequence[_Belief]) -> bool:
    """Whether the same human then rises where the leaving would have left from."""
    planned_only = all(one.claim.status in (ClaimStatus.PLANNED, ClaimStatus.DENIED) for one in belief.told)
    last = max(one.article.published for one in belief.told)
    for other in steps:
        if other is belief or other.human is None or other.human != belief.human or other.past:
            continue
        if other.way.inside != belief.way.left or other.way.kind is Kind.REORG:
            continue
        risen = [one for one in other.told if one.claim.status in (ClaimStatus.CONFIRMED, ClaimStatus.REPORTED)]
        if not risen:
            continue
        later = max(one.article.published for one in risen) - last
        if (planned_only and later >= timedelta(0)) or (status is not StoryStatus.CONFIRMED and later > timedelta(0)):
            return True
    return False


def _confidence(told: Sequence[Told]) -> float:
    """The surest source's confidence, raised a little by each further independent one; a contradiction halves it."""
    best: dict[str, tuple[float, Tier]] = {}
    for one in told:
        trust = one.claim.confidence / 2 if one.claim.contradicted else one.claim.confidence
        origin = _origin(one, told)
        best[origin] = max(best.get(origin, (0.0, Tier.AGGREGATOR)), (trust, one.article.tier))
    ordered = sorted(best.values(), reverse=True)
    sure = ordered[0][0]
    for trust, tier in ordered[1:]:
        sure += (1 - sure) * trust * _CLOSES_GAP[tier]
    return round(min(sure, 0.99), 4)


def _differences(told: Sequence[Told], way: Step, directory: Directory) -> tuple[str, ...]:
    """Where sources disagree, a line each, with their publishers."""
    lines = [
        _difference("To", told, lambda claim: _name(_joined(claim, way, directory), directory)),
        _difference("From", told, lambda claim: _name(_left(claim), directory)),
        _role_difference(told),
    ]
    for origin in dict.fromkeys(origin for one in told for _, origin in one.claim.numbers):
        lines.append(_difference(f"Count from {origin}" if origin else "Count", told, partial(_count, origin)))
    return tuple(line for line in lines if line)


def _count(origin: str, claim: Claim) -> str | None:
    return next((count for count, of in claim.numbers if of == origin), None)


def _difference(what: str, told: Sequence[Told], value: Callable[[Claim], str | None]) -> str:
    said: dict[str, list[str]] = {}
    for one in told:
        found = value(one.claim)
        if found is not None and one.article.publisher not in said.setdefault(found, []):
            said[found].append(one.article.publisher)
    if len(said) < 2:
        return ""
    return f"{what}: " + "; ".join(f"{found} ({', '.join(publishers)})" for found, publishers in said.items())


def _role_difference(told: Sequence[Told]) -> str:
    """Two posts that cannot be one. Two languages or a shorter form of one post are no difference."""
    entered = [one for one in told if one.claim.role and one.claim.kind is not Kind.DEPARTURE]
    for place, one in enumerate(entered):
        if any(roles.alike(one.claim.role, other.claim.role) is False for other in entered[place + 1 :]):
            return _difference("Post", entered, lambda claim: claim.role)
    return ""
