"""Settings as people read them, in their language.

In: subscriptions, mutes, channels, refusals. Out: a line each. It must never show a code where there is a word for it.
"""

from __future__ import annotations

from collections.abc import Set

from bot.errors import OrgWatchError
from bot.languages.wording import Wording, wording
from bot.model import Channel, Digest, Mute, Quiet, Subscription, Wish


def refused(error: OrgWatchError, language: str) -> str:
    """Why something was not done, in the language of whoever asked."""
    return wording(language).line(str(error))


def described(asked: Subscription | Wish, say: Wording) -> str:
    """What is wanted, in words."""
    wish = asked.wish if isinstance(asked, Subscription) else asked
    parts = []
    if isinstance(asked, Subscription):
        parts.append(", ".join(sorted(asked.companies, key=str.casefold)) or say.label("all_tracked"))
    if wish.kinds:
        parts.append(", ".join(say.label(f"kind_{kind}") for kind in sorted(wish.kinds)))
    if wish.min_rank:
        parts.append(say.label("from_rank", rank=say.label(f"rank_{wish.min_rank.name.lower()}")))
    if wish.statuses:
        parts.append(", ".join(say.statuses[status] for status in sorted(wish.statuses)))
    if wish.languages:
        parts.append(", ".join(say.languages.get(code, code) for code in sorted(wish.languages)))
    if wish.min_confidence is not None:
        parts.append(say.label("from_confidence", percent=round(wish.min_confidence * 100)))
    if wish.required:
        parts.append(say.label("with_words", words=", ".join(sorted(wish.required))))
    if wish.forbidden:
        parts.append(say.label("without_words", words=", ".join(sorted(wish.forbidden))))
    if isinstance(asked, Subscription) and asked.digest:
        parts.append(say.label("in_digest"))
    return "; ".join(parts) or say.label("everything")


def muted(mute: Mute, say: Wording) -> str:
    """What is silent until when, with the number by which it is ended."""
    until = say.label("for_ever") if mute.until is None else say.label("until", date=f"{mute.until:%Y-%m-%d %H:%M} UTC")
    name = say.label("story_number", number=mute.name) if mute.name.isdecimal() else mute.name
    return say.label("muted", name=name, until=until, number=mute.number)


def told_at(channel: Channel, by_file: Set[str], say: Wording) -> tuple[str, ...]:
    """How and when a channel is told; what a config file sets (`by_file`) is shown as such."""
    lines = {
        "language": say.label("setting_language", language=say.languages[channel.language]),
        "zone": say.label("setting_zone", zone=channel.zone),
        "digest": say.label("setting_digest", digest=_digest(channel.digest, say)),
        "quiet": say.label("setting_quiet", quiet=_quiet(channel.quiet, say)),
    }
    return tuple(say.label("rule_of_file", what=line) if key in by_file else line for key, line in lines.items())


def _digest(digest: Digest | None, say: Wording) -> str:
    if digest is None:
        return say.label("off")
    if digest.weekday is None:
        return say.label("digest_daily", hour=digest.hour)
    return say.label("digest_weekly", day=say.label(f"weekday_{digest.weekday}"), hour=digest.hour)


def _quiet(quiet: Quiet | None, say: Wording) -> str:
    if quiet is None:
        return say.label("off")
    span = f"{quiet.start:%H:%M}–{quiet.end:%H:%M}"
    return say.label("quiet_urgent" if quiet.urgent_passes else "quiet_all", span=span)
