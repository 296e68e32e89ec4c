"""The cheap gate: most of what a feed brings tells of nobody, and is let go before it is parsed.

In: the words of a text or a sentence, and the pack. Out: whether some move could be told in them. It must never let a
text go that the parser would claim something of: it only asks for words without which a move is never complete.

What a word can bring (its classes, whether it can be a post, a number, a firm) is looked up once and remembered; what a
move cannot do without is worked out once for each of its forms. So a text costs one look-up a word, and more only where a
move begins.

Measured on 5,000 ordinary headlines with leads: nearly all hold a word that can begin a move ("leave", "add", "wird"); 32 in
100 English and 15 in 100 German ones also a sentence with what that move needs (somebody, jobs to cut, a post to take, the
rest of a separable verb). Of articles of twenty sentences that tell nothing the demand for somebody lets go 9 in 10 English
and half of the German ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache, partial

from bot.detect.lines import Line
from bot.detect.tokens import Sentence, Token, elision, opens, spelling, straight
from bot.detect.words.compounds import known
from bot.languages.names import names
from bot.languages.pack import Move, Pack, Trigger, Voice

WORD = re.compile(r"[^\W_]+(?:[.’'][^\W_]+)*|-")
INSIDE = re.compile(r"[^\W\d_A-Z][,;]? [\"“‘'(]?[^\W\da-zß-ÿ_]")  # a capital that opens no sentence
POST = "post"
COUNTED = frozenset({"count", "bulk", "number", "quantity", "share"})  # signs of a number
PAST = frozenset({"former", "past_time", "past_be", "perfect_past"})
FIRM = " firm"  # sign of a word that begins a known organisation's name
STAFFED = frozenset({"jobs", "talent", "hires", POST})  # signs that make a common verb worth reading
SOMEBODY = " somebody"  # sign that a sentence names or means a person
MEANS_ONE = frozenset({POST, "pronoun", "plural_pronoun", "human", "honorific", "talent", "staff", "own", "aged"})
"""Signs of somebody who is meant and not named."""
ONE = frozenset({"person", "name", "who"})  # needs of a move that are met by a person alone
UNITS = frozenset({"unit", "crew", "talent"})  # objects that can also be told as a role ("its engineers")
KEPT = 1 << 16  # words whose signs are remembered, of each language
LINES = 1 << 12  # lines whose promise is remembered: many come again (see choice.py)
ASKED_AGAIN = 1 << 6  # lines whose signs are remembered: they are asked of a line, of its sentence and of its verbs
OPENING = 30  # words in which a headline without a verb names a new post
SHORT = 10  # words of a line that names a new post and nothing else
POST_REACH = 3  # words from "new" to the post

Signs = frozenset[str]
NOTHING: Signs = frozenset()  # what no text can have: a form that is known only in order to be read as no move


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a move: the words of the particle that must follow it, and signs of each of which one must be there. One
    that is not `alone` says something only beside another move; one that is `told` is a firm's move, which its own words show
    where the verb is everybody's ("stellt sich neu auf").
    """

    particle: tuple[str, ...]
    demands: tuple[Signs, ...]
    alone: bool = True
    noun: bool = False
    told: bool = False


class Tells(IntEnum):
    """What a sentence can tell: nothing, something beside a move, a move."""

    NOTHING = 0
    ASIDE = 1
    MOVE = 2


def may_tell(line: Line, pack: Pack) -> Tells:
    """What a line can tell, as far as its words alone show: never less than its sentence can."""
    return gate(pack).may_tell(line.text)


def words_of(text: str, pack: Pack) -> list[str]:
    """The words of a line, lower-case, cheaper than its tokens."""
    if pack.elided:
        return [word.casefold() for word in parted(WORD.findall(text), pack.elided)]
    return WORD.findall(text.casefold())


def parted(words: Iterable[str], elided: Set[str]) -> Iterator[str]:
    """Words as the tokeniser cuts them where some are elided."""
    for word in words:
        cut = elision(word, elided)
        if cut:
            yield straight(word[:cut])
        yield word[cut:]


def passes(whole: str, pack: Pack) -> bool:
    """Whether a move begins in a text that is worth reading: where verbs part from their particles, a verb that everybody
    uses also needs a firm, a role or jobs somewhere in the text.
    """
    return not pack.weak or gate(pack).tells(WORD.findall(whole.casefold()), always, weak_too=False) is Tells.MOVE


def live(sentence: Sentence, pack: Pack) -> Tells:
    """What a sentence can tell; its text may name elsewhere what stands beside a common verb."""
    door = gate(pack)
    return door.tells(
        sentence.lows,
        lambda: door.somebody_named(sentence),
        nominal=partial(nominal, sentence.tokens) if pack.nouns_capitalised else unsure,
    )


def nominal(tokens: Sequence[Token], at: int, end: int) -> bool | None:
    """Whether a move's word is a noun, where nouns have capitals; None where a capital tells nothing (see
    `words.view.Words.trigger`, which asks the same of each word again).
    """
    return None if end > at + 1 or opens(tokens, at, nouns_capitalised=True) else tokens[at].capital


def unsure(at: int, end: int) -> None:
    """Where nouns have no capitals nothing tells them from verbs."""


def remembers(line: Line, pack: Pack) -> bool:
    """Whether a line may tell what somebody was before: only "former" and verbs of the past do, of a post and a name."""
    return gate(pack).remembers(line.text)


def always() -> bool:
    """For a whole text: somebody is named in nearly every one."""
    return True


@cache
def gate(pack: Pack) -> Gate:
    return Gate(pack)


class Gate:
    """What is remembered of one language."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.forms: dict[int, tuple[Form, ...]] = {}
        self.firsts = pack.triggers.firsts
        self.signs = lru_cache(KEPT)(self.read_signs)
        self.strange = lru_cache(KEPT)(self.is_strange)
        self.may_tell = lru_cache(LINES)(self.line_may_tell)
        self.remembers = lru_cache(LINES)(self.line_remembers)
        self.signs_of = lru_cache(ASKED_AGAIN)(self.read_signs_of)
        self.firms = names().companies
        self.fresh = pack.members("fresh")
        self.heirs = pack.members("successor") if pack.free_order else NOTHING
        self.copulas = pack.members("copula")

    def line_may_tell(self, text: str) -> Tells:
        return self.tells(words_of(text, self.pack), lambda: self.somebody_written(text))

    def line_remembers(self, text: str) -> bool:
        present = self.present(words_of(text, self.pack))
        return POST in present and not PAST.isdisjoint(present) and self.somebody_written(text)

    def tells(
        self,
        words: Sequence[str],
        somebody: Callable[[], bool],
        weak_too: bool = True,
        nominal: Callable[[int, int], bool | None] = unsure,
    ) -> Tells:
        """What words can tell; `somebody` tells whether they name a person, `nominal` whether those from one place to another
        are a noun or none, and both are asked only where a move begins.
        """
        if self.pack.verbless is not None and self.names_post(words):
            return Tells.MOVE
        if self.firsts.isdisjoint(words):
            return Tells.NOTHING
        present: Signs | None = None
        last: dict[str, int] = {}
        best = Tells.NOTHING
        for at, word in enumerate(words):
            if word not in self.firsts:
                continue
            match = self.pack.triggers.match(words, at)
            if match is None:
                continue
            noun = nominal(at, match[0])
            for form in self.forms_of(match[1]):
                if noun is not None and form.noun is not noun:
                    continue
                if form.particle:
                    last = last or {later: place for place, later in enumerate(words)}
                    if any(last.get(later, at) <= at for later in form.particle):
                        continue
                if present is None:
                    present = self.present(words)
                    if not present.isdisjoint(MEANS_ONE) or somebody():
                        present |= {SOMEBODY}
                weak = not weak_too and not form.told and word in self.pack.weak
                if weak and not present & STAFFED and FIRM not in present:
                    continue
                if any(map(present.isdisjoint, form.demands)):
                    continue
                if form.alone:
                    return Tells.MOVE
                best = Tells.ASIDE
        return best

    def forms_of(self, triggers: tuple[Trigger, ...]) -> tuple[Form, ...]:
        """The forms that a phrase of the pack can be, worked out when it is first met."""
        known = self.forms.get(id(triggers))
        if known is None:
            known = self.forms[id(triggers)] = tuple(form(trigger, self.pack) for trigger in triggers)
        return known

    def names_post(self, words: Sequence[str]) -> bool:
        """Whether a post stands behind a word that tells that it is new, or a successor is named: at a text's beginning, or,
        where the order is fixed, behind a lone "is" ("Jane Roe is Acme's new chief") or in a short line ("A new CEO for Acme").
        """
        if not self.heirs.isdisjoint(words[:OPENING]):
            return True
        if self.fresh.isdisjoint(words):
            return False
        if not self.pack.free_order and self.copulas.isdisjoint(words):
            reach = POST_REACH if len(words) <= SHORT else 0
            return any(
                word in self.fresh and any(map(self.pack.is_role, words[at + 1 : at + 1 + reach]))
                for at, word in enumerate(words)
            )
        return any(
            word in self.fresh and any(map(self.begins_post, words[at + 1 : at + 1 + POST_REACH]))
            for at, word in enumerate(words[:OPENING] if self.pack.free_order else words)
        )

    def begins_post(self, word: str) -> bool:
        """Whether a word names a post, or can be the first of several that do ("Senior Vice President")."""
        return self.pack.opens_role(word) or word in self.pack.role_phrases.firsts

    def somebody_named(self, sentence: Sentence) -> bool:
        """Whether a sentence in running text may name a person: a capital inside it does, where only names have one, and a
        strange word anywhere.
        """
        tokens = sentence.tokens
        if not self.pack.nouns_capitalised and any(token.capital for token in tokens[1:]):
            return True
        return any(token.capital and self.strange(token.low) for token in tokens)

    def somebody_written(self, text: str) -> bool:
        """The same of a line, whose words are not tokens yet."""
        if not self.pack.nouns_capitalised and INSIDE.search(text):
            return True
        return any(capital and self.strange(low) for _, low, _, capital in map(spelling, WORD.findall(text)))

    def is_strange(self, word: str) -> bool:
        """Whether no dictionary explains a word, or people bear it as a name."""
        common = known(word, self.pack) if self.pack.nouns_capitalised else word in self.pack.common
        return not common or word in names().given or word in names().family

    def present(self, words: Sequence[str]) -> Signs:
        """The signs of all words together, with the classes of the phrases that they make."""
        return self.signs_of(tuple(words))

    def read_signs_of(self, words: tuple[str, ...]) -> Signs:
        found = {"named"}.union(*map(self.signs, words))
        if not self.pack.phrases.firsts.isdisjoint(words):
            for at, word in enumerate(words):
                if word in self.pack.phrases.firsts and (match := self.pack.phrases.match(words, at)) is not None:
                    found.add(match[1])
                    found.add(as_preposition(" ".join(words[at : match[0]])))
        return frozenset(found)

    def read_signs(self, word: str) -> Signs:
        """What a word can bring: its classes, those of a compound's end, a post, a number, a firm, itself as a preposition."""
        pack = self.pack
        bare = word[:-2] if word.endswith(("'s", "’s")) else word
        found = set(pack.classes(bare))
        if "prep" in found or bare in pack.triggers:
            found.add(as_preposition(bare))
        tail = pack.class_tails.find(bare)
        if tail is not None:
            found |= tail
        if pack.opens_role(bare) or bare in pack.role_phrases:
            found.add(POST)
        if bare[:1].isdigit():
            found |= {"count", "bulk", "heads", "bare"}
        if bare in self.firms:
            found.add(FIRM)
        return frozenset(found)


def as_preposition(words: str) -> str:
    """The sign of a word or phrase that can lead to a slot."""
    return f" at {words}"


def form(trigger: Trigger, pack: Pack) -> Form:
    move = trigger.move
    demands = [NOTHING] if move.kind is None else free_demands(move, pack) if pack.free_order else fixed_demands(move)
    alone = not move.tenure and "vacancy" not in move.needs
    told = move.kind is not None and not move.person and bool(move.object or move.beside)
    return Form(tuple(trigger.particle.split()), tuple(demands), alone, trigger.voice is Voice.NOUN, told)


def object_signs(move: Move) -> Signs:
    """The signs one of which tells that a move's object is named."""
    return move.object | (frozenset({POST}) if move.object & UNITS else frozenset())


def fixed_demands(move: Move) -> list[Signs]:
    """What a move cannot do without where the order is fixed (see `fixed.needs.complete`)."""
    found = [object_signs(move)] if move.object and "named" not in move.object else []
    if not move.needs.isdisjoint(ONE):
        found.append(frozenset({SOMEBODY}))
    if move.needs & {"role", "post"}:
        found.append(frozenset({POST, "task"}))
    if "number" in move.needs:
        found.append(COUNTED)
    return found


def free_demands(move: Move, pack: Pack) -> list[Signs]:
    """What a move cannot do without where the order is free (see `free.needs.complete` and `free.fitting.fulfils`)."""
    found = [object_signs(move)] if move.object else []
    to_firm = frozenset(map(as_preposition, move.to_at))
    any_firm = to_firm | frozenset(map(as_preposition, move.from_at | pack.members("from")))
    checks: dict[str, Signs] = {
        "known": frozenset({POST}),
        "newcomer": frozenset({POST}),
        "in_post": frozenset({POST}),
        "staff": frozenset({"jobs", "talent"}) | COUNTED,
        "number": COUNTED,
        "held": frozenset({POST}) | to_firm,
        "self": frozenset({"self"}),
        "from_now": frozenset({"from_now", "future"}),
        "none": frozenset({"negation", "fewer"}),
    }
    if "object" not in move.to_at | move.org_at:
        checks |= {"many": COUNTED | any_firm, "target": any_firm, "source": any_firm}
    if not move.post:
        checks["role"] = frozenset({POST})
    if move.person != "behind":
        checks["fresh"] = frozenset({"fresh", "successor", "new_post"})
    found += [checks[need] for need in sorted(move.needs & checks.keys())]
    if not move.needs.isdisjoint(ONE):
        found.append(frozenset({SOMEBODY}))
    return found + [frozenset({name}) for name in sorted(move.beside)]
