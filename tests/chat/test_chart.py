"""The flow picture counts everybody once, fits a phone, and is the same for the same profile."""

import struct
import subprocess
import sys
from pathlib import Path

import matplotlib.image as mpimg
import pytest

from bot.chat import chart
from bot.chat.chart import Stream, draw, streams
from bot.languages.wording import wording
from bot.model import CompanyProfile

META = CompanyProfile(
    company="Meta",
    days=90,
    came_from=(("Scale AI", 1), ("OpenAI", 20), (None, 1)),
    went_to=((None, 1), ("OpenAI", 1)),
)


def size(file: Path) -> tuple[int, int]:
    """Width and height in pixels, from the head of a PNG."""
    head = file.read_bytes()[:24]
    assert head.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", head[16:24])
    return width, height


def test_everybody_is_counted_and_the_unknown_come_last() -> None:
    arrived, left = streams(META, wording("en"))
    assert [(stream.name, stream.people) for stream in arrived] == [("OpenAI", 20), ("Scale AI", 1), ("unknown", 1)]
    assert [(stream.name, stream.people) for stream in left] == [("OpenAI", 1), ("unknown", 1)]
    assert arrived[0].thickness == pytest.approx(20 * arrived[1].thickness)


def test_many_companies_are_summed_up_without_losing_anybody() -> None:
    crowd = CompanyProfile("Meta", 90, came_from=tuple((f"Company {number}", number) for number in range(1, 21)))
    arrived, left = streams(crowd, wording("en"))
    assert len(arrived) == chart.MOST + 1
    assert arrived[-1].name == "and 13 more"
    assert sum(stream.people for stream in arrived) == sum(range(1, 21))
    assert left == []


def test_one_company_too_many_is_shown_by_name() -> None:
    crowd = CompanyProfile("Meta", 90, came_from=tuple((f"Company {number}", 1) for number in range(chart.MOST + 1)))
    arrived, _ = streams(crowd, wording("en"))
    assert [stream.name for stream in arrived] == [f"Company {number}" for number in range(chart.MOST + 1)]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("OpenAI", "OpenAI  2"),
        ("Safe Superintelligence", "Safe\nSuperintelligence  2"),
        ("Fraunhofer-Gesellschaft zur Förderung", "Fraunhofer-\nGesellschaft…  2"),
        ("Donaudampfschifffahrtsgesellschaft", "Donaudampfschifffa…  2"),
        ("", "  2"),
    ],
)
def test_a_name_breaks_between_words(name: str, shown: str) -> None:
    assert chart.label(Stream(name, 2)) == shown


@pytest.mark.parametrize(
    "profile",
    [
        META,
        CompanyProfile("Meta", 90),
        CompanyProfile(
            "Sample $a$ & $b$ with a very long name", 7, came_from=(("$x$ _y_ ^z^ \\alpha " * 5, 3), ("", 1))
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


def test_no_name_or_number_leaves_the_picture(tmp_path: Path) -> None:
    crowd = tuple((f"Sample Works {number}", 1) for number in range(chart.MOST + 355))
    large = CompanyProfile("Meta", 90, came_from=(*crowd, ("Sample Mills", 300)), went_to=crowd)
    draw(large, tmp_path / "large.png")
    pixels = mpimg.imread(tmp_path / "large.png")
    assert pixels[:, :8, :3].min() == 1.0
    assert pixels[:, -8:, :3].min() == 1.0


def test_other_profiles_give_other_pictures_and_languages(tmp_path: Path) -> None:
    draw(META, tmp_path / "en.png")
    draw(META, tmp_path / "de.png", "de")
    draw(CompanyProfile("Meta", 90), tmp_path / "empty.png")
    assert len({file.read_bytes() for file in tmp_path.iterdir()}) == 3


def test_matplotlib_is_not_loaded_before_it_draws() -> None:
    code = "import sys, bot.chat.chart; print('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
