"""Block Kit as Slack judges it: what it would refuse, in its own manner of saying so.

In: the blocks of a message or a view, as they came over the wire. Out: complaints with JSON pointers; none means taken.
It must know nothing of the bot's own caps and share no code with the bot's validator, which it checks.

Limits: docs.slack.dev/reference/block-kit (2026-08). The total of block text is not documented; `msg_blocks_too_long`
was seen from 11,341 characters on, so this fake refuses from 11,000 on. Lengths are Unicode code points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

TOTAL_TEXT = 11_000
TOP_LEVEL_TEXT = 4_000
MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100

Json = dict[str, Any]
Complaints = Iterator[str]


def complaints(blocks: object, most: int = MESSAGE_BLOCKS) -> list[str]:
    """Return what is wrong with these blocks, in Slack's words."""
    if not isinstance(blocks, list):
        return ["must be an array [json-pointer:/blocks]"]
    found = [] if len(blocks) <= most else [f"no more than {most} items allowed [json-pointer:/blocks]"]
    found += _unique("/blocks", "block_id", blocks)
    for number, block in enumerate(blocks):
        found += _block(f"/blocks/{number}", block, in_view=most == VIEW_BLOCKS)
    return found


def total_text(part: object) -> int:
    """Return how much text Slack counts: every text, wherever it stands."""
    if isinstance(part, dict):
        own = len(part["text"]) if isinstance(part.get("text"), str) else 0
        return own + sum(total_text(value) for value in part.values())
    return sum(map(total_text, part)) if isinstance(part, list) else 0


def _block(at: str, block: object, in_view: bool) -> Complaints:
    if not isinstance(block, dict):
        yield f"must be an object [json-pointer:{at}]"
        return
    kind = block.get("type")
    if kind not in _BLOCKS:
        yield f"unsupported type: {kind} [json-pointer:{at}/type]"
        return
    yield from _length(at, "block_id", block, 0, 255)
    if kind == "input" and not in_view:
        return
    yield from _BLOCKS[kind](at, block)


def _section(at: str, block: Json) -> Complaints:
    yield from _known(at, block, {"text", "fields", "accessory", "expand"})
    if "text" not in block and "fields" not in block:
        yield f"missing required field: text or fields [json-pointer:{at}]"
    if "text" in block:
        yield from _text(f"{at}/text", block["text"], 3000)
    if "fields" in block:
        yield from _list(f"{at}/fields", block["fields"], 1, 10, lambda to, field: _text(to, field, 2000))
    if "accessory" in block:
        yield from _element(f"{at}/accessory", block["accessory"])


def _header(at: str, block: Json) -> Complaints:
    yield from _known(at, block, {"text", "level"})
    yield from _text(f"{at}/text", block.get("text"), 150, plain=True)


def _context(at: str, block: Json) -> Complaints:
    yield from _known(at, block, {"elements"})

    def part(to: str, element: Json) -> Complaints:
        if element.get("type") == "image":
            yield from _image_fields(to, element)
        else:
            yield from _text(to, element, 3000)

    yield from _list(f"{at}/elements", block.get("elements"), 1, 10, part)


def _actions(at: str, block: Json) -> Complaints:
    yield from _known(at, block, {"elements"})
    yield from _list(f"{at}/elements", block.get("elements"), 1, 25, _element)
    yield from _unique(f"{at}/elements", "action_id", block.get("elements"))


def _image(at: str, block: Json) -> Complaints:
    yield from _known(at, block, {"image_url", "slack_file", "alt_text", "title"})
    yield from _image_fields(at, block)
    if "title" in block:
        yield from _text(f"{at}/title", block["title"], 2000, plain=True)


def _image_fields(at: str, image: Json) -> Complaints:
    yield from _length(at, "alt_text", image, 1, 2000)
    if "slack_file" not in image:
        yield from _length(at, "image_url", image, 1, 3000)


def _input(at: str, block: Json) -> Complaints:
    yield from _known(at, block, {"label", "element", "hint", "optional", "dispatch_action"})
    yield from _text(f"{at}/label", block.get("label"), 2000, plain=True)
    yield from _element(f"{at}/element", block.get("element"))
    if "hint" in block:
        yield from _text(f"{at}/hint", block["hint"], 2000, plain=True)


def _divider(at: str, block: Json) -> Complaints:
    yield from _known(at, block, set())


def _rich_text(at: str, block: Json) -> Complaints:
    yield from _known(at, block, {"elements"})
    yield from _list(f"{at}/elements", block.get("elements"), 1, 1000, _rich_part)


def _rich_part(at: str, part: Json) -> Complaints:
    kind = part.get("type")
    if kind == "rich_text_list":
        if part.get("style") not in ("bullet", "ordered"):
            yield f"must be a valid enum value [json-pointer:{at}/style]"
        yield from _list(f"{at}/elements", part.get("elements"), 1, 1000, _rich_part)
    elif kind in ("rich_text_section", "rich_text_quote", "rich_text_preformatted"):
        yield from _list(f"{at}/elements", part.get("elements"), 0, 1000, _rich_inline)
    else:
        yield f"unsupported type: {kind} [json-pointer:{at}/type]"


def _rich_inline(at: str, element: Json) -> Complaints:
    kind = element.get("type")
    if kind not in _INLINE:
        yield f"unsupported type: {kind} [json-pointer:{at}/type]"
        return
    needed, allowed = _INLINE[kind]
    for name in needed:
        if element.get(name) in (None, ""):
            yield f"missing required field: {name} [json-pointer:{at}]"
    for name in set(element) - needed - allowed - {"type", "style"}:
        yield f"no additional properties allowed: {name} [json-pointer:{at}]"
    style = element.get("style", {})
    if not isinstance(style, dict) or set(style) - {"bold", "italic", "strike", "code", "underline"}:
        yield f"invalid style [json-pointer:{at}/style]"


def _element(at: str, element: object) -> Complaints:
    if not isinstance(element, dict) or element.get("type") not in _ELEMENTS:
        yield f"unsupported type: {element.get('type') if isinstance(element, dict) else element} [json-pointer:{at}]"
        return
    yield from _length(at, "action_id", element, 0, 255)
    if "placeholder" in element:
        yield from _text(f"{at}/placeholder", element["placeholder"], 150, plain=True)
    if "confirm" in element:
        yield from _confirm(f"{at}/confirm", element["confirm"])
    yield from _ELEMENTS[element["type"]](at, element)


def _button(at: str, element: Json) -> Complaints:
    yield from _text(f"{at}/text", element.get("text"), 75, plain=True)
    yield from _length(at, "value", element, 0, 2000)
    yield from _length(at, "url", element, 0, 3000)
    yield from _length(at, "accessibility_label", element, 0, 75)
    if element.get("style", "primary") not in ("primary", "danger"):
        yield f"must be a valid enum value [json-pointer:{at}/style]"


def _with_options(most: int) -> Callable[[str, Json], Complaints]:
    def check(at: str, element: Json) -> Complaints:
        if "option_groups" in element:
            yield from _list(f"{at}/option_groups", element["option_groups"], 1, 100, _option_group)
        else:
            yield from _list(f"{at}/options", element.get("options"), 1, most, _option)

    return check


def _option_group(at: str, group: Json) -> Complaints:
    yield from _text(f"{at}/label", group.get("label"), 75, plain=True)
    yield from _list(f"{at}/options", group.get("options"), 1, 100, _option)


def _option(at: str, option: Json) -> Complaints:
    yield from _text(f"{at}/text", option.get("text"), 75)
    yield from _length(at, "value", option, 1, 150)
    if "description" in option:
        yield from _text(f"{at}/description", option["description"], 75)


def _confirm(at: str, confirm: Json) -> Complaints:
    for name, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
        if name in confirm:
            yield from _text(f"{at}/{name}", confirm[name], most)


def _anything(at: str, element: Json) -> Complaints:
    yield from ()


def _text(at: str, value: object, most: int, *, plain: bool = False) -> Complaints:
    if not isinstance(value, dict):
        yield f"must be an object [json-pointer:{at}]"
        return
    if value.get("type") not in (("plain_text",) if plain else ("plain_text", "mrkdwn")):
        yield f"must be one of the allowed text types, not {value.get('type')} [json-pointer:{at}/type]"
    yield from _known(at, value, {"text", "emoji" if value.get("type") == "plain_text" else "verbatim"})
    yield from _length(at, "text", value, 1, most)


def _length(at: str, name: str, thing: Json, fewest: int, most: int) -> Complaints:
    value = thing.get(name, "" if fewest == 0 else None)
    if not isinstance(value, str):
        yield f"must be a string [json-pointer:{at}/{name}]"
    elif len(value) < fewest:
        yield f"must be more than {fewest - 1} characters [json-pointer:{at}/{name}]"
    elif len(value) > most:
        yield f"must be less than {most + 1} characters [json-pointer:{at}/{name}]"


def _list(at: str, value: object, fewest: int, most: int, check: Callable[[str, Json], Complaints]) -> Complaints:
    if not isinstance(value, list) or not fewest <= len(value) <= most:
        yield f"must have {fewest} to {most} items [json-pointer:{at}]"
        return
    for number, item in enumerate(value):
        if isinstance(item, dict):
            yield from check(f"{at}/{number}", item)
        else:
            yield f"must be an object [json-pointer:{at}/{number}]"


def _unique(at: str, name: str, things: object) -> list[str]:
    given = [thing[name] for thing in things if isinstance(thing, dict) and name in thing] if things else []  # type: ignore[attr-defined]  # any JSON
    return [
        f"`{name}` {value} already exists [json-pointer:{at}]" for value in {v for v in given if given.count(v) > 1}
    ]


def _known(at: str, thing: Json, names: set[str]) -> Complaints:
    for name in sorted(set(thing) - names - {"type", "block_id"}):
        yield f"no additional properties allowed: {name} [json-pointer:{at}]"


_BLOCKS: dict[object, Callable[[str, Json], Complaints]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "image": _image,
    "input": _input,
    "divider": _divider,
    "rich_text": _rich_text,
}
_INLINE: dict[object, tuple[set[str], set[str]]] = {
    "text": ({"text"}, set()),
    "link": ({"url"}, {"text", "unsafe"}),
    "date": ({"timestamp", "format"}, {"fallback", "url"}),
    "emoji": ({"name"}, {"unicode"}),
    "user": ({"user_id"}, set()),
    "usergroup": ({"usergroup_id"}, set()),
    "channel": ({"channel_id"}, set()),
    "broadcast": ({"range"}, set()),
}
_ELEMENTS: dict[object, Callable[[str, Json], Complaints]] = {
    "button": _button,
    "overflow": _with_options(5),
    "static_select": _with_options(100),
    "multi_static_select": _with_options(100),
    "checkboxes": _with_options(10),
    "radio_buttons": _with_options(10),
    "plain_text_input": _anything,
    "conversations_select": _anything,
    "multi_conversations_select": _anything,
    "channels_select": _anything,
    "users_select": _anything,
    "datepicker": _anything,
    "number_input": _anything,
    "image": _image_fields,
}
