"""Reads the phrases that a verb can take in a clause of a language with free word order.

In: a clause and the chunks of its sentence. Out: its noun phrases with preposition, case and number; coordinated ones are one.
It must never ask what a verb means: only whether one ends the clause as an infinitive.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.detect.atoms import Atom, Parsed, Type, What
from bot.detect.chunks import Chunk, Sort
from bot.detect.free.bearers import borne, named_bearers, shared, surname, unnamed
from bot.languages.names import names
from bot.languages.pack import Pack
from bot.model import Kind

NOMINAL = (Sort.NOUN, Sort.FIRM, Sort.JOBS, Sort.PRONOUN)
UNHEADED = (What.QUALITY, What.FORMER)  # words that open a clause as adverbs where no noun follows ("Bisher …")
ALL_CASES = frozenset({"nom", "acc", "dat", "gen"})
LEAVES_OR_COMES = (Kind.DEPARTURE, Kind.HIRE)
OPENING, CLOSING = "„“\"»«‚'", "“”\"«»‘'"  # quotation marks


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
    """A clause: the places of its chunks, in order, and of the `verbs` among them. `head` is the phrase before a colon, `shared`
    the clause whose subject it shares, `place` its number; a `bare` one, an infinitive with "zu", has no subject of its own, and
    a `described` one only tells of its antecedent between commas ("Jane Roe, bisher bei Acme für den Einkauf zuständig, …").
    """

    members: list[int]
    subordinate: bool = False
    place: int = 0
    antecedent: int | None = None
    relative: str = ""
    described: bool = False
    bare: bool = False
    shared: Span | None = None
    head: Span | None = None
    verbs: list[int] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)


def phrases(span: Span, parsed: Parsed, chunks: list[Chunk], pack: Pack) -> list[Phrase]:
    """The noun phrases of a clause in the order of the text; coordinated ones are one phrase."""
    found: list[Phrase] = []
    before: Phrase | None = None
    joined = comma = False
    for index, at in enumerate(span.members):
        chunk = chunks[at]
        thing = chunk.sort is Sort.OTHER and parsed.atoms[chunk.last - 1].capital and "month" not in chunk.classes
        adverb = chunk.low in pack.small or parsed.atoms[chunk.last - 1].what in UNHEADED
        adverb = adverb or "from_now" in chunk.classes  # "Interimistisch leitet …"
        if thing and not index and adverb and "human" not in chunk.classes:
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
        governed = previous is not None and previous.sort is Sort.PREPOSITION and span.members[index - 1] == at - 1
        preposition = previous.low if previous is not None and governed else ""
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
            and (parsed.atoms[chunk.first].what is What.DETERMINER or names().of_place(chunk.low, pack.genitive))
        ):
            made.attribute = True
        if found and made_of(found[-1].chunk, chunk, preposition, pack):
            found[-1].parts.append(chunk)
            before, joined = found[-1], False
            continue
        if found and not preposition and named_bearers(found[-1].chunk, chunk, at, span.members, chunks):
            found[-1].parts, before, joined = [borne(found[-1].chunk, chunk)], found[-1], False
            continue
        found.append(made)
        before, joined = made, False
    for phrase in found:
        if len(phrase.parts) > 1 and is_band(phrase.chunk):
            phrase.parts, phrase.plural, phrase.singular = phrase.parts[1:], False, True
    return found


def made_of(body: Chunk, chunk: Chunk, preposition: str, pack: Pack) -> bool:
    """ "Auf Doe folgt eine Doppelspitze aus Jane Roe und John Doe", "ein Duo mit …": a body is whom it is made of."""
    person = chunk.type is Type.PERSON and chunk.name is not None
    return person and is_band(body) and preposition in pack.members("made_of")


def is_band(body: Chunk) -> bool:
    """Whether a noun is one for a few people who do something together ("Duo")."""
    return "band" in body.classes and body.name is None


def bare_human(chunk: Chunk, parsed: Parsed) -> bool:
    """Whether a headline's word for somebody stands beside a verb without an article ("Brite wird Chef", "holt Russin in den
    Vorstand"), so that it means one person whom nothing else names there.
    """
    atoms = parsed.atoms
    beside = [*atoms[max(0, chunk.first - 1) : chunk.first], *atoms[chunk.last : chunk.last + 1]]
    return (
        parsed.sentence.headline
        and chunk.org is None
        and any(atom.what in (What.TRIGGER, What.AUXILIARY, What.DETERMINER) for atom in beside)
    )


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
    return "to" in before.classes or pack.joined_infinitive(last.low)


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


def set_beside(phrase: Phrase, chunks: list[Chunk]) -> bool:
    """ "Diesen Satz bekommt Jane Roe, Sprecherin der Initiative, oft zu hören": a comma sets the post beside a name."""
    at = phrase.at
    named = at > 1 and chunks[at - 1].sort is Sort.COMMA and chunks[at - 2].type is Type.PERSON
    return named and phrase.chunk.name is None and not phrase.chunk.fresh


def quotes(span: Span, chunks: list[Chunk], parsed: Parsed) -> bool:
    """Whether a colon and nothing but a quotation follow a clause ("Neue Acme-Chefin: „Wir wachsen weiter“"): who speaks is no
    news.
    """
    after = span.members[-1] + 1
    if after >= len(chunks) or chunks[after].sort is not Sort.BREAK:
        return False
    tokens = parsed.sentence.tokens
    opening = parsed.atoms[chunks[after].first].first + 1
    return opening < len(tokens) and tokens[opening].text in OPENING and tokens[-1].text in CLOSING
