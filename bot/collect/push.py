"""WebSub: a publisher's hub brings the news instead of being asked for it.

In: what a hub sends (its question whether we meant it, and documents), and the clock. Out: what to answer, and requests
to hubs. Polling goes on as the fallback: seldom while pushes bring all there is, as ever when a poll finds what no push
had brought. It must never take in a document whose signature is not made with the secret that we gave this hub.

    parsed hub -wish-> subscription -ask-> hub -challenge-> verified -document-> articles
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit

from bot import memory
from bot.collect.reading import hot_until, new_articles, read
from bot.collect.values import Web
from bot.companies import Directory
from bot.feeds.values import Parsed, Reply, Request
from bot.memory import Remembered
from bot.model import Feed, FeedState
from bot.store import Connection, Database, subscriptions
from bot.store import feeds as kept_feeds
from bot.store.subscriptions import Subscription

LEASE = timedelta(days=10)
"""What we ask hubs for; they may give less, which we heed."""
RENEW_BEFORE = timedelta(days=1)
ASK_AGAIN = timedelta(hours=6)
"""A hub that has not verified is asked again after so long."""

SELDOM = timedelta(hours=1)
"""Between two polls of a feed whose news come by push."""

_LONGEST_LEASE = timedelta(days=90)
_METHODS = frozenset({"sha1", "sha256", "sha384", "sha512"})


def wish(connection: Connection, feed: Feed, parsed: Parsed) -> None:
    """Note the hub that a feed offers, inside the caller's transaction."""
    if parsed.hub and urlsplit(parsed.hub).scheme in ("http", "https"):
        wanted = Subscription(
            feed.url, parsed.hub, parsed.self_url or feed.url, secrets.token_urlsafe(24), secrets.token_urlsafe(32)
        )
        subscriptions.wish(connection, wanted)


def to_ask(database: Database, public_url: str, now: datetime) -> tuple[Request, ...]:
    """The requests by which hubs are to be asked now; each is noted as asked."""
    wanted = subscriptions.to_ask(database, now, RENEW_BEFORE, ASK_AGAIN)
    for one in wanted:
        subscriptions.asked(database, one.feed_url, now)
    return tuple(_asking(one, public_url) for one in wanted)


def _asking(one: Subscription, public_url: str) -> Request:
    form = {
        "hub.mode": "subscribe",
        "hub.topic": one.topic,
        "hub.callback": f"{public_url}/websub/{one.token}",
        "hub.secret": one.secret,
        "hub.lease_seconds": str(int(LEASE.total_seconds())),
    }
    # Many feeds share a hub, and replies are told apart by their address; what follows # is never sent.
    return Request(f"{one.hub.partition('#')[0]}#{one.feed_url}", post=urlencode(form).encode())


def challenge(database: Database, token: str, asked: Mapping[str, str], now: datetime) -> str | None:
    """What to answer a hub that asks whether we meant it; None: we did not (404)."""
    one = subscriptions.by_token(database, token)
    if one is None or asked.get("hub.topic") != one.topic:
        return None
    mode = asked.get("hub.mode")
    if mode == "denied":
        subscriptions.verified(database, token, None)
        return ""
    if mode != "subscribe" or not asked.get("hub.challenge"):
        return None
    seconds = asked.get("hub.lease_seconds", "")
    given = timedelta(seconds=int(seconds[:9])) if seconds.isascii() and seconds.isdigit() else LEASE
    subscriptions.verified(database, token, now + min(given, _LONGEST_LEASE))
    return asked["hub.challenge"]


def take_in(
    database: Database,
    feeds: Mapping[str, Feed],
    directory: Directory,
    web: Web,
    pushed: tuple[str, bytes, str | None, str | None],
    now: datetime,
) -> Remembered | None:
    """Remember what a hub sends: (token, body, content type, X-Hub-Signature). None where the token is nobody's.

    A document without our signature is dropped without a word, as the standard asks, so that nobody can try secrets.
    """
    token, body, content_type, signature = pushed
    one = subscriptions.by_token(database, token)
    if one is None or one.feed_url not in feeds:
        return None
    if not is_signed(body, signature, one.secret):
        return Remembered()
    feed = feeds[one.feed_url]
    state = kept_feeds.states(database, [feed.url]).get(feed.url, FeedState(feed.url))
    reply = Reply(feed.url, 200, body, content_type, final_url=feed.url)
    parsed = web.parse(reply, feed, state.items)
    if parsed.problem is not None:
        return Remembered()
    done = [(article, read(article, web)) for _, article in new_articles(database, feed, state, parsed, now)]
    if not done:
        return Remembered()
    hot = hot_until(done, directory, now)
    with database.write() as connection:
        new = memory.remember(database, connection, done, directory, first_fetch=not state.fetched_once)
        if new.articles:
            subscriptions.pushed(connection, feed.url)
        if hot:
            kept_feeds.save(connection, [(feed, replace(state, hot_until=hot))])
    return new


def is_signed(body: bytes, signature: str | None, secret: str) -> bool:
    """Whether `signature` ("sha256=…") is the HMAC of the body with the secret that only we and the hub know."""
    method, _, given = (signature or "").partition("=")
    if method not in _METHODS:
        return False
    return hmac.compare_digest(hmac.new(secret.encode(), body, method).hexdigest(), given.strip().lower())
