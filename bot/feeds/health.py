"""When the admins are told how a feed is doing: once after a spell, once when it is well again.

Comes in: a feed's memory before and after a check. Goes out: the memory with whether they were told, and the line to
tell them, if any. Pure. Must never tell of every failure: feeds fail for an hour all the time, and mend by themselves.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.feeds import timing
from bot.model import Feed, FeedState

SPELL = timedelta(hours=24)
SPELL_TIMES = 10
"""Failures in a row; with doubling waits that is two days for what fails at once, less for what is asked often."""


def noticed(before: FeedState, after: FeedState, feed: Feed, now: datetime) -> tuple[FeedState, str | None]:
    """`after`, and what to tell: that the feed is gone, has failed for a day or ten times, or is well again."""
    if after.gone:
        line = None if before.gone else f"{feed.publisher}: {timing.words(after, now)} {feed.url}"
        return replace(after, noticed=True), line
    if after.problem is None:
        if not before.noticed:
            return after, None
        since = f" It had failed since {before.failing_since:%Y-%m-%d %H:%M} UTC." if before.failing_since else ""
        return replace(after, noticed=False), f"{feed.publisher} is well again.{since} {feed.url}"
    long = after.failing_since is not None and now - after.failing_since >= SPELL
    if after.noticed or not (long or after.failures >= SPELL_TIMES):
        return after, None
    return replace(after, noticed=True), f"{feed.publisher}: {timing.words(after, now)} {feed.url}"
