"""A house in memory's tests: articles with their claims go in, one channel is told, and nothing else runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot import deliver, memory
from bot.companies import Directory
from bot.deliver import Pace
from bot.model import Article, Channel, Claim, Company, Judgement, Reading, Verdict
from bot.store import Database
from tests.builders import MORNING, article, channel, reading
from tests.fakes.chat import FakeChat

COMPANIES = Directory(
    [
        Company("Meta", aliases=("Meta Platforms",), former=("Facebook",), units=("Instagram",)),
        Company("OpenAI"),
        Company("BMW"),
        Company("SAP"),
        Company("Figma", tracked=False),
    ]
)


@dataclass
class House:
    """`reads` is what today's rules make of an article, by its number; `told` is the chat with all that stands in it."""

    database: Database
    channels: tuple[Channel, ...] = (channel(),)
    told: FakeChat = field(default_factory=FakeChat)
    reads: dict[int, tuple[Claim, ...]] = field(default_factory=dict)
    days: dict[int, int] = field(default_factory=dict)

    def read(self, number: int, *claims: Claim, day: int = 0, **changes: object) -> None:
        """An article of that number, published `day` days after MORNING, says this."""
        self.reads[number], self.days[number] = claims, day
        moment = MORNING + timedelta(days=day)
        one = article(number, published=moment, seen=moment, **changes)
        with self.database.write() as connection:
            memory.remember(self.database, connection, [(one, reading(*claims))], COMPANIES, first_fetch=False)

    def deliver(self, day: int = 0) -> None:
        """Decide and send all there is, on that day."""
        now = MORNING + timedelta(days=day)
        deliver.decide(self.database, self.channels, COMPANIES.tracked, now - timedelta(days=3), False, now)
        clock = [now]

        def tick() -> datetime:
            clock[0] += timedelta(minutes=1)
            return clock[0]

        for _ in range(20):
            deliver.send(self.database, self.told.chat(), tick, Pace(), "owner", print)

    def judge(self, verdict: Verdict, subject: str, other: str | None = None) -> None:
        memory.judge(self.database, Judgement(verdict, subject, other, "U1", MORNING), COMPANIES)

    def rebuild(self) -> None:
        def read(kept: Article) -> Reading:
            return reading(*self.reads[int(kept.key.rpartition("/")[2])])

        memory.rebuild(self.database, read, COMPANIES)

    def stories(self, number: int) -> list[int]:
        """The stories of an article's claims."""
        rows = self.database.connection().execute(
            "select distinct story from claims c join articles a on a.id = c.article where a.key = ? order by story",
            (article(number).key,),
        )
        return [row[0] for row in rows]
