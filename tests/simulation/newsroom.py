"""Publishers in memory: what they publish, edit, rename and reset, and how their servers fail.

In: a seed's dice and the time. Out: feeds, and replies as the door to the web gives them. `told` holds what a reader of
all feeds would know: each happening's name, and when it first stood in a feed that could be read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from random import Random
from xml.sax.saxutils import escape

from bot.feeds.values import Reply, Request
from bot.model import Feed, Tier

GIVEN = tuple(
    line.split()
    for line in (
        "Amelia Bruno Clara David Elena Felix Greta Henrik Irene Jonas Katrin Lukas Martha Nadine Oscar Paula "
        "Quentin Rosa Stefan Theresa",
        "Agnes Bernard Cordelia Dominik Edith Frederik Gisela Howard Isolde Julian Konrad Lavinia Matthias "
        "Noemi Oliver Philippa Ruben Sabine Tobias Ursula",
        "Adrian Beatrix Clemens Dorothea Emil Francesca Gregor Hannah Ivan Josephine Klara Leopold Miriam "
        "Nikolas Ottilie Patrick Regina Samuel Tabea Valentin",
        "Alma Benedikt Cecilia Dorian Estelle Florian Gerda Hugo Ines Joachim Kirsten Lorenz Margot Nils Olga "
        "Pascal Ricarda Sebastian Thekla Viktor",
    )
)
SURNAMES = [
    "Abernathy", "Bergstrom", "Castellano", "Dombrowski", "Eberhardt", "Fitzgerald", "Gundersen", "Hawthorne",
    "Ivanovic", "Jankowski", "Kowalczyk", "Lindqvist", "Montgomery", "Nakamura", "Ostrowski", "Petrenko",
    "Quackenbush", "Rasmussen", "Sorensen", "Thackeray", "Underhill", "Vandenberg", "Westergaard", "Yamaguchi",
    "Zimmerman",
]  # fmt: skip
FIRMS = ("Meta", "OpenAI", "Google", "Microsoft", "Apple", "Anthropic")
ROLES = ("chief design officer", "chief financial officer", "vice president of research", "chief technology officer")
HOSTILE = (
    "<!channel>",
    "&lt;https://evil.example|Reuters&gt;",
    "<@U1>",
    "\u202egnol",
    "*bold* _it_ `code`",
    "<script>x</script>",
)
ITEMS = 15
"""How many items a feed shows."""


def name(number: int) -> str:
    """The person of the happening with this number: no two alike below 2,000, more than a month brings."""
    return f"{GIVEN[number // 500 % 4][number % 20]} {SURNAMES[(number // 20 + number) % 25]}"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a feed."""

    number: int
    guid: str
    link: str
    title: str
    summary: str
    published: datetime


@dataclass
class Publisher:
    """One feed and its moods."""

    feed: Feed
    items: list[Item] = field(default_factory=list)
    down_until: datetime | None = None
    _shown: tuple[list[Item], bytes, str] = ([], b"", "")

    def document(self) -> tuple[bytes, str]:
        """What the feed shows, and its etag; made anew where the items are others, which is seldom."""
        if self._shown[0] != self.items or not self._shown[1]:
            body = _document(self)
            self._shown = (list(self.items), body, hashlib.sha256(body).hexdigest()[:16])
        return self._shown[1], self._shown[2]


class Newsroom:
    """All publishers. Happenings are numbered from 0; each is told by one to three of them."""

    def __init__(self, feeds: int, dice: Random, now: datetime, faults: float) -> None:
        self._dice = dice
        # The servers' own dice: however often somebody asks, the same news comes.
        self._server_dice = Random(dice.random())
        self.faults = faults
        self.now = now
        self.publishers = [
            Publisher(
                Feed(
                    f"https://feed{number}.example/rss",
                    f"Sample Wire {number}",
                    tier=Tier.AGGREGATOR if number % 5 == 4 else Tier.PRESS,
                    language="en",
                )
            )
            for number in range(feeds)
        ]
        self.quiet = True
        """Whether nothing happened when time passed last."""
        self.happenings = 0
        self.told: dict[str, datetime] = {}
        for publisher in self.publishers:
            for _ in range(dice.randint(1, 4)):
                self._add(publisher, self._next(), hours_ago=dice.uniform(1, 40))
        self.old = frozenset(self.told)
        """What stood in the feeds before anybody looked."""

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """What the bot is to read."""
        return tuple(publisher.feed for publisher in self.publishers)

    def live(self, now: datetime) -> None:
        """Let the time until `now` pass at the publishers: mostly nothing, now and then news, edits and moods."""
        often, rest = divmod((now - self.now).total_seconds(), 240)
        self.now, self.quiet = now, True
        for _ in range(int(often) + (self._dice.random() < rest / 240)):
            self._moment()

    def _moment(self) -> None:
        chance = self._dice.random()
        self.quiet = self.quiet and chance >= 0.10
        if chance < 0.06:
            number = self._next()
            for publisher in self._dice.sample(
                self.publishers, k=min(len(self.publishers), self._dice.choice([1, 1, 2, 3]))
            ):
                self._add(publisher, number)
        elif chance < 0.08:
            self._edit(self._dice.choice(self.publishers))
        elif chance < 0.09:
            self._reset(self._dice.choice(self.publishers))
        elif chance < 0.10:
            publisher = self._dice.choice(self.publishers)
            publisher.down_until = self.now + timedelta(minutes=self._dice.choice([5, 60, 400]))

    def fetch(self, requests: Iterable[Request | None]) -> Iterator[Reply]:
        """As the door to the web: one reply a request, faults far more often than in life."""
        by_address = {publisher.feed.url: publisher for publisher in self.publishers}
        for request in requests:
            if request is None:
                continue
            if request.url in by_address:
                yield self._reply(by_address[request.url], request)
            else:  # an article's page, or what its host allows robots
                yield Reply(request.url, 404, final_url=request.url, problem="The server answers 404.")

    def _next(self) -> int:
        self.happenings += 1
        return self.happenings - 1

    def _add(self, publisher: Publisher, number: int, hours_ago: float = 0.0) -> None:
        old, new = self._pair(number)
        sentence = f"{name(number)} leaves {old} to become {ROLES[number % 4]} at {new}"
        published = self.now - timedelta(hours=hours_ago)
        link = f"{publisher.feed.url}/{number}"
        summary = f"The change takes effect soon. {HOSTILE[number % len(HOSTILE)]}"
        publisher.items.insert(0, Item(number, link, link, sentence, summary, published))
        del publisher.items[ITEMS:]
        self.told.setdefault(name(number), self.now)

    def _pair(self, number: int) -> tuple[str, str]:
        return FIRMS[number % 6], FIRMS[(number + 1 + number // 6 % 5) % 6]

    def _edit(self, publisher: Publisher) -> None:
        if publisher.items:
            at = self._dice.randrange(len(publisher.items))
            publisher.items[at] = replace(publisher.items[at], summary="The story was edited. It says the same.")

    def _reset(self, publisher: Publisher) -> None:
        """New guids for all, another scheme for the links, or the newest item gone for a while."""
        mood = self._dice.randrange(3)
        if mood == 0:
            publisher.items = [replace(item, guid=f"{item.guid}?v={self._dice.random()}") for item in publisher.items]
        elif mood == 1:
            publisher.items = [
                replace(item, link=item.link.replace("https:", "http:"), guid=item.guid.replace("https:", "http:"))
                for item in publisher.items
            ]
        else:
            publisher.items = publisher.items[1:] + publisher.items[:1]

    def _reply(self, publisher: Publisher, request: Request) -> Reply:
        sick = self._server_dice.random() < self.faults
        if publisher.down_until is not None and self.now < publisher.down_until:
            return Reply(request.url, 0, problem="no answer")
        if sick:
            return self._server_dice.choice(
                [
                    Reply(request.url, 500, problem="the server failed (500)"),
                    Reply(request.url, 429, retry_after="600", problem="too many requests (429)"),
                    Reply(
                        request.url,
                        200,
                        b"<html><body>Are you human?</body></html>",
                        "text/html",
                        final_url=request.url,
                    ),
                    Reply(request.url, 200, b"", "application/rss+xml", final_url=request.url),
                ]
            )
        body, etag = publisher.document()
        if request.etag == etag:
            return Reply(request.url, 304, etag=etag)
        return Reply(request.url, 200, body, "application/rss+xml", etag, final_url=request.url)


def _document(publisher: Publisher) -> bytes:
    searched = publisher.feed.tier is Tier.AGGREGATOR
    items = "".join(_item(item, searched) for item in publisher.items)
    return f"<rss version='2.0'><channel><title>Sample</title>{items}</channel></rss>".encode()


def _item(item: Item, searched: bool) -> str:
    # Escaped twice: once is markup of the publisher's, which goes with all markup.
    hostile = escape(escape("<!channel> <https://evil.example|Sample Wire> *News*"))
    source = f"<source>{hostile}</source>" if searched else ""
    return (
        f"<item><guid>{escape(item.guid)}</guid><link>{escape(item.link)}</link><title>{escape(item.title)}</title>"
        f"<description>{escape(item.summary)}</description><pubDate>{format_datetime(item.published)}</pubDate>{source}</item>"
    )
