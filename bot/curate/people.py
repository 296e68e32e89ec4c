"""People who are forgotten at a human's word.

In: the desk, who asks, and the one person meant. Out: what was taken out. The log says that somebody was forgotten, never who.
"""

from __future__ import annotations

from datetime import datetime

from bot import memory
from bot.companies import Directory
from bot.curate.desk import Desk, Editor, change, effective, require
from bot.memory import Forgotten
from bot.model import Action, Person


def forget(desk: Desk, by: Editor, now: datetime, person: Person) -> Forgotten:
    """Take a person out of everything. Raises NotAllowed, StoreError for the minute in which a message is on its way."""
    require(desk, by, Action.FORGET)
    gone = memory.forget(desk.database, person, Directory(effective(desk).companies), now)
    with change(desk, by, Action.FORGET, "forgets a person", now):
        return gone
