"""Cuts a sentence of a language with free word order into clauses.

In: the chunks of a sentence. Out: clauses, each with its members, what it hangs on, and its phrases. It must never ask what a
verb means: only whether a word is one.

What was observed: a comma ends a clause unless it stands in a list or around an apposition; what stands between commas
without a verb belongs to the clause around it; a clause that begins with its verb goes on with what came before, or
shares its subject. Fails on long verbless insertions with a participle.
"""

from __future__ import annotations

from bot.detect.atoms import Parsed, Type, What
from bot.detect.chunks import Chunk, Sort
from bot.detect.free.phrases import NOMINAL, Span, phrases, to_infinitive
from bot.languages.pack import Pack, Voice

LONGEST = 60  # chunks: no clause is longer, and the weighing of its phrases grows with their square
DASHES = ("–", "—", "-")
LIST_REACH = 30  # chunks that are looked at for the conjunction that ends a list


def spans(parsed: Parsed, chunks: list[Chunk], pack: Pack) -> list[Span]:
    """The clauses of a sentence in the order of their beginnings, their phrases read."""
    cutter = Cutter(parsed, chunks, pack)
    found = cutter.cut()
    for index, span in enumerate(found):
        span.place = index
        span.verbs = [at for at in span.members if cutter.verbs[at]]
        if index and to_infinitive(span, chunks, pack):
            span.bare, span.subordinate = True, True
        span.phrases = phrases(span, parsed, chunks, pack)
        if span.bare and len(found) > 1:
            span.shared = found[index - 1] if index else found[1]
    return found


def verbal(chunk: Chunk, parsed: Parsed, pack: Pack) -> bool:
    """Whether a chunk is a verb: an auxiliary, a verb's trigger, or a word the dictionary knows as a verb's form."""
    if chunk.sort is Sort.AUXILIARY:
        return True
    if chunk.sort is Sort.TRIGGER:
        verb = any(trigger.voice is not Voice.NOUN for trigger in chunk.triggers)
    else:
        verb = chunk.sort is Sort.OTHER and "verb" in chunk.classes and not parsed.atoms[chunk.last - 1].capital
    return verb and "predicative" not in pack.classes(chunk.low)


class Cutter:
    """Cuts one sentence."""

    def __init__(self, parsed: Parsed, chunks: list[Chunk], pack: Pack) -> None:
        self.parsed = parsed
        self.chunks = chunks
        self.pack = pack
        self.verbs = [verbal(chunk, parsed, pack) for chunk in chunks]

    def cut(self) -> list[Span]:
        found: list[Span] = []
        open_main: Span | None = None
        head: Span | None = None
        below: Span | None = None  # the subordinate clause that still waits for its verb, or was the last to have one
        segments = [self.joined(segment) for segment in self.segments()]
        for (opener, members), after in zip(segments, [*segments[1:], (".", [])], strict=True):
            if (
                below is not None
                and opener == ","
                and members
                and (self.waits(below, members) or self.open(below, members))
            ):
                if self.verbs[members[0]]:
                    below.members += members
                continue
            if opener == ":" or opener in (*DASHES, "|", ".", "!", "?", "…", ";"):
                if opener == ":" and found and not self.has_verb(found[-1].members):
                    head = found[-1]
                open_main = None
            if not members:
                continue
            first = self.chunks[members[0]]
            subordinator = self.subordinates(members[0]) or (
                len(members) > 1
                and first.sort is Sort.PREPOSITION
                and "rel" in self.chunks[members[1]].classes
                and self.chunks[members[1]].sort is Sort.SUBORDINATOR
            )
            if subordinator and open_main is not None and self.ends_verb(open_main.members, members):
                open_main.members += members
            elif subordinator:
                relative = "rel" in first.classes or first.sort is Sort.PREPOSITION
                span = Span(members, subordinate="coordinating" not in first.classes, head=head)
                if relative:
                    span.relative = first.low if first.sort is Sort.SUBORDINATOR else ""
                    span.antecedent = self.noun_before(members[0])
                found.append(span)
                below, open_main = (span, open_main) if span.subordinate else (None, span)
            elif opener == "," and self.describes(members):
                found.append(Span(members, True, antecedent=members[0] - 2, described=True, head=head))
            elif opener == "," and (self.interjected(members) or self.participial(open_main, members, after)):
                found.append(Span(members, head=head))
                below = None
            elif (
                open_main is not None
                and opener in (",", "&")
                and (
                    not self.has_verb(members)
                    or (not self.has_verb(open_main.members) and self.verbs[members[0]])
                    or (opener == "," and below is found[-1] and self.unfinished(open_main.members, members))
                )
            ):
                open_main.members += members
            else:
                span = Span(members, head=head)
                if opener == "&" and found and below is found[-1]:
                    span.subordinate = self.verbs[members[-1]] and not self.verbs[members[0]]
                    span.shared = below if span.subordinate else None
                below = span if span.subordinate else None
                if opener in ("&", ",") and self.verbs[members[0]] and found:
                    span.shared = open_main or found[-1]
                found.append(span)
                open_main = span
        return found

    def ends_verb(self, opened: list[int], members: list[int]) -> bool:
        """Whether a piece without a verb of its own brings the particle of the verb before ("kündigt Stellenabbau, aber keine
        Entlassungen an"); "nicht …, sondern …" denies nothing of it, and is left out.
        """
        first, last = self.chunks[members[0]], self.chunks[members[-1]]
        particle = last.sort in (Sort.PREPOSITION, Sort.PARTICLE) and last.low in self.pack.particles
        denied = any("negation" in self.chunks[at].classes for at in opened)
        return "coordinating" in first.classes and particle and not (denied or self.has_verb(members))

    def interjected(self, members: list[int]) -> bool:
        """Whether commas put into a clause who says it ("Jane Roe, so bestätigte Acme am Montag, geht"): it goes on behind."""
        opens = "interjects" in self.chunks[members[0]].classes
        return opens and len(members) > 2 and self.verbs[members[1]] and members[-1] + 2 < len(self.chunks)

    def participial(self, opened: Span | None, members: list[int], after: tuple[str, list[int]]) -> bool:
        """Whether commas put a participle behind a subject whose verb is still to come ("Jane Roe, 1970 in Ulm geboren, geht")."""
        if opened is None or self.has_verb(opened.members) or after[0] != "," or not after[1] or len(members) < 2:
            return False
        return [at for at in members if self.verbs[at]] == members[-1:] and self.verbs[after[1][0]]

    def waits(self, below: Span, members: list[int]) -> bool:
        """Whether a subordinate clause without a verb goes on behind what is put between its commas ("dass sie Acme, die
        Firma hinter Orbit, verlassen wird").
        """
        return not self.has_verb(below.members) and (
            self.verbs[members[0]] or (not self.has_verb(members) and not self.subordinates(members[0]))
        )

    def open(self, below: Span, members: list[int]) -> bool:
        """Whether a subordinate clause that has only participles and infinitives yet goes on ("dass sie Acme verlassen und zu
        Orbit, einem Start-up, wechseln werde").
        """
        late = [at for at in below.members if self.verbs[at]]
        if not below.subordinate or not late or not all(self.waits_for_auxiliary(at) for at in late):
            return False
        closes = self.verbs[members[0]] and self.helps(members[-1])
        marks = self.pack.case_marks.get(self.parsed.atoms[self.chunks[members[0]].first].low, frozenset())
        aside = not self.has_verb(members) or ("dat" in marks and "nom" not in marks)
        return closes or (late[-1] != below.members[-1] and aside)

    def unfinished(self, opened: list[int], members: list[int]) -> bool:
        """Whether a clause that has only an auxiliary yet ends with what a later piece brings: a participle or an infinitive and
        no other verb ("wird Jane Roe, die seit 2004 …, im Mai zurücktreten").
        """
        begun = [at for at in opened if self.verbs[at]]
        late = [at for at in members if self.verbs[at]]
        return (
            bool(begun and late)
            and late[-1] == members[-1]
            and all(self.helps(at) for at in begun)
            and all(self.helps(at) for at in late[1:])
            and self.waits_for_auxiliary(late[0])
        )

    def helps(self, at: int) -> bool:
        """Whether the verb at `at` is an auxiliary or a modal, by its first word."""
        return bool(self.pack.classes(self.chunks[at].low.partition(" ")[0]) & {"be", "have", "modal", "future"})

    def waits_for_auxiliary(self, at: int) -> bool:
        """Whether the verb at `at` has a form that an auxiliary asks for: a participle or an infinitive."""
        chunk = self.chunks[at]
        forms = {trigger.voice for trigger in chunk.triggers}
        return bool(forms & {Voice.ANY, Voice.PASSIVE}) or (
            chunk.sort is Sort.TRIGGER and chunk.low.endswith(self.pack.infinitive_endings)
        )

    def joined(self, segment: tuple[str, list[int]]) -> tuple[str, list[int]]:
        """What a dash or a comma and a conjunction part off goes on with the clause before ("Jane Roe saniert Acme – und
        geht", "Sie kommt von Acme, wo sie …, und löst John Doe ab").
        """
        opener, members = segment
        goes_on = opener in (*DASHES, ",") and len(members) > 1 and self.chunks[members[0]].sort is Sort.CONJUNCTION
        return ("&", members[1:]) if goes_on and self.verbs[members[1]] else segment

    def describes(self, members: list[int]) -> bool:
        """Whether a piece behind a person only tells what is in their charge (see `Span.described`)."""
        if "predicative" not in self.pack.classes(self.chunks[members[-1]].low) or members[0] < 2:
            return False
        before = self.chunks[members[0] - 2]
        return before.type is Type.PERSON and before.name is not None and not self.has_verb(members)

    def has_verb(self, members: list[int]) -> bool:
        return any(self.verbs[at] for at in members)

    def noun_before(self, at: int) -> int | None:
        """What a relative clause at `at` speaks of. Where its own verb's end parts them ("zieht Jane Roe in den Rat ein, die …"),
        the person before is meant.
        """
        reach = range(at - 1, max(-1, at - 8), -1)
        ended = self.chunks[at - 2].sort in (Sort.OTHER, Sort.PARTICLE, Sort.TRIGGER, Sort.PREPOSITION)
        if ended and not self.noun(at - 2):
            people = (back for back in reach if self.chunks[back].type is Type.PERSON and self.chunks[back].name)
            person = next(people, None)
            if person is not None:
                return person
        for back in reach:
            sort = self.chunks[back].sort
            named = sort in (Sort.NOUN, Sort.FIRM, Sort.JOBS)
            thing = sort is Sort.OTHER and self.parsed.atoms[self.chunks[back].first].capital
            aged = sort is Sort.PRONOUN and back == at - 2  # "für die 49-Jährige, die bei Acme …"
            if named or thing or aged:
                return back
        return None

    def noun(self, at: int) -> bool:
        return at >= 0 and self.parsed.atoms[self.chunks[at].last - 1].capital

    def segments(self) -> list[tuple[str, list[int]]]:
        """Runs of chunks with what opened each: a mark, "," or "&" for a conjunction between clauses."""
        found: list[tuple[str, list[int]]] = []
        members: list[int] = []
        opener = "."
        for at, chunk in enumerate(self.chunks):
            mark = ""
            if chunk.sort is Sort.BREAK:
                mark = chunk.low
            elif chunk.sort is Sort.COMMA and not self.in_list(at):
                mark = ","
            elif chunk.sort is Sort.CONJUNCTION and self.joins_clauses(at, members):
                mark = "&"
            elif self.subordinates(at) and members and not self.keeps_preposition(at):
                found.append((opener, members))
                members, opener = [], ","
            if mark:
                found.append((opener, members))
                members, opener = [], mark
                continue
            members.append(at)
            if len(members) == LONGEST:
                found.append((opener, members))
                members, opener = [], "."
        found.append((opener, members))
        return found

    def subordinates(self, at: int) -> bool:
        """Whether a subordinate clause begins at `at`; "während" is one behind a comma, else a preposition, and "damit"
        behind a comma, else an adverb.
        """
        chunk = self.chunks[at]
        behind = at > 0 and self.chunks[at - 1].sort is Sort.COMMA
        if chunk.sort is Sort.SUBORDINATOR:
            return behind or "midway" not in chunk.classes
        return "sub" in chunk.classes and chunk.sort is Sort.PREPOSITION and behind

    def keeps_preposition(self, at: int) -> bool:
        """ ", bei dem …": the preposition belongs to the relative clause."""
        return at > 1 and self.chunks[at - 1].sort is Sort.PREPOSITION and self.chunks[at - 2].sort is Sort.COMMA

    def in_list(self, at: int) -> bool:
        """Whether the comma at `at` separates the parts of a list that a conjunction ends."""
        if at == 0 or self.chunks[at - 1].sort not in NOMINAL:
            return False
        look = at + 1
        while look < min(len(self.chunks), at + LIST_REACH):
            chunk = self.chunks[look]
            if chunk.sort is Sort.CONJUNCTION:
                return look + 1 < len(self.chunks) and not self.verbs[look + 1] and look > at + 1
            atom = self.parsed.atoms[chunk.first]
            if chunk.sort not in (*NOMINAL, Sort.COMMA, Sort.PREPOSITION) and not (
                chunk.sort is Sort.OTHER and (atom.capital or atom.what is What.NUMBER or not self.verbs[look])
            ):
                return False
            look += 1
        return False

    def joins_clauses(self, at: int, members: list[int]) -> bool:
        """Whether a conjunction joins two clauses, not two phrases."""
        if at + 1 >= len(self.chunks) or not self.has_verb(members):
            return False
        if self.verbs[at - 1] and "purpose" in self.pack.classes(self.chunks[at + 1].low):
            return True  # "damit alle mit Acme fahren und um Personal zu sparen"
        if self.verbs[at + 1]:
            return not (at > 0 and self.verbs[at - 1] and members and not self.verb_second(at + 1))
        look = at + 1
        while (
            look < len(self.chunks)
            and self.chunks[look].sort in (Sort.PREPOSITION, Sort.OTHER)
            and not self.verbs[look]
        ):
            look += 1
        return (
            look + 1 < len(self.chunks)
            and self.chunks[look].sort in NOMINAL
            and self.verbs[look + 1]
            and (self.chunks[look + 1].sort is not Sort.OTHER or look == at + 1)
            and not self.unfinished(members, self.to_the_end(look + 1))
        )

    def to_the_end(self, at: int) -> list[int]:
        """The verbs from `at` on, and the chunk that follows them unless it is a mark."""
        end = at
        while end < len(self.chunks) and self.verbs[end]:
            end += 1
        open_end = end < len(self.chunks) and self.chunks[end].sort not in (Sort.COMMA, Sort.BREAK, Sort.CONJUNCTION)
        return list(range(at, end + open_end))

    def verb_second(self, at: int) -> bool:
        """Whether arguments follow the verb at `at` before the clause ends."""
        return at + 1 < len(self.chunks) and self.chunks[at + 1].sort not in (Sort.COMMA, Sort.BREAK)
