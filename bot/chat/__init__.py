"""What every chat offers the house, and what it asks of it.

A chat (Slack, the terminal) is two rooms. One sends: four callables, `post`, `edit`, `reply` and `find`, that take a
delivery and its alert and give back values of `bot.model` (`Sent`, `Later`, `Unsure`, `Refused`; `Found`, `Absent`,
`Unreadable`). The other listens: it takes `Answers`, the house's side of every question, and renders what comes back.

In: callables handed down by app. Out: the same answers in every chat. It must never know how an answer is found, and
a callable must never know which chat asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.model import CompanyProfile, Explanation, Profile, Unknown, Verdict


@dataclass(frozen=True, slots=True)
class Answers:
    """The house's side of every question. Each may be called from several threads at once and may take its time.

    `whois` takes a name, of a person or a company; `person` the number of one of a profile's candidates; `moves` a
    company's name; `why` a story's key or an article's address; `judge` a verdict, the story's key it is about and who
    says so; `status` tells in lines how the bot is.
    """

    whois: Callable[[str], Profile | CompanyProfile | Unknown]
    person: Callable[[int], Profile | Unknown]
    moves: Callable[[str], CompanyProfile | Unknown]
    why: Callable[[str], Explanation | Unknown]
    judge: Callable[[Verdict, str, str], None]
    status: Callable[[], tuple[str, ...]]
