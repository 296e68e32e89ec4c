"""A line of a profile as one sentence, for every chat.

In: a `TimelineLine` and the wording of a language. Out: the sentence. It must never say more than the line knows.
"""

from __future__ import annotations

from bot.languages.wording import Wording
from bot.model import TimelineLine


def sentence(line: TimelineLine, say: Wording) -> str:
    """Return what happened, in words. Who rises inside stands with the company as `to_org`."""
    slots = {
        "person": line.person,
        "from": line.from_org,
        "to": line.to_org,
        "company": line.to_org or line.from_org,
        "role": line.role,
    }
    known = {name: value for name, value in slots.items() if value}
    return say.with_tenure(say.sentence(line.kind, known, line.status), line.tenure, line.status)


def day(line: TimelineLine, say: Wording) -> str:
    """Return when it was, as 2026-11-23; a step that an article only looked back on has no date of its own."""
    return say.label("earlier") if line.past else f"{line.date:%Y-%m-%d}"
