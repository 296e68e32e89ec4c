"""Who is told and whom the bot tracks, from the command line: the same changes as from a chat, by the operator's right.

In: settings and what was typed. Out: text for standard output, or a named error. Exported TOML is what a config file
takes: what people set in a chat can be moved there. It must never write a config file itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing

from bot import curate, rules, typed
from bot.app.desk import desk_of
from bot.app.house import now
from bot.curate import OPERATOR
from bot.model import ChannelSetting, Company, Origin, Reach, Subscription, WideWish, Wish
from bot.settings import Settings
from bot.store import Database


def list_channels(settings: Settings) -> str:
    """Each channel with what it asked for, and who set it."""
    with closing(Database(settings.database)) as database:
        found = curate.effective(desk_of(settings, database))
    lines = []
    for channel in found.channels:
        lines.append(
            f"#{channel.name} {channel.id or '(no id: only in the terminal)'}: in {channel.language}, {channel.zone}, "
            f"digest {typed.digest_words(channel.digest)}, quiet hours {typed.quiet_words(channel.quiet)}"
        )
        asked = [one for one in found.choices.subscriptions if one.channel in (channel.id, channel.name)]
        lines += [f"    {_whence(one.origin, one.number)} {curate.told_of(one)}" for one in asked]
    return "\n".join(lines)


def add_channel(settings: Settings, channel: str, name: str, companies: Sequence[str], words: Mapping[str, str]) -> str:
    """Have a channel hear of something, and set how it is told. Raises BadWords, UnknownName, CannotChange."""
    # All is read before anything is changed.
    wish = typed.wish({key: word for key, word in words.items() if key not in ("digest", "quiet", "zone", "language")})
    digest, quiet = typed.digest(words.get("digest", "off")), typed.quiet(words.get("quiet", "off"))
    zone = typed.zone(words.get("zone", "UTC"))
    with closing(Database(settings.database)) as database:
        desk, at = desk_of(settings, database), now()
        asked = curate.subscribe(desk, OPERATOR, at, channel, name, companies, wish)
        if "digest" in words:
            curate.set_digest(desk, OPERATOR, at, channel, name, digest)
        if "quiet" in words:
            curate.set_quiet(desk, OPERATOR, at, channel, name, quiet)
        if "zone" in words:
            curate.set_zone(desk, OPERATOR, at, channel, name, zone)
        if "language" in words:
            curate.set_language(desk, OPERATOR, at, channel, name, words["language"])
    return f"#{name} hears of {curate.told_of(asked)} (subscription {asked.number})."


def remove_channel(settings: Settings, channel: str, number: int | None) -> str:
    """Forget what was asked for in a chat or here. Raises UnknownName, CannotChange."""
    with closing(Database(settings.database)) as database:
        gone = curate.unsubscribe(desk_of(settings, database), OPERATOR, now(), channel, number)
    return f"{channel} hears no more of: {'; '.join(curate.told_of(one) for one in gone)}"


def export_channels(settings: Settings) -> str:
    """Channels and rules, of files and chats, as channels.toml takes them."""
    with closing(Database(settings.database)) as database:
        choices = curate.effective(desk_of(settings, database)).choices
    tables = [_rule_table(wide) for wide in choices.wishes]
    for setting in choices.settings:
        asked = [one for one in choices.subscriptions if one.channel == rules.key(setting)]
        tables += [_channel_table(setting, one, first=at == 0) for at, one in enumerate(asked)]
    return "\n\n".join(tables) + "\n"


def list_companies(settings: Settings) -> str:
    """Each company with the names it goes by."""
    with closing(Database(settings.database)) as database:
        found = curate.effective(desk_of(settings, database)).companies
    lines = []
    for company in found:
        names = ", ".join((*company.aliases, *company.former, *company.units))
        marks = [] if company.tracked else ["known, not tracked"]
        marks += ["set in a chat"] if company.origin is Origin.CHAT else []
        lines.append(company.name + (f" ({', '.join(marks)})" if marks else "") + (f": {names}" if names else ""))
    return "\n".join(lines)


def add_company(settings: Settings, name: str, aliases: Sequence[str], lookalikes: Sequence[str]) -> str:
    """Track a company. Raises BadWords, CannotChange."""
    with closing(Database(settings.database)) as database:
        company = curate.track(desk_of(settings, database), OPERATOR, now(), name, aliases, lookalikes)
    return f"{company.name} is tracked."


def remove_company(settings: Settings, name: str) -> str:
    """Track a company no longer. Raises UnknownName, CannotChange."""
    with closing(Database(settings.database)) as database:
        company = curate.untrack(desk_of(settings, database), OPERATOR, now(), name)
    return f"{company.name} is tracked no longer; what is known of it stays."


def export_companies(settings: Settings) -> str:
    """The companies that people brought from a chat, as companies.toml takes them."""
    with closing(Database(settings.database)) as database:
        found = curate.effective(desk_of(settings, database)).companies
    tables = [_company_table(company) for company in found if company.origin is Origin.CHAT]
    return "\n\n".join(tables) + ("\n" if tables else "")


def _whence(origin: Origin, number: int) -> str:
    return "(file)" if origin is Origin.FILE else f"({number})"


def _rule_table(wide: WideWish) -> str:
    reach = [] if wide.reach is Reach.WORKSPACE else [(str(wide.reach), wide.name)]
    return _table("rule", [*reach, *_wish_keys(wide.wish)])


def _channel_table(setting: ChannelSetting, asked: Subscription, first: bool) -> str:
    """The first subscription is the channel's own table, the others hang below it."""
    keys: list[tuple[str, object]] = []
    if first:
        own = (("language", setting.language), ("zone", setting.zone))
        keys += [("name", setting.name), ("id", setting.id), *((key, value) for key, value in own if value)]
        keys += [("digest", typed.digest_words(setting.digest))] if setting.digest else []
        keys += [("quiet", typed.quiet_words(setting.quiet))] if setting.quiet else []
    keys += [("companies", sorted(asked.companies))] if asked.companies else []
    keys += [("only_digest", True)] if asked.digest else []
    return _table("channel" if first else "channel.also", [*keys, *_wish_keys(asked.wish)])


def _company_table(company: Company) -> str:
    lists = (("aliases", company.aliases), ("units", company.units), ("former", company.former))
    keys: list[tuple[str, object]] = [("name", company.name), *((key, list(names)) for key, names in lists if names)]
    keys += [("lookalikes", list(company.lookalikes))] if company.lookalikes else []
    numbers = (
        ("country", company.country),
        ("ticker", company.ticker),
        ("cik", company.cik),
        ("isin", company.isin),
        ("companies_house", company.companies_house),
        ("pack", company.pack),
    )
    keys += [(key, value) for key, value in numbers if value]
    keys += [] if company.tracked else [("tracked", False)]
    return _table("company", keys)


def _wish_keys(wish: Wish) -> Iterable[tuple[str, object]]:
    lists = (
        ("kinds", wish.kinds),
        ("statuses", wish.statuses),
        ("languages", wish.languages),
        ("required", wish.required),
        ("forbidden", wish.forbidden),
    )
    yield from ((key, sorted(words)) for key, words in lists if words is not None)
    if wish.min_rank is not None:
        yield "min_rank", wish.min_rank.name.lower()
    if wish.min_confidence is not None:
        yield "min_confidence", float(wish.min_confidence)


def _table(name: str, keys: Iterable[tuple[str, object]]) -> str:
    """A TOML table; its strings, numbers, lists and booleans are written as JSON writes them."""
    return "\n".join([f"[[{name}]]", *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in keys)])
