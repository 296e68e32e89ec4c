"""Who is told and whom the bot tracks, from the command line, and back into a config file."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot import rules
from bot.app.desk import desk_of
from bot.cli import commands
from bot.curate import Editor, effective, set_wish, subscribe
from bot.model import Kind, Origin, Rank, Reach, Role, StoryStatus, Wish
from bot.settings import Settings, load
from bot.store import Database
from tests.builders import MORNING

CHANNELS = """
[[rule]]
pack = "labs"
min_rank = "lead"

[[channel]]
name = "moves"
id = "C0123456789"
kinds = ["hire", "move"]
statuses = ["confirmed"]
zone = "Europe/Berlin"
quiet = "22:00-07:00"
digest = "weekly mon 9"
language = "de"

[[channel.also]]
companies = ["SAP"]
required = ["Vorstand", "says \\"no\\""]
only_digest = true
"""
COMPANIES = """
[[company]]
name = "Meta"
pack = "labs"
[[company]]
name = "SAP"
[[company]]
name = "Acme"
tracked = false
pack = "labs"
cik = "0000123456"
"""

Run = Callable[..., str]


@pytest.fixture
def config(tmp_path: Path) -> Path:
    folder = tmp_path / "config"
    shutil.copytree(Path(__file__).parents[1] / "config", folder)
    (folder / "channels.toml").write_text(CHANNELS, "utf-8")
    (folder / "companies.toml").write_text(COMPANIES, "utf-8")
    return folder


def settings(config: Path) -> Settings:
    return load(
        {"ORGWATCH_CONFIG": str(config), "ORGWATCH_DB": str(config.parent / "orgwatch.db")}, Path("/nowhere/.env")
    )


@pytest.fixture
def run(config: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("ORGWATCH_CONFIG", str(config))
    monkeypatch.setenv("ORGWATCH_DB", str(config.parent / "orgwatch.db"))
    monkeypatch.chdir(config.parent)

    def run(*words: str, fails: bool = False) -> str:
        done = CliRunner().invoke(commands, words)
        assert (done.exception is not None) == fails, done.output
        return str(done.exception) if fails else done.output

    return run


def test_a_file_says_all_that_a_chat_can(config: Path) -> None:
    [channel] = settings(config).channels
    meta_and_all, sap = channel.rules[:-1], channel.rules[-1]
    assert {rule.min_rank for rule in meta_and_all} == {Rank.LEAD, Rank.OTHER}
    assert {rule.kinds for rule in meta_and_all} == {frozenset({Kind.HIRE, Kind.MOVE})}
    assert (set(sap.companies), set(sap.required), sap.digest) == ({"SAP"}, {"Vorstand", 'says "no"'}, True)
    assert (channel.zone, channel.language) == ("Europe/Berlin", "de")
    assert channel.quiet is not None
    assert channel.digest is not None
    assert channel.digest.weekday == 0


def test_what_is_exported_is_read_as_the_same(config: Path, run: Run) -> None:
    database = Database(config.parent / "orgwatch.db")
    desk = desk_of(settings(config), database)
    ann = Editor("U1", Role.ADMIN)
    wish = Wish(statuses=frozenset({StoryStatus.RUMOUR}), min_confidence=0.75, forbidden=frozenset())
    subscribe(desk, ann, MORNING, "C0123456789", "moves", ["Meta"], wish)
    subscribe(desk, ann, MORNING, "C2222222222", 'two "quoted"', [], Wish(min_rank=Rank.BOARD), digest=True)
    set_wish(desk, ann, MORNING, Reach.WORKSPACE, "", Wish(languages=frozenset({"en", "de"})))
    before = effective(desk)
    (config / "channels.toml").write_text(run("channels", "export"), "utf-8")
    database.close()
    after = settings(config)
    assert after.channels == before.channels
    assert {one.origin for one in after.choices.subscriptions} == {Origin.FILE}
    assert rules.channels(after.choices) == before.channels


def test_channels_are_added_listed_and_removed(run: Run) -> None:
    added = run(
        "channels", "add", "C2", "--name", "#two", "--company", "meta", "--rank", "c-level", "--quiet", "22-6", "--zone",
        "asia/kathmandu", "--digest", "daily 8",
    )  # fmt: skip
    assert added == "#two hears of Meta; rank: c_level (subscription 1).\n"
    listed = run("channels", "list")
    assert "#two C2: in en, Asia/Kathmandu, digest daily 8, quiet hours 22:00-06:00" in listed
    assert "(1) Meta; rank: c_level" in listed
    assert "(file) SAP" in listed
    assert run("channels", "remove", "C2", "--number", "1") == "C2 hears no more of: Meta; rank: c_level\n"
    assert "Meta; rank" not in run("channels", "list")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("channels", "add", "C2", "--rank", "boss"), "c_level"),
        (("channels", "add", "C2", "--quiet", "night"), "22:00-07:00"),
        (("channels", "add", "C2", "--company", "Nobody"), "Nobody"),
        (("channels", "remove", "C0123456789"), "channels.toml"),
        (("channels", "remove", "C9"), "no such"),
        (("companies", "remove", "Meta"), "companies.toml"),
        (("companies", "add", "Meta"), "already"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(run: Run, words: tuple[str, ...], says: str) -> None:
    before = run("channels", "list")
    assert says in run(*words, fails=True)
    assert run("channels", "list") == before


def test_companies_are_added_exported_and_removed(run: Run, config: Path) -> None:
    run("companies", "add", "Newco", "AI", "--alias", "Neue Firma", "--lookalike", "newco tools")
    run("companies", "add", "Acme")
    assert 'name = "Acme"\ncik = "0000123456"\npack = "labs"' in run("companies", "export")
    assert "Newco AI (set in a chat): Neue Firma" in run("companies", "list")
    run("companies", "remove", "Acme")
    exported = run("companies", "export")
    assert 'name = "Newco AI"\naliases = ["Neue Firma"]\nlookalikes = ["newco tools"]' in exported
    assert "Acme (known, not tracked)" in run("companies", "list")
    with (config / "companies.toml").open("a", encoding="utf-8") as file:
        file.write(exported)
    assert "Newco AI" in {company.name for company in settings(config).companies if company.tracked}
