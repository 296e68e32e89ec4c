"""What a digest says: the alerts of its span in groups, one line a story, in the channel's language.

In: the alerts that a channel was told or that waited for its digest, the span, the channel, its local date. Out: one Alert with
a Summary. Pure. It must never word a sentence about the news: each line is the alert's own headline.

Groups go by what happened, so that a reader finds arrivals with arrivals; within a group the highest post comes first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from bot.languages.wording import wording
from bot.model import (
    Alert,
    AlertLine,
    Channel,
    CompanyProfile,
    Kind,
    Stage,
    StoryStatus,
    Summary,
    SummaryGroup,
    SummaryLine,
)

GROUPS = {
    "digest_arrivals": (Kind.HIRE, Kind.APPOINTMENT, Kind.ACQUIHIRE),
    "digest_moves": (Kind.MOVE,),
    "digest_departures": (Kind.DEPARTURE,),
    "digest_inside": (Kind.PROMOTION,),
    "digest_companies": (Kind.REORG, Kind.LAYOFFS, Kind.HIRING_FREEZE, Kind.HIRING_PUSH),
}
"""The label of each group, in the order shown, and what belongs to it; every kind stands in one (a test counts)."""

FEWEST = 2
"""So many people must have come to or gone from a company for its flow to be a picture rather than a line."""


def digest(
    alerts: Sequence[Alert], channel: Channel, day: date, since: datetime, until: datetime, flow: CompanyProfile | None
) -> Alert:
    """The digest of a channel for a local date. `alerts` is not empty.

    It stands in the outbox like any alert, under the negative of its date (-20261123): stories are numbered from 1.
    """
    say = wording(channel.language)
    title = say.label("digest_title", count=len(alerts), date=day.isoformat())
    groups = tuple(
        SummaryGroup(say.label(label), tuple(_line(alert) for alert in ordered))
        for label, kinds in GROUPS.items()
        if (ordered := sorted((alert for alert in alerts if _kind(alert) in kinds), key=_order))
    )
    return Alert(
        story=-int(f"{day:%Y%m%d}"),
        channel=channel,
        stage=Stage.NEW,
        headline=title,
        lines=tuple(
            AlertLine(line.text, line.status, None, None, None, None) for group in groups for line in group.lines
        ),
        status=StoryStatus.CONFIRMED,
        sources=tuple(line.source for group in groups for line in group.lines if line.source is not None),
        differences=(),
        first_published=until,
        fingerprint=f"digest {day.isoformat()}",
        summary=Summary(since, until, groups, flow),
    )


def busiest(alerts: Iterable[Alert]) -> str | None:
    """The company to or from which most people moved, the first by name where several tie; None below FEWEST."""
    count = Counter(
        company
        for alert in alerts
        for line in alert.lines
        if line.person is not None
        for company in {line.from_company, line.to_company}
        if company is not None
    )
    company, people = min(count.items(), key=lambda pair: (-pair[1], pair[0]), default=("", 0))
    return company if people >= FEWEST else None


def _line(alert: Alert) -> SummaryLine:
    return SummaryLine(alert.headline, alert.status, alert.story, alert.sources[0] if alert.sources else None)


def _kind(alert: Alert) -> Kind:
    return alert.lines[0].kind or Kind.APPOINTMENT


def _order(alert: Alert) -> tuple[int, datetime]:
    return -max(line.rank for line in alert.lines), alert.first_published
