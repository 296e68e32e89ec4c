"""What a phrase can be to a verb, and which phrases of a clause are best its subject and object.

In: a sentence's chunks and a clause. Out: how well phrases fit the places that a verb opens. It must never know a
move's meaning.

All ways to give the clause's free phrases to the verb's two places are weighed: by what a phrase is, by its case, by
number, and only then by place. A free phrase in front of the verb that finds no place speaks against the reading:
"Die Kunden verlassen Acme" has a subject, and it is no employee.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.detect.atoms import Parsed, Type, What
from bot.detect.chunks import Chunk, Sort
from bot.detect.draft import FIRM, JOIN
from bot.detect.free.dates import atoms_of, since_lately
from bot.detect.free.phrases import Phrase, Span, bare_human, set_beside, sets_out
from bot.detect.tokens import is_year, opens
from bot.languages.names import names
from bot.languages.pack import Move, Pack, Voice
from bot.model import Kind

ARTICLE = 1  # words
BESIDE = frozenset({"self", "from_now", "other", "none"})  # needs that small words beside the verb meet
HELPING = frozenset({"be", "past_be", "have", "modal", "undergone"})
NOTHING = 0.0
REMIT = frozenset({"department", "unit", "business"})  # what somebody can be given to lead, though no role names it
STRAY = 3.0  # what a free phrase without a place in front of the verb costs
PLACE = 1.0  # what standing on the usual side of the verb is worth


@dataclass(frozen=True, slots=True)
class Bound:
    """Subject and object of one reading, with how well they fit."""

    subject: Phrase | None
    object: Phrase | None
    score: float


class Fitting:
    """The phrases and verbs of one sentence."""

    def __init__(self, parsed: Parsed, chunks: list[Chunk], pack: Pack) -> None:
        self.parsed = parsed
        self.chunks = chunks
        self.pack = pack
        self.known: dict[int, frozenset[str]] = {}  # by a clause's place, what classes its words have

    def closing(self, span: Span, at: int) -> frozenset[str]:
        """The particles that a verb at `at` has later in its clause; one with a noun behind it is a preposition."""
        found = set()
        for index, later in enumerate(span.members):
            chunk = self.chunks[later]
            if later <= at or self.noun(chunk):
                continue
            if chunk.low not in self.pack.particles and "particle" not in self.pack.classes(chunk.low):
                continue
            if chunk.sort not in (Sort.PREPOSITION, Sort.PARTICLE, Sort.OTHER):
                continue
            beside = later + 1 in span.members[index + 1 : index + 2]  # "folgt ihm nach, bisher Chef von Acme"
            after = self.chunks[later + 1] if beside else None
            if (
                chunk.sort is Sort.PREPOSITION
                and after is not None
                and (
                    after.sort in (Sort.NOUN, Sort.FIRM, Sort.JOBS)
                    or (after.sort in (Sort.OTHER, Sort.TRIGGER) and self.noun(after))
                    or (after.sort is Sort.OTHER and (after.definite or "verb" not in after.classes))
                )
            ):
                continue
            found.add(chunk.low)
        return frozenset(found)

    def noun(self, chunk: Chunk) -> bool:
        return self.parsed.atoms[chunk.last - 1].capital

    def bracket(self, span: Span, at: int) -> bool:
        """Whether another verb closes the clause that the verb at `at` opens ("wird … verlassen")."""
        return any(later > at for later in span.verbs)

    def opened(self, span: Span, at: int) -> int:
        """The place behind which what belongs to the verb at `at` stands: itself, or what opens the clause that it closes
        ("ist an den Start gegangen")."""
        if at != span.members[-1]:
            return at
        finite = self.finite(span)
        return -1 if span.subordinate else at if finite is None else finite

    def auxiliary(self, chunk: Chunk) -> frozenset[str]:
        return chunk.classes if chunk.sort is Sort.AUXILIARY else self.pack.classes(chunk.low) & HELPING

    def finite(self, span: Span) -> int | None:
        """The place of the verb that agrees with the subject, None in a fragment."""
        if not span.verbs:
            return None
        return span.verbs[-1] if span.subordinate else span.verbs[0]

    def classes(self, span: Span) -> frozenset[str]:
        """The classes of all words of a clause."""
        found = self.known.get(span.place)
        if found is None:
            atoms = atoms_of(span, self.chunks, self.parsed)
            found = self.known[span.place] = frozenset().union(*(atom.classes for atom in atoms))
        return found

    def free(self, span: Span) -> list[Phrase]:
        return [phrase for phrase in span.phrases if not phrase.preposition and not phrase.attribute]

    def fit(self, phrase: Phrase | None, want: str) -> float:
        """How well a phrase is what a place asks for; nothing where it cannot be."""
        if phrase is None or (want == "role" and set_beside(phrase, self.chunks)):
            return NOTHING
        if want in ("person", "named") and self.thing(phrase):
            return NOTHING
        return max((self.fits(chunk, want) for chunk in phrase.parts), default=NOTHING)

    def thing(self, phrase: Phrase) -> bool:
        """Whether an article and nothing else stands before a strange word ("Kündigung des Kontos", "trennt sich vom
        Salzgeschäft"): people's names have none.
        """
        chunk = phrase.chunk
        if chunk.type is not Type.UNKNOWN or chunk.name is None or chunk.role is not None or " " in chunk.name:
            return False
        article = self.parsed.atoms[chunk.first].what is What.DETERMINER and chunk.last == chunk.first + 2
        return article or "from_the" in self.pack.classes(phrase.preposition)

    def fits(self, chunk: Chunk, want: str) -> float:
        if want == "person":
            return self.like_person(chunk)
        if want == "named":
            named = chunk.name is not None or chunk.sort is Sort.PRONOUN or chunk.sort is Sort.OTHER
            return self.like_person(chunk) if named else NOTHING
        if want == "org":
            return self.like_org(chunk)
        if want == "agent":
            if chunk.sort is Sort.OTHER and (chunk.org is not None or "owner" in chunk.classes):
                return 1.4
            return self.like_org(chunk) or (1.0 if self.like_person(chunk) >= 1.5 and not chunk.group else NOTHING)
        if want == "role":
            if chunk.sort is Sort.NOUN and chunk.role is not None and chunk.name is None:
                return NOTHING if "proprietor" in chunk.classes else 2.5  # "bekommt neuen Eigentümer"
            if (
                chunk.sort is Sort.OTHER
                and chunk.classes & REMIT
                and chunk.name is None
                and "time" not in chunk.classes
            ):
                return 1.4
            return 2.0 if "post" in chunk.classes and chunk.name is None else NOTHING
        return 1.0

    def like_person(self, chunk: Chunk) -> float:
        if chunk.sort is Sort.PRONOUN:
            return 2.0 if not ("company_pronoun" in chunk.classes or self.addressed(chunk)) else NOTHING
        if chunk.sort is Sort.OTHER and chunk.surname and not chunk.definite and "heirs" not in chunk.classes:
            return 1.2
        if chunk.sort is Sort.OTHER and "human" in chunk.classes and not chunk.group:
            meant = chunk.definite and "kin" not in chunk.classes  # "Die Enkelin des Gründers": whose, and not who
            return 1.8 if meant or bare_human(chunk, self.parsed) else NOTHING
        if self.was(chunk):
            return 1.5
        if self.stands_bare(chunk) and chunk.first:
            return 0.9
        if chunk.sort is not Sort.NOUN or (
            "unit" in chunk.classes and chunk.name is None and chunk.definite and not chunk.fresh
        ):
            return NOTHING
        if chunk.type is Type.PERSON and chunk.name is not None:
            return 3.0
        if chunk.role is not None:
            return 2.5 if chunk.name is not None or "post" not in chunk.classes else NOTHING
        if chunk.type is Type.UNKNOWN and chunk.name is not None:
            if "-" in chunk.name and chunk.name.rpartition("-")[2].casefold() in self.pack.common:
                return NOTHING  # "Berlin-Nachtzug"
            return 1.8 if chunk.surname or " " in chunk.name else 1.0
        return NOTHING

    def addressed(self, chunk: Chunk) -> bool:
        """Whether a pronoun has its capital because it speaks to the reader ("Wann kündigen Sie?")."""
        atom = self.parsed.atoms[chunk.first]
        inside = atom.first > 0 and atom.capital and chunk.last == chunk.first + 1
        return inside and not opens(self.parsed.sentence.tokens, atom.first, nouns_capitalised=True)

    def was(self, chunk: Chunk) -> bool:
        """Whether a noun that no table knows is tied to a word for "former" ("Ex-Staatssekretär"): so people are called."""
        atoms = self.parsed.atoms
        return (
            chunk.sort is Sort.OTHER
            and chunk.former
            and chunk.first + 1 < chunk.last
            and atoms[chunk.first].what is What.FORMER
            and atoms[chunk.first + 1].glued
        )

    def stands_bare(self, chunk: Chunk) -> bool:
        """Whether a headline's noun without article, class or plural stands in front of the verb, as only names do
        ("Linden ernennt neuen Finanzchef"). Fails on nouns of masses and on bodies without a name ("Kirche").
        """
        atoms = self.parsed.atoms
        return (
            self.parsed.sentence.headline
            and chunk.sort is Sort.OTHER
            and not chunk.definite
            and not chunk.number
            and not (chunk.classes - {"verb", "generic"})
            and chunk.first + 1 == chunk.last
            and atoms[chunk.first].capital
            and chunk.low not in self.pack.small
            and not chunk.low.endswith(self.pack.plural_endings)
            and (not chunk.first or atoms[chunk.first - 1].what in (What.BREAK, What.WORD, What.NAME))
            and chunk.last < len(atoms)
            and atoms[chunk.last].what in (What.TRIGGER, What.AUXILIARY)
        )

    def like_org(self, chunk: Chunk) -> float:
        if chunk.sort is Sort.FIRM:
            return 2.0
        if self.stands_bare(chunk):
            return 0.8
        if chunk.sort is Sort.OTHER:
            return 1.5 if "unit" in chunk.classes else NOTHING
        if chunk.sort is not Sort.NOUN:
            return NOTHING
        if (
            chunk.role is not None
            and chunk.name is None
            and chunk.org is not None
            and not chunk.fresh
            and not chunk.former
        ):
            return 1.4
        if chunk.role is not None:
            return 1.6 if "unit" in chunk.classes and chunk.name is None and not chunk.fresh else NOTHING
        if chunk.type is Type.ORG:
            return 3.0
        return 1.2 if chunk.type is Type.UNKNOWN and chunk.name is not None and not chunk.surname else NOTHING

    def assign(self, span: Span, at: int, wants: tuple[str, str]) -> Bound:
        """The best subject and object among the free phrases of a clause."""
        free = self.free(span)
        finite = self.finite(span)
        verb = finite if finite is not None else at
        best = Bound(None, None, NOTHING)
        subjects = [(p, suits) for p in free if (suits := self.suits(p, wants[0], "nom")) and self.agrees(span, p)]
        things = [(p, suits) for p in free if (suits := self.suits(p, wants[1], "acc"))]
        for subject, suits in ((None, NOTHING), *subjects):
            for thing, fits in ((None, NOTHING), *things):
                if subject is thing and subject is not None:
                    continue
                score = self.weigh(span, subject, thing, wants, free, verb, suits + fits)
                if score is not None and score > best.score:
                    best = Bound(subject, thing, score)
        return best

    def suits(self, phrase: Phrase, want: str, case: str) -> float:
        """How well a phrase fits a place that asks for a case; nothing where it cannot stand there."""
        if not want or (case not in phrase.cases and not (want == "role" and "nom" in phrase.cases)):
            return NOTHING
        fit = self.fit(phrase, want)
        return fit + (0.5 if len(phrase.cases) == 1 else 0.0) if fit else NOTHING

    def weigh(
        self,
        span: Span,
        subject: Phrase | None,
        thing: Phrase | None,
        wants: tuple[str, str],
        free: list[Phrase],
        verb: int,
        score: float,
    ) -> float | None:
        """The score of two phrases as subject and object, by their place too; None where they cannot be both."""
        active = bool(wants[0]) and not span.bare
        if subject is None and thing is not None and active and thing.at < verb and "nom" in thing.cases:
            return None
        nameless = thing is not None and thing.chunk.sort is Sort.PRONOUN and "nom" in thing.cases
        if nameless and any("nom" not in phrase.cases and "acc" in phrase.cases for phrase in free):
            return None  # "dann gewann sie den Pokal": she is no object
        if nameless and subject is None and active and not self.goes_on(span):
            return None  # "Seit Mai hat sie fünf Prozent gewonnen": nothing else can be the subject
        if subject is not None:
            if (
                thing is not None
                and wants[1] != "role"
                and 0 <= thing.at < subject.at  # whom a relative clause speaks of stands in front of it anyway
                and len(subject.cases) > 1
                and len(thing.cases) > 1
                and "nom" in thing.cases  # but "Ihren Nachfolger Roe holt das Haus von Acme"
            ):
                if wants[1] == "org" and self.lone(subject.chunk) and thing.chunk.type is Type.ORG:
                    return None  # "Microsoft verlässt Salo": the firm acts
                if wants[1] == "person" and (thing.chunk.type is Type.PERSON or thing.chunk.role is not None):
                    return None  # "Jane Roe hat Acmes Beiräte abgesetzt", "Acme-Chef umwirbt Initech": they act
                score -= STRAY
            score += PLACE if subject.at < verb or not any(phrase.at < verb for phrase in free) else NOTHING
        for phrase in free:
            if phrase is subject or phrase is thing or "nom" not in phrase.cases or self.bystander(phrase):
                continue
            if phrase.chunk.sort is Sort.JOBS or "succession" in phrase.chunk.classes:
                continue  # "Seine Nachfolge tritt Jane Roe an": what is taken over, and nobody
            if phrase.at < verb and not (thing is not None and thing.at < verb):
                score -= STRAY
            elif subject is None or (phrase.at < subject.at and subject.at > verb):
                score -= STRAY / 2
        return score

    def goes_on(self, span: Span) -> bool:
        """Whether a clause may leave out its subject: it shares one and opens with its verb, or speaks of a noun before it."""
        opens = span.verbs[:1] == span.members[:1] or self.chunks[span.members[0]].sort is Sort.CONJUNCTION
        return span.antecedent is not None or (span.shared is not None and opens)

    def lone(self, chunk: Chunk) -> bool:
        """Whether a name is one strange word, which may be anything's."""
        return chunk.type is Type.UNKNOWN and chunk.role is None and not chunk.surname and " " not in (chunk.name or "")

    def bystander(self, phrase: Phrase) -> bool:
        """What stands free and neither acts nor is acted on: a time or a measure ("Ende Mai", "nächste Woche"), or the
        succession that somebody takes ("Die Nachfolge übernimmt Roe").
        """
        return bool(phrase.chunk.classes & {"time", "month", "succession"})

    def agrees(self, span: Span, subject: Phrase) -> bool:
        finite = self.finite(span)
        if finite is None:
            return True
        low = self.chunks[finite].low.partition(" ")[0]
        forms = {trigger.voice for trigger in self.chunks[finite].triggers}
        if subject.at < finite == span.members[-1] and forms & {Voice.ANY, Voice.PASSIVE} and not span.subordinate:
            return True  # "Jane Roe entlassen": a participle agrees with nothing
        if "prep" in self.pack.classes(low):
            return True  # "Jane Roe und John Doe vor der Ablösung": no verb at all
        plural = low.endswith(self.pack.plural_endings) or "plural_verb" in self.pack.classes(low)
        return not (plural and subject.singular and subject.chunk.sort is not Sort.PRONOUN) and not (
            not plural and subject.plural and not any(part.possessive for part in subject.parts)
        )

    def named_org(self, chunk: Chunk) -> str | None:
        """The firm that a chunk names, or that its bearer works for."""
        if chunk.sort in (Sort.NOUN, Sort.OTHER):
            if chunk.sort is Sort.NOUN and chunk.role is None and chunk.name is not None and chunk.type is Type.ORG:
                return chunk.name
            if chunk.sort is Sort.OTHER and "relation" in chunk.classes:
                return None  # "der Acme-Mutterkonzern"
            if chunk.org is not None and not chunk.former:
                return chunk.org
            if chunk.sort is Sort.NOUN and chunk.role is None and chunk.type is Type.UNKNOWN and not chunk.surname:
                return chunk.name
        return None

    def of_place(self, span: Span, move: Move) -> bool:
        """Whether what is left or gone to is a place or a thing, and nobody's firm ("zieht sich aus Russland zurück", "steigt aus
        der Kohle aus", "geht nach Kassel").
        """
        for phrase in span.phrases:
            chunk = phrase.chunk
            if phrase.preposition in self.pack.members("out_of") & move.from_at:
                thing = (
                    chunk.sort is Sort.OTHER and chunk.definite and chunk.org is None and not chunk.classes - {"verb"}
                )
                if thing or self.places(chunk):
                    return True
            if phrase.preposition in self.pack.members("toward") and "free" in move.needs and self.places(chunk):
                return True
        return False

    def completes(self, span: Span, phrase: Phrase) -> bool:
        """Whether a phrase only completes the noun of the one right before it ("geht nach Streit um den Kurs", "… nach Kritik an
        Acme")."""
        if phrase.preposition not in self.pack.members("disputed"):
            return False
        before = next((p for p in span.phrases if p.preposition and p.at == phrase.at - 2), None)
        return before is not None and before.chunk.sort is Sort.OTHER and not self.bystander(before)

    def places(self, chunk: Chunk) -> bool:
        """Whether a phrase is the name of a place and nothing else."""
        return chunk.type is Type.PLACE or (chunk.sort is Sort.OTHER and chunk.low in names().places)

    def builds(self, span: Span) -> bool:
        """Whether a house of stone is what is done something to ("Das Werk wird umgebaut")."""
        return any("site" in phrase.chunk.classes for phrase in self.free(span))

    def in_town(self, phrase: Phrase) -> bool:
        """ "Stellenabbau in Lindenau", "kommt aus (dem schönen) Lindenau": a strange name behind "in" or "aus" is a place's."""
        chunk = phrase.chunk
        strange = chunk.sort is Sort.NOUN and chunk.type is Type.UNKNOWN and chunk.role is None
        if phrase.preposition in self.pack.members("out_of"):
            house = chunk.definite and chunk.last - chunk.first == ARTICLE + 1  # "kommt aus dem „Kronlux“"
            return strange and not house and " " not in (chunk.name or "")
        return strange and not chunk.definite and phrase.preposition in self.pack.members("inside")

    def name_of(self, chunk: Chunk) -> str | None:
        return FIRM if chunk.sort is Sort.FIRM else self.named_org(chunk)

    def objects(self, span: Span, at: int, who: Phrase | None) -> bool:
        """Whether a free phrase stands in the clause that is neither its subject nor a time. What a comma parts off behind the
        verb is none ("Finanzchef geht, Nachfolge offen").
        """
        commas = (later for later in range(at + 1, span.members[-1]) if at >= 0 and later not in span.members)
        end = next(commas, len(self.chunks))
        return any(
            phrase is not who and not self.bystander(phrase) and "acc" in phrase.cases and at < phrase.at < end
            for phrase in self.free(span)
        )

    def told_by_noun(self, span: Span, at: int) -> bool:
        """Whether a noun that tells a move is what the verb at `at` is about ("kündigt Entlassungen, aber keinen Jobabbau
        an")."""
        if at + 1 not in span.members or not self.noun(self.chunks[at + 1]):
            return False
        chunk = self.chunks[at + 1]
        return chunk.sort is Sort.TRIGGER and all(trigger.voice is Voice.NOUN for trigger in chunk.triggers)

    def trade_acts(self, span: Span) -> bool:
        """Whether a whole trade is the subject and no firm ("Acme: Die Metallbranche erwartet …", "Firmen suchen …")."""
        finite = self.finite(span)
        plural = finite is not None and self.chunks[finite].low.endswith(self.pack.plural_endings)
        return any(
            "nom" in phrase.cases
            and (
                "sector" in phrase.chunk.classes
                or (plural and phrase.chunk.sort is Sort.FIRM and not phrase.chunk.definite)
            )
            for phrase in self.free(span)
        )

    def several(self, span: Span) -> bool:
        """Whether a clause has an object beside its subject, counted things among them ("baut 300 Läden um")."""
        counted = any(self.chunks[at].sort is Sort.OTHER and self.chunks[at].number for at in span.members)
        return counted or sum(not self.bystander(phrase) for phrase in self.free(span)) > 1

    def stranger(self, span: Span, taken: Phrase | None, before: int) -> bool:
        """Whether a free phrase in front of the verb is the subject, though no one who could be meant."""
        return not span.bare and any(
            phrase is not taken
            and "nom" in phrase.cases
            and not self.bystander(phrase)
            and phrase.chunk.sort is not Sort.JOBS
            and phrase.at < before
            for phrase in self.free(span)
        )

    def announces(self, span: Span) -> bool:
        """Whether the clause's verb makes something known or done ("kündigt … an", "gibt … bekannt")."""
        return self.has_verb(span, "announce")

    def has_verb(self, span: Span, sort: str) -> bool:
        """Whether a clause has a verb of a class, by its first word."""
        return any(sort in self.pack.classes(self.chunks[member].low.partition(" ")[0]) for member in span.members)

    def looked_back(self, span: Span) -> bool:
        """Whether a clause tells of what lay before what the text tells ("hatte … geführt", "nachdem sie … antrat")."""
        finite = self.finite(span)
        low = self.chunks[finite].low if finite is not None else ""
        opener = self.chunks[span.members[0]].classes if span.subordinate else frozenset()
        if opener & {"after_that", "like"}:
            stem = next((low[len(part) :] for part in self.pack.particles if low.startswith(part)), low)
            passed = not self.pack.past_forms.isdisjoint((low, stem))
            done = passed or self.pack.classes(low) & {"have", "be", "past_be", "perfect_past", "was"}
            if ("after_that" in opener and done) or ("like" in opener and passed):
                return True  # but "wird nötig, nachdem Roe nächstes Jahr zu Acme wechselt"
        told = bool(self.pack.classes(low) & {"perfect_past", "was"}) and len(span.members) > 1
        return told and self.bracket(span, finite or 0)

    def past(self, span: Span, at: int) -> bool:
        """Whether a clause looks back with its verb at `at`: it names a time long gone, or a year beside a verb in the past."""
        finite = self.finite(span)
        low = self.chunks[finite].low if finite is not None else ""
        told = low in self.pack.past_forms or "perfect_past" in self.pack.classes(low)
        ago = (at + 1 for at in span.members[:-1] if self.chunks[at].low in self.pack.members("ago"))
        if told and any("long_ago" in self.pack.classes(self.chunks[place].low) for place in ago):
            return True
        relative = span.members if span.relative else []
        had = [member for member in relative if "perfect_past" in self.pack.classes(self.chunks[member].low)]
        if had and not any(c.sort is Sort.CONJUNCTION for c in self.chunks[had[-1] : at]):
            return True  # "Jane Roe, die das Unternehmen verlassen hatte", but "… geführt hatte und nun verlässt"
        goes_on = finite is None or (told and "lately" not in self.classes(span))
        if goes_on and span.shared is not None and self.past(span.shared, at):
            return True  # "hatte das Werk geschlossen und 600 Mitarbeitern gekündigt", "kam 2001 und wurde Chef"
        then = self.classes(span)  # "hat damals 300 Leute entlassen"
        if "past_time" in then and "before_now" not in then and "have" in self.pack.classes(low):
            return True
        words = [self.parsed.atoms[self.chunks[member].first] for member in span.members] if told else []
        year = any(is_year(atom.low) for atom in words)
        return year or any("past_time" in atom.classes for atom in words)

    def fulfils(self, span: Span, at: int, move: Move) -> bool:
        """Whether the clause has the small words that a reading asks for; the gate asks for the same."""
        if not move.beside and move.needs.isdisjoint(BESIDE):
            return True
        classes = self.classes(span)
        if since_lately(span, self.chunks, self.parsed) and not self.tells(span, "was"):
            classes = classes - {"until_now"} | {"from_now"}
        checks = (
            ("self", "self" in classes),
            (
                "from_now",
                (
                    bool(classes & {"from_now", "future"})
                    or self.tells(span, "future")
                    or sets_out(span, self.chunks)
                    or self.until_then(span)
                )
                and "only_still" not in classes  # "soll das Haus nur noch bis Mai führen"
                and not (move.kind in JOIN and self.told_before(span)),
            ),
            ("other", "self" not in classes),
            ("none", "negation" in classes or (move.kind is Kind.HIRING_FREEZE and "fewer" in classes)),
        )
        return move.beside <= classes and all(met for need, met in checks if need in move.needs)

    def until_then(self, span: Span) -> bool:
        """Whether the clause in front tells how long it holds ("Bis ein Nachfolger gefunden ist, führt …")."""
        before = span.shared
        if before is None or not before.verbs or span.members[0] != self.finite(span):
            return False
        return before.verbs[-1] == before.members[-1] and "from_now" in self.classes(before)

    def told_before(self, span: Span) -> bool:
        """ "Seither führte Roe die Redaktion kommissarisch": what lasted, told in the past, does not set out now."""
        finite = self.finite(span)
        return finite is not None and self.chunks[finite].low in self.pack.past_forms

    def tells(self, span: Span, time: str) -> bool:
        """Whether the verb of a clause is one for that time, though it can tell a move too ("wird … leiten")."""
        finite = self.finite(span)
        return finite is not None and time in self.pack.classes(self.chunks[finite].low)
