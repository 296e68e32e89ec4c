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
from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import Any, Self

from tests.fakes.slack.faults import Break, Fault, Faults, Pace
from tests.fakes.slack.senders import Payloads, Send, over_http
from tests.fakes.slack.socket import Ack, SocketMode
from tests.fakes.slack.surfaces import surfaces
from tests.fakes.slack.web_api import Call, WebApi
from tests.fakes.slack.world import (
    BOT_USER,
    SCOPES,
    Channel,
    Message,
    ResponseUrl,
    Token,
    TokenState,
    User,
    World,
)

Json = dict[str, Any]

BOT_TOKEN = "xoxb-sample-bot"
APP_TOKEN = "xapp-sample-app"
SIGNING_SECRET = "sample-signing-secret"


class FakeSlack:
    """A workspace on loopback with one installed app, and a switch for each fault."""

    def __init__(self) -> None:
        self.world = World()
        self.world.tokens[BOT_TOKEN] = Token(SCOPES)
        self.world.tokens[APP_TOKEN] = Token(frozenset({"connections:write"}))
        self.faults = Faults(self.world.now)
        self.pace = Pace(self.world.now)
        self.api = WebApi(self.world, self.faults, self.pace)
        self.socket = SocketMode(self.world)
        self.api.methods["apps.connections.open"] = self.socket.method
        self.api.methods |= surfaces(self._base)
        self._payloads = Payloads(self.world, self._base)
        self._send: Send = self.socket.deliver
        self.app_url = ""
        self.user("U1", "Sam Sample")

    def __enter__(self) -> Self:
        self.api.listen()
        self.socket.listen()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.api.stopping.set()
        self.socket.close()
        self.api.close()

    @property
    def url(self) -> str:
        """What SLACK_API_URL has to be."""
        return self.api.url

    def _base(self) -> str:
        return self.url.removesuffix("/api/")

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

    def show_files_late(self, seconds: float) -> None:
        """From now on Slack looks at a new file for `seconds`, and refuses messages that show it before."""
        self.world.file_seconds = seconds

    # What was seen

    def messages(self, channel: str) -> list[Message]:
        return list(self.channel(channel).messages)

    def texts(self, channel: str) -> list[str]:
        return [message.text for message in self.messages(channel)]

    def calls(self, method: str) -> list[Call]:
        return [call for call in self.api.calls if call.method == method]

    def wait_for(self, ready: Callable[[], bool], seconds: float = 30.0) -> bool:
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

    # What people do; it goes down an open socket, unless `deliver_to` or `reach_by_http` said otherwise

    def reach_by_http(self, url: str, secret: str = SIGNING_SECRET) -> None:
        """Send by signed HTTP requests from now on, as Slack does to an app without Socket Mode."""
        self.app_url = url
        self._send = over_http(url, secret, self.world.now)

    def deliver_to(self, send: Send) -> None:
        """Send by any other way, as straight into an app's dispatcher."""
        self._send = send

    def command(self, command: str, text: str = "", user: str = "U1", channel: str = "C1") -> Answer:
        payload, place = self._payloads.command(command, text, user, channel)
        return Answer(self, place, self._send("slash_commands", payload, 0, ""))

    def press(self, message: Json, action_id: str, user: str = "U1", channel: str = "C1", option: int = 0) -> Answer:
        """Press a button of a message, or pick an option of its menu, wherever in it that stands."""
        payload, place = self._payloads.press(_element(message["blocks"], action_id), message, user, channel, option)
        return Answer(self, place, self._send("interactive", payload, 0, ""))

    def modal(self, title: str = "") -> Json:
        """The modal that was opened last, as it looks now; waited for, with this title where one is given."""

        def fitting() -> list[Json]:
            return [view for view in self.world.views.values() if title in ("", view["title"]["text"])]

        assert self.wait_for(lambda: bool(fitting())), f"no modal {title}: {list(self.world.views.values())}"
        return fitting()[-1]

    def press_in(
        self, view: Json, action_id: str, user: str = "U1", chosen: str | None = None, values: Json | None = None
    ) -> Ack:
        """Press a button, or choose in a menu, of a modal or the Home; `values` is what stands in its fields by then."""
        payload = self._payloads.press_in(_element(view["blocks"], action_id), view, values or {}, user, chosen)
        return self._send("interactive", payload, 0, "")

    def submit(self, view: Json, values: Json, user: str = "U1") -> Ack:
        """Send a modal off with this in its fields: words, or a list of values where several can be chosen."""
        return self._send("interactive", self._payloads.submit(view, values, user), 0, "")

    def mention(
        self, channel: str, text: str, user: str = "U1", times: int = 1, and_message: bool = False
    ) -> list[Ack]:
        """Somebody writes "@OrgWatch …". `times`: Slack retries. `and_message`: it comes as a plain message as well."""
        event = self._payloads.said("app_mention", f"<@{BOT_USER}> {text}", user, channel)
        acks = self._events(event, times)
        return (
            acks + self._events(event | {"type": "message", "channel_type": "channel"}, times) if and_message else acks
        )

    def direct_message(self, user: str, text: str, times: int = 1) -> list[Ack]:
        """Somebody writes to the bot itself."""
        channel = self.world.im_of(user).id
        return self._events(self._payloads.said("message", text, user, channel, channel_type="im"), times)

    def home_opened(self, user: str = "U1") -> list[Ack]:
        event = {"type": "app_home_opened", "user": user, "channel": self.world.im_of(user).id, "tab": "home"}
        return self._events(event | {"event_ts": self.world.new_ts()}, 1)

    def invite_bot(self, channel: str, inviter: str = "U1") -> list[Ack]:
        """Somebody invites the bot into a channel."""
        self.channel(channel).member = True
        event = {"type": "member_joined_channel", "user": BOT_USER, "channel": channel, "inviter": inviter}
        return self._events(event | {"channel_type": "C", "event_ts": self.world.new_ts()}, 1)

    def shortcut(self, callback_id: str, text: str, user: str = "U1", channel: str = "C1") -> Answer:
        """Somebody picks the app's shortcut in the menu of a message with this text."""
        message = {"type": "message", "ts": self.world.new_ts(), "user": user, "text": text}
        payload, place = self._payloads.shortcut(callback_id, message, user, channel)
        return Answer(self, place, self._send("interactive", payload, 0, ""))

    def event(self, event: Json, times: int = 1) -> list[Ack]:
        return self._events(event, times)

    def _events(self, event: Json, times: int) -> list[Ack]:
        """Deliver `times` times; what is not acknowledged is tried again, three times at most, as Slack does."""
        payload = self._payloads.event(event)
        acks = [self._send("events_api", payload, retry, "http_timeout" if retry else "") for retry in range(times)]
        for retry in range(1, 4):
            if acks[-1].status == 200:
                break
            self.wait_for(lambda: self.socket.sockets > 0, 5)
            acks.append(self._send("events_api", payload, retry, "timeout"))
        return acks


class Answer:
    """What came back to whoever gave a command or pressed a button."""

    def __init__(self, slack: FakeSlack, place: ResponseUrl, ack: Ack) -> None:
        self._slack = slack
        self._place = place
        self.ack = ack

    def wait(self, count: int = 1) -> Self:
        """Wait until `count` messages came to the response_url."""
        assert self._slack.wait_for(lambda: len(self._place.answers) >= count), f"{len(self._place.answers)} of {count}"
        return self

    @property
    def messages(self) -> list[Json]:
        return list(self._place.answers)

    @property
    def message(self) -> Json:
        """The first message, waited for."""
        return self.wait().messages[0]


def _element(part: object, action_id: str) -> Json:
    """The element with this action_id."""
    found = list(_elements(part, action_id))
    assert len(found) == 1, f"{len(found)} elements with the action_id {action_id}"
    return found[0]


def _elements(part: object, action_id: str) -> Iterator[Json]:
    if isinstance(part, dict):
        if part.get("action_id") == action_id:
            yield part
        for value in part.values():
            yield from _elements(value, action_id)
    elif isinstance(part, list):
        for item in part:
            yield from _elements(item, action_id)
