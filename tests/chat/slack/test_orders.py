"""/orgwatch and what follows it: each order does what it says, has its own help, and errs with a correct example."""

from __future__ import annotations

import pytest

from bot import curate, memory
from bot.chat.questions import Order
from bot.companies import Directory
from bot.curate import OPERATOR
from bot.languages.wording import SPOKEN, wording
from bot.model import Action, Digest, Feed, Kind, Quiet, Rank, Role, Subject
from tests import builders
from tests.chat.slack import corpus, look
from tests.chat.slack.workspace import COMPANIES, House
from tests.fakes.slack import FakeSlack
from tests.fakes.slack.blocks import complaints


@pytest.fixture(autouse=True)
def admin(slack: FakeSlack) -> None:
    slack.user("U-ADMIN", "Ada Admin", admin=True)
    slack.user("U-CURATOR", "Kim Curator")
    slack.user("U-GUEST", "Gus Guest", guest=True)
    slack.channel("C-GERMAN")
    slack.channel("C-FILE")


def said(slack: FakeSlack, words: str, user: str = "U-ADMIN", channel: str = "C1", count: int = 1) -> str:
    """What is answered to an order; the last of `count` messages, where it says first that it is at work."""
    message = slack.command("/orgwatch", words, user=user, channel=channel).wait(count).messages[count - 1]
    assert complaints(message["blocks"]) == []
    assert message["response_type"] == "ephemeral"
    return look.visible(message["blocks"])


def test_what_a_channel_subscribes_to_it_hears_of(slack: FakeSlack, house: House) -> None:
    seen = said(slack, "subscribe meta, OpenAI kinds=move,departure rank=director when=digest", user="U1")
    assert "Meta, OpenAI; departures, moves; from director on; in the digest" in seen
    assert "This would have sent 0 alerts in the last 30 days." in seen
    (one,) = [one for one in curate.effective(house.desk).choices.subscriptions if one.channel == "C1"]
    assert (one.companies, one.wish.kinds, one.wish.min_rank, one.digest, one.by) == (
        frozenset({"Meta", "OpenAI"}), frozenset({Kind.MOVE, Kind.DEPARTURE}), Rank.DIRECTOR, True, "U1",
    )  # fmt: skip
    assert "1: Meta, OpenAI" in said(slack, "rules")
    assert "Meta, OpenAI" in said(slack, "unsubscribe 1", user="U1")
    assert "Nothing yet." in said(slack, "rules")


def test_all_tracked_companies_can_be_subscribed(slack: FakeSlack) -> None:
    assert "all tracked companies" in said(slack, "subscribe all without=rumour mill")


def test_what_a_file_sets_is_shown_as_such_and_stays(slack: FakeSlack) -> None:
    assert "Meta (set in channels.toml)" in said(slack, "rules", channel="C-FILE")
    assert "channels.toml sets that" in said(slack, "unsubscribe Meta", channel="C-FILE")


def test_companies_are_tracked_listed_and_untracked(slack: FakeSlack) -> None:
    assert "I track Mistral AI from now on." in said(slack, "track Mistral AI aka Mistral, Le Chat not mistral wind")
    listed = said(slack, "list")
    assert "Tracked here: 3" in listed
    assert "Set in companies.toml: Meta, OpenAI" in listed
    assert "Set in a chat: Mistral AI" in listed
    assert "no longer" in said(slack, "untrack Mistral")
    assert "companies.toml tracks Meta" in said(slack, "untrack Meta")


def test_a_feed_is_added_by_whoever_may(slack: FakeSlack, house: House) -> None:
    assert "more rights" in said(slack, "add-feed https://one.example/feed", user="U1", count=2)
    assert house.asked == []
    assert "I read Sample Found from now on" in said(slack, "add-feed https://one.example/feed", count=2)
    assert [feed.url for feed in curate.added_feeds(house.desk)] == ["https://one.example/feed"]
    assert "adds the feed https://one.example/feed" in said(slack, "log")
    refused = said(slack, "add-feed http://169.254.169.254/", count=2)
    assert "This address is not opened" in refused
    assert "For example: /orgwatch add-feed" in refused


def test_an_added_feed_is_taken_away_by_whoever_may(slack: FakeSlack, house: House) -> None:
    said(slack, "add-feed https://one.example/feed", count=2)
    assert "Added by hand: Sample Found (https://one.example/feed)" in said(slack, "feeds")
    assert "more rights" in said(slack, "remove-feed https://one.example/feed", user="U1")
    assert "no feed “https://times.example/feed” was added" in said(slack, "remove-feed https://times.example/feed")
    assert "I read Sample Found no longer" in said(slack, "remove-feed https://one.example/feed")
    assert curate.added_feeds(house.desk) == ()
    assert "removes the feed https://one.example/feed" in said(slack, "log")
    said(slack, "add-feed https://one.example/feed", count=2)
    assert "I read Sample Found no longer" in said(slack, "remove-feed sample found")
    refused = said(slack, "remove-feed Sample Found")
    assert "For example: /orgwatch remove-feed" in refused


def test_of_two_feeds_of_a_publisher_neither_is_taken_away_by_its_name(slack: FakeSlack, house: House) -> None:
    two = [Feed(f"https://one.example/{name}", "Sample Found") for name in ("feed", "other")]
    curate.add_feeds(house.desk, OPERATOR, house.answers().now(), two)
    assert "several feeds, say which: https://one.example/feed, https://one.example/other" in said(
        slack, "remove-feed Sample Found"
    )
    assert len(curate.added_feeds(house.desk)) == 2


def test_what_reaches_further_than_a_channel_is_set_by_admins(slack: FakeSlack, house: House) -> None:
    assert "For all channels: from director on" in said(slack, "rules all rank=director")
    assert "For Meta: departures" in said(slack, "rules facebook kinds=departure")
    assert "more rights" in said(slack, "rules all rank=lead", user="U-CURATOR")
    assert "For Meta" not in said(slack, "rules Meta off")
    assert "no company belongs to a pack cars" in said(slack, "rules pack cars rank=lead")
    assert "say what counts" in said(slack, "rules Meta")
    (wide,) = curate.effective(house.desk).choices.wishes
    assert (wide.name, wide.wish.min_rank) == ("", Rank.DIRECTOR)


def test_how_a_file_has_a_channel_told_is_shown_as_such(slack: FakeSlack) -> None:
    seen = said(slack, "language", channel="C-FILE")
    assert "Language: English (set in channels.toml)" in seen
    assert "Time zone: UTC (set" not in seen
    assert "channels.toml sets the language" in said(slack, "language de", channel="C-FILE")


def test_what_is_muted_is_silent_until_it_is_not(slack: FakeSlack, house: House) -> None:
    assert "Nothing is muted." in said(slack, "mute")
    assert "Meta is muted until 2026-11-30 12:00 UTC (mute 1)" in said(slack, "mute facebook 7d")
    assert "Loredana Crisan is muted for ever (mute 2)" in said(slack, "mute Loredana Crisan")
    assert [mute.subject for mute in curate.mutes(house.desk, "C1", house.answers().now())] == [
        Subject.COMPANY, Subject.PERSON,
    ]  # fmt: skip
    assert "Meta is muted no longer." in said(slack, "mute off 1")
    assert "Meta" not in said(slack, "mute")


def test_rhythm_is_set_and_shown(slack: FakeSlack, house: House) -> None:
    said(slack, "digest weekly mon 9")
    said(slack, "quiet 22:00-07:00")
    said(slack, "zone europe/berlin")
    seen = said(slack, "language de")
    for part in (
        "Sprache: Deutsch",
        "Zeitzone: Europe/Berlin",
        "Übersicht: montags um 9 Uhr",
        "Ruhezeit: 22:00–07:00, Dringendes kommt durch",
    ):
        assert part in seen
    (channel,) = [one for one in curate.effective(house.desk).channels if one.id == "C1"]
    assert (channel.language, channel.zone, channel.digest) == ("de", "Europe/Berlin", Digest(9, 0))
    assert isinstance(channel.quiet, Quiet)


def test_feeds_log_and_test_answer(slack: FakeSlack) -> None:
    feeds = said(slack, "feeds")
    for part in ("3 feeds, 1 of them failing", "Sample Post: answers 404", "Read: Sample Times", "Not read yet: 1"):
        assert part in feeds
    assert "Nobody changed anything yet." in said(slack, "log")
    said(slack, "track Mistral AI", user="U-CURATOR")
    assert "Kim Curator · tracks Mistral AI" in said(slack, "log")
    assert "I may write here." in said(slack, "test")


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("form", ["help {}", "{} help"])
def test_each_order_has_its_own_help(slack: FakeSlack, order: Order, form: str) -> None:
    seen = said(slack, form.format(order))
    assert f"/orgwatch {order}" in seen
    assert f"For example: {wording('en').label(f'example_{order}')}" in seen


@pytest.mark.parametrize(
    "words",
    ["track Facebook", "untrack Nobody", "subscribe Nobody", "subscribe Meta kinds=coffee", "subscribe Meta when=never",
     "unsubscribe 99", "mute off 9", "mute Meta 9x", "digest sometimes", "quiet at night", "zone Atlantis", "language xx"],
)  # fmt: skip
@pytest.mark.parametrize("channel", ["C1", "C-GERMAN"])
def test_each_error_has_a_correct_example(slack: FakeSlack, words: str, channel: str) -> None:
    say = wording("de" if channel == "C-GERMAN" else "en")
    seen = said(slack, words, channel=channel)
    assert say.label("for_example", example=say.label(f"example_{words.split()[0]}")) in seen


@pytest.mark.parametrize("code", SPOKEN)
def test_the_examples_are_correct(slack: FakeSlack, code: str) -> None:
    """Given in the order in which each can be carried out, none errs."""
    for order in (
        Order.TRACK, Order.SUBSCRIBE, Order.UNSUBSCRIBE, Order.UNTRACK, Order.MUTE, Order.DIGEST, Order.QUIET, Order.ZONE,
        Order.LIST, Order.RULES, Order.FEEDS, Order.ADD_FEED, Order.TEST, Order.LOG, Order.LANGUAGE,
    ):  # fmt: skip
        example = wording(code).label(f"example_{order}")
        assert example.startswith(f"/orgwatch {order}")
        seen = said(slack, example.removeprefix("/orgwatch "), count=1 + (order is Order.ADD_FEED))
        assert "For example" not in seen and "Zum Beispiel" not in seen, (example, seen)


CHANGING = (
    Order.TRACK, Order.SUBSCRIBE, Order.UNSUBSCRIBE, Order.UNTRACK, Order.MUTE, Order.DIGEST, Order.QUIET, Order.ZONE,
    Order.LANGUAGE, Order.ADD_FEED,
)  # fmt: skip


def test_guests_only_read_and_what_others_change_is_in_the_log(slack: FakeSlack, house: House) -> None:
    """Each example by a guest changes nothing, and by an admin one thing, which the log has with who and when."""
    for number, order in enumerate(CHANGING, 1):
        words, count = wording("en").label(f"example_{order}").removeprefix("/orgwatch "), 1 + (order is Order.ADD_FEED)
        before = curate.version(house.desk.database)
        said(slack, words, user="U-GUEST", count=count)
        assert curate.version(house.desk.database) == before, order
        said(slack, words, count=count)
        assert len(curate.log(house.desk)) == number, order
        assert curate.log(house.desk)[0].by == "U-ADMIN"
    assert (
        len(look.visible(slack.command("/orgwatch", "log", user="U-GUEST").message["blocks"]).split("Ada Admin")) == 11
    )


def test_a_person_is_forgotten_only_by_number_and_by_an_admin(slack: FakeSlack, house: House) -> None:
    with house.desk.database.write() as connection:
        pairs = [(builders.article(), builders.reading(builders.claim()))]
        memory.remember(house.desk.database, connection, pairs, Directory(COMPANIES), first_fetch=False)
    assert "#1: Loredana Crisan, seen with Figma, Meta" in said(slack, "forget Loredana Crisan")
    assert "more rights" in said(slack, "forget Loredana Crisan #1", user="U-CURATOR")
    assert "Forgotten: 1 claim, 1 article" in said(slack, "forget Loredana Crisan #1")
    assert "nobody is remembered" in said(slack, "forget Loredana Crisan")
    assert "Crisan" not in said(slack, "log")


def test_rights_count(slack: FakeSlack, house: House) -> None:
    assert "more rights" in said(slack, "track Mistral AI", user="U1")
    assert "guests can ask" in said(slack, "subscribe Meta", user="U-GUEST")
    assert "braucht mehr Rechte" in said(slack, "track Mistral AI", user="U1", channel="C-GERMAN")
    assert curate.log(house.desk) == ()
    assert curate.may(house.desk, curate.editor(house.desk, "U-CURATOR", Role.MEMBER), Action.TRACK)


def test_a_channel_without_the_bot_answers_with_the_line_that_lets_it_in(slack: FakeSlack, house: House) -> None:
    slack.channel("G-PRIVATE", kind="group", member=False)
    for words in ("subscribe Meta", "test"):
        assert "Type here: /invite @orgwatch" in said(slack, words, channel="G-PRIVATE")
    assert curate.log(house.desk) == ()


def test_help_names_every_order(slack: FakeSlack) -> None:
    for channel in ("C1", "C-GERMAN"):
        seen = said(slack, "help", channel=channel)
        assert [order for order in Order if f"/orgwatch {order}" not in seen] == []


def test_no_words_of_an_order_come_alive(slack: FakeSlack) -> None:
    for text in corpus.TEXTS[::4]:
        for order in ("track", "mute", "subscribe"):
            words = f"{order} {text[:300]}".encode(errors="replace").decode()
            message = slack.command("/orgwatch", words, user="U-ADMIN").message
            assert look.live_mentions(message["text"], message["blocks"]) == [], text
            assert look.linked_hosts(message["text"], message["blocks"]) == set(), text
