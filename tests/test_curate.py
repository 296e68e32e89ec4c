"""What people change from a chat: by right, written down, on top of what the files set, and there after a restart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import time, timedelta
from pathlib import Path

import pytest

from bot import curate
from bot.curate import OPERATOR, Desk, Editor
from bot.errors import BadWords, CannotChange, NotAllowed, UnknownName
from bot.model import Action, Digest, Kind, Origin, Quiet, Rank, Reach, Role, StoryStatus, Subject, Wish
from bot.store import Database, deliveries
from tests.builders import MORNING
from tests.fakes.desk import desk as desk_on
from tests.fakes.office import Office

ANN = Editor("U1", Role.MEMBER)
GUEST = Editor("U9", Role.GUEST)
NIGHT = Quiet(time(22), time(7))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "orgwatch.db")
    yield database
    database.close()


@pytest.fixture
def desk(database: Database) -> Desk:
    return desk_on(database)


def rules_of(desk: Desk, channel: str) -> list[frozenset[str]]:
    """Which companies each rule of a channel is about."""
    return [rule.companies for one in curate.effective(desk).channels if one.id == channel for rule in one.rules]


def test_a_subscription_counts_at_once_and_after_a_restart(desk: Desk, tmp_path: Path) -> None:
    asked = curate.subscribe(desk, ANN, MORNING, "C2", "two", ["meta platforms"], Wish(min_rank=Rank.DIRECTOR))
    again = Database(tmp_path / "orgwatch.db")
    [channel] = [one for one in curate.effective(desk_on(again)).channels if one.id == "C2"]
    again.close()
    [rule] = channel.rules
    assert (channel.name, set(rule.companies), rule.min_rank) == ("two", {"Meta"}, Rank.DIRECTOR)
    assert rule.kinds == {Kind.MOVE, Kind.DEPARTURE}
    assert (asked.origin, asked.by, asked.at) == (Origin.CHAT, "U1", MORNING)


def test_a_channel_may_ask_for_several_things_but_not_for_one_twice(desk: Desk) -> None:
    curate.subscribe(desk, ANN, MORNING, "C1", "moves", ["OpenAI"], Wish())
    assert rules_of(desk, "C1") == [{"Meta"}, {"OpenAI"}]
    with pytest.raises(CannotChange, match="already"):
        curate.subscribe(desk, ANN, MORNING, "C1", "moves", ["OpenAI"], Wish())


@pytest.mark.parametrize("name", ["Nobody Inc", "Acme"])
def test_only_what_is_tracked_can_be_subscribed_to(desk: Desk, name: str) -> None:
    with pytest.raises(UnknownName):
        curate.subscribe(desk, ANN, MORNING, "C1", "moves", [name], Wish())


def test_a_subscription_can_be_changed_and_ended(desk: Desk) -> None:
    asked = curate.subscribe(desk, ANN, MORNING, "C2", "two", ["Meta", "OpenAI"], Wish())
    curate.resubscribe(desk, ANN, MORNING, asked.number, ["OpenAI"], Wish(), digest=True)
    [channel] = [one for one in curate.effective(desk).channels if one.id == "C2"]
    assert ([set(rule.companies) for rule in channel.rules], channel.digest) == ([{"OpenAI"}], Digest())
    assert len(curate.unsubscribe(desk, ANN, MORNING, "C2")) == 1
    assert rules_of(desk, "C2") == []


def test_one_company_can_leave_a_subscription(desk: Desk) -> None:
    curate.subscribe(desk, ANN, MORNING, "C2", "two", ["Meta", "OpenAI"], Wish())
    curate.unsubscribe(desk, ANN, MORNING, "C2", company="Meta")
    assert rules_of(desk, "C2") == [{"OpenAI"}]
    curate.unsubscribe(desk, ANN, MORNING, "C2", company="OpenAI")
    assert rules_of(desk, "C2") == []
    with pytest.raises(UnknownName):
        curate.unsubscribe(desk, ANN, MORNING, "C2", company="OpenAI")


def test_what_a_file_sets_cannot_be_changed_from_a_chat(database: Database) -> None:
    desk = desk_on(database, quiet=NIGHT)
    changes: list[Callable[[], object]] = [
        lambda: curate.unsubscribe(desk, OPERATOR, MORNING, "C1"),
        lambda: curate.unsubscribe(desk, OPERATOR, MORNING, "C1", company="Meta"),
        lambda: curate.set_language(desk, OPERATOR, MORNING, "C1", "moves", "en"),
        lambda: curate.set_quiet(desk, OPERATOR, MORNING, "C1", "moves", None),
        lambda: curate.untrack(desk, OPERATOR, MORNING, "Meta"),
        lambda: curate.set_wish(desk, OPERATOR, MORNING, Reach.PACK, "ai", None),
    ]
    before = curate.effective(desk)
    for change in changes:
        with pytest.raises(CannotChange, match="toml"):
            change()
    assert curate.effective(desk) == before
    assert curate.log(desk) == ()


def test_a_chat_sets_how_a_channel_is_told_where_no_file_does(desk: Desk) -> None:
    curate.set_zone(desk, ANN, MORNING, "C1", "moves", "Europe/Berlin")
    curate.set_digest(desk, ANN, MORNING, "C1", "moves", Digest(8, 0))
    curate.set_quiet(desk, ANN, MORNING, "C1", "moves", NIGHT)
    [channel] = curate.effective(desk).channels
    assert (channel.language, channel.zone, channel.digest, channel.quiet) == (
        "de",
        "Europe/Berlin",
        Digest(8, 0),
        NIGHT,
    )
    curate.set_digest(desk, ANN, MORNING, "C1", "moves", None)
    [channel] = curate.effective(desk).channels
    assert (channel.digest, channel.quiet) == (None, NIGHT)
    with pytest.raises(BadWords, match="de"):
        curate.set_language(desk, ANN, MORNING, "C2", "two", "fr-FR")


def test_a_company_is_tracked_by_its_names_and_untracked_again(desk: Desk) -> None:
    curate.track(desk, OPERATOR, MORNING, " Newco  AI ", ["New Company"], ["newco tools"])
    [company] = [one for one in curate.effective(desk).companies if one.name == "Newco AI"]
    assert (company.aliases, company.lookalikes, company.tracked) == (("New Company",), ("newco tools",), True)
    with pytest.raises(CannotChange, match="already"):
        curate.track(desk, OPERATOR, MORNING, "New Company")
    curate.untrack(desk, OPERATOR, MORNING, "new company")
    assert [one.tracked for one in curate.effective(desk).companies if one.name == "Newco AI"] == [False]
    with pytest.raises(CannotChange, match="not tracked"):
        curate.untrack(desk, OPERATOR, MORNING, "Newco AI")
    assert curate.track(desk, OPERATOR, MORNING, "Newco AI").aliases == ("New Company",)


def test_a_name_that_a_company_has_is_not_given_to_another(desk: Desk) -> None:
    with pytest.raises(CannotChange, match="Meta"):
        curate.track(desk, OPERATOR, MORNING, "Newco", ["Meta Platforms"])
    with pytest.raises(BadWords):
        curate.track(desk, OPERATOR, MORNING, "  ")


def test_what_a_file_only_knows_can_be_tracked(desk: Desk) -> None:
    curate.track(desk, OPERATOR, MORNING, "Acme")
    assert [one.tracked for one in curate.effective(desk).companies if one.name == "Acme"] == [True]
    assert curate.untrack(desk, OPERATOR, MORNING, "Acme").name == "Acme"


def test_a_wish_for_all_reaches_every_channel_and_can_be_taken_away(desk: Desk) -> None:
    curate.set_wish(desk, OPERATOR, MORNING, Reach.WORKSPACE, "", Wish(min_confidence=0.9))
    curate.set_wish(desk, OPERATOR, MORNING, Reach.COMPANY, "meta platforms", Wish(min_rank=Rank.LEAD))
    [rule] = curate.effective(desk).channels[0].rules
    assert (rule.min_confidence, rule.min_rank) == (0.9, Rank.LEAD)
    curate.set_wish(desk, OPERATOR, MORNING, Reach.COMPANY, "Meta", None)
    [rule] = curate.effective(desk).channels[0].rules
    assert (rule.min_confidence, rule.min_rank) == (0.9, Rank.OTHER)
    with pytest.raises(UnknownName):
        curate.set_wish(desk, OPERATOR, MORNING, Reach.PACK, "cars", Wish())


def test_a_mute_has_an_end_and_can_be_ended(desk: Desk) -> None:
    until = MORNING + timedelta(days=7)
    here = curate.mute(desk, ANN, MORNING, Subject.COMPANY, "meta platforms", "C1", until)
    curate.mute(desk, OPERATOR, MORNING, Subject.PERSON, "Ann Ada", None, None)
    assert [one.name for one in curate.mutes(desk, "C1", MORNING)] == ["Meta", "Ann Ada"]
    assert [one.name for one in curate.mutes(desk, "C2", MORNING)] == ["Ann Ada"]
    assert [one.name for one in curate.mutes(desk, "C1", until)] == ["Ann Ada"]
    curate.unmute(desk, ANN, MORNING, here.number)
    assert [one.name for one in curate.mutes(desk, "C1", MORNING)] == ["Ann Ada"]
    with pytest.raises(UnknownName):
        curate.unmute(desk, ANN, MORNING, here.number)
    with pytest.raises(BadWords):
        curate.mute(desk, ANN, MORNING, Subject.COMPANY, "Meta", "C1", MORNING)
    with pytest.raises(UnknownName):
        curate.mute(desk, ANN, MORNING, Subject.STORY, "77", "C1", None)


def test_a_mute_takes_out_what_waits_to_be_sent(database: Database, desk: Desk) -> None:
    office = Office(database)
    office.publish(1)
    office.publish(2, person="Bob Bell")
    office.decide()
    curate.mute(desk, ANN, office.now, Subject.PERSON, "Bob Bell", "C1", None)
    office.send(rounds=5)
    assert [text.split(" leaves")[0] for text in office.chat.texts()] == ["Loredana Crisan"]
    assert deliveries.counts(database) == {"posted": 1, "skipped": 1}


def test_guests_change_nothing_and_members_nothing_that_all_share(desk: Desk) -> None:
    everything: list[tuple[Callable[[Editor], object], bool]] = [
        (lambda by: curate.subscribe(desk, by, MORNING, "C2", "two", ["Meta"], Wish()), True),
        (lambda by: curate.mute(desk, by, MORNING, Subject.COMPANY, "Meta", "C2", None), True),
        (lambda by: curate.set_zone(desk, by, MORNING, "C2", "two", "Europe/Berlin"), True),
        (lambda by: curate.mute(desk, by, MORNING, Subject.COMPANY, "Meta", None, None), False),
        (lambda by: curate.track(desk, by, MORNING, "Newco"), False),
        (lambda by: curate.set_wish(desk, by, MORNING, Reach.WORKSPACE, "", Wish()), False),
    ]
    for change, may in everything:
        with pytest.raises(NotAllowed, match="guests"):
            change(GUEST)
        if may:
            change(ANN)
        else:
            with pytest.raises(NotAllowed, match="admin"):
                change(ANN)
    assert not any(curate.may(desk, GUEST, action) for action in Action)
    assert len(curate.log(desk)) == 3


def test_every_change_is_in_the_log_with_who_and_when_and_names_no_person(desk: Desk) -> None:
    before = curate.version(desk.database)
    curate.track(desk, OPERATOR, MORNING, "Newco")
    curate.subscribe(desk, ANN, MORNING + timedelta(hours=1), "C2", "two", ["Newco"], Wish(min_rank=Rank.LEAD))
    curate.mute(desk, ANN, MORNING + timedelta(hours=2), Subject.PERSON, "Ann Ada", "C2", None)
    mute, subscription, company = curate.log(desk)
    assert (company.by, company.action, company.said) == ("command line", Action.TRACK, "tracks Newco")
    assert (subscription.by, subscription.at) == ("U1", MORNING + timedelta(hours=1))
    assert subscription.said == "#two subscribes to Newco; rank: lead"
    assert "Ada" not in mute.said
    assert curate.version(desk.database) > before
    assert curate.log(desk, limit=1) == (mute,)


def test_a_preview_shows_what_a_rule_would_have_sent(database: Database, desk: Desk) -> None:
    office = Office(database)
    office.publish(1, person="Ann Ada")
    office.publish(2, person="Bob Bell", status=StoryStatus.RUMOUR)
    all_of_it = curate.preview(desk, curate.draft(desk, "C2", [], Wish()), 30, office.now)
    assert {alert.lines[0].person for alert in all_of_it} == {"Ann Ada", "Bob Bell"}
    confirmed = Wish(statuses=frozenset({StoryStatus.CONFIRMED}))
    [one] = curate.preview(desk, curate.draft(desk, "C2", ["Meta"], confirmed), 30, office.now)
    assert one.lines[0].person == "Ann Ada"
    assert curate.preview(desk, curate.draft(desk, "C2", ["OpenAI"], Wish()), 30, office.now) == ()
    assert curate.preview(desk, curate.draft(desk, "C2", [], Wish()), 30, office.now + timedelta(days=40)) == ()
    assert deliveries.counts(database) == {}


def test_a_preview_is_in_the_channels_language_and_leaves_out_what_is_muted(database: Database, desk: Desk) -> None:
    office = Office(database)
    office.publish()
    channel = curate.draft(desk, "C1", ["Meta"], Wish())
    [alert] = curate.preview(desk, channel, 30, office.now)
    assert alert.channel.language == "de"
    curate.mute(desk, ANN, MORNING, Subject.COMPANY, "Meta", "C1", None)
    assert curate.preview(desk, curate.draft(desk, "C1", ["Meta"], Wish()), 30, office.now) == ()
