"""Reads the sentences of a page: first those that can tell a move, each by itself, then what stands around them.

In: a page and the places of its lines. Out: sentences as atoms and chunks, with the moves that they tell. It must never look
beyond a sentence but for the names that the text has named in full; what sentences mean together is discourse's work.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bot.detect.atoms import Parsed, Type
from bot.detect.choice import Key, Page
from bot.detect.chunks import Chunk
from bot.detect.draft import Draft
from bot.detect.fixed.frames import fixed_drafts
from bot.detect.fixed.phrases import phrases
from bot.detect.free.noun_phrases import noun_phrases
from bot.detect.free.valency import free_drafts
from bot.detect.gate import Tells
from bot.detect.tokens import Sentence
from bot.detect.words.announcers import announcer, called
from bot.detect.words.reader import atomise
from bot.languages.names import names
from bot.languages.pack import Pack

BESIDE = 1 << 9  # sentences of a language that tell no move and are remembered as they were read: some 2 MB

ANNOUNCED = 5  # lines in which a release says who announces


@dataclass(frozen=True, slots=True)
class Understood:
    """A sentence as atoms and chunks, with the moves that it tells."""

    parsed: Parsed
    chunks: list[Chunk]
    drafts: list[Draft]


def read_alone(page: Page, at: int) -> list[Understood]:
    """What a line that can tell a move tells by itself."""
    found = [understand(sentence, tells, page.pack) for sentence, tells in page.sentences(at)]
    if not any(sentence.drafts for sentence in found):
        page.fall_quiet(at)
    return found


def understood(page: Page, places: Sequence[int], alone: Mapping[int, list[Understood]]) -> list[Understood]:
    """The sentences of a text at these places, in their order. Those that can tell a move were read by themselves first
    (`alone`): most of them tell none, and then nothing else is read. What the text names elsewhere changes only sentences
    that name it too; only these are read again.
    """
    pack = page.pack
    known: set[str] = set()
    firms = set() if pack.free_order else announced(page, places)
    found: dict[int, list[Understood]] = {}
    for at in sorted(places, key=lambda at: pack.free_order and page.lines[at].headline):
        found[at] = []
        for place, (part, tells) in enumerate(page.sentences(at)):
            named = not known.isdisjoint(part.lows) or any(firm[0] in part.lows for firm in firms)
            if not tells and not named:
                sentence = beside(page, at, place)
            elif tells and at in alone and not (named and misses(alone[at][place], known, firms)):
                sentence = alone[at][place]
            else:
                sentence = understand(part, tells, pack, known, firms)
            found[at].append(sentence)
            for atom in sentence.parsed.atoms:
                if atom.type is Type.PERSON and " " in atom.text:
                    known.add(atom.text.casefold().split()[-1])
                elif atom.type is Type.ORG and " " in atom.low and pack.free_order:
                    firms.add(tuple(atom.low.split()))
    return [sentence for at in places for sentence in found[at]]


def announced(page: Page, places: Sequence[int]) -> set[tuple[str, ...]]:
    """The firms that announce in a text's opening, in full and as they are called for short."""
    found: set[tuple[str, ...]] = set()
    for at in places[:ANNOUNCED]:
        for part, _ in page.sentences(at) if not page.lines[at].headline else ():
            firm = announcer(part, page.pack, names())
            found |= called(firm, names()) if firm else set()
    return found


def misses(sentence: Understood, known: Container[str], firms: Collection[tuple[str, ...]]) -> bool:
    """Whether a sentence that was read by itself holds a family name or a firm that the text names elsewhere, and it was not
    read as one. Most leads say in full whom the headline named in full.
    """
    lows = sentence.parsed.sentence.lows
    people: set[int] = set()
    houses: set[int] = set()
    for atom in sentence.parsed.atoms:
        if atom.type is Type.PERSON:
            people.update(range(atom.first + 1, atom.last))
        elif atom.type is Type.ORG and not cuts(lows, atom.first, atom.last, firms):
            houses.add(atom.first)
    firsts = {firm[0] for firm in firms}
    return any(
        (low in known and at not in people) or (low in firsts and at not in houses) for at, low in enumerate(lows)
    )


def cuts(lows: Sequence[str], first: int, last: int, firms: Collection[tuple[str, ...]]) -> bool:
    """Whether what was read as a firm is none that the text names, or only the beginning of one."""
    name = tuple(lows[first:last])
    longer = (firm for firm in firms if len(firm) > len(name) and firm[: len(name)] == name)
    return name not in firms or any(tuple(lows[first : first + len(firm)]) == firm for firm in longer)


def beside(page: Page, at: int, place: int) -> Understood:
    """A sentence that can tell no move, as it is read where nobody was named before. It may well come again, in the next
    line even, where a summary opens its text; nothing behind here changes atoms or chunks, so what was made of it is kept.
    """
    part, tells = page.sentences(at)[place]
    kept, key = read_beside(page.pack), (page.key(at), place)
    if key not in kept:
        if len(kept) >= BESIDE:
            kept.clear()
        kept[key] = understand(part, tells, page.pack)
    parsed = kept[key].parsed
    return Understood(Parsed(part, parsed.style, parsed.atoms, parsed.hedges), kept[key].chunks, [])


@cache
def read_beside(pack: Pack) -> dict[tuple[Key, int], Understood]:
    """What was made of sentences that can tell no move."""
    return {}


def understand(
    part: Sentence,
    tells: Tells,
    pack: Pack,
    known: Container[str] = (),
    firms: Collection[tuple[str, ...]] = (),
) -> Understood:
    """One sentence. `known` are family names and `firms` firms that the text has named in full before: in a headline, where
    the order is free, a capital tells nothing ("Koch geht" – "Jane Koch, Chefin von Linden Werkzeug, …").
    """
    join, bind = (noun_phrases, free_drafts) if pack.free_order else (phrases, fixed_drafts)
    parsed = atomise(part, pack, names(), known, firms)
    chunks = join(parsed, pack)
    return Understood(parsed, chunks, bind(parsed, chunks, pack) if tells else [])
