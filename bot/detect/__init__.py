"""Reads a document: which organisation changes it claims. The engine knows no word of any language.

    document -guess-> language -gate-> sentences -words-> atoms -fixed or free-> drafts -discourse-> claims

In: title, summary and text. Out: a `Reading`. It must never touch a clock, a disk beyond the packs, or the web.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot import languages
from bot.detect.atoms import Parsed, Type
from bot.detect.discourse.claims import claims
from bot.detect.discourse.text import Text
from bot.detect.fixed.frames import fixed_drafts
from bot.detect.fixed.phrases import phrases
from bot.detect.free.noun_phrases import noun_phrases
from bot.detect.free.valency import free_drafts
from bot.detect.gate import passes
from bot.detect.silence import LIMIT, MOST, silence
from bot.detect.tokens import Sentence, sentences
from bot.detect.words.reader import atomise
from bot.languages.names import names
from bot.languages.pack import Pack
from bot.model import Reading

__all__ = ["Document", "read"]

OUTLET = re.compile(r"(?<=\w)\s+(?:--?|[–—|])\s*[\w.&']+(?: [\w.&']+){0,3}$")  # who says it, at a title's end
STAFFED = frozenset({"jobs", "talent", "hires", "post"})  # classes that make a common verb worth reading
LONGEST = 4000  # sentences: no article has more, and what is parsed stays bounded
OPENING = 6  # sentences that name who and what a text is about
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
    if not passes(GATE.findall(whole.casefold()), pack):
        return Reading(language, False)
    parts = cut(document, pack)
    weight = silence([token.low for part in parts for token in part.tokens], pack)
    if weight >= (MOST if pack.free_order else LIMIT):
        return Reading(language, False)
    parts = telling(parts, pack)
    parsed: list[Parsed] = []
    known: set[str] = set()
    for part in parts:
        parsed.append(atomise(part, pack, names(), known))
        known |= {
            atom.text.casefold().split()[-1]
            for atom in parsed[-1].atoms
            if atom.type is Type.PERSON and " " in atom.text
        }
    join, bind = (noun_phrases, free_drafts) if pack.free_order else (phrases, fixed_drafts)
    chunks = [join(sentence, pack) for sentence in parsed]
    drafts = [bind(p, c, pack) for p, c in zip(parsed, chunks, strict=True)]
    if not parsed:
        return Reading(language, False)
    state = Text(whole, parsed, chunks, pack, names(), business=weight < 0, doubt=weight >= LIMIT)
    found = tuple(claims(state, drafts))
    return Reading(language, any(not claim.past for claim in found), found)


def telling(parts: list[Sentence], pack: Pack) -> list[Sentence]:
    """The sentences that are parsed: the opening, those that can tell a move, and those beside them; none if no
    sentence can.
    """
    parts = parts[:LONGEST]
    live = [pack.free_order or passes([token.low for token in part.tokens], pack) for part in parts]
    if not any(live):
        return []
    return [
        part
        for at, part in enumerate(parts)
        if at < OPENING or live[at] or live[at - 1] or (live[at + 1 : at + 2] == [True])
    ]


def cut(document: Document, pack: Pack) -> list[Sentence]:
    """All sentences of a document; places count in title, summary and text joined by blank lines."""
    found: list[Sentence] = []
    title = document.title
    outlet = OUTLET.search(title)
    if outlet is not None:
        found += sentences(title[: outlet.start()], 0, True, pack.abbreviations)
        found += sentences(title[outlet.start() :], outlet.start(), True, pack.abbreviations)
    else:
        found += sentences(title, 0, True, pack.abbreviations)
    start = len(title) + 2
    for part in (document.summary, document.text):
        found += sentences(part, start, False, pack.abbreviations)
        start += len(part) + 2
    return found
