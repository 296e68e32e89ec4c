"""A human's word on what was told: taken down with who said it, effective for all channels, and in the log.

In: the desk, who judges, and the story. Out: nothing. It must never name a person in the log.
"""

from __future__ import annotations

from datetime import datetime

from bot import memory
from bot.companies import Directory
from bot.curate.desk import Desk, Editor, change, effective, require
from bot.model import Action, Judgement, Verdict


def judge(desk: Desk, by: Editor, now: datetime, verdict: Verdict, story: str) -> None:
    """Take down a verdict on a story, by its number. Raises NotAllowed, UnknownName."""
    require(desk, by, Action.JUDGE)
    word = Judgement(verdict, story, None, by.id, now)
    memory.judge(desk.database, word, Directory(effective(desk).companies))
    with change(desk, by, Action.JUDGE, f"judges story {story}: {verdict}", now):
        pass
