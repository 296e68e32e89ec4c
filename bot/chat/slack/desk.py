"""Where a question becomes a message: asks the house, renders, and brings the answer to where it belongs.

In: a `Question` and the `Place` it came from. Out: one message there. It must never find anything out by itself, and
never lose an answer silently: what Slack refuses is in the log.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import curate
from bot.answer import Explanation, Nobody
from bot.chat import Answers, orders
from bot.chat.orders import Asker, Page
from bot.chat.questions import Order, Question, Topic
from bot.chat.settled import refused
from bot.chat.slack import answers as show
from bot.chat.slack import together, welcome
from bot.chat.slack.client import MALFORMED, CallFailed, error_code, outcome, webhook
from bot.chat.slack.elements import Message
from bot.chat.slack.limits import problems
from bot.chat.slack.pictures import picture, without_picture
from bot.errors import OrgWatchError, UnknownName
from bot.languages.wording import SPOKEN, Wording, wording
from bot.model import Action, CompanyProfile, Later, Profile, Reading, Role, Verdict

_SHAREABLE = frozenset({Topic.WHOIS, Topic.MOVES, Topic.WHY, Topic.PERSON})
"""What may be told the whole channel."""

_USER = re.compile("[UW][A-Z0-9-]+")
"""The shape of a user's id."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """A page that no feed brought, and what it would say."""

    reading: Reading


Found = (
    Profile
    | CompanyProfile
    | Nobody
    | Explanation
    | Unseen
    | Reading
    | Page
    | tuple[str, ...]
    | OrgWatchError
    | Question
    | None
)
"""What can be shown: an answer, lines of status, a refusal in words, help where help was asked for, or nothing."""

ATTEMPTS = 3
PICTURE_ATTEMPTS = 3
PICTURE_SECONDS = 1.0
"""A picture that Slack still looks at is tried so often, so long apart; a response_url is good for five messages."""
LONGEST_WAIT_SECONDS = 5.0
"""An answer in a busy channel waits its turn, as long as somebody may still be looking."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes: to the one who asked, by `response_url`, or into a channel, in `thread` where there is one."""

    channel: str
    user: str
    language: str
    response_url: str | None = None
    thread: str | None = None
    name: str = ""
    """What people call the channel."""
    metadata: str = ""
    """What a form or the Home remembers."""

    @classmethod
    def of(cls, body: dict[str, Any], language: Callable[[str], str]) -> Self:
        """Read the place out of a command, a button or an event. A direct message has no thread unless one was begun."""
        event = body.get("event")
        if event:
            direct = event.get("channel_type") == "im" or str(event["channel"]).startswith("D")
            thread = event.get("thread_ts") or (None if direct else event["ts"])
            return cls(event["channel"], event["user"], spoken(language(event["channel"])), thread=thread)
        channel = body.get("channel_id") or (body.get("channel") or {}).get("id") or ""
        user = body.get("user_id") or (body.get("user") or {}).get("id") or ""
        name = body.get("channel_name") or (body.get("channel") or {}).get("name") or channel
        metadata = (body.get("view") or {}).get("private_metadata") or ""
        tongue = spoken(language(channel))
        return cls(channel, user, tongue, response_url=body.get("response_url"), name=name, metadata=metadata)


@dataclass(frozen=True, slots=True)
class Desk:
    """Answers what is asked; safe to use from several threads."""

    answers: Answers
    client: WebClient

    def answer(self, question: Question | None, place: Place, *, shared: bool = False) -> None:
        """Answer where it was asked: privately with a button to share, or, `shared`, for the whole channel."""
        say = wording(place.language)
        found = self._found(question, place)
        searched = question is not None and question.topic is Topic.SEARCH
        channels = self._channel_names() if isinstance(found, Explanation) else {}
        message = _shown(found, say, channels, searched=searched)
        if question is not None and question.topic is Topic.MOVES and isinstance(found, CompanyProfile):
            drawn = picture(self.client, found, place.language)
            message = Message(message.text, (*message.blocks, *([drawn] if drawn else [])))
        if isinstance(found, Page) and found.sample is not None:
            self.send(place, message)
            self.send(place, show.sample(found.sample), in_channel=found.to_all)
        elif shared:
            self.send(place, message, in_channel=True)
            self._dismiss(place)
        elif (again := _shareable(question, found)) is not None and place.response_url:
            self.send(place, show.with_share(message, str(again), say))
        else:
            self.send(place, message)

    def sources(self, story: str, place: Place) -> None:
        """Show all sources of a story."""
        say = wording(place.language)
        try:
            message = show.sources(self.answers.why(story), say)
        except OrgWatchError as error:
            message = show.sentence_only(refused(error, place.language))
        self.send(place, message)

    def search(self, name: str, place: Place) -> None:
        """Search the news for a name: say so at once, for it takes a while, then answer."""
        self.send(place, show.sentence_only(wording(place.language).label("searching", name=name[:100])))
        self.answer(Question(Topic.SEARCH, name), place)

    def stories(self, value: str, place: Place) -> None:
        """Show the stories of one message one by one: "STORY" from the first on, "STORY:20" from the twenty-first on."""
        say = wording(place.language)
        story, _, start = value.partition(":")
        lines = together.lines_of(self.answers.together(int(story), place.channel))
        if not lines:
            self.send(place, show.sentence_only(say.label("stories_gone")))
            return
        self.send(place, together.one_by_one(lines, int(start or 0), story, say))

    def judge(self, verdict: Verdict, story: str, place: Place) -> None:
        """Take down a human's word and thank for it; a guest of the workspace may ask but not judge."""
        say = wording(place.language)
        editor = self.asker(place).editor
        if not curate.may(self.answers.desk, editor, Action.JUDGE):
            self.send(place, show.sentence_only(say.label("guests_only_ask")))
            return
        try:
            self.answers.judge(verdict, story, editor)
            text = say.label("thanks")
        except OrgWatchError as error:
            text = refused(error, place.language)
        self.send(place, show.sentence_only(text))

    def check(self, text: str, place: Place) -> None:
        """Read a message for moves and tell only the one who wanted to know."""
        self.send(place, show.reading(self.answers.check(text), wording(place.language)))

    def greet(self, user: str, language: str, *, opened_home: bool = False) -> None:
        """Say hello, privately and once, to who invited the bot, or opened its Home before anybody else did."""
        if opened_home and not self.answers.once("hello to the first at Home"):
            return
        if self.answers.once(f"hello to {user}"):
            message = welcome.hello(welcome.invite_line(self.client), wording(spoken(language)))
            self.client.chat_postMessage(channel=user, text=message.text, blocks=message.blocks, parse="none")

    def apologise(self, place: Place) -> None:
        """Say that something went wrong, without saying what: that is in the log."""
        self.send(place, show.sentence_only(wording(place.language).label("went_wrong")), private=True)

    def _found(self, question: Question | None, place: Place) -> Found:
        """What the house says to it; its own line where it knows no such name."""
        if question is None:
            return None
        try:
            match question.topic:
                case Topic.WHOIS:
                    return self.answers.whois(question.words)
                case Topic.PERSON:
                    return self.answers.person(int(question.words))
                case Topic.MOVES:
                    return self.answers.moves(question.words)
                case Topic.SEARCH:
                    return self.answers.search(question.words)
                case Topic.WHY:
                    return self._why(question.words, place)
                case Topic.STATUS:
                    return self.answers.status()
                case Topic.LINK:
                    return self.answers.read_page(question.words)
                case Topic.ORDER:
                    return self._ordered(question.words, place)
                case Topic.MISSPELT:
                    return orders.misspelt(question.words, wording(place.language))
                case Topic.HELP if question.words in orders.HELPED:
                    return orders.help_page(question.words, wording(place.language))
                case Topic.HELP:
                    return question
        except OrgWatchError as error:
            return error

    def _why(self, words: str, place: Place) -> Found:
        """The whole way of a story or an article; of a page that no feed brought, what it would say, read now."""
        say = wording(place.language)
        if words.casefold() in ("", "help", "hilfe"):
            return orders.help_page("why", say)
        try:
            return self.answers.why(words)
        except UnknownName as error:
            if words.startswith(("http://", "https://")):
                return Unseen(self.answers.read_page(words))
            return Page(refused(error, place.language), (orders.example("why", say),))

    def _channel_names(self) -> dict[str, str]:
        """What people call the channels that are told, by id."""
        return {one.id: f"#{one.name}" for one in curate.effective(self.answers.desk).channels if one.name != one.id}

    def asker(self, place: Place) -> Asker:
        """Who asks, with the role that Slack gives them, raised by the lists in bot.toml."""
        user = self.client.users_info(user=place.user)["user"]
        role = Role.MEMBER
        if user.get("is_restricted") or user.get("is_ultra_restricted"):
            role = Role.GUEST
        elif user.get("is_admin") or user.get("is_owner"):
            role = Role.ADMIN
        editor = curate.editor(self.answers.desk, place.user, role)
        return Asker(editor, place.channel, place.name, place.language, self._name_of)

    def _name_of(self, user: str) -> str:
        """What people call somebody; the id where Slack does not say, or where it is no user's."""
        if not _USER.fullmatch(user):
            return user
        try:
            found = self.client.users_info(user=user)["user"]
        except CallFailed as failure:
            _log.warning("no name for the user %s: %s", user, outcome(failure))
            return user
        return str(found.get("real_name") or found.get("name") or user)

    def _ordered(self, words: str, place: Place) -> Page:
        """Carry out an order; where it needs the bot in the channel and it is not, the line that lets it in."""
        name, _, rest = words.partition(" ")
        order = Order(name)
        if order in orders.IN_CHANNEL and not welcome.is_in(self.client, place.channel):
            invite = welcome.invite_line(self.client)
            return Page(wording(place.language).label("invite_first", invite=invite))
        if order is Order.ADD_FEED and rest.casefold() not in ("", "help", "hilfe"):
            self.send(place, show.sentence_only(wording(place.language).label("looking", address=rest[:200])))
        return orders.carry_out(order, rest, self.answers, self.asker(place))

    def send(self, place: Place, message: Message, *, in_channel: bool = False, private: bool = False) -> None:
        """Send a message where the place says; what is malformed goes as plain text."""
        wrong = problems(message.text, message.blocks)
        if wrong:
            _log.error("an answer was malformed and is sent as plain text: %s", "; ".join(wrong))
            message = Message(message.text, ())
        pictured = message
        message = without_picture(pictured)
        if pictured != message:
            for _ in range(PICTURE_ATTEMPTS):
                refusal = self._attempt(place, pictured, in_channel=in_channel, private=private)
                if refusal not in MALFORMED:
                    return
                time.sleep(PICTURE_SECONDS)
        self._attempt(place, message, in_channel=in_channel, private=private)

    def _attempt(self, place: Place, message: Message, *, in_channel: bool, private: bool) -> str | None:
        """Send it, in its turn where the channel is busy; Slack's word where it was refused, after it went to the log."""
        for _ in range(ATTEMPTS):
            try:
                refusal = self._deliver(place, message, in_channel=in_channel, private=private)
            except CallFailed as failure:
                result = outcome(failure)
                if isinstance(result, Later) and result.seconds <= LONGEST_WAIT_SECONDS:
                    time.sleep(result.seconds)
                    continue
                _log.error("an answer could not be sent: %s", result)
                return error_code(failure) if isinstance(failure, SlackApiError) else "no_answer"
            if refusal is not None:
                _log.error("an answer was refused by Slack: %s", refusal)
            return refusal
        _log.error("an answer could not be sent: Slack was too busy %d times", ATTEMPTS)
        return "ratelimited"

    def _deliver(self, place: Place, message: Message, *, in_channel: bool, private: bool) -> str | None:
        if place.response_url:
            return _respond(place.response_url, message, "in_channel" if in_channel else "ephemeral")
        if private and place.thread:
            self.client.chat_postEphemeral(
                channel=place.channel, user=place.user, thread_ts=place.thread, text=message.text, blocks=message.blocks
            )
            return None
        self.client.chat_postMessage(
            channel=place.channel,
            thread_ts=place.thread,
            text=message.text,
            blocks=message.blocks,
            unfurl_links=False,
            unfurl_media=False,
            parse="none",
        )
        return None

    def _dismiss(self, place: Place) -> None:
        """Take the private answer away once it stands in the channel."""
        if place.response_url:
            try:
                webhook(place.response_url).send(delete_original=True)
            except CallFailed as failure:
                _log.warning("a shared answer's private copy stays: %s", outcome(failure))


def _respond(response_url: str, message: Message, response_type: str) -> str | None:
    """Answer at a response_url; Slack's word where it said no."""
    answer = webhook(response_url).send(
        text=message.text,
        blocks=message.blocks,
        response_type=response_type,
        replace_original=False,
        unfurl_links=False,
        unfurl_media=False,
    )
    return None if answer.status_code == 200 else answer.body[:200]


def _shareable(question: Question | None, found: Found) -> Question | None:
    """What a button that shares the answer asks again, where there is anything to share; what a search found is known."""
    if question is None or isinstance(found, (Nobody, OrgWatchError)):
        return None
    if question.topic is Topic.SEARCH:
        return Question(Topic.WHOIS, question.words)
    return question if question.topic in _SHAREABLE else None


def _shown(found: Found, say: Wording, channels: Mapping[str, str], *, searched: bool) -> Message:
    match found:
        case Profile():
            return show.profile(found, say)
        case CompanyProfile():
            return show.company(found, say)
        case Nobody():
            return show.nobody(found, say, searched=searched)
        case Explanation():
            return show.explanation(found, channels, say)
        case Unseen(reading):
            return show.unseen(reading, say)
        case tuple():
            return show.status(found, say)
        case OrgWatchError():
            return show.sentence_only(say.line(str(found)))
        case Reading():
            return show.reading(found, say)
        case Page():
            return show.page(found, say)
        case Question():
            return show.help(say)
        case None:
            return show.not_understood(say)


def spoken(language: str) -> str:
    """The language, if the bot speaks it, else the first that it does."""
    return language if language in SPOKEN else SPOKEN[0]
