"""How long /whois and /moves take in a house that has read for three years.

    python -m tests.bench.answers [FILE]

Builds a database of 100,000 people, 300,000 moves and 1,000,000 articles (in FILE, and keeps it; else in a folder of its
own, gone afterwards), asks it 200 questions of each sort and prints how long the answers took. Fails where an answer
takes 50 ms or more.

The names are drawn from the word lists of `languages`, the frequent ones far more often than the rare, as in the news:
some 1,200 people share the most frequent surname, and the busiest company has some 1,000 moves in 90 days.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib import resources
from pathlib import Path

from bot import answer, names
from bot.answer import MovesAsked, Nobody
from bot.app.answering import SHOWN
from bot.app.garbage import walk_seldom
from bot.companies import Directory
from bot.model import Company, CompanyProfile, Profile
from bot.store import Connection, Database
from tests.bench.figures import percentile

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
YEARS = timedelta(days=3 * 365)
RETENTION = timedelta(days=365)
MOST_MILLISECONDS = 50.0
QUESTIONS = 200


@dataclass(frozen=True, slots=True)
class Size:
    """How much the house has read."""

    people: int = 100_000
    moves: int = 300_000
    articles: int = 1_000_000
    companies: int = 5_000


@dataclass(frozen=True, slots=True)
class World:
    """What can be asked for: everybody's name and all companies, the busiest first."""

    people: tuple[str, ...]
    companies: tuple[str, ...]
    directory: Directory


def build(database: Database, size: Size, seed: int = 1) -> World:
    """Fill an empty database. Each person has one move or more, each move a story of its own, each story one to three
    articles; the articles left over claim nothing. Texts older than a year have expired, as they do by default.

    The indexes are made when all rows stand, and nothing is kept for the case of a crash: that takes a minute, not ten.
    """
    chance = random.Random(seed)
    companies = tuple(f"Sample Works {number}" for number in range(size.companies))
    people = tuple(population(chance, size.people))
    connection = database.connection()
    for pragma in ("journal_mode = memory", "cache_size = -262144", "temp_store = memory", "foreign_keys = off"):
        connection.execute(f"pragma {pragma}")
    indexes = connection.execute(
        "select name, sql from sqlite_master where type = 'index' and sql is not null"
    ).fetchall()
    with database.write():
        for name, _ in indexes:
            connection.execute(f"drop index {name}")
        connection.executemany("insert into people (id, name) values (?, ?)", enumerate(people, 1))
        connection.executemany("insert into spellings (person, spelling) values (?, ?)", enumerate(people, 1))
        connection.executemany(
            "insert into person_handles (handle, person) values (?, ?)",
            sorted((handle, number) for number, name in enumerate(people, 1) for handle in names.kept_under(name)),
        )
        _tell(connection, chance, size, people, companies)
        for _, statement in indexes:
            connection.execute(statement)
        connection.execute("analyze")
    for pragma in ("foreign_keys = on", "cache_size = -2000", "temp_store = default", "journal_mode = wal"):
        connection.execute(f"pragma {pragma}")
    return World(people, companies, Directory([Company(name) for name in companies[:60]]))


def population(chance: random.Random, count: int) -> Iterator[str]:
    given, surnames = (_words(chance, name) for name in ("given.txt", "surnames.txt"))
    for one, other in zip(_often(chance, given, count, 10), _often(chance, surnames, count, 10), strict=True):
        yield f"{one.title()} {other.title()}"


def _words(chance: random.Random, name: str) -> list[str]:
    lines = resources.files("bot.languages.shared").joinpath(name).read_text("utf-8").splitlines()
    words = [line for line in lines if line and line[0] != "#" and " " not in line]
    chance.shuffle(words)
    return words


def _often(chance: random.Random, words: Sequence[str], count: int, evenness: int) -> list[str]:
    """`count` draws in which a word's share falls with its place."""
    return chance.choices(words, [1 / (place + evenness) for place in range(len(words))], k=count)


Row = tuple[object, ...]

_INSERTS = {
    "stories": "(key, born, last_told_of, undecided) values (?, ?, ?, 0)",
    "articles": (
        "(id, key, signature, url, title, publisher, tier, language, published, seen, summary, text, feed_url, expired)"
        " values (?, ?, ?, ?, ?, ?, 'press', 'en', ?, ?, ?, ?, ?, ?)"
    ),
    "claims": (
        "(id, article, story, kind, person, org, from_org, to_org, role, status, confidence, quote, rule)"
        " values (?, ?, ?, ?, ?, null, ?, ?, ?, 'confirmed', 0.9, ?, 'leaves')"
    ),
    "moves": (
        "(story, person, person_name, kind, from_company, to_company, role, rank, status, date, confidence, claims)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, 'confirmed', ?, 0.9, ?)"
    ),
}
_AT_ONCE = 20_000
"""Rows of a table that are written together: written one by one, finding the table's place costs more than the row."""


def _tell(
    connection: Connection, chance: random.Random, size: Size, people: Sequence[str], companies: Sequence[str]
) -> None:
    start = NOW - YEARS
    who = [*range(size.people), *(chance.randrange(size.people) for _ in range(size.moves - size.people))]
    chance.shuffle(who)
    left, joined = (_often(chance, companies, size.moves, 5) for _ in range(2))
    waiting: dict[str, list[Row]] = {table: [] for table in _INSERTS}
    handles: list[tuple[str, int]] = []
    articles = 0
    for key, (person, away, to) in enumerate(zip(who, left, joined, strict=True), 1):
        name, told = people[person], start + YEARS * (key / size.moves)
        when = told.timestamp()
        kind, role = (
            ("departure", None) if key % 4 == 0 else ("move", "Chief Executive" if key % 75 == 1 else "Director")
        )
        destination = None if kind == "departure" else to
        waiting["stories"].append((key, when, when))
        handles += [(f"person {handle}", key) for handle in names.kept_under(name)]
        handles += [(f"company {away.lower()} leaves", key)]
        handles += [(f"company {to.lower()} arrives", key)] if destination else []
        first = articles + 1
        articles += chance.choice((1, 2, 2, 3))
        quote = f"{name} is to leave {away}, the company said on Monday"
        for number in range(first, articles + 1):
            waiting["articles"].append(_article(number, told, f"{name} leaves {away}"))
            waiting["claims"].append((number, number, key, kind, name, away, destination, role, quote))
        rank = 5 if role == "Chief Executive" else 3
        sources = json.dumps([*range(first, articles + 1)])
        waiting["moves"].append((key, person + 1, name, kind, away, destination, role, rank, when, sources))
        _write(connection, waiting, _AT_ONCE)
    for number in range(articles + 1, size.articles + 1):
        waiting["articles"].append(
            _article(number, start + YEARS * (number / size.articles), "A quarter like any other")
        )
        _write(connection, waiting, _AT_ONCE)
    _write(connection, waiting, 1)
    connection.executemany("insert into story_handles (handle, story) values (?, ?)", sorted(handles))


def _write(connection: Connection, waiting: dict[str, list[Row]], enough: int) -> None:
    """Write what waits for each table, where that is enough to be worth it."""
    for table, rows in waiting.items():
        if len(rows) >= enough:
            connection.executemany(f"insert into {table} {_INSERTS[table]}", rows)
            rows.clear()


def _article(number: int, told: datetime, title: str) -> Row:
    address, when, feed = f"https://post.example/{number}", told.timestamp(), number % 40
    expired = told < NOW - RETENTION
    summary, text = ("", "") if expired else (f"{title}. " * 3, f"{title}, and more words on what it means. " * 30)
    return (
        number, address, number.to_bytes(12, "big"), address, title, f"Sample Post {feed}", when, when, summary, text,
        f"https://post.example/feed/{feed}", expired,
    )  # fmt: skip


Ask = Callable[[], object]


def questions(database: Database, world: World, count: int, seed: int = 2) -> dict[str, list[Ask]]:
    """What people ask: the exact name of anybody, a misspelt one, one nobody has, and companies, the busy more often."""
    chance = random.Random(seed)
    people = chance.choices(world.people, k=count)
    companies = _often(chance, world.companies[:200], count, 5)
    whois = partial(answer.whois, database, world.directory, now=NOW, shown=SHOWN)
    return {
        "whois, a person's name": [partial(whois, name) for name in people],
        "whois, a misspelt name": [partial(whois, _misspelt(chance, name)) for name in people],
        "whois, a surname alone": [partial(whois, name.split()[-1]) for name in people],
        "whois, a company": [partial(whois, name) for name in companies],
        "moves of a company": [
            partial(answer.moves, database, world.directory, MovesAsked(name), NOW, SHOWN) for name in companies
        ],
        "moves of the busiest": [
            partial(answer.moves, database, world.directory, MovesAsked(name), NOW, SHOWN)
            for name in world.companies[:20]
        ],
    }


def _misspelt(chance: random.Random, name: str) -> str:
    """Two letters beside one another change places, but never the first."""
    place = chance.randrange(1, len(name) - 1)
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "bench.db"
        with closing(Database(file)) as database:
            started = time.perf_counter()
            world = build(database, Size())
            walk_seldom()  # as where a house is opened
            print(f"built in {time.perf_counter() - started:.0f} s, {file.stat().st_size / 1e6:.0f} MB")
            slow = [_measure(sort, asked) for sort, asked in questions(database, world, QUESTIONS).items()]
    return 1 if any(slow) else 0


def _measure(sort: str, asked: Sequence[Ask]) -> bool:
    """Print how long these answers took, and how much of it the processor worked, which is less where others work on it
    too; returns whether they took too long."""
    took, worked = [], []
    found = {Profile: 0, CompanyProfile: 0, Nobody: 0}
    for ask in asked:
        started, began = time.perf_counter(), time.thread_time()
        found[type(ask())] += 1
        worked.append((time.thread_time() - began) * 1000)
        took.append((time.perf_counter() - started) * 1000)
    slow = percentile(took, 95)
    known = len(asked) - found[Nobody]
    print(
        f"{sort:<24} {len(asked):4} asked, {known:4} answered: median {percentile(took, 50):6.1f} ms, p95 {slow:6.1f} ms,"
        f" slowest {max(took):6.1f} ms; of the processor's time median {percentile(worked, 50):5.1f} ms,"
        f" p95 {percentile(worked, 95):5.1f} ms"
    )
    return max(took) >= MOST_MILLISECONDS


if __name__ == "__main__":
    sys.exit(main())
