"""The languages that the bot reads: which one a text is in, and the pack of each.

In: a text and what its feed is usually written in. Out: a language's code, and packs by code, read once when first asked for.
It must never judge what a text says.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module

from bot.languages.guess import guess
from bot.languages.pack import Pack

__all__ = ["codes", "guess", "pack"]

CODES = ("de", "en")
CODE = re.compile(r"[a-z]{2}")


def codes() -> tuple[str, ...]:
    """The codes of the languages that have a pack."""
    return CODES


@cache
def pack(code: str) -> Pack:
    """The pack of `code`, which must be one of `codes()`."""
    loaded: Pack = import_module(f"bot.languages.{code}").load()
    return loaded
