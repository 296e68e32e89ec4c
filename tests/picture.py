"""The picture of an alert in Slack: a real rendered alert, on a page that looks like Slack, as a PNG.

    python -m tests.picture docs/slack.png      needs a Chromium

In: the message that the bot would post. Out: the page, and its picture. It shows blocks as they are; it must never show
anything that is not in them.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

from bot.chat.slack import blocks
from bot.model import Alert, AlertLine, Channel, Source, Stage, StoryStatus

NOW = datetime(2025, 9, 12, 9, 41, tzinfo=UTC)
STYLE = """
body{margin:0;background:#fff;font:15px/22px Lato,'Noto Sans',Arial,sans-serif;color:#1d1c1d}
.row{display:flex;gap:10px;padding:14px 18px 18px}.face{width:36px;height:36px;border-radius:7px;background:#1f2d3d;
color:#fff;font:700 16px/36px sans-serif;text-align:center;flex:none}.name{font-weight:800}.app{font-size:10px;background:
#ececec;color:#616061;border-radius:2px;padding:1px 4px;margin:0 5px;vertical-align:1px}.time{font-size:12px;color:#616061}
code{font:12px/1.5 Menlo,'DejaVu Sans Mono',monospace;color:#c01343;background:#f6f6f6;border:1px solid #ddd;
border-radius:3px;padding:1px 4px}blockquote{margin:4px 0;border-left:4px solid #ddd;padding-left:10px}
ul{margin:2px 0;padding-left:22px}a{color:#1264a3;text-decoration:none}.small{font-size:13px;line-height:19px;
color:#616061;margin-top:6px}.buttons{display:flex;flex-wrap:wrap;gap:8px;margin-top:10px}.button{border:1px solid #c6c6c6;
border-radius:8px;font-weight:700;font-size:14px;padding:4px 12px}
"""

Json = dict[str, Any]


def sample() -> Alert:
    """The story the project began with, in our own words, by invented publishers."""
    lines = (
        AlertLine(
            "Loredana Crisan leaves Meta for Figma as Chief Design Officer",
            StoryStatus.REPORTED,
            "Loredana Crisan",
            None,
            "Meta",
            "Figma",
            "Nach fast zehn Jahren wechselt Loredana Crisan von Meta zu Figma.",
            "de",
        ),
        AlertLine("Avi Verma leaves Meta for OpenAI", StoryStatus.REPORTED, "Avi Verma", None, "Meta", "OpenAI"),
    )
    return Alert(
        story=41,
        channel=Channel("C1", "ai-moves"),
        stage=Stage.NEW,
        headline=f"{lines[0].text}, and 1 more",
        lines=lines,
        status=StoryStatus.REPORTED,
        sources=(
            Source("https://abendkurier-sample.example/crisan", "Sample Abendkurier", "de", NOW.replace(hour=7)),
            Source("https://post-sample.example/figma", "Sample Tech Post", "en", NOW.replace(hour=8)),
        ),
        differences=(),
        first_published=NOW.replace(hour=7),
        fingerprint="",
    )


def page(message_blocks: list[Json]) -> str:
    """Return the message as a page."""
    body = "".join(map(_block, message_blocks))
    head = '<span class="name">OrgWatch</span><span class="app">APP</span><span class="time">9:41 AM</span>'
    row = f'<div class="row"><div class="face">OW</div><div>{head}{body}</div></div>'
    return f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>{row}"


def _block(block: Json) -> str:
    match block["type"]:
        case "rich_text":
            return "".join(map(_part, block["elements"]))
        case "context":
            return f'<div class="small">{"<br>".join(_markup(e["text"]) for e in block["elements"])}</div>'
        case "actions":
            return f'<div class="buttons">{"".join(map(_element, block["elements"]))}</div>'
    raise ValueError(block["type"])


def _part(part: Json) -> str:
    if part["type"] == "rich_text_list":
        return f"<ul>{''.join(f'<li>{_part(line)}</li>' for line in part['elements'])}</ul>"
    tag = {"rich_text_section": "div", "rich_text_quote": "blockquote"}[part["type"]]
    return f"<{tag}>{''.join(map(_inline, part['elements']))}</{tag}>"


def _inline(element: Json) -> str:
    text = escape(element["text"])
    if element["type"] == "link":
        return f'<a href="{escape(element["url"])}">{text}</a>'
    for style, tag in (("bold", "b"), ("italic", "i"), ("code", "code")):
        if element.get("style", {}).get(style):
            text = f"<{tag}>{text}</{tag}>"
    return text


def _element(element: Json) -> str:
    return f'<span class="button">{"⋯" if element["type"] == "overflow" else escape(element["text"]["text"])}</span>'


def _markup(text: str) -> str:
    """Dates as a reader in UTC sees them at `NOW`, links as links."""

    def date(match: re.Match[str]) -> str:
        then = datetime.fromtimestamp(int(match[1]), UTC)
        hours = (NOW - then).seconds // 3600
        return (
            match[2]
            .replace("{ago}", f"{hours} hours ago")
            .replace("{date_short_pretty}", "Today")
            .replace("{time}", f"{then:%-I:%M %p}")
        )

    text = re.sub(r"<!date\^(\d+)\^([^|]*)\|[^>]*>", date, text)
    return re.sub(r"<(https?://[^|>]*)\|([^>]*)>", r'<a href="\1">\2</a>', text).replace("\n", "<br>")


def main(picture: Path) -> None:
    """Write the picture. Raises FileNotFoundError where no Chromium is installed."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        raise FileNotFoundError("no chromium on this machine")
    with tempfile.TemporaryDirectory() as folder:
        html = Path(folder, "alert.html")
        html.write_text(page(list(blocks.alert(sample()).blocks)), "utf-8")
        options = ["--headless", "--no-sandbox", "--hide-scrollbars", "--force-device-scale-factor=2"]
        size = "--window-size=640,300"
        subprocess.run([browser, *options, size, f"--screenshot={picture.resolve()}", html.as_uri()], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
