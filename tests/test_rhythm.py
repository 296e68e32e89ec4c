"""When a channel is told: its digests on every local day once, its quiet hours, and what is too much at once."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import alerts, rhythm
from bot.model import Digest, Quiet, Rank, StoryStatus, Urgent
from bot.rhythm import MOST_SINGLY, Hold, Singly, Together
from tests.builders import MORNING, channel, move, story

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")
WINDOW = timedelta(minutes=5)

moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
clocks = st.times(datetime.min.time(), time(23, 59)).map(lambda clock: clock.replace(second=0, microsecond=0))
zones = st.sampled_from((*ZONES, "Africa/Casablanca", "America/Havana", "Pacific/Apia", "UTC"))


def ticks(zone: str, days: int, minutes: int) -> list[datetime]:
    """So many days of ticks, from a local midnight on."""
    start = datetime(2026, 1, 1, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    return [start + timedelta(minutes=minutes * tick) for tick in range(days * 24 * 60 // minutes)]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("hour", [0, 1, 2, 3, 9, 23])
def test_a_daily_digest_comes_once_on_each_local_day_of_two_years(zone: str, hour: int) -> None:
    dues = dict.fromkeys(rhythm.latest_digest(Digest(hour), zone, now) for now in ticks(zone, 731, 30))
    days = [due.date for due in dues]
    wanted = [date(2026, 1, 1) + timedelta(days=number) for number in range(730)]
    assert [day for day in days if day in set(wanted)] == wanted
    for due in dues:
        local = due.moment.astimezone(ZoneInfo(zone))
        assert local.date() == due.date
        assert timedelta(0) <= local.replace(tzinfo=None) - datetime.combine(due.date, time(hour)) <= timedelta(hours=1)


@pytest.mark.parametrize("zone", ZONES)
def test_a_weekly_digest_comes_once_a_week_on_its_day(zone: str) -> None:
    dues = dict.fromkeys(rhythm.latest_digest(Digest(2, weekday=6), zone, now) for now in ticks(zone, 730, 60))
    days = [due.date for due in dues]
    assert {day.weekday() for day in days} == {6}
    assert {after - before for before, after in pairwise(days)} == {timedelta(days=7)}


@given(now=moments, hour=st.integers(0, 23), zone=zones, weekday=st.none() | st.integers(0, 6))
def test_the_latest_digest_is_never_to_come_and_never_long_ago(
    now: datetime, hour: int, zone: str, weekday: int | None
) -> None:
    due = rhythm.latest_digest(Digest(hour, weekday), zone, now)
    assert due.moment <= now < due.moment + timedelta(days=1 if weekday is None else 7, hours=2)
    assert rhythm.latest_digest(Digest(hour, weekday), zone, due.moment) == due


@given(now=moments, start=clocks, end=clocks, zone=zones)
def test_quiet_hours_end_and_are_over_then(now: datetime, start: time, end: time, zone: str) -> None:
    until = rhythm.quiet_until(Quiet(start, end), zone, now)
    if until is not None:
        assert now < until <= now + timedelta(hours=26)
        assert until.astimezone(ZoneInfo(zone)).minute in {end.minute, (end.minute + 30) % 60}
        assert rhythm.quiet_until(Quiet(start, end), zone, now + (until - now) / 2) == until
        after = rhythm.quiet_until(Quiet(start, end), zone, until)
        assert after is None or start == end or after > until


@pytest.mark.parametrize("zone", ZONES)
def test_nights_are_quiet_and_days_are_not(zone: str) -> None:
    quiet = Quiet(time(22), time(7))
    for now in ticks(zone, 730, 60):
        local = now.astimezone(ZoneInfo(zone)).time()
        assert (rhythm.quiet_until(quiet, zone, now) is not None) == (local >= time(22) or local < time(7))


def test_quiet_hours_in_the_night_that_has_an_hour_twice_are_not_quiet_twice() -> None:
    quiet = Quiet(time(22), time(2, 30))
    first, second = (datetime(2026, 10, 25, hour, 45, tzinfo=UTC) for hour in (0, 1))
    assert first.astimezone(ZoneInfo("Europe/Berlin")).time() == second.astimezone(ZoneInfo("Europe/Berlin")).time()
    assert rhythm.quiet_until(quiet, "Europe/Berlin", first - timedelta(minutes=20)) is not None
    assert rhythm.quiet_until(quiet, "Europe/Berlin", first) is None
    assert rhythm.quiet_until(quiet, "Europe/Berlin", second - timedelta(minutes=20)) is None


@pytest.mark.parametrize(
    ("rank", "status", "urgent"),
    [
        (Rank.C_LEVEL, StoryStatus.CONFIRMED, True),
        (Rank.BOARD, StoryStatus.CONFIRMED, True),
        (Rank.VICE_PRESIDENT, StoryStatus.CONFIRMED, False),
        (Rank.C_LEVEL, StoryStatus.RUMOUR, False),
    ],
)
def test_urgent_is_who_stands_high_and_is_sure(rank: Rank, status: StoryStatus, urgent: bool) -> None:
    alert = alerts.word(story(), [move(rank=rank, status=status)], channel())
    assert rhythm.is_urgent(alert, Urgent()) is urgent
    assert not rhythm.is_urgent(alert, Urgent(min_rank=Rank.BOARD, statuses=frozenset({StoryStatus.DENIED})))


@pytest.mark.parametrize(
    ("told", "waiting", "expected"),
    [
        ([], 1, Singly()),
        ([], MOST_SINGLY, Singly()),
        ([], MOST_SINGLY + 1, Together()),
        ([1] * (MOST_SINGLY - 1), 1, Singly()),
        ([1] * (MOST_SINGLY - 1), 2, Together()),
        ([4] + [1] * (MOST_SINGLY - 1), 1, Hold(MORNING + timedelta(minutes=1))),
        ([6] * MOST_SINGLY, 1, Singly()),
        ([-60] * MOST_SINGLY, 1, Singly()),
    ],
)
def test_of_more_than_a_few_in_a_window_those_that_wait_go_together(
    told: list[int], waiting: int, expected: object
) -> None:
    at = [MORNING - timedelta(minutes=minutes) for minutes in told]
    assert rhythm.storm(at, waiting, WINDOW, MORNING) == expected


@given(arrivals=st.lists(st.integers(0, 3600), min_size=1, max_size=120))
def test_never_more_messages_in_a_window_than_allowed_and_none_is_left(arrivals: list[int]) -> None:
    told: list[datetime] = []
    coming, waiting, now = sorted(arrivals), 0, MORNING
    while coming or waiting:
        while coming and MORNING + timedelta(seconds=coming[0]) <= now:
            coming.pop(0)
            waiting += 1
        if waiting:
            match rhythm.storm(told, waiting, WINDOW, now):
                case Singly():
                    told, waiting = [*told, now], waiting - 1
                case Together():
                    told, waiting = [*told, now], 0
                case Hold(until):
                    assert now < until <= now + WINDOW
        now += timedelta(seconds=1)
    assert all(len([one for one in told if at <= one < at + WINDOW]) <= MOST_SINGLY for at in told)
