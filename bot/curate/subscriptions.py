"""What a channel hears of, and what counts for all channels, a pack or a company.

In: companies and wishes. Out: subscriptions. It must never widen or narrow what a file set.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot import rules
from bot.curate.desk import Desk, Editor, change, effective, known, tracked
from bot.errors import CannotChange, UnknownName
from bot.model import Action, ChannelSetting, Origin, Reach, Subscription, WideWish, Wish
from bot.store import choices


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
    asked = Subscription(channel, tracked(desk, companies), wish, digest, Origin.CHAT, by=by.id, at=now)
    for one in effective(desk).choices.subscriptions:
        if (one.channel, one.companies, one.wish, one.digest) == (channel, asked.companies, wish, digest):
            raise CannotChange(f"#{name} hears of exactly that already")
    with change(desk, by, Action.SUBSCRIBE, f"#{name} subscribes to {told_of(asked)}", now) as connection:
        number = choices.add_subscription(connection, asked, name)
        if not any(rules.key(setting) == channel for setting in effective(desk).choices.settings):
            choices.write_setting(connection, ChannelSetting(channel, name, origin=Origin.CHAT))
    return replace(asked, number=number)


def resubscribe(
    desk: Desk, by: Editor, now: datetime, number: int, companies: Sequence[str], wish: Wish, digest: bool
) -> Subscription:
    """Let a subscription ask for something else. Raises NotAllowed, UnknownName."""
    asked = replace(
        _subscription(desk, number), companies=tracked(desk, companies), wish=wish, digest=digest, by=by.id, at=now
    )
    with change(
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
    name = None if company is None else known(desk, company).name
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
    with change(desk, by, Action.SUBSCRIBE, f"{channel} unsubscribes from {said}", now) as connection:
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
        name = known(desk, name).name
    if reach is Reach.PACK and name not in {company.pack for company in all_companies}:
        raise UnknownName(f"no company belongs to a pack {name}")
    name = "" if reach is Reach.WORKSPACE else name
    if any((wide.reach, wide.name) == (reach, name) for wide in desk.files.wishes):
        raise CannotChange("channels.toml sets that rule; whoever runs this bot can change it there")
    verb = "takes away" if wish is None else "sets"
    with change(desk, by, Action.RULES, f"{verb} the rule for {reach} {name}".rstrip(), now) as connection:
        if wish is None:
            choices.drop_wish(connection, reach, name)
        else:
            choices.write_wish(connection, WideWish(reach, name, wish, Origin.CHAT))


def _subscription(desk: Desk, number: int) -> Subscription:
    for one in choices.subscriptions(desk.database):
        if one.number == number:
            return one
    raise UnknownName(f"there is no subscription {number}")
