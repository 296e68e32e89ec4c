"""The picture of who came and went: private with a private answer, for all only when it is shared."""

from __future__ import annotations

import pytest

from bot.chat.slack import desk
from tests.chat.slack.workspace import House
from tests.fakes.slack import FakeSlack, Fault
from tests.fakes.slack.blocks import slack_files


def test_a_private_answer_shows_the_picture_and_shares_it_with_nobody(slack: FakeSlack) -> None:
    answer = slack.command("/moves", "Meta").message
    (file,) = slack_files(answer["blocks"])
    assert slack.world.files[file]["content"].startswith(b"\x89PNG")
    assert slack.world.files[file]["shares"] == []
    assert answer["response_type"] == "ephemeral"
    assert slack.messages("C1") == []
    (image,) = [block for block in answer["blocks"] if block["type"] == "image"]
    assert image["alt_text"] == "Meta: Where people came from and went to"


def test_share_shows_the_picture_to_the_channel(slack: FakeSlack) -> None:
    shared = slack.press(slack.command("/moves", "Meta").message, "share").wait(2).messages[0]
    assert shared["response_type"] == "in_channel"
    assert len(list(slack_files(shared["blocks"]))) == 1


def test_moves_asked_in_public_come_with_the_picture_in_the_thread(slack: FakeSlack) -> None:
    slack.mention("C1", "moves at Meta?")
    assert slack.wait_for(lambda: len(slack.messages("C1")) == 1)
    (answer,) = slack.messages("C1")
    assert len(list(slack_files(answer.blocks))) == 1
    assert answer.thread_ts is not None


def test_the_picture_speaks_german_in_a_german_channel(slack: FakeSlack) -> None:
    slack.channel("C-GERMAN")
    answer = slack.command("/moves", "Meta", channel="C-GERMAN").message
    (image,) = [block for block in answer["blocks"] if block["type"] == "image"]
    assert image["alt_text"] == "Meta: Woher Leute kamen und wohin sie gingen"


def test_a_picture_that_slack_still_looks_at_is_waited_for(slack: FakeSlack) -> None:
    slack.show_files_late(0.5)
    assert len(list(slack_files(slack.command("/moves", "Meta").message["blocks"]))) == 1


def test_a_picture_that_slack_never_shows_is_left_out(slack: FakeSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "PICTURE_SECONDS", 0.01)
    slack.show_files_late(3600)
    answer = slack.command("/moves", "Meta").message
    assert list(slack_files(answer["blocks"])) == []
    assert "Came" in str(answer["blocks"])


def test_an_answer_comes_without_the_picture_where_files_are_refused(slack: FakeSlack, house: House) -> None:
    slack.break_next("files.completeUploadExternal", Fault.INTERNAL_ERROR)
    assert list(slack_files(slack.command("/moves", "Meta").message["blocks"])) == []
    assert house.asked == ["moves Meta"]
