"""Humans' words, which outrank every machine and survive every rebuild.

In and out: Judgement. It must never drop or change one.
"""

from __future__ import annotations

import sqlite3

from bot.model import Judgement, Verdict
from bot.store.database import Database, known_moment, seconds


def record(connection: sqlite3.Connection, judgement: Judgement) -> None:
    """Write one down, inside the caller's transaction."""
    connection.execute(
        "insert into judgements (verdict, subject, other, by_whom, at, note) values (?, ?, ?, ?, ?, ?)",
        (
            judgement.verdict, judgement.subject, judgement.other, judgement.by, seconds(judgement.at), judgement.note,
        ),
    )  # fmt: skip


def every(database: Database) -> tuple[Judgement, ...]:
    """All of them, oldest first."""
    return tuple(
        Judgement(
            verdict=Verdict(row["verdict"]),
            subject=row["subject"],
            other=row["other"],
            by=row["by_whom"],
            at=known_moment(row["at"]),
            note=row["note"],
        )
        for row in database.connection().execute("select * from judgements order by id")
    )


def told_claims(database: Database) -> tuple[tuple[int, str, str, str, str, bool], ...]:
    """What was told somewhere: (story, publisher, kind, rule, the month in which it was first told as 2026-11, whether a
    human called the story a false alarm).
    """
    rows = database.connection().execute(
        "select distinct c.story, a.publisher, c.kind, c.rule, strftime('%Y-%m', d.first, 'unixepoch'),"
        " exists (select 1 from judgements j where j.verdict = ? and j.subject = cast(c.story as text))"
        " from claims c join articles a on a.id = c.article"
        " join (select story, min(created) as first from deliveries where state = 'posted' and revision = 1 and part = 0"
        " group by story) d on d.story = c.story where not c.past",
        (Verdict.FALSE_ALARM,),
    )
    return tuple((row[0], row[1], row[2], row[3], row[4], bool(row[5])) for row in rows)
