"""Reads a document: which organisation changes it claims. The engine knows no word of any language.

    document -guess-> language -gate-> sentences -words-> atoms -fixed or free-> drafts -discourse-> claims

In: title, summary and text. Out: a `Reading`. It must never touch a clock, a disk beyond the packs, or the web.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from bot import languages
from bot.detect.atoms import Parsed, Type
from bot.detect.chunks import Chunk
from bot.detect.discourse.claims import claims
from bot.detect.discourse.text import Text
from bot.detect.draft import Draft
from bot.detect.fixed.frames import fixed_drafts
from bot.detect.fixed.phrases import phrases
from bot.detect.free.noun_phrases import noun_phrases
from bot.detect.free.valency import free_drafts
from bot.detect.gate import live, passes, remembers
from bot.detect.silence import LIMIT, MOST, READ, silence
from bot.detect.tokens import Sentence, sentences
from bot.detect.words.reader import atomise
from bot.languages.names import names
from bot.languages.pack import Pack
from bot.model import Reading

__all__ = ["Document", "read"]

OUTLET = re.compile(r"(?<=\w)\s+(?:--?|[–—|])\s*[\w.&']+(?: [\w.&']+){0,3}$")  # who says it, at a title's end
DATELINE = re.compile(
    r"(?:[A-Z][A-Z.]+[A-Z.,' ]{0,30}[\w.,/ ]{0,40}?\s)?(?:/[A-Z][\w ]{2,24}/|\([A-Z][\w./ -]{1,24}\))\s*(?:--?|[–—])\s"
)  # where and by whom a wire's text was filed ("NEW YORK, March 4 (Reuters) - ")
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
    weight = silence(list(islice(chain.from_iterable(part.lows for part in parts), READ)), pack)
    if weight >= (MOST if pack.free_order else LIMIT):
        return Reading(language, False)
    parts, alive = telling(parts, pack)
    parsed: list[Parsed] = []
    chunks: list[list[Chunk]] = []
    drafts: list[list[Draft]] = []
    join, bind = (noun_phrases, free_drafts) if pack.free_order else (phrases, fixed_drafts)
    rest = max((at for at, one in enumerate(alive) if one), default=-1) + 1  # from here on nothing tells a move
    reader = parse(parts, pack)
    for at in range(len(parts)):
        if at == rest and not any(drafts) and not any(remembers(part.lows, pack) for part in parts):
            return Reading(language, False)
        sentence = next(reader)
        parsed.append(sentence)
        chunks.append(join(sentence, pack))
        drafts.append(bind(sentence, chunks[-1], pack) if alive[at] else [])
    if not parsed:
        return Reading(language, False)
    state = Text(whole, parsed, chunks, pack, names(), business=weight < 0, doubt=weight >= LIMIT)
    found = tuple(claims(state, drafts))
    return Reading(language, any(not claim.past for claim in found), found)


def parse(parts: list[Sentence], pack: Pack) -> Iterator[Parsed]:
    """The sentences as atoms, in their order, each read when it is asked for.

    Where the order is free a capital tells nothing in a headline, so there it is read last: who and what the text below
    names in full is known by then ("Koch geht" – "Jane Koch, Chefin von Linden Werkzeug, …").
    """
    known: set[str] = set()
    firms: set[tuple[str, ...]] = set()

    def atoms(part: Sentence) -> Parsed:
        found = atomise(part, pack, names(), known, firms)
        for atom in found.atoms:
            if atom.type is Type.PERSON and " " in atom.text:
                known.add(atom.text.casefold().split()[-1])
            elif atom.type is Type.ORG and " " in atom.low and pack.free_order:
                firms.add(tuple(atom.low.split()))
        return found

    below = {at: atoms(part) for at, part in enumerate(parts) if pack.free_order and not part.headline}
    for at, part in enumerate(parts):
        yield below[at] if at in below else atoms(part)


def telling(parts: list[Sentence], pack: Pack) -> tuple[list[Sentence], list[bool]]:
    """The sentences that are parsed: the opening, those that can tell a move, and those beside them; none if no
    sentence can. And of each whether it can.
    """
    parts = parts[:LONGEST]
    alive = [live(part.lows, pack) for part in parts]
    if not any(alive):
        return [], []
    kept = [
        at
        for at in range(len(parts))
        if at < OPENING or alive[at] or alive[at - 1] or (alive[at + 1 : at + 2] == [True])
    ]
    return [parts[at] for at in kept], [alive[at] for at in kept]


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
        dateline = DATELINE.match(part)
        filed = dateline.end() if dateline is not None else 0
        found += sentences(part[filed:], start + filed, False, pack.abbreviations)
        start += len(part) + 2
    return found
