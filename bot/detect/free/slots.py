"""Fills the slots of a draft whose person is bound: post, firms, numbers, and judges whether it has what its move
needs.

In: a clause, the place of the verb, a draft with its person. Out: the draft, filled. It must never look beyond the
clause and the phrase before its colon.
"""

from __future__ import annotations

from dataclasses import replace

from bot.detect.atoms import Type, What
from bot.detect.chunks import Chunk, Sort
from bot.detect.draft import COMPANY, FIRM, JOIN, Draft
from bot.detect.free.counts import Counts
from bot.detect.free.fitting import REMIT, Fitting
from bot.detect.free.phrases import Phrase, Span, quotes
from bot.languages.names import names
from bot.languages.pack import Voice
from bot.model import Kind

STAFFING = (Kind.LAYOFFS, Kind.HIRING_FREEZE, Kind.HIRING_PUSH)


def bears_names(chunk: Chunk) -> bool:
    """Whether a name of two words that reads like a person's, and none of which is a given name, can be a firm's ("Krauss
    Wegmann streicht 300 Stellen").
    """
    words = (chunk.name or "").casefold().split()
    return chunk.type is Type.PERSON and chunk.role is None and len(words) == 2 and words[0] not in names().given


class Filler:
    """Fills drafts in one sentence. `agent` is the phrase that acts in a passive clause, so it fills no other slot."""

    def __init__(self, fitting: Fitting) -> None:
        self.fitting = fitting
        self.counts = Counts(fitting)
        self.parsed = fitting.parsed
        self.chunks = fitting.chunks
        self.pack = fitting.pack
        self.agent: Phrase | None = None

    def behind(self, span: Span, at: int, prepositions: frozenset[str], want: str) -> Phrase | None:
        """The best fitting phrase behind one of the prepositions, those after the verb first; of several posts the first that
        is told ("zum Finanzchef von Acme und zum Leiter des Einkaufs ernannt").
        """
        order = sorted(
            (
                phrase
                for phrase in span.phrases
                if phrase.preposition in prepositions and phrase is not self.agent and not self.stayed(phrase)
            ),
            key=lambda phrase: (
                phrase.at < at,
                "bare_post" in phrase.chunk.classes,
                phrase.at if want == "role" else abs(phrase.at - at),
            ),
        )
        for phrase in order:
            chunk = phrase.chunk
            if want == "org":
                if self.fitting.in_town(phrase):
                    continue
                if (chunk.sort is Sort.FIRM or self.fitting.named_org(chunk) is not None) and (
                    chunk.role is None or "unit" in chunk.classes or (chunk.org is not None and chunk.name is None)
                ):
                    return phrase
            elif self.fitting.fit(phrase, want) and not (
                want == "role" and chunk.classes & REMIT and chunk.role is None
            ):
                return phrase
        return None

    def stayed(self, phrase: Phrase) -> bool:
        """ "wechselt nach 32 Jahren bei Acme in …": the firm where somebody has been, and no place to go to."""
        if phrase.at < 3 or "at" not in self.pack.classes(phrase.preposition):
            return False
        since, time = self.chunks[phrase.at - 3], self.chunks[phrase.at - 2]
        return "since" in since.classes and "time" in self.parsed.atoms[time.last - 1].classes

    def slots(self, span: Span, at: int, draft: Draft, who: Phrase | None) -> None:
        move = draft.move
        if draft.kind in (*JOIN, Kind.DEPARTURE) and move.person in ("subject", "object"):
            self.described(span, draft)
        role = self.behind(span, at, move.role_at, "role")
        if role is not None and (draft.role is None or self.vaguer(draft, role)) and (who is None or role is not who):
            org = draft.org
            self.put_role(draft, role.chunk)
            draft.org = org or draft.org
        if draft.role is None and "object" in move.role_at:
            bare = next(
                (
                    p
                    for p in self.fitting.free(span)
                    if p is not who
                    and not (who is not None and p.at == who.at and p.chunk.definite)  # "Roe: Wie der Chef müde wird"
                    and self.fitting.fit(p, "role")
                    and p.chunk.name is None
                    and not (p.chunk.org is not None and "relation" in p.chunk.classes)
                ),
                None,
            )
            if bare is not None:
                self.put_role(draft, bare.chunk)
        self.entitle(span, draft)
        if draft.role_chunk is not None and "successor" in draft.role_chunk.classes:
            self.predecessor(span, draft)
            title = self.behind(span, at, self.pack.members("as"), "role") if draft.role is None else None
            if title is not None:
                self.put_role(draft, title.chunk)  # "wird Nachfolger von Doe als Finanzchef von Acme"
        source = self.behind(span, at, move.from_at, "org")
        target = self.behind(span, at, move.to_at, "org")
        place = self.behind(span, at, move.org_at, "org")
        if "object" in move.to_at | move.org_at and target is place is None:
            bare = next((p for p in self.fitting.free(span) if p is not who and self.firm(p.chunk)), None)
            target, place = (bare, place) if "object" in move.to_at else (target, bare)
        if span.head is not None and draft.kind is Kind.HIRE and self.fitting.finite(span.head) is None:
            away = move.from_at - self.pack.members("at") if move.person == "object" else move.from_at
            source = source or self.behind(span.head, at, away, "org")  # "Umbau bei Acme: Acme holt …"
            target = target or self.behind(span.head, at, move.to_at, "org")
        draft.tenure = next((self.fitting.named_org(p.chunk) for p in span.phrases if self.stayed(p)), None)
        if source is not None and source not in (target, who):
            draft.from_org = self.fitting.name_of(source.chunk)
        elif source is None and target is not None and role is not None and self.comes_from(draft, role.chunk):
            draft.from_org, draft.org = role.chunk.org, None
        elif source is None and (left := self.left(draft, who)) is not None:
            draft.from_org = left
        elif target is not None and draft.kind is Kind.HIRE and who is not None and who.chunk.org is None:
            topic = self.topical(span, "org")
            alike = topic is not None and topic.chunk.name == who.chunk.name
            house = topic is not None and topic.chunk.sort is not Sort.OTHER  # no "Acme-Baukasten für Roboter: …"
            if topic is not None and house and move.person == "subject" and topic is not target and not alike:
                draft.from_org = self.fitting.named_org(topic.chunk)
        if source is None and draft.from_org is None and who is not None and draft.kind in JOIN:
            home = self.home(span, who)
            if home is not None and home not in (target, place):
                draft.from_org = self.fitting.name_of(home.chunk)
        if draft.kind is Kind.ACQUIHIRE and draft.from_org is None:
            people = (
                p.chunk for p in self.fitting.free(span) if p.chunk.role is not None and p.chunk.classes & move.object
            )
            draft.from_org = next((chunk.org for chunk in people if chunk.org is not None), None)
        if target is not None:
            draft.to_org = self.fitting.name_of(target.chunk)
        if place is not None and draft.org is None and place not in (source, target):
            self.put_place(draft, place.chunk)
        if "staff" in move.needs and draft.jobs is None:
            staff = next((part for p in span.phrases for part in p.parts if part.sort is Sort.JOBS), None)
            draft.jobs = staff
        if "superior" in move.needs and self.behind(span, at, move.person_at, "person") is None:
            draft.person = None
        if draft.role is None and move.post:
            draft.role = move.post
        if move.tenure and draft.org is None:
            owners = (self.fitting.named_org(p.chunk) for p in span.phrases if p.attribute)
            draft.org = draft.tenure or next((owner for owner in owners if owner is not None), None)
        if draft.org is None and draft.kind in COMPANY:
            parts = [part for p in span.phrases for part in p.parts]
            houses = (p.chunk.org for p in span.phrases if p.preposition and "part" in p.chunk.classes)
            draft.org = next((part.org for part in parts if part.sort is Sort.JOBS), None)
            draft.org = draft.org or next(filter(None, houses), None)  # "Im Acme-Werk Linden fallen 300 Stellen weg"
        self.announced_post(span, draft)
        old = draft.jobs.org if draft.jobs is not None else None
        if draft.kind is Kind.HIRING_PUSH and draft.from_org is None and draft.org not in (None, old):
            draft.from_org = old  # "stellt Acme-Forscher ein"
        if draft.kind is Kind.HIRING_PUSH and draft.jobs is not None:
            draft.numbers = self.counts.numbers(span)
        if (
            draft.org is None
            and draft.to_org is None
            and move.person == "subject"
            and (draft.kind is Kind.APPOINTMENT or (move.object and draft.kind is Kind.DEPARTURE))
            and ("place" not in move.needs or move.org == "object")
        ):
            firm = next(
                (p for p in self.fitting.free(span) if p is not who and self.fitting.like_org(p.chunk) >= 2.0), None
            )
            if firm is not None:
                self.put_org(draft, firm.chunk)
        if draft.org == FIRM and draft.kind in COMPANY:
            draft.org = self.called(span) or FIRM
        if draft.org_weak and draft.kind in COMPANY:
            topic = self.topical(span, "org")  # "Acme: Roe streicht Stellen"
            draft.org = topic.chunk.name if topic is not None and topic.chunk.type is Type.ORG else draft.org
        if draft.org is None and draft.to_org is None and draft.from_org is None:
            weak = next(
                (
                    c.unit
                    for c in (draft.role_chunk, draft.person)
                    if c is not None and c.unit is not None and c.org is None and not self.desk(c.unit)
                ),
                None,
            )
            employer = draft.person.org if draft.person is not None and not draft.person.former else None
            if employer is None or move.kind is None or (draft.role_chunk is not None and draft.role_chunk.org):
                topic = self.topical(span, "org")
                if topic is not None and topic.chunk is draft.person:
                    topic = None
                if topic is not None and (draft.role_chunk is None or draft.role_chunk.org is None):
                    draft.org = self.fitting.named_org(topic.chunk) or topic.chunk.name
                elif weak is not None and employer is None and self.pack.class_tails.find(weak.casefold()) is not None:
                    draft.org, draft.trade = FIRM, weak
                elif weak is not None and employer is None:
                    draft.org = weak

    def desk(self, unit: str) -> bool:
        """Whether what somebody heads is a field of work or a body of the house, and no house ("Chefin des Handels")."""
        low = unit.casefold()
        stems = [low, *(low.removesuffix(ending) for ending in self.pack.genitive)]
        return any(self.pack.classes(stem) & {"department", "unit"} for stem in stems)

    def called(self, span: Span) -> str | None:
        """ "Vahlkamp: Acme-Tochter streicht …": the firm that stands before the colon, though nothing else shows it to be one."""
        topic = self.topical(span, "org")
        if topic is None or topic.chunk.type is Type.PERSON or topic.chunk.role is not None:
            return None
        return self.fitting.named_org(topic.chunk) or topic.chunk.name

    def entitle(self, span: Span, draft: Draft) -> None:
        """ "übernimmt die Rolle des Finanzchefs": a bare post takes the title behind it."""
        post = draft.role_chunk
        if draft.role is not None or post is None or "bare_post" not in post.classes:
            return
        titles = (p.chunk for p in span.phrases if p.attribute and p.chunk.role is not None and p.chunk.name is None)
        title = next((chunk for chunk in titles if chunk.first >= post.last), None)
        if title is not None:
            self.put_role(draft, title)

    def vaguer(self, draft: Draft, role: Phrase) -> bool:
        """Whether the post that is told says less than the one behind "als" ("übernimmt als CEO die Leitung", "verantwortet als
        CMO die Marken").
        """
        told = draft.role_chunk
        less = told is not None and (bool(told.classes & {"post", "collective"}) or told.role is None)
        return less and "as" in self.pack.classes(role.preposition) and role.chunk.role is not None

    def comes_from(self, draft: Draft, post: Chunk) -> bool:
        """ "wechselt als Finanzchefin von Acme zu Initech": between a verb of coming and its aim the firm behind a post is where
        somebody comes from.
        """
        if draft.kind is not Kind.HIRE or draft.move.person != "subject" or post.org is None:
            return False
        return any(self.parsed.atoms[at].low in draft.move.from_at for at in range(post.first, post.last))

    def left(self, draft: Draft, who: Phrase | None) -> str | None:
        """ "Acme holt neue Finanzchefin von Initech": the firm behind a new post is where the other firm takes her from."""
        if who is None or draft.kind is not Kind.HIRE or draft.move.person != "object" or draft.org is None:
            return None
        chunk = who.chunk
        told = any(self.parsed.atoms[at].low in draft.move.from_at for at in range(chunk.first, chunk.last))
        return chunk.org if chunk.fresh and chunk.name is None and told and chunk.org != draft.org else None

    def home(self, span: Span, who: Phrase) -> Phrase | None:
        """ "Auf Doe folgt Jane Roe von Acme": the firm right behind a name."""
        return next(
            (
                phrase
                for phrase in span.phrases
                if "from" in self.pack.classes(phrase.preposition)
                and phrase.chunk.first == who.parts[-1].last + 1
                and who.chunk.name is not None
                and phrase.chunk.type is Type.ORG
                and phrase.chunk.role is None
            ),
            None,
        )

    def described(self, span: Span, draft: Draft) -> None:
        """ "Neuer Job für Ex-Acme-Chefin: Jane Roe geht zu …", "Acme-Chefin: Jane Roe geht": what the phrase before the colon
        says of whom it means.
        """
        person, leaves = draft.person, draft.kind is Kind.DEPARTURE
        if span.head is None or person is None or person.name is None or person.role is not None:
            return
        if leaves and self.parsed.atoms[person.first].what is not What.NAME:
            return
        for phrase in span.head.phrases:
            chunk = phrase.chunk
            if chunk.role is None or chunk.name is not None or chunk.org is None or chunk.fresh:
                continue
            if leaves and (phrase.preposition or chunk.former or chunk.group):
                return
            draft.person = replace(person, org=chunk.org, org_type=chunk.org_type, former=chunk.former)
            if leaves:
                draft.person.role, draft.person.rank = chunk.role, chunk.rank
            return

    def firm(self, chunk: Chunk) -> bool:
        return chunk.role is None and self.fitting.like_org(chunk) >= 1.2 and self.fitting.name_of(chunk) is not None

    def predecessor(self, span: Span, draft: Draft) -> None:
        """ "wird Nachfolger von Finanzchef X", "wird Roes Nachfolger": whose post it was."""
        before = next((c for c in self.chunks if draft.role_chunk and c.last == draft.role_chunk.first), None)
        if before is not None and before.possessive and self.fitting.like_person(before) >= 1.0:
            draft.predecessor = before
            return
        for phrase in span.phrases:
            if ("of" in self.pack.classes(phrase.preposition) or phrase.attribute) and self.fitting.like_person(
                phrase.chunk
            ) >= 1.8:
                draft.predecessor = phrase.chunk
                if phrase.chunk.role is not None and not phrase.chunk.former:
                    self.put_role(draft, phrase.chunk)
                return

    def announced_post(self, span: Span, draft: Draft) -> None:
        """ "Neuer Finanzchef: Jane Roe …": the post before the colon, with its firm."""
        if span.head is None or draft.kind in COMPANY or draft.role is not None:
            return
        if draft.kind is Kind.DEPARTURE:
            left = self.behind(span.head, -1, draft.move.from_at, "role")  # "Rückzug aus dem Vorstand: …"
            if left is not None and draft.person is not None and draft.person.role is None and left.chunk.name is None:
                self.put_role(draft, left.chunk)
            return
        if quotes(span.head, self.chunks, self.parsed):
            return
        for phrase in self.fitting.free(span.head):
            if phrase.chunk.fresh and phrase.chunk.role is not None and phrase.chunk.name is None:
                self.put_role(draft, phrase.chunk)

    def put_role(self, draft: Draft, role: Chunk) -> None:
        until_now = role.former or "until_now" in self.parsed.atoms[role.first].classes
        if until_now and draft.kind in JOIN and not draft.move.tenure:
            return  # "Jane Roe, zuletzt Chefin von Acme, arbeitet nun …", "…, bisher Chefin von Acme": a post of before
        tied = self.parsed.atoms[role.last - 1].glued
        if "relation" in role.classes and role.definite and tied and role.name is None and not role.group:
            draft.org = FIRM if "object" in draft.move.org_at else draft.org  # "führt den Acme-Entwickler"
            return
        if role.role is None and role.sort is Sort.OTHER:
            draft.role_chunk = role
            first = role.last - 1
            while first > role.first and self.parsed.atoms[first].glued:
                first -= 1  # "Online-Handel"
            post = "-".join(atom.text for atom in self.parsed.atoms[first : role.last])
            field = self.parsed.atoms[role.last : role.last + 1]
            further = "remit" in role.classes and not (role.definite or role.own)  # "bekommt ein zusätzliches Ressort"
            if "remit" in role.classes and field and field[0].classes & {"area", "department"}:
                draft.role = f"{post} {field[0].text}"  # "übernimmt das Ressort Technik"
            elif further or not role.classes & {"bare_post", "business"}:
                draft.role = post
            return
        draft.role_chunk = role
        if "successor" not in role.classes and "bare_post" not in role.classes:
            draft.role, draft.rank = role.role, role.rank
        person = draft.person
        if role.org is None and role.unit is not None and person is not None and person.org is not None:
            draft.org = role.unit  # "Der Acme-Chef wird Präsident des Branchenverbands": some other house
        if "successor" in role.classes and tied:
            return  # "Roe-Nachfolger": whose post it was, and no firm
        held = draft.move.tenure or not role.former  # "war zuletzt Finanzchefin von Acme"
        if role.org is not None and held and (draft.org in (None, FIRM) or draft.kind is not Kind.DEPARTURE):
            draft.org = role.org

    def put_org(self, draft: Draft, org: Chunk) -> None:
        if org.role is not None and draft.role is None and draft.kind is Kind.DEPARTURE:
            draft.role, draft.rank = org.role, org.rank
        if org.sort is Sort.OTHER and "relation" in org.classes:
            draft.org, draft.trade = FIRM, org.unit  # "der Acme-Mutterkonzern"
        elif org.sort is Sort.FIRM:
            draft.org, draft.trade = FIRM, org.unit
        elif org.sort is Sort.OTHER or org.role is not None:
            draft.org = org.org
        else:
            draft.org = org.name
            draft.org_weak = org.type is Type.UNKNOWN

    def put_place(self, draft: Draft, place: Chunk) -> None:
        """The firm behind a preposition; of a firm's move also one by no name ("bei Autozulieferer fallen 400 Stellen weg"),
        which beside a bare noun only another's name tells ("Entlassungen bei Acme-Mutter").
        """
        draft.org = self.fitting.name_of(place)
        told = draft.voice is not Voice.NOUN or "relation" in place.classes
        if place.sort is Sort.FIRM and draft.kind in COMPANY and told:
            draft.trade = place.unit

    def put_agent(self, draft: Draft, subject: Phrase) -> None:
        """The firm that acts, or for which somebody acts."""
        for chunk in subject.parts:
            if draft.kind in COMPANY and self.fitting.stands_bare(chunk):
                strange = chunk.low not in self.pack.common and not self.parsed.atoms[chunk.first].glued
                strange = strange and not chunk.low.endswith(tuple(self.pack.common_tails))  # "Coronakrise"
                if strange:
                    draft.org = self.parsed.atoms[chunk.first].text  # "Corestate baut den Vorstand um"
                return
            if (self.fitting.like_org(chunk) or chunk.unit is not None) and chunk.role is None:
                self.put_org(draft, chunk)
                return
        chunk = subject.chunk
        if chunk.org is not None and not chunk.former:
            draft.org = chunk.org
        elif draft.kind in STAFFING and bears_names(chunk):
            chunk.type = Type.ORG
            self.put_org(draft, chunk)

    def topical(self, span: Span, want: str) -> Phrase | None:
        """The phrase before the colon ("Acme: …"), where it is what is asked for."""
        if span.head is None:
            return None
        if want == "person":
            free = self.fitting.free(span.head)
            return free[0] if len(free) == 1 and self.fitting.fit(free[0], want) >= 1.8 else None
        found = [
            phrase
            for phrase in span.head.phrases
            if self.fitting.named_org(phrase.chunk) is not None
            and "owner" not in phrase.chunk.classes
            and not self.reports(phrase.chunk)
        ]
        free = self.fitting.free(span.head)
        if (
            not found
            and len(span.head.phrases) == 1
            and free
            and free[0].chunk.sort is Sort.NOUN
            and free[0].chunk.role is None
            and not self.reports(free[0].chunk)
        ):
            return free[0]
        return found[0] if found else None

    def reports(self, chunk: Chunk) -> bool:
        """Whether what stands before the colon only tells of others ("Acme-Studie: Führungswechsel nehmen zu", "Insider: …")."""
        return not self.pack.members("report").isdisjoint((chunk.low, (chunk.name or "").casefold()))
