"""What becomes of a message when more is known: the same story told anew, held against what the channel was last told.

In: the alert as it would be worded today and the last one. Out: a Decision with the stage and, where an edit alone would
go unseen, the words of a reply in its thread. Pure; it must never hold a line against another step of the same human:
whoever threatened to leave and rises instead has two lines, each with a status of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot import names
from bot.languages.wording import Wording, wording
from bot.model import Alert, AlertLine, Decision, Kind, Move, Outcome, Stage, Story, Tier
from bot.names import Likeness


def revision(alert: Alert, last: Alert) -> Decision:
    """Whether and how the message is changed. A new status comes before a correction, that before more sources."""
    if alert.fingerprint == last.fingerprint:
        return Decision(Outcome.UNCHANGED, "the channel knows it as it is")
    if alert.stage is Stage.WITHDRAWN:
        return Decision(Outcome.TOLD, "it is withdrawn", alert)
    words = wording(alert.channel.language)
    turned, wrong = [], []
    for old, new in _pairs(last.lines, alert.lines):
        if old.status is not new.status:
            turned.append(_turn(old, new, words))
        elif _contradicts(old, new):
            wrong.append(words.label("reply_corrected", sentence=new.text))
    if turned:
        reply = "\n".join((*turned, *wrong))
        return Decision(Outcome.TOLD, "its status changed", replace(alert, stage=Stage.STATUS_CHANGED, reply=reply))
    if wrong:
        return Decision(
            Outcome.TOLD, "it was told wrongly", replace(alert, stage=Stage.CORRECTED, reply="\n".join(wrong))
        )
    more = replace(alert, stage=Stage.MORE_SOURCES, reply=_official(alert, last, words))
    return Decision(Outcome.TOLD, "there is more to it", more)


def _official(alert: Alert, last: Alert, words: Wording) -> str | None:
    """What is said in the thread when the company itself, or a filing, speaks of what was told by others before."""
    known = {source.url for source in last.sources}
    new = [source for source in alert.sources if source.url not in known]
    for tier, label in ((Tier.FILING, "reply_filing"), (Tier.ISSUER, "reply_statement")):
        if any(source.tier is tier for source in last.sources):
            return None
        for source in new:
            if source.tier is tier:
                return words.label(label, publisher=source.publisher, sentence=alert.headline)
    return None


def _turn(old: AlertLine, new: AlertLine, words: Wording) -> str:
    return words.label(
        "reply_status", new=words.statuses[new.status], old=words.statuses[old.status], sentence=new.text
    )


def _pairs(before: Sequence[AlertLine], now: Sequence[AlertLine]) -> Iterator[tuple[AlertLine, AlertLine]]:
    """Each line with the one that told the same step before, in today's order; a step that is new has none.

    The same step is one of the same subject between the same companies, else one that is only more complete, else the
    only one left on both sides where both lead somewhere: then it was told wrongly.
    """
    found: dict[int, AlertLine] = {}
    left = list(before)
    for closeness in (_same, _completes, _replaces):
        for place, new in enumerate(now):
            fitting = [old for old in left if place not in found and _about_one(old, new) and closeness(old, new)]
            if len(fitting) == 1 or (fitting and closeness is _same):
                found[place] = fitting[0]
                left.remove(fitting[0])
    yield from ((found[place], new) for place, new in enumerate(now) if place in found)


def _about_one(old: AlertLine, new: AlertLine) -> bool:
    """A human may by now be known by a fuller name; what a company does of two kinds is two things."""
    if old.kind is not new.kind and (new.person is None or Kind.REORG in (old.kind, new.kind)):
        return False
    if old.person and new.person:
        return names.compare(old.person, new.person) is not Likeness.DIFFERENT
    return old.subject == new.subject


def _ends(line: AlertLine) -> tuple[str | None, str | None, str | None]:
    return line.from_company, line.company, line.to_company


def _same(old: AlertLine, new: AlertLine) -> bool:
    return _ends(old) == _ends(new)


def _completes(old: AlertLine, new: AlertLine) -> bool:
    shared = [(a, b) for a, b in zip(_ends(old), _ends(new), strict=True) if a and b]
    return bool(shared) and all(a == b for a, b in shared)


def _replaces(old: AlertLine, new: AlertLine) -> bool:
    return bool(old.company) == bool(new.company)


def _contradicts(old: AlertLine, new: AlertLine) -> bool:
    """Whether an employer that was told is another one now; one that was unknown and is known is more, not other."""
    pairs = ((old.from_company, new.from_company), (old.to_company, new.to_company))
    return any(before and after and before != after for before, after in pairs)


def withdrawn(last: Alert) -> Alert:
    """The last telling, struck through."""
    words = wording(last.channel.language)
    if last.stage is Stage.WITHDRAWN:
        return last
    alert = replace(
        last,
        stage=Stage.WITHDRAWN,
        headline=words.label("withdrawn_headline", sentence=last.headline),
        reply=words.label("reply_withdrawn", sentence=last.headline),
    )
    return replace(alert, fingerprint=fingerprint(alert))


def still_told(last: Alert, moves: Sequence[Move]) -> bool:
    """Whether anything is believed today of a company that the channel was told of; else all of it was misread."""
    told = {name for line in last.lines for name in (line.company, line.from_company, line.to_company) if name}
    return any(told & {move.company, move.from_company, move.to_company} for move in moves)


def quietly(decision: Decision, story: Story) -> Decision:
    """After a rebuild a message is edited and nothing is posted below it."""
    if decision.alert is None or not story.quiet:
        return decision
    return replace(decision, alert=replace(decision.alert, reply=None))


def silently(decision: Decision) -> Decision:
    """A cluster's message is edited only: what became of each who leaves is said below that one's own message."""
    if decision.alert is None:
        return decision
    return replace(decision, alert=replace(decision.alert, stage=Stage.MORE_SOURCES, reply=None))


def fingerprint(alert: Alert) -> str:
    """Equal for two alerts that say the same, however they came about."""
    parts = [
        alert.headline,
        *(f"{line.text}|{line.status}" for line in alert.lines),
        *(source.url for source in alert.sources),
        *alert.differences,
    ]
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=12).hexdigest()
