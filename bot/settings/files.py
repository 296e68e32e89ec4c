"""The four TOML files: in come paths, out come the house's words; problems are added to `found`.

Each model is one table as an operator writes it. Every [[table]] is checked by itself, so that one that is wrong hides
no problem of the others, nor those between the files (a channel that wants a company nobody wrote down).
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator, StringConstraints, ValidationError

from bot import typed
from bot.errors import BadWords
from bot.languages.wording import SPOKEN
from bot.model import (
    Action,
    ChannelSetting,
    Company,
    CompanySource,
    Digest,
    Feed,
    Kind,
    Quiet,
    Rank,
    Reach,
    Role,
    SourceKind,
    StoryStatus,
    Subscription,
    Tier,
    WideWish,
    Wish,
)
from bot.rules import Choices, key
from bot.settings.wording import CIK, COUNTRY, FIND_CHANNEL_ID, ISIN, LANGUAGE, UK_NUMBER, bad_address, instead, wrong

NEWS_SEARCH = "https://news.google.com/rss/search?q={query}&hl=en-US&gl=US&ceid=US:en"

_Choice = TypeVar("_Choice")
_Table = TypeVar("_Table", bound="Strict")
_Item = TypeVar("_Item")


def _one_of(what: str, choices: Mapping[str, _Choice]) -> Callable[[object], _Choice]:
    """A validator that takes one of these words and gives what it stands for."""

    def choose(word: object) -> _Choice:
        if isinstance(word, str) and word in choices:
            return choices[word]
        raise ValueError(f'"{word}" is no {what}; {instead(str(word), choices)}')

    return choose


def _address(url: str) -> str:
    if reason := bad_address(url):
        raise ValueError(f"{reason}; write it in full, as https://…")
    return url


def _search_address(url: str) -> str:
    if "{query}" not in url:
        raise ValueError("has no {query} where the name goes")
    return _address(url.replace("{query}", "name")) and url


def _read_by(read: Callable[[str], _Choice]) -> Callable[[object], _Choice]:
    """A validator that reads text as people type it in a chat, too."""

    def validate(word: object) -> _Choice:
        if not isinstance(word, str):
            raise ValueError("must be text; write it in quotes")
        try:
            return read(word)
        except BadWords as problem:
            raise ValueError(str(problem)) from problem

    return validate


def _channel_id(word: str) -> str:
    if word and not re.fullmatch(r"[CG][A-Z0-9]{2,}", word):
        raise ValueError(f'"{word}" is no channel id; {FIND_CHANNEL_ID}')
    return word


_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
_Texts = list[_Text]
_Zone = Annotated[str, PlainValidator(_read_by(typed.zone))]
_Digest = Annotated[Digest | None, PlainValidator(_read_by(typed.digest))]
_Quiet = Annotated[Quiet | None, PlainValidator(_read_by(typed.quiet))]
_Language = Annotated[str, StringConstraints(pattern=LANGUAGE)]
_Spoken = Annotated[str, PlainValidator(_one_of("language of alerts", {code: code for code in SPOKEN}))]
_Kind = Annotated[Kind, PlainValidator(_one_of("kind", {kind.value: kind for kind in Kind}))]
_Status = Annotated[StoryStatus, PlainValidator(_one_of("status", {status.value: status for status in StoryStatus}))]
_Tier = Annotated[Tier, PlainValidator(_one_of("tier", {tier.value: tier for tier in Tier}))]
_Action = Annotated[Action, PlainValidator(_one_of("action", {action.value: action for action in Action}))]
_Role = Annotated[
    Role,
    PlainValidator(_one_of("role", {"everyone": Role.MEMBER, "curators": Role.CURATOR, "admins": Role.ADMIN})),
]
_Source = Annotated[SourceKind, PlainValidator(_one_of("kind of source", {kind.value: kind for kind in SourceKind}))]
_Rank = Annotated[Rank, PlainValidator(_one_of("rank", {rank.name.lower(): rank for rank in Rank}))]


class Strict(BaseModel):
    """A table in which every key is known and no value is bent into another type."""

    model_config = ConfigDict(strict=True, extra="forbid")


class BotFile(Strict):
    """bot.toml."""

    contact: str = ""
    public_url: Annotated[str, AfterValidator(lambda url: _address(url) if url else url)] = ""
    tell_days: Annotated[int, Field(ge=1, le=365)] = 3
    retention_days: Annotated[int, Field(ge=1, le=36500)] = 365
    backup_dir: str = ""
    backup_keep_days: Annotated[int, Field(ge=1, le=3650)] = 30
    news_search: Annotated[str, AfterValidator(_search_address)] = NEWS_SEARCH
    wikidata: bool = False
    wikidata_url: Annotated[str, AfterValidator(_address)] = "https://www.wikidata.org/w/api.php"
    admins_channel: str = ""
    admins: _Texts = []
    curators: _Texts = []
    may: dict[_Action, _Role] = {}


class CompaniesFile(Strict):
    """companies.toml: its outermost keys."""

    packs: _Texts | None = None
    company: list[dict[str, Any]] = []


class FeedsFile(Strict):
    """feeds.toml: its outermost keys."""

    packs: _Texts | None = None
    feed: list[dict[str, Any]] = []


class ChannelsFile(Strict):
    """channels.toml: its outermost keys."""

    rule: list[dict[str, Any]] = []
    channel: list[dict[str, Any]] = []


class CompanyTable(Strict):
    """A [[company]]."""

    name: _Text
    aliases: _Texts = []
    units: _Texts = []
    former: _Texts = []
    lookalikes: _Texts = []
    country: Annotated[str, StringConstraints(pattern=COUNTRY)] | None = None
    ticker: _Text | None = None
    cik: Annotated[str, StringConstraints(pattern=CIK)] | None = None
    isin: Annotated[str, StringConstraints(pattern=ISIN)] | None = None
    companies_house: Annotated[str, StringConstraints(pattern=UK_NUMBER)] | None = None
    listed: bool = True
    pack: _Text | None = None
    tracked: bool = True


class FeedTable(Strict):
    """A [[feed]] with an address."""

    kind: Literal["feed"] = "feed"
    url: Annotated[_Text, AfterValidator(_address)]
    publisher: _Text
    tier: _Tier = Tier.PRESS
    language: _Language | None = None
    pack: _Text | None = None


class SourceTable(Strict):
    """A [[feed]] of another kind, which is asked for each tracked company."""

    kind: _Source
    language: _Language = "en"
    pack: _Text | None = None


class WishTable(Strict):
    """What is to be told; a key that is left out leaves it to the wider rule."""

    kinds: list[_Kind] | None = None
    statuses: list[_Status] | None = None
    languages: list[_Language] | None = None
    min_rank: _Rank | None = None
    min_confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    required: _Texts | None = None
    forbidden: _Texts | None = None

    def wish(self) -> Wish:
        """The same as the house says it."""
        return Wish(
            kinds=_set(self.kinds),
            statuses=_set(self.statuses),
            languages=_set(self.languages),
            min_rank=self.min_rank,
            min_confidence=self.min_confidence,
            required=_set(self.required),
            forbidden=_set(self.forbidden),
        )


class RuleTable(WishTable):
    """A [[rule]]: for the whole workspace, or for a pack's companies, or for one company."""

    pack: _Text | None = None
    company: _Text | None = None


class SubscriptionTable(WishTable):
    """A [[channel.also]]: one more thing that a channel hears of."""

    companies: _Texts = []
    only_digest: bool = False


class ChannelTable(SubscriptionTable):
    """A [[channel]]."""

    name: _Text
    id: Annotated[str, AfterValidator(_channel_id)] = ""
    language: _Spoken | None = None
    zone: _Zone | None = None
    digest: _Digest | None = None
    quiet: _Quiet | None = None
    also: list[SubscriptionTable] = []


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


def _set(words: Sequence[_Item] | None) -> frozenset[_Item] | None:
    return None if words is None else frozenset(words)


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
