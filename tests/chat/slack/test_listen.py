"""Questions in Slack, over each transport: acknowledged at once, answered once, privately, and never with a trace."""

from __future__ import annotations

import time

import pytest

from bot.chat.slack import blocks
from bot.model import Verdict
from tests.chat.slack import corpus, look
from tests.chat.slack.build import alert
from tests.chat.slack.workspace import House, running
from tests.fakes.slack import SIGNING_SECRET, FakeSlack, Fault
from tests.fakes.slack.blocks import complaints
from tests.fakes.slack.senders import Json, Payloads, post, signed


def _posted_alert() -> Json:
    message = blocks.alert(alert())
    return {"ts": "1.000001", "text": message.text, "blocks": list(message.blocks)}


def test_whois_is_acknowledged_at_once_and_answered_privately(slack: FakeSlack, house: House) -> None:
    answer = slack.command("/whois", "Loredana Crisan")
    assert (answer.ack.status, answer.ack.body.strip('"')) == (200, "")
    assert answer.message["response_type"] == "ephemeral"
    seen = look.visible(answer.message["blocks"])
    for part in (
        "Loredana Crisan",
        "Now: Chief Design Officer at Figma",
        "reported",
        "2025-10-14",
        "earlier",
        "rumour",
    ):
        assert part in seen
    assert complaints(answer.message["blocks"]) == []
    assert house.asked == ["whois Loredana Crisan"]


def test_an_answer_can_be_shared_with_the_channel(slack: FakeSlack) -> None:
    private = slack.command("/whois", "Loredana Crisan").message
    shared = slack.press(private, "share").wait(2)
    assert shared.messages[0]["response_type"] == "in_channel"
    assert "Chief Design Officer at Figma" in look.visible(shared.messages[0]["blocks"])
    assert "share" not in look.strings(shared.messages[0]["blocks"], "action_id")
    assert shared.messages[1] == {"delete_original": True}


def test_moves_tells_who_came_and_went(slack: FakeSlack, house: House) -> None:
    seen = look.visible(slack.command("/moves", "Meta").message["blocks"])
    for part in ("Leadership", "Came", "Went", "last 90 days", "Figma: 1 came, 2 went"):
        assert part in seen
    assert house.asked == ["moves Meta"]


def test_whois_of_a_company_shows_the_company(slack: FakeSlack) -> None:
    assert "Leadership" in look.visible(slack.command("/whois", "Meta").message["blocks"])


def test_several_people_of_a_name_are_buttons_to_choose_from(slack: FakeSlack, house: House) -> None:
    choice = slack.command("/whois", "Zhao").message
    assert "Which Zhao do you mean?" in look.visible(choice["blocks"])
    assert "Shengjia Zhao (Zhao Shengjia)" in look.visible(choice["blocks"])
    assert "Wei Zhao (SAP)" in look.visible(choice["blocks"])
    picked = slack.press(choice, "person_1").message
    assert "Person 5" in look.visible(picked["blocks"])
    assert house.asked[-1] == "person 5"


def test_nobody_of_a_name_offers_those_who_are_near(slack: FakeSlack, house: House) -> None:
    answer = slack.command("/whois", "Nobody").message
    assert "Nobody and no company called “Nobody”" in look.visible(answer["blocks"])
    assert "Noah Body" in look.visible(answer["blocks"])
    assert "Person 6" in look.visible(slack.press(answer, "person_0").message["blocks"])
    slack.press(answer, "whois_0").wait()
    assert house.asked[-1] == "moves Meta"


def test_an_unknown_company_is_told_in_one_line(slack: FakeSlack) -> None:
    assert slack.command("/moves", "Nowhere").message["text"] == "no company “Nowhere” is known here"


@pytest.mark.parametrize("command", ["/orgwatch", "/orgwatch help", "/whois", "/moves"])
def test_help_answers(slack: FakeSlack, command: str) -> None:
    name, _, text = command.partition(" ")
    assert "/whois NAME" in look.visible(slack.command(name, text).message["blocks"])


def test_what_is_not_understood_says_what_would_be(slack: FakeSlack) -> None:
    assert "/orgwatch has no “make”" in slack.command("/orgwatch", "make coffee").message["text"]
    near = slack.command("/orgwatch", "subscrbe Meta").message
    assert "For example: /orgwatch subscribe Meta" in look.visible(near["blocks"])
    slack.direct_message("U1", "make coffee")
    assert slack.wait_for(lambda: len(slack.messages("DU1")) == 1)
    assert "I answer" in slack.texts("DU1")[0]


def test_status_and_why_answer(slack: FakeSlack, house: House) -> None:
    assert "12 feeds are read" in look.visible(slack.command("/orgwatch", "status").message["blocks"])
    why = slack.command("/orgwatch", "why 7").message
    assert "rule joins, 90 % sure" in look.visible(why["blocks"])
    for part in (
        "#general-news",
        "told",
        "the post is below what this channel wants",
        "the same person, the same step",
    ):
        assert part in look.visible(why["blocks"])
    assert "there is no story 404" in slack.command("/orgwatch", "WHY 404").message["text"]


def test_why_a_link_made_no_alert_is_one_of_the_named_outcomes(slack: FakeSlack, house: House) -> None:
    def why(link: str, channel: str = "C1") -> str:
        return look.visible(slack.command("/orgwatch", f"why {link}", channel=channel).message["blocks"])

    assert "nothing in it says that somebody moves" in why("https://news.example/silent")
    assert "no pack reads its language" in why("https://news.example/chinese")
    unseen = why("https://news.example/unseen")
    assert "No feed that I read brought this page." in unseen
    assert "rule joins, 90 % sure" in unseen
    assert house.asked[-1] == "read https://news.example/unseen"
    assert "answers 404" in why("https://news.example/gone")
    slack.channel("C-GERMAN")
    german = why("7", "C-GERMAN")
    for part in ("Warum?", "gemeldet (es ist zurückgezogen)", "(Teamleitung liegt unter Direktion)", "dieselbe Person"):
        assert part in german
    assert "/orgwatch why" in why("")


def test_the_news_are_searched_for_somebody_whom_nobody_knows(slack: FakeSlack, house: House) -> None:
    nobody = slack.command("/whois", "Nobody").message
    found = slack.press(nobody, "search_news").wait(2).messages
    assert "I search the news for Nobody" in found[0]["text"]
    seen = look.visible(found[1]["blocks"])
    for part in ("A search of the news found no move", "Nobody in the news", "(sample-times.example)"):
        assert part in seen
    assert house.asked[-1] == "search Nobody"
    assert list(look.strings(found[1]["blocks"], "action_id")) == []


def test_what_a_search_found_can_be_shared(slack: FakeSlack, house: House) -> None:
    nobody = slack.command("/whois", "Nobody").message
    nobody["blocks"][-1]["elements"][0]["value"] = "Found"
    found = slack.press(nobody, "search_news").wait(2).messages[1]
    assert "Now: Chief Design Officer" in look.visible(found["blocks"])
    assert list(look.strings(found["blocks"], "value")) == ["whois Found"]


def test_the_buttons_of_an_alert_answer_whoever_pressed_them(slack: FakeSlack, house: House) -> None:
    posted = _posted_alert()
    who = slack.press(posted, "whois_0").message
    assert who["response_type"] == "ephemeral"
    assert who["replace_original"] is False
    assert "Now: Chief Design Officer" in look.visible(who["blocks"])
    assert "rule joins" in look.visible(slack.press(posted, "why").message["blocks"])
    sources = slack.press(posted, "alert_menu", option=0).message
    assert "Sample Post" in look.visible(sources["blocks"])
    assert "(post.example)" in look.visible(sources["blocks"])
    assert "noted" in slack.press(posted, "alert_menu", option=2).message["text"]
    assert house.judged == [(Verdict.FALSE_ALARM, "7", "U1")]


def test_a_guest_may_ask_but_not_judge(slack: FakeSlack, house: House) -> None:
    slack.user("U9", "Guest", guest=True)
    assert "Guests may ask" in slack.press(_posted_alert(), "alert_menu", user="U9", option=2).message["text"]
    assert house.judged == []
    assert "Now:" in look.visible(slack.press(_posted_alert(), "whois_0", user="U9").message["blocks"])


def test_a_message_can_be_checked_for_moves(slack: FakeSlack, house: House) -> None:
    found = slack.shortcut(
        "check_for_moves", "Crisan joins Figma &amp; leaves <https://meta.example|Meta> <!here>"
    ).message
    assert "“Crisan joins Figma & leaves Meta”" in look.visible(found["blocks"])
    assert "rule joins" in look.visible(found["blocks"])
    assert "Nothing in it" in slack.shortcut("check_for_moves", "Nice weather").message["text"]
    assert found["response_type"] == "ephemeral"


def test_a_mention_is_answered_in_its_thread(slack: FakeSlack, house: House) -> None:
    acks = slack.mention("C1", "who is Loredana Crisan?")
    assert [ack.status for ack in acks] == [200]
    assert slack.wait_for(lambda: len(slack.messages("C1")) == 1)
    (answer,) = slack.messages("C1")
    assert answer.thread_ts is not None
    assert "Now: Chief Design Officer at Figma" in look.visible(answer.blocks)
    assert answer.arguments["unfurl_links"] is False
    assert house.asked == ["whois Loredana Crisan"]


def test_a_direct_message_is_answered_where_it_is(slack: FakeSlack, house: House) -> None:
    slack.direct_message("U1", "who's Loredana Crisan")
    assert slack.wait_for(lambda: len(slack.messages("DU1")) == 1)
    assert slack.messages("DU1")[0].thread_ts is None


def test_a_german_channel_is_answered_in_german(slack: FakeSlack) -> None:
    slack.channel("C-GERMAN")
    assert "Jetzt: Chief Design Officer bei Figma" in look.visible(
        slack.command("/whois", "Crisan", channel="C-GERMAN").message["blocks"]
    )


def test_what_comes_several_times_is_answered_once(slack: FakeSlack, house: House) -> None:
    slack.pace_at(None)
    for _ in range(5):
        acks = slack.mention("C1", "who is Loredana Crisan?", times=3, and_message=True)
        assert [ack.status for ack in acks] == [200] * 6
    assert slack.wait_for(lambda: len(slack.messages("C1")) >= 5)
    slack.command("/orgwatch", "status").wait()
    assert len(slack.messages("C1")) == 5
    assert house.asked == ["whois Loredana Crisan"] * 5


def test_an_answer_in_a_busy_channel_waits_its_turn(slack: FakeSlack) -> None:
    slack.break_next("chat.postMessage", Fault.RATE_LIMITED, seconds=1)
    slack.mention("C1", "who is Loredana Crisan?")
    assert slack.wait_for(lambda: len(slack.messages("C1")) == 1)


def test_programs_edits_and_joins_are_not_answered(slack: FakeSlack, house: House) -> None:
    said = {"type": "message", "channel": "DU1", "channel_type": "im", "user": "U1", "text": "who is Crisan"}
    acks = [
        *slack.event(said | {"ts": "5.1", "bot_id": "B1"}),
        *slack.event(said | {"ts": "5.2", "subtype": "message_changed"}),
        *slack.event(said | {"ts": "5.3", "subtype": "channel_join"}),
    ]
    assert [ack.status for ack in acks] == [200] * 3
    slack.command("/whois", "Loredana Crisan").wait()
    assert house.asked == ["whois Loredana Crisan"]


def test_a_handler_that_breaks_gives_a_sentence_and_no_trace(
    slack: FakeSlack, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.broken = True
    answer = slack.command("/whois", "Loredana Crisan")
    assert answer.ack.status == 200
    assert "Something went wrong" in answer.message["text"]
    assert "secret" not in str(answer.messages)
    slack.mention("C1", "who is Loredana Crisan?")
    assert slack.wait_for(lambda: len(slack.world.ephemeral) == 1)
    assert "Something went wrong" in slack.world.ephemeral[0]["text"]
    assert slack.messages("C1") == []
    assert "a secret that nobody may see" in caplog.text


def test_acknowledgements_do_not_wait_for_a_house_that_is_busy(slack: FakeSlack, house: House) -> None:
    house.held.clear()
    began = time.monotonic()
    answers = [slack.command("/whois", f"Person {number}") for number in range(12)]
    assert time.monotonic() - began < 5
    assert [answer.ack.status for answer in answers] == [200] * 12
    house.held.set()
    for answer in answers:
        assert "Now:" in look.visible(answer.message["blocks"])


def test_no_words_of_a_command_come_alive(slack: FakeSlack) -> None:
    for text in corpus.TEXTS:
        answer = slack.command("/whois", text[:2_000].encode(errors="replace").decode())
        assert answer.ack.status == 200
        message = answer.message
        assert look.live_mentions(message["text"], message["blocks"]) == [], text
        assert look.linked_hosts(message["text"], message["blocks"]) <= {"www.sample-times.example"}, text
        assert complaints(message["blocks"]) == [], text


def test_a_request_that_slack_did_not_sign_is_refused(house: House) -> None:
    with FakeSlack() as fake, running(fake, house, "http"):
        payloads = Payloads(fake.world, lambda: fake.url.removesuffix("/api/"))
        payload, place = payloads.command("/whois", "Loredana Crisan", "U1", "C1")
        url = fake.app_url
        body, headers = signed("another secret", "slash_commands", payload, time.time())
        assert post(url, body, headers).status == 401
        body, headers = signed(SIGNING_SECRET, "slash_commands", payload, time.time() - 301)
        assert post(url, body, headers).status == 401
        assert post(url, body, {"Content-Type": "application/x-www-form-urlencoded"}).status == 401
        body, headers = signed(SIGNING_SECRET, "slash_commands", payload, time.time())
        assert [post(url, body, headers).status for _ in range(3)] == [200] * 3
        assert fake.wait_for(lambda: len(place.answers) == 1)
        fake.command("/orgwatch", "status").wait()
        assert len(place.answers) == 1
