"""How a problem of the settings is said: what is wrong, then what to do. Pure words; nothing is read here."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from pydantic_core import ErrorDetails

FIND_CHANNEL_ID = "in Slack open the channel, click its name, and copy the Channel ID at the end of the tab About"

_MUST_BE = {
    "string_type": 'must be text; write it in quotes, as "…"',
    "int_type": "must be a whole number; write it without quotes",
    "float_type": "must be a number; write it without quotes",
    "bool_type": "must be true or false; write it without quotes",
    "list_type": 'must be a list; write it as ["…", "…"], or as tables under [[…]]',
    "dict_type": "must be a table; write it under [[…]]",
    "string_too_short": "is empty; write something, or remove the line",
    "missing": "is missing; add it",
}
LANGUAGE, COUNTRY, CIK = r"^[a-z]{2,3}$", r"^[A-Z]{2}$", r"^[0-9]{1,10}$"
_SHAPES = {
    LANGUAGE: 'a language code, as "en" or "de"',
    COUNTRY: 'a country code, as "US" or "DE"',
    CIK: 'a CIK, up to ten digits in quotes, as "0001326801"',
}


def wrong(error: ErrorDetails, known: Sequence[str]) -> str:
    """What is wrong and what to do, in words, from one of pydantic's findings."""
    if error["type"] == "extra_forbidden":
        return f"is no known key; {instead(str(error['loc'][0]), known)}"
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    if error["type"] in _MUST_BE:
        return _MUST_BE[error["type"]]
    if error["type"] == "string_pattern_mismatch":
        return f'"{error["input"]}" has the wrong form; write {_SHAPES[error["ctx"]["pattern"]]}'
    return f"{error['input']} is out of range; {error['msg'][0].lower()}{error['msg'][1:]}"


def instead(word: str, choices: Iterable[str]) -> str:
    """The near choice, or all of them where there are few, or the advice to write what is missing."""
    choices = list(choices)
    folded = {choice.casefold(): choice for choice in choices}
    near = difflib.get_close_matches(word.casefold(), folded, 1, 0.6)
    if near:
        return f'did you mean "{folded[near[0]]}"?'
    return f"choose among {', '.join(choices)}" if 0 < len(choices) <= 15 else "correct or remove it"


def bad_address(url: str) -> str | None:
    """What is wrong with a web address, in words that hide a password in it; None when nothing is."""
    shown = re.sub(r"//[^/]*@", "//…@", url)
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  read for its check: it raises on a port that is no number
    except ValueError as error:
        return f'"{shown}" is no address ({error})'
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return f'"{shown}" is no http or https address'
    if re.search(r"\s", url):
        return f'"{shown}" holds a space'
    if parts.username or parts.password:
        return f'"{shown}" holds a user name or password, which do not belong into a config file'
    return None
