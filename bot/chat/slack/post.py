"""Alerts go to Slack's channels, and a message that may stand there is looked up.

In: a `Delivery` and its `Alert`. Out: one outcome, always a value: sent, later, unsure or refused; found, absent,
later or unreadable. It must never send again what may have arrived, wait, or pace itself: that is deliver's business.

Each message carries the delivery's key as metadata (opaque, nothing private: any app in the channel can read it). An
edit sends no metadata, so that a message keeps the key it was posted with and stays findable by it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.alerts import marks
from bot.chat.slack import blocks, together
from bot.chat.slack.client import MALFORMED, UNREACHABLE_SECONDS, CallFailed, error_code, outcome
from bot.chat.slack.elements import Message
from bot.chat.slack.escape import escape
from bot.chat.slack.limits import Block, problems
from bot.chat.slack.pictures import picture
from bot.model import (
    Absent,
    Alert,
    Delivery,
    Found,
    Later,
    Refused,
    Scope,
    Sent,
    Sought,
    Unreadable,
    Unsure,
)

EVENT_TYPE = "orgwatch_alert"
EARLIER = timedelta(seconds=60)
"""How far before the first attempt a look-up begins: our clock and Slack's may differ."""

PAGE = 200
MAX_PAGES = 50
"""10,000 messages since the first attempt: a channel busier than that is not read to its end."""

PICTURE_ATTEMPTS = 3
PICTURE_SECONDS = 2.0
"""A digest whose picture Slack still looks at comes back after so long, so often; then it goes without."""

_LONGEST_NOTICE = 180
"""Code points of a line: 21 of them stay below what Slack takes as one text (4,000)."""

Outcome = Sent | Later | Unsure | Refused

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Poster:
    """The things that deliver asks of a chat, as plain callables; safe to use from several threads."""

    client: WebClient
    unsaid: float = UNREACHABLE_SECONDS
    """Seconds to leave Slack alone where it does not say how long."""
    _pictures: dict[str, Block] = field(default_factory=dict)
    """Pictures that are uploaded and not shown yet, by the key of their delivery."""

    def post(self, delivery: Delivery, alert: Alert) -> Outcome:
        """Post the alert as a new message in its channel; a digest with its picture, where Slack has it ready."""

        def call(message: Message) -> SlackResponse:
            return self._new(delivery, alert, message, None)

        message = drawn(alert)
        shown = self._picture(delivery, alert)
        if shown is not None:
            pictured = Message(message.text, (*message.blocks[:-1], shown, *message.blocks[-1:]))
            result = self._attempt(call, pictured)
            if not isinstance(result, Sent):
                self._pictures[delivery.key] = shown
            return Later(PICTURE_SECONDS) if _is_malformed(result) else result
        return self._send(call, message, _plain(alert))

    def reply(self, delivery: Delivery, alert: Alert, timestamp: str) -> Outcome:
        """Post what has changed in the thread of the message at `timestamp`."""
        return self._send(
            lambda message: self._new(delivery, alert, message, timestamp),
            blocks.reply(alert),
            blocks.plain(alert, in_thread=True),
        )

    def edit(self, delivery: Delivery, alert: Alert, timestamp: str) -> Outcome:
        """Write the alert's present truth over the message at `timestamp`. Doing it twice does no harm."""
        return self._send(
            lambda message: self.client.chat_update(
                channel=delivery.channel,
                ts=timestamp,
                text=message.text,
                blocks=message.blocks,
                parse="none",
            ),
            drawn(alert),
            _plain(alert),
        )

    def remove(self, channel: str, timestamp: str) -> Outcome:
        """Take our own message out of a channel; one that is gone already is as good."""
        try:
            self.client.chat_delete(channel=channel, ts=timestamp)
        except CallFailed as failure:
            if isinstance(failure, SlackApiError) and error_code(failure) == "message_not_found":
                return Sent(timestamp)
            return outcome(failure, self.unsaid)
        return Sent(timestamp)

    def notice(self, channel: str, lines: Sequence[str]) -> Outcome:
        """Tell these lines in a channel, as they are. Nothing remembers it: what is in doubt is not looked up."""
        try:
            answer = self.client.chat_postMessage(
                channel=channel,
                text="\n".join(escape(line, _LONGEST_NOTICE) for line in lines),
                unfurl_links=False,
                unfurl_media=False,
                parse="none",
                mrkdwn=False,
            )
        except CallFailed as failure:
            return outcome(failure, self.unsaid)
        return Sent(str(answer["ts"]))

    def find(
        self, sought: Sought, since: datetime, thread: str | None
    ) -> Found | Absent | Later | Refused | Unreadable:
        """Look a message up in its channel, or in the thread of the message at `thread`, from `since` on.

        `Later` says that Slack cannot be asked just now; nothing may be sent until it could. Refused: the channel is
        away, or our token is; Unreadable: it may be written to, but not read.
        """
        oldest = f"{(since - EARLIER).timestamp():.6f}"
        cursor = ""
        for _ in range(MAX_PAGES):
            try:
                page = self._page(sought.channel, thread, oldest, cursor)
            except CallFailed as failure:
                return _unreadable(failure, self.unsaid)
            messages: list[dict[str, Any]] = page.get("messages", [])
            for message in messages:
                metadata = message.get("metadata") or {}
                if metadata.get("event_type") != EVENT_TYPE:
                    continue
                payload = metadata["event_payload"]
                if payload.get("key") == sought.key or set(sought.marks) & set(payload.get("marks", "").split()):
                    return Found(message["ts"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return Absent()
        return Unreadable(f"more than {PAGE * MAX_PAGES} messages since {since:%Y-%m-%d %H:%M}")

    def _picture(self, delivery: Delivery, alert: Alert) -> Block | None:
        """The flow that a digest shows, uploaded once; None where there is none, or where it was tried often enough."""
        known = self._pictures.pop(delivery.key, None)
        if alert.summary is None or alert.summary.flow is None or delivery.attempts >= PICTURE_ATTEMPTS:
            return None
        return known or picture(self.client, alert.summary.flow, alert.channel.language)

    def _new(self, delivery: Delivery, alert: Alert, message: Message, thread: str | None) -> SlackResponse:
        payload = {"key": delivery.key, "marks": " ".join(marks(alert, thread is not None))}
        return self.client.chat_postMessage(
            channel=delivery.channel,
            thread_ts=thread,
            text=message.text,
            blocks=message.blocks,
            metadata={"event_type": EVENT_TYPE, "event_payload": payload},
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

    def _send(self, call: Callable[[Message], SlackResponse], message: Message, plain: Message) -> Outcome:
        """Send the message; where Slack (or our own look) says that it is malformed, the same news once more, plain."""
        result = self._attempt(call, message)
        if isinstance(result, Refused) and _is_malformed(result):
            _log.error("a message was malformed and is sent as plain text: %s", result.reason)
            return self._attempt(call, plain)
        return result

    def _attempt(self, call: Callable[[Message], SlackResponse], message: Message) -> Outcome:
        wrong = problems(message.text, message.blocks)
        if wrong:
            return Refused(f"invalid_blocks: {'; '.join(wrong)}", Scope.MESSAGE)
        try:
            return Sent(str(call(message)["ts"]))
        except CallFailed as failure:
            return outcome(failure, self.unsaid)


def drawn(alert: Alert) -> Message:
    """Return an alert as its channel sees it: about one story, or about several."""
    if alert.summary is not None:
        return together.digest(alert)
    return together.folded(alert) if alert.stories else blocks.alert(alert)


def _plain(alert: Alert) -> Message:
    is_one = alert.summary is None and not alert.stories
    return blocks.plain(alert, in_thread=False) if is_one else together.plain(alert)


def _is_malformed(result: Outcome) -> bool:
    return isinstance(result, Refused) and result.reason.partition(":")[0] in MALFORMED


def _unreadable(failure: Exception, unsaid: float) -> Absent | Later | Refused | Unreadable:
    if isinstance(failure, SlackApiError) and error_code(failure) == "thread_not_found":
        return Absent()
    match outcome(failure, unsaid):
        case Later(seconds):
            return Later(seconds)
        case Unsure():
            return Later(unsaid)
        case Refused(reason, Scope.MESSAGE):
            return Unreadable(reason)
        case Refused(reason, scope):
            return Unreadable(reason) if reason.startswith("missing_scope") else Refused(reason, scope)
