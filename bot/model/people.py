"""Who is remembered, and what a human said of it, which outranks every machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Person:
    """A remembered human. `aliases` are all spellings met; `name` is the one shown.

    `companies`, where he or she was seen, are filled where an answer lists people to choose between.
    """

    id: int
    name: str
    aliases: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()


class Verdict(StrEnum):
    """A human's word; it outranks every machine."""

    FALSE_ALARM = "false_alarm"
    SAME_PERSON = "same_person"
    NOT_SAME_PERSON = "not_same_person"
    WRONG_COMPANY = "wrong_company"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A human's recorded word on `subject` (a story key, or two names), by whom and when."""

    verdict: Verdict
    subject: str
    other: str | None
    by: str
    at: datetime
    note: str = ""
