"""The app's manifest asks for what the code uses: no scope, command or event more, none less."""

from __future__ import annotations

import re
from pathlib import Path

from bot.chat.slack import listen
from bot.chat.slack.check import SCOPES
from tests.fakes.slack import FakeSlack

ROOT = Path(__file__).parents[3]
MANIFEST = (ROOT / "config" / "slack-manifest.yaml").read_text("utf-8")
CODE = "\n".join(file.read_text("utf-8") for file in (ROOT / "bot" / "chat" / "slack").glob("*.py"))

OF_EVENTS = {
    "app_mention": {"app_mentions:read"},
    "message.im": {"im:history"},
    "app_home_opened": set[str](),
    "member_joined_channel": {"channels:read", "groups:read"},
}
"""Scopes that events need (docs.slack.dev/reference/events)."""


def _items(key: str) -> set[str]:
    """The items of the list under `key`, comments left out."""
    block = re.search(rf"^( +){key}:\n((?:\1  - .*\n)+)", MANIFEST, re.MULTILINE)
    assert block, key
    return {line.strip().removeprefix("- ").partition(" #")[0].strip() for line in block[2].splitlines()}


def _methods_in_the_code() -> set[str]:
    """The Web API's methods that are called, under Slack's own names."""
    methods = FakeSlack().api.methods
    names = {name.replace(".", "_"): name for name in methods} | {"files_upload_v2": "files.completeUploadExternal"}
    return {names[word] for word in set(re.findall(r"\.([a-z]+_[A-Za-z0-9_]+)\(", CODE)) & names.keys()}


def test_the_scopes_are_those_that_the_code_needs() -> None:
    methods = FakeSlack().api.methods
    used = _methods_in_the_code()
    assert {"chat.postMessage", "conversations.history", "users.info", "files.completeUploadExternal"} <= used
    needed = {scope for name in used for scope in methods[name].scopes.values()} | {"commands"}
    for event in _items("bot_events"):
        needed |= OF_EVENTS[event]
    needed -= {"im:read"}  # conversations.info is asked for the names of channels, never of a direct conversation
    assert _items("bot") == needed == SCOPES


def test_the_readme_says_of_each_scope_why() -> None:
    rows = re.findall(r"^\| (`[^|]*`) \| [^|]{20,} \|$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    named = [scope for row in rows for scope in re.findall(r"`([a-z_]+:[a-z]+|commands)`", row)]
    assert sorted(named) == sorted(_items("bot"))


def test_commands_and_shortcuts_are_those_that_are_answered() -> None:
    assert set(re.findall(r"- command: (\S+)", MANIFEST)) == set(listen.COMMANDS)
    assert set(re.findall(r"callback_id: (\S+)", MANIFEST)) == set(re.findall(r'app\.shortcut\("(\w+)"\)', CODE))


def test_events_are_those_that_are_answered() -> None:
    answered = set(re.findall(r'app\.event\("(\w+)"\)', CODE))
    assert {event.partition(".")[0] for event in _items("bot_events")} == answered


def test_socket_mode_and_buttons_are_on() -> None:
    assert "socket_mode_enabled: true" in MANIFEST
    assert "interactivity:\n    is_enabled: true" in MANIFEST
