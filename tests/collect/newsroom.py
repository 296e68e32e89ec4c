"""A web in memory and a clock that tests turn: what collect needs, without a socket."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from functools import partial
from pathlib import Path
from xml.sax.saxutils import escape

from bot import detect
from bot.collect import Collected, Web, collect, keep_collecting
from bot.companies import Directory
from bot.feeds import sources
from bot.feeds.robots import Robots
from bot.feeds.values import Reply, Request
from bot.model import Company, Feed, Reading
from bot.store import Database
from tests.builders import MORNING

META = Company("Meta", cik="0001326801")
FEED = Feed("https://post.example/feed", "Sample Post", language="en")


def item(number: int, title: str, text: str = "", published: datetime = MORNING) -> str:
    """One item of an RSS feed."""
    return (
        f"<item><guid>{number}</guid><link>https://post.example/{number}</link><title>{escape(title)}</title>"
        f"<description>{escape(text)}</description><pubDate>{format_datetime(published)}</pubDate></item>"
    )


def rss(*items: str, head: str = "") -> bytes:
    """An RSS feed of these items."""
    return f"<rss version='2.0'><channel><title>Sample</title>{head}{''.join(items)}</channel></rss>".encode()


@dataclass
class Newsroom:
    """A database, a web of pages, and a clock. `pages` answer by address; `asked` is what was asked, in order."""

    folder: Path
    companies: tuple[Company, ...] = (META,)
    pages: dict[str, Reply] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    now: datetime = MORNING
    public_url: str = ""
    key: str | None = None
    robots: Robots = field(default_factory=Robots)
    page_text: Callable[[bytes, str | None], str | None] = lambda page, kind: page.decode()
    read: Callable[[detect.Document], Reading] = detect.read

    def __post_init__(self) -> None:
        self.database = Database(self.folder / "orgwatch.db")
        self.directory = Directory(self.companies)

    def put(self, url: str, body: bytes, status: int = 200, kind: str = "application/rss+xml") -> None:
        """Let this address answer so."""
        problem = None if status in (200, 304) else f"The server answers {status}."
        self.pages[url] = Reply(url, status, body if problem is None else b"", kind, final_url=url, problem=problem)

    @property
    def web(self) -> Web:
        return Web(
            fetch=self.fetch,
            parse=partial(sources.read),
            jitter=lambda: 0.5,
            read=self.read,
            page_text=self.page_text,
            robots=self.robots,
            companies_house_key=self.key,
            public_url=self.public_url,
        )

    def fetch(self, requests: Iterable[Request | None]) -> Iterator[Reply]:
        """As the real one: what can be asked is asked together, then answered one by one."""
        source, more = iter(requests), True
        while more:
            together: list[Request] = []
            for request in source:
                if request is None:
                    break
                together.append(request)
            else:
                more = False
            for request in together:
                yield self._answer(request)

    def _answer(self, request: Request) -> Reply:
        self.asked.append(request)
        nothing = Reply(request.url, 404, final_url=request.url, problem="The server answers 404.")
        return self.pages.get(request.url, nothing)

    def round(
        self, *feeds: Feed, at_once: bool = True, owner: str = "one", news_since: datetime | None = None
    ) -> Collected:
        """One round over these feeds."""
        return collect(
            self.database, feeds or (FEED,), self.directory, self.web, lambda: self.now, owner,
            at_once=at_once, notify=self.notices.append, news_since=news_since,
        )  # fmt: skip

    def live(self, span: timedelta, feeds: Callable[[], tuple[Feed, ...]] = lambda: (FEED,)) -> list[Collected]:
        """Keep collecting for a span; each moment without a request is two tenths of a second."""
        end, reports = self.now + span, list[Collected]()

        def fetch(requests: Iterable[Request | None]) -> Iterator[Reply]:
            for request in requests:
                if self.now >= end:
                    return
                if request is None:
                    self.now += timedelta(seconds=0.2)
                else:
                    yield self._answer(request)

        web = replace(self.web, fetch=fetch)
        keep_collecting(
            self.database, feeds, self.directory, web, lambda: self.now, "one", reports.append, self.notices.append
        )
        return reports

    def rest(self, **span: float) -> None:
        """Let time pass."""
        self.now += timedelta(**span)

    def urls(self) -> list[str]:
        """What was asked, in order."""
        return [request.url for request in self.asked]
