"""Tells who bears a post that several share ("die Gründer Jane Roe und John Doe", "die Gründer, Jane Roe und John Doe, …").

In: chunks that stand together. Out: whether they share a post or a kind of name, and the chunks so completed. It must never
look at verbs.
"""

from __future__ import annotations

from dataclasses import replace

from bot.detect.atoms import Parsed, Type
from bot.detect.chunks import Chunk, Sort
from bot.languages.pack import Pack


def named_bearers(post: Chunk, name: Chunk, place: int, members: list[int], chunks: list[Chunk]) -> bool:
    """ "Die beiden Gründer von Acme, Jane Roe und John Doe, …": a list of names right behind the post of several."""
    at = members.index(place)
    return (
        unnamed(post)
        and name.type is Type.PERSON
        and name.role is None
        and at > 0
        and chunks[members[at - 1]].sort is Sort.COMMA
        and chunks[members[at - 1]].first == post.last
        and at + 2 < len(members)
        and chunks[members[at + 1]].sort in (Sort.CONJUNCTION, Sort.COMMA)
        and chunks[members[at + 2]].type is Type.PERSON
    )


def unnamed(post: Chunk) -> bool:
    """Whether a chunk is the post of several whom it does not name."""
    return post.role is not None and post.name is None and post.group


def shared(post: Chunk, parsed: Parsed, pack: Pack) -> bool:
    """Whether a name's post is that of several, who are named after it ("die Leiter Jane Roe und John Doe")."""
    if post.role is None or post.name is None:
        return False
    last = post.role.casefold().split()[0].split("-")[-1]
    if post.number or "several" in pack.classes(last) or last.endswith(tuple(pack.members("plural_end"))):
        return True
    marks = pack.case_marks.get(parsed.atoms[post.first].low, frozenset())
    return (
        "acc" in marks
        and "nom" in marks
        and "singular" not in marks
        and not last.endswith(tuple(pack.members("feminine")))
    )


def borne(post: Chunk, name: Chunk) -> Chunk:
    """A name with the post of several that it stands behind."""
    named = replace(name, role=post.role, rank=post.rank, org=post.org, org_type=post.org_type)
    return replace(named, former=post.former, number=post.number or post.group)


def surname(chunk: Chunk, before: Chunk, parsed: Parsed) -> Chunk:
    """A plain noun without an article that a conjunction ties to a single family name is one too ("Wagner und
    Mauer").
    """
    if chunk.sort is Sort.OTHER and chunk.first + 1 == chunk.last and before.surname and before.role is None:
        text = parsed.atoms[chunk.first].text
        return Chunk(Sort.NOUN, chunk.first, chunk.last, chunk.low, name=text, type=Type.UNKNOWN, surname=True)
    return chunk
