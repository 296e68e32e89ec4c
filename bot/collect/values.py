"""What collect is handed and what it gives back.

Nothing comes in and nothing goes out; no behaviour beyond what a value knows of itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from bot import detect
from bot.feeds.robots import Robots
from bot.feeds.values import Parsed, Reply, Request
from bot.model import Feed, Reading


@dataclass(frozen=True, slots=True)
class Web:
    """The doors.

    `parse` is given a usable answer, its feed and the hashes of the items known; it may take a second for a sick document,
    which `parse_at_once` declines with None (without it nothing is declined). `page_text` is given a web page and its
    type, and gives the words of its article, or None. `jitter` gives numbers in 0..1. `robots` is what hosts have
    allowed, kept over rounds. `public_url` is where hubs reach
    us, "" where they do not.
    """

    fetch: Callable[[Iterable[Request | None]], Iterator[Reply]]
    parse: Callable[[Reply, Feed, frozenset[bytes]], Parsed]
    jitter: Callable[[], float]
    parse_at_once: Callable[[Reply, Feed, frozenset[bytes]], Parsed | None] | None = None
    read: Callable[[detect.Document], Reading] = detect.read
    page_text: Callable[[bytes, str | None], str | None] = lambda page, kind: None
    robots: Robots = field(default_factory=Robots)
    companies_house_key: str | None = None
    public_url: str = ""


@dataclass(frozen=True, slots=True)
class Collected:
    """What one round did, as `collect --json` says it."""

    feeds: int = 0
    fetched: int = 0
    not_modified: int = 0
    failed: int = 0
    articles_new: int = 0
    claims_new: int = 0
    stories_new: int = 0
    texts: int = 0
    """Pages whose text was fetched because a headline promised a claim and the feed brought no more."""
    problems: tuple[tuple[str, str], ...] = ()
    """(publisher, what is wrong in one line) for each feed that failed in this round."""


Progress = Callable[[str], None]
"""Called with the publisher of each feed that is done."""

Notice = Callable[[str], None]
"""Takes one line for whoever looks after the bot."""
