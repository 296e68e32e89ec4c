"""Former posts as steps of a career, for whoever asks about a person.

In: a text. Out: claims that look back. It must never make news of them.
"""

from __future__ import annotations

from bot.detect.discourse.quotes import quote
from bot.detect.discourse.text import Text
from bot.detect.silence import silent_role
from bot.model import Claim, ClaimStatus, Kind

CAREER = 0.8  # confidence in a former post: its sentence says nothing else, but whose it is may be misread


def earlier(text: Text) -> list[Claim]:
    """Former posts as steps of a career, for whoever asks about a person."""
    found: dict[tuple[str, str], Claim] = {}
    for post in (post for held in text.posts.values() for post in held):
        if not post.former or post.org is None or not post.role or silent_role(post.role, text.pack):
            continue
        parsed, chunk = text.parsed[post.sentence], text.chunks[post.sentence][post.at]
        start, words = quote(text.whole, parsed.sentence, parsed.atoms[chunk.first].first)
        claim = Claim(
            kind=Kind.APPOINTMENT,
            person=post.person,
            org=post.org,
            from_org=None,
            to_org=None,
            role=post.role,
            status=ClaimStatus.CONFIRMED,
            confidence=CAREER,
            quote=words,
            rule="earlier post",
            rank=post.rank,
            start=start,
            past=True,
        )
        found.setdefault((post.person, post.org), claim)
    return list(found.values())
