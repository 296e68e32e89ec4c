"""Tells where somebody comes from who takes a post: from inside, from a named firm, or from where nobody says.

In: a draft with its slots and the text. Out: the claim's kind and the firm that was left. It must never invent a firm.
"""

from __future__ import annotations

from bot.detect.atoms import Parsed, Type
from bot.detect.chunks import Chunk
from bot.detect.discourse.callings import trade
from bot.detect.discourse.career import insider
from bot.detect.discourse.merging import same_org
from bot.detect.discourse.text import Text
from bot.detect.draft import Draft
from bot.languages.names import Names
from bot.languages.pack import Voice
from bot.model import Kind, Rank


def origin(
    draft: Draft, person: str | None, rank: Rank, from_org: str | None, to_org: str | None, text: Text
) -> tuple[Kind, str | None]:
    """Whether somebody who takes a post comes from inside, from a named firm, or from where nobody says."""
    kind, chunk = draft.kind, draft.person
    if "climbs" in draft.move.needs:
        return kind, None  # "rückt von der Tochter in den Konzernvorstand auf": one house
    advises = draft.role is not None and any(
        "afterwards" in text.pack.classes(word) for word in draft.role.casefold().split()
    )
    outsider = Kind.HIRE if rank is Rank.BOARD or advises else Kind.MOVE
    vacancy = chunk is not None and chunk.fresh and chunk.name is None and not text.pack.free_order
    if chunk is not None and vacancy and chunk.org is not None and chunk.org == to_org:
        return kind, from_org  # "names new Orbit chief"
    unit = chunk is not None and chunk.own and not (chunk.former or text.pack.free_order)  # "head of its Acme unit"
    if (
        chunk is not None
        and chunk.org is not None
        and not (unit or (to_org is not None and same_org(chunk.org, to_org)))
    ):
        if any("maker" in text.pack.classes(word) for word in (chunk.role or "").casefold().split()):
            return kind, from_org
        if trade(chunk.org, chunk.role, text.pack, text.names):
            return kind, from_org
        if chunk.former or any("alum" in text.pack.classes(word) for word in (chunk.role or "").casefold().split()):
            place = chunk.org_type is Type.PLACE  # "hires former U.S. official"
            return Kind.HIRE, from_org or (None if place else chunk.org)
        return outsider, from_org or (chunk.org if outsider is Kind.MOVE else None)
    if from_org is not None and kind is not Kind.PROMOTION:
        return Kind.HIRE if chunk is not None and chunk.former else Kind.MOVE, from_org
    named = (chunk.role or "").casefold().split() if chunk is not None else []
    insiders = any("insider" in text.pack.classes(word) for word in named)
    if (kind is Kind.APPOINTMENT and insiders) or (kind is Kind.HIRE and named == ["insider"]):
        return Kind.PROMOTION, None
    if kind is Kind.HIRE and draft.tenure is not None:
        return Kind.MOVE, draft.tenure
    if kind is not Kind.APPOINTMENT and draft.role is None and not text.pack.free_order:
        return kind, from_org
    announced = text.pack.free_order and chunk is not None and chunk.fresh and chunk.name is None
    if announced and person is None:
        return kind, from_org
    if chunk is not None and chunk.own and elsewhere(draft, to_org, text):
        return outsider, text.topic if outsider is Kind.MOVE else None  # "its chief, Roe, becomes president of Initech"
    if chunk is not None and (chunk.org is not None or (chunk.role is not None and chunk.own and not chunk.fresh)):
        return Kind.PROMOTION if kind is Kind.APPOINTMENT else kind, from_org
    bare = chunk is not None and chunk.name is None and chunk.role is not None
    if bare and chunk is not None and draft.role is not None and kind in (Kind.HIRE, Kind.APPOINTMENT):
        known = not (chunk.group or chunk.fresh or chunk.former or chunk.possessive) and chunk.rank >= Rank.LEAD
        known = known and not (kind is Kind.HIRE and chunk.definite)  # "brings in an executive as its strategy chief"
        rises = (
            draft.move.person == "subject"
            and draft.org is None
            and kind is Kind.APPOINTMENT
            and draft.voice is Voice.ACTIVE
            and draft.role_chunk is not None
            and not (draft.move.adjacent or draft.role.casefold().endswith(text.pack.plural_nouns))
        )
        taken = (draft.move.person == "object" or rises) and draft.rank is not Rank.BOARD
        if known and taken and draft.role.casefold() != (chunk.role or "").casefold():
            return Kind.PROMOTION, None  # "taps finance chief as its next head"
    outside = any("outside" in text.pack.classes(word) for word in (draft.role or "").casefold().split())
    if kind is Kind.APPOINTMENT and rank is Rank.BOARD and outside:
        return Kind.HIRE, from_org  # "independent directors" are nobody of the house
    post = insider(text.posts.get(person, []), draft.role) if person is not None else None
    if post is None or kind is Kind.PROMOTION:
        return kind, from_org
    if kind is Kind.HIRE and text.pack.free_order and not post.told:
        return kind, from_org
    home = post.org or post.house
    if home is None or to_org is None or related(home, to_org, text.names):
        rises = kind is Kind.APPOINTMENT or "chooses" in draft.move.needs  # "Acme taps finance chief Jane Roe as CEO"
        return Kind.PROMOTION if rises else kind, from_org
    if post.former:
        return Kind.HIRE, home
    return outsider, home if outsider is Kind.MOVE else None


def elsewhere(draft: Draft, to_org: str | None, text: Text) -> bool:
    """Whether a draft itself names a firm that surely is another one than the text is about, and no unit of it."""
    if text.pack.free_order or to_org is None or text.topic is None or draft.role_chunk is None:
        return False
    return (
        to_org in (draft.org, draft.to_org)
        and to_org in text.orgs
        and not draft.role_chunk.own
        and not related(to_org, text.topic, text.names)
    )


def related(a: str, b: str, names: Names) -> bool:
    """Whether two names share a word of their own, as a house and its unit do ("Acme", "Acme Foods Division")."""
    common = names.legal_forms | names.org_words | names.institutions
    x, y = ({word for word in name.casefold().split() if word not in common} for name in (a, b))
    return bool(x & y) or same_org(a, b)


def inside(chunk: Chunk | None, draft: Draft, parsed: Parsed, text: Text) -> bool:
    """Whether a post without a firm before the name ("Finanzchef X soll Y werden") shows one of the house, or the sentence
    says so ("aus den eigenen Reihen").
    """
    if any("within" in atom.classes for atom in parsed.atoms) or "in_post" in draft.move.needs:
        return True
    return (
        chunk is not None
        and chunk.name is not None
        and chunk.role is not None
        and chunk.org is None
        and not (chunk.former or chunk.fresh)
        and not any(word in text.pack.members("anyone") for word in chunk.role.casefold().split())
        and max(chunk.rank, draft.rank) >= Rank.LEAD
        and chunk.rank >= Rank.LEAD
        and (draft.role_chunk is not None or "vacancy" in draft.move.needs)
    )
