"""`orgwatch check --live`: asks every feed and Slack itself, and says in words which answer.

In: settings. Out: lines for people and whether any of them is a problem. It must never post, and never print a secret.
"""

from __future__ import annotations

from bot.app.house import open_house
from bot.chat.slack.client import CallFailed, error_code, web_client
from bot.chat.slack.manifest import scopes
from bot.feeds.parse import parse
from bot.feeds.values import Request
from bot.settings import Settings


def check_feeds(settings: Settings) -> tuple[list[str], list[str]]:
    """Ask each configured feed once: (those that answer with a feed, the problems), a line each."""
    good, problems = [], []
    publishers = {feed.url: feed.publisher for feed in settings.feeds}
    with open_house(settings) as house:
        for reply in house.fetcher.fetch([Request(feed.url) for feed in settings.feeds]):
            problem = reply.problem
            found = None
            if problem is None:
                found = parse(reply.body, reply.content_type, reply.final_url)
                problem = found.problem
            name = publishers[reply.url]
            if problem is None and found is not None:
                good.append(f"{name} answers: {len(found.entries)} entries in {reply.seconds:.1f} s")
            else:
                problems.append(f"{name}: {problem} {reply.url}")
    return good, problems


def check_slack(settings: Settings) -> list[str]:
    """Ask Slack who we are, with which scopes, and for each channel whether we are in it: the problems, a line each."""
    if settings.slack.bot_token is None:
        return []
    client = web_client(settings.slack.bot_token, settings.slack.api_url)
    try:
        answer = client.auth_test()
    except CallFailed as failure:
        return [
            f"Slack: SLACK_BOT_TOKEN is not taken ({error_code(failure)}); reinstall the app and copy the token again"
        ]
    granted = set((answer.headers.get("x-oauth-scopes") or "").split(",")) - {""}
    missing = sorted(scopes() - granted) if granted else []
    problems = [
        f"Slack: the scope {scope} is missing; add it under OAuth & Permissions and reinstall the app"
        for scope in missing
    ]
    for channel in settings.channels:
        if not channel.id:
            continue
        try:
            found = client.conversations_info(channel=channel.id)["channel"]
        except CallFailed as failure:
            problems.append(
                f"Slack: #{channel.name} ({channel.id}): {error_code(failure)}; check the id in channels.toml"
            )
            continue
        if not found.get("is_member"):
            problems.append(f"Slack: OrgWatch is not in #{channel.name}; type there: /invite @OrgWatch")
    return problems
