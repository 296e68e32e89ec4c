"""Who is behind a source: looked up among hundreds of outlets as it would be by asking each in turn."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.model import Told
from bot.names import fold
from bot.stories.standing import origins_of
from tests.builders import article, claim

WORDS = st.sampled_from(("Sample", "Times", "Wire", "the", "a report in", "said", "Zeitung", "Söder"))
NAMES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)


def in_turn(one: Told, told: list[Told]) -> str | None:
    """The first publisher of the story that an attribution names."""
    attribution = fold(one.claim.attribution or "")
    return next(
        (name for name in (fold(other.article.publisher) for other in told) if f" {name} " in f" {attribution} "), None
    )


@given(st.lists(st.tuples(NAMES, st.none() | st.lists(WORDS, max_size=6).map(" ".join)), min_size=1, max_size=12))
def test_the_third_whom_a_source_names_is_found(sources: list[tuple[str, str | None]]) -> None:
    told = [
        Told(article(number, publisher=publisher), claim(attribution=attribution))
        for number, (publisher, attribution) in enumerate(sources)
    ]
    origin = origins_of(told)
    for one in told:
        named = in_turn(one, told)
        if named is not None:
            assert origin(one) == named
        elif one.claim.attribution is None:
            assert origin(one) == fold(one.article.publisher)
        else:
            assert origin(one) in (fold(one.article.publisher), fold(one.claim.attribution))
