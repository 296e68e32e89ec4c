"""Where a question becomes a message: asks the house, renders, and brings the answer to where it belongs.

In: a `Question` and the `Place` it came from. Out: one message there. It must never find anything out by itself, and
never lose an answer silently: what Slack refuses is in the log.
"""

from __future__ import annotations

import logging
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from slack_sdk import WebClient

from bot.answer import Explanation, Nobody
from bot.chat import Answers, chart
from bot.chat.questions import Question, Topic
from bot.chat.slack import answers as show
from bot.chat.slack.client import CallFailed, outcome, webhook
from bot.chat.slack.elements import Message
from bot.chat.slack.limits import problems
from bot.errors import OrgWatchError
from bot.languages.wording import SPOKEN, Wording, wording
from bot.model import CompanyProfile, Later, Profile, Verdict

_SHAREABLE = frozenset({Topic.WHOIS, Topic.MOVES, Topic.WHY, Topic.PERSON})

Found = Profile | CompanyProfile | Nobody | Explanation | tuple[str, ...] | OrgWatchError | Question | None
"""What can be shown: an answer, lines of status, a refusal in words, help where help was asked for, or nothing."""

ATTEMPTS = 3
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
        if shared:
            self._send(place, message, in_channel=True)
            self._dismiss(place)
        elif question is not None and question.topic in _SHAREABLE and place.response_url:
            self._send(place, show.with_share(message, str(question), say))
        else:
            self._send(place, message)
            if isinstance(found, CompanyProfile) and place.thread and found.net:
                self._draw(found, place)

    def sources(self, story: str, place: Place) -> None:
        """Show all sources of a story."""
        say = wording(place.language)
        try:
            message = show.sources(self.answers.why(story), say)
        except OrgWatchError as error:
            message = show.sentence_only(str(error))
        self._send(place, message)

    def judge(self, verdict: Verdict, story: str, user: str, place: Place) -> None:
        """Take down a human's word and thank for it; a guest of the workspace may ask but not judge."""
        say = wording(place.language)
        if self.client.users_info(user=user)["user"].get("is_restricted"):
            self._send(place, show.sentence_only(say.label("guests_only_ask")))
            return
        try:
            self.answers.judge(verdict, story, user)
            text = say.label("thanks")
        except OrgWatchError as error:
            text = str(error)
        self._send(place, show.sentence_only(text))

    def check(self, text: str, place: Place) -> None:
        """Read a message for moves and tell only the one who wanted to know."""
        self._send(place, show.reading(self.answers.check(text), wording(place.language)))

    def home(self, user: str) -> None:
        """Show the app's Home to somebody who opened it."""
        home = show.home(self.answers.status(), wording(SPOKEN[0]))
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
                case Topic.HELP:
                    return question
        except OrgWatchError as error:
            return error

    def _draw(self, found: CompanyProfile, place: Place) -> None:
        """Put the picture of who came and went below a public answer."""
        with tempfile.TemporaryDirectory() as folder:
            picture = Path(folder, "moves.png")
            chart.draw(found, picture, place.language)
            try:
                self.client.files_upload_v2(
                    channel=place.channel, thread_ts=place.thread, file=str(picture), title=found.company
                )
            except CallFailed as failure:
                _log.error("a picture could not be sent: %s", outcome(failure))

    def _send(self, place: Place, message: Message, *, in_channel: bool = False, private: bool = False) -> None:
        wrong = problems(message.text, message.blocks)
        if wrong:
            _log.error("an answer was malformed and is sent as plain text: %s", "; ".join(wrong))
            message = Message(message.text, ())
        for _ in range(ATTEMPTS):
            try:
                self._deliver(place, message, in_channel=in_channel, private=private)
            except CallFailed as failure:
                result = outcome(failure)
                if not isinstance(result, Later) or result.seconds > LONGEST_WAIT_SECONDS:
                    _log.error("an answer could not be sent: %s", result)
                    return
                time.sleep(result.seconds)
            else:
                return
        _log.error("an answer could not be sent: Slack was too busy %d times", ATTEMPTS)

    def _deliver(self, place: Place, message: Message, *, in_channel: bool, private: bool) -> None:
        if place.response_url:
            self._respond(place.response_url, message, "in_channel" if in_channel else "ephemeral")
        elif private and place.thread:
            self.client.chat_postEphemeral(
                channel=place.channel, user=place.user, thread_ts=place.thread, text=message.text, blocks=message.blocks
            )
        else:
            self.client.chat_postMessage(
                channel=place.channel,
                thread_ts=place.thread,
                text=message.text,
                blocks=message.blocks,
                unfurl_links=False,
                unfurl_media=False,
                parse="none",
            )

    def _respond(self, response_url: str, message: Message, response_type: str) -> None:
        answer = webhook(response_url).send(
            text=message.text,
            blocks=message.blocks,
            response_type=response_type,
            replace_original=False,
            unfurl_links=False,
            unfurl_media=False,
        )
        if answer.status_code != 200:
            _log.error("an answer was refused by Slack: %s %s", answer.status_code, answer.body[:200])

    def _dismiss(self, place: Place) -> None:
        """Take the private answer away once it stands in the channel."""
        if place.response_url:
            try:
                webhook(place.response_url).send(delete_original=True)
            except CallFailed as failure:
                _log.warning("a shared answer's private copy stays: %s", outcome(failure))


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
        case Question():
            return show.help(say)
        case None:
            return show.not_understood(say)


def _spoken(language: str) -> str:
    return language if language in SPOKEN else SPOKEN[0]
