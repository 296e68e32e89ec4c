"""The languages that the bot reads: which one a text is in, and the pack of each.

In: a text and what its feed is usually written in. Out: a language's code, and packs by code, read once when first
asked for.
It must never judge what a text says.
"""

from __future__ import annotations

import gc
from functools import cache
from importlib import import_module
from importlib.resources import files

from bot.languages.guess import WORD, common_to_all, is_sign, scores
from bot.languages.lists import common_words, small_words
from bot.languages.pack import Pack

__all__ = ["codes", "guess", "pack"]

CODES = tuple(sorted(folder.name for folder in files(__name__).iterdir() if (folder / "grammar.toml").is_file()))
"""A language is a folder: whichever has a grammar here is read."""

TITLED = "en"
"""The language whose headlines are written so; in German verbs, in French nearly all words stand small."""
LEAST, MOST = 4, 20  # words of such a headline
CAPITALS = 3  # common words that such capitals weigh as much as

DOUBT = 1.5  # a lead in points below which the packs' own words are asked
SIGN = 2  # common words that a point weighs as much as
HALF = 0.5  # share of a text's words that a pack must know to speak against a language without one


def guess(text: str, prior: str | None) -> str:
    """The code of the language of `text`, of any language. `prior` is what its feed is usually written in, or None.

    Stop words leave short headlines in doubt; between languages with a pack the lists of common words then decide. They
    also do against a language without one, of which a single small word spoke ("El Salvador names Jane Roe chief").
    """
    ranked = scores(text, prior)
    best, lead = ranked[0][0], ranked[0][1] - ranked[1][1]
    if lead >= DOUBT or prior is not None:
        return best
    words = [word for word in WORD.findall(text[:600]) if word.lower() not in common_to_all()]
    points = {code: SIGN * score for code, score in ranked}
    known = {best: points[best]}
    for code in CODES:
        count = known_words(words, code)
        if best in CODES or count > HALF * len(words):
            known[code] = count + points.get(code, 0.0)
    if TITLED in known and title_case(text):
        known[TITLED] += CAPITALS
    return max(known, key=lambda code: (known[code], code == best))


def known_words(words: list[str], code: str) -> int:
    """How many words of a text are common ones of a language.

    Where nouns stand capitalised, a small word that another language has ("steps", "sales") is only one if it is no noun;
    observed: German knows so many English words that English headlines of German firms and places were taken for German.
    """
    common, small = common_words(code), small_words(code)
    if not small:
        return sum(word.lower() in common for word in words)
    foreign = common_words(TITLED)
    return sum(
        word.lower() in common and (not word.islower() or word in small or word not in foreign or is_sign(word))
        for word in words
    )


def title_case(text: str) -> bool:
    """Whether a headline without a lead writes each of its words with a capital ("Acme Names Jane Roe Chief")."""
    words = [word for word in WORD.findall(text) if word[0].isalpha()]
    return LEAST <= len(words) <= MOST and all(word[0].isupper() for word in words)


def codes() -> tuple[str, ...]:
    """The codes of the languages that have a pack."""
    return CODES


@cache
def pack(code: str) -> Pack:
    """The pack of `code`, which must be one of `codes()`."""
    loaded: Pack = import_module(f"bot.languages.{code}").load()
    gc.freeze()  # it stays: the collector would walk its objects again and again, 20 to 35 ms each time
    return loaded
