"""The commands that an operator runs once: each opens what it needs, does one thing and says what came of it.

In: settings and what was typed. Out: text for standard output (JSON where asked), or a named error. It must never print a
secret, and never leave a half-done file behind.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from bot import answer, collect, curate, detect, documents, languages, memory
from bot.answer import Explanation, MovesAsked, Nobody
from bot.app import background
from bot.app.desk import desk_of
from bot.app.health import status_lines
from bot.app.house import Notice, addressed, now, open_house
from bot.app.reading_list import reading_list
from bot.companies import Directory
from bot.errors import OrgWatchError, UnknownName
from bot.feeds.parse import parse
from bot.feeds.values import Request
from bot.languages.wording import Count, wording
from bot.model import Article, Claim, CompanyProfile, DeliveryState, Feed, Judgement, Profile, Reading, Verdict
from bot.settings import Mode, Settings, mode, problems
from bot.store import Database, copies, deliveries
from bot.text import plain

if TYPE_CHECKING:
    from rich.console import RenderableType


def collect_once(settings: Settings, file: Path | None, backfill: timedelta | None, say: Notice) -> dict[str, object]:
    """Poll what is due of the configured feeds, or at once the addresses in `file`, one a line; failures go to `say`.

    What a feed met for the first time brings is not told, but for what is at most `backfill` old.
    """
    started = time.monotonic()
    with open_house(settings) as house:
        feeds = house.feeds() if file is None else _from_file(file)
        done = house.collect(feeds, at_once=file is not None, notify=say, backfill=backfill)
        background.fetch(house)
    for publisher, problem in done.problems:
        say(f"{publisher}: {problem}")
    return {
        "feeds": done.feeds,
        "fetched": done.fetched,
        "not_modified": done.not_modified,
        "failed": done.failed,
        "articles_new": done.articles_new,
        "claims_new": done.claims_new,
        "stories_new": done.stories_new,
        "seconds": round(time.monotonic() - started, 3),
    }


def _from_file(file: Path) -> tuple[Feed, ...]:
    lines = (line.strip() for line in file.read_text("utf-8").splitlines())
    return tuple(
        Feed(url=line, publisher=line.partition("//")[2].partition("/")[0] or line)
        for line in lines
        if line and not line.startswith("#")
    )


def deliver_once(settings: Settings, backfill: timedelta | None, say: Notice) -> dict[str, object]:
    """Decide and send what is pending once: to Slack with its tokens, else to the terminal (on standard error)."""
    from bot.app.slack import chat as slack_chat

    local = mode(settings) is Mode.LOCAL
    with open_house(settings) as house:
        skipped = house.decide(
            addressed(house.channels, local), backfill or timedelta(days=settings.tell_days), backfill is not None
        )
        if local:
            from bot.app.local import terminal

            done = house.send_all(terminal(), say)
        else:
            done = house.send_all(slack_chat(settings, house.pace), say)
        counts = deliveries.counts(house.database)
    return {
        "posted": done.posted,
        "updated": done.updated,
        "skipped": done.skipped + skipped,
        "failed": done.failed,
        "pending": counts.get(DeliveryState.PENDING, 0) + counts.get(DeliveryState.POSTING, 0),
    }


def release_held(settings: Settings, number: int, send: bool) -> str:
    """A human's word on a message that may or may not have been sent."""
    with closing(Database(settings.database)) as database:
        if not deliveries.release(database, number, send):
            raise UnknownName(f"no message {number} waits for a word; orgwatch status lists those that do")
    return "It will be sent again." if send else "It is dropped."


def answer_whois(settings: Settings, name: str, as_json: bool, search: bool = False) -> str:
    """Who somebody is, as text or JSON; with `search`, after reading a search of the news for that name.

    Raises UnknownName with who is near.
    """
    if search:
        with open_house(settings) as house:
            found = house.search(name)
            background.ask(settings, house.database, found, now())
    else:
        with closing(Database(settings.database)) as database:
            found = answer.whois(database, _directory(settings, database), name, now())
            background.ask(settings, database, found, now())
    if isinstance(found, Nobody) and (as_json or not found.articles):
        near = [*(person.name for person in found.near), *found.companies]
        meant = f"; did you mean {', '.join(near)}?" if near else ""
        raise UnknownName(f"nothing is known of “{found.asked}”{meant}")
    from bot.chat import console

    match found:
        case Nobody():
            return _text(console.nobody(found))
        case Profile():
            return (
                json.dumps(documents.profile(found), ensure_ascii=False) if as_json else _text(console.profile(found))
            )
        case CompanyProfile():
            return (
                json.dumps(documents.company(found), ensure_ascii=False) if as_json else _text(console.company(found))
            )


def answer_moves(settings: Settings, asked: MovesAsked, chart: Path | None, as_json: bool) -> str:
    """Who came and went, as text or JSON, and as a picture in `chart`. Raises UnknownName."""
    with closing(Database(settings.database)) as database:
        found = answer.moves(database, _directory(settings, database), asked, now())
    if chart is not None:
        from bot.chat.chart import draw

        draw(found, chart)
    if as_json:
        return json.dumps(documents.moves(found), ensure_ascii=False)
    from bot.chat import console

    return _text(console.company(found))


def answer_explain(settings: Settings, target: str, as_json: bool) -> str:
    """The whole way of one article or story. Raises UnknownName."""
    with closing(Database(settings.database)) as database:
        found = answer.explain(database, target)
    if as_json:
        return json.dumps(documents.explanation(found), ensure_ascii=False)
    return "\n".join(explanation_lines(found))


def explanation_lines(found: Explanation) -> list[str]:
    """The whole way in words: what was read, by which rule, why this story, what each channel got."""
    lines = []
    if found.article is not None:
        one = found.article
        lines += [one.title, f"{one.publisher}, {one.published:%Y-%m-%d %H:%M} UTC, language {one.language}"]
    if found.article is not None and found.article.language not in languages.codes():
        code = found.article.language
        lines.append(f"It is remembered and not read: no {wording('en').languages.get(code, code)} pack.")
    elif not found.claims:
        lines.append("It claims nothing that a rule reads.")
    for (claim, article), reason in zip(found.claims, found.reasons, strict=True):
        lines += [
            _claim_line(claim),
            _rule_line(claim),
            f"    {article.publisher}: {article.url}",
            f"    story {found.story}: {reason}",
        ]
    lines += [f"{channel}: {outcome} ({why})" for channel, outcome, why in found.alerts]
    return lines


def classify_target(target: str, load: Callable[[], Settings]) -> str:
    """What a page, feed or text claims, with quote, rule and confidence. Raises OrgWatchError where it cannot be had.

    Settings are loaded only for an address: a file or standard input needs none.
    """
    if target == "-":
        return "\n".join(_claims("standard input", sys.stdin.read()))
    if not target.startswith(("http://", "https://")):
        file = Path(target)
        try:
            body = file.read_bytes()
        except OSError as error:
            raise UnknownName(f"cannot read {file}: {error.strerror}") from error
        return "\n".join(_document(body, None, target))
    with open_house(load()) as house:
        reply = next(iter(house.fetcher.fetch([Request(target)])))
    if reply.problem:
        raise UnknownName(f"{target}: {reply.problem}")
    return "\n".join(_document(reply.body, reply.content_type, reply.final_url))


def _document(body: bytes, content_type: str | None, address: str) -> list[str]:
    """A feed's entries one by one; anything else as one text, its first line the title."""
    parsed = parse(body, content_type, address)
    if parsed.problem is None:
        lines: list[str] = []
        for entry in parsed.entries:
            text = "\n".join(plain(part) for part in (entry.title, entry.summary, entry.content) if part)
            lines += _claims(plain(entry.title or address), text)
        return lines or ["The feed holds no entry."]
    text = body.decode("utf-8", "replace")
    return _claims(address, plain(text) if "<html" in text[:2000].lower() else text)


def _claims(name: str, text: str) -> list[str]:
    title, _, rest = text.strip().partition("\n")
    reading = detect.read(detect.Document(title, text=rest.strip()))
    lines = [f"{name} ({reading.language})"]
    if not reading.has_pack:
        return [*lines, f"    no pack reads {reading.language}"]
    for claim in reading.claims:
        lines += [_claim_line(claim) + (" (history)" if claim.past else ""), _rule_line(claim)]
    return lines if reading.claims else [*lines, "    claims nothing that a rule reads"]


def _claim_line(claim: Claim) -> str:
    who = claim.person or claim.org or "somebody"
    where = " -> ".join(filter(None, (claim.from_org, claim.to_org))) or claim.org or "?"
    there = "; ".join(time.said for time in claim.tenure)
    told = (who, where if where != who else None, claim.role, f"time there: {there}" if there else None)
    return f"{claim.kind}: {', '.join(filter(None, told))} ({claim.status})"


def _rule_line(claim: Claim) -> str:
    by = f", says {claim.attribution}" if claim.attribution else ""
    return f"    rule {claim.rule}, confidence {claim.confidence:.2f}{by}: “{claim.quote}”"


def judge(settings: Settings, verdict: str, subject: str, other: str | None, by: str) -> str:
    """Take a human's word; `verdict` is a Verdict's value. Raises UnknownName where it is about nothing known here."""
    word = Judgement(Verdict(verdict), subject, other, by, now())
    with closing(Database(settings.database)) as database:
        memory.judge(database, word, _directory(settings, database))
    return "It is noted, and holds from now on."


def rebuild(settings: Settings) -> str:
    """Read all kept articles again with today's rules."""

    def read(article: Article) -> Reading:
        return collect.understood(article, detect.read)

    with closing(Database(settings.database)) as database:
        done = memory.rebuild(database, read, _directory(settings, database))
    return f"{Count(done.articles):# article|# articles} read again: {Count(done.claims):# claim|# claims}. Nobody was told."


def check(settings: Settings, live: bool, say: Notice) -> list[str]:
    """Every problem that stands between these settings and a working bot, a line each; `say` hears what is well."""
    lines = list(problems(settings, mode(settings)))
    try:
        with closing(Database(settings.database)) as database:
            database.check()
            if not live:
                for line in reading_list(settings, database).off:
                    say(line)
    except OrgWatchError as error:
        lines.append(str(error))
    if live:
        from bot.app.live import check_feeds, check_slack

        good, bad = check_feeds(settings)
        for line in good:
            say(line)
        lines += [*bad, *check_slack(settings)]
    return lines


def all_is_well(settings: Settings) -> str:
    """What `check` says where it found nothing: also where the bot would speak, for a line left out of .env is no problem."""
    where = {
        Mode.SOCKET: "in Slack, over Socket Mode",
        Mode.HTTP: "in Slack, over HTTP",
        Mode.LOCAL: "in this terminal, for no Slack variable is set",
    }
    return f"All is well. `run` would speak {where[mode(settings)]}."


def status(settings: Settings) -> str:
    """How the bot is, in words."""
    with closing(Database(settings.database)) as database:
        return "\n".join(status_lines(settings, database))


def backup(settings: Settings, file: Path) -> str:
    """Copy the database to `file`, also while the bot runs."""
    with closing(Database(settings.database)) as database:
        copies.backup(database, file, now())
    return f"Copied to {file} ({file.stat().st_size} bytes)."


def restore(settings: Settings, file: Path) -> str:
    """Put the database back from `file`."""
    kept = copies.restore(file, settings.database, now())
    with closing(Database(settings.database)) as database:
        memory.forget_again(database, _directory(settings, database), now())
    return f"{settings.database} is as it was in {file}." + (f" What stood there is kept as {kept}." if kept else "")


def _directory(settings: Settings, database: Database) -> Directory:
    """The companies of files and chats."""
    return Directory(curate.effective(desk_of(settings, database)).companies)


def _text(sheet: RenderableType) -> str:
    from bot.chat.console import console

    out = StringIO()
    console(out).print(sheet)
    return out.getvalue().rstrip()
