"""Which feeds are read beside those of the file.

In: feeds that were looked at before. Out: how many are new. It must never ask the web.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.curate.desk import Desk, Editor, change
from bot.model import Action, Feed
from bot.store import feeds


def add_feeds(desk: Desk, by: Editor, now: datetime, new: Sequence[Feed]) -> int:
    """Read these feeds from now on; returns how many were not among the added ones already. Raises NotAllowed."""
    what = f"the feed {new[0].url}" if len(new) == 1 else f"{len(new)} feeds"
    with change(desk, by, Action.FEEDS, f"adds {what}", now) as connection:
        return sum(feeds.add(connection, feed, now) for feed in new)


def added_feeds(desk: Desk) -> frozenset[str]:
    """The addresses that people added."""
    return frozenset(feed.url for feed in feeds.added(desk.database))
