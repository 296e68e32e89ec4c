"""The figures at /metrics, in the form Prometheus reads: https://prometheus.io/docs/instrumenting/exposition_formats.

In: the database at the moment it is asked, and what the chat and the reader did since the start. Out: text. What the
database knows (feeds, queue, lag) is read from it, so that a restart loses nothing. It must never name a person.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from bot import detect
from bot.deliver import Chat
from bot.model import Later, Reading, Refused, Unreadable, Unsure
from bot.settings import Settings
from bot.store import Database, articles, deliveries
from bot.store import feeds as kept_feeds

LAGS = (60.0, 120.0, 300.0, 600.0, 900.0, 1800.0, 3600.0, 7200.0, 21600.0, 86400.0)
"""Seconds from a publisher's date to our message."""

READING = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted since the start, and what the database knows, under one registry."""

    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    errors: Counter = field(init=False)
    reading: Histogram = field(init=False)

    def __post_init__(self) -> None:
        errors = Counter(
            "orgwatch_slack_errors", "Requests that Slack did not take, by kind", ["kind"], registry=self.registry
        )
        reading = Histogram(
            "orgwatch_reading_seconds", "Time to read one article", buckets=READING, registry=self.registry
        )
        object.__setattr__(self, "errors", errors)
        object.__setattr__(self, "reading", reading)

    def text(self) -> bytes:
        """All figures, as Prometheus reads them."""
        return generate_latest(self.registry)

    def watch(self, settings: Settings, database: Database) -> None:
        """Read these from the database whenever somebody asks."""
        self.registry.register(_Kept(settings, database))

    def counted(self, chat: Chat) -> Chat:
        """The same chat, with its failures counted."""
        return Chat(
            post=lambda row, alert: self._count(chat.post(row, alert)),
            edit=lambda row, alert, timestamp: self._count(chat.edit(row, alert, timestamp)),
            reply=lambda row, alert, timestamp: self._count(chat.reply(row, alert, timestamp)),
            find=lambda row, since, thread: self._count(chat.find(row, since, thread)),
            remove=lambda channel, timestamp: self._count(chat.remove(channel, timestamp)),
        )

    def timed(self, read: Callable[[detect.Document], Reading]) -> Callable[[detect.Document], Reading]:
        """The same reader, with its time taken."""

        def timed(document: detect.Document) -> Reading:
            started = time.perf_counter()
            reading = read(document)
            self.reading.observe(time.perf_counter() - started)
            return reading

        return timed

    def _count(self, answer: Answer) -> Answer:
        match answer:
            case Later():
                self.errors.labels("later").inc()
            case Unsure():
                self.errors.labels("unsure").inc()
            case Refused(reason) | Unreadable(reason):
                self.errors.labels(reason.partition(":")[0]).inc()
        return answer


@dataclass(frozen=True, slots=True)
class _Kept(Collector):
    """What stands in the database just now."""

    settings: Settings
    database: Database

    def collect(self) -> Iterable[Metric]:
        """The families, one by one."""
        states = kept_feeds.states(self.database)
        feeds = GaugeMetricFamily("orgwatch_feeds", "Configured feeds by state", labels=["state"])
        by_state = {"well": 0, "failing": 0, "gone": 0, "unread": 0}
        for feed in self.settings.feeds:
            state = states.get(feed.url)
            by_state[
                "unread" if state is None else "gone" if state.gone else "failing" if state.problem else "well"
            ] += 1
        for word, number in by_state.items():
            feeds.add_metric([word], number)
        yield feeds
        rows = GaugeMetricFamily("orgwatch_deliveries", "Messages in the outbox by state", labels=["state"])
        for word, number in deliveries.counts(self.database).items():
            rows.add_metric([str(word)], number)
        yield rows
        yield GaugeMetricFamily(
            "orgwatch_queue", "Messages that wait to be sent", value=deliveries.waiting(self.database)
        )
        yield GaugeMetricFamily("orgwatch_parked_routes", "Closed routes", value=len(deliveries.parked(self.database)))
        yield GaugeMetricFamily("orgwatch_articles", "Articles remembered", value=articles.total(self.database))
        lags = deliveries.lags(self.database, LAGS)
        yield HistogramMetricFamily(
            "orgwatch_lag_seconds",
            "From the publisher's date to our message",
            buckets=[
                *((str(most), number) for most, number in zip(LAGS, lags.within, strict=True)),
                ("+Inf", lags.count),
            ],
            sum_value=lags.seconds,
        )
