"""Wishes laid over one another, files and chats together, and who may change what."""

from __future__ import annotations

import pytest

from bot import rules
from bot.model import (
    Action,
    ChannelSetting,
    Company,
    Digest,
    Kind,
    Mute,
    Origin,
    Rank,
    Reach,
    Rights,
    Role,
    Rule,
    Subject,
    Subscription,
    WideWish,
    Wish,
)
from bot.rules import Choices

META, OPENAI, SAP = Company("Meta", pack="ai"), Company("OpenAI", pack="ai"), Company("SAP", pack="dax")
ALL = (META, OPENAI, SAP, Company("Acme", tracked=False))
EVERYBODY = WideWish(Reach.WORKSPACE, "", Wish(min_rank=Rank.LEAD, min_confidence=0.7))
DAX = WideWish(Reach.PACK, "dax", Wish(min_rank=Rank.C_LEVEL))
ONLY_META = WideWish(Reach.COMPANY, "Meta", Wish(kinds=frozenset({Kind.DEPARTURE})))


def test_where_nothing_is_said_a_rule_wants_everything_tracked() -> None:
    assert rules.flat(Subscription("C1"), ALL, ()) == (Rule(),)


def test_the_nearest_that_says_something_counts() -> None:
    asked = Subscription("C1", wish=Wish(min_confidence=0.9))
    found = {next(iter(rule.companies)): rule for rule in rules.flat(asked, ALL, (EVERYBODY, DAX, ONLY_META))}
    assert {rule.min_confidence for rule in found.values()} == {0.9}
    assert {name: rule.min_rank for name, rule in found.items()} == {
        "Meta": Rank.LEAD,
        "OpenAI": Rank.LEAD,
        "SAP": Rank.C_LEVEL,
    }
    assert found["Meta"].kinds == {Kind.DEPARTURE}
    assert found["SAP"].kinds == frozenset()


def test_companies_that_are_treated_alike_are_one_rule() -> None:
    asked = Subscription("C1", companies=frozenset({"Meta", "OpenAI", "SAP"}))
    found = rules.flat(asked, ALL, (EVERYBODY, DAX))
    assert {rule.companies for rule in found} == {frozenset({"Meta", "OpenAI"}), frozenset({"SAP"})}


def test_saying_that_all_is_wanted_is_not_saying_nothing() -> None:
    said = Subscription("C1", companies=frozenset({"Meta"}), wish=Wish(kinds=frozenset()))
    assert rules.flat(said, ALL, (ONLY_META,)) == (Rule(companies=frozenset({"Meta"})),)


def test_an_untracked_company_brings_no_rule_of_its_own() -> None:
    assert "Acme" not in {name for rule in rules.flat(Subscription("C1"), ALL, (DAX,)) for name in rule.companies}


def test_a_subscription_to_what_nobody_tracks_any_more_does_not_widen_to_everything() -> None:
    asked = Subscription("C1", companies=frozenset({"Acme"}))
    assert [rule.companies for rule in rules.flat(asked, ALL, ())] == [frozenset({"Acme"})]


def test_channels_of_a_file_and_of_a_chat_stand_together_and_the_file_counts_first() -> None:
    files = Choices(
        settings=(ChannelSetting("C1", "moves", language="de"),), subscriptions=(Subscription("C1"),), companies=ALL
    )
    chat = Choices(
        settings=(
            ChannelSetting("C1", "moves", language="en", zone="Europe/Berlin", origin=Origin.CHAT),
            ChannelSetting("C2", "two", origin=Origin.CHAT),
        ),
        subscriptions=(
            Subscription("C1", frozenset({"SAP"}), origin=Origin.CHAT, number=1),
            Subscription("C2", frozenset({"Meta"}), digest=True, origin=Origin.CHAT, number=2),
        ),
        mutes=(Mute(Subject.COMPANY, "Meta", "C1"), Mute(Subject.PERSON, "Ann Ada")),
    )
    one, two = rules.channels(rules.together(files, chat))
    assert (one.id, one.name, one.language, one.zone, one.digest) == ("C1", "moves", "de", "Europe/Berlin", None)
    assert one.rules == (Rule(), Rule(companies=frozenset({"SAP"})))
    assert [mute.name for mute in one.mutes] == ["Meta", "Ann Ada"]
    assert (two.digest, [mute.name for mute in two.mutes]) == (Digest(), ["Ann Ada"])


def test_a_chat_can_track_what_a_file_only_knows_and_change_nothing_that_it_tracks() -> None:
    chat = Choices(
        companies=(
            Company("Acme", aliases=("Acme Labs",), origin=Origin.CHAT),
            Company("Meta", tracked=False, origin=Origin.CHAT),
            Company("Newco", origin=Origin.CHAT),
        )
    )
    found = {company.name: company for company in rules.together(Choices(companies=ALL), chat).companies}
    assert found["Meta"] == META
    assert (found["Acme"].tracked, found["Acme"].aliases, found["Acme"].origin) == (True, ("Acme Labs",), Origin.CHAT)
    assert found["Newco"].tracked


@pytest.mark.parametrize("action", list(Action))
def test_a_guest_may_nothing_and_an_admin_everything(action: Action) -> None:
    generous = Rights(least=tuple((one, Role.GUEST) for one in Action))
    assert not rules.may(generous, Role.GUEST, action)
    assert rules.may(Rights(), Role.ADMIN, action)


def test_a_file_says_who_may_what_and_who_is_who() -> None:
    strict = Rights(frozenset({"U1"}), frozenset({"U2"}), ((Action.SUBSCRIBE, Role.ADMIN),))
    assert rules.may(Rights(), Role.MEMBER, Action.SUBSCRIBE)
    assert not rules.may(strict, Role.CURATOR, Action.SUBSCRIBE)
    assert rules.role_of(strict, "U1", Role.MEMBER) is Role.ADMIN
    assert rules.role_of(strict, "U2", Role.MEMBER) is Role.CURATOR
    assert rules.role_of(strict, "U2", Role.ADMIN) is Role.ADMIN
    assert rules.role_of(strict, "U1", Role.GUEST) is Role.GUEST
    assert rules.role_of(strict, "U3", Role.MEMBER) is Role.MEMBER
