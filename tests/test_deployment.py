"""What the operations page and the deployment files name is there."""

from __future__ import annotations

import json
import re
from contextlib import closing
from dataclasses import fields
from pathlib import Path

from bot.app.figures import Figures
from bot.cli import commands
from bot.settings import Settings, SlackSettings
from bot.store import Database

PROJECT = Path(__file__).parents[1]
PAGES = [PROJECT / "docs" / "operations.md", PROJECT / "docs" / "privacy.md"]


def test_each_command_that_a_page_names_is_there() -> None:
    named = {word for page in PAGES for word in re.findall(r"`orgwatch (\w+)", page.read_text("utf-8"))}
    assert named
    assert named - set(commands.commands) == set()


def test_each_setting_that_a_page_names_is_there() -> None:
    named = {word for page in PAGES for word in re.findall(r"`(\w+_(?:days|dir))`", page.read_text("utf-8"))}
    assert named == {"backup_dir", "backup_keep_days", "retention_days"}
    assert named <= {field.name for field in fields(Settings)}


def test_each_file_that_a_page_names_is_there() -> None:
    for page in PAGES:
        for named in re.findall(r"`((?:deploy|docs)/[\w.]+)`", page.read_text("utf-8")):
            assert (PROJECT / named).exists(), named


def test_each_figure_of_the_dashboard_is_there(tmp_path: Path) -> None:
    settings = Settings(
        config=tmp_path,
        database=tmp_path / "orgwatch.db",
        companies=(),
        feeds=(),
        channels=(),
        slack=SlackSettings(),
        port=0,
        allow_private_addresses=False,
        contact="",
        tell_days=3,
        retention_days=365,
    )
    with closing(Database(settings.database)) as database:
        figures = Figures()
        figures.watch(settings, database)
        text = figures.text().decode()
    dashboard = json.loads((PROJECT / "docs" / "grafana.json").read_text("utf-8"))
    asked = {
        name
        for panel in dashboard["panels"]
        for target in panel["targets"]
        for name in re.findall(r"orgwatch_\w+", target["expr"])
    }
    assert [name for name in asked if name.removesuffix("_bucket").removesuffix("_total") not in text] == []


def test_the_image_and_the_unit_run_the_bot_as_nobody_and_stop_it_in_time() -> None:
    image = (PROJECT / "Dockerfile").read_text("utf-8")
    assert "USER orgwatch" in image
    assert "/livez" in image
    unit = (PROJECT / "deploy" / "orgwatch.service").read_text("utf-8")
    assert "DynamicUser=yes" in unit
    assert int(re.findall(r"TimeoutStopSec=(\d+)", unit)[0]) > 20
