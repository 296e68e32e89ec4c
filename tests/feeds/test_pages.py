"""The words of an article, out of its page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.feeds.pages import LARGEST_PAGE, Pages, is_paywalled

SENTENCES = [
    f"This is sample sentence number {number}, which says that the weather in the north stays fair for another day."
    for number in range(8)
]
PAGE = (
    "<html><head><title>Weather</title>{head}</head><body><nav><a href='/'>Home</a> <a href='/more'>More news</a></nav>"
    "<article><h1>Weather</h1>{paragraphs}</article><footer>Imprint and privacy</footer></body></html>"
)


def page(head: str = "", sentences: list[str] = SENTENCES) -> bytes:
    return PAGE.format(head=head, paragraphs="".join(f"<p>{sentence}</p>" for sentence in sentences)).encode()


@pytest.fixture(scope="module")
def pages() -> Iterator[Pages]:
    pages = Pages()
    yield pages
    pages.close()


def test_the_article_is_read_and_what_stands_around_it_is_not(pages: Pages) -> None:
    text = pages.text(page(), "text/html; charset=utf-8")
    assert text is not None
    assert all(sentence in text for sentence in SENTENCES)
    assert "Imprint" not in text and "Home" not in text
    assert text.count("\n\n") >= len(SENTENCES) - 1


@pytest.mark.parametrize("body", [b"", b"\x00\x01\x02", b"<html>", page(sentences=["Please log in."]), b"<" * 50_000])
def test_a_page_without_an_article_is_none(pages: Pages, body: bytes) -> None:
    assert pages.text(body, "text/html") is None


def test_a_page_that_is_too_large_is_left(pages: Pages) -> None:
    assert pages.text(page() + b" " * LARGEST_PAGE, "text/html") is None


@pytest.mark.parametrize(
    ("head", "is_closed"),
    [
        ("", False),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>', True),
        ('<script type="application/ld+json">{"isAccessibleForFree":"False"}</script>', True),
        ('<script type="application/ld+json">{"isAccessibleForFree": true}</script>', False),
        ('<meta itemprop="isAccessibleForFree" content="false">', True),
        ('<meta property="article:content_tier" content="locked"/>', True),
        ('<meta property="article:content_tier" content="free"/>', False),
    ],
)
def test_a_page_that_is_not_free_is_left(pages: Pages, head: str, is_closed: bool) -> None:
    assert is_paywalled(page(head)) is is_closed
    assert (pages.text(page(head), "text/html") is None) is is_closed
