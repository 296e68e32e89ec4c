"""The dictionary of the house: every word that two rooms share, once, as a frozen value.

Nothing comes in and nothing goes out: this module only names things. It imports nothing of the house,
holds no behaviour beyond what a value knows of itself, and must never touch a clock, a disk or the web.

The words follow the way of the data: a publisher's `Feed` brings an `Entry`; read, it is an `Article`;
what it says is a `Claim`; claims of one happening are a `Story`; what the house believes of it is a `Move`;
the decision to tell a channel is an `Alert`, and its fate a `Delivery`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum


class Kind(StrEnum):
    """What a claim says has happened (the reading rules define each)."""

    HIRE = "hire"
    DEPARTURE = "departure"
    MOVE = "move"
    PROMOTION = "promotion"
    APPOINTMENT = "appointment"
    REORG = "reorg"
    HIRING_FREEZE = "hiring_freeze"
    HIRING_PUSH = "hiring_push"
    LAYOFFS = "layoffs"
    ACQUIHIRE = "acquihire"


class ClaimStatus(StrEnum):
    """How one article says it."""

    CONFIRMED = "confirmed"
    REPORTED = "reported"
    PLANNED = "planned"
    DENIED = "denied"


class StoryStatus(StrEnum):
    """How the house believes it, over all articles; it climbs and falls."""

    RUMOUR = "rumour"
    REPORTED = "reported"
    PLANNED = "planned"
    CONFIRMED = "confirmed"
    DENIED = "denied"
    REVERSED = "reversed"


class Tier(StrEnum):
    """How far a source is trusted: by duty, by its own interest, by craft, or not by itself."""

    FILING = "filing"
    ISSUER = "issuer"
    PRESS = "press"
    AGGREGATOR = "aggregator"


class Rank(IntEnum):
    """The small ladder of roles, for routing; higher is more."""

    OTHER = 0
    RESEARCHER = 1
    LEAD = 2
    DIRECTOR = 3
    VICE_PRESIDENT = 4
    C_LEVEL = 5
    BOARD = 6


class Stage(StrEnum):
    """Why a revision of a told story exists."""

    NEW = "new"
    MORE_SOURCES = "more_sources"
    STATUS_CHANGED = "status_changed"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class DeliveryState(StrEnum):
    PENDING = "pending"
    POSTING = "posting"
    POSTED = "posted"
    FAILED = "failed"
    SKIPPED = "skipped"


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
    HISTORY = "history"
    TOO_OLD = "too_old"
    FIRST_FETCH = "first_fetch"
    WITHDRAWN = "withdrawn"
    NO_CLAIM = "no_claim"
    NO_PACK = "no_pack"
    NO_CHANNEL = "no_channel"


class Verdict(StrEnum):
    """A human's word; it outranks every machine."""

    FALSE_ALARM = "false_alarm"
    SAME_PERSON = "same_person"
    NOT_SAME_PERSON = "not_same_person"
    WRONG_COMPANY = "wrong_company"


@dataclass(frozen=True, slots=True)
class Feed:
    """A source, as configured. `language` is what its articles are written in when their text leaves doubt.

    `company` is the one that the whole source is about (a register's page, a search), where there is one.
    """

    url: str
    publisher: str
    tier: Tier = Tier.PRESS
    language: str | None = None
    sample: bool = False
    company: str | None = None


@dataclass(frozen=True, slots=True)
class FeedState:
    """A feed's polling memory. Validators are opaque and sent back unchanged, quotes included.

    `items` are the short hashes of the entries in the last document, so that only new ones are parsed.
    `next_check` is when it is due; None means now. `failures` counts in a row. `checked_at` is the last check,
    `status` its HTTP status (0: no answer), `full_at` the last one that brought a whole document. `validators_lie`
    marks a server whose validators stay the same while the document changes; they are not sent back.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    body_hash: bytes | None = None
    items: frozenset[bytes] = frozenset()
    fetched_once: bool = False
    next_check: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    problem: str | None = None
    gone: bool = False
    moved_to: str | None = None
    moved_times: int = 0
    interval_seconds: int = 900
    checked_at: datetime | None = None
    status: int = 0
    full_at: datetime | None = None
    validators_lie: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """What the publisher's feed said, item by item, untouched: titles and bodies may hold markup."""

    guid: str | None
    link: str | None
    title: str | None
    summary: str | None = None
    content: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: datetime | None = None
    updated: datetime | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One publication at one canonical address, in one language, as plain text.

    `id` is 0 until the store has given it a number. `published` is the publisher's date where it can be
    trusted, else `seen`. `key` is what makes it the same article again (canonical address, else guid,
    else a fingerprint of title and publisher). `sample` marks rows of the sample morning.
    """

    key: str
    url: str
    title: str
    publisher: str
    tier: Tier
    language: str
    published: datetime
    seen: datetime
    summary: str = ""
    text: str = ""
    feed_url: str = ""
    sample: bool = False
    id: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """This article says: kind, who, where, as what, how sure, in these words, by this rule.

    `person` is the fullest form in the article, None where nobody is named. For a hire `org` equals `to_org`,
    for a departure `org` equals `from_org`, for a move `org` is None and both others are set.
    `quote` is the exact words; `start` is their place in the document's text (title, summary and text
    joined by a blank line). `confidence` is in 0..1: of the claims at 0.9, nine in ten are right.
    `attribution` is who says so, as written; `named_source` is whether that is a person or company that
    answers for it, not "people familiar". `contradicted` marks two claims of one article that cannot both hold.
    `numbers` keeps counts by origin, as ("more than 20", "OpenAI") pairs.
    """

    kind: Kind
    person: str | None
    org: str | None
    from_org: str | None
    to_org: str | None
    role: str | None
    status: ClaimStatus
    confidence: float
    quote: str
    rule: str
    attribution: str | None = None
    named_source: bool = False
    contradicted: bool = False
    rank: Rank = Rank.OTHER
    start: int = 0
    numbers: tuple[tuple[str, str], ...] = ()
    past: bool = False
    """True for an earlier step of a career that the article only looks back on: for /whois, never an alert."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What detect makes of one document. `language` is a pack's code, or the guessed code where none fits."""

    language: str
    relevant: bool
    claims: tuple[Claim, ...] = ()
    has_pack: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """One claim with the article that makes it: a source, side by side with the others."""

    article: Article
    claim: Claim


@dataclass(frozen=True, slots=True)
class Move:
    """What the house believes of one person (or one company, where no person is concerned) in one story.

    `person_id` is 0 while nobody is named. Organisations stand under the house's name for them
    ("Meta" for "Facebook"); `from_company` and `to_company` are those names, None where unknown.
    `company` is the one where it happens when nobody changes employer. `differences` says in short
    lines where sources disagree; nothing is averaged.
    """

    kind: Kind
    person: str | None
    company: str | None
    from_company: str | None
    to_company: str | None
    role: str | None
    rank: Rank
    status: StoryStatus
    date: datetime
    told: tuple[Told, ...]
    confidence: float = 0.0
    person_id: int = 0
    story: int = 0
    differences: tuple[str, ...] = ()
    past: bool = False
    id: int = 0
    """The store's number of it, until the story is believed afresh."""


@dataclass(frozen=True, slots=True)
class Story:
    """All claims, from any outlet and language, that tell the same happening. `key` is given at birth; 0 is unborn.

    A story that turned out to be an older one stands as `merged_into` that one's key and tells nothing any more; the
    older has its key among `absorbed`. `quiet` is a story in which nothing but a rebuild changed anything: a message is
    edited, and nobody is told.
    """

    key: int
    told: tuple[Told, ...]
    born: datetime
    withdrawn: bool = False
    merged_into: int | None = None
    absorbed: tuple[int, ...] = ()
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A remembered human. `aliases` are all spellings met; `name` is the one shown."""

    id: int
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Company:
    """A firm with the names it goes by. `units` belong to it; `lookalikes` are phrases that must not count as it."""

    name: str
    aliases: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    lookalikes: tuple[str, ...] = ()
    country: str | None = None
    ticker: str | None = None
    cik: str | None = None
    tracked: bool = True


@dataclass(frozen=True, slots=True)
class Judgement:
    """A human's recorded word on `subject` (a story key, or two names), by whom and when."""

    verdict: Verdict
    subject: str
    other: str | None
    by: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Channel:
    """A place that is told, and what it wants to hear. Empty sets mean "everything tracked".

    `id` is the chat's own identifier (Slack: C…), `name` what a human calls it.
    """

    id: str
    name: str
    companies: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    statuses: frozenset[StoryStatus] = frozenset()
    languages: frozenset[str] = frozenset()
    min_rank: Rank = Rank.OTHER
    min_confidence: float = 0.6
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Source:
    """A line of proof under an alert or in a profile."""

    url: str
    publisher: str
    language: str
    date: datetime
    quote: str = ""
    attribution: str | None = None


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

    @property
    def subject(self) -> str:
        """Whom the line is about: the person, or the company where no person is concerned."""
        return self.person or self.company or self.to_company or self.from_company or ""


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


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether one channel is told of one story, and why (not)."""

    outcome: Outcome
    reason: str
    alert: Alert | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """An alert's fate. `key` is the opaque mark in the message's metadata by which it is looked up.

    `part` is 0 for the message (a post at revision 1, an edit later) and 1 for the reply in its thread.
    `timestamp` is the chat's own identifier of the message once it stands in the channel.
    """

    id: int
    key: str
    story: int
    channel: str
    revision: int
    part: int
    stage: Stage
    state: DeliveryState
    alert: Alert
    created: datetime
    first_attempt: datetime | None = None
    last_attempt: datetime | None = None
    not_before: datetime | None = None
    attempts: int = 0
    timestamp: str | None = None
    reason: str | None = None
    folded_into: int | None = None
    """The row under whose key it goes, where several first tellings go as one message; that row names itself."""
    look_since: datetime | None = None
    """Set where it is to be looked up, from that moment on, before it is sent the first time."""


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
    move: int = 0
    """The number of the move that the line tells."""


@dataclass(frozen=True, slots=True)
class Post:
    """Where somebody is now, as far as the house knows."""

    org: str
    role: str | None
    since: datetime | None
    status: StoryStatus


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


@dataclass(frozen=True, slots=True)
class CompanyProfile:
    """The answer to /whois COMPANY and, over a span of days, to /moves COMPANY."""

    company: str
    days: int
    leaders: tuple[TimelineLine, ...] = ()
    arrivals: tuple[TimelineLine, ...] = ()
    departures: tuple[TimelineLine, ...] = ()
    inside: tuple[TimelineLine, ...] = ()
    net: tuple[tuple[str, int, int], ...] = field(default=())
    """(other company, came from there, went there), largest first."""


class Scope(StrEnum):
    """How far a chat's refusal reaches: this channel, this message, or everything that is sent with our token."""

    CHANNEL = "channel"
    MESSAGE = "message"
    TOKEN = "token"


@dataclass(frozen=True, slots=True)
class Sent:
    """The chat took the message; `timestamp` is its own identifier of it."""

    timestamp: str


@dataclass(frozen=True, slots=True)
class Later:
    """The chat took nothing and may be asked again, not before `seconds` from now."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Unsure:
    """The message may or may not stand in the channel: look it up before anything else is sent."""

    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The chat took nothing, and the same request would be refused again."""

    reason: str
    scope: Scope


@dataclass(frozen=True, slots=True)
class Found:
    """The message looked for stands in the channel."""

    timestamp: str


@dataclass(frozen=True, slots=True)
class Absent:
    """The channel was read to its end since the time asked for, and the message is not there."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The channel's history cannot be read, so nobody can say whether the message stands there."""

    reason: str
