"""Binds the chunks of a sentence to the places that a move leaves open: who, from where, to where, as what.

In: the chunks of a sentence and the pack. Out: drafts of claims with what the sentence itself says; names may still be
pronouns. It must never guess from other sentences (that is discourse's work) nor judge whether the text is about
business (silence's).

Binding is by place and by type. In languages with a fixed order the subject stands left of the verb and the object
right; where the order is free, type decides first and place breaks the tie. A phrase behind a preposition is never
subject or object.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain

from bot.detect.atoms import Parsed, Style, Type
from bot.detect.chunks import Chunk, Sort
from bot.languages.pack import Move, Pack, Trigger, Voice, names
from bot.model import ClaimStatus, Kind, Rank

NEAR = 14  # chunks that are looked at on either side for an argument
PRONOUN = "\x00pronoun"
FIRM = "\x00firm"


@dataclass(slots=True)
class Draft:
    """What one trigger in one sentence says, before names are resolved over the text."""

    move: Move
    voice: Voice
    kind: Kind
    at: int
    person: Chunk | None = None
    org: str | None = None
    org_weak: bool = False
    from_org: str | None = None
    to_org: str | None = None
    role: str | None = None
    rank: Rank = Rank.OTHER
    role_chunk: Chunk | None = None
    predecessor: Chunk | None = None
    number: bool = False
    group: bool = False
    status: ClaimStatus | None = None
    first: int = 0
    last: int = 0
    jobs: Chunk | None = None
    person_is_pronoun: bool = False
    tenure: str | None = None
    """The firm where somebody has been for years until now ("After ten years at Acme, …")."""
    numbers: tuple[tuple[str, str], ...] = ()
    trade: str | None = None
    """The words for a firm that nobody names ("der Kinderschutzbund"), where the text has no other topic."""
    later: bool = False
    """True where the clause says that it tells a further step ("bald darauf")."""
    past: bool = False
    """True where the clause itself says that it looks back."""


def fixed_drafts(parsed: Parsed, chunks: list[Chunk], pack: Pack) -> list[Draft]:
    """The drafts of a sentence in a language with a fixed order."""
    return Clause(parsed, chunks, pack).drafts()


class Clause:
    """The chunks of one sentence with the search for arguments in them."""

    def __init__(self, parsed: Parsed, chunks: list[Chunk], pack: Pack) -> None:
        self.parsed = parsed
        self.chunks = chunks
        self.pack = pack
        self.headline = parsed.sentence.headline

    def drafts(self) -> list[Draft]:
        found: list[Draft] = []
        for at, chunk in enumerate(self.chunks):
            if chunk.sort is Sort.TRIGGER:
                for draft in self.bind(at):
                    if draft.move.adjacent and any(other.person is draft.person for other in found):
                        continue  # the task of a post that is already told
                    self.share_org(draft, found)
                    found.append(draft)
        return found

    def share_org(self, draft: Draft, found: list[Draft]) -> None:
        """Gives a verb the firm of the one it is joined to ("joins Acme and takes over as CEO")."""
        if draft.org is not None or draft.to_org is not None or draft.voice is Voice.NOUN:
            return
        first = self.coordinated(draft.at)
        for other in found:
            if other.at == first:
                draft.org = other.to_org or other.org

    # Where things stand

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

    def bind(self, at: int) -> list[Draft]:
        """The drafts of the trigger at `at`: those of the first of its readings that finds what it needs."""
        for trigger in self.chunks[at].triggers:
            if trigger.particle and not self.particle_follows(at, trigger.particle):
                continue
            if not trigger.particle and self.pack.free_order and self.other_verb(at):
                continue
            drafts = self.read(at, trigger)
            if drafts:
                return drafts
        return []

    def particle_follows(self, at: int, particle: str) -> bool:
        edge = self.right_edge(at)
        for chunk in self.chunks[at + 1 : edge]:
            if chunk.sort is Sort.TRIGGER and chunk.low == particle:
                return True
            if chunk.low == particle and chunk.sort in (Sort.PARTICLE, Sort.PREPOSITION, Sort.OTHER):
                return True
        return False

    def other_verb(self, at: int) -> bool:
        """Whether a particle at the end of the clause makes another verb of this one ("kündigt … an")."""
        if self.chunks[at].triggers[0].voice is not Voice.ACTIVE:
            return False
        edge = self.right_edge(at)
        for ahead in range(at + 1, edge):
            chunk = self.chunks[ahead]
            closes = ahead + 1 == edge or self.chunks[ahead + 1].sort in (Sort.COMMA, Sort.CONJUNCTION, Sort.BREAK)
            if closes and "particle" in self.pack.classes(chunk.low):
                return True
        return False

    # Voice

    def voice(self, at: int, trigger: Trigger) -> Voice:
        """Active or passive, where the form itself leaves it open."""
        if trigger.voice is not Voice.ANY:
            return trigger.voice
        if trigger.move.person == "subject" and not trigger.move.predecessor:
            return Voice.ACTIVE
        for back in range(at - 1, max(-1, at - 5), -1):
            chunk = self.chunks[back]
            if chunk.sort is Sort.AUXILIARY:
                if "be" in chunk.classes:
                    return Voice.PASSIVE
                if "have" in chunk.classes and back == at - 1:
                    return Voice.ACTIVE
                continue
            if chunk.sort is Sort.TRIGGER and "be" in self.pack.classes(chunk.low.rpartition(" ")[2]):
                return Voice.PASSIVE
            if chunk.sort not in (Sort.OTHER, Sort.TRIGGER):
                break
        if trigger.move.predecessor and at + 1 < len(self.chunks) and self.chunks[at + 1].low in self.pack.agents:
            return Voice.PASSIVE
        if self.pack.free_order:
            return self.free_voice(at)
        after = self.chunks[at + 1] if at + 1 < len(self.chunks) else None
        if trigger.move.person == "object":
            if after is not None and after.sort is Sort.OTHER and after.classes & {"det", "own", "quantity"}:
                return Voice.ACTIVE
            if after is None or after.sort in (Sort.PREPOSITION, Sort.BREAK, Sort.COMMA):
                subject = self.subject(at, "person")
                if subject is not None and (subject.type is Type.PERSON or subject.role is not None):
                    return Voice.PASSIVE
            subject = self.subject(at, "person")
            person = self.object(at, "person")
            if (
                subject is not None
                and (
                    person is None
                    or (
                        person.name is None
                        and (person.org is None or trigger.move.kind is not Kind.DEPARTURE)
                        and not person.group
                    )
                )
                and (subject.type is Type.PERSON or (subject.role is not None and subject.name is None))
            ):
                return Voice.PASSIVE
            if person is None and subject is None:
                return (
                    Voice.PASSIVE
                    if at + 1 < len(self.chunks) and self.chunks[at + 1].low in ("to", "as", "by")
                    else Voice.ACTIVE
                )
        return Voice.ACTIVE

    def free_voice(self, at: int) -> Voice:
        edge = self.right_edge(at)
        for chunk in self.chunks[self.left_edge(at) : edge]:
            if chunk.sort is Sort.AUXILIARY and "be" in chunk.classes:
                return Voice.PASSIVE
            if chunk.sort is Sort.AUXILIARY and "have" in chunk.classes:
                return Voice.ACTIVE
        return Voice.PASSIVE if self.headline else Voice.ACTIVE

    # Arguments

    def fits(self, chunk: Chunk, want: str) -> bool:
        if want == "person":
            return (chunk.sort in (Sort.NOUN, Sort.JOBS) and chunk.human) or (
                chunk.sort is Sort.PRONOUN and "company_pronoun" not in chunk.classes
            )
        return (
            chunk.sort is Sort.NOUN and (chunk.firm or (chunk.name is None and chunk.role is None))
        ) or chunk.sort is Sort.FIRM

    def subject(self, at: int, want: str) -> Chunk | None:
        """The nearest fitting phrase on the left that no preposition governs."""
        shared = self.coordinated(at)
        if shared is not None:
            return self.subject(shared, want)
        edge = max(self.left_edge(at), at - 2 * NEAR)
        weak: Chunk | None = None
        for back in range(at - 1, edge - 1, -1):
            chunk = self.chunks[back]
            if (
                "rel" in chunk.classes
                and want == "person"
                and all(c.sort in (Sort.AUXILIARY, Sort.OTHER) for c in self.chunks[back + 1 : at])
            ):
                before = (
                    self.chunks[back - 1] if self.chunks[back - 1].sort is not Sort.COMMA else self.chunks[back - 2]
                )
                return before if self.fits(before, want) else None
            if chunk.sort is Sort.JOBS and not all(c.sort is Sort.AUXILIARY for c in self.chunks[back + 1 : at]):
                continue
            if chunk.sort not in (Sort.NOUN, Sort.PRONOUN, Sort.FIRM, Sort.JOBS):
                continue
            if self.behind_preposition(back) and not self.opens_clause(back, at):
                continue
            if self.fits(chunk, want):
                if want == "org" and chunk.sort is Sort.NOUN and chunk.type is not Type.ORG:
                    weak = weak or chunk
                    continue
                if (
                    want == "person"
                    and chunk.type is Type.UNKNOWN
                    and chunk.role is None
                    and weak is None
                    and chunk.sort is Sort.NOUN
                    and chunk.name is not None
                    and " " not in chunk.name
                ):
                    weak = chunk
                    continue
                if want == "person" and chunk.sort is Sort.NOUN and chunk.name is None:
                    return self.bearer(back, edge) or (weak if weak is not None and back < at - 4 else chunk)
                return weak if weak is not None and back < at - 4 and chunk.name is None else chunk
        return weak or self.byline(edge, want)

    def bearer(self, at: int, edge: int) -> Chunk | None:
        """Whom a bare role stands beside ("Jane Roe, head of cloud, and president of its unit, …"), if anybody."""
        if self.pack.free_order or self.chunks[at - 1].sort not in (Sort.COMMA, Sort.CONJUNCTION):
            return None
        for back in range(at - 1, edge - 1, -1):
            chunk = self.chunks[back]
            if chunk.sort in (Sort.TRIGGER, Sort.SUBORDINATOR, Sort.AUXILIARY) or self.is_verb(back):
                return None
            if chunk.sort is Sort.NOUN and chunk.name is not None and chunk.type is Type.PERSON:
                return chunk
        return None

    def coordinated(self, at: int) -> int | None:
        """The verb before this one that shares its subject ("Acme reports a loss and cuts 300 jobs"), if any.

        A comma alone joins verbs only in headlines; elsewhere it closes an apposition.
        """
        if self.pack.free_order or any(trigger.gerund for trigger in self.chunks[at].triggers):
            return None
        if "sub" in self.pack.classes(self.chunks[at].low.partition(" ")[0]):
            return None
        edge = self.left_edge(at)
        back = at - 1
        while back >= edge and (self.chunks[back].sort is Sort.AUXILIARY or self.is_verb(back)):
            back -= 1
        if back < edge or self.chunks[back].sort not in (Sort.CONJUNCTION, Sort.COMMA):
            return None
        joined = self.chunks[back].sort is Sort.CONJUNCTION
        for verb in range(back - 1, edge - 1, -1):
            if self.chunks[verb].sort is Sort.SUBORDINATOR and not joined:
                return None
            if self.chunks[verb].sort is Sort.COMMA and self.chunks[verb - 1].sort is Sort.NOUN and not self.headline:
                return None
            if self.is_verb(verb) or self.other_move(self.chunks[verb]):
                return verb if joined or self.headline else None
        return None

    def is_verb(self, at: int) -> bool:
        """Whether a word that can be a verb stands where one can, as after a phrase or an auxiliary."""
        if "verb" not in self.chunks[at].classes or at == 0:
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
        return "sub" in self.chunks[at - 1].classes and all(
            chunk.sort is Sort.AUXILIARY for chunk in self.chunks[at + 1 : verb]
        )

    def byline(self, edge: int, want: str) -> Chunk | None:
        """ "Jane Roe: why I joined", "Acme: 300 jobs cut": one phrase and a colon before the sentence are its
        subject or topic.
        """
        if (
            edge == 2
            and self.chunks[1].low == ":"
            and self.chunks[0].sort is Sort.NOUN
            and self.fits(self.chunks[0], want)
        ):
            return self.chunks[0]
        return None

    def object(self, at: int, want: str) -> Chunk | None:
        """The first fitting phrase on the right that no preposition governs, before the next move."""
        edge = min(self.right_edge(at), at + NEAR)
        for ahead in range(at + 1, edge):
            chunk = self.chunks[ahead]
            if self.other_move(chunk):
                break
            if not self.pack.free_order and (
                chunk.sort is Sort.PREPOSITION
                or (chunk.sort is Sort.AUXILIARY and ahead > at + 1)
                or (chunk.sort is Sort.COMMA and want == "org")
            ):
                break
            if chunk.sort not in (Sort.NOUN, Sort.PRONOUN, Sort.FIRM):
                continue
            if self.behind_preposition(ahead):
                continue
            if chunk.sort is Sort.FIRM and ahead + 1 < edge and self.chunks[ahead + 1].firm:
                continue  # "rival Acme"
            if self.fits(chunk, want):
                return self.head_firm(ahead) if want == "org" else chunk
            if want == "person" and chunk.sort is Sort.NOUN and chunk.type is Type.ORG:
                return None
        return None

    def head_firm(self, at: int) -> Chunk:
        """The firm that a phrase means: the owner of a unit ("Acme's Orbit team"), the rival and not whose it is
        ("Acme rival Initech").
        """
        chunk = self.chunks[at]
        if chunk.org is not None and chunk.role is None:
            return replace(chunk, name=chunk.org, type=chunk.org_type, org=None)
        if at + 2 < len(self.chunks) and self.chunks[at + 1].sort is Sort.FIRM and self.chunks[at + 2].firm:
            return self.chunks[at + 2]
        before = self.chunks[at - 1] if at else chunk
        if before.sort is Sort.NOUN and before.possessive and before.firm and not self.known(chunk):
            return before
        return chunk

    def known(self, chunk: Chunk) -> bool:
        """Whether a name is a known firm's as a whole, and not only a unit's."""
        words = (chunk.name or "").casefold().split()
        match = names().companies.match(words, 0) if words else None
        return match is not None and match[0] == len(words)

    def after(self, at: int, prepositions: frozenset[str], want: str) -> Chunk | None:
        """The fitting phrase behind one of the prepositions, on the right (or anywhere, where the order is free)."""
        if not prepositions:
            return None
        start = self.left_edge(at) if self.pack.free_order else at + 1
        edge = min(self.right_edge(at), at + NEAR + 6)
        for ahead in chain(range(at + 1, edge), range(start, at)):
            chunk = self.chunks[ahead]
            if ahead > at + 1 and not self.pack.free_order and self.other_move(chunk) and not self.joined(at, ahead):
                break
            if chunk.sort is Sort.AUXILIARY and "modal" in chunk.classes and chunk.low != "to" and ahead > at + 1:
                break
            if chunk.sort is Sort.NOUN and ahead > 0 and self.governor(ahead) in prepositions:
                chunk = self.head_firm(ahead) if want == "org" else chunk
                if want == "org" and chunk.firm and chunk.type is not Type.PERSON:
                    return chunk
                if want == "role" and chunk.role is not None:
                    return chunk
                if want == "person" and chunk.human:
                    return chunk
        return None

    def other_move(self, chunk: Chunk) -> bool:
        """Whether a chunk begins a move of its own, with arguments of its own; a nominal one stays an argument."""
        return chunk.sort is Sort.TRIGGER and all(trigger.voice is not Voice.NOUN for trigger in chunk.triggers)

    def governor(self, at: int) -> str:
        """The preposition that governs the phrase at `at`, past words between ("by upstart rival Acme")."""
        back = at - 1
        while back > at - 5 and back > 0 and not self.pack.free_order and self.between(back):
            back -= 1
        while back > 1 and self.chunks[back].low == "of" and "post" in self.chunks[back - 1].classes:
            back -= 2
            while back > 0 and self.between(back):
                back -= 1
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

    # Reading one trigger

    def read(self, at: int, trigger: Trigger) -> list[Draft]:
        move = trigger.move
        if move.kind is None:
            return []
        voice = self.voice(at, trigger)
        draft = Draft(move, voice, move.kind, at, status=move.status, first=at, last=at)
        if move.object and not self.jobs(at, draft) and not self.jobs_left(at, draft):
            return []
        if move.adjacent and not (at and self.chunks[at - 1].sort is Sort.NOUN and self.chunks[at - 1].human):
            return []
        if move.not_at and any(chunk.low in move.not_at for chunk in self.chunks[at + 1 : self.right_edge(at)]):
            return []
        if move.person and (self.venue(at) or self.attributive(at, trigger)):
            return []
        if move.team:
            draft.from_org = self.team(at)
        if voice is Voice.NOUN:
            self.noun(at, draft)
        elif voice is Voice.PASSIVE and move.person != "subject":
            self.passive(at, draft)
        else:
            self.active(at, draft)
        self.slots(at, draft)
        if draft.role is not None and self.errand(draft.role):
            return []
        if not self.complete(draft):
            return []
        more = self.further(at, draft)
        nameless = draft.person is not None and draft.person.group and draft.person.name is None
        if nameless and any(other.person is not draft.person for other in more):
            return more  # a group whose members are named
        return [draft, *more, *self.successor(at, draft)]

    def successor(self, at: int, draft: Draft) -> list[Draft]:
        """Who takes the post of the one who goes ("replaces its CEO with Jane Roe")."""
        move = draft.move
        new = self.after(at, move.successor_at, "person")
        if new is None or draft.person is None or new.name is None:
            return []
        role = draft.person.role
        return [
            replace(
                draft, kind=Kind.APPOINTMENT, person=new, predecessor=draft.person, role=role, role_chunk=draft.person
            )
        ]

    def errand(self, role: str) -> bool:
        """Whether a task is one for a helper from outside ("to lead an investigation"): then nobody joins the house."""
        return any("errand" in self.pack.classes(word) for word in role.casefold().split())

    def named(self, at: int) -> bool:
        """Whether a person by name stands at `at`, or before the auxiliaries there."""
        while at > 0 and self.chunks[at].sort is Sort.AUXILIARY:
            at -= 1
        return self.chunks[at].sort is Sort.NOUN and self.chunks[at].type is Type.PERSON

    def attributive(self, at: int, trigger: Trigger) -> bool:
        """Whether a participle only describes somebody ("a suit against ousted chief executive Roe")."""
        if at + 1 >= len(self.chunks) or self.chunks[at + 1].role is None:
            return False
        before = self.chunks[at - 1] if at else None
        if trigger.gerund and trigger.move.person == "subject":
            return before is None or before.sort is Sort.PREPOSITION or bool(before.classes & {"det", "verb"})
        if trigger.voice is not Voice.ANY:
            return False
        return before is None or before.sort in (Sort.PREPOSITION, Sort.BREAK) or "det" in before.classes

    def venue(self, at: int) -> bool:
        """Whether what is joined, left or led is a thing and no employer ("joins a lawsuit", "leaves the market")."""
        for chunk in self.chunks[at + 1 : at + 6]:
            if chunk.sort in (Sort.BREAK, Sort.SUBORDINATOR, Sort.COMMA, Sort.TRIGGER, Sort.PREPOSITION):
                return False
            if chunk.sort is Sort.NOUN and (chunk.role is not None or chunk.type is Type.PERSON):
                return False
            if chunk.sort is Sort.NOUN and chunk.possessive and chunk.type is Type.ORG and at and self.named(at - 1):
                return False  # "Roe joins Acme's effort" is no "Initech joins Acme's effort"
            if "venue" in chunk.classes:
                return True
        return False

    def jobs(self, at: int, draft: Draft) -> bool:
        edge = min(self.right_edge(at), at + 10)
        span = range(at + 1, edge)
        if self.pack.free_order:
            span = range(max(self.left_edge(at), at - 10), edge)
        for ahead in span:
            chunk = self.chunks[ahead]
            if chunk.name is None and self.pack.classes(chunk.low) & draft.move.object & {"hiring", "headcount"}:
                return ahead <= at + 3
            if chunk.sort is Sort.TRIGGER and ahead > at + 1 and not self.pack.free_order:
                return False
            if self.is_unit(chunk, draft.move.object & {"unit", "crew"}):
                return True
            if "count" in draft.move.object and ahead <= at + 3 and chunk.low[:1].isdigit():
                return all("measure" in c.classes or "prep" in c.classes for c in self.chunks[at + 1 : ahead])
            if (
                "talent" in draft.move.object
                and chunk.sort is Sort.NOUN
                and chunk.group
                and chunk.name is None
                and chunk.role is not None
                and chunk.rank < Rank.LEAD
                and not self.governed(ahead)
            ):
                draft.jobs = chunk
                return True
            if chunk.sort is Sort.JOBS and chunk.classes & draft.move.object:
                if ahead > at + 1 and self.governed(ahead) and not self.measure(ahead - 1, at):
                    return False
                draft.jobs, draft.number = chunk, chunk.number
                return True
        return False

    def measure(self, at: int, verb: int) -> bool:
        """Whether a preposition only measures ("about 300 jobs", "most of its staff"): what it governs is the object."""
        before = self.chunks[at - 1]
        if "of" not in self.chunks[at].classes:
            return at <= verb + 2
        return before.sort is Sort.JOBS or bool(before.classes & {"quantity", "bulk", "number", "portion"})

    def jobs_left(self, at: int, draft: Draft) -> bool:
        """Jobs as the subject ("300 jobs cut at Acme", "300 workers at Acme are to lose their jobs")."""
        if self.pack.free_order or draft.move.person or draft.move.kind is not Kind.LAYOFFS:
            return False
        auxiliary = any(
            chunk.sort is Sort.AUXILIARY and "be" in chunk.classes for chunk in self.chunks[max(0, at - 3) : at]
        )
        for back in range(at - 1, max(self.left_edge(at), at - 8) - 1, -1):
            chunk = self.chunks[back]
            if chunk.sort is Sort.JOBS and chunk.classes & draft.move.object and chunk.number:
                if not (auxiliary or draft.move.object_left or draft.voice is Voice.PASSIVE or back == at - 1):
                    return False
                draft.voice = Voice.PASSIVE
                draft.jobs, draft.number = chunk, chunk.number
                firm = next((c for i, c in enumerate(self.chunks[back + 1 : at], back + 1) if c.firm and c.name), None)
                draft.org = firm.name if firm is not None else chunk.org
                return True
            if chunk.sort in (Sort.TRIGGER, Sort.BREAK):
                return False
        return False

    def is_unit(self, chunk: Chunk, units: frozenset[str]) -> bool:
        """Whether a phrase names a part of an organisation, also as a role word ("baut den Vorstand um")."""
        words = chunk.role.casefold().split() if chunk.role is not None and chunk.name is None else [chunk.low]
        return bool(chunk.classes & units) or any(self.pack.classes(word) & units for word in words)

    def governed(self, at: int) -> bool:
        return at > 0 and self.chunks[at - 1].sort is Sort.PREPOSITION

    def active(self, at: int, draft: Draft) -> None:
        move = draft.move
        if move.predecessor and draft.voice is Voice.PASSIVE:
            draft.predecessor = self.subject(at, "person")
            draft.person = self.after(at, move.person_at, "person")
            return
        if move.person == "subject":
            draft.person = self.subject(at, "person")
            if draft.person is None and self.pack.free_order:
                draft.person = self.object(at, "person")
            if move.org == "object":
                org = self.object(at, "org")
                if org is None and self.pack.free_order:
                    org = self.other_org(at, draft.person)
                self.put_org(draft, org)
                if org is None and not self.pack.free_order:
                    self.post(at, draft)
                    draft.org = draft.org or self.capital_object(at)
        elif move.person == "object":
            draft.person = self.object(at, "person")
            if draft.person is None and self.pack.free_order:
                draft.person = self.subject(at, "person")
            self.put_subject_org(at, draft)
        elif move.team:
            self.put_org(draft, self.object(at, "org"))
        else:
            self.put_subject_org(at, draft)
        if move.predecessor == "object":
            draft.predecessor = self.object(at, "person")

    def post(self, at: int, draft: Draft) -> None:
        """A post in place of a firm: "joins Acme's board", "leaves its board"."""
        chunk = self.chunks[at + 1] if at + 1 < len(self.chunks) else None
        if chunk is None or chunk.sort is not Sort.NOUN or chunk.role is None or chunk.name is not None:
            return
        draft.role, draft.rank, draft.role_chunk = chunk.role, chunk.rank, chunk
        if chunk.org is not None:
            draft.org = chunk.org
        elif chunk.own:
            draft.org = self.owner(at)

    def owner(self, at: int) -> str:
        """Whom "its" means: the firm named last before it in the sentence, else the one the text is about."""
        for back in range(at - 1, -1, -1):
            chunk = self.chunks[back]
            if chunk.sort is Sort.NOUN and chunk.firm and not self.behind_preposition(back):
                return chunk.name or FIRM
        return FIRM

    def other_org(self, at: int, person: Chunk | None) -> Chunk | None:
        for back in range(at - 1, self.left_edge(at) - 1, -1):
            chunk = self.chunks[back]
            if (
                chunk is not person
                and chunk.sort in (Sort.NOUN, Sort.FIRM)
                and self.fits(chunk, "org")
                and not self.behind_preposition(back)
            ):
                return chunk
        return None

    def put_subject_org(self, at: int, draft: Draft) -> None:
        org = self.subject(at, "org")
        if org is None and self.pack.free_order:
            org = self.object(at, "org")
        if org is draft.person:
            org = None
        if org is not None:
            self.put_org(draft, org)
            return
        draft.org = self.employer(at, draft.person) or self.capital_subject(at)

    def capital_subject(self, at: int) -> str | None:
        """A firm named by everyday words, known by its place: capitals from the start of the sentence up to the
        verb ("Acme names …").
        """
        shared = self.coordinated(at)
        if shared is not None and shared < at:
            return self.capital_subject(shared)
        last = at
        while last > 0 and self.chunks[last - 1].sort is Sort.AUXILIARY:
            last -= 1
        first = last
        while first > 0 and self.chunks[first - 1].sort is Sort.OTHER and not self.chunks[first - 1].classes - {"verb"}:
            first -= 1
        if first == last or (first > 0 and self.chunks[first - 1].sort is not Sort.BREAK):
            return None
        atoms = self.parsed.atoms[self.chunks[first].first : self.chunks[last - 1].last]
        if not all(atom.capital for atom in atoms) or atoms[-1].low.endswith("s"):
            return None
        return self.text(first, last)

    def capital_object(self, at: int) -> str | None:
        """A firm named by everyday words, known by its place: capitals between the verb and the next mark or
        preposition ("Jane Roe exits Nest").
        """
        last = at + 1
        while last < len(self.chunks) and self.chunks[last].sort is Sort.OTHER and not self.chunks[last].classes:
            last += 1
        closed = last == len(self.chunks) or self.chunks[last].sort in (Sort.COMMA, Sort.BREAK, Sort.PREPOSITION)
        if last == at + 1 or last > at + 3 or not closed or self.parsed.style is Style.CAPITALS:
            return None
        atoms = self.parsed.atoms[self.chunks[at + 1].first : self.chunks[last - 1].last]
        return self.text(at + 1, last) if all(atom.capital for atom in atoms) else None

    def employer(self, at: int, person: Chunk | None) -> str | None:
        """The firm of somebody who acts for it ("Acme's CEO Jane Roe fires …")."""
        right = range(at + 1, self.right_edge(at)) if self.pack.free_order else range(0)
        for back in chain(range(at - 1, self.left_edge(at) - 1, -1), right):
            chunk = self.chunks[back]
            if (
                chunk is not person
                and chunk.sort is Sort.NOUN
                and chunk.human
                and chunk.org is not None
                and not chunk.former
            ) and not self.behind_preposition(back):
                return chunk.org
        return None

    def put_org(self, draft: Draft, org: Chunk | None) -> None:
        if org is None:
            return
        if org.sort is Sort.FIRM:
            draft.org = FIRM
        else:
            if org in self.chunks and not self.pack.free_order:
                org = self.head_firm(self.chunks.index(org))
            draft.org = org.name
            draft.org_weak = org.type is Type.UNKNOWN

    def passive(self, at: int, draft: Draft) -> None:
        draft.person = self.subject(at, "person")
        if draft.person is None and self.pack.free_order:
            draft.person = self.object(at, "person")
        if draft.move.predecessor == "subject":
            draft.predecessor = draft.person
            draft.person = self.object(at, "person")
        org = self.after(at, self.pack.agents, "org")
        if org is not None:
            draft.org = org.name

    def noun(self, at: int, draft: Draft) -> None:
        move = draft.move
        before = self.chunks[at - 1] if at else None
        if move.person:
            person = self.after(at, move.person_at, "person")
            if person is None and move.person_at and at + 1 < len(self.chunks):
                ahead = self.chunks[at + 1]
                if (
                    ahead.sort is Sort.NOUN
                    and ahead.human
                    and (self.pack.free_order or "of" in self.chunks[at].low.split())
                ):
                    person = ahead
            if (
                person is None
                and before is not None
                and before.sort is Sort.NOUN
                and before.human
                and (before.possessive or before.role)
            ):
                person = before
            if person is None and before is not None and before.sort is Sort.OTHER and "own" in before.classes:
                person = before
            draft.person = person
        else:
            if before is not None and before.sort is Sort.NOUN and before.firm:
                self.put_org(draft, before)
            elif before is not None and before.sort is Sort.NOUN and before.org is not None:
                draft.org = before.org
            else:
                self.put_org(draft, self.subject(at, "org"))
                draft.org = draft.org or self.employer(at, None) or self.struck(at)

    def struck(self, at: int) -> str | None:
        """The firm that something happens to ("another round of layoffs hits Acme")."""
        if at + 2 < len(self.chunks) and "verb" in self.chunks[at + 1].classes and self.chunks[at + 2].firm:
            return self.chunks[at + 2].name
        return None

    def slots(self, at: int, draft: Draft) -> None:
        """Fills the slots that prepositions lead to, and the bare role of "names X president"."""
        move = draft.move
        role = self.after(at, move.role_at, "role")
        if role is not None and role is not draft.person and role.name is None:
            self.put_role(draft, role)
        if draft.role is None and "object" in move.role_at:
            self.bare_role(at, draft)
        if draft.role is None and move.role_at and draft.person is not None:
            draft.role = self.task(at, draft.person)
        if move.person == "subject":
            draft.tenure = self.tenure(at)
        if "object" in move.from_at and draft.jobs is None and move.kind is Kind.ACQUIHIRE:
            held = self.object(at, "person")
            draft.from_org = held.org if held is not None and held.name is None else None
        source = self.after(at, move.from_at, "org")
        if source is not None:
            draft.from_org = source.name
        if "object" in move.from_at and draft.from_org is None:
            org = self.object(at, "org")
            draft.from_org = org.name if org else None
        target = self.after(at, move.to_at, "org")
        if target is not None:
            draft.to_org = target.name
        place = self.after(at, move.org_at, "org")
        if place is not None and (draft.org is None or draft.voice is Voice.PASSIVE or self.near(at, place)):
            draft.org = place.name

    def near(self, at: int, chunk: Chunk) -> bool:
        """Whether a nominal move has a phrase right behind it ("layoffs at Acme")."""
        return self.chunks[at].triggers[0].voice is Voice.NOUN and chunk in self.chunks[at + 1 : at + 4]

    def team(self, at: int) -> str | None:
        """Whose team the subject is ("the Acme team", "the team behind Acme"), if it is one."""
        named: str | None = None
        for back in range(at - 1, self.left_edge(at) - 1, -1):
            chunk = self.chunks[back]
            if "crew" in chunk.classes or "team" in chunk.low:
                before = self.chunks[back - 1] if back else None
                return named or (before.name if before is not None and before.firm else self.capital_subject(back))
            if chunk.sort is Sort.NOUN and chunk.role is None and self.governs(back - 1 if back else back):
                named = chunk.name
            elif chunk.sort not in (Sort.AUXILIARY, Sort.PREPOSITION, Sort.COMMA, Sort.OTHER, Sort.NOUN):
                return None
        return None

    def tenure(self, at: int) -> str | None:
        """The firm behind a span of time that opens the sentence ("After ten years at Acme, Jane Roe moves …")."""
        if not self.chunks or "sub" not in self.chunks[0].classes:
            return None
        timed = False
        for chunk in self.chunks[1:at]:
            timed = timed or "time" in chunk.classes
            if chunk.sort in (Sort.COMMA, Sort.TRIGGER):
                return None
            if timed and chunk.firm:
                return chunk.name
        return None

    def task(self, at: int, person: Chunk) -> str | None:
        """ "names X to lead its cloud unit": the task in place of a title."""
        draft_subject = self.chunks.index(person) < at if person in self.chunks else False
        for ahead in range(at + 1, min(self.right_edge(at), at + NEAR)):
            chunk = self.chunks[ahead]
            if chunk.sort is Sort.TRIGGER and any(trigger.move.adjacent for trigger in chunk.triggers):
                last = ahead + 1
                while last < self.right_edge(at) and self.chunks[last].sort not in (
                    Sort.COMMA,
                    Sort.TRIGGER,
                    Sort.SUBORDINATOR,
                ):
                    last += 1
                if last > ahead + 1 and (self.chunks[ahead - 1] is person or draft_subject):
                    return self.text(ahead, last).partition(" ")[2]
                return None
        return None

    def text(self, first: int, last: int) -> str:
        """The words of chunks `first` up to `last`, as written."""
        atoms = self.parsed.atoms[self.chunks[first].first : self.chunks[last - 1].last]
        return " ".join(atom.text for atom in atoms)

    def put_role(self, draft: Draft, role: Chunk) -> None:
        draft.role, draft.rank, draft.role_chunk = role.role, role.rank, role
        if role.org is not None and draft.org is None and not role.former:
            draft.org = role.org

    def bare_role(self, at: int, draft: Draft) -> None:
        edge = min(self.right_edge(at), at + NEAR)
        seen = draft.voice is Voice.PASSIVE or draft.move.person == "subject"
        loose = 0
        for ahead in range(at + 1, edge):
            chunk = self.chunks[ahead]
            if chunk is draft.person:
                seen = True
                continue
            if chunk.sort is Sort.TRIGGER:
                break
            if chunk.sort is Sort.NOUN:
                if (
                    seen
                    and chunk.role is not None
                    and chunk.name is None
                    and not self.behind_preposition(ahead)
                    and (loose < 3 or self.pack.free_order)
                ):
                    self.put_role(draft, chunk)
                    return
                if seen and not self.behind_preposition(ahead):
                    return
            elif chunk.sort in (Sort.COMMA, Sort.BREAK) and seen and ahead > at + 2:
                return
            elif seen:
                loose += 1
        if self.pack.free_order and draft.role is None:
            for back in range(at - 1, self.left_edge(at) - 1, -1):
                chunk = self.chunks[back]
                if (
                    chunk.sort is Sort.NOUN
                    and chunk.role is not None
                    and chunk.name is None
                    and chunk is not draft.person
                ):
                    self.put_role(draft, chunk)
                    return

    def complete(self, draft: Draft) -> bool:
        """Whether the draft has what its move needs."""
        person = draft.person
        needs = draft.move.needs
        if "person" in needs and person is None:
            return False
        if (
            person is not None
            and person.own
            and person.name is None
            and draft.org is None
            and draft.move.org == "subject"
        ):
            return False  # "his boss": whose, the sentence does not say
        if "name" in needs and (person is None or (person.name is None and person.sort is not Sort.PRONOUN)):
            return False
        if (
            "role" in needs
            and draft.role is None
            and not (draft.kind is not Kind.DEPARTURE and self.names_post(person))
        ):
            return False
        if "predecessor" in needs and draft.predecessor is None:
            return False
        if "number" in needs and not draft.number:
            return False
        if "post" in needs and (
            person is None or person.role is None or person.former or (person.rank < Rank.LEAD and draft.to_org is None)
        ):
            return False
        if "closed" in needs and not self.closed(draft.at):
            return False
        if "beside" in needs and self.chunks[draft.at - 1] is not person:
            return False
        if "place" in needs and not (draft.org or draft.to_org or draft.from_org or draft.role_chunk):
            return False
        if ("from" in needs or "source" in needs) and draft.from_org is None:
            return False
        if "to" in needs and draft.to_org is None and draft.org is None:
            return False
        return not (
            "fresh" in needs
            and not (draft.role_chunk is not None and (draft.role_chunk.fresh or draft.move.role_at & {"zum"}))
        )

    def closed(self, at: int) -> bool:
        """Whether a verb stands without an object ("Roe takes over")."""
        after = self.chunks[at + 1] if at + 1 < len(self.chunks) else None
        return after is None or after.sort in (Sort.BREAK, Sort.COMMA, Sort.PREPOSITION, Sort.SUBORDINATOR)

    def names_post(self, person: Chunk | None) -> bool:
        """Whether the one who is named is only a post ("names new CEO", in headlines also "names president")."""
        return (
            person is not None
            and person.name is None
            and (person.fresh or (self.headline and person.org is None and not person.own))
        )

    # Lists

    def further(self, at: int, draft: Draft) -> list[Draft]:
        """Further people under the same verb: "names X president and Y treasurer", "X and Y leave"."""
        if draft.person is None:
            return self.firms(at, draft) if not draft.move.person or draft.group else []
        if draft.person.sort is not Sort.NOUN:
            return []
        start = self.chunks.index(draft.person)
        if draft.person.group and draft.person.name is None:
            return self.members(draft, start) or (self.firms(at, draft) if draft.move.group is not None else [])
        more: list[Draft] = []
        if start > at:
            more += self.list_right(at, draft, start)
        elif start < at:
            more += self.list_left(at, draft, start) + self.gapped(at, draft)
        return more

    def gapped(self, at: int, draft: Draft) -> list[Draft]:
        """Further people behind the role of the first ("Roe will become chairman and Doe president")."""
        if draft.role_chunk is None or draft.role_chunk not in self.chunks:
            return []
        start = self.chunks.index(draft.role_chunk)
        more: list[Draft] = []
        for look in range(start + 1, self.right_edge(at) - 1):
            chunk, role = self.chunks[look], self.chunks[look + 1]
            if self.other_move(chunk) or chunk.sort in (Sort.BREAK, Sort.AUXILIARY):
                break
            if chunk.sort is Sort.NOUN and chunk.type is Type.PERSON and role.role is not None and role.name is None:
                more.append(replace(draft, person=chunk, role=role.role, rank=role.rank, role_chunk=role))
        return more

    def members(self, draft: Draft, start: int) -> list[Draft]:
        """The people of a group, where their names follow it ("two researchers, Jane Roe and John Doe")."""
        group = self.chunks[start]
        more: list[Draft] = []
        after = start + 1
        for ahead in range(start + 1, min(len(self.chunks), start + NEAR)):
            if "include" in self.chunks[ahead].classes:
                after = ahead + 1
                break
            if self.other_move(self.chunks[ahead]) or self.chunks[ahead].sort is Sort.BREAK:
                break
        if after == start + 1 and after + 2 < len(self.chunks) and self.chunks[after].sort is Sort.PREPOSITION:
            after += 2 if self.chunks[after + 1].firm and self.chunks[after + 2].sort is Sort.COMMA else 0
        listed = False
        for chunk in self.chunks[after:]:
            if chunk.sort in (Sort.COMMA, Sort.CONJUNCTION) or (chunk.low == ":" and not more):
                listed = listed or chunk.low == ":"
                continue
            named = chunk.sort is Sort.NOUN and chunk.type is Type.PERSON
            if not named or (chunk.org is not None and after == start + 1 and not listed):
                break
            member = chunk if chunk.org is not None else replace(chunk, org=group.org, org_type=group.org_type)
            more.append(replace(draft, person=replace(member, former=member.former or group.former)))
        return more

    def firms(self, at: int, draft: Draft) -> list[Draft]:
        """Further firms that do the same ("A, B and C have hired experts")."""
        start = next(
            (i for i in range(at - 1, -1, -1) if self.chunks[i].name is not None and self.chunks[i].name == draft.org),
            None,
        )
        if start is None:
            return []
        more: list[Draft] = []
        look = start - 1
        while look > 0 and self.chunks[look].sort in (Sort.COMMA, Sort.CONJUNCTION):
            while look > 0 and self.chunks[look].sort in (Sort.COMMA, Sort.CONJUNCTION):
                look -= 1
            chunk = self.chunks[look]
            if chunk.sort is not Sort.NOUN or chunk.type is not Type.ORG or chunk.role is not None:
                break
            more.append(replace(draft, org=chunk.name))
            look -= 1
        return more

    def list_left(self, at: int, draft: Draft, start: int) -> list[Draft]:
        more: list[Draft] = []
        look = start - 1
        while look > 0 and self.chunks[look].sort in (Sort.COMMA, Sort.CONJUNCTION):
            while look > 0 and self.chunks[look].sort in (Sort.COMMA, Sort.CONJUNCTION):
                look -= 1
            chunk = self.chunks[look]
            governed = self.behind_preposition(look) and "sub" not in self.chunks[look - 1].classes
            if chunk.sort is not Sort.NOUN or not chunk.human or governed:
                break
            together = self.chunks[look + 1].sort is Sort.CONJUNCTION
            if chunk.type is Type.UNKNOWN and chunk.role is None and not together:
                break
            more.append(replace(draft, person=chunk))
            look -= 1
        first = more[-1].person if more else None
        if first is not None and first.group and first.org is not None:  # a title for all stands before the first
            for other in (draft, *more):
                if other.person is not None and other.person.org is None:
                    other.person = replace(other.person, org=first.org, org_type=first.org_type, former=first.former)
        return more

    def list_right(self, at: int, draft: Draft, start: int) -> list[Draft]:
        more: list[Draft] = []
        look = start + 1
        edge = self.right_edge(at)
        current = draft
        joined = False
        while look < edge:
            chunk = self.chunks[look]
            if self.other_move(chunk) or chunk.sort is Sort.BREAK:
                break
            if chunk.sort in (Sort.COMMA, Sort.CONJUNCTION):
                joined = True
            elif (
                chunk.sort is Sort.NOUN
                and chunk.name is not None
                and chunk.human
                and joined
                and not self.behind_preposition(look)
            ):
                if chunk.type is Type.UNKNOWN and not self.role_follows(look, edge):
                    break
                current = replace(draft, person=chunk, role=None, role_chunk=None)
                role = self.role_after(look, edge)
                if role is not None:
                    current.role, current.rank, current.role_chunk = role.role, role.rank, role
                else:
                    current.role, current.rank, current.role_chunk = draft.role, draft.rank, draft.role_chunk
                more.append(current)
                joined = False
            elif chunk.sort is Sort.SUBORDINATOR:
                break
            elif chunk.sort not in (Sort.NOUN, Sort.PREPOSITION, Sort.OTHER, Sort.JOBS):
                joined = joined and chunk.sort is Sort.AUXILIARY
            look += 1
        return more

    def role_follows(self, at: int, edge: int) -> bool:
        return self.role_after(at, edge) is not None or self.chunks[at].role is not None

    def role_after(self, at: int, edge: int) -> Chunk | None:
        for ahead in range(at + 1, min(edge, at + 8)):
            chunk = self.chunks[ahead]
            if chunk.sort in (Sort.COMMA, Sort.CONJUNCTION, Sort.TRIGGER):
                return None
            if chunk.sort is Sort.NOUN:
                return chunk if chunk.role is not None and chunk.name is None else None
        return None
