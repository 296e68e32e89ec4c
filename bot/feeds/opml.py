"""Lists of feeds in OPML, as other readers write and read them.

Comes in: a file's bytes, or feeds. Goes out: outlines, or the file's text. Pure. Must never open what a file points
to: a file with a document type is refused, for entities are all that it could be good for here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree

from bot.errors import OrgWatchError
from bot.text import clean
from bot.urls import openable

LARGEST_FILE = 5_000_000


class OpmlError(OrgWatchError):
    """The file is no OPML that can be read."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list: its address and what the list calls it."""

    url: str
    title: str


def read(file: bytes) -> tuple[Outline, ...]:
    """Every feed in the file, however deep its folders, each address once. OpmlError where it cannot be read."""
    if len(file) > LARGEST_FILE:
        raise OpmlError(f"The file is larger than {LARGEST_FILE // 1_000_000} MB; that is no list of feeds.")
    if b"<!DOCTYPE" in file or b"<!ENTITY" in file:
        raise OpmlError("The file declares a document type, which OPML has no need of; it is not read.")
    try:
        root = ElementTree.fromstring(file)
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise OpmlError(f"The file is no well-formed XML: {error}.") from error
    if root.tag.lower() != "opml":
        raise OpmlError("The file is XML, but no OPML.")
    found: dict[str, Outline] = {}
    for element in root.iter():
        if element.tag.lower() == "outline":
            named = {name.lower(): value for name, value in element.attrib.items()}
            address = openable(named.get("xmlurl", ""))
            if address and address not in found:
                found[address] = Outline(address, clean(named.get("title") or named.get("text") or ""))
    return tuple(found.values())


def write(outlines: Iterable[Outline], title: str = "OrgWatch feeds") -> str:
    """OPML 2.0 that `read` gives back unchanged."""
    root = ElementTree.Element("opml", version="2.0")
    ElementTree.SubElement(ElementTree.SubElement(root, "head"), "title").text = clean(title)
    body = ElementTree.SubElement(root, "body")
    for outline in outlines:
        name = clean(outline.title) or outline.url
        ElementTree.SubElement(body, "outline", type="rss", text=name, title=name, xmlUrl=outline.url)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"
