"""What publishers do wrong, read as the bot reads it: rows 29, 32 and 33 of the fault matrix."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from bot.feeds.values import Reply, Request
from bot.model import FeedState
from bot.store import articles, stories
from bot.store import feeds as kept_feeds
from tests.builders import MORNING
from tests.collect.newsroom import FEED, Newsroom, item, rss

CRISAN = "Loredana Crisan leaves Meta to become chief design officer at Figma"
EDITED = "Loredana Crisan to leave Meta to become chief design officer at Figma"
TEXT = "Loredana Crisan leaves Meta after nine years, the company said on Monday."


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    newsroom = Newsroom(tmp_path)
    with closing(newsroom.database):
        yield newsroom


def state(room: Newsroom) -> FeedState:
    return kept_feeds.states(room.database)[FEED.url]


@dataclass(frozen=True)
class Piece:
    """An item as a publisher's program holds it."""

    guid: str | None
    link: str | None
    title: str = CRISAN
    text: str = TEXT
    date: datetime = MORNING


def in_rss(pieces: list[Piece]) -> bytes:
    return rss(
        *(
            "<item>"
            + (f"<guid isPermaLink='false'>{one.guid}</guid>" if one.guid else "")
            + (f"<link>{one.link}</link>" if one.link else "")
            + f"<title>{one.title}</title><description>{one.text}</description>"
            f"<pubDate>{format_datetime(one.date)}</pubDate></item>"
            for one in pieces
        )
    )


def in_atom(pieces: list[Piece]) -> bytes:
    entries = "".join(
        "<entry>"
        + (f"<id>{one.guid}</id>" if one.guid else "")
        + (f"<link href='{one.link}'/>" if one.link else "")
        + f"<title>{one.title}</title><summary>{one.text}</summary><published>{one.date.isoformat()}</published></entry>"
        for one in pieces
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Sample</title>{entries}</feed>".encode()


def in_json(pieces: list[Piece]) -> bytes:
    items = [
        {
            **({"id": one.guid} if one.guid else {}),
            **({"url": one.link} if one.link else {}),
            "title": one.title,
            "summary": one.text,
            "date_published": one.date.isoformat(),
        }
        for one in pieces
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Sample", "items": items}).encode()


LINK = "https://post.example/1"
IDENTITIES = {
    "guid and link": Piece("tag:1", LINK),
    "guid alone": Piece("tag:1", None),
    "link alone": Piece(None, LINK),
    "neither": Piece(None, None),
}
EDITS: dict[str, Callable[[Piece], list[Piece]]] = {
    "title": lambda one: [replace(one, title=EDITED)],
    "date": lambda one: [replace(one, date=one.date + timedelta(hours=7))],
    "text": lambda one: [replace(one, text=f"{TEXT} More soon.")],
    "three times in one document": lambda one: [one, replace(one, text=f"{TEXT} More."), replace(one, title=EDITED)],
    "another guid": lambda one: [replace(one, guid="tag:2" if one.guid else None, date=one.date + timedelta(hours=1))],
}


@pytest.mark.parametrize("form", [in_rss, in_atom, in_json])
@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("identity", IDENTITIES)
def test_an_item_that_comes_again_in_another_shape_is_one_story(
    room: Newsroom, identity: str, edit: str, form: Callable[[list[Piece]], bytes]
) -> None:
    piece = IDENTITIES[identity]
    room.put(FEED.url, form([piece]))
    assert room.round().stories_new == 1
    for shown in (EDITS[edit](piece), [piece], EDITS[edit](piece)):
        room.rest(minutes=30)
        room.put(FEED.url, form(shown))
        assert room.round().stories_new == 0
    assert len(stories.undecided(room.database)) == 1


class Liar(Newsroom):
    """Its server sends one validator for ever, and trusts it."""

    def _answer(self, request: Request) -> Reply:
        self.asked.append(request)
        if request.etag == '"for ever"':
            return Reply(request.url, 304, final_url=request.url)
        return replace(self.pages[request.url], etag='"for ever"')


def test_a_validator_that_never_changes_hides_nothing_for_good(tmp_path: Path) -> None:
    room = Liar(tmp_path)
    shown = [item(0, "Weather report 0")]
    found = []
    with closing(room.database):
        for hour in range(60):
            room.put(FEED.url, rss(*shown))
            room.round()
            found.append(articles.total(room.database) == len(shown))
            room.rest(hours=1)
            shown.insert(0, item(hour + 1, f"Weather report {hour + 1}", published=room.now))
        assert found[0] and not found[1]
        assert all(found[25:])
        assert state(room).validators_lie


def test_a_document_that_changes_around_equal_items_brings_nothing(room: Newsroom) -> None:
    shown = [item(number, f"Weather report {number}") for number in range(20)]
    room.put(FEED.url, rss(*shown))
    assert room.round().articles_new == 20
    for minute in range(50):
        room.rest(minutes=20)
        room.put(FEED.url, rss(*shown, head=f"<lastBuildDate>{minute}</lastBuildDate><!-- {minute} -->"))
        done = room.round()
        assert (done.fetched, done.articles_new, done.stories_new) == (1, 0, 0)


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        (b"<!doctype html><html><body>We are rebuilding our site</body></html>", 200, "a web page"),
        (b"<html><head><title>Just a moment...</title></head><body>Are you human?</body></html>", 200, "a web page"),
        (b"", 200, "is empty"),
        (b"OK", 200, "is no feed"),
        (b"", 403, "403"),
    ],
    ids=["html", "captcha", "empty", "words", "refused"],
)
def test_three_days_without_a_feed_give_one_notice_and_lose_nothing(
    room: Newsroom, body: bytes, status: int, said: str
) -> None:
    shown = [item(1, CRISAN), item(2, "Rain expected in the north")]
    room.put(FEED.url, rss(*shown))
    room.round()
    before = state(room)
    room.put(FEED.url, body, status)
    for _ in range(3 * 48):
        room.rest(minutes=30)
        room.round(at_once=False)
    assert len(room.notices) == 1
    assert said in room.notices[0]
    sick = state(room)
    assert (sick.items, sick.body_hash) == (before.items, before.body_hash)
    assert articles.total(room.database) == 2
    room.put(FEED.url, rss(item(3, "Snow in the south", published=room.now), *shown))
    room.rest(hours=13)
    assert room.round(at_once=False).articles_new == 1
    assert len(room.notices) == 2
    assert "well again" in room.notices[1]
