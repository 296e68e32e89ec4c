"""The fake Slack refuses what Slack refuses, and gives back what it was given."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any
from urllib.request import Request, urlopen

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.fakes.slack import APP_TOKEN, BOT_TOKEN, SCOPES, FakeSlack, Fault, TokenState
from tests.fakes.slack.__main__ import orders
from tests.fakes.slack.blocks import complaints, total_text
from tests.fakes.slack.senders import Payloads

Json = dict[str, Any]


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as fake:
        fake.channel("C1")
        yield fake


@pytest.fixture
def client(slack: FakeSlack) -> WebClient:
    return WebClient(BOT_TOKEN, slack.url, retry_handlers=[])


def refusal(call: Callable[..., object], *arguments: Any, **named: Any) -> str:
    with pytest.raises(SlackApiError) as refused:
        call(*arguments, **named)
    return str(refused.value.response["error"])


def _text(text: str, kind: str = "plain_text") -> Json:
    return {"type": kind, "text": text}


def _button(**changes: Any) -> Json:
    return {"type": "button", "action_id": "a", "text": _text("Go"), "value": "v"} | changes


def _options(count: int, **changes: Any) -> list[Json]:
    return [{"text": _text("x"), "value": "v"} | changes for _ in range(count)]


def _actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def _rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


SECTION = {"type": "section", "text": _text("hello", "mrkdwn")}
TAKEN: dict[str, list[Json]] = {
    "section": [SECTION],
    "longest section": [{"type": "section", "text": _text("x" * 3000)}],
    "longest header": [{"type": "header", "text": _text("x" * 150)}],
    "fields": [{"type": "section", "fields": [_text("x" * 2000)] * 5}],
    "context": [{"type": "context", "elements": [_text("x", "mrkdwn")] * 10}],
    "actions": [_actions(*(_button(action_id=str(n)) for n in range(25)))],
    "overflow": [_actions({"type": "overflow", "action_id": "o", "options": _options(5)})],
    "select": [_actions({"type": "static_select", "action_id": "s", "options": _options(100)})],
    "fifty blocks": [SECTION] * 50,
    "rich text": [
        _rich({"type": "text", "text": "a", "style": {"bold": True}}, {"type": "link", "url": "https://a.example"})
    ],
    "date": [_rich({"type": "date", "timestamp": 1, "format": "{ago}", "fallback": "then"})],
    "image": [{"type": "image", "image_url": "https://a.example/x.png", "alt_text": "x"}],
    "divider": [{"type": "divider"}],
}
REFUSED: dict[str, list[Json]] = {
    "no type": [{}],
    "unknown block": [{"type": "carousel_of_doom"}],
    "unknown key": [SECTION | {"colour": "red"}],
    "fifty-one blocks": [SECTION] * 51,
    "section without anything": [{"type": "section"}],
    "section of 3001": [{"type": "section", "text": _text("x" * 3001)}],
    "empty section": [{"type": "section", "text": _text("")}],
    "text as a string": [{"type": "section", "text": "hello"}],
    "unknown text type": [{"type": "section", "text": _text("x", "html")}],
    "eleven fields": [{"type": "section", "fields": [_text("x")] * 11}],
    "field of 2001": [{"type": "section", "fields": [_text("x" * 2001)]}],
    "header of 151": [{"type": "header", "text": _text("x" * 151)}],
    "header in markup": [{"type": "header", "text": _text("x", "mrkdwn")}],
    "empty context": [{"type": "context", "elements": []}],
    "eleven in context": [{"type": "context", "elements": [_text("x")] * 11}],
    "empty actions": [_actions()],
    "twenty-six actions": [_actions(*(_button(action_id=str(n)) for n in range(26)))],
    "same action_id": [_actions(_button(), _button())],
    "same block_id": [SECTION | {"block_id": "b"}, SECTION | {"block_id": "b"}],
    "block_id of 256": [SECTION | {"block_id": "b" * 256}],
    "button of 76": [_actions(_button(text=_text("x" * 76)))],
    "button in markup": [_actions(_button(text=_text("x", "mrkdwn")))],
    "value of 2001": [_actions(_button(value="x" * 2001))],
    "url of 3001": [_actions(_button(url="x" * 3001))],
    "action_id of 256": [_actions(_button(action_id="x" * 256))],
    "bad style": [_actions(_button(style="cheerful"))],
    "confirm text of 301": [_actions(_button(confirm={"text": _text("x" * 301)}))],
    "overflow of six": [_actions({"type": "overflow", "action_id": "o", "options": _options(6)})],
    "empty overflow": [_actions({"type": "overflow", "action_id": "o", "options": []})],
    "empty select": [_actions({"type": "static_select", "action_id": "s", "options": []})],
    "select of 101": [_actions({"type": "static_select", "action_id": "s", "options": _options(101)})],
    "option text of 76": [
        _actions({"type": "overflow", "action_id": "o", "options": _options(1, text=_text("x" * 76))})
    ],
    "option value of 151": [_actions({"type": "overflow", "action_id": "o", "options": _options(1, value="x" * 151)})],
    "option without value": [_actions({"type": "overflow", "action_id": "o", "options": _options(1, value="")})],
    "placeholder of 151": [
        _actions({"type": "static_select", "action_id": "s", "options": _options(1), "placeholder": _text("x" * 151)})
    ],
    "checkboxes of eleven": [_actions({"type": "checkboxes", "action_id": "c", "options": _options(11)})],
    "image without alt": [{"type": "image", "image_url": "https://a.example/x.png"}],
    "empty rich text": [{"type": "rich_text", "elements": []}],
    "empty words": [_rich({"type": "text", "text": ""})],
    "unknown element": [_rich({"type": "blink", "text": "x"})],
    "bad list style": [
        {"type": "rich_text", "elements": [{"type": "rich_text_list", "style": "star", "elements": []}]}
    ],
    "bad words style": [_rich({"type": "text", "text": "x", "style": {"blink": True}})],
}


@pytest.mark.parametrize("name", TAKEN)
def test_blocks_that_slack_takes(client: WebClient, name: str) -> None:
    assert client.chat_postMessage(channel="C1", text="x", blocks=TAKEN[name])["ok"]


@pytest.mark.parametrize("name", REFUSED)
def test_blocks_that_slack_refuses(client: WebClient, name: str) -> None:
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel="C1", text="x", blocks=REFUSED[name])
    assert refused.value.response["error"] == "invalid_blocks"
    assert "json-pointer:/blocks" in refused.value.response["response_metadata"]["messages"][0]


def test_texts_have_their_limits(slack: FakeSlack, client: WebClient) -> None:
    slack.pace_at(None)
    assert refusal(client.api_call, "chat.postMessage", json={"channel": "C1"}) == "no_text"
    assert refusal(client.chat_postMessage, channel="C1", text="x" * 4001) == "msg_too_long"
    many = [{"type": "section", "text": _text("x" * 2900)}] * 4
    assert complaints(many) == []
    assert total_text(many) == 11_600
    assert refusal(client.chat_postMessage, channel="C1", text="x", blocks=many) == "msg_blocks_too_long"
    assert refusal(client.chat_postMessage, channel="C1", text="x", metadata={"k": 1}) == "invalid_metadata_format"


def test_tokens_and_scopes(slack: FakeSlack, client: WebClient) -> None:
    assert client.auth_test()["user_id"] == "U0BOT"
    assert refusal(WebClient(None, slack.url).auth_test) == "not_authed"
    assert refusal(client.api_call, "no.such.method") == "unknown_method"
    assert refusal(WebClient("xoxb-other", slack.url).auth_test) == "invalid_auth"
    assert refusal(client.conversations_list) == "missing_scope"
    assert refusal(client.conversations_info, channel="C1") == "missing_scope"
    slack.token(scopes=SCOPES | {"channels:read", "channels:join", "im:write"})
    slack.channel("C2", member=False)
    assert {channel["id"] for channel in client.conversations_list()["channels"]} == {"C1", "C2"}
    assert [channel["id"] for channel in client.users_conversations()["channels"]] == ["C1"]
    assert client.conversations_join(channel="C2")["channel"]["is_member"]
    assert client.conversations_info(channel="C1")["channel"]["name"] == "c1"
    assert client.conversations_open(users="U1")["channel"]["is_im"]
    slack.token(TokenState.INACTIVE)
    assert refusal(client.auth_test) == "account_inactive"


def test_users(client: WebClient, slack: FakeSlack) -> None:
    slack.user("U9", "Guest", guest=True)
    assert client.users_info(user="U9")["user"]["is_restricted"]
    assert refusal(client.users_info, user="U404") == "user_not_found"


def test_history_has_pages_a_span_and_metadata_only_when_asked(slack: FakeSlack, client: WebClient) -> None:
    slack.pace_at(None)
    key = {"event_type": "e", "event_payload": {"key": "1"}}
    stamps = [client.chat_postMessage(channel="C1", text=str(n), metadata=key)["ts"] for n in range(7)]
    client.chat_postMessage(channel="C1", text="in thread", thread_ts=stamps[0])
    first = client.conversations_history(channel="C1", limit=5)
    assert [message["text"] for message in first["messages"]] == ["6", "5", "4", "3", "2"]
    assert first["has_more"]
    assert "metadata" not in first["messages"][0]
    cursor = first["response_metadata"]["next_cursor"]
    rest = client.conversations_history(channel="C1", limit=5, cursor=cursor, include_all_metadata=True)
    assert [message["text"] for message in rest["messages"]] == ["1", "0"]
    assert rest["messages"][0]["metadata"] == key
    since = client.conversations_history(channel="C1", oldest=stamps[4])
    assert [message["text"] for message in since["messages"]] == ["6", "5"]
    including = client.conversations_history(channel="C1", oldest=stamps[4], inclusive=True)
    assert len(including["messages"]) == 3
    replies = client.conversations_replies(channel="C1", ts=stamps[0])
    assert [message["text"] for message in replies["messages"]] == ["0", "in thread"]
    assert refusal(client.conversations_history, channel="C1", cursor="nonsense") == "invalid_cursor"
    assert refusal(client.conversations_replies, channel="C1", ts="1.0") == "thread_not_found"


def test_edit_delete_and_permalink(slack: FakeSlack, client: WebClient) -> None:
    key = {"event_type": "e", "event_payload": {"key": "1"}}
    ts = client.chat_postMessage(channel="C1", text="a", metadata=key)["ts"]
    client.chat_update(channel="C1", ts=ts, text="b")
    assert slack.messages("C1")[0].metadata == key
    client.chat_update(channel="C1", ts=ts, text="b", metadata={"event_type": "f", "event_payload": {}})
    assert slack.messages("C1")[0].metadata == {"event_type": "f", "event_payload": {}}
    assert ts in client.chat_getPermalink(channel="C1", message_ts=ts)["permalink"]
    client.chat_delete(channel="C1", ts=ts)
    assert slack.messages("C1") == []
    assert refusal(client.chat_delete, channel="C1", ts=ts) == "message_not_found"
    assert refusal(client.chat_getPermalink, channel="C1", message_ts=ts) == "message_not_found"
    assert refusal(client.chat_postEphemeral, channel="C1", user="U404", text="x") == "user_not_in_channel"
    theirs = slack.say("C1", "hello").ts
    assert refusal(client.chat_delete, channel="C1", ts=theirs) == "cant_delete_message"


def test_a_message_a_second_and_the_tiers_of_methods(slack: FakeSlack, client: WebClient) -> None:
    for _ in range(3):
        client.chat_postMessage(channel="C1", text="x")
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel="C1", text="x")
    assert refused.value.response.status_code == 429
    assert refused.value.response["error"] == "ratelimited"
    assert refused.value.response.headers["Retry-After"] == "1"
    slack.channel("C2")
    client.chat_postMessage(channel="C2", text="other channels go on")
    slack.advance(1.1)
    client.chat_postMessage(channel="C1", text="x")
    for _ in range(50):
        client.conversations_history(channel="C1")
    assert refusal(client.conversations_history, channel="C1") == "ratelimited"


def test_a_fault_lasts_for_its_time(slack: FakeSlack, client: WebClient) -> None:
    slack.break_for(60, "chat.postMessage", Fault.RATE_LIMITED)
    assert refusal(client.chat_postMessage, channel="C1", text="x") == "ratelimited"
    slack.advance(61)
    assert client.chat_postMessage(channel="C1", text="x")["ok"]
    slack.break_next("chat.postMessage", Fault.ERROR_BEFORE)
    slack.mend()
    assert client.chat_postMessage(channel="C1", text="x")["ok"]


def test_a_response_url_is_good_five_times_and_half_an_hour(slack: FakeSlack) -> None:
    payloads = Payloads(slack.world, lambda: slack.url.removesuffix("/api/"))
    payload, place = payloads.command("/x", "", "U1", "C1")
    webhook = WebhookClient(payload["response_url"], retry_handlers=[])
    assert webhook.send(blocks=REFUSED["empty actions"]).body == "invalid_blocks"
    assert webhook.send().body == "no_text"
    assert [webhook.send(text="x").status_code for _ in range(6)] == [200] * 5 + [404]
    assert len(place.answers) == 5
    payload, place = payloads.command("/x", "", "U1", "C1")
    slack.advance(1801)
    assert WebhookClient(payload["response_url"], retry_handlers=[]).send(text="late").status_code == 404


MODAL: Json = {"type": "modal", "title": _text("Track"), "blocks": [SECTION]}


def test_views(slack: FakeSlack, client: WebClient) -> None:
    trigger = slack.world.new_trigger()
    view = client.views_open(trigger_id=trigger, view=MODAL)["view"]
    assert refusal(client.views_open, trigger_id=trigger, view=MODAL) == "exchanged_trigger_id"
    assert refusal(client.views_open, trigger_id="nonsense", view=MODAL) == "invalid_trigger_id"
    late = slack.world.new_trigger()
    slack.advance(4)
    assert refusal(client.views_open, trigger_id=late, view=MODAL) == "expired_trigger_id"
    assert client.views_update(view_id=view["id"], hash=view["hash"], view=MODAL)["ok"]
    assert refusal(client.views_update, view_id=view["id"], hash=view["hash"], view=MODAL) == "hash_conflict"
    assert refusal(client.views_update, view_id="V404", view=MODAL) == "not_found"
    wrongs: tuple[Json, ...] = (
        {"title": _text("x" * 25)},
        {"blocks": [{}]},
        {"private_metadata": "x" * 3001},
        {"submit": _text("")},
    )
    for wrong in wrongs:
        trigger = slack.world.new_trigger()
        assert refusal(client.views_open, trigger_id=trigger, view=copy.copy(MODAL) | wrong) == "invalid_arguments"
    home = {"type": "home", "blocks": [SECTION] * 100}
    assert client.views_publish(user_id="U1", view=home)["ok"]
    assert slack.world.homes["U1"]["blocks"] == home["blocks"]
    assert (
        refusal(client.views_publish, user_id="U1", view={"type": "home", "blocks": [SECTION] * 101})
        == "invalid_arguments"
    )


def test_files_go_up_in_three_steps(slack: FakeSlack, client: WebClient) -> None:
    client.files_upload_v2(channel="C1", content=b"picture", filename="flow.png", title="Flow")
    (file,) = slack.world.files.values()
    assert (file["name"], file["content"], file["shares"]) == ("flow.png", b"picture", [("C1", None)])
    slack.token(scopes=SCOPES - {"files:write"})
    assert refusal(client.files_upload_v2, channel="C1", content=b"x", filename="x.png") == "missing_scope"


def test_sockets_say_hello_take_acknowledgements_and_are_ten_at_most(slack: FakeSlack, client: WebClient) -> None:
    assert refusal(client.apps_connections_open, app_token=BOT_TOKEN) == "not_allowed_token_type"

    def new_url() -> str:
        return str(client.apps_connections_open(app_token=APP_TOKEN)["url"])

    with ExitStack() as stack:
        first = stack.enter_context(connect(new_url()))
        assert '"hello"' in str(first.recv())
        slack.socket.disconnect("warning", hang_up=False)
        assert '"warning"' in str(first.recv())
        assert slack.command("/x").ack.status is None
        for _ in range(9):
            stack.enter_context(connect(new_url()))
        assert slack.wait_for(lambda: slack.socket.sockets == 10)
        assert "too_many_websockets" in str(stack.enter_context(connect(new_url())).recv())
    used = new_url()
    with connect(used):
        pass
    with connect(used) as again, pytest.raises(ConnectionClosed):
        again.recv()


def test_it_can_be_driven_from_another_process(slack: FakeSlack, client: WebClient) -> None:
    slack.api.control = orders(slack)

    def order(name: str, **given: Any) -> Json:
        url = f"{slack.url.removesuffix('/api/')}/control/{name}"
        with urlopen(Request(url, json.dumps(given).encode())) as answer:
            found: Json = json.load(answer)
            return found

    order("channel", id="C7")
    order("break_next", method="chat.postMessage", fault="ERROR_BEFORE")
    with pytest.raises(SlackApiError):
        client.chat_postMessage(channel="C7", text="lost")
    client.chat_postMessage(channel="C7", text="hello")
    assert [message["text"] for message in order("messages", channel="C7")["messages"]] == ["hello"]
    assert len(order("calls", method="chat.postMessage")["calls"]) == 2
    order("token", state="REVOKED")
    assert refusal(client.auth_test) == "token_revoked"
    assert order("nonsense") == {"error": "no such order: nonsense"}
