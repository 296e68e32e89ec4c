"""What people ask in Slack: commands, buttons, mentions and direct messages, over Socket Mode or HTTP alike.

    request -Bolt: signature-> -once-> ack at once -workers-> question -Answers-> message -> response_url or channel

In: the handed-in `Answers` and a pool of workers. Out: a Bolt `App`, which the socket or the WSGI server feeds. It must
never let an acknowledgement wait for anything (Slack allows three seconds; ours takes milliseconds, whatever the database
does), never answer the same thing twice, and never show anyone a trace.

Answers are private, with a button that shares them; a mention is answered in its thread, a direct message where it is.
Nothing is asked of Slack before a request can be answered: the token is checked by its first use, not when this is built.
"""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from slack_bolt import Ack, App, BoltResponse
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_bolt.authorization import AuthorizeResult

from bot.chat import Answers
from bot.chat.questions import Question, Topic, from_command, from_sentence, from_text
from bot.chat.slack.clerk import Clerk
from bot.chat.slack.client import web_client
from bot.chat.slack.desk import Desk, Place, spoken
from bot.chat.slack.forms import Form
from bot.chat.slack.listen_forms import listen_to_forms
from bot.chat.slack.seen import Seen
from bot.model import Verdict

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

Body = dict[str, Any]

COMMANDS = ("/whois", "/moves", "/orgwatch")

_log = logging.getLogger(__name__)


def build(
    token: str,
    signing_secret: str | None,
    base_url: str,
    answers: Answers,
    language: Callable[[str], str],
    workers: Executor,
) -> App:
    """Return the app. `signing_secret` is None in Socket Mode, where every HTTP request is refused.

    `workers` do what takes time; whoever made them shuts them down, which waits for the answers under way. `language`
    gives the language of a channel by its id.
    """
    logging.getLogger("slack_bolt.App").addFilter(_worth_saying)
    app = App(
        name="orgwatch",
        client=web_client(None, base_url),
        authorize=lambda enterprise_id, team_id: AuthorizeResult(
            enterprise_id=enterprise_id, team_id=team_id, bot_token=token
        ),
        signing_secret=signing_secret or secrets.token_hex(),  # never an empty one: anybody could sign with that
        process_before_response=True,  # listeners only acknowledge and hand over, so they run where the request came in
        listener_executor=workers,
    )
    desk = Desk(answers, web_client(token, base_url))
    clerk = Clerk(desk)
    seen = Seen()

    def once(body: Body, next: Callable[[], BoltResponse]) -> BoltResponse:
        return next() if seen.is_new(body) else BoltResponse(status=200, body="")

    def later(body: Body, work: Callable[[Place], None]) -> None:
        """Have `work` done where the request came from. Nothing is looked up before: the acknowledgement waits for this."""

        def sorry() -> None:
            desk.apologise(Place.of(body, language))

        _hand_over(workers, lambda: work(Place.of(body, language)), sorry)

    def asked(body: Body, question: Question | None) -> None:
        later(body, lambda place: desk.answer(question, place))

    def on_command(ack: Ack, body: Body) -> None:
        ack()
        asked(body, from_command(body["command"], plain_words(body.get("text") or "")))

    def on_name(ack: Ack, body: Body) -> None:
        ack()
        asked(body, Question(Topic.WHOIS, body["actions"][0]["value"]))

    def on_person(ack: Ack, body: Body) -> None:
        ack()
        asked(body, Question(Topic.PERSON, body["actions"][0]["value"]))

    def on_search(ack: Ack, body: Body) -> None:
        ack()
        name = body["actions"][0]["value"]
        later(body, lambda place: desk.search(name, place))

    def on_why(ack: Ack, body: Body) -> None:
        ack()
        asked(body, Question(Topic.WHY, body["actions"][0]["value"]))

    def on_share(ack: Ack, body: Body) -> None:
        ack()
        question = from_text(body["actions"][0]["value"])
        later(body, lambda place: desk.answer(question, place, shared=True))

    def on_menu(ack: Ack, body: Body) -> None:
        ack()
        order, _, story = body["actions"][0]["selected_option"]["value"].partition(":")
        if order == "why":
            asked(body, Question(Topic.WHY, story))
        elif order == "sources":
            later(body, lambda place: desk.sources(story, place))
        elif order == "mute":
            later(body, lambda place: clerk.open(Form.MUTE, body["trigger_id"], place, story=story))
        elif order == "not_a_move":
            later(body, lambda place: desk.judge(Verdict.FALSE_ALARM, story, place))

    def on_stories(ack: Ack, body: Body) -> None:
        ack()
        value = body["actions"][0]["value"]
        later(body, lambda place: desk.stories(value, place))

    def on_event(body: Body) -> None:
        event = body["event"]
        if event.get("bot_id") or event.get("subtype"):
            return  # another program, an edit, somebody who joined: nobody asks anything
        asked(body, from_sentence(plain_words(event.get("text") or "", links=True)))

    def on_home(body: Body) -> None:
        user = body["event"]["user"]
        _hand_over(workers, lambda: desk.greet(user, language(""), opened_home=True))
        if body["event"].get("tab") == "home":
            place = Place(body["event"]["channel"], user, "")
            _hand_over(workers, lambda: clerk.publish(replace(place, language=spoken(language("")))))

    def on_join(body: Body) -> None:
        event = body["event"]
        ours = {who["user_id"] for who in body.get("authorizations") or [] if who.get("is_bot")}
        if event["user"] in ours and event.get("inviter"):
            _hand_over(workers, lambda: desk.greet(event["inviter"], language(event["channel"])))

    def on_check(ack: Ack, body: Body) -> None:
        ack()
        text = plain_words(body["message"].get("text") or "")
        later(body, lambda place: desk.check(text, place))

    app.middleware(once)
    listen_to_forms(app, clerk, later)
    for command in COMMANDS:
        app.command(command)(on_command)
    app.action(re.compile(r"whois_\d+"))(on_name)
    app.action(re.compile(r"person_\d+"))(on_person)
    app.action("search_news")(on_search)
    app.action("why")(on_why)
    app.action("share")(on_share)
    app.action(re.compile(r"alert_menu(_-?\d+)?"))(on_menu)
    app.action(re.compile(r"(all|more)_stories"))(on_stories)
    app.event("app_mention")(on_event)
    app.event("message")(on_event)
    app.event("app_home_opened")(on_home)
    app.event("member_joined_channel")(on_join)
    app.shortcut("check_for_moves")(on_check)
    return app


def _worth_saying(record: logging.LogRecord) -> bool:
    """Bolt finds SLACK_BOT_TOKEN in the environment by itself and warns that our client comes first: as it should."""
    return "`token` will be unused" not in record.getMessage()


def wsgi(app: App) -> WSGIApplication:
    """Return the app as a WSGI application that answers POST /slack/events."""
    return SlackRequestHandler(app)


def plain_words(text: str, links: bool = False) -> str:
    """Return what somebody typed: without mentions, Slack's three entities undone.

    Links are as they were written, or, with `links`, the addresses to which they lead.
    """
    text = re.sub(r"<[@!][^>]*>", " ", text)
    text = re.sub(r"<#[^|>]*\|?([^>]*)>", r"\1", text)
    text = re.sub(r"<(https?://[^|>]*)(?:\|[^>]*)?>" if links else r"<(?:[^|>]*\|)?([^>]*)>", r"\1", text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _hand_over(workers: Executor, work: Callable[[], None], apologise: Callable[[], None] | None = None) -> None:
    """Have it done soon; if it breaks, the log gets the trace and whoever asked gets a sentence."""

    def look_back(done: Future[None]) -> None:
        failure = done.exception()
        if failure is not None:
            _log.error("a question could not be answered", exc_info=failure)
            if apologise is not None:
                apologise()

    workers.submit(work).add_done_callback(look_back)
