"""forget, export and feedback, as an operator types them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot import curate, memory
from bot.app import personal
from bot.app.desk import desk_of
from bot.companies import Directory
from bot.curate import OPERATOR
from bot.errors import UnknownName
from bot.model import Company, Judgement, Verdict
from bot.settings import Settings, SlackSettings
from bot.store import Database, deliveries
from tests import builders
from tests.fakes.office import Office

COMPANIES = (Company("Meta"), Company("Figma"))


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    """Settings of a database in which two stories were told."""
    settings = Settings(
        config=tmp_path,
        database=tmp_path / "orgwatch.db",
        companies=COMPANIES,
        feeds=(),
        channels=(builders.channel(),),
        slack=SlackSettings(),
        port=0,
        allow_private_addresses=False,
        contact="",
        tell_days=3,
        retention_days=365,
    )
    database = Database(settings.database)
    office = Office(database)
    office.remember(1, "Loredana Crisan")
    office.remember(2, "Chaya Nayak")
    office.tell(rounds=4)
    office.close()
    yield settings


def test_forget_lists_and_forgets_only_whom_a_human_picked(settings: Settings) -> None:
    listed = personal.forget(settings, "Loredana Crisan", None)
    assert "Loredana Crisan; seen with Figma, Meta" in listed
    assert "Nobody was forgotten" in listed
    number = int(listed.partition(":")[0])
    with pytest.raises(UnknownName, match="nobody whom"):
        personal.forget(settings, "Loredana Crisan", number + 7)
    assert personal.forget(settings, "Loredana Crisan", number).startswith("Forgotten: 1 claim,")
    with pytest.raises(UnknownName, match="nobody is remembered"):
        personal.forget(settings, "Loredana Crisan", None)
    assert "Chaya Nayak" in personal.forget(settings, "Chaya Nayak", None)


def test_export_gives_all_there_is(settings: Settings) -> None:
    document = json.loads(personal.export(settings, "Loredana Crisan", None))
    assert document["spellings"] == ["Loredana Crisan"]
    assert document["profile"]["name"] == "Loredana Crisan"
    assert [claim["person"] for claim in document["claims"]] == ["Loredana Crisan"]
    assert [message["state"] for message in document["messages"]] == ["posted"]


def test_feedback_counts_false_alarms(settings: Settings) -> None:
    database = Database(settings.database)
    key = deliveries.of_story(database, 1)[0].story
    word = Judgement(Verdict.FALSE_ALARM, str(key), None, "U1", builders.MORNING)
    memory.judge(database, word, Directory(settings.companies))
    database.close()
    said = personal.feedback(settings)
    assert said.splitlines()[0] == "all: 2 told, 1 false alarm, 50 % right as far as anybody said (2026-03: 50 %)"
    assert "move: 2 told, 1 false alarm" in said


def test_nothing_told_is_said(settings: Settings, tmp_path: Path) -> None:
    assert personal.feedback(replace(settings, database=tmp_path / "empty.db")) == "Nothing was told yet."


def test_others_stay_with_a_company_that_came_from_a_chat(settings: Settings) -> None:
    database = Database(settings.database)
    desk = desk_of(settings, database)
    curate.track(desk, OPERATOR, builders.MORNING, "Nimbus", ["Nimbus Labs"])
    both = [builders.claim(person=name, to_org="Nimbus Labs") for name in ("Marta Lindqvist", "Jonas Weber")]
    article = builders.article(3, title="Marta Lindqvist and Jonas Weber leave Meta for Nimbus Labs")
    directory = Directory(curate.effective(desk).companies)
    with database.write() as connection:
        memory.remember(database, connection, [(article, builders.reading(*both))], directory, False)
    [(marta, _)] = memory.namesakes(database, "Marta Lindqvist")
    database.close()
    personal.forget(settings, "Marta Lindqvist", marta.id)
    listed = personal.forget(settings, "Jonas Weber", None)
    assert "Jonas Weber; seen with Meta, Nimbus\n" in listed


def test_that_somebody_was_forgotten_stands_in_the_log_and_not_who(settings: Settings) -> None:
    number = int(personal.forget(settings, "Loredana Crisan", None).partition(":")[0])
    personal.forget(settings, "Loredana Crisan", number)
    with closing(Database(settings.database)) as database:
        [change] = curate.log(desk_of(settings, database))
    assert (change.by, change.said) == (OPERATOR.id, "forgets a person")
