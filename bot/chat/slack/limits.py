"""The last look at a message before it goes to Slack: would Slack take it, and is it as small as we promise?

In: a message's top-level text and its blocks, as they would be sent. Out: what is wrong, a line each; nothing means
fine. It must never change a message and never be left out: a refused message is a lost message. It knows only the
block types that this bot builds; anything else is a problem here.

Slack's limits are those of docs.slack.dev/reference/block-kit (2026-08). The total of all block text is not documented:
`msg_blocks_too_long` was seen at about 12,000 characters, so 8,000 is ours, as are 30 blocks and 2,500 a section.
Slack counts Unicode code points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

Block = dict[str, object]

MAX_BLOCKS = 30
MAX_VIEW_BLOCKS = 100
MAX_SIZE = 8_000
MAX_TEXT = 3_000
MAX_SECTION = 2_500

_COUNTED = frozenset({"text", "url", "value", "fallback", "placeholder", "alt_text", "hint", "label", "description"})
_LONGEST = {  # (type of the thing, its part): longest content in code points
    ("header", "text"): 150,
    ("section", "text"): MAX_SECTION,
    ("button", "text"): 75,
    ("button", "value"): 2_000,
    ("button", "url"): 3_000,
    ("option", "text"): 75,
    ("option", "value"): 150,
    ("option", "description"): 75,
    ("link", "url"): 3_000,
    ("image", "alt_text"): 2_000,
    ("image", "image_url"): 3_000,
    ("context", "text"): MAX_SECTION,
    ("input", "label"): 2_000,
    ("input", "hint"): 2_000,
    ("field", "text"): 2_000,
}
_MOST = {  # (type of the thing, its part): fewest and most members
    ("actions", "elements"): (1, 25),
    ("context", "elements"): (1, 10),
    ("section", "fields"): (1, 10),
    ("overflow", "options"): (1, 5),
    ("static_select", "options"): (1, 100),
    ("multi_static_select", "options"): (1, 100),
    ("checkboxes", "options"): (1, 10),
    ("radio_buttons", "options"): (1, 10),
}
_BLOCKS = frozenset({"header", "section", "context", "actions", "rich_text", "divider", "image", "input"})
_RICH = frozenset({"rich_text_section", "rich_text_list", "rich_text_quote"})
_INLINE = frozenset({"text", "link", "date", "emoji"})


def size(part: object) -> int:
    """Return how many code points of content a block, an element or a list of them carries, addresses included."""
    if isinstance(part, dict):
        return sum(
            len(value) if key in _COUNTED and isinstance(value, str) else size(value) for key, value in part.items()
        )
    return sum(map(size, part)) if isinstance(part, (list, tuple)) else 0


def problems(text: str, blocks: Sequence[Block], *, view: bool = False) -> tuple[str, ...]:
    """Return what Slack, or our own promise, would refuse in this message, or in this view where `view` is True."""
    return tuple(_problems(text, blocks, view))


def _problems(text: str, blocks: Sequence[Block], view: bool) -> Iterator[str]:
    if not view and not text.strip():
        yield "the message has no text for notifications and screen readers"
    if len(text) > MAX_TEXT:
        yield f"the text has {len(text)} of at most {MAX_TEXT} characters"
    most = MAX_VIEW_BLOCKS if view else MAX_BLOCKS
    if len(blocks) > most:
        yield f"{len(blocks)} of at most {most} blocks"
    if not view and size(list(blocks)) > MAX_SIZE:
        yield f"the blocks hold {size(list(blocks))} of at most {MAX_SIZE} characters"
    yield from _twice("block_id", (block.get("block_id") for block in blocks))
    for number, block in enumerate(blocks):
        for problem in _block(block):
            yield f"block {number}: {problem}"


def _block(block: Block) -> Iterator[str]:
    kind = str(block.get("type"))
    if kind not in _BLOCKS:
        yield f"{kind} is no block of ours"
    if kind == "rich_text":
        for part in _members(block, "elements"):
            yield from _rich(part)
        return
    yield from _sizes(kind, block)
    if kind == "header" and _text_type(block.get("text")) != "plain_text":
        yield "a header must be plain_text"
    if kind == "section" and not block.get("text") and not block.get("fields"):
        yield "a section without text"
    for field in _members(block, "fields"):
        yield from _text("field", "text", field)
    elements = _members(block, "elements")
    if kind == "context":
        for element in elements:
            yield from _text("context", "text", element)
    if kind == "actions":
        yield from _twice("action_id", (element.get("action_id") for element in elements))
        for element in elements:
            yield from _element(element)
    for name in ("accessory", "element"):
        if isinstance(inner := block.get(name), dict):
            yield from _element(inner)


def _element(element: Block) -> Iterator[str]:
    kind = str(element.get("type"))
    yield from _sizes(kind, element)
    if kind == "button" and _text_type(element.get("text")) != "plain_text":
        yield "a button's text must be plain_text"
    for option in _members(element, "options"):
        yield from _sizes("option", option)
        if not str(option.get("value") or ""):
            yield "an option without a value"


def _rich(part: Block) -> Iterator[str]:
    kind = str(part.get("type"))
    if kind not in _RICH:
        yield f"{kind} is no part of rich_text of ours"
    if not part.get("elements"):
        yield f"{kind} is empty"
    for element in _members(part, "elements"):
        if kind == "rich_text_list":
            yield from _rich(element)
            continue
        if element.get("type") not in _INLINE:
            yield f"{element.get('type')} is no element of {kind} of ours"
        if element.get("type") == "text" and not element.get("text"):
            yield "an empty text element"
        yield from _sizes(str(element.get("type")), element)


def _sizes(kind: str, thing: Block) -> Iterator[str]:
    for name in ("action_id", "block_id", "callback_id"):
        if len(str(thing.get(name) or "")) > 255:
            yield f"{name} of {kind} is longer than 255 characters"
    for (of, name), (fewest, most) in _MOST.items():
        if of == kind and (name in thing or kind != "section") and not fewest <= len(_members(thing, name)) <= most:
            yield f"{kind} has {len(_members(thing, name))} {name}, not {fewest} to {most}"
    for of, name in _LONGEST:
        if of == kind and name in thing:
            yield from _text(of, name, thing[name])


def _text(kind: str, name: str, value: object) -> Iterator[str]:
    content = value.get("text") if isinstance(value, dict) else value
    if isinstance(value, dict) and value.get("type") not in ("plain_text", "mrkdwn"):
        yield f"{name} of {kind} is neither plain_text nor mrkdwn"
    if not isinstance(content, str) or not content:
        yield f"{name} of {kind} is empty"
    elif len(content) > _LONGEST[kind, name]:
        yield f"{name} of {kind} has {len(content)} of at most {_LONGEST[kind, name]} characters"


def _twice(name: str, values: Iterable[object]) -> Iterator[str]:
    given = [value for value in values if value is not None]
    if len(set(given)) < len(given):
        yield f"{name} is used twice"


def _members(thing: Block, name: str) -> list[Block]:
    members = thing.get(name)
    return [member for member in members if isinstance(member, dict)] if isinstance(members, (list, tuple)) else []


def _text_type(value: object) -> object:
    return value.get("type") if isinstance(value, dict) else None
