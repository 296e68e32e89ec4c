"""Finds the times of staying in one sentence ("after less than a month", "nine-year veteran", "before her first day").

In: a sentence's tokens and what its language says of staying (`pack.Stays`). Out: `Time`s with their places. It must never
take another time for one ("after weeks of talks", "two years ago", "nach drei Jahren Streit"), nor know whose it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.detect.tokens import Shape, Token
from bot.languages.pack import Stays
from bot.model import Extent, Tenure

NEAR = 5  # tokens between "never" and "started"
LONGEST = 70 * 366  # days: nobody stays longer
MARKS = frozenset(".,;:!?()–—|")


@dataclass(frozen=True, slots=True)
class Time:
    """A tenure at tokens `first` up to (not with) `last`, and the clause around it."""

    tenure: Tenure
    first: int
    last: int
    clause: tuple[int, int]
    bare: bool = False
    """True where nothing beside it tells whether it is the time in the post or with the employer."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence's tokens, with what its language says of staying."""

    tokens: Sequence[Token]
    lows: Sequence[str]
    stays: Stays
    nouns_capitalised: bool

    def times(self) -> Iterator[Time]:
        """The times of staying, from left to right."""
        at = 0
        while at < len(self.lows):
            time = self.before_first_day(at) or self.counted(at)
            if time is not None:
                yield time
            at = time.last if time is not None else at + 1

    def before_first_day(self, at: int) -> Time | None:
        match = self.stays.befores.match(self.lows, at)
        if match is not None and self.closes(match[0]):
            return Time(Tenure(self.text(at, match[0]), Extent.NONE), at, match[0], self.clause(at))
        if self.lows[at] not in self.stays.nevers | self.stays.starts:
            return None
        clause = self.clause(at)
        other = self.stays.starts if self.lows[at] in self.stays.nevers else self.stays.nevers
        for near in range(at + 1, min(at + 1 + NEAR, clause[1])):
            if self.lows[near] in other:
                return Time(Tenure(self.text(at, near + 1), Extent.NONE), at, near + 1, clause)
        return None

    def counted(self, at: int) -> Time | None:
        """A number with its unit at `at`, where what stands around it makes it one of staying."""
        read = self.number(at)
        if read is None:
            return None
        extent, count, behind = read
        hyphen = behind < len(self.lows) and self.lows[behind] == "-"
        unit = self.stays.units.get(self.lows[behind + hyphen]) if behind + hyphen < len(self.lows) else None
        if unit is None or (extent is not Extent.SEVERAL and count == 0):
            return None
        last = behind + hyphen + 1
        count *= unit[1]
        tenure = Tenure(self.text(at, last), extent, count, unit[0])
        if extent is Extent.SEVERAL and unit[1] > 1:
            tenure = Tenure(tenure.said, Extent.OVER, 2 * unit[1], unit[0])
        if tenure.days[0] > LONGEST or self.low(at - 1) in self.stays.not_behind:
            return None
        if hyphen:
            held = next((near for near in range(last, last + 3) if self.low(near) in self.stays.holders), None)
            return self.around(tenure, at, last, held + 1) if held is not None else None
        if self.low(last) in self.stays.not_before:
            return None
        joining = self.stays.joinings.match(self.lows, last) if last < len(self.lows) else None
        if joining is not None:
            return self.around(tenure, at, last, joining[0])
        lead = at - 1
        while self.low(lead) in self.stays.fillers:
            lead -= 1
        if self.low(lead) in self.stays.leads and self.closes(last):
            return self.around(tenure, at, last, last)
        return self.around(tenure, at, last, last) if self.works(at, last) else None

    def number(self, at: int) -> tuple[Extent, int, int] | None:
        """How exactly, how many, and where the unit must stand: "less than a", "nine", "12", "a few", nothing before "weeks"."""
        extent, place = Extent.EXACTLY, at
        match = self.stays.extents.match(self.lows, at)
        if match is not None:
            place, extent = match
            if extent is Extent.SEVERAL:
                return extent, 0, place
        if place >= len(self.lows):
            return None
        token = self.tokens[place]
        if token.shape is Shape.NUMBER and token.text.isdecimal() and len(token.text) < 4:
            return extent, int(token.text), place + 1
        if (count := self.stays.counts.get(token.low)) is not None:
            return extent, count, place + 1
        return None

    def closes(self, last: int) -> bool:
        """Whether nothing follows at `last` that a time could be one of: a mark, a known tail, where nouns have capitals any
        small word."""
        if last >= len(self.lows) or self.lows[last] in MARKS:
            return True
        if self.lows[last] in self.stays.not_before:
            return False
        if self.stays.tails.match(self.lows, last) is not None or self.stays.posts.match(self.lows, last) is not None:
            return True
        return self.nouns_capitalised and self.tokens[last].text[:1].islower()

    def works(self, first: int, last: int) -> bool:
        """Whether its clause tells that somebody worked somewhere."""
        start, end = self.clause(first)
        around = [*self.lows[start:first], *self.lows[last:end]]
        return not self.stays.works.isdisjoint(around) and not self.stays.homes.isdisjoint(around)

    def clause(self, at: int) -> tuple[int, int]:
        """The tokens around `at` up to the next marks."""
        start, end = at, at
        while start > 0 and self.lows[start - 1] not in MARKS:
            start -= 1
        while end < len(self.lows) and self.lows[end] not in MARKS:
            end += 1
        return start, end

    def around(self, tenure: Tenure, first: int, behind: int, last: int) -> Time:
        """The time, whose own words end at `behind`, with what those up to `last` and behind it say of a post."""
        in_post = any(
            place < len(self.lows) and self.stays.posts.match(self.lows, place) is not None for place in (behind, last)
        )
        beside = self.low(behind) in self.stays.homes
        return Time(
            replace(tenure, in_post=in_post),
            first,
            last,
            self.clause(first),
            not in_post and last == behind and not beside,
        )

    def text(self, first: int, last: int) -> str:
        """The words of the article, blanks as it has them between words."""
        words = self.tokens[first].text
        for before, token in zip(self.tokens[first:last], self.tokens[first + 1 : last], strict=False):
            words += f" {token.text}" if token.start > before.end else token.text
        return words

    def low(self, at: int) -> str:
        return self.lows[at] if 0 <= at < len(self.lows) else ""
