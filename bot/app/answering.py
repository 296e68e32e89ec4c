"""The house's side of every question and every change, for whichever chat asks.

In: the open house. Out: `Answers`, plain callables. It must never know a chat.
"""

from __future__ import annotations

from bot import answer, curate, deliver, detect
from bot.answer import Nobody
from bot.app import background
from bot.app.feed_list import find_feed
from bot.app.health import feed_states, status_lines
from bot.app.house import House, now
from bot.app.pages import read_page
from bot.chat import Answers
from bot.model import CompanyProfile, Profile
from bot.store import facts

SHOWN = 40
"""More lines of one list than a message holds; the others are only counted."""


def answers(house: House) -> Answers:
    """The house's side of every question that can be asked."""
    database = house.database

    def whois(text: str) -> Profile | CompanyProfile | Nobody:
        found = house.whois(text, SHOWN)
        background.ask(house.settings, database, found, now())
        return found

    def search(name: str) -> Profile | CompanyProfile | Nobody:
        found = house.search(name)
        background.ask(house.settings, database, found, now())
        return found

    return Answers(
        whois=whois,
        person=lambda number: answer.person(database, number, now()),
        moves=lambda text: answer.moves(database, house.directory, answer.parse_moves(text), now(), SHOWN),
        why=lambda text: answer.explain(database, text),
        judge=lambda verdict, story, by: curate.judge(house.desk, by, now(), verdict, story),
        search=search,
        find_feed=lambda address: find_feed(house, address),
        status=lambda: tuple(status_lines(house.settings, database)),
        check=lambda text: detect.read(detect.Document("", text=text)),
        read_page=lambda address: read_page(house.fetcher, address),
        once=lambda word: facts.once(database, word),
        feeds=lambda: feed_states(house.settings, database),
        together=lambda story, channel: deliver.folded(database, story, channel),
        desk=house.desk,
        now=now,
    )
