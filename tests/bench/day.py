"""A simulated day: what 5,000 feeds cost one core, and how long a piece of news takes from publication to post.

In: what one check costs in CPU (measured here on a small scale, through the very flow). Out: printed figures and a
histogram. Rhythms as observed: wires publish every few minutes by day, press every half hour to every few hours, blogs
every few days, all four times less by night. The clock is simulated, the decisions are those of `feeds.timing`.
"""

from __future__ import annotations

import heapq
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.collect.flow import LOOK_EVERY, WRITE_AFTER
from bot.feeds import timing
from bot.feeds.values import Parsed, Reply
from bot.model import Entry, FeedState
from tests.bench.answers import population
from tests.collect.newsroom import FEED, Newsroom, item, rss

RHYTHMS = ((0.02, 3.0), (0.18, 40.0), (0.40, 300.0), (0.40, 6_000.0))
"""(share of the feeds, minutes between two items by day)."""
NIGHT = 4.0
FEEDS = 5_000
SIMULATED = 500
"""So many feeds are simulated, and counted ten times."""
DAY = timedelta(days=1)
START = datetime(2026, 3, 2, tzinfo=UTC)
FETCH_SECONDS = (0.1, 1.5)
"""From question to answer, on the open web."""
DELIVER_SECONDS = 1.0
POST_SECONDS = (0.15, 0.6)
"""What Slack needs to take a message while it is healthy."""


@dataclass(frozen=True, slots=True)
class Costs:
    """CPU in seconds: of a check that finds nothing, and of each new item beyond it, reading included."""

    unchanged: float
    item: float


def publications(minutes: float, dice: random.Random, start: datetime, end: datetime) -> list[datetime]:
    """When a feed of that rhythm publishes: by chance, and less by night."""
    moments, now = [], start
    while now < end:
        is_night = now.hour < 6 or now.hour >= 22
        now += timedelta(minutes=dice.expovariate(1 / (minutes * (NIGHT if is_night else 1.0))))
        moments.append(now)
    return moments


def simulate(costs: Costs, dice: random.Random) -> tuple[float, int, int, list[float]]:
    """A day, after a day to find its rhythm: CPU seconds of 5,000 feeds, checks, items, and for feeds that are asked every
    minute the seconds from publication to post."""
    items: list[list[datetime]] = []
    for share, minutes in RHYTHMS:
        items += [publications(minutes, dice, START - DAY, START + DAY) for _ in range(round(share * SIMULATED))]
    states = [FeedState(str(number)) for number in range(len(items))]
    told = [0] * len(items)
    queue = [(START - DAY + timedelta(seconds=dice.uniform(0, 3600)), number) for number in range(len(items))]
    heapq.heapify(queue)
    checks = news = 0
    delays: list[float] = []
    while queue[0][0] < START + DAY:
        now, number = heapq.heappop(queue)
        before = told[number]
        while items[number][told[number]] <= now:
            told[number] += 1
        new = items[number][before : told[number]]
        state = states[number]
        parsed = Parsed(tuple(Entry(None, None, "News", published=when) for when in new)) if new else None
        reply = Reply(state.url, 200 if new or not state.fetched_once else 304)
        if parsed is None and not state.fetched_once:
            parsed = Parsed()
        after = timing.after(state, reply, parsed, b"body", now, dice.random())
        states[number] = replace(after, body_hash=None)
        if now >= START:
            checks += 1
            news += len(new)
            if state.interval_seconds <= 60:
                delays += [(now - when).total_seconds() + to_post(dice) for when in new]
        assert after.next_check is not None
        heapq.heappush(queue, (after.next_check, number))
    scale = FEEDS // SIMULATED
    return (checks * costs.unchanged + news * costs.item) * scale, checks * scale, news * scale, delays


def to_post(dice: random.Random) -> float:
    """From the moment that a feed is due to the message in the channel: looked for, fetched, written down, decided, sent."""
    looked, written = LOOK_EVERY.total_seconds(), WRITE_AFTER.total_seconds()
    return (
        dice.uniform(0, looked)
        + dice.uniform(*FETCH_SECONDS)
        + dice.uniform(0, written)
        + dice.uniform(0, DELIVER_SECONDS)
        + dice.uniform(*POST_SECONDS)
    )


def measured(feeds: int = 200) -> Costs:
    """What a check costs here, without the network's own part, which is added as measured with pycurl (0.04 ms)."""
    listed = tuple(replace(FEED, url=f"https://post{number}.example/feed") for number in range(feeds))
    text = "The weather in the north stays fair, say those who watch it. " * 20
    with tempfile.TemporaryDirectory() as folder:
        room = Newsroom(Path(folder))
        old = [item(number, f"Weather report number {number}", text) for number in range(30)]
        for feed in listed:
            room.put(feed.url, rss(*old))
        room.round(*listed)
        for feed in listed:
            room.put(feed.url, b"", status=304)
        started = time.process_time()
        room.round(*listed)
        unchanged = time.process_time() - started
        people = list(population(random.Random(1), feeds))
        for number, feed in enumerate(listed):
            title = f"Sample Systems {number} names {people[number]} chief executive"
            new = item(1000 + number, title, text).replace("post.example", f"post{number}.example")
            room.put(feed.url, rss(new, *old))
        started = time.process_time()
        room.round(*listed)
        changed = time.process_time() - started
        room.database.close()
    return Costs(unchanged / feeds + 0.00004, (changed - unchanged) / feeds)


def main() -> None:
    """Measure, simulate, print."""
    costs = measured()
    print(
        f"measured: {costs.unchanged * 1000:.3f} ms for a check without news, {costs.item * 1000:.2f} ms an item beyond it"
    )
    cpu, checks, news, delays = simulate(costs, random.Random(1))
    share = cpu / DAY.total_seconds()
    print(
        f"simulated day, {FEEDS} feeds: {checks} checks ({checks / FEEDS:.0f} a feed), {news} items; "
        f"{cpu:.0f} s of CPU, {share:.2%} of one core (to stay under 20%)"
    )
    delays.sort()
    p50, p95 = delays[len(delays) // 2], delays[int(0.95 * len(delays))]
    print(
        f"from publication to post, feeds asked every minute: {len(delays)} items, p50 {p50:.0f} s, p95 {p95:.0f} s (under 75)"
    )
    counts = Counter(int(delay // 10) * 10 for delay in delays)
    for bucket in range(0, max(counts) + 10, 10):
        print(
            f"  {bucket:3}-{bucket + 10:3} s {counts[bucket]:6} {'#' * round(60 * counts[bucket] / max(counts.values()))}"
        )
    sys.exit(0 if share < 0.2 and p95 < 75 else 1)


if __name__ == "__main__":
    main()
