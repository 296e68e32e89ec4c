"""A chat in memory with a small vocabulary, for the delivery's own rules; the strict Slack is another fake.

`answer_next` says what becomes of the next request; `lose_next_reply` accepts it and answers Unsure, as a lost reply is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.alerts import marks
from bot.deliver import Chat
from bot.model import Absent, Alert, Delivery, Found, Later, Refused, Sent, Sought, Unreadable, Unsure


@dataclass
class Message:
    """What stands in a channel, or in a message's thread."""

    channel: str
    key: str
    text: str
    timestamp: str
    thread: str | None = None
    edits: int = 0
    marks: tuple[str, ...] = ()


@dataclass
class FakeChat:
    messages: list[Message] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    unreadable: bool = False
    _answers: list[Later | Refused | Unsure] = field(default_factory=list)
    _lose: bool = False
    _number: int = 0

    def answer_next(self, *answers: Later | Refused | Unsure) -> None:
        """The next requests are answered so, and nothing is done."""
        self._answers += answers

    def lose_next_reply(self) -> None:
        """The next request is done, and its reply is lost."""
        self._lose = True

    def texts(self, channel: str = "C1") -> list[str]:
        """The messages of a channel, without threads."""
        return [message.text for message in self.messages if message.channel == channel and message.thread is None]

    def replies(self, channel: str = "C1") -> list[str]:
        """What stands in the threads of a channel."""
        return [message.text for message in self.messages if message.channel == channel and message.thread]

    def chat(self) -> Chat:
        """What deliver is handed."""
        return Chat(post=self._post, edit=self._edit, reply=self._reply, find=self._find, remove=self._remove)

    def _post(self, delivery: Delivery, alert: Alert) -> Sent | Later | Unsure | Refused:
        return self._add(delivery, alert, alert.headline, None)

    def _reply(self, delivery: Delivery, alert: Alert, timestamp: str) -> Sent | Later | Unsure | Refused:
        return self._add(delivery, alert, alert.reply or "", timestamp)

    def _edit(self, delivery: Delivery, alert: Alert, timestamp: str) -> Sent | Later | Unsure | Refused:
        self.requests.append(f"edit {delivery.channel}")
        if self._answers:
            return self._answers.pop(0)
        for message in self.messages:
            if message.timestamp == timestamp:
                message.text, message.edits = alert.headline, message.edits + 1
        return Sent(timestamp)

    def _add(self, delivery: Delivery, alert: Alert, text: str, thread: str | None) -> Sent | Later | Unsure | Refused:
        self.requests.append(f"post {delivery.channel}")
        if self._answers:
            return self._answers.pop(0)
        self._number += 1
        timestamp = f"{self._number}.0"
        self.messages.append(
            Message(delivery.channel, delivery.key, text, timestamp, thread, marks=marks(alert, thread is not None))
        )
        if self._lose:
            self._lose = False
            return Unsure("the reply was lost")
        return Sent(timestamp)

    def _remove(self, channel: str, timestamp: str) -> Sent | Later | Unsure | Refused:
        self.requests.append(f"remove {channel}")
        if self._answers:
            return self._answers.pop(0)
        self.messages = [message for message in self.messages if message.timestamp != timestamp]
        return Sent(timestamp)

    def _find(self, sought: Sought, since: datetime, thread: str | None) -> Found | Absent | Unreadable:
        if self.unreadable:
            return Unreadable("missing_scope")
        for message in self.messages:
            known = message.key == sought.key or set(sought.marks) & set(message.marks)
            if known and message.channel == sought.channel and message.thread == thread:
                return Found(message.timestamp)
        return Absent()
