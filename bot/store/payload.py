"""Values of the house as the database keeps them: one JSON document each, and back again, equal to the first.

In: an alert, a wish, a company or a channel's setting, or its JSON. Out: the other. It must never change a word.
"""

from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

from bot.model import Alert, ChannelSetting, Company, Wish

_Value = TypeVar("_Value", Alert, ChannelSetting, Company, Wish)


@cache
def _adapters() -> dict[type[Any], TypeAdapter[Any]]:
    return {kind: TypeAdapter(kind) for kind in (Alert, ChannelSetting, Company, Wish)}


def encode(value: Alert | ChannelSetting | Company | Wish) -> str:
    """The value as JSON."""
    return _adapters()[type(value)].dump_json(value).decode()


def decode(payload: str, kind: type[_Value]) -> _Value:
    """The value that `encode` wrote."""
    value: _Value = _adapters()[kind].validate_json(payload)
    return value
