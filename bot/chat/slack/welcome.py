"""The first words to somebody, and what to do where the bot is not in the channel.

In: a wording and who is greeted. Out: a `Message`. It must never be sent to a channel: a hello is private.
"""

from __future__ import annotations

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.chat.slack import elements as e
from bot.chat.slack.client import error_code
from bot.chat.slack.elements import Message
from bot.chat.slack.escape import escape, literal
from bot.languages.wording import Wording

STEPS = ("hello_invite", "hello_subscribe", "hello_ask")
"""What to do first, in this order; each is the name of its label."""

_AWAY = frozenset({"not_in_channel", "channel_not_found"})


def hello(invite: str, say: Wording) -> Message:
    """Return the hello with three steps; `invite` is the exact line that lets the bot into a channel."""
    title = say.label("hello")
    steps = e.ordered([e.words(literal(say.label(step, invite=invite), 300))] for step in STEPS)
    return Message(escape(title, 300), (e.rich_text(e.paragraph(e.words(title)), steps),))


def invite_line(client: WebClient) -> str:
    """Return what is typed in a channel to let the bot in, with the name that it has in this workspace."""
    return f"/invite @{client.auth_test()['user']}"


def is_in(client: WebClient, channel: str) -> bool:
    """Return whether the bot may write in a channel, asked by reading one message: that needs no further scope.

    Raises what a failed call raises where Slack says something else than that the bot is not in it.
    """
    try:
        client.conversations_history(channel=channel, limit=1)
    except SlackApiError as failure:
        if error_code(failure) in _AWAY:
            return False
        raise
    return True
