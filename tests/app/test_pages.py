"""A page that somebody points at is read as an article would be; what cannot be had is said in one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from bot.app.pages import read_page
from bot.errors import UnknownName
from bot.feeds.fetch import Fetcher
from tests.fakes.publisher import Publisher

PAGE = """<html><head><title>Loredana Crisan joins Figma | Sample Times</title></head>
<body><script>var nothing</script><p>Loredana Crisan joins Figma from Meta as Chief Design Officer.</p></body></html>"""


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with Publisher() as publisher:
        yield publisher


@pytest.fixture
def fetcher(publisher: Publisher) -> Iterator[Fetcher]:
    port = urlsplit(publisher.address("/")).port or 0
    with closing(Fetcher("OrgWatch tests", allow=[("127.0.0.1", port)])) as fetcher:
        yield fetcher


def test_a_page_is_read_for_moves(publisher: Publisher, fetcher: Fetcher) -> None:
    reading = read_page(fetcher, publisher.answer("/crisan", PAGE))
    assert {(claim.person, claim.to_org) for claim in reading.claims} == {("Loredana Crisan", "Figma")}


def test_a_page_that_cannot_be_had_is_said_in_one_line(publisher: Publisher, fetcher: Fetcher) -> None:
    with pytest.raises(UnknownName, match="404"):
        read_page(fetcher, publisher.address("/gone"))


def test_a_private_address_is_refused(fetcher: Fetcher) -> None:
    with pytest.raises(UnknownName):
        read_page(fetcher, "http://127.0.0.1:1/")
