"""A human's word on what the house believes: written down with who and when, and effective at once.

In: the database and a judgement. Out: the same, remembered, and the stories it touches believed afresh. It must never
weigh: a human's word outranks every score, the last word the ones before it, and none is ever dropped by a machine.

A false alarm names a story. A wrong company names a story and the company that it is not about. Two people that are
one, or one that is two, are named as written, with a company behind "@" where namesakes are to be told apart, or by
number; numbers do not outlive a rebuild, so they are written down as names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot import names, stories
from bot.companies import Directory
from bot.errors import UnknownName
from bot.memory.remembering import learn, unite
from bot.model import Judgement, Person, Verdict
from bot.names import Likeness
from bot.store import Connection, Database, forgotten
from bot.store import judgements as kept_judgements
from bot.store import moves as kept_moves
from bot.store import people as kept_people
from bot.store import stories as kept_stories


def judge(database: Database, judgement: Judgement, directory: Directory) -> None:
    """Record a human's word and act on it. Raises UnknownName where it is about nothing that is known here."""
    with database.write(durable=True) as connection:
        match judgement.verdict:
            case Verdict.FALSE_ALARM:
                judgement = replace(judgement, subject=str(_story(database, judgement.subject)))
                kept_judgements.record(connection, judgement)
                kept_stories.withdraw(connection, int(judgement.subject))
                learn(database, connection, [int(judgement.subject)], directory, kept_judgements.every(database))
            case Verdict.WRONG_COMPANY:
                judgement = _of_company(database, judgement, directory)
                kept_judgements.record(connection, judgement)
                learn(database, connection, [int(judgement.subject)], directory, kept_judgements.every(database))
                kept_stories.change(connection, [int(judgement.subject)])
            case Verdict.SAME_PERSON | Verdict.NOT_SAME_PERSON:
                judgement = _of_people(database, judgement)
                kept_judgements.record(connection, judgement)
                _meet_again(database, connection, judgement, directory)


def _story(database: Database, written: str) -> int:
    key = kept_stories.standing(database, int(written)) if written.isdecimal() else 0
    if not kept_stories.load(database, [key]):
        raise UnknownName(f"there is no story {written}")
    return key


def _of_company(database: Database, judgement: Judgement, directory: Directory) -> Judgement:
    key = _story(database, judgement.subject)
    told_of = {
        name
        for move in kept_moves.of_story(database, key)
        for name in (move.company, move.from_company, move.to_company)
        if name
    }
    if judgement.other is None:
        if len(told_of) != 1:
            raise UnknownName(f"which company is wrong in story {key}? It names {', '.join(sorted(told_of)) or 'none'}")
        return replace(judgement, subject=str(key), other=told_of.pop())
    name = directory.name(judgement.other)
    if name not in told_of:
        raise UnknownName(f"story {key} does not tell of {name}")
    return replace(judgement, subject=str(key), other=name)


def _of_people(database: Database, judgement: Judgement) -> Judgement:
    if judgement.other is None:
        raise UnknownName(f"{judgement.subject} and who else?")
    return replace(judgement, subject=_lasting(database, judgement.subject), other=_lasting(database, judgement.other))


def _lasting(database: Database, written: str) -> str:
    """Words for a person that hold when all numbers are new; with a company where the name alone is a namesake's too."""
    if not written.isdecimal():
        return written
    found = kept_people.load(database, [int(written)])
    if not found:
        raise UnknownName(f"nobody is known under the number {written}")
    person = found[0]
    namesakes = [other for other in _people(database, [person.name]) if other.id != person.id]
    companies = kept_people.companies_of(database, [person.id])[person.id]
    return f"{person.name} @ {min(companies)}" if namesakes and companies else person.name


def _people(database: Database, written: Sequence[str]) -> tuple[Person, ...]:
    """Everyone who may be meant by one of these names."""
    keys = frozenset().union(*map(names.looked_up_under, written))
    return tuple(
        person
        for person in kept_people.candidates(database, keys)
        if any(
            names.compare(name, spelling) is Likeness.SAME
            for name in written
            for spelling in (person.name, *person.aliases)
        )
    )


def _meet_again(database: Database, connection: Connection, judgement: Judgement, directory: Directory) -> None:
    """Forget whom the word is about, and learn from the stories again who they are; two stories may be one now."""
    judgements = kept_judgements.every(database)
    written = [name.partition("@")[0].strip() for name in (judgement.subject, judgement.other or "")]
    people = [person.id for person in _people(database, written)]
    keys = set(kept_moves.stories_of(database, people))
    forgotten.drop_people(connection, people)
    if judgement.verdict is Verdict.SAME_PERSON:
        _unite(database, connection, keys, directory, judgements)
    learn(database, connection, keys, directory, judgements)
    kept_stories.change(connection, keys)


def _unite(
    database: Database,
    connection: Connection,
    keys: set[int],
    directory: Directory,
    judgements: Sequence[Judgement],
) -> None:
    for story in kept_stories.load(database, keys).values():
        for one in story.told:
            now = kept_stories.load(database, {kept_stories.standing(database, key) for key in keys})
            tied = stories.tied(one.claim, one.article.published, tuple(now.values()), directory, judgements)
            unite(database, connection, one.article, tied, directory, judgements)
