"""Decides whether a channel is told of a story, and words it.

In: a story, what is believed of it, a channel, the time since which things are news, and the last alert of this
story in this channel. Out: a Decision, with the Alert where it is to be told. Pure; it must never tell a company that
nobody tracks, never tell from memory, and never make a revision whose words are the same. What a channel was told and
nobody believes any more is withdrawn.

A line is told when it touches a tracked company and passes one of the channel's rules; a story that passes several is one
alert. The first reason met, in the order of `routing.allowed`, is the one given.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.alerts import routing
from bot.alerts.revising import fingerprint, quietly, revision, silently, still_told, withdrawn
from bot.alerts.routing import silences
from bot.languages.wording import Wording, without_private, wording
from bot.model import (
    Alert,
    AlertLine,
    Channel,
    Cluster,
    Decision,
    Kind,
    Move,
    Outcome,
    Rank,
    Rule,
    Source,
    Stage,
    Story,
    StoryStatus,
)

__all__ = ["decide", "decide_cluster", "figures", "marks", "point", "silences", "together", "word"]

QUOTE_LENGTH = 400
"""Longest quote in an alert, in characters: about three lines of a Slack message."""

MARKED = 8
"""Sources and lines that are marked: what an alert shows, and small enough for the metadata of a message."""

MOST_MARKS = MARKED * MARKED
"""As many as a message about one story has at most."""


def decide(
    story: Story,
    moves: Sequence[Move],
    channel: Channel,
    tracked: Callable[[str], bool],
    news_since: datetime,
    first_fetch: bool,
    last: Alert | None,
    now: datetime,
) -> Decision:
    """Whether `channel` is told of `story` now; with the outcome DIGEST, that its digest is to hold the alert.

    `moves` are what is believed of it, the most important first. `tracked` says whether a company's house name is
    tracked. What was published before `news_since` is memory, not news. `first_fetch` is whether all of it came with
    the first reading of a feed. `last` is what this channel was last told of it, or None.
    """
    if last is not None and (story.withdrawn or not still_told(last, moves)):
        return quietly(revision(withdrawn(last), last), story)
    wanted: list[Move] = []
    refusal = Decision(Outcome.NO_CLAIM, "nothing is believed of this story")
    digest = True
    for move in moves:
        rule = routing.allowed(story, move, channel, tracked, now)
        if isinstance(rule, Rule):
            wanted.append(move)
            digest = digest and rule.digest
        elif not wanted:
            refusal = rule
    if story.withdrawn:
        return Decision(Outcome.WITHDRAWN, "a human said that this is a false alarm")
    if not wanted:
        return refusal
    alert = word(story, wanted, channel)
    if last is not None:
        return quietly(revision(alert, last), story)
    if story.quiet:
        return Decision(Outcome.HISTORY, "found by a rebuild in what was read before; remembered, not told")
    if all(told.article.asked for move in wanted for told in move.told):
        return Decision(Outcome.HISTORY, "found because somebody asked for a name; remembered, not told")
    newest = max(told.article.published for move in wanted for told in move.told)
    if newest < news_since:
        return Decision(
            Outcome.TOO_OLD, f"published {newest:%Y-%m-%d %H:%M} UTC, told only since {news_since:%Y-%m-%d %H:%M} UTC"
        )
    if first_fetch:
        return Decision(
            Outcome.FIRST_FETCH, "it stood in a feed that was read for the first time: remembered, not told"
        )
    if digest:
        return Decision(Outcome.DIGEST, "this channel wants it in its digest", alert)
    return Decision(Outcome.TOLD, f"lines for this channel: {len(wanted)}", alert)


def decide_cluster(
    story: Story,
    cluster: Cluster | None,
    channel: Channel,
    news_since: datetime,
    last: Alert | None,
    now: datetime,
) -> Decision:
    """The same for a departure cluster at a tracked company. `cluster` is what it is today, None where it is none."""
    if cluster is None or story.withdrawn:
        if last is not None:
            return quietly(revision(withdrawn(last), last), story)
        return Decision(Outcome.WITHDRAWN, "it is no cluster any more")
    rule = routing.allowed_cluster(story, cluster, channel, now)
    if isinstance(rule, Decision):
        return rule
    alert = _word_cluster(story, cluster, channel)
    if last is not None:
        return silently(revision(alert, last))
    if story.quiet:
        return Decision(Outcome.HISTORY, "found by a rebuild in what was read before; remembered, not told")
    if cluster.moves[-1].date < news_since:
        return Decision(Outcome.TOO_OLD, f"the last left before {news_since:%Y-%m-%d %H:%M} UTC")
    outcome = Outcome.DIGEST if rule.digest else Outcome.TOLD
    return Decision(outcome, figures(cluster, wording(channel.language)), alert)


def _word_cluster(story: Story, cluster: Cluster, channel: Channel) -> Alert:
    """A line with the figures, then one for each who leaves; the quotes stand in their own alerts."""
    words = wording(channel.language)
    lines = tuple(replace(_line(move, words, channel.language), quote="") for move in cluster.moves)
    status = StoryStatus.CONFIRMED
    if any(move.status is not StoryStatus.CONFIRMED for move in cluster.moves):
        status = StoryStatus.REPORTED
    counted = AlertLine(figures(cluster, words), status, None, cluster.company, None, None)
    sources = _sources(cluster.moves)
    alert = Alert(
        story=story.key,
        channel=channel,
        stage=Stage.NEW,
        headline=words.label("cluster", company=cluster.company, count=len(cluster.moves), days=cluster.days),
        lines=(counted, *lines),
        status=status,
        sources=sources,
        differences=(),
        first_published=min(source.date for source in sources),
        fingerprint="",
        sample=all(told.article.sample for move in cluster.moves for told in move.told),
    )
    return replace(alert, fingerprint=fingerprint(alert))


def figures(cluster: Cluster, words: Wording) -> str:
    """What makes it a cluster, in numbers."""
    return words.label(
        "cluster_figures",
        before=cluster.before,
        memory_days=cluster.memory_days,
        expected=f"{cluster.expected:.1f}".replace(".", words.label("decimal")),
        days=cluster.days,
        percent=f"{max(100 * cluster.chance, 0.001):.1g}".replace(".", words.label("decimal")),
    )


def point(last: Alert, older: Alert) -> Decision:
    """What was told turned out to be the story of an `older` message in the same channel: this one points to that."""
    if last.stage is Stage.MERGED:
        return Decision(Outcome.UNCHANGED, "the channel knows it as it is")
    words = wording(last.channel.language)
    alert = replace(
        last,
        stage=Stage.MERGED,
        headline=words.label("merged_headline", sentence=older.headline),
        lines=(),
        status=older.status,
        differences=(),
        reply=None,
    )
    alert = replace(alert, fingerprint=fingerprint(alert))
    return Decision(Outcome.TOLD, f"it is one story with {older.story}", alert)


def word(story: Story, moves: Sequence[Move], channel: Channel) -> Alert:
    """The alert in the channel's language, as a first telling. `moves` is not empty."""
    words = wording(channel.language)
    lines = tuple(_line(move, words, channel.language) for move in moves)
    top = lines[0]
    headline = top.text
    if len(lines) > 1:
        headline = words.label("more_lines", headline=headline, count=len(lines) - 1)
    sources = _sources(moves)
    alert = Alert(
        story=story.key,
        channel=replace(channel, mutes=()),  # whom a channel does not want to hear of is no business of a message
        stage=Stage.NEW,
        headline=headline,
        lines=lines,
        status=top.status,
        sources=sources,
        differences=tuple(dict.fromkeys(line for move in moves for line in move.differences)),
        first_published=min(source.date for source in sources),
        fingerprint="",
        sample=all(told.article.sample for move in moves for told in move.told),
    )
    return replace(alert, fingerprint=fingerprint(alert))


def together(alerts: Sequence[Alert]) -> Alert:
    """Several first tellings as one alert: a line and the first source of each. Not empty."""
    first = alerts[0]
    words = wording(first.channel.language)
    alert = replace(
        first,
        headline=words.label("together", count=len(alerts)),
        lines=tuple(replace(alert.lines[0], text=alert.headline, quote="") for alert in alerts),
        status=StoryStatus.CONFIRMED,
        sources=tuple(dict.fromkeys(source for alert in alerts for source in alert.sources[:1])),
        differences=(),
        first_published=min(alert.first_published for alert in alerts),
        sample=False,
        stories=tuple(alert.story for alert in alerts),
    )
    return replace(alert, fingerprint=fingerprint(alert))


def marks(alert: Alert, in_thread: bool) -> tuple[str, ...]:
    """Opaque words that two messages share which tell the same from the same article, whatever their rows' keys are.

    After a copy of the database was put back, a message whose row was lost is found by them. A reply is known by what
    it says, a digest by its day; any other message by each pair of source and subject: which source came first may
    differ the next time. A message about several stories has one pair of each, and of the first MOST_MARKS only.
    """
    if in_thread:
        told = [f"reply {alert.reply}"]
    elif alert.summary is not None:
        told = [f"digest {alert.channel.id} {alert.story}"]
    elif alert.stories:
        pairs = zip(alert.sources, alert.lines, strict=False)
        told = [f"{source.url} {line.subject}" for source, line in pairs][:MOST_MARKS]
    else:
        told = [f"{source.url} {line.subject}" for source in alert.sources[:MARKED] for line in alert.lines[:MARKED]]
    return tuple(hashlib.blake2b(one.encode(), digest_size=5).hexdigest() for one in told)


def _line(move: Move, words: Wording, language: str) -> AlertLine:
    best = max(move.told, key=lambda told: (told.claim.confidence, -told.article.published.timestamp()))
    quote = without_private(best.claim.quote, best.article.language)
    return AlertLine(
        text=words.with_tenure(
            words.sentence(move.kind, _slots(move, words, language), move.status), move.tenure, move.status
        ),
        status=move.status,
        person=move.person,
        company=move.company,
        from_company=move.from_company,
        to_company=move.to_company,
        quote=quote if len(quote) <= QUOTE_LENGTH else quote[: QUOTE_LENGTH - 1].rstrip() + "…",
        quote_language=best.article.language,
        kind=move.kind,
        rank=move.rank,
    )


def _slots(move: Move, words: Wording, language: str) -> dict[str, str]:
    company = move.company or (move.from_company if move.kind in (Kind.LAYOFFS, Kind.DEPARTURE) else move.to_company)
    slots = {
        "person": move.person,
        "company": company,
        "from": move.from_company or (move.company if move.kind is Kind.DEPARTURE else None),
        "to": move.to_company or (move.company if move.kind in (Kind.HIRE, Kind.ACQUIHIRE) else None),
    }
    if move.role:
        slots["duty" if _is_duty(move) else "role"] = _role(move, words, language)
    slots["numbers"] = _numbers(move, words, language)
    if not slots["numbers"] and move.origins:
        slots["from"] = ", ".join(move.origins)
    return {name: value for name, value in slots.items() if value}


def _numbers(move: Move, words: Wording, language: str) -> str:
    """How many in all and how many from where, each as the first source says it; where others differ stands below.

    A count in another language's words stands in quotation marks.
    """
    counts: dict[str, str] = {}
    for told in move.told:
        for count, origin in told.claim.numbers:
            foreign = told.article.language != language and not count.isdecimal()
            counts.setdefault(origin, words.label("quoted", text=count) if foreign else count)
    total = counts.pop("", "")
    parts = ", ".join(
        (
            *(words.label("number_from", count=count, origin=origin) for origin, count in counts.items()),
            *(words.label("people_from", origin=origin) for origin in move.origins if origin not in counts),
        )
    )
    if not counts and not total:
        return ""
    return words.label("numbers_of_all", total=total, parts=parts) if total and parts else total or parts


def _is_duty(move: Move) -> bool:
    """A role that no ladder knows and that starts small is mostly a task ("oversee its …"), which no "as" may precede."""
    return move.rank is Rank.OTHER and (move.role or "")[:1].islower()


def _role(move: Move, words: Wording, language: str) -> str:
    """The role as written; in quotation marks where every article with it is in another language than the channel."""
    role = move.role or ""
    languages = {told.article.language for told in move.told if told.claim.role == role}
    if languages and language not in languages:
        return words.label("quoted", text=role)
    return role


def _sources(moves: Sequence[Move]) -> tuple[Source, ...]:
    """One source an article, the earliest first."""
    found: dict[str, Source] = {}
    told = sorted((t for move in moves for t in move.told), key=lambda t: (t.article.published, t.article.id))
    for one in told:
        found.setdefault(
            one.article.url or one.article.key,
            Source(
                url=one.article.url,
                publisher=one.article.publisher,
                language=one.article.language,
                date=one.article.published,
                attribution=one.claim.attribution,
                tier=one.article.tier,
            ),
        )
    return tuple(found.values())
