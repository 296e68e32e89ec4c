"""What is believed of people and companies: the moves, and what told each of them.

In: moves as believed of a story. Out: the same, by story, person or company, oldest first. It must never weigh: what is
written is what is given back. Those that a company has by the thousand come as steps, to be sorted and counted; those of
them that are shown come whole by number, but for what told them (`sources_of`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.model import Kind, Move, Rank, Source, Step, Story, StoryStatus, Told
from bot.store import stories
from bot.store.articles import tenure_from, tenure_to, told_by
from bot.store.database import Database, known_moment, portions, seconds


def write(connection: sqlite3.Connection, story: int, moves: Sequence[Move], claims: Mapping[Told, int]) -> None:
    """Replace what is believed of a story. `claims` gives the number of each claim told."""
    connection.execute("delete from moves where story = ?", (story,))
    connection.executemany(
        "insert into moves (story, person, person_name, kind, company, from_company, to_company, role, rank, status, date,"
        " confidence, differences, past, claims, tenure, origins) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                story, move.person_id or None, move.person, move.kind, move.company, move.from_company, move.to_company,
                move.role, move.rank, move.status, seconds(move.date), move.confidence, json.dumps(move.differences),
                move.past, json.dumps(sorted(claims[told] for told in move.told)),
                json.dumps(tenure_to(move.tenure)) if move.tenure else None, json.dumps(move.origins),
            )
            for move in moves
        ],
    )  # fmt: skip


def of_story(database: Database, story: int) -> tuple[Move, ...]:
    """What is believed of one story."""
    return _moves(database, "story = ?", (story,))


def recent(database: Database, since: datetime) -> tuple[tuple[Story, tuple[Move, ...]], ...]:
    """The stories of which something was told since then and that are no mere history, with what is believed of them."""
    rows = database.connection().execute(
        "select key from stories where last_told_of >= ? and memory = 0 and merged_into is null", (seconds(since),)
    )
    keys = [row[0] for row in rows]
    found = stories.load(database, keys)
    by_story: dict[int, list[Move]] = {}
    for move in _moves(
        database,
        "story in (select key from stories where last_told_of >= ? and memory = 0 and merged_into is null)",
        (seconds(since),),
    ):
        by_story.setdefault(move.story, []).append(move)
    return tuple((story, tuple(by_story.get(key, ()))) for key, story in found.items())


def of_person(database: Database, person: int) -> tuple[Move, ...]:
    """All that is believed of one person, oldest first."""
    return _moves(database, "person = ?", (person,))


def of_company(database: Database, company: str, since: datetime, until: datetime) -> tuple[Step, ...]:
    """The steps of one company in that time, whoever came, went or changed inside; oldest first, and none only looked
    back on."""
    return _steps(
        database,
        "id in (select id from moves where company = ?1 collate nocase and date between ?2 and ?3"
        " union select id from moves where from_company = ?1 collate nocase and date between ?2 and ?3"
        " union select id from moves where to_company = ?1 collate nocase and date between ?2 and ?3)"
        " and ?1 in (company, from_company, to_company)",
        (company, seconds(since), seconds(until)),
    )


def spelling_of_company(database: Database, name: str) -> str:
    """How a company is written here that somebody wrote in other letters of the alphabet's two cases; else the name."""
    rows = database.connection().execute(
        "select company from moves where company = ?1 collate nocase union"
        " select from_company from moves where from_company = ?1 collate nocase union"
        " select to_company from moves where to_company = ?1 collate nocase",
        (name,),
    )
    spellings = sorted(row[0] for row in rows)
    return name if name in spellings or not spellings else spellings[0]


def departures(database: Database, company: str, since: datetime, until: datetime) -> tuple[Move, ...]:
    """All that is believed of people leaving a company in that time, oldest first; without what told them."""
    span = (seconds(since), seconds(until))
    rows = _rows(
        database,
        "from_company = ? collate nocase and date between ? and ? and from_company = ?",
        (company, *span, company),
    )
    return tuple(map(_move_from, rows))


def by_number(database: Database, numbers: Sequence[int]) -> tuple[Move, ...]:
    """These moves, oldest first, with all that told them."""
    return _moves(database, f"id in ({','.join('?' * len(numbers))})", numbers)


def left_companies(database: Database, keys: Iterable[int]) -> frozenset[str]:
    """The companies that people are believed to leave in these stories."""
    wanted = sorted(set(keys))
    found: set[str] = set()
    for portion in portions(wanted):
        marks = ",".join("?" * len(portion))
        rows = database.connection().execute(
            f"select distinct from_company from moves where story in ({marks}) and from_company is not null", portion
        )
        found.update(row[0] for row in rows)
    return frozenset(found)


def of_leaders(database: Database, company: str) -> tuple[Step, ...]:
    """All steps of those who ever became a chief or a board member there; oldest first, and none only looked back on."""
    return _steps(
        database,
        "person in (select person from moves where to_company = ?1 and rank >= 5 union"
        " select person from moves where company = ?1 and rank >= 5)",
        (company,),
    )


def without_told(database: Database, numbers: Sequence[int]) -> dict[int, Move]:
    """These moves by number, without what told them."""
    found: dict[int, Move] = {}
    for portion in portions(numbers):
        moves = map(_move_from, _rows(database, f"id in ({','.join('?' * len(portion))})", portion))
        found.update((move.id, move) for move in moves)
    return found


def sources_of(database: Database, moves: Iterable[int]) -> dict[int, tuple[Source, ...]]:
    """What told each of these moves: each article once, the earliest first."""
    wanted = sorted(set(moves))
    connection = database.connection()
    found: dict[int, dict[str, Source]] = {number: {} for number in wanted}
    for portion in portions(wanted):
        marks = ",".join("?" * len(portion))
        rows = connection.execute(
            "select m.id, a.url, a.publisher, a.language, a.published, c.quote, c.attribution from moves m,"
            " json_each(m.claims) each cross join claims c on c.id = each.value cross join articles a on a.id = c.article"
            f" where m.id in ({marks}) order by a.published, c.start, c.id",
            portion,
        )
        for number, url, publisher, language, published, quote, attribution in rows:
            if url not in found[number]:
                found[number][url] = Source(url, publisher, language, known_moment(published), quote, attribution)
    return {number: tuple(by_url.values()) for number, by_url in found.items()}


def _moves(database: Database, where: str, values: Sequence[object]) -> tuple[Move, ...]:
    rows = [
        (_move_from(row), json.loads(claims)) for *row, claims in _rows(database, where, values, f"{_COLUMNS}, claims")
    ]
    numbers = sorted({number for _, claims in rows for number in claims})
    told: dict[int, Told] = {}
    for portion in portions(numbers):
        marks = ",".join("?" * len(portion))
        told.update((number, pair) for number, _, pair in told_by(database, f"c.id in ({marks})", portion))
    return tuple(
        replace(move, told=tuple(told[number] for number in claims if number in told)) for move, claims in rows
    )


_COLUMNS = (
    "kind, person, person_name, company, from_company, to_company, role, rank, status, date, confidence, differences, past,"
    " tenure, origins, story, id"
)
"""In the order in which `_move_from` takes them; a company can have a thousand moves, so they go by place."""


_KINDS = {kind.value: kind for kind in Kind}
_RANKS = {rank.value: rank for rank in Rank}
_STATUSES = {status.value: status for status in StoryStatus}
"""A look-up is a tenth of the work of calling the enum."""


_STEP_COLUMNS = "id, kind, person_name, person, company, from_company, to_company, rank, status, date"


def _steps(database: Database, where: str, values: Sequence[object]) -> tuple[Step, ...]:
    return tuple(
        Step(
            number, _KINDS[kind], name, person or 0, at, left, joined, _RANKS[rank], _STATUSES[status], known_moment(date)
        )
        for number, kind, name, person, at, left, joined, rank, status, date in _rows(
            database, f"{where} and not past", values, _STEP_COLUMNS
        )
    )  # fmt: skip


def _rows(database: Database, where: str, values: Sequence[object], columns: str = _COLUMNS) -> list[tuple[Any, ...]]:
    cursor = database.connection().cursor()
    cursor.row_factory = None  # a plain tuple, for a company has a thousand
    return cursor.execute(f"select {columns} from moves where {where} order by date, id", values).fetchall()


def _move_from(row: Iterable[Any]) -> Move:
    (
        kind,
        person,
        name,
        company,
        left,
        joined,
        role,
        rank,
        status,
        date,
        confidence,
        differences,
        past,
        tenure,
        origins,
        story,
        number,
    ) = row
    return Move(
        kind=_KINDS[kind],
        person=name,
        company=company,
        from_company=left,
        to_company=joined,
        role=role,
        rank=_RANKS[rank],
        status=_STATUSES[status],
        date=known_moment(date),
        told=(),
        confidence=confidence,
        person_id=person or 0,
        story=story,
        differences=tuple(json.loads(differences)) if differences != "[]" else (),
        past=bool(past),
        id=number,
        tenure=tenure_from(json.loads(tenure)) if tenure else None,
        origins=tuple(json.loads(origins)) if origins != "[]" else (),
    )


def people_of(database: Database, keys: Iterable[int]) -> frozenset[int]:
    """The people of whom something is believed in these stories."""
    wanted = sorted(set(keys))
    found: set[int] = set()
    for portion in portions(wanted):
        marks = ",".join("?" * len(portion))
        rows = database.connection().execute(
            f"select distinct person from moves where story in ({marks}) and person is not null", portion
        )
        found.update(row[0] for row in rows)
    return frozenset(found)


def stories_of(database: Database, people: Iterable[int]) -> frozenset[int]:
    """The stories in which something is believed of these people."""
    wanted = sorted(set(people))
    marks = ",".join("?" * len(wanted))
    rows = database.connection().execute(f"select distinct story from moves where person in ({marks})", wanted)
    return frozenset(row[0] for row in rows)
