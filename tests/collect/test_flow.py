"""The flow: what is asked when, what is remembered, what the admins hear."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot import detect
from bot.feeds import timing
from bot.feeds.sources import companies_house, sec
from bot.model import Feed, FeedState, Reading, Tier
from bot.store import articles, leases
from bot.store import feeds as kept_feeds
from tests.builders import MORNING
from tests.collect.newsroom import FEED, META, Newsroom, item, rss

CRISAN = "Loredana Crisan leaves Meta to become chief design officer at Figma"
LIST = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Meta</title><entry><id>urn:8k</id>
<title>8-K - Current report</title><link href="https://www.sec.gov/Archives/edgar/data/1/2/3-index.htm"/>
<updated>2026-03-01T08:00:00Z</updated><summary>Item 5.02: Departure of Directors or Certain Officers</summary></entry></feed>"""
FILING = """<html><body><p>Item 5.02 Departure of Directors or Certain Officers.</p>
<p>On February 27, 2026, {text}</p><p>SIGNATURES</p></body></html>"""


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path)


def state(room: Newsroom, feed: Feed = FEED) -> FeedState:
    return kept_feeds.states(room.database)[feed.url]


def next_check(room: Newsroom) -> datetime:
    moment = state(room).next_check
    assert moment is not None
    return moment


def test_what_is_new_is_remembered_once(room: Newsroom) -> None:
    room.put(FEED.url, rss(item(1, CRISAN), item(2, "Rain expected in the north")))
    first = room.round()
    assert (first.feeds, first.fetched, first.articles_new, first.claims_new) == (1, 1, 2, 1)
    again = room.round()
    assert (again.fetched, again.articles_new) == (1, 0)
    assert articles.total(room.database) == 2


@pytest.mark.parametrize(("days", "are_past"), [(None, [True, True]), (7, [False, True]), (30, [False, False])])
def test_a_first_fetch_is_past_but_for_what_was_asked_for(
    room: Newsroom, days: int | None, are_past: list[bool]
) -> None:
    week, month = MORNING - timedelta(days=5), MORNING - timedelta(days=20)
    room.put(FEED.url, rss(item(1, CRISAN, published=week), item(2, "Rain in the north", published=month)))
    room.round(news_since=None if days is None else MORNING - timedelta(days=days))
    kept = {article.title: is_past for article, is_past in articles.all_with_text(room.database)}
    assert [kept[CRISAN], kept["Rain in the north"]] == are_past


def test_an_article_on_which_the_reader_breaks_is_kept_and_stops_nothing(
    room: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    def read(document: detect.Document) -> Reading:
        if "Rain" in document.title:
            raise RecursionError
        return detect.read(document)

    room.read = read
    room.put(FEED.url, rss(item(1, "Rain in the north"), item(2, CRISAN)))
    done = room.round()
    assert (done.articles_new, done.claims_new, room.round().articles_new) == (2, 1, 0)
    assert FEED.url in caplog.text and "cannot be read" in caplog.text
    assert "Rain" not in caplog.text


def test_a_304_keeps_all_that_is_known_of_the_feed(room: Newsroom) -> None:
    room.put(FEED.url, rss(item(1, CRISAN)))
    room.round()
    before = state(room)
    room.put(FEED.url, b"", status=304)
    room.rest(hours=1)
    assert room.round().not_modified == 1
    after = state(room)
    assert after.checked_at == room.now and after.status == 304
    kept = replace(
        after,
        checked_at=before.checked_at, status=before.status, next_check=before.next_check,
        interval_seconds=before.interval_seconds,
    )  # fmt: skip
    assert kept == before


def test_only_what_is_due_is_asked(room: Newsroom) -> None:
    room.put(FEED.url, rss(item(1, CRISAN)))
    room.round()
    assert room.round(at_once=False).feeds == 0
    room.rest(hours=13)
    assert room.round(at_once=False).feeds == 1


def test_a_feed_that_another_run_holds_is_left_to_it(room: Newsroom) -> None:
    room.put(FEED.url, rss())
    here = room.now
    assert leases.take_many(room.database, [f"feed:{FEED.url}"], "another", here, here + timedelta(minutes=5))
    assert room.round().feeds == 0
    room.rest(minutes=6)
    assert room.round().feeds == 1


def test_two_feeds_at_one_address_take_turns(room: Newsroom) -> None:
    other = replace(FEED, url="https://post.example/moved")
    room.put(FEED.url, rss(item(1, CRISAN)))
    room.put(other.url, rss())
    room.round(FEED, other)
    moved = replace(state(room, other), moved_to=FEED.url, moved_times=timing.MOVED_AFTER)
    with room.database.write() as connection:
        kept_feeds.save(connection, [(other, moved)])
    assert room.round(FEED, other).feeds == 1


def test_a_tracked_company_in_the_news_makes_its_feed_hot_for_some_hours(room: Newsroom) -> None:
    old = [
        item(number, f"Weather report {number}", published=MORNING - timedelta(days=number)) for number in range(5, 9)
    ]
    room.put(FEED.url, rss(*old))
    room.round()
    assert next_check(room) > room.now + timedelta(minutes=30)
    room.put(FEED.url, rss(item(1, CRISAN), *old))
    room.rest(minutes=30)
    room.round()
    assert state(room).hot_until == MORNING + timedelta(hours=3)
    assert next_check(room) <= room.now + timing.HOT * 1.1
    room.rest(hours=4)
    room.put(FEED.url, rss(item(3, "Snow in the south", published=room.now), item(1, CRISAN), *old))
    room.round()
    assert next_check(room) > room.now + timing.HOT * 2


def test_a_company_that_nobody_tracks_makes_no_feed_hot(tmp_path: Path) -> None:
    room = Newsroom(tmp_path, companies=())
    room.put(FEED.url, rss(item(1, CRISAN)))
    room.round()
    assert state(room).hot_until is None


def test_the_admins_hear_once_of_a_spell_and_once_of_its_end(room: Newsroom) -> None:
    room.put(FEED.url, rss(item(1, CRISAN)))
    room.round()
    room.put(FEED.url, b"", status=500)
    for _ in range(4):
        room.round()
        room.rest(hours=7)
    assert room.notices == []
    for _ in range(10):
        room.round()
        room.rest(hours=7)
    assert len(room.notices) == 1
    assert "Sample Post" in room.notices[0] and "500" in room.notices[0] and FEED.url in room.notices[0]
    room.put(FEED.url, rss(item(1, CRISAN)))
    room.round()
    room.round()
    assert len(room.notices) == 2
    assert "well again" in room.notices[1]


def test_a_feed_that_is_gone_is_said_once_and_asked_no_more(room: Newsroom) -> None:
    room.put(FEED.url, b"", status=410)
    assert room.round().failed == 1
    assert room.round().feeds == 0
    assert len(room.notices) == 1
    assert "Gone" in room.notices[0]


def test_edgar_is_read_by_the_text_of_the_item_never_by_its_code(room: Newsroom) -> None:
    feed = sec.feed(META)
    assert feed is not None
    index, filing = (
        "https://www.sec.gov/Archives/edgar/data/1/2/3-index.htm",
        "https://www.sec.gov/Archives/edgar/data/1/2/d8k.htm",
    )
    room.put(feed.url, LIST.encode(), kind="application/atom+xml")
    room.put(index, b'<html><a href="/Archives/edgar/data/1/2/d8k.htm">d8k.htm</a></html>', kind="text/html")
    text = "Susan Li resigned as Chief Financial Officer of Meta Platforms, Inc."
    room.put(filing, FILING.format(text=text).encode(), kind="text/html")
    done = room.round(feed)
    assert room.urls() == [feed.url, index, filing]
    assert (done.articles_new, done.texts) == (1, 2)
    kept = next(iter(articles.all_with_text(room.database)))[0]
    assert kept.text == f"On February 27, 2026, {text}"
    assert kept.tier is Tier.FILING


@pytest.mark.parametrize("status", [404, 500])
def test_a_filing_whose_text_cannot_be_had_claims_nothing(room: Newsroom, status: int) -> None:
    feed = sec.feed(META)
    assert feed is not None
    room.put(feed.url, LIST.encode(), kind="application/atom+xml")
    room.put("https://www.sec.gov/Archives/edgar/data/1/2/3-index.htm", b"", status=status)
    done = room.round(feed)
    assert (done.articles_new, done.claims_new) == (1, 0)


def test_companies_house_is_asked_with_the_key_and_nobody_else_is(room: Newsroom) -> None:
    room.key = "open-sesame"
    feed = companies_house.feed(META, "445790")
    room.round(feed, FEED)
    sent = {request.url: request.headers for request in room.asked}
    assert sent[feed.url][0][0] == "Authorization"
    assert sent[FEED.url] == ()


def test_a_lasting_run_asks_each_feed_when_its_time_comes(room: Newsroom) -> None:
    room.put(FEED.url, rss(item(1, "Rain expected in the north")))
    reports = room.live(timedelta(minutes=40))
    assert 2 <= room.urls().count(FEED.url) <= 6
    assert sum(report.articles_new for report in reports) == 1
    assert sum(report.feeds for report in reports) == len(room.urls())


def test_a_lasting_run_meets_a_feed_within_a_minute_of_its_being_added(room: Newsroom) -> None:
    listed: list[Feed] = []
    start = room.now
    room.live(timedelta(seconds=30), lambda: tuple(listed))
    assert room.urls() == []
    listed.append(FEED)
    room.live(timedelta(seconds=61), lambda: tuple(listed))
    assert room.urls() == [FEED.url]
    assert room.now - start < timedelta(minutes=2)


def test_a_clock_put_back_by_an_hour_stops_nothing(room: Newsroom) -> None:
    room.put(FEED.url, rss(item(1, CRISAN)))
    room.round()
    room.rest(hours=-1)
    room.live(timedelta(seconds=61))
    assert len(room.urls()) == 2


def test_articles_are_written_down_while_the_run_lasts(room: Newsroom) -> None:
    room.put(FEED.url, rss(item(1, CRISAN)))
    seen: list[int] = []

    def feeds() -> tuple[Feed, ...]:
        seen.append(articles.total(room.database))
        return (FEED,)

    room.live(timedelta(seconds=62), feeds)
    assert seen == [0, 1]
