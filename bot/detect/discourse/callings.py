"""Tells callings from posts: an insider's word, a trade that can be had anywhere ("industry veteran"), and praise.

In: a role as it is written, with what stands before it. Out: whether it is one. It must never look for a firm.
"""

from __future__ import annotations

from bot.detect.atoms import Parsed
from bot.detect.chunks import Chunk
from bot.languages.names import Names
from bot.languages.pack import Pack


def inside(chunk: Chunk, pack: Pack) -> bool:
    return chunk.role is not None and any("insider" in pack.classes(word) for word in chunk.role.casefold().split())


def calling(role: str, pack: Pack, named: str = "calling") -> bool:
    """Whether a role is a word for whoever works in a field ("wealth management leader", "veteran of the oil business"), of the
    class `named`. An executive right beside the name ("named mortgage executive Jane Roe") mostly is one of the house.
    """
    return named in pack.classes(pack.role_head(role.casefold()))


def trade(org: str | None, role: str | None, pack: Pack, names: Names) -> bool:
    """Whether what stands before a calling is the trade of whoever has it, or praise, and no employer ("semiconductor industry
    veteran Jane Roe", "Telecom Veteran", "Transformational Leader"). Fails on alumni of firms that are everyday words.
    """
    words = (org or "").casefold().split()
    if pack.free_order or not words or not role:
        return False
    if "sector" in pack.classes(words[-1]):
        return True
    called = calling(role, pack) or any("alum" in pack.classes(word) for word in role.casefold().split())
    everyday = all(word in pack.common or pack.classes(word) & {"area", "praise"} for word in words)
    return called and everyday and not names.known(words)


def praised(chunk: Chunk, parsed: Parsed, pack: Pack) -> bool:
    """Whether a text sings somebody's praise by a word for a trade, as it does of those whom its readers do not know ("a seasoned
    executive").
    """
    atoms = parsed.atoms[max(0, chunk.first - 1) : chunk.last]
    return chunk.role is not None and calling(chunk.role, pack) and any("praise" in atom.classes for atom in atoms)
