import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.discover import Found, discover

URL = "https://sample.example/news/page.html"


def test_feeds_that_a_page_names_are_found_in_order() -> None:
    page = b"""<!doctype html><html><head>
        <link rel="stylesheet" type="text/css" href="/style.css">
        <!-- <link rel="alternate" type="application/rss+xml" href="/old.xml"> -->
        <link rel="alternate" type="application/rss+xml" title="News &amp; more" href="/feed?a=1&amp;b=2">
        <LINK TYPE='application/atom+xml; charset=utf-8' HREF='atom.xml' REL='alternate'/>
        <link rel=alternate type=application/feed+json href=https://other.example/feed.json>
        <link rel="alternate" type="application/rss+xml" href="/feed?a=1&b=2">
        <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
        <link rel="alternate" hreflang="de" href="/de"></head>
        <body><a type="application/rss+xml" href="/people.rss">People</a></body></html>"""
    assert discover(page, "text/html", URL) == (
        Found("https://sample.example/feed?a=1&b=2", "News & more"),
        Found("https://sample.example/news/atom.xml", ""),
        Found("https://other.example/feed.json", ""),
        Found("https://sample.example/people.rss", ""),
    )


def test_the_page_may_say_where_its_links_begin() -> None:
    page = b'<base href="https://cdn.example/x/"><link type="application/rss+xml" href="feed">'
    assert discover(page, None, URL) == (Found("https://cdn.example/x/feed", ""),)


def test_a_page_without_feeds_has_none() -> None:
    assert discover(b"<html><a href='/feed'>Feed</a></html>", None, URL) == ()


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", [b"<link ", b"<link a=", b"<link a='", b"<!--", b"<base ", b"<a x=y "])
def test_floods_stay_linear(piece: bytes) -> None:
    discover(piece * (1_000_000 // len(piece)), None, URL)


@given(st.binary(max_size=300))
def test_any_page_is_answered(page: bytes) -> None:
    assert discover(page, None, URL) == () or b"type" in page.lower()
