"""One item of `orgwatch classify --jsonl` and its answer, in the form of the contract.

In: a mapping with id, title, summary, text, lang. Out: a mapping with id, lang, relevant and claims.
It must never print what an article only looks back on.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.detect import Document, read
from bot.model import Claim


def answer(item: Mapping[str, object]) -> dict[str, object]:
    """The answer to one item."""

    def text(key: str) -> str:
        value = item.get(key)
        return value if isinstance(value, str) else ""

    reading = read(Document(text("title"), text("summary"), text("text"), text("lang") or None))
    return {
        "id": item.get("id"),
        "lang": reading.language,
        "relevant": reading.relevant,
        "claims": [as_json(claim) for claim in reading.claims if not claim.past],
    }


def as_json(claim: Claim) -> dict[str, object]:
    """A claim in the contract's form; absent values are None."""
    return {
        "kind": claim.kind.value,
        "person": claim.person,
        "org": claim.org,
        "from_org": claim.from_org,
        "to_org": claim.to_org,
        "role": claim.role,
        "status": claim.status.value,
        "confidence": claim.confidence,
        "quote": claim.quote,
        "rule": claim.rule,
        "attribution": claim.attribution,
    }
