"""The local workspace: the whole bot in a terminal, for whoever has no tokens yet.

In: settings. Out: the sample morning's alerts as cards, then a prompt for the same questions, while the configured feeds
are polled. Without a terminal on standard input it does one round and ends. It goes the whole way that a workspace goes:
a real server, the real door to the web, the real database and the outbox; only the chat is the terminal.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from apscheduler.schedulers.background import BackgroundScheduler
from rich.console import Console, RenderableType

from bot import answer, sample
from bot.answer import Nobody
from bot.app import background
from bot.app.answering import answers
from bot.app.house import House, addressed, now, open_house
from bot.app.operate import explanation_lines
from bot.chat import console, orders
from bot.chat.questions import Order, Topic, from_command
from bot.collect import Collected
from bot.curate import OPERATOR
from bot.deliver import Chat, Pace
from bot.languages.wording import Count
from bot.model import Absent, Alert, Delivery, Feed, Profile, Sent
from bot.settings import Settings
from bot.store import feeds as kept_feeds
from bot.store import people as kept_people

NEWS = timedelta(days=7)
"""In the terminal no channel can be flooded, so a week is told."""

POLL_SECONDS = 30

PACE = replace(Pace().faster(1000), storm=0.0)
"""A terminal needs no pauses, each story gets its card, and a card that was not written down can be shown again."""


def run(settings: Settings, backfill: timedelta | None) -> int:
    """Play the sample morning, then poll the configured feeds: once, or behind a prompt. Returns the exit status."""
    out = console.console()
    news = backfill or NEWS
    with (
        sample.serve(settings.sample, now()) as morning,
        open_house(settings, allow=[("127.0.0.1", morning.port)], pace=PACE) as house,
    ):
        kept_feeds.forget_samples(house.database)
        out.print(f"A sample morning: {Count(len(morning.feeds)):# feed|# feeds}, invented publishers, real facts.\n")
        _round(house, out, morning.feeds, news)
    with open_house(settings, pace=PACE) as house:
        feeds = house.feeds()
        out.print(f"Now the {Count(len(feeds)):configured feed|# configured feeds}.\n")
        done = _round(house, out, feeds, news)
        _say_unreachable(out, done, len(feeds))
        if sys.stdin.isatty():
            _talk(house, out, news)
    return 0


def _round(house: House, out: Console, feeds: Sequence[Feed], news: timedelta) -> Collected:
    with console.collecting(out, len(feeds)) as tick:
        done = house.collect(feeds, tick)
    house.decide(addressed(house.channels, local=True), news, tell_first_fetch=True)
    house.send_all(_chat(out), notify=out.print)
    return done


def _talk(house: House, out: Console, news: timedelta) -> None:
    """The prompt, while a scheduler polls what is due; cards appear above it."""
    scheduler = BackgroundScheduler(
        timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )

    def tick() -> None:
        house.collect(house.feeds())
        background.fetch(house)
        house.decide(addressed(house.channels, local=True), news, tell_first_fetch=True)
        house.send_all(_chat(out), notify=out.print)

    scheduler.add_job(tick, "interval", seconds=POLL_SECONDS)
    scheduler.start()
    try:
        out.print("Ask: /whois Alexandr Wang, /moves Meta, help, quit")
        history = house.settings.database.parent / "history"
        console.talk(out, _commands(house), history)
    finally:
        house.fetcher.stop()
        scheduler.shutdown(wait=True)


def _commands(house: House) -> tuple[console.Command, ...]:
    def names() -> tuple[str, ...]:
        return (*kept_people.names(house.database), *companies())

    def companies() -> tuple[str, ...]:
        return tuple(company.name for company in house.present.read()[0].companies)

    words = ("help", "why", "status", *Order)
    return (
        console.Command(
            "/whois", "/whois NAME", "who somebody is, or who leads a company", lambda text: whois(house, text), names
        ),
        console.Command(
            "/search",
            "/search NAME",
            "the same after a search of the news",
            lambda text: whois(house, text, search=True),
        ),
        console.Command(
            "/moves",
            "/moves COMPANY [in|out] [30d]",
            "who came and who went",
            lambda text: moves(house, text),
            companies,
        ),
        console.Command(
            "/orgwatch",
            "/orgwatch ORDER …",
            ", ".join(words),
            lambda text: order(house, text),
            lambda: words,
        ),
    )


def order(house: House, text: str) -> RenderableType:
    """Answer what follows /orgwatch, for the first channel; whoever sits at the terminal may do everything."""
    here = addressed(house.channels, local=True)[0]
    asker = orders.Asker(OPERATOR, here.id, here.name, here.language)
    question = from_command("/orgwatch", text)
    say, words = asker.say, question.words
    match question.topic:
        case Topic.ORDER:
            name, _, rest = words.partition(" ")
            return console.page(orders.carry_out(Order(name), rest, answers(house), asker))
        case Topic.WHOIS:
            return whois(house, words)
        case Topic.MOVES:
            return moves(house, words)
        case Topic.WHY if words:
            found = explanation_lines(answer.explain(house.database, words))
            return console.page(orders.Page(say.label("why"), tuple(found)))
        case Topic.STATUS:
            return console.page(orders.Page(say.label("status_of_bot"), answers(house).status()))
        case Topic.HELP if words in orders.HELPED:
            return console.page(orders.help_page(words, say))
        case Topic.HELP:
            return console.page(orders.guide(say))
        case Topic.WHY:
            return console.page(orders.help_page("why", say))
        case _:
            return console.page(orders.misspelt(words, say))


def whois(house: House, text: str, search: bool = False) -> RenderableType:
    """The answer to /whois as the terminal shows it; with `search`, after reading a search of the news."""
    found = house.search(text) if search else house.whois(text)
    background.ask(house.settings, house.database, found, now())
    if isinstance(found, Nobody):
        return console.nobody(found)
    return console.profile(found) if isinstance(found, Profile) else console.company(found)


def moves(house: House, text: str) -> RenderableType:
    """The answer to /moves as the terminal shows it."""
    asked = answer.parse_moves(text)
    return console.company(answer.moves(house.database, house.directory, asked, now()))


def terminal() -> Chat:
    """The terminal as a chat, on standard error: for `deliver --once`, whose standard output may be JSON."""
    return _chat(console.console(sys.stderr))


def _chat(out: Console) -> Chat:
    """The terminal as a chat: what is printed is sent, and nothing can be looked up."""

    def show(delivery: Delivery, alert: Alert) -> Sent:
        out.print(console.card(alert))
        return Sent(delivery.key)

    def show_again(delivery: Delivery, alert: Alert, timestamp: str) -> Sent:
        # The card of an edit says all; its reply would say a part of it once more.
        if delivery.part == 0:
            out.print(console.card(alert))
        return Sent(timestamp)

    return Chat(
        post=show,
        edit=show_again,
        reply=show_again,
        find=lambda delivery, since, thread: Absent(),
        remove=lambda channel, timestamp: Sent(timestamp),
    )


def _say_unreachable(out: Console, done: Collected, asked: int) -> None:
    if len(done.problems) == asked > 1:
        out.print(f"None of them was reached just now; is this machine online? The first: {done.problems[0][1]}")
        out.print("They will be tried again.")
    elif done.problems:
        names = ", ".join(f"{publisher} ({problem.rstrip('.')})" for publisher, problem in done.problems)
        out.print(f"Not reached just now, will be tried again: {names}")
