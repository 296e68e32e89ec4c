"""The outbox: once, in order, at its pace, and never twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.model import DeliveryState, Later, Refused, Scope, StoryStatus, Told, Unsure
from bot.store import Database, articles, deliveries, routes, stories
from tests import builders
from tests.builders import MORNING
from tests.fakes.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    database = Database(tmp_path / "orgwatch.db")
    yield Office(database)
    database.close()


def test_a_story_is_told_once(office: Office) -> None:
    office.publish()
    assert office.tell().posted == 1
    assert office.tell(3).posted == 0
    assert office.chat.texts() == ["Loredana Crisan leaves Meta for Figma as Chief Design Officer"]


def test_one_message_a_second_in_order(office: Office) -> None:
    for number, name in enumerate(["Ann Ada", "Bob Bell", "Cy Crane"]):
        office.publish(number, person=name)
    office.decide()
    office.send(rounds=3, step=0.4)
    assert len(office.chat.texts()) == 1
    office.send(rounds=6, step=0.6)
    assert [text.split(" leaves")[0] for text in office.chat.texts()] == ["Ann Ada", "Bob Bell", "Cy Crane"]


def test_a_round_works_no_more_for_all_that_was_told_before(office: Office) -> None:
    """Rounds come twenty times a second while something waits for its turn; a year's outbox must not be read in each."""
    office.publish(1, person="Ann Ada")
    few = [_work_of_a_round(office) for _ in range(3)]
    columns = "channel, part, stage, state, payload, created, posted, attempts, timestamp"
    with office.database.write() as connection:
        connection.executemany(
            f"insert into deliveries (key, story, revision, {columns}) select ?, ?, 1, {columns} from deliveries where id = 1",
            [(f"old {number}", 1000 + number) for number in range(2000)],
        )
    office.wait(3600)
    office.publish(2, person="Bob Bell")
    many = [_work_of_a_round(office) for _ in range(3)]
    assert len(office.chat.texts()) == 2
    assert sum(many) <= 2 * sum(few)


def _work_of_a_round(office: Office) -> int:
    """Tens of steps of SQLite's machine."""
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    office.decide()
    connection = office.database.connection()
    connection.set_progress_handler(step, 10)
    office.send()
    connection.set_progress_handler(None, 10)
    return steps


def test_nothing_is_asked_before_retry_after_and_other_channels_go_on(office: Office) -> None:
    office.channels = (builders.channel(), builders.channel(id="C2", name="others"))
    office.publish()
    office.decide()
    office.chat.answer_next(Later(30.0))
    office.send(rounds=14)
    assert office.chat.requests == ["post C1", "post C2"]
    office.send(rounds=2)
    assert len(office.chat.texts("C1")) == len(office.chat.texts("C2")) == 1


def test_a_lost_reply_is_looked_up_and_not_sent_again(office: Office) -> None:
    office.publish()
    office.chat.lose_next_reply()
    office.tell(rounds=20)
    assert len(office.chat.texts()) == 1
    assert deliveries.counts(office.database) == {DeliveryState.POSTED: 1}


def test_an_error_before_acceptance_is_looked_up_and_sent_again(office: Office) -> None:
    office.publish()
    office.chat.answer_next(Unsure("internal_error"))
    office.tell(rounds=20)
    assert len(office.chat.texts()) == 1


def test_a_row_that_an_earlier_run_left_in_posting_is_looked_up(office: Office) -> None:
    office.publish()
    office.decide()
    row = deliveries.first_open(office.database, "C1", office.now)
    assert row is not None
    assert deliveries.begin(office.database, row, "an earlier run", office.now, office.now)
    office.chat.chat().post(row, row.alert)
    office.send(rounds=20)
    assert len(office.chat.texts()) == 1
    assert deliveries.counts(office.database) == {DeliveryState.POSTED: 1}


def test_where_nothing_can_be_read_a_human_decides_once_and_others_pass(office: Office) -> None:
    office.publish(1)
    office.publish(2, person="Bob Bell")
    office.chat.unreadable = True
    office.chat.answer_next(Unsure("timeout"))
    office.tell(rounds=20)
    assert [text.split(" leaves")[0] for text in office.chat.texts()] == ["Bob Bell"]
    assert len(office.notices) == 1
    [held] = deliveries.held(office.database)
    assert deliveries.release(office.database, held.id, send=True)
    office.send(rounds=2)
    assert len(office.chat.texts()) == 2


def test_a_wrong_message_is_given_up_and_said(office: Office) -> None:
    office.publish(1)
    office.publish(2, person="Bob Bell")
    office.chat.answer_next(Refused("invalid_blocks", Scope.MESSAGE))
    done = office.tell(rounds=3)
    assert (done.failed, done.posted) == (1, 1)
    assert len(office.notices) == 1


def test_a_channel_that_is_away_is_parked_with_one_notice_and_nothing_is_lost(office: Office) -> None:
    office.publish()
    office.decide()
    office.chat.answer_next(*[Refused("is_archived", Scope.CHANNEL)] * 3)
    office.send(rounds=3 * 31, step=60)
    assert len(office.chat.texts()) == 1
    assert len(office.notices) == 1
    assert routes.parked(office.database) == ()


def test_a_revoked_token_stops_everything_at_three_calls_a_minute_at_most(office: Office) -> None:
    office.channels = (builders.channel(), builders.channel(id="C2", name="others"))
    office.publish()
    office.decide()
    office.chat.answer_next(*[Refused("token_revoked", Scope.TOKEN)] * 100)
    office.send(rounds=60, step=1)
    assert len(office.chat.requests) <= 3
    assert len(office.notices) == 1
    assert deliveries.counts(office.database) == {DeliveryState.PENDING: 2}


def test_more_sources_edit_the_message_and_a_new_status_replies(office: Office) -> None:
    key = office.publish(1, status=StoryStatus.RUMOUR)
    office.tell()
    office.publish(2, story=key, status=StoryStatus.RUMOUR)
    office.tell(rounds=2)
    assert (office.chat.messages[0].edits, office.chat.replies()) == (1, [])
    office.publish(3, story=key)
    office.tell(rounds=4)
    assert office.chat.texts() == ["Loredana Crisan leaves Meta for Figma as Chief Design Officer"]
    assert len(office.chat.replies()) == 1


def test_a_lost_reply_to_a_thread_is_looked_up_too(office: Office) -> None:
    key = office.publish(1, status=StoryStatus.RUMOUR)
    office.tell()
    office.publish(2, story=key)
    office.decide()
    office.send()
    office.chat.lose_next_reply()
    office.send(rounds=20)
    assert len(office.chat.replies()) == 1


def test_what_changes_before_it_is_sent_is_sent_as_it_is_now(office: Office) -> None:
    key = office.publish(1, status=StoryStatus.RUMOUR)
    office.decide()
    office.publish(2, story=key)
    office.tell(rounds=3)
    assert office.chat.texts() == ["Loredana Crisan leaves Meta for Figma as Chief Design Officer"]
    assert office.chat.replies() == []


def test_a_story_withdrawn_before_it_is_sent_is_never_sent(office: Office) -> None:
    key = office.publish()
    office.decide()
    with office.database.write() as connection:
        stories.withdraw(connection, key)
    office.tell(rounds=3)
    assert office.chat.messages == []


def test_a_channel_that_another_run_serves_is_left_to_it(office: Office, tmp_path: Path) -> None:
    office.publish()
    office.decide()
    office.chat.answer_next(Later(0.0))
    office.send()
    other = Office(Database(tmp_path / "orgwatch.db"), owner="the other run", now=office.now)
    other.send(rounds=3)
    assert other.chat.requests == []
    other.database.close()


def test_an_alert_survives_the_outbox_word_for_word(office: Office) -> None:
    office.publish()
    office.decide()
    row = deliveries.first_open(office.database, "C1", office.now)
    assert row is not None
    told = articles.told_by(office.database, "c.story = ?", [row.story])
    assert isinstance(told[0][2], Told)
    assert row.alert.channel == builders.channel()
    assert row.alert.first_published == MORNING - timedelta(hours=1)
