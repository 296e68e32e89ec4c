"""Rows 31 and 32 of the fault matrix, the rhythm, and the words."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.timing import LONGEST, MOVED_AFTER, SHORTEST, address_of, after, request, words
from bot.feeds.values import Parsed, Reply
from bot.model import Entry, FeedState

URL = "https://sample.example/feed"
NOW = datetime(2025, 9, 2, 8, 30, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def state(**more: object) -> FeedState:
    return replace(FeedState(URL, fetched_once=True, checked_at=NOW, full_at=NOW), **more)  # type: ignore[arg-type]


def fine(**more: object) -> Reply:
    return replace(Reply(URL, 200, b"x", final_url=URL), **more)  # type: ignore[arg-type]


def failed(status: int, **more: object) -> Reply:
    return fine(status=status, body=b"", problem=f"The server answers {status}.", **more)


def held(*dates: datetime) -> Parsed:
    return Parsed(entries=tuple(Entry(None, None, "A title", published=date) for date in dates))


def step(
    before: FeedState, reply: Reply, parsed: Parsed | None = None, now: datetime = NOW, jitter: float = 0.5
) -> FeedState:
    return after(before, reply, parsed, b"hash", now, jitter)


def wait(before: FeedState, reply: Reply, parsed: Parsed | None = None) -> timedelta:
    due = step(before, reply, parsed).next_check
    assert due is not None
    return due - NOW


class TestRhythm:
    def live(self, publish: Iterable[datetime], days: float) -> tuple[float, list[timedelta]]:
        """A feed's life: checks a day, and how long after its publication each item was seen."""
        now, memory, checks, late = NOW, FeedState(URL), 0, []
        waiting = sorted(publish)
        random = Random(1)
        while now < NOW + timedelta(days=days):
            new = [date for date in waiting if date <= now]
            waiting = waiting[len(new) :]
            late += [now - date for date in new] if checks else []
            memory = after(memory, fine(), held(*new), b"", now, random.random())
            checks += 1
            assert memory.next_check is not None
            now = memory.next_check
        return checks / days, late

    def test_a_busy_wire_is_asked_every_minute_or_two(self) -> None:
        checks, late = self.live((NOW + 5 * MINUTE * number for number in range(-50, 600)), days=2)
        assert 700 < checks < 1500
        assert sorted(late)[len(late) * 95 // 100] < 3 * MINUTE

    def test_a_sleepy_blog_is_asked_twice_a_day(self) -> None:
        checks, _ = self.live([NOW - 40 * DAY, NOW - 20 * DAY], days=30)
        assert 1.5 < checks < 2.5

    def test_a_quiet_night_costs_minutes_in_the_morning(self) -> None:
        by_day = [NOW + DAY * day + 5 * MINUTE * number for day in range(-2, 4) for number in range(120)]
        _, late = self.live(by_day, days=3)
        assert max(late) < 45 * MINUTE
        assert sorted(late)[len(late) * 95 // 100] < 10 * MINUTE

    def test_the_first_look_at_a_feed_tells_its_rhythm(self) -> None:
        new = FeedState(URL)
        assert step(new, fine(), held()).interval_seconds == 900
        assert step(new, fine(), held(*(NOW - HOUR * n for n in range(30)))).interval_seconds == 150
        assert (
            step(new, fine(), held(*(NOW - DAY * 14 * n for n in range(9)))).interval_seconds == LONGEST.total_seconds()
        )

    def test_a_tracked_company_in_the_news_makes_it_hot(self) -> None:
        hot = after(state(interval_seconds=3600), fine(), held(), b"", NOW, 0.5, hot=True)
        assert hot.next_check == NOW + 2 * MINUTE
        assert hot.interval_seconds == 3600

    def test_jitter_spreads_feeds(self) -> None:
        dues = {step(state(), fine(), None, jitter=jitter).next_check for jitter in (0.0, 0.25, 1.0)}
        assert len(dues) == 3


@given(st.integers(1, 200_000), st.integers(0, 50), st.floats(0, 1))
def test_the_interval_stays_within_bounds(seconds: int, new: int, jitter: float) -> None:
    memory = after(state(interval_seconds=seconds), fine(), held(*[NOW] * new), b"", NOW + DAY, jitter)
    assert SHORTEST.total_seconds() <= memory.interval_seconds <= LONGEST.total_seconds()
    assert memory.next_check is not None
    assert SHORTEST * 0.94 <= memory.next_check - NOW - DAY <= LONGEST * 1.06


class TestWhatPublishersWish:
    @pytest.mark.parametrize(
        ("reply", "parsed", "expected"),
        [
            (fine(cache_control="public, max-age=1800"), held(), 30 * MINUTE),
            (fine(cache_control="max-age=86400"), held(), HOUR),
            (fine(cache_control="no-cache, max-age=1800"), held(), 15 * MINUTE),
            (fine(cache_control='MAX-AGE="1800"'), held(), 30 * MINUTE),
            (fine(cache_control="max-age=x"), held(), 15 * MINUTE),
            (fine(expires=format_datetime(NOW + 20 * MINUTE, usegmt=True)), held(), 20 * MINUTE),
            (fine(expires="0"), held(), 15 * MINUTE),
            (fine(), Parsed(ttl_minutes=40), 40 * MINUTE),
            (fine(), Parsed(ttl_minutes=1440), HOUR),
            (fine(), Parsed(ttl_minutes=1), 15 * MINUTE),
        ],
    )
    def test_freshness_lengthens_the_wait_within_reason(
        self, reply: Reply, parsed: Parsed, expected: timedelta
    ) -> None:
        assert abs(wait(state(), reply, parsed) - expected) < MINUTE

    def test_skipped_hours_are_skipped(self) -> None:
        due = step(state(interval_seconds=3000), fine(), Parsed(skip_hours=frozenset({9, 10, 11}))).next_check
        assert due == datetime(2025, 9, 2, 12, tzinfo=UTC)
        every = Parsed(skip_hours=frozenset(range(24)))
        assert step(state(), fine(), every).next_check == step(state(), fine(), held()).next_check


class TestFailures:
    @pytest.mark.parametrize("status", [0, 429, 500, 502, 503, 504])
    def test_what_passes_by_itself_is_tried_soon_and_then_less(self, status: int) -> None:
        memory, waits = state(), []
        for _ in range(12):
            memory = step(memory, failed(status))
            assert memory.next_check is not None
            waits.append(memory.next_check - NOW)
        assert waits[0] == 5 * MINUTE
        assert waits == sorted(waits)
        assert waits[-1] == 12 * HOUR
        assert (memory.failures, memory.failing_since, memory.status) == (12, NOW, status)

    @pytest.mark.parametrize("status", [401, 402, 403, 404, 451])
    def test_what_a_human_must_mend_is_tried_slowly(self, status: int) -> None:
        assert wait(state(), failed(status)) == HOUR

    @pytest.mark.parametrize("status", [429, 503, 500])
    @pytest.mark.parametrize(
        ("retry_after", "expected"),
        [
            ("7200", 2 * HOUR),
            (format_datetime(NOW + 3 * HOUR, usegmt=True), 3 * HOUR),
            ("9999999999999", DAY),
            (format_datetime(NOW + 300 * DAY, usegmt=True), DAY),
            ("-5", 5 * MINUTE),
            ("soon", 5 * MINUTE),
            ("٣", 5 * MINUTE),
            (format_datetime(NOW - HOUR, usegmt=True), 5 * MINUTE),
        ],
    )
    def test_retry_after_in_both_forms(self, status: int, retry_after: str, expected: timedelta) -> None:
        assert wait(state(), failed(status, retry_after=retry_after)) == expected

    def test_never_before_retry_after_whatever_the_jitter(self) -> None:
        for jitter in (0.0, 0.5, 1.0):
            due = step(state(), failed(429, retry_after="600"), jitter=jitter).next_check
            assert due is not None and due >= NOW + 10 * MINUTE

    def test_gone_ends_the_feed(self) -> None:
        memory = step(state(), failed(410))
        assert memory.gone
        assert memory.next_check is not None and memory.next_check > NOW + 1000 * DAY

    def test_what_was_read_before_stays_known(self) -> None:
        before = state(etag='"a"', items=frozenset({b"1"}), body_hash=b"old")
        page = Parsed(problem="The address answers with a web page, not with a feed.")
        for memory in (step(before, failed(500)), step(before, fine(), page)):
            assert (memory.etag, memory.items, memory.body_hash) == ('"a"', frozenset({b"1"}), b"old")
            assert memory.failures == 1

    def test_one_good_answer_ends_the_spell(self) -> None:
        memory = step(step(state(), failed(500)), fine(status=304, body=b""))
        assert (memory.failures, memory.failing_since, memory.problem) == (0, None, None)


class TestMoving:
    def test_a_new_address_is_kept_after_three_equal_answers(self) -> None:
        memory = state()
        there = fine(permanent_url="https://new.example/feed")
        for _ in range(MOVED_AFTER):
            assert address_of(memory) == URL
            memory = step(memory, there)
        assert address_of(memory) == "https://new.example/feed"
        assert "It has moved to https://new.example/feed" in words(memory, NOW)

    def test_another_answer_in_between_starts_again(self) -> None:
        memory = step(step(state(), fine(permanent_url="https://new.example/feed")), fine())
        assert (memory.moved_to, memory.moved_times) == (None, 0)
        memory = step(memory, fine(permanent_url="https://new.example/feed"))
        memory = step(memory, fine(permanent_url="https://third.example/feed"))
        assert memory.moved_times == 1

    def test_an_open_address_is_never_kept(self) -> None:
        memory = state()
        for _ in range(5):
            memory = step(memory, fine(permanent_url="http://new.example/feed"))
        assert address_of(memory) == URL

    def test_a_new_address_that_fails_gives_way_to_the_old_one(self) -> None:
        memory = step(state(moved_to="https://new.example/feed", moved_times=3), failed(404))
        assert address_of(memory) == URL


class TestValidators:
    def test_they_are_sent_back_and_tested_once_a_day(self) -> None:
        memory = step(state(), fine(etag='"a"', last_modified="then"), held())
        asked = request(memory, NOW + HOUR)
        assert (asked.url, asked.etag, asked.last_modified) == (URL, '"a"', "then")
        for hours in range(1, 24):
            memory = step(memory, fine(status=304, body=b""), now=NOW + HOUR * hours)
        asked = request(memory, NOW + DAY)
        assert (asked.etag, asked.last_modified) == (None, None)

    def test_validators_that_lie_are_never_sent_again(self) -> None:
        memory = after(FeedState(URL), fine(etag='"a"'), held(), b"one", NOW, 0.5)
        memory = after(memory, fine(etag='"a"'), held(NOW), b"two", NOW, 0.5)
        assert request(memory, NOW).etag is None
        memory = after(memory, fine(etag='"a"'), held(NOW), b"three", NOW, 0.5)
        assert request(memory, NOW).etag is None

    def test_a_server_without_validators_does_not_lie(self) -> None:
        memory = after(FeedState(URL), fine(), held(), b"one", NOW, 0.5)
        memory = after(memory, fine(), held(NOW), b"two", NOW, 0.5)
        memory = after(memory, fine(etag='"b"'), held(NOW), b"three", NOW, 0.5)
        assert request(memory, NOW).etag == '"b"'

    def test_what_was_left_out_is_brought_by_the_next_check(self) -> None:
        portion = Parsed(entries=(Entry("1", None, None),) * 500, items=frozenset({b"1"}), left_out=700)
        memory = step(state(etag='"a"', body_hash=b"old"), fine(etag='"a"'), portion)
        assert (request(memory, NOW).etag, memory.body_hash, memory.items) == (None, None, frozenset({b"1"}))
        assert memory.interval_seconds == state().interval_seconds

    def test_an_equal_body_keeps_the_known_items(self) -> None:
        memory = step(state(items=frozenset({b"1"}), body_hash=b"hash"), fine(etag='"new"'), None)
        assert (memory.items, memory.etag) == (frozenset({b"1"}), '"new"')


class TestWords:
    def test_each_state_says_what_is_and_what_to_do(self) -> None:
        assert words(FeedState(URL), NOW) == "Not asked yet."
        assert words(state(), NOW) == "Fine; asked about every 15 minutes."
        assert words(state(interval_seconds=60), NOW) == "Fine; asked about every 60 seconds."
        memory = step(step(state(), failed(404)), failed(404))
        assert words(memory, NOW + 30 * MINUTE) == (
            "Failing since 2025-09-02 08:30 (30 minutes), 2 times in a row: The server answers 404. "
            "Next try in 90 minutes. Look up the feed's address on the publisher's page and change it."
        )
        assert words(step(state(), failed(410)), NOW + 3 * DAY).startswith(
            "Gone: the server says that this feed is closed for good since 2025-09-02 08:30 (3 days)."
        )
        assert "Ask the publisher" in words(step(state(), failed(403)), NOW)
        assert "There is nothing to do" in words(step(state(), failed(503)), NOW)
