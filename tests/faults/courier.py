"""A process that does nothing but deliver, made to be killed: the house on a database, against a fake Slack.

Children come from a fork server that has imported everything, so that a kill costs milliseconds instead of a start.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

from bot.app.house import open_house
from bot.app.slack import chat, run
from bot.deliver import Pace
from bot.model import Channel, Company
from bot.settings import Mode, Settings, SlackSettings, load
from tests.fakes.slack import BOT_TOKEN

FOLDER = Path(__file__).parents[2] / "config"


@dataclass(frozen=True, slots=True)
class Errand:
    """What a courier needs to know. `factor` divides every wait and time-out."""

    database: Path
    slack: str
    channels: tuple[Channel, ...]
    factor: float

    @property
    def settings(self) -> Settings:
        """The operator's word, as this errand needs it."""
        return Settings(
            config=FOLDER,
            database=self.database,
            companies=(Company("Meta"),),
            feeds=(),
            channels=self.channels,
            slack=SlackSettings(bot_token=BOT_TOKEN, api_url=self.slack),
            port=0,
            allow_private_addresses=False,
            contact="",
            tell_days=3,
            retention_days=365,
        )


def deliver_for_ever(errand: Errand) -> None:
    """What the child does, until it is killed."""
    logging.disable()
    pace = replace(Pace().faster(errand.factor), storm=0.0)  # each story a message of its own, to be counted
    with open_house(errand.settings, pace=pace) as house:
        slack = chat(errand.settings, pace)
        while True:
            house.decide(errand.channels, timedelta(days=3), tell_first_fetch=False)
            house.send_all(slack, notify=lambda line: None)
            if os.getppid() == 1:
                return


def run_whole(environment: dict[str, str], log: Path, factor: float) -> None:
    """What a child does that is the whole bot: as `orgwatch run --http --backfill 7d`, with every wait divided."""
    sys.stderr = log.open("a", encoding="utf-8")
    pace = replace(Pace().faster(factor), storm=0.0)  # each story a message of its own, to be counted
    run(load(environment, env_file=log.with_name(".env")), Mode.HTTP, timedelta(days=7), pace)


def context() -> ForkServerContext:
    """Where couriers come from."""
    start = multiprocessing.get_context("forkserver")
    start.set_forkserver_preload(["tests.faults.courier"])
    return start


@contextmanager
def courier(start: ForkServerContext, errand: Errand) -> Iterator[ForkServerProcess]:
    """A courier at work; killed with SIGKILL at the end of the block."""
    with killed(start.Process(target=deliver_for_ever, args=(errand,), daemon=True)) as process:
        yield process


@contextmanager
def killed(process: ForkServerProcess) -> Iterator[ForkServerProcess]:
    """That process, from its start to its SIGKILL at the end of the block."""
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()
        process.close()
