import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.document import cut, facts, find_items, hashes, readable, to_utf8
from tests.feeds.documents import ITEMS, atom, rdf, rss

PIECES = st.lists(
    st.sampled_from(
        [
            b"<item>",
            b"</item>",
            b"<item ",
            b"<items>",
            b"<entry>",
            b"</entry>",
            b"<![CDATA[",
            b"]]>",
            b"x",
            b">",
            b"<",
            b"</item",
        ]
    ),
    max_size=30,
).map(b"".join)


@pytest.mark.parametrize("document", [rss(), rss(cdata=False), atom(), rdf()])
def test_every_item_is_found_whole(document: bytes) -> None:
    spans = find_items(document)
    assert spans is not None
    assert len(spans) == len(ITEMS)
    for (start, end), item in zip(spans, ITEMS, strict=True):
        assert document[start:end].startswith((b"<item", b"<entry"))
        assert document[start:end].endswith((b"</item>", b"</entry>"))
        assert item.guid.encode() in document[start:end]


def test_an_item_without_end_tag_ends_where_the_next_begins() -> None:
    document = rss().replace(b"\n</item>\n", b"", 1)
    spans = find_items(document)
    assert spans is not None
    assert [document[start : start + 5] for start, _ in spans] == [b"<item"] * len(ITEMS)
    assert spans[0][1] == spans[1][0]


@pytest.mark.parametrize("share", [0.5, 0.7, 0.9])
def test_a_truncated_document_keeps_its_last_item(share: float) -> None:
    document = rss()[: int(len(rss()) * share)]
    spans = find_items(document)
    assert spans is not None
    assert spans[-1][1] <= len(document)
    assert len(spans) == document.count(b"<item>")


def test_items_and_entries_in_one_document_are_in_doubt() -> None:
    assert find_items(b"<rss><item>a</item><entry>b</entry></rss>") is None
    assert find_items(b"<rss><channel><title>none</title></channel></rss>") == []


@given(PIECES)
def test_spans_lie_apart_and_in_order(document: bytes) -> None:
    spans = find_items(document)
    position = 0
    for start, end in spans or []:
        assert position <= start < end <= len(document)
        position = end


@given(PIECES, st.data())
def test_cutting_keeps_the_rest(document: bytes, data: st.DataObject) -> None:
    spans = find_items(document) or []
    keep = data.draw(st.lists(st.booleans(), min_size=len(spans), max_size=len(spans)))
    removed = sum(end - start for (start, end), kept in zip(spans, keep, strict=True) if not kept)
    assert len(cut(document, spans, keep)) == len(document) - removed
    assert cut(document, spans, [True] * len(spans)) == document
    assert len(hashes(document, spans)) == len(spans)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece",
    [b"<item>", b"</item>", b"<![CDATA[", b"<![CDATA[]]>", b"<![CDATA[</item>]]>", b"<items", b"<item><![CDATA[", b"<"],
)
def test_floods_stay_linear(piece: bytes) -> None:
    find_items(b"<rss><channel><item>" + piece * (3_000_000 // len(piece)))


def test_facts_of_the_head() -> None:
    head = (
        "<ttl>45</ttl><skipHours><hour>0</hour><hour> 23 </hour><hour>24</hour></skipHours>"
        '<atom:link rel="hub" href="https://hub.example/?a=1&amp;b=2"/>'
        "<atom:link href='https://sample.example/feed' rel='self'/>"
    )
    said = facts(rss((), head))
    assert (said.title, said.language) == ("The Sample & Daily", "de-de")
    assert (said.ttl_minutes, said.skip_hours) == (45, frozenset({0, 23}))
    assert (said.hub, said.self_url) == ("https://hub.example/?a=1&b=2", "https://sample.example/feed")
    assert facts(atom(())).language == "de"
    assert facts(rdf(())).language == "de"
    assert facts(b"<rss><channel></channel></rss>").title is None


TEXT = "Größe – “Würde” €"


@pytest.mark.parametrize(
    ("document", "content_type"),
    [
        (f"<rss>{TEXT}</rss>".encode(), None),
        (f'<?xml version="1.0" encoding="iso-8859-1"?><rss>{TEXT}</rss>'.encode(), "text/xml; charset=iso-8859-1"),
        (f'<?xml version="1.0" encoding="utf-8"?><rss>{TEXT}</rss>'.encode("cp1252"), "text/xml; charset=utf-8"),
        (f"<rss>{TEXT}</rss>".encode("cp1252"), "text/xml; charset=ISO-8859-1"),
        (f'<?xml version="1.0" encoding="windows-1252"?><rss>{TEXT}</rss>'.encode("cp1252"), None),
        (f"<rss>{TEXT}</rss>".encode("gb18030"), "text/xml; charset=gb2312"),
        (f'<?xml version="1.0" encoding="utf-16"?><rss>{TEXT}</rss>'.encode("utf-16"), None),
        (f'<?xml version="1.0" encoding="utf-16"?><rss>{TEXT}</rss>'.encode("utf-16-be"), None),
        (codecs.BOM_UTF8 + f"<rss>{TEXT}</rss>".encode(), "text/xml; charset=utf-16"),
        (f"<rss>{TEXT}</rss>".encode("cp1252"), "text/xml; charset=no-such-charset"),
        (f"<rss>{TEXT}</rss>".encode("cp1252"), "text/xml; charset=zlib"),
        (f'<?xml version="1.0" encoding="AUTF-8"?><rss>{TEXT}</rss>'.encode(), None),
    ],
)
def test_whatever_is_declared_letters_come_out_right(document: bytes, content_type: str | None) -> None:
    decoded = to_utf8(readable(document), content_type).decode()
    assert decoded.endswith(f"<rss>{TEXT}</rss>")
    assert "encoding" not in decoded or 'encoding="utf-8"' in decoded


def test_single_bad_bytes_do_not_spoil_the_others() -> None:
    document = b"<rss>" + "Größe".encode() + b" caf\xe9 \x81</rss>"
    assert to_utf8(document, None).decode() == "<rss>Größe café \ufffd</rss>"


def test_mostly_bad_bytes_are_another_encoding() -> None:
    document = "<rss>Überführung für Größenwahn, ÜŸ</rss>".encode("cp1252")
    assert to_utf8(document, None).decode() == "<rss>Überführung für Größenwahn, ÜŸ</rss>"


def test_escape_coded_japanese_is_read_before_markup_is_looked_for() -> None:
    document = '<?xml version="1.0" encoding="iso-2022-jp"?><rss><item>人事</item></rss>'.encode("iso-2022-jp")
    assert readable(document).decode() == "<rss><item>人事</item></rss>"


def test_characters_that_xml_forbids_are_gone() -> None:
    assert to_utf8(b"<rss>a\x00b\x0bc\td\n</rss>", None) == b"<rss>abc\td\n</rss>"
