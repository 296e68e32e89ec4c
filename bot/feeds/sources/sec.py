"""EDGAR, where US companies file what they must: Form 8-K, item 5.02, changes of directors and officers.

Comes in: the Atom list of a company's filings (by CIK), a filing's index page, the filing itself. Goes out: an entry
a filing under item 5.02, complete only with the item's own text. Pure. Must never speak on the code alone: under
5.02 fall changes of pay as well, and the code's official name ("Departure of Directors …") is not news, so the feed's
summary is dropped.

Conduct (sec.gov): a User-Agent that names who asks, with a contact, else refusal; at most ten requests a second.
"""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urljoin

from bot.feeds.document import readable, to_utf8
from bot.feeds.parse import parse
from bot.feeds.values import Parsed, Reply, Request
from bot.model import Company, Entry, Feed, Tier
from bot.text import clean, plain

HOST = "www.sec.gov"
NO_CONTACT = (
    "EDGAR is off: the SEC answers only those who name a contact. Set `contact` in config/bot.toml to turn it on."
)

_LIST = "https://www.sec.gov/cgi-bin/browse-edgar?action=getcompany&CIK={cik}&type=8-K&dateb=&owner=include&count=40&output=atom"
_CHANGE = re.compile(r"\b5\.02\b")
_FILED = re.compile(
    rb"<filing-href>([^<]{1,300})</filing-href>(?:(?!</content>)[^\0]){0,3000}?<items-desc>([^<]{0,300})</items-desc>"
)
_INDEX = re.compile(r"https://www\.sec\.gov/Archives/edgar/data/\S+-index\.html?")
_DOCUMENT = re.compile(r"""href\s*=\s*["'](?:/ix\?doc=)?(/Archives/edgar/data/[^"'<>\s]+\.html?)["']""", re.IGNORECASE)
_HEADING = re.compile(r"^item\s*(\d\.\d\d)\b\.?", re.IGNORECASE)
_END = re.compile(r"^(?:signatures?|pursuant to the requirements of the securities exchange act)\b", re.IGNORECASE)


def feed(company: Company) -> Feed | None:
    """The list of a company's 8-K filings, None without a CIK."""
    if not company.cik:
        return None
    address = _LIST.format(cik=company.cik.strip().zfill(10))
    return Feed(address, "SEC EDGAR", Tier.FILING, "en", company=company.name)


def read(body: bytes, content_type: str | None, feed: Feed, known: frozenset[bytes]) -> Parsed:
    """The new filings under item 5.02, as entries without text; `more` says how to get it."""
    parsed = parse(body, content_type, feed.url, known)
    filed = {address.decode("latin-1").strip(): items.decode("latin-1") for address, items in _FILED.findall(body)}
    changes = (
        entry for entry in parsed.entries if _CHANGE.search(f"{entry.summary or ''} {filed.get(entry.link or '', '')}")
    )
    name = feed.company or parsed.title or "A company"
    return replace(parsed, entries=tuple(_bare(entry, name) for entry in changes))


def more(entry: Entry) -> Request | None:
    """The filing's index page, for an entry that has no text yet."""
    return Request(entry.link) if entry.link and not entry.content and _INDEX.fullmatch(entry.link) else None


def complete(entry: Entry, reply: Reply) -> Entry | Request:
    """After the index page the request for the filing itself; after the filing the entry with the text of item 5.02.
    An entry stays without text where the answer is of no use; it then says nothing."""
    if reply.problem is not None:
        return entry
    page = to_utf8(readable(reply.body), reply.content_type).decode("utf-8", "replace")
    if _INDEX.fullmatch(reply.url):
        document = _DOCUMENT.search(page)
        return Request(urljoin(reply.url, document[1]), accept="text/html, */*;q=0.1") if document else entry
    text = item_text(page)
    return replace(entry, content=text) if text else entry


def item_text(filing: str, item: str = "5.02") -> str:
    """The text under an item's heading in a filing's HTML, up to the next item or the signature; "" where it is not."""
    kept: list[str] = []
    inside = False
    for line in (clean(line) for line in plain(filing).split("\n")):
        heading = _HEADING.match(line)
        if heading:
            inside = heading[1] == item
        elif inside and _END.match(line):
            break
        elif inside:
            kept.append(line)
    return "\n".join(kept).strip()


def _bare(entry: Entry, company: str) -> Entry:
    title = f"{company}: Form 8-K, Item 5.02"
    return replace(
        entry, title=title, summary=None, content=None, author=None, published=entry.published or entry.updated
    )
