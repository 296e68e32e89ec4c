"""Where a question becomes a message: asks the house, renders, and brings the answer to where it belongs.

In: a `Question` and the `Place` it came from. Out: one message there. It must never find anything out by itself, and
never lose an answer silently: what Slack refuses is in the log.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.answer import Explanation, Nobody
from bot.chat import Answers
from bot.chat.questions import Question, Topic
from bot.chat.slack import answers as show
from bot.chat.slack import welcome
from bot.chat.slack.client import MALFORMED, CallFailed, error_code, outcome, webhook
from bot.chat.slack.elements import Message
from bot.chat.slack.limits import problems
from bot.chat.slack.pictures import picture, without_picture
from bot.errors import OrgWatchError
from bot.languages.wording import SPOKEN, Wording, wording
from bot.model import CompanyProfile, Later, Profile, Reading, Verdict

_SHAREABLE = frozenset({Topic.WHOIS, Topic.MOVES, Topic.WHY, Topic.PERSON})

Found = Profile | CompanyProfile | Nobody | Explanation | Reading | tuple[str, ...] | OrgWatchError | Question | None
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

    @classmethod
    def of(cls, body: dict[str, Any], language: Callable[[str], str]) -> Self:
        """Read the place out of a command, a button or an event. A direct message has no thread unless one was begun."""
        event = body.get("event")
        if event:
            direct = event.get("channel_type") == "im" or str(event["channel"]).startswith("D")
            thread = event.get("thread_ts") or (None if direct else event["ts"])
            return cls(event["channel"], event["user"], _spoken(language(event["channel"])), thread=thread)
        channel = body.get("channel_id") or (body.get("channel") or {}).get("id") or ""
        user = body.get("user_id") or (body.get("user") or {}).get("id") or ""
        return cls(channel, user, _spoken(language(channel)), response_url=body["response_url"])


@dataclass(frozen=True, slots=True)
class Desk:
    """Answers what is asked; safe to use from several threads."""

    answers: Answers
    client: WebClient

    def answer(self, question: Question | None, place: Place, *, shared: bool = False) -> None:
        """Answer where it was asked: privately with a button to share, or, `shared`, for the whole channel."""
        say = wording(place.language)
        found = self._found(question)
        message = _shown(found, say)
        if question is not None and question.topic is Topic.MOVES and isinstance(found, CompanyProfile):
            drawn = picture(self.client, found, place.language)
            message = Message(message.text, (*message.blocks, *([drawn] if drawn else [])))
        if shared:
            self._send(place, message, in_channel=True)
            self._dismiss(place)
        elif question is not None and question.topic in _SHAREABLE and place.response_url:
            self._send(place, show.with_share(message, str(question), say))
        else:
            self._send(place, message)

    def sources(self, story: str, place: Place) -> None:
        """Show all sources of a story."""
        say = wording(place.language)
        try:
            message = show.sources(self.answers.why(story), say)
        except OrgWatchError as error:
            message = show.sentence_only(str(error))
        self._send(place, message)

    def judge(self, verdict: Verdict, story: str, place: Place) -> None:
        """Take down a human's word and thank for it; a guest of the workspace may ask but not judge."""
        say = wording(place.language)
        if self.client.users_info(user=place.user)["user"].get("is_restricted"):
            self._send(place, show.sentence_only(say.label("guests_only_ask")))
            return
        try:
            self.answers.judge(verdict, story, place.user)
            text = say.label("thanks")
        except OrgWatchError as error:
            text = str(error)
        self._send(place, show.sentence_only(text))

    def check(self, text: str, place: Place) -> None:
        """Read a message for moves and tell only the one who wanted to know."""
        self._send(place, show.reading(self.answers.check(text), wording(place.language)))

    def greet(self, user: str, language: str, *, opened_home: bool = False) -> None:
        """Say hello, privately and once, to who invited the bot, or opened its Home before anybody else did."""
        if opened_home and not self.answers.once("hello to the first at Home"):
            return
        if self.answers.once(f"hello to {user}"):
            message = welcome.hello(welcome.invite_line(self.client), wording(_spoken(language)))
            self.client.chat_postMessage(channel=user, text=message.text, blocks=message.blocks, parse="none")

    def home(self, user: str, language: str) -> None:
        """Show the app's Home to somebody who opened it."""
        home = show.home(self.answers.status(), wording(_spoken(language)))
        self.client.views_publish(user_id=user, view={"type": "home", "blocks": home.blocks})

    def apologise(self, place: Place) -> None:
        """Say that something went wrong, without saying what: that is in the log."""
        self._send(place, show.sentence_only(wording(place.language).label("went_wrong")), private=True)

    def _found(self, question: Question | None) -> Found:
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
                case Topic.WHY:
                    return self.answers.why(question.words)
                case Topic.STATUS:
                    return self.answers.status()
                case Topic.LINK:
                    return self.answers.read_page(question.words)
                case Topic.HELP:
                    return question
        except OrgWatchError as error:
            return error

    def _send(self, place: Place, message: Message, *, in_channel: bool = False, private: bool = False) -> None:
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


def _shown(found: Found, say: Wording) -> Message:
    match found:
        case Profile():
            return show.profile(found, say)
        case CompanyProfile():
            return show.company(found, say)
        case Nobody():
            return show.nobody(found, say)
        case Explanation():
            return show.explanation(found, say)
        case tuple():
            return show.status(found, say)
        case OrgWatchError():
            return show.sentence_only(str(found))
        case Reading():
            return show.reading(found, say)
        case Question():
            return show.help(say)
        case None:
            return show.not_understood(say)


def _spoken(language: str) -> str:
    return language if language in SPOKEN else SPOKEN[0]
