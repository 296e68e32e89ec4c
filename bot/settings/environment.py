"""The environment and `.env`: in come variables, out come checked values; problems are added to `found`.

`.env` is plain KEY=VALUE, a line each; what the environment itself sets wins. An empty value counts as not set.
A secret must never stand in a problem.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.settings.wording import bad_address, instead

SLACK_API_URL = "https://slack.com/api/"
VARIABLES = (
    "ORGWATCH_CONFIG",
    "ORGWATCH_DB",
    "ORGWATCH_ALLOW_PRIVATE_ADDRESSES",
    "PORT",
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_API_URL",
)


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """Slack's own variables; None where one is not set. `api_url` ends in /api/ and is Slack's own unless set."""

    bot_token: str | None = field(default=None, repr=False)
    app_token: str | None = field(default=None, repr=False)
    signing_secret: str | None = field(default=None, repr=False)
    api_url: str = SLACK_API_URL


def variables(environ: Mapping[str, str], env_file: Path, found: list[str]) -> dict[str, str]:
    """The variables that are set to something: those of the file, and over them those of the environment."""
    both = {**_from_file(env_file, found), **environ}
    for key in environ:
        if key.startswith("ORGWATCH_") and key not in VARIABLES:
            found.append(f"environment: {key}: is no variable of OrgWatch; {instead(key, VARIABLES)}")
    return {key: both[key].strip() for key in VARIABLES if both.get(key, "").strip()}


def _from_file(file: Path, found: list[str]) -> dict[str, str]:
    if not file.exists():
        return {}
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        found.append(f"{file}: cannot be read ({error}); make it a readable text file in UTF-8, or remove it")
        return {}
    values = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = re.fullmatch(r"""\s*(\w+)\s*=\s*(["']?)(.*?)\2\s*""", line)
        if match is None:
            found.append(f"{file}: line {number}: is no KEY=VALUE; write one variable a line, or put # before it")
            continue
        key, value = match[1], match[3]
        if key.startswith(("ORGWATCH_", "SLACK_")) and key not in VARIABLES:
            found.append(f"{file}: line {number}, {key}: is no variable of OrgWatch; {instead(key, VARIABLES)}")
        values[key] = value
    return values


def slack(variables: Mapping[str, str], found: list[str]) -> SlackSettings:
    """Slack's variables; a token in the wrong place is found by how it begins."""
    for key, prefix, others, place in (
        ("SLACK_BOT_TOKEN", "xoxb-", ("xapp-", "xoxp-"), "OAuth & Permissions"),
        ("SLACK_APP_TOKEN", "xapp-", ("xoxb-", "xoxp-"), "Basic Information, App-Level Tokens"),
    ):
        token = variables.get(key, "")
        if token.startswith(others):
            found.append(
                f"environment: {key}: holds a token of another kind ({token[:5]}…); "
                f"copy the one that begins with {prefix} from {place} in the app's settings"
            )
    api_url = variables.get("SLACK_API_URL", SLACK_API_URL)
    reason = bad_address(api_url) or (None if api_url.endswith("/api/") else f'"{api_url}" does not end in /api/')
    if reason:
        found.append(f"environment: SLACK_API_URL: {reason}; write Slack's base address, as {SLACK_API_URL}")
    return SlackSettings(
        bot_token=variables.get("SLACK_BOT_TOKEN"),
        app_token=variables.get("SLACK_APP_TOKEN"),
        signing_secret=variables.get("SLACK_SIGNING_SECRET"),
        api_url=api_url,
    )


def port(variables: Mapping[str, str], found: list[str]) -> int:
    """The port to listen on; 3000 unless set."""
    word = variables.get("PORT", "3000")
    if not (word.isascii() and word.isdigit() and 1 <= int(word) <= 65535):
        found.append(f'environment: PORT: "{word}" is no port; write a whole number from 1 to 65535')
        return 3000
    return int(word)


def yes_or_no(variables: Mapping[str, str], key: str, found: list[str]) -> bool:
    """1 is yes; 0, or not set, is no."""
    word = variables.get(key, "0")
    if word not in ("0", "1"):
        found.append(f'environment: {key}: "{word}" is neither 0 nor 1; write 1 for yes, or leave it out')
    return word == "1"
