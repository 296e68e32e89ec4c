"""Departure clusters: whether more people leave a company just now than it usually loses, and which that are today.

In: the database, the stories that were just learnt, the time. Out: a cluster remembered as a story of its own, for
deliver to tell. It must never count what a rebuild finds, what came with the first reading of a feed (a new feed on a
company brings two weeks of departures at once), or what a human called a false alarm.

One cluster is told once: while people go on leaving, at most `DAYS` after the last, it is the same one, grown longer.
Where it fails: articles come out in waves, so a company that a new outlet covers well looks as if it lost more people.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot import people
from bot.companies import Directory
from bot.model import Cluster
from bot.store import Connection, Database, clusters
from bot.store import articles as kept_articles
from bot.store import moves as kept_moves
from bot.store import stories as kept_stories
from bot.store.clusters import Span

DAYS = timedelta(days=14)
LONGEST_MEMORY = timedelta(days=365)
"""How many people a company usually loses is counted over a year at most: companies change."""


def find(database: Database, connection: Connection, keys: Iterable[int], directory: Directory, now: datetime) -> None:
    """Look for a cluster at each tracked company that somebody left in these stories, inside the caller's transaction."""
    reading_since = kept_articles.first_seen(database)
    if reading_since is None:
        return
    for company in sorted(kept_moves.left_companies(database, keys)):
        if not directory.tracked(company):
            continue
        last = clusters.last(database, company)
        if last is not None and now - last.ends <= DAYS:
            grown = replace(last, ends=now)
            if _leavers(present(database, grown)) > _leavers(present(database, last)):
                clusters.write(connection, grown)
            continue
        span = Span(0, company, max(reading_since, now - DAYS - LONGEST_MEMORY), now - DAYS, now)
        if present(database, span) is not None:
            story = kept_stories.bear(connection, now, memory=False)
            clusters.write(connection, replace(span, story=story))


def present(database: Database, span: Span) -> Cluster | None:
    """Who leaves in that time, by what is believed today; None where it is no cluster any more."""
    leaving = [
        move
        for move in kept_moves.departures(database, span.company, span.memory_since, span.ends)
        if move.date <= span.begins or not kept_articles.first_fetch_only(database, move.story)
    ]
    found = people.cluster(span.company, leaving, span.memory_since, span.ends, (span.ends - span.begins).days)
    if found is None:
        return None
    return replace(found, moves=kept_moves.by_number(database, [move.id for move in found.moves]))


def _leavers(cluster: Cluster | None) -> int:
    return len(cluster.moves) if cluster else 0
