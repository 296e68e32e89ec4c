"""`orgwatch check --live` says what is wrong in Slack, and nothing where all is well."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.chat.slack.check import SCOPES, problems
from bot.chat.slack.client import web_client
from bot.model import Channel
from tests.fakes.slack import BOT_TOKEN, FakeSlack, TokenState


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as fake:
        yield fake


def _problems(slack: FakeSlack, *ids: str) -> tuple[str, ...]:
    return problems(web_client(BOT_TOKEN, slack.url), [Channel(id, "ai-moves") for id in ids])


def test_all_is_well(slack: FakeSlack) -> None:
    slack.channel("C1")
    slack.channel("G1", kind="group")
    assert _problems(slack, "C1", "G1", "") == ()
    assert slack.messages("C1") == []


def test_a_channel_that_cannot_be_told_comes_with_what_to_do(slack: FakeSlack) -> None:
    slack.channel("C1", member=False)
    found = _problems(slack, "C1", "C404")
    assert found[0] == "Slack: #ai-moves (C1): not_in_channel; type there: /invite @OrgWatch"
    assert found[1].startswith("Slack: #ai-moves (C404): channel_not_found; check its id in channels.toml")


def test_each_missing_scope_is_named(slack: FakeSlack) -> None:
    slack.token(scopes=SCOPES - {"users:read", "files:write"})
    assert [line.split("scope ")[1].split(";")[0] for line in _problems(slack)] == ["files:write", "users:read"]


def test_a_token_that_is_worth_nothing_and_a_slack_that_is_away(slack: FakeSlack) -> None:
    slack.token(TokenState.REVOKED)
    (line,) = _problems(slack, "C1")
    assert "token_revoked" in line
    assert BOT_TOKEN not in line
    slack.down()
    assert "no answer" in _problems(slack, "C1")[0]
