"""The flow picture of a company on its way into a message.

In: a company's profile. Out: the block that shows its picture, or none where there is nothing to draw or Slack would not
take it. It must never share the picture anywhere: it is uploaded without a channel, so that only the message that shows it
decides who sees it.

Slack looks at a new file for a moment; a message that shows it too soon is refused as "invalid slack file". That was seen
for up to a few seconds (python-slack-sdk#1521), so whoever sends the message tries again, and at last without the picture.
"""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path

from slack_sdk import WebClient

from bot.chat import chart
from bot.chat.slack import elements as e
from bot.chat.slack.client import CallFailed, outcome
from bot.chat.slack.elements import Message
from bot.chat.slack.escape import Literal, literal
from bot.chat.slack.limits import Block
from bot.languages.wording import wording
from bot.model import CompanyProfile

_log = logging.getLogger(__name__)


def picture(client: WebClient, found: CompanyProfile, language: str) -> Block | None:
    """Draw and upload who came and went; None where nobody is believed to have, or where Slack did not take it."""
    if not found.came_from and not found.went_to:
        return None
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "moves.png")
        chart.draw(found, file, language)
        try:
            uploaded = client.files_upload_v2(file=str(file), title=found.company)
        except CallFailed as failure:
            _log.error("a picture could not be sent: %s", outcome(failure))
            return None
    title = literal(f"{found.company}: {wording(language).label('flow')}", 200) or Literal("?")
    return e.image(uploaded["files"][0]["id"], title)


def without_picture(message: Message) -> Message:
    """The same message without its pictures."""
    return Message(message.text, tuple(block for block in message.blocks if block["type"] != "image"))
