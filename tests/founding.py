"""The founding article, read from a feed as any other: what /whois then says of each of its people, held against facts.

    python -m tests.founding EVALDIR

EVALDIR holds seed_article_de.txt; without it one line says that it was left out. Serves the article on loopback, has it
collected, asks, and prints each fact as "holds" or "open". Fails where something false is said (`FALSE`), or where a
fact is lost that held when this was last written (`SETTLED`).

The article has traps: the threat of its headline is over in its own text, one sentence gives a man's name and post to
a woman and contradicts the one before, and half of those it names stay where they are.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.app.house import open_house
from bot.app.operate import answer_whois
from bot.errors import UnknownName
from bot.model import Feed
from bot.settings import Settings, load
from tests.fakes.publisher import Item, Publisher

CONFIG = Path(__file__).parents[1] / "config"
ARTICLE = "seed_article_de.txt"

Answer = Mapping[str, Any]
"""What `orgwatch whois NAME --json` prints; empty where nobody of that name is known."""

Test = Callable[[Answer], bool]


def _lines(answer: Answer) -> list[dict[str, Any]]:
    return [*answer.get("timeline", ()), *answer.get("open_rumours", ())]


def says(*kinds: str, left: str | None = None, joined: str | None = None, role: str = "", status: str = "") -> Test:
    """Whether a line says this; what is left out may be anything."""

    def test(answer: Answer) -> bool:
        return any(
            (not kinds or line["kind"] in kinds)
            and (left is None or line["from_org"] == left)
            and (joined is None or line["to_org"] == joined)
            and role.casefold() in (line["role"] or "").casefold()
            and status in ("", line["status"])
            for line in _lines(answer)
        )

    return test


def is_at(company: str) -> Test:
    """Whether somebody's post today is there."""
    return lambda answer: bool(answer.get("current")) and answer["current"]["org"] == company


def knows(*companies: str) -> Test:
    """Whether all of these stand somewhere in the career."""
    return lambda answer: set(companies) <= {line[end] for line in _lines(answer) for end in ("from_org", "to_org")}


def has_left(answer: Answer) -> bool:
    """Whether it is said that somebody has left Meta: as a fact or a report, not as a threat or a turn."""
    return any(
        line["from_org"] == "Meta"
        and line["to_org"] != "Meta"
        and line["status"] in ("confirmed", "reported", "rumour")
        for line in _lines(answer)
    )


def goes_to(*companies: str) -> Test:
    """Whether a line has somebody leave Meta for one of these."""
    return lambda answer: any(line["from_org"] == "Meta" and line["to_org"] in companies for line in _lines(answer))


def stayed(said: str) -> Test:
    """Whether a line of leaving Meta says how long somebody had been there."""
    return lambda answer: any(
        line["from_org"] == "Meta" and line["tenure"] is not None and line["tenure"]["said"] == said
        for line in _lines(answer)
    )


def goes_anywhere(answer: Answer) -> bool:
    """Whether a destination is named after Meta."""
    return any(line["from_org"] == "Meta" and line["to_org"] not in (None, "Meta") for line in _lines(answer))


FACTS: Mapping[str, Mapping[str, Test]] = {
    "Shengjia Zhao": {
        "threatened to return to OpenAI": lambda answer: (
            says(left="Meta", joined="OpenAI", status="planned")(answer)
            or says(left="Meta", joined="OpenAI", status="reversed")(answer)
        ),
        "is Chief AI Scientist of Meta": says(joined="Meta", role="chief ai scientist"),
        "is at Meta": is_at("Meta"),
        "was never employed by ChatGPT": lambda answer: bool(answer) and not knows("ChatGPT")(answer),
    },
    "Yann LeCun": {"has a new reporting line": says("reorg", joined="Meta"), "is at Meta": is_at("Meta")},
    "Ahmad Al-Dahle": {"is without a team": says("reorg", joined="Meta"), "is at Meta": is_at("Meta")},
    "Chris Cox": {"lost a remit": says("reorg", joined="Meta"), "is at Meta": is_at("Meta")},
    "Nat Friedman": {"is named head of a team": says("appointment", "promotion", "hire", joined="Meta")},
    "Ethan Knight": {
        "was at OpenAI, xAI and Meta": knows("OpenAI", "xAI", "Meta"),
        "leaves Meta": has_left,
        "did not come from Anthropic": lambda answer: bool(answer) and not knows("Anthropic")(answer),
    },
    "Avi Verma": {
        "leaves Meta": has_left,
        "returns to OpenAI": goes_to("OpenAI"),
        "was there under a month, or never began: both are said": lambda answer: any(
            difference.startswith("Time there: ") and "weniger als einen Monat" in difference and " nie" in difference
            for line in _lines(answer)
            for difference in line["differences"]
        ),
    },
    "Rishabh Agarwal": {
        "leaves Meta": has_left,
        "did not come from Anthropic": lambda answer: bool(answer) and not knows("Anthropic")(answer),
    },
    "Chaya Nayak": {"goes to OpenAI": goes_to("OpenAI"), "was there nine years": stayed("neun Jahren")},
    "Loredana Crisan": {
        "leaves Meta": has_left,
        "goes to Figma": goes_to("Figma"),
        "was there ten years": stayed("zehn Jahren"),
    },
}

FALSE: Mapping[str, Mapping[str, Test]] = {
    **{
        name: {"has left Meta": has_left}
        for name in (
            "Shengjia Zhao", "Yann LeCun", "Ahmad Al-Dahle", "Chris Cox", "Nat Friedman", "Alexandr Wang", "Dave Arnold",
            "Mark Zuckerberg",
        )
    },
    "Rishabh Agarwal": {"goes somewhere": goes_anywhere},
    "Loredana Crisan": {"goes to OpenAI": goes_to("OpenAI")},
    "Elon Musk": {"changes posts": lambda answer: bool(_lines(answer))},
    "Sam Altman": {"changes posts": lambda answer: bool(_lines(answer))},
}  # fmt: skip
"""Nobody is said to leave who stays, and no destination is made up."""

SETTLED = frozenset((name, what) for name, facts in FACTS.items() for what in facts)
"""What held when this was last written: every fact."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found: facts that hold, facts that are open, and what is said and is false."""

    holds: frozenset[tuple[str, str]]
    open: frozenset[tuple[str, str]]
    false: frozenset[tuple[str, str]]


def read(article: Path, folder: Path) -> Outcome:
    """Serve the article as a feed's only item, have it collected into a database in `folder`, and ask for everybody."""
    title, _, text = article.read_text("utf-8").partition("\n")
    with Publisher() as publisher:
        address = publisher.publish("/feed", Item(1, title.strip(), text.strip()))
        settings = load(
            {
                "ORGWATCH_CONFIG": str(CONFIG),
                "ORGWATCH_DB": str(folder / "orgwatch.db"),
                "ORGWATCH_ALLOW_PRIVATE_ADDRESSES": "1",
            },
            folder / "no.env",
        )
        with open_house(settings) as house:
            done = house.collect([Feed(address, "Sample Post", language="de")], at_once=True)
        assert done.articles_new == 1, done
        answers = {name: _ask(settings, name) for name in {**FACTS, **FALSE}}
    checked = {(name, what): test(answers[name]) for name, facts in FACTS.items() for what, test in facts.items()}
    said = {(name, what) for name, facts in FALSE.items() for what, test in facts.items() if test(answers[name])}
    return Outcome(
        holds=frozenset(fact for fact, true in checked.items() if true),
        open=frozenset(fact for fact, true in checked.items() if not true),
        false=frozenset(said),
    )


def _ask(settings: Settings, name: str) -> Answer:
    try:
        answer: Answer = json.loads(answer_whois(settings, name, as_json=True))
    except UnknownName:
        return {}
    return answer


def main() -> int:
    article = Path(sys.argv[1]) / ARTICLE
    if not article.exists():
        print(f"founding article: left out, no {ARTICLE} at {article.parent}")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        found = read(article, Path(folder))
    for word, facts in (("holds", found.holds), ("open ", found.open), ("FALSE", found.false)):
        for name, what in sorted(facts):
            print(f"{word} {name} {what}")
    lost = SETTLED - found.holds
    for name, what in sorted(lost):
        print(f"LOST  {name} {what}")
    print(
        f"founding article: {len(found.holds)} of {len(found.holds | found.open)} facts hold, {len(found.false)} false, "
        f"{len(lost)} lost"
    )
    return 1 if found.false or lost else 0


if __name__ == "__main__":
    sys.exit(main())
