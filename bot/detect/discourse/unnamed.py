"""Names whom a headline leaves without a name ("Acme hires ex-Initech executive" – "Jane Roe …").

In: the claims of a text. Out: the same with the names that the lead, or a headline before its colon, gives. It must never name
somebody who only says, writes or explains something.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from bot.detect.atoms import Parsed, Type
from bot.detect.chunks import Chunk, Sort
from bot.detect.discourse.career import insider
from bot.detect.discourse.evidence import LIKELY, likeness
from bot.detect.discourse.merging import family, joined_moves, same_org, share_word
from bot.detect.discourse.succession import one_house, vague
from bot.detect.discourse.text import Text, full
from bot.detect.draft import COMPANY, JOIN
from bot.languages.pack import Pack, Voice
from bot.model import Claim, Kind, Rank

NEXT = 3  # sentences from the headline on in which whoever it means is named
FIELDS = frozenset(
    {"of_finance", "of_technology", "of_operations", "of_marketing", "of_people", "of_law", "of_sales", "of_product"}
)  # classes of words that tell what a post is for
SHORT = 2  # letters of words that tell nothing of a post


def owns(name: str | None, parsed: Parsed) -> bool:
    """Whether a sentence has the possessive of somebody's family name, and so tells of somebody else."""
    family = "" if name is None else name.casefold().rpartition(" ")[2]
    return any(token.possessive and token.low == family for token in parsed.sentence.tokens)


def bearers(found: list[Claim], text: Text) -> list[Claim]:
    """A headline's person without a name is whom the lead names first ("Acme hires ex-Initech executive" – "Jane
    Roe …").
    """
    about = asked_after(text)
    if about is not None:
        asked = [c for c in found if c.person is None and c.kind not in COMPANY and not c.past]
        return [replace(c, person=about) if c is asked[0] else c for c in found] if len(asked) == 1 else found
    said = 0  # the headline, or a lead that tells more than it
    open_claims = unnamed_by(found, text, said)
    if not open_claims and len(text.parsed) > 2 and text.parsed[0].sentence.headline:
        said = 1
        open_claims = unnamed_by(found, text, said)
    if len(open_claims) == 2 and len(joined := joined_moves(open_claims, True, text.apart)) == 1:
        found = [*joined, *(c for c in found if c not in open_claims)]  # "CFO leaves to join Acme" – "Jane Roe …"
        open_claims = joined
    if len(open_claims) != 1 or len(text.chunks) < 2:
        return found
    claim = open_claims[0]
    several = any("several" in text.pack.classes(word) for word in (claim.role or "").casefold().split())
    if several or (claim.start, claim.rule) in text.plural:
        return found
    named = [c for c in found if c.person is not None and family(c) == family(claim) and not c.past]
    if claim.rule and named:
        return [completed(c, claim) if c is named[0] else c for c in found] if len(named) == 1 else found
    taken = {c.person for c in found if c.person is not None and family(c) != family(claim)}
    for index, chunks in enumerate(text.chunks[said + 1 : NEXT + 1], said + 1):
        for at, chunk in enumerate(chunks):
            if (
                chunk.sort is not Sort.NOUN
                or chunk.name is None
                or not (chunk.type is Type.PERSON or unknown_name(chunk, at, chunks, text))
                or (governed(chunks, at) and not (claim.kind in JOIN and appointed(chunks, at)))
                or writes(chunks, at)
            ):
                continue
            name = full(chunk.name, text)
            if name in text.headline or owns(name, text.parsed[said]):
                continue  # the headline tells of somebody else beside them ("Roe's partner quits")
            alike = chunk.role is not None and claim.role is not None and kin(chunk.role, claim.role, text.pack)
            other = chunk.role is not None and claim.role is not None and not alike
            if other and (chunk.rank >= Rank.DIRECTOR or index > 1):
                continue
            if index > 1 and not alike and speaks(chunks, at) and not tells_fellows(chunks, at):
                continue
            if claim.kind is Kind.DEPARTURE and takes_post(chunks, at):
                return found
            if (chunk.former and claim.kind is Kind.DEPARTURE) or name in taken:
                return found
            return [replace(c, person=name) if c is claim else c for c in found]
    return found


def in_the_post(found: list[Claim], text: Text) -> list[Claim]:
    """The post of whoever goes where the next sentence means them by it alone ("Jane Roe leaves Acme" – "The finance chief has
    told …"). Only of somebody who stands alone in what is claimed and is named alone up to there.
    """
    told = [claim for claim in found if claim.person is not None and not claim.past]
    if len(told) != 1 or told[0].kind is not Kind.DEPARTURE or told[0].role is not None or len(text.chunks) < 2:
        return found
    claim, opening = told[0], text.chunks[1][0]
    post = opening.sort is Sort.NOUN and opening.role is not None and opening.name is None and opening.definite
    other = opening.former or opening.fresh or opening.group or opening.possessive or opening.rank < Rank.LEAD
    if not post or other or opening.org not in (None, claim.from_org):
        return found
    named = {full(c.name, text) for chunks in text.chunks[:2] for c in chunks if c.name and c.type is Type.PERSON}
    if named - {claim.person}:
        return found
    return [replace(c, role=opening.role, rank=opening.rank) if c is claim else c for c in found]


def unnamed_by(found: list[Claim], text: Text, last: int) -> list[Claim]:
    """The claims of somebody without a name in the sentences up to the one at `last`."""
    end = text.parsed[last].sentence.end
    return [c for c in found if c.person is None and c.start < end and c.kind not in COMPANY]


def asked_after(text: Text) -> str | None:
    """The one whom a headline asks after, who then is whom the rest of it tells of ("Who is Jane Roe? Acme's chief quits")."""
    chunks = text.chunks[0]
    if not text.parsed[0].sentence.headline or len(chunks) < 4 or chunks[3].low != "?":
        return None
    opens = "rel" in chunks[0].classes and chunks[1].sort is Sort.AUXILIARY and chunks[2].type is Type.PERSON
    return full(chunks[2].name, text) if opens else None


def followed(found: list[Claim], pairs: list[tuple[str, str]], pack: Pack) -> list[Claim]:
    """The claims, the one leaver without a name having that of the one who is followed in the same post ("Acme CEO to retire" –
    "Roe would replace Doe as chief executive").
    """
    unnamed = [c for c in found if c.person is None and c.kind is Kind.DEPARTURE and c.role is not None and not c.past]
    if len(unnamed) != 1 or len({old for _, old in pairs}) != 1 or any(c.person == pairs[0][1] for c in found):
        return found
    new, old = pairs[0]
    heir = next(
        (c for c in found if c.person == new and (c.role is not None or (pack.free_order and c.kind in JOIN))), None
    )
    if heir is None or not one_post(heir, unnamed[0], pack):
        return found
    return [replace(c, person=old) if c is unnamed[0] else c for c in found]


def one_post(a: Claim, b: Claim, pack: Pack) -> bool:
    """Whether two claims can be of one post, also where it is told by two names that name no field ("CEO", "chief executive")."""
    if pack.free_order:  # there fields are parts of the word, and an heir may have no post ("Doe folgt auf Roe")
        return one_house(a, b) and (a.role is None or kin(a.role, b.role or "", pack))
    roles = (a.role or "", b.role or "")
    fieldless = not any(pack.classes(word) & FIELDS for role in roles for word in role.casefold().split())
    return kin(*roles, pack) or (fieldless and a.rank is b.rank)


def completed(claim: Claim, headline: Claim) -> Claim:
    """A claim of a person who is named only in the lead with the origin and the post that the headline tells of somebody
    without a name ("Acme picks Initech alum for CFO" – "Jane Roe succeeds …").
    """
    bare = claim.kind is Kind.APPOINTMENT and claim.role is None and headline.role is not None
    if (
        not bare
        or headline.kind not in (Kind.HIRE, Kind.PROMOTION, Kind.MOVE)
        or not same_org(claim.org, headline.to_org or headline.org)
    ):
        return claim
    return replace(headline, person=claim.person, start=claim.start, quote=claim.quote)


def appointed(chunks: list[Chunk], at: int) -> bool:
    """Whether the preposition before a name leads to whom a noun tells to come ("the appointment of Jane Roe")."""
    nouns = chunks[at - 2].triggers if at > 1 and chunks[at - 1].sort is Sort.PREPOSITION else ()
    return any(trigger.voice is Voice.NOUN and trigger.move.kind in JOIN for trigger in nouns)


def governed(chunks: list[Chunk], at: int) -> bool:
    """Whether a preposition stands before a phrase, past words between."""
    before = at - 1
    while before > 0 and chunks[before].sort is Sort.OTHER:
        before -= 1
    return at > 0 and chunks[before].sort is Sort.PREPOSITION


def speaks(chunks: list[Chunk], at: int) -> bool:
    """Whether somebody only says something ("Jane Roe said", "…, said Jane Roe")."""
    if at + 1 < len(chunks) and "say" in chunks[at + 1].classes:
        return True
    turned = at < 2 or chunks[at - 2].sort in (Sort.COMMA, Sort.BREAK)
    return at > 0 and "say" in chunks[at - 1].classes and turned


def tells_fellows(chunks: list[Chunk], at: int) -> bool:
    """Whether somebody without a post opens a sentence and speaks to those they work with ("Jane Roe told colleagues …"): a text
    that leaves out who they are means whom it spoke of.
    """
    bare = at == 0 and chunks[at].role is None and chunks[at].org is None
    heard = next((place for place, chunk in enumerate(chunks) if chunk.sort in (Sort.COMMA, Sort.BREAK)), len(chunks))
    return bare and any("fellows" in chunk.classes for chunk in chunks[at + 2 : heard])


def writes(chunks: list[Chunk], at: int) -> bool:
    """Whether it is a reporter who tells of it ("Jane Roe of The Acme Post reports that …")."""
    return at + 3 < len(chunks) and "of" in chunks[at + 1].classes and bool(chunks[at + 3].classes & {"say", "press"})


def kin(a: str, b: str, pack: Pack) -> bool:
    """Whether two posts can be one by other words ("finance boss", "chief financial officer")."""
    fields = [
        {name for word in role.casefold().replace("-", " ").split() for name in pack.classes(word) if name in FIELDS}
        for role in (a, b)
    ]
    if all(fields):
        return bool(fields[0] & fields[1])
    return share_word(a, b)


def takes_post(chunks: list[Chunk], at: int) -> bool:
    """Whether the person at `at` is the one who takes a post ("Roe is taking over …", "Roe seen as new CFO")."""
    for chunk in chunks[at + 1 : at + 5]:
        if chunk.sort is Sort.TRIGGER:
            return chunk.triggers[0].move.kind is Kind.APPOINTMENT
        if chunk.sort is Sort.NOUN:
            return chunk.fresh and chunk.role is not None
        if chunk.sort not in (Sort.AUXILIARY, Sort.OTHER, Sort.PREPOSITION):
            return False
    return False


def named_later(found: list[Claim], text: Text, implied: Container[tuple[int, str]]) -> list[Claim]:
    """The same where the order is free: whom the headline names behind its colon, or the lead as somebody who acts.

    Several open claims are told apart by their posts alone. Who is named beside a bare "change at the top" (`implied`) may as
    well be the new one.
    """
    result = list(found)
    begin, open_claims = opened(found, text)
    for claim in open_claims:
        if (claim.start, claim.rule) in implied:
            continue
        if any(c.person is not None and family(c) == family(claim) for c in found) or collective(claim.role, text):
            continue
        taken = {c.person for c in found if c.person is not None and family(c) != family(claim) and not c.past}
        if (claim.start, claim.rule) in text.plural:
            several = [replace(claim, person=name) for name in pair(text) if name not in taken]
            place = result.index(claim)
            result[place : place + 1] = several or [claim]
            continue
        chunk = bearer(claim, begin, taken, len(open_claims) > 1, text)
        if chunk is None:
            continue
        named = replace(claim, person=full(chunk.name, text))
        firm = claim.to_org or claim.org
        if claim.kind in (Kind.APPOINTMENT, Kind.HIRE) and chunk.org is not None and outside(chunk.org, claim, text):
            named = comes_from(named, chunk.org, chunk.former, firm)
        elif claim.kind is Kind.APPOINTMENT and (post := insider(text.posts.get(named.person or "", []), claim.role)):
            if post.told and post.org is None:
                named = replace(named, kind=Kind.PROMOTION)
            elif post.told and post.org is not None and outside(post.org, claim, text):
                named = comes_from(named, post.org, post.former, firm)
        result[result.index(claim)] = named
    return result


def opened(found: list[Claim], text: Text) -> tuple[int, list[Claim]]:
    """The sentence that leaves people without a name, and its claims of them: the headline, else the lead's first where it tells
    who comes ("Die Fluglinie bekommt einen neuen Chef. Jane Roe, bisher …").
    """
    unnamed = [c for c in found if c.person is None and c.kind not in COMPANY]
    for index, parsed in enumerate(text.parsed[:2]):
        inside = [c for c in unnamed if parsed.sentence.start <= c.start < parsed.sentence.end]
        if inside and (not index or (all(c.kind in JOIN for c in inside) and len(unnamed) == 1)):
            return index, inside
    return 0, []


def comes_from(claim: Claim, org: str, former: bool, firm: str | None) -> Claim:
    """A claim of whoever joins `firm` from `org`."""
    kind = Kind.HIRE if former else Kind.MOVE
    return replace(claim, kind=kind, from_org=org, to_org=firm, org=firm if former else None)


def pair(text: Text) -> list[str]:
    """The people with whom the lead begins, where it begins with several ("Jane Roe und John Doe gründen …")."""
    chunks = text.chunks[1] if len(text.chunks) > 1 else []
    found: list[str] = []
    for chunk in chunks:
        if chunk.sort is Sort.NOUN and chunk.type is Type.PERSON and chunk.name is not None:
            found.append(full(chunk.name, text) or chunk.name)
        elif chunk.sort not in (Sort.CONJUNCTION, Sort.COMMA):
            break
    return found if len(found) > 1 else []


def bearer(claim: Claim, begin: int, taken: set[str], several: bool, text: Text) -> Chunk | None:
    """The first person behind a claim of sentence `begin` that can be whom it means, or who stands before the colon of a headline
    without a verb ("Jane Roe: Neue Chefin bei Acme").
    """
    lead = text.chunks[begin]
    topical = len(lead) > 2 and lead[1].low == ":" and not any(c.sort is Sort.TRIGGER for c in lead)
    whole = " " in (lead[0].name or "") and lead[0].name not in text.orgs
    strange = lead[0].type is Type.UNKNOWN and lead[0].role is None and (claim.to_org or claim.org) in text.orgs
    if topical and whole and claim.kind in JOIN and (lead[0].type is Type.PERSON or strange) and not several:
        return lead[0]
    for index, chunks in enumerate(text.chunks[begin : begin + NEXT]):
        for at, chunk in enumerate(chunks):
            if (
                chunk.sort is not Sort.NOUN
                or chunk.name is None
                or not (chunk.type is Type.PERSON or (index and stranger(chunk, at, chunks, text)))
            ):
                continue
            after = text.pack.classes(chunks[at + 1].low) if at + 1 < len(chunks) else frozenset()
            if not index and hires(claim, at, chunks):
                continue
            if "say" in after or (claim.kind is Kind.DEPARTURE and "staying" in after):
                continue
            if not index and (
                text.parsed[begin].atoms[chunk.first].first == 0
                or text.parsed[begin].sentence.tokens[text.parsed[begin].atoms[chunk.first].first].start < claim.start
                or not any(c.sort is Sort.BREAK for c in chunks[:at])
            ):
                continue
            before = at - 1
            while before > 0 and chunks[before].sort is Sort.OTHER and not chunks[before].classes & {"time", "month"}:
                before -= 1
            along = before == 0 and index and "along" in chunks[0].classes
            if before >= 0 and chunks[before].sort is Sort.PREPOSITION and not along:
                continue
            if chunk.possessive and (index or chunks[at - 1].sort is not Sort.BREAK):
                continue  # but "Neue Acme-Chefin: Jane Roes Weg nach oben"
            alike = chunk.role is not None and claim.role is not None and share_stem(chunk.role, claim.role, text.pack)
            if several and not alike:
                continue
            if begin and chunk.role is not None and not alike:
                return None
            leaves = claim.kind is Kind.DEPARTURE
            if leaves and chunk.org is not None and not chunk.former and outside(chunk.org, claim, text):
                continue
            opens = (
                at == 0 and chunk.org is None and vague(claim.role or "-", text.pack)
            )  # "Acme-Manager geht": any post
            if chunk.role is not None and claim.role is not None and not (alike or opens) and leaves:
                continue
            name = full(chunk.name, text)
            if (chunk.former and leaves) or name in taken or paired(chunks, at):
                return None
            return chunk
    return None


def hires(claim: Claim, at: int, chunks: list[Chunk]) -> bool:
    """Whether the person at `at` is who takes somebody on, or lets them go ("Jane Roe holt Acme-Manager")."""
    acts = chunks[at + 1].triggers if at + 1 < len(chunks) else ()
    return any(trigger.move.name == claim.rule and trigger.move.person in ("object", "behind") for trigger in acts)


def unknown_name(chunk: Chunk, at: int, chunks: list[Chunk], text: Text) -> bool:
    """Whether a name that no table knows opens a sentence as a person's, and not as a firm's that says something."""
    likely = chunk.name is not None and likeness(chunk.name, text) >= LIKELY
    return likely and stranger(chunk, at, chunks, text) and "say" not in chunks[at + 1].classes


def stranger(chunk: Chunk, at: int, chunks: list[Chunk], text: Text) -> bool:
    """Whether a name of two or three words that no table knows opens a sentence as somebody who acts."""
    if chunk.type is not Type.UNKNOWN or chunk.name is None or chunk.name in text.orgs or chunk.surname:
        return False
    if any(c.sort is not Sort.OTHER for c in chunks[:at]) or at + 1 >= len(chunks):
        return False
    verb = chunks[at + 1].sort in (Sort.TRIGGER, Sort.AUXILIARY, Sort.COMMA) or "verb" in chunks[at + 1].classes
    return len(chunk.name.split()) in (2, 3) and verb


def paired(chunks: list[Chunk], at: int) -> bool:
    """Whether another person stands beside one ("Jane Roe und John Doe")."""
    return any(
        chunks[look].sort is Sort.NOUN and chunks[look].type is Type.PERSON and chunks[link].sort is Sort.CONJUNCTION
        for look, link in ((at + 2, at + 1), (at - 2, at - 1))
        if 0 <= look < len(chunks)
    )


def outside(org: str, claim: Claim, text: Text) -> bool:
    """Whether somebody works for a known firm that the claim does not name."""
    return org in text.orgs and not any(
        same_org(org, firm) for firm in (claim.org, claim.from_org, claim.to_org) if firm is not None
    )


def share_stem(a: str, b: str, pack: Pack) -> bool:
    """Whether two posts end alike ("Personalchefin", "Personalchef", "Chefin")."""
    return any(
        x.startswith(y) or y.startswith(x) or x.endswith(y) or y.endswith(x)
        for x in stems(a, pack)
        for y in stems(b, pack)
        if min(len(x), len(y)) > SHORT
    )


def stems(role: str, pack: Pack) -> list[str]:
    """The words of a post without the ending that makes a woman's of a man's."""
    words = role.casefold().replace("-", " ").split()
    endings = pack.members("feminine")
    return [next((word.removesuffix(end) for end in endings if word.endswith(end)), word) for word in words]


def collective(role: str | None, text: Text) -> bool:
    """Whether a post is held by several ("Spitze", "Führung")."""
    return role is not None and any("collective" in text.pack.classes(word) for word in role.casefold().split())
