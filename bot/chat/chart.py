"""The flow picture of a company: from where people came, and to where they went.

In: a company's profile. Out: a PNG, to be read on a phone: the company in the middle, the others left (they came from
there) and right (they went there), each with a ribbon as thick as the number of people. The unknown are those of whom
nobody says from where or to where.
The same profile gives the same bytes. It needs no display, and must never say more than the profile does. Its font has
Latin, Greek and Cyrillic letters; a company's name in others comes out as boxes.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.languages.wording import Wording, wording
from bot.model import CompanyProfile

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.patches import PathPatch

MOST = 7
"""Companies on one side; the rest is summed up, for more would be too small to read on a phone."""
CAME, WENT, INK, QUIET = "#2a9d8f", "#e76f51", "#1d3557", "#6c757d"
"""Teal and orange: they also differ in lightness and in side, for readers who tell red from green with difficulty."""

PIXELS_PER_INCH = 200
WIDTH = 5.4
"""Inches; 1080 pixels, a phone's width."""
HEAD, FOOT, ROW = 1.15, 0.3, 0.46
"""Inches: what stands above and below the ribbons, and the least height of a company, two lines of its name."""
SIZE, LINE, LONGEST_WORD = 11, 13, 19
"""A name's size in points, its characters a line, and those of a word (Superintelligence has 17)."""
THICKEST = 3.0
"""Rows that the thickest ribbon takes; all others are in proportion."""
THINNEST = 0.06
"""Rows that a ribbon takes at least, to be seen at all."""


@dataclass(frozen=True, slots=True)
class Stream:
    """A company on one side and how many people; `thickness` is its ribbon's, in rows."""

    name: str
    people: int
    thickness: float = 0.0

    @property
    def rows(self) -> float:
        """The height that the company takes on its side."""
        return max(1.0, self.thickness + 0.25)


def draw(profile: CompanyProfile, file: Path, language: str = "en") -> None:
    """Write the picture of `profile` to `file`. Raises OSError where that cannot be written."""
    # Imported here, not above: it takes half a second that no other command needs to wait for.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    say = wording(language)
    came, went = streams(profile, say)
    height = max(sum(stream.rows for stream in came), sum(stream.rows for stream in went), 2.0)
    inches = HEAD + ROW * height + FOOT
    figure = Figure(figsize=(WIDTH, inches), dpi=PIXELS_PER_INCH, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, FOOT / inches, 1, ROW * height / inches))
    axes.set_xlim(0, 1)
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    block = max(sum(stream.thickness for stream in came), sum(stream.thickness for stream in went))
    axes.bar(0.5, block, 0.05, (height - block) / 2, color=INK, linewidth=0)
    _side(axes, came, height, 0.30, 0.475, CAME)
    _side(axes, went, height, 0.70, 0.525, WENT)
    if not came and not went:
        axes.text(
            0.5, height / 2, say.label("no_moves", days=profile.days), ha="center", va="center", color=QUIET, size=12
        )
    arrived, left = sum(stream.people for stream in came), sum(stream.people for stream in went)
    step = 1 / inches
    top = 1 - 0.18 * step
    span = say.label("last_days", days=profile.days)
    figure.text(0.5, top, profile.company, ha="center", va="top", color=INK, size=18, weight="bold", parse_math=False)
    figure.text(0.5, top - 0.34 * step, span, ha="center", va="top", color=QUIET, size=10)
    for count, word, place, side, colour in (
        (arrived, "arrivals", 0.05, "left", CAME),
        (left, "departures", 0.95, "right", WENT),
    ):
        if count:
            text = f"{say.label(word)} {count}"
            figure.text(place, top - 0.62 * step, text, ha=side, va="top", color=colour, size=12, weight="bold")
    figure.savefig(file, format="png", metadata={"Software": None})


def streams(profile: CompanyProfile, say: Wording) -> tuple[list[Stream], list[Stream]]:
    """From where they came and to where they went, the largest first, those of whom nobody says it last."""
    came, went = _streams(profile.came_from, say), _streams(profile.went_to, say)
    most = max((stream.people for stream in (*came, *went)), default=1)
    row_of_one = min(0.5, THICKEST / most)

    def scaled(side: list[Stream]) -> list[Stream]:
        return [Stream(stream.name, stream.people, max(THINNEST, stream.people * row_of_one)) for stream in side]

    return scaled(came), scaled(went)


def _streams(counts: Iterable[tuple[str | None, int]], say: Wording) -> list[Stream]:
    count = dict(counts)
    unknown = count.pop(None, 0)
    known = _largest(((name, people) for name, people in count.items() if name is not None), say)
    return [*known, Stream(say.label("unknown_company"), unknown)] if unknown else known


def _largest(counts: Iterable[tuple[str, int]], say: Wording) -> list[Stream]:
    found = [Stream(name, people) for name, people in sorted(counts, key=lambda pair: (-pair[1], pair[0])) if people]
    rest = found[MOST:]
    if len(rest) > 1:
        return [*found[:MOST], Stream(say.label("more", count=len(rest)), sum(stream.people for stream in rest))]
    return found


def _side(axes: Axes, side: list[Stream], height: float, outer: float, inner: float, colour: str) -> None:
    """The companies of one side at `outer`, each with a ribbon to its part of the company's block at `inner`."""
    leftwards = outer < inner
    edge = outer - 0.025 if leftwards else outer + 0.025
    top = (height - sum(stream.rows for stream in side)) / 2
    block = (height - sum(stream.thickness for stream in side)) / 2
    for stream in side:
        name = label(stream)
        middle = top + stream.rows / 2
        axes.add_patch(_ribbon(outer, middle - stream.thickness / 2, inner, block, stream.thickness, colour))
        axes.bar(outer, stream.thickness, 0.014, middle - stream.thickness / 2, color=colour, linewidth=0)
        axes.text(
            edge,
            middle,
            name,
            ha="right" if leftwards else "left",
            va="center",
            color=INK,
            size=_size(name),
            linespacing=1.05,
            parse_math=False,
        )
        top += stream.rows
        block += stream.thickness


def label(stream: Stream) -> str:
    """The name in two lines at most, broken between words only, and the number of people."""
    name = re.sub(rf"[^\s-]{{{LONGEST_WORD + 1},}}", lambda word: word[0][: LONGEST_WORD - 1] + "…", stream.name)
    longest = max(map(len, re.split(r"[\s-]", name)))
    lines = textwrap.wrap(name, max(LINE, longest), max_lines=2, placeholder="…") or [""]
    return "\n".join([*lines[:-1], f"{lines[-1]}  {stream.people}"])


def _size(label: str) -> float:
    """As large as others, unless a long word or number would leave the picture ("and 355 more  467")."""
    return SIZE * min(1.0, (LINE + 3) / max(map(len, label.split("\n"))))


def _ribbon(outer: float, outer_top: float, inner: float, inner_top: float, thickness: float, colour: str) -> PathPatch:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Outline

    half = (outer + inner) / 2
    outer_end, inner_end = outer_top + thickness, inner_top + thickness
    points = [
        (outer, outer_top),
        *((half, outer_top), (half, inner_top), (inner, inner_top)),
        (inner, inner_end),
        *((half, inner_end), (half, outer_end), (outer, outer_end)),
        (outer, outer_top),
    ]
    curve = [Outline.CURVE4] * 3
    codes = [Outline.MOVETO, *curve, Outline.LINETO, *curve, Outline.CLOSEPOLY]
    return PathPatch(Outline(points, codes), facecolor=colour, alpha=0.45, linewidth=0)
