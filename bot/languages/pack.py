"""What a language brings: words with their classes, roles, moves, hedges and silent cues, read from its folder.

In: the folder of a language (TOML tables and word lists). Out: a frozen `Pack`, the only thing the engine knows of
a language. It must never decide anything: how the words are put together is the engine's business.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from bot.languages.phrases import Phrases, Tails
from bot.model import ClaimStatus, Kind, Rank

Inflect = Callable[[str], "Forms"]


class Voice(StrEnum):
    """Which way a form of a verb looks: ANY needs an auxiliary or its neighbours to tell."""

    ACTIVE = "active"
    PASSIVE = "passive"
    ANY = "any"
    NOUN = "noun"


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of one verb: finite ones and infinitives are active, participles may be either.

    `apart` are the finite forms of a separable verb, whose `particle` stands later in the clause. `passives` are
    participles that are never active as they stand.
    """

    active: tuple[str, ...]
    participles: tuple[str, ...]
    apart: tuple[str, ...] = ()
    particle: str = ""
    past: tuple[str, ...] = ()
    gerund: str = ""
    passives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """A predicate as data: what it claims and which place in its sentence fills which slot.

    `person` and `org` are "subject", "object" or "" (not an argument). `org_slot` is the slot the organisation fills.
    `*_at` are the prepositions that lead to a slot, those of several words joined by underscores; "object" in `role_at`
    means a bare role may follow.
    `needs` are the slots without which there is no claim; `object` are the classes of things one of which must be
    the object; `adjacent` asks that the subject stands right before, `not_at` are prepositions behind which the
    verb means something else.
    `successor_at` leads to who follows ("replaces X with Y"); `object_left` lets the object stand before the verb;
    `team` asks for a firm's team as subject.
    `group` is the kind where the person is a group without names. `predecessor` is where the one who went stands.
    """

    name: str
    kind: Kind | None
    person: str = ""
    org: str = ""
    org_slot: str = "org"
    role_at: frozenset[str] = frozenset()
    from_at: frozenset[str] = frozenset()
    to_at: frozenset[str] = frozenset()
    org_at: frozenset[str] = frozenset()
    person_at: frozenset[str] = frozenset()
    predecessor: str = ""
    object: frozenset[str] = frozenset()
    successor_at: frozenset[str] = frozenset()
    object_left: bool = False
    team: bool = False
    adjacent: bool = False
    not_at: frozenset[str] = frozenset()
    group: Kind | None = None
    needs: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    """Classes of words, one of each must stand in the clause ("nicht mehr", "künftig")."""
    status: ClaimStatus | None = None
    prior: float = 0.9
    post: str = ""
    """The post that the predicate itself names."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """One form of a move. `particle` must stand later in the clause (separable verbs). `past` and `gerund` tell the
    form's tense, where the language's inflection does.
    """

    move: Move
    voice: Voice
    particle: str = ""
    past: bool = False
    gerund: bool = False


@dataclass(frozen=True, slots=True)
class Hedge:
    """A cue of certainty. `scope` is "document", "sentence" or "clause". Without a status it silences what it
    governs.
    """

    status: ClaimStatus | None
    scope: str


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """A language as the engine sees it."""

    code: str
    nouns_capitalised: bool
    free_order: bool
    genitive: tuple[str, ...]
    words: Mapping[str, frozenset[str]]
    phrases: Phrases[str]
    role_heads: Mapping[str, Rank]
    role_phrases: Phrases[Rank]
    role_tails: Tails[Rank]
    triggers: Phrases[tuple[Trigger, ...]]
    particles: frozenset[str]
    hedges: Phrases[Hedge]
    silence: Phrases[float]
    silent_roles: frozenset[str]
    silent_role_tails: tuple[str, ...]
    silent_orgs: frozenset[str]
    silent_org_tails: tuple[str, ...]
    common: frozenset[str]
    common_tails: frozenset[str]
    abbreviations: frozenset[str]
    stop_words: frozenset[str]
    open_roles: Mapping[str, Mapping[str, Rank]] = field(default_factory=dict)
    """First words of roles that are open in the middle, with the words that may close them ("chief … officer")."""
    role_prefixes: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    """Prepositions that carry an organisation's name on ("University of …")."""
    agents: frozenset[str] = frozenset()
    """Prepositions before whoever does what a passive tells ("by")."""
    known: frozenset[str] = frozenset()
    """Every word that something in the pack begins with."""
    career: frozenset[str] = frozenset()
    """Words between a person and an earlier firm ("was with Acme")."""
    endings: tuple[str, ...] = ()
    linkers: tuple[str, ...] = ()
    adjective_endings: tuple[str, ...] = ()
    declined_endings: tuple[str, ...] = ()
    """Ends of an adjective whose last letter is gone in the nominative ("Deutschen Bank")."""
    surname_tails: tuple[str, ...] = ()
    class_tails: Tails[str] = field(default_factory=lambda: Tails({}))
    """Ends of compounds that give a noun its class."""
    weak: frozenset[str] = frozenset()
    """Forms of moves so common that only a post or a number of staff in the text makes them worth reading."""
    parts: frozenset[str] = frozenset()
    """Nouns that are family names too: no words by themselves, yet parts of compounds."""
    first_words: frozenset[str] = frozenset()
    """Words that are given names too, yet read as words unless a family name follows."""
    by_class: Mapping[str, frozenset[str]] = field(default_factory=dict)
    plural_endings: tuple[str, ...] = ()
    """Ends of verbs that agree with several."""
    infinitive_endings: tuple[str, ...] = ()
    small: frozenset[str] = frozenset()
    """Words that are never nouns."""
    verbless: Move | None = None
    """What a headline without a verb claims that only names a new post ("Neuer Chef bei Acme")."""
    past_forms: frozenset[str] = frozenset()
    """Finite forms of the past that their ending does not show."""
    case_marks: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Articles and what cases they can mark: nom, acc, dat, gen, and "plural" or "singular" where they show it."""

    def members(self, name: str) -> frozenset[str]:
        """The words of a class."""
        return self.by_class.get(name, NO_CLASSES)

    def is_role(self, word: str) -> bool:
        """Whether a lower-case word names a post."""
        return word in self.role_heads or self.role_tails.find(word) is not None

    def classes(self, word: str) -> frozenset[str]:
        """The classes of a lower-case token; empty where the pack does not know it."""
        return self.words.get(word, NO_CLASSES)


NO_CLASSES: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Names:
    """Names of all languages together: given and family names, known organisations, places, legal forms."""

    given: frozenset[str]
    family: frozenset[str]
    companies: Phrases[None]
    places: frozenset[str]
    legal_forms: frozenset[str]
    org_words: frozenset[str]
    particles: frozenset[str]
    suffixes: frozenset[str]
    institutions: frozenset[str]
    everyday: frozenset[str]
    apostrophes: frozenset[str]
    """Firms whose own name ends in a possessive, without it ("domino")."""


def lines(path: Traversable) -> list[str]:
    """The lines of a word list, without its comments."""
    return [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]


@cache
def common_words(code: str) -> frozenset[str]:
    """The common words of a language, which tell its texts from others without the rest of its pack."""
    return frozenset(lines(files("bot.languages") / code / "common.txt"))


def spellings(name: str) -> tuple[str, ...]:
    """A name, and as the tokeniser leaves it when it ends in a possessive of its own ("Domino's")."""
    return (name, name[:-2]) if name.endswith(("'s", "’s")) else (name,)


def split(phrase: str) -> tuple[str, ...]:
    """A phrase as the tokens that the tokeniser makes of it: hyphens stand alone."""
    return tuple(phrase.casefold().replace("-", " - ").replace("&", " & ").split())


def spelt(phrase: str) -> Iterator[tuple[str, ...]]:
    """A phrase as tokens, once with each apostrophe that texts use."""
    tokens = split(phrase)
    yield tokens
    if "'" in phrase:
        yield tuple(token.replace("'", "’") for token in tokens)


@cache
def names() -> Names:
    """The names that every language shares, read once."""
    shared = files("bot.languages") / "shared"
    table = tomllib.loads((shared / "names.toml").read_text("utf-8"))
    return Names(
        given=frozenset(lines(shared / "given.txt")) | frozenset(table["given"].split()),
        family=frozenset(lines(shared / "surnames.txt")) | frozenset(table["family"].split()),
        companies=Phrases(
            (tokens, None)
            for file in shared.iterdir()
            if file.name.startswith("companies")
            for line in lines(file)
            for spelling in spellings(line)
            for tokens in spelt(spelling)
        ),
        places=frozenset(word for line in lines(shared / "places.txt") for word in line.split()),
        legal_forms=frozenset(table["legal_forms"].split()),
        org_words=frozenset(table["org_words"].split()),
        particles=frozenset(table["particles"].split()),
        suffixes=frozenset(table["suffixes"].split()),
        institutions=frozenset(table["institutions"].split()),
        everyday=frozenset(table["everyday"].split()),
        apostrophes=frozenset(
            line[:-2].casefold() for line in lines(shared / "companies.txt") if line.endswith(("'s", "’s"))
        ),
    )


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
    for table in (heads, tails):
        for word, rank in tuple(table.items()):
            for ending in grammar.get("role_endings", "").split():
                table.setdefault(f"{word}{ending}", rank)
    common = common_words(code) | frozenset(grammar.get("common_extra", "").split())
    common -= frozenset(grammar.get("common_less", "").split())
    classes: dict[str, set[str]] = {}
    class_phrases: list[tuple[tuple[str, ...], str]] = []
    for name, entries in grammar["classes"].items():
        for entry in entries if isinstance(entries, list) else entries.split():
            for words in spelt(entry):
                if len(words) == 1 or not (" " in entry or "-" in entry):
                    classes.setdefault("".join(words), set()).add(name)
                else:
                    class_phrases.append((words, name))
    for entry in grammar.get("verbs", ()):
        forms = inflect(entry)
        for form in (*forms.active, *forms.participles):
            classes.setdefault(form, set()).add("verb")
    if (verbs := folder / "verbs.txt").is_file():
        for word in lines(verbs):
            classes.setdefault(word, set()).add("verb")
    pack = Pack(
        code=code,
        nouns_capitalised=grammar["nouns_capitalised"],
        free_order=grammar["free_order"],
        genitive=tuple(grammar["genitive"]),
        words={word: frozenset(names) for word, names in classes.items()},
        phrases=Phrases(class_phrases),
        role_heads=heads,
        role_phrases=Phrases(
            (tokens, Rank[rank.upper()])
            for rank, entries in roles["phrases"].items()
            for phrase in entries
            for tokens in spelt(phrase)
        ),
        role_tails=Tails(tails),
        triggers=triggers(moves["move"], inflect),
        particles=frozenset(inflect(verb).particle for move in moves["move"] for verb in move.get("verbs", ())) - {""},
        hedges=Phrases(
            (tokens, Hedge(None if status == "silent" else ClaimStatus(status), scope))
            for status, scopes in certainty.items()
            for scope, cues in scopes.items()
            for cue in cues
            for tokens in spelt(cue)
        ),
        silence=Phrases(
            (tokens, float(weight)) for weight, cues in silence["cues"].items() for cue in cues for tokens in spelt(cue)
        ),
        silent_roles=frozenset(silence["roles"].split()),
        silent_role_tails=tuple(silence.get("role_tails", "").split()),
        silent_orgs=frozenset(silence["orgs"].split()),
        silent_org_tails=tuple(silence.get("org_tails", "").split()),
        common=common,
        common_tails=frozenset(grammar.get("common_tails", "").split()),
        abbreviations=frozenset(grammar["abbreviations"].split()),
        stop_words=frozenset(grammar["stop_words"].split()),
        open_roles={
            first: {last: Rank[rank.upper()] for rank, text in ends.items() for last in text.split()}
            for first, ends in roles.get("open", {}).items()
        },
        links=frozenset(grammar["links"].split()),
        agents=frozenset(grammar.get("agents", "").split()),
        role_prefixes=frozenset(roles.get("prefixes", "").split()),
        career=frozenset(grammar.get("career", "").split()),
        endings=tuple(grammar.get("endings", "").split()),
        declined_endings=tuple(grammar.get("declined_endings", "").split()),
        adjective_endings=tuple(grammar.get("adjective_endings", "").split()),
        linkers=tuple(grammar.get("linkers", "").split()),
        surname_tails=tuple(grammar.get("surname_tails", "").split()),
        class_tails=Tails({tail: name for name, text in grammar.get("tails", {}).items() for tail in text.split()}),
        weak=frozenset(grammar.get("weak", "").split()),
        parts=common | frozenset(grammar.get("common_parts", "").split()),
        first_words=frozenset(grammar.get("common_extra", "").split()),
        small=frozenset(lines(folder / "small.txt")) if (folder / "small.txt").is_file() else frozenset(),
        verbless=next((read_move(move) for move in moves["move"] if move.get("verbless")), None),
        by_class={
            name: frozenset(word for word, names in classes.items() if name in names)
            for name in {name for names in classes.values() for name in names} - {"verb"}
        },
        plural_endings=tuple(grammar.get("plural_endings", "").split()),
        infinitive_endings=tuple(grammar.get("infinitive_endings", "").split()),
        past_forms=frozenset(
            form for move in moves["move"] for verb in move.get("verbs", ()) for form in inflect(verb).past
        ),
        case_marks={word: frozenset(marks.split()) for word, marks in grammar.get("case_marks", {}).items()},
    )
    tables = (pack.phrases, pack.role_phrases, pack.triggers, pack.hedges)
    firsts = (word for table in tables for word in table.firsts)
    return replace(pack, known=frozenset((*firsts, *pack.words, *heads, *pack.open_roles, *pack.role_prefixes)))


def triggers(moves: Iterable[Mapping[str, Any]], inflect: Inflect) -> Phrases[tuple[Trigger, ...]]:
    """All forms of all moves; a form that several moves share (German verbs with particles) keeps them all."""
    found: dict[tuple[str, ...], list[Trigger]] = {}

    def add(form: str, trigger: Trigger) -> None:
        for tokens in spelt(form):
            found.setdefault(tokens, []).append(trigger)

    for entry in moves:
        move = read_move(entry)
        for verb in entry.get("verbs", ()):
            forms = inflect(verb)
            for form in forms.active:
                add(form, Trigger(move, Voice.ACTIVE, "", form in forms.past, form == forms.gerund))
            for form in forms.participles:
                add(form, Trigger(move, Voice.ANY, "", form in forms.past))
            for form in forms.passives:
                add(form, Trigger(move, Voice.PASSIVE, "", form in forms.past))
            for form in forms.apart:
                add(form, Trigger(move, Voice.ACTIVE, forms.particle))
        for phrase in entry.get("phrases", ()):
            add(phrase, Trigger(move, Voice.ACTIVE))
        for phrase in entry.get("passives", ()):
            add(phrase, Trigger(move, Voice.PASSIVE))
        for noun in entry.get("nouns", ()):
            add(noun, Trigger(move, Voice.NOUN))
    return Phrases((form, tuple(dict.fromkeys(entries))) for form, entries in found.items())


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
        status=ClaimStatus(entry["status"]) if "status" in entry else None,
        prior=entry.get("prior", 0.9),
        post=entry.get("post", ""),
    )
