"""Puts a pack together from the folder of a language.

In: the folder's TOML tables and word lists, and how its verbs are inflected. Out: a `Pack`. It must never hold a word itself.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from bot.languages.lists import common_words, lines_if_any, spelt
from bot.languages.pack import Forms, Hedge, Move, Pack, Stays, Trigger, Voice
from bot.languages.phrases import Phrases, Tails
from bot.model import ClaimStatus, Extent, Kind, Rank, Unit

Inflect = Callable[[str], Forms]


def read_pack(code: str, inflect: Inflect) -> Pack:
    """The pack in the folder `code`. `inflect` gives the forms of a verb from its entry in moves.toml."""
    folder = files("bot.languages") / code
    grammar = tomllib.loads((folder / "grammar.toml").read_text("utf-8"))
    roles = tomllib.loads((folder / "roles.toml").read_text("utf-8"))
    moves = tomllib.loads((folder / "moves.toml").read_text("utf-8"))
    certainty = tomllib.loads((folder / "certainty.toml").read_text("utf-8"))
    silence = tomllib.loads((folder / "silence.toml").read_text("utf-8"))
    heads = {
        spelling: Rank[rank.upper()]
        for rank, text in roles["heads"].items()
        for head in text.split()
        for spelling in (head, head.replace("'", "’"))
    }
    tails = {tail: Rank[rank.upper()] for rank, text in roles.get("tails", {}).items() for tail in text.split()}
    elided = frozenset(grammar.get("elided", "").split())
    classes: dict[str, set[str]] = {}
    class_phrases: list[tuple[tuple[str, ...], str]] = []
    for name, entries in grammar["classes"].items():
        for entry in entries if isinstance(entries, list) else entries.split():
            for words in spelt(entry, elided):
                if len(words) == 1 or not (" " in entry or "-" in entry):
                    classes.setdefault("".join(words), set()).add(name)
                else:
                    class_phrases.append((words, name))
    for entry in grammar.get("verbs", ()):
        forms = inflect(entry)
        for form in (*forms.active, *forms.participles):
            classes.setdefault(form, set()).add("verb")
    for word in lines_if_any(folder / "verbs.txt"):
        classes.setdefault(word, set()).add("verb")
    endings = grammar.get("role_endings", "").split()
    for table in (heads, tails):
        for word, rank in tuple(table.items()):
            for form in (f"{word}{ending}" for ending in endings):
                if form not in classes:
                    table.setdefault(form, rank)
    members: dict[str, list[str]] = {}
    for word, names in classes.items():
        for name in names - {"verb"}:
            members.setdefault(name, []).append(word)
    pack = Pack(
        code=code,
        nouns_capitalised=grammar["nouns_capitalised"],
        free_order=grammar["free_order"],
        genitive=tuple(grammar["genitive"]),
        words=shared(classes),
        phrases=Phrases(class_phrases),
        role_heads=heads,
        role_phrases=Phrases(
            (tokens, Rank[rank.upper()])
            for rank, entries in roles["phrases"].items()
            for phrase in entries
            for tokens in spelt(phrase, elided)
        ),
        role_tails=Tails(tails),
        triggers=triggers(moves["move"], inflect),
        particles=frozenset(inflect(verb).particle for move in moves["move"] for verb in move.get("verbs", ())) - {""},
        hedges=Phrases(
            (tokens, Hedge(None if status == "silent" else ClaimStatus(status), scope))
            for status, scopes in certainty.items()
            for scope, cues in scopes.items()
            for cue in cues
            for tokens in spelt(cue, elided)
        ),
        silence=Phrases(
            (tokens, float(weight))
            for weight, cues in silence["cues"].items()
            for cue in cues
            for tokens in spelt(cue, elided)
        ),
        silent_roles=frozenset(f"{word}{ending}" for word in silence["roles"].split() for ending in ("", *endings)),
        silent_role_tails=tuple(silence.get("role_tails", "").split()),
        silent_people=frozenset(silence.get("people", ())),
        silent_orgs=frozenset(silence["orgs"].split()),
        silent_org_heads=frozenset(silence.get("org_heads", "").split()),
        silent_org_tails=tuple(silence.get("org_tails", "").split()),
        common=common_words(code),
        common_tails=frozenset(grammar.get("common_tails", "").split()),
        abbreviations=frozenset(grammar["abbreviations"].split()),
        weak_ending=grammar.get("weak_ending", ""),
        house_endings={end: tuple(tails) for end, tails in grammar.get("house_endings", {}).items()},
        labels=frozenset(grammar.get("labels", "").split()),
        credits=tuple(grammar.get("credits", ())),
        stop_words=frozenset(grammar["stop_words"].split()),
        open_roles={
            first: {last: Rank[rank.upper()] for rank, text in ends.items() for last in text.split()}
            for first, ends in roles.get("open", {}).items()
        },
        links=frozenset(grammar["links"].split()),
        agents=frozenset(grammar.get("agents", "").split()),
        role_starts=tuple(roles.get("starts", "").split()),
        role_prefixes=frozenset(roles.get("prefixes", "").split()),
        elided=elided,
        career=frozenset(grammar.get("career", "").split()),
        endings=tuple(grammar.get("endings", "").split()),
        declined_endings=tuple(grammar.get("declined_endings", "").split()),
        adjective_endings=tuple(grammar.get("adjective_endings", "").split()),
        opening_adjectives=tuple(
            stem + ending
            for stem in grammar.get("adjective_stems", "").split()
            for ending in grammar.get("opening_endings", "").split()
        ),
        linkers=tuple(grammar.get("linkers", "").split()),
        surname_tails=tuple(grammar.get("surname_tails", "").split()),
        class_tails=Tails(class_tails(grammar.get("tails", {}))),
        weak=frozenset(grammar.get("weak", "").casefold().split()),
        parts=frozenset(grammar.get("common_parts", "").split()),
        first_words=frozenset(lines_if_any(folder / "common_more.txt")),
        small=frozenset(lines_if_any(folder / "small.txt")),
        verbless=next((read_move(move) for move in moves["move"] if move.get("verbless")), None),
        by_class={name: frozenset(words) for name, words in members.items()},
        plural_endings=tuple(grammar.get("plural_endings", "").split()),
        plural_nouns=tuple(grammar.get("plural_nouns", "").split()),
        group_rules=frozenset(move["name"] for move in moves["move"] if "group" in move),
        rising_rules=frozenset(move["name"] for move in moves["move"] if move.get("kind") == Kind.PROMOTION),
        infinitive_endings=tuple(grammar.get("infinitive_endings", "").split()),
        past_forms=frozenset(
            form.casefold() for move in moves["move"] for verb in move.get("verbs", ()) for form in inflect(verb).past
        ),
        counts=tuple(grammar.get("counts", "").split()),
        case_marks={word: frozenset(marks.split()) for word, marks in grammar.get("case_marks", {}).items()},
        stays=read_stays(folder),
    )
    tables = (pack.phrases.firsts, pack.role_phrases.firsts, pack.triggers.firsts)
    firsts = frozenset[str]().union(*tables, heads, pack.open_roles, pack.role_prefixes)
    return replace(pack, known=firsts.union(pack.hedges.firsts, pack.words), openers=firsts | pack.particles)


def shared(classes: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """The classes of each word; words of the same classes, which most are, share one set."""
    sets: dict[frozenset[str], frozenset[str]] = {}
    found: dict[str, frozenset[str]] = {}
    for word, names in classes.items():
        own = frozenset(names)
        found[word] = sets.setdefault(own, own)
    return found


def class_tails(tails: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """The classes of each end of a compound."""
    found: dict[str, frozenset[str]] = {}
    for name, text in tails.items():
        for tail in text.split():
            found[tail] = found.get(tail, frozenset()) | {name}
    return found


def triggers(moves: Iterable[Mapping[str, Any]], inflect: Inflect) -> Phrases[tuple[Trigger, ...]]:
    """All forms of all moves; a form that several moves share (German verbs with particles) keeps them all."""
    found: dict[tuple[str, ...], list[Trigger]] = {}

    def add(form: str, trigger: Trigger) -> None:
        for tokens in spelt(form):
            found.setdefault(tokens, []).append(trigger)

    for entry in moves:
        move = read_move(entry)
        of_work = frozenset(entry.get("of_work", ()))
        for verb in entry.get("verbs", ()):
            forms, work = inflect(verb), verb in of_work
            for form in forms.active:
                add(form, Trigger(move, Voice.ACTIVE, "", form in forms.past, form == forms.gerund, work))
            for form in forms.participles:
                add(form, Trigger(move, Voice.ANY, "", form in forms.past, of_work=work))
            for form in forms.passives:
                add(form, Trigger(move, Voice.PASSIVE, "", form in forms.past, of_work=work))
            for form in forms.apart:
                add(form, Trigger(move, Voice.ACTIVE, forms.particle))
        for phrase in entry.get("phrases", ()):
            add(phrase, Trigger(move, Voice.ACTIVE))
        for phrase in entry.get("passives", ()):
            add(phrase, Trigger(move, Voice.PASSIVE))
        for noun in entry.get("nouns", ()):
            add(noun, Trigger(move, Voice.NOUN))
    return Phrases(
        (form, tuple(dict.fromkeys(entries) if len(entries) > 1 else entries)) for form, entries in found.items()
    )


def read_stays(folder: Traversable) -> Stays | None:
    """The table stays.toml, None where a language has none."""
    file = folder / "stays.toml"
    if not file.is_file():
        return None
    table = tomllib.loads(file.read_text("utf-8"))

    def phrases(name: str) -> Phrases[str]:
        return Phrases((tokens, name) for phrase in table[name] for tokens in spelt(phrase))

    return Stays(
        units={
            word: (Unit(unit), int(count))
            for unit, sizes in table["units"].items()
            for count, words in sizes.items()
            for word in words.split()
        },
        counts={word: int(count) for count, words in table["counts"].items() for word in words.split()},
        extents=Phrases(
            (tokens, Extent(extent))
            for extent, entries in table["extents"].items()
            for phrase in entries
            for tokens in spelt(phrase)
        ),
        leads=frozenset(table["leads"].split()),
        fillers=frozenset(table["fillers"].split()),
        tails=phrases("tails"),
        joinings=phrases("joinings"),
        holders=frozenset(table["holders"].split()),
        works=frozenset(table["works"].split()),
        homes=frozenset(table["homes"].split()),
        not_behind=frozenset(table["not_behind"].split()),
        not_before=frozenset(table["not_before"].split()),
        posts=phrases("posts"),
        befores=phrases("befores"),
        nevers=frozenset(table["nevers"].split()),
        starts=frozenset(table["starts"].split()),
    )


def read_move(entry: Mapping[str, Any]) -> Move:
    """One table of moves.toml."""

    def at(slot: str) -> frozenset[str]:
        words = entry.get(slot, "").split()
        return frozenset(word.replace("_", " ") if slot.endswith("_at") else word for word in words)

    return Move(
        name=entry["name"],
        kind=Kind(entry["kind"]) if "kind" in entry else None,
        person=entry.get("person", ""),
        org=entry.get("org", ""),
        org_slot=entry.get("org_slot", "org"),
        role_at=at("role_at"),
        from_at=at("from_at"),
        to_at=at("to_at"),
        org_at=at("org_at"),
        person_at=at("person_at"),
        predecessor=entry.get("predecessor", ""),
        object=at("object"),
        successor_at=at("successor_at"),
        object_left=entry.get("object_left", False),
        team=entry.get("team", False),
        not_at=at("not_at"),
        adjacent=entry.get("adjacent", False),
        group=Kind(entry["group"]) if "group" in entry else None,
        needs=at("needs"),
        beside=at("beside"),
        tenure=entry.get("tenure", ""),
        status=ClaimStatus(entry["status"]) if "status" in entry else None,
        prior=entry.get("prior", 0.9),
        post=entry.get("post", ""),
    )
