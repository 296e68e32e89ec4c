"""Reads the stories of this folder (README.md says how they are written)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.model import Article, Claim, ClaimStatus, Kind, Rank, Tier

ORIGIN = datetime(2025, 12, 1, 9, tzinfo=UTC)
_PUBLISHERS = {
    "ST": ("Sample Times", Tier.PRESS),
    "SP": ("Sample Post", Tier.PRESS),
    "SW": ("Sample Wire", Tier.PRESS),
    "SL": ("Sample Ledger", Tier.PRESS),
    "SZ": ("Sample Zeitung", Tier.PRESS),
    "SB": ("Sample Blatt", Tier.PRESS),
    "SN": ("Sample Nachrichten", Tier.PRESS),
    "AG": ("Sample Digest", Tier.AGGREGATOR),
    "IR": ("Newsroom", Tier.ISSUER),
    "SF": ("Sample Filings", Tier.FILING),
}
_CLAIM = re.compile(
    r"(?P<kind>\w+) (?P<person>.+?) (?:@ (?P<org>.+?)|: (?P<left>.+?) > (?P<joined>.+?))"
    r"(?: as (?P<role>.+?))?(?: !(?P<status>\w+))?(?: \{(?P<count>[^}]+)\})?(?P<flags>(?: ~\w+)*)(?: by (?P<by>.+?))?"
    r"(?: #(?P<story>[\w-]+))?"
)


@dataclass(frozen=True, slots=True)
class Item:
    """One article with its claims and, for each claim, the story it belongs to."""

    article: Article
    claims: tuple[Claim, ...]
    stories: tuple[str, ...]


def items() -> list[Item]:
    """All items of the folder, in the order of their days."""
    found = [item for path in sorted(Path(__file__).parent.glob("*.txt")) for item in _read(path)]
    return sorted(found, key=lambda item: item.article.published)


def _read(path: Path) -> Iterator[Item]:
    story = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        if line.startswith("== "):
            story = line[3:].partition(":")[0]
        elif line:
            yield item(line, f"{path.stem}-{number}", story)


def item(line: str, key: str, story: str = "") -> Item:
    """One line as an item; its moment is the day's at nine, a minute later for each line of a file."""
    head, title, claims = line.split(" | ")
    day, publisher, language = head.split()
    name, tier = _PUBLISHERS[publisher]
    published = ORIGIN + timedelta(days=int(day), minutes=int(re.sub(r"\D", "", key) or 0))
    article = Article(
        key, f"https://{name.split()[-1].lower()}.example/{key}", title, name, tier, language, published, published
    )
    read = [claim(text, story) for text in claims.split(" ;; ")]
    placed = tuple(replace(one, start=place) for place, (one, _) in enumerate(read))
    return Item(article, placed, tuple(label for _, label in read))


def claim(text: str, story: str = "") -> tuple[Claim, str]:
    """One claim and its story's name."""
    found = _CLAIM.fullmatch(text)
    assert found, text
    kind = Kind(found["kind"])
    org, left, joined = found["org"], found["left"], found["joined"]
    if kind is Kind.DEPARTURE:
        org = left = left or org
    elif kind in (Kind.HIRE, Kind.ACQUIHIRE):
        org = joined = joined or org
    count, _, origin = (found["count"] or "").partition(" of ")
    by = found["by"]
    return (
        Claim(
            kind=kind,
            person=None if found["person"] == "-" else found["person"],
            org=org,
            from_org=left,
            to_org=joined,
            role=found["role"],
            status=ClaimStatus(found["status"] or "confirmed"),
            confidence=0.8,
            quote=text,
            rule="corpus",
            attribution=by,
            named_source=bool(by and by[0].isupper()),
            contradicted="contradicted" in found["flags"],
            rank=_rank(found["role"]),
            numbers=((count, origin),) if count else (),
            past="past" in found["flags"],
        ),
        found["story"] or story,
    )


def _rank(role: str | None) -> Rank:
    written = (role or "").lower()
    for rank, words in (
        (Rank.BOARD, ("board", "aufsichtsrat", "director", "chairman", "chair")),
        (Rank.C_LEVEL, ("chief", "ceo", "cfo", "cto", "coo", "vorst", "chef")),
        (Rank.VICE_PRESIDENT, ("vice president", "vizepräsident")),
        (Rank.LEAD, ("head", "leiter", "lead")),
    ):
        if any(word in written for word in words):
            return rank
    return Rank.OTHER
