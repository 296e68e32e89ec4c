"""What a channel wants to hear, and when: wishes laid over one another, mutes, quiet hours, digests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from bot.model.claims import Kind, Rank
from bot.model.companies import Origin
from bot.model.stories import StoryStatus


class Reach(StrEnum):
    """How far a wish reaches, the widest first; a channel's own stands in its subscriptions."""

    WORKSPACE = "workspace"
    PACK = "pack"
    COMPANY = "company"


class Subject(StrEnum):
    """What can be muted."""

    COMPANY = "company"
    PERSON = "person"
    STORY = "story"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody said about what is to be told; None where nothing was said, so that a wider wish counts.

    `required` and `forbidden` are plain words and phrases: one of the first must be there, none of the second.
    """

    kinds: frozenset[Kind] | None = None
    statuses: frozenset[StoryStatus] | None = None
    languages: frozenset[str] | None = None
    min_rank: Rank | None = None
    min_confidence: float | None = None
    required: frozenset[str] | None = None
    forbidden: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class WideWish:
    """A wish for the whole workspace (`name` is ""), for the companies of a pack, or for one company."""

    reach: Reach
    name: str
    wish: Wish
    origin: Origin = Origin.FILE


@dataclass(frozen=True, slots=True)
class Rule:
    """What is told, after all wishes are laid over one another. Empty sets mean everything tracked.

    `digest` keeps what matches for the channel's digest instead of telling it at once.
    """

    companies: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    statuses: frozenset[StoryStatus] = frozenset()
    languages: frozenset[str] = frozenset()
    min_rank: Rank = Rank.OTHER
    min_confidence: float = 0.6
    required: frozenset[str] = frozenset()
    forbidden: frozenset[str] = frozenset()
    digest: bool = False


@dataclass(frozen=True, slots=True)
class Subscription:
    """One thing that a channel asked to hear of: these companies (empty: all tracked), in this way.

    `channel` is the channel's id, or its name where it has none yet. `number` is 0 for one that a file holds.
    """

    channel: str
    companies: frozenset[str] = frozenset()
    wish: Wish = Wish()
    digest: bool = False
    origin: Origin = Origin.FILE
    number: int = 0
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Mute:
    """Silence on a company, a person or a story (its number), in one channel or, with None, in all; until then or for ever."""

    subject: Subject
    name: str
    channel: str | None = None
    until: datetime | None = None
    number: int = 0
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours in which a channel is told nothing, by its own clock; `start` after `end` goes over midnight."""

    start: time
    end: time
    urgent_passes: bool = True


@dataclass(frozen=True, slots=True)
class Digest:
    """When a channel gets its digest, by its own clock: at a full hour, daily, or on one weekday (0 is Monday)."""

    hour: int = 9
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Urgent:
    """What passes quiet hours: of a post from this rank on, and so sure."""

    min_rank: Rank = Rank.C_LEVEL
    statuses: frozenset[StoryStatus] = frozenset({StoryStatus.CONFIRMED})


@dataclass(frozen=True, slots=True)
class ChannelSetting:
    """How one channel is to be addressed, as far as somebody said; None where nothing was said."""

    id: str
    name: str
    language: str | None = None
    zone: str | None = None
    digest: Digest | None = None
    quiet: Quiet | None = None
    origin: Origin = Origin.FILE


@dataclass(frozen=True, slots=True)
class Channel:
    """A place that is told, what it wants to hear, and when. Without a rule it is told nothing.

    `id` is the chat's own identifier (Slack: C…), `name` what a human calls it, `zone` a name of the tz database.
    """

    id: str
    name: str
    rules: tuple[Rule, ...] = (Rule(),)
    language: str = "en"
    zone: str = "UTC"
    digest: Digest | None = None
    quiet: Quiet | None = None
    urgent: Urgent = Urgent()
    mutes: tuple[Mute, ...] = ()
