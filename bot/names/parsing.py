"""How a written name is read: its words, what hangs on them, and the keys under which it is found.

A name comes in as people write it; one reading goes out, or several for Han characters, whose sounds differ. This
module must never say whether two names are one; that is the package's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, product

from bot.names import given as known
from bot.names.spelling import fold, sound, umlauts


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name, folded. `joined` is it with its particle ("lecun" of "Le Cun"), `parts` are a hyphen's."""

    text: str
    joined: str
    parts: tuple[str, ...]

    @property
    def initial(self) -> bool:
        return len(self.text) == 1


@dataclass(frozen=True, slots=True)
class Name:
    """A name as read. `nicknames` stood in quotes or brackets; `rotations` are its words run together from each
    start. A name is found again under `kept_under`, by a name that may be it under one of `looked_up_under`."""

    words: tuple[Word, ...]
    nicknames: tuple[Word, ...]
    generation: str | None
    rotations: frozenset[str]
    handles: frozenset[str]
    kept_under: frozenset[str]
    looked_up_under: frozenset[str]


_QUOTED = re.compile(r"[\"“”„«»‘(]([^\"“”„«»‘’()]{2,})[\"“”„«»’)]")
_GENITIVE = re.compile(r"['’](?:s\b|(?=\s|$))")
_INITIALS = re.compile(r"\b((?:[^\W\d_]\.-?){2,})")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{2,5}")
PINYIN = re.compile(
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
_TITLES = frozenset(known.TITLES.split())
_PARTICLES = frozenset(known.PARTICLES.split())
COMMON_SURNAMES = frozenset(known.COMMON_SURNAMES.split())


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


def groups_of(word: Word) -> frozenset[str]:
    """The groups of given names (short forms, transliterations) in which a word stands; empty for an unknown one."""
    return _groups().get(word.text, frozenset())


@lru_cache(maxsize=1 << 17)
def read(name: str) -> tuple[Name, ...]:
    """The readings of a name: one for letters, one for each way to read Han characters."""
    characters = _HAN.fullmatch(name.replace(" ", "").replace("·", ""))
    if characters is None:
        return (_parse(name),)
    own = Word(characters[0], characters[0], ())
    keys = frozenset({characters[0]})
    written = Name((own,), (), None, frozenset(), keys, keys, keys)
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


def _parse(name: str) -> Name:
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
        "".join(umlauts(word.joined) for word in words[turn:] + words[:turn]) for turn in range(len(words))
    )
    handles, pairs = _handles(words, nicknames), _pairs(words, nicknames)
    if len(words) == 1:
        return Name(words, nicknames, generation, rotations, handles, handles | pairs | _alone(handles), handles)
    full = frozenset(key for key in handles if "/" in key)
    looked_up_under = full | pairs | _alone(handles - full)
    return Name(words, nicknames, generation, rotations, handles, handles | pairs, looked_up_under)


def _words(text: str) -> tuple[tuple[Word, ...], str | None]:
    """The words that name a human, and the generation (Jr., III) if one stands there."""
    text = _INITIALS.sub(lambda found: found[0].replace(".", " ").replace("-", " ") + " ", text)
    words: list[Word] = []
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
        elif whole in _PARTICLES and not last and (words or whole not in {"ben", "san", "al", "e", "y"}):
            particle += whole
        else:
            words.append(Word(whole, particle + whole, parts if len(parts) > 1 else ()))
            particle = ""
    return tuple(words), generation


def _handles(words: tuple[Word, ...], nicknames: tuple[Word, ...]) -> frozenset[str]:
    written = [word for word in words if not word.initial]
    keys = {key for word in _surnames(written) for key in _sounds(word)}
    if len(written) > 1:
        for first in (written[0], *nicknames):
            keys.update(f"{key}/{sound(written[-1].text)[0]}" for key in _given_keys(first))
    return frozenset(keys)


def _pairs(words: tuple[Word, ...], nicknames: tuple[Word, ...]) -> frozenset[str]:
    """How each word that may be the surname sounds, with the first letter of each other word, as it is written, as it
    sounds and as its group is called (Bill, William)."""
    surnames = _surnames([word for word in words if not word.initial])
    return frozenset(
        f"{key}.{letter}"
        for word in surnames
        for key in _sounds(word)
        for other in (*words, *nicknames)
        if other is not word
        for form in (other.text, *other.parts, *groups_of(other))
        for letter in (form[0], sound(form)[0])
    )


def _alone(surnames: frozenset[str]) -> frozenset[str]:
    """A full name need not look among all who share its surname for those of whom nothing but the surname is known."""
    return frozenset(f"{key} alone" for key in surnames)


def _surnames(written: list[Word]) -> list[Word]:
    """The words that may be the surname: the last, and whatever is not known as a given name only."""
    given_only = all(word.text in _groups() for word in written)
    return [word for word in written if given_only or word is written[-1] or word.text not in _groups()]


def _sounds(word: Word) -> set[str]:
    return {sound(form) for form in (word.text, word.joined, *word.parts) if len(form) > 1}


def _given_keys(word: Word) -> frozenset[str]:
    return groups_of(word) or frozenset({sound(word.text)})
