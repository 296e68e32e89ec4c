"""Writes the word lists of bot/languages from public lists; run by hand, never by the bot.

In: the packages faker, simplemma and wordfreq and the file american-english of Debian's wamerican. Out:
`shared/given.txt`, `shared/surnames.txt` and the `common.txt` of English, German and French, each with its source in
its first lines.

    python tools/word_lists.py /usr/share/dict/american-english bot/languages
"""

import importlib
import pkgutil
import re
import sys
from collections.abc import Iterable
from pathlib import Path

import faker.providers.person
import wordfreq
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ſ'’-]{2,20}")
ENGLISH_DEPTH = 45_000
GERMAN_DEPTH = 50_000
FRENCH_DEPTH = 60_000
# Given names that are read as words first; the engine takes them for names only beside a surname.
WORDS_FIRST = frozenset(
    [
        "will",
        "may",
        "mark",
        "bill",
        "grant",
        "hope",
        "faith",
        "chase",
        "art",
        "gene",
        "grace",
        "joy",
        "max",
        "miles",
        "pat",
        "penny",
        "rich",
        "rob",
        "summer",
        "sunny",
        "wade",
        "ward",
        "angel",
        "amber",
        "autumn",
        "charity",
        "chance",
        "cliff",
        "dale",
        "lance",
        "long",
        "major",
        "mercy",
        "prince",
        "royal",
        "an",
        "so",
        "in",
        "do",
        "van",
        "my",
        "no",
        "man",
        "can",
        "king",
        "general",
        "le",
        "la",
        "de",
        "son",
        "era",
        "price",
        "bear",
        "fox",
        "day",
        "early",
        "young",
        "star",
        "love",
        "best",
        "case",
        "cash",
        "see",
        "to",
        "the",
        "page",
        "ever",
        "else",
        "even",
        "sage",
        "stone",
        "rusty",
        "guy",
    ]
)


def fakers(word: str) -> Iterable[tuple[str, list[str]]]:
    for module in pkgutil.iter_modules(faker.providers.person.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        names: list[str] = []
        for attribute in dir(provider):
            if word in attribute and ("name" in attribute):
                value = getattr(provider, attribute)
                if isinstance(value, (list, tuple, dict)):
                    for entry in value:
                        names += (
                            [part for part in entry if isinstance(part, str)] if isinstance(entry, tuple) else [entry]
                        )
        yield module.name, names


def write(path: Path, head: str, words: Iterable[str]) -> None:
    path.write_text(
        "".join(f"# {line}\n" for line in head.splitlines()) + "\n".join(sorted(set(words))) + "\n", "utf-8"
    )


def main() -> None:
    dictionary, out = Path(sys.argv[1]), Path(sys.argv[2])
    english = {word for word in dictionary.read_text("utf-8").splitlines() if word.isalpha() and word.islower()}
    german = DefaultDictionaryFactory().get_dictionary("de")
    latin = re.compile(LATIN)
    given = {n.lower() for _, names in fakers("first") for n in names if latin.fullmatch(n)}
    surnames = {n.lower() for _, names in fakers("last") for n in names if latin.fullmatch(n)}
    common = {
        w
        for w in wordfreq.top_n_list("en", ENGLISH_DEPTH)
        if w in english
        and len(w) > 1
        and (w not in given or w in WORDS_FIRST or wordfreq.zipf_frequency(w, "en") > 5.2)
    }
    german_names = {n.lower() for m, names in [*fakers("first"), *fakers("last")] if m.startswith("de") for n in names}
    noun = {
        w
        for w in wordfreq.top_n_list("de", GERMAN_DEPTH)
        if len(w) > 1 and w.isalpha() and (w in german or w.capitalize() in german)
    }
    common_de = {
        w
        for w in noun
        if (w not in german_names and w not in given) or (w in german and wordfreq.zipf_frequency(w, "de") > 5.0)
    }
    french = DefaultDictionaryFactory().get_dictionary("fr")
    french_given = {n.lower() for m, names in fakers("first") if m.startswith("fr") for n in names}
    common_fr = {
        w
        for w in wordfreq.top_n_list("fr", FRENCH_DEPTH)
        if len(w) > 1
        and w.isalpha()
        and w in french
        and w not in french_given
        and (w not in given or wordfreq.zipf_frequency(w, "fr") > 4.6)
    }
    faker_head = "Source: Faker (MIT licence), all locales in Latin script; written by tools/word_lists.py."
    write(out / "shared/given.txt", f"Given names.\n{faker_head}", given - {"the", "and", "of"})
    write(out / "shared/surnames.txt", f"Family names.\n{faker_head}", surnames)
    write(
        out / "en/common.txt",
        "Words that are no names by themselves, among the most frequent of English.\n"
        "Source: SCOWL by way of Debian's wamerican (free use with notice), cut by wordfreq's order; "
        "written by tools/word_lists.py.",
        common,
    )
    write(
        out / "de/common.txt",
        "Words that are no names by themselves, among the most frequent of German.\n"
        "Source: wordfreq (CC BY-SA 4.0) cut by simplemma's dictionary (MIT licence); written by tools/word_lists.py.",
        common_de,
    )
    write(
        out / "fr/common.txt",
        "Words that are no names by themselves, among the most frequent of French.\n"
        "Source: simplemma's dictionary (MIT licence) cut by wordfreq's order (CC BY-SA 4.0); "
        "written by tools/word_lists.py.",
        common_fr,
    )


if __name__ == "__main__":
    main()
