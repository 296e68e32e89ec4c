"""Taking a person out of the house, and giving them all there is.

In: the database and a person a human picked. Out: what was taken out. What goes: the person, every claim about them and
what followed from it, our messages that name them (the chat deletes them: `withdrawing`), and the articles' texts in
which they are named; other people's claims in the same articles stay. What stays is a one-way key of each spelling and
of each article, so that the next poll brings nothing back. It must never forget a namesake without a human's word on
which of them is meant; afterwards it cannot tell them apart, so whoever bears the same name is not taken in again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot import names, stories
from bot.companies import Directory
from bot.memory.filter import STRIPPED, host_of
from bot.memory.remembering import learn
from bot.memory.withdrawing import Withdrawn, clear, says, withdraw
from bot.model import Person, Subject
from bot.names import Likeness
from bot.store import Connection, Database, background, choices, deliveries, digests, forgotten
from bot.store import clusters as kept_clusters
from bot.store import judgements as kept_judgements
from bot.store import people as kept_people
from bot.store import stories as kept_stories

MOST_AT_ONCE = 20
"""People that one call lets go of, each in a transaction of its own: others write, too."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was taken out."""

    articles: int = 0
    claims: int = 0
    messages: int = 0


def namesakes(database: Database, name: str) -> tuple[tuple[Person, frozenset[str]], ...]:
    """Everyone whom this name may mean, each with the companies they were seen with: a human picks one."""
    found = [
        person
        for person in kept_people.candidates(database, names.looked_up_under(name))
        if any(names.compare(name, spelling) is not Likeness.DIFFERENT for spelling in (person.name, *person.aliases))
    ]
    seen_at = kept_people.companies_of(database, [person.id for person in found])
    return tuple((person, seen_at[person.id]) for person in found)


def forget(database: Database, person: Person, directory: Directory, now: datetime) -> Forgotten:
    """Take one person out, in one transaction, for good. Raises StoreError for the minute in which a message about them is
    on its way.
    """
    with forgotten.overwriting(database) as connection:
        salt = forgotten.salt(connection)
        forgotten.add(connection, {forgotten.seal(salt, key) for key in _keys(person)})
        gone, withdrawn = _take_out(database, connection, person, directory, now)
        clear(database, connection, withdrawn, now)
    return gone


def _keys(person: Person) -> set[str]:
    return {names.person_key(spelling) for spelling in (person.name, *person.aliases)}


def _take_out(
    database: Database, connection: Connection, person: Person, directory: Directory, now: datetime
) -> tuple[Forgotten, Withdrawn]:
    """Take one person out of every table. Returns what was taken, and the messages that name them."""
    keys, spellings = _keys(person), sorted({person.name, *person.aliases}, key=len, reverse=True)
    meant = [name for name in forgotten.claimed_names(connection) if names.person_key(name) in keys]
    about = forgotten.claims_about(connection, meant)
    touched = {story for _, _, story in about if story is not None}
    naming = forgotten.articles_naming(connection, spellings) | {article for _, article, _ in about}
    touched |= {story for article in naming for story in forgotten.stories_of(connection, article)}
    touched |= {
        story
        for story in kept_clusters.stories(database)
        if any(says(row.alert, spellings) for row in deliveries.of_story(database, story))
    }
    numbers = (*touched, *deliveries.digest_numbers(database))
    withdrawn = withdraw(database, connection, numbers, spellings, now)
    for alert in digests.waiting(database, None, told=True):
        if says(alert, spellings):
            digests.drop(connection, alert.channel.id, alert.story)
    for mute in choices.mutes(database):
        if mute.subject is Subject.PERSON and names.person_key(mute.name) in keys:
            choices.drop_mute(connection, mute.number)
    forgotten.drop_claims(connection, [claim for claim, _, _ in about])
    salt = forgotten.salt(connection)
    for number, (key, url) in forgotten.article_keys(connection, naming).items():
        mark = forgotten.seal(salt, key)
        forgotten.add(connection, [mark])
        forgotten.strip_article(connection, number, STRIPPED + mark.hex(), host_of(url), spellings)
    _believe_again(database, connection, touched, directory)
    forgotten.drop_people(connection, [person.id])
    background.forget(connection, spellings)
    forgotten.drop_judgements(
        connection,
        [
            number
            for number, subject, other in forgotten.judged_names(connection)
            if {names.person_key(subject), names.person_key(other)} & keys
        ],
    )
    return Forgotten(len(naming), len(about), withdrawn.messages), withdrawn


def forget_again(database: Database, directory: Directory, now: datetime) -> int:
    """After a copy was put back: forget once more whom it still knows. Returns how many."""
    sealed = forgotten.sealed(database)
    if not sealed:
        return 0
    with database.write() as connection:
        salt = forgotten.salt(connection)
    again = [
        person
        for person in kept_people.everyone(database)
        if any(
            forgotten.seal(salt, names.person_key(spelling)) in sealed for spelling in (person.name, *person.aliases)
        )
    ]
    for person in again:
        forget(database, person, directory, now)
    return len(again)


def forget_unbelieved(database: Database, before: datetime, directory: Directory, now: datetime) -> int:
    """Let go of people of whom nothing but rumour was ever told, and that before then. Returns how many; a few a call.

    They go from everything but the chat, where what was posted is the chat's to keep; and whoever is told of anew is
    remembered anew. Raises StoreError for the minute in which a message about them is on its way.
    """
    found = forgotten.unbelieved(database.connection(), before, MOST_AT_ONCE)
    for name in found:
        alike = kept_people.candidates(database, names.looked_up_under(name))
        same = [person for person in alike if name in (person.name, *person.aliases)]
        with forgotten.overwriting(database) as connection:
            for person in same or [Person(0, name)]:
                _take_out(database, connection, person, directory, now)
    return len(found)


def _believe_again(database: Database, connection: Connection, touched: Iterable[int], directory: Directory) -> None:
    """What is left of the stories: found under the keys of the claims that stay, or gone."""
    left = []
    for story in touched:
        forgotten.drop_handles(connection, story)
        told = kept_stories.load(database, [story])[story].told
        for one in told:
            kept_stories.touch(connection, story, one.article.published, stories.handles(one.claim, directory))
        if told:
            left.append(story)
        else:
            forgotten.drop_story(connection, story)
    learn(database, connection, left, directory, kept_judgements.every(database))
