"""The local workspace: the whole bot in a terminal, for whoever has no tokens yet.

In: settings. Out: the sample morning's alerts as cards, then a prompt for the same questions, while the configured feeds
are polled. Without a terminal on standard input it does one round and ends. It goes the whole way that a workspace goes:
a real server, the real door to the web, the real database and the outbox; only the chat is the terminal.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import timedelta

from apscheduler.schedulers.background import BackgroundScheduler
from rich.console import Console, RenderableType

from bot import answer, sample
from bot.answer import Nobody
from bot.app.house import House, addressed, now, open_house
from bot.chat import console
from bot.collect import Collected
from bot.deliver import Chat, Pace
from bot.model import Absent, Alert, Channel, Delivery, Feed, Profile, Sent
from bot.settings import Settings
from bot.store import feeds as kept_feeds
from bot.store import people as kept_people

NEWS = timedelta(days=7)
"""In the terminal no channel can be flooded, so a week is told."""

POLL_SECONDS = 30

PACE = Pace().faster(1000)
"""A terminal needs no pauses, and a card that was not written down can be shown again."""


def run(settings: Settings, backfill: timedelta | None) -> int:
    """Play the sample morning, then poll the configured feeds: once, or behind a prompt. Returns the exit status."""
    out = console.console()
    channels = addressed(settings.channels, local=True)
    news = backfill or NEWS
    with (
        sample.serve(settings.sample, now()) as morning,
        open_house(settings, allow=[("127.0.0.1", morning.port)], pace=PACE) as house,
    ):
        kept_feeds.forget_samples(house.database)
        out.print(f"A sample morning: {len(morning.feeds)} feeds, invented publishers, real facts.\n")
        _round(house, out, morning.feeds, channels, news)
    with open_house(settings, pace=PACE) as house:
        out.print(f"Now the {len(settings.feeds)} configured feeds.\n")
        done = _round(house, out, settings.feeds, channels, news)
        _say_unreachable(out, done)
        if sys.stdin.isatty():
            _talk(house, out, channels, news)
    return 0


def _round(
    house: House, out: Console, feeds: Sequence[Feed], channels: Sequence[Channel], news: timedelta
) -> Collected:
    with console.collecting(out, len(feeds)) as tick:
        done = house.collect(feeds, tick)
    house.decide(channels, news, tell_first_fetch=True)
    house.send_all(_chat(out), notify=out.print)
    return done


def _talk(house: House, out: Console, channels: Sequence[Channel], news: timedelta) -> None:
    """The prompt, while a scheduler polls what is due; cards appear above it."""
    scheduler = BackgroundScheduler(
        timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )

    def tick() -> None:
        house.collect(house.settings.feeds)
        house.decide(channels, news, tell_first_fetch=True)
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
        return (*kept_people.names(house.database), *(company.name for company in house.settings.companies))

    def companies() -> tuple[str, ...]:
        return tuple(company.name for company in house.settings.companies)

    return (
        console.Command(
            "/whois", "/whois NAME", "who somebody is, or who leads a company", lambda text: whois(house, text), names
        ),
        console.Command(
            "/moves",
            "/moves COMPANY [in|out] [30d]",
            "who came and who went",
            lambda text: moves(house, text),
            companies,
        ),
    )


def whois(house: House, text: str) -> RenderableType:
    """The answer to /whois as the terminal shows it."""
    found = answer.whois(house.database, house.directory, text, now())
    if isinstance(found, Nobody):
        return console.nobody(found.asked, [person.name for person in found.near])
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


def _say_unreachable(out: Console, done: Collected) -> None:
    if done.problems:
        names = ", ".join(f"{publisher} ({problem.rstrip('.')})" for publisher, problem in done.problems)
        out.print(f"Not reached just now, will be tried again: {names}")
