"""Tells how a sentence uses capitals: for names alone, for most words as a title does, or throughout.

In: a sentence's tokens. Out: its style. It must never look for names: what is one hangs on the style.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.detect.atoms import Style
from bot.detect.tokens import Sentence, Shape, Token
from bot.languages.pack import Pack

LONG_WORD = 7  # letters of words that a title never writes small
PARTING = frozenset(":;,–—|")  # marks between the parts of a headline
LINKING = frozenset({"sub", "prep", "conj", "det", "own"})  # classes of words that a title may write small
TITLED = LINKING | {"be", "have", "modal", "verb"}  # classes of words that only a title gives capitals
NOWHERE: frozenset[int] = frozenset()


def style_of(sentence: Sentence, pack: Pack) -> Style:
    """How a sentence uses capitals. What stands before or behind a headline's mark may be written otherwise ("People moves: Acme
    Names Jane Roe Its Chair", "Acme Will Lay Off 300, company says"): one part that can only be a title makes it one.
    """
    style = style_in(sentence.tokens, pack)
    if style is not Style.PLAIN or not sentence.headline or pack.nouns_capitalised:
        return style
    start = 0
    for at in [at for at, token in enumerate(sentence.tokens) if parts(sentence.tokens, at)] + [len(sentence.tokens)]:
        part = sentence.tokens[start:at]
        if acts(part, pack) and style_in(part, pack) is Style.TITLE:
            return Style.TITLE
        start = at + 1
    return Style.PLAIN


def parts(tokens: Sequence[Token], at: int) -> bool:
    """Whether a mark stands between two parts of a headline, and no hyphen between two words."""
    text = tokens[at].text
    return text in PARTING or (text == "-" and at > 0 and tokens[at].start > tokens[at - 1].end)


def acts(tokens: Sequence[Token], pack: Pack) -> bool:
    """Whether a word that names never hold inside has a capital ("Acme Is Cutting Jobs"), and no word of weight has none."""
    words = [token for token in tokens[1:] if token.shape is Shape.WORD]
    small = [token for token in words if token.text.islower() and len(token.text) > 3]
    return all(pack.classes(token.low) & LINKING for token in small) and any(
        token.capital and (token.low in pack.triggers or pack.classes(token.low) & TITLED) for token in words
    )


def style_in(tokens: Sequence[Token], pack: Pack) -> Style:
    """How words use capitals. A title writes no verb small: where one is ("Jane Roe to join Acme"), capitals mark names. Nor does
    running text write one with a capital: then a title has left a post small ("Acme Names Jane Roe chief executive").
    """
    words = [token for token in tokens if token.shape is Shape.WORD and len(token.text) > 1]
    if len(words) > 2 and sum(token.text.isupper() for token in words) > 0.7 * len(words):
        return Style.CAPITALS
    if pack.nouns_capitalised or len(words) < 3:
        return Style.PLAIN
    if titled(words, pack):
        return Style.TITLE
    posts = small_posts(tokens, pack) if any(acts_as_title(token, pack) for token in words[1:]) else NOWHERE
    rest = [token for token in words if token.start not in posts] if posts else words
    return Style.TITLE if posts and titled(rest, pack) else Style.PLAIN


def titled(words: Sequence[Token], pack: Pack) -> bool:
    """Whether capitals are those of a title."""
    long = [token for token in words if len(token.text) > 3]
    if len(long) < 3:
        return all(token.capital for token in words if len(token.text) > 2)
    if sum(token.capital for token in long) < 0.75 * len(long):
        return False
    lows = (token.low for token in long if token.text.islower())
    if any("verb" in pack.classes(low) and low not in pack.particles for low in lows):
        return False
    small = [token for token in long if len(token.text) >= LONG_WORD and token.text.islower()]
    return len(small) < 2  # many names make no title of a sentence


def acts_as_title(token: Token, pack: Pack) -> bool:
    """Whether a word has a capital that only a title gives it: a verb in its form for one, or a preposition."""
    if not token.capital or token.possessive:
        return False
    acts = token.low in pack.triggers.firsts and token.low.endswith(pack.plural_nouns)
    return acts or "prep" in pack.classes(token.low)


def small_posts(tokens: Sequence[Token], pack: Pack) -> frozenset[int]:
    """Where the words of posts written small begin, of their fields and of what they are of."""
    lows = [token.low for token in tokens]
    found: set[int] = set()
    at = 0
    while at < len(tokens):
        phrase = pack.role_phrases.match(lows, at)
        end = phrase[0] if phrase is not None else at + (lows[at] in pack.role_heads or lows[at] in pack.open_roles)
        if end > at and "".join(lows[end : end + 1]) in pack.links:
            end = next((last for last in range(end, len(tokens)) if not tokens[last].text.islower()), len(tokens))
        elif end == at and pack.classes(lows[at]) & {"area", "field", "quality", "reach", "fresh"}:
            end = at + 1
        found.update(token.start for token in tokens[at:end] if token.text.islower())
        at = max(end, at + 1)
    return frozenset(found)
