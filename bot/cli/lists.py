"""The commands for what is kept in lists: `feeds`, `companies`, `channels`, each with list, add, remove and its kind.

In and out as for every command. Each stands on top of what the files in the config folder say, which it never changes.
"""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.given import settings


@click.group(invoke_without_command=True)
@click.pass_context
def feeds(context: click.Context) -> None:
    """What the bot reads; without a further word, the list."""
    if context.invoked_subcommand is None:
        context.invoke(feeds_list)


@feeds.command("list")
def feeds_list() -> None:
    """Each feed with its health in words."""
    from bot.app import feed_list

    click.echo(feed_list.list_feeds(settings()))


@feeds.command("add")
@click.argument("address")
@click.option("--publisher", help="As it is to stand under an alert; left out, the feed's own title.")
@click.option("--tier", type=click.Choice(["issuer", "press", "aggregator"]), default="press", show_default=True)
@click.option("--language", metavar="CODE", help="What it is written in, as en or de.")
def feeds_add(address: str, publisher: str | None, tier: str, language: str | None) -> None:
    """Read the feed at ADDRESS, or the one that the page there names."""
    from bot.app import feed_list
    from bot.model import Tier

    click.echo(feed_list.add_feed(settings(), address, publisher, Tier(tier), language))


@feeds.command("remove")
@click.argument("address")
def feeds_remove(address: str) -> None:
    """Read a feed no more that was added by hand, by its ADDRESS or its publisher."""
    from bot.app import feed_list

    click.echo(feed_list.remove_feed(settings(), address))


@feeds.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def feeds_import(file: Path) -> None:
    """Add every feed of an OPML FILE."""
    from bot.app import feed_list

    click.echo(feed_list.import_feeds(settings(), file))


@feeds.command("export")
def feeds_export() -> None:
    """All feeds as OPML on standard output."""
    from bot.app import feed_list

    click.echo(feed_list.export_feeds(settings()), nl=False)


@click.group()
def companies() -> None:
    """Whom the bot tracks."""


@companies.command("list")
def companies_list() -> None:
    """Each company with the names it goes by."""
    from bot.app import settle

    click.echo(settle.list_companies(settings()))


@companies.command("add")
@click.argument("name", nargs=-1, required=True)
@click.option("--alias", "aliases", multiple=True, help="Another name of the firm; may be given several times.")
@click.option("--lookalike", "lookalikes", multiple=True, help="A phrase that holds its name and is not the firm.")
def companies_add(name: tuple[str, ...], aliases: tuple[str, ...], lookalikes: tuple[str, ...]) -> None:
    """Track a company."""
    from bot.app import settle

    click.echo(settle.add_company(settings(), " ".join(name), aliases, lookalikes))


@companies.command("remove")
@click.argument("name", nargs=-1, required=True)
def companies_remove(name: tuple[str, ...]) -> None:
    """Track a company no longer; what is known of it stays."""
    from bot.app import settle

    click.echo(settle.remove_company(settings(), " ".join(name)))


@companies.command("export")
def companies_export() -> None:
    """The companies that people brought from a chat, as TOML for companies.toml."""
    from bot.app import settle

    click.echo(settle.export_companies(settings()), nl=False)


@click.group()
def channels() -> None:
    """Who is told."""


@channels.command("list")
def channels_list() -> None:
    """Each channel with what it wants to hear."""
    from bot.app import settle

    click.echo(settle.list_channels(settings()))


@channels.command("add")
@click.argument("channel")
@click.option("--name", help="What people call it; left out, as it is given.")
@click.option("--company", "companies", multiple=True, help="Left out: all tracked; may be given several times.")
@click.option("--kinds", help="hire, departure, … with commas between; left out: as the wider rule says.")
@click.option("--statuses", help="rumour, reported, planned, confirmed, denied, reversed.")
@click.option("--languages", help="Of the articles: en, de, …")
@click.option("--rank", help="From which post on: director, vice_president, c_level, …")
@click.option("--confidence", help="How sure the reading must be: 0.6 or 60 %.")
@click.option("--require", help="Plain words and phrases of which one must be there.")
@click.option("--without", help="Plain words and phrases that must not be there.")
@click.option("--digest", help="daily 9, weekly mon 9, or off.")
@click.option("--quiet", help="22:00-07:00, or off.")
@click.option("--zone", help="Europe/Berlin, …")
@click.option("--language", help="In which alerts are written: en or de.")
def channels_add(channel: str, name: str | None, companies: tuple[str, ...], **words: str | None) -> None:
    """Have CHANNEL (its id) hear of something."""
    from bot.app import settle

    given = {key: value for key, value in words.items() if value is not None}
    click.echo(settle.add_channel(settings(), channel, (name or channel).removeprefix("#"), companies, given))


@channels.command("remove")
@click.argument("channel")
@click.option("--number", type=int, help="Only this subscription; left out: all that were not set by a file.")
def channels_remove(channel: str, number: int | None) -> None:
    """Forget what CHANNEL (its id) asked for."""
    from bot.app import settle

    click.echo(settle.remove_channel(settings(), channel, number))


@channels.command("export")
def channels_export() -> None:
    """Channels and rules, from files and chats, as TOML for channels.toml."""
    from bot.app import settle

    click.echo(settle.export_channels(settings()), nl=False)
