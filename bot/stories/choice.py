"""One value out of several that sources give, and a line for what was not chosen.

The sources of one step and what to read from a claim come in; a company, a role, or lines that name the publishers
go out. The same sources give the same choice in whatever order they arrive. This module must never average, and
never choose where two values stand equally firm: then the value is unknown and the difference says why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from itertools import combinations

from bot.companies import Directory
from bot.model import Claim, Kind, Tenure, Told
from bot.stories import roles
from bot.stories.standing import FIRMNESS, TRUST, origins_of

_ARRIVING = frozenset({Kind.HIRE, Kind.MOVE, Kind.APPOINTMENT, Kind.PROMOTION})

Value = Callable[[Claim], str | None]
"""What to read from a claim."""


def company(told: Sequence[Told], value: Value, directory: Directory) -> str | None:
    """The company, under the house's name, that is said most firmly, by the most trusted, by most origins; None where
    nobody says one or two stand equal."""
    origin = origins_of(told)
    origins: dict[str, set[str]] = {}
    weights: dict[str, tuple[int, int, int]] = {}
    spellings: dict[str, list[str]] = {}
    for one in told:
        said = value(one.claim)
        if said is None:
            continue
        key = directory.key(said)
        weight = (int(not one.claim.contradicted), FIRMNESS[one.claim.status], TRUST[one.article.tier])
        weights[key] = max(weights.get(key, weight), weight)
        origins.setdefault(key, set()).add(origin(one))
        spellings.setdefault(key, []).append(directory.name(said))
    if not weights:
        return None
    standing = {key: (weights[key], len(origins[key])) for key in weights}
    best = [key for key in standing if standing[key] == max(standing.values())]
    return _spelling(spellings[best[0]]) if len(best) == 1 else None


def _spelling(spellings: Sequence[str]) -> str:
    """Of one name's spellings the one met most, then the one with most capitals: "SAP" before "sap"."""
    met = Counter(spellings)
    return max(met, key=lambda name: (met[name], sum(map(str.isupper, name)), name))


def role(told: Sequence[Told], at: Value, company: str | None, leaves: bool, directory: Directory) -> str | None:
    """The fullest post, in English where a source is English, of the most trusted source.

    `at` reads where a claim says that somebody arrives or rises, `company` is the one that is believed; None where only a
    leaving is. Who arrives has the post that is entered there, and not what waits, by another source, elsewhere; a source that
    only tells of the leaving names the post that is left, and one of an arrival that is not believed names none.
    """

    def fits(claim: Claim) -> bool:
        if company is None:
            return not leaves or claim.kind not in _ARRIVING
        there = at(claim)
        return claim.kind in _ARRIVING and (there is None or directory.same(there, company))

    said = [one for one in told if one.claim.role and fits(one.claim)]
    if not said:
        return None
    best = max(
        said,
        key=lambda one: (
            one.article.language == "en",
            TRUST[one.article.tier],
            len(one.claim.role or ""),
            one.claim.role or "",
        ),
    )
    return best.claim.role


def differences(told: Sequence[Told], joined: Value, left: Value, directory: Directory) -> tuple[str, ...]:
    """Where sources disagree, a line each, as "To: Rivian (Sample Times); Polestar (Sample Zeitung)"."""
    lines = [
        _difference("To", told, joined, directory.key),
        _difference("From", told, left, directory.key),
        _role_difference(told),
        _tenure_difference(told),
    ]
    counted: dict[str, str] = {}
    for origin_of in (origin_of for one in told for _, origin_of in one.claim.numbers):
        counted.setdefault(directory.key(origin_of), directory.name(origin_of))
    for key, name in counted.items():
        what = f"Count from {name}" if name else "Count"
        lines.append(_difference(what, told, partial(_count, key, directory), _figure))
    return tuple(line for line in lines if line)


def _difference(what: str, told: Sequence[Told], value: Value, key: Callable[[str], str]) -> str:
    """One line with each value and its publishers, in the order of the sources; empty where all say one."""
    written: dict[str, str] = {}
    publishers: dict[str, dict[str, None]] = {}
    for one in told:
        said = value(one.claim)
        if said is not None:
            written.setdefault(key(said), said)
            publishers.setdefault(key(said), {})[one.article.publisher] = None
    if len(written) < 2:
        return ""
    return f"{what}: " + "; ".join(f"{said} ({', '.join(publishers[place])})" for place, said in written.items())


def _role_difference(told: Sequence[Told]) -> str:
    """Two posts that cannot be one. Two languages or a shorter form of one post are no difference."""
    entered = [one for one in told if one.claim.role and one.claim.kind in _ARRIVING]
    posts = dict.fromkeys(one.claim.role for one in entered)
    if any(roles.alike(a, b) is False for a, b in combinations(posts, 2)):
        return _difference("Post", entered, _role_of, str.casefold)
    return ""


def tenure(told: Sequence[Told]) -> Tenure | None:
    """How long somebody had been there who leaves, as it is said most exactly; None where nobody says, or two cannot both
    be meant. The time with the employer comes before that in a post."""
    said = list(dict.fromkeys(time for one in told for time in one.claim.tenure))
    if not said or any(_contradict(a, b) for a, b in combinations(said, 2)):
        return None
    return min(said, key=lambda time: (time.in_post, time.days[1] - time.days[0], time.said))


def _contradict(a: Tenure, b: Tenure) -> bool:
    """Whether two times cannot both be meant. Nine years and a decade can, so can twenty years at a firm and two in a post."""
    if a.in_post != b.in_post:
        return False
    return a.days[0] > b.days[1] or b.days[0] > a.days[1]


def _tenure_difference(told: Sequence[Told]) -> str:
    """Every time with who says it, where two cannot both be meant; one article may say both."""
    said = [(time, one.article.publisher) for one in told for time in one.claim.tenure]
    if not any(_contradict(a, b) for a, b in combinations(dict.fromkeys(time for time, _ in said), 2)):
        return ""
    publishers: dict[str, dict[str, None]] = {}
    for time, publisher in said:
        publishers.setdefault(time.said, {})[publisher] = None
    return "Time there: " + "; ".join(f"{words} ({', '.join(names)})" for words, names in publishers.items())


def _role_of(claim: Claim) -> str | None:
    return claim.role


def _figure(count: str) -> str:
    """What two counts share that say the same: "3,000", "rund 3.000" and "about 3000" do not differ."""
    return "".join(filter(str.isdigit, count))


def _count(key: str, directory: Directory, claim: Claim) -> str | None:
    return next((count for count, origin_of in claim.numbers if directory.key(origin_of) == key), None)
