"""OrgWatch beside other feed readers: the class that the polling bench drives.

In: a list of addresses and an empty folder. Out: rounds of collecting through the very code of `orgwatch collect`:
fetched, parsed, read, remembered. It must never leave anything out that the command does.
"""

from __future__ import annotations

import atexit
from pathlib import Path

from bot.app.house import House, open_house
from bot.model import Feed
from bot.settings import Settings, SlackSettings
from bot.store import articles


class OrgWatch:
    """`setup` once, then `poll` for each round; `total` is the number of articles stored so far."""

    def setup(self, urls: list[str], dir: str) -> None:
        """Open the house on a database in `dir`, with loopback allowed."""
        settings = Settings(
            config=Path(dir),
            database=Path(dir) / "orgwatch.db",
            companies=(),
            feeds=tuple(Feed(url=url, publisher=url.split("/")[2]) for url in urls),
            channels=(),
            slack=SlackSettings(),
            port=3000,
            allow_private_addresses=True,
            contact="",
            tell_days=3,
            retention_days=365,
        )
        self._feeds = settings.feeds
        self._open = open_house(settings)
        self._house: House = self._open.__enter__()
        atexit.register(self._open.__exit__, None, None, None)  # the bench has no word for the end

    def poll(self) -> None:
        """One round over all feeds at once."""
        self._house.collect(self._feeds, at_once=True)

    def total(self) -> int:
        """Articles stored so far."""
        return articles.total(self._house.database)
