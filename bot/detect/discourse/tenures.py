"""Reads where somebody has worked from sentences of their own ("Zuletzt war sie Vertriebschefin bei Acme").

In: a text with the drafts of its sentences. Out: the text's posts, more of them. It must never make news of what it finds: a
draft that tells a tenure is no claim.

Observed: a wire names the employer until now two or three sentences after the news, by a pronoun or a word for the person
("Die Norwegerin ist seit 2021 im Vorstand"). Where neither a firm nor a post is told, the house is meant.
"""

from __future__ import annotations

from bot.detect.atoms import Type
from bot.detect.chunks import Chunk, Sort
from bot.detect.discourse.callings import calling
from bot.detect.discourse.people import speaker
from bot.detect.discourse.service import Post
from bot.detect.discourse.text import Text, full, subject
from bot.detect.draft import FIRM, Draft


def tenures(text: Text, drafts: list[list[Draft]]) -> None:
    """Adds the posts that sentences of their own tell."""
    last: str | None = None
    for index, (chunks, sentence) in enumerate(zip(text.chunks, drafts, strict=True)):
        post = described(chunks, index, last, text) if index else epithet(chunks, text)
        post = post or trailing(chunks, index, text)
        if post is not None:
            text.posts.setdefault(post.person, []).append(post)
        for draft in sentence:
            if not draft.move.tenure or draft.person is None:
                continue
            person = named(draft.person, draft.at, chunks, text) or last
            org = text.topic if draft.org == FIRM else draft.org
            if person is None or (draft.move.tenure == "before" and org is None and draft.role is None):
                continue
            if org is None and draft.role_chunk is not None and draft.role_chunk.unit is not None:
                continue  # a firm that only its trade tells of
            former = draft.move.tenure == "before"
            trade = bool(draft.role) and calling(draft.role or "", text.pack)
            post = Post(person, draft.role or "", draft.rank, org, former, True, index, draft.at, calling=trade)
            text.posts.setdefault(person, []).append(post)
        last = subject(chunks, text) or last


def described(chunks: list[Chunk], index: int, last: str | None, text: Text) -> Post | None:
    """ "Der ehemalige Chef von Acme soll …": what a sentence's opening says of whom the text has named."""
    if last is None or not chunks:
        return None
    chunk = chunks[0]
    if partner := bearer_behind(chunks, text):
        return Post(partner, chunk.role or "", chunk.rank, chunk.org, chunk.former, True, index, 0)
    atoms = text.parsed[index].atoms[chunk.first : chunk.last]
    current = any("current" in atom.classes for atom in atoms)
    if chunk.sort is not Sort.NOUN or chunk.role is None or chunk.name is not None or chunk.group or chunk.fresh:
        return None
    if not chunk.definite or not (chunk.former or current) or (chunk.org is None and not current):
        return None
    trade = calling(chunk.role, text.pack)
    return Post(last, chunk.role, chunk.rank, chunk.org, chunk.former, True, index, 0, calling=trade)


def bearer_behind(chunks: list[Chunk], text: Text) -> str | None:
    """Whom a post at a firm that opens a sentence belongs to: who stands behind its comma ("A partner of Acme, Roe brings …")."""
    if text.pack.free_order or len(chunks) < 3 or chunks[1].sort is not Sort.COMMA:
        return None
    post, bearer = chunks[0], chunks[2]
    if post.role is None or post.name is not None or post.org is None or post.group or not post.definite:
        return None
    person = bearer.sort is Sort.NOUN and bearer.name is not None and bearer.name.casefold() in text.people
    return full(bearer.name, text) if person else None


def trailing(chunks: list[Chunk], index: int, text: Text) -> Post | None:
    """ "Zur Chefin wurde Jane Roe berufen, zuletzt Partnerin bei Acme": the post that a comma and an adverb set behind a sentence
    that names one person.
    """
    people = {
        full(c.name, text) for c in chunks if c.sort is Sort.NOUN and c.type is Type.PERSON and c.name is not None
    }
    for at, chunk in enumerate(chunks[1:], 1) if text.pack.free_order and len(people) == 1 else ():
        first = text.parsed[index].atoms[chunk.first].classes
        held = chunk.sort is Sort.NOUN and chunk.role is not None and chunk.org is not None and chunk.name is None
        closes = at + 1 == len(chunks) or chunks[at + 1].sort is Sort.BREAK
        if held and closes and chunks[at - 1].sort is Sort.COMMA and first & {"before_now", "until_now"}:
            former = "before_now" in first
            return Post(people.pop() or "", chunk.role or "", chunk.rank, chunk.org, former, True, index, at)
    return None


def epithet(chunks: list[Chunk], text: Text) -> Post | None:
    """ "Acme holt Jane Roe: Ex-Initech-Chefin soll …": what a headline calls the only person that it names."""
    people = [c for c in chunks if c.sort is Sort.NOUN and c.name is not None and c.type is Type.PERSON]
    if not text.pack.free_order or len(people) != 1 or people[0].role is not None:
        return None
    for at, chunk in enumerate(chunks):
        if chunk.sort is Sort.NOUN and chunk.former and chunk.role and chunk.name is None and chunk.org is not None:
            return Post(full(people[0].name, text) or "", chunk.role, chunk.rank, chunk.org, True, True, 0, at)
    return None


def named(chunk: Chunk, at: int, chunks: list[Chunk], text: Text) -> str | None:
    """The person that a subject names, or that a pronoun means in the same sentence."""
    if chunk.sort is Sort.PRONOUN:
        return speaker(at, chunks, text)
    return full(chunk.name, text)
