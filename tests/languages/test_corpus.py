"""Every pack reads its corpus: each sentence gives exactly its claims, by the rule it names."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from bot import languages
from bot.detect import Document, read
from bot.model import Claim, Kind

HERE = Path(__file__).parent


def sentences() -> list[tuple[str, str, str, str | None, list[str], list[str]]]:
    found = []
    for code in languages.codes():
        corpus = tomllib.loads((HERE / f"corpus_{code}.toml").read_text("utf-8"))
        found += [
            (code, entry["text"], entry.get("summary", ""), entry.get("rule"), entry["claims"], entry.get("tenure", []))
            for entry in corpus["sentence"]
        ]
    return found


def line(claim: Claim) -> str:
    left = claim.from_org
    joined = None if claim.kind is Kind.DEPARTURE else claim.to_org or claim.org
    return " | ".join(part or "-" for part in (claim.kind, claim.person, left, joined, claim.role, claim.status))


@pytest.mark.parametrize(
    ("code", "text", "summary", "rule", "claims", "tenure"),
    sentences(),
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_reads_what_the_corpus_says(
    code: str, text: str, summary: str, rule: str | None, claims: list[str], tenure: list[str]
) -> None:
    reading = read(Document(text, summary, language=code))
    assert sorted(line(claim) for claim in reading.claims if not claim.past) == sorted(claims)
    if rule is not None:
        assert rule in {claim.rule for claim in reading.claims}
    assert sorted(time.said for claim in reading.claims for time in claim.tenure) == sorted(tenure)


@pytest.mark.parametrize("code", languages.codes())
def test_every_corpus_has_silent_sentences(code: str) -> None:
    kept = [claims for language, _, _, _, claims, _ in sentences() if language == code]
    assert any(kept)
    assert not all(kept)
