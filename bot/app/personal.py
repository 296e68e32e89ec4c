"""`orgwatch forget`, `export` and `feedback`: people's data, and what humans said of what was told.

In: settings and what was typed. Out: text for standard output, or a named error. It must never forget anybody whom a
human has not picked from the list of namesakes.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Set
from contextlib import closing

from bot import answer, curate, documents, memory, names
from bot.app.desk import desk_of
from bot.app.house import now
from bot.curate import OPERATOR
from bot.errors import UnknownName
from bot.languages.wording import Count
from bot.model import Person
from bot.settings import Settings
from bot.store import Database, articles, deliveries, judgements
from bot.store import moves as kept_moves

MONTHS = 6
"""How far back `feedback` shows how it went."""


def forget(settings: Settings, name: str, number: int | None) -> str:
    """List whom the name may mean, or forget the one with this number. Raises UnknownName, StoreError."""
    with closing(Database(settings.database)) as database:
        found = memory.namesakes(database, name)
        if not found:
            raise UnknownName(f"nobody is remembered as “{name}”")
        if number is None:
            lines = [f"{person.id}: {_describe(person, companies)}" for person, companies in found]
            return "\n".join([*lines, "Nobody was forgotten. Say who is meant: orgwatch forget NAME --person NUMBER"])
        person = _picked(found, number, name)
        gone = curate.forget(desk_of(settings, database), OPERATOR, now(), person)
    return (
        f"Forgotten: {Count(gone.claims):# claim|# claims}, {Count(gone.articles):# article|# articles} stripped, "
        f"{Count(gone.messages):# message|# messages} that the running bot takes out of Slack. "
        "Copies of the database keep them until they expire."
    )


def export(settings: Settings, name: str, number: int | None) -> str:
    """All there is about one person, as JSON. Raises UnknownName; with the list where the name means several."""
    with closing(Database(settings.database)) as database:
        found = memory.namesakes(database, name)
        if not found:
            raise UnknownName(f"nobody is remembered as “{name}”")
        if number is None and len(found) > 1:
            people = "; ".join(f"{person.id}: {_describe(person, companies)}" for person, companies in found)
            raise UnknownName(f"“{name}” may be several people, say which with --person: {people}")
        person = found[0][0] if number is None else _picked(found, number, name)
        keys = sorted({move.story for move in kept_moves.of_person(database, person.id)})
        spelled = {names.person_key(spelling) for spelling in (person.name, *person.aliases)}
        claims = [told for key in keys for _, _, told in articles.told_by(database, "c.story = ?", [key])]
        document = {
            "profile": documents.profile(answer.person(database, person.id, now())),
            "spellings": [person.name, *person.aliases],
            "claims": [
                {**documents.claim(told.claim), "article": documents.article(told.article)}
                for told in claims
                if told.claim.person and names.person_key(told.claim.person) in spelled
            ],
            "messages": [
                {
                    "channel": row.channel,
                    "state": row.state,
                    "stage": row.stage,
                    "text": row.alert.headline,
                    "at": documents.when(row.last_attempt),
                }
                for key in keys
                for row in deliveries.of_story(database, key)
            ],
        }
    return json.dumps(document, ensure_ascii=False, indent=1)


def feedback(settings: Settings) -> str:
    """How often humans called what was told a false alarm: by publisher, by kind, by rule, the worst first, each over time."""
    with closing(Database(settings.database)) as database:
        told = judgements.told_claims(database)
    stories_told = {row[0] for row in told}
    months = {row[0]: row[4] for row in told}
    false = {row[0] for row in told if row[5]}
    if not told:
        return "Nothing was told yet."
    lines = [_share("all", stories_told, false, months)]
    for at, word in ((1, "publisher"), (2, "kind"), (3, "rule")):
        groups: dict[str, set[int]] = defaultdict(set)
        for row in told:
            groups[str(row[at])].add(row[0])
        worst = sorted(groups.items(), key=lambda group: (-len(group[1] & false) / len(group[1]), group[0]))
        lines += ["", f"By {word}:", *(_share(name, keys, false, months) for name, keys in worst)]
    return "\n".join(lines)


def _share(name: str, told: Set[int], false: Set[int], months: Mapping[int, str]) -> str:
    """One line: how much was told and how much of it was right, in all and in each of the last months that told any."""
    by_month: dict[str, set[int]] = defaultdict(set)
    for story in told:
        by_month[months[story]].add(story)
    latest = sorted(by_month.items())[-MONTHS:]
    over_time = ", ".join(f"{month}: {_right(keys, false)}" for month, keys in latest)
    return (
        f"{name}: {len(told)} told, {Count(len(told & false)):# false alarm|# false alarms}, {_right(told, false)} right"
        f" as far as anybody said ({over_time})"
    )


def _right(told: Set[int], false: Set[int]) -> str:
    return f"{100 * len(told - false) / len(told):.0f} %"


def _picked(found: tuple[tuple[Person, frozenset[str]], ...], number: int, name: str) -> Person:
    for person, _ in found:
        if person.id == number:
            return person
    raise UnknownName(f"number {number} is nobody whom “{name}” may mean")


def _describe(person: Person, companies: frozenset[str]) -> str:
    also = f", also written {', '.join(person.aliases)}" if person.aliases else ""
    return f"{person.name}{also}; seen with {', '.join(sorted(companies)) or 'no company'}"
