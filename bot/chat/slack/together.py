"""Messages that tell several stories, as Slack shows them: a digest, and what a storm folded into one.

In: an `Alert` with a summary, or with several stories. Out: a `Message` within our own limits, whose button shows all of its
stories one by one, each with its own menu. It must never word a sentence about the news. What does not fit is counted,
and stands behind the button.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.slack import elements as e
from bot.chat.slack.answers import cut
from bot.chat.slack.blocks import MAX_LINES, chip
from bot.chat.slack.elements import Message
from bot.chat.slack.escape import Literal, SlackText, escape, link, literal
from bot.chat.slack.inputs import plain_text
from bot.chat.slack.limits import Block
from bot.languages.wording import Wording, wording
from bot.model import Alert, Source, StoryStatus, SummaryGroup, SummaryLine

ROOM = 5_500
"""Code points for all lines of a digest."""
LEAST_ROOM = 700
"""What each group of a digest gets at least, so that the last one is not crowded out."""
MAX_SENTENCE = 200
MAX_TEXT = 2_500
"""Code points of the text for notifications and screen readers: the title and as many lines as fit."""
PAGE = 20
"""Stories shown one by one in one answer."""

MENU = ("why", "sources", "mute", "not_a_move")
"""What can be done with one of several stories; each is the name of its label, and with ":STORY" its value."""


def digest(told: Alert) -> Message:
    """Return a channel's digest: the title, the groups with a line for each story, and the button."""
    say = wording(told.channel.language)
    assert told.summary is not None  # the caller asks only for digests
    blocks: list[Block] = [e.header(plain_text(told.headline, 150))]
    for group, room in zip(told.summary.groups, _rooms(told.summary.groups), strict=True):
        title = e.paragraph(e.words(literal(group.title, 100) or "…", "bold"))
        blocks.append(e.rich_text(title, *cut([_line(line, say) for line in group.lines], say, room)))
    blocks.append(_button(told, len(lines_of((told,))), say))
    return Message(_text(told), tuple(blocks))


def folded(told: Alert) -> Message:
    """Return what a storm folded together: the first lines, how many more there are, and the button to them."""
    say = wording(told.channel.language)
    lines = [_line(line, say) for line in lines_of((told,))]
    shown = cut(lines[:MAX_LINES], say, ROOM)
    left = len(lines) - MAX_LINES
    more = [e.paragraph(e.words(say.label("more", count=left), "italic"))] if left > 0 else []
    title = e.paragraph(e.words(literal(told.headline, 300) or "…", "bold"))
    return Message(_text(told), (e.rich_text(title, *shown, *more), _button(told, len(lines), say)))


def plain(told: Alert) -> Message:
    """Return the same without any block, for the case that Slack refuses them."""
    return Message(_text(told), ())


def lines_of(alerts: Sequence[Alert]) -> tuple[SummaryLine, ...]:
    """Every story of a message, a line each: of a digest, of several alerts that went as one, of that one itself."""
    found: list[SummaryLine] = []
    for alert in alerts:
        if alert.summary is not None:
            found += [line for group in alert.summary.groups for line in group.lines]
        elif alert.stories:
            sources: Sequence[Source | None] = alert.sources
            if len(sources) != len(alert.lines):  # two stories from one article: nobody can tell which is whose
                sources = [None] * len(alert.lines)
            found += [
                SummaryLine(line.text, line.status, story, source)
                for line, story, source in zip(alert.lines, alert.stories, sources, strict=True)
            ]
        else:
            first = alert.sources[0] if alert.sources else None
            found.append(SummaryLine(alert.headline, alert.status, alert.story, first))
    return tuple(found)


def one_by_one(lines: Sequence[SummaryLine], start: int, value: str, say: Wording) -> Message:
    """Return stories from number `start` on, each with a menu of its own; `value` names their message for the next page."""
    shown = lines[start : start + PAGE]
    title = say.label("stories_shown", first=start + 1, last=start + len(shown), count=len(lines))
    blocks = [e.rich_text(e.paragraph(e.words(title, "bold"))), *(_story(line, say) for line in shown)]
    if start + PAGE < len(lines):
        label = literal(say.label("next_stories"), 75) or Literal("…")
        blocks.append(e.actions(e.button("more_stories", label, f"{value}:{start + PAGE}")))
    return Message(escape(title, 300), tuple(blocks))


def _rooms(groups: Sequence[SummaryGroup]) -> list[int]:
    """Code points for each group: by the number of its lines, and never less than the least."""
    lines = max(1, sum(len(group.lines) for group in groups))
    spare = ROOM - LEAST_ROOM * len(groups)
    return [LEAST_ROOM + spare * len(group.lines) // lines for group in groups]


def _line(line: SummaryLine, say: Wording) -> list[Block]:
    proof: list[Block] = []
    place = link(line.source.url) if line.source is not None else None
    if line.source is not None and place is not None:
        address, host = place
        proof = [e.words(" · "), e.anchor(address, literal(line.source.publisher, 60) or host), e.words(f" ({host})")]
    return [e.words(literal(line.text, MAX_SENTENCE) or "…"), *chip(line.status, say), *proof]


def _story(line: SummaryLine, say: Wording) -> Block:
    text = literal(line.text, MAX_SENTENCE) or "…"
    if line.status is not StoryStatus.CONFIRMED:
        text = f"{text} ({say.statuses[line.status]})"
    menu = [(literal(say.label(order), 75), f"{order}:{line.story}") for order in MENU]
    return e.section(plain_text(text, 300), e.overflow(f"alert_menu_{line.story}", menu))


def _button(told: Alert, count: int, say: Wording) -> Block:
    label = literal(say.label("all_stories", count=count), 75) or Literal("…")
    return e.actions(e.button("all_stories", label, str(told.story)))


def _text(told: Alert) -> SlackText:
    say = wording(told.channel.language)
    lines = [escape(told.headline, 300) or SlackText("…")]
    room = MAX_TEXT - len(lines[0])
    for line in lines_of((told,)):
        text = SlackText(f"• {escape(line.text, MAX_SENTENCE)}")
        if line.status is not StoryStatus.CONFIRMED:
            text = SlackText(f"{text} ({say.statuses[line.status]})")
        room -= len(text) + 1
        if room < 0:
            break
        lines.append(text)
    return SlackText("\n".join(lines))
