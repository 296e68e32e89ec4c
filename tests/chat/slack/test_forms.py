"""Forms: opened in time, previewed with the alerts, wrong words said inline, saved as the same orders that can be typed."""

from __future__ import annotations

import json

import pytest

from bot import curate, memory
from bot.chat.slack import blocks
from bot.companies import Directory
from bot.model import Article, Kind, Subject
from tests import builders
from tests.chat.slack import look
from tests.chat.slack.build import NOON, alert
from tests.chat.slack.workspace import COMPANIES, House
from tests.fakes.slack import FakeSlack
from tests.fakes.slack.senders import Json


@pytest.fixture(autouse=True)
def admin(slack: FakeSlack, house: House) -> None:
    """An admin at work, and a story of Crisan who goes from Meta to Figma in the memory."""
    slack.user("U-ADMIN", "Ada Admin", admin=True)
    slack.channel("C-GERMAN")
    slack.channel("C-FILE")
    told: Article = builders.article(published=NOON, seen=NOON)
    with house.desk.database.write() as connection:
        pairs = [(told, builders.reading(builders.claim()))]
        memory.remember(house.desk.database, connection, pairs, Directory(COMPANIES), first_fetch=False)


def opened(slack: FakeSlack, words: str, channel: str = "C1") -> Json:
    """The form behind an order without words."""
    page = slack.command("/orgwatch", words, user="U-ADMIN", channel=channel).message
    assert slack.press(page, "open_form", user="U-ADMIN", channel=channel).ack.status == 200
    return slack.modal()


def previewed(slack: FakeSlack, form: Json, **values: object) -> str:
    slack.press_in(form, "preview", user="U-ADMIN", values=values)
    assert slack.wait_for(lambda: slack.world.views[form["id"]]["hash"] != form["hash"])
    return look.visible(slack.world.views[form["id"]]["blocks"])


def answered(slack: FakeSlack, count: int = 1) -> str:
    """What came to any response_url or direct message after the form, in the order of coming."""

    def all_of_it() -> list[str]:
        urls = [look.visible(body["blocks"]) for place in slack.world.response_urls.values() for body in place.answers]
        return urls + [look.visible(message.blocks) for message in slack.messages("DU-ADMIN")]

    assert slack.wait_for(lambda: len(all_of_it()) >= count)
    return " ".join(all_of_it())


def test_a_channel_is_subscribed_by_a_form_that_shows_the_alerts_first(slack: FakeSlack, house: House) -> None:
    form = opened(slack, "subscribe")
    seen = previewed(slack, form, companies=["Meta"], kinds=["move"])
    assert "This would have sent 1 alert in the last 30 days." in seen
    assert "Loredana Crisan leaves Meta for Figma" in seen
    assert "This would have sent 0 alerts" in previewed(slack, slack.modal(), companies=["OpenAI"])
    wrong = slack.submit(form, {"companies": ["Meta"], "confidence": "quite"}, user="U-ADMIN")
    assert "is no confidence" in json.loads(wrong.body)["errors"]["confidence"]
    ack = slack.submit(form, {"companies": ["Meta"], "kinds": ["move"], "when": "digest"}, user="U-ADMIN")
    assert (ack.status, ack.body.strip('"')) == (200, "")
    assert "This channel hears from now on of: Meta; moves; in the digest" in answered(slack, 2)
    (one,) = [one for one in curate.effective(house.desk).choices.subscriptions if one.channel == "C1"]
    assert (one.companies, one.wish.kinds, one.digest) == (frozenset({"Meta"}), frozenset({Kind.MOVE}), True)


def test_a_company_is_tracked_by_a_form_with_aliases_and_look_alikes(slack: FakeSlack, house: House) -> None:
    form = opened(slack, "track")
    assert "Loredana Crisan leaves Meta for Figma" in previewed(slack, form, name="Figma")
    slack.submit(
        form, {"name": "Mistral AI", "aliases": "Mistral, Le Chat", "lookalikes": "mistral wind"}, user="U-ADMIN"
    )
    assert "I track Mistral AI from now on." in answered(slack, 2)
    found = Directory(curate.effective(house.desk).companies).find("le chat")
    assert found is not None
    assert (found.name, found.lookalikes) == ("Mistral AI", ("mistral wind",))


def test_a_german_channel_gets_german_forms(slack: FakeSlack, house: House) -> None:
    form = opened(slack, "subscribe", channel="C-GERMAN")
    assert "Firmen" in look.visible(form["blocks"])
    assert "0 Meldungen" in previewed(slack, form, companies=["OpenAI"])


def test_an_alert_can_be_muted_from_its_menu_with_expiry(slack: FakeSlack, house: House) -> None:
    slack.command("/orgwatch", "subscribe Meta", user="U-ADMIN").wait()
    message = blocks.alert(alert())
    posted = {"ts": "1.000001", "text": message.text, "blocks": list(message.blocks)}
    slack.press(posted, "alert_menu", user="U-ADMIN", option=1)
    form = slack.modal("Mute")
    offered = look.visible(form["blocks"])
    for part in ("This story", "Loredana Crisan", "Meta", "Figma", "A week"):
        assert part in offered
    assert slack.wait_for(lambda: "kept back 0 alerts" in look.visible(slack.modal("Mute")["blocks"]))
    assert "This would have kept back 1 alert" in previewed(slack, slack.modal("Mute"), name="Meta")
    slack.submit(form, {"name": "Meta", "span": "4w"}, user="U-ADMIN")
    assert "Meta is muted until 2026-12-21 12:00 UTC" in answered(slack, 2)
    (muted,) = curate.mutes(house.desk, "C1", NOON)
    assert (muted.subject, muted.name, muted.channel) == (Subject.COMPANY, "Meta", "C1")


@pytest.mark.parametrize("code", ["en", "de"])
def test_words_that_cannot_be_read_are_said_inline(slack: FakeSlack, house: House, code: str) -> None:
    house.usual = code
    slack.home_opened("U-ADMIN")
    assert slack.wait_for(lambda: "U-ADMIN" in slack.world.homes)
    slack.press_in(slack.world.homes["U-ADMIN"], "home_channel", user="U-ADMIN", chosen="C1")
    assert slack.wait_for(lambda: '"channel": "C1"' in slack.world.homes["U-ADMIN"]["private_metadata"])
    slack.press_in(slack.world.homes["U-ADMIN"], "home_rhythm", user="U-ADMIN")
    ack = slack.submit(slack.modal(), {"zone": "Atlantis", "digest": "sometimes", "quiet": "at night"}, user="U-ADMIN")
    answer = json.loads(ack.body)
    assert answer["response_action"] == "errors"
    assert answer["errors"].keys() == {"zone", "digest", "quiet"}
    assert ("ist keine Zeitzone" in answer["errors"]["zone"]) is (code == "de")
    assert curate.log(house.desk) == ()


def test_a_sample_of_what_a_channel_would_get_is_shown_to_who_asks_or_by_right_to_all(slack: FakeSlack) -> None:
    slack.command("/orgwatch", "subscribe Meta", user="U-ADMIN").wait()
    page, sample = slack.command("/orgwatch", "test", user="U1").wait(2).messages
    assert "would have got in the last 30 days: 1" in look.visible(page["blocks"])
    for part in ("Loredana Crisan leaves Meta for Figma", "Sample, not news"):
        assert part in look.visible(sample["blocks"])
    assert sample["response_type"] == "ephemeral"
    assert list(look.strings(sample["blocks"], "action_id")) == []
    assert "more rights" in slack.command("/orgwatch", "test send", user="U1").message["text"]
    to_all = slack.command("/orgwatch", "test send", user="U-ADMIN").wait(2).messages[1]
    assert to_all["response_type"] == "in_channel"


def test_a_form_that_may_not_be_saved_says_so_and_changes_nothing(slack: FakeSlack, house: House) -> None:
    form = opened(slack, "track")
    slack.submit(form, {"name": "Mistral AI"}, user="U1")
    assert "more rights" in answered(slack, 2)
    assert curate.log(house.desk) == ()
