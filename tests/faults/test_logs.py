"""Row 43: no secret and no person's name in any line of the log, at DEBUG, also when things break."""

from __future__ import annotations

import io
import json
import logging
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError

import pytest
from slack_sdk.errors import SlackApiError

from bot.app import logs
from bot.chat.slack.client import web_client, webhook
from bot.deliver import Pace
from bot.store import Database
from tests.fakes.office import Office
from tests.fakes.slack import FakeSlack, Fault

Reached = Callable[[str], None]

SIGNING = "8f742231b10e8888abcd99yyyzzz85a5"
PLANTED = {
    "bot token": "xoxb-1111111111-2222222222-AbCdEfGhIjKlMnOpQrStUvWx",
    "user token": "xoxp-1111111111-2222222222-3333333333-abcdef0123456789",
    "app token": "xapp-1-A0111111111-1234567890123-0123456789abcdef",
    "legacy token": "xoxa-2-1111111111-abcdef",
    "refresh token": "xoxe-1-My0xLTExMTExMTExMTEtMTExMTExMTExMS0xMTExMTExMTEx",
    "rotated token": "xoxe.xoxb-1-Mi0yLTExMTExMTExMTEtMTExMTExMTExMS0x",
    "webhook": "https://hooks.slack.com/services/T0AAAAAAA/B0BBBBBBB/CcCcCcCcCcCcCcCcCcCcCcCc",
    "response_url": "https://hooks.slack.com/commands/T0AAAAAAA/1234567890/DdDdDdDdDdDdDdDdDdDdDdDd",
    "government's webhook": "https://hooks.slack-gov.com/services/T0AAAAAAA/B0BBBBBBB/EeEeEeEe",
    "ticket": "wss://wss-primary.slack.com/link/?ticket=0123-4567-89ab&app_id=A1",
    "authorization": "Bearer zzz-some-other-token-123456",
    "signing secret": SIGNING,
}
TELLTALE = {"ticket": "0123-4567-89ab", "authorization": "zzz-some-other-token-123456"}
"""What of a planted secret must not be read, where it is not all of it."""


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """The log of this process at DEBUG, as it is written where nobody watches."""
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    levels = {name: logging.getLogger(name).level for name in logs.TALKATIVE}
    stream = io.StringIO()
    logs.start(stream, [SIGNING], logging.DEBUG)
    yield stream
    root.setLevel(level)
    root.handlers[:] = handlers
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


@pytest.mark.parametrize("way", ["argument", "message", "key", "exception", "nested"])
def test_no_planted_secret_is_read_in_the_log(log: io.StringIO, way: str, reached: Reached) -> None:
    logger = logging.getLogger("orgwatch")
    for name, secret in PLANTED.items():
        match way:
            case "argument":
                logger.debug("%s: %s", name, secret)
            case "message":
                logger.info(f"{name} is {secret}, take care")
            case "key":
                logs.outcome(logger, "sent", response_url=secret, headers={"Authorization": secret})
            case "nested":
                logger.warning("body %s", {"response_url": secret, "more": [f"a {secret} b"]})
            case _:
                try:
                    raise ValueError(secret)
                except ValueError:
                    logger.exception("it broke")
    text = log.getvalue()
    assert [name for name, secret in PLANTED.items() if TELLTALE.get(name, secret) in text] == []
    assert len(text.splitlines()) == len(PLANTED) == 12
    assert all(json.loads(line)["run"] for line in text.splitlines())
    reached(f"{way}: 0 found of {len(PLANTED)}")


def test_the_libraries_say_no_secret_either(log: io.StringIO, tmp_path: Path) -> None:
    token = PLANTED["bot token"]
    with FakeSlack() as slack:
        slack.channel("C1")
        slack.world.tokens[token] = slack.world.tokens["xoxb-sample-bot"]
        client = web_client(token, slack.url)
        client.chat_postMessage(channel="C1", text="Loredana Crisan")
        slack.break_next("chat.postMessage", Fault.ERROR_AFTER)
        try:
            client.chat_postMessage(channel="C1", text="Loredana Crisan")
        except SlackApiError:
            logging.getLogger("orgwatch").exception("it broke")
        webhook(f"{slack.url.removesuffix('/api/')}/response/r1").send(text="Loredana Crisan")
    try:
        urllib.request.urlopen(PLANTED["webhook"].replace("https", "http").replace("hooks.slack.com", "127.0.0.1:9"))
    except URLError:
        logging.getLogger("orgwatch").exception("it broke")
    assert token not in log.getvalue()
    assert "/response/" not in log.getvalue()
    assert "Crisan" not in log.getvalue()


def test_no_name_of_a_person_is_in_the_log_whatever_breaks(log: io.StringIO, tmp_path: Path) -> None:
    logger = logging.getLogger("orgwatch")
    with FakeSlack() as slack:
        database = Database(tmp_path / "orgwatch.db")
        office = Office.at(database, slack, channels=2, pace=Pace())
        office.publish_many(30)
        office.decide()
        slack.pace_at(None)
        chances = {Fault.ERROR_BEFORE: 0.1, Fault.DROP_REPLY: 0.1, Fault.HTML: 0.1}
        slack.break_by_chance("chat.postMessage", chances)
        slack.refuse_next("chat.postMessage", "invalid_blocks", times=3)
        slack.refuse_next("chat.postMessage", "never_heard_of", times=2)
        office.send(rounds=800)
        database.close()
    for notice in office.notices:
        logger.warning(notice)
    try:
        {}["Person Aa N0 leaves Meta"]
    except KeyError:
        logger.exception("it broke")
    text = log.getvalue()
    assert len(office.notices) >= 2
    assert "KeyError" in text
    assert "Person" not in text


def test_a_terminal_gets_words_and_keys() -> None:
    formatter = logs.Words("r1", [SIGNING])
    record = logging.LogRecord("orgwatch", logging.INFO, "", 0, "delivered", (), None)
    record.keys = {"posted": 3, "secret": SIGNING}
    assert formatter.format(record).endswith(f"INFO    delivered posted=3 secret={logs.HIDDEN}")
