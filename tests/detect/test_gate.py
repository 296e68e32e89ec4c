"""The gate lets nothing go that the parser would read, and lets most of what tells nothing go."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import languages
from bot.detect.fixed.frames import fixed_drafts
from bot.detect.fixed.phrases import phrases
from bot.detect.free.noun_phrases import noun_phrases
from bot.detect.free.valency import free_drafts
from bot.detect.gate import live, may_tell, passes
from bot.detect.lines import Line, lines
from bot.detect.tokens import Sentence, sentences
from bot.detect.words.reader import atomise
from bot.languages.names import names

CORPORA = Path(__file__).parent.parent / "languages"


def texts(code: str) -> list[str]:
    corpus = tomllib.loads((CORPORA / f"corpus_{code}.toml").read_text("utf-8"))
    return [entry["text"] for entry in corpus["sentence"]]


def telling(code: str) -> Iterator[tuple[str, Line, Sentence]]:
    """The sentences of a corpus of which the parser makes drafts, asked without a gate, as headlines and in running text."""
    pack = languages.pack(code)
    join, bind = (noun_phrases, free_drafts) if pack.free_order else (phrases, fixed_drafts)
    for text in texts(code):
        for line in (*lines(text, "", "", pack.abbreviations), *lines("", "", text, pack.abbreviations)):
            for part in sentences(line):
                parsed = atomise(part, pack, names())
                if bind(parsed, join(parsed, pack), pack):
                    yield text, line, part


@pytest.mark.parametrize("code", languages.codes())
def test_lets_no_sentence_go_that_tells_a_move(code: str) -> None:
    pack = languages.pack(code)
    found = list(telling(code))
    assert found
    assert [text for text, line, part in found if not (may_tell(line, pack) and live(part, pack))] == []


@pytest.mark.parametrize("code", languages.codes())
def test_lets_no_text_go_of_which_something_is_claimed(code: str) -> None:
    pack = languages.pack(code)
    corpus = tomllib.loads((CORPORA / f"corpus_{code}.toml").read_text("utf-8"))
    claimed = [entry["text"] for entry in corpus["sentence"] if entry["claims"]]
    assert [text for text in claimed if not passes(text, pack)] == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Acme makes a new kind of tea and adds a park to its garden"),
        ("en", "The council will make the old mill a library"),
        ("de", "Der Regen setzt am Abend ein und wird am Morgen schwächer"),
        ("de", "Im Norden hat es am Wochenende geschneit"),
        ("de", "Das neue Rathaus hat am Sonntag viele Besucher"),
        ("en", "Rivals have announced similar steps in recent weeks"),
        ("de", "Die Aktie gab die Gewinne des Morgens wieder ab"),
    ],
)
def test_lets_go_what_lacks_what_its_verb_needs(code: str, text: str) -> None:
    assert not may_tell(Line(text, 0, headline=False), languages.pack(code))
