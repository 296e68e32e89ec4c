"""Companies House, the British register: who became director of a company, and who ceased to be.

Comes in: the REST answer with a company's officers (a key is needed). Goes out: an entry an appointment and an entry
a resignation, each one plain sentence from the register's own fields. Pure. Must never keep more of a person than
name, post and dates: the answer holds birth dates and home countries too.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import blake2b

from bot.feeds.values import Parsed, Request
from bot.model import Company, Entry, Feed, Tier
from bot.text import clean

HOST = "api.company-information.service.gov.uk"
NO_KEY = "Companies House is off: it answers only with a key. Set COMPANIES_HOUSE_KEY to turn it on."

_POSTS = {"director": "director", "managing-officer": "managing officer"}


def feed(company: Company, number: str) -> Feed:
    """The officers of the company with that registered number, newest first."""
    address = (
        f"https://{HOST}/company/{number.strip().upper().zfill(8)}/officers?order_by=appointed_on&items_per_page=100"
    )
    return Feed(address, "Companies House", Tier.FILING, "en", company=company.name)


def with_key(request: Request, key: str) -> Request:
    """The request with the key as its user name, as the register asks."""
    login = b64encode(f"{key}:".encode()).decode()
    return replace(request, accept="application/json", headers=(*request.headers, ("Authorization", f"Basic {login}")))


def read(body: bytes, content_type: str | None, feed: Feed, known: frozenset[bytes]) -> Parsed:
    """The appointments and resignations that are not `known`."""
    try:
        answer: object = json.loads(body)
    except (ValueError, RecursionError):
        answer = None
    listed = answer.get("items") if isinstance(answer, Mapping) else None
    if not isinstance(listed, list):
        return Parsed(problem="Companies House answers, but not with a list of officers.")
    page = feed.url.partition("?")[0].replace(HOST, "find-and-update.company-information.service.gov.uk")
    said = [
        entry
        for officer in listed
        if isinstance(officer, Mapping)
        for entry in _said(officer, feed.company or "", page)
    ]
    keys = {blake2b((entry.guid or "").encode(), digest_size=12).digest(): entry for entry in said}
    return Parsed(entries=tuple(entry for key, entry in keys.items() if key not in known), items=frozenset(keys))


def _said(officer: Mapping[str, object], company: str, page: str) -> Iterator[Entry]:
    post = _POSTS.get(str(officer.get("officer_role")))
    name = _name(clean(str(officer.get("name") or "")))
    if post is None or not name or not company:
        return
    for field, done in (("appointed_on", "was appointed as"), ("resigned_on", "resigned as")):
        day = _day(officer.get(field))
        if day is not None:
            title = f"{name} {done} {post} of {company}"
            summary = f"{title} on {day.day} {day:%B %Y}, according to the register of Companies House."
            key = f"{page}#{field}-{day.isoformat()}-{blake2b(name.encode(), digest_size=6).hexdigest()}"
            yield Entry(key, key, title, summary, published=datetime(day.year, day.month, day.day, tzinfo=UTC))


def _name(written: str) -> str:
    """ "SMITH, Jane Mary" as people write it; a hyphen or an apostrophe begins a new capital."""
    family, _, given = written.partition(", ")
    family = family.title() if family.isupper() else family
    return f"{given} {family}".strip()


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
