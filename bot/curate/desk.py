"""Where changes are made: the database on top of the files, who may change what, and the log of it.

In: what files set, and who asks. Out: what counts now, and one transaction a change. It must never change anything without a
line in the log.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from bot import rules
from bot.companies import Directory
from bot.errors import NotAllowed, UnknownName
from bot.model import Action, Change, Channel, Company, Rights, Role
from bot.rules import Choices
from bot.store import Connection, Database, choices


@dataclass(frozen=True, slots=True)
class Desk:
    """Where changes are made: the database, and what the files set."""

    database: Database
    files: Choices
    rights: Rights


@dataclass(frozen=True, slots=True)
class Editor:
    """Who changes something: the chat's identifier of a human, and their role there."""

    id: str
    role: Role


OPERATOR = Editor("command line", Role.ADMIN)
"""Whoever sits at the machine."""


@dataclass(frozen=True, slots=True)
class Effective:
    """Everything as it counts now, files and chats together. `choices` has each part with its origin."""

    channels: tuple[Channel, ...]
    companies: tuple[Company, ...]
    choices: Choices


def effective(desk: Desk) -> Effective:
    """What deliver tells by, and whom the directory knows."""
    both = rules.together(desk.files, _kept(desk.database))
    return Effective(rules.channels(both), both.companies, both)


def known_companies(desk: Desk) -> tuple[Company, ...]:
    """The companies alone, as they count now; what each channel wants of them takes longer to lay together."""
    return rules.together(desk.files, _kept(desk.database)).companies


def version(database: Database) -> int:
    """A number that grows with every change: who remembers it knows when to ask for `effective` again."""
    return choices.version(database)


def may(desk: Desk, by: Editor, action: Action) -> bool:
    """Whether they may; for showing or hiding a button. Every change below asks by itself."""
    return rules.may(desk.rights, by.role, action)


def editor(desk: Desk, user: str, role: Role) -> Editor:
    """Who somebody is: by their role in the chat, raised by the lists in bot.toml."""
    return Editor(user, rules.role_of(desk.rights, user, role))


def set_by_file(desk: Desk, channel: str) -> frozenset[str]:
    """Which of a channel's language, zone, digest and quiet a config file sets, so that no chat can change them."""
    return frozenset(
        key
        for setting in desk.files.settings
        if rules.key(setting) == channel
        for key in ("language", "zone", "digest", "quiet")
        if getattr(setting, key) is not None
    )


def log(desk: Desk, limit: int = 20) -> tuple[Change, ...]:
    """The newest changes, newest first."""
    return choices.changes(desk.database, limit)


@contextmanager
def change(desk: Desk, by: Editor, action: Action, said: str, now: datetime) -> Iterator[Connection]:
    """One change with its line in the log, in one transaction. Raises NotAllowed."""
    require(desk, by, action)
    with desk.database.write() as connection:
        choices.log(connection, action, said, by.id, now)
        yield connection


def require(desk: Desk, by: Editor, action: Action) -> None:
    """Raise NotAllowed unless they may."""
    if not may(desk, by, action):
        raise NotAllowed(
            "guests can ask, but not change anything"
            if by.role is Role.GUEST
            else f"that needs more rights than yours ({action}); please ask an admin"
        )


def known(desk: Desk, name: str) -> Company:
    company = Directory(effective(desk).companies).find(name)
    if company is None:
        raise UnknownName(f"no company “{name}” is known here")
    return company


def tracked(desk: Desk, names: Sequence[str]) -> frozenset[str]:
    found = [known(desk, name) for name in names]
    for company in found:
        if not company.tracked:
            raise UnknownName(f"{company.name} is known, but not tracked; track it first")
    return frozenset(company.name for company in found)


def _kept(database: Database) -> Choices:
    return Choices(
        choices.companies(database),
        choices.settings(database),
        choices.subscriptions(database),
        choices.wishes(database),
        choices.mutes(database),
    )
