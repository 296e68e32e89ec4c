"""The corpus of hostile strings by the whole way: in every field of a feed, and behind every command; nothing comes alive."""

from __future__ import annotations

import re
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from bot import curate
from bot.app.house import House as Bot
from bot.chat import orders
from bot.chat.questions import Order, Topic, from_command
from bot.chat.slack import answers, post
from bot.curate import OPERATOR
from bot.languages.wording import SPOKEN
from bot.model import Alert, Feed
from bot.store import Database, deliveries
from tests.app.test_questions import house as bot
from tests.app.test_questions import publisher, settings
from tests.chat.slack import corpus, look
from tests.chat.slack.test_blocks import _complaints
from tests.chat.slack.workspace import House, desk
from tests.fakes.publisher import Publisher

__all__ = ["bot", "publisher", "settings"]

FIRST = (
    "Ann",
    "Bob",
    "Cara",
    "Dan",
    "Eva",
    "Finn",
    "Gina",
    "Hank",
    "Ida",
    "Jack",
    "Kim",
    "Lea",
    "Max",
    "Nora",
    "Otto",
    "Paula",
)
LAST = (
    "Ada",
    "Bell",
    "Cole",
    "Dale",
    "Ende",
    "Falk",
    "Gold",
    "Hale",
    "Ives",
    "Jole",
    "Kern",
    "Lund",
    "Mohr",
    "Nagel",
    "Ott",
)
NAMES = [f"{first} {last}" for last in LAST for first in FIRST]
NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What cannot stand in a document at all."""

FIELDS = {"told": ("title", "description", "author", "category", "channel"), "address": ("guid", "link", "name")}
"""Fields that are made hostile at once; each of two feeds has the whole corpus."""


def feed(hostile: tuple[str, ...], texts: list[str]) -> str:
    """A feed of moves, one for each text, with the text in these fields of its item."""
    items = []
    for number, (name, text) in enumerate(zip(NAMES, texts, strict=False)):
        bad = escape(NO_XML.sub("", text)[:3_000])
        whose = f"{name} {bad}" if "name" in hostile else name
        fields = {
            "title": f"{whose} leaves Meta for Figma",
            "description": f"{name} leaves Meta for Figma as head of design number {number}.",
            "author": "Sam Sample",
            "category": "People",
            "guid": f"item {number}",
            "link": f"https://post.example/{number}",
        }
        for field in fields.keys() & set(hostile):
            fields[field] = bad if field in ("guid", "link") else f"{fields[field]} {bad}"
        when = format_datetime(datetime.now(UTC) - timedelta(minutes=number))
        inside = "".join(f"<{key}>{value}</{key}>" for key, value in fields.items())
        items.append(f"<item>{inside}<pubDate>{when}</pubDate></item>")
    title = escape(NO_XML.sub("", " ".join(texts))[:20_000]) if "channel" in hostile else "Sample Post"
    return f"<rss version='2.0'><channel><title>{title}</title>{''.join(items)}</channel></rss>"


@pytest.mark.parametrize("fields", FIELDS)
def test_no_field_of_a_feed_comes_alive(bot: Bot, publisher: Publisher, fields: str) -> None:
    texts = list(corpus.TEXTS)
    address = publisher.answer("/feed", feed(FIELDS[fields], texts), "application/rss+xml")
    done = bot.collect((Feed(address, "" if fields == "told" else "Sample Post"),), at_once=True)
    assert done.articles_new > len(texts) // 2
    bot.decide(bot.settings.channels, timedelta(days=30), tell_first_fetch=True)
    told = [row.alert for row in deliveries.unbegun(bot.database, "C1", datetime.now(UTC))]
    assert len(told) > len(texts) // 3
    for alert in told:
        _dead(alert, {"post.example"} if fields == "told" else None)


def _dead(alert: Alert, hosts: set[str] | None) -> None:
    message = post.drawn(alert)
    assert _complaints(message) == []
    assert look.live_mentions(message.text, message.blocks) == [], alert
    linked = look.linked_hosts(message.text, message.blocks)
    if hosts is not None:
        assert linked <= hosts, alert
    seen = look.visible(message.blocks)
    assert [host for host in linked if f"({host.removeprefix('www.')}" not in seen] == []


@pytest.mark.parametrize("word", ["/whois", "/moves", "why", *Order])
def test_no_words_behind_any_command_come_alive(tmp_path: Path, word: str) -> None:
    with closing(Database(tmp_path / "orgwatch.db")) as database:
        house = House(desk(database))
        ask = house.answers()
        for number, text in enumerate(corpus.TEXTS):
            words = text[:1_500].encode(errors="replace").decode()
            asker = orders.Asker(OPERATOR, f"C{number}", words[:80], SPOKEN[number % len(SPOKEN)])
            question = (
                from_command(word, words) if word.startswith("/") else from_command("/orgwatch", f"{word} {words}")
            )
            if question.topic is Topic.ORDER:
                name, _, rest = question.words.partition(" ")
                message = answers.page(orders.carry_out(Order(name), rest, ask, asker), asker.say)
            elif question.topic is Topic.WHOIS:
                message = answers.profile(ask.whois(question.words), asker.say)  # type: ignore[arg-type]  # a person here
            elif question.topic is Topic.MOVES:
                message = answers.company(ask.moves(question.words), asker.say)
            else:
                message = answers.page(orders.misspelt(question.words, asker.say), asker.say)
            assert _complaints(message) == [], text
            assert look.live_mentions(message.text, message.blocks) == [], text
            assert look.linked_hosts(message.text, message.blocks) <= {"www.sample-times.example"}, text
        assert [change.said for change in curate.log(house.desk) if "\x00" in change.said] == []
