"""Measures how far the reading hangs on names and shape: what stays of it where an item's firms, people or posts are others.

    python -m tests.reading_changes [FILE.jsonl ...]

In: news items, our own where no file is given; labels are not looked at. Each item is read, changed in a way that keeps its
meaning, and read again. Out: for each change the share of the claims of all items that are the same but for the change. Rules
that know an item and not its mechanism show here first: on the items they were made on they read 0.92, with other firms 0.85.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.detect import Document, read
from bot.model import Claim

OWN = Path(__file__).parent / "corpus"
SEED = 5

FIRMS = """Quorvane; Haldrix Foods; Merrowby; Tessaline Group; Ostrafelt; Pellucid Biosciences; Corvanta; Lathrop Instruments;
Vexmoor; Sundry Lane; Brinkhollow Energy; Zentoro; Calloway Freight; Opalux; Nimbrel Systems; Farrowdale; Umbertide; Kestavia"""
PEOPLE = """Ngaio Featherstone; Oyelaran Adebowale; Anneke van der Velden; Kim Jae-won; Srinivas Ragunathan; Siobhan O'Dwyer;
Lars-Erik Bjorklund; Pinar Yildirim; Zhang Weiming; Sally-Ann McFadden; Mohammed al-Rashid; Jonas Quandt; Marguerite Delacroix;
Tuan Le Hoang; Wilhelmina Ostertag; Rashid Okonjo; Ines Caldeira; Bogdan Wisniewski"""
POSTS = {
    "en": "head of platform engineering; chief growth officer; vice president of retail media; general counsel; creative director;"
    " managing director; head of fixed income; chief people officer; director of supply chain; treasurer",
    "de": "Vertriebschefin; Chief Growth Officer; Leiterin Einkauf; Technikchef; Chefjuristin; Head of Retail Media;"
    " Kommunikationschef; Bereichsleiter; Produktionsvorstand; Kreativdirektorin",
}
MARKET = {
    "en": "Shares were little changed in early trading. The stock has gained 12% this year.",
    "de": "Die Aktie notierte am Vormittag kaum verändert. Seit Jahresbeginn hat sie zwölf Prozent gewonnen.",
}
DATELINE = {"en": "NEW YORK, March 3 (Newswire) - ", "de": "Frankfurt (Kurier) - "}
SMALL = frozenset({"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"})

Row = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """An item after a change, and what became of its words: a claim of the first reading is expected with these instead."""

    item: Document
    instead: Mapping[str, str]


Change = Callable[[Document, Sequence[Claim], random.Random], Changed | None]


def listed(text: str) -> list[str]:
    return [name.strip() for name in text.split(";")]


def rewritten(text: str, instead: Mapping[str, str]) -> str:
    """A text with words put for others, the longest first."""
    if not instead:
        return text
    longest = sorted(instead, key=len, reverse=True)
    return re.sub(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", lambda found: instead[found[0]], text)


def swapped(item: Document, instead: Mapping[str, str]) -> Changed | None:
    """An item in which names stand for others, None where it holds none of them."""
    new = Document(rewritten(item.title, instead), rewritten(item.summary, instead), rewritten(item.text, instead))
    return None if new == item else Changed(new, instead)


def other_firms(item: Document, claims: Sequence[Claim], draw: random.Random) -> Changed | None:
    """Each firm of the claims as another; left out where a firm's name is a part of another's."""
    firms = sorted({name for claim in claims for name in (claim.org, claim.from_org, claim.to_org) if name})
    if any(a != b and a in b for a in firms for b in firms):
        return None
    return swapped(item, dict(zip(firms, draw.sample(listed(FIRMS), len(firms)), strict=True)))


def other_people(item: Document, claims: Sequence[Claim], draw: random.Random) -> Changed | None:
    """Each person of two names as another, the family name alone too."""
    people = sorted({claim.person for claim in claims if claim.person and claim.person.count(" ") == 1})
    instead: dict[str, str] = {}
    for old, new in zip(people, draw.sample(listed(PEOPLE), len(people)), strict=True):
        family = new.split()[0] if new.startswith(("Kim ", "Zhang ")) else new.split(" ", 1)[1]
        instead |= {old: new, old.split()[1]: family}
    return swapped(item, instead)


def other_posts(language: str) -> Change:
    def change(item: Document, claims: Sequence[Claim], draw: random.Random) -> Changed | None:
        posts = sorted({claim.role for claim in claims if claim.role and claim.person})
        if any(a != b and a in b for a in posts for b in posts):
            return None
        return swapped(item, dict(zip(posts, draw.sample(listed(POSTS[language]), len(posts)), strict=True)))

    return change


def reshaped(new: Callable[[Document], Document]) -> Change:
    """A change of an item's shape that leaves every claim as it is."""
    return lambda item, _claims, _draw: Changed(new(item), {})


def in_title(title: str) -> str:
    return " ".join(word if word in SMALL else word[:1].upper() + word[1:] for word in title.split(" "))


def changes(language: str) -> dict[str, Change]:
    """The changes that a language's items are put through, by name."""
    market, dateline = MARKET[language], DATELINE[language]
    titled = {"capitals of a title": reshaped(lambda item: Document(in_title(item.title), item.summary, item.text))}
    return {
        "other firms": other_firms,
        "other people": other_people,
        "other posts": other_posts(language),
        "an outlet behind": reshaped(lambda item: Document(f"{item.title} - Meridian Times", item.summary, item.text)),
        "a dateline": reshaped(lambda item: Document(item.title, item.summary and dateline + item.summary, item.text)),
        "the market behind": reshaped(lambda item: Document(item.title, f"{item.summary} {market}".strip(), item.text)),
        **(titled if language == "en" else {}),  # German titles are written like sentences
    }


def row(claim: Claim, instead: Mapping[str, str]) -> Row:
    """What a claim tells, with the words that were put for its own, folded."""
    names = (claim.person, claim.org, claim.from_org, claim.to_org, claim.role)
    words = (None if name is None else rewritten(name, instead).casefold() for name in names)
    return (claim.kind.value, claim.status.value, *words)


def told(item: Document) -> list[Claim]:
    return [claim for claim in read(item).claims if not claim.past]


def kept(items: Iterable[Document], change: Change) -> tuple[int, int]:
    """Of how many claims, before and after, how many are the same but for the change; and how many there are."""
    draw = random.Random(SEED)
    same = total = 0
    for item in items:
        before = told(item)
        changed = change(item, before, draw)
        if changed is None:
            continue
        expected = {row(claim, changed.instead) for claim in before}
        found = {row(claim, {}) for claim in told(changed.item)}
        same += 2 * len(expected & found)
        total += len(expected) + len(found)
    return same, total


def share(items: Iterable[Document], change: Change) -> float:
    """The share of claims that are the same but for the change, 1 where there are none."""
    same, total = kept(items, change)
    return same / total if total else 1.0


def load(file: Path) -> Iterator[Document]:
    for item in map(json.loads, file.read_text("utf-8").splitlines()):
        yield Document(item["title"], item.get("summary") or "", item.get("text") or "")


def main() -> int:
    for file in map(Path, sys.argv[1:]) if sys.argv[1:] else (OWN / "news_en.jsonl", OWN / "news_de.jsonl"):
        items = list(load(file))
        language = "de" if "_de" in file.stem else "en"
        for name, change in changes(language).items():
            same, total = kept(items, change)
            print(f"{file.name}  {name:<20} {same / total if total else 1:.3f} of {total}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
