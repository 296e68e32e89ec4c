"""Texts that a feed leaves out: asked once, where it is allowed, and nobody else waits."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.collect.texts import A_LINE, MOST_A_FEED
from bot.model import Feed, Tier
from bot.store import articles
from tests.builders import MORNING
from tests.collect.newsroom import FEED, Newsroom, item, rss

CRISAN = "Loredana Crisan leaves Meta to become chief design officer at Figma"
TEXT = "Sample words of the page. Also, Rui Xu leaves Meta for OpenAI, the company says."
PAGE, ROBOTS = "https://post.example/1", "https://post.example/robots.txt"


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    """A feed that has been read before."""
    room = Newsroom(tmp_path)
    room.put(FEED.url, rss(item(99, "Weather report", published=MORNING - timedelta(days=1))))
    room.round()
    room.asked.clear()
    return room


def texts(room: Newsroom) -> dict[str, str]:
    return {article.url: article.text for article, _ in articles.all_with_text(room.database)}


def test_a_headline_that_promises_a_claim_is_read_with_its_page(room: Newsroom) -> None:
    room.put(FEED.url, rss(item(1, CRISAN)))
    room.put(ROBOTS, b"User-agent: *\nDisallow: /private\n", kind="text/plain")
    room.put(PAGE, TEXT.encode(), kind="text/html")
    done = room.round()
    assert room.urls() == [FEED.url, ROBOTS, PAGE]
    assert texts(room)[PAGE] == TEXT
    assert done.claims_new == 2
    room.put(FEED.url, rss(item(1, CRISAN), item(2, CRISAN + " soon")))
    room.put("https://post.example/2", TEXT.encode(), kind="text/html")
    room.round()
    assert room.urls()[3:] == [FEED.url, "https://post.example/2"], "neither the page nor the rules are asked twice"


@pytest.mark.parametrize(
    ("title", "text", "age_days"),
    [
        ("Meta opens an office in Zurich", "", 0),
        (CRISAN, "A sentence that goes on. " * (A_LINE // 20), 0),
        (CRISAN, "", 4),
    ],
)
def test_what_promises_nothing_says_enough_or_is_old_is_not_asked_for(
    room: Newsroom, title: str, text: str, age_days: int
) -> None:
    room.put(FEED.url, rss(item(1, title, text, MORNING - timedelta(days=age_days))))
    room.round()
    assert room.urls() == [FEED.url]


def test_a_search_and_a_feed_met_for_the_first_time_ask_for_no_pages(room: Newsroom) -> None:
    search = Feed("https://search.example/feed", "Search", Tier.AGGREGATOR)
    other = Feed("https://new.example/feed", "New Post")
    room.put(search.url, rss())
    room.round(search)
    room.put(search.url, rss(item(1, CRISAN)))
    room.put(other.url, rss(item(2, CRISAN)))
    room.asked.clear()
    room.round(search, other)
    assert sorted(room.urls()) == [other.url, search.url]


@pytest.mark.parametrize(
    ("rules", "status"),
    [(b"User-agent: *\nDisallow: /\n", 200), (b"User-agent: OrgWatch\nDisallow: /\n", 200), (b"", 403), (b"", 503)],
)
def test_robots_txt_forbids(room: Newsroom, rules: bytes, status: int) -> None:
    room.put(FEED.url, rss(item(1, CRISAN)))
    room.put(ROBOTS, rules, status=status, kind="text/plain")
    room.put(PAGE, TEXT.encode(), kind="text/html")
    done = room.round()
    assert PAGE not in room.urls()
    assert (done.articles_new, done.claims_new) == (1, 1), "it is read as the feed has it"


@pytest.mark.parametrize("status", [402, 403, 500])
def test_a_page_that_is_refused_leaves_the_feeds_line(room: Newsroom, status: int) -> None:
    room.put(FEED.url, rss(item(1, CRISAN)))
    room.put(PAGE, b"", status=status)
    done = room.round()
    assert PAGE in room.urls()
    assert (texts(room)[PAGE], done.claims_new) == ("", 1)


def test_a_feed_waits_for_its_own_texts_only(room: Newsroom) -> None:
    other = Feed("https://other.example/feed", "Other Post")
    room.put(FEED.url, rss(item(1, CRISAN)))
    room.put(PAGE, TEXT.encode(), kind="text/html")
    room.put(other.url, rss(item(5, "Weather report")))
    room.round(FEED, other)
    assert room.urls() == [other.url, FEED.url, ROBOTS, PAGE]


def test_a_flood_of_promises_asks_for_a_few_pages(room: Newsroom) -> None:
    room.put(FEED.url, rss(*(item(number, f"{CRISAN} {number}") for number in range(1, 31))))
    done = room.round()
    assert done.texts == 1 + MOST_A_FEED
    assert done.articles_new == 30
