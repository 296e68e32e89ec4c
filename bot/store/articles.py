"""Articles and the claims they make.

In: articles as read, claims as detected. Out: the same, with the numbers the store gave. An article is never
rewritten (a later edition is another matter for its story); only forget and retention take text away.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any

from bot.model import Article, Claim, ClaimStatus, Extent, Kind, Rank, Reading, Tenure, Tier, Told, Unit
from bot.store import forgotten
from bot.store.database import Database, known_moment, portions, seconds


def known_keys(database: Database, keys: Sequence[str]) -> frozenset[str]:
    """Which of these article keys are remembered already. Any number of keys; asked in portions of 500."""
    connection = database.connection()
    found: set[str] = set()
    for portion in portions(keys):
        marks = ",".join("?" * len(portion))
        found.update(row[0] for row in connection.execute(f"select key from articles where key in ({marks})", portion))
    return forgotten.knows_article(connection, keys) | found


def with_signature(database: Database, signatures: Iterable[str]) -> tuple[Article, ...]:
    """The remembered articles that have one of these signatures."""
    wanted = sorted({_short(signature) for signature in signatures})
    connection = database.connection()
    found: list[Article] = []
    for portion in portions(wanted):
        marks = ",".join("?" * len(portion))
        found += map(article_from, connection.execute(f"select * from articles where signature in ({marks})", portion))
    return tuple(found)


def _short(signature: str) -> bytes:
    return blake2b(signature.encode(), digest_size=12).digest()


def add(
    connection: sqlite3.Connection, article: Article, reading: Reading, signature: str, first_fetch: bool
) -> int | None:
    """Remember an article inside the caller's transaction. Returns its number, or None where its key is known.

    `signature` is equal for all that may be one publication under two addresses.
    """
    cursor = connection.execute(
        "insert or ignore into articles (key, signature, url, title, publisher, tier, language, published, seen, summary, text,"
        " feed_url, sample, asked, first_fetch, has_pack, relevant) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            article.key, _short(signature), article.url, article.title, article.publisher, article.tier, article.language,
            seconds(article.published), seconds(article.seen), article.summary, article.text, article.feed_url,
            article.sample, article.asked, first_fetch, reading.has_pack, reading.relevant,
        ),
    )  # fmt: skip
    return cursor.lastrowid if cursor.rowcount == 1 else None


def add_claim(connection: sqlite3.Connection, article: int, claim: Claim, story: int, reason: str) -> int:
    """Remember one claim of an article as part of `story`, and why it belongs there. Returns the claim's number."""
    cursor = connection.execute(
        "insert into claims (article, story, kind, person, org, from_org, to_org, role, status, confidence, quote, rule,"
        " attribution, named_source, contradicted, rank, start, numbers, past, tenure, reason)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            article, story, claim.kind, claim.person, claim.org, claim.from_org, claim.to_org, claim.role, claim.status,
            claim.confidence, claim.quote, claim.rule, claim.attribution, claim.named_source, claim.contradicted,
            claim.rank, claim.start, json.dumps(claim.numbers), claim.past,
            json.dumps([tenure_to(tenure) for tenure in claim.tenure]), reason,
        ),
    )  # fmt: skip
    assert cursor.lastrowid is not None  # an insert that did not raise has a row
    return cursor.lastrowid


def forget_claims(connection: sqlite3.Connection, articles: Iterable[int]) -> None:
    """Drop the derived claims of these articles, inside the caller's transaction, before they are read again."""
    connection.executemany("delete from claims where article = ?", [(number,) for number in articles])


def by_address(database: Database, address: str) -> Article | None:
    """The newest article at this address, or with this key."""
    row = (
        database.connection()
        .execute("select * from articles where url = ? or key = ? order by id desc limit 1", (address, address))
        .fetchone()
    )
    return article_from(row) if row else None


def all_with_text(database: Database) -> Iterable[tuple[Article, bool]]:
    """Every article that still has text, oldest first, with whether it came with its feed's first fetch."""
    for row in database.connection().execute("select * from articles where expired = 0 order by id"):
        yield article_from(row), bool(row["first_fetch"])


def reasons(database: Database, column: str, value: int) -> tuple[tuple[Told, int, str], ...]:
    """The claims of one `article` or one `story` (the column): (source, story's key, why it belongs there)."""
    assert column in ("article", "story")  # a column's name cannot be a parameter
    rows = database.connection().execute(
        f"select id, story, reason from claims where {column} = ? order by id", (value,)
    )
    why = {row["id"]: (row["story"], row["reason"]) for row in rows}
    return tuple((told, *why[number]) for number, _, told in told_by(database, f"c.{column} = ?", [value]))


def total(database: Database) -> int:
    """How many articles are remembered."""
    number: int = database.connection().execute("select count(*) from articles").fetchone()[0]
    return number


def first_seen(database: Database) -> datetime | None:
    """Since when the house reads, the sample morning aside; None for a house that has read nothing yet."""
    row = database.connection().execute("select seen from articles where sample = 0 order by id limit 1").fetchone()
    return known_moment(row[0]) if row else None


def newest_of_feed(database: Database, feed_url: str, most: int) -> tuple[Article, ...]:
    """The articles that a feed brought, those seen last first, without their text."""
    rows = database.connection().execute(
        f"select {_WITHOUT_TEXT} from articles where feed_url = ? order by seen desc, published desc limit ?",
        (feed_url, most),
    )
    return tuple(map(article_from, rows))


def without_pack(database: Database) -> dict[str, int]:
    """How many articles stand in each language that has no pack."""
    rows = database.connection().execute(
        "select language, count(*) from articles where has_pack = 0 group by language order by 2 desc"
    )
    return {row[0]: row[1] for row in rows}


def remove_samples(database: Database) -> int:
    """Take the sample morning out again, with all that came of it. Returns how many articles went."""
    with database.write() as connection:
        stories = [
            row[0]
            for row in connection.execute(
                "select distinct story from claims where story is not null and article in (select id from articles where sample)"
                " and story not in (select story from claims where story is not null and article in"
                " (select id from articles where not sample))"
            )
        ]
        gone = connection.execute("delete from articles where sample").rowcount
        connection.executemany("delete from stories where key = ?", [(key,) for key in stories])
        connection.executemany("delete from deliveries where story = ?", [(key,) for key in stories])
        connection.execute("delete from feeds where sample")
        connection.execute("delete from people where id not in (select person from moves where person is not null)")
        connection.execute("update stories set undecided = 1 where key in (select story from claims)")
    return gone


def article_from(row: sqlite3.Row) -> Article:
    """A row of the table as the word of the house."""
    return Article(
        id=row["id"],
        key=row["key"],
        url=row["url"],
        title=row["title"],
        publisher=row["publisher"],
        tier=Tier(row["tier"]),
        language=row["language"],
        published=known_moment(row["published"]),
        seen=known_moment(row["seen"]),
        summary=row["summary"],
        text=row["text"],
        feed_url=row["feed_url"],
        sample=bool(row["sample"]),
        asked=bool(row["asked"]),
    )


def claim_from(row: sqlite3.Row) -> Claim:
    """A row of the table as the word of the house."""
    return Claim(
        kind=Kind(row["kind"]),
        person=row["person"],
        org=row["org"],
        from_org=row["from_org"],
        to_org=row["to_org"],
        role=row["role"],
        status=ClaimStatus(row["status"]),
        confidence=row["confidence"],
        quote=row["quote"],
        rule=row["rule"],
        attribution=row["attribution"],
        named_source=bool(row["named_source"]),
        contradicted=bool(row["contradicted"]),
        rank=Rank(row["rank"]),
        start=row["start"],
        numbers=tuple((count, origin) for count, origin in json.loads(row["numbers"])),
        past=bool(row["past"]),
        tenure=tuple(tenure_from(row) for row in json.loads(row["tenure"])) if row["tenure"] != "[]" else (),
    )


def tenure_to(tenure: Tenure) -> list[object]:
    """A tenure as JSON keeps it."""
    return [tenure.said, tenure.extent, tenure.count, tenure.unit, tenure.in_post]


def tenure_from(row: Sequence[Any]) -> Tenure:
    """The same as the word of the house."""
    said, extent, count, unit, in_post = row
    return Tenure(said, Extent(extent), count, Unit(unit), in_post)


_WITHOUT_TEXT = (
    "id, key, url, title, publisher, tier, language, published, seen, '' as summary, '' as text, feed_url, sample, "
    "asked"
)


def told_by(database: Database, where: str, values: Sequence[object]) -> tuple[tuple[int, int | None, Told], ...]:
    """Claims with their articles: (claim's number, story's key, the pair), for a condition on the claims table `c`.

    The articles come without their summary and text, which nobody needs here and which are most of the file.
    """
    connection = database.connection()
    rows = connection.execute(f"select c.* from claims c where {where} order by c.id", values).fetchall()
    numbers = sorted({row["article"] for row in rows})
    articles: dict[int, Article] = {}
    for portion in portions(numbers):
        marks = ",".join("?" * len(portion))
        for row in connection.execute(f"select {_WITHOUT_TEXT} from articles where id in ({marks})", portion):
            articles[row["id"]] = article_from(row)
    return tuple((row["id"], row["story"], Told(articles[row["article"]], claim_from(row))) for row in rows)


def first_fetch_only(database: Database, story: int) -> bool:
    """Whether all that tells this story came with the first fetch of a feed."""
    row = (
        database.connection()
        .execute(
            "select min(a.first_fetch) from claims c join articles a on a.id = c.article where c.story = ?", (story,)
        )
        .fetchone()
    )
    return bool(row[0])


def expire_texts(database: Database, before: datetime) -> int:
    """Take the text of articles seen before `before` away; their claims stay as they are. Returns how many."""
    with database.write() as connection:
        return connection.execute(
            "update articles set text = '', summary = '', expired = 1 where expired = 0 and seen < ?",
            (seconds(before),),
        ).rowcount


def claim_numbers(database: Database, keys: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """The numbers of each story's claims, in the order in which they tell it; at most some hundred stories at once."""
    found: dict[int, list[int]] = {key: [] for key in keys}
    marks = ",".join("?" * len(keys))
    for number, story in database.connection().execute(
        f"select id, story from claims where story in ({marks}) order by id", keys
    ):
        found[story].append(number)
    return {key: tuple(numbers) for key, numbers in found.items()}


def mark_read(connection: sqlite3.Connection, article: int, reading: Reading) -> None:
    """Note how an article reads by today's rules, inside the caller's transaction."""
    connection.execute(
        "update articles set language = ?, has_pack = ?, relevant = ? where id = ?",
        (reading.language, reading.has_pack, reading.relevant, article),
    )
