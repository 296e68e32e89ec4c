"""Reads a page that somebody points at: the same reading as for an article, remembered nowhere.

In: the door to the web and an address. Out: what the page claims. It must never open what the door to the web refuses.
"""

from __future__ import annotations

import re

from bot import detect
from bot.errors import UnknownName
from bot.feeds.fetch import Fetcher
from bot.feeds.values import Request
from bot.model import Reading
from bot.text import plain

LONGEST = 60_000
"""Characters of a page that are read: the longest article met had 40,000; what follows are comments and lists of links."""

_TITLE = re.compile(r"<title[^>]*>(.{0,1000}?)</title", re.IGNORECASE | re.DOTALL)


def read_page(fetcher: Fetcher, address: str) -> Reading:
    """What the page at `address` says of moves. Raises UnknownName where it cannot be had."""
    for reply in fetcher.fetch([Request(address)]):
        if reply.problem:
            raise UnknownName(f"{address}: {reply.problem}")
        source = reply.body.decode("utf-8", "replace")
        title = _TITLE.search(source[:LONGEST])
        text = plain(source)[:LONGEST]
        return detect.read(detect.Document(plain(title[1]) if title else "", text=text))
    raise UnknownName(f"{address} was not read: the bot is being stopped")
