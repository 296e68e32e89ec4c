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
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING

from bot import web
from bot.app import background, logs
from bot.app.answering import answers
from bot.app.clock import Troubles, Work, ticking
from bot.app.health import problems
from bot.app.house import House, addressed, now, open_house
from bot.app.logs import outcome
from bot.app.notices import Notices
from bot.app.upkeep import upkeep
from bot.chat.slack import listen
from bot.chat.slack.client import web_client
from bot.chat.slack.post import Poster
from bot.chat.slack.socket import Line
from bot.collect import Collected
from bot.deliver import Chat, Delivered, Pace
from bot.errors import PortTaken
from bot.languages.wording import SPOKEN
from bot.settings import Mode, Settings
from bot.store import articles, deliveries

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

log = logging.getLogger("orgwatch")

COLLECT_SECONDS = 15
"""Collecting lasts as long as the bot; where it failed, it begins anew after so long."""
DELIVER_SECONDS = 1
"""How often the outbox is looked at: a message a second and channel is Slack's own pace."""
UPKEEP_SECONDS = 3600
NOTICE_SECONDS = 60
WORKERS = 4
"""Questions answered at once; each takes milliseconds."""
DRAIN_SECONDS = 18
"""After a stop signal the process is gone in 20 s at the latest, whatever hangs."""


def chat(settings: Settings, pace: Pace) -> Chat:
    """Slack as deliver needs it."""
    slack = poster(settings, pace)
    return Chat(post=slack.post, edit=slack.edit, reply=slack.reply, find=slack.find, remove=slack.remove)


def poster(settings: Settings, pace: Pace) -> Poster:
    """Whoever posts in Slack."""
    return Poster(web_client(settings.slack.bot_token or "", settings.slack.api_url, pace.time_out), pace.unsaid)


def run(settings: Settings, mode: Mode, backfill: timedelta | None, pace: Pace | None = None) -> int:
    """Run until a stop signal. Raises StoreError where the database cannot be used, PortTaken, ChatRefused."""
    logs.start(sys.stderr, (settings.slack.bot_token, settings.slack.app_token, settings.slack.signing_secret))
    troubles = Troubles()
    with open_house(settings, pace=pace) as house, _stop_signals(house) as stopped, ExitStack() as running:
        house.database.check()
        gone = articles.remove_samples(house.database)
        if gone:
            log.info("removed the sample morning: %d articles", gone)
        for channel in house.channels:
            if not channel.id:
                log.warning("channel %s has no id in channels.toml and is told nothing", channel.name)
        workers = running.enter_context(ThreadPoolExecutor(WORKERS, thread_name_prefix="answer"))
        bolt = listen.build(
            token=settings.slack.bot_token or "",
            signing_secret=settings.slack.signing_secret if mode is Mode.HTTP else None,
            base_url=settings.slack.api_url,
            answers=answers(house),
            language=lambda channel: language(house, channel),
            workers=workers,
        )
        running.enter_context(_serving(house, troubles, listen.wsgi(bolt) if mode is Mode.HTTP else None))
        if mode is Mode.SOCKET:
            running.enter_context(_listening(Line(bolt, settings.slack.app_token or "")))
        running.enter_context(ticking(_works(house, backfill, stopped.is_set, troubles), troubles, now))
        running.callback(house.fetcher.stop)
        told = len(addressed(house.channels, local=False))
        log.info("OrgWatch runs: %s, %d feeds, %d channels", mode, len(house.feeds()), told)
        stopped.wait()
        log.info("stopping")
    log.info("stopped")
    return 0


def language(house: House, channel: str) -> str:
    """In which language a channel is addressed now; a direct message or Home in that of most channels."""
    tongues = {one.id: one.language for one in house.channels}
    usual = max(SPOKEN, key=list(tongues.values()).count)  # the first where two tie
    return tongues.get(channel, usual)


@contextmanager
def _serving(house: House, troubles: Troubles, slack: WSGIApplication | None) -> Iterator[None]:
    """The HTTP server: Slack's requests where they come over HTTP, health in either mode.

    Over HTTP a taken port is an error; in Socket Mode the bot works without, and says so.
    """
    hubs = web.Hubs(house.hub_asks, house.hub_pushes) if slack is not None and house.settings.public_url else None
    application = web.application(
        slack, lambda: [*troubles.lines(), *problems(house.database, now())], house.figures.text, hubs
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


def _works(house: House, backfill: timedelta | None, stopped: Callable[[], bool], troubles: Troubles) -> list[Work]:
    """What the clock does, each in a thread of its own."""
    news = backfill or timedelta(days=house.settings.tell_days)
    slack = house.figures.counted(chat(house.settings, house.pace))
    notices, admins = Notices(deliveries.held(house.database)), house.settings.admins_channel
    tell = partial(poster(house.settings, house.pace).notice, admins)

    def feed_needs_a_human(line: str) -> None:
        log.warning(line)
        if admins:
            notices.add(line)

    def look_for_notices() -> None:
        notices.minute(troubles.lines(), deliveries.held(house.database), tell)

    def collect() -> None:
        """Lasts until the bot is stopped; where it fails, the next tick begins anew."""

        def report(done: Collected) -> None:
            _say_collected(done)
            if done.feeds:
                troubles.over("collect")

        house.keep_collecting(report, feed_needs_a_human)

    def deliver() -> None:
        """Rounds for as long as an interval lasts, since messages go at a pace that it does not know."""
        done, until = Delivered(), time.monotonic() + DELIVER_SECONDS
        while not stopped():
            house.decide(addressed(house.channels, local=False), news, tell_first_fetch=backfill is not None)
            done = done.plus(house.send(slack, log.warning, stopped))
            if time.monotonic() >= until or not house.sends_soon():
                break
            time.sleep(house.pace.between_posts / 20)
        if done.posted or done.updated or done.failed:
            outcome(log, "delivered", **asdict(done))

    works = [
        Work("collect", collect, COLLECT_SECONDS),
        Work("background", lambda: background.fetch(house), COLLECT_SECONDS),
        Work("deliver", deliver, DELIVER_SECONDS * min(1.0, house.pace.between_posts)),
        Work("upkeep", lambda: upkeep(house, lambda what, **keys: outcome(log, what, **keys)), UPKEEP_SECONDS),
    ]
    if admins:
        works.append(Work("notices", look_for_notices, NOTICE_SECONDS))
    return works


def _say_collected(done: Collected) -> None:
    if done.feeds:
        counts = {name: value for name, value in asdict(done).items() if name != "problems"}
        outcome(log, "collected", **counts)
    for publisher, problem in done.problems:
        outcome(log, "feed", publisher=publisher, problem=problem)


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
