"""The Web API's methods, each with the scopes it needs and the refusals it knows.

In: the world, who calls and the arguments. Out: the answer's fields, or `Refusal` with Slack's own code. It must never
touch the network or the line's faults. Ids only: a channel's name is no channel here.

Scopes and tiers: the method reference (docs.slack.dev/reference/methods, 2026-08).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.fakes.slack import blocks
from tests.fakes.slack.world import BOT, BOT_USER, TEAM, Channel, Message, World

Json = dict[str, Any]
MINUTE_OF_TIER = {1: 1, 2: 20, 3: 50, 4: 100}


class Refusal(Exception):
    """Slack says no: its code, and further fields of the answer."""

    def __init__(self, code: str, **fields: Any) -> None:
        super().__init__(code)
        self.code = code
        self.fields = fields


@dataclass(frozen=True, slots=True)
class Method:
    """`scopes` are by a conversation's kind; "any" where the kind does not matter; empty where none is needed."""

    answer: Callable[[World, Json], Json]
    scopes: dict[str, str]
    tier: int | None


def _channel(world: World, arguments: Json, *, joined: bool = True) -> Channel:
    asked = str(arguments.get("channel", ""))
    channel = world.channels.get(asked)
    if channel is None and asked in world.users and asked != BOT_USER:
        channel = world.im_of(asked)  # a user's id opens the direct conversation with them
    if channel is None or (channel.kind == "group" and not channel.member):
        raise Refusal("channel_not_found")
    if joined and not channel.member:
        raise Refusal("not_in_channel")
    return channel


def _open(channel: Channel) -> Channel:
    if channel.archived:
        raise Refusal("is_archived")
    return channel


def _content(arguments: Json) -> tuple[str, list[Json]]:
    text = str(arguments.get("text") or "")
    given = _decoded(arguments.get("blocks") or [])
    if not text and not given:
        raise Refusal("no_text")
    if len(text) > blocks.TOP_LEVEL_TEXT:
        raise Refusal("msg_too_long")
    wrong = blocks.complaints(given)
    if wrong:
        raise Refusal("invalid_blocks", response_metadata={"messages": [f"[ERROR] {line}" for line in wrong]})
    if blocks.total_text(given) > blocks.TOTAL_TEXT:
        raise Refusal("msg_blocks_too_long")
    return text, given  # type: ignore[return-value]  # complaints() has seen that it is a list of objects


def _decoded(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise Refusal("invalid_blocks_format") from None


def _metadata(arguments: Json) -> Json | None:
    given = _decoded(arguments.get("metadata"))
    if given is None:
        return None
    if not isinstance(given, dict) or set(given) != {"event_type", "event_payload"}:
        raise Refusal("invalid_metadata_format")
    return given


def _post_message(world: World, arguments: Json) -> Json:
    channel = _open(_channel(world, arguments))
    text, content = _content(arguments)
    metadata = _metadata(arguments)
    thread = arguments.get("thread_ts")
    message = Message(world.new_ts(), BOT_USER, text, content, metadata, thread, arguments=arguments)
    message.visible_from = world.now() + world.late_seconds
    channel.messages.append(message)
    return {"channel": channel.id, "ts": message.ts, "message": message.to_json(with_metadata=True)}


def _update(world: World, arguments: Json) -> Json:
    channel = _open(_channel(world, arguments))
    message = _own_message(channel, arguments, "cant_update_message")
    message.text, message.blocks = _content(arguments)
    metadata = _metadata(arguments)
    message.metadata = message.metadata if metadata is None else metadata
    message.edited = True
    message.arguments = arguments
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": message.to_json(True)}


def _delete(world: World, arguments: Json) -> Json:
    channel = _channel(world, arguments)
    message = _own_message(channel, arguments, "cant_delete_message")
    channel.messages.remove(message)
    return {"channel": channel.id, "ts": message.ts}


def _own_message(channel: Channel, arguments: Json, not_ours: str) -> Message:
    message = channel.find(str(arguments.get("ts", "")))
    if message is None:
        raise Refusal("message_not_found")
    if message.user != BOT_USER:
        raise Refusal(not_ours)
    return message


def _post_ephemeral(world: World, arguments: Json) -> Json:
    channel = _open(_channel(world, arguments))
    if arguments.get("user") not in world.users:
        raise Refusal("user_not_in_channel")
    text, content = _content(arguments)
    world.ephemeral.append({"channel": channel.id, "user": arguments["user"], "text": text, "blocks": content})
    return {"message_ts": world.new_ts()}


def _permalink(world: World, arguments: Json) -> Json:
    channel = _channel(world, arguments, joined=False)
    message = channel.find(str(arguments.get("message_ts", "")))
    if message is None:
        raise Refusal("message_not_found")
    return {"channel": channel.id, "permalink": f"https://sample.slack.com/archives/{channel.id}/p{message.ts}"}


def _history(world: World, arguments: Json) -> Json:
    channel = _channel(world, arguments)
    shown = [message for message in reversed(channel.messages) if not message.in_thread]
    return _page(world, shown, arguments, "messages")


def _replies(world: World, arguments: Json) -> Json:
    channel = _channel(world, arguments)
    root = channel.find(str(arguments.get("ts", "")))
    if root is None:
        raise Refusal("thread_not_found")
    replies = [message for message in channel.messages if message.in_thread and message.thread_ts == root.ts]
    later = [message for message in replies if _in_span(world, message, arguments)]
    return _page(world, [root, *later], arguments | {"oldest": None, "latest": None}, "messages")


def _in_span(world: World, message: Message, arguments: Json) -> bool:
    oldest, latest = float(arguments.get("oldest") or 0), float(arguments.get("latest") or "inf")
    ts = float(message.ts)
    inside = oldest <= ts <= latest if arguments.get("inclusive") in ("1", True) else oldest < ts < latest
    return inside and message.visible_from <= world.now()


def _page(world: World, messages: list[Message], arguments: Json, name: str) -> Json:
    shown = [message for message in messages if _in_span(world, message, arguments)]
    part, following = _cut(shown, arguments, 100)
    with_metadata = arguments.get("include_all_metadata") in ("1", "true", True)
    return {
        name: [message.to_json(with_metadata) for message in part],
        "has_more": bool(following),
        "response_metadata": {"next_cursor": following},
    }


def _cut(items: list[Any], arguments: Json, usual: int) -> tuple[list[Any], str]:
    cursor = str(arguments.get("cursor") or "next:0")
    if not cursor.startswith("next:") or not cursor[5:].isdecimal():
        raise Refusal("invalid_cursor")
    start, limit = int(cursor[5:]), min(int(arguments.get("limit") or usual), 999)
    return items[start : start + limit], f"next:{start + limit}" if start + limit < len(items) else ""


def _conversations(world: World, arguments: Json) -> Json:
    kinds = str(arguments.get("types") or "public_channel").split(",")
    names = {"public_channel": "channel", "private_channel": "group", "im": "im"}
    wanted = {names.get(kind.strip(), "") for kind in kinds}
    seen = [c for c in world.channels.values() if c.kind in wanted and (c.kind == "channel" or c.member)]
    part, following = _cut(seen, arguments, 100)
    return {"channels": [c.to_json() for c in part], "response_metadata": {"next_cursor": following}}


def _own_conversations(world: World, arguments: Json) -> Json:
    answer = _conversations(world, arguments)
    return answer | {"channels": [channel for channel in answer["channels"] if channel["is_member"]]}


def _info(world: World, arguments: Json) -> Json:
    return {"channel": _channel(world, arguments, joined=False).to_json()}


def _join(world: World, arguments: Json) -> Json:
    channel = _open(_channel(world, arguments, joined=False))
    if channel.kind != "channel":
        raise Refusal("method_not_supported_for_channel_type")
    channel.member = True
    return {"channel": channel.to_json()}


def _open_conversation(world: World, arguments: Json) -> Json:
    users = str(arguments.get("users", "")).split(",")
    if users[0] not in world.users:
        raise Refusal("user_not_found")
    return {"channel": world.im_of(users[0]).to_json()}


def _user(world: World, arguments: Json) -> Json:
    user = world.users.get(str(arguments.get("user", "")))
    if user is None:
        raise Refusal("user_not_found")
    return {"user": user.to_json()}


def _auth(world: World, arguments: Json) -> Json:
    return {
        "url": "https://sample.slack.com/",
        "team": "Sample",
        "team_id": TEAM,
        "user": "orgwatch",
        "user_id": BOT_USER,
        "bot_id": BOT,
        "is_enterprise_install": False,
    }


_HISTORY = {"channel": "channels:history", "group": "groups:history", "im": "im:history"}
_READ = {"channel": "channels:read", "group": "groups:read", "im": "im:read"}
_WRITE = {"any": "chat:write"}

METHODS: dict[str, Method] = {
    "auth.test": Method(_auth, {}, None),
    "chat.postMessage": Method(_post_message, _WRITE, None),
    "chat.update": Method(_update, _WRITE, 3),
    "chat.delete": Method(_delete, _WRITE, 3),
    "chat.postEphemeral": Method(_post_ephemeral, _WRITE, 4),
    "chat.getPermalink": Method(_permalink, {}, None),
    "conversations.history": Method(_history, _HISTORY, 3),
    "conversations.replies": Method(_replies, _HISTORY, 3),
    "conversations.list": Method(_conversations, {"any": "channels:read"}, 2),
    "conversations.info": Method(_info, _READ, 3),
    "conversations.join": Method(_join, {"any": "channels:join"}, 3),
    "conversations.open": Method(_open_conversation, {"any": "im:write"}, 3),
    "users.conversations": Method(_own_conversations, {"any": "channels:read"}, 3),
    "users.info": Method(_user, {"any": "users:read"}, 4),
}
