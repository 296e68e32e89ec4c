"""Words of the house as tests need them: every value has a default, a test names only what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.model import Article, Channel, Claim, ClaimStatus, Kind, Move, Rank, Reading, Story, StoryStatus, Tier, Told

MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def article(number: int = 1, **changes: object) -> Article:
    """An article of a sample publisher, an hour before MORNING."""
    usual = Article(
        key=f"https://post.example/{number}",
        url=f"https://post.example/{number}",
        title=f"Headline {number}",
        publisher="Sample Post",
        tier=Tier.PRESS,
        language="en",
        published=MORNING - timedelta(hours=1),
        seen=MORNING - timedelta(hours=1),
        id=number,
    )
    return replace(usual, **changes)  # type: ignore[arg-type]  # a test names real fields


def claim(**changes: object) -> Claim:
    """Loredana Crisan leaves Meta for Figma, stated as fact."""
    usual = Claim(
        kind=Kind.MOVE,
        person="Loredana Crisan",
        org=None,
        from_org="Meta",
        to_org="Figma",
        role="Chief Design Officer",
        status=ClaimStatus.CONFIRMED,
        confidence=0.9,
        quote="Crisan is off to Figma",
        rule="joins",
        rank=Rank.C_LEVEL,
    )
    return replace(usual, **changes)  # type: ignore[arg-type]  # a test names real fields


def reading(*claims: Claim) -> Reading:
    """What was read in an English article."""
    return Reading(language="en", relevant=bool(claims), claims=claims)


def move(*told: Told, **changes: object) -> Move:
    """What is believed of Crisan."""
    usual = Move(
        kind=Kind.MOVE,
        person="Loredana Crisan",
        company=None,
        from_company="Meta",
        to_company="Figma",
        role="Chief Design Officer",
        rank=Rank.C_LEVEL,
        status=StoryStatus.CONFIRMED,
        date=MORNING - timedelta(hours=1),
        told=told or (Told(article(), claim()),),
        confidence=0.9,
        person_id=1,
        story=1,
    )
    return replace(usual, **changes)  # type: ignore[arg-type]  # a test names real fields


def story(*told: Told, **changes: object) -> Story:
    """A story of one article."""
    usual = Story(key=1, told=told or (Told(article(), claim()),), born=MORNING)
    return replace(usual, **changes)  # type: ignore[arg-type]  # a test names real fields


def channel(**changes: object) -> Channel:
    """A channel that wants everything tracked."""
    return replace(Channel(id="C1", name="ai-moves"), **changes)  # type: ignore[arg-type]  # a test names real fields
