"""The bricks of a Slack message, each a plain dictionary as Block Kit wants it.

In: words that went through `escape` (the types say so), dates, numbers. Out: elements and blocks. It must never take
foreign text as a bare `str`. Foreign words are shown in rich_text, which knows no markup; the one place with markup is
the small grey `context` line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.chat.slack.escape import Literal, SlackText
from bot.chat.slack.limits import Block, size


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent: blocks to look at, and a text for notifications, screen readers and clients without blocks."""

    text: SlackText
    blocks: tuple[Block, ...]


def rich_text(*parts: Block) -> Block:
    return {"type": "rich_text", "elements": list(parts)}


def paragraph(*inline: Block) -> Block:
    return {"type": "rich_text_section", "elements": list(inline)}


def bullets(lines: Iterable[Sequence[Block]]) -> Block:
    return {"type": "rich_text_list", "style": "bullet", "elements": [paragraph(*line) for line in lines]}


def ordered(lines: Iterable[Sequence[Block]]) -> Block:
    return {"type": "rich_text_list", "style": "ordered", "elements": [paragraph(*line) for line in lines]}


def quote(*inline: Block) -> Block:
    return {"type": "rich_text_quote", "elements": list(inline)}


def words(text: str | Literal, *style: str) -> Block:
    """Return inline text as it is; `style` is bold, italic, strike or code. rich_text never reads markup."""
    element: Block = {"type": "text", "text": text}
    return element | ({"style": dict.fromkeys(style, True)} if style else {})


def anchor(address: str, label: Literal) -> Block:
    """Return a link whose address came from `escape.link`."""
    return {"type": "link", "url": address, "text": label}


def context(lines: Iterable[SlackText]) -> Block:
    """Return small grey lines. `verbatim` keeps Slack from making links and mentions of its own accord."""
    return {
        "type": "context",
        "elements": [{"type": "mrkdwn", "text": "\n".join(lines), "verbatim": True}],
    }


def local_time(date: datetime, form: str) -> SlackText:
    """Return a date that every reader sees in the own time zone; `form` is made of Slack's tokens, as {date_short}."""
    fallback = f"{date.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    return SlackText(f"<!date^{int(date.timestamp())}^{form}|{fallback}>")


def markup_link(address: str, label: SlackText) -> SlackText:
    """Return a link for `context`; the address came from `escape.link`, so it holds no `<`, `>` or pipe."""
    return SlackText(f"<{address.replace('&', '&amp;')}|{label.replace('|', 'ǀ')}>")


def header(text: Block) -> Block:
    """Return a large title; `text` is plain_text."""
    return {"type": "header", "text": text}


def section(text: Block, accessory: Block) -> Block:
    """Return a text with a menu or a button at its right; `text` is plain_text."""
    return {"type": "section", "text": text, "accessory": accessory}


def button(action_id: str, label: Literal, value: str) -> Block:
    return {
        "type": "button",
        "action_id": action_id,
        "text": {"type": "plain_text", "text": label, "emoji": False},
        "value": value,
    }


def overflow(action_id: str, options: Iterable[tuple[Literal, str]]) -> Block:
    """Return the three-dots menu; `options` are (label, value) pairs, one to five of them."""
    return {
        "type": "overflow",
        "action_id": action_id,
        "options": [
            {"text": {"type": "plain_text", "text": label, "emoji": False}, "value": value} for label, value in options
        ],
    }


def image(file: str, alt_text: Literal) -> Block:
    """Return a picture that was uploaded to Slack, by the file's id."""
    return {"type": "image", "slack_file": {"id": file}, "alt_text": alt_text}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def fitting(lines: Sequence[list[Block]], room: int) -> list[list[Block]]:
    """Return the first lines whose content fits into `room` code points together."""
    kept: list[list[Block]] = []
    for line in lines:
        room -= size(line)
        if room < 0:
            break
        kept.append(line)
    return kept
