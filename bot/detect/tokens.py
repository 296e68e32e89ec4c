"""Cuts a line into tokens, each with its place in the text, in time linear in its length.

In: a line. Out: its sentence as a list of tokens. Stock symbols, bracketed asides and a
headline's trailing "(Author/Outlet)" are dropped from the sentence, since they stand between words that belong together; a
token remembers when a symbol followed it (then it ends the name of a listed company).
Words that a language elides in front of a name ("d'Acme") are words of their own.
It must never need a language: what a word means is looked up later.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from bot.detect.lines import SYMBOL, Line, bracketed

TOKEN = re.compile(
    r"(?P<possessive>['’]s\b)"
    r"|(?P<named>\d++(?=[a-z]*[A-Z])[A-Za-z]{4,}\b)"  # "23andMe"
    r"|(?P<number>\d+(?:[.,]\d+)*(?:%|[^\W\d_]{1,3}\b)?\+?)"
    r"|(?P<word>[A-Z]\.[A-Z](?:\.[A-Z])*(?=\.[A-Z][a-z])|[^\W\d_]\w*(?:[.’'&+]\w+)*(?:[:*/]innen\b)?)"  # "J.R.Doe" is two
    r"|(?P<mark>[^\w\s*]|(?<![\w*])\*(?![\w*]))"  # no stars around a word, which only stress it
)
REMEMBERED = 1 << 15  # words of which it is remembered how they are spelt
APOSTROPHES = "'’"
OPENERS = ":–—|\"“„»«'‘-"  # marks behind which a sentence begins anew
LONGEST = 150  # tokens: a longer sentence is cut, so that what is looked up in it stays bounded


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


def sentences(line: Line, elided: Set[str] = frozenset()) -> list[Sentence]:
    """A line's sentence: none where it has no word, several where it is too long to be looked through. `elided` are words
    that lose their end before a vowel.
    """
    found: list[Sentence] = []
    tokens: list[Token] = []
    text, start = line.text, line.start
    asides = bracketed(text)
    skip = 0
    for match in TOKEN.finditer(text):
        at = match.start()
        if asides:
            if at in asides:
                if tokens and SYMBOL.fullmatch(text, at, asides[at]):
                    tokens[-1].listed = True
                skip = asides[at]
            if at < skip:
                continue
        kind = match.lastgroup
        piece = match.group()
        if len(tokens) >= LONGEST:
            found.append(sentence(tokens, line))
            tokens = []
        if kind == "word":
            if elided and (cut := elision(piece, elided)):
                tokens.append(Token(piece[:cut], straight(piece[:cut]), start + at, start + at + cut, Shape.WORD))
                piece, at = piece[cut:], at + cut
            tokens.append(word(piece, start + at, text, match.end()))
        elif kind == "named":
            tokens.append(Token(piece, piece.casefold(), start + at, start + match.end(), Shape.WORD, capital=True))
        elif kind == "mark":
            tokens.append(Token(piece, piece, start + at, start + match.end(), Shape.MARK))
        elif kind == "number":
            tokens.append(Token(piece, piece.casefold(), start + at, start + match.end(), Shape.NUMBER))
        elif tokens and (tokens[-1].shape is Shape.WORD or len(tokens) > 1):
            if tokens[-1].text == ".":
                tokens.pop()
            tokens[-1].possessive = True
        else:
            tokens.append(Token(piece, piece, start + at, start + match.end(), Shape.MARK))
    if tokens:
        found.append(sentence(tokens, line))
    return found


def sentence(tokens: list[Token], line: Line) -> Sentence:
    return Sentence(tokens, [token.low for token in tokens], tokens[0].start, tokens[-1].end, line.headline)


def word(piece: str, at: int, text: str, end: int) -> Token:
    bare, low, possessive, capital = spelling(piece)
    if piece[-1] == "s" and text[end : end + 1] in ("'", "’") and not text[end + 1 : end + 2].isalnum():
        possessive = True
    return Token(bare, low, at, at + len(bare), Shape.WORD, capital, possessive)


def glued(tokens: Sequence[Token], at: int) -> bool:
    """Whether a hyphen ties a token to the one before."""
    return (
        at > 1
        and tokens[at - 1].text == "-"
        and tokens[at - 1].end == tokens[at].start
        and tokens[at - 2].end == tokens[at - 1].start
    )


def opens(tokens: Sequence[Token], at: int, nouns_capitalised: bool) -> bool:
    """Whether a token stands where a capital means nothing: first, or after a colon, dash or quotation mark."""
    if nouns_capitalised and glued(tokens, at):
        return False
    if at == 0 or tokens[at - 1].shape is not Shape.MARK or tokens[at - 1].text not in OPENERS:
        return at == 0
    return not (at > 1 and tokens[at - 1].text in APOSTROPHES and tokens[at - 2].possessive)  # "Funds' Chief"


def elision(piece: str, elided: Set[str]) -> int:
    """How much of a word is an elided one in front of a name ("d'Acme"); 0 where it stays whole ("l'équipe", "L'Acme")."""
    if "'" not in piece and "’" not in piece:
        return 0
    cut = max(piece.find("'"), piece.find("’")) + 1
    return cut if 0 < cut < len(piece) and piece[cut].isupper() and straight(piece[:cut]) in elided else 0


def written(tokens: Sequence[Token]) -> str:
    """Words and marks as they stand in a sentence, white space folded."""
    parts: list[str] = []
    for index, token in enumerate(tokens):
        if index and token.start > tokens[index - 1].end and token.text not in ",.;":
            parts.append(" ")
        parts.append(token.text)
        if token.possessive and index < len(tokens) - 1 and tokens[index + 1].text not in ("'", "’"):
            parts.append("'s" if not token.text.endswith("s") else "'")
    return "".join(parts)


def straight(word: str) -> str:
    return word.replace("’", "'")


@lru_cache(REMEMBERED)
def spelling(piece: str) -> tuple[str, str, bool, bool]:
    """A word without a possessive ending, in lower case, whether it had one, and whether it is written like a name."""
    possessive = piece[-2:] in ("'s", "’s") or (piece[-2:] in ("'S", "’S") and piece.isupper())
    bare = piece[:-2] if possessive else piece
    capital = bare[0].isupper() or (len(bare) > 2 and any(map(str.isupper, bare)))  # also "xAI", "eBay", "openAI"
    return bare, bare.casefold(), possessive, capital or bare.endswith((".com", ".ai", ".io"))


def is_year(word: str) -> bool:
    """Whether a word is the number of a year of this century or the last."""
    return len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")
