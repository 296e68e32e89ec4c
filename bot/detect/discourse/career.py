"""What a text says of a person's posts beside the news: where somebody comes from.

In: the chunks of all sentences. Out: posts by person, and which of them tells an insider. Posts tell a promotion (another post in
the same house) from a hire (a post elsewhere). It must never make news of what it finds.

Observed: reports name the post held until now right beside the name ("president Jane Roe") or in a sentence of its own
("Roe had been treasurer", "She was most recently a partner of Acme").
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.detect.atoms import Parsed
from bot.detect.chunks import Chunk, Sort
from bot.detect.discourse.callings import calling, inside, praised
from bot.detect.discourse.service import Post, announces, came_to, lately, meant, ran, served, told, whereat
from bot.languages.pack import Pack
from bot.model import Rank


def posts(
    chunks: list[list[Chunk]], parsed: list[Parsed], pack: Pack, full: Callable[[str | None], str | None]
) -> Iterator[Post]:
    """The posts of all people named in the text, in the order of the text."""
    last: str | None = None
    for index, sentence in enumerate(chunks):
        house = announces(sentence) if not pack.free_order else None
        for at, chunk in enumerate(sentence):
            if chunk.sort is Sort.NOUN and chunk.name is not None and chunk.human:
                person = full(chunk.name)
                titled = chunk.role is not None and chunk.rank >= Rank.LEAD  # "finance chief Roe" of a headline
                if person is not None and (" " in person or titled):
                    last = person
                    if chunk.role is not None and not chunk.fresh:
                        yield Post(
                            person,
                            chunk.role,
                            chunk.rank,
                            chunk.org,
                            chunk.former,
                            False,
                            index,
                            at,
                            inside(chunk, pack),
                            calling(chunk.role, pack, "adept") or praised(chunk, parsed[index], pack),
                            house if chunk.rank >= Rank.LEAD and chunk.org is None and not chunk.former else None,
                        )
                    firm = served(sentence, at, pack)
                    if firm is not None:
                        yield Post(person, "", Rank.OTHER, firm, True, True, index, at)
                    elif (house := came_to(sentence, at)) is not None:
                        yield Post(person, "", Rank.OTHER, house, False, True, index, at, True)
                    for post in (*told(sentence, at, person, pack), *ran(sentence, at, person, pack)):
                        yield replace(post, sentence=index)
            elif last is None:
                continue
            elif chunk.sort is Sort.PRONOUN and "company_pronoun" not in chunk.classes:
                house = whereat(sentence, at)
                for post in (*told(sentence, at, last, pack), *ran(sentence, at, last, pack)):
                    there = post if house is None or post.org is not None else replace(post, org=house, former=True)
                    yield replace(there, sentence=index)
            elif (start := meant(sentence, at, pack)) is not None:
                for post in told(sentence, start, last, pack):
                    yield replace(post, sentence=index)
            elif (late := lately(sentence, at, last, pack)) is not None:
                yield replace(late, sentence=index)


def insider(posts: list[Post], role: str | None) -> Post | None:
    """Of a person's posts the one that tells where they come from: one told in a sentence of its own first, unless it only says
    that they once worked elsewhere."""
    for post in sorted(posts, key=lambda post: (not post.told or (post.former and not post.role), post.former)):
        if post.role and role is not None and post.org is None and post.role.casefold() == role.casefold():
            continue
        if post.org is None and not post.told and (post.former or (post.rank < Rank.LEAD and not post.inside)):
            continue
        if post.org is None and post.calling:
            continue
        return post
    return None
