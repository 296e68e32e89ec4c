"""The Web API's methods for views and files, in the same manner as `methods`.

In: the world and the arguments. Out: the answer's fields, or `Refusal`. A trigger opens one view, within three seconds.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tests.fakes.slack import blocks
from tests.fakes.slack.methods import Method, Refusal
from tests.fakes.slack.world import BOT_USER, Message, World

Json = dict[str, Any]


def _view(world: World, arguments: Json, kind: str) -> Json:
    given = arguments.get("view")
    view: Json = json.loads(given) if isinstance(given, str) else dict(given or {})
    wrong = blocks.complaints(view.get("blocks"), blocks.VIEW_BLOCKS)
    if view.get("type") != kind:
        wrong.append(f"must be a {kind} view [json-pointer:/type]")
    if kind == "modal":
        for name, needed in (("title", True), ("submit", False), ("close", False)):
            text = view.get(name)
            if text is None and not needed:
                continue
            if (
                not isinstance(text, dict)
                or text.get("type") != "plain_text"
                or not 1 <= len(text.get("text", "")) <= 24
            ):
                wrong.append(f"must be plain_text of 1 to 24 characters [json-pointer:/{name}]")
    if len(view.get("private_metadata", "")) > 3000:
        wrong.append("must be less than 3001 characters [json-pointer:/private_metadata]")
    if len(view.get("callback_id", "")) > 255:
        wrong.append("must be less than 256 characters [json-pointer:/callback_id]")
    if wrong:
        raise Refusal("invalid_arguments", response_metadata={"messages": [f"[ERROR] {line}" for line in wrong]})
    return view | {"id": world.number("V"), "hash": world.number("hash.")}


def _use_trigger(world: World, arguments: Json) -> None:
    trigger = str(arguments.get("trigger_id", ""))
    if trigger not in world.triggers:
        raise Refusal("invalid_trigger_id")
    expires = world.triggers[trigger]
    if expires == 0:
        raise Refusal("exchanged_trigger_id")
    if world.now() > expires:
        raise Refusal("expired_trigger_id")
    world.triggers[trigger] = 0


def _open(world: World, arguments: Json) -> Json:
    view = _view(world, arguments, "modal")
    _use_trigger(world, arguments)
    world.views[view["id"]] = view
    return {"view": view}


def _update(world: World, arguments: Json) -> Json:
    old = world.views.get(str(arguments.get("view_id", "")))
    if old is None:
        raise Refusal("not_found")
    if arguments.get("hash") not in (None, old["hash"]):
        raise Refusal("hash_conflict")
    view = _view(world, arguments, "modal") | {"id": old["id"]}
    world.views[old["id"]] = view
    return {"view": view}


def _publish(world: World, arguments: Json) -> Json:
    user = str(arguments.get("user_id", ""))
    if user not in world.users:
        raise Refusal("user_not_found")
    old = world.homes.get(user)
    if old is not None and arguments.get("hash") not in (None, old["hash"]):
        raise Refusal("hash_conflict")
    world.homes[user] = _view(world, arguments, "home")
    return {"view": world.homes[user]}


def _upload_url(base: Callable[[], str]) -> Callable[[World, Json], Json]:
    def answer(world: World, arguments: Json) -> Json:
        if not arguments.get("filename") or not str(arguments.get("length", "")).isdecimal():
            raise Refusal("invalid_arguments")
        file = world.number("F")
        world.files[file] = {"id": file, "name": arguments["filename"], "content": None, "shares": []}
        return {"file_id": file, "upload_url": f"{base()}/upload/{file}"}

    return answer


def _complete(world: World, arguments: Json) -> Json:
    given = arguments.get("files") or "[]"
    files: list[Json] = json.loads(given) if isinstance(given, str) else given
    for file in files:
        if file.get("id") not in world.files or world.files[file["id"]]["content"] is None:
            raise Refusal("file_not_found")
    channel = world.channels.get(str(arguments.get("channel_id", "")))
    if arguments.get("channel_id"):
        if channel is None or not channel.member:
            raise Refusal("channel_not_found")
        text = str(arguments.get("initial_comment") or "")
        message = Message(world.new_ts(), BOT_USER, text, [], None, arguments.get("thread_ts"), arguments=arguments)
        channel.messages.append(message)
        for file in files:
            world.files[file["id"]]["shares"].append((channel.id, message.thread_ts))
    return {"files": [{"id": file["id"], "title": file.get("title", "")} for file in files]}


def surfaces(base: Callable[[], str]) -> dict[str, Method]:
    """Return the methods; `base` gives the address of this server."""
    return {
        "views.open": Method(_open, {}, 4),
        "views.push": Method(_open, {}, 4),
        "views.update": Method(_update, {}, 4),
        "views.publish": Method(_publish, {}, 4),
        "files.getUploadURLExternal": Method(_upload_url(base), {"any": "files:write"}, 4),
        "files.completeUploadExternal": Method(_complete, {"any": "files:write"}, 4),
    }
