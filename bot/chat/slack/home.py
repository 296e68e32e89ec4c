"""The app's Home as Slack shows it.

In: what is tracked, somebody's and a channel's settings, the last moves, how the feeds are. Out: the Home's blocks. It must
never find anything out by itself; a list that is too long is cut and says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.slack import elements as e
from bot.chat.slack.answers import cut
from bot.chat.slack.blocks import chip
from bot.chat.slack.escape import Literal, link, literal
from bot.chat.slack.inputs import plain_text
from bot.chat.slack.limits import Block
from bot.chat.slack.welcome import STEPS
from bot.languages.wording import Wording
from bot.model import Alert

ROOM = 1_500
"""Code points for each list of the Home."""
MOST_MOVES = 10


@dataclass(frozen=True, slots=True)
class Home:
    """What the Home shows. `channel` is the one whose settings are shown, None where there is none yet.

    `steps` is the line that lets the bot into a channel, set for a workspace where no channel hears of anything.
    """

    tracked: Sequence[str]
    own: Sequence[str]
    channel: str | None
    here: Sequence[str]
    moves: Sequence[Alert]
    feeds: Sequence[str]
    steps: str | None


def blocks(home: Home, say: Wording) -> list[Block]:
    """Return the Home's blocks."""
    found = _steps(home.steps, say) if home.steps else []
    found += _list(say.label("tracked_companies", count=len(home.tracked)), [", ".join(home.tracked)], say)
    found.append(_buttons(say, "home_track", "home_look_back"))
    found += _list(say.label("home_own"), home.own, say)
    found.append(_buttons(say, "own_subscribe", "own_rhythm", "own_remove"))
    found += [_header(say.label("home_channel")), _chooser(home.channel, say)]
    if home.channel:
        found.append(_text(home.here, say))
        found.append(_buttons(say, "home_subscribe", "home_rhythm", "home_mute", "home_remove"))
    found.append(_header(say.label("home_moves")))
    lines = [_move(alert, say) for alert in home.moves[:MOST_MOVES]]
    found.append(e.rich_text(*(cut(lines, say, ROOM * 2) or [e.paragraph(e.words(say.label("home_no_moves")))])))
    return found + _list(say.label("home_feeds"), home.feeds, say) + [_small(say.label("home_help"))]


def _steps(invite: str, say: Wording) -> list[Block]:
    steps = e.ordered([e.words(literal(say.label(step, invite=invite), 300))] for step in STEPS)
    return [_header(say.label("home_first")), e.rich_text(e.paragraph(e.words(say.label("hello"))), steps)]


def _list(title: str, lines: Sequence[str], say: Wording) -> list[Block]:
    return [_header(title), _text(lines, say)]


def _text(lines: Sequence[str], say: Wording) -> Block:
    shown = [[e.words(text)] for line in lines if (text := literal(line, 600))]
    return e.rich_text(*(cut(shown, say, ROOM) or [e.paragraph(e.words(say.label("no_rules")))]))


def _move(alert: Alert, say: Wording) -> list[Block]:
    line = [e.words(f"{alert.first_published:%Y-%m-%d}  {literal(alert.headline, 200)}"), *chip(alert.status, say)]
    place = link(alert.sources[0].url) if alert.sources else None
    if place is not None:
        address, host = place
        line += [
            e.words(" · "),
            e.anchor(address, literal(alert.sources[0].publisher, 60) or host),
            e.words(f" ({host})"),
        ]
    return line


def _chooser(channel: str | None, say: Wording) -> Block:
    """The menu of channels; Slack itself knows their names."""
    element: Block = {
        "type": "conversations_select",
        "action_id": "home_channel",
        "placeholder": plain_text(say.label("home_choose"), 150),
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    return e.actions(element | ({"initial_conversation": channel} if channel else {}))


def _buttons(say: Wording, *names: str) -> Block:
    return e.actions(*(e.button(name, literal(say.label(name), 75) or Literal("…"), name) for name in names))


def _header(text: str) -> Block:
    return e.header(plain_text(text, 150))


def _small(text: str) -> Block:
    return e.rich_text(e.paragraph(e.words(text, "italic")))
