"""`orgwatch check --live`: asks every feed and Slack itself, and says in words which answer.

In: settings. Out: lines for people, those that are well apart from the problems. It must never post, and never print a
secret.
"""

from __future__ import annotations

from bot.app.house import open_house
from bot.chat.slack import check
from bot.chat.slack.client import web_client
from bot.feeds.parse import parse
from bot.feeds.values import Request
from bot.settings import Settings


def check_feeds(settings: Settings) -> tuple[list[str], list[str]]:
    """Ask each configured feed once: (those that answer with a feed, the problems), a line each."""
    good, problems = [], []
    publishers = {feed.url: feed.publisher for feed in settings.feeds}
    with open_house(settings) as house:
        for reply in house.fetcher.fetch([Request(feed.url) for feed in settings.feeds]):
            name = publishers[reply.url]
            if reply.problem is not None:
                problems.append(f"{name}: {reply.problem} {reply.url}")
                continue
            found = parse(reply.body, reply.content_type, reply.final_url)
            if found.problem is not None:
                problems.append(f"{name}: {found.problem} {reply.url}")
            else:
                good.append(f"{name} answers: {len(found.entries)} entries in {reply.seconds:.1f} s")
    return good, problems


def check_slack(settings: Settings) -> list[str]:
    """Ask Slack whether it takes our token, with which scopes, and whether we are in each channel: the problems."""
    if settings.slack.bot_token is None:
        return []
    client = web_client(settings.slack.bot_token, settings.slack.api_url)
    return list(check.problems(client, settings.channels))
