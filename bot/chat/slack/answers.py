"""The answers to questions as Slack shows them: a person, a company, nobody, the whole way of a story, help.

In: values of the house and a language's wording. Out: a `Message` each, within our own limits. It must never find
anything out by itself and never let through text that `escape` has not seen. A list that is too long is cut at a whole
line and says how many are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot import languages
from bot.answer import Explanation, Nobody
from bot.chat.orders import Page
from bot.chat.questions import Order
from bot.chat.sentences import day, sentence
from bot.chat.slack import elements as e
from bot.chat.slack.blocks import alert, chip
from bot.chat.slack.elements import Message
from bot.chat.slack.escape import Literal, escape, link, literal
from bot.chat.slack.limits import Block
from bot.languages.wording import Wording
from bot.model import (
    Alert,
    Article,
    Background,
    Claim,
    CompanyProfile,
    Outcome,
    Person,
    Post,
    Profile,
    Reading,
    Source,
    TimelineLine,
)

ROOM = 2_200
"""Code points for each list of an answer; three lists and the rest stay below 8,000."""

MAX_BUTTONS = 10
HELP = ("whois", "moves", "mention", "why", "status", *Order)
"""The commands that help tells of, in its order; each has labels `command_…` and `help_…`."""


def profile(found: Profile, say: Wording) -> Message:
    """Return who somebody is, or the buttons to choose between several."""
    name = literal(found.name, 150) or Literal("?")
    if found.candidates:
        return _choice(say.label("which_one", name=name), found.candidates)
    parts = [e.paragraph(e.words(name, "bold")), e.paragraph(*_current(found.current, say))]
    others = [spelling for alias in found.aliases if (spelling := literal(alias, 80)) and spelling != name]
    if others:
        parts.append(e.paragraph(e.words(say.label("also_known_as", names=", ".join(others[:6])), "italic")))
    parts += _list(say.label("timeline"), found.timeline, say)
    parts += _list(say.label("open_rumours"), found.open_rumours, say)
    parts += _headlines(say.label("latest"), found.latest, say)
    if found.beside:
        names = ", ".join(literal(other, 80) for other in found.beside[:8])
        parts.append(e.paragraph(e.words(say.label("seen_beside", names=names), "italic")))
    parts += _background(found.background, say)
    return Message(escape(f"{name}: {_post(found.current, say)}", 300), (e.rich_text(*parts),))


def company(found: CompanyProfile, say: Wording) -> Message:
    """Return who leads a company, who came, who went, and between which companies they moved."""
    name = literal(found.company, 150) or Literal("?")
    span = say.label("last_days", days=found.days)
    parts = [e.paragraph(e.words(name, "bold"), e.words(f"  {span}"))]
    left_out = found.left_out
    for label, lines, more in (
        ("leaders", found.leaders, 0),
        ("arrivals", found.arrivals, left_out.arrivals),
        ("departures", found.departures, left_out.departures),
        ("inside", found.inside, left_out.inside),
    ):
        parts += _list(say.label(label), lines, say, room=ROOM * 5 // 8, more=more)
    if found.net:
        flow = [
            [e.words(say.label("flow_line", company=literal(other, 80), came=came, went=went))]
            for other, came, went in found.net[:8]
        ]
        parts += [e.paragraph(e.words(say.label("flow"), "bold")), e.bullets(flow)]
    if len(parts) == 1:
        parts.append(e.paragraph(e.words(say.label("no_moves", days=found.days))))
    parts += _background(found.background, say)
    came, went = len(found.arrivals) + left_out.arrivals, len(found.departures) + left_out.departures
    text = f"{name}: {say.label('arrivals')} {came}, {say.label('departures')} {went}"
    return Message(escape(f"{text} ({span})", 300), (e.rich_text(*parts),))


def nobody(asked: Nobody, say: Wording, *, searched: bool = False) -> Message:
    """Return that nobody of the name is known, with buttons for those who come close, and one that searches the news.

    `searched` is the answer after that: the articles with the name, or that there are none.
    """
    name = literal(asked.asked, 150)
    line = say.label("unknown", name=name)
    if searched:
        found = _headlines(say.label("searched"), asked.articles, say)
        line = line if found else f"{line} {say.label('searched_in_vain')}"
        return Message(escape(line, 500), (e.rich_text(e.paragraph(e.words(literal(line, 500))), *found),))
    buttons = _people(asked.near)
    for number, near in enumerate(asked.companies[:MAX_BUTTONS]):
        buttons.append(e.button(f"whois_{number}", literal(near, 75) or Literal("?"), literal(near, 150)))
    message = _text(f"{line} {say.label('did_you_mean')}" if buttons else line)
    search = [e.button("search_news", literal(say.label("search_news"), 75), name)] if name else []
    rows = [e.actions(*row) for row in (buttons, search) if row]
    return Message(message.text, (*message.blocks, *rows))


def explanation(whole: Explanation, channels: Mapping[str, str], say: Wording) -> Message:
    """Return the whole way of a story or an article: its claims with words, rule and source, and who was told.

    `channels` are the channels' names by id. Where no channel decided anything, the outcome says why there was nothing
    to decide.
    """
    about = whole.article or (whole.claims[0][1] if whole.claims else None)
    title = literal(about.title, 200) if about else Literal(str(whole.story or ""))
    reasons = (*whole.reasons, *[""] * len(whole.claims))
    claims = [
        _claim(claim, article, reason, say) for (claim, article), reason in zip(whole.claims, reasons, strict=False)
    ]
    told = [
        [e.words(literal(channels.get(channel, channel), 80), "bold"), e.words(f": {_outcome(outcome, reason, say)}")]
        for channel, outcome, reason in whole.alerts
    ]
    parts = [e.paragraph(e.words(say.label("why"), "bold"), e.words(f"  {title}"))]
    parts += cut(claims, say, 2 * ROOM)
    parts.append(e.paragraph(e.words(say.label("outcomes"), "bold")))
    parts += cut(told, say, ROOM) or [e.paragraph(e.words(say.label(f"outcome_{undecided(whole)}")))]
    return Message(escape(f"{say.label('why')} {title}", 300), (e.rich_text(*parts),))


def undecided(whole: Explanation) -> Outcome:
    """Return why no channel had anything to decide."""
    if whole.claims:
        return Outcome.NO_CHANNEL
    read = whole.article is None or whole.article.language in languages.codes()
    return Outcome.NO_CLAIM if read else Outcome.NO_PACK


def unseen(found: Reading, say: Wording) -> Message:
    """Return that no feed brought a page, and what it says, read just now and not remembered."""
    title = say.label("page_not_seen")
    claims = cut([_read(claim, say) for claim in found.claims], say, 2 * ROOM)
    label = "no_claim" if found.has_pack else "outcome_no_pack"
    said = say.label("would_say", count=len(found.claims)) if claims else say.label(label)
    parts = [e.paragraph(e.words(title, "bold")), e.paragraph(e.words(said)), *claims]
    return Message(escape(f"{title} {said}", 500), (e.rich_text(*parts),))


def status(lines: Sequence[str], say: Wording) -> Message:
    """Return how the bot is."""
    parts = [e.paragraph(e.words(say.label("status_of_bot"), "bold"))]
    spoken = [text for line in lines if (text := literal(say.line(line), 300))]
    parts += cut([[e.words(text)] for text in spoken], say, 2 * ROOM)
    return Message(escape(f"{say.label('status_of_bot')}: {'; '.join(spoken)}", 1_000), (e.rich_text(*parts),))


def page(found: Page, say: Wording) -> Message:
    """Return a plain answer, with a button that opens the form where there is one."""
    title = literal(found.title, 400) or Literal("…")
    lines = cut([[e.words(text)] for line in found.lines if (text := literal(line, 1_000))], say, 2 * ROOM)
    blocks = [e.rich_text(e.paragraph(e.words(title, "bold")), *lines)]
    if found.form is not None:
        blocks.append(e.actions(e.button("open_form", literal(say.label("open_form"), 75), found.form)))
    return Message(escape(" ".join((title, *found.lines)), 1_000), tuple(blocks))


def sample(told: Alert) -> Message:
    """Return an alert as its channel would see it, without the buttons: a press would judge or mute what was never told."""
    message = alert(told)
    return Message(message.text, tuple(block for block in message.blocks if block["type"] != "actions"))


def help(say: Wording) -> Message:
    """Return what the bot can be asked."""
    title = say.label("help_title")
    return Message(escape(title, 300), (e.rich_text(e.paragraph(e.words(title)), _commands(say)),))


def sources(whole: Explanation, say: Wording) -> Message:
    """Return all sources of a story, each article once, the earliest first."""
    by_key = {article.key: article for _, article in whole.claims}
    lines = [
        [
            e.words(f"{article.published:%Y-%m-%d}  {literal(article.title, 200)}"),
            *_proof(article.url, article.publisher),
            e.words(f" · {literal(say.languages.get(article.language, article.language), 20)}"),
        ]
        for article in sorted(by_key.values(), key=lambda article: article.published)
    ]
    parts = [e.paragraph(e.words(say.label("sources"), "bold")), *cut(lines, say, 2 * ROOM)]
    return Message(escape(f"{say.label('sources')}: {len(lines)}", 300), (e.rich_text(*parts),))


def reading(found: Reading, say: Wording) -> Message:
    """Return what a text says of moves, with the words and the rule of each claim."""
    claims = [_read(claim, say) for claim in found.claims]
    if not claims:
        return _text(say.label("no_claim" if found.has_pack else "outcome_no_pack"))
    title = say.label("says", count=len(claims))
    return Message(escape(title, 300), (e.rich_text(e.paragraph(e.words(title, "bold")), *cut(claims, say, 2 * ROOM)),))


def not_understood(say: Wording) -> Message:
    """Return what kind of question would be answered, with all commands."""
    title = say.label("not_understood")
    return Message(escape(title, 300), (e.rich_text(e.paragraph(e.words(title)), _commands(say)),))


def sentence_only(text: str) -> Message:
    """Return one line for whoever asked: a thank-you, an error in words."""
    return _text(text)


def with_share(message: Message, question: str, say: Wording) -> Message:
    """Return the private answer with a button that asks `question` again for the whole channel."""
    button = e.button("share", literal(say.label("share"), 75), literal(question, 300))
    return Message(message.text, (*message.blocks, e.actions(button)))


def _commands(say: Wording) -> Block:
    return e.bullets(
        [e.words(say.label(f"command_{name}"), "code"), e.words(f"  {say.label(f'help_{name}')}")] for name in HELP
    )


def _text(text: str) -> Message:
    shown = literal(text, 1_000) or Literal("…")
    return Message(escape(shown, 1_000), (e.rich_text(e.paragraph(e.words(shown))),))


def _choice(question: str, people: Sequence[Person]) -> Message:
    """A question with a button for each."""
    message = _text(question)
    return Message(message.text, (*message.blocks, e.actions(*_people(people))))


def _people(people: Sequence[Person]) -> list[Block]:
    """A button for each; where they were seen, or else another spelling, tells namesakes apart."""
    buttons = []
    for number, person in enumerate(people[:MAX_BUTTONS]):
        others = [alias for alias in person.aliases if alias != person.name]
        apart = ", ".join(person.companies[:2]) or next(iter(others), "")
        label = f"{person.name} ({apart})" if apart else person.name
        buttons.append(e.button(f"person_{number}", literal(label, 75) or Literal("?"), str(person.id)))
    return buttons


def _current(post: Post | None, say: Wording) -> list[Block]:
    if post is None:
        return [e.words(say.label("nothing_known"))]
    return [e.words(f"{say.label('now')}: {_post(post, say)}"), *chip(post.status, say)]


def _post(post: Post | None, say: Wording) -> str:
    if post is None:
        return say.label("nothing_known")
    company = literal(post.org, 100)
    text = say.label("post", role=literal(post.role, 120), company=company) if post.role else company
    return f"{text}, {say.label('since', date=f'{post.since:%Y-%m-%d}')}" if post.since else text


def _list(title: str, lines: Sequence[TimelineLine], say: Wording, room: int = ROOM, more: int = 0) -> list[Block]:
    if not lines:
        return []
    return [e.paragraph(e.words(title, "bold")), *cut([_line(line, say) for line in lines], say, room, more)]


def _line(line: TimelineLine, say: Wording) -> list[Block]:
    what = literal(sentence(line, say), 250)
    disagree = literal("; ".join(map(say.line, line.differences)), 250)
    differ = [e.words(f" · {say.label('sources_disagree')}: {disagree}", "italic")] if disagree else []
    return [e.words(f"{day(line, say)}  {what}"), *chip(line.status, say), *_sources(line.sources), *differ]


def _sources(sources: Sequence[Source]) -> list[Block]:
    """The first source with its real host, and how many more there are."""
    if not sources:
        return []
    more = f" +{len(sources) - 1}" if len(sources) > 1 else ""
    return [*_proof(sources[0].url, sources[0].publisher), *([e.words(more)] if more else [])]


def _proof(url: str, publisher: str) -> list[Block]:
    name = literal(publisher, 60) or Literal("?")
    place = link(url)
    if place is None:
        return [e.words(f" · {name}")]
    address, host = place
    return [e.words(" · "), e.anchor(address, name), e.words(f" ({host})")]


def _claim(claim: Claim, article: Article, reason: str, say: Wording) -> list[Block]:
    why = literal(say.line(reason), 200)
    return [*_read(claim, say), *_proof(article.url, article.publisher), *([e.words(f" · {why}")] if why else [])]


def _read(claim: Claim, say: Wording) -> list[Block]:
    """The words of a claim, its rule and how sure that is."""
    return [e.words(f"“{literal(claim.quote, 250)}” "), e.words(f"({_rule(claim, say)})", "italic")]


def _outcome(outcome: Outcome, reason: str, say: Wording) -> str:
    why = literal(say.line(reason), 200)
    named = say.label(f"outcome_{outcome}")
    return f"{named} ({why})" if why else named


def _headlines(title: str, articles: Sequence[Source], say: Wording) -> list[Block]:
    """Articles by their titles, each with its publisher; nothing for none."""
    lines = [
        [e.words(f"{one.date:%Y-%m-%d}  {literal(one.title, 150)}"), *_proof(one.url, one.publisher)]
        for one in articles
    ]
    return [e.paragraph(e.words(title, "bold")), *cut(lines, say, ROOM // 2)] if lines else []


def _background(found: Sequence[Background], say: Wording) -> list[Block]:
    """What Wikidata says, marked as such; nothing where it says nothing."""
    lines = []
    for line in found:
        span = f"{line.since or '?'} – {line.until}" if line.until else line.since
        since = span if line.until else say.label("since", date=span) if span else ""
        what = f"{say.label(line.fact)}: {literal(line.value, 120)}{f', {since}' if since else ''}"
        lines.append([e.words(literal(what, 250)), *_proof(line.url, "Wikidata")])
    return [e.paragraph(e.words(say.label("background"), "bold")), *cut(lines, say, ROOM // 3)] if lines else []


def _rule(claim: Claim, say: Wording) -> str:
    return say.label("rule", rule=literal(claim.rule, 60), percent=round(claim.confidence * 100))


def cut(lines: list[list[Block]], say: Wording, room: int, more: int = 0) -> list[Block]:
    """As many whole lines as fit, then how many are left out, with the `more` that are no lines; nothing for no lines."""
    kept = e.fitting(lines, room)
    left_out = len(lines) - len(kept) + more
    if left_out:
        kept = [*kept, [e.words(say.label("more", count=left_out), "italic")]]
    return [e.bullets(kept)] if kept else []
