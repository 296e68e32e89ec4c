"""The background of whom was asked for, fetched when there is time: never while somebody waits for an answer.

In: the open house. Out: rows in the store, from which the next answer takes them. It must never ask where the option
is off, and never ask twice a day for the same name.
"""

from __future__ import annotations

from datetime import datetime

from bot import names
from bot.answer import Nobody
from bot.app.house import House, now
from bot.feeds import background
from bot.feeds.values import Request
from bot.model import CompanyProfile, Profile
from bot.settings import Settings
from bot.store import Database
from bot.store import background as kept_background
from bot.store import people as kept_people

MOST_AT_ONCE = 5
"""Names a tick: three questions each, one after the other, as Wikidata asks of programs."""


def ask(settings: Settings, database: Database, found: Profile | CompanyProfile | Nobody, moment: datetime) -> None:
    """Note that somebody asked for this person or company, if the option is on and it is known who is meant."""
    if not settings.wikidata:
        return
    if isinstance(found, CompanyProfile):
        kept_background.ask(database, found.company, True, moment)
    elif isinstance(found, Profile) and not found.candidates:
        kept_background.ask(database, found.name, False, moment)


def fetch(house: House) -> None:
    """Look up what is due; where Wikidata does not answer, the rest waits."""
    if not house.settings.wikidata:
        return

    def door(address: str) -> bytes | None:
        reply = next(iter(house.fetcher.fetch([Request(address, accept="application/json")])), None)
        return None if reply is None or reply.problem is not None else reply.body

    base, directory = house.settings.wikidata_url, house.directory
    for name, is_company in kept_background.due(house.database, now(), MOST_AT_ONCE):
        if is_company:
            found = background.of_company(name, door, base, directory)
        else:
            found = background.of_person(name, _seen_at(house.database, name), door, base, directory)
        if found is None:
            return
        kept_background.keep(house.database, name, found, now())


def _seen_at(database: Database, name: str) -> frozenset[str]:
    """The companies at which whoever has this very name was seen."""
    people = [one.id for one in kept_people.candidates(database, names.looked_up_under(name)) if one.name == name]
    return frozenset().union(*kept_people.companies_of(database, people).values())
