"""The desk at which people change what is told, laid on top of what the files set."""

from __future__ import annotations

from dataclasses import replace

from bot.curate import Desk
from bot.settings import Settings
from bot.store import Database


def desk_of(settings: Settings, database: Database) -> Desk:
    """Where people change what is told and when, on top of what the files set."""
    return Desk(database, replace(settings.choices, companies=settings.companies), settings.rights)
