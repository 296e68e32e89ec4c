"""What hosts allow."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.feeds.robots import KEPT_FOR, LARGEST_FILE, Robots, address
from bot.feeds.values import Reply
from tests.builders import MORNING

PAGE = "https://post.example/news/1"
ROBOTS = "https://post.example/robots.txt"


def said(rules: bytes = b"", status: int = 200) -> Reply:
    return Reply(ROBOTS, status, rules, problem=None if status == 200 else "The server answers otherwise.")


def test_each_host_has_its_rules() -> None:
    assert address(PAGE) == ROBOTS
    assert address("http://post.example:8080/news") == "http://post.example:8080/robots.txt"


@pytest.mark.parametrize(
    ("reply", "allowed"),
    [
        (said(b""), True),
        (said(b"User-agent: *\nDisallow: /private"), True),
        (said(b"User-agent: *\nDisallow: /news"), False),
        (said(b"User-agent: orgwatch\nDisallow: /\n\nUser-agent: *\nAllow: /"), False),
        (said(b"User-agent: OtherBot\nDisallow: /"), True),
        (said(b"\xff\xfe not text at all"), True),
        (said(b"#" * LARGEST_FILE + b"\nUser-agent: *\nDisallow: /"), True),
        (said(status=404), True),
        (said(status=410), True),
        (said(status=401), False),
        (said(status=403), False),
        (said(status=429), False),
        (said(status=500), False),
        (said(status=0), False),
    ],
)
def test_what_a_host_says_is_heeded_and_silence_is_no_consent(reply: Reply, allowed: bool) -> None:
    robots = Robots()
    assert robots.may_read(PAGE, MORNING) is None
    robots.learn(reply, MORNING)
    assert robots.may_read(PAGE, MORNING) is allowed


def test_rules_are_kept_for_a_day() -> None:
    robots = Robots()
    robots.learn(said(), MORNING)
    assert robots.may_read(PAGE, MORNING + KEPT_FOR - timedelta(seconds=1)) is True
    assert robots.may_read(PAGE, MORNING + KEPT_FOR) is None
