"""The command line: one line of work for each command.

In: words typed. Out: text or JSON on standard output, one line on standard error where something failed, and the exit
status (0 success, 1 failure, 2 wrong use). Every import beyond click is made inside the command that needs it, so that a
command starts with no more than it uses. It must never decide anything.
"""

from __future__ import annotations

import gc
import json
import re
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.errors import ModeError, OrgWatchError, SettingsError

if TYPE_CHECKING:
    from bot.settings import Settings


class Span(click.ParamType[timedelta]):
    """A number of days as people write it: 7d, or 36h."""

    name = "span"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """`7d` or `36h` as a timedelta."""
        if isinstance(value, timedelta):
            return value
        match = re.fullmatch(r"(\d{1,4})([dh])", str(value).strip())
        if match is None:
            self.fail(f"{value!r} is no span; write it as 7d or 36h", param, ctx)
        return timedelta(days=int(match[1])) if match[2] == "d" else timedelta(hours=int(match[1]))


BACKFILL = click.option("--backfill", type=Span(), metavar="7d", help="Tell also what is up to so old.")
JSON = click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")


def main() -> None:
    """Run the command; an expected failure is one line on standard error."""
    # Language packs are hundreds of thousands of objects that stay. With Python's usual 700 the collector walks them again
    # and again while they are read: a third of the time until `classify` has answered (0.56 s of CPU, 0.41 s without).
    gc.set_threshold(50_000, 20, 20)
    try:
        commands(prog_name="orgwatch")
    except SettingsError as error:
        for problem in error.problems:
            click.echo(f"orgwatch: {problem}", err=True)
        sys.exit(1)
    except ModeError as error:
        click.echo(f"orgwatch: {error}", err=True)
        sys.exit(2)
    except OrgWatchError as error:
        click.echo(f"orgwatch: {error}", err=True)
        sys.exit(1)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def commands() -> None:
    """Who joined, who left, who was promoted and what was reorganised at the companies you track."""


@commands.command()
@click.option("--socket", is_flag=True, help="Slack over Socket Mode.")
@click.option("--http", is_flag=True, help="Slack over HTTP, on PORT.")
@BACKFILL
def run(socket: bool, http: bool, backfill: timedelta | None) -> None:
    """The bot: in Slack with its tokens, else the local workspace in this terminal."""
    from bot import settings
    from bot.settings import Mode

    chosen = _settings()
    mode = settings.mode(chosen, socket, http)
    if mode is Mode.LOCAL:
        from bot.app import local

        sys.exit(local.run(chosen, backfill))
    from bot.app import slack

    sys.exit(slack.run(chosen, mode, backfill))


@commands.command()
@click.option("--once", is_flag=True, required=True, help="Poll what is due, once.")
@click.option("--feeds", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="One address a line.")
@BACKFILL
@JSON
def collect(once: bool, feeds: Path | None, backfill: timedelta | None, as_json: bool) -> None:
    """Poll the feeds that are due and remember what is new."""
    from bot.app import operate

    done = operate.collect_once(_settings(), feeds, backfill, _say)
    if as_json:
        _print_json(done)
    else:
        click.echo(
            f"{done['feeds']} feeds due: {done['fetched']} read, {done['not_modified']} unchanged, {done['failed']} failed. "
            f"{done['articles_new']} new articles, {done['claims_new']} claims, {done['stories_new']} stories."
        )


@commands.command()
@click.option("--once", is_flag=True, help="Decide and send what is pending, once.")
@click.option("--send", type=int, metavar="ID", help="Send a held message again: you looked, and it is not there.")
@click.option("--drop", type=int, metavar="ID", help="Drop a held message: you looked, and it is there.")
@BACKFILL
@JSON
def deliver(once: bool, send: int | None, drop: int | None, backfill: timedelta | None, as_json: bool) -> None:
    """Decide what each channel is told, and send it."""
    from bot.app import operate

    if send is not None or drop is not None:
        number = send if send is not None else drop or 0
        click.echo(operate.release_held(_settings(), number, send=send is not None))
        return
    if not once:
        raise click.UsageError("give --once, or --send ID, or --drop ID")
    done = operate.deliver_once(_settings(), backfill, _say)
    if as_json:
        _print_json(done)
    else:
        click.echo(", ".join(f"{number} {word}" for word, number in done.items()))


@commands.command()
@click.argument("target", required=False)
@click.option("--jsonl", is_flag=True, help="One item a line on standard input, one answer a line.")
def classify(target: str | None, jsonl: bool) -> None:
    """Read a page, a feed or a text (URL, FILE or -) and show what it claims, with the rules that fired."""
    if jsonl:
        from bot.detect.jsonl import answer

        for line in sys.stdin:
            if line.strip():
                sys.stdout.write(json.dumps(answer(json.loads(line)), ensure_ascii=False) + "\n")
        return
    if target is None:
        raise click.UsageError("give a URL, a FILE or - for standard input, or --jsonl")
    from bot.app import operate

    click.echo(operate.classify_target(target, _settings))


@commands.command()
@click.argument("name", nargs=-1, required=True)
@click.option("--search", is_flag=True, help="Read a search of the news for that name first.")
@JSON
def whois(name: tuple[str, ...], search: bool, as_json: bool) -> None:
    """Who somebody is, or who leads a company and who came and went."""
    from bot.app import operate

    click.echo(operate.answer_whois(_settings(), " ".join(name), as_json, search))


@commands.command()
@click.argument("company", nargs=-1, required=True)
@click.option("--in", "arrivals", is_flag=True, help="Only who came.")
@click.option("--out", "departures", is_flag=True, help="Only who went.")
@click.option("--days", type=click.IntRange(1, 3650), default=90, show_default=True)
@click.option("--chart", type=click.Path(path_type=Path, dir_okay=False), help="Save the flow as a PNG.")
@JSON
def moves(
    company: tuple[str, ...], arrivals: bool, departures: bool, days: int, chart: Path | None, as_json: bool
) -> None:
    """Who came to a company and who left it."""
    from bot.answer import Direction, MovesAsked
    from bot.app import operate

    direction = Direction.BOTH if arrivals == departures else Direction.IN if arrivals else Direction.OUT
    click.echo(operate.answer_moves(_settings(), MovesAsked(" ".join(company), direction, days), chart, as_json))


@commands.command()
@click.argument("target")
@JSON
def explain(target: str, as_json: bool) -> None:
    """The whole way of one article (URL) or story (number)."""
    from bot.app import operate

    click.echo(operate.answer_explain(_settings(), target, as_json))


@commands.command()
@click.argument("verdict", type=click.Choice(["false-alarm", "same-person", "not-same-person", "wrong-company"]))
@click.argument("subject")
@click.argument("other", required=False)
@click.option("--by", default="the command line", show_default=True, help="Who says so.")
def judge(verdict: str, subject: str, other: str | None, by: str) -> None:
    """Take a human's word: a story (SUBJECT) is a false alarm or not about a company (OTHER), two names are one person.

    Where namesakes are to be told apart, write "NAME @ COMPANY".
    """
    from bot.app import operate

    click.echo(operate.judge(_settings(), verdict.replace("-", "_"), subject, other, by))


@commands.command()
def rebuild() -> None:
    """Read all kept articles again with today's rules; tells nobody what was already told."""
    from bot.app import operate

    click.echo(operate.rebuild(_settings()))


@commands.command()
@click.option("--live", is_flag=True, help="Ask the feeds and Slack as well.")
def check(live: bool) -> None:
    """Every problem of configuration, tokens, scopes, channels and feeds at once, with what to do."""
    from bot.app import operate

    lines = operate.check(_settings(), live, click.echo)
    click.echo("\n".join(lines) or "All is well.")
    sys.exit(1 if lines else 0)


@commands.command()
def status() -> None:
    """How the bot is, in words."""
    from bot.app import operate

    click.echo(operate.status(_settings()))


@commands.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Copy the database to FILE, also while the bot runs."""
    from bot.app import operate

    click.echo(operate.backup(_settings(), file))


@commands.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def restore(file: Path) -> None:
    """Put the database back from FILE; the bot must not be running."""
    from bot.app import operate

    click.echo(operate.restore(_settings(), file))


@commands.command()
@click.argument("name", nargs=-1, required=True)
@click.option("--person", type=int, metavar="NUMBER", help="Who of those listed is meant.")
def forget(name: tuple[str, ...], person: int | None) -> None:
    """Forget a person for good; without --person it only lists whom the name may mean."""
    from bot.app import personal

    click.echo(personal.forget(_settings(), " ".join(name), person))


@commands.command()
@click.argument("name", nargs=-1, required=True)
@click.option("--person", type=int, metavar="NUMBER", help="Who of those of this name is meant.")
def export(name: tuple[str, ...], person: int | None) -> None:
    """All there is about a person, as JSON."""
    from bot.app import personal

    click.echo(personal.export(_settings(), " ".join(name), person))


@commands.command()
def feedback() -> None:
    """How often what was told was called a false alarm, by publisher, kind and rule."""
    from bot.app import personal

    click.echo(personal.feedback(_settings()))


@commands.command()
def manifest() -> None:
    """Print the Slack app manifest."""
    click.echo((_settings().config / "slack-manifest.yaml").read_text("utf-8"), nl=False)


@commands.group(invoke_without_command=True)
@click.pass_context
def feeds(context: click.Context) -> None:
    """What the bot reads; without a further word, the list."""
    if context.invoked_subcommand is None:
        context.invoke(feeds_list)


@feeds.command("list")
def feeds_list() -> None:
    """Each feed with its health in words."""
    from bot.app import feed_list

    click.echo(feed_list.list_feeds(_settings()))


@feeds.command("add")
@click.argument("address")
@click.option("--publisher", help="As it is to stand under an alert; left out, the feed's own title.")
@click.option("--tier", type=click.Choice(["issuer", "press", "aggregator"]), default="press", show_default=True)
@click.option("--language", metavar="CODE", help="What it is written in, as en or de.")
def feeds_add(address: str, publisher: str | None, tier: str, language: str | None) -> None:
    """Read the feed at ADDRESS, or the one that the page there names."""
    from bot.app import feed_list
    from bot.model import Tier

    click.echo(feed_list.add_feed(_settings(), address, publisher, Tier(tier), language))


@feeds.command("remove")
@click.argument("address")
def feeds_remove(address: str) -> None:
    """Read a feed no more that was added by hand."""
    from bot.app import feed_list

    click.echo(feed_list.remove_feed(_settings(), address))


@feeds.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def feeds_import(file: Path) -> None:
    """Add every feed of an OPML FILE."""
    from bot.app import feed_list

    click.echo(feed_list.import_feeds(_settings(), file))


@feeds.command("export")
def feeds_export() -> None:
    """All feeds as OPML on standard output."""
    from bot.app import feed_list

    click.echo(feed_list.export_feeds(_settings()), nl=False)


@commands.group()
def companies() -> None:
    """Whom the bot tracks."""


@companies.command("list")
def companies_list() -> None:
    """Each company with the names it goes by."""
    from bot.app import settle

    click.echo(settle.list_companies(_settings()))


@companies.command("add")
@click.argument("name", nargs=-1, required=True)
@click.option("--alias", "aliases", multiple=True, help="Another name of the firm; may be given several times.")
@click.option("--lookalike", "lookalikes", multiple=True, help="A phrase that holds its name and is not the firm.")
def companies_add(name: tuple[str, ...], aliases: tuple[str, ...], lookalikes: tuple[str, ...]) -> None:
    """Track a company."""
    from bot.app import settle

    click.echo(settle.add_company(_settings(), " ".join(name), aliases, lookalikes))


@companies.command("remove")
@click.argument("name", nargs=-1, required=True)
def companies_remove(name: tuple[str, ...]) -> None:
    """Track a company no longer; what is known of it stays."""
    from bot.app import settle

    click.echo(settle.remove_company(_settings(), " ".join(name)))


@companies.command("export")
def companies_export() -> None:
    """The companies that people brought from a chat, as TOML for companies.toml."""
    from bot.app import settle

    click.echo(settle.export_companies(_settings()), nl=False)


@commands.group()
def channels() -> None:
    """Who is told."""


@channels.command("list")
def channels_list() -> None:
    """Each channel with what it wants to hear."""
    from bot.app import settle

    click.echo(settle.list_channels(_settings()))


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
    click.echo(settle.add_channel(_settings(), channel, (name or channel).removeprefix("#"), companies, given))


@channels.command("remove")
@click.argument("channel")
@click.option("--number", type=int, help="Only this subscription; left out: all that were not set by a file.")
def channels_remove(channel: str, number: int | None) -> None:
    """Forget what CHANNEL (its id) asked for."""
    from bot.app import settle

    click.echo(settle.remove_channel(_settings(), channel, number))


@channels.command("export")
def channels_export() -> None:
    """Channels and rules, from files and chats, as TOML for channels.toml."""
    from bot.app import settle

    click.echo(settle.export_channels(_settings()), nl=False)


def _settings() -> Settings:
    import os

    from bot import settings

    return settings.load(os.environ)


def _say(line: str) -> None:
    click.echo(line, err=True)


def _print_json(document: object) -> None:
    click.echo(json.dumps(document, ensure_ascii=False))
