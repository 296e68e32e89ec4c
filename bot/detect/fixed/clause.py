"""Questions about what stands where among the chunks of a sentence whose language has a fixed order.

In: a sentence's chunks and a place. Out: where a clause begins and ends, what governs a phrase, whether a word is a verb.
It must never bind anything.
"""

from __future__ import annotations

from bot.detect.atoms import Parsed, Style, Type, What
from bot.detect.chunks import Chunk, Sort
from bot.detect.tokens import written
from bot.languages.pack import Pack, Voice

THINGS = frozenset({"venue", "figure", "label"})  # classes of things
POSTED = frozenset({"of", "holding"})  # classes of words between a post and its firm


class Clause:
    """The chunks of one sentence."""

    def __init__(self, parsed: Parsed, chunks: list[Chunk], pack: Pack) -> None:
        self.parsed = parsed
        self.chunks = chunks
        self.pack = pack
        self.headline = parsed.sentence.headline

    def left_edge(self, at: int) -> int:
        edge = at
        while edge > 0 and self.chunks[edge - 1].sort is not Sort.BREAK:
            edge -= 1
        return edge

    def right_edge(self, at: int) -> int:
        edge = at + 1
        while edge < len(self.chunks) and self.chunks[edge].sort is not Sort.BREAK:
            if self.chunks[edge].sort is Sort.SUBORDINATOR and edge > at + 1:
                break
            edge += 1
        return edge

    def behind_preposition(self, at: int) -> bool:
        return at > 0 and self.governs(at - 1)

    def governs(self, at: int) -> bool:
        """Whether the chunk is a preposition, also where the word can be more ("to")."""
        return self.chunks[at].sort is Sort.PREPOSITION or "prep" in self.chunks[at].classes

    def fits(self, chunk: Chunk, want: str) -> bool:
        if want in ("person", "people"):
            return (chunk.sort in (Sort.NOUN, Sort.JOBS) and chunk.human) or (
                chunk.sort is Sort.PRONOUN and "company_pronoun" not in chunk.classes
            )
        if self.some(chunk):
            return False
        return (
            chunk.sort is Sort.NOUN and (chunk.firm or (chunk.name is None and chunk.role is None))
        ) or chunk.sort is Sort.FIRM

    def chunk(self, at: int) -> Chunk | None:
        """The chunk at a place, None outside the sentence."""
        return self.chunks[at] if 0 <= at < len(self.chunks) else None

    def closed(self, at: int) -> bool:
        """Whether a person stands at `at` whose chunk took in the comma behind what is said of them."""
        chunk = self.chunk(at)
        named = chunk is not None and chunk.sort is Sort.NOUN and chunk.name is not None and chunk.human
        return chunk is not None and named and self.parsed.atoms[chunk.last - 1].what is What.COMMA

    def some(self, chunk: Chunk) -> bool:
        """Whether an indefinite article stands before a name, which then is no firm's ("has arrived at an Inflection Point")."""
        return chunk.sort is Sort.NOUN and chunk.firm and "indefinite" in self.parsed.atoms[chunk.first].classes

    def is_verb(self, at: int) -> bool:
        """Whether a word that can be a verb stands where one can, as after a phrase or an auxiliary."""
        if not 0 < at < len(self.chunks) or "verb" not in self.chunks[at].classes:
            return False
        before = self.chunks[at - 1]
        return before.sort in (
            Sort.NOUN,
            Sort.PRONOUN,
            Sort.FIRM,
            Sort.AUXILIARY,
            Sort.CONJUNCTION,
            Sort.COMMA,
            Sort.SUBORDINATOR,
        )

    def opens_clause(self, at: int, verb: int) -> bool:
        """Whether the phrase at `at` is a subject, behind a word that can also be a preposition ("after X quit")."""
        before = self.chunks[at - 1].classes
        if "absolute" in before and verb == at + 1 and not all(t.past for t in self.chunks[verb].triggers):
            return True  # "with Roe joining Acme", "with Roe the latest to leave"
        between = self.chunks[at + 1 : verb]
        if between and between[-1].sort is Sort.AUXILIARY and "verb" in between[0].classes:
            between = between[1:]  # "as Roe agrees to leave"
        return "sub" in before and all(chunk.sort is Sort.AUXILIARY for chunk in between)

    def other_move(self, chunk: Chunk) -> bool:
        """Whether a chunk begins a move of its own, with arguments of its own; a nominal one stays an argument."""
        return chunk.sort is Sort.TRIGGER and all(trigger.voice is not Voice.NOUN for trigger in chunk.triggers)

    def helps(self, at: int) -> bool:
        """Whether a chunk is an auxiliary, also where it could be a move itself ("and will be replaced")."""
        chunk = self.chunks[at]
        be = chunk.sort is Sort.TRIGGER and "be" in self.pack.classes(chunk.low.rpartition(" ")[2])
        return be or chunk.sort is Sort.AUXILIARY

    def governor(self, at: int) -> str:
        """The preposition that governs the phrase at `at`, past words between ("by upstart rival Acme")."""
        back = at - 1
        while back > at - 5 and back > 0 and self.between(back):
            back -= 1
        inner = back
        while back > 1 and self.chunks[back].classes & POSTED and "post" in self.chunks[back - 1].classes:
            back -= 2
            while back > 0 and self.between(back):
                back -= 1
        if back >= 0 and not self.governs(back) and "of" not in self.chunks[inner].classes:
            back = inner  # "leaves a post at Acme", but "leaves for a post at Acme"
        if back >= 0 and self.governs(back):
            return self.chunks[back].low
        if back >= 0 and self.chunks[back].sort is Sort.TRIGGER:
            word = self.chunks[back].low.rpartition(" ")[2]
            return word if "prep" in self.pack.classes(word) and word != self.chunks[back].low else ""
        return ""

    def between(self, at: int) -> bool:
        """Whether a chunk can stand between a preposition and the name it governs."""
        chunk = self.chunks[at]
        described = self.chunks[at - 1].sort is Sort.OTHER  # "newly created": no verb of its own
        return chunk.sort is Sort.FIRM or (
            chunk.sort is Sort.OTHER
            and not chunk.classes & {"say", "prep"}
            and (described or "verb" not in chunk.classes)
        )

    def joined(self, at: int, ahead: int) -> bool:
        """Whether another move only continues this one ("resigned and retired as chairman")."""
        return all(
            chunk.sort in (Sort.CONJUNCTION, Sort.COMMA, Sort.AUXILIARY, Sort.TRIGGER)
            for chunk in self.chunks[at + 1 : ahead]
        )

    def named(self, at: int) -> bool:
        """Whether a person by name stands at `at`, or before the auxiliaries there."""
        while at > 0 and self.chunks[at].sort is Sort.AUXILIARY:
            at -= 1
        return self.chunks[at].sort is Sort.NOUN and self.chunks[at].type is Type.PERSON

    def describes(self, at: int) -> bool:
        """Whether a participle stands between a verb and the person it takes ("brings back retired chief Roe")."""
        return (
            0 < at < len(self.chunks) - 1
            and self.chunks[at].sort is Sort.TRIGGER
            and self.chunks[at - 1].sort is Sort.TRIGGER
            and "be" not in self.pack.classes(self.chunks[at - 1].low.rpartition(" ")[2])
            and self.chunks[at + 1].role is not None
            and any(trigger.voice is Voice.ANY or trigger.gerund for trigger in self.chunks[at].triggers)
        )

    def kinds(self, at: int) -> bool:
        """Whether a strange name only tells which things are meant ("signs up Linux allies")."""
        chunk = self.chunks[at]
        strange = chunk.sort is Sort.NOUN and chunk.type is Type.UNKNOWN and chunk.role is None and not chunk.possessive
        if chunk.type is Type.PERSON and chunk.role is None and self.parsed.style is Style.PLAIN:
            thing = at + 1 < len(self.chunks) and self.plain_noun(at + 1)
            return thing and not self.parsed.atoms[self.chunks[at + 1].first].capital  # "removes Roe merchandise"
        if not strange or at + 1 >= len(self.chunks) or chunk.surname:
            return False
        last = at + 1
        while last + 1 < len(self.chunks) and self.plain_noun(last) and self.plain_noun(last + 1):
            last += 1
        after = self.chunks[last]
        small = not self.parsed.atoms[after.first].capital or last > at + 1  # "signs X-Ray Body Scanners"
        return self.plain_noun(last) and small and (after.low.endswith("s") or last > at + 1)

    def no_object(self, at: int) -> bool:
        """Whether what names somebody at `at` is nobody a verb takes: it describes or owns a thing, or tells the sentence."""
        return self.kinds(at) or self.owns_thing(at) or self.describes_thing(at) or self.only_says(at)

    def owns_thing(self, at: int) -> bool:
        """Whether it is something of somebody's that a verb takes ("removes Roe's ownership of its fund", "announces Roe's
        exit")."""
        after = self.chunk(at + 1)
        bare = self.chunks[at].possessive and self.chunks[at].role is None
        nominal = after is not None and any(trigger.voice is Voice.NOUN for trigger in after.triggers)
        return bare and after is not None and (after.sort is Sort.OTHER or nominal)

    def describes_thing(self, at: int) -> bool:
        """Whether a post only tells which things are meant ("signs executive orders")."""
        chunk = self.chunks[at]
        bare = chunk.sort is Sort.NOUN and chunk.role is not None and chunk.name is None and not chunk.possessive
        if bare and chunk.group and at + 1 < len(self.chunks) and self.chunks[at + 1].type is Type.ORG:
            return self.chunks[at + 1].firm  # "drops card partners Acme and Initech"
        if not bare or at + 1 >= len(self.chunks) or self.chunks[at + 1].sort is not Sort.OTHER:
            return False
        if (chunk.role or "").casefold().endswith(self.pack.plural_nouns):
            return False
        if chunk.group:
            return True  # "several executive orders"
        behind = self.chunks[at + 2].classes if at + 2 < len(self.chunks) else frozenset()
        if self.chunks[at + 1].classes - THINGS or "after_passive" in behind:
            return False  # "fires a manager tied to the leak"
        return self.parsed.style is Style.TITLE or not self.parsed.atoms[self.chunks[at + 1].first].capital

    def only_says(self, at: int) -> bool:
        """Whether somebody behind a comma only tells the sentence ("Acme took the tower, owner says")."""
        after = self.chunk(at + 1)
        return self.chunks[at - 1].sort is Sort.COMMA and after is not None and "say" in after.classes

    def plain_noun(self, at: int) -> bool:
        """Whether a word stands at `at` of which nothing is known."""
        return self.chunks[at].sort is Sort.OTHER and not self.chunks[at].classes

    def is_unit(self, chunk: Chunk, units: frozenset[str]) -> bool:
        """Whether a phrase names a part of an organisation, also as a role word ("baut den Vorstand um")."""
        words = chunk.role.casefold().split() if chunk.role is not None and chunk.name is None else [chunk.low]
        return bool(chunk.classes & units) or any(self.pack.classes(word) & units for word in words)

    def governed(self, at: int) -> bool:
        return at > 0 and self.chunks[at - 1].sort is Sort.PREPOSITION

    def text(self, first: int, last: int) -> str:
        """The words of chunks `first` up to `last`, as written."""
        atoms = self.parsed.atoms[self.chunks[first].first : self.chunks[last - 1].last]
        return written(self.parsed.sentence.tokens[atoms[0].first : atoms[-1].last])
