"""Settings as people type them, in a config file, a command or a modal's field.

In: words. Out: the house's values. Raises BadWords with one line that says what can be written. Pure; it must never
guess what was meant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.errors import BadWords
from bot.model import Digest, Kind, Quiet, Rank, Reach, StoryStatus, Wish
from bot.text import clean

_Choice = TypeVar("_Choice")

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LONGEST_WORD = 80
"""Characters of one word or phrase to require or to keep out."""
MOST_WORDS = 50

_KINDS = {kind.value: kind for kind in Kind}
_STATUSES = {status.value: status for status in StoryStatus}
_RANKS = {rank.name.lower(): rank for rank in Rank}


def wish(words: Mapping[str, str]) -> Wish:
    """A wish from keys and comma-separated values: kinds, statuses, languages, rank, confidence, require, without."""
    known = ("kinds", "statuses", "languages", "rank", "confidence", "require", "without")
    for key in words:
        if key not in known:
            raise BadWords(f'"{key}" is no part of a rule; choose among {", ".join(known)}')
    return Wish(
        kinds=_choices("kind", words.get("kinds"), _KINDS),
        statuses=_choices("status", words.get("statuses"), _STATUSES),
        languages=_languages(words.get("languages")),
        min_rank=None if "rank" not in words else _choice("rank", words["rank"], _RANKS),
        min_confidence=None if "confidence" not in words else confidence(words["confidence"]),
        required=_phrases(words.get("require")),
        forbidden=_phrases(words.get("without")),
    )


def confidence(word: str) -> float:
    """0.6, 60 or 60 % as 0.6."""
    match = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)\s*(%?)", word.strip().replace(",", "."))
    number = float(match[1]) if match else -1.0
    number = number / 100 if match and (match[2] or number > 1) else number
    if not 0 <= number <= 1:
        raise BadWords(f'"{word}" is no confidence; write 0.6 or 60 %')
    return number


def quiet(word: str) -> Quiet | None:
    """ "22:00-07:00" as quiet hours; "22:00-07:00 all" lets urgent news wait, too; "off" as None."""
    text = word.strip().casefold()
    if text == "off":
        return None
    match = re.fullmatch(r"(\d{1,2})(?::(\d\d))?\s*[-–]\s*(\d{1,2})(?::(\d\d))?(\s+all)?", text)
    if match is None:
        raise BadWords(f'"{word}" are no quiet hours; write them as 22:00-07:00, or off')
    start, end = _clock(match[1], match[2], word), _clock(match[3], match[4], word)
    if start == end:
        raise BadWords(f'"{word}" begin and end at the same time; write them as 22:00-07:00, or off')
    return Quiet(start, end, urgent_passes=match[5] is None)


def digest(word: str) -> Digest | None:
    """ "daily 9" or "weekly mon 9" as a digest's times; "off" as None."""
    text = word.strip().casefold()
    if text == "off":
        return None
    match = re.fullmatch(r"(?:daily|weekly\s+([a-z]{3})[a-z]*)(?:\s+(\d{1,2})(?::00)?)?", text)
    if match is None or (match[1] and match[1] not in WEEKDAYS):
        raise BadWords(f'"{word}" is no digest; write it as daily 9, or weekly mon 9, or off')
    return Digest(_clock(match[2] or "9", None, word).hour, WEEKDAYS.index(match[1]) if match[1] else None)


def quiet_words(quiet: Quiet | None) -> str:
    """Quiet hours as `quiet` reads them."""
    if quiet is None:
        return "off"
    return f"{quiet.start:%H:%M}-{quiet.end:%H:%M}" + ("" if quiet.urgent_passes else " all")


def digest_words(digest: Digest | None) -> str:
    """A digest's times as `digest` reads them."""
    if digest is None:
        return "off"
    return f"daily {digest.hour}" if digest.weekday is None else f"weekly {WEEKDAYS[digest.weekday]} {digest.hour}"


def zone(word: str) -> str:
    """A name of the tz database, as Europe/Berlin, in its own spelling."""
    text = word.strip()
    for name in (text, text.title(), text.upper()):
        try:
            return ZoneInfo(name).key
        except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: the name of a folder of zones, as "Europe"
            continue
    raise BadWords(f'"{word}" is no time zone; write it as Europe/Berlin')


def span(word: str) -> timedelta | None:
    """ "12h", "7d" or "2w" as a span; "forever" as None."""
    text = word.strip().casefold()
    if text == "forever":
        return None
    match = re.fullmatch(r"([1-9]\d{0,2})([hdw])", text)
    if match is None:
        raise BadWords(f'"{word}" is no span; write it as 12h, 7d, 2w or forever')
    return timedelta(hours=int(match[1]) * {"h": 1, "d": 24, "w": 168}[match[2]])


def _clock(hour: str, minute: str | None, word: str) -> time:
    if int(hour) > 23 or int(minute or 0) > 59:
        raise BadWords(f'"{word}": {hour}:{minute or "00"} is no time of day; hours go from 0 to 23')
    return time(int(hour), int(minute or 0))


def _parts(text: str) -> list[str]:
    return [part for part in map(clean, text.split(",")) if part]


def _choices(what: str, text: str | None, known: Mapping[str, _Choice]) -> frozenset[_Choice] | None:
    return None if text is None else frozenset(_choice(what, word, known) for word in _parts(text))


def _choice(what: str, word: str, known: Mapping[str, _Choice]) -> _Choice:
    name = "_".join(word.casefold().replace("-", " ").split())
    if name not in known:
        raise BadWords(f'"{word}" is no {what}; choose among {", ".join(known)}')
    return known[name]


def _languages(text: str | None) -> frozenset[str] | None:
    if text is None:
        return None
    codes = frozenset(word.casefold() for word in _parts(text))
    for code in codes:
        if not re.fullmatch("[a-z]{2,3}", code):
            raise BadWords(f'"{code}" is no language code; write it as en or de')
    return codes


def _phrases(text: str | None) -> frozenset[str] | None:
    if text is None:
        return None
    phrases = _parts(text)
    if len(phrases) > MOST_WORDS or any(len(phrase) > LONGEST_WORD for phrase in phrases):
        raise BadWords(f"that is too long; at most {MOST_WORDS} words or phrases of {LONGEST_WORD} characters each")
    return frozenset(phrases)


def wide_wish(words: str) -> tuple[Reach, str, Wish | None]:
    """all | pack NAME | COMPANY, then key=value … or off: how far a rule reaches, for what, and the rule; None ends it.

    Raises BadWords.
    """
    head, *rest = re.split(r"(?:^|\s+)(\w+)=", words)
    asked = wish(dict(zip(rest[::2], rest[1::2], strict=True))) if rest else None
    name = " ".join(head.split())
    if asked is None:
        name, _, end = name.rpartition(" ")
        if end.casefold() not in ("off", "aus"):
            raise BadWords("say what counts, as rank=director, or off to take a rule away")
    if name.casefold() in ("all", "alle"):
        return Reach.WORKSPACE, "", asked
    if name.casefold().startswith("pack "):
        return Reach.PACK, name[5:], asked
    return Reach.COMPANY, name, asked


def subscription(words: str) -> tuple[tuple[str, ...], Wish, bool]:
    """COMPANY, COMPANY key=value …: the companies (none for "all"), the wish, and whether it waits for the digest.

    Raises BadWords.
    """
    head, *rest = re.split(r"(?:^|\s+)(\w+)=", words)
    given = dict(zip(rest[::2], rest[1::2], strict=True))
    when = given.pop("when", "now").strip().casefold()
    if when not in ("now", "digest"):
        raise BadWords(f"“{when}” is no time to tell; write when=now or when=digest")
    companies = () if head.strip().casefold() in ("", "all", "alle") else names(head)
    return companies, wish(given), when == "digest"


def names(text: str | None) -> tuple[str, ...]:
    """What commas part."""
    return tuple(name for part in (text or "").split(",") if (name := " ".join(part.split())))
