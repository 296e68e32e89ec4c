"""What a language brings: words with their classes, roles, moves, hedges and silent cues.

In: what `assembly` reads from the folder of a language. Out: a frozen `Pack`, the only thing the engine knows of
a language. It must never decide anything: how the words are put together is the engine's business.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.languages.phrases import Phrases, Tails
from bot.model import ClaimStatus, Extent, Kind, Rank, Unit

NO_CLASSES: frozenset[str] = frozenset()


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

    `person` and `org` are "subject", "object", "behind" (one of the prepositions) or "" (not an argument).
    `org_slot` is the slot the organisation fills.
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
    tenure: str = ""
    """What the predicate tells of a career: "now" where somebody works until this day, "before" where they did once."""
    status: ClaimStatus | None = None
    prior: float = 0.9
    post: str = ""
    """The post that the predicate itself names."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """One form of a move. `particle` must stand later in the clause (separable verbs). `past` and `gerund` tell the
    form's tense, where the language's inflection does. `of_work` says that it is told of people at work more than of anything
    else ("hires", "leaves", but not "removes").
    """

    move: Move
    voice: Voice
    particle: str = ""
    past: bool = False
    gerund: bool = False
    of_work: bool = False


@dataclass(frozen=True, slots=True)
class Hedge:
    """A cue of certainty. `scope` is "document", "sentence" or "clause". Without a status it silences what it
    governs.
    """

    status: ClaimStatus | None
    scope: str


@dataclass(frozen=True, slots=True)
class Stays:
    """How a language says how long somebody had been there who leaves.

    A time is a number, or one of `extents` ("less than", "a few"), and one of `units`, each with how many of what it is
    ("decade": ten years). It is one of staying behind one of `leads` ("after", perhaps with one of `fillers`), if one of
    `tails` or nothing follows; before one of `joinings` ("after joining"); with a hyphen before one of `holders` ("nine-year
    veteran"); and beside one of `works` and of `homes` in its clause ("worked at Acme for nine years"). It is none behind one of
    `not_behind` or before one of `not_before` ("two years ago", "weeks of talks"). One of `posts` behind it shows that it is
    the time in a post. `befores` say that it ended before the first day; so does one of `nevers` near one of `starts`.
    """

    units: Mapping[str, tuple[Unit, int]]
    counts: Mapping[str, int]
    extents: Phrases[Extent]
    leads: frozenset[str]
    fillers: frozenset[str]
    tails: Phrases[str]
    joinings: Phrases[str]
    holders: frozenset[str]
    works: frozenset[str]
    homes: frozenset[str]
    not_behind: frozenset[str]
    not_before: frozenset[str]
    posts: Phrases[str]
    befores: Phrases[str]
    nevers: frozenset[str]
    starts: frozenset[str]


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
    silent_people: frozenset[str]
    silent_orgs: frozenset[str]
    silent_org_heads: frozenset[str]
    """Nouns for public bodies that only say so where they end a name, or "of" follows ("House of Commons", "Brand House
    Collective")."""
    silent_org_tails: tuple[str, ...]
    common: frozenset[str]
    common_tails: frozenset[str]
    abbreviations: frozenset[str]
    weak_ending: str
    """What an adjective ends in behind an article."""
    house_endings: Mapping[str, tuple[str, ...]]
    """What a weak adjective ends in without an article, in the name of a house whose noun ends in one of these."""
    labels: frozenset[str]
    """What wires write in capitals in front of a title ("brief" for "BRIEF-Acme names …")."""
    credits: tuple[str, ...]
    """What they write behind their reports, as it is written there ("Source text")."""
    stop_words: frozenset[str]
    open_roles: Mapping[str, Mapping[str, Rank]] = field(default_factory=dict)
    """First words of roles that are open in the middle, with the words that may close them ("chief … officer")."""
    role_prefixes: frozenset[str] = frozenset()
    role_starts: tuple[str, ...] = ()
    """Beginnings of compounds that name posts ("Chef…")."""
    links: frozenset[str] = frozenset()
    """Prepositions that carry an organisation's name on ("University of …")."""
    agents: frozenset[str] = frozenset()
    """Prepositions before whoever does what a passive tells ("by")."""
    known: frozenset[str] = frozenset()
    """Every word that something in the pack begins with."""
    openers: frozenset[str] = frozenset()
    """Of these the words that may begin a post, a move or a phrase: others are what their classes say."""
    elided: frozenset[str] = frozenset()
    """Small words that have lost their end, as written before a name ("d'" in "d'Acme")."""
    career: frozenset[str] = frozenset()
    """Words between a person and an earlier firm ("was with Acme")."""
    endings: tuple[str, ...] = ()
    linkers: tuple[str, ...] = ()
    adjective_endings: tuple[str, ...] = ()
    opening_adjectives: tuple[str, ...] = ()
    """Ends by which a word is an adjective though it opens a clause with a capital ("griechische", "insolventer")."""
    declined_endings: tuple[str, ...] = ()
    """Ends of an adjective whose last letter is gone in the nominative ("Deutschen Bank")."""
    surname_tails: tuple[str, ...] = ()
    class_tails: Tails[frozenset[str]] = field(default_factory=lambda: Tails({}))
    """Ends of compounds that give a noun its classes."""
    weak: frozenset[str] = frozenset()
    """Forms of moves so common that only a post or a number of staff in the text makes them worth reading."""
    parts: frozenset[str] = frozenset()
    """Nouns that are family names too: no words by themselves, yet parts of compounds."""
    first_words: frozenset[str] = frozenset()
    """Words that are given names too, yet read as words unless a family name follows."""
    by_class: Mapping[str, frozenset[str]] = field(default_factory=dict)
    plural_endings: tuple[str, ...] = ()
    """Ends of verbs that agree with several."""
    plural_nouns: tuple[str, ...] = ()
    """Ends of nouns that mean several."""
    infinitive_endings: tuple[str, ...] = ()
    small: frozenset[str] = frozenset()
    """Words that are never nouns."""
    verbless: Move | None = None
    """What a headline without a verb claims that only names a new post ("Neuer Chef bei Acme")."""
    group_rules: frozenset[str] = frozenset()
    """Moves of people that tell another kind of a group ("hires" of experts without names): a group whose members are
    named gives way to them.
    """
    rising_rules: frozenset[str] = frozenset()
    """Moves that say by their own words that somebody rises ("promotes")."""
    past_forms: frozenset[str] = frozenset()
    """Finite forms of the past that their ending does not show."""
    counts: tuple[str, ...] = ()
    """Words for the first numbers, from one on."""
    case_marks: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Articles and what cases they can mark: nom, acc, dat, gen, and "plural" or "singular" where they show it."""
    stays: Stays | None = None

    def members(self, name: str) -> frozenset[str]:
        """The words of a class."""
        return self.by_class.get(name, NO_CLASSES)

    def founds(self, role: str) -> bool:
        """Whether words for somebody only tell that they once founded a house ("co-founder of Acme"), which is no post to leave."""
        return "founder" in self.classes(self.role_head(role.casefold().replace("-", " ")))

    def role_head(self, role: str) -> str:
        """The word that a lower-case role ends in before what it is of ("chief" of "chief of its cloud unit"), empty where the
        role is."""
        words = role.split()
        end = next((at for at, word in enumerate(words) if at and word in self.links), len(words))
        return words[end - 1] if words else ""

    def is_role(self, word: str) -> bool:
        """Whether a lower-case word names a post."""
        return word in self.role_heads or self.role_tails.find(word) is not None

    def opens_role(self, word: str) -> bool:
        """Whether a post can begin with a lower-case word: it names one, or only a word behind it does ("chief … officer")."""
        coined = bool(self.role_starts) and word.startswith(self.role_starts) and word not in self.words
        return self.is_role(word) or coined or word in self.open_roles

    def joined_infinitive(self, word: str) -> bool:
        """Whether a lower-case word is an infinitive with "to" behind its particle ("abzuberufen")."""
        particled = any(word.startswith(f"{particle}zu") for particle in self.particles)
        return particled and word.endswith(self.infinitive_endings)

    def classes(self, word: str) -> frozenset[str]:
        """The classes of a lower-case token; empty where the pack does not know it."""
        return self.words.get(word, NO_CLASSES)
