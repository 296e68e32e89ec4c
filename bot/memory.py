"""How the house comes to believe: an article and its claims become story, moves and people, in one transaction.

    claim -handles-> candidate stories -assign-> story -believe-> moves -choose-> people

In: articles with what was read in them. Out: the same, remembered. It stands between the flows and the store because
two of them need it: collect remembers what is new, rebuild remembers all kept articles again. It must never post, and
never decide: stories and people decide, this writes down.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from bot import articles, names, people, stories
from bot.companies import Directory
from bot.errors import UnknownName
from bot.model import Article, Claim, Judgement, Move, Reading, Verdict
from bot.store import Connection, Database, facts
from bot.store import articles as kept_articles
from bot.store import judgements as kept_judgements
from bot.store import people as kept_people
from bot.store import stories as kept_stories

Read = Callable[[Article], Reading]
"""What today's rules make of a kept article."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """How much was new."""

    articles: int = 0
    claims: int = 0
    stories: int = 0


def remember(
    database: Database,
    connection: Connection,
    read: Sequence[tuple[Article, Reading]],
    directory: Directory,
    first_fetch: bool,
) -> Remembered:
    """Remember articles with their readings, inside the caller's transaction; one whose key is known changes nothing."""
    judgements = kept_judgements.every(database)
    count = Remembered()
    touched: set[int] = set()
    for article, reading in read:
        number = kept_articles.add(connection, article, reading, articles.signature(article), first_fetch)
        if number is None:
            continue
        born, keys = _assign(database, connection, replace(article, id=number), reading.claims, directory, judgements)
        touched |= keys
        count = Remembered(count.articles + 1, count.claims + len(reading.claims), count.stories + born)
    learn(database, connection, touched, directory, judgements)
    return count


def learn(
    database: Database,
    connection: Connection,
    keys: Iterable[int],
    directory: Directory,
    judgements: Sequence[Judgement],
) -> None:
    """Believe these stories afresh, and write down who that makes whom, inside the caller's transaction."""
    for key in sorted(keys):
        story = kept_stories.load(database, [key])[key]
        numbers = {told: number for number, _, told in kept_articles.told_by(database, "c.story = ?", [key])}
        moves = [
            replace(move, story=key, person_id=_person(database, connection, move, judgements)) if move.person else move
            for move in stories.believe(story, directory, judgements)
        ]
        kept_stories.write_moves(connection, key, moves, numbers)


def judge(database: Database, judgement: Judgement) -> None:
    """Record a human's word. A false alarm withdraws its story at once, for all channels. Raises UnknownName."""
    with database.write(durable=True) as connection:
        if judgement.verdict is Verdict.FALSE_ALARM:
            if not judgement.subject.isdigit() or not kept_stories.load(database, [int(judgement.subject)]):
                raise UnknownName(f"there is no story {judgement.subject}")
            kept_stories.withdraw(connection, int(judgement.subject))
        kept_judgements.record(connection, judgement)


def once(database: Database, word: str) -> bool:
    """Whether this word was never said here before; from now on it was."""
    with database.write() as connection:
        new = facts.read(connection, f"once {word}") is None
        facts.write(connection, f"once {word}", "said")
    return new


def rebuild(database: Database, read: Read, directory: Directory) -> Remembered:
    """Read all kept articles again with today's rules. Tells nobody: what is newly found in old articles is memory only.

    A story inherits the key of the story with which it shares most articles, a told one before one that was not; the
    older where two tie. All in one transaction: a rebuild that dies has changed nothing. Returns what stands afterwards.
    """
    judgements = kept_judgements.every(database)
    kept = list(kept_articles.all_with_text(database))
    readings = [read(article) for article, _ in kept]
    count = Remembered()
    with database.write(durable=True) as connection:
        before = kept_stories.keys_by_article(connection)
        told = kept_stories.told_keys(connection)
        kept_articles.forget_claims(connection, [article.id for article, _ in kept])
        kept_people.forget_all(connection)
        frozen = kept_stories.forget_unfounded(connection)
        touched: set[int] = set()
        for (article, _), reading in zip(kept, readings, strict=True):
            kept_articles.mark_read(connection, article.id, reading)
            born, keys = _assign(database, connection, article, reading.claims, directory, judgements)
            touched |= keys
            count = Remembered(count.articles + 1, count.claims + len(reading.claims), count.stories + born)
        inherited = _inherit(before, kept_stories.keys_by_article(connection), told)
        for new, old in inherited.items():
            kept_stories.rename(connection, new, old)
        learn(database, connection, {inherited.get(key, key) for key in touched | frozen}, directory, judgements)
        kept_stories.settle_rebuild(connection, told)
    return count


def _assign(
    database: Database,
    connection: Connection,
    article: Article,
    claims: Sequence[Claim],
    directory: Directory,
    judgements: Sequence[Judgement],
) -> tuple[int, set[int]]:
    """Give each claim of an article its story. Returns how many were born, and all keys touched."""
    if not claims:
        return 0, set()
    handles = [stories.handles(claim, directory) for claim in claims]
    since = article.published - stories.LONGEST_WINDOW
    candidates = kept_stories.candidates(database, frozenset().union(*handles), since)
    born: dict[int, int] = {}
    keys: set[int] = set()
    assignments = stories.assign(article, claims, candidates, directory, judgements)
    for claim, claim_handles, assigned in zip(claims, handles, assignments, strict=True):
        key = assigned.story
        if not key:
            if assigned.group not in born:
                born[assigned.group] = kept_stories.bear(connection, article.published, assigned.memory)
            key = born[assigned.group]
        kept_articles.add_claim(connection, article.id, claim, key, assigned.reason)
        kept_stories.touch(connection, key, article.published, claim_handles)
        keys.add(key)
    return len(born), keys


def _person(database: Database, connection: Connection, move: Move, judgements: Sequence[Judgement]) -> int:
    """The number of the human whom a move names, remembered with this spelling."""
    name = move.person or ""
    handles = names.handles(name)
    companies = frozenset(filter(None, (move.company, move.from_company, move.to_company)))
    known = [
        people.Known(person, kept_people.companies_of(database, person.id))
        for person in kept_people.candidates(database, handles)
    ]
    number = people.choose(name, companies, known, judgements)
    if number is None:
        return kept_people.remember(connection, name, handles)
    for spelling in {name, *(told.claim.person for told in move.told if told.claim.person)}:
        kept_people.add_spelling(connection, number, spelling, names.handles(spelling))
    return number


def _inherit(
    before: dict[int, frozenset[int]], after: dict[int, frozenset[int]], told: frozenset[int]
) -> dict[int, int]:
    """Which old key each newly born story takes: {new key: old key}, one to one.

    `before` and `after` are the keys of each article's stories. A told story is served first, then the larger share of
    articles, then the older key.
    """
    old_keys = frozenset().union(*before.values())
    new_keys = frozenset().union(*after.values()) - old_keys
    free = old_keys.difference(*after.values())
    shared = Counter(
        (new, old)
        for article, keys in after.items()
        for new in keys & new_keys
        for old in before.get(article, frozenset()) & free
    )
    taken: dict[int, int] = {}
    for (new, old), _ in sorted(
        shared.items(), key=lambda pair: (pair[0][1] not in told, -pair[1], pair[0][1], pair[0][0])
    ):
        if new not in taken and old not in taken.values():
            taken[new] = old
    return taken
