"""Whether more people leave a company than its own past lets expect.

A company's moves, the day since which the house remembers, and now come in; a `Cluster` or None goes out. This module
must never count a rumour, or one human twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import exp, lgamma, log

from bot import names
from bot.model import Cluster, Move
from bot.people.profiles import BELIEVED

_ENOUGH_PEOPLE, _ENOUGH_MEMORY_DAYS, _RARE = 3, 60, 0.01
"""At least three people, two months of own memory, and p below one in a hundred: below that, chance tells as much."""


def cluster(
    company: str, moves: Sequence[Move], remembered_since: datetime, today: datetime, days: int = 14
) -> Cluster | None:
    """A departure cluster at `company` in the last `days` days, or None.

    The rate is not known but estimated from few people, so the chance is
    that of a Poisson count with Jeffreys' prior on the rate: a negative binomial with `before` + 1/2 successes.
    """
    start = today - timedelta(days=days)
    memory_days = (start - remembered_since).days
    leaving: dict[object, Move] = {}
    before = set()
    for move in sorted(moves, key=lambda move: move.date):
        if move.from_company != company or move.person is None or move.past or move.status not in BELIEVED:
            continue
        who = move.person_id or names.person_key(move.person)
        if start < move.date <= today:
            leaving.setdefault(who, move)
        elif remembered_since <= move.date <= start:
            before.add(who)
    if len(leaving) < _ENOUGH_PEOPLE or memory_days < _ENOUGH_MEMORY_DAYS:
        return None
    probability = chance(len(leaving), len(before) + 0.5, memory_days, days)
    if probability >= _RARE:
        return None
    expected = (len(before) + 0.5) * days / memory_days
    return Cluster(company, tuple(leaving.values()), days, len(before), memory_days, round(expected, 3), probability)


def chance(count: int, successes: float, memory_days: int, days: int) -> float:
    """The probability of `count` or more in `days` after `successes` in `memory_days` (negative binomial tail)."""
    stay = memory_days / (memory_days + days)
    below = sum(
        exp(lgamma(successes + n) - lgamma(successes) - lgamma(n + 1) + successes * log(stay) + n * log(1 - stay))
        for n in range(count)
    )
    return max(0.0, 1 - below)
