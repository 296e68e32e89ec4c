"""Answers are found by index, with as many questions to the database in a large house as in a small one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from bot import answer
from bot.answer import Direction, MovesAsked
from bot.chat.slack import answers
from bot.languages.wording import wording
from bot.model import CompanyProfile, LeftOut, Profile
from bot.store import Database
from tests.bench.answers import NOW, Size, World, build, questions

SIZE = Size(people=2_000, moves=6_000, articles=12_000, companies=100)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, World]]:
    with closing(Database(tmp_path_factory.mktemp("answers") / "orgwatch.db")) as database:
        yield database, build(database, SIZE)


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """The statements that run in the block."""
    seen: list[str] = []
    database.connection().set_trace_callback(seen.append)
    try:
        yield seen
    finally:
        database.connection().set_trace_callback(None)


def test_every_sort_of_question_is_found_by_index(house: tuple[Database, World]) -> None:
    database, world = house
    for sort, asked in questions(database, world, 20).items():
        for ask in asked:
            with statements(database) as seen:
                ask()
            for statement in dict.fromkeys(seen):
                plan = [row["detail"] for row in database.connection().execute(f"explain query plan {statement}")]
                scans = [step for step in plan if re.match(r"SCAN (?!found|each|json_each|\()", step)]
                assert not scans, f"{sort}: {scans} in {statement[:300]}"


def test_the_busiest_company_needs_no_more_questions_than_a_quiet_one(house: tuple[Database, World]) -> None:
    database, world = house
    counts = []
    for name in (world.companies[0], world.companies[-1]):
        with statements(database) as seen:
            found = answer.moves(database, world.directory, MovesAsked(name), NOW)
        counts.append((len(seen), len(found.arrivals)))
    (busy, many), (quiet, few) = counts
    assert many > 10 * few
    assert busy <= quiet + 2


def test_a_name_is_looked_for_among_few(house: tuple[Database, World]) -> None:
    """Many share a surname; whoever is asked for by a full name is not compared with all of them."""
    database, world = house
    surnames = Counter(name.split()[-1] for name in world.people)
    surname = max(surnames, key=lambda one: surnames[one])
    sharing = [name for name in world.people if name.split()[-1] == surname]
    with statements(database) as seen:
        found = answer.whois(database, world.directory, sharing[0], NOW)
    loaded = next(statement for statement in seen if "from spellings" in statement)
    assert isinstance(found, Profile)
    assert len(sharing) > 15
    assert loaded.count(",") < len(sharing) / 2


def test_each_line_of_a_company_has_its_sources(house: tuple[Database, World]) -> None:
    database, world = house
    found = answer.whois(database, world.directory, world.companies[0], NOW)
    assert isinstance(found, CompanyProfile)
    assert found.leaders
    for line in (*found.leaders, *found.arrivals, *found.departures):
        assert line.sources
        assert all((line.person or "") in source.quote for source in line.sources)


@pytest.mark.parametrize("direction", Direction)
def test_what_is_not_shown_is_counted(house: tuple[Database, World], direction: Direction) -> None:
    database, world = house
    asked = MovesAsked(world.companies[0], direction)
    whole, cut = (answer.moves(database, world.directory, asked, NOW, shown) for shown in (None, 3))
    assert whole.left_out == LeftOut()
    for lists, fewer, left_out in (
        (whole.arrivals, cut.arrivals, cut.left_out.arrivals),
        (whole.departures, cut.departures, cut.left_out.departures),
    ):
        assert fewer == lists[:3]
        assert left_out == len(lists[3:])
    assert (whole.came_from, whole.went_to, whole.net) == (cut.came_from, cut.went_to, cut.net)
    assert sum(count for _, count in cut.came_from) == len(whole.arrivals)
    assert sum(count for _, count in cut.went_to) == len(whole.departures)
    message = answers.company(cut, wording("en"))
    assert f"Came {len(whole.arrivals)}, " in message.text
    for lists in (whole.arrivals, whole.departures):
        assert not lists or f"and {len(lists) - 3} more" in str(message.blocks)
