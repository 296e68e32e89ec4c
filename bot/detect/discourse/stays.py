"""Gives whoever leaves the time that they had been there, as far as the text says ("leaves Acme after less than a month").

In: a text's claims and its sentences. Out: the same claims, those of leaving with their tenure. It must never give a time to
somebody who only arrives, nor one at another firm than the one that is left.

Whose it is: the person named right behind it ("nine-year veteran Jane Roe"), else last before it, else first behind it;
where that one does not leave, the only one in the sentence who does. A sentence that names nobody tells of whom its claims
are, or of whom the text was speaking; a headline that names nobody of everybody, where all go one way. Where it fails: of
two who leave in one sentence, with one time behind both ("both after ten years"), the second has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.detect.atoms import Parsed, Type
from bot.detect.chunks import Chunk, Sort
from bot.detect.discourse.merging import same_org
from bot.detect.discourse.text import Text, full, subject
from bot.detect.discourse.times import Passage, Time
from bot.model import Claim, Kind

FIRM_AT = 3  # tokens behind "at" in which a firm begins ("at the US firm")


def stayed(claims: Sequence[Claim], text: Text) -> list[Claim]:
    """The claims, those of somebody who leaves with how long they had been there."""
    result = list(claims)
    stays = text.pack.stays
    if stays is None or not any(map(leaves, result)):
        return result
    last: str | None = None
    for parsed, chunks in zip(text.parsed, text.chunks, strict=True):
        passage = Passage(parsed.sentence.tokens, parsed.sentence.lows, stays, text.pack.nouns_capitalised)
        for time in passage.times():
            home = firm_beside(time, passage, parsed, chunks)
            for place in owners(time, parsed, chunks, last, result, text):
                if home is None or result[place].from_org is None or same_org(home, result[place].from_org):
                    result[place] = with_time(result[place], time)
        last = subject(chunks, text) or last
    return result


def leaves(claim: Claim) -> bool:
    return not claim.past and (
        claim.kind is Kind.DEPARTURE or (claim.kind in (Kind.MOVE, Kind.HIRE) and claim.from_org is not None)
    )


def with_time(claim: Claim, time: Time) -> Claim:
    """A bare time behind a post that is left can be that in the post ("steps down as chief after nine years")."""
    post = time.tenure.in_post or (time.bare and claim.kind is Kind.DEPARTURE and claim.role is not None)
    tenure = replace(time.tenure, in_post=post)
    return claim if tenure in claim.tenure else replace(claim, tenure=(*claim.tenure, tenure))


def owners(
    time: Time, parsed: Parsed, chunks: Sequence[Chunk], last: str | None, claims: Sequence[Claim], text: Text
) -> list[int]:
    """The places of the claims that a time belongs to."""
    people = named(parsed, chunks, text)
    before = [name for at, name in people if at < time.first or at == time.last]
    first = before[-1] if before else people[0][1] if people else None
    if first is None:
        start, end = parsed.sentence.start, parsed.sentence.end
        here = [at for at, claim in enumerate(claims) if leaves(claim) and start <= claim.start < end]
        if here or not parsed.sentence.headline:
            return here or [at for at, claim in enumerate(claims) if leaves(claim) and last and claim.person == last]
        everybody = [at for at, claim in enumerate(claims) if leaves(claim)]
        ways = {(claims[at].from_org, claims[at].to_org) for at in everybody}
        return everybody if len(ways) == 1 else []
    theirs = [at for at, claim in enumerate(claims) if leaves(claim) and claim.person == first]
    if theirs:
        return theirs
    others = {name for _, name in people}
    theirs = [at for at, claim in enumerate(claims) if leaves(claim) and claim.person in others]
    return theirs if len({claims[at].person for at in theirs}) == 1 else []


def named(parsed: Parsed, chunks: Sequence[Chunk], text: Text) -> list[tuple[int, str]]:
    """The people of a sentence in full, each with the token at which the name begins."""
    return [
        (parsed.atoms[chunk.first].first, full(chunk.name, text) or chunk.name)
        for chunk in chunks
        if chunk.sort is Sort.NOUN
        and chunk.name is not None
        and (chunk.type is Type.PERSON or chunk.name.casefold() in text.people)
    ]


def firm_beside(time: Time, passage: Passage, parsed: Parsed, chunks: Sequence[Chunk]) -> str | None:
    """The firm at which the time was spent, where the clause names one ("nine years at Acme")."""
    homes = [at for at in range(*time.clause) if passage.lows[at] in passage.stays.homes]
    for home in homes:
        for chunk in chunks:
            begins = parsed.atoms[chunk.first].first
            if home < begins <= home + FIRM_AT and chunk.sort is Sort.NOUN and chunk.firm:
                return chunk.name
    return None
