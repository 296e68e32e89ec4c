"""When to ask a feed again, and how it is doing, in words.

Comes in: a feed's polling memory, the reply to the last request, what the document held, the time, and a number for
the jitter. Goes out: the next memory, or a sentence. Pure: no clock, no randomness, no network. Must never ask
earlier than the server allows, nor stop asking for good except after 410.

The rhythm. Observed: wires bring an item every few minutes by day and none at night, blogs one a week. The interval
shrinks when a check brings something (divided by one more than the number of new items) and grows by a sixtieth of
the time that passes without. So it settles near a fortieth of the feed's own gap (a daily blog is asked every half
hour, a wire every minute), a quiet night adds eight minutes and not hours, and what sleeps for weeks is asked twice a
day. Simulated, 5,000 feeds of all kinds make nine checks a second. Not done: hours of the day learned a feed; the gain
is minutes, the memory a table.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from itertools import pairwise

from bot.feeds.values import Parsed, Reply, Request
from bot.model import FeedState

SHORTEST = timedelta(minutes=1)
LONGEST = timedelta(hours=12)
DEFAULT = timedelta(minutes=15)
HOT = timedelta(minutes=2)
"""At most so long between checks while a tracked company is in the news."""

LONGEST_WISH = timedelta(hours=1)
"""What a publisher's ttl and max-age may stretch the interval to. Observed: a day's max-age is a cache's default on
whole sites, and a ttl of a day is a template's; neither knows of news."""

LONGEST_RETRY_AFTER = timedelta(hours=24)
FULL_CHECK_AFTER = timedelta(hours=24)
"""Once a day a feed is asked without validators: some servers say "unchanged" for ever."""

MOVED_AFTER = 3
"""Equal permanent redirects in a row before the new address is kept (a hijacked domain redirects for a day)."""

_GROWTH = 1 / 60
_FIRST_TRY = timedelta(minutes=5)
_FIRST_SLOW = timedelta(hours=1)
_LONGEST_BACKOFF = timedelta(hours=12)
_NEVER = timedelta(days=3650)
_SLOW = frozenset({401, 402, 403, 404, 451})
_POLLS_A_GAP = 24
_HOURS_A_DAY = 24


def request(state: FeedState, now: datetime) -> Request:
    """What to ask: at the feed's kept address, with its validators unless they are to be tested."""
    address = address_of(state)
    if state.full_at is None or now - state.full_at >= FULL_CHECK_AFTER:
        return Request(address)
    return Request(address, state.etag, state.last_modified)


def address_of(state: FeedState) -> str:
    """Where the feed is fetched: as configured, or where it has moved to for good."""
    return state.moved_to if state.moved_to and state.moved_times >= MOVED_AFTER else state.url


def after(
    state: FeedState,
    reply: Reply,
    parsed: Parsed | None,
    body_hash: bytes | None,
    now: datetime,
    jitter: float,
    hot: bool = False,
    least: timedelta = SHORTEST,
) -> FeedState:
    """The memory after one check. `parsed` is None where nothing was parsed: no usable answer, 304, or a body with
    the hash of the last one. `jitter` lies in 0..1 and moves the next check by up to a twentieth either way. `hot`
    says that a tracked company is in the news; `least` is the shortest interval that the source bears.
    """
    problem = reply.problem or (parsed.problem if parsed else None)
    if reply.status == 410:
        never = now + _NEVER
        return replace(
            state, gone=True, status=410, problem=problem, failing_since=now, checked_at=now, next_check=never
        )
    if problem is not None:
        return _failed(state, reply, problem, now, jitter)
    new = len(parsed.entries) if parsed else 0
    interval = _interval(state, parsed, new, now)
    wait = _polite(interval, reply, parsed, now)
    if hot:
        wait = min(wait, HOT)
    wait = max(wait, least)
    return replace(
        _moved(_validated(state, reply, parsed, body_hash, now), reply),
        fetched_once=True,
        next_check=_outside_skipped_hours(now + wait * (0.95 + 0.1 * jitter), parsed),
        interval_seconds=int(interval.total_seconds()),
        failures=0,
        failing_since=None,
        problem=None,
        gone=False,
        status=reply.status,
        checked_at=now,
    )


def words(state: FeedState, now: datetime) -> str:
    """How the feed is doing: what happened, since when, what we do, what you can do."""
    if state.gone:
        return (
            f"Gone: the server says that this feed is closed for good{_since(state.failing_since, now)}. "
            "It is no longer asked. Remove it, or give its new address."
        )
    if state.problem:
        return (
            f"Failing{_since(state.failing_since, now)}, {_times(state.failures)}: {state.problem} "
            f"Next try {_when(state.next_check, now)}. {_advice(state)}"
        )
    if not state.fetched_once:
        return "Not asked yet."
    moved = f" It has moved to {state.moved_to}; please change its address." if address_of(state) != state.url else ""
    return f"Fine; asked about every {_length(timedelta(seconds=state.interval_seconds))}.{moved}"


def _interval(state: FeedState, parsed: Parsed | None, new: int, now: datetime) -> timedelta:
    """The feed's own rhythm within bounds."""
    current = timedelta(seconds=state.interval_seconds)
    if not state.fetched_once:
        gap = _usual_gap((entry.published or entry.updated for entry in parsed.entries), now) if parsed else None
        current = gap / _POLLS_A_GAP if gap else DEFAULT
    elif new and not (parsed and parsed.left_out):
        current = current / (1 + new)
    else:
        since = now - state.checked_at if state.checked_at else current
        current += max(timedelta(0), since) * _GROWTH
    return min(max(current, SHORTEST), LONGEST)


def _usual_gap(dates: Iterable[datetime | None], now: datetime) -> timedelta | None:
    """The middle one of the gaps between items, and no less than a tenth of the silence since the newest."""
    known = sorted(date for date in dates if date is not None and date <= now)
    gaps = sorted(later - earlier for earlier, later in pairwise(known))
    if not gaps:
        return None
    return max(gaps[len(gaps) // 2], (now - known[-1]) / 10)


def _polite(interval: timedelta, reply: Reply, parsed: Parsed | None, now: datetime) -> timedelta:
    """The interval, stretched to what the publisher wishes, within reason."""
    wish = max(_max_age(reply, now), timedelta(minutes=(parsed.ttl_minutes or 0) if parsed else 0))
    return max(interval, min(wish, LONGEST_WISH))


def _failed(state: FeedState, reply: Reply, problem: str, now: datetime, jitter: float) -> FeedState:
    """Doubling waits: from five minutes for what passes by itself, from an hour for what a human must mend. What was
    read before stays known. A kept new address that fails gives way to the configured one."""
    failures = state.failures + 1
    first = _FIRST_SLOW if reply.status in _SLOW else max(_FIRST_TRY, timedelta(seconds=state.interval_seconds) / 4)
    wait = min(first * 2 ** min(failures - 1, 12), _LONGEST_BACKOFF)
    asked = _asked(reply, now)
    moved = address_of(state) != state.url
    return replace(
        state,
        next_check=now + max(wait * (0.95 + 0.1 * jitter), asked),
        failures=failures,
        failing_since=state.failing_since or now,
        problem=problem,
        moved_to=None if moved else state.moved_to,
        moved_times=0 if moved else state.moved_times,
        status=reply.status,
        checked_at=now,
    )


def _validated(
    state: FeedState, reply: Reply, parsed: Parsed | None, body_hash: bytes | None, now: datetime
) -> FeedState:
    """Validators and hashes of the last body. A validator that stayed the same while the body changed lies, and is
    never sent again. Where items were left out none is kept, so that the next check brings the next portion."""
    if reply.status == 304:
        return state
    if parsed and parsed.left_out:
        return replace(state, etag=None, last_modified=None, body_hash=None, items=parsed.items, full_at=now)
    lies = state.validators_lie or (
        body_hash != state.body_hash
        and state.body_hash is not None
        and (reply.etag, reply.last_modified) != (None, None)
        and (reply.etag, reply.last_modified) == (state.etag, state.last_modified)
    )
    return replace(
        state,
        etag=None if lies else reply.etag,
        last_modified=None if lies else reply.last_modified,
        validators_lie=lies,
        body_hash=body_hash,
        items=parsed.items if parsed else state.items,
        full_at=now,
    )


def _moved(state: FeedState, reply: Reply) -> FeedState:
    """Count equal permanent redirects to an https address; anything else starts again."""
    if address_of(state) != state.url:
        return state
    target = reply.permanent_url
    if target is None or not target.startswith("https://") or target == state.url:
        return replace(state, moved_to=None, moved_times=0) if state.moved_to else state
    return replace(state, moved_to=target, moved_times=state.moved_times + 1 if target == state.moved_to else 1)


def _asked(reply: Reply, now: datetime) -> timedelta:
    """Retry-After, as seconds or as a date, at most a day."""
    value = (reply.retry_after or "").strip()
    if value.isascii() and value.isdigit():
        wait = timedelta(seconds=min(int(value[:9]), 10**6))
    else:
        when = _http_date(value)
        wait = when - now if when else timedelta(0)
    return min(max(wait, timedelta(0)), LONGEST_RETRY_AFTER)


def _max_age(reply: Reply, now: datetime) -> timedelta:
    """How long the publisher calls the answer fresh; a shared cache's age counts like ours."""
    age = _cached_for(reply.cache_control) if reply.cache_control else None
    if age is not None:
        return age
    when = _http_date(reply.expires) if reply.expires else None
    return max(when - now, timedelta(0)) if when else timedelta(0)


@lru_cache(maxsize=1024)
def _cached_for(cache_control: str) -> timedelta | None:
    """What a Cache-Control line says; None where it names no time. Few lines are met again and again."""
    for part in cache_control.lower().split(","):
        name, _, value = part.strip().partition("=")
        value = value.strip('" ')
        if name == "max-age" and value.isascii() and value.isdigit():
            return timedelta(seconds=min(int(value[:9]), 10**6))
        if name in ("no-cache", "no-store"):
            return timedelta(0)
    return None


def _http_date(value: str) -> datetime | None:
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _outside_skipped_hours(when: datetime, parsed: Parsed | None) -> datetime:
    """The first moment from `when` on whose hour (GMT) the publisher has not asked to leave out."""
    skipped = parsed.skip_hours if parsed else frozenset()
    if not skipped or len(skipped) >= _HOURS_A_DAY:
        return when
    while when.astimezone(UTC).hour in skipped:
        when = when.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return when


def _advice(state: FeedState) -> str:
    if state.status in (401, 402, 403, 451):
        return "Ask the publisher whether polling is allowed, or remove the feed."
    if state.status == 404 or state.status == 200:
        return "Look up the feed's address on the publisher's page and change it."
    return "There is nothing to do; if it lasts for days, look at the address in a browser."


def _since(moment: datetime | None, now: datetime) -> str:
    return f" since {moment:%Y-%m-%d %H:%M} ({_length(now - moment)})" if moment else ""


def _when(moment: datetime | None, now: datetime) -> str:
    return f"in {_length(moment - now)}" if moment and moment > now else "now"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times in a row"


def _length(span: timedelta) -> str:
    """A span as a human says it: the largest unit of which there are at least two, rounded."""
    seconds = max(0, round(span.total_seconds()))
    for size, unit in ((86_400, "days"), (3_600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{round(seconds / size)} {unit}"
    return "1 second" if seconds == 1 else f"{seconds} seconds"
