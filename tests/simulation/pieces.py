"""The pieces of a simulated house that may be handed in crippled. In and out: values."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from bot import detect
from bot.chat.slack import blocks
from bot.chat.slack.elements import Message
from bot.model import Alert, Reading

remembered = lru_cache(maxsize=1 << 15)(detect.read)
"""The reader's own answers, remembered: they hang on nothing but the text, and the happenings of all lives are the same."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """What may be handed in crippled, to see that the simulation has teeth."""

    look_up: bool = True
    unique_index: bool = True
    render: Callable[[Alert], Message] = blocks.alert
    deadline: timedelta = timedelta(seconds=30)
    lease: float = 120.0
    first_fetch_guard: bool = True
    read: Callable[[detect.Document], Reading] = remembered
    second: bool = False
    """Whether a second instance runs from the first hour on, instead of now and then: what it needs is seen sooner."""
    mask: type[logging.Formatter] | None = None
    """In place of what hides secrets in the log."""
