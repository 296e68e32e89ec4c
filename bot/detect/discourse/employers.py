"""Tells what a name that seems a firm's is to a draft: whose firm, no firm at all, or where somebody was until now.

In: a name, a draft or its chunk, and the text. Out: yes or no, or the name. It must never fill a slot.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.detect.atoms import Parsed
from bot.detect.chunks import Chunk
from bot.detect.discourse.merging import same_org
from bot.detect.discourse.text import Text
from bot.detect.draft import FIRM, Draft


def lured(chunk: Chunk, parsed: Parsed, text: Text) -> bool:
    """Whether a preposition leads from a post to where its bearer was until now, so that no hyphen ties the firm to it."""
    return any(text.pack.classes(atom.low) & {"from", "from_the"} for atom in parsed.atoms[chunk.first : chunk.last])


def moved_since(draft: Draft, chunk: Chunk | None, org: str | None) -> bool:
    """Whether somebody is told of by a post they had elsewhere, and leaves a firm by name ("Ex-Acme-Chefin verlässt Initech")."""
    if chunk is None or not chunk.former or chunk.org is None or draft.move.org != "object":
        return False
    return draft.org not in (None, FIRM) and not one_firm(chunk.org, org)


def bare_unit(name: str | None, text: Text) -> bool:
    """Whether a name is only a word for a part of a house ("Faculty", "Sciences", "Senior Team"), whatever it read like."""
    if name is None:
        return False
    *words, last = name.casefold().split()
    team = text.pack.classes(last) >= {"crew", "headcount"} and all(word in text.pack.common for word in words)
    return team or "part" in text.pack.classes(name.casefold())


def one_firm(a: str | None, b: str | None) -> bool:
    return a is None or b is None or same_org(a, b)


def advocate(org: str, text: Text) -> bool:
    """Whether a body speaks for the staff of others or counts them, so that what it tells of jobs is no move of its own ("Die
    Arbeitnehmerkammer warnt vor Stellenabbau").
    """
    return any("advocate" in text.pack.classes(word) for word in org.casefold().replace("-", " ").split())


def own_name(org: str | None, person: str | None) -> bool:
    """Whether what seems a firm is only who comes or goes, as the headline's topic ("Roe wird Präsident")."""
    return org is not None and person is not None and org.casefold() == person.casefold()


def opening_firm(role: str, firms: Iterable[str | None], text: Text) -> str | None:
    """The firm of one everyday word that a headline's post begins with, as the text shows ("Kite CFO quits" – "Kite said
    …"), as it is written there.
    """
    first, _, rest = role.partition(" ")
    named = {name.casefold().split()[0].strip(",") for name in (*firms, *text.orgs, text.topic) if name}
    return first if rest and first[0].isupper() and first.casefold() in named else None
