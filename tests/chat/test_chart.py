"""The flow picture counts everybody once, fits a phone, and is the same for the same profile."""

import struct
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.chat import chart
from bot.chat.chart import draw, streams
from bot.languages.wording import wording
from bot.model import CompanyProfile, Kind, StoryStatus, TimelineLine

DATE = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)


def line(kind: Kind, from_org: str | None, to_org: str | None) -> TimelineLine:
    return TimelineLine(DATE, kind, "Alexandr Wang", from_org, to_org, None, StoryStatus.CONFIRMED, ())


META = CompanyProfile(
    company="Meta",
    days=90,
    arrivals=(line(Kind.MOVE, "Scale AI", "Meta"), line(Kind.HIRE, None, "Meta")),
    departures=(line(Kind.DEPARTURE, "Meta", None), line(Kind.MOVE, "Meta", "OpenAI")),
    net=(("OpenAI", 20, 1), ("Scale AI", 1, 0)),
)


def size(file: Path) -> tuple[int, int]:
    """Width and height in pixels, from the head of a PNG."""
    head = file.read_bytes()[:24]
    assert head.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", head[16:24])
    return width, height


def test_everybody_is_counted_and_the_unknown_come_last() -> None:
    came, went = streams(META, wording("en"))
    assert [(stream.name, stream.people) for stream in came] == [("OpenAI", 20), ("Scale AI", 1), ("?", 1)]
    assert [(stream.name, stream.people) for stream in went] == [("OpenAI", 1), ("?", 1)]
    assert came[0].thickness == pytest.approx(20 * came[1].thickness)


def test_many_companies_are_summed_up_without_losing_anybody() -> None:
    crowd = CompanyProfile("Meta", 90, net=tuple((f"Company {number}", number, 0) for number in range(1, 21)))
    came, went = streams(crowd, wording("en"))
    assert len(came) == chart.MOST + 1
    assert came[-1].name == "and 13 more"
    assert sum(stream.people for stream in came) == sum(range(1, 21))
    assert went == []


def test_one_company_too_many_is_shown_by_name() -> None:
    crowd = CompanyProfile("Meta", 90, net=tuple((f"Company {number}", 1, 0) for number in range(chart.MOST + 1)))
    came, _ = streams(crowd, wording("en"))
    assert [stream.name for stream in came] == [f"Company {number}" for number in range(chart.MOST + 1)]


@pytest.mark.parametrize(
    "profile",
    [
        META,
        CompanyProfile("Meta", 90),
        CompanyProfile(
            "Sample $a$ & $b$ with a very long name", 7, net=(("$x$ _y_ ^z^ \\alpha " * 5, 3, 1), ("", 1, 1))
        ),
    ],
    ids=["usual", "empty", "odd names"],
)
def test_a_picture_fits_a_phone_and_is_the_same_each_time(tmp_path: Path, profile: CompanyProfile) -> None:
    draw(profile, tmp_path / "one.png")
    draw(profile, tmp_path / "two.png")
    width, height = size(tmp_path / "one.png")
    assert width == 1080
    assert height <= 2 * width
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()


def test_other_profiles_give_other_pictures_and_languages(tmp_path: Path) -> None:
    draw(META, tmp_path / "en.png")
    draw(META, tmp_path / "de.png", "de")
    draw(CompanyProfile("Meta", 90), tmp_path / "empty.png")
    assert len({file.read_bytes() for file in tmp_path.iterdir()}) == 3


def test_matplotlib_is_not_loaded_before_it_draws() -> None:
    code = "import sys, bot.chat.chart; print('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
