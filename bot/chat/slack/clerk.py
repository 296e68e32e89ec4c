"""Opens forms, shows what they would mean, carries them out, and keeps the Home.

In: what somebody pressed or filled in, as Slack sends it. Out: views, and one private answer for each form. It must never
change anything by itself: a filled form is carried out as the orders that it stands for.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot import curate, typed
from bot.chat import orders
from bot.chat.orders import (
    PREVIEW_DAYS,
    Asker,
    Page,
    channel_of,
    rhythm_lines,
    rule_lines,
    subject_of,
)
from bot.chat.questions import Order
from bot.chat.settled import described, muted, refused
from bot.chat.slack import answers as show
from bot.chat.slack import forms, home, inputs, limits, welcome
from bot.chat.slack.client import CallFailed, outcome
from bot.chat.slack.desk import Desk, Place
from bot.chat.slack.elements import Message
from bot.chat.slack.escape import SlackText
from bot.chat.slack.forms import Form, Ticket
from bot.chat.slack.limits import Block
from bot.companies import Directory
from bot.errors import OrgWatchError
from bot.languages.wording import Wording, wording
from bot.model import Alert, Channel, Company, Mute, Origin, Rule, Wish

LOOK_BACK_DAYS = 7

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Clerk:
    """Safe to use from several threads."""

    desk: Desk

    def open(self, form: Form, trigger: str, place: Place, *, story: str = "", own: str = "") -> None:
        """Open a form within the three seconds that its trigger lasts, then put below it what it would mean."""
        say = wording(place.language)
        stub = Ticket(place.channel, place.name, place.language, own, place.response_url)
        fields = self._fields(form, place, story, say)
        opened = self._view("open", forms.view(form, fields, stub, say), trigger_id=trigger)
        if story:
            self._preview(opened["id"], form, fields, {"name": story, "span": "7d"}, stub, place)

    def open_at_home(self, form: Form, trigger: str, place: Place, *, own: bool) -> None:
        """Open a form for the channel that the Home shows, or for whoever looks at it."""
        here = forms.ticket(place.metadata)
        channel = here.own if own else here.channel
        name = wording(place.language).label("direct_messages") if own else here.name
        self.open(form, trigger, replace(place, channel=channel, name=name), own=here.own)

    def preview(self, view: Mapping[str, Any], place: Place) -> None:
        """Put below an open form what it would mean as it is filled now; what was typed stays."""
        form = Form(view["callback_id"].removeprefix("form_"))
        fields = [block for block in view["blocks"] if block["type"] == "input"]
        self._preview(
            view["id"], form, fields, inputs.read(view["state"]), forms.ticket(view["private_metadata"]), place
        )

    def save(self, form: Form, given: Mapping[str, str], stub: Ticket, place: Place) -> None:
        """Carry out what a form says, and tell whoever filled it, where they opened it or in a direct message."""
        there = replace(place, channel=stub.channel, name=stub.name, language=stub.language)
        asker = self.desk.asker(there)
        answer_to = replace(place, channel=place.user, response_url=stub.response_url)
        answers = self.desk.answers
        if form is Form.SUBSCRIBE and not welcome.is_in(self.desk.client, stub.channel):
            invite = welcome.invite_line(self.desk.client)
            pages = [Page(asker.say.label("invite_first", invite=invite))]
        else:
            wanted = forms.orders(form, given)
            if form is Form.RHYTHM:
                now = forms.rhythm_words(channel_of(answers, stub.channel))
                wanted = tuple((order, words) for order, words in wanted if now[order] != words)
            pages = [orders.carry_out(order, words, answers, asker) for order, words in wanted]
        if not pages and form is Form.RHYTHM:
            pages = [orders.rhythm(answers, asker)]
        for page in pages:
            self.desk.send(answer_to, show.page(replace(page, form=None), asker.say))
        if stub.own:
            shown = None if stub.channel == stub.own else stub.channel
            self.publish(replace(place, channel=stub.own, response_url=None), shown)

    def publish(self, place: Place, channel: str | None = None) -> None:
        """Show the Home to the place's user, with the settings of `channel`, or of the first that hears of something.

        The place's channel is their direct conversation with the bot.
        """
        say = wording(place.language)
        own = forms.ticket(place.metadata).own if place.metadata else place.channel
        answers = self.desk.answers
        now = curate.effective(answers.desk)
        told = [one.id for one in now.channels if one.rules and one.id.startswith(("C", "G"))]
        shown = channel or next(iter(told), None)
        asker = self.desk.asker(place)
        feeds = orders.carry_out(Order.FEEDS, "", answers, asker)
        page = home.Home(
            tracked=sorted((one.name for one in now.companies if one.tracked), key=str.casefold),
            own=(say.label(f"role_{asker.editor.role.name.lower()}"), *self._settings(own, say)),
            channel=shown,
            here=(*self._invite(shown, say), *self._settings(shown, say)) if shown else (),
            moves=self._recent(PREVIEW_DAYS, place.language),
            feeds=(feeds.title, *feeds.lines),
            steps=None if told else welcome.invite_line(self.desk.client),
        )
        stub = Ticket(shown or "", self._name(shown), place.language, own)
        view: Block = {"type": "home", "blocks": home.blocks(page, say), "private_metadata": str(stub)}
        for problem in limits.view_problems(view):
            _log.error("the Home is malformed: %s", problem)
        self.desk.client.views_publish(user_id=place.user, view=view)

    def look_back(self, trigger: str, place: Place) -> None:
        """Show what the last seven days brought, to whoever asks and to nobody else."""
        say = wording(place.language)
        found = self._recent(LOOK_BACK_DAYS, place.language)
        title = say.label("looked_back", days=LOOK_BACK_DAYS, count=len(found))
        shown = Message(SlackText(""), tuple(forms.alerts_list(title, found, say)))
        self._view("open", forms.list_view(say.label("home_look_back"), shown, say), trigger_id=trigger)

    def _name(self, channel: str | None) -> str:
        """What people call a channel; its id where Slack does not tell."""
        if not channel:
            return ""
        try:
            return str(self.desk.client.conversations_info(channel=channel)["channel"]["name"])
        except CallFailed as failure:
            _log.warning("no name for the channel %s: %s", channel, outcome(failure))
            return channel

    def _invite(self, channel: str, say: Wording) -> tuple[str, ...]:
        """The line that lets the bot into a channel where it is not; nothing where it is, or where Slack does not tell."""
        client = self.desk.client
        try:
            if welcome.is_in(client, channel):
                return ()
            return (say.label("invite_here", invite=welcome.invite_line(client)),)
        except CallFailed as failure:
            _log.warning("nobody says whether we are in %s: %s", channel, outcome(failure))
            return ()

    def _settings(self, channel: str, say: Wording) -> tuple[str, ...]:
        return (
            *rule_lines(self.desk.answers, channel, say),
            *rhythm_lines(self.desk.answers, channel, say),
        )

    def _recent(self, days: int, language: str) -> tuple[Alert, ...]:
        """What somebody who hears of everything would have been told."""
        answers = self.desk.answers
        everything = Channel("", "", rules=(Rule(min_confidence=0.0),), language=language)
        return curate.preview(answers.desk, everything, days, answers.now())

    def _fields(self, form: Form, place: Place, story: str, say: Wording) -> list[Block]:
        answers = self.desk.answers
        match form:
            case Form.TRACK:
                return forms.track(say)
            case Form.SUBSCRIBE:
                known = curate.effective(answers.desk).companies
                return forms.subscribe(sorted(one.name for one in known if one.tracked), say)
            case Form.MUTE:
                return forms.mute(self._subjects(story, say) if story else (), say)
            case Form.RHYTHM:
                by_file = curate.set_by_file(answers.desk, place.channel)
                return forms.rhythm(channel_of(answers, place.channel), by_file, say)
            case Form.REMOVE:
                return self._removable(place.channel, say)

    def _removable(self, channel: str, say: Wording) -> list[Block]:
        """What was set in a chat: this channel's subscriptions and mutes, and the companies and feeds that all share."""
        desk, now = self.desk.answers.desk, self.desk.answers.now()
        effective = curate.effective(desk)
        subscriptions = [
            (str(one.number), described(one, say))
            for one in effective.choices.subscriptions
            if one.channel == channel and one.number
        ]
        mutes = [(str(one.number), muted(one, say)) for one in curate.mutes(desk, channel, now)]
        tracked = [(one.name, one.name) for one in effective.companies if one.tracked and one.origin is Origin.CHAT]
        # An address may be longer than an option takes; such a feed is named in words (remove-feed).
        feeds = [
            (feed.url, f"{feed.publisher} ({feed.url})") for feed in curate.added_feeds(desk) if len(feed.url) <= 150
        ]
        return forms.remove(subscriptions, mutes, sorted(tracked), feeds[:100], say)

    def _subjects(self, story: str, say: Wording) -> list[inputs.Choice]:
        """What an alert is about, and so can be muted: its story, its people, its companies."""
        directory = Directory(curate.effective(self.desk.answers.desk).companies)
        claims = [claim for claim, _ in self.desk.answers.why(story).claims]
        people = [claim.person for claim in claims if claim.person]
        companies = [
            directory.name(org) for claim in claims for org in (claim.from_org, claim.to_org, claim.org) if org
        ]
        names = dict.fromkeys(name[:150] for name in (*people, *companies))
        return [(story, say.label("this_story")), *((name, name) for name in names)]

    def _preview(
        self, view: str, form: Form, fields: Sequence[Block], given: Mapping[str, str], stub: Ticket, place: Place
    ) -> None:
        there = replace(place, channel=stub.channel, name=stub.name, language=stub.language)
        asker = self.desk.asker(there)
        try:
            title, alerts = self._meaning(form, given, asker)
            below = forms.alerts_list(title, alerts, asker.say)
        except OrgWatchError as error:
            below = list(show.sentence_only(refused(error, asker.language)).blocks)
        self._view("update", forms.view(form, fields, stub, asker.say, below), view_id=view)

    def _meaning(self, form: Form, given: Mapping[str, str], asker: Asker) -> tuple[str, tuple[Alert, ...]]:
        """What a filled form would have sent, or kept back, in the last 30 days, with the alerts. Raises OrgWatchError."""
        answers = self.desk.answers
        desk, now, label = answers.desk, answers.now(), "preview"
        if form is Form.MUTE:
            here = channel_of(answers, asker.channel)
            subject, name = subject_of(given.get("name", ""), answers)
            without = replace(here, mutes=(*here.mutes, Mute(subject, name)))
            stays = {alert.story for alert in curate.preview(desk, without, PREVIEW_DAYS, now)}
            found = tuple(one for one in curate.preview(desk, here, PREVIEW_DAYS, now) if one.story not in stays)
            label = "preview_mute"
        elif form is Form.TRACK:
            supposed, company = _supposed(desk, given)
            found = curate.preview(supposed, curate.draft(supposed, asker.channel, company, Wish()), PREVIEW_DAYS, now)
        else:
            companies, wish, _ = typed.subscription(forms.subscription_words(given))
            found = curate.preview(desk, curate.draft(desk, asker.channel, companies, wish), PREVIEW_DAYS, now)
        return asker.say.label(label, count=len(found), days=PREVIEW_DAYS), found

    def _view(self, verb: str, view: Block, **where: str) -> dict[str, Any]:
        """Open or update a modal, after a last look at it."""
        for problem in limits.view_problems(view):
            _log.error("a form is malformed: %s", problem)
        call = self.desk.client.views_open if verb == "open" else self.desk.client.views_update
        opened: dict[str, Any] = call(view=view, **where)["view"]
        return opened


def _supposed(desk: curate.Desk, given: Mapping[str, str]) -> tuple[curate.Desk, tuple[str, ...]]:
    """The desk as if its files tracked the company of this form already, and its name, if there is one."""
    name = " ".join(given.get("name", "").split())
    if not name:
        return desk, ()
    known = Directory(curate.effective(desk).companies).find(name)
    company = known or Company(
        name, aliases=typed.names(given.get("aliases")), lookalikes=typed.names(given.get("lookalikes"))
    )
    others = tuple(one for one in desk.files.companies if one.name != company.name)
    files = replace(desk.files, companies=(replace(company, tracked=True), *others))
    return replace(desk, files=files), (company.name,)
