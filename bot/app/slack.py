"""The bot in a Slack workspace: clock ticks collect and deliver, Slack asks and is answered, a signal ends it in order.

In: settings and the mode. Out: the exit status. It must never let the socket's health decide whether alerts are sent:
sending and listening are two rooms. On SIGTERM or SIGINT what runs is finished, feeds not yet fetched stay due, and
the process is gone within 20 seconds with status 0; a second signal ends it at once.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from types import FrameType
from typing import TYPE_CHECKING

from apscheduler.schedulers.background import BackgroundScheduler

from bot import answer, detect, memory, web
from bot.app.health import problems, status_lines
from bot.app.house import House, addressed, now, open_house
from bot.chat import Answers
from bot.chat.slack import listen
from bot.chat.slack.client import web_client
from bot.chat.slack.post import Poster
from bot.chat.slack.socket import Line
from bot.collect import Collected
from bot.deliver import Chat, Pace
from bot.errors import PortTaken
from bot.model import Channel, Judgement
from bot.settings import Mode, Settings
from bot.store import articles

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

log = logging.getLogger("orgwatch")

COLLECT_SECONDS = 15
"""Collecting lasts as long as the bot; where it failed, it begins anew after so long."""
DELIVER_SECONDS = 1
"""How often the outbox is looked at: a message a second and channel is Slack's own pace."""
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
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    with open_house(settings, pace=pace) as house, _stop_signals(house) as stopped, ExitStack() as running:
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
        running.enter_context(_serving(house, listen.wsgi(bolt) if mode is Mode.HTTP else None))
        if mode is Mode.SOCKET:
            running.enter_context(_listening(Line(bolt, settings.slack.app_token or "")))
        running.enter_context(_ticking(house, channels, backfill))
        log.info("OrgWatch runs: %s, %d feeds, %d channels", mode, len(house.feeds()), len(channels))
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
        judge=lambda verdict, subject, by: memory.judge(database, Judgement(verdict, subject, None, by, now())),
        status=lambda: tuple(status_lines(house.settings, database)),
        check=lambda text: detect.read(detect.Document("", text=text)),
    )


@contextmanager
def _serving(house: House, slack: WSGIApplication | None) -> Iterator[None]:
    """The HTTP server: Slack's requests where they come over HTTP, health in either mode.

    Over HTTP a taken port is an error; in Socket Mode the bot works without, and says so.
    """
    hubs = web.Hubs(house.hub_asks, house.hub_pushes) if slack is not None and house.settings.public_url else None
    application = web.application(slack, lambda: problems(house.database), hubs)
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


@contextmanager
def _ticking(house: House, channels: tuple[Channel, ...], backfill: timedelta | None) -> Iterator[None]:
    """The clock. A late tick runs late, never not at all; a tick that is still running is not started twice."""
    scheduler = BackgroundScheduler(
        timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )
    news = backfill or timedelta(days=house.settings.tell_days)
    slack = chat(house.settings, house.pace)

    def collect() -> None:
        """Lasts until the bot is stopped; should it ever fail, the next tick begins anew."""
        house.keep_collecting(_say_collected, log.warning)

    def deliver() -> None:
        house.decide(channels, news, tell_first_fetch=backfill is not None)
        done = house.send(slack, log.warning)
        if done.posted or done.updated or done.failed:
            log.info(
                "delivered posted=%d updated=%d failed=%d pending=%d",
                done.posted, done.updated, done.failed, done.pending,
            )  # fmt: skip

    seconds = DELIVER_SECONDS * min(1.0, house.pace.between_posts)
    scheduler.add_job(collect, "interval", seconds=COLLECT_SECONDS, next_run_time=now(), id="collect")
    scheduler.add_job(deliver, "interval", seconds=seconds, next_run_time=now(), id="deliver")
    scheduler.start()
    try:
        yield
    finally:
        house.fetcher.stop()
        scheduler.shutdown(wait=True)


def _say_collected(done: Collected) -> None:
    if done.feeds:
        log.info(
            "collected feeds=%d unchanged=%d failed=%d articles=%d claims=%d stories=%d texts=%d",
            done.feeds, done.not_modified, done.failed, done.articles_new, done.claims_new, done.stories_new, done.texts,
        )  # fmt: skip


@contextmanager
def _stop_signals(house: House) -> Iterator[threading.Event]:
    """An event that the first SIGTERM or SIGINT sets; the second, or 18 s after the first, ends the process at once."""
    stopped = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        if stopped.is_set():
            os._exit(1)
        stopped.set()
        house.fetcher.stop()
        last_resort = threading.Timer(DRAIN_SECONDS, os._exit, args=(1,))
        last_resort.daemon = True
        last_resort.start()

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stopped
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
