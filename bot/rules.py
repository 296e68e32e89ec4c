"""Lays wishes over one another: workspace, pack, company, channel; the nearest that says something counts.

In: what files and chats set. Out: the channels with flat rules, as alerts decides by, and all companies. Pure; it must
never drop what a file set.

Rules are inherited company by company: a subscription to Meta and SAP is two rules where a wish for one of them, or for
its pack, says something else than for the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace

from bot.model import (
    Action,
    Channel,
    ChannelSetting,
    Company,
    Digest,
    Mute,
    Reach,
    Rights,
    Role,
    Rule,
    Subscription,
    WideWish,
    Wish,
)

LEAST = {
    Action.JUDGE: Role.MEMBER,
    Action.MUTE: Role.MEMBER,
    Action.SUBSCRIBE: Role.MEMBER,
    Action.RHYTHM: Role.MEMBER,
    Action.TRACK: Role.CURATOR,
    Action.FEEDS: Role.CURATOR,
    Action.TEST: Role.CURATOR,
    Action.RULES: Role.ADMIN,
    Action.FORGET: Role.ADMIN,
}
"""Who may change what unless bot.toml says otherwise: a channel's own settings everybody in it, what all share fewer."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What was set, by files or in a chat: companies, channels, what they asked for, wishes that reach further, mutes."""

    companies: tuple[Company, ...] = ()
    settings: tuple[ChannelSetting, ...] = ()
    subscriptions: tuple[Subscription, ...] = ()
    wishes: tuple[WideWish, ...] = ()
    mutes: tuple[Mute, ...] = ()


def may(rights: Rights, role: Role, action: Action) -> bool:
    """Whether somebody of this role may do this. A guest may never."""
    least = dict(rights.least).get(action, LEAST[action])
    return role is not Role.GUEST and role >= least


def role_of(rights: Rights, user: str, role: Role) -> Role:
    """Who somebody is: by the chat's own role, raised by the lists in bot.toml; a guest stays a guest."""
    if role is Role.GUEST:
        return role
    if user in rights.admins:
        return Role.ADMIN
    return max(role, Role.CURATOR) if user in rights.curators else role


def together(files: Choices, chat: Choices) -> Choices:
    """Both at once. A company that a file tracks stays as the file has it; one that it only knows can be tracked here."""
    in_chat = {company.name: company for company in chat.companies}
    known = {company.name for company in files.companies}
    return Choices(
        companies=(
            *(
                in_chat[company.name]
                if company.name in in_chat and in_chat[company.name].tracked and not company.tracked
                else company
                for company in files.companies
            ),
            *(company for company in chat.companies if company.name not in known),
        ),
        settings=tuple(_merged([*files.settings, *chat.settings])),
        subscriptions=(*files.subscriptions, *chat.subscriptions),
        wishes=(*files.wishes, *chat.wishes),
        mutes=chat.mutes,
    )


def channels(choices: Choices) -> tuple[Channel, ...]:
    """Every channel that asked for something, or that a file or a chat set up, with its flat rules."""
    known = {key(setting): setting for setting in choices.settings}
    for subscription in choices.subscriptions:
        known.setdefault(subscription.channel, ChannelSetting(subscription.channel, subscription.channel))
    return tuple(_channel(name, setting, choices) for name, setting in known.items())


def flat(subscription: Subscription, companies: Sequence[Company], wishes: Sequence[WideWish]) -> tuple[Rule, ...]:
    """A subscription as rules: one, or more where wishes for packs or companies tell its companies apart."""
    by_reach = {(wide.reach, wide.name): wide.wish for wide in reversed(wishes)}
    everywhere = by_reach.get((Reach.WORKSPACE, ""), Wish())
    usual = _rule((subscription.wish, everywhere), subscription)
    groups: dict[Rule, set[str]] = {}
    for company in companies:
        if company.tracked and (not subscription.companies or company.name in subscription.companies):
            wanted = (
                subscription.wish,
                by_reach.get((Reach.COMPANY, company.name), Wish()),
                by_reach.get((Reach.PACK, company.pack or ""), Wish()),
                everywhere,
            )
            groups.setdefault(_rule(wanted, subscription), set()).add(company.name)
    if not subscription.companies and groups.keys() <= {usual}:
        return (usual,)
    if not groups:
        return (replace(usual, companies=subscription.companies),)
    return tuple(replace(rule, companies=frozenset(names)) for rule, names in groups.items())


def key(setting: ChannelSetting) -> str:
    """Under what a channel's subscriptions stand: its id, or its name while nobody has written the id down."""
    return setting.id or setting.name


def _channel(name: str, setting: ChannelSetting, choices: Choices) -> Channel:
    asked = [subscription for subscription in choices.subscriptions if subscription.channel == name]
    rules = tuple(dict.fromkeys(rule for one in asked for rule in flat(one, choices.companies, choices.wishes)))
    waits = any(rule.digest for rule in rules)
    return Channel(
        id=setting.id,
        name=setting.name,
        rules=rules,
        language=setting.language or "en",
        zone=setting.zone or "UTC",
        digest=setting.digest or (Digest() if waits else None),
        quiet=setting.quiet,
        mutes=tuple(mute for mute in choices.mutes if mute.channel in (None, name)),
    )


def _merged(settings: Iterable[ChannelSetting]) -> Iterable[ChannelSetting]:
    """One setting a channel; what comes first counts, key by key."""
    found: dict[str, ChannelSetting] = {}
    for setting in settings:
        first = found.setdefault(key(setting), setting)
        found[key(setting)] = replace(
            first,
            language=first.language or setting.language,
            zone=first.zone or setting.zone,
            digest=first.digest or setting.digest,
            quiet=first.quiet or setting.quiet,
        )
    return found.values()


def _rule(wishes: Sequence[Wish], subscription: Subscription) -> Rule:
    """The wishes laid over one another, the nearest first; what nobody said stands at the rule's default."""
    said = {}
    for one in fields(Wish):
        values = (getattr(wish, one.name) for wish in wishes)
        said[one.name] = next((value for value in values if value is not None), None)
    return Rule(**{name: value for name, value in said.items() if value is not None}, digest=subscription.digest)
