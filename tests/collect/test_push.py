"""WebSub: asked for, verified, signed; push beats poll, and polling stays."""

from __future__ import annotations

import hmac
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from bot.collect import push
from bot.store import articles, subscriptions
from bot.store import feeds as kept_feeds
from tests.collect.newsroom import FEED, Newsroom, item, rss

CRISAN = "Loredana Crisan leaves Meta to become chief design officer at Figma"
HUB = '<link xmlns="http://www.w3.org/2005/Atom" rel="hub" href="https://hub.example/"/>'
SELF = f'<link xmlns="http://www.w3.org/2005/Atom" rel="self" href="{FEED.url}"/>'


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    """A feed with a hub, which has been asked."""
    room = Newsroom(tmp_path, public_url="https://orgwatch.example")
    room.put(FEED.url, rss(item(1, "Weather report"), head=HUB + SELF))
    room.live(timedelta(minutes=2))
    return room


def asked(room: Newsroom) -> list[dict[str, str]]:
    forms = [parse_qs(request.post.decode()) for request in room.asked if request.post is not None]
    return [{name: values[0] for name, values in form.items()} for form in forms]


def token(room: Newsroom) -> str:
    return asked(room)[0]["hub.callback"].rpartition("/")[2]


def confirm(room: Newsroom, **changes: str) -> str | None:
    said = {"hub.mode": "subscribe", "hub.topic": FEED.url, "hub.challenge": "echo-me", "hub.lease_seconds": "864000"}
    return push.challenge(room.database, token(room), {**said, **changes}, room.now)


def send(room: Newsroom, body: bytes, secret: str | None = None) -> int | None:
    key = secret if secret is not None else asked(room)[0]["hub.secret"]
    signature = "sha256=" + hmac.new(key.encode(), body, "sha256").hexdigest()
    pushed = (token(room), body, "application/rss+xml", signature)
    new = push.take_in(room.database, {FEED.url: FEED}, room.directory, room.web, pushed, room.now)
    return None if new is None else new.articles


def test_a_hub_is_asked_once_with_a_secret_of_its_own(room: Newsroom) -> None:
    (form,) = asked(room)
    assert form["hub.mode"] == "subscribe"
    assert form["hub.topic"] == FEED.url
    assert form["hub.callback"].startswith("https://orgwatch.example/websub/")
    assert len(form["hub.secret"]) >= 32
    assert form["hub.secret"] not in form["hub.callback"]


def test_without_an_address_nobody_is_asked(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    room.put(FEED.url, rss(item(1, "Weather report"), head=HUB))
    room.live(timedelta(minutes=2))
    assert asked(room) == []


def test_only_what_we_meant_is_confirmed(room: Newsroom) -> None:
    assert confirm(room, **{"hub.topic": "https://other.example/feed"}) is None
    assert push.challenge(room.database, "guessed", {"hub.topic": FEED.url}, room.now) is None
    assert confirm(room, **{"hub.mode": "unsubscribe"}) is None
    assert confirm(room) == "echo-me"


def test_a_signed_push_is_read_at_once_and_known_to_the_next_poll(room: Newsroom) -> None:
    confirm(room)
    assert send(room, rss(item(2, CRISAN))) == 1
    assert send(room, rss(item(2, CRISAN))) == 0
    room.put(FEED.url, rss(item(2, CRISAN), item(1, "Weather report"), head=HUB + SELF))
    assert room.round().articles_new == 0
    assert articles.total(room.database) == 2


@pytest.mark.parametrize("secret", ["wrong", ""])
def test_a_push_that_is_not_signed_with_our_secret_is_dropped(room: Newsroom, secret: str) -> None:
    confirm(room)
    assert send(room, rss(item(2, CRISAN)), secret) == 0
    assert articles.total(room.database) == 1


@pytest.mark.parametrize("signature", [None, "", "md5=00", "sha256=", "sha256=xyz", "plain"])
def test_a_signature_that_is_none_is_none(signature: str | None) -> None:
    assert not push.is_signed(b"body", signature, "secret")


def test_a_push_for_nobody_is_said_so(room: Newsroom) -> None:
    pushed = ("guessed", b"<rss/>", None, None)
    assert push.take_in(room.database, {FEED.url: FEED}, room.directory, room.web, pushed, room.now) is None


def test_a_body_that_is_no_feed_changes_nothing(room: Newsroom) -> None:
    assert send(room, b"<html>hello</html>") == 0


def test_while_pushes_bring_the_news_the_feed_is_asked_seldom(room: Newsroom) -> None:
    confirm(room)
    send(room, rss(item(2, CRISAN)))
    room.put(FEED.url, rss(item(2, CRISAN), item(1, "Weather report"), head=HUB + SELF))
    room.round()
    next_check = kept_feeds.states(room.database)[FEED.url].next_check
    assert next_check is not None and next_check >= room.now + push.SELDOM * 0.9


def test_a_poll_that_finds_what_no_push_brought_polls_on_as_ever(room: Newsroom) -> None:
    confirm(room)
    send(room, rss(item(2, CRISAN)))
    room.put(FEED.url, rss(item(3, "Snow in the south"), item(2, CRISAN), head=HUB + SELF))
    room.round()
    assert subscriptions.pushing(room.database, room.now) == frozenset()


def test_a_lease_is_renewed_before_it_ends_and_a_silent_hub_is_asked_again_later(room: Newsroom) -> None:
    room.live(timedelta(minutes=5))
    assert len(asked(room)) == 1
    room.rest(hours=7)
    room.live(timedelta(minutes=2))
    assert len(asked(room)) == 2
    confirm(room)
    room.rest(days=5)
    room.live(timedelta(minutes=2))
    assert len(asked(room)) == 2
    room.rest(days=4, hours=12)
    room.live(timedelta(minutes=2))
    assert len(asked(room)) == 3


def test_a_hub_that_denies_ends_it(room: Newsroom) -> None:
    confirm(room)
    send(room, rss(item(2, CRISAN)))
    assert confirm(room, **{"hub.mode": "denied"}) == ""
    assert subscriptions.pushing(room.database, room.now) == frozenset()


def test_neither_secret_nor_token_is_shown(room: Newsroom) -> None:
    one = subscriptions.by_token(room.database, token(room))
    assert one is not None
    assert one.secret not in repr(one) and one.token not in repr(one)
