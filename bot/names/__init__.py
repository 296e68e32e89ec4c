"""Whether two written names can be the same human's, and under which keys a name is found again.

Names come in as people write them; a `Likeness` or index keys go out. Nothing is remembered but parsed names,
which are a function of their text. This module must never decide that two humans are one: SAME means that the
names are the same name; who bears it is decided in `people` and `stories`, where companies are known.

How a name is read: titles go, "Wang, Alexandr" is turned round, accents are folded, particles ("von", "al-")
hang on the word they stand before, hyphens join. Two words are the same word when they sound alike in writing
(`sound`), stand in one group of known short forms or transliterations (`given`), or are long and differ in
one letter that is not the last. Order counts little (Zhao Shengjia, Shengjia Zhao), initials make MAYBE, a
surname alone makes MAYBE, two different generations (Jr., III) or middle initials make two names.

What was seen and where it fails: one changed letter in a short surname is another family (Beyer, Bayer) and in a
pinyin syllable another name (Shengjia, Shengjie), so neither is forgiven; a changed last letter is often the other
gender (Martin, Martina; Andrea, Andreas). Names taken in another culture (Jen-Hsun, Jensen) are not known: they
need an alias or a human's judgement. Han characters are read by pypinyin with every reading they have; two
different Han spellings of one pinyin name are two names.
Tried and left: rigour 2.6, whose names need PyICU and Jinja2, 5.9 s and 435 MB at the first name, 49 µs a pair, and
reach, with its symbols and its residue score as they come, a precision of 0.92 at a recall of 0.63 on our corpus.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from rapidfuzz.distance import OSA

from bot.model import Judgement, Verdict
from bot.names.parsing import COMMON_SURNAMES, PINYIN, Name, Word, groups_of, read
from bot.names.spelling import fold, sound, strict

__all__ = [
    "Likeness",
    "common",
    "compare",
    "fold",
    "fullness",
    "handles",
    "judge",
    "kept_under",
    "looked_up_under",
    "one_word",
    "person_key",
    "written_alike",
]


class Likeness(IntEnum):
    """What two spellings say of each other; more is more alike."""

    DIFFERENT = 0
    MAYBE = 1
    SAME = 2


def compare(a: str, b: str) -> Likeness:
    """Whether two spellings are one name. Symmetric; names that are not DIFFERENT share at least one of `handles`."""
    ones, others = read(a), read(b)
    if a == b and ones[0].handles and len(ones[0].words) > 1:
        return Likeness.SAME
    if len(ones) > 1 and len(others) > 1:
        return Likeness.SAME if ones[0].handles == others[0].handles else Likeness.DIFFERENT
    if len(ones) == len(others) == 1:
        return _compare(ones[0], others[0])
    return max(_compare(one, other) for one in ones for other in others)


def judge(a: str, b: str, judgements: Sequence[Judgement] = ()) -> Likeness:
    """`compare`, unless a human has said of these two names that they are one person, or two; the last word counts."""
    for judgement in reversed(judgements):
        if judgement.other is None or {person_key(a), person_key(b)} != {
            person_key(judgement.subject),
            person_key(judgement.other),
        }:
            continue
        if judgement.verdict is Verdict.SAME_PERSON:
            return Likeness.SAME
        if judgement.verdict is Verdict.NOT_SAME_PERSON:
            return Likeness.DIFFERENT
    return compare(a, b)


def also_called(name: str, judgements: Sequence[Judgement]) -> frozenset[str]:
    """The other names that a human has said are this name's person; a company behind "@" left out."""
    one_person = [judgement for judgement in judgements if judgement.verdict is Verdict.SAME_PERSON]
    if not one_person:
        return frozenset()
    wanted = person_key(name)
    found: set[str] = set()
    for judgement in one_person:
        if judgement.other is not None:
            both = [written.partition("@")[0].strip() for written in (judgement.subject, judgement.other)]
            for one, other in (both, both[::-1]):
                if person_key(one) == wanted:
                    found.add(other)
    return frozenset(found) - {name}


def handles(name: str) -> frozenset[str]:
    """The index keys under which a spelling is kept and looked up: how its surname sounds, and its given name with
    the surname's first letter. Two spellings that `compare` does not call DIFFERENT share at least one."""
    return frozenset().union(*(reading.handles for reading in read(name)))


def kept_under(name: str) -> frozenset[str]:
    """The index keys under which a remembered human's spelling is kept: `handles` and finer ones."""
    return frozenset().union(*(reading.kept_under for reading in read(name)))


def looked_up_under(name: str) -> frozenset[str]:
    """The index keys under which to look for whom a name may mean: each spelling that `compare` does not call DIFFERENT
    is kept under at least one of them. Of 100,000 people some 1,300 share a surname, some 80 such a key."""
    return frozenset().union(*(reading.looked_up_under for reading in read(name)))


def person_key(name: str) -> str:
    """One key for all spellings that differ only in case, accents, titles, particles and order."""
    return " ".join(sorted(word.text for word in read(name)[0].words)) or fold(name)


def common(name: str) -> bool:
    """Whether many humans bear the name, so that an equal full name alone is no evidence of one human."""
    words = read(name)[0].words
    return len(words) < 2 or bool({words[0].text, words[-1].text} & COMMON_SURNAMES)


def one_word(name: str) -> bool:
    """Whether no more than a surname, or a given name, is given: of a name in Han characters however they are read."""
    return all(len(reading.words) == 1 for reading in read(name))


def written_alike(a: str, b: str) -> bool:
    """Whether two spellings of one name differ in no more than accents, order, titles, middle names and letters that sound
    alike. A short form (Chris) can also be that of another name (Christine). Of other scripts nothing is said: True."""
    if not (fold(a).isascii() and fold(b).isascii()):
        return True
    one, other = ({sound(word.text) for word in read(name)[0].words if not word.initial} for name in (a, b))
    return one <= other or other <= one


def fullness(name: str) -> tuple[int, int, int]:
    """How much of the name a spelling gives: words written out, accents kept, letters. For choosing the fullest."""
    words = read(name)[0].words
    written = sum(max(len(word.parts), 1) for word in words if not word.initial)
    return written, sum(not letter.isascii() for letter in name), sum(len(word.text) for word in words)


_LONG_SURNAME = 9
"""From so many letters on, one changed letter is a slip of the same surname (Khosrowshahi); below, often another
family."""


def _compare(a: Name, b: Name) -> Likeness:
    found = a.looked_up_under & b.kept_under and b.looked_up_under & a.kept_under
    if not found or (a.generation and b.generation and a.generation != b.generation):
        return Likeness.DIFFERENT
    if len(a.words) == 1 or len(b.words) == 1:
        return _compare_surname_only(a, b)
    straight = _align(a, a.words, b, b.words)
    if straight is Likeness.SAME:
        return straight
    if a.rotations & b.rotations:
        # Thomas Martin and Martin Thomas are two; Zhao Shengjia and Shengjia Zhao are one.
        swapped = a.words[0].text != b.words[0].text
        return Likeness.MAYBE if swapped and _all_known(a) else Likeness.SAME
    turned = max(_align(a, a.words[1:] + a.words[:1], b, b.words), _align(a, a.words, b, b.words[1:] + b.words[:1]))
    unsure = _all_known(a) or _all_known(
        b
    )  # which of the names is the family's, if only one of the two spellings tells
    return max(straight, Likeness.MAYBE if turned is Likeness.SAME and unsure else turned)


def _all_known(name: Name) -> bool:
    return all(groups_of(word) for word in name.words)


def _compare_surname_only(a: Name, b: Name) -> Likeness:
    """A surname alone may be anybody of that name, even where both are only that."""
    short, long = (a, b) if len(a.words) == 1 else (b, a)
    word = short.words[0]
    surnames = [other for other in long.words if other is long.words[-1] or not groups_of(other)]
    if any(
        _surname(word, other) is Likeness.SAME or word.text in other.parts for other in surnames if not other.initial
    ):
        return Likeness.MAYBE
    return Likeness.DIFFERENT


def _align(a: Name, a_words: tuple[Word, ...], b: Name, b_words: tuple[Word, ...]) -> Likeness:
    """Both names with the given names first and the surname last."""
    surname = _surname(a_words[-1], b_words[-1])
    if surname is Likeness.DIFFERENT:
        return _beginning(a_words, b_words)
    given = _given_names(a_words[:-1], a.nicknames, b_words[:-1], b.nicknames)
    if surname is Likeness.MAYBE and given is not Likeness.SAME:
        return Likeness.DIFFERENT
    return min(surname, given)


def _beginning(a: tuple[Word, ...], b: tuple[Word, ...]) -> Likeness:
    """One name goes on where the other ends: Gabriel García, Gabriel García Márquez."""
    short, long = sorted((a, b), key=len)
    if len(short) < 2 or len(short) == len(long) or groups_of(short[-1]) or short[-1].initial:
        return Likeness.DIFFERENT
    if any(PINYIN.fullmatch(word.text) for word in short):
        return Likeness.DIFFERENT
    if all(word.text == other.text for word, other in zip(short, long, strict=False)):
        return Likeness.SAME
    # In Spanish the father's name comes before the mother's, and second given names fall away.
    fathers_name = short[-1].text == long[-2].text and short[0].text == long[0].text
    middle = {word.text for word in long[1:-2]}
    return Likeness.SAME if fathers_name and {word.text for word in short[1:-1]} <= middle else Likeness.DIFFERENT


def _surname(a: Word, b: Word) -> Likeness:
    if a.initial or b.initial:
        return Likeness.DIFFERENT
    if {strict(a.text), strict(a.joined)} & {strict(b.text), strict(b.joined)}:
        return Likeness.SAME
    if a.text in b.parts or b.text in a.parts:
        return Likeness.MAYBE
    if a.text in COMMON_SURNAMES and b.text in COMMON_SURNAMES:
        return Likeness.DIFFERENT
    if PINYIN.fullmatch(a.text) and PINYIN.fullmatch(b.text):
        return Likeness.DIFFERENT
    shorter = min(len(a.text), len(b.text))
    slip = shorter >= 5 and a.text[0] == b.text[0] and OSA.distance(a.text, b.text, score_cutoff=1) <= 1
    if slip or sound(a.text) == sound(b.text):
        return Likeness.SAME if shorter >= _LONG_SURNAME else Likeness.MAYBE
    return Likeness.DIFFERENT


def _given_names(
    a: tuple[Word, ...], a_nick: tuple[Word, ...], b: tuple[Word, ...], b_nick: tuple[Word, ...]
) -> Likeness:
    if "".join(word.text for word in a) == "".join(word.text for word in b):
        return Likeness.SAME
    if any(_given(x, y) is Likeness.SAME for x in (a[0], *a_nick) for y in (b[0], *b_nick)):
        return _middle_names(a[1:], b[1:])
    if _goes_by_middle_name(a, b) or _goes_by_middle_name(b, a):
        return Likeness.SAME if a[0].initial or b[0].initial else Likeness.MAYBE
    first = _given(a[0], b[0])
    return min(first, _middle_names(a[1:], b[1:]))


def _goes_by_middle_name(a: tuple[Word, ...], b: tuple[Word, ...]) -> bool:
    """G. Michael Sigman is called Michael Sigman."""
    return len(a) > 1 and not b[0].initial and any(_given(word, b[0]) is Likeness.SAME for word in a[1:])


def _middle_names(a: tuple[Word, ...], b: tuple[Word, ...]) -> Likeness:
    """Left out middle names say nothing; two that cannot be one name say two humans."""
    for x, y in zip(a, b, strict=False):
        if x.text[0] != y.text[0] or (not x.initial and not y.initial and _given(x, y) is not Likeness.SAME):
            return Likeness.DIFFERENT
    return Likeness.SAME


def _given(a: Word, b: Word) -> Likeness:
    if a.text == b.text:
        return Likeness.SAME
    if a.initial or b.initial:
        return Likeness.MAYBE if a.text[0] == b.text[0] else Likeness.DIFFERENT
    a_groups, b_groups = groups_of(a), groups_of(b)
    if a_groups & b_groups:
        return Likeness.SAME
    if a.text in b.parts[:1] or b.text in a.parts[:1]:
        return Likeness.MAYBE
    if PINYIN.fullmatch(a.text) and PINYIN.fullmatch(b.text):
        return Likeness.DIFFERENT
    if sound(a.text) == sound(b.text):
        return Likeness.SAME
    if a_groups and b_groups:
        return Likeness.DIFFERENT
    slip = (
        min(len(a.text), len(b.text)) >= 6
        and a.text[0] == b.text[0]
        and (a.text[-1] == b.text[-1] or "h" in (a.text[-1], b.text[-1]))
        and OSA.distance(a.text, b.text, score_cutoff=1) <= 1
    )
    return Likeness.SAME if slip else Likeness.DIFFERENT
