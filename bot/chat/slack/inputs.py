"""The bricks of a form, and how its state is read back.

In: labels and choices that went through `escape`; a view's state as Slack sends it. Out: input blocks; words by field.
Each field is one block whose id is the field's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.chat.slack.escape import Literal, literal
from bot.chat.slack.limits import Block

FIELD = "field"
"""The action_id of every field; the block's id tells them apart."""

MOST_OPTIONS = 100

Choice = tuple[str, str]
"""(value, label)."""


def plain_text(text: str, limit: int = 75) -> Block:
    return {"type": "plain_text", "text": literal(text, limit) or Literal("…"), "emoji": False}


def text_field(name: str, label: str, value: str = "", hint: str = "", *, optional: bool = True) -> Block:
    element: Block = {"type": "plain_text_input", "action_id": FIELD, "max_length": 300}
    if value:
        element["initial_value"] = literal(value, 300)
    return _input(name, label, element, hint, optional)


def choice_field(name: str, label: str, choices: Iterable[Choice], value: str, *, radio: bool = False) -> Block:
    """Return a field for exactly one of the choices; `value` is the one that is set."""
    options = _options(choices)
    element: Block = {"type": "radio_buttons" if radio else "static_select", "action_id": FIELD, "options": options}
    chosen = [option for option in options if option["value"] == value]
    if chosen:
        element["initial_option"] = chosen[0]
    return _input(name, label, element, "", optional=False)


def choices_field(
    name: str, label: str, choices: Iterable[Choice], values: Sequence[str] = (), hint: str = ""
) -> Block:
    """Return a field for any number of the choices; none means all."""
    options = _options(choices)
    element: Block = {"type": "multi_static_select", "action_id": FIELD, "options": options}
    chosen = [option for option in options if option["value"] in values]
    if chosen:
        element["initial_options"] = chosen
    return _input(name, label, element, hint, optional=True)


def read(state: Mapping[str, Any]) -> dict[str, str]:
    """Return what each field holds, the parts of a field with several choices joined by commas; "" for an empty one."""
    found: dict[str, str] = {}
    for name, fields in (state.get("values") or {}).items():
        element = fields.get(FIELD)
        if element is None:
            continue
        if "selected_options" in element:
            found[name] = ", ".join(option["value"] for option in element["selected_options"] or [])
        elif "selected_option" in element:
            found[name] = (element["selected_option"] or {}).get("value", "")
        else:
            found[name] = (element.get("value") or "").strip()
    return found


def _options(choices: Iterable[Choice]) -> list[Block]:
    return [
        {"text": plain_text(label), "value": value}
        for value, label in list(choices)[:MOST_OPTIONS]
        if len(value) <= 150
    ]


def _input(name: str, label: str, element: Block, hint: str, optional: bool) -> Block:
    block: Block = {
        "type": "input",
        "block_id": name,
        "label": plain_text(label, 150),
        "element": element,
        "optional": optional,
    }
    return block | ({"hint": plain_text(hint, 150)} if hint else {})
