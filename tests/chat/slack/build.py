"""Alerts and deliveries for tests, short to write: every part has a usual value."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.model import (
    Alert,
    AlertLine,
    Channel,
    Delivery,
    DeliveryState,
    Source,
    Stage,
    StoryStatus,
)

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SENTENCE = "Loredana Crisan leaves Meta for Figma as Chief Design Officer"


def source(
    url: str = "https://www.sample-times.example/crisan?id=1&x=2",
    publisher: str = "Sample Times",
    language: str = "de",
    quote: str = "",
) -> Source:
    return Source(url, publisher, language, NOON, quote)


def line(
    text: str = SENTENCE,
    person: str | None = "Loredana Crisan",
    status: StoryStatus = StoryStatus.CONFIRMED,
    quote: str = "Loredana Crisan geht zu Figma.",
    quote_language: str = "de",
) -> AlertLine:
    return AlertLine(text, status, person, None, "Meta", "Figma", quote, quote_language)


def alert(
    headline: str = SENTENCE,
    lines: tuple[AlertLine, ...] | None = None,
    status: StoryStatus = StoryStatus.CONFIRMED,
    sources: tuple[Source, ...] | None = None,
    differences: tuple[str, ...] = (),
    language: str = "en",
    story: int = 7,
    sample: bool = False,
    reply: str | None = None,
    channel: str = "C1",
) -> Alert:
    return Alert(
        story=story,
        channel=Channel(channel, channel.lower(), language=language),
        stage=Stage.NEW,
        headline=headline,
        lines=(line(headline),) if lines is None else lines,
        status=status,
        sources=(source(),) if sources is None else sources,
        differences=differences,
        first_published=NOON,
        fingerprint="f",
        sample=sample,
        reply=reply,
    )


def delivery(key: str = "k1", channel: str = "C1", timestamp: str | None = None, part: int = 0) -> Delivery:
    return Delivery(
        id=1,
        key=key,
        story=7,
        channel=channel,
        revision=1,
        part=part,
        stage=Stage.NEW,
        state=DeliveryState.POSTING,
        alert=alert(channel=channel),
        created=NOON,
        timestamp=timestamp,
    )
