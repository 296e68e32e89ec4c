"""Finds the firm that announces, by its full name: what a release calls its house in its first sentence.

In: a sentence's tokens. Out: the words of the firm's name, none where nobody announces. It must never take a person for a firm.

Observed: releases open with their house in full, often what it is between commas, and a verb that only announces ("Harbour
Partners, a provider of …, is pleased to announce"). Its words can mean anything ("Tempo", "Zil Money", "Lantern Experts"), and
titles cut the name at the word that is a post or a noun elsewhere. Fails on houses whose name is joined by "and".
"""

from __future__ import annotations

from itertools import pairwise

from bot.detect.tokens import Sentence, Shape, Token
from bot.detect.words.view import FUNCTION
from bot.languages.names import Names
from bot.languages.pack import Pack

LONGEST = 8  # tokens of a name
ASIDE = 60  # tokens between the commas behind it
ADVERBS = 4  # tokens between the name and what announces ("has today proudly")
NO_OPENING = (FUNCTION | {"honorific", "plural_pronoun"}) - {"fresh", "number", "field"}  # "When Jane Roe announced …"
SHORTEST = 2  # words of a name without its legal form


def announcer(sentence: Sentence, pack: Pack, names: Names) -> tuple[str, ...]:
    """The words of the firm that announces something in a sentence, lower-case."""
    tokens, start = sentence.tokens, 0
    if len(tokens) > 2 and "month" in pack.classes(tokens[0].low) and tokens[1].text == ",":
        start = 2  # "Today, Acme announced …"
    if start < len(tokens) and "det" in pack.classes(tokens[start].low):
        start += 1
    end = start
    while end < min(len(tokens), start + LONGEST) and carries_on(tokens, end, start, pack):
        end += 1
    form = end + 1
    if form < len(tokens) and tokens[end].text == "," and tokens[form].low in names.comma_forms:
        end = form + 1
    if end == start or not told(sentence, start, end, pack) or names.known(sentence.lows[start:end]):
        return ()
    return () if personal(tokens[start:end], pack, names) else tuple(sentence.lows[start:end])


def called(firm: tuple[str, ...], names: Names) -> set[tuple[str, ...]]:
    """How a firm is called: in full, and for short without the words that only tell its form ("Acme Foods Group, Inc")."""
    found, end = {firm}, len(firm)
    while end > SHORTEST and (firm[end - 1] == "," or firm[end - 1] in names.legal_forms | names.org_words):
        end -= 1
        found.add(firm[:end])
    return found


def carries_on(tokens: list[Token], at: int, start: int, pack: Pack) -> bool:
    """Whether the token at `at` can be a part of a name that begins at `start`."""
    token, after = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
    if token.shape is Shape.WORD and token.capital:
        return True
    if at == start or after is None:
        return False
    if token.shape is Shape.NUMBER:
        return after.capital
    joins = token.text in ("&", "-", "+") or token.low in pack.links
    return joins and after.shape is Shape.WORD and after.capital


def told(sentence: Sentence, start: int, end: int, pack: Pack) -> bool:
    """Whether what follows a name announces, right behind it or behind a comma and what firm it is."""
    if proclaims(sentence, end, pack):
        return single_enough(sentence, start, end, pack)
    lows = sentence.lows
    if end + 1 >= len(lows) or lows[end] != "," or "det" not in pack.classes(lows[end + 1]):
        return False
    firm = False
    for at in range(end + 2, min(len(lows), end + ASIDE)):
        firm = firm or "firm" in pack.classes(lows[at])
        if lows[at] == "," and firm and proclaims(sentence, at + 1, pack):
            return True
    return False


def single_enough(sentence: Sentence, start: int, end: int, pack: Pack) -> bool:
    """Whether a name needs nothing more to be one: several words, or one that no dictionary knows."""
    return end > start + 1 or sentence.lows[start] not in pack.common


def proclaims(sentence: Sentence, at: int, pack: Pack) -> bool:
    """Whether somebody announces, or is glad to, within a few words ("is very pleased to announce", "has today named"), and
    nothing is done to them ("has been appointed").
    """
    for look in range(at, min(len(sentence.lows), at + ADVERBS)):
        low = sentence.lows[look]
        classes = pack.classes(low)
        if "proclaims" in classes:
            undergone = look > at and "passive" in pack.classes(sentence.lows[look - 1])
            return not (undergone and low in pack.triggers)
        if sentence.tokens[look].capital or not classes & {"be", "have", "month", "manner", "gladly"}:
            return False
    return False


def personal(tokens: list[Token], pack: Pack, names: Names) -> bool:
    """Whether words are those of a person, of a post, of a place, of a public body or of several."""
    lows = [token.low for token in tokens]
    first = pack.classes(lows[0])
    if first & NO_OPENING:
        return True
    if pack.is_role(lows[0]) or " ".join(lows) in names.places or not pack.silent_orgs.isdisjoint(lows):
        return True
    if lows[-1] in names.legal_forms or "&" in lows:
        return False
    if lows[-1] in names.suffixes:
        return True
    if 1 < len(lows) < 4 and not any(low in pack.common or low in names.org_words for low in lows):
        return True
    if len(lows) == 1:
        return any(lows[0] in table for table in (names.given, names.family, names.places))
    if lows[0] in names.given and len(lows) < 4 and lows[-1] not in pack.common:
        return True
    held = any(pack.is_role(a) and b in names.given for a, b in pairwise(lows))
    return held or (lows[0] in names.given and lows[-1] in names.family)
