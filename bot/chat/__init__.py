"""What every chat offers the house, and what it asks of it.

A chat (Slack, the terminal) is two rooms. One sends: the four callables of `deliver.Chat`. The other listens: it takes
`Answers`, the house's side of every question, and renders what comes back.

In: callables handed down by app. Out: the same answers in every chat. It must never know how an answer is found, and
a callable must never know which chat asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.answer import Explanation, Nobody
from bot.curate import Desk, Editor
from bot.model import Alert, CompanyProfile, Feed, FeedState, Profile, Reading, Verdict


@dataclass(frozen=True, slots=True)
class Answers:
    """The house's side of every question. Each may be called from several threads at once and may take its time.

    Each takes the words as they were typed and may raise an `OrgWatchError`, whose line is shown to whoever asked.
    `person` takes the number of one of a profile's candidates; `why` a story's number or an article's address; `judge` a
    verdict, the story's number it is about and who says so; `search`
    reads a search of the news for a name before it answers, which takes up to half a minute; `find_feed` looks for the
    feed at an address or at the page there, and adds nothing; `status` gives lines on how the bot is; `check` reads any
    text for moves and `read_page` the page at an address, and neither remembers anything of it; `once` is True the first
    time it is called with a word, also over restarts; `feeds` gives each feed with what polling remembers of it, None where it
    was never read; `together` all alerts of the message in which a channel was told of a story, by the story's number and the
    channel, oldest first. `desk` is where settings are changed (bot.curate), and `now` the clock for that.
    """

    whois: Callable[[str], Profile | CompanyProfile | Nobody]
    person: Callable[[int], Profile]
    moves: Callable[[str], CompanyProfile]
    why: Callable[[str], Explanation]
    judge: Callable[[Verdict, str, Editor], None]
    search: Callable[[str], Profile | CompanyProfile | Nobody]
    find_feed: Callable[[str], Feed]
    status: Callable[[], tuple[str, ...]]
    check: Callable[[str], Reading]
    read_page: Callable[[str], Reading]
    once: Callable[[str], bool]
    feeds: Callable[[], tuple[tuple[Feed, FeedState | None], ...]]
    together: Callable[[int, str], tuple[Alert, ...]]
    desk: Desk
    now: Callable[[], datetime]
