"""The command line: one line of work for each command.

In: words typed. Out: text or JSON on standard output, one line on standard error where something failed, and the exit
status (0 success, 1 failure, 2 wrong use). Every import beyond click is made inside the command that needs it, so that a
command starts with no more than it uses. It must never decide anything.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from pathlib import Path

import click

from bot.app.garbage import walk_seldom
from bot.cli import given, lists
from bot.cli.given import BACKFILL, JSON
from bot.errors import ModeError, OrgWatchError, SettingsError


def main() -> None:
    """Run the command; an expected failure is one line on standard error."""
    walk_seldom()
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

    chosen = given.settings()
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

    done = operate.collect_once(given.settings(), feeds, backfill, _say)
    if as_json:
        _print_json(done)
    else:
        click.echo(
            f"Feeds due: {done['feeds']}, read: {done['fetched']}, unchanged: {done['not_modified']}, failed: {done['failed']}. "
            f"New articles: {done['articles_new']}, claims: {done['claims_new']}, stories: {done['stories_new']}."
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
        click.echo(operate.release_held(given.settings(), number, send=send is not None))
        return
    if not once:
        raise click.UsageError("give --once, or --send ID, or --drop ID")
    done = operate.deliver_once(given.settings(), backfill, _say)
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

    click.echo(operate.classify_target(target, given.settings))


@commands.command()
@click.argument("name", nargs=-1, required=True)
@click.option("--search", is_flag=True, help="Read a search of the news for that name first.")
@JSON
def whois(name: tuple[str, ...], search: bool, as_json: bool) -> None:
    """Who somebody is, or who leads a company and who came and went."""
    from bot.app import operate

    click.echo(operate.answer_whois(given.settings(), " ".join(name), as_json, search))


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
    click.echo(operate.answer_moves(given.settings(), MovesAsked(" ".join(company), direction, days), chart, as_json))


@commands.command()
@click.argument("target")
@JSON
def explain(target: str, as_json: bool) -> None:
    """The whole way of one article (URL) or story (number)."""
    from bot.app import operate

    click.echo(operate.answer_explain(given.settings(), target, as_json))


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

    click.echo(operate.judge(given.settings(), verdict.replace("-", "_"), subject, other, by))


@commands.command()
def rebuild() -> None:
    """Read all kept articles again with today's rules; tells nobody what was already told."""
    from bot.app import operate

    click.echo(operate.rebuild(given.settings()))


@commands.command()
@click.option("--live", is_flag=True, help="Ask the feeds and Slack as well.")
def check(live: bool) -> None:
    """Every problem of configuration, tokens, scopes, channels and feeds at once, with what to do."""
    from bot.app import operate

    settings = given.settings()
    lines = operate.check(settings, live, click.echo)
    click.echo("\n".join(lines) or operate.all_is_well(settings))
    sys.exit(1 if lines else 0)


@commands.command()
def status() -> None:
    """How the bot is, in words."""
    from bot.app import operate

    click.echo(operate.status(given.settings()))


@commands.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Copy the database to FILE, also while the bot runs."""
    from bot.app import operate

    click.echo(operate.backup(given.settings(), file))


@commands.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def restore(file: Path) -> None:
    """Put the database back from FILE; the bot must not be running."""
    from bot.app import operate

    click.echo(operate.restore(given.settings(), file))


@commands.command()
@click.argument("name", nargs=-1, required=True)
@click.option("--person", type=int, metavar="NUMBER", help="Who of those listed is meant.")
def forget(name: tuple[str, ...], person: int | None) -> None:
    """Forget a person for good; without --person it only lists whom the name may mean."""
    from bot.app import personal

    click.echo(personal.forget(given.settings(), " ".join(name), person))


@commands.command()
@click.argument("name", nargs=-1, required=True)
@click.option("--person", type=int, metavar="NUMBER", help="Who of those of this name is meant.")
def export(name: tuple[str, ...], person: int | None) -> None:
    """All there is about a person, as JSON."""
    from bot.app import personal

    click.echo(personal.export(given.settings(), " ".join(name), person))


@commands.command()
def feedback() -> None:
    """How often what was told was called a false alarm, by publisher, kind and rule."""
    from bot.app import personal

    click.echo(personal.feedback(given.settings()))


@commands.command()
def manifest() -> None:
    """Print the Slack app manifest."""
    click.echo((given.settings().config / "slack-manifest.yaml").read_text("utf-8"), nl=False)


for _group in (lists.feeds, lists.companies, lists.channels):
    commands.add_command(_group)


def _say(line: str) -> None:
    click.echo(line, err=True)


def _print_json(document: object) -> None:
    click.echo(json.dumps(document, ensure_ascii=False))
