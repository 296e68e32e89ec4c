"""What waits for a channel's hour: quiet hours, digests and storms, through the outbox to the chat."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import alerts, curate, deliver, memory, summary
from bot.companies import Directory
from bot.curate import OPERATOR
from bot.languages.wording import SPOKEN
from bot.model import (
    Company,
    DeliveryState,
    Digest,
    Judgement,
    Kind,
    Outcome,
    Quiet,
    Rank,
    Rule,
    StoryStatus,
    Subject,
    Verdict,
)
from bot.rhythm import MOST_SINGLY
from bot.store import Database, decisions, deliveries, digests, stories
from tests import builders
from tests.fakes.chat import FakeChat
from tests.fakes.desk import desk as desk_on
from tests.fakes.office import Office
from tests.fakes.slack import FakeSlack

NIGHT = Quiet(time(22), time(7))
LATER = (Rule(digest=True),)
BERLIN = "Europe/Berlin"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    database = Database(tmp_path / "orgwatch.db")
    yield Office(database)
    database.close()


def names(texts: list[str]) -> list[str]:
    return [text.split(" leaves")[0] for text in texts]


def at(office: Office, hour: int, minute: int = 0) -> None:
    """Move the clock on to the next such time in UTC."""
    moment = office.now.replace(hour=hour, minute=minute)
    office.now = moment if moment >= office.now else moment + timedelta(days=1)


# Quiet hours


def test_what_is_not_urgent_waits_for_the_end_of_quiet_hours_and_what_is_passes(office: Office) -> None:
    office.channels = (builders.channel(quiet=NIGHT),)
    at(office, 23)
    quiet = office.publish(1, person="Ann Ada", status=StoryStatus.RUMOUR)
    office.publish(2, person="Bob Bell")
    office.tell(rounds=5)
    assert names(office.chat.texts()) == ["Bob Bell"]
    [(_, outcome, reason)] = decisions.of_story(office.database, quiet)
    assert (outcome, "07:00 UTC" in reason) == (Outcome.QUIET, True)
    at(office, 7)
    office.send(rounds=2)
    assert names(office.chat.texts()) == ["Bob Bell", "Ann Ada"]


def test_where_nothing_passes_the_urgent_wait_as_well(office: Office) -> None:
    office.channels = (builders.channel(quiet=Quiet(time(22), time(7), urgent_passes=False)),)
    at(office, 23)
    office.publish()
    office.tell(rounds=5)
    assert office.chat.texts() == []
    at(office, 7)
    office.send()
    assert len(office.chat.texts()) == 1


def test_quiet_hours_are_by_the_channels_own_clock(office: Office) -> None:
    office.channels = (builders.channel(quiet=NIGHT, zone="Asia/Kathmandu"),)
    at(office, 12)
    office.publish(1, status=StoryStatus.RUMOUR)
    office.tell(rounds=2)
    assert len(office.chat.texts()) == 1
    at(office, 17)
    office.publish(2, person="Bob Bell", status=StoryStatus.RUMOUR)
    office.tell(rounds=2)
    assert len(office.chat.texts()) == 1
    at(office, 1, 14)
    office.send()
    assert len(office.chat.texts()) == 1
    at(office, 1, 15)
    office.send()
    assert len(office.chat.texts()) == 2


def test_a_rumour_that_is_confirmed_in_the_night_becomes_urgent(office: Office) -> None:
    office.channels = (builders.channel(quiet=NIGHT),)
    at(office, 23)
    key = office.publish(1, status=StoryStatus.RUMOUR)
    office.tell()
    office.publish(2, story=key)
    office.tell(rounds=2)
    assert len(office.chat.texts()) == 1
    assert office.chat.replies() == []


def test_in_the_night_a_message_is_edited_and_its_reply_waits(office: Office) -> None:
    office.channels = (builders.channel(quiet=NIGHT),)
    at(office, 21)
    key = office.publish(1, status=StoryStatus.RUMOUR)
    office.tell()
    at(office, 23)
    office.publish(2, story=key, status=StoryStatus.DENIED)
    office.tell(rounds=5)
    assert (office.chat.messages[0].edits, office.chat.replies()) == (1, [])
    at(office, 7)
    office.send(rounds=3)
    assert len(office.chat.replies()) == 1


def test_other_quiet_hours_let_go_what_waited_for_the_old_ones(office: Office) -> None:
    office.channels = (builders.channel(quiet=NIGHT),)
    at(office, 23)
    office.publish(1, status=StoryStatus.RUMOUR)
    office.tell()
    with office.database.write() as connection:
        deliveries.end_quiet(connection, "C1")
    office.send()
    assert len(office.chat.texts()) == 1


def test_a_clock_that_is_put_back_does_not_lengthen_the_night(office: Office) -> None:
    office.channels = (builders.channel(quiet=NIGHT),)
    at(office, 23)
    office.publish(1, status=StoryStatus.RUMOUR)
    office.tell()
    office.now -= timedelta(days=40)
    office.send()
    assert len(office.chat.texts()) == 1


# Storms


def test_a_storm_is_one_message_with_every_story_behind_it(office: Office) -> None:
    everybody = office.publish_many(MOST_SINGLY + 5)
    office.decide()
    office.send(rounds=30)
    assert office.chat.texts() == [f"{MOST_SINGLY + 5} stories in one message"]
    assert deliveries.counts(office.database) == {DeliveryState.POSTED: len(everybody)}
    for story in (1, 7, len(everybody)):
        told = deliver.folded(office.database, story, "C1")
        assert names([alert.headline for alert in told]) == everybody
    assert deliver.folded(office.database, 99, "C1") == ()


def test_what_turns_out_otherwise_is_changed_in_the_message_of_a_storm(office: Office) -> None:
    with FakeSlack() as slack:
        many = Office.at(office.database, slack, pace=deliver.Pace())
        everybody = many.publish_many(MOST_SINGLY)
        many.publish(99, person="Zoe Zorn", status=StoryStatus.RUMOUR)
        many.decide()
        many.send_until(many.is_drained, 30)
        [message] = slack.messages("C1")
        assert "(rumour)" in message.text
        word = Judgement(Verdict.FALSE_ALARM, "3", None, "U1", many.now)
        memory.judge(office.database, word, Directory([Company("Meta"), Company("Figma")]))
        many.decide()
        many.send_until(many.is_drained, 30)
        message, reply = slack.messages("C1")
        assert (message.edited, reply.thread_ts) == (True, message.ts)
        assert f"Withdrawn: {everybody[2]} leaves Meta" in message.text
        assert message.text.count("Withdrawn") == 1
        assert everybody[3] in message.text and "(rumour)" in message.text
        assert f"this was a false alarm: {everybody[2]}" in reply.text
        told = deliver.folded(office.database, 1, "C1")
        assert [alert.headline.startswith("Withdrawn") for alert in told].count(True) == 1


def test_a_few_at_once_are_told_one_by_one(office: Office) -> None:
    everybody = office.publish_many(MOST_SINGLY)
    office.decide()
    office.send(rounds=30)
    assert names(office.chat.texts()) == everybody
    assert len(deliver.folded(office.database, 3, "C1")) == 1


def test_a_trickle_that_is_too_much_is_gathered(office: Office) -> None:
    everybody = []
    for number in range(20):
        everybody.append(f"Person {chr(65 + number)}")
        office.publish(number, person=everybody[-1])
        office.decide()
        office.send(rounds=5, step=2)
    office.send(rounds=200, step=2)
    texts = office.chat.texts()
    assert names(texts[:MOST_SINGLY]) == everybody[:MOST_SINGLY]
    assert texts[MOST_SINGLY:] == [f"{20 - MOST_SINGLY} stories in one message"]


def test_what_waited_over_night_goes_as_one_in_the_morning(office: Office) -> None:
    office.channels = (builders.channel(quiet=NIGHT),)
    at(office, 23)
    for number in range(MOST_SINGLY + 2):
        office.publish(number, person=f"Person {chr(65 + number)}", status=StoryStatus.RUMOUR)
    office.tell(rounds=3)
    assert office.chat.texts() == []
    at(office, 7)
    office.send(rounds=3)
    assert len(office.chat.texts()) == 1


def test_a_storm_in_one_channel_holds_up_no_other(office: Office) -> None:
    office.channels = (
        builders.channel(),
        builders.channel(id="C2", name="others", rules=(Rule(companies=frozenset({"Nobody"})),)),
    )
    office.publish_many(MOST_SINGLY)
    office.decide()
    office.send(rounds=30)
    office.channels = (builders.channel(), builders.channel(id="C2", name="others"))
    office.publish(99, person="Zoe Zorn")
    office.tell(rounds=3)
    assert names(office.chat.texts("C2")) == ["Zoe Zorn"]
    assert "Zoe Zorn" not in names(office.chat.texts("C1"))


# Digests


def digest(office: Office) -> int:
    return deliver.digest(office.database, office.channels, office.now)


def test_a_digest_comes_at_its_hour_with_what_waited_for_it(office: Office) -> None:
    office.channels = (builders.channel(rules=LATER, digest=Digest(9), zone=BERLIN),)
    assert digest(office) == 0
    office.publish(1)
    office.publish(2, person="Bob Bell")
    office.decide()
    assert office.chat.requests == []
    at(office, 7, 59)
    assert digest(office) == 0
    at(office, 8)
    assert digest(office) == 1
    assert digest(office) == 0
    office.send(rounds=3)
    assert office.chat.texts() == ["2 stories in the digest of 2026-03-03"]
    [row] = deliveries.of_story(office.database, -20260303)
    assert row.alert.summary is not None
    [group] = row.alert.summary.groups
    assert (group.title, names([line.text for line in group.lines])) == (
        "From one company to another",
        ["Loredana Crisan", "Bob Bell"],
    )
    assert row.alert.summary.flow is not None
    assert row.alert.summary.flow.company == "Figma"


def test_a_story_is_in_one_digest_unless_what_is_said_of_it_changed(office: Office) -> None:
    office.channels = (builders.channel(rules=LATER, digest=Digest(9)),)
    digest(office)
    key = office.publish(1, status=StoryStatus.RUMOUR)
    office.decide()
    office.now += timedelta(days=1, hours=1)
    assert digest(office) == 1
    office.publish(2, story=key, status=StoryStatus.RUMOUR)
    office.decide()
    office.now += timedelta(days=1)
    assert digest(office) == 0
    office.publish(3, story=key)
    office.decide()
    office.now += timedelta(days=1)
    assert digest(office) == 1


def test_what_was_told_at_once_is_in_the_digest_as_it_stands_now(office: Office) -> None:
    office.channels = (builders.channel(digest=Digest(9)),)
    digest(office)
    office.publish(1)
    gone = office.publish(2, person="Bob Bell")
    office.tell(rounds=5)
    with office.database.write() as connection:
        stories.withdraw(connection, gone)
    office.tell(rounds=5)
    office.now += timedelta(days=1)
    assert digest(office) == 1
    [row] = deliveries.of_story(office.database, -20260302)
    assert row.alert.summary is not None
    assert [line.story for group in row.alert.summary.groups for line in group.lines] == [1]


def test_what_is_withdrawn_or_muted_before_the_digest_is_not_in_it(office: Office) -> None:
    office.channels = (builders.channel(rules=LATER, digest=Digest(9)),)
    digest(office)
    key = office.publish(1)
    office.decide()
    with office.database.write() as connection:
        stories.withdraw(connection, key)
    office.decide()
    office.now += timedelta(days=1)
    assert digest(office) == 0


def test_a_bot_that_stood_still_sends_one_digest_of_all_of_it(office: Office) -> None:
    office.channels = (builders.channel(rules=LATER, digest=Digest(9)),)
    digest(office)
    office.publish(1)
    office.decide()
    office.now += timedelta(days=5)
    assert (digest(office), digest(office)) == (1, 0)


@pytest.mark.parametrize("step", [-1, 1, 8])
def test_a_clock_that_jumps_brings_no_second_digest(office: Office, step: int) -> None:
    office.channels = (builders.channel(rules=LATER, digest=Digest(9)),)
    digest(office)
    office.publish(1)
    office.decide()
    office.now += timedelta(days=1, hours=1)
    assert digest(office) == 1
    office.publish(2, person="Bob Bell")
    office.decide()
    office.now += timedelta(hours=step)
    assert digest(office) == 0


def test_another_time_zone_brings_no_second_digest_on_one_day(office: Office) -> None:
    office.channels = (builders.channel(digest=Digest(9), zone=BERLIN, rules=LATER),)
    digest(office)
    office.publish(1)
    office.decide()
    office.now += timedelta(days=1)
    assert digest(office) == 1
    office.channels = (builders.channel(digest=Digest(9), zone="America/New_York", rules=LATER),)
    office.publish(2, person="Bob Bell")
    office.decide()
    office.now += timedelta(hours=8)
    assert digest(office) == 0


def test_two_years_of_ticks_bring_one_digest_a_local_day(office: Office) -> None:
    zone = ZoneInfo("Australia/Lord_Howe")
    office.channels = (builders.channel(digest=Digest(2), zone=zone.key),)
    office.now = datetime(2026, 1, 1, tzinfo=UTC)
    for _ in range(730 * 6):
        digest(office)
        office.now += timedelta(hours=4)
    days = [day for day, _ in digests.made(office.database, "C1")]
    first = datetime(2026, 1, 1).date()
    assert days == [(first + timedelta(days=number)).isoformat() for number in range(len(days))]
    assert len(days) in (730, 731)


def test_a_digest_whose_reply_is_lost_is_looked_up_and_not_sent_again(office: Office) -> None:
    office.channels = (builders.channel(rules=LATER, digest=Digest(9)),)
    digest(office)
    office.publish(1)
    office.decide()
    office.now += timedelta(days=1)
    digest(office)
    office.chat = FakeChat()
    office.chat.lose_next_reply()
    office.send(rounds=20)
    assert len(office.chat.texts()) == 1


def test_who_is_forgotten_is_gone_from_digests_mutes_and_the_log(office: Office) -> None:
    office.channels = (builders.channel(rules=LATER, digest=Digest(9)),)
    digest(office)
    office.remember(1, "Loredana Crisan")
    office.remember(2, "Chaya Nayak")
    office.decide()
    office.now += timedelta(days=1)
    assert digest(office) == 1
    office.send(rounds=2)
    desk = desk_on(office.database)
    curate.mute(desk, OPERATOR, office.now, Subject.PERSON, "Loredana Crisan", "C2", None)
    [(person, _)] = memory.namesakes(office.database, "Loredana Crisan")
    memory.forget(office.database, person, Directory([Company("Meta"), Company("Figma")]), office.now)
    office.send(rounds=2)
    assert "Loredana" not in "".join(office.database.connection().iterdump())
    assert office.chat.texts() == []
    assert [alert.lines[0].person for alert in digests.waiting(office.database, "C1", told=True)] == ["Chaya Nayak"]


def test_every_kind_has_its_place_in_a_digest() -> None:
    placed = [kind for kinds in summary.GROUPS.values() for kind in kinds]
    assert sorted(placed) == sorted(Kind)


@pytest.mark.parametrize("code", SPOKEN)
def test_a_digest_is_in_the_channels_language_the_highest_post_first(code: str) -> None:
    where = builders.channel(language=code)
    low, high = builders.move(rank=Rank.LEAD), builders.move(person="Bob Bell", rank=Rank.BOARD)
    told = [alerts.word(builders.story(key=number), [one], where) for number, one in enumerate((low, high), 1)]
    day = datetime(2026, 3, 2, tzinfo=UTC)
    made = summary.digest(told, where, day.date(), day - timedelta(days=1), day, None)
    assert made.summary is not None
    [group] = made.summary.groups
    assert [line.story for line in group.lines] == [2, 1]
    assert group.title == {"en": "From one company to another", "de": "Von einer Firma zur anderen"}[code]
    assert summary.busiest(told) == "Figma"
    assert summary.busiest(told[:1]) is None
