"""The forms: track a company, subscribe a channel, mute, and how a channel is told.

In: what is known (companies, the channel as it is) and what was typed. Out: a modal; what is wrong in it, by field; the
orders that it stands for, as somebody could have typed them. Pure: it must never look anything up or change anything.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import asdict, dataclass
from enum import StrEnum

from bot import typed
from bot.chat.questions import Order
from bot.chat.settled import refused, told_at
from bot.chat.slack import elements as e
from bot.chat.slack.elements import Message
from bot.chat.slack.escape import literal
from bot.chat.slack.inputs import Choice, choice_field, choices_field, plain_text, text_field
from bot.chat.slack.limits import Block
from bot.errors import BadWords
from bot.languages.wording import SPOKEN, Wording, wording
from bot.model import Alert, Channel, Kind, Rank, StoryStatus

SPANS = ("1d", "7d", "4w", "forever")
PREVIEW_LINES = 8


class Form(StrEnum):
    """Which form; each has the labels `form_…` (its title) and is told apart by its callback_id."""

    TRACK = "track"
    SUBSCRIBE = "subscribe"
    MUTE = "mute"
    RHYTHM = "rhythm"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a form remembers while it is open: for which channel it is, and where its answer goes."""

    channel: str
    name: str
    language: str
    own: str = ""
    """The direct conversation with whoever sees it, where it was opened at the Home."""
    response_url: str | None = None

    def __str__(self) -> str:
        return json.dumps(asdict(self))


def ticket(text: str) -> Ticket:
    """Read a ticket back out of a view."""
    return Ticket(**json.loads(text))


def track(say: Wording) -> list[Block]:
    return [
        text_field("name", say.label("field_name"), optional=False),
        text_field("aliases", say.label("field_aliases"), hint=say.label("hint_aliases")),
        text_field("lookalikes", say.label("field_lookalikes"), hint=say.label("hint_lookalikes")),
    ]


def subscribe(companies: Sequence[str], say: Wording) -> list[Block]:
    """Return the fields of a subscription; where there are too many companies for a menu, they are typed."""
    kinds = [(str(kind), say.label(f"kind_{kind}")) for kind in Kind]
    ranks = [(rank.name.lower(), say.label(f"rank_{rank.name.lower()}")) for rank in Rank]
    statuses = [(str(status), say.statuses[status]) for status in StoryStatus]
    named = [(company, company) for company in companies]
    which = say.label("field_companies")
    return [
        choices_field("companies", which, named, hint=say.label("hint_companies"))
        if 0 < len(named) <= 100
        else text_field("companies", which, hint=say.label("hint_companies")),
        choices_field("kinds", say.label("field_kinds"), kinds, hint=say.label("hint_all")),
        choice_field("rank", say.label("field_rank"), ranks, "other"),
        choices_field("statuses", say.label("field_statuses"), statuses, hint=say.label("hint_all")),
        choices_field(
            "languages", say.label("field_languages"), list(say.languages.items()), hint=say.label("hint_all")
        ),
        text_field("confidence", say.label("field_confidence"), hint=say.label("hint_confidence")),
        text_field("require", say.label("field_require"), hint=say.label("hint_words")),
        text_field("without", say.label("field_without"), hint=say.label("hint_words")),
        choice_field(
            "when",
            say.label("field_when"),
            [("now", say.label("when_now")), ("digest", say.label("when_digest"))],
            "now",
            radio=True,
        ),
    ]


def mute(names: Sequence[Choice], say: Wording) -> list[Block]:
    """Return the fields of a mute; `names` are what an alert is about, empty where it is typed."""
    what = say.label("field_mute")
    return [
        choice_field("name", what, names, names[0][0]) if names else text_field("name", what, optional=False),
        choice_field("span", say.label("field_span"), [(span, say.label(f"span_{span}")) for span in SPANS], "7d"),
    ]


def rhythm(channel: Channel, by_file: Set[str], say: Wording) -> list[Block]:
    """Return the fields that say how a channel is told, with what is set; what a file sets is only shown, as such."""
    spoken = [(code, say.languages[code]) for code in SPOKEN]
    fields = {
        "language": choice_field("language", say.label("field_language"), spoken, channel.language),
        "zone": text_field("zone", say.label("field_zone"), channel.zone, "Europe/Berlin", optional=False),
        "digest": text_field(
            "digest", say.label("field_digest"), typed.digest_words(channel.digest), "daily 9 · weekly mon 9 · off",
            optional=False,
        ),
        "quiet": text_field(
            "quiet", say.label("field_quiet"), typed.quiet_words(channel.quiet), "22:00-07:00 · 22:00-07:00 all · off",
            optional=False,
        ),
    }  # fmt: skip
    shown = told_at(channel, by_file, say)
    fixed = [line for key, line in zip(fields, shown, strict=True) if key in by_file]
    return [*(field for key, field in fields.items() if key not in by_file), *map(_line, fixed)]


def remove(
    subscriptions: Sequence[Choice],
    mutes: Sequence[Choice],
    companies: Sequence[Choice],
    feeds: Sequence[Choice],
    say: Wording,
) -> list[Block]:
    """Return the fields of what was set in a chat and can be taken away again; a line where there is nothing."""
    fields = [
        choices_field(name, say.label(f"field_{name}"), choices)
        for name, choices in (
            ("subscriptions", subscriptions),
            ("mutes", mutes),
            ("tracked", companies),
            ("feeds", feeds),
        )
        if choices
    ]
    return fields or [_line(say.label("nothing_to_remove"))]


def rhythm_words(channel: Channel) -> dict[Order, str]:
    """Return how a channel is told, as it would be typed."""
    return {
        Order.LANGUAGE: channel.language,
        Order.ZONE: channel.zone,
        Order.DIGEST: typed.digest_words(channel.digest),
        Order.QUIET: typed.quiet_words(channel.quiet),
    }


def view(form: Form, fields: Sequence[Block], stub: Ticket, say: Wording, below: Sequence[Block] = ()) -> Block:
    """Return the modal; `below` is the preview."""
    foot = (
        []
        if form in (Form.RHYTHM, Form.REMOVE)
        else [e.actions(e.button("preview", literal(say.label("preview_button"), 75), form))]
    )
    return {
        "type": "modal",
        "callback_id": f"form_{form}",
        "title": plain_text(say.label(f"form_{form}"), 24),
        "submit": plain_text(say.label("save"), 24),
        "close": plain_text(say.label("cancel"), 24),
        "private_metadata": str(stub),
        "blocks": [*fields, *foot, *below],
    }


def alerts_list(title: str, alerts: Sequence[Alert], say: Wording) -> list[Block]:
    """Return a title and the alerts, the newest first, as many as can be looked over."""
    lines = [
        [e.words(f"{alert.first_published:%Y-%m-%d}  {literal(alert.headline, 200)}")]
        for alert in alerts[:PREVIEW_LINES]
    ]
    if len(alerts) > len(lines):
        lines.append([e.words(say.label("more", count=len(alerts) - len(lines)), "italic")])
    return [e.rich_text(e.paragraph(e.words(title, "bold")), *([e.bullets(lines)] if lines else []))]


def list_view(title: str, message: Message, say: Wording) -> Block:
    """Return a modal that only shows something."""
    return {
        "type": "modal",
        "callback_id": "list",
        "title": plain_text(title, 24),
        "close": plain_text(say.label("close"), 24),
        "blocks": list(message.blocks),
    }


def wrong(form: Form, given: Mapping[str, str], language: str) -> dict[str, str]:
    """Return what cannot be read, by field; asking nobody, so that it can be said before the form closes."""
    readers: dict[str, Callable[[str], object]] = {}
    if form is Form.RHYTHM:
        readers = {"zone": typed.zone, "digest": typed.digest, "quiet": typed.quiet}
        readers = {name: reader for name, reader in readers.items() if name in given}
    elif form is Form.SUBSCRIBE:
        readers = {key: lambda word, key=key: typed.wish({key: word}) for key in ("require", "without")}  # type: ignore[misc]  # key is bound
        readers |= {"confidence": typed.confidence} if given.get("confidence") else {}
    found = {}
    for name, reader in readers.items():
        try:
            reader(given.get(name, ""))
        except BadWords as error:
            found[name] = refused(error, language)
    if form in (Form.TRACK, Form.MUTE) and not given.get("name"):
        found["name"] = wording(language).label("field_empty")
    return found


def orders(form: Form, given: Mapping[str, str]) -> tuple[tuple[Order, str], ...]:
    """Return the orders for which a filled form stands."""
    match form:
        case Form.TRACK:
            words = [given["name"]]
            words += [f"aka {given['aliases']}"] if given.get("aliases") else []
            words += [f"not {given['lookalikes']}"] if given.get("lookalikes") else []
            return ((Order.TRACK, " ".join(words)),)
        case Form.SUBSCRIBE:
            return ((Order.SUBSCRIBE, subscription_words(given)),)
        case Form.MUTE:
            return ((Order.MUTE, f"{given['name']} {given['span']}"),)
        case Form.REMOVE:
            return (
                *((Order.UNSUBSCRIBE, number) for number in _several(given, "subscriptions")),
                *((Order.MUTE, f"off {number}") for number in _several(given, "mutes")),
                *((Order.UNTRACK, name) for name in _several(given, "tracked")),
                *((Order.REMOVE_FEED, address) for address in _several(given, "feeds")),
            )
        case Form.RHYTHM:
            named = (Order.ZONE, Order.DIGEST, Order.QUIET, Order.LANGUAGE)
            return tuple((order, given[order]) for order in named if given.get(order))


def _several(given: Mapping[str, str], name: str) -> list[str]:
    return [value for value in given.get(name, "").split(", ") if value]


def _line(text: str) -> Block:
    return e.rich_text(e.paragraph(e.words(literal(text, 300) or "…", "italic")))


def subscription_words(given: Mapping[str, str]) -> str:
    """Return a filled subscription as it would be typed."""
    keys = ("kinds", "rank", "statuses", "languages", "confidence", "require", "without", "when")
    parts = [f"{key}={given[key]}" for key in keys if given.get(key) and (key, given[key]) != ("rank", "other")]
    return " ".join([given.get("companies") or "all", *parts])
