"""What a rule would have sent, before it is set.

In: a rule, and days. Out: alerts as they would stand today, from remembered stories. It must never send or change anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot import alerts, rules
from bot.companies import Directory
from bot.curate.desk import Desk, effective, tracked
from bot.model import Alert, Channel, Origin, Subscription, Wish
from bot.store import moves as kept_moves


def draft(desk: Desk, channel: str, companies: Sequence[str], wish: Wish) -> Channel:
    """A channel as it is, but with nothing except this rule, for `preview`. Raises UnknownName."""
    now = effective(desk)
    asked = Subscription(channel, tracked(desk, companies), wish, origin=Origin.CHAT)
    usual = Channel(channel, channel)
    here = next((one for one in now.channels if channel in (one.id, one.name)), usual)
    return replace(here, rules=rules.flat(asked, now.companies, now.choices.wishes))


def preview(desk: Desk, channel: Channel, days: int, now: datetime) -> tuple[Alert, ...]:
    """The alerts that these rules would have sent there in the last so many days, newest first, as they stand today."""
    since = now - timedelta(days=days)
    directory = Directory(effective(desk).companies)
    found = []
    for story, moves in kept_moves.recent(desk.database, since):
        decision = alerts.decide(story, moves, channel, directory.tracked, since, False, None, now)
        if decision.alert is not None:
            found.append(decision.alert)
    return tuple(sorted(found, key=lambda alert: alert.first_published, reverse=True))
