"""`orgwatch forget`, `export` and `feedback`: people's data, and what humans said of what was told.

In: settings and what was typed. Out: text for standard output, or a named error. It must never forget anybody whom a
human has not picked from the list of namesakes.
"""

from __future__ import annotations

import json
from collections import defaultdict
from contextlib import closing

from bot import answer, documents, memory, names
from bot.app.house import now
from bot.companies import Directory
from bot.errors import UnknownName
from bot.model import Person
from bot.settings import Settings
from bot.store import Database, articles, deliveries, judgements
from bot.store import moves as kept_moves


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
        gone = memory.forget(database, person, Directory(settings.companies))
    return (
        f"Forgotten: {gone.claims} claims, {gone.articles} articles stripped, {gone.messages} messages that the running bot "
        "takes out of their channels. Copies of the database keep them until they expire."
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
    """How often humans called what was told a false alarm: by publisher, by kind, by rule, the worst first."""
    with closing(Database(settings.database)) as database:
        told = judgements.told_claims(database)
    stories_told = {story for story, *_ in told}
    false = {story for story, _, _, _, is_false in told if is_false}
    if not told:
        return "Nothing was told yet."
    lines = [_share("all", len(stories_told), len(false))]
    for at, word in ((1, "publisher"), (2, "kind"), (3, "rule")):
        groups: dict[str, set[int]] = defaultdict(set)
        for row in told:
            groups[str(row[at])].add(row[0])
        worst = sorted(groups.items(), key=lambda group: (-len(group[1] & false) / len(group[1]), group[0]))
        lines += ["", f"By {word}:", *(_share(name, len(keys), len(keys & false)) for name, keys in worst)]
    return "\n".join(lines)


def _share(name: str, told: int, false: int) -> str:
    return (
        f"{name}: {told} told, {false} false alarms, {100 * (told - false) / told:.0f} % right as far as anybody said"
    )


def _picked(found: tuple[tuple[Person, frozenset[str]], ...], number: int, name: str) -> Person:
    for person, _ in found:
        if person.id == number:
            return person
    raise UnknownName(f"number {number} is nobody whom “{name}” may mean")


def _describe(person: Person, companies: frozenset[str]) -> str:
    also = f", also written {', '.join(person.aliases)}" if person.aliases else ""
    return f"{person.name}{also}; seen with {', '.join(sorted(companies)) or 'no company'}"
