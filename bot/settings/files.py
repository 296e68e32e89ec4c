"""The four TOML files: in come paths, out come the house's words; problems are added to `found`.

Every [[table]] is checked by itself, so that one that is wrong hides no problem of the others, nor those between the
files (a channel that wants a company nobody wrote down).
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from bot.model import ChannelSetting, Company, CompanySource, Feed, Reach, Subscription, WideWish
from bot.rules import Choices, key
from bot.settings.tables import (
    BotFile,
    ChannelsFile,
    ChannelTable,
    CompaniesFile,
    CompanyTable,
    FeedsFile,
    FeedTable,
    RuleTable,
    SourceTable,
    Strict,
)
from bot.settings.wording import instead, wrong

_Table = TypeVar("_Table", bound=Strict)


def bot(file: Path, found: list[str]) -> BotFile:
    """How the bot behaves; a key that is left out stands at its default."""
    return _whole(BotFile, file, found)


def companies(file: Path, found: list[str]) -> tuple[Company, ...]:
    """All companies that are known. One whose pack is off is known and not tracked."""
    whole = _whole(CompaniesFile, file, found)
    tables = _tables(CompanyTable, whole.company, file, "company", "name", found)
    on = _packs_on(whole.packs, [table.pack for table in tables], file, found)
    owners: dict[str, str] = {}
    for table in tables:
        for name in (table.name, *table.aliases, *table.former, *table.units):
            owner = owners.setdefault(name.casefold(), table.name)
            if owner != table.name:
                found.append(
                    f'{file}: company "{table.name}": "{name}" already names {owner}; keep it at one of the two'
                )
        if table.ticker and not table.listed:
            found.append(
                f'{file}: company "{table.name}": has a ticker and is said not to be listed; keep one of the two'
            )
    for name in _repeated(table.name.casefold() for table in tables):
        found.append(f'{file}: company "{name}": stands there twice; make one of the two')
    return tuple(
        Company(
            name=table.name,
            aliases=tuple(table.aliases),
            units=tuple(table.units),
            former=tuple(table.former),
            lookalikes=tuple(table.lookalikes),
            country=table.country,
            ticker=table.ticker,
            cik=table.cik,
            isin=table.isin,
            companies_house=table.companies_house,
            listed=table.listed,
            tracked=table.tracked and (table.pack is None or table.pack in on),
            pack=table.pack,
        )
        for table in tables
    )


def feeds(file: Path, found: list[str]) -> tuple[tuple[Feed, ...], tuple[CompanySource, ...]]:
    """The feeds, and the sources that are asked company by company: those whose pack is on, and those without a pack."""
    whole = _whole(FeedsFile, file, found)
    plain = [table for table in whole.feed if table.get("kind", "feed") == "feed"]
    others = [table for table in whole.feed if table.get("kind", "feed") != "feed"]
    tables = _tables(FeedTable, plain, file, "feed", "publisher", found)
    sources = _tables(SourceTable, others, file, "feed of kind", "kind", found)
    used = [*(table.pack for table in tables), *(table.pack for table in sources)]
    on = _packs_on(whole.packs, used, file, found)
    for url in _repeated(table.url.rstrip("/") for table in tables):
        found.append(f"{file}: feed, url: {url} stands there twice; remove one of the two")
    return (
        tuple(
            Feed(url=table.url, publisher=table.publisher, tier=table.tier, language=table.language)
            for table in tables
            if table.pack is None or table.pack in on
        ),
        tuple(CompanySource(table.kind, table.language) for table in sources if table.pack is None or table.pack in on),
    )


def channels(file: Path, directory: Sequence[Company], found: list[str]) -> Choices:
    """Who is told, and what. Companies stand under their own name, however the operator called them."""
    whole = _whole(ChannelsFile, file, found)
    tables = _tables(ChannelTable, whole.channel, file, "channel", "name", found)
    known = {
        name.casefold(): company for company in directory for name in (company.name, *company.aliases, *company.former)
    }
    for table in tables:
        for name in (name for one in (table, *table.also) for name in one.companies):
            company = known.get(name.casefold())
            where = f'{file}: channel "{table.name}", companies'
            # Where companies.toml could not be read, its own problem is enough: every name would be unknown here.
            if company is None and directory:
                near = instead(name, [company.name for company in directory])
                found.append(f'{where}: "{name}" is not in companies.toml; {near}')
            elif company is not None and not company.tracked:
                found.append(f'{where}: "{name}" is not tracked; set tracked = true or its pack on in companies.toml')
    for name in _repeated(table.name.casefold() for table in tables):
        found.append(f'{file}: channel, name: "{name}" stands there twice; make one of the two, or rename it')
    for identifier in _repeated(table.id for table in tables if table.id):
        found.append(f"{file}: channel, id: {identifier} stands there twice; a channel has one table")
    return Choices(
        companies=tuple(directory),
        settings=tuple(_setting(table) for table in tables),
        subscriptions=tuple(
            Subscription(
                channel=key(_setting(table)),
                companies=frozenset(known[name.casefold()].name for name in one.companies if name.casefold() in known),
                wish=one.wish(),
                digest=one.only_digest,
            )
            for table in tables
            for one in (table, *table.also)
        ),
        wishes=_wishes(file, _tables(RuleTable, whole.rule, file, "rule", "company", found), known, found),
    )


def _setting(table: ChannelTable) -> ChannelSetting:
    return ChannelSetting(
        id=table.id,
        name=table.name.removeprefix("#"),
        language=table.language,
        zone=table.zone,
        digest=table.digest,
        quiet=table.quiet,
    )


def _wishes(
    file: Path, tables: Sequence[RuleTable], known: Mapping[str, Company], found: list[str]
) -> tuple[WideWish, ...]:
    """The [[rule]] tables, each with how far it reaches."""
    packs = {company.pack for company in known.values() if company.pack}
    wishes = []
    for table in tables:
        if table.pack and table.company:
            found.append(f'{file}: rule "{table.company}": names a company and a pack; make two tables of it')
        elif table.company:
            company = known.get(table.company.casefold())
            if company is None and known:
                near = instead(table.company, [company.name for company in known.values()])
                found.append(f'{file}: rule "{table.company}": is not in companies.toml; {near}')
            wishes.append(WideWish(Reach.COMPANY, company.name if company else table.company, table.wish()))
        elif table.pack:
            if known and table.pack not in packs:
                found.append(f'{file}: rule, pack: no company belongs to "{table.pack}"; {instead(table.pack, packs)}')
            wishes.append(WideWish(Reach.PACK, table.pack, table.wish()))
        else:
            wishes.append(WideWish(Reach.WORKSPACE, "", table.wish()))
    return tuple(wishes)


# Reading and checking


def _read(file: Path, found: list[str]) -> dict[str, Any] | None:
    """The file as TOML gives it; None, with the problem noted, where it cannot be read."""
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        found.append(f"{file}: is missing; copy it from the project, or set ORGWATCH_CONFIG to the folder that has it")
    except OSError as error:
        found.append(f"{file}: cannot be read ({error.strerror}); make it readable for this user")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        found.append(f"{file}: line {line}: is not UTF-8; save the file as UTF-8")
    except tomllib.TOMLDecodeError as error:
        what, _, where = str(error).rstrip(")").rpartition(" (at ")
        found.append(f"{file}: {where}: is no valid TOML ({what.lower()}); correct that line, text stands in quotes")
    return None


def _whole(model: type[_Table], file: Path, found: list[str]) -> _Table:
    """A file's outermost keys, checked; those that are wrong stand at their default, with the problem noted."""
    table = _read(file, found)
    if table is None:
        return model()
    checked = _check(model, table, str(file), found)
    return checked or model.model_validate({key: value for key, value in table.items() if _fits(model, key, value)})


def _fits(model: type[Strict], key: str, value: object) -> bool:
    return _check(model, {key: value}, "", []) is not None


def _tables(
    model: type[_Table], tables: Sequence[dict[str, Any]], file: Path, word: str, title: str, found: list[str]
) -> list[_Table]:
    """The [[word]] tables that are right, with the others' problems noted under their title, else number."""
    checked = []
    for number, table in enumerate(tables, 1):
        name = f' "{table[title]}"' if title in table else f" {number}"
        entry = _check(model, table, f"{file}: {word}{name}", found, separator=", ")
        if entry is not None:
            checked.append(entry)
    return checked


def _check(
    model: type[_Table], table: Mapping[str, Any], where: str, found: list[str], separator: str = ": "
) -> _Table | None:
    try:
        return model.model_validate(table)
    except ValidationError as errors:
        known = list(model.model_fields)
        found += [f"{where}{separator}{error['loc'][0]}: {wrong(error, known)}" for error in errors.errors()]
        return None


def _packs_on(packs: Sequence[str] | None, used: Iterable[str | None], file: Path, found: list[str]) -> frozenset[str]:
    """The packs that are on; all of them where the file has no line on it."""
    known = sorted({pack for pack in used if pack})
    if packs is None:
        return frozenset(known)
    for pack in packs:
        if pack not in known:
            found.append(f'{file}: packs: nothing belongs to "{pack}"; {instead(pack, known)}')
    return frozenset(packs)


def _repeated(words: Iterable[str]) -> list[str]:
    """Those that stand there more than once."""
    return [word for word, times in Counter(words).items() if times > 1]
