"""Rows 28 to 30 of the fault matrix: identities and dates."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles import EARLIEST, read, same_publication, signature
from bot.model import Article, Entry, Feed, Tier

SEEN = datetime(2025, 9, 2, 8, 30, tzinfo=UTC)
FEED = Feed("https://sample.example/feed", "The Sample", language="en")
SEARCH = Feed("https://search.example/rss?q=sample", "Sample search", tier=Tier.AGGREGATOR)
TEXT = "The Sample company says that Ada Sample will lead its research from the first of October on."


def guess(text: str, prior: str | None) -> str:
    return prior or "und"


def article(feed: Feed = FEED, seen: datetime = SEEN, **fields: object) -> Article:
    found = read(replace(Entry("id1", "https://sample.example/1", "A title"), **fields), feed, seen, guess)  # type: ignore[arg-type]
    assert found is not None
    return found


def test_an_entry_becomes_plain_text_at_one_address() -> None:
    found = article(
        title="Sample &amp; Co name <b>Ada</b>",
        summary="<p>In short.</p>",
        content="<p>One.</p><p>Two.</p>",
        link="http://www.sample.example:80/1?utm_source=rss&id=7#part",
    )
    assert (found.title, found.summary, found.text) == ("Sample & Co name Ada", "In short.", "One.\n\nTwo.")
    assert found.url == "http://www.sample.example/1?id=7"
    assert (found.publisher, found.tier, found.language, found.feed_url) == ("The Sample", Tier.PRESS, "en", FEED.url)


def test_nothing_to_read_is_no_article() -> None:
    assert read(Entry("1", "https://sample.example/1", " <img src='x'> ", "<p></p>"), FEED, SEEN, guess) is None
    assert read(Entry(None, None, None), FEED, SEEN, guess) is None


def test_a_text_without_title_is_an_article() -> None:
    assert article(title=None, summary="Ada joins.").summary == "Ada joins."


@pytest.mark.parametrize(
    ("summary", "content", "expected"),
    [
        ("The beginning …", "The beginning and the end.", ("", "The beginning and the end.")),
        ("Another lead.", "The beginning.", ("Another lead.", "The beginning.")),
        ("A title", None, ("", "")),
        ("word " * 1000, None, ("", ("word " * 1000).strip())),
    ],
)
def test_nothing_is_said_twice(summary: str, content: str | None, expected: tuple[str, str]) -> None:
    found = article(summary=summary, content=content)
    assert (found.summary, found.text) == expected


class TestDates:
    @pytest.mark.parametrize(
        ("published", "expected"),
        [
            (SEEN - timedelta(days=400), SEEN - timedelta(days=400)),
            (SEEN, SEEN),
            (SEEN + timedelta(hours=20), SEEN),
            (SEEN + timedelta(days=2), SEEN),
            (datetime(2035, 1, 1, tzinfo=UTC), SEEN),
            (datetime(9999, 12, 31, tzinfo=UTC), SEEN),
            (datetime(1763, 9, 1, tzinfo=UTC), SEEN),
            (datetime(1994, 12, 31, tzinfo=UTC), SEEN),
            (None, SEEN),
        ],
    )
    def test_only_a_possible_date_is_trusted(self, published: datetime | None, expected: datetime) -> None:
        assert article(published=published).published == expected

    def test_the_last_edit_stands_in_for_a_missing_date(self) -> None:
        edited = SEEN - timedelta(days=1)
        assert article(published=None, updated=edited).published == edited
        assert article(published=edited, updated=SEEN).published == edited


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_no_article_is_from_before_the_web_or_from_the_future(published: datetime, updated: datetime) -> None:
    assert EARLIEST <= article(published=published, updated=updated).published <= SEEN


class TestKeys:
    def test_the_same_page_is_the_same_article_however_it_is_spelled(self) -> None:
        links = [
            "https://sample.example/news/1", "http://sample.example/news/1", "https://www.sample.example/news/1/",
            "https://SAMPLE.example/news/1?utm_medium=rss", "https://sample.example/news/1#comments",
        ]  # fmt: skip
        assert len({article(link=link, guid=link, title=link).key for link in links}) == 1

    def test_distinct_pages_with_one_title_stay_two(self) -> None:
        assert article(link="https://sample.example/1").key != article(link="https://sample.example/2").key

    def test_items_of_a_live_page_stay_apart(self) -> None:
        keys = {article(link=f"https://sample.example/live#post-{number}").key for number in range(3)}
        assert len(keys) == 3

    def test_without_an_address_the_guid_decides_within_its_feed(self) -> None:
        one = article(link=None, guid="7")
        assert one.key != article(link=None, guid="8").key
        assert one.key == article(link="javascript:alert(1)", guid="7", title="Edited").key
        assert one.key != article(replace(FEED, url="https://other.example/"), link=None, guid="7").key

    def test_a_guid_that_is_an_address_is_one(self) -> None:
        assert article(link=None, guid="https://sample.example/1").url == "https://sample.example/1"

    def test_without_both_title_and_date_decide(self) -> None:
        day = timedelta(days=1)
        one = article(link=None, guid=None, published=SEEN - day)
        assert one.key == article(link=None, guid=None, published=SEEN - day, summary="Edited").key
        assert one.key != article(link=None, guid=None, published=SEEN - 2 * day).key
        assert one.key == article(link=None, guid=None, published=SEEN - day, seen=SEEN + day).key

    def test_a_news_search_is_keyed_on_title_and_publisher(self) -> None:
        """Address and guid are new at every fetch; the publisher's name hangs on the title."""
        first = article(
            SEARCH, guid="x1", link="https://s.example/r/1", title="Ada leads - The Sample", publisher="The Sample"
        )
        again = article(
            SEARCH, guid="x2", link="https://s.example/r/2", title="Ada Leads - The Sample", publisher="The Sample"
        )
        other = article(SEARCH, guid="x1", link="https://s.example/r/1", title="Ada leads - Other", publisher="Other")
        assert (first.title, first.publisher) == ("Ada leads", "The Sample")
        assert first.key == again.key != other.key


class TestSamePublication:
    def test_a_new_address_for_the_same_text(self) -> None:
        one = article(link="https://sample.example/2025/ada", summary=TEXT)
        two = article(link="https://sample.example/blog/ada.html", summary=TEXT + " Edited.")
        assert one.key != two.key
        assert signature(one) == signature(two)
        assert same_publication(one, two)

    def test_a_title_that_is_used_again(self) -> None:
        other = "A different week brings other names, other firms and not one of the words that stood here before."
        one, two = (
            article(link="https://sample.example/1", summary=TEXT),
            article(link="https://sample.example/2", summary=other),
        )
        assert not same_publication(one, two)

    def test_without_text_the_date_decides(self) -> None:
        one = article(link="https://sample.example/1", published=SEEN - timedelta(days=3))
        near = article(link="https://sample.example/2", published=SEEN - timedelta(days=2))
        far = article(link="https://sample.example/3", published=SEEN - timedelta(days=300))
        assert same_publication(one, near)
        assert not same_publication(one, far)

    def test_two_outlets_are_two_publications(self) -> None:
        one = article(link="https://sample.example/1", summary=TEXT)
        two = article(replace(FEED, publisher="Other"), link="https://other.example/1", summary=TEXT)
        assert not same_publication(one, two)

    def test_a_feed_whose_every_guid_and_link_changes(self) -> None:
        """Row 28: 500 items move to https and a new path; none is new."""
        old = [
            article(
                guid=f"http://s.example/{n}", link=f"http://s.example/{n}", title=f"Title {n}", summary=f"{n} {TEXT}"
            )
            for n in range(500)
        ]
        new = [
            article(guid=f"u{n}", link=f"https://s.example/new/{n}/", title=f"Title {n}", summary=f"{n} {TEXT}")
            for n in range(500)
        ]
        known = {signature(one): one for one in old}
        assert all(same_publication(known[signature(two)], two) for two in new)


@given(st.builds(Entry, *[st.one_of(st.none(), st.text(max_size=60))] * 7))
def test_any_entry_is_answered(entry: Entry) -> None:
    found = read(entry, SEARCH, SEEN, guess)
    assert found is None or (found.key and (found.title or found.summary or found.text))
