"""Cuts a sentence of a language with free word order into clauses, and each into the phrases a verb can take.

In: the chunks of a sentence. Out: clauses, each with its members, what it hangs on, and its phrases with preposition,
case and number. It must never ask what a verb means: only whether a word is one.

What was observed: a comma ends a clause unless it stands in a list or around an apposition; what stands between commas
without a verb belongs to the clause around it; a clause that begins with its verb goes on with what came before, or
shares its subject. Fails on long verbless insertions with a participle.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.detect.atoms import Atom, Parsed, Type, What
from bot.detect.chunks import Chunk, Sort
from bot.detect.free.bearers import borne, named_bearers, shared, surname, unnamed
from bot.languages.pack import Pack, Voice
from bot.model import Kind

NOMINAL = (Sort.NOUN, Sort.FIRM, Sort.JOBS, Sort.PRONOUN)
LONGEST = 60  # chunks: no clause is longer, and the weighing of its phrases grows with their square
LIST_REACH = 30  # chunks that are looked at for the conjunction that ends a list
UNHEADED = (What.QUALITY, What.FORMER)  # words that open a clause as adverbs where no noun follows ("Bisher …")
LEAVES_OR_COMES = (Kind.DEPARTURE, Kind.HIRE)
ALL_CASES = frozenset({"nom", "acc", "dat", "gen"})


@dataclass(slots=True)
class Phrase:
    """One or several coordinated noun phrases under the same preposition."""

    parts: list[Chunk]
    at: int
    preposition: str
    cases: frozenset[str]
    plural: bool
    singular: bool
    attribute: bool = False
    """True for a genitive that belongs to the noun before it."""

    @property
    def chunk(self) -> Chunk:
        return self.parts[0]


@dataclass(slots=True)
class Span:
    """A clause: the places of its chunks, in order. `head` is the phrase before a colon, `shared` the clause whose
    subject it shares, `place` its number;
    a `bare` one, an infinitive with "zu", has no subject of its own.
    """

    members: list[int]
    subordinate: bool = False
    place: int = 0
    antecedent: int | None = None
    relative: str = ""
    bare: bool = False
    shared: Span | None = None
    head: Span | None = None
    phrases: list[Phrase] = field(default_factory=list)


def spans(parsed: Parsed, chunks: list[Chunk], pack: Pack) -> list[Span]:
    """The clauses of a sentence in the order of their beginnings, their phrases read."""
    found = Cutter(parsed, chunks, pack).cut()
    for index, span in enumerate(found):
        span.place = index
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
    if "predicative" in pack.classes(chunk.low):
        return False
    if chunk.sort is Sort.TRIGGER:
        return any(trigger.voice is not Voice.NOUN for trigger in chunk.triggers) and not (
            parsed.atoms[chunk.first].capital
            and chunk.first > 0
            and len(chunk.low) > 1
            and chunk.low.count(" ") == 0
            and all(trigger.voice is Voice.NOUN for trigger in chunk.triggers)
        )
    return chunk.sort is Sort.OTHER and "verb" in chunk.classes and not parsed.atoms[chunk.last - 1].capital


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
        for opener, members in self.segments():
            if (
                below is not None
                and opener == ","
                and members
                and (self.waits(below, members) or self.open(below, members))
            ):
                if self.verbs[members[0]]:
                    below.members += members
                continue
            if opener == ":" or opener in ("–", "—", "|", "-", ".", "!", "?", "…", ";"):
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
            if subordinator:
                relative = "rel" in first.classes or first.sort is Sort.PREPOSITION
                span = Span(members, subordinate=True, head=head)
                if relative:
                    span.relative = first.low if first.sort is Sort.SUBORDINATOR else ""
                    span.antecedent = self.noun_before(members[0])
                found.append(span)
                below = span
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
            if self.chunks[back].sort in (Sort.NOUN, Sort.FIRM, Sort.JOBS) or (
                self.chunks[back].sort is Sort.OTHER and self.parsed.atoms[self.chunks[back].first].capital
            ):
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


# Phrases


def phrases(span: Span, parsed: Parsed, chunks: list[Chunk], pack: Pack) -> list[Phrase]:
    """The noun phrases of a clause in the order of the text; coordinated ones are one phrase."""
    found: list[Phrase] = []
    before: Phrase | None = None
    joined = comma = False
    for index, at in enumerate(span.members):
        chunk = chunks[at]
        thing = chunk.sort is Sort.OTHER and parsed.atoms[chunk.last - 1].capital and "month" not in chunk.classes
        if thing and not index and (chunk.low in pack.small or parsed.atoms[chunk.last - 1].what in UNHEADED):
            thing = False
        if chunk.sort is Sort.OTHER and parsed.atoms[chunk.first].what is What.NUMBER and index:
            named = len(parsed.atoms[chunk.first].text) > 2 and parsed.atoms[chunk.first].text.isdigit()
            thing = named and "det" in chunks[span.members[index - 1]].classes  # "baut den 911 um"
        if chunk.sort in (Sort.CONJUNCTION, Sort.COMMA):
            joined, comma = before is not None, chunk.sort is Sort.COMMA
            continue
        if chunk.sort not in NOMINAL and not thing:
            if chunk.sort is not Sort.PREPOSITION:
                before, joined = None, False
            continue
        previous = chunks[span.members[index - 1]] if index else None
        preposition = previous.low if previous is not None and previous.sort is Sort.PREPOSITION else ""
        if index == 1 and previous is not None and "purpose" in previous.classes and infinitive(span, chunks, pack):
            preposition, span.subordinate, span.bare = "", True, True
        if index == 1 and span.subordinate and previous is not None and "sub" in previous.classes:
            preposition = ""
        if preposition and index > 2 and closes_date(span, index - 1, chunks):
            preposition = ""  # "vom 1. Mai 2021 an der frühere Chef"
        if before is not None and joined and (not preposition or preposition == before.preposition):
            chunk = surname(chunk, before.chunk, parsed)
            if chunk.type is Type.PERSON and chunk.role is None and shared(before.parts[-1], parsed, pack):
                chunk = borne(before.parts[-1], chunk)
            if comma and unnamed(before.chunk) and chunk.type is Type.PERSON:
                chunk = borne(before.parts.pop(), chunk)
            before.parts.append(chunk)
            before.plural, before.singular = True, False
            joined = False
            continue
        cases = marked(parsed.atoms[chunk.first : chunk.last], pack)
        plural, singular = number(chunk, parsed.atoms[chunk.first : chunk.last], pack)
        made = Phrase([chunk], at, preposition, cases - {"plural", "singular"}, plural, singular)
        if (
            not preposition
            and previous is not None
            and (previous.sort in NOMINAL or (previous.sort is Sort.OTHER and parsed.atoms[previous.last - 1].capital))
            and "gen" in cases
            and not previous.classes & {"time", "month"}  # "Anfang Januar der Österreicher …"
            and parsed.atoms[chunk.first].what is What.DETERMINER
        ):
            made.attribute = True
        if found and not preposition and named_bearers(found[-1].chunk, chunk, at, span.members, chunks):
            found[-1].parts, before, joined = [borne(found[-1].chunk, chunk)], found[-1], False
            continue
        found.append(made)
        before, joined = made, False
    return found


def closes_date(span: Span, index: int, chunks: list[Chunk]) -> bool:
    """Whether the preposition at a place of a clause ends the date before it ("vom 1. Mai 2021 an")."""
    before = [chunks[at] for at in span.members[max(0, index - 4) : index]]
    dated = bool(before) and ("month" in before[-1].classes or before[-1].low.isdigit())
    return dated and "particle" in chunks[span.members[index]].classes and any("from_the" in c.classes for c in before)


def to_infinitive(span: Span, chunks: list[Chunk], pack: Pack) -> bool:
    """Whether a clause ends in "zu" and an infinitive ("…, das Unternehmen zu verlassen", "…, den Posten aufzugeben")."""
    if len(span.members) < 2:
        return False
    last, before = chunks[span.members[-1]], chunks[span.members[-2]]
    if last.sort is not Sort.TRIGGER:
        return False
    joined = any(last.low.startswith(f"{particle}zu") for particle in pack.particles)
    return "to" in before.classes or (joined and last.low.endswith(pack.infinitive_endings))


def sets_out(span: Span, chunks: list[Chunk]) -> bool:
    """Whether a clause says for what somebody comes or goes ("verlässt Acme, um Orbit zu leiten")."""
    moves = (t.move.kind for at in (span.shared.members if span.shared else ()) for t in chunks[at].triggers)
    return span.bare and "purpose" in chunks[span.members[0]].classes and any(kind in LEAVES_OR_COMES for kind in moves)


def infinitive(span: Span, chunks: list[Chunk], pack: Pack) -> bool:
    """Whether a clause ends in an infinitive ("um … anzuwerben")."""
    last = chunks[span.members[-1]]
    return last.sort is Sort.TRIGGER and last.low.endswith(pack.infinitive_endings)


def marked(atoms: list[Atom], pack: Pack) -> frozenset[str]:
    """The cases that the article or the adjectives in front allow."""
    for atom in atoms:
        if atom.what not in (What.DETERMINER, What.OWN, What.QUALITY, What.NUMBER, What.FORMER, What.PRONOUN):
            break
        marks = pack.case_marks.get(atom.low)
        if marks is not None:
            return marks
    return ALL_CASES


def number(chunk: Chunk, atoms: list[Atom], pack: Pack) -> tuple[bool, bool]:
    """Whether a phrase is surely plural, surely singular."""
    marks = marked(atoms, pack)
    if "plural" in marks or chunk.sort is Sort.JOBS or (chunk.group and chunk.name is None and chunk.number):
        return True, False
    if chunk.name is not None and chunk.type is Type.PERSON:
        return False, True
    if "singular" in marks:
        return False, True
    return False, False
