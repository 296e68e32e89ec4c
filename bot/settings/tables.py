"""What may stand in the four TOML files: each table as an operator writes it, checked key by key.

In comes one table as TOML gives it, out comes a model, or pydantic's error with every key that is wrong. It knows no file
and no other table; `files` does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator, StringConstraints

from bot import typed
from bot.errors import BadWords
from bot.languages.wording import SPOKEN
from bot.model import Action, Digest, Kind, Quiet, Rank, Role, SourceKind, StoryStatus, Tier, Wish
from bot.settings.wording import CIK, COUNTRY, FIND_CHANNEL_ID, ISIN, LANGUAGE, UK_NUMBER, bad_address, instead

NEWS_SEARCH = "https://news.google.com/rss/search?q={query}&hl=en-US&gl=US&ceid=US:en"

_Choice = TypeVar("_Choice")
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


def _set(words: Sequence[_Item] | None) -> frozenset[_Item] | None:
    return None if words is None else frozenset(words)
