"""Messages about several stories: a digest with its picture, a storm that was folded, and each of their stories behind a button."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot import alerts, summary
from bot.chat.slack import limits, post, together
from bot.chat.slack.client import web_client
from bot.chat.slack.post import Poster
from bot.languages.wording import SPOKEN, wording
from bot.model import Alert, Channel, CompanyProfile, Kind, Later, Rank, Sent, StoryStatus
from tests.chat.slack import corpus, look
from tests.chat.slack.build import NOON, alert, delivery, line, source
from tests.chat.slack.test_blocks import _complaints
from tests.chat.slack.workspace import House
from tests.fakes.slack import BOT_TOKEN, FakeSlack
from tests.fakes.slack.blocks import slack_files
from tests.fakes.slack.senders import Json

FLOW = CompanyProfile("Meta", 7, net=(("Figma", 1, 2),), came_from=(("Figma", 1),), went_to=(("Figma", 2),))
KINDS = tuple(Kind)
TEXTS = [text.encode(errors="replace").decode() for text in corpus.TEXTS]
"""As they are once they were read from a feed: halves of a pair of surrogates do not get that far."""


def told(number: int, text: str = "", status: StoryStatus = StoryStatus.CONFIRMED) -> Alert:
    sentence = text or f"Person {number} leaves Meta"
    one = replace(line(sentence, f"Person {number}", status), kind=KINDS[number % len(KINDS)], rank=Rank.DIRECTOR)
    proof = (source(f"https://post{number}.example/{number}", f"Post {number}"),)
    return alert(sentence, (one,), status, proof, story=number)


def digest(count: int, flow: CompanyProfile | None = None, language: str = "en") -> Alert:
    channel = Channel("C1", "c1", language=language)
    found = [told(number + 1) for number in range(count)]
    return summary.digest(found, channel, date(2026, 11, 23), NOON - timedelta(days=7), NOON, flow)


def pressed(message: Json, slack: FakeSlack, button: str) -> Json:
    answer: Json = slack.press(message, button).message
    assert answer["response_type"] == "ephemeral"
    return answer


def sent(told: Alert) -> Json:
    message = post.drawn(told)
    return {"ts": "1.000001", "text": message.text, "blocks": list(message.blocks)}


@pytest.fixture
def workspace() -> Iterator[FakeSlack]:
    with FakeSlack() as fake:
        fake.channel("C1")
        yield fake


def test_a_digest_has_a_title_groups_chips_and_sources() -> None:
    found = [told(3, "Ann leaves Meta for Figma", StoryStatus.RUMOUR), told(1, "Bob leaves Meta")]
    made = summary.digest(found, Channel("C1", "c1"), date(2026, 11, 23), NOON, NOON, None)
    message = together.digest(made)
    assert _complaints(message) == []
    seen = look.visible(message.blocks)
    for part in (
        "2 stories in the digest of 2026-11-23",
        "Left",
        "Ann leaves Meta for Figma",
        "rumour",
        "(post3.example)",
    ):
        assert part in seen, part
    assert look.linked_hosts(message.text, message.blocks) == {"post1.example", "post3.example"}
    assert message.text.splitlines()[0] == "2 stories in the digest of 2026-11-23"
    assert "• Ann leaves Meta for Figma (rumour)" in message.text


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("count", [1, 9, 40, 400])
def test_a_digest_of_any_length_is_taken_and_says_what_it_leaves_out(language: str, count: int) -> None:
    message = together.digest(digest(count, FLOW, language))
    assert _complaints(message) == []
    assert (("more" if language == "en" else "weitere") in look.visible(message.blocks)) is (count == 400)
    assert list(look.strings(message.blocks, "value")) == ["-20261123"]


def test_a_folded_storm_shows_the_first_lines_and_counts_the_rest() -> None:
    folded = alerts.together([told(number, status=StoryStatus.REPORTED) for number in range(1, 13)])
    message = together.folded(folded)
    assert _complaints(message) == []
    seen = look.visible(message.blocks)
    assert "12 stories in one message" in seen
    assert "Person 8 leaves Meta" in seen
    assert "Person 9 leaves Meta" not in seen
    assert "and 4 more" in seen
    assert "One by one (12)" in seen
    assert list(look.strings(message.blocks, "action_id")) == ["all_stories"]


def test_no_story_of_several_comes_alive() -> None:
    for text in TEXTS:
        several = [told(1, text), told(2, text)]
        made = summary.digest(several, Channel("C1", "c1"), date(2026, 11, 23), NOON, NOON, None)
        lines = together.lines_of(several)
        for message in (
            together.digest(made),
            together.folded(alerts.together(several)),
            together.one_by_one(lines, 0, "1", wording("en")),
        ):
            assert _complaints(message) == [], text
            assert look.live_mentions(message.text, message.blocks) == [], text
            assert look.linked_hosts(message.text, message.blocks) <= {"post1.example", "post2.example"}, text


@pytest.mark.parametrize("of", ["storm", "digest"])
def test_each_story_of_several_stands_behind_the_button_with_its_own_menu(
    slack: FakeSlack, house: House, of: str
) -> None:
    singly = tuple(told(number) for number in range(1, 46))
    house.gathered = singly if of == "storm" else (digest(45),)
    message = sent(alerts.together(singly) if of == "storm" else digest(45))
    seen, page = "", pressed(message, slack, "all_stories")
    seen += look.visible(page["blocks"])
    assert "Stories 1 to 20 of 45" in seen
    for _ in range(2):
        page = pressed(page, slack, "more_stories")
        seen += look.visible(page["blocks"])
    assert "more_stories" not in look.strings(page["blocks"], "action_id")
    assert [number for number in range(1, 46) if f"Person {number} leaves Meta" not in seen] == []
    menu = next(name for name in look.strings(page["blocks"], "action_id") if name.startswith("alert_menu_"))
    story = menu.removeprefix("alert_menu_")
    assert "rule joins" in look.visible(slack.press(page, menu, option=0).message["blocks"])
    assert house.asked[-1] == f"why {story}"
    assert "noted" in slack.press(page, menu, option=3).message["text"]
    assert house.judged[-1][1] == story


def test_a_message_that_was_forgotten_says_so(slack: FakeSlack) -> None:
    assert "not remembered" in slack.press(sent(digest(2)), "all_stories").message["text"]


def test_a_digest_is_posted_with_the_flow_picture(workspace: FakeSlack) -> None:
    poster = Poster(web_client(BOT_TOKEN, workspace.url))
    assert isinstance(poster.post(delivery(), digest(3, FLOW)), Sent)
    (message,) = workspace.messages("C1")
    (file,) = slack_files(message.blocks)
    assert workspace.world.files[file]["shares"] == []
    assert "Meta: Where people came from" in " ".join(look.strings(message.blocks, "alt_text"))
    assert limits.problems(message.text, message.blocks) == ()


def test_a_digest_waits_for_its_picture_and_goes_without_it_at_last(workspace: FakeSlack) -> None:
    poster = Poster(web_client(BOT_TOKEN, workspace.url))
    workspace.show_files_late(3)
    assert poster.post(delivery(), digest(3, FLOW)) == Later(post.PICTURE_SECONDS)
    assert workspace.messages("C1") == []
    workspace.advance(4)
    assert isinstance(poster.post(replace(delivery(), attempts=1), digest(3, FLOW)), Sent)
    assert len(workspace.world.files) == 1
    workspace.show_files_late(3600)
    for attempts in range(post.PICTURE_ATTEMPTS):
        assert isinstance(poster.post(replace(delivery("k2"), attempts=attempts), digest(3, FLOW)), Later)
        workspace.advance(10)
    assert isinstance(poster.post(replace(delivery("k2"), attempts=post.PICTURE_ATTEMPTS), digest(3, FLOW)), Sent)
    assert [len(list(slack_files(message.blocks))) for message in workspace.messages("C1")] == [1, 0]


def test_a_digest_that_slack_refuses_goes_as_plain_lines(workspace: FakeSlack) -> None:
    poster = Poster(web_client(BOT_TOKEN, workspace.url))
    workspace.refuse_next("chat.postMessage", "invalid_blocks")
    assert isinstance(poster.post(delivery(), digest(3)), Sent)
    (message,) = workspace.messages("C1")
    assert message.blocks == []
    assert [f"Person {number} leaves Meta" in message.text for number in (1, 2, 3)] == [True] * 3


@pytest.mark.parametrize("seed", range(2))
def test_every_generated_gathering_is_taken_by_all_judges(seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(60):
        several = [
            told(dice.randint(1, 10**9), dice.choice(TEXTS), dice.choice(list(StoryStatus)))
            for _ in range(dice.choice((2, 9, 60)))
        ]
        made = summary.digest(
            several, Channel("C1", "c1", language=dice.choice(SPOKEN)), date(2026, 11, 23), NOON, NOON, None
        )
        lines = together.lines_of(several)
        for message in (
            together.digest(made),
            together.folded(alerts.together(several)),
            together.one_by_one(lines, dice.randrange(len(lines)), "-20261123", wording("de")),
        ):
            assert _complaints(message) == []
