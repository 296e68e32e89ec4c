"""To which story each claim of an article belongs.

An article, its claims and the stories that may be meant come in (the store finds them by `handles`); for each claim
the key of a story, or the number of a new group, goes out, with the reason. Matching is by persons, companies,
kinds, roles and time, never by title, guid or address. This module must never merge two humans to save an alert.

The rules, in order, for each claim:
1. *History* (`past`) joins only memory: stories made of nothing but history, of the same human and the same step.
2. *A named human* joins a story that tells a fitting step of a human of that name: SAME name and one step; or only
   MAYBE one (a surname, an initial) where a company is shared; within `WINDOW` of the story's nearest mention, while
   a plan is open within `PLAN_WINDOW`. Under a name that many bear, or a MAYBE one, two posts on one side that cannot be
   one are two humans'. Leaving A and arriving at B, each with the other end unknown, are one step only under a name that
   few bear, written alike (Chris is no Christine), within `COMPLEMENT_WINDOW`. Rising inside A joins a story of leaving A
   told before it (`TURN_WINDOW`): the threat that ends in a promotion. Leaving after rising is another happening.
3. *Nobody named*: the same side (leaving, arriving), the same company, no other one at its other end, and the same post
   on that side or the very same words, within `UNNAMED_WINDOW`; where nobody is named on either side, a post on one side
   is enough within three days, and only if one story alone fits. Tried and left: the same beside a named human whose
   post is not said, and any two heads as one post. Of six such in a fortnight of real titles all were wrong, and each hid
   a story of its own: "a Meta executive departs" in that of LeCun's leaving.
4. *A company's doing* (layoffs, freeze, push, reorganisation, deal): the same kind at the same company within
   `COMPANY_WINDOW`, hiring in force and reorganising within `PASSING_WINDOW`; of a deal no two origins. Counts may
   differ; the difference is shown, it does not divide. Two units with names of their own (WhatsApp, Reality Labs) are two.
5. *The rest of the roster*: a claim left over joins the one story that its article's other claims joined, if it is of
   the same human, or if that story is at most `ROSTER_WINDOW` old and is about the same company and side, or the
   same post (a successor). A later article must not hide a new departure in an old alert, hence the short time.
6. What is left forms new groups: claims of one article that share a human or a company.
7. *A tie*: a claim of a named human that is surely told by two stories (`tied`) makes them one, if every claim of the
   younger would have joined the older had the tying article been there before (`is_one`). A story that tells more
   than that stays: two messages rather than a roster in which nobody finds anything.

Where it fails: two rounds of layoffs at one company within `COMPANY_WINDOW` become one story; two unnamed heads with
the same role leaving one company within a week too; an unknown firm's long and short name (Lufthansa, Deutsche
Lufthansa) are two firms; a successor below the chiefs, in another post, opens a story of its own. Tried and left, on
the corpus of clusters: a promotion as the same step as having been hired (joined two happenings six weeks apart), and
`WINDOW` for leaving and arriving (took the next job, a month later, for the end of the last).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import names
from bot.companies import Directory
from bot.model import Article, Claim, ClaimStatus, Judgement, Kind, Rank, Story, Told
from bot.names import Likeness
from bot.stories import roles
from bot.stories.steps import COMPANY_KINDS, Fit, Step, fit, other_unit, step

WINDOW = timedelta(days=45)
COMPLEMENT_WINDOW = timedelta(days=14)
PLAN_WINDOW = timedelta(days=120)
TURN_WINDOW = timedelta(days=30)
COMPANY_WINDOW = timedelta(days=30)
PASSING_WINDOW = timedelta(days=14)
UNNAMED_WINDOW = timedelta(days=7)
ROLELESS_WINDOW = timedelta(days=3)
ROSTER_WINDOW = timedelta(days=3)
LONGEST_WINDOW = PLAN_WINDOW
"""The store need not offer stories whose last mention is further away than this (history excepted)."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Where one claim goes. `story` is an existing story's key, or 0: then `group` numbers the new story within this
    article, from 1. `memory` groups hold history only and are never told. `reason` is for `explain`."""

    story: int
    group: int
    memory: bool
    reason: str


def handles(claim: Claim, directory: Directory) -> frozenset[str]:
    """The keys under which a claim's story is kept: the person's (`names.kept_under`) and each company with what happens
    there. History has keys of its own."""
    return _person_handles(claim, names.kept_under) | _company_handles(claim, directory)


def _person_handles(claim: Claim, keys_of: Callable[[str], frozenset[str]]) -> frozenset[str]:
    keys = keys_of(claim.person) if claim.person else frozenset()
    return frozenset(f"{'past ' if claim.past else ''}person {key}" for key in keys)


def _company_handles(claim: Claim, directory: Directory) -> frozenset[str]:
    sides = set() if claim.past else _sides(claim, step(claim, directory))
    return frozenset(f"company {company} {side}" for company, side in sides)


@dataclass(frozen=True, slots=True)
class Look:
    """Where a claim's story may be: under one of these handles, if it was told of since then (history: ever). `unnamed`:
    and only if one of its sources names nobody."""

    handles: frozenset[str]
    since: datetime
    unnamed: bool = False


def looks(claim: Claim, when: datetime, directory: Directory) -> tuple[Look, ...]:
    """All stories that this claim could join are found by one of these; whatever else shares a handle need not be read.

    A company has hundreds of stories under its own handles. Of two claims that name somebody only the names count, so a
    named claim needs of those only what names nobody; and that joins within days (rules 3 and 4).
    """
    is_companys = claim.person is None and claim.kind in COMPANY_KINDS
    return (
        Look(_person_handles(claim, names.looked_up_under), when - LONGEST_WINDOW),
        Look(
            _company_handles(claim, directory),
            when - (COMPANY_WINDOW if is_companys else UNNAMED_WINDOW),
            unnamed=claim.person is not None,
        ),
    )


def assign(
    article: Article,
    claims: Sequence[Claim],
    candidates: Sequence[Story],
    directory: Directory,
    judgements: Sequence[Judgement] = (),
) -> tuple[Assignment, ...]:
    """One assignment for each claim, in their order."""
    ways = [step(claim, directory) for claim in claims]
    tellings = {story.key: [_Telling(told, step(told.claim, directory)) for told in story.told] for story in candidates}
    found: list[tuple[int, str] | None] = [
        _find(claim, way, article.published, tellings, judgements) for claim, way in zip(claims, ways, strict=True)
    ]
    stories = {story.key: story for story in candidates}
    joined = list(found)
    for place, claim in enumerate(claims):
        if joined[place] is None and not claim.past:
            joined[place] = _roster(place, claims, ways, found, article.published, stories, tellings, judgements)
    groups = _groups(claims, ways, [place is not None for place in joined], judgements)
    return tuple(
        Assignment(at[0], 0, claim.past, at[1]) if at else Assignment(0, group, claim.past, "a new happening")
        for claim, at, group in zip(claims, joined, groups, strict=True)
    )


def tied(
    claim: Claim,
    when: datetime,
    candidates: Sequence[Story],
    directory: Directory,
    judgements: Sequence[Judgement] = (),
) -> tuple[int, ...]:
    """The stories that surely tell what this claim of a named human tells, the oldest first: more than one may be one."""
    way = step(claim, directory)
    return tuple(
        story.key
        for story in sorted(candidates, key=lambda story: story.key)
        if claim.person
        and any(one.claim.past == claim.past for one in story.told)
        and any(
            _match(claim, way, when, _Telling(one, step(one.claim, directory)), judgements)[0] == _SURE
            for one in story.told
        )
    )


def is_one(older: Story, younger: Story, directory: Directory, judgements: Sequence[Judgement] = ()) -> bool:
    """Whether each claim of the younger story would have joined the older one as it now is."""
    by_article: dict[int, list[Told]] = {}
    for one in younger.told:
        by_article.setdefault(one.article.id, []).append(one)
    return all(
        assigned.story == older.key
        for told in by_article.values()
        for assigned in assign(told[0].article, [one.claim for one in told], [older], directory, judgements)
    )


_PASSING = frozenset({Kind.HIRING_PUSH, Kind.REORG})
"""What a company may well do anew a few weeks later."""


@dataclass(frozen=True, slots=True)
class _Telling:
    """One source of a candidate story with the step that it tells."""

    told: Told
    way: Step


def _sides(claim: Claim, way: Step) -> set[tuple[str, str]]:
    """What a claim says of which company: somebody leaves, somebody arrives or rises, or the company's own doing."""
    if claim.kind is Kind.REORG or (claim.person is None and claim.kind in COMPANY_KINDS):
        return {(company, claim.kind.value) for company in (way.joined or way.inside,) if company}
    sides = {(way.left, "leaves"), (way.joined, "arrives"), (way.inside, "arrives")}
    return {(company, side) for company, side in sides if company}


def _find(
    claim: Claim, way: Step, when: datetime, tellings: dict[int, list[_Telling]], judgements: Sequence[Judgement]
) -> tuple[int, str] | None:
    """The best story for a claim by itself: the closest fit, then the nearest in time, then the oldest."""
    fits = []
    for key, told in tellings.items():
        if all(telling.told.claim.past for telling in told) != claim.past:
            continue
        matches = [
            (strength, -abs(when - telling.told.article.published), reason)
            for telling in told
            for strength, reason in (_match(claim, way, when, telling, judgements),)
            if strength
        ]
        if matches:
            strength, distance, reason = max(matches)
            fits.append((strength, distance, -key, reason))
    if not fits:
        return None
    best = max(fits)
    if best[0] == _GUESS and len(fits) > 1:
        return None
    return -best[2], best[3]


_GUESS, _LIKELY, _SURE = 1, 2, 3


def _match(
    claim: Claim, way: Step, when: datetime, telling: _Telling, judgements: Sequence[Judgement]
) -> tuple[int, str]:
    """How well one source of a story tells the same as the claim (0 for not), and why."""
    other = telling.told.claim
    distance = abs(when - telling.told.article.published)
    if claim.person and other.person:
        likeness = names.judge(claim.person, other.person, judgements)
        if likeness is Likeness.DIFFERENT:
            return 0, ""
        return _match_person(claim, way, when, telling, likeness, distance)
    if claim.past or other.past:
        return 0, ""
    if not claim.person and not other.person and claim.kind in COMPANY_KINDS:
        return _match_company(claim, way, telling, distance)
    if claim.kind in COMPANY_KINDS or other.kind in COMPANY_KINDS:
        return 0, ""
    return _match_unnamed(claim, way, telling, distance)


def _match_person(
    claim: Claim, way: Step, when: datetime, telling: _Telling, likeness: Likeness, distance: timedelta
) -> tuple[int, str]:
    other = telling.told.claim
    closeness = fit(way, telling.way)
    if claim.past:
        same = closeness is Fit.ONE and likeness is Likeness.SAME
        return (_SURE, "the same step of the same career") if same else (0, "")
    shared = bool(way.companies & telling.way.companies)
    planned = ClaimStatus.PLANNED in (claim.status, other.status)
    if distance > (PLAN_WINDOW if planned else WINDOW) or (likeness is Likeness.MAYBE and not shared):
        return 0, ""
    doubtful = likeness is Likeness.MAYBE or names.common(claim.person or "")
    if doubtful and _side_of_post(claim) == _side_of_post(other) and roles.alike(claim.role, other.role) is False:
        return 0, ""
    name = "the same person" if likeness is Likeness.SAME else "a name that can be the same"
    if closeness is Fit.ONE:
        return (_SURE if likeness is Likeness.SAME else _LIKELY), f"{name}, the same step"
    if closeness is Fit.COMPLEMENT and likeness is Likeness.SAME and distance <= COMPLEMENT_WINDOW:
        rare = not names.common(other.person or "") and names.written_alike(claim.person or "", other.person or "")
        return (_LIKELY, f"{name}, leaving and arriving") if rare else (0, "")
    if closeness is Fit.TURN and likeness is Likeness.SAME and _is_turn(way, when, telling):
        return _LIKELY, f"{name}, a turn in the story"
    return 0, ""


def _is_turn(way: Step, when: datetime, telling: _Telling) -> bool:
    """Rising inside a company after leaving it was told; or the late word of such a threat after the rise."""
    since = when - telling.told.article.published
    if way.inside:
        return timedelta(0) <= since <= TURN_WINDOW
    return abs(since) <= UNNAMED_WINDOW and telling.told.claim.kind is Kind.PROMOTION


def _match_company(claim: Claim, way: Step, telling: _Telling, distance: timedelta) -> tuple[int, str]:
    window = PASSING_WINDOW if claim.kind in _PASSING else COMPANY_WINDOW
    if claim.kind is not telling.told.claim.kind or distance > window or _elsewhere(way, telling.way):
        return 0, ""
    if other_unit(way, telling.way):
        return 0, ""
    if not _sides(claim, way) & _sides(telling.told.claim, telling.way):
        return 0, ""
    return _SURE, "the same doing of the same company"


def _match_unnamed(claim: Claim, way: Step, telling: _Telling, distance: timedelta) -> tuple[int, str]:
    other = telling.told.claim
    if distance > UNNAMED_WINDOW or _elsewhere(way, telling.way):
        return 0, ""
    sides = {side for _, side in _sides(claim, way) & _sides(other, telling.way)}
    if sides and claim.quote == other.quote and claim.role == other.role:
        return _LIKELY, "nobody named, the same words of the same company"
    if claim.role and other.role:
        if way.unit != telling.way.unit:
            return 0, ""
        one_post = {_side_of_post(claim)} == {_side_of_post(other)} <= sides and roles.one_post(claim.role, other.role)
        return (_LIKELY, "nobody named, the same post at the same company") if one_post else (0, "")
    if sides and not claim.person and not other.person and distance <= ROLELESS_WINDOW:
        ranks = (claim.rank, other.rank)
        if Rank.OTHER in ranks or claim.rank == other.rank:
            return _GUESS, "nobody named, the same company within days"
    return 0, ""


def _elsewhere(a: Step, b: Step) -> bool:
    """Whether the two come from or go to different companies."""
    return any(one and other and one != other for one, other in ((a.left, b.left), (a.joined, b.joined)))


def _side_of_post(claim: Claim) -> str:
    """Whether a claim's role is the post that is left or the one that is entered."""
    return "leaves" if claim.kind is Kind.DEPARTURE else "arrives"


def _roster(
    place: int,
    claims: Sequence[Claim],
    ways: Sequence[Step],
    found: Sequence[tuple[int, str] | None],
    when: datetime,
    candidates: dict[int, Story],
    tellings: dict[int, list[_Telling]],
    judgements: Sequence[Judgement],
) -> tuple[int, str] | None:
    """The story to which a claim left over belongs because its article's other claims do (rule 5)."""
    claim, way = claims[place], ways[place]
    others = {i: at[0] for i, at in enumerate(found) if at and not claims[i].past}
    same_human = {key for i, key in others.items() if _same_human(claim, claims[i], judgements)}
    if len(same_human) == 1:
        return same_human.pop(), "told with the same person's other step"
    keys = set(others.values())
    if len(keys) != 1:
        return None
    (key,) = keys
    if abs(when - candidates[key].born) > ROSTER_WINDOW:
        return None
    if any(_sides(claim, way) & _sides(claims[i], ways[i]) for i in others):
        return key, "a late addition to the same list"
    if any(_successor(claim, way, telling) for telling in tellings[key]):
        return key, "the other holder of the same post"
    return None


def _successor(claim: Claim, way: Step, telling: _Telling) -> bool:
    """A post's old and new holder: one company, one goes and one comes, and the post is the same or a chief's."""
    other = telling.told.claim
    if not way.companies & telling.way.companies or not claim.person or not other.person:
        return False
    if bool(way.left) == bool(telling.way.left):
        return False
    alike = roles.alike(claim.role, other.role)
    return alike is True or (alike is None and Rank.C_LEVEL in (claim.rank, other.rank))


def _same_human(a: Claim, b: Claim, judgements: Sequence[Judgement]) -> bool:
    return (
        bool(a.person and b.person)
        and names.judge(a.person or "", b.person or "", judgements) is not Likeness.DIFFERENT
    )


def _groups(
    claims: Sequence[Claim], ways: Sequence[Step], taken: Sequence[bool], judgements: Sequence[Judgement]
) -> list[int]:
    """For each claim left over the number of its new group, from 1; 0 for those taken."""
    group = [0] * len(claims)
    for place, claim in enumerate(claims):
        if taken[place]:
            continue
        linked = {
            group[before]
            for before in range(place)
            if group[before]
            and claims[before].past == claim.past
            and (
                _same_human(claim, claims[before], judgements)
                or (not claim.past and ways[before].companies & ways[place].companies)
            )
        }
        group[place] = min(linked) if linked else max(group, default=0) + 1
        for before in range(place):
            if group[before] in linked:
                group[before] = group[place]
    numbers = {number: rank for rank, number in enumerate(dict.fromkeys(n for n in group if n), start=1)}
    return [numbers.get(number, 0) for number in group]
