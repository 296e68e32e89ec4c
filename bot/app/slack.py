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
from contextlib import contextmanager
from datetime import timedelta
from types import FrameType

from apscheduler.schedulers.background import BackgroundScheduler

from bot import answer
from bot.app.house import House, addressed, now, open_house
from bot.chat import Answers
from bot.chat.slack import listen, socket
from bot.chat.slack.client import web_client
from bot.chat.slack.post import Poster
from bot.deliver import Chat
from bot.model import Channel, CompanyProfile, Profile, Unknown
from bot.settings import Mode, Settings
from bot.store import articles

log = logging.getLogger("orgwatch")

COLLECT_SECONDS = 15
"""How often due feeds are asked for; each feed's own rhythm says when it is due."""
DELIVER_SECONDS = 1
"""How often the outbox is looked at: a message a second and channel is Slack's own pace."""
DRAIN_SECONDS = 18
"""After a stop signal the process is gone in 20 s at the latest, whatever hangs."""


def chat(settings: Settings) -> Chat:
    """Slack as deliver needs it."""
    poster = Poster(web_client(settings.slack.bot_token or "", settings.slack.api_url))
    return Chat(post=poster.post, edit=poster.edit, reply=poster.reply, find=poster.find)


def run(settings: Settings, mode: Mode, backfill: timedelta | None) -> int:
    """Run until a stop signal. Raises StoreError where the database cannot be used, OSError where the port is taken."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    with open_house(settings) as house, _stop_signals(house) as stopped:
        gone = articles.remove_samples(house.database)
        if gone:
            log.info("removed the sample morning: %d articles", gone)
        channels = addressed(settings.channels, local=False)
        for channel in settings.channels:
            if not channel.id:
                log.warning("channel %s has no id in channels.toml and is told nothing", channel.name)
        scheduler = _scheduler(house, channels, backfill)
        bolt = listen.build(
            token=settings.slack.bot_token or "",
            signing_secret=settings.slack.signing_secret if mode is Mode.HTTP else None,
            base_url=settings.slack.api_url,
            answers=answers(house),
        )
        server = _serve(house, listen.wsgi(bolt) if mode is Mode.HTTP else None)
        line = socket.Line(bolt, settings.slack.app_token or "") if mode is Mode.SOCKET else None
        scheduler.start()
        if line is not None:
            line.start()
        log.info("OrgWatch runs: %s, %d feeds, %d channels", mode, len(settings.feeds), len(channels))
        stopped.wait()
        log.info("stopping")
        if line is not None:
            line.stop()
        scheduler.shutdown(wait=True)
        if server is not None:
            server.close()
    log.info("stopped")
    return 0


def answers(house: House) -> Answers:
    """The house's side of every question that can be asked in Slack."""

    def whois(text: str) -> Profile | CompanyProfile | Unknown:
        return answer.whois(house.database, house.directory, text, now())

    def person(number: int) -> Profile | Unknown:
        return answer.person(house.database, number, now())

    def moves(text: str) -> CompanyProfile | Unknown:
        return answer.moves(house.database, house.directory, answer.parse_moves(text), now())

    raise NotImplementedError


def _scheduler(house: House, channels: tuple[Channel, ...], backfill: timedelta | None) -> BackgroundScheduler:
    """The clock. A late tick runs late, never not at all; a tick that is still running is not started twice."""
    scheduler = BackgroundScheduler(
        timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )
    news = backfill or timedelta(days=house.settings.tell_days)
    slack = chat(house.settings)

    def collect() -> None:
        done = house.collect(house.settings.feeds)
        if done.feeds:
            log.info(
                "collected feeds=%d unchanged=%d failed=%d articles=%d claims=%d stories=%d",
                done.feeds, done.not_modified, done.failed, done.articles_new, done.claims_new, done.stories_new,
            )  # fmt: skip

    def deliver() -> None:
        house.decide(channels, news, tell_first_fetch=backfill is not None)
        done = house.send(slack, log.warning)
        if done.posted or done.updated or done.failed:
            log.info(
                "delivered posted=%d updated=%d failed=%d pending=%d",
                done.posted,
                done.updated,
                done.failed,
                done.pending,
            )

    scheduler.add_job(collect, "interval", seconds=COLLECT_SECONDS, next_run_time=now(), id="collect")
    scheduler.add_job(deliver, "interval", seconds=DELIVER_SECONDS, next_run_time=now(), id="deliver")
    return scheduler


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
