"""What is remembered of lines changes nothing that is read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.detect import Document, choice, read, understanding
from tests.detect.lines import forget_lines

CORPUS = Path(__file__).parent.parent / "corpus"
AT_ONCE = 3
"""Items that make one text, each line of which also stands in the two texts beside it."""


def texts(code: str) -> list[Document]:
    items = list(map(json.loads, (CORPUS / f"news_{code}.jsonl").read_text("utf-8").splitlines()))
    return [
        Document(
            items[at]["title"],
            items[at].get("summary") or "",
            "\n".join(told(item) for item in items[at : at + AT_ONCE]),
            code,
        )
        for at in range(0, len(items), 2)
    ]


def told(item: dict[str, str]) -> str:
    return f"{item['title']}. {item.get('summary') or ''}"


@pytest.mark.parametrize("code", ["en", "de"])
def test_a_text_reads_the_same_whatever_was_read_before(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = texts(code)
    alone = []
    for document in documents:
        forget_lines()
        alone.append(read(document))
    after_others = [read(document) for document in reversed(documents)]
    assert list(reversed(after_others)) == alone
    monkeypatch.setattr(choice, "REMEMBERED", 2)
    monkeypatch.setattr(understanding, "BESIDE", 2)
    assert [read(document) for document in documents] == alone
    forget_lines()
