"""A document with one defect is read item by item: whole items quickly, and none is lost."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds import piecewise
from bot.feeds.parse import by_feedparser
from bot.feeds.values import Found
from tests.feeds.documents import ITEMS, atom, rdf, rss

MOST = 10_000
Break = Callable[[bytes], bytes]


def _without_first_end(document: bytes) -> bytes:
    return document.replace(b"</item>\n", b"", 1).replace(b"</entry>\n", b"", 1)


def _without_a_declaration(document: bytes) -> bytes:
    return document.replace(b'xmlns:dc="http://purl.org/dc/elements/1.1/"', b"")


MENDED: dict[str, tuple[Break, str]] = {
    "an entity of HTML": (lambda document: document.replace(b"</title>", b" &uuml;&nbsp;&mdash;x</title>"), " ü\xa0—x"),
    "a bare ampersand": (lambda document: document.replace(b"</title>", b" R&D, AT&T</title>"), " R&D, AT&T"),
    "an entity of nobody": (lambda document: document.replace(b"</title>", b" &sample;</title>"), " &sample;"),
    "a lost end tag": (_without_first_end, ""),
    "an undeclared prefix": (_without_a_declaration, ""),
    "an undeclared family": (
        lambda document: document.replace(b"</title>", b"</title><media:rating>x</media:rating>"),
        "",
    ),
}


@pytest.mark.parametrize("document", [rss(), rss(cdata=False), atom(), rdf()], ids=["rss", "escaped", "atom", "rdf"])
@pytest.mark.parametrize("defect", MENDED)
def test_a_common_defect_is_mended(defect: str, document: bytes) -> None:
    spoil, added = MENDED[defect]

    def nobody(_: bytes) -> Found:
        raise AssertionError("all of this is read quickly")

    found = piecewise.read(spoil(document), MOST, nobody)
    assert found is not None
    assert [entry.guid for entry in found[0]] == [item.guid for item in ITEMS]
    assert [entry.title for entry in found[0]] == [f"{title}{added}" for title in _titles(document)]


def _titles(document: bytes) -> list[str]:
    found = by_feedparser(document)
    assert found is not None
    return [entry.title or "" for entry in found[0]]


@pytest.mark.parametrize("document", [rss(), atom(), rdf()], ids=["rss", "atom", "rdf"])
@pytest.mark.parametrize("place", range(len(ITEMS)))
def test_only_what_is_broken_is_left_to_feedparser(document: bytes, place: int) -> None:
    title = f"person {place + 1} as".encode()
    spoilt = document.replace(title, b"<br><i>" + title, 1)
    left: list[bytes] = []

    def tolerant(part: bytes) -> Found | None:
        left.append(part)
        return by_feedparser(part)

    found = piecewise.read(spoilt, MOST, tolerant)
    assert found is not None
    assert [entry.guid for entry in found[0]] == [item.guid for item in ITEMS]
    (part,) = left
    assert [item.title for item in ITEMS if item.title[:30].encode() in part] == []
    assert part.count(b"<i>" + title) == 1
    assert part.count(b"<title>") + part.count(b"<title type=") == 2  # the feed's and the item's


def test_of_a_torn_document_what_came_is_read() -> None:
    document = rss()
    whole = piecewise.read(document[: document.rindex(b"<item>") + 60], MOST, by_feedparser)
    assert whole is not None
    assert [entry.guid for entry in whole[0]] == [*(item.guid for item in ITEMS[:4]), None]


def test_where_the_broken_part_fails_nothing_is_taken_for_whole() -> None:
    assert piecewise.read(rss().replace(b"person 3", b"<i>", 1), MOST, lambda _: None) is None


@pytest.mark.parametrize(
    "document", [b"<rss><channel>" + b"<![CDATA[" * 100_000, b"<rss>" + b"<!--" * 200_000, b"&" * 900_000]
)
def test_a_flood_of_openings_takes_linear_time(document: bytes) -> None:
    began = time.process_time()
    piecewise.read(document + b"<item></item>", MOST, lambda _: None)
    assert time.process_time() - began < 1.0


SPOILERS = st.sampled_from(
    [
        b"&",
        b"&nbsp;",
        b"<br>",
        b"</item>",
        b"<item>",
        b"</title>",
        b"<dc:x>",
        b"<foo:bar/>",
        b"<![CDATA[",
        b"]]>",
        b"<!--",
        b"\xff",
    ]
)


@given(st.sampled_from([rss(), atom(), rdf()]), st.integers(0, 3_000), SPOILERS)
def test_whole_items_before_a_defect_are_never_lost(document: bytes, place: int, spoiler: bytes) -> None:
    found = piecewise.read(document[:place] + spoiler + document[place:], MOST, by_feedparser)
    assert found is not None
    whole = document[:place].count(b"</item>\n") + document[:place].count(b"</entry>\n")
    assert {entry.guid for entry in found[0]} >= {item.guid for item in ITEMS[:whole]}
