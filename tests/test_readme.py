"""The README is true: every command in it is run, and everything that it points to is there."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
README = (PROJECT / "README.md").read_text("utf-8")
COMMANDS = [
    line.strip()
    for block in re.findall(r"^ *```sh\n(.*?)```", README, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
    if line.strip()
]
NO_FEEDS = 'packs = []\n[[feed]]\nurl = "http://127.0.0.1:9/feed"\npublisher = "Sample Silence"\n'


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder like a fresh clone after its first `make run`, with one feed that cannot be reached."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(PROJECT / "config", folder / "config")
    (folder / "config" / "feeds.toml").write_text(NO_FEEDS, "utf-8")
    shutil.copy(PROJECT / ".env.example", folder)
    first = run("make run", folder)
    assert first.returncode == 0, first.stderr
    yield folder


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The command as a reader would type it, by this Python; a make word by the last line of its recipe."""
    words = shlex.split(command)
    if command == "make run":
        words = [".venv/bin/python", "-m", "bot", "run"]
    if words[0] == ".venv/bin/python":
        words[0] = sys.executable
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "ORGWATCH_"))}
    return subprocess.run(
        words,
        cwd=folder,
        env=environment | {"PYTHONPATH": str(PROJECT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def test_the_two_commands_come_first() -> None:
    assert COMMANDS[:2] == ["make run", "make test"]
    assert "@$(BIN)/python -m bot run\n" in (PROJECT / "Makefile").read_text("utf-8")


@pytest.mark.parametrize("command", [command for command in dict.fromkeys(COMMANDS) if command != "make test"])
def test_each_command_works_after_the_first_run(workplace: Path, command: str) -> None:
    done = run(command, workplace)
    assert done.returncode == 0, done.stderr


def test_check_says_where_it_would_speak_for_an_env_whose_lines_are_still_commented_out_is_no_problem(
    workplace: Path,
) -> None:
    shutil.copy(PROJECT / ".env.example", workplace / ".env")
    assert "in this terminal, for no Slack variable is set" in run(".venv/bin/python -m bot check", workplace).stdout


def test_make_test_runs_every_check() -> None:
    shown = subprocess.run(["make", "-n", "test"], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert all(tool in shown.stdout for tool in ("ruff check", "mypy", "lint-imports", "-m pytest")), shown.stderr


def test_the_picture_is_drawn_where_it_was_asked_for(workplace: Path) -> None:
    assert run(".venv/bin/python -m bot moves Meta --chart moves.png", workplace).returncode == 0
    assert (workplace / "moves.png").read_bytes().startswith(b"\x89PNG")


def test_everything_it_points_to_is_there() -> None:
    places = [
        place
        for place in re.findall(r"`([A-Za-z.][\w./-]*)`", README)
        if "/" in place or place in ("LICENSE", "CHANGELOG.md", "Procfile", ".env.example")
    ]
    places += re.findall(r"\]\((?!https?:)([^)]+)\)", README)
    assert len(places) > 15
    assert [place for place in places if not (PROJECT / place).exists()] == []
