"""`orgwatch check --live`: asks every feed and Slack itself, and says in words which answer.

In: settings. Out: lines for people, those that are well apart from the problems. It must never post, and never print a
secret.
"""

from __future__ import annotations

import re

from bot.app.house import open_house
from bot.app.reading_list import ReadingList, reading_list
from bot.chat.slack.client import CallFailed, outcome, web_client
from bot.feeds import sources
from bot.feeds.values import Request
from bot.model import Feed, Refused, Unsure
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
                good.append(f"{name} answers: {len(found.entries)} entries in {reply.seconds:.1f} s")
    return good, problems


def _one_a_source(listed: ReadingList) -> tuple[Feed, ...]:
    """Each feed; but of those asked company by company one a publisher, for they answer or refuse together."""
    asked = {(feed.publisher, feed.language): feed for feed in reversed(listed.asked)}
    return (*listed.configured, *reversed(asked.values()), *listed.added)


def check_slack(settings: Settings) -> list[str]:
    """Ask Slack who we are, with which scopes, and whether we are in each channel: the problems, a line each."""
    if settings.slack.bot_token is None:
        return []
    client = web_client(settings.slack.bot_token, settings.slack.api_url)
    try:
        answer = client.auth_test()
    except CallFailed as failure:
        return [f"Slack: SLACK_BOT_TOKEN: {_said(failure)}; reinstall the app and copy the token again"]
    granted = set(filter(None, (answer.headers.get("x-oauth-scopes") or "").replace(" ", "").split(",")))
    missing = sorted(_scopes(settings) - granted) if granted else []
    problems = [
        f"Slack: the scope {scope} is missing; add it under OAuth & Permissions, then reinstall the app"
        for scope in missing
    ]
    for channel in settings.channels:
        if not channel.id:
            continue
        try:
            found = client.conversations_info(channel=channel.id)["channel"]
        except CallFailed as failure:
            problems.append(f"Slack: #{channel.name} ({channel.id}): {_said(failure)}; check its id in channels.toml")
            continue
        if not found.get("is_member"):
            problems.append(f"Slack: OrgWatch is not in #{channel.name}; type there: /invite @OrgWatch")
    return problems


def _scopes(settings: Settings) -> set[str]:
    """The scopes that our manifest asks for: the list below `bot:`."""
    manifest = (settings.config / "slack-manifest.yaml").read_text("utf-8")
    listed = manifest.partition("    bot:\n")[2].partition("\nsettings:")[0]
    return set(re.findall(r"^\s*- ([a-z_.:]+)", listed, re.MULTILINE))


def _said(failure: Exception) -> str:
    """What came back: Slack's own word where it answered at all."""
    result = outcome(failure)
    return result.reason if isinstance(result, Refused | Unsure) else "it cannot be reached"
