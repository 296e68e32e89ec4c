"""How long one more article of a story takes when many outlets have told it already.

    python -m tests.bench.wave [COUNT …]

Remembers COUNT articles (50, 200 and 800) of as many outlets on one departure, the last ones one by one and each decided on
for one channel, and prints the milliseconds that one of those takes. Fails where that grows faster than the story does.

Every fourth article names another outlet as its source, every fifth nobody but the post, every seventh another time there.
"""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from bot import deliver, memory
from bot.companies import Directory
from bot.model import Article, Claim, ClaimStatus, Company, Extent, Reading, Tenure, Tier, Unit
from bot.store import Database
from tests.builders import MORNING, article, channel, claim

COUNTS = (50, 200, 800)
LAST = 10
MOST_GROWTH = 1.2
DAYS_AGO = MORNING - timedelta(days=2)
COMPANIES = Directory([Company("Meta", aliases=("Meta Platforms",)), Company("Figma"), Company("OpenAI")])


def telling(number: int) -> tuple[Article, Reading]:
    """What outlet `number` says."""
    language = ("en", "de")[number % 2]
    said: Claim = claim(
        person=None if number % 5 == 4 else ("Loredana Crisan", "Crisan")[number % 3 == 2],
        role=("Chief Design Officer", "Designchefin")[number % 2],
        status=ClaimStatus.REPORTED if number % 4 == 3 else ClaimStatus.CONFIRMED,
        attribution=f"Sample Outlet {number // 2}" if number % 4 == 3 else None,
        tenure=(Tenure("ten years", Extent.EXACTLY, 10 + 5 * (number % 7 == 6), Unit.YEAR),),
        quote=f"Outlet {number} says that Crisan is off to Figma",
    )
    when = MORNING + timedelta(minutes=number)
    tier = Tier.AGGREGATOR if number % 10 == 9 else Tier.PRESS
    told = article(
        number + 1, publisher=f"Sample Outlet {number}", language=language, published=when, seen=when, tier=tier
    )
    return told, Reading(language, True, (said,))


def arrive(count: int, folder: Path) -> list[float]:
    """The seconds that each of the last articles of `count` took, from the reading to the decision; sorted."""
    told = [telling(number) for number in range(count)]
    taken = []
    with closing(Database(folder / f"{count}.db")) as database:
        with database.write() as connection:
            memory.remember(database, connection, told[:-LAST], COMPANIES, first_fetch=False)
        for one in told[-LAST:]:
            begun = time.perf_counter()
            with database.write() as connection:
                memory.remember(database, connection, [one], COMPANIES, first_fetch=False)
            deliver.decide(database, [channel()], COMPANIES.tracked, DAYS_AGO, False, one[0].seen)
            taken.append(time.perf_counter() - begun)
        stories = database.connection().execute("select count(*) from stories").fetchone()[0]
        assert stories == 1, stories
    return sorted(taken)


def main(counts: tuple[int, ...]) -> int:
    middle = {}
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            middle[count] = 1000 * arrive(count, Path(folder))[LAST // 2]
            print(f"{count} outlets: one more article takes {middle[count]:.0f} ms")
    least, most = min(middle), max(middle)
    growth = (middle[most] / middle[least]) / (most / least)
    print(f"that is {growth:.2f} of what it would be if it grew as the story does")
    return 1 if growth > MOST_GROWTH else 0


if __name__ == "__main__":
    sys.exit(main(tuple(map(int, sys.argv[1:])) or COUNTS))
