"""Alerts and answers as Slack shows them: always valid, always within our limits, never alive with foreign markup."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest
from slack_sdk.models.blocks import Block

from bot.chat.slack import answers, blocks, escape, limits
from bot.chat.slack.elements import Message
from bot.languages.wording import SPOKEN, wording
from bot.model import Alert, AlertLine, Source, StoryStatus
from tests.chat.slack import corpus, look
from tests.chat.slack.build import NOON, SENTENCE, alert, line, source
from tests.fakes.slack import blocks as slack

KINDS_OF_SIGNS = (
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x370, 0x3FF),
    (0x400, 0x4FF),
    (0x590, 0x6FF),
    (0x900, 0x97F),
    (0xE00, 0xE7F),
    (0x2000, 0x206F),
    (0x3040, 0x30FF),
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7A3),
    (0x1F300, 0x1FAFF),
    (0x0, 0x1F),
    (0xD800, 0xDFFF),
)


def _complaints(message: Message) -> list[str]:
    """What any of the three judges has against a message: our limits, the fake Slack, slack_sdk's own models."""
    found = list(limits.problems(message.text, message.blocks))
    found += slack.complaints(list(message.blocks))
    if slack.total_text(list(message.blocks)) > slack.TOTAL_TEXT:
        found.append("too much text")
    for block in Block.parse_all(message.blocks):
        block.validate_json()
    return found


def _text(dice: random.Random, longest: int) -> str:
    """A text in a mixture of scripts, with a piece of the corpus in it now and then."""
    low, high = dice.choice(KINDS_OF_SIGNS)
    length = dice.choice((0, 1, 12, 12, 60, 60, 60, 300, longest))
    text = "".join(map(chr, dice.choices(range(low, high + 1), k=dice.randint(0, length))))
    return text + dice.choice(corpus.TEXTS) if dice.random() < 0.3 else text


def _stories(count: int, seed: int) -> Iterator[Alert]:
    dice = random.Random(seed)
    for _ in range(count):
        yield alert(
            headline=_text(dice, 2_000),
            lines=tuple(
                AlertLine(
                    _text(dice, 2_000),
                    dice.choice(list(StoryStatus)),
                    dice.choice((None, _text(dice, 300))),
                    None,
                    None,
                    None,
                    _text(dice, 2_000),
                    dice.choice(("de", "en", "zh", "", "xx<!here>")),
                )
                for _ in range(dice.choice((0, 1, 1, 1, 2, 3, 8, 30)))
            ),
            status=dice.choice(list(StoryStatus)),
            sources=tuple(
                Source(dice.choice((*corpus.URLS, source().url)), _text(dice, 300), dice.choice(("de", "xx")), NOON)
                for _ in range(dice.choice((0, 1, 5, 40)))
            ),
            differences=tuple(_text(dice, 500) for _ in range(dice.choice((0, 0, 1, 9)))),
            language=dice.choice(SPOKEN),
            story=dice.randint(0, 10**9),
            sample=dice.random() < 0.1,
            reply=dice.choice((None, _text(dice, 2_000))),
        )


@pytest.mark.parametrize("seed", range(4))
def test_every_generated_story_is_taken_by_all_judges(seed: int, full: bool, reached: Callable[[str], None]) -> None:
    count = 2_500 if full else 150
    for told in _stories(count, seed):
        for message in (blocks.alert(told), blocks.reply(told), blocks.plain(told, in_thread=False)):
            assert _complaints(message) == []
            assert look.live_mentions(message.text, message.blocks) == []
            assert limits.size(list(message.blocks)) <= limits.MAX_SIZE
    reached(f"0 rejected of {count}")


def test_an_alert_says_who_what_where_from_and_how_sure() -> None:
    message = blocks.alert(alert(status=StoryStatus.RUMOUR))
    assert message.text == f"{SENTENCE} (rumour) · Sample Times"
    seen = look.visible(message.blocks)
    for part in (
        SENTENCE,
        "rumour",
        "Loredana Crisan geht zu Figma.",
        "(German)",
        "Sample Times",
        "sample-times.example",
    ):
        assert part in seen
    assert f"<!date^{int(NOON.timestamp())}^{{date_short_pretty}}, {{time}}|2026-11-23 12:00 UTC>" in seen
    assert f"First published <!date^{int(NOON.timestamp())}^{{ago}}|" in seen
    assert look.linked_hosts(message.text, message.blocks) == {"www.sample-times.example"}
    assert list(look.strings(message.blocks, "action_id")) == ["whois_0", "why", "alert_menu"]
    assert list(look.strings(message.blocks, "value")) == [
        "Loredana Crisan",
        "7",
        "sources:7",
        "mute:7",
        "not_a_move:7",
    ]


def test_what_is_confirmed_needs_no_chip_and_one_line_is_not_said_twice() -> None:
    seen = look.visible(blocks.alert(alert()).blocks)
    assert "confirmed" not in seen
    assert seen.count(SENTENCE) == 1


def test_several_people_have_a_line_each_and_a_shared_quote_once() -> None:
    crowd = tuple(line(f"Person {n} leaves Meta for Figma", f"Person {n}", quote="Drei gehen.") for n in range(3))
    message = blocks.alert(alert("Person 0 leaves Meta for Figma, and 2 more", crowd))
    seen = look.visible(message.blocks)
    assert [f"Person {n} leaves" in seen for n in range(3)] == [True] * 3
    assert seen.count("Drei gehen.") == 1
    assert [f"Who is Person {n}?" in seen for n in range(3)] == [True] * 3


def test_a_line_less_sure_than_the_story_says_so() -> None:
    lines = (line("A joins Meta", "A"), line("B joins Meta", "B", StoryStatus.RUMOUR))
    assert "rumour" in look.visible(blocks.alert(alert("A joins Meta, and 1 more", lines)).blocks)


def test_sources_beyond_five_are_counted() -> None:
    many = tuple(source(f"https://sample-{n}.example/", f"Sample {n}") for n in range(9))
    assert "and 4 more" in look.visible(blocks.alert(alert(sources=many)).blocks)


def test_a_german_channel_reads_german() -> None:
    seen = look.visible(blocks.alert(alert(language="de", status=StoryStatus.PLANNED)).blocks)
    for part in ("geplant", "Wer ist Loredana Crisan?", "Warum?", "Zuerst veröffentlicht", "Quellen", "Kein Wechsel"):
        assert part in seen
    assert "(Deutsch)" not in seen


Field = Callable[[str], Alert]
FIELDS: dict[str, Field] = {
    "headline": lambda text: alert(headline=text),
    "line": lambda text: alert(lines=(line(text), line())),
    "person": lambda text: alert(lines=(line(person=text),)),
    "quote": lambda text: alert(lines=(line(quote=text),)),
    "quote language": lambda text: alert(lines=(line(quote_language=text),)),
    "publisher": lambda text: alert(sources=(source(publisher=text),)),
    "language": lambda text: alert(sources=(source(language=text),)),
    "difference": lambda text: alert(differences=(text,)),
    "reply": lambda text: alert(reply=text),
}


@pytest.mark.parametrize("field", FIELDS)
def test_no_text_in_any_field_comes_alive(field: str) -> None:
    for text in corpus.TEXTS:
        told = FIELDS[field](text)
        for message in (blocks.alert(told), blocks.reply(told), blocks.plain(told, in_thread=True)):
            assert look.live_mentions(message.text, message.blocks) == [], text
            assert look.linked_hosts(message.text, message.blocks) <= {"www.sample-times.example"}, text
            assert look.formats(message.blocks) == [], text
            assert _complaints(message) == [], text
            shown = message.text + look.visible(message.blocks)
            assert not [
                sign for sign in shown if sign in "\x00\x07\x1b\u202e\u200b\u2066\ufeff" or "\ud800" <= sign <= "\udfff"
            ]


@pytest.mark.parametrize("url", corpus.URLS)
def test_only_an_honest_address_can_be_clicked(url: str) -> None:
    message = blocks.alert(alert(sources=(source(url),)))
    hosts = look.linked_hosts(message.text, message.blocks)
    assert _complaints(message) == []
    assert look.live_mentions(message.text, message.blocks) == []
    assert hosts <= {"sample.example", "xn--bcher-kva.example", "xn--smple-4ve.example"}
    for host in hosts:
        assert f"({host})" in look.visible(message.blocks)


def test_a_host_is_shown_as_it_is_whatever_the_publisher_calls_itself() -> None:
    message = blocks.alert(alert(sources=(source("https://evil.example/x", "sample-times.example"),)))
    assert "(evil.example)" in look.visible(message.blocks)


def test_text_is_escaped_once_and_never_cut_inside_an_entity() -> None:
    assert escape.escape("AT&T <3", 50) == "AT&amp;T &lt;3"
    assert escape.escape("&lt;!channel&gt;", 50) == "&amp;lt;!channel&amp;gt;"
    for limit in range(1, 40):
        cut = escape.escape("a&b<c>d" * 9, limit)
        assert len(cut) <= limit
        rest = cut.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")
        assert "&" not in rest
        assert cut.endswith("…")


def test_rich_text_is_not_escaped_for_slack_shows_it_as_it_is() -> None:
    assert "AT&T hires" in look.visible(blocks.alert(alert("AT&T hires")).blocks)


@pytest.mark.parametrize("code", SPOKEN)
def test_help_is_valid_in_every_language_and_names_every_command(code: str) -> None:
    message = answers.help(wording(code))
    assert _complaints(message) == []
    for command in ("/whois", "/moves", "/orgwatch status", "/orgwatch why", "@OrgWatch"):
        assert command in look.visible(message.blocks)
