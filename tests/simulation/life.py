"""One simulated life: publishers, house, Slack, crashes, a second instance now and then; all from one seed.

The invariants (the numbers of the reliability facts, section 9) are looked at after each step; the first one that is
broken ends the life with `Broken`. Not here, for they are about real sockets and real seconds, which a simulator stands in
for: I5 (connections are feeds.fetch's own, rows 22 and 24) and I6 (Slack's questions, row 13).
"""

from __future__ import annotations

import logging
import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from operator import itemgetter
from pathlib import Path
from random import Random
from typing import Self
from unittest import mock

from bot import collect, deliver
from bot.collect.flow import LEASE, Run
from bot.companies import Directory
from bot.deliver import Pace
from bot.errors import OrgWatchError
from bot.feeds import sources
from bot.feeds.values import Reply, Request
from bot.model import Absent, Company, Delivery, DeliveryState, Digest, Rule
from bot.store import Database, deliveries, feeds, removals, routes
from tests import builders
from tests.builders import MORNING
from tests.simulation.forgetting import EVERY_SECONDS, Forgetting
from tests.simulation.machine import Crash, Disk, Log, drop_unique_index
from tests.simulation.newsroom import FIRMS, Newsroom
from tests.simulation.pieces import Pieces
from tests.simulation.slack import SECRET, SimSlack

log = logging.getLogger("orgwatch")

PATIENCE = timedelta(minutes=15)
"""How long a message may wait while Slack and the house are well (I2)."""


NEWS = timedelta(days=3)
"""What is older is not told."""


class Broken(AssertionError):
    """An invariant does not hold; says which, when, and by which seed it happens again."""


class Life:
    """`with Life(seed, folder) as life: life.live(days)`."""

    def __init__(self, seed: int, folder: Path, pieces: Pieces | None = None) -> None:
        self.seed = seed
        self.pieces = pieces or Pieces()
        self.dice = Random(seed)
        self.now = MORNING
        self.faults = self.dice.choice([0.0, 0.1, 0.3])
        self.crashes = 0.0
        self.steps = self.deaths = 0
        self._folder = folder
        self._file = folder / "life0.db"
        self.room = Newsroom(self.dice.randint(5, 20), Random(seed + 1), self.now, self.faults)
        self.slack = SimSlack(
            Random(seed + 2),
            lambda: self.now,
            self._pass,
            self.crash,
            self._suspended,
            self.faults,
            self.pieces.render,
        )
        self.slack.healthy_since = self.now
        self.directory = Directory([Company(firm) for firm in FIRMS])
        by_digest = builders.channel(
            id="C3", name="three", zone="America/New_York", digest=Digest(hour=9), rules=(Rule(digest=True),)
        )
        self.channels = (builders.channel(id="C1", name="one"), builders.channel(id="C2", name="two"), by_digest)
        self.forgetting = Forgetting(self.directory)
        self.slack.is_cleared = lambda channel: channel not in removals.open_channels(self.database)
        self._log = Log(self.pieces.mask)
        self.pace = replace(Pace(), lease=self.pieces.lease)
        self.born_at = self.now
        self._owner = "first"
        self._second = self.pieces.second
        self._sender, self._inside = self._owner, False
        self._woke: deque[datetime] = deque(maxlen=4)
        self._closed: dict[str, datetime] = {}
        self._busy_until = self.now
        self._posted: frozenset[str] = frozenset()
        self._looked_at_all = self.now.date()
        self.database = self._open()
        self._run = self._begin()

    def __enter__(self) -> Self:
        self._last_told = deliveries.last_told
        self._stale = mock.patch.object(deliveries, "last_told", self._last_told_or_stale(self._last_told))
        self._stale.start()
        logging.getLogger().addHandler(self._log)
        return self

    def __exit__(self, *_: object) -> None:
        self._stale.stop()
        logging.getLogger().removeHandler(self._log)
        self.database.close()
        self._file.unlink(missing_ok=True)

    # What may happen

    def happens(self, chance: float) -> bool:
        """Whether something of this chance happens now; nothing does in a life without faults."""
        return bool(self.faults) and self.crashes > 0 and self.dice.random() < chance

    def crash(self, where: str) -> None:
        """Die here, perhaps: the file is copied as it lies on the disk at this moment."""
        if not self._inside and self.happens(self.crashes):
            self._file, old = self._folder / f"life{self.deaths + 1}.db", self._file
            for ending in ("", "-wal"):
                if old.with_name(old.name + ending).exists():
                    shutil.copy(old.with_name(old.name + ending), self._file.with_name(self._file.name + ending))
            raise Crash(where)

    def _pass(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def _suspended(self) -> None:
        """The process stands still for a minute with its request on the wire, while the other instance goes on."""
        if not self._second or self._inside:
            return
        sender, self._inside = self._sender, True
        for _ in range(15):
            self.now += timedelta(seconds=4)
            self._deliver(self._owner if sender == "second" else "second")
        self._sender, self._inside = sender, False

    def _last_told_or_stale(self, last_told: Callable[..., Delivery | None]) -> Callable[..., Delivery | None]:
        """The outbox as deciding sees it; now and then it sees nothing, as if it read just before another wrote."""
        return lambda *asked: None if self.happens(0.05) else last_told(*asked)

    # Living

    def live(self, days: float) -> None:
        """So many days of trouble, then half a day of peace, at whose end all must be told."""
        end = self.now + timedelta(days=days)
        self.crashes = 0.004 if self.faults else 0.0
        while self.now < end:
            began = self.now
            self._let_time_pass()
            self._trouble(self.now - began)
            if self.slack.told and self.dice.random() * EVERY_SECONDS < (self.now - began) / timedelta(seconds=1):
                self.forgetting.wish(self.database, self.dice.choice(sorted({person for _, person in self.slack.told})))
            self._wake()
        self._peace()
        end = self.now + timedelta(hours=14)
        while self.now < end:
            self.step(timedelta(seconds=300))
        self._all_told()

    def step(self, span: timedelta) -> None:
        """The publishers live on, the house ticks, the invariants are looked at."""
        self._pass_with_the_publishers(span.total_seconds())
        self._wake()

    def _wake(self) -> None:
        self.steps += 1
        if self.now >= self.born_at + LEASE:
            self._woke.append(self.now)
        try:
            self._attempt(self._forget)
            self._tick(self._owner)
            if self._second:
                self._tick("second")
        except Crash:
            self._die()
        self._check()

    def _forget(self) -> None:
        posted, self._posted = self._posted, frozenset()  # a death looks only for what stood there before it
        with mock.patch.object(
            deliveries, "last_told", self._last_told
        ):  # it reads in the transaction in which it writes
            acted = self.forgetting.act(self.database, self.now)
        if acted:
            self.slack.forget_order()
        self._posted = self._posted_now() if acted else posted

    def _let_time_pass(self) -> None:
        """Until the house ticks next, often or seldom; where nothing waits to be told and nobody publishes anything, on to
        where somebody does: all that a tick in between would find is what it knows."""
        due = deliver.due(self.database, self.now)
        waits = due is not None and due < self.now + timedelta(minutes=5) and not self._slack_is_down()
        quiet = self.room.quiet and not waits
        self._pass_with_the_publishers(self.dice.choice([300, 600] if quiet else [20, 60, 300]))
        if quiet and not deliveries.open_channels(self.database):
            for _ in range(10):
                if self.room.quiet:
                    self._pass_with_the_publishers(300)

    def _slack_is_down(self) -> bool:
        return self.slack.down_until is not None and self.now < self.slack.down_until

    def _pass_with_the_publishers(self, seconds: float) -> None:
        self._pass(seconds)
        self.room.live(self.now)

    def _trouble(self, span: timedelta) -> None:
        """What befalls Slack and the house, as often in a day however long the steps are."""
        if not self.faults:
            return
        throw = self.dice.random() * 120 / span.total_seconds()
        if throw < 0.004:
            self.slack.down_until = self.now + timedelta(minutes=self.dice.choice([2, 20, 360]))
        elif throw < 0.006:
            self.slack.revoked = True
        elif throw < 0.016:
            self.slack.away = {"C2"} if self.dice.random() < 0.3 else set()
            self.slack.revoked = False
        elif throw < 0.03:
            self._second = not self._second

    def _peace(self) -> None:
        self.crashes, self.slack.faults, self.room.faults, self._second = 0.0, 0.0, 0.0, False
        self.slack.down_until, self.slack.revoked, self.slack.away = None, False, set()
        self.slack.healthy_since = self.now
        for publisher in self.room.publishers:
            publisher.down_until = None

    def _tick(self, owner: str) -> None:
        """One tick of the clock: collect where it is not busy, decide, and send for as long as there is something."""
        if self.now >= self._busy_until and owner == self._owner:
            self._attempt(lambda: self._run.once(self.room.feeds, at_once=False))
        self._attempt(
            lambda: deliver.decide(
                self.database,
                self.channels,
                self.directory.tracked,
                self.now - NEWS,
                not self.pieces.first_fetch_guard,
                self.now,
            )
        )
        self._attempt(lambda: deliver.digest(self.database, self.channels, self.now))
        until = self.now + timedelta(minutes=5)
        while self.now < until:
            asked = self.slack.asked
            self._deliver(owner)
            due = deliver.due(self.database, self.now)
            if due is None or due > self.now + timedelta(minutes=2) or self._slack_is_down():
                return
            # Where nothing was asked, what there is waits for its time or for another's lease.
            wait = self.pace.between_posts if self.slack.asked > asked else 5
            self.now = max(due, self.now + timedelta(seconds=wait))

    def _deliver(self, owner: str) -> None:
        self._sender = owner
        chat = self.slack.chat()
        if not self.pieces.look_up:
            chat = replace(chat, find=lambda row, since, thread: Absent())
        self._attempt(lambda: deliver.send(self.database, chat, lambda: self.now, self.pace, owner, log.warning))

    def _attempt(self, work: Callable[[], object]) -> None:
        try:
            work()
        except OrgWatchError:  # a full disk; the next tick tries again
            self.slack.forget_waits()
            self._run = self._begin()

    def _fetch(self, requests: Iterable[Request | None]) -> Iterator[Reply]:
        """The publishers, one of whom may never finish: whoever waits for it is busy until the deadline."""
        for reply in self.room.fetch(requests):
            self.crash("between two replies")
            if self.happens(0.002):
                self._busy_until = self.now + min(self.pieces.deadline, timedelta(hours=6))
                yield Reply(reply.url, 0, problem="no end within the deadline")
            else:
                yield reply

    def _begin(self) -> Run:
        web = collect.Web(self._fetch, sources.read, self.dice.random, read=self.pieces.read)
        return Run(
            self.database, self.directory, web, lambda: self.now, self._owner, lambda publisher: None, log.warning
        )

    def _open(self) -> Database:
        database = Disk(self._file, self.crash, lambda: self.happens(0.002))
        if not self.pieces.unique_index:
            drop_unique_index(database)
        return database

    def _die(self) -> None:
        """The next process starts from what lay on the disk."""
        self.deaths += 1
        self.slack.forget_waits()
        old, before = self.database, self._posted_now()
        self._owner = f"after death {self.deaths}"
        quiet, self.crashes = self.crashes, 0.0
        self.database = self._open()
        self._run = self._begin()
        self.crashes = quiet
        old.close()
        old.path.unlink(missing_ok=True)
        self.now += timedelta(seconds=self.dice.choice([1, 20, 400]))
        self.born_at = self.now
        self._woke.clear()
        self._posted |= before
        self._look_at_all()

    # Looking

    def _posted_now(self) -> frozenset[str]:
        rows = self.database.connection().execute("select key from deliveries where state = 'posted'")
        return frozenset(map(itemgetter(0), rows.fetchall()))

    def _look_at_all(self) -> None:
        """What no single step can break but a death or time: the whole file, and that nothing posted was forgotten."""
        if self.database.connection().execute("pragma quick_check").fetchone()[0] != "ok":
            self._fail("I8: the file is damaged")
        posted = self._posted_now()
        lost = self._posted - posted
        if lost:
            self._fail(f"I8: {len(lost)} messages are no longer known to be posted")
        self._posted, self._looked_at_all = posted, self.now.date()

    def _check(self) -> None:
        if self.slack.broken:
            self._fail(self.slack.broken[0])
        for line in self._log.lines:
            if SECRET in line or any(person in line for person in self.room.told):
                self._fail(f"I10: in the log: {line}")
        self._log.lines.clear()
        for place in self.channels:
            old = sum((place.id, person) in self.slack.ever_told for person in self.room.old)
            if old > 1:  # one is the proof that alerts arrive; whoever is forgotten takes no proof back
                self._fail(f"first fetch: {old} were told that stood there before anybody looked")
        if self.slack.revoked or self.slack.away:
            self.slack.healthy_since = self.now
        well_since = max(self.slack.healthy_since, self.born_at, min(self.slack.down_until or MORNING, self.now))
        for channel in deliveries.open_channels(self.database):
            row = deliveries.first_open(self.database, channel, self.now)
            since = max(well_since, row.created if row else well_since, self._closed_until(channel))
            if self.now - since > PATIENCE:
                self._fail(f"I2: a message waits in {channel} since {since:%d %H:%M} though nothing is in its way")
        if len(self._woke) == self._woke.maxlen:
            # Four ticks at least, for the clock jumps and a disk may be full; and none by whom the feeds could not be asked,
            # for their leases were still those of a process that had died.
            overdue = min(self.now - timedelta(minutes=15), self._woke[0]).timestamp()
            for url, due in feeds.agenda(self.database, self.now).items():
                if 0.0 < due < overdue:
                    self._fail(f"polling: {url} has been due for more than 15 minutes")
        if self.now.date() != self._looked_at_all:
            self._look_at_all()

    def _closed_until(self, channel: str) -> datetime:
        """Until when the house kept a channel's route closed, as of this check, be it open by now: the first message that goes
        opens it, and those behind that one have waited as long.
        """
        parked_until, _ = routes.route(self.database, channel)
        self._closed[channel] = parked_until or min(self._closed.get(channel, MORNING), self.now)
        return self._closed[channel]

    def _all_told(self) -> None:
        """After peace: what is remembered as news was told everywhere, and what the feeds show is remembered."""
        told = {person for (_, person), times in self.slack.told.items() if times}
        # A publisher may be out of reach for so long that its news is none any more when it is seen.
        fresh = (NEWS - PATIENCE).total_seconds()
        rows = self.database.connection().execute(
            "select distinct c.person from claims c join articles a on a.id = c.article where a.seen - a.published < ?"
            " and c.story not in (select c2.story from claims c2 join articles a2 on a2.id = c2.article where a2.first_fetch)",
            (fresh,),
        )
        lost = {row[0] for row in rows} - told - self.room.old - self.forgetting.done
        if lost:
            self._fail(f"lost: {len(lost)} of {len(self.room.told)} were never told, as {sorted(lost)[0]}")
        twice = [pair for pair in self.slack.doubled if self.slack.told[pair] > 1]
        if twice:
            self._fail(f"I1: told twice at the end: {twice[0]}")
        left_over = self.forgetting.left_over(self.database, self.slack.messages)
        if left_over or removals.open_channels(self.database):
            self._fail(left_over or "forgotten: after peace something is still to be taken out")
        counts = deliveries.counts(self.database)
        if set(counts) - {DeliveryState.POSTED, DeliveryState.SKIPPED}:
            self._fail(f"after peace the outbox holds {counts}")

    def _fail(self, what: str) -> None:
        raise Broken(f"seed {self.seed}, {self.now:%d %H:%M:%S}, step {self.steps}, after {self.deaths} deaths: {what}")
