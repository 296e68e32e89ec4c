"""The whole way, once: the sample morning is read, told, remembered and asked about, as `make run` does it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).parents[1]
ONE_FEED = '[[feed]]\nurl = "http://127.0.0.1:9/feed"\npublisher = "Sample Silence"\n'
TOLD = [
    "Loredana Crisan leaves Meta for Figma as chief design officer",
    "Chaya Nayak joins OpenAI from Meta",
    "Avi Verma",
    "Ethan Knight",
    "Rishabh Agarwal leaves Meta",
    "Shengjia Zhao",
    "Alexandr Wang leaves Scale AI for Meta as chief AI officer",
    "Yann LeCun",
    "Meta freezes or slows hiring",
    "Meta is hiring in force: “mehr als 50”",
]
SILENT = [
    "headset-schools",
    "figma-assistant",
    "microsoft-quarter",
    "google-image-labels",
    "minister-resigns",
    "lisbon-milan",
    "apple-wechselt-zulieferer",
    "google-quartal",
    "googles-bildgenerator",
    "anthropic-claude-schulen",
    "glassworks-apple",
    "law-firm",
    "senatorin",
    "trainer",
    "baeckerei",
    "musterwerft",
    "robotics-cfo",
]
"""A part of each silent story's address."""


class Place:
    """A folder in which the bot is run as a user runs it."""

    def __init__(self, folder: Path) -> None:
        shutil.copytree(PROJECT / "config", folder / "config")
        (folder / "config" / "feeds.toml").write_text(ONE_FEED, "utf-8")
        self.folder = folder

    def run(self, *words: str) -> str:
        """What the command prints; it must succeed."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "ORGWATCH_"))}
        done = subprocess.run(
            [sys.executable, "-m", "bot", *words],
            cwd=self.folder,
            env=clean | {"PYTHONPATH": str(PROJECT)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def ask(self, *words: str) -> dict[str, Any]:
        """The JSON that the command prints."""
        answer: dict[str, Any] = json.loads(self.run(*words, "--json"))
        return answer


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    yield Place(tmp_path_factory.mktemp("morning"))


@pytest.fixture(scope="module")
def first_run(place: Place) -> str:
    return place.run("run")


@pytest.mark.parametrize("words", TOLD)
def test_what_happened_is_told(first_run: str, words: str) -> None:
    assert words in first_run


@pytest.mark.parametrize("words", SILENT)
def test_what_is_no_move_or_nobody_tracks_is_silent(first_run: str, words: str) -> None:
    assert words not in first_run


def test_two_outlets_in_two_languages_are_one_alert(first_run: str) -> None:
    (card,) = [card for card in first_run.split("\n\n#") if "Loredana Crisan leaves" in card]
    assert "techpost.example" in card and "wirtschaftsblatt.example" in card


def test_a_threat_is_never_told_as_a_return(first_run: str) -> None:
    told = [line for line in first_run.splitlines() if "Zhao" in line and "for OpenAI" in line and "“" not in line]
    assert all("[planned]" in line or "[rumour]" in line or "[reversed]" in line for line in told)


def test_a_second_run_tells_nothing_again(place: Place, first_run: str) -> None:
    assert "#ai-moves" in first_run
    assert "#ai-moves" not in place.run("run")


@pytest.mark.parametrize("name", ["Alexandr Wang", "Alexander Wang", "wang, alexandr"])
def test_whois_knows_where_wang_came_from_and_each_line_has_a_source(place: Place, first_run: str, name: str) -> None:
    found = place.ask("whois", name)
    firms = {line[side] for line in found["timeline"] for side in ("from_org", "to_org")}
    assert {"Scale AI", "Meta"} <= firms
    assert all(line["sources"] for line in found["timeline"])


@pytest.mark.parametrize("name", ["Shengjia Zhao", "Zhao Shengjia"])
def test_whois_finds_a_name_in_either_order(place: Place, first_run: str, name: str) -> None:
    assert any(line["role"] == "chief AI scientist" for line in place.ask("whois", name)["timeline"])


def test_whois_knows_whom_nobody_tracks(place: Place, first_run: str) -> None:
    assert place.ask("whois", "Jorun Falkenhagen")["timeline"][0]["role"] == "Finanzchefin"
