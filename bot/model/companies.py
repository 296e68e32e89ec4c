"""Which firms there are, and who set one: a file or people in a chat."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Origin(StrEnum):
    """Who set something: a config file, which no chat can change, or people in a chat."""

    FILE = "file"
    CHAT = "chat"


@dataclass(frozen=True, slots=True)
class Company:
    """A firm with the names it goes by. `units` belong to it; `lookalikes` are phrases that must not count as it."""

    name: str
    aliases: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    lookalikes: tuple[str, ...] = ()
    country: str | None = None
    ticker: str | None = None
    cik: str | None = None
    tracked: bool = True
    pack: str | None = None
    origin: Origin = Origin.FILE
    isin: str | None = None
    companies_house: str | None = None
    """The registered number at Companies House, where it is a British company."""
    listed: bool = True
    """False where it is known that no stock exchange lists it, so that a ticker is not missing."""
