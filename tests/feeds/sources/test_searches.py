"""News search and GDELT in their published form, with invented publishers."""

import json
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.articles import read as article
from bot.feeds import sources
from bot.feeds.sources import gdelt, news_search
from bot.feeds.values import Reply
from bot.model import Company, Tier

COMPANY = Company("Sample Platforms", aliases=("Sample Platforms", "Sampler", "Sample AI", "SP Inc", "Fifth"))
NOW = datetime(2025, 9, 2, 9, tzinfo=UTC)


class TestNewsSearch:
    def test_the_query_names_the_company_and_the_moves(self) -> None:
        feed = news_search.feed(COMPANY, "de")
        query = parse_qs(urlsplit(feed.url).query)
        assert query["q"][0].startswith('("Sample Platforms" OR "Sampler" OR "Sample AI" OR "SP Inc") (Vorstand OR ')
        assert query["q"][0].endswith(" when:3d")
        assert (query["hl"], query["gl"], query["ceid"]) == (["de"], ["DE"], ["DE:de"])
        assert (feed.tier, feed.language, feed.company) == (Tier.AGGREGATOR, "de", "Sample Platforms")
        english = parse_qs(urlsplit(news_search.feed(Company("Sample"), "en").url).query)
        assert english["q"][0].startswith('"Sample" (CEO OR ')
        assert (english["hl"], english["ceid"]) == (["en-US"], ["US:en"])

    def test_the_same_story_under_a_new_link_is_the_same_article(self) -> None:
        feed = news_search.feed(COMPANY, "en")
        keys = set()
        for link in ("CBMiAAA", "CBMiBBB"):
            body = f"""<rss version="2.0"><channel><title>"Sample" - Search</title><item>
                <title>Ada Sample leaves Sample Platforms - The Sample Daily</title>
                <link>https://news.google.com/rss/articles/{link}?oc=5</link><guid isPermaLink="false">{link}</guid>
                <pubDate>Tue, 02 Sep 2025 08:30:00 GMT</pubDate>
                <description>&lt;a href="https://news.google.com/rss/articles/{link}?oc=5" target="_blank"&gt;
                Ada Sample leaves Sample Platforms&lt;/a&gt;&amp;nbsp;&amp;nbsp;
                &lt;font color="#6f6f6f"&gt;The Sample Daily&lt;/font&gt;</description>
                <source url="https://daily.example">The Sample Daily</source></item></channel></rss>""".encode()
            (entry,) = sources.read(Reply(feed.url, 200, body, final_url=feed.url), feed, frozenset()).entries
            found = article(entry, feed, NOW, lambda text, prior: prior or "")
            assert found is not None
            assert (found.title, found.publisher) == ("Ada Sample leaves Sample Platforms", "The Sample Daily")
            assert (found.summary, found.text) == ("", "")
            keys.add(found.key)
        assert len(keys) == 1


class TestGdelt:
    def body(self, **more: object) -> bytes:
        item = {
            "url": "https://daily.example/1", "url_mobile": "", "title": "Sample Platforms loses its CFO , report says",
            "seendate": "20250902T083000Z", "socialimage": "", "domain": "daily.example", "language": "English",
            "sourcecountry": "United States",
        }  # fmt: skip
        return json.dumps({"articles": [item | more]}).encode()

    def test_articles_are_entries(self) -> None:
        feed = gdelt.feed(COMPANY, "en")
        assert parse_qs(urlsplit(feed.url).query)["query"][0].endswith(" sourcelang:english")
        parsed = sources.read(Reply(feed.url, 200, self.body()), feed, frozenset())
        (entry,) = parsed.entries
        assert entry.title == "Sample Platforms loses its CFO, report says"
        assert (entry.publisher, entry.link) == ("daily.example", "https://daily.example/1")
        assert entry.published == datetime(2025, 9, 2, 8, 30, tzinfo=UTC)
        assert sources.read(Reply(feed.url, 200, self.body()), feed, parsed.items).entries == ()

    @pytest.mark.parametrize(
        ("title", "expected"),
        [
            ("Ex - CEO joins", "Ex - CEO joins"),
            ("Sample ' s CFO ( 50 ) leaves : report", "Sample's CFO (50) leaves: report"),
            ("Q2 : $ 5 million !", "Q2: $5 million!"),
        ],
    )
    def test_titles_lose_their_odd_blanks(self, title: str, expected: str) -> None:
        feed = gdelt.feed(COMPANY, "en")
        (entry,) = sources.read(Reply(feed.url, 200, self.body(title=title)), feed, frozenset()).entries
        assert entry.title == expected

    def test_prose_is_no_news(self) -> None:
        feed = gdelt.feed(COMPANY, "en")
        busy = sources.read(
            Reply(feed.url, 200, b"Please limit requests to one every 5 seconds or contact us."), feed, frozenset()
        )
        assert busy.problem == "GDELT asks for longer pauses; it answers so when it is busy, too."
        for body in (b"The specified phrase is too short.", b"[]", b'{"articles": 3}'):
            assert sources.read(Reply(feed.url, 200, body), feed, frozenset()).problem is not None

    def test_no_match_is_no_problem(self) -> None:
        feed = gdelt.feed(COMPANY, "en")
        assert sources.read(Reply(feed.url, 200, b"{}"), feed, frozenset()).problem is None

    def test_wrong_types_are_passed_over(self) -> None:
        feed = gdelt.feed(COMPANY, "en")
        body = json.dumps(
            {"articles": [None, 3, {}, {"url": "https://a.example/", "title": None, "seendate": 7}]}
        ).encode()
        (entry,) = sources.read(Reply(feed.url, 200, body), feed, frozenset()).entries
        assert (entry.published, entry.title) == (None, "")


def test_each_source_is_asked_as_slowly_as_it_wishes() -> None:
    assert sources.HOST_GAPS["www.sec.gov"] >= 0.1
    assert sources.HOST_GAPS["api.gdeltproject.org"] >= 5
    assert sources.least_interval(gdelt.feed(COMPANY, "en")).total_seconds() == 900
    assert sources.least_interval(news_search.feed(COMPANY, "en")).total_seconds() == 900
