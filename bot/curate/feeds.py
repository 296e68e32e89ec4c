"""Which feeds are read beside those of the file.

In: feeds that were looked at before, or what somebody calls one. Out: which were added or taken away. It must never ask the
web, and never take away a feed of the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.curate.desk import Desk, Editor, change, require
from bot.errors import UnknownName
from bot.model import Action, Feed
from bot.store import feeds
from bot.urls import openable


def add_feeds(desk: Desk, by: Editor, now: datetime, new: Sequence[Feed]) -> int:
    """Read these feeds from now on; returns how many were not among the added ones already. Raises NotAllowed."""
    what = f"the feed {new[0].url}" if len(new) == 1 else f"{len(new)} feeds"
    with change(desk, by, Action.FEEDS, f"adds {what}", now) as connection:
        return sum(feeds.add(connection, feed, now) for feed in new)


def remove_feed(desk: Desk, by: Editor, now: datetime, called: str) -> Feed:
    """Read an added feed no more, by its address or its publisher; what it brought stays. Raises NotAllowed, UnknownName."""
    require(desk, by, Action.FEEDS)
    added = feeds.added(desk.database)
    address = openable(called) or called
    found = [feed for feed in added if feed.url in (called, address)]
    found = found or [feed for feed in added if feed.publisher.casefold() == called.casefold()]
    if not found:
        raise UnknownName(f"no feed “{called}” was added by hand; what feeds.toml sets is changed there")
    if len(found) > 1:
        raise UnknownName(f"“{called}” may be several feeds, say which: {', '.join(feed.url for feed in found)}")
    [feed] = found
    with change(desk, by, Action.FEEDS, f"removes the feed {feed.url}", now) as connection:
        feeds.remove(connection, feed.url)
    return feed


def added_feeds(desk: Desk) -> tuple[Feed, ...]:
    """The feeds that people added, oldest first."""
    return feeds.added(desk.database)
