"""Which pages a host lets robots read: its robots.txt, kept for a day.

Comes in: a page's address, or the answer to a robots.txt. Goes out: yes, no, or the address to ask first. Must never
take silence for consent: a host whose robots.txt cannot be had is not asked for pages (RFC 9309, 2.3.1.4), one that
has none may be.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from bot.feeds.values import Reply

KEPT_FOR = timedelta(days=1)
LARGEST_FILE = 512_000
"""Bytes; RFC 9309 has readers take at least 500 KiB."""

_MOST_HOSTS = 2_000
_NAME = "OrgWatch"


@dataclass(frozen=True, slots=True)
class _Rules:
    rules: RobotFileParser | None
    """None: nothing may be read."""
    until: datetime


class Robots:
    """One run's memory of what hosts allow. Not shared between threads."""

    def __init__(self) -> None:
        self._hosts: dict[str, _Rules] = {}

    def may_read(self, url: str, now: datetime) -> bool | None:
        """Whether the page may be read; None where `address(url)` is to be asked first."""
        known = self._hosts.get(address(url))
        if known is None or known.until <= now:
            return None
        return known.rules is not None and known.rules.can_fetch(_NAME, url)

    def learn(self, reply: Reply, now: datetime) -> None:
        """Keep what a robots.txt says: 4xx means that there is none, any other failure that nothing may be read."""
        rules: RobotFileParser | None = RobotFileParser()
        assert rules is not None
        if reply.problem is None:
            rules.parse(reply.body[:LARGEST_FILE].decode("utf-8", "replace").splitlines())
        elif 400 <= reply.status < 500 and reply.status not in (401, 403, 429):
            rules.parse([])
        else:
            rules = None
        if len(self._hosts) >= _MOST_HOSTS:
            self._hosts.clear()
        self._hosts[reply.url] = _Rules(rules, now + KEPT_FOR)


def address(url: str) -> str:
    """Where the host of a page keeps its rules."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"
