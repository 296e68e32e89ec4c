"""What every language of the chat must have words for.

In: nothing. Out: the class that a language's file fills in; a missing word is a type error, so a language is
complete or it does not exist. It must never hold a sentence about a move: those come from the language packs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model import Kind, StoryStatus


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words. Places in braces are filled in by the chat and must stay as they are."""

    code: str
    statuses: Mapping[StoryStatus, str]
    kinds: Mapping[Kind, str]
    languages: Mapping[str, str]
    who_is: str
    why: str
    sources: str
    mute: str
    not_a_move: str
    share: str
    more: str
    sources_disagree: str
    first_published: str
    sample: str
    now: str
    since: str
    also_known_as: str
    timeline: str
    open_rumours: str
    seen_beside: str
    nothing_known: str
    which_one: str
    unknown: str
    did_you_mean: str
    leaders: str
    arrivals: str
    departures: str
    inside: str
    flow: str
    last_days: str
    no_moves: str
    rule: str
    outcomes: str
    status_of_bot: str
    help_title: str
    help_lines: tuple[tuple[str, str], ...]
    example: str
    not_understood: str
    went_wrong: str
    thanks: str
    none_named: str
