"""Reads a document: which organisation changes it claims. The engine knows no word of any language.

    document -guess-> language -gate-> sentences -atoms-> chunks -frames-> drafts -discourse-> claims -silence-> reading

In: title, summary and text. Out: a `Reading`. It must never touch a clock, a disk beyond the packs, or the web.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot import languages
from bot.detect.atoms import atomise
from bot.detect.chunks import chunk
from bot.detect.discourse import Text, claims
from bot.detect.frames import fixed_drafts
from bot.detect.noun_phrases import noun_phrases
from bot.detect.silence import LIMIT, MOST, silence
from bot.detect.tokens import Sentence, sentences
from bot.detect.valency import free_drafts
from bot.languages.pack import Pack, names
from bot.model import Reading

__all__ = ["Document", "read"]

STAFFED = frozenset({"jobs", "talent", "hires", "post"})  # classes that make a common verb worth reading
GATE = re.compile(r"[^\W_]+(?:[.’'][^\W_]+)*|-")


@dataclass(frozen=True, slots=True)
class Document:
    """What is read. `language` is what its feed is usually written in, None where unknown."""

    title: str
    summary: str = ""
    text: str = ""
    language: str | None = None


def read(document: Document) -> Reading:
    """The claims of a document, none where its language has no pack."""
    whole = "\n\n".join((document.title, document.summary, document.text))
    language = languages.guess(whole, document.language)
    if language not in languages.codes():
        return Reading(language, False, (), has_pack=False)
    pack = languages.pack(language)
    if not passes(whole, pack):
        return Reading(language, False)
    parts = cut(document, pack)
    weight = silence([token.low for part in parts for token in part.tokens], pack)
    if weight >= (MOST if pack.free_order else LIMIT):
        return Reading(language, False)
    parsed = [atomise(part, pack, names()) for part in parts]
    join, bind = (noun_phrases, free_drafts) if pack.free_order else (chunk, fixed_drafts)
    chunks = [join(sentence, pack) for sentence in parsed]
    drafts = [bind(p, c, pack) for p, c in zip(parsed, chunks, strict=True)]
    found = tuple(
        claims(Text(parsed, chunks, pack, names(), whole=whole, business=weight < 0, doubt=weight >= LIMIT), drafts)
    )
    return Reading(language, any(not claim.past for claim in found), found)


def passes(whole: str, pack: Pack) -> bool:
    """The cheap gate: whether some phrase could be a move at all."""
    words = GATE.findall(whole.casefold())
    if pack.verbless is not None and any(
        "fresh" in pack.classes(word) and any(pack.is_role(after) for after in words[at + 1 : at + 4])
        for at, word in enumerate(words[:30])
    ):
        return True
    found = False
    for at, word in enumerate(words):
        if word in pack.triggers and pack.triggers.match(words, at) is not None:
            if word not in pack.weak:
                return True
            found = True
    anchors = names().companies
    return found and any(word in anchors or pack.is_role(word) or pack.classes(word) & STAFFED for word in words)


def cut(document: Document, pack: Pack) -> list[Sentence]:
    """All sentences of a document; places count in title, summary and text joined by blank lines."""
    found: list[Sentence] = []
    start = 0
    for index, part in enumerate((document.title, document.summary, document.text)):
        found += sentences(part, start, index == 0, pack.abbreviations)
        start += len(part) + 2
    return found
