"""What the reader remembers of lines, for tests that must begin without it."""

from __future__ import annotations

from bot import languages
from bot.detect import choice, understanding
from bot.detect.gate import gate


def forget_lines() -> None:
    """Leave no line known that was read before."""
    for pack in map(languages.pack, languages.codes()):
        choice.quiet(pack).clear()
        choice.lows.cache_clear()
        understanding.read_beside(pack).clear()
        gate(pack).may_tell.cache_clear()
        gate(pack).remembers.cache_clear()
        gate(pack).signs_of.cache_clear()
