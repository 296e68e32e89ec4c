"""Reads where somebody has worked from sentences of their own ("Zuletzt war sie Vertriebschefin bei Acme").

In: a text with the drafts of its sentences. Out: the text's posts, more of them. It must never make news of what it finds: a
draft that tells a tenure is no claim.

Observed: a wire names the employer until now two or three sentences after the news, by a pronoun or a word for the person
("Die Norwegerin ist seit 2021 im Vorstand"). Where neither a firm nor a post is told, the house is meant.
"""

from __future__ import annotations

from bot.detect.chunks import Chunk, Sort
from bot.detect.discourse.career import Post
from bot.detect.discourse.people import speaker
from bot.detect.discourse.text import Text, full, subject
from bot.detect.draft import FIRM, Draft


def tenures(text: Text, drafts: list[list[Draft]]) -> None:
    """Adds the posts that sentences of their own tell."""
    last: str | None = None
    for index, (chunks, sentence) in enumerate(zip(text.chunks, drafts, strict=True)):
        for draft in sentence:
            if not draft.move.tenure or draft.person is None:
                continue
            person = named(draft.person, draft.at, chunks, text) or last
            org = text.topic if draft.org == FIRM else draft.org
            if person is None or (draft.move.tenure == "before" and org is None and draft.role is None):
                continue
            former = draft.move.tenure == "before"
            post = Post(person, draft.role or "", draft.rank, org, former, True, index, draft.at)
            text.posts.setdefault(person, []).append(post)
        last = subject(chunks, text) or last


def named(chunk: Chunk, at: int, chunks: list[Chunk], text: Text) -> str | None:
    """The person that a subject names, or that a pronoun means in the same sentence."""
    if chunk.sort is Sort.PRONOUN:
        return speaker(at, chunks, text)
    return full(chunk.name, text)
