"""What a reader of Slack would really get from a message: its live mentions, its links, its visible text.

In: a message as sent. Out: plain values for asserts. It reads markup as Slack does and shares no code with the bot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

_ANGLE = re.compile(r"<([^<>]*)>")


def strings(part: object, *names: str) -> Iterator[str]:
    """Every string in a block tree that stands under one of `names`."""
    if isinstance(part, dict):
        for key, value in part.items():
            if isinstance(value, str) and key in names:
                yield value
            else:
                yield from strings(value, *names)
    elif isinstance(part, (list, tuple)):
        for item in part:
            yield from strings(item, *names)


def markup(part: object) -> Iterator[str]:
    """Every text that Slack reads as markup."""
    if isinstance(part, dict):
        if part.get("type") == "mrkdwn":
            yield str(part["text"])
        for value in part.values():
            yield from markup(value)
    elif isinstance(part, (list, tuple)):
        for item in part:
            yield from markup(item)


def live_mentions(text: str, blocks: object) -> list[str]:
    """What would ping somebody, or everybody: in the top-level text, in markup, and as elements of rich_text."""
    found = [
        inside
        for marked in (text, *markup(blocks))
        for inside in _ANGLE.findall(marked)
        if inside.startswith(("@", "#", "!")) and not inside.startswith("!date^")
    ]
    kinds = set(strings(blocks, "type")) & {"user", "usergroup", "broadcast", "channel"}
    return found + sorted(kinds)


def linked_hosts(text: str, blocks: object) -> set[str]:
    """The hosts that a click would go to; what is no http(s) address stands for itself."""
    urls = set(strings(blocks, "url"))
    for marked in (text, *markup(blocks)):
        urls |= {
            inside.partition("|")[0].replace("&amp;", "&")
            for inside in _ANGLE.findall(marked)
            if not inside.startswith(("@", "#", "!"))
        }
    return {urlsplit(url).hostname or url if url.startswith(("http://", "https://")) else url for url in urls}


def formats(blocks: object) -> list[str]:
    """Signs that Slack would read as bold, italic, struck or code in markup, outside links and dates."""
    return [sign for marked in markup(blocks) for sign in "*_~`" if sign in _ANGLE.sub("", marked)]


def visible(blocks: object) -> str:
    return " ".join(strings(blocks, "text"))
