"""What is answered: who somebody is, where people came from and went to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.model.articles import Source
from bot.model.claims import Kind
from bot.model.people import Person
from bot.model.stories import StoryStatus
from bot.model.tenures import Tenure


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One line of a profile or of a company's moves, with its sources."""

    date: datetime
    kind: Kind
    person: str | None
    from_org: str | None
    to_org: str | None
    role: str | None
    status: StoryStatus
    sources: tuple[Source, ...]
    differences: tuple[str, ...] = ()
    story: int = 0
    past: bool = False
    """True for an earlier step that an article only looked back on: `date` is then when it was told."""
    tenure: Tenure | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """Where somebody is now, as far as the house knows."""

    org: str
    role: str | None
    since: datetime | None
    status: StoryStatus


class Fact(StrEnum):
    """What Wikidata says of somebody, or of a company."""

    EMPLOYER = "employer"
    POSITION = "position"
    CHIEF_EXECUTIVE = "chief_executive"
    CHAIR = "chair"


@dataclass(frozen=True, slots=True)
class Background:
    """A line from Wikidata (CC0), never from our own memory, which comes first.

    `since` and `until` are as exact as they are known: "2019", "2019-05" or "2019-05-02". `url` is the item's page.
    """

    fact: Fact
    value: str
    url: str
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """The answer to /whois NAME: one person, or the candidates between whom the asker must choose."""

    name: str
    aliases: tuple[str, ...] = ()
    current: Post | None = None
    timeline: tuple[TimelineLine, ...] = ()
    open_rumours: tuple[TimelineLine, ...] = ()
    candidates: tuple[Person, ...] = ()
    beside: tuple[str, ...] = ()
    """Who else is told of in the same stories, the most frequent first."""
    latest: tuple[Source, ...] = ()
    """The last stories, each by its newest article, the newest first."""
    background: tuple[Background, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many more there are than the lines of a company's lists."""

    arrivals: int = 0
    departures: int = 0
    inside: int = 0


@dataclass(frozen=True, slots=True)
class CompanyProfile:
    """The answer to /whois COMPANY and, over a span of days, to /moves COMPANY.

    Its lists may be cut; what is counted counts all.
    """

    company: str
    days: int
    leaders: tuple[TimelineLine, ...] = ()
    arrivals: tuple[TimelineLine, ...] = ()
    departures: tuple[TimelineLine, ...] = ()
    inside: tuple[TimelineLine, ...] = ()
    net: tuple[tuple[str, int, int], ...] = field(default=())
    """(other company, came from there, went there), largest first."""
    background: tuple[Background, ...] = ()
    came_from: tuple[tuple[str | None, int], ...] = ()
    """How many are believed to have come from each company; None is from where nobody says. Largest first."""
    went_to: tuple[tuple[str | None, int], ...] = ()
    left_out: LeftOut = LeftOut()
