"""Whether two written names can be the same human's, and under which keys a name is found again.

Names come in as people write them; a `Likeness` or index keys go out. Nothing is remembered but parsed names,
which are a function of their text. This module must never decide that two humans are one: SAME means that the
names are the same name; who bears it is decided in `people` and `stories`, where companies are known.

How a name is read: titles go, "Wang, Alexandr" is turned round, accents are folded, particles ("von", "al-")
hang on the word they stand before, hyphens join. Two words are the same word when they sound alike in writing
(`_sound`), stand in one group of known short forms or transliterations (`given`), or are long and differ in
one letter that is not the last. Order counts little (Zhao Shengjia, Shengjia Zhao), initials make MAYBE, a
surname alone makes MAYBE, two different generations (Jr., III) or middle initials make two names.

What was seen and where it fails: one changed letter in a short surname is another family (Beyer, Bayer) and in a
pinyin syllable another name (Shengjia, Shengjie), so neither is forgiven; a changed last letter is often the other
gender (Martin, Martina; Andrea, Andreas). Names taken in another culture (Jen-Hsun, Jensen) are not known: they
need an alias or a human's judgement. Han characters are read by pypinyin with every reading they have; two
different Han spellings of one pinyin name are two names.
Tried and left: rigour 2.6 (needs PyICU and Jinja2, 21 MB, 0.14 s to import, finds no more than the table here).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import islice, product

from rapidfuzz.distance import OSA

from bot.model import Judgement, Verdict
from bot.names import given as known


class Likeness(StrEnum):
    """What two spellings say of each other."""

    SAME = "same"
    MAYBE = "maybe"
    DIFFERENT = "different"


_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def fold(text: str) -> str:
    """Lower case without accents, one space between words: "Söderström" gives "soderstrom"; idempotent."""
    # Case-folding may bring accents and unpacking may bring capitals, so each is done on both sides of the other.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold()).translate(_LETTERS)
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def compare(a: str, b: str) -> Likeness:
    """Whether two spellings are one name. Symmetric; names that are not DIFFERENT share at least one of `handles`."""
    ones, others = _read(a), _read(b)
    if a == b and ones[0].handles and len(ones[0].words) > 1:
        return Likeness.SAME
    if len(ones) > 1 and len(others) > 1:
        return Likeness.SAME if ones[0].handles == others[0].handles else Likeness.DIFFERENT
    if len(ones) == len(others) == 1:
        return _compare(ones[0], others[0])
    return max((_compare(one, other) for one in ones for other in others), key=_strength)


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


def handles(name: str) -> frozenset[str]:
    """The index keys under which a spelling is kept and looked up: how its surname sounds, and its given name with
    the surname's first letter. Two spellings that `compare` does not call DIFFERENT share at least one."""
    return frozenset().union(*(reading.handles for reading in _read(name)))


def person_key(name: str) -> str:
    """One key for all spellings that differ only in case, accents, titles, particles and order."""
    return " ".join(sorted(word.text for word in _read(name)[0].words)) or fold(name)


def common(name: str) -> bool:
    """Whether many humans bear the name, so that an equal full name alone is no evidence of one human."""
    words = _read(name)[0].words
    return len(words) < 2 or bool({words[0].text, words[-1].text} & _COMMON_SURNAMES)


def fullness(name: str) -> tuple[int, int, int]:
    """How much of the name a spelling gives: words written out, accents kept, letters. For choosing the fullest."""
    words = _read(name)[0].words
    written = sum(max(len(word.parts), 1) for word in words if not word.initial)
    return written, sum(not letter.isascii() for letter in name), sum(len(word.text) for word in words)


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of a name, folded. `joined` is it with its particle ("lecun" of "Le Cun"), `parts` are a hyphen's."""

    text: str
    joined: str
    parts: tuple[str, ...]

    @property
    def initial(self) -> bool:
        return len(self.text) == 1


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as read. `nicknames` stood in quotes or brackets; `rotations` are its words run together from each start."""

    words: tuple[_Word, ...]
    nicknames: tuple[_Word, ...]
    generation: str | None
    rotations: frozenset[str]
    handles: frozenset[str]


_QUOTED = re.compile(r"[\"“”„«»‘(]([^\"“”„«»‘’()]{2,})[\"“”„«»’)]")
_GENITIVE = re.compile(r"['’](?:s\b|(?=\s|$))")
_INITIALS = re.compile(r"\b((?:[^\W\d_]\.-?){2,})")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{2,5}")
_PINYIN = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|er|a|e|i|o|u|v)){1,2}"
)
"""One or two syllables as Chinese names have them; some short Western names fit too and are then held to the letter."""

_COMPOUND_SURNAMES = frozenset(
    [
        "欧阳",
        "歐陽",
        "司马",
        "司馬",
        "诸葛",
        "諸葛",
        "上官",
        "司徒",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "令狐",
        "夏侯",
        "慕容",
        "端木",
    ]
)
_SURNAME_READINGS = {
    "单": "shan",
    "曾": "zeng",
    "解": "xie",
    "仇": "qiu",
    "查": "zha",
    "区": "ou",
    "盖": "ge",
    "朴": "piao",
}
"""Characters that are read otherwise as a surname; every common reading is tried besides."""

_HYPHENED_PARTICLES = frozenset({"al", "el", "bin", "ibn"})
_LONG_SURNAME = 9
"""From so many letters on, one changed letter is a slip of the same surname (Khosrowshahi); below, often another family."""

_TITLES = frozenset(known.TITLES.split())
_COMMON_SURNAMES = frozenset(known.COMMON_SURNAMES.split())


@cache
def _groups() -> dict[str, frozenset[str]]:
    """For each known given name the groups it stands in, named by their first word."""
    groups: dict[str, set[str]] = {}
    for table in (known.SHORT_FORMS, known.TRANSLITERATIONS):
        for line in table.strip().splitlines():
            first, *others = line.split()
            for word in (first, *others):
                groups.setdefault(word, set()).add(first)
    for word in known.OTHER_GIVEN.split():
        groups.setdefault(word, {word})
    # A short form belongs to every spelling of its full name: Alex is short for Aleksandr too.
    return {
        word: frozenset().union(*({name} | groups.get(name, set()) for name in found)) for word, found in groups.items()
    }


@lru_cache(maxsize=1 << 17)
def _sound(word: str) -> str:
    """How a word sounds in writing, roughly: equal for Müller and Mueller, Sofia and Sophia, Kolesnikov and Kolesnikow."""
    sound = _umlauts(word)
    for written, heard in _SOUNDS:
        sound = sound.replace(written, heard)
    sound = sound[:1] + sound[1:].replace("y", "i").replace("j", "i")
    sound = re.sub(r"(?:iii|ii|i)$", "i", sound)
    return re.sub(r"(.)\1+", r"\1", sound) or word


_SOUNDS = (
    ("chr", "kr"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("tz", "z"), ("ts", "z"), ("sz", "s"), ("dt", "t"), ("kh", "k"),
    ("sch", "sh"), ("ce", "ze"), ("ci", "zi"), ("cy", "zi"), ("c", "k"), ("kh", "ch"), ("q", "k"), ("x", "ks"), ("w", "v"), ("off", "ov"),
)  # fmt: skip


def _umlauts(word: str) -> str:
    """Müller is written Mueller where a keyboard has no umlaut; short words (Sue, Joe, Rae) stay."""
    if len(word) < 4:
        return word
    return word.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def _spelling(word: str) -> str:
    """A surname's strict form: umlauts and the endings of Slavic names written one way; nothing else."""
    strict = _umlauts(word)
    strict = re.sub(r"(?<=[bcdfghjklmnprstvwxz])(o|e)(?:w|ff|v)$", r"\1v", strict)
    return re.sub(r"sk(?:i|y|yi|ij|ii|iy)$", "ski", strict)


@lru_cache(maxsize=1 << 17)
def _read(name: str) -> tuple[_Name, ...]:
    """The readings of a name: one for letters, one for each way to read Han characters."""
    characters = _HAN.fullmatch(name.replace(" ", "").replace("·", ""))
    if characters is None:
        return (_parse(name),)
    own = _Word(characters[0], characters[0], ())
    written = _Name((own,), (), None, frozenset(), frozenset({characters[0]}))
    return (written, *(_parse(spoken) for spoken in _pinyin(characters[0])))


def _pinyin(characters: str) -> tuple[str, ...]:
    """Up to 24 ways in which a Chinese name may be written in letters, the surname first."""
    # A fifth of a second and four megabytes, which only news with Han names should cost.
    from pypinyin import Style, pinyin

    cut = 2 if characters[:2] in _COMPOUND_SURNAMES and len(characters) > 2 else 1
    readings = [
        tuple(fold(reading) for reading in found)
        for found in pinyin(list(characters), style=Style.NORMAL, heteronym=True)
    ]
    readings[0] = tuple(
        dict.fromkeys(
            (*([_SURNAME_READINGS[characters[0]]] if characters[0] in _SURNAME_READINGS else []), *readings[0])
        )
    )
    ways = islice(product(*readings), 24)
    return tuple(dict.fromkeys("".join(way[:cut]) + " " + "".join(way[cut:]) for way in ways))


def _parse(name: str) -> _Name:
    name = _GENITIVE.sub("", name)
    nicknames = tuple(word for quoted in _QUOTED.findall(name) for word in _words(quoted)[0])
    name = _QUOTED.sub(" ", name)
    head, comma, tail = name.partition(",")
    if comma and not all(
        fold(word).strip(".") in known.GENERATIONS or fold(word).strip(".") in _TITLES for word in tail.split()
    ):
        name = f"{tail} {head}"
    words, generation = _words(name)
    if not words:
        words, nicknames = nicknames, ()
    rotations = frozenset(
        "".join(_umlauts(word.joined) for word in words[turn:] + words[:turn]) for turn in range(len(words))
    )
    return _Name(words, nicknames, generation, rotations, _handles(words, nicknames))


def _words(text: str) -> tuple[tuple[_Word, ...], str | None]:
    """The words that name a human, and the generation (Jr., III) if one stands there."""
    text = _INITIALS.sub(lambda found: found[0].replace(".", " ").replace("-", " ") + " ", text)
    words: list[_Word] = []
    generation = None
    particle = ""
    pieces = re.sub(r"[^\w\s'’-]", " ", fold(text)).split()
    for place, piece in enumerate(pieces):
        last = place == len(pieces) - 1
        parts = tuple(part for part in re.split(r"-", re.sub(r"['’]", "", piece)) if part)
        if len(parts) == 2 and parts[0] in _HYPHENED_PARTICLES:
            particle, parts = parts[0], parts[1:]
        whole = "".join(parts)
        if not whole or whole in _TITLES:
            continue
        if whole in known.GENERATIONS and words:
            generation = known.GENERATIONS[whole]
        elif whole in known.PARTICLES and not last and (words or whole not in {"ben", "san", "al", "e", "y"}):
            particle += whole
        else:
            words.append(_Word(whole, particle + whole, parts if len(parts) > 1 else ()))
            particle = ""
    return tuple(words), generation


def _handles(words: tuple[_Word, ...], nicknames: tuple[_Word, ...]) -> frozenset[str]:
    groups = _groups()
    written = [word for word in words if not word.initial]
    keys: set[str] = set()
    given_only = all(word.text in groups for word in written)
    for word in written:
        if given_only or word is written[-1] or word.text not in groups:
            keys.update(_sound(form) for form in (word.text, word.joined, *word.parts) if len(form) > 1)
    if len(written) > 1:
        for first in (written[0], *nicknames):
            keys.update(f"{key}/{_sound(written[-1].text)[0]}" for key in _given_keys(first))
    return frozenset(keys)


def _given_keys(word: _Word) -> frozenset[str]:
    return _groups().get(word.text) or frozenset({_sound(word.text)})


def _compare(a: _Name, b: _Name) -> Likeness:
    if not a.handles & b.handles or (a.generation and b.generation and a.generation != b.generation):
        return Likeness.DIFFERENT
    if len(a.words) == 1 or len(b.words) == 1:
        return _compare_surname_only(a, b)
    straight = _align(a, a.words, b, b.words)
    if straight is Likeness.SAME:
        return straight
    if a.rotations & b.rotations:
        # Thomas Martin and Martin Thomas are two; Zhao Shengjia and Shengjia Zhao are one.
        groups = _groups()
        swapped = a.words[0].text != b.words[0].text
        names_only = all(word.text in groups for word in a.words)
        return Likeness.MAYBE if swapped and names_only else Likeness.SAME
    turned = max(
        (_align(a, a.words[1:] + a.words[:1], b, b.words), _align(a, a.words, b, b.words[1:] + b.words[:1])),
        key=_strength,
    )
    return max(straight, Likeness.MAYBE if turned is Likeness.SAME and _all_known(a) else turned, key=_strength)


def _all_known(name: _Name) -> bool:
    return all(word.text in _groups() for word in name.words)


def _strength(likeness: Likeness) -> int:
    return (Likeness.DIFFERENT, Likeness.MAYBE, Likeness.SAME).index(likeness)


def _weaker(a: Likeness, b: Likeness) -> Likeness:
    return min(a, b, key=_strength)


def _compare_surname_only(a: _Name, b: _Name) -> Likeness:
    """A surname alone may be anybody of that name, even where both are only that."""
    short, long = (a, b) if len(a.words) == 1 else (b, a)
    word = short.words[0]
    surnames = [other for other in long.words if other is long.words[-1] or other.text not in _groups()]
    if any(
        _surname(word, other) is Likeness.SAME or word.text in other.parts for other in surnames if not other.initial
    ):
        return Likeness.MAYBE
    return Likeness.DIFFERENT


def _align(a: _Name, a_words: tuple[_Word, ...], b: _Name, b_words: tuple[_Word, ...]) -> Likeness:
    """Both names with the given names first and the surname last."""
    surname = _surname(a_words[-1], b_words[-1])
    if surname is Likeness.DIFFERENT:
        return _beginning(a_words, b_words)
    given = _given_names(a_words[:-1], a.nicknames, b_words[:-1], b.nicknames)
    if surname is Likeness.MAYBE and given is not Likeness.SAME:
        return Likeness.DIFFERENT
    return _weaker(surname, given)


def _beginning(a: tuple[_Word, ...], b: tuple[_Word, ...]) -> Likeness:
    """One name goes on where the other ends: Gabriel García, Gabriel García Márquez."""
    short, long = sorted((a, b), key=len)
    if len(short) < 2 or len(short) == len(long) or short[-1].text in _groups() or short[-1].initial:
        return Likeness.DIFFERENT
    if any(_PINYIN.fullmatch(word.text) for word in short):
        return Likeness.DIFFERENT
    if all(word.text == other.text for word, other in zip(short, long, strict=False)):
        return Likeness.SAME
    # In Spanish the father's name comes before the mother's, and second given names fall away.
    fathers_name = short[-1].text == long[-2].text and short[0].text == long[0].text
    middle = {word.text for word in long[1:-2]}
    return Likeness.SAME if fathers_name and {word.text for word in short[1:-1]} <= middle else Likeness.DIFFERENT


def _surname(a: _Word, b: _Word) -> Likeness:
    if a.initial or b.initial:
        return Likeness.DIFFERENT
    if {_spelling(a.text), _spelling(a.joined)} & {_spelling(b.text), _spelling(b.joined)}:
        return Likeness.SAME
    if a.text in b.parts or b.text in a.parts:
        return Likeness.MAYBE
    if a.text in _COMMON_SURNAMES and b.text in _COMMON_SURNAMES:
        return Likeness.DIFFERENT
    if _PINYIN.fullmatch(a.text) and _PINYIN.fullmatch(b.text):
        return Likeness.DIFFERENT
    shorter = min(len(a.text), len(b.text))
    slip = shorter >= 5 and a.text[0] == b.text[0] and OSA.distance(a.text, b.text, score_cutoff=1) <= 1
    if slip or _sound(a.text) == _sound(b.text):
        return Likeness.SAME if shorter >= _LONG_SURNAME else Likeness.MAYBE
    return Likeness.DIFFERENT


def _given_names(
    a: tuple[_Word, ...], a_nick: tuple[_Word, ...], b: tuple[_Word, ...], b_nick: tuple[_Word, ...]
) -> Likeness:
    if "".join(word.text for word in a) == "".join(word.text for word in b):
        return Likeness.SAME
    if any(_given(x, y) is Likeness.SAME for x in (a[0], *a_nick) for y in (b[0], *b_nick)):
        return _middle_names(a[1:], b[1:])
    if _goes_by_middle_name(a, b) or _goes_by_middle_name(b, a):
        return Likeness.SAME if a[0].initial or b[0].initial else Likeness.MAYBE
    first = _given(a[0], b[0])
    return _weaker(first, _middle_names(a[1:], b[1:]))


def _goes_by_middle_name(a: tuple[_Word, ...], b: tuple[_Word, ...]) -> bool:
    """G. Michael Sigman is called Michael Sigman."""
    return len(a) > 1 and not b[0].initial and any(_given(word, b[0]) is Likeness.SAME for word in a[1:])


def _middle_names(a: tuple[_Word, ...], b: tuple[_Word, ...]) -> Likeness:
    """Left out middle names say nothing; two that cannot be one name say two humans."""
    for x, y in zip(a, b, strict=False):
        if x.text[0] != y.text[0] or (not x.initial and not y.initial and _given(x, y) is not Likeness.SAME):
            return Likeness.DIFFERENT
    return Likeness.SAME


def _given(a: _Word, b: _Word) -> Likeness:
    if a.text == b.text:
        return Likeness.SAME
    if a.initial or b.initial:
        return Likeness.MAYBE if a.text[0] == b.text[0] else Likeness.DIFFERENT
    groups = _groups()
    a_groups, b_groups = groups.get(a.text), groups.get(b.text)
    if a_groups and b_groups and a_groups & b_groups:
        return Likeness.SAME
    if a.text in b.parts[:1] or b.text in a.parts[:1]:
        return Likeness.MAYBE
    if _PINYIN.fullmatch(a.text) and _PINYIN.fullmatch(b.text):
        return Likeness.DIFFERENT
    if _sound(a.text) == _sound(b.text):
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
