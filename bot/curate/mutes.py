"""Silence for a while, or for ever, on a company, a person or a story.

In: what is to be muted, where and until when. Out: the mute. It must never let anything go that it is about.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot import alerts
from bot.companies import Directory
from bot.curate.desk import Desk, Editor, change, effective
from bot.errors import BadWords, UnknownName
from bot.model import Action, Mute, Subject
from bot.store import choices, deliveries, digests, stories
from bot.text import clean


def mute(
    desk: Desk,
    by: Editor,
    now: datetime,
    subject: Subject,
    name: str,
    channel: str | None,
    until: datetime | None,
) -> Mute:
    """Silence a company, person or story (its number) in a channel, or with None in all of them (that needs RULES).

    What waits to be sent there, for the end of quiet hours or for a digest, is muted, too. Raises NotAllowed,
    UnknownName, BadWords where it would be over already.
    """
    if until is not None and until <= now:
        raise BadWords("that mute would be over before it begins")
    name = clean(name)
    if subject is Subject.COMPANY:
        name = Directory(effective(desk).companies).name(name)
    if subject is Subject.STORY and (not name.isdigit() or not stories.load(desk.database, [int(name)])):
        raise UnknownName(f"there is no story {name}")
    if not name:
        raise BadWords("say what is to be muted")
    wanted = Mute(subject, name, channel, until, by=by.id, at=now)
    # The log is kept for good, and a person may want to be forgotten: it does not name people.
    what = "a person" if subject is Subject.PERSON else f"{subject} {name}"
    where = "everywhere" if channel is None else f"in {channel}"
    for_ever = "for ever" if until is None else f"until {until:%Y-%m-%d %H:%M} UTC"
    action = Action.RULES if channel is None else Action.MUTE
    with change(desk, by, action, f"mutes {what} {where} {for_ever}", now) as connection:
        for row in deliveries.unsent(desk.database, channel):
            if alerts.silences(wanted, row.alert):
                deliveries.drop_unsent(connection, row.id, "muted")
        for alert in digests.waiting(desk.database, channel):
            if alerts.silences(wanted, alert):
                digests.drop(connection, alert.channel.id, alert.story)
        return replace(wanted, number=choices.add_mute(connection, wanted))


def unmute(desk: Desk, by: Editor, now: datetime, number: int) -> Mute:
    """End a mute before its time. Raises NotAllowed, UnknownName."""
    found = next((one for one in choices.mutes(desk.database) if one.number == number), None)
    if found is None:
        raise UnknownName(f"there is no mute {number}")
    action = Action.RULES if found.channel is None else Action.MUTE
    with change(desk, by, action, f"ends mute {number}", now) as connection:
        choices.drop_mute(connection, number)
    return found


def mutes(desk: Desk, channel: str, now: datetime) -> tuple[Mute, ...]:
    """What is muted in a channel now, there or everywhere, oldest first."""
    return tuple(
        one
        for one in choices.mutes(desk.database)
        if one.channel in (None, channel) and (one.until is None or one.until > now)
    )
