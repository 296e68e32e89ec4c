"""Finds who a draft is of: the full name, whom a pronoun or a post means, and how much a name is like a person's.

In: a draft where it is told, and the firms that it names. Out: somebody, or nothing where the bot keeps silent of them. It
must never look for a firm.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.detect.atoms import Parsed, Type, What
from bot.detect.chunks import Chunk, Sort
from bot.detect.discourse.evidence import UNKNOWN_WORD, famous, free_likeness, likeness, poached, tasked
from bot.detect.discourse.making import Passage, Slots
from bot.detect.discourse.people import antecedent, speaker
from bot.detect.discourse.text import Text, full
from bot.detect.draft import FIRM, JOIN, Draft
from bot.detect.silence import silent_org, silent_person, silent_role
from bot.model import Kind

FOLLOWS = 0.8  # how much a lone strange name that takes somebody's place is like a person's
STRANGE = 0.7  # how much what a dictionary that explains compounds does not know is like one
HELD = 0.8  # the same where a post is filled with the name
DOUBTFUL = 0.4  # what is less like a person's name than this is none, post or not


@dataclass(frozen=True, slots=True)
class Somebody:
    """Whom a draft is of. `person` is None where they have no name, `likeness` how much the name is like a person's (0 to 1), and
    `served` says that they were in a public office before ("former governor Jane Roe joins Acme").
    """

    person: str | None
    likeness: float
    served: bool


def somebody(chunk: Chunk, passage: Passage, slots: Slots, last_person: str | None) -> Somebody | None:
    """Whom `chunk` means, None where the bot keeps silent of them or there is nobody."""
    draft, parsed, text = passage.draft, passage.parsed, passage.text
    like = 1.0
    if chunk.sort is Sort.PRONOUN or (chunk.sort is Sort.OTHER and chunk.classes & {"own", "human"}):
        person = named_before(chunk, passage, last_person)
        if person is None and text.pack.free_order and not stands_alone(chunk, passage, slots):
            return None  # "Schweizer verlässt Linden": as well an athlete
    else:
        person = full(chunk.name, text)
        if person is None and (
            "demonstrative" in chunk.classes
            or (not parsed.sentence.headline and meant(chunk, last_person, parsed, text))
        ):
            person = last_person
        like = like_person(chunk, person, passage)
    placed = draft.kind in JOIN or (
        draft.kind is Kind.DEPARTURE and draft.org not in (None, FIRM) and not text.pack.free_order
    )
    # "former governor Jane Roe joins Acme", "… leaves Acme's board", "Acme hires former official"
    served = chunk.former and placed and (chunk.name is not None or taken_on(draft))
    if (silent_role(chunk.role or title(chunk, parsed), text.pack) and not served) or silent_role(
        slots.role, text.pack
    ):
        return None
    if silent_person(person, text.pack) and (draft.kind not in JOIN or draft.org is draft.to_org is None):
        return None
    if silent_org(chunk.org, text.pack) and not served:
        return None  # whoever served a public body and now joins a firm is news of the firm
    if chunk.role is None and person is None and chunk.sort is Sort.NOUN:
        return None
    return Somebody(person, like, served)


def taken_on(draft: Draft) -> bool:
    """Whether a firm that the sentence names takes somebody on."""
    return draft.move.person == "object" and draft.org not in (None, FIRM)


def named_before(chunk: Chunk, passage: Passage, last_person: str | None) -> str | None:
    """Whom a pronoun or a word for anyone means."""
    draft, chunks, text = passage.draft, passage.chunks, passage.text
    if not chunk.definite and anyone(chunk, passage):
        return None  # "Brite wird Chef": nobody named before
    person = antecedent(draft.at, chunks, text) or speaker(draft.at, chunks, text) or last_person
    if draft.predecessor is not None and person == full(draft.predecessor.name, text):
        return last_person
    return person


def anyone(chunk: Chunk, passage: Passage) -> bool:
    """Whether a headline says of somebody only where they come from or what they are called."""
    return "human" in chunk.classes and passage.parsed.sentence.headline


def stands_alone(chunk: Chunk, passage: Passage, slots: Slots) -> bool:
    """Whether a headline without a name is news of business nevertheless."""
    text = passage.text
    houses = filter(None, (slots.org, slots.from_org, slots.to_org))
    known = called(chunk, text) and any(famous(house, text) for house in houses)
    return anyone(chunk, passage) and bool(passage.draft.role or text.business or known)


def like_person(chunk: Chunk, person: str | None, passage: Passage) -> float:
    """How much a name is like a person's, for what it is and what is done with it (0 to 1)."""
    draft, text = passage.draft, passage.text
    if chunk.role is not None or person is None:
        return 1.0
    if text.pack.free_order:
        if chunk.type is not Type.UNKNOWN or person != chunk.name:
            return 1.0
        like = free_likeness(person, text.names)
        like = STRANGE if like == UNKNOWN_WORD else like
        filled = draft.role_chunk is not None
    else:
        if chunk.type is not Type.UNKNOWN and " " not in person:
            return 1.0
        like = likeness(person, text)
        if chunk.org is not None and like > UNKNOWN_WORD:
            like = 1.0
        elif draft.predecessor is not None and draft.predecessor.type is Type.PERSON and " " not in person:
            like = FOLLOWS  # who takes a person's place is one
        filled = draft.role_chunk is not None or poached(draft, chunk, passage.parsed) or tasked(draft, chunk)
    return max(like, HELD) if filled and like > DOUBTFUL else like


def called(chunk: Chunk, text: Text) -> bool:
    """Whether somebody is meant by a calling ("KI-Pionier", "Dealmaker"), and not by where they come from."""
    return chunk.last - chunk.first > 1 or chunk.low not in text.pack.members("human")


def title(chunk: Chunk, parsed: Parsed) -> str | None:
    """The word right before a name, which may be a post though no firm has one like it ("Botschafterin Jane Roe")."""
    named = next((at for at in range(chunk.first, chunk.last) if parsed.atoms[at].what is What.NAME), 0)
    former = named > 1 and parsed.atoms[named - 2].what is What.FORMER
    return parsed.atoms[named - 1].text if named and not former else None


def meant(chunk: Chunk, last_person: str | None, parsed: Parsed, text: Text) -> bool:
    """Whether a phrase without a name means whoever was named before ("Die frühere Acme-Managerin", "Der Manager"): the one
    person of the text, or of the headline where the lead goes on with them.
    """
    if not text.pack.free_order or not chunk.definite or chunk.fresh or chunk.group or chunk.role is None:
        return False
    if chunk.former or (chunk.org is None and "anyone" in text.pack.classes(chunk.role.casefold())):
        return True
    people = set(text.people.values())
    one = len(people) == 1 or len(named_so_far(parsed, text)) == 1
    known = last_person is None or last_person in text.posts
    other = chunk.org is not None and chunk.org in text.orgs and chunk.org != text.topic
    lead = len(text.parsed) > 1 and text.parsed[1] is parsed and sum(name in text.headline for name in people) == 1
    return not known and (other or (chunk.org is None and (lead or one)))


def named_so_far(parsed: Parsed, text: Text) -> set[str | None]:
    """The people whom the sentences before this one name."""
    found: set[str | None] = set()
    for sentence, chunks in zip(text.parsed, text.chunks, strict=True):
        if sentence is parsed:
            break
        found |= {full(c.name, text) for c in chunks if c.sort is Sort.NOUN and c.type is Type.PERSON and c.name}
    return found
