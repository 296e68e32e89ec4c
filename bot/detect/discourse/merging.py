"""Makes one claim of those that tell the same happening.

In: the claims of one text. Out: each happening once. It must never join claims of different people.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace

from bot.detect.discourse.succession import better, task, vague
from bot.detect.draft import COMPANY, JOIN
from bot.languages.names import names
from bot.languages.pack import Pack
from bot.model import Claim, ClaimStatus, Kind, Rank

LINKS = frozenset({"and", "of", "the"})  # words that initials leave out, in the names of firms of any language
QUOTES = frozenset("\"“”„‘’'")
SHORTEST = 3  # letters of a word that can stand for a longer one
MOST = 300  # claims that are looked at: no article makes more, and the comparison grows with their square


def family(claim: Claim) -> str:
    return "join" if claim.kind in JOIN else claim.kind.value


def merge(found: list[Claim], pack: Pack, apart: Container[tuple[int, str]] = ()) -> list[Claim]:
    """Each happening once: claims of one person and family are one; a departure and a hire are a move, but not where those
    `apart` are of somebody else without a name.
    """
    found = found[:MOST]
    merged: list[Claim] = []
    again: set[int] = set()
    for claim in found:
        for index, other in enumerate(merged):
            if same(claim, other, pack):
                first = hedged(other, claim) if index not in again else other
                merged[index] = united(first, claim, pack)
                again.add(index)
                break
        else:
            merged.append(claim)
    joined = joined_moves(merged, not pack.free_order, apart)
    return nameless([claim for claim in joined if not told_better(claim, merged, pack)], pack)


def told_better(claim: Claim, found: list[Claim], pack: Pack) -> bool:
    """Whether another claim tells the same of people without names and more: that a whole team comes, where they go to."""
    if claim.person is not None or claim.past:
        return False
    if claim.kind is Kind.HIRING_PUSH:
        deals = [c for c in found if c.kind is Kind.ACQUIHIRE and same_org(c.to_org, claim.org)]
        return any(c.start == claim.start or (c.start < claim.start and not claim.numbers) for c in deals)
    left = [c for c in found if c.kind is Kind.DEPARTURE and c.person is None]
    moved = [c for c in found if c.kind is Kind.MOVE and c.person is None]
    one = len(left) == len(moved) == 1  # "Acme COO jumps ship. The chief operating officer is leaving to join Initech"
    bare = claim.kind is Kind.DEPARTURE and (one or claim.role is None or vague(claim.role, pack))
    return bare and any(same_org(c.from_org, claim.from_org) for c in moved)


def same(a: Claim, b: Claim, pack: Pack) -> bool:
    if family(a) != family(b) or a.past != b.past:
        return False
    if a.person is None and b.person is None:
        if a.kind in COMPANY:
            return same_org(a.org, b.org)
        posts = (a.role, b.role)
        if a.start == b.start and None not in posts and not kindred(a.role or "", b.role or "", pack):
            return False
        return same_org(a.org or a.to_org, b.org or b.to_org)
    if a.person is None or b.person is None or not one_person(a.person, b.person):
        return False
    if family(a) == "join":
        told = same_org(a.to_org or a.org, b.to_org or b.org)
        again = not pack.free_order and (field_of(a, b, pack) or torn(a, b) or told_again(a, b) or detailed(a, b, pack))
        return told or again or (not pack.free_order and restated(a, b))
    return same_org(a.org or a.from_org, b.org or b.from_org)


def one_person(a: str, b: str) -> bool:
    """Whether two names are one, or one with a further word before or behind ("Amy Roe", "Amy Roe Fenn"), whatever initials
    and nicknames stand between ('Amy J. "Ace" Roe').
    """
    short, long = sorted((bare_name(a), bare_name(b)), key=len)
    return short == long or (" " in short and (long.startswith(short + " ") or long.endswith(" " + short)))


def bare_name(name: str) -> str:
    """A name without the initials and nicknames in it."""
    words = name.split()
    if len(words) < 3:
        return name
    return " ".join(
        [words[0], *(word for word in words[1:-1] if len(word.strip(".")) > 1 and word[0] not in QUOTES), words[-1]]
    )


def fuller(a: str | None, b: str | None, pack: Pack) -> str | None:
    """Of two names of one person the longer, unless what it has more is no name ("Amy Roe Ph.D", "Superstar Amy Roe")."""
    if a is None or b is None or a == b:
        return a or b
    short, long = sorted((a, b), key=len)
    more = long.casefold().replace(short.casefold(), "").split()
    plain = all(word in pack.common or word in names().places or "." in word for word in more)
    return short if plain else long


def field_of(a: Claim, b: Claim, pack: Pack) -> bool:
    """Whether the firm of one of two posts that share a word is only what the post is for ("named head of coaching at Acme" –
    "as Head of Coaching and Training"): everyday words behind the firm that was told of first.
    """
    words = (b.to_org or b.org or "").casefold().split()
    plain = bool(words) and all(word in pack.common or word == "&" for word in words) and not names().known(words)
    return plain and a.role is not None and b.role is not None and share_word(a.role, b.role)


def torn(a: Claim, b: Claim) -> bool:
    """Whether the firm of a claim is only the first half of the post that an earlier one has whole ("Director" of "Sales" –
    "named Sales Director").
    """
    firm, role = (a.to_org or a.org or "").casefold().split(), (a.role or "").casefold().split()
    whole = (b.role or "").casefold().split()
    return bool(firm) and bool(role) and set(firm) <= set(whole) and role[0] in whole


def told_again(a: Claim, b: Claim) -> bool:
    """Whether two sentences tell of one post under two names of a firm ("IMG appoints Roe finance chief" – "Interlink today
    announced the appointment of Roe as finance chief"): nobody takes the same post twice.
    """
    if a.role is None or b.role is None or a.start == b.start:
        return False
    short, long = sorted((a.role, b.role), key=len)
    if short.isupper() and stands_for(short, long.casefold().split()):
        return True  # "COO", "Chief Operating Officer"
    x, y = ({word for word in role.casefold().split() if word not in LINKS} for role in (a.role, b.role))
    return x == y or (min(len(x), len(y)) > 1 and (x <= y or y <= x))


def detailed(a: Claim, b: Claim, pack: Pack) -> bool:
    """Whether a later sentence only tells what somebody will do in the post that an earlier one names ("names Jane Roe technology
    chief" – "Roe will lead product engineering"): it names no post of its own.
    """
    post = b.role is not None and not task(b.role, pack)
    untold = a.role is None or task(a.role, pack)
    return post and untold and a.kind in (Kind.APPOINTMENT, Kind.PROMOTION) and a.start > b.start


def restated(a: Claim, b: Claim) -> bool:
    """Whether `a` tells again that somebody joins a firm, as the earlier `b` does, one of them without a post and under another
    name of the firm ("Roe joins Orbit" – "Initech's Orbit unit said Jane Roe had joined as counsel").

    Fails on those who join two firms at once, of which each sentence tells one.
    """
    one = a.person is not None and a.person == b.person and " " in a.person and a.start != b.start
    comes = b.kind in (Kind.HIRE, Kind.MOVE) and a.kind in (Kind.HIRE, Kind.MOVE, Kind.APPOINTMENT)
    return one and comes and None in (a.role, b.role) and a.status is b.status


def kindred(a: str, b: str, pack: Pack) -> bool:
    """Whether two posts of one sentence can be one ("loses another executive as finance chief quits")."""
    return share_word(a, b) or (not pack.free_order and vague(a, pack) is not vague(b, pack))


def same_org(a: str | None, b: str | None) -> bool:
    if a is None or b is None:
        return True
    x, y = parts(a), parts(b)
    small, large = set(x), set(y)
    if small <= large or large <= small or shortened(small, large) or shortened(large, small):
        return True
    bare, other = without_form(x), without_form(y)
    if bare and other and (bare <= other or other <= bare):
        return True
    short, long = (a, y) if len(x) <= len(y) else (b, x)
    return stands_for(short, long) or grown(bare or small, other or large)


def grown(a: set[str], b: set[str]) -> bool:
    """Whether a name of one word is another with a firm's word tied to it ("Acme", "Acmegroup")."""
    if len(a) != 1 or len(b) != 1:
        return False
    short, long = sorted((*a, *b), key=len)
    return (
        len(short) > SHORTEST
        and long.startswith(short)
        and long[len(short) :] in names().org_words | names().legal_forms
    )


def parts(name: str) -> list[str]:
    """The words of a firm's name, without the genitive that it may bear ("Sainsbury's", "J Sainsbury")."""
    return [
        word.rstrip(",.").removesuffix("'s").removesuffix("’s") for word in name.casefold().replace("-", " ").split()
    ]


def without_form(words: list[str]) -> set[str]:
    """The words of a firm's name without its legal form ("Acme Inc")."""
    return {word for word in words if word.strip(".") not in names().legal_forms}


def stands_for(short: str, long: list[str]) -> bool:
    """Whether letters stand for a long name: by initials ("GM", "HP", "M&S") or the beginnings of its words ("Amex")."""
    letters = "".join(filter(str.isalpha, short.casefold()))
    linked = [word for word in ("".join(filter(str.isalpha, word)) for word in long) if word]
    words = [word for word in linked if word not in LINKS]
    dense = short.isupper() or " " in short or len(words) == 2
    if len(letters) < 2 or len(words) < 2:
        return False
    camel = short[1:] != short[1:].casefold() and " " not in short  # "BofA"
    return (dense and begins(letters, words)) or (camel and len(linked) > len(words) and begins(letters, linked))


def begins(letters: str, words: list[str]) -> bool:
    """Whether letters are the beginnings of words, in their order, one at least of each but the last ("Corp")."""
    if not words:
        return not letters
    if not letters:
        return len(words) == 1
    longest = next((n for n, (x, y) in enumerate(zip(letters, words[0], strict=False)) if x != y), None)
    most = min(len(letters), len(words[0])) if longest is None else longest
    return any(begins(letters[size:], words[1:]) for size in range(most, 0, -1))


def shortened(a: set[str], b: set[str]) -> bool:
    """Whether one name is another cut short, word by word ("Acme Druck", "Acme Druckmaschinen AG")."""
    cut = any(len(x) >= SHORTEST and x not in b for x in a)
    return len(a) > 1 and cut and all(x in b or (len(x) >= SHORTEST and any(y.startswith(x) for y in b)) for x in a)


def spelt_out(name: str | None, others: Iterable[str]) -> str | None:
    """A firm's name in full, where a headline has it in short ("Acme Pharm", "Acme Intl") and the text spells it out."""
    if name is None:
        return None
    words = parts(name)
    if len(words) == 1:  # "BofA", and no "HSBC" that is called so
        camel = not name.isupper() and name[1:] != name[1:].casefold()
        longer = (other for other in others if words[0] not in parts(other))
        return next((other for other in longer if camel and stands_for(name, parts(other))), name)
    return next((other for other in others if abbreviates(words, parts(other))), name)


def abbreviates(short: list[str], long: list[str]) -> bool:
    """Whether the words of one name are those another begins with, some of them cut short or without their vowels."""
    if len(short) > len(long) or short == long[: len(short)]:
        return False
    return all(
        x == y or (len(x) >= SHORTEST and len(x) < len(y) and (y.startswith(x) or consonants(x, y)))
        for x, y in zip(short, long, strict=False)
    )


def consonants(short: str, long: str) -> bool:
    """Whether letters stand in a word in their order, its first and its last among them ("intl", "international")."""
    letters = iter(long)
    return short[0] == long[0] and short[-1] == long[-1] and all(letter in letters for letter in short)


def share_word(a: str, b: str) -> bool:
    return bool(set(a.casefold().replace("-", " ").split()) & set(b.casefold().replace("-", " ").split()))


def hedged(a: Claim, b: Claim) -> Claim:
    """A claim with the hedge of the next that tells the same: headlines drop the "reportedly" of their lead, and who says so."""
    heard = a.status is ClaimStatus.CONFIRMED and b.status is ClaimStatus.REPORTED
    return replace(a, status=b.status, attribution=b.attribution, named_source=b.named_source) if heard else a


def united(a: Claim, b: Claim, pack: Pack) -> Claim:
    """The earlier claim with what the later one adds."""
    kind = a.kind
    # Who becomes chief also joins the board, and is no outsider for that.
    seat = b.kind is Kind.HIRE and b.rank is Rank.BOARD and a.role is not None and a.rank is not Rank.BOARD
    if (
        a.kind in JOIN
        and not seat
        and (b.kind is Kind.MOVE or (b.kind in (Kind.HIRE, Kind.PROMOTION) and a.kind is Kind.APPOINTMENT))
    ):
        kind = b.kind
    if b.rule in pack.rising_rules and a.kind in (Kind.HIRE, Kind.APPOINTMENT) and told_again(b, a):
        kind = Kind.PROMOTION  # "appoints Jane Roe" – "the promotion of Jane Roe"
    told_from = b.kind is Kind.MOVE and a.kind is Kind.HIRE  # "joins from Acme", whatever they did before that
    from_org = (b.from_org if told_from else None) or a.from_org or b.from_org
    to_org = a.to_org or b.to_org
    org = a.org or b.org
    house = to_org or org
    if kind in (Kind.HIRE, Kind.MOVE) and from_org is not None and house is not None and same_org(from_org, house):
        kind = Kind.PROMOTION  # "Acme veteran takes over as regional chief" – "Acme Motor appointed …"
    if kind is Kind.MOVE:
        to_org = to_org or org
        org = None
    elif kind is Kind.HIRE:
        to_org = to_org or org
        org = to_org
    elif kind in (Kind.PROMOTION, Kind.APPOINTMENT):
        org, from_org, to_org = to_org or org, None, None
    return replace(
        a,
        person=fuller(a.person, b.person, pack),
        kind=kind,
        org=org,
        from_org=from_org,
        to_org=to_org,
        role=better(a.role, b.role, pack),
        rank=max(a.rank, b.rank),
        confidence=max(a.confidence, b.confidence),
    )


def joined_moves(found: list[Claim], unnamed: bool, apart: Container[tuple[int, str]] = ()) -> list[Claim]:
    """A departure from A and a hire at B of one person are one move."""
    result = list(found)
    for leave in found:
        if leave.kind is not Kind.DEPARTURE or leave.past:
            continue
        for index, join in enumerate(result):
            if leave.person is None and (not unnamed or leave.start != join.start or leave.role is None):
                continue
            if leave.person is None and (join.start, join.rule) in apart:
                continue
            if join.past or join.person != leave.person or join.kind not in JOIN or join.kind is Kind.PROMOTION:
                continue
            target = join.to_org or join.org
            if target is None or leave.from_org is None or same_org(target, leave.from_org):
                continue
            if join.from_org is None or same_org(join.from_org, leave.from_org):
                result[index] = replace(join, kind=Kind.MOVE, org=None, from_org=leave.from_org, to_org=target)
                if not (leave.status is ClaimStatus.CONFIRMED and join.status is ClaimStatus.PLANNED):
                    result.remove(leave)  # else it is a fact that they go, and a guess where to
                break
    return result


def nameless(found: list[Claim], pack: Pack) -> list[Claim]:
    """A claim without a name gives way to one that names the person of the same happening, which takes its slots."""
    result = list(found)
    for claim in found:
        if claim.person is not None or claim.kind in COMPANY or claim.past:
            continue
        if claim.kind is Kind.DEPARTURE and any(
            n.kind is Kind.MOVE and n.from_org is not None and same_org(n.from_org, claim.from_org)
            for n in result
            if n.person is not None
        ):
            result.remove(claim)
            continue
        gone = leavers(claim, result)
        if len(gone) == 1:
            result[result.index(gone[0])] = replace(claim, person=gone[0].person)
            result.remove(claim)
            continue
        named = [n for n in result if n.person is not None and not n.past and family(n) == family(claim)]
        alike = [n for n in named if same_org(side(n), side(claim))]
        if not alike and len(named) == 1 and named[0].role is not None and claim.role is not None:
            alike = [named[0]] if share_word(named[0].role, claim.role) or vague(claim.role, pack) else []
        elif not alike and len(named) == 1 and named[0].role is None:
            alike = [replace(named[0], org=claim.org, from_org=claim.from_org)]
            result[result.index(named[0])] = alike[0]
        if not alike:
            continue
        twin = alike[0]
        result.remove(claim)
        role = better(twin.role, claim.role, pack) if len(alike) == 1 else twin.role
        several = claim.kind is Kind.APPOINTMENT and all(c.kind is Kind.APPOINTMENT for c in alike)
        for other in alike[1:] if several else ():
            if other.role is None and claim.role is not None:
                result[result.index(other)] = replace(other, role=claim.role, rank=claim.rank)
        role = claim.role if several and role is None else role
        full = replace(
            twin, role=role, rank=max(twin.rank, claim.rank), confidence=max(twin.confidence, claim.confidence)
        )
        if claim.from_org and twin.from_org is None and claim.kind in (Kind.HIRE, Kind.MOVE):
            org = None if claim.kind is Kind.MOVE else twin.org
            full = replace(full, kind=claim.kind, from_org=claim.from_org, to_org=twin.to_org or twin.org, org=org)
        if family(full) == "join" and side(full) is None and side(claim) is not None:
            kind = Kind.MOVE if full.from_org is not None else full.kind
            org = None if kind is Kind.MOVE else side(claim)
            full = replace(full, kind=kind, org=org, to_org=side(claim) if kind is not Kind.APPOINTMENT else None)
        result[result.index(twin)] = full
    return result


def leavers(claim: Claim, found: list[Claim]) -> list[Claim]:
    """Who by name leaves the firm that a claim's unnamed person moves from ("Acme chief to join Initech" – "Jane Roe will
    leave Acme").
    """
    if claim.kind is not Kind.MOVE or any(family(c) == family(claim) and c is not claim for c in found):
        return []
    return [
        c
        for c in found
        if c.kind is Kind.DEPARTURE and c.person is not None and not c.past and same_org(c.from_org, claim.from_org)
    ]


def side(claim: Claim) -> str | None:
    """The firm that a claim is about: the one joined, else the one left."""
    return claim.to_org or claim.org if family(claim) == "join" else claim.org or claim.from_org
