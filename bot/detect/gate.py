"""The cheap gate: most of what a feed brings tells of nobody, and is let go before it is parsed.

In: the words of a text or a sentence, and the pack. Out: whether some move could be told in them. It must never let a
text go that the parser would claim something of: it only asks for words without which a move is never complete.

Measured on ordinary headlines and leads: half of them hold a word that can be a move ("leave", "add", "cut"), one in
five also what that move needs (jobs to cut, a post to add).
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.languages.names import names
from bot.languages.pack import Move, Pack

POSTS = frozenset({"role", "post"})  # needs that a post fills, or a task in its place
TASK = "task"
STAFFED = frozenset({"jobs", "talent", "hires", "post"})  # classes that make a common verb worth reading
UNITS = frozenset({"unit", "crew", "talent"})  # objects that can also be told as a role ("its engineers")


def passes(words: Sequence[str], pack: Pack) -> bool:
    """Whether a move begins at one of the lower-case words and finds what it must have."""
    if pack.free_order:
        return anchored(words, pack)
    if pack.verbless is not None and held(words, pack):
        return True
    if pack.triggers.firsts.isdisjoint(words):
        return False
    present: frozenset[str] | None = None
    for at, word in enumerate(words):
        if word not in pack.triggers.firsts:
            continue
        match = pack.triggers.match(words, at)
        if match is None:
            continue
        if present is None:
            present = classes(words, pack)
        if any(possible(trigger.move, present) for trigger in match[1]):
            return True
    return False


def held(words: Sequence[str], pack: Pack) -> bool:
    """Whether a new post follows or precedes a lone "is" ("Jane Roe is Acme's new chief")."""
    if pack.members("copula").isdisjoint(words):
        return False
    return any(
        "fresh" in pack.classes(word) and any(pack.is_role(after) for after in words[at + 1 : at + 4])
        for at, word in enumerate(words)
    )


def anchored(words: Sequence[str], pack: Pack) -> bool:
    """The same where verbs part from their particles: a common verb needs a firm, a role or jobs beside it."""
    if pack.verbless is not None and any(
        "fresh" in pack.classes(word) and any(pack.is_role(after) for after in words[at + 1 : at + 4])
        for at, word in enumerate(words[:30])
    ):
        return True
    found = False
    for at, word in enumerate(words):
        if word in pack.triggers and pack.triggers.match(words, at) is not None:
            if word not in pack.weak:
                return True
            found = True
    firms = names().companies
    return found and any(word in firms or pack.is_role(word) or pack.classes(word) & STAFFED for word in words)


def classes(words: Sequence[str], pack: Pack) -> frozenset[str]:
    """The classes of all words together; "post" where one can be a role, "count" where one is a number."""
    found: set[str] = set()
    for word in set(words):
        found |= pack.classes(word)
        if word in pack.role_heads or word in pack.role_phrases.firsts or word in pack.open_roles:
            found.add("post")
        if word[0].isdigit():
            found |= {"count", "bulk"}
    return frozenset(found)


def possible(move: Move, present: frozenset[str]) -> bool:
    """Whether the words hold what a move must have: its object, or a post."""
    if move.object and not move.object & present and not (move.object & UNITS and "post" in present):
        return False
    return not move.needs & POSTS or "post" in present or TASK in present
