"""Binds moves that are told as a noun ("der Abgang von Jane Roe", "Acme plant Stellenabbau").

In: a clause, the place of the noun, its draft. Out: whom it is told of, or nobody, with the draft's firm filled in where it is a
firm's move. It must never bind a verb.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from bot.detect.atoms import Type, What
from bot.detect.chunks import Chunk, Sort
from bot.detect.draft import Draft
from bot.detect.free.fitting import Fitting
from bot.detect.free.phrases import Phrase, Span
from bot.detect.free.slots import Filler
from bot.detect.free.verbless import carrier
from bot.model import Kind

PARTS = frozenset({"unit", "area", "body", "collective", "department", "relation"})  # of a firm


class Nouns:
    """The search in one sentence. `inherited` finds the subject that a clause shares with the one before."""

    def __init__(self, fitting: Fitting, filler: Filler, inherited: Callable[[Span, str], Phrase | None]) -> None:
        self.fitting = fitting
        self.filler = filler
        self.inherited = inherited
        self.parsed = fitting.parsed
        self.chunks = fitting.chunks
        self.of = fitting.pack.members("of")

    def denied(self, span: Span, at: int) -> bool:
        """Whether a noun is said not to be ("keine Entlassungen", "ohne betriebsbedingte Kündigungen", "verzichtet auf
        Entlassungen").
        """
        if self.converted(at) or self.of_others(span, at):
            return True
        if at and self.chunks[at - 1].sort is not Sort.NOUN and {"det", "negation"} <= self.chunks[at - 1].classes:
            return True
        before = at - 1
        while before >= 0 and self.chunks[before].sort is Sort.OTHER and not self.fitting.noun(self.chunks[before]):
            before -= 1
        opener = self.chunks[before] if before >= 0 else None
        if opener is not None and opener.sort is Sort.PREPOSITION and "renounced" not in opener.classes:
            return "lacking" in opener.classes
        if any(map(partial(self.excludes, span), span.members)):
            return True
        told = [self.fitting.pack.classes(self.chunks[member].low) for member in span.members]
        return any("forgo" in classes for classes in told) and not any("negation" in classes for classes in told)

    def excludes(self, span: Span, at: int) -> bool:
        """Whether a verb says that something will not be ("schließt … aus"); what "not" makes of it is a move of its own."""
        low, pack = self.chunks[at].low, self.fitting.pack
        if "exclude" not in pack.classes(low):
            return False
        return any(low.startswith(part) or part in self.fitting.closing(span, at) for part in pack.members("excluded"))

    def thing_of(self, span: Span, topic: Phrase, draft: Draft) -> bool:
        """Whether what stands before the colon is only a thing of a firm, and another firm acts behind it ("Acme-Übernahme:
        Initech plant Stellenabbau"), which then is put in.
        """
        if topic.chunk.sort is not Sort.OTHER or self.fitting.finite(span) is None:
            return False
        subject = self.fitting.assign(span, span.members[-1], ("agent", "")).subject
        if subject is None or subject.chunk.type is not Type.ORG or subject.chunk.role is not None:
            return False
        self.filler.put_agent(draft, subject)
        return True

    def who(self, span: Span, at: int, draft: Draft) -> Phrase | None:
        move = draft.move
        index = span.members.index(at)
        before = self.chunks[span.members[index - 1]] if index else None
        after = [phrase for phrase in span.phrases if phrase.at > at]
        tied = self.parsed.atoms[self.chunks[at].first].glued
        if move.person and tied and (before is None or before.name is None) and "-" not in self.chunks[at].low:
            return None  # "Kohle-Ausstieg"
        if not move.person:
            org = next(
                (
                    phrase
                    for phrase in after[:2]
                    if phrase.preposition in move.org_at
                    and self.fitting.fit(phrase, "org")
                    and self.fitting.name_of(phrase.chunk) is not None
                    and not self.fitting.in_town(phrase)
                ),
                None,
            )
            if tied and before is not None and before.name is not None:
                draft.org = self.fitting.named_org(before)
            elif org is not None or (org := self.owner(at, after)) is not None:
                self.filler.put_place(draft, org.chunk)
            elif before is not None and self.named_right(before) and not self.parted(index, span, at):
                draft.org = self.fitting.named_org(before)
            elif (topic := self.filler.topical(span, "org")) is not None and not self.thing_of(span, topic, draft):
                owner = next((p for p in after[:1] if self.owns(at, p) and self.fitting.fit(p, "org")), topic)
                draft.org = self.fitting.name_of(owner.chunk)
            elif self.fitting.finite(span) is None and (opener := carrier(span, at, self.fitting)) is not None:
                draft.org = opener
            elif self.fitting.finite(span) is not None and ("place" not in move.needs or self.intended(span, at)):
                bound = self.fitting.assign(span, at, ("agent", ""))
                subject = bound.subject or self.inherited(span, "agent")
                if subject is not None:
                    self.filler.put_agent(draft, subject)
            return None
        if after and self.follows(at, after[0]):
            first = after[0]
            low = self.chunks[at].low
            headless = first.chunk.name is None and "collective" in first.chunk.classes
            if headless and (leaver := self.fitting.assign(span, at, ("named", "")).subject) is not None:
                self.filler.put_role(draft, first.chunk)  # "Roe kündigt Rückzug von der Acme-Spitze an"
                return leaver
            opener = first.preposition or (
                low.rpartition(" ")[2] if " " in low else self.parsed.atoms[first.chunk.first].low
            )
            if opener in move.person_at and self.fitting.fit(first, "person"):
                return first
        if (
            before is not None
            and before.name is not None
            and self.fitting.like_person(before) >= 1.5
            and (before.possessive or (tied and not self.genitive(at, after)))
        ):
            return Phrase([before], span.members[index - 1], "", frozenset({"gen"}), False, True)
        announced = self.fitting.announces(span)
        own = before is not None and before.own and before.sort is Sort.OTHER and not self.looks_back(index, span)
        if announced or own:
            subject = self.fitting.assign(span, at, ("person", "")).subject
            if subject is not None and self.fitting.fit(subject, "person") >= 1.8:
                return subject
            if own and before is not None:
                known = self.inherited(span, "person")
                return known or Phrase([before], span.members[index - 1], "", frozenset({"gen"}), False, True)
        return None

    def of_others(self, span: Span, at: int) -> bool:
        """Whether a firm's move is done to those who only deal with it, or to what is no part of it ("Kündigungen von Mietern",
        "Umbau von Filialen").
        """
        told = self.chunks[at].triggers[0].move
        behind = next((p for p in span.phrases if p.at > at), None)
        if told.person or told.object or behind is None or not self.follows(at, behind):
            return False
        if "from" not in self.fitting.pack.classes(behind.preposition):
            return False
        if told.kind is not Kind.REORG:
            return "customers" in behind.chunk.classes
        return behind.chunk.sort is Sort.OTHER and behind.chunk.org is None and not behind.chunk.classes & PARTS

    def converted(self, at: int) -> bool:
        """Whether a noun for rebuilding tells of what a firm makes, and not of how it is organised ("digitaler Umbau")."""
        pack, first = self.fitting.pack, self.chunks[at].first
        if not first or "overhaul" not in pack.classes(self.chunks[at].low):
            return False
        return "conversion" in pack.classes(self.parsed.atoms[first - 1].low)

    def named_right(self, before: Chunk) -> bool:
        """Whether what stands right before a noun names its firm; a strange word there is an adjective ("Anstehender Umbau")."""
        strange = before.type is Type.UNKNOWN and before.name is not None and not before.possessive
        return not strange and self.fitting.named_org(before) is not None

    def intended(self, span: Span, at: int) -> bool:
        """Whether a firm makes a change known or sets about it ("plant Reorganisation"), or it can be of nothing but a firm
        ("verzichtet beim Konzernumbau auf …"). A bare "Umbau" may be that of a house: it is a firm's where an adjective tells of
        what kind it is and nothing follows ("plant radikalen Umbau"), or where it goes on or is agreed on, and not that of
        something ("treibt den Umbau voran").
        """
        pack, noun = self.fitting.pack, self.chunks[at]
        fresh = any("fresh" in pack.classes(word) for word in noun.low.split())
        if self.fitting.announces(span):
            return True
        if "own_overhaul" in pack.classes(noun.low):
            opener = self.led_by(span, at)
            return not opener or "at" in pack.classes(opener)  # but "wirbt für den Konzernumbau"
        if fresh and self.fitting.has_verb(span, "adopt"):
            return True  # "bekommt eine neue Führungsstruktur"
        rebuilds = "rebuilding" in pack.classes(noun.low)
        before = self.parsed.atoms[noun.first - 1] if noun.first else None
        small = before is not None and before.what in (What.QUALITY, What.WORD) and not before.capital
        told = small and before is not None and before.low.endswith(pack.adjective_endings)
        told = told and at == span.members[-1]
        if self.fitting.has_verb(span, "undertake") and (told or not rebuilds):
            return True
        after = self.parsed.atoms[noun.last : noun.last + 1]
        return self.fitting.has_verb(span, "carry_on") and not (after and after[0].low in self.of)

    def led_by(self, span: Span, at: int) -> str:
        """The preposition before a noun, past adjectives; empty where none is."""
        before = [self.chunks[member] for member in span.members if member < at]
        while before and before[-1].sort is Sort.OTHER and not self.fitting.noun(before[-1]):
            before.pop()
        return before[-1].low if before and before[-1].sort is Sort.PREPOSITION else ""

    def owns(self, at: int, phrase: Phrase) -> bool:
        """ "der Umbau der Acme Bank": a house in the genitive right behind the noun."""
        opener = self.parsed.atoms[phrase.chunk.first].low
        return phrase.at == at + 1 and not phrase.preposition and "gen" in phrase.cases and opener in self.of

    def owner(self, at: int, after: list[Phrase]) -> Phrase | None:
        """The house by name whose noun it is, which stands right behind it ("der Umbau der Acme Bank")."""
        named = (p for p in after[:1] if self.owns(at, p) and p.chunk.type is Type.ORG and p.chunk.role is None)
        return next(named, None)

    def genitive(self, at: int, after: list[Phrase]) -> bool:
        """ "der Olympia-Abschied der Turnerin": who goes stands behind the noun."""
        return bool(after) and not after[0].preposition and "gen" in after[0].cases and self.follows(at, after[0])

    def parted(self, index: int, span: Span, at: int) -> bool:
        """ "kündigt nach Acme-Einstieg Stellenabbau an": what stands before the noun ends another phrase."""
        opener = self.chunks[span.members[index - 2]] if index > 1 else None
        tied = self.parsed.atoms[self.chunks[at].first].glued
        return opener is not None and opener.sort is Sort.PREPOSITION and not tied and not opener.classes & {"at", "of"}

    def looks_back(self, index: int, span: Span) -> bool:
        """ "nach seinem Abgang", "gegen ihre Entlassung": what is told comes after it."""
        before = self.chunks[span.members[index - 2]] if index > 1 else None
        return before is not None and before.sort is Sort.PREPOSITION and bool({"since", "against"} & before.classes)

    def follows(self, at: int, phrase: Phrase) -> bool:
        """Whether a phrase stands right behind the noun at `at`, its preposition between."""
        return phrase.at - at <= 1 + bool(phrase.preposition)
