"""Posting to a Slack that refuses and breaks: every failure has its one outcome, and nothing is ever sent twice."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.alerts import marks
from bot.chat.slack.client import web_client
from bot.chat.slack.post import PAGE, Poster
from bot.model import Absent, Found, Later, Refused, Scope, Sent, Sought, Unreadable, Unsure
from tests.chat.slack.build import SENTENCE, alert, delivery, line
from tests.fakes.slack import BOT_TOKEN, SCOPES, FakeSlack, Fault, TokenState

SINCE = datetime.now(UTC)


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as fake:
        fake.channel("C1")
        yield fake


@pytest.fixture
def poster(slack: FakeSlack) -> Poster:
    client = web_client(BOT_TOKEN, slack.url)
    client.timeout = 1  # the fake's slow faults take longer
    return Poster(client)


def test_a_post_stands_in_the_channel_with_its_key_and_without_previews(slack: FakeSlack, poster: Poster) -> None:
    sent = poster.post(delivery("k1"), alert())
    (message,) = slack.messages("C1")
    assert sent == Sent(message.ts)
    assert SENTENCE in message.text
    assert message.metadata == {
        "event_type": "orgwatch_alert",
        "event_payload": {"key": "k1", "marks": " ".join(marks(alert(), False))},
    }
    assert message.arguments["unfurl_links"] is False
    assert message.arguments["unfurl_media"] is False


def test_an_edit_changes_the_message_and_keeps_its_key(slack: FakeSlack, poster: Poster) -> None:
    first = poster.post(delivery("k1"), alert())
    assert isinstance(first, Sent)
    assert poster.edit(delivery("k2"), alert("Loredana Crisan stays at Meta"), first.timestamp) == first
    (message,) = slack.messages("C1")
    assert "stays at Meta" in message.text
    assert poster.find(Sought("C1", "k1"), SINCE, None) == Found(first.timestamp)


def test_a_reply_stands_in_the_thread_and_is_found_there(slack: FakeSlack, poster: Poster) -> None:
    root = poster.post(delivery("k1"), alert())
    assert isinstance(root, Sent)
    sent = poster.reply(delivery("k2", part=1), alert(reply="Now confirmed by Figma"), root.timestamp)
    assert isinstance(sent, Sent)
    assert slack.messages("C1")[1].thread_ts == root.timestamp
    assert slack.texts("C1")[1] == "Now confirmed by Figma"
    assert poster.find(Sought("C1", "k2"), SINCE, root.timestamp) == Found(sent.timestamp)
    assert poster.find(Sought("C1", "k2"), SINCE, None) == Absent()


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")  # slack_sdk leaves a half-read answer's socket to gc
@pytest.mark.parametrize(
    ("fault", "stands"),
    [
        (Fault.DROP_REPLY, True),
        (Fault.HALF_BODY, True),
        (Fault.ERROR_AFTER, True),
        (Fault.FATAL_ERROR, True),
        (Fault.SLOW, True),
        (Fault.ERROR_BEFORE, False),
        (Fault.INTERNAL_ERROR, False),
        (Fault.HTML, False),
        (Fault.HANG, False),
    ],
)
def test_where_the_fate_is_unknown_it_is_unsure_and_the_look_up_knows(
    slack: FakeSlack, poster: Poster, fault: Fault, stands: bool
) -> None:
    poster.client.timeout = 1
    slack.break_next("chat.postMessage", fault, seconds=1.3)
    assert isinstance(poster.post(delivery("k1"), alert()), Unsure)
    assert len(slack.calls("chat.postMessage")) == 1
    found = poster.find(Sought("C1", "k1"), SINCE, None)
    assert isinstance(found, Found) if stands else found == Absent()
    gc.collect()


def test_a_late_acceptance_is_found_once_it_is_there(slack: FakeSlack, poster: Poster) -> None:
    slack.break_next("chat.postMessage", Fault.LATE, seconds=1.4)
    assert isinstance(poster.post(delivery("k1"), alert()), Unsure)
    assert poster.find(Sought("C1", "k1"), SINCE, None) == Absent()
    assert slack.wait_for(lambda: len(slack.messages("C1")) == 1)
    assert isinstance(poster.find(Sought("C1", "k1"), SINCE, None), Found)


def test_a_message_that_history_shows_late_is_absent_until_then(slack: FakeSlack, poster: Poster) -> None:
    slack.show_late(5)
    poster.post(delivery("k1"), alert())
    assert poster.find(Sought("C1", "k1"), SINCE, None) == Absent()
    slack.advance(6)
    assert isinstance(poster.find(Sought("C1", "k1"), SINCE, None), Found)


def test_too_many_requests_wait_as_long_as_slack_says(slack: FakeSlack, poster: Poster) -> None:
    slack.break_next("chat.postMessage", Fault.RATE_LIMITED, seconds=17)
    assert poster.post(delivery(), alert()) == Later(17)
    slack.break_next("conversations.history", Fault.RATE_LIMITED, seconds=9)
    assert poster.find(Sought("C1", "k1"), SINCE, None) == Later(9)


def test_a_burst_into_one_channel_is_slowed_down_by_the_fake_itself(slack: FakeSlack, poster: Poster) -> None:
    results = [poster.post(delivery(f"k{number}"), alert()) for number in range(5)]
    assert [type(result) for result in results] == [Sent, Sent, Sent, Later, Later]


def test_a_slack_that_cannot_be_reached_took_nothing(slack: FakeSlack, poster: Poster) -> None:
    slack.down()
    assert isinstance(poster.post(delivery(), alert()), Later)
    slack.up()
    assert isinstance(poster.post(delivery(), alert()), Sent)


def test_channels_that_are_closed_to_us_are_refused_as_channels(slack: FakeSlack, poster: Poster) -> None:
    slack.channel("C2", member=False)
    slack.channel("C3", archived=True)
    slack.channel("G4", kind="group", member=False)
    reasons = {channel: poster.post(delivery(channel=channel), alert()) for channel in ("C2", "C3", "G4", "C5")}
    assert reasons == {
        "C2": Refused("not_in_channel", Scope.CHANNEL),
        "C3": Refused("is_archived", Scope.CHANNEL),
        "G4": Refused("channel_not_found", Scope.CHANNEL),
        "C5": Refused("channel_not_found", Scope.CHANNEL),
    }
    assert poster.find(Sought("C2", "k1"), SINCE, None) == Refused("not_in_channel", Scope.CHANNEL)


def test_a_token_that_is_worth_nothing_is_refused_as_token(slack: FakeSlack, poster: Poster) -> None:
    slack.token(TokenState.REVOKED)
    assert poster.post(delivery(), alert()) == Refused("token_revoked", Scope.TOKEN)
    slack.token(TokenState.INACTIVE)
    assert poster.post(delivery(), alert()) == Refused("account_inactive", Scope.TOKEN)
    slack.token(scopes=SCOPES - {"chat:write"})
    assert poster.post(delivery(), alert()) == Refused("missing_scope: the app needs the scope chat:write", Scope.TOKEN)
    stranger = Poster(web_client("xoxb-stranger", slack.url))
    assert stranger.post(delivery(), alert()) == Refused("invalid_auth", Scope.TOKEN)


def test_without_the_history_scope_a_channel_is_unreadable(slack: FakeSlack, poster: Poster) -> None:
    slack.token(scopes=SCOPES - {"channels:history"})
    assert poster.find(Sought("C1", "k1"), SINCE, None) == Unreadable(
        "missing_scope: the app needs the scope channels:history"
    )


def test_an_edit_of_a_message_that_is_gone_is_the_messages_own_fault(slack: FakeSlack, poster: Poster) -> None:
    assert poster.edit(delivery(), alert(), "1.000001") == Refused("message_not_found", Scope.MESSAGE)


def test_a_message_of_a_human_is_not_ours_to_edit(slack: FakeSlack, poster: Poster) -> None:
    theirs = slack.say("C1", "hello")
    assert poster.edit(delivery(), alert(), theirs.ts) == Refused("cant_update_message", Scope.MESSAGE)


def test_an_error_nobody_knows_is_permanent(slack: FakeSlack, poster: Poster) -> None:
    slack.refuse_next("chat.postMessage", "a_brand_new_error")
    assert poster.post(delivery(), alert()) == Refused("a_brand_new_error", Scope.MESSAGE)


def test_a_channel_where_we_may_not_write_is_refused_as_a_channel(slack: FakeSlack, poster: Poster) -> None:
    slack.refuse_next("chat.postMessage", "restricted_action_read_only_channel")
    assert poster.post(delivery(), alert()) == Refused("restricted_action_read_only_channel", Scope.CHANNEL)


def test_an_api_that_is_not_slacks_leaves_us_unsure(slack: FakeSlack, poster: Poster) -> None:
    poster.client.base_url = slack.url.replace("/api/", "/elsewhere/")
    assert isinstance(poster.post(delivery(), alert()), Unsure)


def test_blocks_that_slack_refuses_are_sent_once_more_as_plain_text(
    slack: FakeSlack, poster: Poster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.chat.slack.blocks.MAX_PEOPLE", 40)  # 40 buttons: more than Slack takes
    crowd = alert(lines=tuple(line(f"Person {n} joins Meta", f"Person {n}") for n in range(40)))
    monkeypatch.setattr("bot.chat.slack.post.problems", lambda text, blocks: ())  # our own look would have seen it
    sent = poster.post(delivery("k1"), crowd)
    (message,) = slack.messages("C1")
    assert sent == Sent(message.ts)
    assert SENTENCE in message.text
    assert message.blocks == []
    assert [call.error for call in slack.calls("chat.postMessage")] == ["invalid_blocks", None]
    assert poster.find(Sought("C1", "k1"), SINCE, None) == Found(message.ts)


def test_our_own_look_keeps_a_malformed_message_at_home(
    slack: FakeSlack, poster: Poster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.chat.slack.blocks.MAX_PEOPLE", 40)
    crowd = alert(lines=tuple(line(f"Person {n} joins Meta", f"Person {n}") for n in range(40)))
    assert isinstance(poster.post(delivery(), crowd), Sent)
    assert [call.error for call in slack.calls("chat.postMessage")] == [None]
    assert slack.messages("C1")[0].blocks == []


def test_the_look_up_reads_page_after_page_and_not_before_its_time(slack: FakeSlack, poster: Poster) -> None:
    slack.pace_at(None)
    poster.post(delivery("k1"), alert())
    for number in range(2 * PAGE):
        slack.say("C1", f"chatter {number}")
    assert isinstance(poster.find(Sought("C1", "k1"), SINCE, None), Found)
    assert len(slack.calls("conversations.history")) == 3
    assert poster.find(Sought("C1", "k1"), datetime.now(UTC) + timedelta(hours=1), None) == Absent()


def test_a_channel_too_busy_to_be_read_to_its_end_says_so(
    slack: FakeSlack, poster: Poster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.chat.slack.post.MAX_PAGES", 2)
    slack.pace_at(None)
    for number in range(2 * PAGE + 1):
        slack.say("C1", f"chatter {number}")
    assert isinstance(poster.find(Sought("C1", "k1"), SINCE, None), Unreadable)


def test_a_look_up_that_fails_for_a_moment_is_put_off(slack: FakeSlack, poster: Poster) -> None:
    slack.break_next("conversations.history", Fault.ERROR_BEFORE)
    assert isinstance(poster.find(Sought("C1", "k1"), SINCE, None), Later)


def test_a_thread_that_is_gone_holds_no_reply(slack: FakeSlack, poster: Poster) -> None:
    assert poster.find(Sought("C1", "k1"), SINCE, "1.000001") == Absent()


def test_a_storm_of_faults_loses_nothing_and_doubles_nothing(slack: FakeSlack, poster: Poster) -> None:
    """What deliver will do: post, look up where unsure, post again where absent. The chances are far above nature's."""
    slack.pace_at(None)
    chances = {Fault.RATE_LIMITED: 0.1, Fault.ERROR_BEFORE: 0.1, Fault.DROP_REPLY: 0.2, Fault.ERROR_AFTER: 0.1}
    slack.break_by_chance("chat.postMessage", chances, seed=4)
    for number in range(100):
        told = delivery(f"k{number}")
        result = poster.post(told, alert())
        while not isinstance(result, Sent):
            if isinstance(result, Unsure) and isinstance(poster.find(Sought("C1", told.key), SINCE, None), Found):
                break
            result = poster.post(told, alert())
    keys = [message.metadata["event_payload"]["key"] for message in slack.messages("C1") if message.metadata]
    assert sorted(keys) == sorted({f"k{number}" for number in range(100)})
