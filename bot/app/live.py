"""`orgwatch check --live`: asks every feed and Slack itself, and says in words which answer.

In: settings. Out: lines for people, those that are well apart from the problems. It must never post, and never print a
secret.
"""

from __future__ import annotations

from bot.app.house import open_house
from bot.app.reading_list import ReadingList, reading_list
from bot.chat.slack import check
from bot.chat.slack.client import web_client
from bot.feeds import sources
from bot.feeds.values import Request
from bot.languages.wording import Count
from bot.model import Feed
from bot.settings import Settings


def check_feeds(settings: Settings) -> tuple[list[str], list[str]]:
    """Ask each feed once, and each source for one company: (those that answer with a feed, the problems), a line each."""
    good: list[str] = []
    problems: list[str] = []
    with open_house(settings) as house:
        listed = reading_list(settings, house.database)
        good += listed.off
        feeds = {feed.url: feed for feed in _one_a_source(listed)}
        key = settings.companies_house_key
        for reply in house.fetcher.fetch([sources.ask(feed, Request(url), key) for url, feed in feeds.items()]):
            feed = feeds[reply.url]
            name = f"{feed.publisher} ({feed.company})" if feed.company else feed.publisher
            if reply.problem is not None:
                problems.append(f"{name}: {reply.problem} {reply.url}")
                continue
            found = sources.read(reply, feed, frozenset(), house.worker.read)
            if found.problem is not None:
                problems.append(f"{name}: {found.problem} {reply.url}")
            else:
                good.append(f"{name} answers: {Count(len(found.entries)):# entry|# entries} in {reply.seconds:.1f} s")
    return good, problems


def _one_a_source(listed: ReadingList) -> tuple[Feed, ...]:
    """Each feed; but of those asked company by company one a publisher, for they answer or refuse together."""
    asked = {(feed.publisher, feed.language): feed for feed in reversed(listed.asked)}
    return (*listed.configured, *reversed(asked.values()), *listed.added)


def check_slack(settings: Settings) -> list[str]:
    """Ask Slack whether it takes our token, with which scopes, and whether we are in each channel: the problems."""
    if settings.slack.bot_token is None:
        return []
    client = web_client(settings.slack.bot_token, settings.slack.api_url)
    return list(check.problems(client, settings.channels))
