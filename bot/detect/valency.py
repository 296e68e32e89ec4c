"""Binds phrases to the places that a move leaves open, in languages where case and meaning, not place, tell who does what to whom.

In: the chunks of a sentence and the pack. Out: the same drafts that `frames` makes for languages with a fixed order.
It must never guess from other sentences, nor judge whether the text is about business.

Every verb asks for what it needs (somebody who leaves, a firm that is left). All ways to give the clause's free phrases to its
places are weighed: by what a phrase is, by its case, by number, and only then by place. A free phrase in front of the verb that finds no place
speaks against the reading: "Die Kunden verlassen Acme" has a subject, and it is no employee.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.detect.atoms import Parsed, Type, What
from bot.detect.chunks import Chunk, Sort
from bot.detect.clauses import Phrase, Span, spans, verbal
from bot.detect.frames import FIRM, Draft
from bot.languages.pack import Move, Pack, Trigger, Voice
from bot.model import Kind

COMPANY = (Kind.LAYOFFS, Kind.HIRING_FREEZE, Kind.HIRING_PUSH, Kind.REORG, Kind.ACQUIHIRE)
HELPING = frozenset({"be", "past_be", "have", "modal"})
NOTHING = 0.0
BACK = 6  # clauses that are looked back for a subject
STRAY = 3.0  # what a free phrase without a place in front of the verb costs
PLACE = 1.0  # what standing on the usual side of the verb is worth


@dataclass(frozen=True, slots=True)
class Bound:
    """Subject and object of one reading, with how well they fit."""

    subject: Phrase | None
    object: Phrase | None
    score: float


class Valency:
    """The search for arguments in one sentence."""

    def __init__(self, parsed: Parsed, chunks: list[Chunk], pack: Pack) -> None:
        self.parsed = parsed
        self.chunks = chunks
        self.pack = pack
        self.headline = parsed.sentence.headline
        self.spans = spans(parsed, chunks, pack)
        self.subjects: dict[int, Phrase] = {}
        self.agent: Phrase | None = None

    def drafts(self) -> list[Draft]:
        found: list[Draft] = []
        for span in self.spans:
            found += self.new_post(span)
            if span.antecedent is not None:
                span.phrases.insert(0, self.antecedent(span))
            for at in span.members:
                if self.chunks[at].sort is Sort.TRIGGER:
                    found += self.bind(span, at)
        return self.deals(found)

    def deals(self, found: list[Draft]) -> list[Draft]:
        """Money for a firm in order to hire its people ("Um X anzuwerben, investierte Acme in sein Unternehmen Initech")."""
        deal = next((draft for draft in found if draft.kind is Kind.ACQUIHIRE), None)
        if deal is None:
            return found
        rest = [draft for draft in found if draft is not deal]
        hire = next((draft for draft in rest if draft.kind is Kind.HIRE and draft.person is not None), None)
        if hire is None:
            return rest
        rest.remove(hire)
        return [*rest, replace(deal, person=hire.person)]

    def new_post(self, span: Span) -> list[Draft]:
        """ "Neuer Chef bei Acme", "Jane Roe neue Chefin von Acme": a headline without a verb that names a new post."""
        move = self.pack.verbless
        if move is None or move.kind is None or not self.headline or self.finite(span) is not None:
            return []
        if any(self.chunks[at].sort is Sort.TRIGGER for at in span.members):
            return []
        role = next(
            (p for p in self.free(span) if p.chunk.fresh and self.fit(p, "role") and not p.chunk.definite), None
        )
        if role is None:
            return []
        at = span.members[0]
        draft = Draft(move, Voice.NOUN, move.kind, at, first=at, last=span.members[-1])
        person = next((p for p in self.free(span) if p is not role and p.chunk.type is Type.PERSON), None)
        draft.person = person.chunk if person is not None else role.chunk
        if person is not None and person.at > role.at:
            return []
        self.put_role(draft, role.chunk)
        self.slots(span, at, draft, person or role)
        return [draft] if draft.org is not None else []

    def antecedent(self, span: Span) -> Phrase:
        """The noun that a relative clause speaks of, in the case of its pronoun."""
        at = span.antecedent or 0
        marks = self.pack.case_marks.get(span.relative, frozenset({"gen"}))
        cases = (marks - {"gen", "dat"} or marks) - {"plural", "singular"}
        return Phrase([self.chunks[at]], -1, "", cases, False, False)

    # Which reading of a trigger

    def bind(self, span: Span, at: int) -> list[Draft]:
        triggers = sorted(self.chunks[at].triggers, key=lambda trigger: not trigger.particle)
        found: list[Draft] = []
        for trigger in triggers:
            if (found and "also" not in trigger.move.needs) or not self.possible(span, at, trigger):
                continue
            found += self.read(span, at, trigger)
        return found

    def possible(self, span: Span, at: int, trigger: Trigger) -> bool:
        if trigger.voice is Voice.NOUN:
            return True
        particles = self.closing(span, at)
        if trigger.particle:
            return trigger.particle in particles
        particle = particles - self.pack.members("loose")
        if particle and trigger.voice is Voice.ACTIVE:
            return False
        if trigger.voice is Voice.ACTIVE and not particle and not span.subordinate and not trigger.particle:
            low = self.chunks[at].low
            if self.finite(span) != at and " " not in low and not low.endswith(self.pack.infinitive_endings):
                return False
        copula = bool(self.pack.classes(self.chunks[at].low) & {"be", "have"})
        return not (copula and self.bracket(span, at))

    def closing(self, span: Span, at: int) -> frozenset[str]:
        """The particles that a verb at `at` has later in its clause; one with a noun behind it is a preposition."""
        found = set()
        for index, later in enumerate(span.members):
            chunk = self.chunks[later]
            if later <= at or "particle" not in self.pack.classes(chunk.low) or self.noun(chunk):
                continue
            if chunk.sort not in (Sort.PREPOSITION, Sort.PARTICLE, Sort.OTHER):
                continue
            after = self.chunks[span.members[index + 1]] if index + 1 < len(span.members) else None
            if (
                chunk.sort is Sort.PREPOSITION
                and after is not None
                and (
                    after.sort in (Sort.NOUN, Sort.FIRM, Sort.JOBS)
                    or (
                        after.sort is Sort.OTHER and (self.noun(after) or after.definite or "verb" not in after.classes)
                    )
                )
            ):
                continue
            found.add(chunk.low)
        return frozenset(found)

    def noun(self, chunk: Chunk) -> bool:
        return self.parsed.atoms[chunk.last - 1].capital

    def bracket(self, span: Span, at: int) -> bool:
        """Whether another verb closes the clause that the verb at `at` opens ("wird … verlassen")."""
        return any(later > at and verbal(self.chunks[later], self.parsed) for later in span.members)

    # Voice

    def voices(self, span: Span, at: int, trigger: Trigger) -> tuple[Voice, ...]:
        """The voices that the form allows, the likelier first."""
        move = trigger.move
        if trigger.voice is not Voice.ANY:
            return (trigger.voice,)
        if move.person == "subject" and move.predecessor != "object":
            return (Voice.ACTIVE,)
        words = frozenset(name for later in span.members if later != at for name in self.auxiliary(self.chunks[later]))
        if "past_be" in words:
            return (Voice.PASSIVE,)
        if "have" in words:
            return (Voice.ACTIVE,)
        if "be" in words:
            return (Voice.ACTIVE, Voice.PASSIVE)
        if "modal" in words:
            return (Voice.ACTIVE,)
        infinitive = self.chunks[at].low.endswith(self.pack.infinitive_endings)
        if self.finite(span) is None:
            return (Voice.PASSIVE, Voice.ACTIVE) if not infinitive else (Voice.ACTIVE, Voice.PASSIVE)
        if self.finite(span) == at:
            return (Voice.ACTIVE, Voice.PASSIVE) if infinitive else (Voice.PASSIVE,)
        return (Voice.ACTIVE,) if infinitive else (Voice.PASSIVE, Voice.ACTIVE)

    def auxiliary(self, chunk: Chunk) -> frozenset[str]:
        return chunk.classes if chunk.sort is Sort.AUXILIARY else self.pack.classes(chunk.low) & HELPING

    def finite(self, span: Span) -> int | None:
        """The place of the verb that agrees with the subject, None in a fragment."""
        verbs = [at for at in span.members if verbal(self.chunks[at], self.parsed)]
        if not verbs:
            return None
        return verbs[-1] if span.subordinate else verbs[0]

    # Who does what

    def free(self, span: Span) -> list[Phrase]:
        return [phrase for phrase in span.phrases if not phrase.preposition and not phrase.attribute]

    def fit(self, phrase: Phrase | None, want: str) -> float:
        """How well a phrase is what a place asks for; nothing where it cannot be."""
        if phrase is None:
            return NOTHING
        return max((self.fits(chunk, want) for chunk in phrase.parts), default=NOTHING)

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
                return 2.5
            return 2.0 if "post" in chunk.classes and chunk.name is None else NOTHING
        return 1.0

    def like_person(self, chunk: Chunk) -> float:
        if chunk.sort is Sort.PRONOUN:
            return 2.0 if "company_pronoun" not in chunk.classes else NOTHING
        if chunk.sort is Sort.OTHER and chunk.surname and not chunk.definite:
            return 1.2
        if chunk.sort is not Sort.NOUN or (
            "unit" in chunk.classes and chunk.name is None and chunk.definite and not chunk.fresh
        ):
            return NOTHING
        if chunk.type is Type.PERSON and chunk.name is not None:
            return 3.0
        if chunk.role is not None:
            return 2.5
        if chunk.type is Type.UNKNOWN and chunk.name is not None:
            return 1.8 if chunk.surname or chunk.name.count(" ") == 1 else 1.0
        return NOTHING

    def like_org(self, chunk: Chunk) -> float:
        if chunk.sort is Sort.FIRM:
            return 2.0
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
        for subject in (None, *free):
            for thing in (None, *free):
                if subject is thing and subject is not None:
                    continue
                score = self.weigh(span, subject, thing, wants, free, verb)
                if score is not None and score > best.score:
                    best = Bound(subject, thing, score)
        return best

    def weigh(
        self,
        span: Span,
        subject: Phrase | None,
        thing: Phrase | None,
        wants: tuple[str, str],
        free: list[Phrase],
        verb: int,
    ) -> float | None:
        score = 0.0
        if subject is None and thing is not None and wants[0] and thing.at < verb and "nom" in thing.cases:
            if not span.bare:
                return None
        for phrase, want, case in ((subject, wants[0], "nom"), (thing, wants[1], "acc")):
            if phrase is None:
                continue
            fit = self.fit(phrase, want) if want else NOTHING
            if not fit or (case not in phrase.cases and not (want == "role" and "nom" in phrase.cases)):
                return None
            score += fit + (0.5 if len(phrase.cases) == 1 else 0.0)
        if subject is not None:
            if not self.agrees(span, subject):
                return None
            if (
                thing is not None
                and wants[1] != "role"
                and thing.at < subject.at
                and len(subject.cases) > 1
                and len(thing.cases) > 1
            ):
                score -= STRAY
            score += PLACE if subject.at < verb or not any(phrase.at < verb for phrase in free) else NOTHING
        for phrase in free:
            if phrase is subject or phrase is thing or "nom" not in phrase.cases or self.bystander(phrase):
                continue
            if phrase.chunk.sort is Sort.JOBS:
                continue
            if phrase.at < verb and not (thing is not None and thing.at < verb):
                score -= STRAY
            elif subject is None or (phrase.at < subject.at and subject.at > verb):
                score -= STRAY / 2
        return score

    def bystander(self, phrase: Phrase) -> bool:
        """A time or a measure that stands free without being an argument ("Ende Mai", "nächste Woche")."""
        return bool(phrase.chunk.classes & {"time", "month"})

    def agrees(self, span: Span, subject: Phrase) -> bool:
        finite = self.finite(span)
        if finite is None:
            return True
        low = self.chunks[finite].low.partition(" ")[0]
        plural = low.endswith(self.pack.plural_endings) or "plural_verb" in self.pack.classes(low)
        return not (plural and subject.singular and subject.chunk.sort is not Sort.PRONOUN) and not (
            not plural and subject.plural and not any(part.possessive for part in subject.parts)
        )

    def inherited(self, span: Span, want: str) -> Phrase | None:
        """The subject of the clause before, which this one shares, or the phrase before a colon."""
        before = span.shared
        for _ in range(BACK):
            if before is None:
                break
            known = self.subjects.get(id(before))
            if known is not None and self.fit(known, want):
                return known
            for phrase in self.free(before):
                if "nom" in phrase.cases and self.fit(phrase, want):
                    return phrase
            before = before.shared
        return None

    def topical(self, span: Span, want: str) -> Phrase | None:
        """The phrase before the colon ("Acme: …"), where it is what is asked for."""
        if span.head is None:
            return None
        if want == "person":
            free = self.free(span.head)
            return free[0] if len(free) == 1 and self.fit(free[0], want) >= 1.8 else None
        found = [phrase for phrase in span.head.phrases if self.named_org(phrase.chunk) is not None]
        free = self.free(span.head)
        if (
            not found
            and len(span.head.phrases) == 1
            and free
            and free[0].chunk.sort is Sort.NOUN
            and free[0].chunk.role is None
        ):
            return free[0]
        return found[0] if found else None

    def named_org(self, chunk: Chunk) -> str | None:
        """The firm that a chunk names, or that its bearer works for."""
        if chunk.sort in (Sort.NOUN, Sort.OTHER):
            if chunk.sort is Sort.NOUN and chunk.role is None and chunk.name is not None and chunk.type is Type.ORG:
                return chunk.name
            if chunk.org is not None and not chunk.former:
                return chunk.org
            if chunk.sort is Sort.NOUN and chunk.role is None and chunk.name is not None:
                if chunk.type is Type.ORG or (chunk.type is Type.UNKNOWN and not chunk.surname):
                    return chunk.name
        return None

    # Reading one trigger

    def read(self, span: Span, at: int, trigger: Trigger) -> list[Draft]:
        move = trigger.move
        if move.kind is None:
            return []
        if move.not_at and any(phrase.preposition in move.not_at for phrase in span.phrases if phrase.at > at):
            return []
        if not self.fulfils(span, at, move):
            return []
        for voice in self.voices(span, at, trigger):
            first, last = min(span.members[0], at), max(span.members[-1], at)
            draft = Draft(move, voice, move.kind, at, status=move.status, first=first, last=last, past=self.past(span))
            draft.later = any(
                "later" in atom.classes
                for member in span.members
                for atom in self.parsed.atoms[self.chunks[member].first : self.chunks[member].last]
            )
            if move.object and not self.object(span, at, draft):
                continue
            found = self.fill(span, at, draft)
            if found:
                return found
        return []

    def past(self, span: Span) -> bool:
        """Whether a clause looks back: it names a time long gone, or a year beside a verb in the past."""
        finite = self.finite(span)
        low = self.chunks[finite].low if finite is not None else ""
        told = low in self.pack.past_forms
        words = [self.parsed.atoms[self.chunks[member].first] for member in span.members]
        year = any(atom.low.isdigit() and len(atom.low) == 4 and atom.low[:2] in ("19", "20") for atom in words)
        return told and (year or any("past_time" in atom.classes for atom in words))

    def fulfils(self, span: Span, at: int, move: Move) -> bool:
        """Whether the clause has the small words that a reading asks for."""
        classes = frozenset(
            name
            for member in span.members
            for atom in self.parsed.atoms[self.chunks[member].first : self.chunks[member].last]
            for name in atom.classes
        )
        checks = (
            ("self", "self" in classes),
            ("from_now", "from_now" in classes),
            ("none", bool(classes & {"negation", "fewer"})),
        )
        return all(met for need, met in checks if need in move.needs)

    def fill(self, span: Span, at: int, draft: Draft) -> list[Draft]:
        move = draft.move
        self.agent = None
        if draft.voice is Voice.NOUN:
            who = self.nominal(span, at, draft)
        elif draft.voice is Voice.PASSIVE:
            who = self.passive(span, at, draft)
        else:
            who = self.active(span, at, draft)
        if move.person and who is None and move.needs & {"person", "name"}:
            return []
        if who is not None:
            for part in who.parts:
                if part.sort is Sort.OTHER and part.surname:
                    part.sort, part.name, part.type = Sort.NOUN, self.parsed.atoms[part.first].text, Type.UNKNOWN
            draft.person = next((part for part in who.parts if self.like_person(part)), who.chunk)
        self.slots(span, at, draft, who)
        if not self.complete(draft) or ("free" in move.needs and self.objects(span, at, who)):
            return []
        if who is None:
            return [draft]
        others = [part for part in who.parts if part is not draft.person and self.like_person(part)]
        if others and all(self.like_person(part) for part in who.parts):
            for part in who.parts:
                part.type = Type.PERSON if part.sort is Sort.NOUN and part.name is not None else part.type
        return [draft, *(replace(draft, person=part) for part in others)]

    def objects(self, span: Span, at: int, who: Phrase | None) -> bool:
        """Whether a free phrase stands in the clause that is neither its subject nor a time."""
        return any(
            phrase is not who and not self.bystander(phrase) and "acc" in phrase.cases and phrase.at > at
            for phrase in self.free(span)
        )

    def active(self, span: Span, at: int, draft: Draft) -> Phrase | None:
        move = draft.move
        if move.person == "subject":
            return self.actor(span, at, draft)
        if move.org == "any":
            staff = any(part.sort is Sort.JOBS for phrase in self.free(span) for part in phrase.parts)
            draft.org = None
            if not staff:
                draft.number = False
            return None
        named = move.person == "behind"
        wants = ("agent", "role" if named and "object" in move.role_at else "person" if move.person == "object" else "")
        bound = self.assign(span, at, wants)
        subject = bound.subject
        if subject is None:
            if self.stranger(span, bound.object, at):
                return None
            subject = self.inherited(span, "agent") or self.topical(span, "org")
        if subject is not None:
            self.subjects[id(span)] = subject
            self.put_agent(draft, subject)
        if not named:
            return bound.object
        if bound.object is not None:
            self.put_role(draft, bound.object.chunk)
        return self.behind(span, at, move.person_at, "person") or bound.object

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

    def actor(self, span: Span, at: int, draft: Draft) -> Phrase | None:
        """Binds a move whose person is the subject."""
        move = draft.move
        who_wanted = "named" if "name" in move.needs else "person"
        wants = (who_wanted, "org" if move.org == "object" else "role" if "object" in move.role_at else "")
        if move.predecessor == "object":
            wants = ("named", "person")
        if "pair" in move.needs:
            return self.pair(span, draft)
        bound = self.assign(span, at, wants)
        who = bound.subject
        if who is None:
            if self.stranger(span, bound.object, len(self.chunks)):
                return None
            who = self.inherited(span, "person") or self.topical(span, "person")
        if who is not None and who.chunk.sort is Sort.PRONOUN:
            who = self.meant(span) or who
        if who is None:
            return None
        if who.chunk.name is None and who.chunk.sort is not Sort.PRONOUN:
            who = self.named_by(span, who) or who
        self.subjects[id(span)] = who
        thing = bound.object
        if move.predecessor:
            if move.predecessor == "behind":
                thing = self.behind(span, at, move.person_at, "person")
            if thing is None and self.subjects:
                gone = [phrase for phrase in self.subjects.values() if phrase is not who]
                thing = gone[-1] if gone else None
            if thing is None:
                return None
            draft.predecessor = thing.chunk
            if thing.chunk.role is not None and not thing.chunk.former:
                self.put_role(draft, thing.chunk)
        elif thing is not None and move.org == "object":
            self.put_org(draft, thing.chunk)
        elif thing is not None:
            self.put_role(draft, thing.chunk)
        elif move.org == "object" and self.objects(span, -1, who):
            return None
        return who

    def meant(self, span: Span) -> Phrase | None:
        """Whom a pronoun in a later clause means: the people who are the subject of one before in the same sentence."""
        for before in reversed(self.spans[max(0, span.place - BACK) : span.place]):
            for phrase in before.phrases:
                if not phrase.preposition and "nom" in phrase.cases and phrase.chunk.type is Type.PERSON:
                    return phrase
        return None

    def named_by(self, span: Span, who: Phrase) -> Phrase | None:
        """ "Mit Jane Roe verlässt ein weiterer Manager …": who is meant stands behind "mit" in front."""
        for phrase in span.phrases:
            if (
                phrase.preposition in self.pack.members("along")
                and phrase.at < who.at
                and phrase.chunk.type is Type.PERSON
            ):
                return phrase
        return None

    def pair(self, span: Span, draft: Draft) -> Phrase | None:
        """ "Acme und ihr Chef trennen sich": a firm and a person as one subject."""
        for phrase in self.free(span):
            firms = [part for part in phrase.parts if self.like_org(part) >= 2.0]
            people = [part for part in phrase.parts if self.like_person(part) >= 2.0]
            if firms and people and len(phrase.parts) == 2:
                self.put_org(draft, firms[0])
                return Phrase(people, phrase.at, "", phrase.cases, True, False)
        return None

    def passive(self, span: Span, at: int, draft: Draft) -> Phrase | None:
        if draft.move.person == "behind":
            return self.behind(span, at, draft.move.person_at, "person")
        bound = self.assign(span, at, ("person" if draft.move.person else "any", ""))
        if draft.move.person and self.objects(span, at, bound.subject):
            return None
        who = bound.subject if draft.move.person else None
        if draft.move.person and who is None:
            if any("nom" in phrase.cases and not self.bystander(phrase) for phrase in self.free(span)):
                return None
            who = self.inherited(span, "person")
        if draft.move.predecessor:
            draft.predecessor = who.chunk if who else None
            successor = self.behind(span, at, self.pack.members("by"), "person")
            return successor
        agent = self.behind(span, at, self.pack.members("by"), "org")
        if agent is not None:
            self.agent = agent
            draft.org = self.name_of(agent.chunk)
        return who

    def nominal(self, span: Span, at: int, draft: Draft) -> Phrase | None:
        move = draft.move
        index = span.members.index(at)
        before = self.chunks[span.members[index - 1]] if index else None
        after = [phrase for phrase in span.phrases if phrase.at > at]
        if not move.person:
            org = next(
                (phrase for phrase in after[:2] if phrase.preposition in move.org_at and self.fit(phrase, "org")), None
            )
            if org is not None:
                draft.org = self.name_of(org.chunk)
            elif before is not None and self.named_org(before) is not None:
                draft.org = self.named_org(before)
            elif (topic := self.topical(span, "org")) is not None:
                draft.org = self.named_org(topic.chunk)
            elif self.finite(span) is not None and ("place" not in move.needs or self.announces(span)):
                bound = self.assign(span, at, ("agent", ""))
                subject = bound.subject or self.inherited(span, "agent")
                if subject is not None:
                    self.put_agent(draft, subject)
            return None
        if after and self.follows(at, after[0]):
            first = after[0]
            low = self.chunks[at].low
            opener = first.preposition or (
                low.rpartition(" ")[2] if " " in low else self.parsed.atoms[first.chunk.first].low
            )
            if opener in move.person_at and self.fit(first, "person"):
                return first
        if (
            before is not None
            and before.name is not None
            and self.like_person(before) >= 1.5
            and (before.possessive or self.parsed.atoms[self.chunks[at].first].glued)
        ):
            return Phrase([before], span.members[index - 1], "", frozenset({"gen"}), False, True)
        announced = self.announces(span)
        own = before is not None and before.own and before.sort is Sort.OTHER and not self.looks_back(index, span)
        if announced or own:
            subject = self.assign(span, at, ("person", "")).subject
            if subject is not None and self.fit(subject, "person") >= 1.8:
                return subject
            if own and before is not None:
                known = self.inherited(span, "person")
                return known or Phrase([before], span.members[index - 1], "", frozenset({"gen"}), False, True)
        return None

    def announces(self, span: Span) -> bool:
        """Whether the clause's verb makes something known or done ("kündigt … an", "gibt … bekannt")."""
        return any(
            "announce" in self.pack.classes(self.chunks[member].low.partition(" ")[0]) for member in span.members
        )

    def looks_back(self, index: int, span: Span) -> bool:
        """ "nach seinem Abgang", "seit ihrem Rücktritt": what is told comes after it."""
        before = self.chunks[span.members[index - 2]] if index > 1 else None
        return before is not None and before.sort is Sort.PREPOSITION and "since" in before.classes

    def follows(self, at: int, phrase: Phrase) -> bool:
        """Whether a phrase stands right behind the noun at `at`, its preposition between."""
        return phrase.at - at <= 1 + bool(phrase.preposition)

    # Slots

    def object(self, span: Span, at: int, draft: Draft) -> bool:
        """Whether the clause has the thing that the move asks for."""
        wanted = draft.move.object
        draft.number = any(part.sort is Sort.JOBS and part.number for phrase in span.phrases for part in phrase.parts)
        for phrase in span.phrases:
            for chunk in phrase.parts:
                if "post" in wanted and chunk.role is not None and chunk.name is None and phrase.at > at:
                    if not phrase.preposition and not chunk.group:
                        return True
                if not chunk.classes & wanted or (chunk.name is not None and "unit" not in wanted):
                    continue
                if phrase.preposition not in {"", *self.pack.members("lacking")} and wanted & {"post", "remit"}:
                    continue
                if chunk.sort is Sort.JOBS:
                    draft.jobs = chunk
                return True
        return any(self.pack.classes(self.chunks[member].low) & wanted for member in span.members if member != at)

    def behind(self, span: Span, at: int, prepositions: frozenset[str], want: str) -> Phrase | None:
        """The best fitting phrase behind one of the prepositions, those after the verb first."""
        order = sorted(
            (phrase for phrase in span.phrases if phrase.preposition in prepositions and phrase is not self.agent),
            key=lambda phrase: (phrase.at < at, abs(phrase.at - at)),
        )
        for phrase in order:
            chunk = phrase.chunk
            if want == "org":
                if (chunk.sort is Sort.FIRM or self.named_org(chunk) is not None) and (
                    chunk.role is None or "unit" in chunk.classes
                ):
                    return phrase
            elif self.fit(phrase, want):
                return phrase
        return None

    def name_of(self, chunk: Chunk) -> str | None:
        return FIRM if chunk.sort is Sort.FIRM else self.named_org(chunk)

    def slots(self, span: Span, at: int, draft: Draft, who: Phrase | None) -> None:
        move = draft.move
        role = self.behind(span, at, move.role_at, "role")
        if role is not None and draft.role is None and (who is None or role is not who):
            self.put_role(draft, role.chunk)
        if draft.role is None and "object" in move.role_at:
            bare = next(
                (p for p in self.free(span) if p is not who and self.fit(p, "role") and self.beside(p, at, span)), None
            )
            if bare is not None:
                self.put_role(draft, bare.chunk)
        if draft.role_chunk is not None and "successor" in draft.role_chunk.classes:
            self.predecessor(span, draft)
        source = self.behind(span, at, move.from_at, "org")
        target = self.behind(span, at, move.to_at, "org")
        place = self.behind(span, at, move.org_at, "org")
        if span.head is not None and draft.kind is Kind.HIRE and self.finite(span.head) is None:
            source = source or self.behind(span.head, at, move.from_at, "org")
            target = target or self.behind(span.head, at, move.to_at, "org")
        if source is not None and source is not target:
            draft.from_org = self.name_of(source.chunk)
        elif target is not None and draft.kind is Kind.HIRE and who is not None and who.chunk.org is None:
            topic = self.topical(span, "org")
            if topic is not None and move.person == "subject" and topic is not target:
                draft.from_org = self.named_org(topic.chunk)
        if target is not None:
            draft.to_org = self.name_of(target.chunk)
        if place is not None and draft.org is None and place not in (source, target):
            draft.org = self.name_of(place.chunk)
        if "staff" in move.needs and draft.jobs is None:
            staff = next((part for p in span.phrases for part in p.parts if part.sort is Sort.JOBS), None)
            draft.jobs = staff
        if "superior" in move.needs and self.behind(span, at, move.person_at, "person") is None:
            draft.person = None
        if draft.role is None and move.post:
            draft.role = move.post
        self.announced_post(span, draft)
        if draft.kind is Kind.HIRING_PUSH and draft.jobs is not None:
            draft.numbers = self.numbers(span)
        if (
            draft.org is None
            and draft.to_org is None
            and move.person == "subject"
            and (draft.kind is Kind.APPOINTMENT or (move.object and draft.kind is Kind.DEPARTURE))
        ):
            firm = next((p for p in self.free(span) if p is not who and self.like_org(p.chunk) >= 2.0), None)
            if firm is not None:
                self.put_org(draft, firm.chunk)
        if draft.org is None and draft.to_org is None and draft.from_org is None:
            weak = next(
                (
                    c.unit
                    for c in (draft.role_chunk, draft.person)
                    if c is not None and c.unit is not None and c.org is None
                ),
                None,
            )
            employer = draft.person.org if draft.person is not None and not draft.person.former else None
            if employer is None or move.kind is None or (draft.role_chunk is not None and draft.role_chunk.org):
                topic = self.topical(span, "org")
                if topic is not None and topic.chunk is draft.person:
                    topic = None
                if topic is not None and (draft.role_chunk is None or draft.role_chunk.org is None):
                    draft.org = self.named_org(topic.chunk) or topic.chunk.name
                elif weak is not None and employer is None:
                    draft.org = weak

    def predecessor(self, span: Span, draft: Draft) -> None:
        """ "wird Nachfolger von Finanzchef X": whose post it was."""
        for phrase in span.phrases:
            if ("of" in self.pack.classes(phrase.preposition) or phrase.attribute) and self.like_person(
                phrase.chunk
            ) >= 1.8:
                draft.predecessor = phrase.chunk
                if phrase.chunk.role is not None and not phrase.chunk.former:
                    self.put_role(draft, phrase.chunk)
                return

    def numbers(self, span: Span) -> tuple[tuple[str, str], ...]:
        """ "mehr als 20 Personen von Acme, 13 von Initech": how many came from where."""
        found: list[tuple[str, str]] = []
        count = ""
        for at in span.members:
            chunk = self.chunks[at]
            atoms = self.parsed.atoms[chunk.first : chunk.last]
            numbers = [atom.text for atom in atoms if atom.what is What.NUMBER and atom.low[0].isdigit()]
            if numbers:
                count = numbers[-1]
            elif count and chunk.sort is Sort.NOUN and chunk.name is not None and chunk.type is Type.ORG:
                found.append((count, chunk.name))
                count = ""
        return tuple(found) if len(found) > 1 else ()

    def announced_post(self, span: Span, draft: Draft) -> None:
        """ "Neuer Finanzchef: Jane Roe …": the post before the colon, with its firm."""
        if span.head is None or draft.kind in (Kind.DEPARTURE, *COMPANY) or draft.role is not None:
            return
        for phrase in self.free(span.head):
            if phrase.chunk.fresh and phrase.chunk.role is not None and phrase.chunk.name is None:
                self.put_role(draft, phrase.chunk)

    def beside(self, phrase: Phrase, at: int, span: Span) -> bool:
        return phrase.chunk.name is None

    def put_role(self, draft: Draft, role: Chunk) -> None:
        if role.role is None and role.sort is Sort.OTHER:
            draft.role_chunk = role
            return
        draft.role_chunk = role
        if "successor" not in role.classes and "bare_post" not in role.classes:
            draft.role, draft.rank = role.role, role.rank
        if role.org is not None and not role.former and (draft.org in (None, FIRM) or draft.kind is not Kind.DEPARTURE):
            draft.org = role.org

    def put_org(self, draft: Draft, org: Chunk) -> None:
        if org.role is not None and draft.role is None and draft.kind is Kind.DEPARTURE:
            draft.role, draft.rank = org.role, org.rank
        if org.sort is Sort.FIRM:
            draft.org, draft.trade = FIRM, org.unit
        elif org.sort is Sort.OTHER or org.role is not None:
            draft.org = org.org
        else:
            draft.org = org.name
            draft.org_weak = org.type is Type.UNKNOWN

    def put_agent(self, draft: Draft, subject: Phrase) -> None:
        """The firm that acts, or for which somebody acts."""
        for chunk in subject.parts:
            if self.like_org(chunk) and chunk.role is None:
                self.put_org(draft, chunk)
                return
        chunk = subject.chunk
        if chunk.org is not None and not chunk.former:
            draft.org = chunk.org

    def complete(self, draft: Draft) -> bool:
        """Whether the draft has what its move needs."""
        needs = draft.move.needs
        person = draft.person
        said = self.chunks[draft.at].low.split()
        fresh = (draft.role_chunk is not None and draft.role_chunk.fresh) or (
            len(said) > 1 and any("fresh" in self.pack.classes(word) for word in said)
        )
        checks: Iterator[tuple[str, bool]] = iter(
            (
                ("person", person is not None),
                ("name", person is not None and (person.name is not None or person.sort is Sort.PRONOUN)),
                ("role", draft.role_chunk is not None or (person is not None and person.fresh and person.name is None)),
                ("predecessor", draft.predecessor is not None),
                ("number", draft.number),
                ("source", draft.from_org is not None),
                ("from", draft.from_org is not None or draft.org is not None),
                ("to", draft.to_org is not None or draft.org is not None),
                ("fresh", fresh or begins(draft) or (named_behind(draft)) or (person is not None and person.fresh)),
                ("org", draft.org is not None or not draft.move.person),
                (
                    "known",
                    person is not None
                    and person.role is not None
                    and (
                        person.name is not None
                        or person.fresh
                        or person.own
                        or person.number
                        or draft.to_org is not None
                    ),
                ),
                ("newcomer", person is not None and person.fresh and person.name is None and person.role is not None),
                ("target", draft.to_org is not None or draft.from_org is not None),
                ("post_or_target", draft.to_org is not None or draft.role is not None or role_of(person) is not None),
                ("place", draft.org is not None),
                ("staff", draft.number or draft.jobs is not None),
                ("many", draft.number or draft.from_org is not None),
            )
        )
        return all(met for need, met in checks if need in needs)


def begins(draft: Draft) -> bool:
    """Whether the post is new by its own name ("Nachfolger", "Doppelspitze")."""
    return draft.role_chunk is not None and bool(draft.role_chunk.classes & {"successor", "new_post"})


def named_behind(draft: Draft) -> bool:
    return draft.move.person == "behind" and draft.person is not None and draft.person.name is not None


def role_of(person: Chunk | None) -> str | None:
    return person.role if person is not None else None


def free_drafts(parsed: Parsed, chunks: list[Chunk], pack: Pack) -> list[Draft]:
    """The drafts of a sentence in a language with free word order."""
    return Valency(parsed, chunks, pack).drafts()
