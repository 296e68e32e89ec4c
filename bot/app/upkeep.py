"""What is done once in a while: copies are made and expire, what is old is let go: texts, people whom nobody
believed, what Wikidata said, mutes that are over.

In: the open house. Out: what was done, said. Each part finds out for itself whether its time has come, so that it may
be called at any moment and after any pause.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Protocol

from bot import memory
from bot.app.house import House, now
from bot.store import articles, background, choices, copies

BETWEEN_COPIES = timedelta(days=1)


class Say(Protocol):
    """Takes one outcome with its keys."""

    def __call__(self, what: str, **keys: object) -> None:
        """Say it."""


def upkeep(house: House, say: Say) -> None:
    """Do what is due. Raises StoreError where a copy cannot be made or the disk is full."""
    _copy(house, say)
    before = now() - timedelta(days=house.settings.retention_days)
    texts = articles.expire_texts(house.database, before)
    people = memory.forget_unbelieved(house.database, before, house.directory, now())
    asked = background.expire(house.database, now()) + choices.expire_mutes(house.database, now())
    if texts or people or asked:
        say("retention", texts=texts, people=people, asked=asked)


def _copy(house: House, say: Say) -> None:
    folder = house.settings.backup_dir
    if folder is None:
        return
    newest = copies.newest(folder)
    if newest is None or now() - newest >= BETWEEN_COPIES:
        file = folder / f"{now():{copies.NAME}}"
        copies.backup(house.database, file, now())
        say("copied", file=file.name)
    expired = copies.expire(folder, now() - timedelta(days=house.settings.backup_keep_days))
    if expired:
        say("copies expired", files=expired)
