"""How the bot runs follows from the variables and the flags; what is missing is named."""

from pathlib import Path

import pytest

from bot.errors import ModeError
from bot.model import Channel, Company, Feed
from bot.settings import Mode, Settings, SlackSettings, mode, problems

BOT, APP, SIGNING = "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"


def settings(*variables: str, api_url: str = "https://slack.com/api/", channel_id: str = "") -> Settings:
    return Settings(
        config=Path("config"),
        database=Path("var/orgwatch.db"),
        companies=(Company("Meta"),),
        feeds=(Feed("https://a.example/feed", "Sample A"),),
        channels=(Channel(id=channel_id, name="ai-moves"),),
        slack=SlackSettings(
            bot_token="xoxb-1" if BOT in variables else None,
            app_token="xapp-1" if APP in variables else None,
            signing_secret="s" if SIGNING in variables else None,
            api_url=api_url,
        ),
        port=3000,
        allow_private_addresses=False,
        contact="",
        tell_days=3,
        retention_days=365,
    )


@pytest.mark.parametrize(
    ("variables", "socket", "http", "expected"),
    [
        ((), False, False, Mode.LOCAL),
        ((BOT, APP), False, False, Mode.SOCKET),
        ((BOT, APP, SIGNING), False, False, Mode.SOCKET),
        ((BOT, SIGNING), False, False, Mode.HTTP),
        ((BOT, APP), True, False, Mode.SOCKET),
        ((BOT, APP, SIGNING), False, True, Mode.HTTP),
    ],
)
def test_the_mode_follows_the_flag_then_the_variables(
    variables: tuple[str, ...], socket: bool, http: bool, expected: Mode
) -> None:
    assert mode(settings(*variables), socket=socket, http=http) is expected


@pytest.mark.parametrize(
    ("variables", "socket", "http", "missing"),
    [
        ((BOT,), False, False, [APP, SIGNING]),
        ((APP,), False, False, [BOT]),
        ((SIGNING,), False, False, [BOT]),
        ((APP, SIGNING), False, False, [BOT]),
        ((), True, False, [f"missing: {BOT}, {APP}"]),
        ((BOT,), True, False, [f"missing: {APP}"]),
        ((BOT, SIGNING), True, False, [f"missing: {APP}"]),
        ((BOT, APP), False, True, [f"missing: {SIGNING}"]),
        ((BOT, APP, SIGNING), True, True, ["exclude each other"]),
    ],
)
def test_what_is_missing_is_named(variables: tuple[str, ...], socket: bool, http: bool, missing: list[str]) -> None:
    with pytest.raises(ModeError) as caught:
        mode(settings(*variables), socket=socket, http=http)
    assert all(word in str(caught.value) for word in missing)


def test_another_api_address_alone_is_a_part_of_a_mode() -> None:
    with pytest.raises(ModeError, match=f"{BOT} is missing"):
        mode(settings(api_url="http://localhost:1/api/"))


def test_a_channel_without_an_id_is_a_problem_in_slack_only() -> None:
    assert problems(settings(), Mode.LOCAL) == ()
    assert problems(settings(channel_id="C0123456789"), Mode.SOCKET) == ()
    (line,) = problems(settings(), Mode.SOCKET)
    assert line.startswith('config/channels.toml: channel "ai-moves", id: is not set; in Slack open the channel')
    assert "/invite @OrgWatch" in line


def test_having_nothing_to_read_or_to_tell_is_a_problem() -> None:
    empty = Settings(
        config=Path("config"),
        database=Path("var/orgwatch.db"),
        companies=(Company("Meta", tracked=False),),
        feeds=(),
        channels=(),
        slack=SlackSettings(),
        port=3000,
        allow_private_addresses=False,
        contact="",
        tell_days=3,
        retention_days=365,
    )
    assert [line.split(":")[0] for line in problems(empty, Mode.LOCAL)] == [
        "config/feeds.toml",
        "config/companies.toml",
        "config/channels.toml",
    ]
