"""What follows /orgwatch: what a channel hears of, when and how, whom the bot tracks, what is muted, what was changed.

In: an order as typed and who gave it where. Out: a `Page`, a title and lines in the asker's language, for every chat to
render. It must never change anything by itself: `bot.curate` does, and checks the rights. A refusal is a page, too, with
a correct example of the order.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from types import MappingProxyType

from bot import curate, memory, typed
from bot.chat import Answers
from bot.chat.questions import Order
from bot.chat.settled import described, muted, refused, told_at
from bot.companies import Directory
from bot.curate import Editor
from bot.errors import BadWords, OrgWatchError, UnknownName
from bot.languages.wording import Wording, wording
from bot.model import Action, Alert, Channel, Origin, Subject, Wish

PREVIEW_DAYS = 30
LOG_LINES = 20


IN_CHANNEL = frozenset({Order.SUBSCRIBE, Order.TEST})
"""Orders that make sense only where the bot may write."""

FORMS = frozenset({Order.TRACK, Order.SUBSCRIBE, Order.MUTE})
"""Orders for which a chat may have a form; without words it offers that."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who gives an order, and where: the channel by its id and by what people call it."""

    editor: Editor
    channel: str
    name: str
    language: str

    name_of: Callable[[str], str] = str
    """What people call somebody, by the chat's own identifier."""

    @property
    def say(self) -> Wording:
        return wording(self.language)


@dataclass(frozen=True, slots=True)
class Page:
    """A plain answer. `form` is set where the order has a form that the chat may offer below.

    `sample` is an alert to be shown as the channel would see it, marked as a sample; to the whole channel where `to_all`.
    """

    title: str
    lines: tuple[str, ...] = ()
    form: Order | None = None
    sample: Alert | None = None
    to_all: bool = False


HELPED = frozenset({*map(str, Order), "why", "status", "whois", "moves"})
"""What help can be asked about; each has the labels `command_…`, `help_…` and `example_…`."""


def help_page(name: str, say: Wording) -> Page:
    """How one order or question is put, what it does, and an example."""
    form = Order(name) if name in FORMS else None
    return Page(say.label(f"command_{name}"), (say.label(f"help_{name}"), example(name, say)), form)


def guide(say: Wording) -> Page:
    """Everything that can follow /orgwatch."""
    names = ("why", "status", *Order)
    return Page("/orgwatch", tuple(f"{say.label(f'command_{name}')}  {say.label(f'help_{name}')}" for name in names))


def example(name: str, say: Wording) -> str:
    """A correct example of an order or question, as a line of its own."""
    return say.label("for_example", example=say.label(f"example_{name}"))


def misspelt(word: str, say: Wording) -> Page:
    """The answer to a word that is no order, with an example of the one that comes near."""
    near = difflib.get_close_matches(word.casefold(), sorted(HELPED), 1)
    return Page(say.label("no_such_order", word=word), tuple(example(name, say) for name in near))


def carry_out(order: Order, words: str, answers: Answers, asker: Asker) -> Page:
    """Do what was ordered; a refusal comes back as a page with an example."""
    if words.casefold() in ("help", "hilfe"):
        return help_page(order, asker.say)
    try:
        return _ORDERS[order](words, answers, asker)
    except OrgWatchError as error:
        return Page(refused(error, asker.language), (example(order, asker.say),))


def _track(words: str, answers: Answers, asker: Asker) -> Page:
    if not words:
        return help_page(Order.TRACK, asker.say)
    parts = re.split(r"\s+(aka|not)\s+", words)
    given = dict(zip(parts[1::2], parts[2::2], strict=True))
    company = curate.track(
        answers.desk,
        asker.editor,
        answers.now(),
        parts[0],
        typed.names(given.get("aka")),
        typed.names(given.get("not")),
    )
    return Page(
        asker.say.label("tracked", company=company.name), (preview_line(answers, asker, (company.name,), Wish()),)
    )


def _untrack(words: str, answers: Answers, asker: Asker) -> Page:
    if not words:
        return help_page(Order.UNTRACK, asker.say)
    company = curate.untrack(answers.desk, asker.editor, answers.now(), words)
    return Page(asker.say.label("untracked", company=company.name))


def _list(words: str, answers: Answers, asker: Asker) -> Page:
    now = curate.effective(answers.desk)
    say, lines, count = asker.say, [], 0
    for origin in Origin:
        told = [company.name for company in now.companies if company.tracked and company.origin is origin]
        names = ", ".join(sorted(told, key=str.casefold))
        count += len(told)
        lines += [say.label(f"tracked_of_{origin}", names=names)] if told else []
    return Page(say.label("tracked_companies", count=count), tuple(lines))


def _subscribe(words: str, answers: Answers, asker: Asker) -> Page:
    if not words:
        return help_page(Order.SUBSCRIBE, asker.say)
    companies, wish, digest = typed.subscription(words)
    asked = curate.subscribe(
        answers.desk, asker.editor, answers.now(), asker.channel, asker.name, companies, wish, digest
    )
    title = asker.say.label("subscribed", what=described(asked, asker.say))
    return Page(title, (preview_line(answers, asker, companies, wish),))


def _unsubscribe(words: str, answers: Answers, asker: Asker) -> Page:
    if not words:
        return help_page(Order.UNSUBSCRIBE, asker.say)
    everything = words.casefold() in ("all", "alles")
    gone = curate.unsubscribe(
        answers.desk,
        asker.editor,
        answers.now(),
        asker.channel,
        number=int(words) if words.isdecimal() else None,
        company=None if everything or words.isdecimal() else words,
    )
    return Page(asker.say.label("unsubscribed"), tuple(described(one, asker.say) for one in gone))


def _rules(words: str, answers: Answers, asker: Asker) -> Page:
    """Show what counts here, or set what reaches further: for all channels, a pack or a company."""
    if words:
        reach, name, wish = typed.wide_wish(words)
        curate.set_wish(answers.desk, asker.editor, answers.now(), reach, name, wish)
    return Page(asker.say.label("rules_here"), rule_lines(answers, asker.channel, asker.say))


def rule_lines(answers: Answers, channel: str, say: Wording) -> tuple[str, ...]:
    """What a channel hears of, each with its number; those that a file sets are shown as such. Then the wider rules."""
    choices = curate.effective(answers.desk).choices
    here = [one for one in choices.subscriptions if one.channel == channel]
    lines = [say.label("rule_here", number=one.number, what=described(one, say)) for one in here if one.number]
    lines += [say.label("rule_of_file", what=described(one, say)) for one in here if not one.number]
    for wide in choices.wishes:
        what = described(wide.wish, say)
        lines.append(say.label(f"rule_{wide.reach}", name=wide.name, what=what))
    return tuple(lines) or (say.label("no_rules"),)


def _mute(words: str, answers: Answers, asker: Asker) -> Page:
    say, desk, now = asker.say, answers.desk, answers.now()
    if not words:
        found = tuple(muted(one, say) for one in curate.mutes(desk, asker.channel, now))
        return replace(
            help_page(Order.MUTE, say), title=say.label("muted_here"), lines=found or (say.label("no_mutes"),)
        )
    end = re.fullmatch(r"(?:off|aus)\s+(\d+)", words, re.IGNORECASE)
    if end:
        gone = curate.unmute(desk, asker.editor, now, int(end[1]))
        return Page(say.label("unmuted", name=gone.name))
    *name, last = words.split()
    span: timedelta | None = None
    if name and re.fullmatch(r"\d+[a-z]|forever", last.casefold()):
        span, words = typed.span(last), " ".join(name)
    subject, meant = subject_of(words, answers)
    until = None if span is None else now + span
    return Page(muted(curate.mute(desk, asker.editor, now, subject, meant, asker.channel, until), say))


def subject_of(words: str, answers: Answers) -> tuple[Subject, str]:
    """What somebody means to mute: a story by its number, a company that is known, else a person."""
    if words.isdecimal():
        return Subject.STORY, words
    company = Directory(curate.effective(answers.desk).companies).find(words)
    return (Subject.COMPANY, company.name) if company else (Subject.PERSON, words)


def _digest(words: str, answers: Answers, asker: Asker) -> Page:
    if words:
        digest = typed.digest(words)
        curate.set_digest(answers.desk, asker.editor, answers.now(), asker.channel, asker.name, digest)
    return rhythm(answers, asker)


def _quiet(words: str, answers: Answers, asker: Asker) -> Page:
    if words:
        quiet = typed.quiet(words)
        curate.set_quiet(answers.desk, asker.editor, answers.now(), asker.channel, asker.name, quiet)
    return rhythm(answers, asker)


def _zone(words: str, answers: Answers, asker: Asker) -> Page:
    if words:
        zone = typed.zone(words)
        curate.set_zone(answers.desk, asker.editor, answers.now(), asker.channel, asker.name, zone)
    return rhythm(answers, asker)


def _language(words: str, answers: Answers, asker: Asker) -> Page:
    if not words:
        return rhythm(answers, asker)
    code = words.casefold()
    curate.set_language(answers.desk, asker.editor, answers.now(), asker.channel, asker.name, code)
    return rhythm(answers, replace(asker, language=code))


def rhythm(answers: Answers, asker: Asker) -> Page:
    """How and when this channel is told."""
    return Page(asker.say.label("rhythm_here"), rhythm_lines(answers, asker.channel, asker.say))


def rhythm_lines(answers: Answers, channel: str, say: Wording) -> tuple[str, ...]:
    """How and when a channel is told, a line each."""
    return told_at(channel_of(answers, channel), curate.set_by_file(answers.desk, channel), say)


def channel_of(answers: Answers, channel: str) -> Channel:
    """A channel as it is told; one that nobody set up is told nothing."""
    known = curate.effective(answers.desk).channels
    return next((one for one in known if one.id == channel), Channel(channel, channel, rules=()))


def _feeds(words: str, answers: Answers, asker: Asker) -> Page:
    say = asker.say
    feeds = answers.feeds()
    failing = [(feed, state.problem) for feed, state in feeds if state is not None and state.problem]
    lines = [say.label("feed_failing", publisher=feed.publisher, why=say.line(why)) for feed, why in failing]
    well = sorted(
        {feed.publisher for feed, state in feeds if state is not None and not state.problem}, key=str.casefold
    )
    never = sum(state is None for _, state in feeds)
    lines += [say.label("feeds_well", names=", ".join(well))] if well else []
    lines += [say.label("feeds_never", count=never)] if never else []
    by_hand = curate.added_feeds(answers.desk)
    added = sorted((f"{feed.publisher} ({feed.url})" for feed in by_hand), key=str.casefold)
    lines += [say.label("feeds_added", names=", ".join(added))] if added else []
    return Page(say.label("feeds_here", count=len(feeds), failing=len(failing)), tuple(lines))


def _add_feed(words: str, answers: Answers, asker: Asker) -> Page:
    """Add the feed at an address, or the one that the page there names. Takes as long as the publisher does."""
    if not words:
        return help_page(Order.ADD_FEED, asker.say)
    curate.require(answers.desk, asker.editor, Action.FEEDS)
    feed = answers.find_feed(words)
    curate.add_feeds(answers.desk, asker.editor, answers.now(), [feed])
    return Page(asker.say.label("feed_added", publisher=feed.publisher, url=feed.url))


def _remove_feed(words: str, answers: Answers, asker: Asker) -> Page:
    if not words:
        return help_page(Order.REMOVE_FEED, asker.say)
    feed = curate.remove_feed(answers.desk, asker.editor, answers.now(), words)
    return Page(asker.say.label("feed_removed", publisher=feed.publisher, url=feed.url))


def _log(words: str, answers: Answers, asker: Asker) -> Page:
    lines = tuple(
        f"{change.at:%Y-%m-%d %H:%M} UTC · {asker.name_of(change.by)} · {asker.say.line(change.said)}"
        for change in curate.log(answers.desk, LOG_LINES)
    )
    return Page(asker.say.label("changes"), lines or (asker.say.label("no_changes"),))


def _forget(words: str, answers: Answers, asker: Asker) -> Page:
    """List whom the name may mean, or forget the one whose number was said: there is no way back."""
    say, desk = asker.say, answers.desk
    if not words:
        return help_page(Order.FORGET, say)
    name, _, number = words.partition("#")
    found = memory.namesakes(desk.database, " ".join(name.split()))
    if not found:
        raise UnknownName(f"nobody is remembered as “{name.strip()}”")
    meant = [person for person, _ in found if str(person.id) == number.strip()]
    if meant:
        gone = curate.forget(desk, asker.editor, answers.now(), meant[0])
        return Page(say.label("forgotten", claims=gone.claims, articles=gone.articles, messages=gone.messages))
    lines = [
        say.label("namesake", number=person.id, name=person.name, companies=", ".join(sorted(companies)) or "?")
        for person, companies in found
    ]
    return Page(say.label("forget_whom"), tuple(lines))


def _test(words: str, answers: Answers, asker: Asker) -> Page:
    """What this channel would have got; its newest alert as a sample, with "send" for all to see."""
    say = asker.say
    to_all = words.casefold() == "send"
    if to_all:
        curate.require(answers.desk, asker.editor, Action.TEST)
    elif words:
        raise BadWords(f"“{words}” is nothing to test with; write send, or nothing")
    here = channel_of(answers, asker.channel)
    found = curate.preview(answers.desk, here, PREVIEW_DAYS, answers.now())
    lines = (*rhythm_lines(answers, asker.channel, say), *(alert.headline for alert in found[:5]))
    sample = replace(found[0], sample=True) if found else None
    return Page(say.label("test_here", count=len(found), days=PREVIEW_DAYS), lines, None, sample, to_all)


def preview_line(answers: Answers, asker: Asker, companies: tuple[str, ...], wish: Wish) -> str:
    """How many alerts a rule would have sent."""
    draft = curate.draft(answers.desk, asker.channel, companies, wish)
    count = len(curate.preview(answers.desk, draft, PREVIEW_DAYS, answers.now()))
    return asker.say.label("preview", count=count, days=PREVIEW_DAYS)


_ORDERS: Mapping[Order, Callable[[str, Answers, Asker], Page]] = MappingProxyType(
    {
        Order.TRACK: _track,
        Order.UNTRACK: _untrack,
        Order.LIST: _list,
        Order.SUBSCRIBE: _subscribe,
        Order.UNSUBSCRIBE: _unsubscribe,
        Order.RULES: _rules,
        Order.MUTE: _mute,
        Order.DIGEST: _digest,
        Order.QUIET: _quiet,
        Order.ZONE: _zone,
        Order.FEEDS: _feeds,
        Order.ADD_FEED: _add_feed,
        Order.REMOVE_FEED: _remove_feed,
        Order.LANGUAGE: _language,
        Order.LOG: _log,
        Order.FORGET: _forget,
        Order.TEST: _test,
    }
)
