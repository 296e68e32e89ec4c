import gc
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.feeds import parse as parse_module
from bot.feeds import strict
from bot.feeds.document import find_items
from bot.feeds.parse import MOST_NEW_ITEMS, parse
from bot.model import Entry
from tests.feeds.documents import ITEMS, Item, atom, rdf, rss

URL = "https://sample.example/feeds/news.xml"
PAGE = "The address answers with a web page, not with a feed."
DATE = datetime(2025, 9, 2, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize("document", [rss(), rss(cdata=False), atom()])
def test_entries_come_as_published(document: bytes) -> None:
    parsed = parse(document, "application/xml", URL)
    assert parsed.problem is None
    assert (parsed.title, parsed.language and parsed.language[:2]) == ("The Sample & Daily", "de")
    assert len(parsed.items) == len(ITEMS)
    for entry, item in zip(parsed.entries, ITEMS, strict=True):
        assert (entry.guid, entry.link, entry.author) == (item.guid, item.link, item.author)
        assert (entry.summary, entry.content) == (item.summary, item.content)
        assert entry.published == DATE
    assert "Größe" in (parsed.entries[0].title or "")


def test_rss_1_entries() -> None:
    parsed = parse(rdf(), None, URL)
    assert [entry.guid for entry in parsed.entries] == [item.guid for item in ITEMS]
    assert [entry.summary for entry in parsed.entries] == [item.summary for item in ITEMS]
    assert {entry.updated for entry in parsed.entries} == {DATE}


@pytest.mark.parametrize("form", [rss, atom, rdf])
def test_known_items_are_not_read_again(form: object) -> None:
    assert callable(form)
    known = parse(form(ITEMS[1:]), None, URL).items
    parsed = parse(form(ITEMS), None, URL, known)
    assert [entry.guid for entry in parsed.entries] == [ITEMS[0].guid]
    assert parsed.items > known
    again = parse(form(ITEMS), None, URL, parsed.items)
    assert (again.entries, again.items, again.problem) == ((), parsed.items, None)
    assert again.title == "The Sample & Daily"


def test_an_edited_item_is_read_again() -> None:
    known = parse(rss(), None, URL).items
    parsed = parse(rss().replace(b"names person 3", b"hires person 3"), None, URL, known)
    assert [entry.guid for entry in parsed.entries] == [ITEMS[2].guid]


def test_items_no_longer_listed_are_forgotten() -> None:
    known = parse(rss(ITEMS), None, URL).items
    assert len(parse(rss(ITEMS[:2]), None, URL, known).items) == 2


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "The answer is empty."),
        (b" \n ", "The answer is empty."),
        (b"<!DOCTYPE html><html><body>Are you human?</body></html>", PAGE),
        (b"<!-- x --><HTML><p>hello", PAGE),
        (b"Service unavailable", "The answer is no feed."),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "The answer is no feed."),
        (b'{"error": "no"}', "The answer is JSON, but not a JSON Feed: it has no list of items."),
        (b'{"items": ', "The answer begins like JSON but cannot be read as such."),
        (b" " * 5_000_001, "The document is larger than 5 MB."),
        (
            b'<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel><item><title>&a;</title></item></channel></rss>',
            "The document defines entities of its own, which no feed needs and attacks use.",
        ),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_told_in_words(body: bytes, problem: str) -> None:
    parsed = parse(body, "text/html", URL, frozenset({b"known"}))
    assert parsed.problem == problem
    assert parsed.entries == ()


def test_an_empty_feed_is_no_problem() -> None:
    for form in (rss(()), atom(()), rdf(())):
        parsed = parse(form, None, URL)
        assert (parsed.problem, parsed.entries, parsed.items) == (None, (), frozenset())


def test_items_under_other_spellings_are_read_though_not_cut() -> None:
    prefixed = rdf().replace(b"<item ", b"<r:item ").replace(b"</item>", b"</r:item>")
    prefixed = prefixed.replace(b"xmlns=", b'xmlns:r="http://purl.org/rss/1.0/" xmlns=')
    for document in (prefixed, rss().replace(b"<item>", b"<ITEM>").replace(b"</item>", b"</ITEM>")):
        parsed = parse(document, None, URL)
        assert [entry.guid for entry in parsed.entries] == [item.guid for item in ITEMS]
        assert parsed.items == frozenset()


SICK = {
    "bare ampersands": lambda document: document.replace(b"</title>", b" R&D AT&T</title>"),
    "names of HTML": lambda document: document.replace(b"</title>", b" &nbsp;&uuml;</title>"),
    "a missing end tag": lambda document: document.replace(b"</item>", b"", 1).replace(b"</entry>", b"", 1),
    "a warning before the declaration": lambda document: (
        b"\n\n<b>Warning</b>: db.php on line <b>3</b><br />\n" + document
    ),
    "windows-1252 called UTF-8": lambda document: document.decode().encode("cp1252"),
    "control characters": lambda document: document.replace(b"</title>", b"\x0b\x08</title>"),
    "an undeclared prefix": lambda document: document.replace(b"<title>N", b"<media:rating>x</media:rating><title>N"),
    "markup in titles": lambda document: document.replace(b"</title>", b"<br><i>live</title>"),
}


@pytest.mark.parametrize("sickness", SICK)
@pytest.mark.parametrize("form", [rss(), atom()])
def test_sick_documents_keep_their_entries(sickness: str, form: bytes) -> None:
    parsed = parse(SICK[sickness](form), "application/xml; charset=utf-8", URL)
    assert parsed.problem is None
    assert [(entry.guid, entry.link, entry.published) for entry in parsed.entries] == [
        (item.guid, item.link, DATE) for item in ITEMS
    ]
    assert all("«Größe" in (entry.title or "") for entry in parsed.entries)


def test_one_bad_byte_spoils_one_word() -> None:
    document = rss().replace(b"starts in May", b"starts in caf\xe9", 1)
    titles = [entry.title for entry in parse(document, "text/xml; charset=utf-8", URL).entries]
    assert titles == [entry.title for entry in parse(rss(), None, URL).entries]


def test_a_flood_of_items_is_taken_in_portions() -> None:
    many = [Item(f"id{number}", f"Title {number}", f"https://sample.example/{number}", "") for number in range(1200)]
    document = rss(many)
    known: frozenset[bytes] = frozenset()
    seen: list[str | None] = []
    for left in (700, 200, 0):
        parsed = parse(document, None, URL, known)
        assert parsed.left_out == left
        assert len(parsed.entries) <= MOST_NEW_ITEMS
        seen += [entry.guid for entry in parsed.entries]
        known = parsed.items
    assert seen == [item.guid for item in many]


def test_a_guid_that_comes_twice_gives_two_entries() -> None:
    twice = (ITEMS[0], Item(ITEMS[0].guid, "Another title", "https://sample.example/other", "Other words"))
    assert len(parse(rss(twice), None, URL).entries) == 2


def test_links_become_absolute_by_the_feed_address() -> None:
    document = rss((Item("1", "A title", "/news/1", ""), Item("2", "A title", "//other.example/2", "")))
    assert [entry.link for entry in parse(document, None, URL).entries] == [
        "https://sample.example/news/1",
        "https://other.example/2",
    ]


def test_the_publisher_of_a_news_search_item() -> None:
    item = (
        b"<rss version='2.0'><channel><title>Search</title><item><title>A leads B - The Sample</title>"
        b'<source url="https://sample.example">The Sample</source></item></channel></rss>'
    )
    assert parse(item, None, URL).entries[0].publisher == "The Sample"
    assert parse(item.replace(b"<title>A", b"<title>A & "), None, URL).entries[0].publisher == "The Sample"


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Tue, 02 Sep 2025 08:30:00 GMT", DATE),
        ("Tue, 02 Sep 2025 08:30:00 Z", DATE),
        ("02 Sep 2025 10:30 +0200", DATE),
        ("Tue, 2 Sep 2025 04:30:00 EDT", DATE),
        ("2025-09-02T08:30:00Z", DATE),
        ("2025-09-02T10:30:00.123+02:00", DATE),
        ("2025-09-02T08:30:00", DATE),
        ("2025-09-02 08:30:00", DATE),
        ("Tue Sep  2 08:30:00 2025", DATE),
        ("2035-01-01T00:00:00Z", datetime(2035, 1, 1, tzinfo=UTC)),
        ("next Tuesday", None),
        ("", None),
    ],
)
def test_dates_are_read_as_published(date: str, expected: datetime | None) -> None:
    document = rss((Item("1", "A title", "https://sample.example/1", "", rfc=date),))
    assert parse(document, None, URL).entries[0].published == expected


@pytest.mark.parametrize(
    "date", ["0000-00-00T00:00:00Z", "1763900000", "99999", "2025-09-02T24:00:00Z", "Tue, 02 Sep 2025 08:30:00 +9999"]
)
def test_odd_dates_never_raise(date: str) -> None:
    document = rss((Item("1", "A title", "https://sample.example/1", "", rfc=date),))
    assert len(parse(document, None, URL).entries) == 1


def test_a_file_is_never_opened(tmp_path: Path) -> None:
    secret = tmp_path / "feed.xml"
    secret.write_bytes(rss())
    assert parse(str(secret).encode(), None, URL).problem == "The answer is no feed."


def test_outer_entities_and_documents_are_not_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("do not read")
    document = f'<!DOCTYPE rss SYSTEM "file://{secret}">'.encode() + rss().split(b"?>", 1)[1]
    assert "do not read" not in str(parse(document, None, URL))


class TestJsonFeed:
    def feed(self, items: object, **more: object) -> bytes:
        return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items, **more}).encode()

    def test_items_are_entries(self) -> None:
        item = {
            "id": 7, "url": "/7", "title": "A title", "content_html": "<p>Text</p>", "summary": "Short",
            "date_published": "2025-09-02T10:30:00+02:00", "authors": [{"name": "Ada Sample"}],
        }  # fmt: skip
        body = self.feed(
            [item], title="Sample", language="DE", hubs=[{"type": "WebSub", "url": "https://hub.example/"}]
        )
        parsed = parse(body, "application/feed+json", URL)
        assert parsed.entries == (
            Entry("7", "https://sample.example/7", "A title", "Short", "<p>Text</p>", "Ada Sample", None, DATE, None),
        )
        assert (parsed.title, parsed.language, parsed.hub) == ("Sample", "de", "https://hub.example/")
        assert parse(body, None, URL, parsed.items).entries == ()

    def test_wrong_types_are_passed_over(self) -> None:
        wrong: list[object] = [
            {"id": [], "url": 3, "title": None, "date_published": 7, "authors": "x"},
            "text",
            None,
            3,
        ]
        parsed = parse(self.feed(wrong, title=3, hubs="no"), None, URL)
        assert parsed.entries == (Entry(None, None, None),)

    def test_a_flood_is_taken_in_portions(self) -> None:
        body = self.feed([{"id": number} for number in range(700)])
        first = parse(body, None, URL)
        second = parse(body, None, URL, first.items)
        assert (len(first.entries), first.left_out, len(second.entries)) == (500, 200, 200)

    def test_deep_nesting_is_no_crash(self) -> None:
        assert parse(b'{"items":' + b"[" * 100_000, None, URL).problem is not None


HOSTILE = {
    "a long author": b"<author>" + b"a." * 25_000 + b"@</author>",
    "a long author with a name": b"<dc:creator>" + b"a@" + b"a." * 25_000 + b"!</dc:creator>",
    "a long author in pieces": b"<author>" + b"a.<![CDATA[a.]]>" * 4_000 + b"@</author>",
    "a long author of words": b"<author>" + b"a.b-c@ " * 8_000 + b"</author>",
    "many categories": b"".join(b"<category>%d</category>" % number for number in range(8_000)),
    "many categories with terms": b"".join(b'<category term="%d"/>' % number for number in range(8_000)),
    "many subjects": b"".join(b"<dc:subject>%d</dc:subject>" % number for number in range(8_000)),
    "many keywords": b"<itunes:keywords>"
    + b",".join(b"%d" % number for number in range(40_000))
    + b"</itunes:keywords>",
    "many tags": b"<tags>" + b",".join(b"%d" % number for number in range(40_000)) + b"</tags>",
    "comments without end": b"<description>" + b"&lt;!--" * 20_000 + b"</description>",
    "nested tags": b"<description>" + b"<a>" * 10_000 + b"</description>",
    "tags without end": b"<b " * 20_000,
    "quotes": b"<a b='" * 20_000,
    "ampersands": b"&" * 100_000,
    "entities": b"&a;" * 50_000,
    "CDATA without end": b"<![CDATA[" * 20_000,
    "declarations": b"<!x " * 20_000,
    "instructions": b"<?x " * 20_000,
}


@pytest.mark.timeout(30)
@pytest.mark.parametrize("attack", HOSTILE)
def test_no_document_stalls_the_parser(attack: str) -> None:
    """Each took seconds to minutes, or would. A broken `&` keeps the quick reader out of it."""
    item = b"<item><title>A & B</title><link>https://sample.example/1</link>" + HOSTILE[attack] + b"</item>"
    parsed = parse(rss().replace(b"<item>", item + b"<item>", 1), None, URL)
    assert parsed.problem is not None or any((entry.title or "").startswith("A & B") for entry in parsed.entries)


# What the quick reader must judge as feedparser does, or leave to it.
ELEMENTS = st.sampled_from(
    [
        "<title>One</title>",
        "<title></title>",
        "<title>Zwölf “Ä”</title>",
        "<title>a &amp; b</title>",
        "<title>CafÃ©</title>",
        "<title>\x80\x93</title>",
        "<title type='html'>x &lt;b&gt;y&lt;/b&gt;</title>",
        "<title type='xhtml'><b>x</b></title>",
        "<link>https://sample.example/a?b=1&amp;c=2</link>",
        "<link/>",
        "<link href='https://sample.example/atom'/>",
        "<link>https:////sample.example/a</link>",
        "<link rel='enclosure' href='https://sample.example/x.mp3'/>",
        "<link rel='alternate' type='application/json' href='https://sample.example/x.json'/>",
        "<atom:link href='https://sample.example/in-rss' rel='alternate'/>",
        "<link> /relative </link>",
        "<guid>https://sample.example/guid</guid>",
        "<guid isPermaLink='false'>plain</guid>",
        "<guid/>",
        "<id>urn:1</id>",
        "<description>Short</description>",
        "<description/>",
        "<description><![CDATA[<p>Long</p>]]></description>",
        "<summary>Sum</summary>",
        "<content:encoded><![CDATA[<p>All</p>]]></content:encoded>",
        "<content type='html'>C</content>",
        "<content type='xhtml'><div>X</div></content>",
        "<pubDate>Tue, 02 Sep 2025 08:30:00 GMT</pubDate>",
        "<pubDate>Tue, 02 Sep 2025 10:30:00 +0200</pubDate>",
        "<pubDate>yesterday</pubDate>",
        "<published>2025-09-02T08:30:00Z</published>",
        "<updated>2025-09-02T10:30:00+02:00</updated>",
        "<dc:date>2025-09-01</dc:date>",
        "<dc:date>2025-09-02T08:30:00Z</dc:date>",
        "<author>a@sample.example (Ada)</author>",
        "<author><name>Ada</name><email>a@sample.example</email></author>",
        "<atom:author><atom:name>Ada</atom:name></atom:author>",
        "<dc:creator>Ada</dc:creator>",
        "<dc:creator/>",
        "<source url='https://sample.example'>Sample</source>",
        "<source><title>T</title></source>",
        "<category>a</category>",
        "<comments>https://sample.example/c</comments>",
        "<enclosure url='https://sample.example/x' type='a/b' length='1'/>",
        "<media:content url='x'><media:title>M</media:title></media:content>",
        "<media:thumbnail url='x'/>",
        "<media:description>MD</media:description>",
        "<slash:comments>3</slash:comments>",
        "<unknown>u</unknown>",
        "<image><url>x</url><title>I</title><link>y</link></image>",
        "<itunes:summary>IS</itunes:summary>",
        "<itunes:duration>3</itunes:duration>",
        "<body>B</body>",
        "<tagline>T</tagline>",
        "<modified>2020-01-01T00:00:00Z</modified>",
        "<dc:title>DT</dc:title>",
        "<dc:subject>s</dc:subject>",
        "<language>fr</language>",
        "<expirationDate>x</expirationDate>",
        "<!-- a comment -->",
        "<?a processing instruction?>",
    ]
)
FRAMES = st.sampled_from(
    [
        ("<rss version='2.0'{}><channel><title>S</title>", "<item>", "</item>", "</channel></rss>"),
        ("<feed xmlns='http://www.w3.org/2005/Atom'{}><title>S</title>", "<entry>", "</entry>", "</feed>"),
        (
            "<rdf:RDF xmlns='http://purl.org/rss/1.0/' xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'{}>",
            "<item rdf:about='https://sample.example/about'>", "</item>", "</rdf:RDF>",
        ),
    ]
)  # fmt: skip
NAMESPACES = (
    " xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    " xmlns:atom='http://www.w3.org/2005/Atom' xmlns:media='http://search.yahoo.com/mrss/'"
    " xmlns:slash='http://purl.org/rss/1.0/modules/slash/' xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'"
)


def by_feedparser(document: bytes) -> tuple[Entry, ...]:
    found = feedparser.parse(
        io.BytesIO(document),
        sanitize_html=False,
        resolve_relative_uris=False,
        response_headers={"content-type": "application/xml; charset=utf-8"},
    )
    return tuple(parse_module.entry_of(entry) for entry in found["entries"])


@settings(max_examples=300)
@given(FRAMES, st.lists(st.lists(ELEMENTS, max_size=7), min_size=1, max_size=3))
def test_the_quick_reader_gives_what_feedparser_gives_or_nothing(
    frame: tuple[str, str, str, str], items: list[list[str]]
) -> None:
    head, opening, closing, tail = frame
    parts = "".join(opening + "".join(item) + closing for item in items)
    document = (head.format(NAMESPACES) + parts + tail).encode()
    quick = strict.read(document, len(items))
    assert quick is None or quick == by_feedparser(document)


@pytest.mark.parametrize("document", [rss(), rss(cdata=False), atom(), rdf()])
def test_the_quick_reader_reads_what_is_usual(document: bytes) -> None:
    spans = find_items(document)
    assert spans is not None
    assert strict.read(document, len(spans)) == by_feedparser(document)


@settings(max_examples=200)
@given(st.binary(max_size=400), st.sampled_from([rss(), atom(), rdf(), b""]), st.integers(0, 3000))
def test_any_bytes_are_answered(noise: bytes, document: bytes, place: int) -> None:
    parsed = parse(document[:place] + noise + document[place:], "text/xml", URL)
    assert parsed.problem is None or parsed.entries == ()


def test_nothing_is_left_behind() -> None:
    """Cycles in feedparser's objects are collected, not kept."""
    parse(rss().replace(b"</title>", b" & </title>"), None, URL)
    gc.collect()
    before = len(gc.get_objects())
    for _ in range(20):
        parse(rss().replace(b"</title>", b" & </title>"), None, URL)
    gc.collect()
    assert len(gc.get_objects()) - before < 500
