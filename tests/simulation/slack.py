"""Slack in memory, on the simulator's clock: it limits, breaks, accepts late and remembers; a call takes no real time.

In: calls as deliver makes them. Out: their outcomes, and `broken`: what a message or its moment broke of the invariants.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from bot.alerts import marks
from bot.chat.slack import blocks
from bot.chat.slack.elements import Message
from bot.deliver import Chat
from bot.model import Absent, Alert, Delivery, Found, Later, Refused, Scope, Sent, Sought, Unreadable, Unsure
from tests.chat.slack.look import linked_hosts, live_mentions, visible
from tests.fakes.slack.blocks import TOTAL_TEXT, complaints, total_text

OUR_TIME_OUT = 10.0
SECRET = "xoxb-1111111111-2222222222-AbCdEfGhIjKlMnOpQrStUvWx"
"""Stands in what Slack says when it refuses, and must not stand in the log (I10)."""


@dataclass
class Stored:
    """A message that stands, or will stand at `visible`, in a channel or a thread."""

    channel: str
    key: str
    marks: tuple[str, ...]
    people: tuple[str, ...]
    row: int
    story: int
    timestamp: str
    thread: str | None
    visible: datetime
    said: str
    """All its words, in lower case."""


@dataclass
class SimSlack:
    """`crash` is called where a process may die, `pause` where it may be suspended with its request on the wire; `wait`
    lets seconds go by."""

    dice: Random
    now: Callable[[], datetime]
    wait: Callable[[float], None]
    crash: Callable[[str], None]
    pause: Callable[[], None]
    faults: float
    render: Callable[[Alert], Message] = blocks.alert
    messages: list[Stored] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    down_until: datetime | None = None
    revoked: bool = False
    away: set[str] = field(default_factory=set)
    healthy_since: datetime = datetime.min
    told: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How often each person stands in each channel, threads aside."""
    ever_told: set[tuple[str, str]] = field(default_factory=set)
    """Who ever stood in which channel, be it taken out again since."""
    doubled: set[tuple[str, str]] = field(default_factory=set)
    """Who was told anew while a message about them may still have to be taken out: at the end they must stand there once."""
    is_cleared: Callable[[str], bool] = lambda channel: True
    """Whether nothing is to be taken out of a channel."""
    asked: int = 0
    """How many requests came in."""
    _not_before: dict[tuple[str, str], datetime] = field(default_factory=dict)
    _accepted: int = 0
    _last: dict[str, datetime] = field(default_factory=dict)
    _rows: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))

    def chat(self) -> Chat:
        """What deliver is handed."""
        return Chat(self.post, self.edit, self.reply, self.find, self.remove)

    def forget_waits(self) -> None:
        """Whoever was told to wait could not write it down, and cannot be held to it."""
        self._not_before.clear()

    def forget_order(self) -> None:
        """Where a message about several stories is taken out, those that are left are told afresh, late."""
        self._rows.clear()

    def post(self, row: Delivery, alert: Alert) -> Sent | Later | Unsure | Refused:
        return self._take(row, alert, None, self._look_at(self.render(alert)))

    def reply(self, row: Delivery, alert: Alert, timestamp: str) -> Sent | Later | Unsure | Refused:
        return self._take(row, alert, timestamp, self._look_at(blocks.reply(alert)))

    def edit(self, row: Delivery, alert: Alert, timestamp: str) -> Sent | Later | Unsure | Refused:
        said = self._look_at(self.render(alert))
        refusal = self._refusal(row.channel)
        for one in self.messages:
            if refusal is None and (one.channel, one.timestamp) == (row.channel, timestamp):
                one.said = said
        return refusal or Sent(timestamp)

    def remove(self, channel: str, timestamp: str) -> Sent | Later | Unsure | Refused:
        refusal = self._refusal(channel, "remove")
        if refusal is not None:
            return refusal
        for one in self.messages:
            if (one.channel, one.timestamp) == (channel, timestamp) and one.thread is None:
                self.told.subtract((channel, person) for person in one.people)
        self.messages = [one for one in self.messages if (one.channel, one.timestamp) != (channel, timestamp)]
        return Sent(timestamp)

    def find(self, row: Sought, since: datetime, thread: str | None) -> Found | Absent | Later | Refused | Unreadable:
        refusal = self._refusal(row.channel, "find")
        if refusal is not None:
            return Later(20.0) if isinstance(refusal, Unsure) else refusal
        for one in self.messages:
            stands = one.channel == row.channel and one.thread == thread and one.visible <= self.now()
            if stands and (one.key == row.key or set(row.marks) & set(one.marks)):
                return Found(one.timestamp)
        return Absent()

    def _refusal(self, channel: str, method: str = "write") -> Later | Unsure | Refused | None:
        """What stands between a request and Slack, as nothing of it is accepted. A pause is asked for by method, as by Slack."""
        self.asked += 1
        if self._not_before.get((channel, method), self.now()) > self.now():
            self.broken.append(f"I3: {channel} was asked before Retry-After ({method})")
        if self.down_until is not None and self.now() < self.down_until:
            return Later(20.0) if self.dice.random() < 0.5 else Unsure("HTTP 503")
        if self.revoked:
            return Refused(f"token_revoked: {SECRET}", Scope.TOKEN)
        if channel in self.away:
            return Refused(f"is_archived: {SECRET}", Scope.CHANNEL)
        throw = self.dice.random()
        if throw < self.faults / 4:
            seconds = self.dice.choice([1.0, 7.0, 60.0])
            self._not_before[channel, method] = self.now() + timedelta(seconds=seconds)
            return Later(seconds)
        if throw < self.faults / 2:
            return Unsure("HTTP 500")
        return None

    def _take(self, row: Delivery, alert: Alert, thread: str | None, said: str) -> Sent | Later | Unsure | Refused:
        self.crash("before a request")
        refusal = self._refusal(row.channel)
        if refusal is not None:
            return refusal
        throw = self.dice.random()
        if throw < self.faults / 8:
            self.pause()
        late = timedelta(seconds=self.dice.uniform(10, 22)) if throw > 1 - self.faults / 4 else timedelta()
        self._accept(row, alert, thread, self.now() + late, said)
        self.crash("after a request")
        if late:
            self.wait(OUR_TIME_OUT)
        if late or throw > 1 - self.faults:
            return Unsure("the reply was lost")
        return Sent(self.messages[-1].timestamp)

    def _accept(self, row: Delivery, alert: Alert, thread: str | None, visible: datetime, said: str) -> None:
        if thread is None:
            last = self._last.get(row.channel)
            if last is not None and (self.now() - last).total_seconds() < 1.0:
                self.broken.append(f"I3: two messages within a second in {row.channel}")
            self._last[row.channel] = self.now()
            if row.id < self._rows[row.channel]:
                self.broken.append(f"I7: row {row.id} after row {self._rows[row.channel]} in {row.channel}")
            self._rows[row.channel] = row.id
        is_digest = row.story < 0  # a number made of the local date; it says again what was told
        if is_digest and any((one.channel, one.story) == (row.channel, row.story) for one in self.messages):
            self.broken.append(f"I9: a second digest of {row.key} in {row.channel}")
        people = () if is_digest else tuple(dict.fromkeys(line.person for line in alert.lines if line.person))
        if thread is None:
            self.told.update((row.channel, person) for person in people)
            self.ever_told.update((row.channel, person) for person in people)
            twice = {(row.channel, person) for person in people if self.told[row.channel, person] > 1}
            if self.is_cleared(row.channel):
                self.broken += [f"I1: told twice: {pair}" for pair in sorted(twice - self.doubled)]
            else:
                self.doubled |= twice
        self._accepted += 1
        timestamp = f"{self._accepted}.0"
        self.messages.append(
            Stored(
                row.channel,
                row.key,
                marks(alert, thread is not None),
                people,
                row.id,
                row.story,
                timestamp,
                thread,
                visible,
                said,
            )
        )

    def _look_at(self, message: Message) -> str:
        """What is wrong with a message; returns its words."""
        sent = list(message.blocks)
        wrong = complaints(sent)
        if wrong or total_text(sent) > TOTAL_TEXT:
            self.broken.append(f"I4: Slack would refuse: {wrong}")
        alive = live_mentions(message.text, sent)
        foreign = {host for host in linked_hosts(message.text, sent) if "evil" in host}
        if alive or foreign:
            self.broken.append(f"I4: alive in a message: {alive} {foreign}")
        return f"{message.text} {visible(sent)}".casefold()
