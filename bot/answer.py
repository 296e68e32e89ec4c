"""The third flow: a question typed by a human becomes an answer from the house's own memory.

    text -match-> person or company -recall-> profile

In: the database, the directory of companies, the words typed and the time. Out: values of the house; a chat renders
them. It must never fetch, never write, and never guess between two humans: it asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot import memory, names, people, stories, urls
from bot.companies import Directory
from bot.errors import UnknownName
from bot.model import (
    Article,
    Claim,
    CompanyProfile,
    LeftOut,
    Outcome,
    Person,
    Profile,
    Source,
    Step,
    TimelineLine,
    Told,
)
from bot.names import Likeness
from bot.store import Database
from bot.store import articles as kept_articles
from bot.store import background as kept_background
from bot.store import clusters as kept_clusters
from bot.store import decisions as kept_decisions
from bot.store import moves as kept_moves
from bot.store import people as kept_people
from bot.store import stories as kept_stories

WHOIS_DAYS = 90
"""How far /whois COMPANY looks back."""

MOVES_DAYS = 90
"""How far /moves COMPANY looks back unless asked otherwise."""


MOST_CANDIDATES, MOST_NAMESAKES = 200, 100
"""Of so many people who may be meant, those most told of, it is looked whom a name means; of fewer where nothing but a
surname is given, for all of them may be meant, and nobody chooses between more."""


_AT = re.compile(r"\s*@\s*|\s+(?:at|of|bei)\s+", re.IGNORECASE)

MOST_BESIDE = 8
MOST_SEARCHED, MOST_HEADLINES = 100, 5
"""A search brings some hundred articles; so many titles are shown where none of them tells of a move."""


class Direction(StrEnum):
    """Which half of /moves is wanted."""

    BOTH = "both"
    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Nobody:
    """Nobody of that name is known; `near` are those who come close, nearest first, `companies` the firms that do.

    `articles` are what a search of the news for that name brought, without a move in it.
    """

    asked: str
    near: tuple[Person, ...] = ()
    companies: tuple[str, ...] = ()
    articles: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class MovesAsked:
    """What /moves was asked for: a company, a direction, a span of days."""

    company: str
    direction: Direction = Direction.BOTH
    days: int = MOVES_DAYS


@dataclass(frozen=True, slots=True)
class Explanation:
    """The whole way of one article or story: what was read, by which rule, into which story, and what each channel got.

    `article` is set where one was asked about. `reasons` say, claim by claim, why it belongs to its story.
    """

    article: Article | None
    claims: tuple[tuple[Claim, Article], ...]
    story: int | None
    alerts: tuple[tuple[str, Outcome, str], ...]
    reasons: tuple[str, ...] = ()


def whois(
    database: Database, directory: Directory, asked: str, now: datetime, shown: int | None = None
) -> Profile | CompanyProfile | Nobody:
    """Who somebody is, or who leads and who came to and left a company.

    A company's exact name comes first, then people whose spelling is the same name; several people are candidates; none
    gives those who are near. "NAME @ COMPANY" ("at", "of", "bei") is whoever of that name was seen there, and where NAME
    is a post, who leads the company in it. Of who came to a company, who left and who rose there, the latest `shown` are
    lines, None for all.
    """
    whole = " ".join(asked.split()).lstrip("@ ")
    company = directory.find(whole)
    if company is not None:
        return _company(database, company.name, WHOIS_DAYS, now, shown)
    text, at = _parts(directory, whole)
    most = MOST_NAMESAKES if names.one_word(text) else MOST_CANDIDATES
    found = kept_people.candidates(database, names.looked_up_under(text), most)
    if at:
        found = tuple(one for one in _seen(database, found) if directory.name(at) in one.companies)
    likeness = {one.id: _likeness(text, one) for one in found}
    same = [one for one in found if likeness[one.id] is Likeness.SAME]
    if same:
        return _one_of(database, text, same, now)
    known = _company(database, _name_of_company(database, directory, text), WHOIS_DAYS, now, shown)
    if known.leaders or known.arrivals or known.departures or known.inside:
        return known
    maybe = [one for one in found if likeness[one.id] is Likeness.MAYBE]
    if maybe:
        return _one_of(database, text, maybe, now)
    if at:
        leaders = _company(database, _name_of_company(database, directory, at), WHOIS_DAYS, now, 0)
        holders = tuple(line for line in leaders.leaders if stories.alike(text, line.role))
        if holders:
            return CompanyProfile(leaders.company, leaders.days, holders)
    return Nobody(text, _seen(database, people.near(text, found)), directory.near(text))


def _parts(directory: Directory, whole: str) -> tuple[str, str]:
    """A name or post and the company behind it, as "head of design of Figma"; without one the whole and nothing."""
    parts = [(whole[: place.start()], whole[place.end() :]) for place in _AT.finditer(whole)]
    known = (pair for pair in parts if directory.find(pair[1]) is not None)
    return next(known, parts[0] if parts else (whole, ""))


def _one_of(database: Database, text: str, found: Sequence[Person], now: datetime) -> Profile:
    """The only one's profile, or all as candidates."""
    if len(found) == 1:
        return _profile(database, found[0], now)
    return Profile(name=text, candidates=_seen(database, found))


def _seen(database: Database, found: Sequence[Person]) -> tuple[Person, ...]:
    """The same people, each with where he or she was seen, by which namesakes are told apart."""
    companies = kept_people.companies_of(database, [one.id for one in found])
    return tuple(replace(one, companies=tuple(sorted(companies[one.id]))) for one in found)


def person(database: Database, number: int, now: datetime) -> Profile:
    """The profile of a person by number, for a candidate that was picked. Raises UnknownName."""
    found = kept_people.load(database, [number])
    if not found:
        raise UnknownName("that person is not known any more")
    return _profile(database, found[0], now)


def moves(
    database: Database, directory: Directory, asked: MovesAsked, now: datetime, shown: int | None = None
) -> CompanyProfile:
    """Who came to and left a company, and unless one direction is asked for, who changed posts inside.

    Of each list the latest `shown` are lines, None for all. Raises UnknownName where the house has never heard of the
    company.
    """
    profile = _company(database, _name_of_company(database, directory, asked.company), asked.days, now, shown)
    nothing = not (profile.arrivals or profile.departures or profile.inside)
    if nothing and directory.find(asked.company) is None:
        near = ", ".join(directory.near(asked.company))
        if near:
            raise UnknownName(f"no company “{asked.company}” is known here; did you mean {near}?")
        raise UnknownName(f"no company “{asked.company}” is known here")
    profile = replace(profile, leaders=())
    if asked.direction is Direction.IN:
        net = tuple(flow for flow in profile.net if flow[1])
        left_out = LeftOut(arrivals=profile.left_out.arrivals)
        return replace(profile, departures=(), inside=(), net=net, went_to=(), left_out=left_out)
    if asked.direction is Direction.OUT:
        net = tuple(flow for flow in profile.net if flow[2])
        left_out = LeftOut(departures=profile.left_out.departures)
        return replace(profile, arrivals=(), inside=(), net=net, came_from=(), left_out=left_out)
    return profile


def parse_moves(text: str) -> MovesAsked:
    """What stands behind /moves: COMPANY [in|out] [30d]. Raises UnknownName where no company is given."""
    direction, days = Direction.BOTH, MOVES_DAYS
    words = text.split()
    while words:
        last = words[-1].casefold()
        span = re.fullmatch(r"(\d{1,4})d", last)
        if span:
            days = int(span[1])
        elif last in (Direction.IN, Direction.OUT):
            direction = Direction(last)
        else:
            break
        words.pop()
    if not words:
        raise UnknownName("which company? For example: /moves Meta in 30d")
    return MovesAsked(" ".join(words), direction, days)


def explain(database: Database, asked: str) -> Explanation:
    """The whole way of an article (by address) or a story (by number). Raises UnknownName."""
    text = asked.strip().strip("<>")
    if text.isdigit():
        key = kept_stories.standing(database, int(text))
        story = kept_stories.load(database, [key]).get(key)
        span = kept_clusters.load(database, int(text))
        if span is not None:
            return _explanation_of_cluster(database, span)
        if story is None or not story.told:
            raise UnknownName(f"there is no story {text}")
        return _explanation(database, None, story.key, kept_articles.reasons(database, "story", story.key))
    article = kept_articles.by_address(database, urls.canonical(text) or text)
    if article is None:
        raise UnknownName(f"no article with the address {text} is remembered")
    told = kept_articles.reasons(database, "article", article.id)
    key = next((story for _, story, _ in told if story), 0)
    return _explanation(database, article, key, told)


def _explanation_of_cluster(database: Database, span: kept_clusters.Span) -> Explanation:
    """Whom a departure cluster counts, by what is believed today."""
    cluster = memory.present(database, span)
    told = [(one, move) for move in cluster.moves for one in move.told] if cluster else []
    found = _explanation(database, None, span.story, ())
    return replace(
        found,
        claims=tuple((one.claim, one.article) for one, _ in told),
        reasons=tuple(
            f"counted among those who leave {span.company} from {span.begins:%Y-%m-%d} to {span.ends:%Y-%m-%d}: {move.person}"
            for _, move in told
        ),
    )


def _explanation(
    database: Database, article: Article | None, story: int, told: tuple[tuple[Told, int, str], ...]
) -> Explanation:
    outcomes = tuple(
        (channel, Outcome(outcome), reason) for channel, outcome, reason in kept_decisions.of_story(database, story)
    )
    return Explanation(
        article=article,
        claims=tuple((pair.claim, pair.article) for pair, _, _ in told),
        story=story or None,
        alerts=outcomes,
        reasons=tuple(reason for _, _, reason in told),
    )


def headlines(database: Database, feed_url: str, name: str) -> tuple[Source, ...]:
    """What a search brought that has the whole name in its title, the latest first."""
    words = set(names.fold(name).split())
    return tuple(
        Source(article.url, article.publisher, article.language, article.published, title=article.title)
        for article in kept_articles.newest_of_feed(database, feed_url, MOST_SEARCHED)
        if words <= set(re.findall(r"\w+", names.fold(article.title)))
    )[:MOST_HEADLINES]


def _profile(database: Database, person: Person, now: datetime) -> Profile:
    found = people.profile(person, kept_moves.of_person(database, person.id), now)
    return replace(
        found,
        beside=kept_people.beside(database, person.id, MOST_BESIDE),
        background=kept_background.lines(database, person.name),
    )


def _name_of_company(database: Database, directory: Directory, text: str) -> str:
    """The house's name of a company that somebody asks for; of one that no file knows, as it was read."""
    known = directory.find(text)
    return known.name if known else kept_moves.spelling_of_company(database, directory.name(text))


def _company(database: Database, name: str, days: int, now: datetime, shown: int | None) -> CompanyProfile:
    """Who leads a company, and of who came, went and rose inside the latest `shown`; the rest are only counted, for making
    lines of a thousand moves and looking for their sources would be most of the work."""
    steps = kept_moves.of_company(database, name, now - timedelta(days=days), now)
    traffic = people.traffic(name, steps, kept_moves.of_leaders(database, name))
    lists = (traffic.leaders, traffic.arrivals[:shown], traffic.departures[:shown], traffic.inside[:shown])
    leaders, arrivals, departures, inside = _lines(database, lists)
    return CompanyProfile(
        company=name,
        days=days,
        leaders=leaders,
        arrivals=arrivals,
        departures=departures,
        inside=inside,
        net=traffic.net,
        background=kept_background.lines(database, name),
        came_from=traffic.came_from,
        went_to=traffic.went_to,
        left_out=LeftOut(
            len(traffic.arrivals) - len(arrivals),
            len(traffic.departures) - len(departures),
            len(traffic.inside) - len(inside),
        ),
    )


def _lines(database: Database, lists: Sequence[Sequence[Step]]) -> Iterator[tuple[TimelineLine, ...]]:
    """Each list as lines with their sources."""
    numbers = sorted({step.id for steps in lists for step in steps})
    moves = kept_moves.without_told(database, numbers)
    sources = kept_moves.sources_of(database, numbers)
    return (tuple(people.line(moves[step.id], sources[step.id]) for step in steps) for steps in lists)


def _likeness(text: str, person: Person) -> Likeness:
    """The closest that any spelling of somebody comes to what was typed."""
    found = {names.compare(text, spelling) for spelling in (person.name, *person.aliases)}
    return next(likeness for likeness in (Likeness.SAME, Likeness.MAYBE, Likeness.DIFFERENT) if likeness in found)
