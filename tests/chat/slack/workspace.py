"""The bot in a fake workspace, over any way by which Slack can reach it.

In: a fake Slack and the name of a transport. Out: the running app, with canned answers of the house.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from slack_bolt import App, BoltRequest

from bot import web
from bot.answer import Explanation, Nobody
from bot.chat import Answers
from bot.chat.slack import listen
from bot.chat.slack.socket import Line, Timing
from bot.curate import Desk, Editor
from bot.errors import UnknownName
from bot.model import (
    Alert,
    ChannelSetting,
    Company,
    CompanyProfile,
    Feed,
    FeedState,
    Kind,
    Outcome,
    Person,
    Post,
    Profile,
    Reading,
    Rights,
    StoryStatus,
    Subscription,
    TimelineLine,
    Verdict,
)
from bot.rules import Choices
from bot.store import Database
from tests import builders
from tests.chat.slack.build import NOON, source
from tests.fakes.slack import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, FakeSlack
from tests.fakes.slack.senders import Json, Send, signed
from tests.fakes.slack.socket import Ack

TRANSPORTS = ("dispatch", "socket", "http")
OCTOBER = datetime(2025, 10, 14, tzinfo=UTC)


def step(kind: Kind = Kind.MOVE, **changes: object) -> TimelineLine:
    usual: dict[str, object] = {
        "date": OCTOBER,
        "kind": kind,
        "person": "Loredana Crisan",
        "from_org": "Meta",
        "to_org": "Figma",
        "role": "Chief Design Officer",
        "status": StoryStatus.CONFIRMED,
        "sources": (source(), source()),
        "story": 7,
    }
    return TimelineLine(**(usual | changes))  # type: ignore[arg-type]  # a test names real fields


FEEDS = (
    (Feed("https://times.example/feed", "Sample Times"), FeedState("https://times.example/feed")),
    (Feed("https://post.example/feed", "Sample Post"), FeedState("https://post.example/feed", problem="answers 404")),
    (Feed("https://blatt.example/feed", "Sample Blatt"), None),
)
COMPANIES = (Company("Meta", aliases=("Facebook",)), Company("OpenAI"), Company("Figma", tracked=False))


@dataclass
class House:
    """Canned answers, a real desk for what is changed, and what was asked.

    `broken` makes every question fail as no question should.
    """

    desk: Desk
    asked: list[str] = field(default_factory=list)
    judged: list[tuple[Verdict, str, str]] = field(default_factory=list)
    said: set[str] = field(default_factory=set)
    usual: str = "en"
    broken: bool = False
    gathered: tuple[Alert, ...] = ()
    held: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.held.set()

    def answers(self) -> Answers:
        return Answers(
            whois=self.whois,
            person=self.person,
            moves=self.moves,
            why=self.why,
            judge=self.judge,
            search=self.search,
            find_feed=self.find_feed,
            status=lambda: ("12 feeds are read",),
            check=self.check,
            read_page=self.read_page,
            once=self.once,
            feeds=self.feeds,
            together=self.together,
            desk=self.desk,
            now=lambda: NOON,
        )

    def whois(self, text: str) -> Profile | CompanyProfile | Nobody:
        self._ask(f"whois {text}")
        if text == "Meta":
            return self.moves("Meta")
        if text == "Zhao":
            return Profile(
                "Zhao", candidates=(Person(4, "Shengjia Zhao", ("Zhao Shengjia",)), Person(5, "Wei Zhao", (), ("SAP",)))
            )
        if text == "Nobody":
            return Nobody("Nobody", (Person(6, "Noah Body"),), ("Meta",))
        return Profile(
            name=text,
            aliases=("L. Crisan",),
            current=Post("Figma", "Chief Design Officer", OCTOBER, StoryStatus.REPORTED),
            timeline=(step(Kind.HIRE, from_org=None, to_org="Meta", role=None, past=True), step()),
            open_rumours=(step(Kind.HIRE, to_org="Sample AG", status=StoryStatus.RUMOUR),),
            beside=("Dylan Sample",),
        )

    def person(self, number: int) -> Profile:
        self._ask(f"person {number}")
        return Profile(name=f"Person {number}")

    def moves(self, text: str) -> CompanyProfile:
        self._ask(f"moves {text}")
        if text == "Nowhere":
            raise UnknownName("no company “Nowhere” is known here")
        return CompanyProfile(
            company=text,
            days=90,
            leaders=(step(),),
            arrivals=(step(Kind.HIRE),),
            departures=(step(Kind.DEPARTURE, to_org=None),),
            net=(("Figma", 1, 2),),
            came_from=(("Figma", 1),),
            went_to=(("Figma", 2),),
        )

    def why(self, text: str) -> Explanation:
        self._ask(f"why {text}")
        if text == "404":
            raise UnknownName("there is no story 404")
        if text == "https://news.example/silent":
            return Explanation(builders.article(title="Quarterly figures"), (), None, ())
        if text == "https://news.example/chinese":
            return Explanation(builders.article(title="梅塔公司", language="zh"), (), None, ())
        if text.startswith("https://"):
            raise UnknownName(f"no article with the address {text} is remembered")
        article = builders.article(title="Crisan is off to <!channel>")
        told = (("C-FILE", Outcome.TOLD, "it is withdrawn"), ("C2", Outcome.RANK_TOO_LOW, "lead is below director"))
        return Explanation(None, ((builders.claim(), article),), int(text), told, ("the same person, the same step",))

    def check(self, text: str) -> Reading:
        self._ask(f"check {text}")
        return builders.reading(builders.claim(quote=text)) if "Crisan" in text else builders.reading()

    def feeds(self) -> tuple[tuple[Feed, FeedState | None], ...]:
        return FEEDS

    def together(self, story: int, channel: str) -> tuple[Alert, ...]:
        self._ask(f"together {story} {channel}")
        return self.gathered

    def read_page(self, address: str) -> Reading:
        self._ask(f"read {address}")
        if "gone" in address:
            raise UnknownName(f"{address}: answers 404")
        return builders.reading(builders.claim())

    def once(self, word: str) -> bool:
        new = word not in self.said
        self.said.add(word)
        return new

    def judge(self, verdict: Verdict, story: str, by: Editor) -> None:
        self.judged.append((verdict, story, by.id))

    def search(self, name: str) -> Profile | CompanyProfile | Nobody:
        self._ask(f"search {name}")
        if name == "Found":
            return self.whois(name)
        return Nobody(name, articles=(replace(source(), title="Nobody in the news"),) if name == "Nobody" else ())

    def find_feed(self, address: str) -> Feed:
        self._ask(f"feed {address}")
        if "169.254" in address:
            raise UnknownName(f"{address}: This address is not opened: it belongs to no public network.")
        return Feed(address, "Sample Found")

    def _ask(self, question: str) -> None:
        self.held.wait(10)
        if self.broken:
            raise RuntimeError("a secret that nobody may see")
        self.asked.append(question)


def desk(database: Database) -> Desk:
    """Where settings are changed, with what its files set: three companies, and what #general-news hears of."""
    choices = Choices(
        companies=COMPANIES,
        settings=(ChannelSetting("C-FILE", "general-news", language="en"),),
        subscriptions=(Subscription("C-FILE", frozenset({"Meta"})),),
    )
    return Desk(database, choices, Rights(curators=frozenset({"U-CURATOR"})))


@contextmanager
def running(slack: FakeSlack, house: House, transport: str, timing: Timing | None = None) -> Iterator[App]:
    """The bot, reachable by `transport`: dispatch (in the process), socket or http."""
    slack.channel("C1")
    with ThreadPoolExecutor(4) as workers:
        app = listen.build(
            token=BOT_TOKEN,
            signing_secret=None if transport == "socket" else SIGNING_SECRET,
            base_url=slack.url,
            answers=house.answers(),
            language=lambda channel: "de" if channel == "C-GERMAN" else house.usual,
            workers=workers,
        )
        if transport == "socket":
            line = Line(app, APP_TOKEN, timing)
            line.start()
            assert slack.wait_for(lambda: slack.socket.sockets == 1)
            yield app
            line.stop()
        elif transport == "http":
            with web.serving(web.application(listen.wsgi(app), tuple, bytes), "127.0.0.1", 0) as port:
                slack.reach_by_http(f"http://127.0.0.1:{port}/slack/events")
                yield app
        else:
            slack.deliver_to(straight_into(app, slack))
            yield app


def straight_into(app: App, slack: FakeSlack) -> Send:
    """A transport without any wire: the signed request goes into Bolt's dispatcher."""

    def send(kind: str, payload: Json, retry: int, reason: str) -> Ack:
        body, headers = signed(SIGNING_SECRET, kind, payload, slack.world.now(), retry, reason)
        answer = app.dispatch(BoltRequest(body=body, headers={name.lower(): value for name, value in headers.items()}))
        return Ack(answer.status, answer.body or "", 0.0)

    return send
