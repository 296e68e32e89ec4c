"""What the operator decided, read once and checked whole.

In: the environment, `.env` and four TOML files in the config folder.
Out: frozen `Settings` in the words of `bot.model`, or one `SettingsError` that holds every problem there is, a line
each: where it stands, its key, what is wrong; what to do. `mode` says how the bot speaks: Slack over a socket, Slack
over HTTP, or the terminal. `problems` says what is well written and still will not work.

Only `bot.settings` knows the environment. It must never reach the network, and never print a secret: tokens are left
out of every `repr` and every problem.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from bot import rules
from bot.errors import ModeError, SettingsError
from bot.model import Channel, Company, CompanySource, Feed, Rights
from bot.rules import Choices
from bot.settings import environment, files
from bot.settings.environment import SlackSettings
from bot.settings.tables import NEWS_SEARCH
from bot.settings.wording import FIND_CHANNEL_ID

__all__ = ["Mode", "Settings", "SlackSettings", "load", "mode", "problems"]


class Mode(StrEnum):
    """How the bot speaks with people."""

    SOCKET = "socket"
    HTTP = "http"
    LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an operator decides. `feeds` are those of the packs that are on; `companies` are all that are known,
    tracked or not; `company_sources` are asked for each tracked one. A channel's `id` is "" until the operator has
    written it down. `public_url` is where the bot's HTTP mode is reached from outside, "" where it is not. `channels`
    are as the files alone have them; people change companies and channels from a chat too (bot.curate), on top of
    `choices`.

    `tell_days` is the age in days up to which a happening is told. `retention_days` is how long, in days, the text of
    an article is kept; its claims stay. `news_search` is the address of a search of the news, with {query} where the
    name goes. `wikidata` is whether background is fetched, from the API at `wikidata_url`.
    `admins_channel` is the id of the channel that is told what needs a human, "" where none is.
    """

    config: Path
    database: Path
    companies: tuple[Company, ...]
    feeds: tuple[Feed, ...]
    channels: tuple[Channel, ...]
    slack: SlackSettings
    port: int
    allow_private_addresses: bool
    contact: str
    tell_days: int
    retention_days: int
    company_sources: tuple[CompanySource, ...] = ()
    public_url: str = ""
    companies_house_key: str | None = field(default=None, repr=False)
    backup_dir: Path | None = None
    backup_keep_days: int = 30
    admins_channel: str = ""
    news_search: str = NEWS_SEARCH
    wikidata: bool = False
    wikidata_url: str = ""
    choices: Choices = field(default_factory=Choices)
    rights: Rights = field(default_factory=Rights)

    @property
    def sample(self) -> Path:
        """The folder of the sample morning."""
        return self.config / "sample"


def load(environ: Mapping[str, str], env_file: Path = Path(".env")) -> Settings:
    """Settings from the environment, `env_file` where it exists, and the config folder. Raises SettingsError."""
    found: list[str] = []
    variables = environment.variables(environ, env_file, found)
    slack = environment.slack(variables, found)
    port = environment.port(variables, found)
    private = environment.yes_or_no(variables, "ORGWATCH_ALLOW_PRIVATE_ADDRESSES", found)
    config = Path(variables.get("ORGWATCH_CONFIG", "config"))
    if not config.is_dir():
        where = f"environment: ORGWATCH_CONFIG: there is no folder {config}"
        raise SettingsError((*found, f"{where}; start in the project's folder, or set it to the project's config/"))
    bot = files.bot(config / "bot.toml", found)
    companies = files.companies(config / "companies.toml", found)
    feeds, company_sources = files.feeds(config / "feeds.toml", found)
    choices = files.channels(config / "channels.toml", companies, found)
    if found:
        raise SettingsError(tuple(" ".join(problem.split()) for problem in found))
    return Settings(
        config=config,
        database=Path(variables.get("ORGWATCH_DB", "var/orgwatch.db")),
        companies=companies,
        feeds=feeds,
        channels=rules.channels(choices),
        slack=slack,
        port=port,
        allow_private_addresses=private,
        contact=bot.contact,
        tell_days=bot.tell_days,
        retention_days=bot.retention_days,
        company_sources=company_sources,
        public_url=bot.public_url.rstrip("/"),
        companies_house_key=variables.get("ORGWATCH_COMPANIES_HOUSE_KEY"),
        backup_dir=Path(bot.backup_dir) if bot.backup_dir else None,
        backup_keep_days=bot.backup_keep_days,
        admins_channel=bot.admins_channel,
        news_search=bot.news_search,
        wikidata=bot.wikidata,
        wikidata_url=bot.wikidata_url,
        choices=choices,
        rights=Rights(frozenset(bot.admins), frozenset(bot.curators), tuple(bot.may.items())),
    )


def mode(settings: Settings, socket: bool = False, http: bool = False) -> Mode:
    """How to run: by the flag, else by the variables that are set. Raises ModeError naming what is missing.

    Without a flag: Socket Mode if its variables are set (also when both modes' are), else HTTP, else, with no Slack
    variable at all, the terminal.
    """
    slack = settings.slack
    if socket and http:
        raise ModeError("--socket and --http exclude each other; give one of them")
    if socket:
        _require({"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_APP_TOKEN": slack.app_token}, "--socket")
        return Mode.SOCKET
    if http:
        _require({"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_SIGNING_SECRET": slack.signing_secret}, "--http")
        return Mode.HTTP
    if slack.bot_token and slack.app_token:
        return Mode.SOCKET
    if slack.bot_token and slack.signing_secret:
        return Mode.HTTP
    if slack == SlackSettings():
        return Mode.LOCAL
    if slack.bot_token:
        raise ModeError(
            "SLACK_APP_TOKEN (for Socket Mode) or SLACK_SIGNING_SECRET (for HTTP) is missing beside SLACK_BOT_TOKEN"
        )
    raise ModeError("SLACK_BOT_TOKEN is missing; set it, or unset all other SLACK_ variables to run in the terminal")


def problems(settings: Settings, chosen: Mode) -> tuple[str, ...]:
    """What is well written and still will not work in the mode `chosen`, a line each; empty when all is well."""
    lines: list[str] = []
    if not settings.feeds and not settings.company_sources:
        lines.append(f"{settings.config / 'feeds.toml'}: packs: no feed is on; add a pack to packs, or a [[feed]]")
    if not any(company.tracked for company in settings.companies):
        lines.append(f"{settings.config / 'companies.toml'}: company: none is tracked; add a [[company]]")
    if not settings.channels:
        lines.append(f"{settings.config / 'channels.toml'}: channel: there is none; add a [[channel]] with a name")
    if chosen is not Mode.LOCAL:
        lines += [
            f'{settings.config / "channels.toml"}: channel "{channel.name}", id: is not set; {FIND_CHANNEL_ID}, '
            "write it here, and type /invite @OrgWatch in that channel"
            for channel in settings.channels
            if not channel.id
        ]
    return tuple(lines)


def _require(variables: Mapping[str, str | None], flag: str) -> None:
    missing = [key for key, value in variables.items() if not value]
    if missing:
        raise ModeError(f"{flag} needs {' and '.join(variables)}; missing: {', '.join(missing)}")
