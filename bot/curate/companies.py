"""Whom the bot tracks.

In: a name as somebody typed it. Out: the company. It must never take a name away from another company.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.companies import Directory
from bot.curate.desk import Desk, Editor, change, effective, known
from bot.errors import BadWords, CannotChange
from bot.model import Action, Company, Origin
from bot.store import choices
from bot.text import clean


def track(
    desk: Desk, by: Editor, now: datetime, name: str, aliases: Sequence[str] = (), lookalikes: Sequence[str] = ()
) -> Company:
    """Track a company by this name and others; one that is known and not tracked is tracked again.

    Raises NotAllowed, BadWords, CannotChange where it is tracked, or where an alias names another company.
    """
    names = [clean(word) for word in (name, *aliases)]
    if not all(names):
        raise BadWords("a company needs a name")
    directory = Directory(effective(desk).companies)
    found = directory.find(names[0])
    if found is not None and found.tracked and (found.origin is Origin.FILE or not (aliases or lookalikes)):
        raise CannotChange(f"{found.name} is tracked already")
    for word in names[1:]:
        owner = directory.find(word)
        if owner is not None and owner != found:
            raise CannotChange(f"“{word}” already names {owner.name}")
    usual = found or Company(names[0])
    company = replace(
        usual,
        aliases=tuple(dict.fromkeys((*usual.aliases, *names[1:]))),
        lookalikes=tuple(dict.fromkeys((*usual.lookalikes, *map(clean, lookalikes)))),
        tracked=True,
        origin=Origin.CHAT,
    )
    with change(desk, by, Action.TRACK, f"tracks {company.name}", now) as connection:
        choices.write_company(connection, company)
    return company


def untrack(desk: Desk, by: Editor, now: datetime, name: str) -> Company:
    """Track a company no longer; it stays known. Raises NotAllowed, UnknownName, CannotChange where a file tracks it."""
    company = known(desk, name)
    if not company.tracked:
        raise CannotChange(f"{company.name} is not tracked")
    if company.origin is Origin.FILE:
        raise CannotChange(
            f"companies.toml tracks {company.name}; whoever runs this bot can change it there, or mute it"
        )
    with change(desk, by, Action.TRACK, f"tracks {company.name} no longer", now) as connection:
        choices.write_company(connection, replace(company, tracked=False))
    return replace(company, tracked=False)
