"""The bot in a Slack workspace: clock ticks collect and deliver, Slack asks and is answered, a signal ends it in order.

In: settings and the mode. Out: the exit status. It must never let the socket's health decide whether alerts are sent:
sending and listening are two rooms. On SIGTERM or SIGINT what runs is finished, feeds not yet fetched stay due, and
the process is gone within 20 seconds with status 0; a second signal ends it at once.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from datetime import timedelta
from types import FrameType
from typing import TYPE_CHECKING

from bot import answer, detect, memory, web
from bot.app import logs
from bot.app.clock import Troubles, Work, ticking
from bot.app.health import problems, status_lines
from bot.app.house import House, addressed, now, open_house
from bot.app.logs import outcome
from bot.app.upkeep import upkeep
from bot.chat import Answers
from bot.chat.slack import listen
from bot.chat.slack.client import web_client
from bot.chat.slack.post import Poster
from bot.chat.slack.socket import Line
from bot.deliver import Chat, Delivered, Pace
from bot.errors import PortTaken
from bot.model import Channel, Judgement
from bot.settings import Mode, Settings
from bot.store import articles

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

log = logging.getLogger("orgwatch")

COLLECT_SECONDS = 15
"""How often due feeds are asked for; each feed's own rhythm says when it is due."""
DELIVER_SECONDS = 1
"""How often the outbox is looked at: a message a second and channel is Slack's own pace."""
UPKEEP_SECONDS = 3600
WORKERS = 4
"""Questions answered at once; each takes milliseconds."""
DRAIN_SECONDS = 18
"""After a stop signal the process is gone in 20 s at the latest, whatever hangs."""


def chat(settings: Settings, pace: Pace) -> Chat:
    """Slack as deliver needs it."""
    poster = Poster(web_client(settings.slack.bot_token or "", settings.slack.api_url, pace.time_out), pace.unsaid)
    return Chat(post=poster.post, edit=poster.edit, reply=poster.reply, find=poster.find, remove=poster.remove)


def run(settings: Settings, mode: Mode, backfill: timedelta | None, pace: Pace | None = None) -> int:
    """Run until a stop signal. Raises StoreError where the database cannot be used, PortTaken, ChatRefused."""
    logs.start(sys.stderr, (settings.slack.bot_token, settings.slack.app_token, settings.slack.signing_secret))
    troubles = Troubles()
    with open_house(settings, pace=pace) as house, _stop_signals(house) as stopped, ExitStack() as running:
        house.database.check()
        gone = articles.remove_samples(house.database)
        if gone:
            log.info("removed the sample morning: %d articles", gone)
        channels = addressed(settings.channels, local=False)
        for channel in settings.channels:
            if not channel.id:
                log.warning("channel %s has no id in channels.toml and is told nothing", channel.name)
        workers = running.enter_context(ThreadPoolExecutor(WORKERS, thread_name_prefix="answer"))
        tongues = {channel.id: channel.language for channel in channels}
        bolt = listen.build(
            token=settings.slack.bot_token or "",
            signing_secret=settings.slack.signing_secret if mode is Mode.HTTP else None,
            base_url=settings.slack.api_url,
            answers=answers(house),
            language=lambda channel: tongues.get(channel, "en"),
            workers=workers,
        )
        running.enter_context(_serving(house, troubles, listen.wsgi(bolt) if mode is Mode.HTTP else None))
        if mode is Mode.SOCKET:
            running.enter_context(_listening(Line(bolt, settings.slack.app_token or "")))
        works = _works(house, channels, backfill, stopped.is_set)
        running.enter_context(ticking(works, troubles, now))
        running.callback(house.fetcher.stop)
        log.info("OrgWatch runs: %s, %d feeds, %d channels", mode, len(settings.feeds), len(channels))
        stopped.wait()
        log.info("stopping")
    log.info("stopped")
    return 0


def answers(house: House) -> Answers:
    """The house's side of every question that can be asked in Slack."""
    database, directory = house.database, house.directory
    return Answers(
        whois=lambda text: answer.whois(database, directory, text, now()),
        person=lambda number: answer.person(database, number, now()),
        moves=lambda text: answer.moves(database, directory, answer.parse_moves(text), now()),
        why=lambda text: answer.explain(database, text),
        judge=lambda verdict, subject, by: memory.judge(
            database, Judgement(verdict, subject, None, by, now()), directory
        ),
        status=lambda: tuple(status_lines(house.settings, database)),
        check=lambda text: detect.read(detect.Document("", text=text)),
    )


@contextmanager
def _serving(house: House, troubles: Troubles, slack: WSGIApplication | None) -> Iterator[None]:
    """The HTTP server: Slack's requests where they come over HTTP, health in either mode.

    Over HTTP a taken port is an error; in Socket Mode the bot works without, and says so.
    """
    application = web.application(
        slack, lambda: [*troubles.lines(), *problems(house.database, now())], house.figures.text
    )
    with ExitStack() as open_port:
        try:
            open_port.enter_context(web.serving(application, "0.0.0.0", house.settings.port))
        except OSError as error:
            if slack is not None:
                raise PortTaken(
                    f"cannot listen on port {house.settings.port}: {error.strerror}; set PORT to a free one"
                ) from error
            log.warning("no /healthz: port %d is taken", house.settings.port)
        yield


@contextmanager
def _listening(line: Line) -> Iterator[None]:
    line.start()
    try:
        yield
    finally:
        line.stop()


def _works(
    house: House, channels: tuple[Channel, ...], backfill: timedelta | None, stopped: Callable[[], bool]
) -> list[Work]:
    """What the clock does, each in a thread of its own."""
    news = backfill or timedelta(days=house.settings.tell_days)
    slack = house.figures.counted(chat(house.settings, house.pace))

    def collect() -> None:
        done = house.collect(house.settings.feeds)
        if done.feeds:
            counts = {name: value for name, value in asdict(done).items() if name != "problems"}
            outcome(log, "collected", **counts)
        for publisher, problem in done.problems:
            outcome(log, "feed", publisher=publisher, problem=problem)

    def deliver() -> None:
        """Rounds for as long as an interval lasts, since messages go at a pace that it does not know."""
        done, until = Delivered(), time.monotonic() + DELIVER_SECONDS
        while not stopped():
            house.decide(channels, news, tell_first_fetch=backfill is not None)
            done = done.plus(house.send(slack, log.warning, stopped))
            if time.monotonic() >= until or not house.sends_soon():
                break
            time.sleep(house.pace.between_posts / 20)
        if done.posted or done.updated or done.failed:
            outcome(log, "delivered", **asdict(done))

    return [
        Work("collect", collect, COLLECT_SECONDS),
        Work("deliver", deliver, DELIVER_SECONDS * min(1.0, house.pace.between_posts)),
        Work("upkeep", lambda: upkeep(house, lambda what, **keys: outcome(log, what, **keys)), UPKEEP_SECONDS),
    ]


@contextmanager
def _stop_signals(house: House) -> Iterator[threading.Event]:
    """An event that the first SIGTERM or SIGINT sets; the second, or 18 s after the first, ends the process at once."""
    stopped = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        if stopped.is_set():
            os._exit(1)
        stopped.set()
        house.fetcher.stop()
        # Whatever hangs then is in the database as it was before: nothing is lost, and the next run goes on from there.
        last_resort = threading.Timer(DRAIN_SECONDS, os._exit, args=(0,))
        last_resort.daemon = True
        last_resort.start()

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stopped
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
