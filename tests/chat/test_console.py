"""The terminal shows everything an alert and an answer hold, keeps to its width, and takes no foreign word as markup."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.text import Text

from bot.chat import console
from bot.chat.console import Command, Sheet
from bot.errors import UnknownName
from bot.model import (
    Alert,
    AlertLine,
    Channel,
    CompanyProfile,
    Kind,
    Person,
    Post,
    Profile,
    Source,
    Stage,
    StoryStatus,
    TimelineLine,
)

DATE = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
ENGLISH = Source("https://techpost.example/crisan-figma", "Sample Tech Post", "en", DATE)
GERMAN = Source("https://wirtschaftsblatt.example/crisan", "Sample Wirtschaftsblatt", "de", DATE)
CRISAN = AlertLine(
    "Loredana Crisan leaves Meta for Figma as Chief Design Officer",
    StoryStatus.CONFIRMED,
    "Loredana Crisan",
    None,
    "Meta",
    "Figma",
    "Crisan wechselt zu Figma",
    "de",
)
ALERT = Alert(
    story=7,
    channel=Channel(id="", name="ai-moves"),
    stage=Stage.NEW,
    headline=CRISAN.text,
    lines=(CRISAN,),
    status=StoryStatus.CONFIRMED,
    sources=(ENGLISH, GERMAN),
    differences=(),
    first_published=DATE,
    fingerprint="f",
)
WANG = TimelineLine(
    DATE, Kind.MOVE, "Alexandr Wang", "Scale AI", "Meta", "chief AI officer", StoryStatus.CONFIRMED, (ENGLISH,)
)
ZHAO = TimelineLine(
    DATE, Kind.PROMOTION, "Shengjia Zhao", None, "Meta", "chief AI scientist", StoryStatus.REPORTED, (GERMAN,)
)


def plain(shown: RenderableType) -> list[str]:
    """The lines as a file gets them."""
    file = io.StringIO()
    console.console(file).print(shown)
    return file.getvalue().splitlines()


def on_terminal(shown: RenderableType, width: int = 80) -> str:
    file = io.StringIO()
    Console(file=file, force_terminal=True, width=width, color_system="truecolor", legacy_windows=False).print(shown)
    return file.getvalue()


def bare(terminal: str) -> str:
    """What a terminal shows, without its colours and links."""
    return re.sub(r"\x1b\][^\x1b]*\x1b\\|\x1b\[[0-9;]*m", "", terminal)


def test_an_alert_is_a_card_with_its_channel_sentence_quote_and_sources() -> None:
    assert plain(console.card(ALERT)) == [
        "#ai-moves",
        "    Loredana Crisan leaves Meta for Figma as Chief Design Officer",
        "      “Crisan wechselt zu Figma” (German)",
        "",
        "    Sample Tech Post · English · 2026-03-02 06:30 UTC  https://techpost.example/crisan-figma",
        "    Sample Wirtschaftsblatt · German · 2026-03-02 06:30 UTC  https://wirtschaftsblatt.example/crisan",
        "",
    ]


def test_what_is_not_confirmed_has_its_status_on_the_card() -> None:
    reported = replace(ALERT, status=StoryStatus.REPORTED, headline="Loredana Crisan leaves Meta")
    assert plain(console.card(reported))[1] == "    Loredana Crisan leaves Meta [reported]"
    assert "[reported]" in bare(on_terminal(console.card(reported)))


def test_each_person_has_a_line_and_a_status_that_differs_is_said() -> None:
    verma = replace(CRISAN, text="Avi Verma leaves Meta for OpenAI", status=StoryStatus.REPORTED, quote="Verma is out")
    several = replace(
        ALERT,
        status=StoryStatus.REPORTED,
        headline="Avi Verma leaves Meta for OpenAI, and 1 more",
        lines=(verma, CRISAN),
        differences=("“three” here, “eight” there",),
        stage=Stage.STATUS_CHANGED,
        reply="Now reported, was rumour",
        sample=True,
    )
    lines = plain(console.card(several))
    assert lines[:9] == [
        "#ai-moves (Sample, not news)",
        "    Avi Verma leaves Meta for OpenAI, and 1 more [reported]",
        "    ↳ Now reported, was rumour",
        "    • Avi Verma leaves Meta for OpenAI",
        "    • Loredana Crisan leaves Meta for Figma as Chief Design Officer [confirmed]",
        "",
        "      “Verma is out” (German)",
        "      “Crisan wechselt zu Figma” (German)",
        "    Sources disagree: “three” here, “eight” there",
    ]


def test_a_channel_in_german_gets_german_words() -> None:
    german = replace(ALERT, channel=replace(ALERT.channel, language="de"))
    assert "Sample Tech Post · Englisch" in "\n".join(plain(console.card(german)))


def test_plain_lines_are_never_broken_and_hold_no_escape() -> None:
    long = replace(ALERT, headline="word " * 400)
    lines = plain(console.card(long))
    assert lines[1].strip() == ("word " * 400).strip()
    assert not any("\x1b" in line or "│" in line for line in lines)


@given(st.integers(min_value=20, max_value=200), st.text(max_size=300))
def test_a_terminal_is_never_overrun(width: int, headline: str) -> None:
    headline = "".join(letter for letter in headline if letter.isprintable())
    shown = bare(on_terminal(console.card(replace(ALERT, headline=headline)), width))
    assert all(cell_len(line) <= width for line in shown.split("\n"))


def test_a_link_is_whole_however_narrow_the_terminal() -> None:
    shown = bare(on_terminal(console.card(ALERT), 40)).replace("│", "").replace(" ", "").replace("\n", "")
    assert "https://techpost.example/crisan-figma" in shown


def test_foreign_words_are_no_markup() -> None:
    sly = replace(ALERT, headline="[bold]x[/] :smile: [link=https://bad.example]y[/link]")
    assert "[bold]x[/] :smile: [link=https://bad.example]y[/link]" in plain(console.card(sly))[1]
    assert "[bold]x[/] :smile:" in bare(on_terminal(console.card(sly)))


def test_a_profile_says_the_post_the_moves_and_what_is_not_confirmed() -> None:
    wang = Profile(
        name="Alexandr Wang",
        aliases=("Alexander Wang",),
        current=Post("Meta", "chief AI officer", DATE, StoryStatus.REPORTED),
        timeline=(WANG,),
        open_rumours=(
            replace(WANG, to_org="Figma", role=None, status=StoryStatus.RUMOUR, differences=("one says May",)),
        ),
        beside=("Yann LeCun",),
    )
    assert plain(console.profile(wang)) == [
        "Alexandr Wang",
        "    Now: chief AI officer at Meta, since 2026-03-02 [reported]",
        "    Also written Alexander Wang",
        "",
        "    Moves",
        "    2026-03-02  Alexandr Wang leaves Scale AI for Meta as chief AI officer",
        "                Sample Tech Post · English · 2026-03-02 06:30 UTC  https://techpost.example/crisan-figma",
        "",
        "    Not settled",
        "    2026-03-02  Alexandr Wang leaves Scale AI for Figma [rumour]",
        "                Sample Tech Post · English · 2026-03-02 06:30 UTC  https://techpost.example/crisan-figma",
        "                Sources disagree: one says May",
        "",
        "    In the same stories: Yann LeCun",
        "",
    ]


def test_many_sources_are_counted_not_listed() -> None:
    lines = plain(console.profile(Profile("Alexandr Wang", timeline=(replace(WANG, sources=(ENGLISH,) * 5),))))
    assert len([line for line in lines if "techpost.example" in line]) == console.MAX_SOURCES
    assert "and 2 more" in lines[-2]


def test_a_name_that_means_several_people_is_asked_back() -> None:
    asked = Profile("Wang", candidates=(Person(1, "Alexandr Wang", ("Alexander Wang",)), Person(2, "Tony Wang")))
    assert plain(console.profile(asked)) == [
        "Which Wang do you mean?",
        "    • Alexandr Wang (Alexander Wang)",
        "    • Tony Wang",
        "",
    ]


def test_nobody_known_gets_near_names_and_a_bare_name_an_honest_word() -> None:
    assert "    • Alexandr Wang" in plain(console.nobody("Alex Wong", ["Alexandr Wang"]))
    assert "No post and no move is known yet" in plain(console.profile(Profile("Yann LeCun")))[1]


def test_a_company_shows_who_came_who_went_and_the_flow() -> None:
    meta = CompanyProfile(
        company="Meta",
        days=90,
        leaders=(WANG,),
        arrivals=(WANG,),
        inside=(ZHAO,),
        net=(("OpenAI", 20, 3), ("Figma", 0, 1)),
    )
    lines = plain(console.company(meta))
    assert lines[:6] == [
        "Meta · last 90 days",
        "    Leadership",
        "    2026-03-02  Alexandr Wang, chief AI officer",
        "                Sample Tech Post · English · 2026-03-02 06:30 UTC  https://techpost.example/crisan-figma",
        "",
        "    Came",
    ]
    assert lines[6] == "    2026-03-02  Alexandr Wang leaves Scale AI for Meta as chief AI officer"
    assert "    2026-03-02  Shengjia Zhao becomes chief AI scientist at Meta [reported]" in lines
    assert lines[-4:] == [
        "    Where people came from and went to",
        "    • OpenAI: 20 came, 3 went",
        "    • Figma: 0 came, 1 went",
        "",
    ]
    assert plain(console.company(CompanyProfile("Acme", 30))) == [
        "Acme · last 30 days",
        "    No moves known in the last 30 days.",
        "",
    ]


def test_the_progress_bar_is_for_terminals_only() -> None:
    file = io.StringIO()
    with console.collecting(console.console(file), 2) as done:
        done("Sample Tech Post")
    assert file.getvalue() == ""
    file = io.StringIO()
    with console.collecting(Console(file=file, force_terminal=True, width=80), 2) as done:
        done("[bold]Sample")
        done("Sample Newswire")
    assert "2/2" in bare(file.getvalue())


def whois(name: str) -> Sheet:
    if name == "Nobody Known":
        raise UnknownName("nobody of that name")
    return Sheet(Text(f"asked {name}"), ())


COMMANDS = (
    Command("/whois", "/whois NAME", "who somebody is", whois, lambda: ("Alexandr Wang", "Yann LeCun", "Meta")),
    Command("/moves", "/moves COMPANY [in|out] [30d]", "who came and went", lambda text: Text(f"moves {text}")),
)


@contextmanager
def typing() -> Iterator[PipeInput]:
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        yield keys


def conversation(typed: str, history: Path) -> str:
    file = io.StringIO()
    with typing() as keys:
        keys.send_text(typed)
        console.talk(console.console(file), COMMANDS, history)
    return file.getvalue()


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/whois  Alexandr Wang ", "asked Alexandr Wang\n\n"),
        ("whois Meta", "asked Meta\n\n"),
        ("/moves Meta in 30d", "moves Meta in 30d\n"),
        ("/whois Nobody Known", "nobody of that name\n"),
        ("/whos x", "/whos is no command; did you mean /whois?\n"),
        ("hello", "hello is no command; type help\n"),
        ("", ""),
    ],
)
def test_what_is_typed_is_answered(tmp_path: Path, typed: str, answer: str) -> None:
    assert conversation(f"{typed}\nquit\n", tmp_path / "history") == answer


@pytest.mark.parametrize("word", ["help", "/help"])
def test_help_names_every_command(tmp_path: Path, word: str) -> None:
    shown = conversation(f"{word}\nquit\n", tmp_path / "history")
    assert "/whois NAME                    who somebody is" in shown
    assert "quit                           end" in shown


def test_control_c_drops_the_line_and_control_d_ends(tmp_path: Path) -> None:
    assert conversation("/moves Me\x03/moves OpenAI\n\x04", tmp_path / "history") == "moves OpenAI\n"


def test_lines_are_remembered(tmp_path: Path) -> None:
    history = tmp_path / "history"
    conversation("/moves Meta\nquit\n", history)
    assert conversation("\x1b[A\x1b[A\n\x04", history) == "moves Meta\n"


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("/w", ["/whois"]),
        ("", []),
        ("/whois yann", ["Yann LeCun"]),
        ("/whois wa", ["Alexandr Wang"]),
        ("/whois alexandr w", ["Alexandr Wang"]),
        ("/whois ", ["Alexandr Wang", "Yann LeCun", "Meta"]),
        ("/whois ndr", []),
        ("/moves Me", []),
        ("hello M", []),
    ],
)
def test_names_are_completed_from_any_of_their_words(typed: str, offered: list[str]) -> None:
    completions = list(console.Names(COMMANDS).get_completions(Document(typed), CompleteEvent()))
    assert [completion.text for completion in completions] == offered
