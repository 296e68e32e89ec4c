"""The delivery's office: a real database, a chat in memory or a strict fake Slack, and a clock that a test moves by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot import deliver, memory
from bot.chat.slack.client import web_client
from bot.chat.slack.post import Poster
from bot.companies import Directory
from bot.deliver import Chat, Pace
from bot.model import Channel, Claim, Company, StoryStatus
from bot.store import Database, articles, deliveries, leases, stories
from bot.store import moves as kept_moves
from tests import builders
from tests.builders import MORNING
from tests.fakes.chat import FakeChat
from tests.fakes.slack import BOT_TOKEN, FakeSlack

SINGLY = replace(Pace(), storm=0.0)
"""Each story a message of its own, to be counted."""


@dataclass
class Office:
    """A database, a chat and a clock that a test moves by hand."""

    database: Database
    chat: FakeChat = field(default_factory=FakeChat)
    now: datetime = MORNING
    notices: list[str] = field(default_factory=list)
    channels: tuple[Channel, ...] = (builders.channel(),)
    owner: str = "this run"
    pace: Pace = field(default_factory=Pace)
    slack: FakeSlack | None = None
    """The Slack that is written to in place of `chat`; its clock is moved with ours."""

    @classmethod
    def at(cls, database: Database, slack: FakeSlack, channels: int = 1, pace: Pace | None = None) -> Office:
        """An office that writes to so many channels of a fake Slack, at its time."""
        wanted = tuple(builders.channel(id=f"C{number}", name=f"c{number}") for number in range(1, channels + 1))
        for channel in wanted:
            slack.channel(channel.id)
        now = datetime.fromtimestamp(slack.world.now(), UTC)
        return cls(database, now=now, channels=wanted, pace=pace or SINGLY, slack=slack)

    def publish_many(self, count: int) -> list[str]:
        """So many stories about as many people; returns their sentences, oldest first."""
        names = [f"Person {chr(65 + number // 26 % 26)}{chr(97 + number % 26)} N{number}" for number in range(count)]
        for number, name in enumerate(names):
            self.publish(number + 1, person=name)
        return names

    def publish(
        self, number: int = 1, story: int | None = None, status: StoryStatus = StoryStatus.CONFIRMED, **of: object
    ) -> int:
        """One article with one claim, as part of a new story or of `story`; returns the story's key."""
        claim: Claim = replace(builders.claim(), **of)  # type: ignore[arg-type]  # a test names real fields
        article = builders.article(number, published=self.now - timedelta(hours=1), seen=self.now)
        with self.database.write() as connection:
            stored = articles.add(
                connection, article, builders.reading(claim), f"signature {number}", first_fetch=False
            )
            assert stored is not None
            key = story or stories.bear(connection, article.published, memory=False)
            articles.add_claim(connection, stored, claim, key, "the test says so")
            stories.touch(connection, key, article.published, ["handle"])
        numbers = {told: at for at, _, told in articles.told_by(self.database, "c.story = ?", [key])}
        move = builders.move(
            *numbers, status=status, person=claim.person, to_company=claim.to_org, person_id=0, story=key
        )
        with self.database.write() as connection:
            kept_moves.write(connection, key, [move], numbers)
        return key

    def remember(self, number: int, person: str, first_fetch: bool = False) -> None:
        """One article about somebody who leaves Meta for Figma, taken in as collect does it."""
        read = builders.article(number, title=f"{person} leaves Meta", published=self.now, seen=self.now)
        pair = (read, builders.reading(builders.claim(person=person)))
        directory = Directory([Company("Meta"), Company("Figma")])
        with self.database.write() as connection:
            memory.remember(self.database, connection, [pair], directory, first_fetch)

    def close(self) -> None:
        """As at the bot's end."""
        leases.give_back(self.database, self.owner)
        self.database.close()

    def decide(self) -> int:
        since = self.now - timedelta(days=2)
        return deliver.decide(self.database, self.channels, lambda name: name == "Meta", since, False, self.now)

    def send(self, rounds: int = 1, step: float = 2.0) -> deliver.Delivered:
        """So many rounds, `step` seconds apart."""
        done = deliver.Delivered()
        chat = self.chat.chat() if self.slack is None else slack_chat(self.slack, self.pace)
        for _ in range(rounds):
            done = done.plus(
                deliver.send(self.database, chat, lambda: self.now, self.pace, self.owner, self.notices.append)
            )
            self.wait(step)
        return done

    def wait(self, seconds: float) -> None:
        """Let time go by, here and at Slack."""
        self.now += timedelta(seconds=seconds)
        if self.slack is not None:
            self.slack.advance(seconds)

    def send_until(self, done: Callable[[], bool], rounds: int, step: float = 0.5) -> int:
        """Rounds until something holds; returns how many. Fails after so many."""
        for number in range(rounds):
            if done():
                return number
            self.send(step=step)
        raise AssertionError(f"not within {rounds} rounds: {deliveries.counts(self.database)}")

    def is_drained(self) -> bool:
        """Whether nothing waits in the outbox."""
        return not deliveries.open_channels(self.database)

    def tell(self, rounds: int = 1) -> deliver.Delivered:
        self.decide()
        return self.send(rounds)


def slack_chat(slack: FakeSlack, pace: Pace) -> Chat:
    """The fake Slack as deliver is handed it."""
    poster = Poster(web_client(BOT_TOKEN, slack.url, pace.time_out), pace.unsaid)
    return Chat(poster.post, poster.edit, poster.reply, poster.find, poster.remove)
