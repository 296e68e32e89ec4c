"""How and when a channel is told: its language, its clock, its digest, its quiet hours.

In: one setting of one channel. Out: nothing; it counts from then on. It must never change what a file set.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot import rules, typed
from bot.curate.desk import Desk, Editor, change
from bot.errors import BadWords, CannotChange
from bot.languages.wording import SPOKEN
from bot.model import Action, ChannelSetting, Digest, Origin, Quiet
from bot.store import choices, deliveries


def set_language(desk: Desk, by: Editor, now: datetime, channel: str, name: str, code: str) -> None:
    """Address a channel in this language. Raises NotAllowed, CannotChange, BadWords."""
    if code not in SPOKEN:
        raise BadWords(f'"{code}" is no language that I speak; choose among {", ".join(SPOKEN)}')
    _set(desk, by, now, channel, name, f"language {code}", language=code)


def set_zone(desk: Desk, by: Editor, now: datetime, channel: str, name: str, zone: str) -> None:
    """By which clock a channel lives; `zone` as typed.zone gives it. Raises NotAllowed, CannotChange."""
    _set(desk, by, now, channel, name, f"time zone {zone}", zone=zone)


def set_digest(desk: Desk, by: Editor, now: datetime, channel: str, name: str, digest: Digest | None) -> None:
    """When a channel gets its digest. Raises NotAllowed, CannotChange."""
    _set(desk, by, now, channel, name, f"digest {typed.digest_words(digest)}", digest=digest)


def set_quiet(desk: Desk, by: Editor, now: datetime, channel: str, name: str, quiet: Quiet | None) -> None:
    """In which hours a channel is told nothing; what waits for the old ones goes. Raises NotAllowed, CannotChange."""
    _set(desk, by, now, channel, name, f"quiet hours {typed.quiet_words(quiet)}", quiet=quiet)
    with desk.database.write() as connection:
        deliveries.end_quiet(connection, channel)


def _set(
    desk: Desk,
    by: Editor,
    now: datetime,
    channel: str,
    name: str,
    said: str,
    **changes: str | Digest | Quiet | None,
) -> None:
    [key] = changes
    for setting in desk.files.settings:
        if rules.key(setting) == channel and getattr(setting, key) is not None:
            raise CannotChange(f"channels.toml sets the {key} of #{setting.name}; whoever runs this bot can change it")
    mine = {setting.id: setting for setting in choices.settings(desk.database)}
    usual = ChannelSetting(channel, name, origin=Origin.CHAT)
    with change(desk, by, Action.RHYTHM, f"#{name}: {said}", now) as connection:
        choices.write_setting(connection, replace(mine.get(channel, usual), **changes))  # type: ignore[arg-type]  # one key of ours
