"""The sample morning is well-formed where it means to be, dated anew, and polite to a reader that asks twice."""

import io
import json
import re
import urllib.error
import urllib.request
from datetime import UTC, datetime
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest

from bot.model import Tier
from bot.sample import DOCUMENTS, Document, serve

FOLDER = Path(__file__).parents[1] / "config" / "sample"
NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)


def get(url: str, **headers: str) -> tuple[int, bytes, Message]:
    request = urllib.request.Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=10) as reply:
            return reply.status, reply.read(), reply.headers
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(), error.headers


def served(document: Document) -> bytes:
    with serve(FOLDER, NOW) as morning:
        (url,) = [feed.url for feed in morning.feeds if feed.url.endswith(document.file)]
        status, body, _ = get(url)
    assert status == 200
    return body


def items(body: bytes) -> list[dict[str, Any]]:
    """Link, title and date (text) of each item, whatever the kind of feed."""
    if body.startswith(b"{"):
        return [
            {"link": item["url"], "title": item["title"], "date": item["date_published"], "guid": item["id"]}
            for item in json.loads(body)["items"]
        ]
    return [
        {
            "link": entry.link,
            "title": entry.title,
            "date": entry["published" if "published" in entry else "updated"],
            "guid": entry.get("id"),
        }
        for entry in feedparser.parse(io.BytesIO(body)).entries
    ]


def test_every_kind_of_feed_and_both_languages_are_there() -> None:
    xml = [document for document in DOCUMENTS if not document.file.endswith(".json")]
    assert {feedparser.parse(io.BytesIO(served(document))).version for document in xml} == {"rss20", "rss10", "atom10"}
    (feed,) = [json.loads(served(document)) for document in DOCUMENTS if document not in xml]
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert {document.language for document in DOCUMENTS} == {"en", "de"}
    assert {document.file for document in DOCUMENTS} == {file.name for file in FOLDER.iterdir()}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.file)
def test_each_document_is_read_to_its_last_item(document: Document) -> None:
    body = served(document)
    found = items(body)
    assert len(found) == len(re.findall(rb"<item[ >]|<entry>|\"id\":", body))
    for item in found:
        assert (urlsplit(item["link"]).hostname or "").endswith(".example")
        assert item["title"]
        assert "{{" not in item["date"]
    assert "sample" in document.publisher.casefold()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.file)
def test_only_the_sick_document_is_sick(document: Document) -> None:
    if document.file.endswith(".json"):
        json.loads(served(document))
        return
    parsed = feedparser.parse(io.BytesIO(served(document)))
    assert bool(parsed.bozo) is (document.file == "abendkurier.rss")


def test_the_sick_document_comes_out_whole() -> None:
    (sick,) = [document for document in DOCUMENTS if document.file == "abendkurier.rss"]
    body = served(sick)
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")
    titles = [item["title"] for item in items(body)]
    assert "KI-Forscher Rishabh Agarwal verlässt Meta" in titles
    assert "Bäckerei Krümel & Söhne feiert hundert Jahre" in titles


def test_dates_are_of_this_morning_and_guids_stay() -> None:
    def morning(now: datetime) -> list[dict[str, Any]]:
        with serve(FOLDER, now) as served:
            return [item for feed in served.feeds for item in items(get(feed.url)[1])]

    today, later = morning(NOW), morning(datetime(2027, 1, 5, 9, 0, tzinfo=UTC))
    assert [(item["link"], item["guid"]) for item in today] == [(item["link"], item["guid"]) for item in later]
    assert all(one["date"] != other["date"] for one, other in zip(today, later, strict=True))
    dates = {item["title"]: item["date"] for item in today}
    assert dates["Loredana Crisan wechselt von Meta zu Figma"] == "2026-03-02T07:30:00+00:00"
    assert dates["Chaya Nayak, a nine-year Meta veteran, is joining OpenAI"] == "Mon, 02 Mar 2026 03:30:00 +0000"
    assert dates["Meta hires Scale AI founder Alexandr Wang as chief AI officer"] == "2026-02-28T08:30:00+00:00"


def test_who_asks_again_is_told_that_nothing_changed() -> None:
    with serve(FOLDER, NOW) as morning:
        url = morning.feeds[0].url
        _, _, headers = get(url)
        assert headers["Last-Modified"] == "Mon, 02 Mar 2026 08:30:00 GMT"
        status, body, _ = get(url, If_None_Match=headers["ETag"])
        assert (status, body) == (304, b"")
        assert get(url, If_None_Match='"other"')[0] == 200
        assert get(f"http://127.0.0.1:{morning.port}/other.rss")[0] == 404


def test_the_feeds_are_marked_and_gone_when_the_morning_ends() -> None:
    with serve(FOLDER, NOW) as morning:
        assert all(feed.sample for feed in morning.feeds)
        assert {urlsplit(feed.url).netloc for feed in morning.feeds} == {f"127.0.0.1:{morning.port}"}
        assert {feed.tier for feed in morning.feeds} == {Tier.PRESS, Tier.ISSUER}
    with pytest.raises(urllib.error.URLError):
        get(morning.feeds[0].url)
