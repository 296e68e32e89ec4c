"""The dictionary of the house: every word that two rooms share, once, as a frozen value.

Nothing comes in and nothing goes out: this module only names things. It imports nothing of the house,
holds no behaviour beyond what a value knows of itself, and must never touch a clock, a disk or the web.

The words follow the way of the data: a publisher's `Feed` brings an `Entry`; read, it is an `Article`;
what it says is a `Claim`; claims of one happening are a `Story`; what the house believes of it is a `Move`;
the decision to tell a channel is an `Alert`, and its fate a `Delivery`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time
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


class Origin(StrEnum):
    """Who set something: a config file, which no chat can change, or people in a chat."""

    FILE = "file"
    CHAT = "chat"


class Reach(StrEnum):
    """How far a wish reaches, the widest first; a channel's own stands in its subscriptions."""

    WORKSPACE = "workspace"
    PACK = "pack"
    COMPANY = "company"


class Role(IntEnum):
    """Who somebody is in the chat, for rights; higher may do more."""

    GUEST = 0
    MEMBER = 1
    CURATOR = 2
    ADMIN = 3


class Action(StrEnum):
    """What a right is about. RHYTHM is language, time zone, quiet hours and digest of a channel; RULES is what
    reaches further than one channel.
    """

    JUDGE = "judge"
    MUTE = "mute"
    SUBSCRIBE = "subscribe"
    RHYTHM = "rhythm"
    TRACK = "track"
    FEEDS = "feeds"
    RULES = "rules"
    FORGET = "forget"
    TEST = "test"


class Subject(StrEnum):
    """What can be muted."""

    COMPANY = "company"
    PERSON = "person"
    STORY = "story"


class Verdict(StrEnum):
    """A human's word; it outranks every machine."""

    FALSE_ALARM = "false_alarm"
    SAME_PERSON = "same_person"
    NOT_SAME_PERSON = "not_same_person"
    WRONG_COMPANY = "wrong_company"


class SourceKind(StrEnum):
    """An official source or a search that is asked company by company."""

    SEC = "sec"
    GDELT = "gdelt"
    EQS = "eqs"
    COMPANIES_HOUSE = "companies_house"
    NEWS_SEARCH = "news_search"


@dataclass(frozen=True, slots=True)
class CompanySource:
    """Such a source, as configured: one feed for each tracked company. `language` is that of a search's words."""

    kind: SourceKind
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Feed:
    """A source, as configured. `language` is what its articles are written in when their text leaves doubt.

    `company` is the one that the whole source is about (a register's page, a search), where there is one. `asked` marks
    a search that is read because somebody asked for a name: what it brings is remembered and never told.
    """

    url: str
    publisher: str
    tier: Tier = Tier.PRESS
    language: str | None = None
    sample: bool = False
    company: str | None = None
    asked: bool = False


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
    hot_until: datetime | None = None
    """Until then a tracked company is in this feed's news, and it is asked more often."""
    noticed: bool = False
    """The admins were told that it fails, and are to be told when it recovers."""


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
    else a fingerprint of title and publisher). `sample` marks rows of the sample morning, `asked` what was found because
    somebody asked.
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
    asked: bool = False


class Unit(StrEnum):
    """What a time is counted in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Extent(StrEnum):
    """How exactly a tenure is said. NONE: it ended before the first day."""

    EXACTLY = "exactly"
    ABOUT = "about"
    UNDER = "under"
    OVER = "over"
    SEVERAL = "several"
    NONE = "none"


_DAYS = {Unit.DAY: 1.0, Unit.WEEK: 7.0, Unit.MONTH: 30.5, Unit.YEAR: 365.25}


@dataclass(frozen=True, slots=True)
class Tenure:
    """How long somebody had been there when they left, in the article's words (`said`) and as a number of units.

    `count` says nothing where the extent is SEVERAL or NONE. `in_post` is whether it is the time in one post, which may be
    shorter than that with the employer.
    """

    said: str
    extent: Extent
    count: int = 0
    unit: Unit = Unit.DAY
    in_post: bool = False

    @property
    def days(self) -> tuple[float, float]:
        """The least and the most that it can mean: who counts years says nine for nine and a half, and for eight and a half."""
        one = _DAYS[self.unit]
        match self.extent:
            case Extent.NONE:
                return 0.0, 0.0
            case Extent.UNDER:
                return 0.5, self.count * one
            case Extent.OVER:
                return self.count * one, float("inf")
            case Extent.SEVERAL:
                return 1.5 * one, 11 * one
            case Extent.ABOUT:
                return 0.75 * self.count * one, 1.25 * self.count * one + one / 2
        return max(0.5, (self.count - 0.5) * one), (self.count + 1) * one


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
    tenure: tuple[Tenure, ...] = ()
    """How long somebody had been there who leaves; several where the article itself says two things."""


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
    tenure: Tenure | None = None
    """How long somebody had been there who leaves; None where nobody says, or sources differ."""
    origins: tuple[str, ...] = ()
    """From which companies a hiring push takes people: each further one is more of the same push, no disagreement."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """More people leave a company than usual. `moves` are their leavings, one each, the oldest first.

    `expected` is what the company's own base rate lets expect in `days` days, from `before` people in the `memory_days`
    days before; `chance` is the probability of so many or more by that rate.
    """

    company: str
    moves: tuple[Move, ...]
    days: int
    before: int
    memory_days: int
    expected: float
    chance: float


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
    """A remembered human. `aliases` are all spellings met; `name` is the one shown.

    `companies`, where he or she was seen, are filled where an answer lists people to choose between.
    """

    id: int
    name: str
    aliases: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()


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
    pack: str | None = None
    origin: Origin = Origin.FILE
    isin: str | None = None
    companies_house: str | None = None
    """The registered number at Companies House, where it is a British company."""
    listed: bool = True
    """False where it is known that no stock exchange lists it, so that a ticker is not missing."""


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


@dataclass(frozen=True, slots=True)
class Rights:
    """Who may change what: people by the chat's own identifiers, and the least role for each action."""

    admins: frozenset[str] = frozenset()
    curators: frozenset[str] = frozenset()
    least: tuple[tuple[Action, Role], ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the audit log: who changed what, when; `said` is the change in words, in English."""

    number: int
    at: datetime
    by: str
    action: Action
    said: str


@dataclass(frozen=True, slots=True)
class Source:
    """A line of proof under an alert or in a profile."""

    url: str
    publisher: str
    language: str
    date: datetime
    quote: str = ""
    attribution: str | None = None
    title: str = ""
    tier: Tier = Tier.PRESS


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
class Decision:
    """Whether one channel is told of one story, and why (not)."""

    outcome: Outcome
    reason: str
    alert: Alert | None = None
    quiet_until: datetime | None = None


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
    alone: int = 0
    """How often the chat did not take it though it took others within a minute of it."""


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
    background: tuple[Background, ...] = ()


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
