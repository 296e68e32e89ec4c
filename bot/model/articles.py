"""What was published, at one address and in one language, and how it is cited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.model.feeds import Tier


@dataclass(frozen=True, slots=True)
class Article:
    """One publication at one canonical address, in one language, as plain text.

    `id` is 0 until the store has given it a number. `published` is the publisher's date where it can be
    trusted, else `seen`. `key` is what makes it the same article again (canonical address, else guid,
    else a fingerprint of title and publisher). `sample` marks rows of the sample morning, `asked` what was found because
    somebody asked.
    """

    key: str
    url: str
    title: str
    publisher: str
    tier: Tier
    language: str
    published: datetime
    seen: datetime
    summary: str = ""
    text: str = ""
    feed_url: str = ""
    sample: bool = False
    id: int = 0
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A line of proof under an alert or in a profile."""

    url: str
    publisher: str
    language: str
    date: datetime
    quote: str = ""
    attribution: str | None = None
    title: str = ""
    tier: Tier = Tier.PRESS
