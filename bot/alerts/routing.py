"""By which of its rules a channel is told of something, or why not: companies, kinds, words, mutes.

In: what is believed, a channel, what is tracked, now. Out: the rule, or a Decision with the reason. It must never let anything
through that nobody tracks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from datetime import datetime

from bot import names
from bot.model import Alert, Channel, Cluster, Decision, Kind, Move, Mute, Outcome, Rule, Story, Subject
from bot.names import Likeness

_WORD = re.compile(r"[^\W_]+")
_NO_BLANKS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
"""Japanese, Chinese and Thai letters: words stand there without blanks between them."""


def allowed(
    story: Story, move: Move, channel: Channel, tracked: Callable[[str], bool], now: datetime
) -> Rule | Decision:
    """The rule by which a channel is told of a move, one that tells at once before one for the digest; or why not."""
    companies = {name for name in (move.company, move.from_company, move.to_company, *move.origins) if name}
    known = {name for name in companies if tracked(name)}
    if move.past:
        return Decision(Outcome.HISTORY, "an earlier step of a career, remembered for /whois")
    if not known:
        return Decision(Outcome.NOT_TRACKED, f"nobody tracks {', '.join(sorted(companies)) or 'a company here'}")
    for mute in channel.mutes:
        if (mute.until is None or mute.until > now) and _is_meant(mute, story.key, move.person, companies):
            return Decision(Outcome.MUTED, f"{mute.subject} {mute.name} is muted here")
    refusal = Decision(Outcome.COMPANY_NOT_WANTED, "this channel is subscribed to nothing")
    for rule in sorted(channel.rules, key=lambda rule: rule.digest):
        refused = _refusal(move, rule, known)
        if refused is None:
            return rule
        # What comes nearest to being told says most: another rule's "not my company" does not.
        if refusal.outcome is Outcome.COMPANY_NOT_WANTED:
            refusal = refused
    return refusal


def allowed_cluster(story: Story, cluster: Cluster, channel: Channel, now: datetime) -> Rule | Decision:
    """The same for a departure cluster at a tracked company."""
    for mute in channel.mutes:
        if (mute.until is None or mute.until > now) and _is_meant(mute, story.key, None, {cluster.company}):
            return Decision(Outcome.MUTED, f"{mute.subject} {mute.name} is muted here")
    refusal = Decision(Outcome.COMPANY_NOT_WANTED, "this channel is subscribed to nothing")
    for rule in sorted(channel.rules, key=lambda rule: rule.digest):
        if rule.companies and cluster.company not in rule.companies:
            refused = Decision(Outcome.COMPANY_NOT_WANTED, f"this channel does not follow {cluster.company}")
        elif rule.kinds and Kind.DEPARTURE not in rule.kinds:
            refused = Decision(Outcome.KIND_NOT_WANTED, f"this channel does not want {Kind.DEPARTURE}")
        elif rule.statuses and not any(move.status in rule.statuses for move in cluster.moves):
            refused = Decision(Outcome.STATUS_NOT_WANTED, "this channel wants none of these departures' statuses")
        else:
            return rule
        if refusal.outcome is Outcome.COMPANY_NOT_WANTED:
            refusal = refused
    return refusal


def silences(mute: Mute, alert: Alert) -> bool:
    """Whether a mute is about all that an alert says, so that it is not to be sent any more."""
    return all(
        _is_meant(mute, alert.story, line.person, {line.company, line.from_company, line.to_company})
        for line in alert.lines
    )


def _is_meant(mute: Mute, story: int, person: str | None, companies: Set[str | None]) -> bool:
    match mute.subject:
        case Subject.COMPANY:
            return mute.name in companies
        case Subject.STORY:
            return mute.name == str(story)
        case Subject.PERSON:
            return person is not None and names.compare(mute.name, person) is Likeness.SAME


def _refusal(move: Move, rule: Rule, known: set[str]) -> Decision | None:
    languages = {told.article.language for told in move.told}
    if rule.companies and not known & rule.companies:
        return Decision(Outcome.COMPANY_NOT_WANTED, f"this channel does not follow {', '.join(sorted(known))}")
    if rule.kinds and move.kind not in rule.kinds:
        return Decision(Outcome.KIND_NOT_WANTED, f"this channel does not want {move.kind}")
    if rule.statuses and move.status not in rule.statuses:
        return Decision(Outcome.STATUS_NOT_WANTED, f"this channel does not want what is {move.status}")
    if rule.languages and not languages & rule.languages:
        return Decision(Outcome.LANGUAGE_NOT_WANTED, f"told only in {', '.join(sorted(languages))}")
    if move.person and move.rank < rule.min_rank:
        return Decision(Outcome.RANK_TOO_LOW, f"{move.rank.name.lower()} is below {rule.min_rank.name.lower()}")
    if move.confidence < rule.min_confidence:
        return Decision(
            Outcome.LOW_CONFIDENCE, f"read with confidence {move.confidence:.2f}, below {rule.min_confidence:.2f}"
        )
    return _refusal_by_words(move, rule)


def _refusal_by_words(move: Move, rule: Rule) -> Decision | None:
    """Plain words and phrases, whole and whatever their case and accents, in what an article says first (its title and
    summary), in the quote or in the role. One article that passes is enough: it is told by that one as well.

    The rest of an article's text does not count: there a word stands in advertisements and links, too.
    """
    if not rule.required and not rule.forbidden:
        return None
    refusal = None
    for told in move.told:
        said = (told.article.title, told.article.summary, told.claim.quote, told.claim.role or "")
        read = "\n".join(map(_words, said))
        forbidden = sorted(word for word in rule.forbidden if _stands(word, read))
        if forbidden:
            refusal = Decision(Outcome.WORD_FORBIDDEN, f"it says “{forbidden[0]}”, which this channel keeps out")
        elif rule.required and not any(_stands(word, read) for word in rule.required):
            wanted = ", ".join(f"“{word}”" for word in sorted(rule.required))
            refusal = refusal or Decision(Outcome.WORD_MISSING, f"it says nothing of {wanted}")
        else:
            return None
    return refusal


def _words(text: str) -> str:
    """Folded words between single blanks; scripts without blanks stay as they are."""
    return f" {' '.join(_WORD.findall(names.fold(text)))} "


def _stands(phrase: str, words: str) -> bool:
    """Whether a phrase is among words; where its script has no blanks, anywhere in them."""
    wanted = _words(phrase)
    if _NO_BLANKS.search(wanted):
        return wanted.strip() in words
    return bool(wanted.strip()) and wanted in words
