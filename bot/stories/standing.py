"""How firmly a step stands over all its sources: its status and its confidence.

The sources of one step come in; a `StoryStatus` or a confidence in 0..1 goes out. This module must never believe a
rumour because it was repeated.

The status, on the dates of the sources:
- *denied*: denied after the last statement of fact, or by a source of higher tier than any; *reversed* instead, when
  there was a plan or a fact before the denial: it was so, or nearly, and is no longer;
- *confirmed*: stated as fact by press, company or filing; one statement is enough (the confidence tells one from five);
- *reported*: two independent origins, one source that answers with its name (another outlet is none), or a statement
  of fact that cannot confirm by itself (an aggregator's, or one of two claims that cannot both hold);
- *planned*: a text itself hedges whether it will happen; *rumour*: the rest.
Independent are two publishers, not one twice, nor two that name the same third as their source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.model import ClaimStatus, StoryStatus, Tier, Told
from bot.names import fold

TRUST = {Tier.FILING: 3, Tier.ISSUER: 2, Tier.PRESS: 1, Tier.AGGREGATOR: 0}
FIRMNESS = {ClaimStatus.CONFIRMED: 3, ClaimStatus.REPORTED: 2, ClaimStatus.PLANNED: 1, ClaimStatus.DENIED: 0}

_ANONYMOUS = re.compile(
    r"\b(?:sources?|people|person(?:en)?|insiders?|insidern|kreisen?|quellen?|familiar|vertraut\w*|reports?|berichten?|"
    r"medienberichte\w*|media|rumou?rs?|employees?|mitarbeiter\w*|personnes?|fuentes?)\b"
)
"""Words of an attribution that names nobody: two outlets may each have such sources of their own."""

_CLOSES_GAP = {Tier.FILING: 0.7, Tier.ISSUER: 0.6, Tier.PRESS: 0.3, Tier.AGGREGATOR: 0.1}
"""How much of the distance to certainty a further independent source closes; a guess, to be held against judgements."""


def status(told: Sequence[Told]) -> StoryStatus:
    """The status of a step by its own sources, given in the order of their dates."""
    facts = [one for one in told if one.claim.status is ClaimStatus.CONFIRMED and _confirms(one)]
    denials = [one for one in told if one.claim.status is ClaimStatus.DENIED]
    plans = [one for one in told if one.claim.status is ClaimStatus.PLANNED]
    if denials and (not facts or _later(denials, facts) or _outranked(facts, denials)):
        turned = any(one.article.published < denials[-1].article.published for one in (*plans, *facts))
        return StoryStatus.REVERSED if turned else StoryStatus.DENIED
    if facts:
        return StoryStatus.CONFIRMED
    reports = [one for one in told if one.claim.status in (ClaimStatus.REPORTED, ClaimStatus.CONFIRMED)]
    vouched = [one for one in reports if one.article.tier is not Tier.AGGREGATOR]
    stated = any(one.claim.status is ClaimStatus.CONFIRMED for one in reports)
    publishers = {fold(one.article.publisher) for one in told}
    origin = origins_of(told)
    named = any(one.claim.named_source and origin(one) not in publishers for one in vouched if _confirms(one))
    if stated or named or len(set(map(origin, vouched))) > 1:
        return StoryStatus.REPORTED
    return StoryStatus.PLANNED if plans else StoryStatus.RUMOUR


def _confirms(one: Told) -> bool:
    """Whether a statement of fact confirms by itself."""
    return one.article.tier is not Tier.AGGREGATOR and not one.claim.contradicted


def _later(denials: Sequence[Told], facts: Sequence[Told]) -> bool:
    return denials[-1].article.published > facts[-1].article.published


def _outranked(facts: Sequence[Told], denials: Sequence[Told]) -> bool:
    """A company's or filing's denial stands against press alone, even against a later repetition."""
    return max(TRUST[one.article.tier] for one in denials) > max(TRUST[one.article.tier] for one in facts)


def confidence(told: Sequence[Told]) -> float:
    """The surest source's confidence, raised a little by each further independent one; a contradiction halves it."""
    best: dict[str, tuple[float, Tier]] = {}
    origin = origins_of(told)
    for one in told:
        trust = one.claim.confidence / 2 if one.claim.contradicted else one.claim.confidence
        source = origin(one)
        best[source] = max(best.get(source, (0.0, Tier.AGGREGATOR)), (trust, one.article.tier))
    first, *further = sorted(best.values(), reverse=True)
    sure = first[0]
    for trust, tier in further:
        sure += (1 - sure) * trust * _CLOSES_GAP[tier]
    return round(min(sure, 0.99), 4)


def origins_of(told: Sequence[Told]) -> Callable[[Told], str]:
    """What says who is behind a source of these: the third whom it names, another publisher of the story first, else its
    publisher.

    A story has hundreds of outlets, so their names are not sought in an attribution one by one: each run of its words is
    looked up among them.
    """
    publishers: dict[str, int] = {}
    for place, one in enumerate(told):
        publishers.setdefault(fold(one.article.publisher), place)
    longest = max((name.count(" ") + 1 for name in publishers), default=0)

    def origin(one: Told) -> str:
        publisher = fold(one.article.publisher)
        if one.claim.attribution is None:
            return publisher
        attribution = fold(one.claim.attribution)
        words = attribution.split()
        runs = (
            " ".join(words[first:last])
            for first in range(len(words))
            for last in range(first + 1, min(first + longest, len(words)) + 1)
        )
        named = [run for run in runs if run in publishers]
        if named:
            return min(named, key=lambda name: publishers[name])
        return publisher if _ANONYMOUS.search(attribution) else attribution

    return origin
