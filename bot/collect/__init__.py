"""The first flow: due feeds are fetched, what is new in them is read, and what it claims is remembered.

    feed -fetch-> bytes -parse-> entry -read-> article -detect-> claims -remember-> story, moves, people
    (flow)                       (reading)              |
                                                     -text-> page or filing, where the feed brings only a line (texts)
    hub  -push-> bytes -parse-> …                                                                              (push)

In: the database, the feeds, the door to the web as plain callables, and the time as one. Out: counts. One feed may
fail, the round may not. It must never post, and never let one feed wait for another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.collect.flow import Run
from bot.collect.reading import understood
from bot.collect.values import Collected, Notice, Progress, Web
from bot.companies import Directory
from bot.model import Feed
from bot.store import Database

__all__ = ["Collected", "Notice", "Progress", "Web", "collect", "keep_collecting", "understood"]


def collect(
    database: Database,
    feeds: Sequence[Feed],
    directory: Directory,
    web: Web,
    now: Callable[[], datetime],
    owner: str,
    progress: Progress = lambda publisher: None,
    at_once: bool = False,
    notify: Notice = lambda line: None,
    news_since: datetime | None = None,
) -> Collected:
    """One round over the feeds that are due, or over all of them `at_once`. `owner` is this run's name for its leases;
    `notify` hears of feeds that have been sick for long, and of their recovery. What was published after `news_since` is
    news even where its feed is met for the first time."""
    return Run(database, directory, web, now, owner, progress, notify, news_since).once(feeds, at_once)


def keep_collecting(
    database: Database,
    feeds: Callable[[], Sequence[Feed]],
    directory: Directory,
    web: Web,
    now: Callable[[], datetime],
    owner: str,
    report: Callable[[Collected], None],
    notify: Notice,
) -> None:
    """Ask each feed when its time comes, until the door to the web is stopped. `report` hears once a minute what came."""
    Run(database, directory, web, now, owner, lambda publisher: None, notify).lasting(feeds, report)
