"""Asks Slack whether everything is in place: the token, its scopes, and each channel.

In: a client and the configured channels. Out: what is wrong, a line each, with what to do. It must never post, never
print a secret, and use no scope that the bot does not need anyway: whether it is in a channel is asked by reading one
message of its history.
"""

from __future__ import annotations

from collections.abc import Iterable

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.chat.slack.client import CallFailed, error_code, outcome
from bot.model import Channel, Refused

SCOPES = frozenset(
    {
        "commands",
        "chat:write",
        "app_mentions:read",
        "im:history",
        "channels:history",
        "groups:history",
        "files:write",
        "users:read",
    }
)
"""What the manifest asks for; a test compares them with the manifest and with the methods that are called."""

_INVITE = "type there: /invite @OrgWatch"
_ADVICE = {
    "not_in_channel": _INVITE,
    "channel_not_found": f"check its id in channels.toml; if it is private, {_INVITE}",
    "is_archived": "unarchive it in Slack, or take it out of channels.toml",
    "missing_scope": "reinstall the app from config/slack-manifest.yaml",
}


def problems(client: WebClient, channels: Iterable[Channel]) -> tuple[str, ...]:
    """Return what keeps the bot from telling these channels; nothing means that all is well."""
    try:
        granted = client.auth_test().headers.get("x-oauth-scopes", "")
    except CallFailed as failure:
        return (f"Slack: {_reason(failure)}; copy the bot token again from the app's page, OAuth & Permissions",)
    missing = sorted(SCOPES - {scope.strip() for scope in granted.split(",")}) if granted else []
    found = [
        f"Slack: the app lacks the scope {scope}; reinstall it from config/slack-manifest.yaml" for scope in missing
    ]
    for channel in channels:
        if not channel.id:
            continue
        try:
            client.conversations_history(channel=channel.id, limit=1)
        except CallFailed as failure:
            code = error_code(failure) if isinstance(failure, SlackApiError) else ""
            found.append(f"Slack: #{channel.name} ({channel.id}): {_reason(failure)}; {_ADVICE.get(code, 'try again')}")
    return tuple(found)


def _reason(failure: Exception) -> str:
    if isinstance(failure, SlackApiError):
        result = outcome(failure)
        return result.reason if isinstance(result, Refused) else f"busy or ailing just now ({error_code(failure)})"
    return f"no answer ({failure})"
