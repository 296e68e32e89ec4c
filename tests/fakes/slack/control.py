"""The control object of the fake Slack: the small vocabulary that tests speak.

    with FakeSlack() as slack:
        slack.channel("C1")
        slack.break_next("chat.postMessage", Fault.DROP_REPLY)
        ...                                                     # run the bot with SLACK_API_URL=slack.url
        assert slack.texts("C1") == ["..."]

In: orders. Out: what was posted, called and answered. It must never reach into the bot.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

from tests.fakes.slack.faults import Break, Fault, Faults, Pace
from tests.fakes.slack.web_api import Call, WebApi
from tests.fakes.slack.world import SCOPES, Channel, Message, Token, TokenState, User, World

BOT_TOKEN = "xoxb-sample-bot"
APP_TOKEN = "xapp-sample-app"
SIGNING_SECRET = "sample-signing-secret"


class FakeSlack:
    """A workspace on loopback with one installed app, two channels' worth of strictness and a switch for each fault."""

    def __init__(self) -> None:
        self.world = World()
        self.world.tokens[BOT_TOKEN] = Token(SCOPES)
        self.world.tokens[APP_TOKEN] = Token(frozenset({"connections:write"}))
        self.faults = Faults(self.world.now)
        self.pace = Pace(self.world.now)
        self.api = WebApi(self.world, self.faults, self.pace)
        self.user("U1", "Sam Sample")

    def __enter__(self) -> Self:
        self.api.listen()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.api.stopping.set()
        self.api.close()

    @property
    def url(self) -> str:
        """What SLACK_API_URL has to be."""
        return self.api.url

    # The workspace

    def channel(self, id: str, *, kind: str = "channel", member: bool = True, archived: bool = False) -> Channel:
        """Return the channel, made when first named. `kind` is channel, group or im."""
        return self.world.channels.setdefault(id, Channel(id, id.lower(), kind, member, archived))

    def user(self, id: str, name: str, *, admin: bool = False, guest: bool = False) -> User:
        return self.world.users.setdefault(id, User(id, name, admin, guest))

    def token(
        self, state: TokenState = TokenState.GOOD, scopes: frozenset[str] = SCOPES, token: str = BOT_TOKEN
    ) -> None:
        """Set what the token is worth from now on."""
        self.world.tokens[token] = Token(scopes, state)

    def say(self, channel: str, text: str, user: str = "U1") -> Message:
        """A human writes in a channel; the bot is not told of it."""
        message = Message(self.world.new_ts(), user, text, [])
        self.channel(channel).messages.append(message)
        return message

    def advance(self, seconds: float) -> None:
        """Put the fake's clock forward: triggers, response_urls and buckets age; nobody sleeps."""
        self.world.advance(seconds)

    def show_late(self, seconds: float) -> None:
        """From now on history shows a new message only after `seconds`."""
        self.world.late_seconds = seconds

    # What was seen

    def messages(self, channel: str) -> list[Message]:
        return list(self.channel(channel).messages)

    def texts(self, channel: str) -> list[str]:
        return [message.text for message in self.messages(channel)]

    def calls(self, method: str) -> list[Call]:
        return [call for call in self.api.calls if call.method == method]

    def wait_for(self, ready: Callable[[], bool], seconds: float = 10.0) -> bool:
        """Wait until something holds, woken by each change; False if it never did."""
        end = time.monotonic() + seconds
        with self.world.changed:
            while not ready():
                left = end - time.monotonic()
                if left <= 0:
                    return False
                self.world.changed.wait(min(left, 0.2))
            return True

    # Faults

    def break_next(self, method: str, fault: Fault, times: int = 1, seconds: float = 1.0) -> None:
        self.faults.break_next(method, Break(fault, seconds), times)

    def refuse_next(self, method: str, code: str, times: int = 1) -> None:
        """Answer with any error code, also one that the fake itself would never give."""
        self.faults.break_next(method, Break(Fault.REFUSE, code=code), times)

    def break_for(self, seconds: float, method: str, fault: Fault) -> None:
        self.faults.break_for(method, Break(fault, seconds), seconds)

    def break_by_chance(self, method: str, chances: Mapping[Fault, float], seed: int = 1, seconds: float = 1.0) -> None:
        """Break each call with these chances (their sum at most 1), the same ones for the same seed."""
        self.faults.break_by_chance(method, {Break(fault, seconds): chance for fault, chance in chances.items()}, seed)

    def mend(self) -> None:
        self.faults.mend()

    def down(self) -> None:
        """Refuse every connection."""
        self.api.close()

    def up(self) -> None:
        self.api.listen()

    def pace_at(self, factor: float | None) -> None:
        """Be `factor` times as patient as Slack; None for no rate limit at all."""
        self.pace.factor = factor
