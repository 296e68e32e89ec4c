"""Judges whether a draft has what its move needs, in languages where case and meaning tell who does what to whom.

In: a draft whose slots are filled, and the chunks of its sentence. Out: whether it stands. It must never fill a slot; what
words can show of a need, the gate asks for too.
"""

from __future__ import annotations

from bot.detect.atoms import Type
from bot.detect.chunks import Chunk, Sort
from bot.detect.draft import Draft
from bot.languages.pack import Pack
from bot.model import Rank


def complete(draft: Draft, chunks: list[Chunk], pack: Pack) -> bool:
    """Whether the draft has what its move needs; what words can show of it, the gate asks for too."""
    needs = draft.move.needs
    person = draft.person
    said = chunks[draft.at].low.split()
    fresh = (draft.role_chunk is not None and draft.role_chunk.fresh) or (
        len(said) > 1 and any("fresh" in pack.classes(word) for word in said)
    )
    checks = iter(
        (
            ("person", person is not None),
            (
                "name",
                person is not None
                and (person.name is not None or person.sort is Sort.PRONOUN or "human" in person.classes),
            ),
            ("role", draft.role_chunk is not None or (person is not None and person.fresh and person.name is None)),
            ("settled", draft.role_chunk is not None and not draft.role_chunk.fresh),
            ("predecessor", draft.predecessor is not None),
            ("number", draft.number),
            ("source", draft.from_org is not None),
            ("from", draft.from_org is not None or draft.org is not None),
            ("to", draft.to_org is not None or draft.org is not None),
            ("fresh", fresh or begins(draft) or named_behind(draft, chunks) or (person is not None and person.fresh)),
            ("org", draft.org is not None or not draft.move.person),
            (
                "known",
                person is not None
                and person.role is not None
                and (
                    person.name is not None or person.fresh or person.own or person.number or draft.to_org is not None
                ),
            ),
            (
                "who",
                person is not None
                and (
                    person.name is not None
                    or person.sort is Sort.PRONOUN
                    or "human" in person.classes
                    or (
                        person.role is not None
                        and not person.group
                        and not person.fresh
                        and not person.own
                        and (person.org is not None or person.former or by_trade(draft))
                    )
                ),
            ),
            (
                "held",
                person is not None
                and (person.role is not None or (person.name is not None and draft.to_org is not None))
                and not (person.group and person.name is None and draft.to_org is None)
                and (
                    draft.to_org is not None
                    or person.rank >= Rank.LEAD
                    or person.name is not None
                    or person.fresh
                    or person.own
                )
                and not (draft.org_weak and person.rank < Rank.DIRECTOR),
            ),
            (
                "newcomer",
                person is not None
                and person.name is None
                and person.role is not None
                and "proprietor" not in person.classes
                and (person.fresh or (draft.move.person == "object" and unheard(person))),
            ),
            (
                "in_post",
                person is not None
                and person.role is not None
                and person.name is None
                and (unheard(person) or elsewhere(person)),
            ),
            ("someone", person is not None and someone(draft, person)),
            ("office", person is not None and person.rank >= Rank.LEAD and not founded(person, pack)),
            ("target", draft.to_org is not None or draft.from_org is not None),
            ("post_or_target", draft.to_org is not None or draft.role is not None or returns(person, pack)),
            ("place", draft.org is not None),
            ("staff", draft.number or draft.jobs is not None),
            ("many", draft.number or draft.from_org is not None),
        )
    )
    return all(met for need, met in checks if need in needs)


def someone(draft: Draft, person: Chunk) -> bool:
    """Whether more than a lone strange noun shows that somebody is meant: a full name, a post, another firm they come from
    ("gewinnt Roe von Acme", but "gewinnt Kronlux", "stellt die Suchmaschine Kronlux ein").
    """
    if person.name is None or person.surname or person.role is not None or person.type is Type.PERSON:
        return True
    return (draft.from_org is not None or draft.role is not None or " " in person.name) and not person.definite


def founded(person: Chunk, pack: Pack) -> bool:
    """Whether somebody is told of as a founder alone, which is no post that ends ("Acme-Gründer Roe ist tot")."""
    return person.role is not None and "founder" in pack.classes(person.role.casefold())


def unheard(person: Chunk) -> bool:
    """Whether a bare post names whoever takes it ("Acme ernennt Finanzchefin")."""
    if person.classes & {"unit", "collective"}:
        return False
    if "relation" in person.classes and " " not in (person.role or ""):
        return False  # "Acme bekommt Partner"
    bare = not (person.definite or person.own or person.group or person.former) and person.org is None
    return bare and person.rank >= Rank.DIRECTOR


def by_trade(draft: Draft) -> bool:
    """Whether who takes a firm's post is told by what they do alone ("Software-Experte wird Chef von Acme")."""
    post, person = draft.role_chunk, draft.person
    return post is not None and post.org is not None and person is not None and "anyone" in person.classes


def elsewhere(person: Chunk) -> bool:
    """Whether a post at a firm tells who steps in ("Acme-Chef geht – Initech-Manager übernimmt")."""
    one = not (person.definite or person.own or person.group or person.former or person.fresh)
    return one and person.org is not None and person.rank >= Rank.LEAD and not person.classes & {"unit", "collective"}


def begins(draft: Draft) -> bool:
    """Whether the post is new by its own name ("Nachfolger", "Doppelspitze")."""
    return draft.role_chunk is not None and bool(draft.role_chunk.classes & {"successor", "new_post"})


def named_behind(draft: Draft, chunks: list[Chunk]) -> bool:
    """Whether a preposition leads to who takes the post ("besetzt den Posten mit Jane Roe"), and neither to a thing nor to who
    acts ("In Aerosolen fanden Forscher …").
    """
    person = draft.person
    if draft.move.person != "behind" or person is None or person.name is None or person.type is Type.ORG:
        return False
    led = any(chunk.sort is Sort.PREPOSITION and chunk.last == person.first for chunk in chunks)
    return led and (person.type is Type.PERSON or person.surname)


def returns(person: Chunk | None, pack: Pack) -> bool:
    """Whether somebody's post tells that they had left: a founder's, or one of before, not that of a firm's chief ("Acme-Chef
    kehrt aus den USA zurück").
    """
    if person is None or person.role is None:
        return False
    founder = "crew" in pack.classes(person.role.casefold())
    return person.former or person.name is not None or person.org is None or founder
