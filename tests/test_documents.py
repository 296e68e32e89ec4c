"""The JSON answers of the command line hold every key that scripts rely on, and nothing else is printed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot import deliver, documents, memory
from bot.cli import commands
from bot.companies import Directory
from bot.errors import UnknownName
from bot.model import Claim, ClaimStatus, Company, Extent, Kind, Rank, Tenure, Unit
from bot.store import Database
from tests.builders import article, channel, claim, reading
from tests.test_whole_way import write_config

NOW = datetime.now(UTC).replace(microsecond=0)  # the command line answers by the real clock
YESTERDAY = NOW - timedelta(days=1)
URL = "https://post.example/1"

CLAIM = frozenset(
    {"kind", "person", "org", "from_org", "to_org", "role", "status", "confidence", "quote", "rule", "attribution"}
)
LINE = frozenset({"date", "kind", "from_org", "to_org", "role", "status", "sources"})
SOURCE = frozenset({"url", "publisher", "lang", "date"})
PROFILE = frozenset({"name", "aliases", "current", "timeline", "open_rumours", "candidates"})


@pytest.fixture(autouse=True)
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Crisan goes from Meta to Figma, Verma may go to OpenAI, Zhao rises; two are called Schmidt. All told in #ai-moves."""
    environment = write_config(tmp_path / "config", [])
    for name, value in environment.items():
        if name.startswith("ORGWATCH_"):
            monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    directory = Directory([Company("Meta"), Company("OpenAI"), Company("Figma")])
    told: list[Claim] = [
        claim(),
        claim(person="Avi Verma", to_org="OpenAI", role=None, status=ClaimStatus.REPORTED),
        claim(person="Shengjia Zhao", kind=Kind.PROMOTION, org="Meta", from_org=None, to_org=None, role="CTO"),
        *(
            claim(person="Michael Schmidt", kind=Kind.HIRE, from_org=None, to_org=name, rank=Rank.OTHER)
            for name in ("Meta", "OpenAI")
        ),
    ]
    pairs = [
        (replace(article(number), published=YESTERDAY, seen=YESTERDAY), reading(one))
        for number, one in enumerate(told, 1)
    ]
    with closing(Database(Path(environment["ORGWATCH_DB"]))) as database:
        for pair in pairs:
            with database.write() as connection:
                memory.remember(database, connection, [pair], directory, first_fetch=False)
        deliver.decide(database, [channel()], directory.tracked, NOW - timedelta(days=2), False, NOW)
    yield


def document(*words: str) -> dict[str, Any]:
    """What a command prints, which is one JSON document and nothing else."""
    result = CliRunner().invoke(commands, [*words, "--json"], catch_exceptions=False)
    assert result.exit_code == 0
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def check_line(line: dict[str, Any], *more: str) -> None:
    assert LINE | set(more) <= line.keys()
    assert line["sources"]
    for source in line["sources"]:
        assert source.keys() >= SOURCE
    assert datetime.fromisoformat(line["date"]) == YESTERDAY


def test_a_person() -> None:
    found = document("whois", "Loredana", "Crisan")
    assert found.keys() >= PROFILE
    assert found["current"] == {
        "org": "Figma",
        "role": "Chief Design Officer",
        "since": YESTERDAY.isoformat().replace("+00:00", "Z"),
        "status": "confirmed",
    }
    (line,) = found["timeline"]
    check_line(line)
    assert (line["kind"], line["from_org"], line["to_org"]) == ("move", "Meta", "Figma")
    assert line["sources"][0]["url"] == URL
    assert (found["open_rumours"], found["candidates"]) == ([], [])


def test_a_person_of_whom_there_is_only_a_rumour() -> None:
    found = document("whois", "Avi Verma")
    assert found["timeline"] == []
    (line,) = found["open_rumours"]
    check_line(line)
    assert line["status"] == "rumour"


def test_a_name_that_means_several() -> None:
    found = document("whois", "Michael Schmidt")
    assert len(found.pop("candidates")) == 2
    assert found.pop("name") == "Michael Schmidt"
    assert not any(found.values())


def test_a_name_that_means_nobody() -> None:
    result = CliRunner().invoke(commands, ["whois", "Nosuch Body", "--json"])
    assert isinstance(result.exception, UnknownName)
    assert result.stdout == ""


def test_a_company() -> None:
    found = document("whois", "Meta")
    assert found.keys() >= {"company", "leaders", "in", "out"}
    for name in ("leaders", "in", "out"):
        for line in found[name]:
            check_line(line, "person")
    assert [line["person"] for line in found["leaders"]] == ["Shengjia Zhao"]
    assert [line["person"] for line in found["in"]] == ["Michael Schmidt"]
    assert {line["person"] for line in found["out"]} == {"Loredana Crisan", "Avi Verma"}


def test_a_time_there_is_in_the_words_of_the_article_and_in_days() -> None:
    assert documents.tenure(Tenure("less than a month", Extent.UNDER, 1, Unit.MONTH)) == {
        "said": "less than a month",
        "least_days": 0.5,
        "most_days": 30.5,
        "in_post": False,
    }
    assert documents.tenure(Tenure("über ein Jahr", Extent.OVER, 1, Unit.YEAR))["most_days"] is None


def test_moves() -> None:
    found = document("moves", "Meta", "--days", "30")
    assert found.keys() >= {"company", "days", "in", "out", "net"}
    assert (found["company"], found["days"]) == ("Meta", 30)
    for line in (*found["in"], *found["out"]):
        check_line(line, "person")
    assert found["net"] == [{"org": "Figma", "in": 0, "out": 1}]
    assert document("moves", "Meta", "--in")["out"] == []
    assert document("moves", "Meta", "--out")["in"] == []
    assert document("moves", "Meta", "--in", "--out") == document("moves", "Meta")


def test_explain_an_article_and_its_story() -> None:
    found = document("explain", URL)
    assert found.keys() >= {"article", "claims", "story", "alerts"}
    (made,) = found["claims"]
    assert made.keys() >= CLAIM
    assert made["org"] is None
    (told,) = found["alerts"]
    assert told.keys() >= {"channel", "outcome", "reason"}
    assert told["outcome"] == "told"
    of_story = document("explain", str(found["story"]))
    assert of_story["article"] is None
    assert (of_story["claims"], of_story["alerts"]) == (found["claims"], found["alerts"])
