"""The quick reader for documents that as a whole are not well-formed: mended, then item by item.

Comes in: a document in UTF-8 and who reads what is left (feedparser). Goes out: its entries. Must never give an entry that
feedparser would give otherwise but for what is said here, and never lose an item.

Observed: one defect spoils a document for every strict parser, and feedparser then takes seven to thirty times as long for
all of it. Yet a forgotten end tag or a torn connection spoils one item of thirty, and the commonest defects (a bare ampersand, an
entity of HTML, a prefix that is never declared) have one meaning. Where it fails: raw markup inside titles spoils every
item, and then all goes to feedparser after all, for a tenth more.

In a document that is not well-formed feedparser adds a semicolon to a bare ampersand's word ("AT&T;") and leaves a number
for a letter as it is in an author's name ("O&#x27;Neil"); here the first stays as it is written, and the second is a letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.entities import name2codepoint
from xml.parsers import expat

from bot.feeds import strict
from bot.feeds.document import find_items
from bot.feeds.values import Found, Tolerant
from bot.model import Entry

LARGEST = 1_000_000
"""Bytes of a document that is read in parts; the worst case, a defect at the end of each, passes over it ten times."""
MOST_AMPERSANDS = 100_000
"""An honest document has some thousand; each costs a microsecond."""
LARGEST_HEAD = 16_384
"""Bytes before the first item: they are read again with each part of the items, of which there are twice as many as items."""

_OF_XML = frozenset((b"amp", b"lt", b"gt", b"quot", b"apos"))
_AS_IT_IS = re.compile(rb"(<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z))", re.DOTALL)
_BARE = re.compile(rb"&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|\w{1,32};)")
_NAMED = re.compile(rb"&(\w{1,32});")
_ITEM_END = re.compile(rb"</(?:item|entry)\s*>\s*\Z")
_FAMILIES = {prefix.encode(): family.encode() for prefix, family in strict.FAMILIES.items()}
_ROOT = re.compile(rb"<(?:rss|feed|rdf:RDF)(?=[\s>])")


def read(document: bytes, most: int, tolerant: Tolerant) -> Found | None:
    """The entries of a document in which up to `most` items are to be found, each by the quick reader where it can; None
    where reading the others failed."""
    if len(document) > LARGEST or document.count(b"&") > MOST_AMPERSANDS:
        return tolerant(document)
    mended = _mended(document)
    spans = find_items(mended, most) or ()
    frame = _frame(mended[: spans[0][0]]) if spans else None
    if frame is None:
        return tolerant(document)
    items = [_closed(mended[start:end]) for start, end in spans]
    entries = _quick(frame, items)
    broken = [item for item, entry in zip(items, entries, strict=True) if entry is None]
    if len(broken) == len(items):
        return tolerant(document)
    if not broken:
        return tuple(entry for entry in entries if entry is not None), ""
    found = tolerant(_framed(frame, broken))
    if found is None:
        return None
    slow = list(found[0])
    if len(slow) == len(broken):
        return tuple(entry or slow.pop(0) for entry in entries), found[1]
    return (*(entry for entry in entries if entry is not None), *slow), found[1]


Frame = tuple[bytes, bytes]
"""What stands before the items, and the end tags of what it leaves open."""


def _framed(frame: Frame, items: Sequence[bytes]) -> bytes:
    return frame[0] + b"".join(items) + frame[1]


def _quick(frame: Frame, items: Sequence[bytes]) -> list[Entry | None]:
    """Each item's entry, None where the quick reader declines it; found by halves, for most are whole."""
    found = strict.read(_framed(frame, items), len(items))
    if found is not None:
        return list(found)
    if len(items) == 1:
        return [None]
    half = len(items) // 2
    return [*_quick(frame, items[:half]), *_quick(frame, items[half:])]


def _frame(head: bytes) -> Frame | None:
    """The head with its end tags; None where it is itself broken, or too large to be read so often."""
    if len(head) > LARGEST_HEAD:
        return None
    opened: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, _: opened.append(name)
    parser.EndElementHandler = lambda _: opened.pop()
    try:
        parser.Parse(head)
    except (expat.ExpatError, LookupError, ValueError):  # the last two: its encoding's name
        return None
    return (head, "".join(f"</{name}>" for name in reversed(opened)).encode()) if opened else None


def _closed(item: bytes) -> bytes:
    """An item with its end tag, which it lacks where the next one began without it."""
    if _ITEM_END.search(item, max(0, len(item) - 64)):
        return item
    return item + (b"</entry>" if item.startswith(b"<entry") else b"</item>")


def _mended(document: bytes) -> bytes:
    """With letters for the entities of HTML, `&amp;` for a bare ampersand, and known prefixes declared."""
    document = b"".join(
        part if at % 2 else _NAMED.sub(_reference, _BARE.sub(b"&amp;", part))
        for at, part in enumerate(_AS_IT_IS.split(document))
    )
    root = _ROOT.search(document)
    if root is None:
        return document
    missing = (
        b' xmlns:%b="%b"' % (prefix, family)
        for prefix, family in _FAMILIES.items()
        if b"<" + prefix + b":" in document and b"xmlns:" + prefix not in document
    )
    return document[: root.end()] + b"".join(missing) + document[root.end() :]


def _reference(found: re.Match[bytes]) -> bytes:
    whole, name = found[0], found[1]
    if name in _OF_XML:
        return whole
    code = name2codepoint.get(name.decode("utf-8", "replace"))
    return chr(code).encode() if code else b"&amp;" + whole[1:]
