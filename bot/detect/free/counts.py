"""Reads what a move counts or is done to: jobs, heads, whole crowds, and how many came from where.

In: a clause and the place of its verb. Out: whether the thing is there that the move asks for, and the counts. It must
never bind a person or a firm.
"""

from __future__ import annotations

from bot.detect.atoms import Type, What
from bot.detect.chunks import Chunk, Sort
from bot.detect.draft import COMPANY, Draft
from bot.detect.free.fitting import Fitting
from bot.detect.free.phrases import Phrase, Span
from bot.languages.pack import Voice
from bot.model import Kind

MANY = 10  # people who lose their jobs: from here on they are staff, not managers


class Counts:
    """The things and numbers of one sentence."""

    def __init__(self, fitting: Fitting) -> None:
        self.fitting = fitting
        self.parsed = fitting.parsed
        self.chunks = fitting.chunks
        self.pack = fitting.pack

    def object(self, span: Span, at: int, draft: Draft) -> bool:
        """Whether the clause has the thing that the move asks for."""
        wanted = draft.move.object
        if draft.move.org == "subject" and draft.kind in COMPANY and self.own_job(span):
            return False
        draft.number = any(
            (part.sort is Sort.JOBS and part.number) or self.crowd(part)
            for phrase in span.phrases
            for part in phrase.parts
        )
        if self.heads(span, at, wanted):
            draft.number = True
            return True
        if wanted & {"workplace", "hires"}:
            draft.number = draft.number or any(self.counted(member) for member in span.members)
        if (draft.kind in (Kind.LAYOFFS, Kind.REORG) and self.pay(span)) or self.millions(span):
            return False
        if draft.kind is Kind.LAYOFFS and draft.voice is Voice.ACTIVE and self.spared(span):
            return False
        others = self.others(span, at)
        for phrase in span.phrases:
            for chunk in phrase.parts:
                held = chunk.role is not None and chunk.name is None and not chunk.group
                if "thing" in draft.move.needs and not chunk.classes & wanted:
                    continue  # "verliert seine Finanzchefin": somebody else goes
                late = at == span.members[-1] and phrase is not span.phrases[0]  # "hat die Führung niedergelegt"
                if "post" in wanted and held and (phrase.at > at or late) and not phrase.preposition:
                    return True
                if chunk.sort is Sort.FIRM and phrase is span.phrases[0]:
                    continue
                if id(chunk) in others or self.acts(chunk, phrase, at, draft):
                    continue
                if not chunk.classes & wanted or (chunk.name is not None and "unit" not in wanted):
                    continue
                if phrase.preposition not in {"", *self.pack.members("lacking")} and wanted & {"post", "remit", "body"}:
                    continue
                if phrase.attribute and "body" in wanted:
                    continue  # "tauscht die Rechner der Führung aus"
                if chunk.sort is Sort.JOBS:
                    draft.jobs = chunk
                return True
        led = {p.at for p in span.phrases if p.preposition} if wanted & {"post", "remit", "body"} else set()
        return any(
            self.pack.classes(self.chunks[member].low) & wanted
            for member in span.members
            if member != at
            and self.chunks[member].sort is not Sort.FIRM
            and id(self.chunks[member]) not in others
            and member not in led  # "In Asien verlor sie Marktanteile"
        )

    def millions(self, span: Span) -> bool:
        """Whether jobs are counted in millions, as only whole economies have them ("sieht 80 Millionen Jobs verschwinden")."""
        jobs = (part for phrase in span.phrases for part in phrase.parts if part.sort is Sort.JOBS)
        return any("millions" in a.classes for part in jobs for a in self.parsed.atoms[part.first : part.last])

    def pay(self, span: Span) -> bool:
        """Whether pay is cut and nobody's job ("kürzt die Gehälter der Mitarbeiter", "kürzt Mitarbeitern das
        Gehalt"): what is counted or told beside it is jobs ("streicht Boni und Stellen")."""
        things = [phrase for phrase in span.phrases if not phrase.preposition]
        cut = any(part.sort is Sort.JOBS and (part.number or p.parts[1:]) for p in things for part in p.parts)
        return any("pay" in part.classes for phrase in things for part in phrase.parts) and not cut

    def spared(self, span: Span) -> bool:
        """Whether staff are only whom it is done for ("senkt das Risiko für die Belegschaft")."""
        jobs = [phrase.preposition for phrase in span.phrases if any(part.sort is Sort.JOBS for part in phrase.parts)]
        return bool(jobs) and self.pack.members("field_link").issuperset(jobs)

    def acts(self, chunk: Chunk, phrase: Phrase, at: int, draft: Draft) -> bool:
        """ "Der Acme-Konzern streicht Flüge": the firm that acts is no unit that is done something to."""
        subject = phrase.at < at and not phrase.preposition and "nom" in phrase.cases
        active = draft.voice is Voice.ACTIVE and draft.move.org == "subject"
        return active and subject and chunk.role is None and chunk.name is not None

    def others(self, span: Span, at: int) -> frozenset[int]:
        """What belongs to a verb before, where this one has an object of its own ("will Personal abbauen und Gebühren
        erhöhen").
        """
        links = [p for p in span.members if p < at and self.chunks[p].sort is Sort.CONJUNCTION]
        link = next((p for p in reversed(links) if p and self.chunks[p - 1].sort is Sort.TRIGGER), None)
        own = link is not None and any(
            self.chunks[place].sort is not Sort.TRIGGER and self.fitting.noun(self.chunks[place])
            for place in range(link + 1, at)
        )
        return frozenset(id(self.chunks[p]) for p in span.members if own and link is not None and p < link)

    def own_job(self, span: Span) -> bool:
        """ "Drei Forscher haben ihre Stelle gekündigt": no firm has done it."""
        jobs = (part for phrase in span.phrases for part in phrase.parts if "workplace" in part.classes)
        return any(self.parsed.atoms[part.first].what is What.OWN for part in jobs)

    def counted(self, member: int) -> bool:
        """Whether a phrase opens with a number of people ("900 Bankerinnen")."""
        low = self.parsed.atoms[self.chunks[member].first].low.replace(".", "")
        return low.isdigit() and int(low) >= MANY

    def heads(self, span: Span, at: int, wanted: frozenset[str]) -> bool:
        """Whether a number counts people whom nobody needs to name ("stellt 1000 ein"; "heuert 200 Schweißer an").

        A noun behind the number counts only for verbs that hire nothing else (`heads`, not `bare`).
        """
        for member in span.members if wanted & {"heads", "bare"} else ():
            chunk = self.chunks[member]
            atoms = self.parsed.atoms[chunk.first : chunk.last]
            if chunk.sort not in (Sort.OTHER, Sort.JOBS) or member < at:
                continue
            if "bulk" in chunk.classes or self.counted(member):
                return "heads" in wanted or len(atoms) == 1
        return False

    def crowd(self, chunk: Chunk) -> bool:
        """Whether a phrase counts many people by what they do ("Rund 900 Bankerinnen")."""
        atoms = self.parsed.atoms[chunk.first : chunk.last]
        return chunk.group and chunk.name is None and any(a.low.isdigit() and int(a.low) >= MANY for a in atoms)

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
