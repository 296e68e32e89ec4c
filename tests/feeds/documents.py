"""Feed documents for tests, made from the same few items in every format. Invented publishers, our own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Item:
    guid: str
    title: str
    link: str
    summary: str
    content: str = ""
    author: str = "Ada Sample"
    rfc: str = "Tue, 02 Sep 2025 08:30:00 GMT"
    iso: str = "2025-09-02T08:30:00Z"


ITEMS = tuple(
    Item(
        guid=f"tag:sample.example,2025:{number}",
        title=f"Sample GmbH names person {number} as head of «Größe & Würde»",
        link=f"https://sample.example/news/{number}?a=1&b={number}",
        summary=f"Person {number} starts in May <here>.",
        content=f'<p class="body">Person {number} starts in <b>May</b>; </item> and </entry> are only words.</p>',
    )
    for number in range(1, 6)
)


def rss(items: Sequence[Item] = ITEMS, head: str = "", cdata: bool = True) -> bytes:
    def text(value: str) -> str:
        return f"<![CDATA[{value}]]>" if cdata else escape(value)

    parts = "".join(
        f"<item>\n<title>{escape(item.title)}</title><link>{escape(item.link)}</link>"
        f'<guid isPermaLink="false">{item.guid}</guid><pubDate>{item.rfc}</pubDate>'
        f"<dc:creator>{text(item.author)}</dc:creator><category>people</category>"
        f"<description>{text(item.summary)}</description><content:encoded>{text(item.content)}</content:encoded>\n</item>\n"
        for item in items
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
        f"<title>The Sample &amp; Daily</title><link>https://sample.example/</link><language>de-DE</language>{head}\n"
        f"{parts}</channel></rss>\n"
    ).encode()


def atom(items: Sequence[Item] = ITEMS, head: str = "") -> bytes:
    parts = "".join(
        f'<entry><id>{item.guid}</id><title type="html">{escape(escape(item.title))}</title>'
        f'<link rel="alternate" type="text/html" href="{escape(item.link)}"/><link rel="replies" href="/x"/>'
        f"<published>{item.iso}</published><updated>{item.iso}</updated><author><name>{item.author}</name></author>"
        f'<summary>{escape(item.summary)}</summary><content type="html">{escape(item.content)}</content></entry>\n'
        for item in items
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">'
        f"<title>The Sample &amp; Daily</title><id>tag:sample.example,2025:feed</id>{head}\n{parts}</feed>\n"
    ).encode()


def rdf(items: Sequence[Item] = ITEMS) -> bytes:
    parts = "".join(
        f'<item rdf:about="{item.guid}"><title>{escape(item.title)}</title><link>{escape(item.link)}</link>'
        f"<dc:date>{item.iso}</dc:date><dc:creator>{item.author}</dc:creator>"
        f"<description>{escape(item.summary)}</description></item>\n"
        for item in items
    )
    listed = "".join(f'<rdf:li rdf:resource="{item.guid}"/>' for item in items)
    return (
        '<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<channel rdf:about="https://sample.example/"><title>The Sample &amp; Daily</title>'
        "<dc:language>de</dc:language>"
        f"<items><rdf:Seq>{listed}</rdf:Seq></items></channel>\n{parts}</rdf:RDF>\n"
    ).encode()
