"""Scores the languages a text may be in: by its script, else by its commonest words and letters.

In: a text and the language its feed is usually in. Out: two-letter codes with points. Measured by the house's bench on
titles alone, stop words name the language of nine titles in ten; the feed's prior decides where they leave doubt.
It must never need a language pack, since it also names languages that have none.

A text's opening nearly always settles it, so the rest is only looked at where the opening leaves doubt.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from bot.languages.names import names

# "non-critical" is no Italian, "I've" no Turkish, "acme.com" no Portuguese
WORD = re.compile(r"\b(?<!['’.])\w+(?:-\w+)*")
INITIAL = re.compile(r"[B-HJ-Z](?<!\w[A-Z])(?!\w)")  # a capital by itself is no word: "Y Combinator" is no Spanish
# "Carlos de la Rosa" is no Spanish, "Jan von der Linden" no German
BORNE = re.compile(
    r"\b([^\W\d_a-z]\w+) (?:(?:von|van|der|den|de|del|della|di|da|dos|du|la|las|los|le|el|al) )+(?=[^\W\d_a-z])"
)
ACCENTED = re.compile(r"[^\x00-\x7f]")
OPENING = 500  # characters that settle it in all but a few texts
SHORT = 200  # characters in which the small words of one name could speak louder than the text
CLEAR = 6.0  # a lead in points beyond which the rest is not looked at
MOST = 4000  # characters that are looked at: more tell nothing new
SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)
FOREIGN = re.compile("[\u0370-\u04ff\u0590-\u06ff\u0900-\u097f\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
"""Any letter of these scripts; most texts have none, and then no script is counted."""
KANA = 0.05  # share of kana that makes Japanese of a text that is mostly Chinese characters
SCRIPT = 0.25  # share of a script that names the language
ASKED_AGAIN = 256  # texts of which it is remembered: each is asked for as an article and as a document
PRIOR = 1.5  # points: what the feed usually is weighs as much as one and a half stop words


@cache
def table() -> dict[str, Any]:
    """What tells languages apart, as the file has it."""
    loaded: dict[str, Any] = tomllib.loads((files("bot.languages") / "shared" / "stop_words.toml").read_text("utf-8"))
    return loaded


@cache
def signs() -> tuple[dict[str, tuple[tuple[str, float], ...]], dict[str, str]]:
    """Each stop word with the languages it speaks for and how many points it gives each, and the telling letters by
    language."""
    words: dict[str, tuple[str, ...]] = {}
    for code, text in table()["words"].items():
        for word in text.split():
            words[word] = (*words.get(word, ()), code)
    letters: dict[str, str] = table()["letters"]
    return {word: tuple((code, 1.0 / len(codes)) for code in codes) for word, codes in words.items()}, letters


@cache
def common_to_all() -> frozenset[str]:
    """Words that many languages write alike, which tell none of them."""
    return frozenset(table()["common"].split())


def is_sign(word: str) -> bool:
    """Whether a lower-case word is a stop word of any language."""
    return word in signs()[0]


def scores(text: str, prior: str | None) -> list[tuple[str, float]]:
    """Languages with the points that speak for them, the likeliest first; at least two. Without a sign: English."""
    found = _ranked(text[:OPENING], prior)
    if len(text) > OPENING and found[0][1] - found[1][1] < CLEAR:
        return _ranked(text[:MOST], prior)
    return found


def _ranked(sample: str, prior: str | None) -> list[tuple[str, float]]:
    score, sure = _points(sample)
    if prior is not None and not sure:
        score = {**score, prior: score.get(prior, 0.0) + PRIOR}
    return sorted(score.items(), key=lambda entry: -entry[1])


def bare(found: re.Match[str]) -> str:
    """A given name without the small words behind it that open a family name."""
    return f"{found[1]} " if found[1].lower() in names().given else found.group()


@lru_cache(ASKED_AGAIN)
def _points(sample: str) -> tuple[dict[str, float], bool]:
    """The points of each language, and whether the script alone tells it."""
    plain = sample.isascii()
    if not plain and FOREIGN.search(sample):
        count = sum(map(str.isalpha, sample)) or 1
        for code, script in SCRIPTS:
            if len(script.findall(sample)) / count > (KANA if code == "ja" else SCRIPT):
                return {code: 100.0, "en": 0.0}, True
    words, letters = signs()
    score = {"en": 0.1, "de": 0.0}
    lowered = INITIAL.sub("", sample)
    lowered = (BORNE.sub(bare, lowered) if len(sample) < SHORT else lowered).lower()
    for word in filter(words.__contains__, WORD.findall(lowered)):
        for code, points in words[word]:
            score[code] = score.get(code, 0.0) + points
    accented = () if plain else ACCENTED.findall(lowered)
    for code, special in letters.items() if accented else ():
        score[code] = score.get(code, 0.0) + 0.7 * min(3, sum(map(accented.count, special)))
    return score, False
