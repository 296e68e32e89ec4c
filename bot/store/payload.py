"""An alert as the outbox keeps it: one JSON document, and back again, equal to the first.

In: an Alert or its JSON. Out: the other. It must never change a word.
"""

from functools import cache

from pydantic import TypeAdapter

from bot.model import Alert


@cache
def _adapter() -> TypeAdapter[Alert]:
    return TypeAdapter(Alert)


def encode(alert: Alert) -> str:
    """The alert as JSON."""
    return _adapter().dump_json(alert).decode()


def decode(payload: str) -> Alert:
    """The alert that `encode` wrote."""
    return _adapter().validate_json(payload)
