"""An alert as Slack shows it.

In: an `Alert`, worded, in the channel's language. Out: a `Message` within our own limits, whatever the article held.
It must never word a sentence about the news and never let through text that `escape` has not seen.

Layout: the sentence with a chip where it is not confirmed; a line for each person; the quotes in their own language;
where sources disagree; small and grey the sources with real host and the reader's local time, and the story's age;
then the buttons.
"""

from __future__ import annotations

from bot.chat.slack import elements as e
from bot.chat.slack.elements import Message
from bot.chat.slack.escape import SlackText, escape, link, literal
from bot.chat.slack.limits import MAX_SECTION, Block
from bot.languages.wording import Wording, wording
from bot.model import Alert, AlertLine, Source, StoryStatus

MAX_HEADLINE = 300
MAX_LINE = 250
MAX_LINES = 8
MAX_QUOTE = 300
MAX_QUOTES = 3
MAX_DIFFERENCES = 3
MAX_SOURCES = 5
MAX_PEOPLE = 3
"""Buttons "Who is …" on one alert; more would push the other two out of sight on a telephone."""

MENU = ("sources", "mute", "not_a_move")
"""The orders in an alert's three-dots menu; each is the name of its label, and with ":STORY" its value."""


def alert(told: Alert) -> Message:
    """Return the message that tells `told` in its channel."""
    say = wording(told.channel.language)
    parts = [e.paragraph(*_headline(told, say)), *_lines(told, say), *_quotes(told, say), *_differences(told, say)]
    blocks = [e.rich_text(*parts), e.context(_small_print(told, say)), e.actions(*_buttons(told, say))]
    return Message(_text(told, say), tuple(blocks))


def reply(told: Alert) -> Message:
    """Return the message for the alert's thread: what has changed, and by which sources."""
    say = wording(told.channel.language)
    sentences = (told.reply or told.headline).split("\n")[:MAX_LINES]
    lines = [e.words(literal(sentence, MAX_HEADLINE) or "…") for sentence in sentences]
    parts = [e.paragraph(line) for line in lines[:-1]] + [e.paragraph(lines[-1], *chip(told.status, say))]
    return Message(_reply_text(told), (e.rich_text(*parts), e.context(_small_print(told, say))))


def plain(told: Alert, in_thread: bool) -> Message:
    """Return the same news without any block, for the case that Slack refuses the blocks: the sentence and one host."""
    say = wording(told.channel.language)
    return Message(_reply_text(told) if in_thread else _text(told, say), ())


def _reply_text(told: Alert) -> SlackText:
    """What changed, a line each."""
    return SlackText("\n".join(map(_top, (told.reply or told.headline).split("\n")[:MAX_LINES])))


def _text(told: Alert, say: Wording) -> SlackText:
    text = _top(told.headline)
    if told.status is not StoryStatus.CONFIRMED:
        text = SlackText(f"{text} ({say.statuses[told.status]})")
    if told.sources:
        text = SlackText(f"{text} · {escape(told.sources[0].publisher, 60)}")
    return text


def _top(sentence: str) -> SlackText:
    return escape(sentence, MAX_HEADLINE) or SlackText("…")


def _headline(told: Alert, say: Wording) -> list[Block]:
    sample = [e.words(" "), e.words(say.label("sample"), "code")] if told.sample else []
    return [e.words(literal(told.headline, MAX_HEADLINE) or "…", "bold"), *chip(told.status, say), *sample]


def chip(status: StoryStatus, say: Wording) -> list[Block]:
    """Return the status as a chip, nothing where it is confirmed."""
    if status is StoryStatus.CONFIRMED:
        return []
    return [e.words("  "), e.words(say.statuses[status], "code")]


def _lines(told: Alert, say: Wording) -> list[Block]:
    """A line for each person; a single one that only says the headline again is left out."""
    if len(told.lines) == 1 and told.lines[0].text == told.headline:
        return []
    shown = [line for line in told.lines if literal(line.text, MAX_LINE)]
    items = [
        [
            e.words(literal(line.text, MAX_LINE)),
            *(chip(line.status, say) if line.status is not told.status else []),
        ]
        for line in shown[:MAX_LINES]
    ]
    if len(shown) > MAX_LINES:
        items.append([e.words(say.label("more", count=len(shown) - MAX_LINES), "italic")])
    return [e.bullets(items)] if items else []


def _quotes(told: Alert, say: Wording) -> list[Block]:
    """Each quote once, though several people may stand in it; its language is named where it is not the channel's."""
    by_words: dict[str, AlertLine] = {}
    for line in told.lines:
        quote = literal(line.quote, MAX_QUOTE)
        if quote:
            by_words.setdefault(quote, line)
    return [
        e.quote(e.words(literal(line.quote, MAX_QUOTE)), *_language(line.quote_language, told.channel.language, say))
        for line in list(by_words.values())[:MAX_QUOTES]
    ]


def _language(code: str, usual: str, say: Wording) -> list[Block]:
    if not code or code == usual:
        return []
    return [e.words(f" ({literal(say.languages.get(code, code), 20)})", "italic")]


def _differences(told: Alert, say: Wording) -> list[Block]:
    shown = [words for line in told.differences if (words := literal(say.line(line), 200))][:MAX_DIFFERENCES]
    if not shown:
        return []
    return [e.paragraph(e.words(say.label("sources_disagree"), "bold")), e.bullets([e.words(line)] for line in shown)]


def _small_print(told: Alert, say: Wording) -> list[SlackText]:
    """The sources, as many as fit, and the age of the story."""
    age = SlackText(f"{say.label('first_published')} {e.local_time(told.first_published, '{ago}')}")
    room = MAX_SECTION - len(age) - 40
    lines: list[SlackText] = []
    for told_by in told.sources[:MAX_SOURCES]:
        line = source(told_by, say)
        room -= len(line) + 1
        if room < 0:
            break
        lines.append(line)
    if len(told.sources) > len(lines):
        lines.append(SlackText(say.label("more", count=len(told.sources) - len(lines))))
    return [*lines, age]


def source(told_by: Source, say: Wording) -> SlackText:
    """Return one line of proof: publisher, real host, language, local time; a link only where it may be clicked."""
    publisher = escape(told_by.publisher, 60) or SlackText("?")
    place = link(told_by.url)
    if place is not None:
        address, host = place
        publisher = SlackText(f"{e.markup_link(address, publisher)} ({escape(host, 80)})")
    language = escape(say.languages.get(told_by.language, told_by.language), 20)
    time = e.local_time(told_by.date, "{date_short_pretty}, {time}")
    return SlackText(" · ".join(part for part in (publisher, language, time) if part))


def _buttons(told: Alert, say: Wording) -> list[Block]:
    people = dict.fromkeys(name for line in told.lines if line.person and (name := literal(line.person, 150)))
    who = [
        e.button(f"whois_{number}", literal(say.label("who_is", name=name), 75), name)
        for number, name in enumerate(list(people)[:MAX_PEOPLE])
    ]
    story = str(told.story)
    menu = [(literal(say.label(order), 75), f"{order}:{story}") for order in MENU]
    return [
        *who,
        e.button("why", literal(say.label("why"), 75), story),
        e.overflow("alert_menu", menu),
    ]
