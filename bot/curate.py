"""What people change from a chat or the command line: who is told what and when, whom the bot tracks, what is muted.

In: the database, what the config files set, who changes it, and now. Out: what was changed, and the channels and companies as
they are then. Every change is one transaction together with its line in the audit log. It must never change what a file set
(CannotChange says which), and never let somebody change what they may not (NotAllowed).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot import alerts, rules, typed
from bot.companies import Directory
from bot.errors import BadWords, CannotChange, NotAllowed, UnknownName
from bot.languages.wording import SPOKEN
from bot.model import (
    Action,
    Alert,
    Change,
    Channel,
    ChannelSetting,
    Company,
    Digest,
    Mute,
    Origin,
    Quiet,
    Reach,
    Rights,
    Role,
    Subject,
    Subscription,
    WideWish,
    Wish,
)
from bot.rules import Choices
from bot.store import Connection, Database, choices, deliveries, digests, stories
from bot.text import clean


@dataclass(frozen=True, slots=True)
class Desk:
    """Where changes are made: the database, and what the files set."""

    database: Database
    files: Choices
    rights: Rights


@dataclass(frozen=True, slots=True)
class Editor:
    """Who changes something: the chat's identifier of a human, and their role there."""

    id: str
    role: Role


OPERATOR = Editor("command line", Role.ADMIN)
"""Whoever sits at the machine."""


@dataclass(frozen=True, slots=True)
class Effective:
    """Everything as it counts now, files and chats together. `choices` has each part with its origin."""

    channels: tuple[Channel, ...]
    companies: tuple[Company, ...]
    choices: Choices


def effective(desk: Desk) -> Effective:
    """What deliver tells by, and whom the directory knows."""
    both = rules.together(desk.files, _kept(desk.database))
    return Effective(rules.channels(both), both.companies, both)


def version(database: Database) -> int:
    """A number that grows with every change: who remembers it knows when to ask for `effective` again."""
    return choices.version(database)


def may(desk: Desk, by: Editor, action: Action) -> bool:
    """Whether they may; for showing or hiding a button. Every change below asks by itself."""
    return rules.may(desk.rights, by.role, action)


def editor(desk: Desk, user: str, role: Role) -> Editor:
    """Who somebody is: by their role in the chat, raised by the lists in bot.toml."""
    return Editor(user, rules.role_of(desk.rights, user, role))


def log(desk: Desk, limit: int = 20) -> tuple[Change, ...]:
    """The newest changes, newest first."""
    return choices.changes(desk.database, limit)


# What a channel hears of


def subscribe(
    desk: Desk,
    by: Editor,
    now: datetime,
    channel: str,
    name: str,
    companies: Sequence[str],
    wish: Wish,
    digest: bool = False,
) -> Subscription:
    """Have a channel hear of these companies (none: all tracked). `name` is what people call the channel.

    Raises NotAllowed, UnknownName, CannotChange where it hears of exactly that already.
    """
    asked = Subscription(channel, _tracked(desk, companies), wish, digest, Origin.CHAT, by=by.id, at=now)
    for known in effective(desk).choices.subscriptions:
        if (known.channel, known.companies, known.wish, known.digest) == (
            channel,
            asked.companies,
            wish,
            digest,
        ):
            raise CannotChange(f"#{name} hears of exactly that already")
    with _change(desk, by, Action.SUBSCRIBE, f"#{name} subscribes to {told_of(asked)}", now) as connection:
        number = choices.add_subscription(connection, asked, name)
        if not any(rules.key(setting) == channel for setting in effective(desk).choices.settings):
            choices.write_setting(connection, ChannelSetting(channel, name, origin=Origin.CHAT))
    return replace(asked, number=number)


def resubscribe(
    desk: Desk, by: Editor, now: datetime, number: int, companies: Sequence[str], wish: Wish, digest: bool
) -> Subscription:
    """Let a subscription ask for something else. Raises NotAllowed, UnknownName."""
    asked = replace(
        _subscription(desk, number), companies=_tracked(desk, companies), wish=wish, digest=digest, by=by.id, at=now
    )
    with _change(
        desk, by, Action.SUBSCRIBE, f"{asked.channel} subscribes to {told_of(asked)} (changed)", now
    ) as connection:
        choices.change_subscription(connection, asked)
    return asked


def unsubscribe(
    desk: Desk, by: Editor, now: datetime, channel: str, number: int | None = None, company: str | None = None
) -> tuple[Subscription, ...]:
    """Forget one subscription of a channel, or let all of them leave out one company, or forget all that a chat set.

    Returns those that were changed, as they were. Raises NotAllowed, UnknownName; CannotChange where only a file could.
    """
    here = [one for one in effective(desk).choices.subscriptions if one.channel == channel]
    name = None if company is None else _known(desk, company).name
    meant = [
        one for one in here if (number is None or one.number == number) and (name is None or name in one.companies)
    ]
    mine = tuple(one for one in meant if one.origin is Origin.CHAT)
    if not mine:
        if meant:
            raise CannotChange("channels.toml sets that; whoever runs this bot can change it there")
        raise UnknownName(
            f"this channel has no subscription that names {name}; mute {name} to hear nothing of it"
            if name
            else "this channel has no such subscription"
        )
    said = "; ".join(told_of(one) for one in mine) if name is None else name
    with _change(desk, by, Action.SUBSCRIBE, f"{channel} unsubscribes from {said}", now) as connection:
        for one in mine:
            if name is None or one.companies == {name}:
                choices.drop_subscription(connection, one.number)
            else:
                choices.change_subscription(
                    connection, replace(one, companies=one.companies - {name}, by=by.id, at=now)
                )
    return mine


def told_of(subscription: Subscription) -> str:
    """A subscription in words, for the log and the command line."""
    wish = subscription.wish
    parts = [", ".join(sorted(subscription.companies)) or "all tracked companies"]
    named: tuple[tuple[str, frozenset[str] | None], ...] = (
        ("kinds", None if wish.kinds is None else frozenset(wish.kinds)),
        ("statuses", None if wish.statuses is None else frozenset(wish.statuses)),
        ("languages", wish.languages),
        ("require", wish.required),
        ("without", wish.forbidden),
    )
    parts += [f"{key}: {', '.join(sorted(words)) or 'all'}" for key, words in named if words is not None]
    parts += [] if wish.min_rank is None else [f"rank: {wish.min_rank.name.lower()}"]
    parts += [] if wish.min_confidence is None else [f"confidence: {wish.min_confidence:g}"]
    return "; ".join(parts) + (" (in the digest)" if subscription.digest else "")


def set_wish(desk: Desk, by: Editor, now: datetime, reach: Reach, name: str, wish: Wish | None) -> None:
    """Set, or with None take away, what counts for all channels, a pack or a company. Raises NotAllowed, UnknownName,
    CannotChange where a file sets it.
    """
    all_companies = effective(desk).companies
    if reach is Reach.COMPANY:
        name = _known(desk, name).name
    if reach is Reach.PACK and name not in {company.pack for company in all_companies}:
        raise UnknownName(f"no company belongs to a pack {name}")
    name = "" if reach is Reach.WORKSPACE else name
    if any((wide.reach, wide.name) == (reach, name) for wide in desk.files.wishes):
        raise CannotChange("channels.toml sets that rule; whoever runs this bot can change it there")
    verb = "takes away" if wish is None else "sets"
    with _change(desk, by, Action.RULES, f"{verb} the rule for {reach} {name}".rstrip(), now) as connection:
        if wish is None:
            choices.drop_wish(connection, reach, name)
        else:
            choices.write_wish(connection, WideWish(reach, name, wish, Origin.CHAT))


# How and when a channel is told


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
    with _change(desk, by, Action.RHYTHM, f"#{name}: {said}", now) as connection:
        choices.write_setting(connection, replace(mine.get(channel, usual), **changes))  # type: ignore[arg-type]  # one key of ours


# Whom the bot tracks


def track(
    desk: Desk, by: Editor, now: datetime, name: str, aliases: Sequence[str] = (), lookalikes: Sequence[str] = ()
) -> Company:
    """Track a company by this name and others; one that is known and not tracked is tracked again.

    Raises NotAllowed, BadWords, CannotChange where it is tracked, or where an alias names another company.
    """
    names = [clean(word) for word in (name, *aliases)]
    if not all(names):
        raise BadWords("a company needs a name")
    directory = Directory(effective(desk).companies)
    found = directory.find(names[0])
    if found is not None and found.tracked and (found.origin is Origin.FILE or not (aliases or lookalikes)):
        raise CannotChange(f"{found.name} is tracked already")
    for word in names[1:]:
        owner = directory.find(word)
        if owner is not None and owner != found:
            raise CannotChange(f"“{word}” already names {owner.name}")
    usual = found or Company(names[0])
    company = replace(
        usual,
        aliases=tuple(dict.fromkeys((*usual.aliases, *names[1:]))),
        lookalikes=tuple(dict.fromkeys((*usual.lookalikes, *map(clean, lookalikes)))),
        tracked=True,
        origin=Origin.CHAT,
    )
    with _change(desk, by, Action.TRACK, f"tracks {company.name}", now) as connection:
        choices.write_company(connection, company)
    return company


def untrack(desk: Desk, by: Editor, now: datetime, name: str) -> Company:
    """Track a company no longer; it stays known. Raises NotAllowed, UnknownName, CannotChange where a file tracks it."""
    company = _known(desk, name)
    if not company.tracked:
        raise CannotChange(f"{company.name} is not tracked")
    if company.origin is Origin.FILE:
        raise CannotChange(
            f"companies.toml tracks {company.name}; whoever runs this bot can change it there, or mute it"
        )
    with _change(desk, by, Action.TRACK, f"tracks {company.name} no longer", now) as connection:
        choices.write_company(connection, replace(company, tracked=False))
    return replace(company, tracked=False)


# What is muted


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
    where = "everywhere" if channel is None else f"in {channel}"
    for_ever = "for ever" if until is None else f"until {until:%Y-%m-%d %H:%M} UTC"
    action = Action.RULES if channel is None else Action.MUTE
    with _change(desk, by, action, f"mutes {subject} {name} {where} {for_ever}", now) as connection:
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
    with _change(desk, by, action, f"unmutes {found.subject} {found.name}", now) as connection:
        choices.drop_mute(connection, number)
    return found


def mutes(desk: Desk, channel: str, now: datetime) -> tuple[Mute, ...]:
    """What is muted in a channel now, there or everywhere, oldest first."""
    return tuple(
        one
        for one in choices.mutes(desk.database)
        if one.channel in (None, channel) and (one.until is None or one.until > now)
    )


# What it would mean


def draft(desk: Desk, channel: str, companies: Sequence[str], wish: Wish) -> Channel:
    """A channel as it is, but with nothing except this rule, for `preview`. Raises UnknownName."""
    now = effective(desk)
    asked = Subscription(channel, _tracked(desk, companies), wish, origin=Origin.CHAT)
    usual = Channel(channel, channel)
    here = next((one for one in now.channels if channel in (one.id, one.name)), usual)
    return replace(here, rules=rules.flat(asked, now.companies, now.choices.wishes))


def preview(desk: Desk, channel: Channel, days: int, now: datetime) -> tuple[Alert, ...]:
    """The alerts that these rules would have sent there in the last so many days, newest first, as they stand today."""
    since = now - timedelta(days=days)
    directory = Directory(effective(desk).companies)
    found = []
    for story, moves in stories.recent(desk.database, since):
        decision = alerts.decide(story, moves, channel, directory.tracked, since, False, None, now)
        if decision.alert is not None:
            found.append(decision.alert)
    return tuple(sorted(found, key=lambda alert: alert.first_published, reverse=True))


def _kept(database: Database) -> Choices:
    return Choices(
        choices.companies(database),
        choices.settings(database),
        choices.subscriptions(database),
        choices.wishes(database),
        choices.mutes(database),
    )


def _known(desk: Desk, name: str) -> Company:
    company = Directory(effective(desk).companies).find(name)
    if company is None:
        raise UnknownName(f"no company “{name}” is known here")
    return company


def _tracked(desk: Desk, names: Sequence[str]) -> frozenset[str]:
    found = [_known(desk, name) for name in names]
    for company in found:
        if not company.tracked:
            raise UnknownName(f"{company.name} is known, but not tracked; track it first")
    return frozenset(company.name for company in found)


def _subscription(desk: Desk, number: int) -> Subscription:
    for one in choices.subscriptions(desk.database):
        if one.number == number:
            return one
    raise UnknownName(f"there is no subscription {number}")


@contextmanager
def _change(desk: Desk, by: Editor, action: Action, said: str, now: datetime) -> Iterator[Connection]:
    """One change with its line in the log, in one transaction. Raises NotAllowed."""
    if not may(desk, by, action):
        raise NotAllowed(
            "guests can ask, but not change anything"
            if by.role is Role.GUEST
            else f"that needs more rights than yours ({action}); please ask an admin"
        )
    with desk.database.write() as connection:
        choices.log(connection, action, said, by.id, now)
        yield connection
