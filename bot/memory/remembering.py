"""How the house comes to believe: an article and its claims become story, moves and people, in one transaction.

    claim -reconcile, handles-> candidate stories -assign-> story -believe-> moves -choose-> people

In: articles with what was read in them. Out: the same, remembered. It stands between the flows and the store because
two of them need it: collect remembers what is new, rebuild remembers all kept articles again. It must never post, and
never decide: stories and people decide, this writes down.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from bot import articles, names, people, stories
from bot.companies import Directory
from bot.memory import clusters
from bot.memory.filter import Filter
from bot.model import Article, Claim, Judgement, Move, Reading
from bot.store import Connection, Database, portions
from bot.store import articles as kept_articles
from bot.store import clusters as kept_clusters
from bot.store import judgements as kept_judgements
from bot.store import moves as kept_moves
from bot.store import people as kept_people
from bot.store import stories as kept_stories

TOGETHER = 200
"""Stories that are loaded at once to be believed."""

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
    known = Filter(database, connection)
    for article, reading in (known.clean(*pair) for pair in read):
        number = kept_articles.add(connection, article, reading, articles.signature(article), first_fetch)
        if number is None:
            continue
        born, keys = _assign(database, connection, article, number, reading.claims, directory, judgements)
        touched |= keys
        count = Remembered(count.articles + 1, count.claims + len(reading.claims), count.stories + born)
    learn(database, connection, touched, directory, judgements)
    if touched and not first_fetch:
        clusters.find(database, connection, touched, directory, max(article.seen for article, _ in read))
    return count


def learn(
    database: Database,
    connection: Connection,
    keys: Iterable[int],
    directory: Directory,
    judgements: Sequence[Judgement],
) -> None:
    """Believe these stories afresh, and write down who that makes whom, inside the caller's transaction.

    Of a false alarm nothing is believed.
    """
    keys = sorted(keys)
    before = kept_moves.people_of(database, keys)
    left = kept_moves.left_companies(database, keys)
    for portion in portions(keys, TOGETHER):
        loaded = kept_stories.load(database, portion)
        claims = kept_articles.claim_numbers(database, portion)
        for key in portion:
            story = loaded[key]
            numbers = dict(zip(story.told, claims[key], strict=True))
            moves = [
                replace(move, story=key, person_id=_person(database, connection, move, judgements))
                if move.person
                else move
                for move in (() if story.withdrawn else stories.believe(story, directory, judgements))
            ]
            kept_moves.write(connection, key, moves, numbers)
    kept_people.forget_moveless(connection, before)
    kept_clusters.change(connection, left | kept_moves.left_companies(database, keys))


def rebuild(database: Database, read: Read, directory: Directory) -> Remembered:
    """Read all kept articles again with today's rules. Tells nobody: what is newly found in old articles is memory only.

    A story inherits the key of the story that it is (`_inherit`); of two told stories that are one now, the younger is
    merged into the older. What waited to be told still waits. All in one transaction: a rebuild that dies has changed
    nothing. Returns what stands afterwards.
    """
    judgements = kept_judgements.every(database)
    # What was read is kept without its text: three years of texts are more than a small machine's memory.
    pairs = [(replace(kept, summary="", text=""), read(kept)) for kept, _ in kept_articles.all_with_text(database)]
    count = Remembered()
    with database.write(durable=True) as connection:
        before = kept_stories.keys_by_article(connection)
        told, withdrawn = kept_stories.told_keys(connection), kept_stories.withdrawn_keys(connection)
        waiting = kept_stories.waiting(connection)
        kept_articles.forget_claims(connection, [article.id for article, _ in pairs])
        kept_people.forget_all(connection)
        frozen = kept_stories.forget_unfounded(connection)
        touched: set[int] = set()
        known = Filter(database, connection)
        for article, whole in pairs:
            reading = known.clean(article, whole)[1]
            kept_articles.mark_read(connection, article.id, reading)
            born, keys = _assign(database, connection, article, article.id, reading.claims, directory, judgements)
            touched |= keys
            count = Remembered(count.articles + 1, count.claims + len(reading.claims), count.stories + born)
        inherited, merged = _inherit(before, kept_stories.keys_by_article(connection), told, withdrawn)
        for new, old in inherited.items():
            kept_stories.rename(connection, new, old)
        for younger, older in merged.items():
            kept_stories.merge(connection, younger, older)
        learn(database, connection, {inherited.get(key, key) for key in touched | frozen}, directory, judgements)
        kept_stories.settle_rebuild(connection, told, waiting)
    return count


def _assign(
    database: Database,
    connection: Connection,
    article: Article,
    number: int,
    claims: Sequence[Claim],
    directory: Directory,
    judgements: Sequence[Judgement],
) -> tuple[int, set[int]]:
    """Give each claim of an article, kept under `number`, its story. Returns how many were born, and all keys touched."""
    if not claims:
        return 0, set()
    article = replace(article, id=number)
    claims = stories.reconcile(claims, directory)
    spelt = [_spellings(claim, judgements) for claim in claims]
    looks = {look for one in chain.from_iterable(spelt) for look in stories.looks(one, article.published, directory)}
    found = (kept_stories.found_under(database, look.handles, look.since, look.unnamed) for look in looks)
    candidates = tuple(kept_stories.load(database, frozenset().union(*found)).values())
    born: dict[int, int] = {}
    keys: set[int] = set()
    assignments = stories.assign(article, claims, candidates, directory, judgements)
    for claim, spellings, assigned in zip(claims, spelt, assignments, strict=True):
        key = assigned.story
        if not key:
            if assigned.group not in born:
                born[assigned.group] = kept_stories.bear(connection, article.published, assigned.memory)
            key = born[assigned.group]
        kept_articles.add_claim(connection, article.id, claim, key, assigned.reason)
        handles = frozenset().union(*(stories.handles(one, directory) for one in spellings))
        kept_stories.touch(connection, key, article.published, handles)
        keys.add(key)
    for claim in claims:
        tied = stories.tied(claim, article.published, candidates, directory, judgements)
        keys |= unite(database, connection, article, tied, directory, judgements)
    return len(born), keys


def _spellings(claim: Claim, judgements: Sequence[Judgement]) -> tuple[Claim, ...]:
    """The claim as it is, and with each name that a human called the same person's: it is kept and found under all."""
    called = names.also_called(claim.person, judgements) if claim.person else frozenset()
    return (claim, *(replace(claim, person=name) for name in sorted(called)))


def unite(
    database: Database,
    connection: Connection,
    article: Article,
    tied: Sequence[int],
    directory: Directory,
    judgements: Sequence[Judgement],
) -> set[int]:
    """Make one of these stories, which a claim of the article ties together, where they are one (`stories.is_one`).

    A told story stays before one that was not, then the older. A false alarm and a story that is none stay two. Returns
    the stories that others were merged into.
    """
    if len(tied) < 2:
        return set()
    told = kept_stories.told_keys(connection)
    first, *others = sorted(tied, key=lambda key: (key not in told, key))
    changed = set()
    for key in others:
        found = kept_stories.load(database, (first, key))
        older, younger = found[first], found[key]
        tie = tuple(one for one in younger.told if one.article.id == article.id)
        apart = tuple(one for one in younger.told if one not in tie)
        older, younger = replace(older, told=older.told + tie), replace(younger, told=apart)
        if older.withdrawn == younger.withdrawn and stories.is_one(older, younger, directory, judgements):
            kept_stories.merge(connection, key, first)
            changed.add(first)
    return changed


def _person(database: Database, connection: Connection, move: Move, judgements: Sequence[Judgement]) -> int:
    """The number of the human whom a move names, remembered with this spelling."""
    name = move.person or ""
    companies = frozenset(filter(None, (move.company, move.from_company, move.to_company)))
    called = (name, *names.also_called(name, judgements))
    found = kept_people.candidates(database, frozenset().union(*map(names.looked_up_under, called)))
    seen_at = kept_people.companies_of(database, [person.id for person in found])
    known = [people.Known(person, seen_at[person.id]) for person in found]
    number = people.choose(name, companies, known, judgements)
    if number is None:
        return kept_people.remember(connection, name, names.kept_under(name))
    for spelling in {name, *(told.claim.person for told in move.told if told.claim.person)}:
        kept_people.add_spelling(connection, number, spelling, names.kept_under(spelling))
    shown = next(person.name for person in found if person.id == number)
    if names.fullness(shown)[0] < 2 <= names.fullness(name)[0]:
        # First met by the surname or an initial. A longer name than two words is none better: it may hold a misread one.
        kept_people.show(connection, number, name)
    return number


def _inherit(
    before: dict[int, frozenset[int]],
    after: dict[int, frozenset[int]],
    told: frozenset[int],
    withdrawn: frozenset[int],
) -> tuple[dict[int, int], dict[int, int]]:
    """Which old key each newly born story takes, one to one, as {new key: old key}; and the told stories that are part
    of a new story which took another's key, as {younger key: older key}.

    `before` and `after` are the keys of each article's stories. A told story is served first, then one that no human
    withdrew, then the larger share of articles, then the older key.
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
    order = sorted(
        shared,
        key=lambda pair: (pair[1] not in told, pair[1] in withdrawn, -shared[pair], pair[1], pair[0]),
    )
    taken: dict[int, int] = {}
    for new, old in order:
        if new not in taken and old not in taken.values():
            taken[new] = old
    merged: dict[int, int] = {}
    for old in sorted((free & told) - frozenset(taken.values())):
        new = next((new for new, shares in order if shares == old), 0)
        heir = taken.get(new, old)
        if heir == old or (heir in withdrawn) != (old in withdrawn):
            continue
        # The older stays: it takes the new story over from a younger heir.
        older, younger = min(heir, old), max(heir, old)
        taken[new] = older
        merged = {key: older if into == younger else into for key, into in merged.items()} | {younger: older}
    return taken, merged
