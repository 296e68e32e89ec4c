import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.opml import OpmlError, Outline, read, write
from bot.text import clean

FILE = b"""<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.1"><head><title>Subscriptions</title></head><body>
<outline text="Wires" title="Wires">
<outline type="rss" text="Sample &amp; Co" xmlUrl="https://Sample.example/feed#x" htmlUrl="/"/>
<outline text="Deeper"><outline XMLURL="http://other.example/rss" title="Other"/></outline></outline>
<outline type="rss" text="Again" xmlUrl="https://sample.example/feed"/>
<outline type="rss" text="A file" xmlUrl="file:///etc/passwd"/><outline text="No address"/></body></opml>"""


def test_every_feed_in_a_list_is_found_once() -> None:
    assert read(FILE) == (
        Outline("https://sample.example/feed", "Sample & Co"),
        Outline("http://other.example/rss", "Other"),
    )


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        (b"", "no well-formed XML"),
        (b"<opml><body>", "no well-formed XML"),
        (b"<?xml version='1.0' encoding='no-such'?><opml/>", "no well-formed XML"),
        (b"<rss/>", "no OPML"),
        (b'<!DOCTYPE opml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><opml>&b;</opml>', "document type"),
        (b'<!DOCTYPE opml SYSTEM "file:///etc/passwd"><opml/>', "document type"),
        (b" " * 5_000_001, "larger than 5 MB"),
    ],
)
def test_what_is_no_list_is_told(file: bytes, problem: str) -> None:
    with pytest.raises(OpmlError, match=problem):
        read(file)


NAMES = st.text(alphabet=st.characters(exclude_categories=["C"]), max_size=30)


@given(st.dictionaries(st.integers(0, 99).map("https://sample.example/{}".format), NAMES))
def test_what_is_written_is_read(feeds: dict[str, str]) -> None:
    outlines = tuple(Outline(url, clean(title) or url) for url, title in feeds.items())
    assert read(write(outlines).encode()) == outlines
