"""Every line that the house words in English and a chat shows is in each other language's table, and its parts stay."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.languages.wording import SPOKEN, wording

ROOT = Path(__file__).parents[2] / "bot"
OTHERS = [code for code in SPOKEN if code != "en"]

REFUSALS = {"BadWords", "CannotChange", "NotAllowed", "StoreError", "UnknownName", "WriteFailed"}
REFUSING = (
    "typed.py", "answer.py", "curate", "memory", "chat/orders.py", "app/pages.py", "app/feed_list.py", "store/database.py",
)  # fmt: skip
DECIDING = ("alerts", "deliver/deciding.py")
READING = (
    "feeds/parse.py",
    "feeds/transfer.py",
    "feeds/fetch.py",
    "feeds/jsonfeed.py",
    "feeds/sources",
    "feeds/guard.py",
)
NOT_SHOWN = {
    "cannot read {}: {}",
    "{} on {} {}, according to the register of Companies House.",
}
"""What only the command line can bring about, and what is an article."""


def _files(*names: str) -> Iterator[ast.Module]:
    for name in names:
        place = ROOT / name
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            yield ast.parse(file.read_text("utf-8"))


def _templates(node: ast.expr) -> Iterator[str]:
    """The texts that an expression may be, {} for each part that differs."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)  # type: ignore[misc]  # a constant part is text
    elif isinstance(node, ast.IfExp):
        yield from _templates(node.body)
        yield from _templates(node.orelse)


def _calls(module: ast.Module, names: set[str], place: int) -> Iterator[str]:
    """What stands at this place of a call of one of these names."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield from _templates(node.args[place]) if len(node.args) > place else ()


def _sentences(module: ast.Module) -> Iterator[str]:
    """Whole sentences in the code: a problem of a feed is one. Docstrings are none of them."""
    docs = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    inner = {id(part) for node in ast.walk(module) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(module):
        if isinstance(node, (ast.Constant, ast.JoinedStr)) and id(node) not in docs | inner:
            for text in _templates(node):
                if text.startswith(" (") and text.endswith(")"):
                    yield f"{{}}{text}"  # it stands behind a number
                elif (text[:1].isupper() or text.startswith("{}")) and text.endswith(".") and " is off: " not in text:
                    yield text


def _returned(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Return) and node.value is not None:
            yield from _templates(node.value)


def _status_lines() -> Iterator[str]:
    for module in _files("app/health.py"):
        for function in module.body:
            if isinstance(function, ast.FunctionDef) and function.name == "status_lines":
                specs = {id(node.format_spec) for node in ast.walk(function) if isinstance(node, ast.FormattedValue)}
                for node in ast.walk(function):
                    if isinstance(node, ast.JoinedStr) and id(node) not in specs:
                        yield from _templates(node)


def said() -> set[str]:
    """Every line that may reach a chat, with {} for what differs."""
    found = {text for module in _files(*REFUSING) for text in _calls(module, REFUSALS, 0)}
    found |= {text for module in _files(*DECIDING) for text in _calls(module, {"Decision"}, 1)}
    found |= {text for module in _files("curate") for text in _calls(module, {"change"}, 3)}
    found |= {text for module in _files(*READING) for text in _sentences(module)}
    found |= {text for module in _files("feeds/guard.py") for text in _returned(module)}
    found |= set(_status_lines())
    return {text for text in found if re.search("[a-z]", text)} - NOT_SHOWN


@pytest.mark.parametrize("code", OTHERS)
def test_every_line_is_in_the_table(code: str) -> None:
    table = tomllib.loads((ROOT / "languages" / code / "wording.toml").read_text("utf-8"))["line"]
    assert sorted(said() - table.keys()) == []


@pytest.mark.parametrize("code", OTHERS)
def test_no_part_of_a_line_is_lost(code: str) -> None:
    table = tomllib.loads((ROOT / "languages" / code / "wording.toml").read_text("utf-8"))["line"]
    for english, line in table.items():
        parts = [f"part{number}" for number in range(english.count("{}"))]
        given = english
        for part in parts:
            given = given.replace("{}", part, 1)
        spoken = wording(code).line(given)
        assert spoken == line.format(*parts), english
        assert [part for part in parts if part not in spoken] == [], english


def test_a_line_that_quotes_another_is_wholly_in_the_language() -> None:
    line = wording("de").line("https://news.example/x: The answer is empty.")
    assert line == "https://news.example/x: Die Antwort ist leer."


def test_a_line_in_no_table_stays_as_it_is() -> None:
    assert wording("de").line("something new") == "something new"
    assert wording("en").line("The answer is empty.") == "The answer is empty."


if __name__ == "__main__":
    for text in sorted(said()):
        print(text)
