"""feedparser in a process of its own (`process`), for documents that the quick reader declined.

Comes in: a document. Goes out: its entries, or None when reading it failed or took too long. Small documents are read
in place; a trimmed one holds an item or two.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime

from bot.feeds import process
from bot.feeds.parse import by_feedparser
from bot.feeds.values import Found
from bot.model import Entry

LARGEST_IN_PLACE = 8_192
"""Bytes; the worst found for feedparser on that much (nested tags) takes 40 ms."""


class OnlyApart(Exception):
    """This document may only be read in a process of its own (`Worker.read`), which can take a second and more."""


def in_place(document: bytes) -> Found | None:
    """As `parse.by_feedparser` for a small document. Raises OnlyApart for any other."""
    if len(document) > LARGEST_IN_PLACE:
        raise OnlyApart
    return by_feedparser(document)


class Worker:
    """Hand its `read` to `parse`. Safe to share between threads, which then take turns."""

    def __init__(self) -> None:
        self._process = process.Process(__name__)

    def read(self, document: bytes) -> Found | None:
        """As `parse.by_feedparser`, and None after a second of CPU."""
        if len(document) <= LARGEST_IN_PLACE:
            return by_feedparser(document)
        answer = self._process.ask(document)
        return None if answer is None else _unpacked(answer)

    def close(self) -> None:
        """End the process."""
        self._process.close()


def serve() -> None:
    """The other side."""
    process.serve(lambda document: _packed(by_feedparser(document)))


def _packed(found: Found | None) -> bytes:
    if found is None:
        return b"null"
    entries, version = found
    rows = [
        [
            entry.guid, entry.link, entry.title, entry.summary, entry.content, entry.author, entry.publisher,
            entry.published and entry.published.timestamp(), entry.updated and entry.updated.timestamp(),
        ]
        for entry in entries
    ]  # fmt: skip
    return json.dumps([rows, version]).encode()


def _unpacked(answer: bytes) -> Found | None:
    found = json.loads(answer)
    if found is None:
        return None
    rows, version = found
    return tuple(_entry(*row) for row in rows), version


def _entry(
    guid: str | None,
    link: str | None,
    title: str | None,
    summary: str | None,
    content: str | None,
    author: str | None,
    publisher: str | None,
    published: float | None,
    updated: float | None,
) -> Entry:
    return Entry(guid, link, title, summary, content, author, publisher, _moment(published), _moment(updated))


def _moment(timestamp: float | None) -> datetime | None:
    return None if timestamp is None else datetime.fromtimestamp(timestamp, UTC)
