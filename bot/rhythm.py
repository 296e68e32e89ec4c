"""When a channel is told: quiet hours, the moments of its digests, what is urgent, and when it is too much at once.

In: a channel's settings and now. Out: moments in UTC, or yes and no. Pure. It must never tell a channel's digest twice
on one of its local days, nor skip one: the local date is the digest's name, and what the clocks do in a night of
daylight saving changes only its moment.

On the night when an hour is left out, a time within it is the moment at which the clocks are put forward; on the night when an
hour comes twice, a time within it is its first coming. (zoneinfo with fold 0, checked over 730 days in the tests.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.model import Alert, Digest, Quiet, Urgent

MOST_SINGLY = 8
"""So many alerts of a channel are told one by one within the window of a storm; of more, those that wait go together."""


@dataclass(frozen=True, slots=True)
class Due:
    """One digest of a channel: its name, the local date, and its moment in UTC."""

    date: date
    moment: datetime


def moment(day: date, clock: time, zone: str) -> datetime:
    """The moment in UTC at which a clock in this zone shows that time of that day, its first coming where there are two."""
    return datetime.combine(day, clock, ZoneInfo(zone)).astimezone(UTC)


def latest_digest(digest: Digest, zone: str, now: datetime) -> Due:
    """The digest whose moment came last, up to now."""
    today = now.astimezone(ZoneInfo(zone)).date()
    days = (today - timedelta(days=back) for back in range(9))
    dues = (Due(day, moment(day, time(digest.hour), zone)) for day in days if digest.weekday in (None, day.weekday()))
    return next(due for due in dues if due.moment <= now)


def quiet_until(quiet: Quiet, zone: str, now: datetime) -> datetime | None:
    """When the quiet hours end in which now lies; None outside of them. They begin with `start` and end before `end`."""
    today = now.astimezone(ZoneInfo(zone)).date()
    over_midnight = timedelta(days=quiet.start > quiet.end)
    for day in (today - timedelta(days=1), today):
        if moment(day, quiet.start, zone) <= now < moment(day + over_midnight, quiet.end, zone):
            return moment(day + over_midnight, quiet.end, zone)
    return None


def is_urgent(alert: Alert, urgent: Urgent) -> bool:
    """Whether it is about somebody of so high a post, and so sure."""
    return any(
        line.person is not None and line.rank >= urgent.min_rank and line.status in urgent.statuses
        for line in alert.lines
    )


@dataclass(frozen=True, slots=True)
class Singly:
    """Tell the next one by itself."""


@dataclass(frozen=True, slots=True)
class Together:
    """Tell all that wait as one message."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Tell nothing before this moment, for more may be coming."""

    until: datetime


def storm(told: Sequence[datetime], waiting: int, window: timedelta, now: datetime) -> Singly | Together | Hold:
    """What to do with `waiting` first tellings (at least one) of a channel, in which messages went at the moments `told`.

    In any window at most MOST_SINGLY messages go. Where those that wait would be more, they go as one; where the
    channel had its fill, they wait until the window has room, and go as one if they are several by then. Moments
    in the future were written before the clock was put back, and do not count.
    """
    recent = sorted(one for one in told if now - window < one <= now)
    if len(recent) >= MOST_SINGLY:
        return Hold(recent[-MOST_SINGLY] + window)
    if len(recent) + waiting > MOST_SINGLY and waiting > 1:
        return Together()
    return Singly()
