"""What somebody asks, whichever way they ask it: a slash command, a sentence, a button.

In: words as typed. Out: a `Question`, or None where the words ask nothing that this bot answers. It must never answer.

A sentence is a question if it begins like one ("who is …", "moves at …", "wer ist …", "Wechsel bei …"); what follows is
the name, without the question mark. Observed: people write "who is X?", "who's X", "whois X". It fails for names that are
asked for in the middle of a sentence; guessing there would answer things that nobody asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 500
"""Signs of a question that are looked at; a name has far fewer, a long address may have as many."""


class Topic(StrEnum):
    """What can be asked. `PERSON` is one of the candidates of an earlier answer, by number."""

    WHOIS = "whois"
    MOVES = "moves"
    WHY = "why"
    STATUS = "status"
    HELP = "help"
    PERSON = "person"


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


def from_command(command: str, words: str) -> Question | None:
    """Read a slash command: `/whois NAME`, `/moves COMPANY`, `/orgwatch TOPIC …`; help for an empty one."""
    tidy = " ".join(words.split())[:LONGEST]
    if command in ("/whois", "/moves"):
        return Question(Topic(command[1:]), tidy) if tidy else Question(Topic.HELP)
    first, _, rest = tidy.partition(" ")
    return from_text(f"{first.lower()} {rest}".strip()) if first else Question(Topic.HELP)


def from_sentence(words: str) -> Question | None:
    """Read a sentence somebody wrote to the bot."""
    tidy = " ".join(words.split())[:LONGEST].rstrip("?!. ")
    for topic, pattern in _SENTENCES:
        match = pattern.fullmatch(tidy)
        if match:
            return Question(topic, "" if topic in (Topic.STATUS, Topic.HELP) else match[1].strip())
    return None


def from_text(text: str) -> Question | None:
    """Read a question back that was written as text."""
    topic, _, words = text.partition(" ")
    return Question(Topic(topic), words) if topic in set(Topic) else None
