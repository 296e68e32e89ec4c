"""All that is read: the feeds of the file, those of the official sources, and those that were added by hand.

In: settings and the database. Out: feeds, each address once, and in words which sources are off. What stands in the
file wins over what was added; a company that people track from a chat is asked for like those of the file. It must never
ask the web.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot import curate
from bot.app.desk import desk_of
from bot.feeds import sources
from bot.model import Feed
from bot.settings import Settings
from bot.store import Database
from bot.store import feeds as kept_feeds


@dataclass(frozen=True, slots=True)
class ReadingList:
    """`configured` are the feeds of the file, `asked` those asked company by company, `added` those added by hand.
    `off` says which sources are off and what turns them on, a line each."""

    configured: tuple[Feed, ...]
    asked: tuple[Feed, ...]
    added: tuple[Feed, ...]
    off: tuple[str, ...]

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """All of them."""
        return (*self.configured, *self.asked, *self.added)


def reading_list(settings: Settings, database: Database) -> ReadingList:
    """What is to be read now; feeds that another process adds are in the next list."""
    tracked = [company for company in curate.known_companies(desk_of(settings, database)) if company.tracked]
    asked: dict[str, Feed] = {}
    off: dict[str, None] = {}
    for source in settings.company_sources:
        feeds, why_not = sources.feeds_of(source, tracked, settings.contact, settings.companies_house_key)
        asked.update((feed.url, feed) for feed in feeds)
        if why_not:
            off[why_not] = None
    known = {feed.url for feed in settings.feeds}
    return ReadingList(
        configured=settings.feeds,
        asked=tuple(feed for feed in asked.values() if feed.url not in known),
        added=tuple(feed for feed in kept_feeds.added(database) if feed.url not in known | asked.keys()),
        off=tuple(off),
    )
