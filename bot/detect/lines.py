"""Cuts a document into lines: one sentence each, as it is written.

In: title, summary and text, the pack's abbreviations. Out: lines, each with its place in the three joined by blank lines, in
time linear in their length. A line is the least of a text that is let go before its words are told apart. It must never need
to know what a word means.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

LINE = re.compile(r"[^\n]+")
OUTLET = re.compile(
    r"(?<=\w)\s+(?:--?|[–—|])\s*(?![a-zß-ÿ]\w*(?: [\w.&']+){2})[\w.&']+(?: [\w.&']+){0,3}$"
)  # who says it, at a title's end, no "– and joins Acme"
TAG = re.compile(r"[#@][^\W\d_]\w+|https?://\S+")  # what a post appends to a title: "#jobs", "@acme", a link
SLUG = re.compile(
    r"(?:[A-Z]+ ){0,3}([A-Z]{3,})( \d{1,2})?(?:-\([A-Z]+\))?-(?=\d*[A-Z])(?=.*[a-z])"
)  # "UPDATE 3-Acme …"
LABEL = re.compile(r"([^\W\d_]+)\s+(?:--?|[–—])\s+")  # the same with a dash of its own ("EXCLUSIVE - Acme …")
FILED = re.compile(
    r"(?:[A-Z][A-Z.]+[A-Z.,' ]{0,30}[\w.,/ ]{0,40}?[\s–—])?(?:/[A-Z\d][\w -]{2,24}/|\([A-Z][\w./ -]{1,24}\))"
    r"\s*(?:--?\s|[–—]\s?)"
)  # where and by whom a wire's text was filed ("NEW YORK, March 4 (Reuters) - ", "SALEM, Ore.–(BUSINESS WIRE)–")
DATELINE = re.compile(
    r"\s*(?:[A-Z][A-Z.’'-]+(?:[ ,/]+[\w.’'-]+){0,6}?\s*(?:\([^()\n]{1,30}\)\s*)?(?:--?|–|—)\s"
    r"|[A-Z]{4,}(?: [A-Z]{3,})?:\s"
    r"|[A-Z]{4,}(?: [A-Z]{3,})?, [A-Z][a-z]{2,4}\.\s(?=[A-Z])"
    r"|[A-Z][A-Z.’'/ -]{2,30} [A-Z][a-z]{2,8}\.? \d{1,2}\s(?=[A-Z])"
    r"|[A-Z][\w.]{1,20}\s+[-–—]\s)"
)  # the same where no agency stands in brackets ("BERLIN – ", "UPDATE: ", "OSLO March 4 ")
LONGEST_DATELINE = 120  # characters in which one ends


END = re.compile(
    r"[.!?…-](?:"  # all begin with one of these, so that the search is quick
    r"(?<!-)(?:(?=[\s\"'”’»)“]|$)"  # a mark that can end a sentence
    r"|(?<=[a-z]{2}.)(?=[A-Z][a-z]*\s)(?!Com\b|Net\b|Org\b|Inc\b|Co\b|Ai\b|Io\b))"  # and one that the next is glued to
    r"|(?<=\.)\.\.(?=[A-Z])"  # dots between the pieces of a roundup
    r"|(?<=-)-(?=\s+--\s))"  # a dash that closes what another opens
)
POINTS = re.compile(rf"{END.pattern}|(?<=\S)(?=\s\*\s)")  # and before a star that opens the next point
BEFORE = re.compile(r"[^\W_](?:\w|[.’'&+](?=\w))*$")  # the word or number right before it
LONG_WORD = 40  # characters in which it begins
STYLED = re.compile(r"\s+[a-zäöüß]{1,9}-?[A-ZÄÖÜ]\w*[a-z]")  # a word with a small beginning before a capital
TICKER = re.compile(r"(?<=\s)[A-Z]{2,5}\.(?:N|O|L|DE|PA|AS|MI|TO|HK)(?=\s)")  # with its exchange, as wires write it
SYMBOL = re.compile(
    r"<(?![A-Z][^<>=/]{1,60} [^<>=/]{1,60}>)[^<>\n]{1,400}>"
    r"|\b[A-Z]{1,5}\.[A-Z]{1,2}\b(?=<|</)"
    rf"|{TICKER.pattern}"
    r"|\(\s?[A-Z]{2,6}(?:\.[A-Z]{1,3})?(?: ?:[^()]{0,40})?\)"
)
BRACKET = re.compile(r"[()\[\]]")
ASIDE = 120  # characters: a longer bracket is a sentence of its own


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as it is written, which begins at `start` of the whole. `headline` is true for titles."""

    text: str
    start: int
    headline: bool


def untagged(title: str) -> str:
    """A title without the tags and links that a post appends to it, in one pass from its end."""
    end = len(title.rstrip())
    while (start := title.rfind(" ", 0, end)) > 0 and TAG.fullmatch(title, start + 1, end):
        end = start
    return title[:end] if end < len(title.rstrip()) else title


def lines(
    title: str,
    summary: str,
    text: str,
    abbreviations: frozenset[str],
    labels: frozenset[str] = frozenset(),
    credits: tuple[str, ...] = (),
    joining: frozenset[str] = frozenset(),
) -> list[Line]:
    """The lines of a document, without what a wire's title says of its own kind, by a word of `labels` or a number, what a post
    appends to it (tags, links), the datelines that open summary and text, and the `credits` that close them. The outlet at a
    title's end is its own; what a `joining` word begins there goes on with the title ("Jane Roe saniert Acme – und geht").
    """
    start = len(title) + 2
    if "#" in title or "@" in title or "://" in title:
        title = untagged(title)
    outlet, begin = OUTLET.search(title), labelled(title, labels)
    if outlet is not None and outlet.group().lstrip(" -–—|").partition(" ")[0] in joining:
        outlet = None
    end = outlet.start() if outlet is not None and outlet.start() >= begin else len(title)
    found: list[Line] = []
    for first, last in ((begin, end), (end, len(title))):
        found += cut(title[first:last], first, True, abbreviations)
    for part in (summary, text):
        opening = dateline(part)
        closing = min((at for at in map(part.find, credits) if at > opening), default=len(part))
        found += cut(part[opening:closing], start + opening, False, abbreviations)
        start += len(part) + 2
    return found


def labelled(title: str, labels: frozenset[str]) -> int:
    """Where a wire's title begins behind what tells its kind ("BRIEF-Acme …", "REFILE-UPDATE 1-Acme …", "Exclusive – Acme …"),
    but not behind a firm in capitals ("EDEKA-Chef …").
    """
    opening = LABEL.match(title)
    at = opening.end() if opening is not None and opening[1].casefold() in labels else 0
    while (found := SLUG.match(title, at)) is not None and (found[2] or found[1].casefold() in labels):
        at = found.end()
    return at


def cut(text: str, start: int, headline: bool, abbreviations: frozenset[str]) -> Iterator[Line]:
    """The lines of a text that begins at `start` of the whole."""
    for paragraph in LINE.finditer(text):
        words, place = paragraph.group(), start + paragraph.start()
        at = 0
        for end in ends(words, abbreviations):
            if words[at:end].strip():
                yield Line(words[at:end], place + at, headline)
            at = end


def ends(text: str, abbreviations: frozenset[str]) -> Iterator[int]:
    """Where the sentences of a paragraph end."""
    asides = deque(sorted(bracketed(text).items()))
    at = 0
    for match in (POINTS if "*" in text else END).finditer(text):
        while asides and asides[0][1] <= match.start():
            asides.popleft()
        if (not asides or match.start() < asides[0][0]) and ends_sentence(text, match.start(), abbreviations):
            at = match.end()
            yield at
    if at < len(text):
        yield len(text)


def ends_sentence(text: str, at: int, abbreviations: frozenset[str]) -> bool:
    """Whether a mark ends its sentence: not before a small letter, and a dot not after an initial, an abbreviation or a small
    number. A word that writes itself small up to its capital can open the next ("hr-Intendantin Jane Roe …", "eBay …").
    """
    following = text[at + 1 : at + 4].lstrip(" \"'”’»)")
    if following and following[0].islower() and not (text[at] == "." and STYLED.match(text, at + 1)):
        return False
    if text[at] != ".":
        return True
    last = text[max(0, at - LONG_WORD) : at].rpartition(" ")[2]
    if len(last) > 1 and last.isalpha():
        return last.casefold() not in abbreviations
    before = BEFORE.search(last)
    if before is None:
        return True
    word = before.group()
    if word[0].isdigit():
        return len(word) > 2
    dotted = word[0].isupper() and all(len(part) == 1 for part in word.split("."))
    return not (dotted or word.casefold() in abbreviations)


def bracketed(text: str) -> dict[int, int]:
    """Where short brackets and stock symbols begin, and where they end."""
    if "(" not in text and "<" not in text and "[" not in text and TICKER.search(text) is None:
        return {}
    found = {match.start(): match.end() for match in SYMBOL.finditer(text)}
    open_at = -1
    for match in BRACKET.finditer(text):
        if match.group() in "([":
            open_at = match.start()
        elif open_at >= 0:
            if match.end() - open_at <= ASIDE:
                found[open_at] = match.end()
            open_at = -1
    return found


def dateline(text: str) -> int:
    """Where a text begins behind the place and agency that open a wire's report ("HELSINKI (Reuters) - ")."""
    filed = FILED.match(text)
    at = filed.end() if filed is not None else 0
    place = DATELINE.match(text[at : at + LONGEST_DATELINE])
    return at + place.end() if place is not None else at
