"""Alerts go to Slack's channels, and a message that may stand there is looked up.

In: a `Delivery` and its `Alert`. Out: one outcome, always a value: sent, later, unsure or refused; found, absent,
later or unreadable. It must never send again what may have arrived, wait, or pace itself: that is deliver's business.

Each message carries the delivery's key as metadata (opaque, nothing private: any app in the channel can read it). An
edit sends no metadata, so that a message keeps the key it was posted with and stays findable by it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.chat.slack import blocks
from bot.chat.slack.client import MALFORMED, CallFailed, error_code, outcome
from bot.chat.slack.elements import Message
from bot.chat.slack.limits import problems
from bot.model import (
    Absent,
    Alert,
    Delivery,
    Found,
    Later,
    Refused,
    Scope,
    Sent,
    Unreadable,
    Unsure,
)

EVENT_TYPE = "orgwatch_alert"
EARLIER = timedelta(seconds=60)
"""How far before the first attempt a look-up begins: our clock and Slack's may differ."""

PAGE = 200
MAX_PAGES = 50
"""10,000 messages since the first attempt: a channel busier than that is not read to its end."""

PASSING_SECONDS = 60.0
"""When to look again after a look-up that failed in a way that passes (a time-out, an error inside Slack)."""

Outcome = Sent | Later | Unsure | Refused

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Poster:
    """The four things deliver asks of a chat, as plain callables; safe to use from several threads."""

    client: WebClient

    def post(self, delivery: Delivery, alert: Alert) -> Outcome:
        """Post the alert as a new message in its channel."""
        return _send(
            lambda message: self._new(delivery, message, None),
            blocks.alert(alert),
            blocks.plain(alert, in_thread=False),
        )

    def reply(self, delivery: Delivery, alert: Alert, timestamp: str) -> Outcome:
        """Post what has changed in the thread of the message at `timestamp`."""
        return _send(
            lambda message: self._new(delivery, message, timestamp),
            blocks.reply(alert),
            blocks.plain(alert, in_thread=True),
        )

    def edit(self, delivery: Delivery, alert: Alert, timestamp: str) -> Outcome:
        """Write the alert's present truth over the message at `timestamp`. Doing it twice does no harm."""
        return _send(
            lambda message: self.client.chat_update(
                channel=delivery.channel,
                ts=timestamp,
                text=message.text,
                blocks=message.blocks,
                parse="none",
            ),
            blocks.alert(alert),
            blocks.plain(alert, in_thread=False),
        )

    def find(self, delivery: Delivery, since: datetime, thread: str | None) -> Found | Absent | Later | Unreadable:
        """Look the delivery's key up in its channel, or in the thread of the message at `thread`, from `since` on.

        `Later` says that Slack cannot be asked just now; nothing may be sent until it could.
        """
        oldest = f"{(since - EARLIER).timestamp():.6f}"
        cursor = ""
        for _ in range(MAX_PAGES):
            try:
                page = self._page(delivery.channel, thread, oldest, cursor)
            except CallFailed as failure:
                return _unreadable(failure)
            messages: list[dict[str, Any]] = page.get("messages", [])
            for message in messages:
                metadata = message.get("metadata") or {}
                if metadata.get("event_type") == EVENT_TYPE and metadata["event_payload"].get("key") == delivery.key:
                    return Found(message["ts"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return Absent()
        return Unreadable(f"more than {PAGE * MAX_PAGES} messages since {since:%Y-%m-%d %H:%M}")

    def _new(self, delivery: Delivery, message: Message, thread: str | None) -> SlackResponse:
        return self.client.chat_postMessage(
            channel=delivery.channel,
            thread_ts=thread,
            text=message.text,
            blocks=message.blocks,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"key": delivery.key}},
            unfurl_links=False,
            unfurl_media=False,
            parse="none",
            mrkdwn=False,  # for the text alone; blocks say for themselves what they are
        )

    def _page(self, channel: str, thread: str | None, oldest: str, cursor: str) -> SlackResponse:
        if thread is None:
            return self.client.conversations_history(
                channel=channel, oldest=oldest, cursor=cursor or None, limit=PAGE, include_all_metadata=True
            )
        return self.client.conversations_replies(
            channel=channel, ts=thread, oldest=oldest, cursor=cursor or None, limit=PAGE, include_all_metadata=True
        )


def _send(call: Callable[[Message], SlackResponse], message: Message, plain: Message) -> Outcome:
    """Send the message; where Slack (or our own look) says that it is malformed, the same news once more, plain."""
    result = _attempt(call, message)
    if isinstance(result, Refused) and result.reason.partition(":")[0] in MALFORMED:
        _log.error("a message was malformed and is sent as plain text: %s", result.reason)
        return _attempt(call, plain)
    return result


def _attempt(call: Callable[[Message], SlackResponse], message: Message) -> Outcome:
    wrong = problems(message.text, message.blocks)
    if wrong:
        return Refused(f"invalid_blocks: {'; '.join(wrong)}", Scope.MESSAGE)
    try:
        return Sent(str(call(message)["ts"]))
    except CallFailed as failure:
        return outcome(failure)


def _unreadable(failure: Exception) -> Absent | Later | Unreadable:
    if isinstance(failure, SlackApiError) and error_code(failure) == "thread_not_found":
        return Absent()
    result = outcome(failure)
    if isinstance(result, Later):
        return result
    return Later(PASSING_SECONDS) if isinstance(result, Unsure) else Unreadable(result.reason)
