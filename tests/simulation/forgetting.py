"""People who ask to be forgotten in a simulated life, and whether they are.

In: the house's database, what stands in Slack. Out: what is broken, in words; "" for nothing. A wish is tried at each tick until
it is done, for a message on its way or a full disk puts it off.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot import memory
from bot.companies import Directory
from bot.model import Person
from bot.store import Database
from tests.simulation.slack import Stored

EVERY_SECONDS = 8 * 3600.0
"""So often somebody asks to be forgotten."""


class Forgetting:
    """Who is to be forgotten next, and who was."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._wanted: str | None = None
        self.done: set[str] = set()

    def wish(self, database: Database, name: str) -> None:
        """Somebody who is known asks for it, one at a time."""
        if self._wanted is None and name not in self.done and _bears(database, name):
            self._wanted = name

    def act(self, database: Database, now: datetime) -> bool:
        """Try to do as was wished; returns whether there was anything to do. Raises StoreError where it has to wait."""
        name = self._wanted
        if name is None:
            return False
        for person in _bears(database, name):
            memory.forget(database, person, self._directory, now)
        self.done.add(name)
        self._wanted = None
        return True

    def left_over(self, database: Database, messages: Iterable[Stored]) -> str:
        """Where somebody who was forgotten still stands when all is done."""
        for message in messages:
            for name in self.done:
                if name.casefold() in message.said:
                    return f"forgotten: {name} stands in a message in {message.channel} (row {message.row})"
        connection = database.connection()
        tables = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")]
        for table in tables:
            text = "\n".join(" ".join(map(str, row)) for row in connection.execute(f"select * from {table}")).casefold()
            for name in self.done:
                if name.casefold() in text:
                    return f"forgotten: {name} stands in {table}"
        return ""


def _bears(database: Database, name: str) -> list[Person]:
    return [person for person, _ in memory.namesakes(database, name) if person.name == name]
