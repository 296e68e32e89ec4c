"""The decision to tell one channel one thing, worded and not yet formatted; or why it is not told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.articles import Source
from bot.model.channels import Channel
from bot.model.claims import Kind, Rank
from bot.model.profiles import CompanyProfile
from bot.model.stories import StoryStatus


class Stage(StrEnum):
    """Why a revision of a told story exists."""

    NEW = "new"
    MORE_SOURCES = "more_sources"
    STATUS_CHANGED = "status_changed"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class Outcome(StrEnum):
    """What became of a story for one channel; a closed list that `explain` and `why` speak in."""

    TOLD = "told"
    UNCHANGED = "unchanged"
    NOT_TRACKED = "not_tracked"
    COMPANY_NOT_WANTED = "company_not_wanted"
    KIND_NOT_WANTED = "kind_not_wanted"
    STATUS_NOT_WANTED = "status_not_wanted"
    RANK_TOO_LOW = "rank_too_low"
    LANGUAGE_NOT_WANTED = "language_not_wanted"
    LOW_CONFIDENCE = "low_confidence"
    WORD_MISSING = "word_missing"
    WORD_FORBIDDEN = "word_forbidden"
    MUTED = "muted"
    QUIET = "quiet"
    DIGEST = "digest"
    HISTORY = "history"
    TOO_OLD = "too_old"
    FIRST_FETCH = "first_fetch"
    WITHDRAWN = "withdrawn"
    NO_CLAIM = "no_claim"
    NO_PACK = "no_pack"
    NO_CHANNEL = "no_channel"


@dataclass(frozen=True, slots=True)
class AlertLine:
    """One sentence of an alert in the channel's language, with its status beside it."""

    text: str
    status: StoryStatus
    person: str | None
    company: str | None
    from_company: str | None
    to_company: str | None
    quote: str = ""
    quote_language: str = ""
    kind: Kind | None = None
    rank: Rank = Rank.OTHER

    @property
    def subject(self) -> str:
        """Whom the line is about: the person, or the company where no person is concerned."""
        return self.person or self.company or self.to_company or self.from_company or ""


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One line of a digest: one sentence of one story, and where it can be read first."""

    text: str
    status: StoryStatus
    story: int
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class SummaryGroup:
    """Lines of a digest that belong under one title."""

    title: str
    lines: tuple[SummaryLine, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a digest holds: from when to when, in groups, and the company whose flow is drawn, where one stands out.

    `since` and `until` are in UTC; `until` is the moment at which the digest is due.
    """

    since: datetime
    until: datetime
    groups: tuple[SummaryGroup, ...]
    flow: CompanyProfile | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """The decision to tell one channel one thing, worded, not yet formatted.

    `headline` is the one sentence of the top line. `fingerprint` is equal for two alerts that say the same,
    so that a revision exists only where the present truth differs from what was last enqueued.
    """

    story: int
    channel: Channel
    stage: Stage
    headline: str
    lines: tuple[AlertLine, ...]
    status: StoryStatus
    sources: tuple[Source, ...]
    differences: tuple[str, ...]
    first_published: datetime
    fingerprint: str
    sample: bool = False
    reply: str | None = None
    """What is said in the message's thread when this revision is told; None where an edit is enough."""
    stories: tuple[int, ...] = ()
    """Set where several stories go as one message: the story of each line. What does not fit stands behind a button."""
    summary: Summary | None = None
    """Set where the message is a channel's digest."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether one channel is told of one story, and why (not)."""

    outcome: Outcome
    reason: str
    alert: Alert | None = None
    quiet_until: datetime | None = None
