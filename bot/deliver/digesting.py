"""From what waits for a channel's digest to one row in the outbox, once on each of the channel's local days.

In: the database, the channels, the time. Out: rows. It must never send, and never make a second digest for a local
date: the date is unique in the store, and the note that it was made and the row are one transaction.

The first time that a channel has a digest, its span begins; nothing is sent. A digest with nothing in it is not sent. Where
the bot stood still over several, one digest holds the whole time. A clock that was put back brings no digest again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import people, rhythm, summary
from bot.model import Alert, Channel, CompanyProfile
from bot.store import Database, deliveries, digests
from bot.store import moves as kept_moves


def digest(database: Database, channels: Sequence[Channel], now: datetime) -> int:
    """Put the digests that are due into the outbox; returns how many."""
    return sum(_digest(database, channel, now) for channel in channels if channel.digest is not None)


def _digest(database: Database, channel: Channel, now: datetime) -> bool:
    assert channel.digest is not None  # the caller asks only for those that have one
    due = rhythm.latest_digest(channel.digest, channel.zone, now)
    since = digests.last(database, channel.id)
    if since is not None and due.moment <= since:
        return False
    with database.write(durable=True) as connection:
        if not digests.begin(connection, channel.id, due.date, due.moment) or since is None:
            return False
        told = digests.told(database, channel.id, since, due.moment)
        waiting = digests.kept(database, channel.id, since, due.moment)
        alerts = tuple({alert.story: alert for alert in (*waiting, *told)}.values())
        if not alerts:
            return False
        flow = _flow(database, alerts, since, due.moment)
        made = summary.digest(alerts, channel, due.date, since, due.moment, flow)
        deliveries.enqueue(connection, made, 1, now)
    return True


def _flow(database: Database, alerts: Sequence[Alert], since: datetime, until: datetime) -> CompanyProfile | None:
    """Who came to and went from the company that stands out."""
    company = summary.busiest(alerts)
    if company is None:
        return None
    traffic = people.traffic(company, kept_moves.of_company(database, company, since, until), ())
    days = max(1, (until - since).days)
    return CompanyProfile(company, days, net=traffic.net, came_from=traffic.came_from, went_to=traffic.went_to)
