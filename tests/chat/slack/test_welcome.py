"""The first words: private, once, to who invited the bot or opened its Home before anybody else."""

from __future__ import annotations

from tests.chat.slack import look
from tests.chat.slack.workspace import House
from tests.fakes.slack import FakeSlack


def test_whoever_opens_home_first_is_greeted_once_and_privately(slack: FakeSlack) -> None:
    slack.user("U2", "Second")
    slack.home_opened("U1")
    assert slack.wait_for(lambda: len(slack.messages("DU1")) == 1)
    slack.home_opened("U1")
    slack.home_opened("U2")
    assert slack.wait_for(lambda: "U2" in slack.world.homes)
    slack.command("/orgwatch", "status").wait()
    assert len(slack.messages("DU1")) == 1
    assert slack.messages("DU2") == slack.messages("C1") == []
    seen = look.visible(slack.messages("DU1")[0].blocks)
    for part in ("/invite @orgwatch", "/orgwatch subscribe", "/whois NAME"):
        assert part in seen


def test_whoever_invites_the_bot_is_greeted_and_the_channel_is_not(slack: FakeSlack, house: House) -> None:
    slack.user("U3", "Inviter")
    slack.invite_bot("C-GERMAN", "U3")
    assert slack.wait_for(lambda: len(slack.messages("DU3")) == 1)
    assert "Drei Schritte" in slack.texts("DU3")[0]
    slack.invite_bot("C1", "U3")
    slack.command("/orgwatch", "status").wait()
    assert len(slack.messages("DU3")) == 1
    assert slack.messages("C1") == slack.messages("C-GERMAN") == []


def test_a_human_who_joins_is_not_greeted(slack: FakeSlack) -> None:
    event = {"type": "member_joined_channel", "user": "U1", "channel": "C1", "inviter": "U1", "event_ts": "9.1"}
    assert [ack.status for ack in slack.event(event)] == [200]
    slack.command("/orgwatch", "status").wait()
    assert slack.messages("DU1") == []


def test_a_link_in_a_direct_message_is_read(slack: FakeSlack, house: House) -> None:
    slack.direct_message("U1", "have a look: <https://news.example/crisan?a=1&amp;b=2|crisan joins…>")
    assert slack.wait_for(lambda: len(slack.messages("DU1")) == 1)
    assert "rule joins" in look.visible(slack.messages("DU1")[0].blocks)
    assert house.asked == ["read https://news.example/crisan?a=1&b=2"]


def test_a_link_with_a_mention_is_read_in_its_thread(slack: FakeSlack, house: House) -> None:
    slack.mention("C1", "<https://news.example/crisan>")
    assert slack.wait_for(lambda: len(slack.messages("C1")) == 1)
    assert slack.messages("C1")[0].thread_ts is not None
    assert house.asked == ["read https://news.example/crisan"]


def test_a_link_that_cannot_be_read_says_why(slack: FakeSlack) -> None:
    slack.direct_message("U1", "<https://news.example/gone>")
    assert slack.wait_for(lambda: len(slack.messages("DU1")) == 1)
    assert slack.texts("DU1") == ["https://news.example/gone: answers 404"]


def test_why_with_a_link_asks_why(slack: FakeSlack, house: House) -> None:
    slack.direct_message("U1", "why 7")
    assert slack.wait_for(lambda: len(slack.messages("DU1")) == 1)
    assert house.asked == ["why 7"]
