"""What can be set is described where an operator looks for it, and nothing else is."""

import re
from pathlib import Path

import pytest

from bot.settings import tables
from bot.settings.environment import VARIABLES

PROJECT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("file", "models"),
    [
        ("bot.toml", [tables.BotFile]),
        ("companies.toml", [tables.CompaniesFile, tables.CompanyTable]),
        ("feeds.toml", [tables.FeedsFile, tables.FeedTable, tables.SourceTable]),
        ("channels.toml", [tables.ChannelsFile, tables.ChannelTable]),
    ],
)
def test_each_key_of_a_file_is_described_in_it(file: str, models: list[type[tables.Strict]]) -> None:
    text = (PROJECT / "config" / file).read_text("utf-8")
    keys = [key for model in models for key in model.model_fields]
    assert [key for key in keys if not re.search(rf"\b{key}\b", text)] == []


def test_each_variable_is_in_the_example_and_no_other() -> None:
    text = (PROJECT / ".env.example").read_text("utf-8")
    assert sorted(re.findall(r"^#?([A-Z_]+)=", text, re.MULTILINE)) == sorted(VARIABLES)


def test_the_example_holds_no_secret_and_sets_nothing() -> None:
    lines = (PROJECT / ".env.example").read_text("utf-8").splitlines()
    assert all(line.startswith("#") or not line for line in lines)
