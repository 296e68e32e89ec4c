"""What must stay silent though it speaks of people who come and go: politics, sport, the stage, opinion, statistics.

In: the tokens of title and summary, and the pack's cues with their weights. Out: a score; above the limit nothing is
claimed.
It must never look at a single claim: what a claim's own role says is checked beside it (`silent_role`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import zip_longest

from bot.languages.names import names
from bot.languages.pack import Pack

LIMIT = 3.0  # from it on only sure business is claimed, and nothing where no known firm is named
MOST = 7.0  # from it on nothing is claimed
OFFSET = -40.0  # how much business weighs at most against silence
REMEMBERED = 1 << 15  # words of which it is remembered what they hold
READ = 160  # tokens of the beginning that tell what a text is about


def silence(lows: Sequence[str], pack: Pack) -> float:
    """How much speaks for silence: the weights of the cues in the beginning, each counted once."""
    found: dict[tuple[str, ...], float] = {}
    words = lows[:READ]
    at = 0
    firsts = pack.silence.firsts
    while at < len(words):
        match = pack.silence.match(words, at) if words[at] in firsts else None
        if match is None:
            inner = hidden(words[at], pack)
            if inner is not None:
                found[inner[0]] = inner[1]
            at += 1
            continue
        found[tuple(words[at : match[0]])] = match[1]
        at = match[0]
    against = sum(weight for weight in found.values() if weight < 0)
    return sum(weight for weight in found.values() if weight > 0) + max(against, OFFSET)


def names_firm(lows: Sequence[str]) -> bool:
    """Whether words hold the name of a known firm: of another nothing is claimed where silence is likely."""
    companies = names().companies
    return any(low in companies and companies.match(lows, at) is not None for at, low in enumerate(lows))


@lru_cache(REMEMBERED)
def hidden(word: str, pack: Pack) -> tuple[tuple[str, ...], float] | None:
    """The cue that a word holds in its genitive or as the end of a compound, with its weight."""
    bare = genitive_free(word, pack)
    cue = pack.silence.match([bare], 0) if bare in pack.silence else None
    if cue is not None:
        return (word,), cue[1]
    tail = compound(word, pack)
    cue = pack.silence.match([tail], 0) if tail else None
    return ((tail,), cue[1]) if cue is not None else None


def genitive_free(word: str, pack: Pack) -> str:
    """A word without the ending of its genitive."""
    return next((word[: -len(ending)] for ending in pack.genitive if word.endswith(ending) and len(word) > 5), word)


def compound(word: str, pack: Pack) -> str:
    """The cue that a long word ends in, where the language builds compounds; else empty."""
    if not pack.nouns_capitalised or len(word) < 9:
        return ""
    return next((word[cut:] for cut in range(3, len(word) - 5) if word[cut:] in pack.silence), "")


def silent_org(org: str | None, pack: Pack) -> bool:
    """Whether an organisation is a public body, an army or a club."""
    if org is None:
        return False
    words = org.casefold().replace("-", " ").split()
    if not pack.free_order and listed(words):
        return False
    ends = (after in pack.links or not after for after in (*words[1:], ""))
    heads = any(last and word in pack.silent_org_heads for word, last in zip(words, ends, strict=True))
    return heads or any(word in pack.silent_orgs or word.endswith(pack.silent_org_tails) for word in words)


def listed(words: list[str]) -> bool:
    """Whether words name a firm beyond doubt: a known one of several words, or by its legal form ("United Foods Inc")."""
    return len(words) > 1 and (names().known(words) or words[-1].strip(".") in names().legal_forms)


def silent_role(role: str | None, pack: Pack) -> bool:
    """Whether a role belongs to politics, sport, the church or the stage. What only describes the head of a title does not
    ("General Manager").
    """
    if role is None:
        return False
    low, heads = role.casefold(), pack.members("title_head")
    return any(
        (word in pack.silent_roles or word.endswith(pack.silent_role_tails)) and after not in heads
        for words in (low.split(), low.replace("-", " ").split())  # "US-Präsident" is told by the whole word
        for word, after in zip_longest(words, words[1:], fillvalue="")
    )


def silent_person(person: str | None, pack: Pack) -> bool:
    """Whether somebody is known for politics alone."""
    return person is not None and person.casefold() in pack.silent_people
