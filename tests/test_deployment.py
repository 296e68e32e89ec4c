"""What the operations page and the deployment files name is there."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from contextlib import closing
from dataclasses import fields
from pathlib import Path

from packaging.requirements import Requirement

from bot.app.figures import Figures
from bot.cli import commands
from bot.settings import Settings, SlackSettings
from bot.store import Database, facts, stories
from tests.fakes.office import Office

PROJECT = Path(__file__).parents[1]
PAGES = [PROJECT / "docs" / "operations.md", PROJECT / "docs" / "privacy.md"]


def test_each_command_that_a_page_names_is_there() -> None:
    named = {word for page in PAGES for word in re.findall(r"`orgwatch (\w+)", page.read_text("utf-8"))}
    assert named
    assert named - set(commands.commands) == set()


def test_each_dependency_says_what_it_is_for_and_is_locked() -> None:
    text = (PROJECT / "pyproject.toml").read_text("utf-8")
    lists = text[text.index("dependencies = [") : text.index("[build-system]")]
    wanted = re.findall(r'^  "([^"]+)", *(#.*)?$', lists, re.MULTILINE)
    assert len(wanted) > 20
    assert [name for name, note in wanted if len(note) < 10] == []
    pins = dict(
        re.findall(r"^([a-z0-9-]+)==([^ ;]+)", (PROJECT / "requirements-dev.txt").read_text("utf-8"), re.MULTILINE)
    )
    stale = [line for line, _ in wanted if pins.get((one := Requirement(line)).name, "0") not in one.specifier]
    assert stale == [], "make lock"


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


LITESTREAM = """#!/bin/sh
# The two words of Litestream that the script uses, with a file in place of the object store.
case "$1" in
  restore) if [ -e "$REPLICA" ]; then cp "$REPLICA" "$6"; fi ;;
  replicate) printf '%s\\n' "$@" > "$ARGUMENTS" ;;
esac
"""


def test_where_the_disk_is_thrown_away_the_start_puts_the_replica_back_and_doubts_it(tmp_path: Path) -> None:
    folder, replica, database = tmp_path / "bin", tmp_path / "replica", tmp_path / "disk" / "orgwatch.db"
    folder.mkdir()
    database.parent.mkdir()
    (folder / "litestream").write_text(LITESTREAM, "utf-8")
    (folder / "litestream").chmod(0o755)
    (folder / "python").symlink_to(sys.executable)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "ORGWATCH_"))},
        "PATH": f"{folder}:{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join(sys.path),
        "ORGWATCH_DB": str(database),
        "REPLICA": str(replica),
        "ARGUMENTS": str(tmp_path / "arguments"),
    }

    def start() -> list[str]:
        script = PROJECT / "deploy" / "start-with-replica.sh"
        subprocess.run([script, "--http"], env=environment, cwd=PROJECT, check=True, timeout=60, capture_output=True)
        return (tmp_path / "arguments").read_text("utf-8").splitlines()

    assert start()[-2:] == ["-exec", "python -m bot run --http"]
    assert not database.exists()
    with closing(Database(replica)) as made:
        Office(made).publish(1)
        made.connection().execute("pragma wal_checkpoint(truncate)")
    start()
    with closing(Database(database)) as restored:
        assert facts.moment(restored.connection(), "restored_at") is not None
        assert len(stories.undecided(restored)) == 1
    assert [file.name for file in database.parent.iterdir() if "replica" in file.name] == []


def test_the_image_and_the_unit_run_the_bot_as_nobody_and_stop_it_in_time() -> None:
    image = (PROJECT / "Dockerfile").read_text("utf-8")
    assert "USER orgwatch" in image
    assert "/livez" in image
    unit = (PROJECT / "deploy" / "orgwatch.service").read_text("utf-8")
    assert "DynamicUser=yes" in unit
    assert int(re.findall(r"TimeoutStopSec=(\d+)", unit)[0]) > 20
