"""Chooses which sentences of a text are read: the opening, those that can tell a move, and those beside them.

In: a document's lines and the pack. Out: a `Page`, of which only the lines that are asked for are cut into words. It must
never read a sentence.

Lines come again and again: a summary opens its text, what a firm says of itself ends each of its releases, an agency's copy
stands in ten papers. Of a line that tells nothing this is remembered, word for word, so that it is neither cut nor read again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache, lru_cache

from bot.detect.gate import Tells, live, may_tell, passes, remembers
from bot.detect.lines import Line
from bot.detect.tokens import Sentence, sentences
from bot.detect.words.openings import opened
from bot.languages.pack import Pack

LONGEST = 4000  # lines: no article has more, and what is parsed stays bounded
OPENING = 6  # lines that name who and what a text is about
REMEMBERED = 1 << 12  # lines of a language that told nothing: under a megabyte
WORDS = 1 << 10  # lines whose words are remembered, of all languages: some 2 MB

Key = tuple[str, bool]  # a line's text, and whether it is a headline: all that its reading depends on


@cache
def quiet(pack: Pack) -> dict[Key, Tells]:
    """Lines that told nothing when they were read by themselves, with what their words could have told."""
    return {}


@lru_cache(WORDS)
def lows(text: str, pack: Pack) -> tuple[str, ...]:
    """The words of a line, lower-case."""
    return tuple(low for sentence in sentences(Line(text, 0, False), pack.elided) for low in sentence.lows)


class Page:
    """The lines of one text, each cut into words when it is first asked for."""

    def __init__(self, lines: Sequence[Line], pack: Pack) -> None:
        self.lines = lines[:LONGEST]
        self.pack = pack
        self.quiet = quiet(pack)
        self.hopes: dict[int, Tells] = {}
        self.cut: dict[int, list[tuple[Sentence, Tells]]] = {}

    def sentences(self, at: int) -> list[tuple[Sentence, Tells]]:
        """What the line at `at` says, mostly one sentence, with what it can tell."""
        if at not in self.cut:
            found = [opened(one) for one in sentences(self.lines[at], self.pack.elided)]
            hope = at in self.hopes
            self.cut[at] = [(one, live(one, self.pack) if hope else Tells.NOTHING) for one in found]
        return self.cut[at]

    def opening(self, most: int) -> list[str]:
        """The first words of the text, lower-case, at most so many."""
        found: list[str] = []
        for at in range(len(self.lines)):
            found += self.lows(at)
            if len(found) >= most:
                break
        return found[:most]

    def lows(self, at: int) -> Sequence[str]:
        """The words of a line, lower-case. Beyond the opening few lines are read, and then words are all that is asked of
        them.
        """
        if at < OPENING or at in self.cut:
            return [low for sentence, _ in self.sentences(at) for low in sentence.lows]
        return lows(self.lines[at].text, self.pack)

    def alive(self, whole: str) -> list[int]:
        """The lines that can tell a move or something beside one; none where nothing in the `whole` text tells a move."""
        self.hopes = {at: tells for at, line in enumerate(self.lines) if (tells := may_tell(line, self.pack))}
        if Tells.MOVE not in self.hopes.values() or not passes(whole, self.pack):
            return []
        found = {at: self.tells(at) for at in self.hopes}
        return [at for at, tells in found.items() if tells] if Tells.MOVE in found.values() else []

    def tells(self, at: int) -> Tells:
        """What a line that has hopes can tell."""
        known = self.quiet.get(self.key(at))
        if known is not None:
            return known
        tells = self.best(at)
        if not tells:
            self.fall_quiet(at)
        return tells

    def best(self, at: int) -> Tells:
        """The most that a sentence of a line can tell."""
        return max((tells for _, tells in self.sentences(at)), default=Tells.NOTHING)

    def key(self, at: int) -> Key:
        """What a line is remembered by."""
        line = self.lines[at]
        return line.text, line.headline

    def is_quiet(self, at: int) -> bool:
        """Whether a line is known to tell nothing by itself."""
        return self.key(at) in self.quiet

    def fall_quiet(self, at: int) -> None:
        """Remember that a line told nothing when it was read by itself."""
        if len(self.quiet) >= REMEMBERED:
            self.quiet.clear()
        self.quiet[self.key(at)] = self.best(at)

    def around(self, alive: Collection[int]) -> list[int]:
        """The lines that are read where a move is told in some: the opening, these, and those beside them."""
        near = {at for place in alive for at in (place - 1, place, place + 1)}
        return [at for at in range(len(self.lines)) if at < OPENING or at in near]

    def remembers(self, places: Sequence[int]) -> bool:
        """Whether one of these lines may tell what somebody was before."""
        return any(remembers(self.lines[at], self.pack) for at in places)
