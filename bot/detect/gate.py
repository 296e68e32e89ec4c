"""The cheap gate: most of what a feed brings tells of nobody, and is let go before it is parsed.

In: the words of a text or a sentence, and the pack. Out: whether some move could be told in them. It must never let a
text go that the parser would claim something of: it only asks for words without which a move is never complete.

Measured on ordinary headlines and leads: half of them hold a word that can be a move ("leave", "add", "cut"), one in
five also what that move needs (jobs to cut, a post to add).
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.languages.pack import Move, Pack

POSTS = frozenset({"role", "post"})  # needs that a post fills, or a task in its place
TASK = "task"
UNITS = frozenset({"unit", "crew", "talent"})  # objects that can also be told as a role ("its engineers")


def passes(words: Sequence[str], pack: Pack) -> bool:
    """Whether a move begins at one of the lower-case words and finds what it must have."""
    if pack.triggers.firsts.isdisjoint(words):
        return False
    present: frozenset[str] | None = None
    for at, word in enumerate(words):
        if word not in pack.triggers.firsts:
            continue
        match = pack.triggers.match(words, at)
        if match is None:
            continue
        if pack.free_order:
            return True
        if present is None:
            present = classes(words, pack)
        if any(possible(trigger.move, present) for trigger in match[1]):
            return True
    return False


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
