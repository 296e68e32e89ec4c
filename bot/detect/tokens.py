"""Cuts a text into sentences and tokens, each with its place in the text, in time linear in its length.

In: plain text, the pack's abbreviations. Out: sentences as lists of tokens. Stock symbols, bracketed asides and a
headline's
trailing "(Author/Outlet)" are dropped from the sentence, since they stand between words that belong together; a token
remembers when a symbol followed it (then it ends the name of a listed company).
It must never need a language: what a word means is looked up later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

TOKEN = re.compile(
    r"(?P<possessive>['’]s\b)"
    r"|(?P<number>\d+(?:[.,]\d+)*(?:%|[^\W\d_]{1,3}\b)?\+?)"
    r"|(?P<word>[^\W\d_]\w*(?:[.’'&+]\w+)*(?:[:*/]innen\b)?)"
    r"|(?P<line>\n\s*\n|\n)"
    r"|(?P<mark>[^\w\s])"
)
SYMBOL = re.compile(
    r"<(?![A-Z][^<>=/]{1,60} [^<>=/]{1,60}>)[^<>\n]{1,400}>"
    r"|\b[A-Z]{1,5}\.[A-Z]{1,2}\b(?=<|</)"
    r"|\(\s?[A-Z]{2,6}(?:\.[A-Z]{1,3})?(?: ?:[^()]{0,40})?\)"
)
REMEMBERED = 1 << 15  # words of which it is remembered how they are spelt
LONGEST = 150  # tokens: a longer sentence is cut, so that what is looked up in it stays bounded
ASIDE = 120  # characters: a longer bracket is a sentence of its own
OPENING, CLOSING = "([", ")]"
DASHES = "–—|"


class Shape(StrEnum):
    WORD = "word"
    NUMBER = "number"
    MARK = "mark"


@dataclass(slots=True)
class Token:
    """A word, number or mark. `low` is its case-folded form without a possessive ending."""

    text: str
    low: str
    start: int
    end: int
    shape: Shape
    capital: bool = False
    possessive: bool = False
    listed: bool = False
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens from `start` to `end` of the text, and their lower-case forms. `headline` is true for titles."""

    tokens: list[Token]
    lows: list[str]
    start: int
    end: int
    headline: bool


def sentences(text: str, start: int, headline: bool, abbreviations: frozenset[str]) -> Iterator[Sentence]:
    """The sentences of `text`, which begins at place `start` of the whole document."""
    tokens: list[Token] = []
    asides = bracketed(text)
    opening = 0 if headline else dateline(text)
    for match in TOKEN.finditer(text):
        at = match.start()
        if at < opening:
            continue
        if at in asides:
            if tokens and SYMBOL.fullmatch(text, at, asides[at]):
                tokens[-1].listed = True
            skip = asides[at]
        elif not tokens:
            skip = 0
        if at < skip:
            continue
        kind = match.lastgroup
        piece = match.group()
        if len(tokens) >= LONGEST:
            yield sentence(tokens, start, headline)
            tokens = []
        if kind == "line":
            if tokens:
                yield sentence(tokens, start, headline)
                tokens = []
        elif kind == "possessive" and tokens and (tokens[-1].shape is Shape.WORD or len(tokens) > 1):
            if tokens[-1].text == ".":
                tokens.pop()
            tokens[-1].possessive = True
        elif kind == "number":
            tokens.append(Token(piece, piece.casefold(), start + at, start + match.end(), Shape.NUMBER))
        elif kind == "word":
            tokens.append(word(piece, start + at, text, match.end()))
        else:
            tokens.append(Token(piece, piece, start + at, start + match.end(), Shape.MARK))
            if piece in ".!?…" and ends_sentence(tokens, text, match.end(), abbreviations):
                yield sentence(tokens, start, headline)
                tokens = []
    if tokens:
        yield sentence(tokens, start, headline)


DATELINE = re.compile(
    r"\s*(?:[A-Z][A-Z.’'-]+(?:[ ,/]+[\w.’'-]+){0,6}?\s*(?:\([^()\n]{1,30}\)\s*)?(?:--?|–|—)\s"
    r"|[A-Z]{4,}(?: [A-Z]{3,})?:\s"
    r"|[A-Z][\w.]{1,20}\s+[-–—]\s)"
)


def dateline(text: str) -> int:
    """Where the text begins behind the place and agency that open a wire report ("HELSINKI (Reuters) - ")."""
    match = DATELINE.match(text[:120])
    return match.end() if match else 0


def sentence(tokens: list[Token], start: int, headline: bool) -> Sentence:
    return Sentence(tokens, [token.low for token in tokens], tokens[0].start, tokens[-1].end, headline)


def word(piece: str, at: int, text: str, end: int) -> Token:
    bare, low, possessive, capital = spelling(piece)
    if piece[-1] == "s" and text[end : end + 1] in ("'", "’") and not text[end + 1 : end + 2].isalnum():
        possessive = True
    return Token(bare, low, at, at + len(bare), Shape.WORD, capital, possessive)


@lru_cache(REMEMBERED)
def spelling(piece: str) -> tuple[str, str, bool, bool]:
    """A word without a possessive ending, in lower case, whether it had one, and whether it is written like a name."""
    possessive = piece[-2:] in ("'s", "’s")
    bare = piece[:-2] if possessive else piece
    capital = bare[0].isupper() or (len(bare) > 2 and any(map(str.isupper, bare[1:3])))  # also "xAI", "eBay"
    return bare, bare.casefold(), possessive, capital or bare.endswith((".com", ".ai", ".io"))


def bracketed(text: str) -> dict[int, int]:
    """Where short brackets and stock symbols begin, and where they end."""
    found = {match.start(): match.end() for match in SYMBOL.finditer(text)}
    open_at = -1
    for match in BRACKET.finditer(text):
        if match.group() in OPENING:
            open_at = match.start()
        elif open_at >= 0:
            if match.end() - open_at <= ASIDE:
                found[open_at] = match.end()
            open_at = -1
    return found


BRACKET = re.compile(r"[()\[\]]")


def ends_sentence(tokens: list[Token], text: str, end: int, abbreviations: frozenset[str]) -> bool:
    """Whether the mark just read ends its sentence: not after an initial, an abbreviation, a number or before a
    small letter.
    """
    following = text[end : end + 3].lstrip(" \"'”’»)")
    if text[end : end + 1] and not text[end].isspace() and text[end] not in "\"'”’»)“":
        return False
    if following and following[0].islower():
        return False
    if tokens[-1].text != "." or len(tokens) < 2:
        return True
    before = tokens[-2]
    if before.shape is Shape.NUMBER:
        return len(before.text) > 2
    dotted = all(len(part) == 1 for part in before.text.split("."))
    return not (before.low in abbreviations or (dotted and before.capital))
