"""Chooses which sentences of a text are read: the opening, those that can tell a move, and those beside them.

In: a document's lines and the pack. Out: a `Page`, of which only the lines that are asked for are cut into words. It must
never read a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from bot.detect.gate import Tells, live, may_tell, passes
from bot.detect.lines import Line
from bot.detect.tokens import Sentence, sentences
from bot.languages.pack import Pack

LONGEST = 4000  # lines: no article has more, and what is parsed stays bounded
OPENING = 6  # lines that name who and what a text is about


class Page:
    """The lines of one text, each cut into words when it is first asked for."""

    def __init__(self, lines: Sequence[Line], pack: Pack) -> None:
        self.lines = lines[:LONGEST]
        self.pack = pack
        self.cut: dict[int, list[Sentence]] = {}

    def sentences(self, at: int) -> list[Sentence]:
        """What the line at `at` says: mostly one sentence."""
        if at not in self.cut:
            self.cut[at] = sentences(self.lines[at])
        return self.cut[at]

    def opening(self, most: int) -> list[str]:
        """The first words of the text, lower-case, at most so many."""
        words = (low for at in range(len(self.lines)) for sentence in self.sentences(at) for low in sentence.lows)
        return list(islice(words, most))

    def telling(self, whole: str) -> list[tuple[Sentence, Tells]]:
        """The sentences that are read, each with what it can tell; none where nothing in the `whole` text tells a move."""
        hopes = [at for at, line in enumerate(self.lines) if may_tell(line, self.pack)]
        if not hopes or not passes(whole, self.pack):
            return []
        alive = {
            at: max((live(sentence, self.pack) for sentence in self.sentences(at)), default=Tells.NOTHING)
            for at in hopes
        }
        if Tells.MOVE not in alive.values():
            return []
        near = {at for place, tells in alive.items() if tells for at in (place - 1, place, place + 1)}
        return list(self.read(at for at in range(len(self.lines)) if at < OPENING or at in near))

    def read(self, places: Iterator[int]) -> Iterator[tuple[Sentence, Tells]]:
        """The sentences at some places, each with what it can tell."""
        for at in places:
            for sentence in self.sentences(at):
                yield sentence, live(sentence, self.pack)
