"""The dictionary of the house: every word that two rooms share, once, as a frozen value.

Nothing comes in and nothing goes out: this package only names things. It imports nothing of the house,
holds no behaviour beyond what a value knows of itself, and must never touch a clock, a disk or the web.

The words follow the way of the data: a publisher's `Feed` brings an `Entry`; read, it is an `Article`;
what it says is a `Claim`; claims of one happening are a `Story`; what the house believes of it is a `Move`;
the decision to tell a channel is an `Alert`, and its fate a `Delivery`. Each has its room here, and other rooms of
the house ask at this door: `from bot.model import Claim`.
"""

from bot.model.alerts import Alert, AlertLine, Decision, Outcome, Stage, Summary, SummaryGroup, SummaryLine
from bot.model.articles import Article, Source
from bot.model.channels import (
    Channel,
    ChannelSetting,
    Digest,
    Mute,
    Quiet,
    Reach,
    Rule,
    Subject,
    Subscription,
    Urgent,
    WideWish,
    Wish,
)
from bot.model.claims import Claim, ClaimStatus, Kind, Rank, Reading
from bot.model.companies import Company, Origin
from bot.model.deliveries import (
    Absent,
    Delivery,
    DeliveryState,
    Found,
    Later,
    Refused,
    Scope,
    Sent,
    Sought,
    Unreadable,
    Unsure,
)
from bot.model.feeds import CompanySource, Entry, Feed, FeedState, SourceKind, Tier
from bot.model.people import Judgement, Person, Verdict
from bot.model.profiles import Background, CompanyProfile, Fact, LeftOut, Post, Profile, TimelineLine
from bot.model.rights import Action, Change, Rights, Role
from bot.model.stories import Cluster, Move, Step, Story, StoryStatus, Told
from bot.model.tenures import Extent, Tenure, Unit

__all__ = [
    "Absent",
    "Action",
    "Alert",
    "AlertLine",
    "Article",
    "Background",
    "Change",
    "Channel",
    "ChannelSetting",
    "Claim",
    "ClaimStatus",
    "Cluster",
    "Company",
    "CompanyProfile",
    "CompanySource",
    "Decision",
    "Delivery",
    "DeliveryState",
    "Digest",
    "Entry",
    "Extent",
    "Fact",
    "Feed",
    "FeedState",
    "Found",
    "Judgement",
    "Kind",
    "Later",
    "LeftOut",
    "Move",
    "Mute",
    "Origin",
    "Outcome",
    "Person",
    "Post",
    "Profile",
    "Quiet",
    "Rank",
    "Reach",
    "Reading",
    "Refused",
    "Rights",
    "Role",
    "Rule",
    "Scope",
    "Sent",
    "Sought",
    "Source",
    "SourceKind",
    "Stage",
    "Step",
    "Story",
    "StoryStatus",
    "Subject",
    "Subscription",
    "Summary",
    "SummaryGroup",
    "SummaryLine",
    "Tenure",
    "Tier",
    "TimelineLine",
    "Told",
    "Unit",
    "Unreadable",
    "Unsure",
    "Urgent",
    "Verdict",
    "WideWish",
    "Wish",
]
