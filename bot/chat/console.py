"""The terminal as a chat: alerts as cards, answers as sheets, a prompt for the same slash commands.

In: values of the house, and plain callables that answer what is typed. Out: rich renderables on a `Console`.
On a terminal they have colour and a frame and keep to its width; elsewhere they are plain lines, one thought a line and
never broken, so that a file or another program can read them.
It must never know how an answer is found, and never read foreign words as markup.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import IO

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory
from prompt_toolkit.patch_stdout import patch_stdout
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.panel import Panel
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from bot.answer import Nobody
from bot.chat.orders import Page
from bot.chat.sentences import day, sentence
from bot.errors import OrgWatchError
from bot.languages.wording import Wording, wording
from bot.model import Alert, Background, CompanyProfile, Profile, Source, StoryStatus, TimelineLine

PLAIN_WIDTH = 100_000
"""Columns where there is no terminal: more than any line has, so that none is broken."""
WIDEST = 100
"""Columns of the widest card; longer lines are hard to read."""
MAX_COMPLETIONS = 20
MAX_SOURCES = 3
"""Sources below one line of a sheet; an alert shows all of its own."""

_COLOURS = {
    StoryStatus.RUMOUR: "yellow",
    StoryStatus.REPORTED: "yellow",
    StoryStatus.PLANNED: "cyan",
    StoryStatus.CONFIRMED: "green",
    StoryStatus.DENIED: "red",
    StoryStatus.REVERSED: "magenta",
}

Line = tuple[str, Text]
_BLANK: Line = ("", Text())


@dataclass(frozen=True, slots=True)
class Command:
    """A word that the prompt understands. `answer` takes what stands behind it; `names` are offered while typing."""

    name: str
    usage: str
    meaning: str
    answer: Callable[[str], RenderableType]
    names: Callable[[], Iterable[str]] = tuple


@dataclass(frozen=True, slots=True)
class Sheet:
    """A heading and lines below it: framed on a terminal in the colour of `status`, indented elsewhere.

    A line is what leads it (a date, a bullet, room) and its text, which keeps to the right of the lead when it wraps.
    """

    heading: Text
    lines: tuple[Line, ...]
    status: StoryStatus = StoryStatus.CONFIRMED
    corner: str = ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if console.is_terminal:
            yield Panel(
                Group(*(_row(lead, text) for lead, text in self.lines)),
                title=self.heading,
                title_align="left",
                subtitle=Text(self.corner, "dim") if self.corner else None,
                subtitle_align="right",
                border_style=_COLOURS[self.status],
                padding=(0, 1),
                width=min(WIDEST, options.max_width),
            )
            return
        yield Text.assemble(self.heading, f" ({self.corner})" if self.corner else "")
        for lead, text in self.lines:
            yield Text.assemble("    ", lead, text) if text else Text()
        yield Text()


def console(file: IO[str] | None = None) -> Console:
    """A console on `file`, or on standard output: colours on a terminal, plain lines elsewhere."""
    found = Console(file=file, highlight=False, markup=False, emoji=False)
    return found if found.is_terminal else Console(file=file, width=PLAIN_WIDTH, highlight=False, markup=False)


def card(alert: Alert) -> Sheet:
    """An alert with the channel it would go to: its sentence, a line each, quotes, differences, sources."""
    say = wording(alert.channel.language)
    lines: list[Line] = [("", Text.assemble((alert.headline, "bold"), _chip(alert.status, say)))]
    if alert.reply:
        lines.append(("↳ ", Text(alert.reply)))
    if len(alert.lines) > 1:
        told = [Text.assemble(line.text, _chip(line.status, say, besides=alert.status)) for line in alert.lines]
        lines += [*(("• ", line) for line in told), _BLANK]
    quotes = {line.quote: line.quote_language for line in alert.lines if line.quote}
    for quote, language in quotes.items():
        lines.append(("  ", Text.assemble((f"“{quote}”", "italic"), (f" ({_language(language, say)})", "dim"))))
    if alert.differences:
        lines.append(
            ("", Text(f"{say.label('sources_disagree')}: {'; '.join(map(say.line, alert.differences))}", "yellow"))
        )
    lines += [_BLANK, *(("", _source(source, say)) for source in alert.sources)]
    return Sheet(
        heading=Text(f"#{alert.channel.name}", "bold"),
        lines=tuple(lines),
        status=alert.status,
        corner=say.label("sample") if alert.sample else "",
    )


def profile(found: Profile, language: str = "en") -> Sheet:
    """Who somebody is and was; where the name means several people, whom to choose from."""
    say = wording(language)
    if found.candidates:
        people = [
            Text.assemble((person.name, "bold"), _also((*person.companies, *person.aliases)))
            for person in found.candidates
        ]
        heading = Text(say.label("which_one", name=found.name))
        return Sheet(heading, tuple(("• ", person) for person in people), StoryStatus.PLANNED)
    lines: list[Line] = []
    if found.current is not None:
        post = found.current
        what = say.label("post", role=post.role, company=post.org) if post.role else post.org
        since = f", {say.label('since', date=f'{post.since:%Y-%m-%d}')}" if post.since else ""
        lines.append((f"{say.label('now')}: ", Text.assemble((what, "bold"), since, _chip(post.status, say))))
    if found.aliases:
        lines.append(("", Text(say.label("also_known_as", names=", ".join(found.aliases)), "dim")))
    if not (found.current or found.timeline or found.open_rumours):
        lines.append(("", Text(say.label("nothing_known"))))
    lines += _section(say.label("timeline"), found.timeline, say)
    lines += _section(say.label("open_rumours"), found.open_rumours, say)
    if found.latest:
        lines += [_BLANK, ("", Text(say.label("latest"), "bold")), *_headlines(found.latest, say)]
    if found.beside:
        lines += [_BLANK, ("", Text(say.label("seen_beside", names=", ".join(found.beside)), "dim"))]
    lines += _background(found.background, say)
    return Sheet(Text(found.name, "bold"), tuple(lines))


def company(found: CompanyProfile, language: str = "en") -> Sheet:
    """Who leads a company, who came, who went, and from and to which others."""
    say = wording(language)
    lines = [
        *_section(say.label("leaders"), found.leaders, say, _post),
        *_section(say.label("arrivals"), found.arrivals, say),
        *_section(say.label("departures"), found.departures, say),
        *_section(say.label("inside"), found.inside, say),
    ]
    if found.net:
        lines += [_BLANK, ("", Text(say.label("flow"), "bold"))]
        for other, came, went in found.net:
            lines.append(("• ", Text(say.label("flow_line", company=other, came=came, went=went))))
    if not lines:
        lines.append(("", Text(say.label("no_moves", days=found.days))))
    lines += _background(found.background, say)
    heading = Text.assemble((found.company, "bold"), f" · {say.label('last_days', days=found.days)}")
    return Sheet(heading, tuple(lines[1:] if lines[0] == _BLANK else lines))


def nobody(found: Nobody, language: str = "en") -> Sheet:
    """The answer where nobody and nothing has that name: who comes close, and what a search of the news brought."""
    say = wording(language)
    lines = [("", Text(say.label("unknown", name=found.asked)))]
    near = [*(person.name for person in found.near), *found.companies]
    if near:
        lines += [("", Text(say.label("did_you_mean"))), *(("• ", Text(name)) for name in near)]
    if found.articles:
        lines += [_BLANK, ("", Text(say.label("searched"))), *_headlines(found.articles, say)]
    return Sheet(Text(found.asked, "bold"), tuple(lines), StoryStatus.PLANNED)


def page(found: Page) -> Sheet:
    """A plain answer: what was ordered, or what is set."""
    return Sheet(Text(found.title, "bold"), tuple(("• ", Text(line)) for line in found.lines))


def guide(commands: Sequence[Command]) -> Sheet:
    """What can be typed."""
    rows = [(command.usage, command.meaning) for command in commands]
    rows += [("help", "this page"), ("quit", "end; Ctrl-D does the same")]
    widest = max(len(usage) for usage, _ in rows)
    return Sheet(
        Text("OrgWatch", "bold"),
        tuple((f"{usage:<{widest}}  ", Text(meaning)) for usage, meaning in rows),
    )


@contextmanager
def collecting(out: Console, feeds: int) -> Iterator[Callable[[str], None]]:
    """A progress bar while `feeds` feeds are read; call what it gives with each publisher that is done.

    The bar is gone when the block ends. Without a terminal there is none.
    """
    bar = Progress(
        TextColumn("Reading feeds"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}", style="dim", markup=False),
        console=out,
        transient=True,
        disable=not out.is_terminal,
    )
    with bar:
        task = bar.add_task("", total=feeds)
        yield lambda publisher: bar.update(task, advance=1, description=publisher)


def talk(out: Console, commands: Sequence[Command], history: Path) -> None:
    """Answer what is typed until `quit` or the end of input. Lines are remembered in `history`.

    Cards printed meanwhile by other threads appear above the prompt. An OrgWatchError of an answer is its one line.
    """
    session: PromptSession[str] = PromptSession(
        "orgwatch> ",
        history=FileHistory(str(history)),
        completer=Names(commands),
        placeholder=commands[0].usage if commands else "",
    )
    with patch_stdout(raw=True):
        while True:
            try:
                line = session.prompt().strip()
            except KeyboardInterrupt:  # Ctrl-C drops the line, as in a shell
                continue
            except EOFError:
                return
            if line in ("quit", "exit"):
                return
            if line:
                out.print(_answer(line, commands))


def _answer(line: str, commands: Sequence[Command]) -> RenderableType:
    name, _, rest = line.partition(" ")
    if name.removeprefix("/") == "help":
        return guide(commands)
    for command in commands:
        if command.name.removeprefix("/") == name.removeprefix("/").casefold():
            try:
                return command.answer(rest.strip())
            except OrgWatchError as error:
                return Text(str(error), "yellow")
    near = difflib.get_close_matches(name, [command.name for command in commands], 1)
    return Text(
        f"{name} is no command; did you mean {near[0]}?" if near else f"{name} is no command; type help", "yellow"
    )


class Names(Completer):
    """Completes a command, then the names it takes: any word of a name may be the one that was begun."""

    def __init__(self, commands: Sequence[Command]) -> None:
        self._commands = commands

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        typed, space, rest = document.text_before_cursor.lstrip().partition(" ")
        if not space:
            names = [*(command.name for command in self._commands), "help", "quit"]
            yield from (Completion(name, -len(typed)) for name in names if name.startswith(typed) and typed)
            return
        begun = rest.lstrip().casefold()
        for command in self._commands:
            if command.name == typed:
                fitting = (name for name in command.names() if f" {begun}" in f" {name.casefold()}")
                yield from (
                    Completion(name, -len(rest)) for name, _ in zip(fitting, range(MAX_COMPLETIONS), strict=False)
                )


def _row(lead: str, text: Text) -> RenderableType:
    """A line as a terminal shows it."""
    if not lead:
        return text
    row = Table.grid()
    row.add_column(width=cell_len(lead), no_wrap=True)
    row.add_column(overflow="fold")
    row.add_row(Text(lead), text)
    return row


def _section(
    title: str,
    timeline: Sequence[TimelineLine],
    say: Wording,
    tell: Callable[[TimelineLine, Wording], str] = sentence,
) -> list[Line]:
    """A titled list of what `tell` says of each line, with its sources; nothing where there are none."""
    if not timeline:
        return []
    lines = [_BLANK, ("", Text(title, "bold"))]
    room = " " * 12
    for line in timeline:
        lines.append((f"{day(line, say):<10}  ", Text.assemble(tell(line, say), _chip(line.status, say))))
        lines += [(room, _source(source, say)) for source in line.sources[:MAX_SOURCES]]
        if len(line.sources) > MAX_SOURCES:
            lines.append((room, Text(say.label("more", count=len(line.sources) - MAX_SOURCES), "dim")))
        if line.differences:
            lines.append(
                (room, Text(f"{say.label('sources_disagree')}: {'; '.join(map(say.line, line.differences))}", "yellow"))
            )
    return lines


def _headlines(articles: Sequence[Source], say: Wording) -> list[Line]:
    """Articles by their titles, with their sources below."""
    return [line for one in articles for line in (("• ", Text(one.title)), ("  ", _source(one, say)))]


def _background(found: Sequence[Background], say: Wording) -> list[Line]:
    """What Wikidata says, marked as such; nothing where it says nothing."""
    if not found:
        return []
    lines: list[Line] = [_BLANK, ("", Text(say.label("background"), "bold"))]
    for line in found:
        time = " – ".join(filter(None, (line.since, line.until))) if line.until else ""
        since = say.label("since", date=line.since) if line.since and not line.until else time
        what = f"{say.label(line.fact)}: {line.value}{f', {since}' if since else ''}"
        lines.append(("• ", Text.assemble(what, "  ", (line.url, f"dim link {line.url}"))))
    return lines


def _post(line: TimelineLine, say: Wording) -> str:
    """Whom a company is led by, since that day."""
    return ", ".join(part for part in (line.person, line.role) if part)


def _source(source: Source, say: Wording) -> Text:
    when = source.date.astimezone(UTC)
    parts = (source.publisher, _language(source.language, say), f"{when:%Y-%m-%d %H:%M} UTC")
    return Text.assemble((f"{' · '.join(parts)}  ", "dim"), (source.url, f"dim link {source.url}"))


def _chip(status: StoryStatus, say: Wording, besides: StoryStatus = StoryStatus.CONFIRMED) -> Text:
    """The status in brackets; nothing where it is what a reader takes it for without a word."""
    if status is besides:
        return Text()
    return Text.assemble(" ", (f"[{say.statuses[status]}]", f"bold {_COLOURS[status]}"))


def _also(aliases: Sequence[str]) -> Text:
    return Text(f" ({', '.join(aliases)})" if aliases else "", "dim")


def _language(code: str, say: Wording) -> str:
    return say.languages.get(code, code)
