"""`orgwatch feeds`: what is read and how it does, and changes to it by hand.

In: settings and what was typed. Out: text for standard output, or UnknownName. Feeds of the file stay the file's: they
are shown as such and changed there. It must never keep an address that has not answered with a feed, except from a list
that is imported, whose feeds are asked like all others and show in the list how they do.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from bot import curate
from bot.app.desk import desk_of
from bot.app.house import House, now, open_house
from bot.app.reading_list import reading_list
from bot.curate import OPERATOR
from bot.errors import UnknownName
from bot.feeds import discover, opml, timing
from bot.feeds.opml import Outline
from bot.feeds.values import Request
from bot.languages.wording import Count, wording
from bot.model import Feed, Tier
from bot.settings import Settings
from bot.store import Database
from bot.store import feeds as kept_feeds
from bot.urls import host, openable

_PAGE = "application/atom+xml, application/rss+xml, application/feed+json;q=0.9, text/html;q=0.8, */*;q=0.1"


def list_feeds(settings: Settings) -> str:
    """Each feed with where it comes from, its health, and what it brought that nobody reads, in words."""
    with closing(Database(settings.database)) as database:
        listed = reading_list(settings, database)
        states, counts = kept_feeds.states(database), kept_feeds.counts(database)
        unread = kept_feeds.unread_languages(database)
    lines = []
    for origin, feeds in (("feeds.toml", listed.configured), ("asked", listed.asked), ("added", listed.added)):
        for feed in feeds:
            state = states.get(feed.url)
            health = timing.words(state, now()) if state else "Not asked yet."
            about = f" about {feed.company}" if feed.company else ""
            lines.append(
                f"{feed.publisher}{about} ({origin}, {feed.tier}, {_articles(counts.get(feed.url, 0))}): {health}"
            )
            lines += [
                f"    {_articles(number)} remembered and not read: no {wording('en').languages.get(code, code)} pack"
                for code, number in unread.get(feed.url, {}).items()
            ]
            lines.append(f"    {feed.url}")
    return "\n".join((*lines, *listed.off))


def _articles(count: int) -> str:
    return f"{Count(count):# article|# articles}"


def add_feed(settings: Settings, address: str, publisher: str | None, tier: Tier, language: str | None) -> str:
    """Add the feed at this address, or the one that the page there names. Raises UnknownName with what to do."""
    with open_house(settings) as house:
        found = find_feed(house, address)
        feed = replace(found, publisher=publisher or found.publisher, tier=tier, language=language)
        curate.add_feeds(house.desk, OPERATOR, now(), [feed])
    return f"Added: {feed.publisher}, {feed.url}. It is read from now on; what it holds today is remembered, not told."


def find_feed(house: House, address: str) -> Feed:
    """The feed at this address, or the one that the page there names; not yet added. Raises UnknownName with what to do."""
    url = openable(address)
    if url is None:
        raise UnknownName(f"{address} is no address of the web; write it in full, as https://…")
    url, title = _feed_at(house, url)
    if any(feed.url == url for feed in house.feeds()):
        raise UnknownName(f"{url} is read already")
    return Feed(url, title or host(url))


def _feed_at(house: House, url: str) -> tuple[str, str]:
    """The feed's address and title. A page with several feeds is a question, not a guess."""
    reply = next(iter(house.fetcher.fetch([Request(url, accept=_PAGE)])), None)
    if reply is None or reply.problem:
        raise UnknownName(f"{url}: {reply.problem if reply else 'it was not asked.'}")
    found = house.web.parse(reply, Feed(url, host(url)), frozenset())
    if found.problem is None:
        return url, found.title or ""
    named = discover.discover(reply.body, reply.content_type, reply.final_url)
    if not named:
        raise UnknownName(f"{url}: {found.problem} It names no feed either.")
    if len(named) > 1:
        choices = "".join(f"\n    {one.url}  {one.title}" for one in named)
        raise UnknownName(f"{url} names {len(named)} feeds; add the one you want:{choices}")
    reply = next(iter(house.fetcher.fetch([Request(named[0].url)])), None)
    problem = reply.problem if reply else "it was not asked."
    if reply is not None and problem is None:
        problem = house.web.parse(reply, Feed(named[0].url, ""), frozenset()).problem
    if problem:
        raise UnknownName(f"{url} names the feed {named[0].url}, but: {problem}")
    return named[0].url, named[0].title


def remove_feed(settings: Settings, address: str) -> str:
    """Take an added feed off the list, by its address or its publisher. Raises UnknownName where it is not one."""
    with closing(Database(settings.database)) as database:
        listed = reading_list(settings, database)
        if any(feed.url == address for feed in listed.configured):
            raise UnknownName(f"{address} stands in {settings.config / 'feeds.toml'}; remove it there")
        if any(feed.url == address for feed in listed.asked):
            raise UnknownName(f"{address} belongs to a source in {settings.config / 'feeds.toml'}; turn that off there")
        feed = curate.remove_feed(desk_of(settings, database), OPERATOR, now(), address)
    return f"Removed: {feed.publisher}, {feed.url}. What it brought stays remembered."


def import_feeds(settings: Settings, file: Path) -> str:
    """Add every feed of an OPML file. Raises OpmlError where it cannot be read."""
    try:
        outlines = opml.read(file.read_bytes())
    except OSError as error:
        raise UnknownName(f"cannot read {file}: {error.strerror}") from error
    with closing(Database(settings.database)) as database:
        known = {feed.url for feed in reading_list(settings, database).feeds}
        new = [Feed(one.url, one.title or host(one.url)) for one in outlines if one.url not in known]
        added = curate.add_feeds(desk_of(settings, database), OPERATOR, now(), new) if new else 0
    there = Count(len(outlines) - added)
    return f"{Count(added):# feed|# feeds} added, {there:# was|# were} there already."


def export_feeds(settings: Settings) -> str:
    """All feeds with an address of their own as OPML; sources asked company by company are no feeds for others."""
    with closing(Database(settings.database)) as database:
        listed = reading_list(settings, database)
    return opml.write(Outline(feed.url, feed.publisher) for feed in (*listed.configured, *listed.added))
