"""How long somebody had been where they leave."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What a time is counted in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Extent(StrEnum):
    """How exactly a tenure is said. NONE: it ended before the first day."""

    EXACTLY = "exactly"
    ABOUT = "about"
    UNDER = "under"
    OVER = "over"
    SEVERAL = "several"
    NONE = "none"


_DAYS = {Unit.DAY: 1.0, Unit.WEEK: 7.0, Unit.MONTH: 30.5, Unit.YEAR: 365.25}


@dataclass(frozen=True, slots=True)
class Tenure:
    """How long somebody had been there when they left, in the article's words (`said`) and as a number of units.

    `count` says nothing where the extent is SEVERAL or NONE. `in_post` is whether it is the time in one post, which may be
    shorter than that with the employer.
    """

    said: str
    extent: Extent
    count: int = 0
    unit: Unit = Unit.DAY
    in_post: bool = False

    @property
    def days(self) -> tuple[float, float]:
        """The least and the most that it can mean: who counts years says nine for nine and a half, and for eight and a half."""
        one = _DAYS[self.unit]
        match self.extent:
            case Extent.NONE:
                return 0.0, 0.0
            case Extent.UNDER:
                return 0.5, self.count * one
            case Extent.OVER:
                return self.count * one, float("inf")
            case Extent.SEVERAL:
                return 1.5 * one, 11 * one
            case Extent.ABOUT:
                return 0.75 * self.count * one, 1.25 * self.count * one + one / 2
        return max(0.5, (self.count - 0.5) * one), (self.count + 1) * one
