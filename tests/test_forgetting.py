"""Whoever is forgotten is gone from the chat as well, whatever became of the message; other stories lose nothing by it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot import deliver, memory
from bot.companies import Directory
from bot.deliver import Pace
from bot.errors import StoreError
from bot.memory import Forgotten
from bot.model import Company, DeliveryState, Later, Refused, Scope, Unsure
from bot.store import Database, deliveries, forgotten, removals
from tests.chat.slack import look
from tests.fakes.office import SINGLY, Office
from tests.fakes.slack import FakeSlack

STORM = (
    *("Loredana Crisan", "Chaya Nayak", "Ethan Knight", "Greta Sorensen", "Marta Lindqvist", "Jonas Weber"),
    *("Priya Raman", "Tomasz Zielinski", "Aiko Tanaka", "Fatou Diallo"),
)
"""So many at once go as one message."""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(Database(tmp_path / "orgwatch.db"), pace=SINGLY)
    yield office
    office.close()


@pytest.fixture
def stormy(tmp_path: Path) -> Iterator[Office]:
    """An office in which many stories wait to go as one message."""
    office = Office(Database(tmp_path / "orgwatch.db"))
    for number, name in enumerate(STORM, 1):
        office.remember(number, name)
    office.decide()
    yield office
    office.close()


def forget(office: Office, name: str) -> Forgotten:
    [(person, _)] = memory.namesakes(office.database, name)
    return memory.forget(office.database, person, Directory([Company("Meta"), Company("Figma")]), office.now)


def held(office: Office) -> None:
    """A story about her was sent, nobody knows whether it stands there, and it waits for a human's word."""
    office.remember(1, "Loredana Crisan")
    office.decide()
    office.send()
    office.chat.unreadable = True
    office.send(rounds=30)
    assert len(deliveries.held(office.database)) == 1


def nothing_waits(office: Office) -> bool:
    return not deliveries.open_channels(office.database) and not removals.open_channels(office.database)


def test_a_message_held_for_a_human_is_found_and_taken_out(office: Office) -> None:
    office.chat.lose_next_reply()
    held(office)
    office.chat.unreadable = False
    forget(office, "Loredana Crisan")
    assert deliveries.held(office.database) == ()
    office.send(rounds=3)
    assert office.chat.messages == []
    assert nothing_waits(office)
    assert "Loredana" not in "".join(office.database.connection().iterdump())


def test_a_message_held_for_a_human_that_never_arrived_is_done_with(office: Office) -> None:
    office.chat.answer_next(Unsure("HTTP 500"))
    held(office)
    office.chat.unreadable = False
    forget(office, "Loredana Crisan")
    office.send(rounds=3)
    assert nothing_waits(office)
    assert len(office.notices) == 1  # that it was held


def test_where_nobody_can_look_a_human_is_told_once(office: Office) -> None:
    office.chat.lose_next_reply()
    held(office)
    office.notices.clear()
    forget(office, "Loredana Crisan")
    office.send(rounds=30)
    [notice] = office.notices
    assert "may stand in C1" in notice
    assert "Loredana" not in notice
    assert nothing_waits(office)


def test_while_the_channel_is_away_nobody_is_told_to_try_again_for_ever(office: Office) -> None:
    office.remember(1, "Loredana Crisan")
    office.decide()
    office.chat.lose_next_reply()
    office.send()
    with pytest.raises(StoreError, match="try again in a minute"):
        forget(office, "Loredana Crisan")
    office.wait(61)
    forget(office, "Loredana Crisan")
    office.send(rounds=3)
    assert office.chat.messages == []
    assert nothing_waits(office)


def test_a_message_that_a_human_dropped_because_it_stands_there_is_taken_out(office: Office) -> None:
    office.chat.lose_next_reply()
    held(office)
    office.chat.unreadable = False
    [row] = deliveries.held(office.database)
    assert deliveries.release(office.database, row.id, send=False)
    forget(office, "Loredana Crisan")
    office.send(rounds=3)
    assert office.chat.messages == []


def test_others_stay_in_a_message_about_several_stories(stormy: Office) -> None:
    stormy.send(rounds=5)
    [message] = stormy.chat.messages
    assert forget(stormy, "Loredana Crisan").messages == 1
    stormy.send(rounds=5)
    assert stormy.chat.messages == [message]
    assert message.edits == 1
    states = {row.state for row in deliveries.folded(stormy.database, 1)}
    assert states == {DeliveryState.POSTED}
    assert len(deliveries.folded(stormy.database, 1)) == len(STORM) - 1
    assert "Loredana" not in "".join(stormy.database.connection().iterdump())
    for name in STORM[1:]:
        forget(stormy, name)
        stormy.send(rounds=2)
    assert stormy.chat.messages == []
    assert nothing_waits(stormy)


def test_others_are_told_though_the_head_of_their_message_is_forgotten(stormy: Office) -> None:
    stormy.chat.answer_next(Refused("channel_not_found", Scope.CHANNEL))
    stormy.send()
    forget(stormy, "Loredana Crisan")
    stormy.now += timedelta(hours=1)
    stormy.send(rounds=10)
    assert deliveries.counts(stormy.database) == {"posted": len(STORM) - 1}


@pytest.mark.parametrize("name", [STORM[0], STORM[3]])
def test_others_are_told_afresh_where_their_message_may_stand(stormy: Office, name: str) -> None:
    stormy.chat.lose_next_reply()
    stormy.send()
    with pytest.raises(StoreError, match="try again in a minute"):
        forget(stormy, name)
    stormy.wait(61)
    [doubtful] = [message.timestamp for message in stormy.chat.messages]
    forget(stormy, name)
    stormy.send(rounds=10)
    assert doubtful not in [message.timestamp for message in stormy.chat.messages]
    assert deliveries.counts(stormy.database) == {"posted": len(STORM) - 1}
    assert nothing_waits(stormy)


def test_a_message_about_several_stories_is_dropped_for_all_of_them(stormy: Office) -> None:
    stormy.chat.lose_next_reply()
    stormy.send()
    stormy.chat.unreadable = True
    stormy.send(rounds=30)
    [row] = deliveries.held(stormy.database)
    assert deliveries.release(stormy.database, row.id, send=False)
    assert deliveries.counts(stormy.database) == {"skipped": len(STORM)}


def test_in_slack_the_line_goes_and_the_others_stay(tmp_path: Path) -> None:
    with FakeSlack() as slack:
        office = Office.at(Database(tmp_path / "orgwatch.db"), slack, pace=Pace())
        for number, name in enumerate(STORM, 1):
            office.remember(number, name)
        office.decide()
        office.send_until(office.is_drained, 20)
        [message] = slack.messages("C1")
        assert "Loredana Crisan" in look.visible(message.blocks)
        forget(office, "Loredana Crisan")
        office.send_until(office.is_drained, 20)
        [message] = slack.messages("C1")
        shown = look.visible(message.blocks) + message.text
        assert "Crisan" not in shown and "Chaya Nayak" in shown
        assert f"{len(STORM) - 1} stories in one message" in shown
        office.close()


def test_a_pause_that_the_chat_asks_for_holds_for_all_that_is_to_be_taken_out(office: Office) -> None:
    """Found by the simulation: told to wait with one message, the bot asked at once with the next."""
    for number, name in enumerate(STORM[:3], 1):
        office.remember(number, name)
    office.decide()
    office.send(rounds=9)
    for name in STORM[:2]:
        forget(office, name)
    office.remember(4, STORM[3])
    office.decide()
    office.chat.requests.clear()
    office.chat.answer_next(Later(30.0))
    office.send(rounds=5)
    forget(office, STORM[2])
    office.send(rounds=9)
    assert office.chat.requests == ["remove C1", "post C1"]
    office.send(rounds=20)
    assert nothing_waits(office)
    assert len(office.chat.messages) == 1


def test_nothing_is_due_in_a_channel_that_is_away(office: Office) -> None:
    office.remember(1, STORM[0])
    office.decide()
    office.send(rounds=3)
    forget(office, STORM[0])
    assert deliver.due(office.database, office.now) is not None
    office.chat.answer_next(Refused("is_archived", Scope.CHANNEL))
    office.send()
    assert deliver.due(office.database, office.now) is None


def test_a_channel_whose_proof_was_forgotten_gets_no_other(office: Office) -> None:
    """Found by the simulation (seed 1086): with the row went that the channel had been told anything."""
    office.remember(1, STORM[0], first_fetch=True)
    office.tell()
    assert len(office.chat.messages) == 1
    forget(office, STORM[0])
    office.remember(2, STORM[1], first_fetch=True)
    office.tell(rounds=3)
    assert office.chat.messages == []
    office.remember(3, STORM[2])
    office.tell()
    assert len(office.chat.messages) == 1


def test_nor_does_one_that_lost_its_proof_with_the_last_that_told_its_story(office: Office) -> None:
    """A story goes with all its messages where nothing tells it any more, also with those that name nobody."""
    office.remember(1, STORM[0], first_fetch=True)
    office.tell()
    with office.database.write() as connection:
        forgotten.drop_story(connection, 1)
    office.remember(2, STORM[1], first_fetch=True)
    office.decide()
    assert not deliveries.open_channels(office.database)
