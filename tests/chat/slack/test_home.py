"""The app's Home: what is tracked, whose settings are how, what moved last, how the feeds are; all changed by forms."""

from __future__ import annotations

import json

import pytest

from bot import curate
from bot.curate import OPERATOR, Desk
from bot.model import Digest, Feed
from bot.rules import Choices
from tests.chat.slack import look
from tests.chat.slack.test_forms import admin
from tests.chat.slack.workspace import House, running
from tests.fakes.slack import FakeSlack
from tests.fakes.slack.senders import Json

__all__ = ["admin"]


def home(slack: FakeSlack, user: str = "U-ADMIN") -> Json:
    slack.home_opened(user)
    assert slack.wait_for(lambda: user in slack.world.homes)
    return slack.world.homes[user]


def changed(slack: FakeSlack, before: Json, user: str = "U-ADMIN") -> str:
    assert slack.wait_for(lambda: slack.world.homes[user]["hash"] != before["hash"])
    return look.visible(slack.world.homes[user]["blocks"])


def test_home_shows_everything_that_concerns_this_workspace(slack: FakeSlack) -> None:
    seen = look.visible(home(slack)["blocks"])
    for part in (
        "Tracked here: 2", "Meta, OpenAI", "For you", "You may change everything.", "A channel's settings",
        "Meta (set in channels.toml)", "Time zone: UTC", "Loredana Crisan leaves Meta for Figma",
        "3 feeds, 1 of them failing", "Sample Post: answers 404", "Look back 7 days",
    ):  # fmt: skip
        assert part in seen, part
    assert "First steps" not in seen


def test_home_speaks_the_language_of_the_workspace(slack: FakeSlack, house: House) -> None:
    house.usual = "de"
    seen = look.visible(home(slack)["blocks"])
    for part in (
        "Beobachtet: 2",
        "Persönlich",
        "Einstellungen eines Kanals",
        "Die letzten Wechsel",
        "7 Tage zurückblicken",
    ):
        assert part in seen
    assert "Loredana Crisan wechselt von Meta zu Figma" in seen


@pytest.mark.parametrize("transport", ["socket", "http"])
def test_a_new_workspace_sees_its_first_steps(house: House, transport: str) -> None:
    nothing = Choices(companies=house.desk.files.companies)
    house.desk = Desk(house.desk.database, nothing, house.desk.rights)
    with FakeSlack() as slack, running(slack, house, transport):
        seen = look.visible(home(slack, "U1")["blocks"])
        for part in ("First steps", "/invite @orgwatch", "/orgwatch subscribe"):
            assert part in seen


def test_a_channel_without_the_bot_is_shown_with_the_line_that_lets_it_in(slack: FakeSlack) -> None:
    before = home(slack)
    assert "/invite" not in look.visible(before["blocks"])
    slack.channel("G-PRIVATE", kind="group", member=False)
    slack.press_in(before, "home_channel", user="U-ADMIN", chosen="G-PRIVATE")
    assert "I am not in this channel and can tell it nothing. Type there: /invite @orgwatch" in changed(slack, before)


def test_looking_back_shows_seven_days_to_who_asks_only(slack: FakeSlack) -> None:
    slack.press_in(home(slack), "home_look_back", user="U-ADMIN")
    seen = look.visible(slack.modal("Look back 7 days")["blocks"])
    assert "Moves of the last 7 days: 1" in seen
    assert "Loredana Crisan leaves Meta for Figma" in seen
    assert slack.messages("C1") == slack.messages("C-FILE") == []


@pytest.mark.parametrize("whose", ["home", "own"])
def test_how_somebody_is_told_is_set_by_a_form(slack: FakeSlack, house: House, whose: str) -> None:
    slack.press_in(home(slack), "home_channel", user="U-ADMIN", chosen="C1")
    assert slack.wait_for(lambda: json.loads(slack.world.homes["U-ADMIN"]["private_metadata"])["channel"] == "C1")
    before = slack.world.homes["U-ADMIN"]
    slack.press_in(before, f"{whose}_rhythm", user="U-ADMIN")
    slack.submit(slack.modal(), {"zone": "europe/berlin", "digest": "weekly mon 8", "language": "de"}, user="U-ADMIN")
    seen = changed(slack, before)
    assert "Time zone: Europe/Berlin" in seen
    channel = {"home": "C1", "own": "DU-ADMIN"}[whose]
    (found,) = [one for one in curate.effective(house.desk).channels if one.id == channel]
    assert (found.digest, found.zone, found.language) == (Digest(8, 0), "Europe/Berlin", "de")
    assert slack.messages("C1") == []


def test_what_was_set_in_slack_is_taken_away_at_home_and_what_a_file_sets_is_not(
    slack: FakeSlack, house: House
) -> None:
    for words in ("track Mistral AI", "subscribe Mistral AI", "mute OpenAI 7d"):
        slack.command("/orgwatch", words, user="U-ADMIN", channel="C-FILE").wait()
    curate.add_feeds(house.desk, OPERATOR, house.answers().now(), [Feed("https://one.example/feed", "Sample Found")])
    before = home(slack)
    slack.press_in(before, "home_remove", user="U-ADMIN")
    form = slack.modal("Remove")
    offered = look.visible(form["blocks"])
    assert "Mistral AI" in offered and "OpenAI is muted" in offered and "set in" not in offered
    slack.submit(
        form,
        {"subscriptions": ["1"], "mutes": ["1"], "tracked": ["Mistral AI"], "feeds": ["https://one.example/feed"]},
        user="U-ADMIN",
    )
    assert "Tracked here: 2" in changed(slack, before)
    left = curate.effective(house.desk)
    assert [(one.channel, one.number) for one in left.choices.subscriptions] == [("C-FILE", 0)]
    assert curate.mutes(house.desk, "C-FILE", house.answers().now()) == ()
    assert curate.added_feeds(house.desk) == ()
    slack.press_in(slack.world.homes["U-ADMIN"], "home_remove", user="U-ADMIN")
    assert slack.wait_for(lambda: "Nothing here was set in a chat" in look.visible(slack.modal("Remove")["blocks"]))


def test_somebody_can_be_told_directly(slack: FakeSlack, house: House) -> None:
    before = home(slack)
    slack.press_in(before, "own_subscribe", user="U-ADMIN")
    slack.submit(slack.modal(), {"companies": ["OpenAI"]}, user="U-ADMIN")
    assert "1: OpenAI" in changed(slack, before)
    assert [one.channel for one in curate.effective(house.desk).choices.subscriptions if one.number] == ["DU-ADMIN"]
