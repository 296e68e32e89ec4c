"""The feeds that a web page names.

Comes in: a page and its address. Goes out: addresses of feeds, in the page's order. Pure. Must never guess paths: a
page that names no feed has none, and trying a dozen addresses is what publishers block us for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin

from bot.feeds.document import readable, to_utf8
from bot.text import clean
from bot.urls import openable

MOST_FOUND = 20

_LINK = re.compile(r"<(?:link|a)\s([^<>]{1,4000})>", re.IGNORECASE)
_BASE = re.compile(r"<base\s([^<>]{1,4000})>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]{1,20})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"})


@dataclass(frozen=True, slots=True)
class Found:
    """A feed that a page names, with the title that it gives it ("" for none)."""

    url: str
    title: str


def discover(page: bytes, content_type: str | None, url: str) -> tuple[Found, ...]:
    """What `<link rel="alternate">` and `<a type=…>` of a feed's type point to; each address once."""
    html = _COMMENT.sub("", to_utf8(readable(page), content_type).decode("utf-8", "replace"))
    base = _BASE.search(html)
    where = urljoin(url, _attributes(base[1]).get("href", "")) if base else url
    found: dict[str, Found] = {}
    for link in _LINK.finditer(html):
        attributes = _attributes(link[1])
        kind = attributes.get("type", "").partition(";")[0].strip().lower()
        if kind not in _TYPES or not attributes.get("href"):
            continue
        address = _absolute(where, attributes["href"])
        if address and address not in found:
            found[address] = Found(address, clean(attributes.get("title", "")))
        if len(found) >= MOST_FOUND:
            break
    return tuple(found.values())


def _absolute(where: str, href: str) -> str | None:
    try:
        return openable(urljoin(where, href.strip()))
    except ValueError:
        return None


def _attributes(text: str) -> dict[str, str]:
    return {name.lower(): unescape(one or two or bare) for name, one, two, bare in _ATTRIBUTE.findall(text)}
