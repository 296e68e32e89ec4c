"""What somebody asks, whichever way they ask it: a slash command, a sentence, a button.

In: words as typed. Out: a `Question`, or None where the words ask nothing that this bot answers. It must never answer.

A sentence is a question if it begins like one ("who is …", "moves at …", "wer ist …", "Wechsel bei …"); what follows is
the name, without the question mark. Any other sentence with a link in it asks to read that page. Observed: people write
"who is X?", "who's X", "whois X". It fails for names that are asked for in the middle of a sentence; guessing there would
answer things that nobody asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 500
"""Signs of a question that are looked at; a name has far fewer, a long address may have as many."""


class Topic(StrEnum):
    """What can be asked. `PERSON` is one of the candidates of an earlier answer, by number; `SEARCH` a name that is to be
    searched for in the news; `LINK` a page to be read; `ORDER` an order with what follows it; `MISSPELT` a word after
    /orgwatch that is none.
    """

    WHOIS = "whois"
    MOVES = "moves"
    WHY = "why"
    STATUS = "status"
    HELP = "help"
    PERSON = "person"
    SEARCH = "search"
    MISSPELT = "misspelt"
    LINK = "link"
    ORDER = "order"


class Order(StrEnum):
    """What can be ordered with /orgwatch; each has the labels `command_…`, `help_…` and `example_…`."""

    TRACK = "track"
    UNTRACK = "untrack"
    LIST = "list"
    SUBSCRIBE = "subscribe"
    UNSUBSCRIBE = "unsubscribe"
    RULES = "rules"
    MUTE = "mute"
    DIGEST = "digest"
    QUIET = "quiet"
    ZONE = "zone"
    FEEDS = "feeds"
    ADD_FEED = "add-feed"
    REMOVE_FEED = "remove-feed"
    LANGUAGE = "language"
    LOG = "log"
    FORGET = "forget"
    TEST = "test"


_TYPED = frozenset({Topic.WHOIS, Topic.MOVES, Topic.WHY, Topic.STATUS, Topic.HELP})
"""Topics that can be typed after /orgwatch."""


@dataclass(frozen=True, slots=True)
class Question:
    """A topic and the words behind it. As text, it can be put into a button and read back."""

    topic: Topic
    words: str = ""

    def __str__(self) -> str:
        return f"{self.topic} {self.words}".rstrip()


_SENTENCES = (
    (Topic.WHOIS, re.compile(r"(?:who\s+is|who['’]?s|whois|wer\s+ist)\s+(.+)", re.IGNORECASE | re.DOTALL)),
    (Topic.MOVES, re.compile(r"(?:moves|wechsel)\s+(?:at\s+|of\s+|bei\s+)?(.+)", re.IGNORECASE | re.DOTALL)),
    (Topic.WHY, re.compile(r"(?:why|warum)\s+(\d+|https?://\S+)", re.IGNORECASE)),
    (Topic.STATUS, re.compile(r"(status)\s*", re.IGNORECASE)),
    (Topic.HELP, re.compile(r"(help|hilfe)\s*", re.IGNORECASE)),
)


_LINK = re.compile(r"https?://\S+", re.IGNORECASE)


def from_command(command: str, words: str) -> Question:
    """Read a slash command: `/whois NAME`, `/moves COMPANY`, `/orgwatch WORD …`; help for an empty one."""
    tidy = " ".join(words.split())[:LONGEST]
    if command in ("/whois", "/moves"):
        return Question(Topic(command[1:]), tidy) if tidy else Question(Topic.HELP)
    first, _, rest = tidy.partition(" ")
    if first.lower() in set(Order):
        return Question(Topic.ORDER, f"{first.lower()} {rest}".strip())
    if not first:
        return Question(Topic.HELP)
    if first.lower() in _TYPED:
        return Question(Topic(first.lower()), rest.strip())
    return Question(Topic.MISSPELT, first)


def from_sentence(words: str) -> Question | None:
    """Read a sentence somebody wrote to the bot."""
    tidy = " ".join(words.split())[:LONGEST].rstrip("?!. ")
    for topic, pattern in _SENTENCES:
        match = pattern.fullmatch(tidy)
        if match:
            return Question(topic, "" if topic in (Topic.STATUS, Topic.HELP) else match[1].strip())
    page = _LINK.search(tidy)
    return Question(Topic.LINK, page[0]) if page else None


def from_text(text: str) -> Question | None:
    """Read a question back that was written as text."""
    topic, _, words = text.partition(" ")
    return Question(Topic(topic), words) if topic in set(Topic) else None
