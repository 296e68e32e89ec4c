"""The words of an article, out of the page that shows it.

Comes in: a page and its type. Goes out: plain text with blank lines between paragraphs, or None where there is no
article or where readers are meant to pay or log in. Must never get around a paywall: a page that says of itself that
it is not free is left, even where its text lies in it.

trafilatura reads the page, in a process of its own (`process`): it imports 58 MB and works on foreign documents.
"""

from __future__ import annotations

import re

from bot.feeds import process
from bot.feeds.document import readable, to_utf8
from bot.text import clean

LARGEST_PAGE = 2_000_000
"""Bytes after inflating. Pages of news sites have 0.1 to 1 MB, most of it script."""

SHORTEST_TEXT = 200
"""Characters; less is a teaser or a notice that asks for consent."""

# How pages say that they are not free: schema.org's property (as publishers are asked to mark paywalls) and the tier
# that several publishing systems write.
_NOT_FREE = re.compile(
    rb"[\"']?isAccessibleForFree[\"']?\s*(?::|[\"']?\s*content\s*=)\s*[\"']?\s*(?:https?://schema\.org/)?false"
    rb"|article:content_tier[\"']\s+content\s*=\s*[\"'](?:locked|metered)",
    re.IGNORECASE,
)


class Pages:
    """Reads pages one at a time. Safe to share between threads, which then take turns."""

    def __init__(self) -> None:
        self._process = process.Process(__name__)

    def text(self, page: bytes, content_type: str | None) -> str | None:
        """The article's words, None where there are none for us."""
        if len(page) > LARGEST_PAGE or is_paywalled(page):
            return None
        found = self._process.ask(to_utf8(readable(page), content_type))
        text = "\n\n".join(filter(None, map(clean, (found or b"").decode("utf-8", "replace").split("\n"))))
        return text if len(text) >= SHORTEST_TEXT else None

    def close(self) -> None:
        """End the process."""
        self._process.close()


def is_paywalled(page: bytes) -> bool:
    """Whether the page says of itself that it is not free to read."""
    return _NOT_FREE.search(page) is not None


def serve() -> None:
    """The other side."""
    import trafilatura

    def answer(page: bytes) -> bytes:
        found = trafilatura.extract(page.decode("utf-8", "replace"), include_comments=False, include_tables=False)
        return (found or "").encode("utf-8", "replace")

    process.serve(answer)
