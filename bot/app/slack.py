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
from bot.app.health import feed_states, problems, status_lines
from bot.app.house import House, addressed, now, open_house
from bot.app.pages import read_page
from bot.chat import Answers
from bot.chat.slack import listen
from bot.chat.slack.client import web_client
from bot.chat.slack.post import Poster
from bot.chat.slack.socket import Line
from bot.deliver import Chat, Pace
from bot.errors import PortTaken
from bot.languages.wording import SPOKEN
from bot.model import Judgement
from bot.settings import Mode, Settings
from bot.store import articles

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

log = logging.getLogger("orgwatch")

COLLECT_SECONDS = 15
"""How often due feeds are asked for; each feed's own rhythm says when it is due."""
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
        running.enter_context(_serving(house, listen.wsgi(bolt) if mode is Mode.HTTP else None))
        if mode is Mode.SOCKET:
            running.enter_context(_listening(Line(bolt, settings.slack.app_token or "")))
        running.enter_context(_ticking(house, backfill))
        log.info(
            "OrgWatch runs: %s, %d feeds, %d channels",
            mode, len(settings.feeds), len(addressed(house.channels, local=False)),
        )  # fmt: skip
        stopped.wait()
        log.info("stopping")
    log.info("stopped")
    return 0


def language(house: House, channel: str) -> str:
    """In which language a channel is addressed now; Home and a direct message as most channels are, the first where two tie."""
    channels = house.channels
    usual = max(SPOKEN, key=[one.language for one in channels].count)
    return next((one.language for one in channels if one.id == channel), usual)


def answers(house: House) -> Answers:
    """The house's side of every question that can be asked in Slack."""
    database = house.database
    return Answers(
        whois=lambda text: answer.whois(database, house.directory, text, now()),
        person=lambda number: answer.person(database, number, now()),
        moves=lambda text: answer.moves(database, house.directory, answer.parse_moves(text), now()),
        why=lambda text: answer.explain(database, text),
        judge=lambda verdict, subject, by: memory.judge(database, Judgement(verdict, subject, None, by, now())),
        status=lambda: tuple(status_lines(house.settings, database)),
        check=lambda text: detect.read(detect.Document("", text=text)),
        read_page=lambda address: read_page(house.fetcher, address),
        once=lambda word: memory.once(database, word),
        feeds=lambda: feed_states(house.settings, database),
        desk=house.desk,
        now=now,
    )


@contextmanager
def _serving(house: House, slack: WSGIApplication | None) -> Iterator[None]:
    """The HTTP server: Slack's requests where they come over HTTP, health in either mode.

    Over HTTP a taken port is an error; in Socket Mode the bot works without, and says so.
    """
    application = web.application(slack, lambda: problems(house.database))
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
def _ticking(house: House, backfill: timedelta | None) -> Iterator[None]:
    """The clock. A late tick runs late, never not at all; a tick that is still running is not started twice."""
    scheduler = BackgroundScheduler(
        timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )
    news = backfill or timedelta(days=house.settings.tell_days)
    slack = chat(house.settings, house.pace)

    def collect() -> None:
        done = house.collect(house.settings.feeds)
        if done.feeds:
            log.info(
                "collected feeds=%d unchanged=%d failed=%d articles=%d claims=%d stories=%d",
                done.feeds, done.not_modified, done.failed, done.articles_new, done.claims_new, done.stories_new,
            )  # fmt: skip

    def deliver() -> None:
        house.decide(addressed(house.channels, local=False), news, tell_first_fetch=backfill is not None)
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
