"""Takes words apart in languages that write compounds as one word: is it made of words that everybody knows?

In: a lower-case word and the pack. Out: whether the pack's dictionary explains it, as it stands, inflected, or as
parts.
It must never need to know what a word means. A long word that no part explains is likely a name.

What was observed: news make a new compound every day, so no dictionary holds them, and what it does not hold reads as a
name. Both parts must be known, for surnames often end in a common noun; the ends of surnames never make a compound.
"""

from __future__ import annotations

from functools import lru_cache

from bot.languages.pack import Pack

SHORTEST = 3  # letters of a part
LONG = 5  # letters of a beginning that need not be known before a common end
DEEPEST = 3  # parts that are taken apart again


@lru_cache(maxsize=50_000)
def known(low: str, pack: Pack) -> bool:
    """Whether a word is in the dictionary, inflected from it, or a compound of its words."""
    return low in pack.common_tails or inflected(low, pack) or derived(low, pack) or compound(low, pack, DEEPEST)


def derived(low: str, pack: Pack) -> bool:
    """Whether a word ends as only nouns of things end; a short beginning must itself be known."""
    for cut in range(SHORTEST, len(low) - 2):
        if low[cut:] in pack.common_tails:
            return cut > LONG or low[cut:] in pack.members("trade") or head(low[:cut], pack)
    return False


def inflected(low: str, pack: Pack) -> bool:
    if low in pack.common:
        return True
    return any(
        low.endswith(ending)
        and len(low) > len(ending) + (SHORTEST if ending not in pack.genitive else LONG)
        and low[: -len(ending)] in pack.common
        for ending in pack.endings
    )


def genitive(low: str, pack: Pack) -> bool:
    """Whether the end of a compound is a known word's genitive, however short; alone it could be a name."""
    return any(low.endswith(ending) and low[: -len(ending)] in pack.common for ending in pack.genitive if len(low) > 4)


def compound(low: str, pack: Pack, depth: int) -> bool:
    """Whether a word falls into a known beginning and a known end, with a letter between them where the language
    joins so.
    """
    if depth == 0 or len(low) < 2 * SHORTEST + 1 or low.endswith(pack.surname_tails):
        return False
    for cut in range(SHORTEST + 1, len(low) - SHORTEST):
        if not (inflected(low[cut:], pack) or genitive(low[cut:], pack) or compound(low[cut:], pack, depth - 1)):
            continue
        if head(low[:cut], pack):
            return True
    return False


def head(start: str, pack: Pack) -> bool:
    """Whether the beginning of a compound is known, also with its joining letters."""
    return known_part(start, pack) or any(
        start.endswith(link) and len(start) > len(link) + 2 and known_part(start[: -len(link)], pack)
        for link in pack.linkers
    )


def known_part(word: str, pack: Pack) -> bool:
    return word in pack.common or word in pack.parts
