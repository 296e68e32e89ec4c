"""Reads the clauses that tell of a post which somebody holds or held: behind "was", "who ran", "joined the company in 2004".

In: the chunks of a sentence and where somebody stands in it. Out: posts, or the firms and houses that they were at. It must never
judge whether a post makes somebody an insider.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.detect.atoms import Type
from bot.detect.chunks import Chunk, Sort
from bot.detect.discourse.callings import calling
from bot.detect.discourse.looking_back import tells_year
from bot.languages.pack import Pack
from bot.model import Kind, Rank

RELATIVE = 9  # chunks of a relative clause in which it names a firm
COPULA = 6  # chunks between a person and the post that is told of them
NEAR = 4  # chunks from a post to its firm, whatever leads there
PLACED = 10  # the same where "at" leads there


@dataclass(frozen=True, slots=True)
class Post:
    """A post that a person holds or held. Without `org` it is in the house that the sentence is about."""

    person: str
    role: str
    rank: Rank
    org: str | None
    former: bool
    told: bool
    """True where a sentence of its own tells it, false where it stands beside the name."""
    sentence: int = 0
    at: int = 0
    inside: bool = False
    """True where the role itself says that the house is the person's own ("founding member", "employee")."""
    calling: bool = False
    """True where it tells a trade and no post ("a seasoned retail executive"), which can be had anywhere."""
    house: str | None = None
    """The firm that says the sentence, where the post names none."""


def announces(sentence: list[Chunk]) -> str | None:
    """The firm that says a sentence, whose own people have posts there that name no other ("Acme announced that chief executive
    Jane Roe joins the board of Initech").
    """
    if len(sentence) < 2 or not sentence[0].firm or sentence[0].type is not Type.ORG:
        return None
    return sentence[0].name if any("say" in chunk.classes for chunk in sentence[1:4]) else None


def meant(sentence: list[Chunk], at: int, pack: Pack) -> int | None:
    """Where the words about whom the text spoke of begin behind a noun that means them: "Roe, a lawyer who served as …",
    "Executive is currently treasurer of Acme".
    """
    chunk = sentence[at]
    if chunk.sort is not Sort.NOUN or chunk.role is None or chunk.name is not None or chunk.group:
        return None
    if at > 1 and at + 1 < len(sentence) and "rel" in sentence[at + 1].classes and chunk.org is None:
        return at + 1
    return at if at == 0 and not chunk.definite and "calling" in pack.classes(chunk.role.casefold()) else None


def lately(sentence: list[Chunk], at: int, person: str, pack: Pack) -> Post | None:
    """The post that a comma and a "most recently" lead to, whoever the sentence has named ("bringing years of experience, most
    recently as treasurer of Acme", "most recently with Acme").
    """
    if (
        "former" not in sentence[at].classes
        or not at
        or sentence[at - 1].sort is not Sort.COMMA
        or at + 2 >= len(sentence)
    ):
        return None
    link, chunk = sentence[at + 1], sentence[at + 2]
    if link.sort is not Sort.PREPOSITION or chunk.sort is not Sort.NOUN:
        return None
    if link.low in pack.career and chunk.firm:
        return Post(person, "", Rank.OTHER, chunk.name, True, True, 0, at)
    org = chunk.org or place(sentence, at + 2)
    held = "after_passive" in link.classes and chunk.role is not None and chunk.name is None and org is not None
    return Post(person, chunk.role or "", chunk.rank, org, True, True, 0, at) if held else None


def relative(sentence: list[Chunk], at: int) -> int | None:
    """Where the pronoun of a relative clause stands right behind somebody, or behind their comma."""
    look = at + 1
    if look < len(sentence) and sentence[look].sort is Sort.COMMA:
        look += 1
    return look if look < len(sentence) and "rel" in sentence[look].classes else None


def served(sentence: list[Chunk], at: int, pack: Pack) -> str | None:
    """The firm that a relative clause names ("Jane Roe, who ran Acme's cloud unit, …", "who was with Acme")."""
    look = relative(sentence, at)
    if look is None:
        return None
    for before, chunk in zip(sentence[look : look + RELATIVE], sentence[look + 1 :], strict=False):
        if chunk.sort in (Sort.COMMA, Sort.BREAK, Sort.TRIGGER, Sort.SUBORDINATOR):
            return None
        if chunk.sort is Sort.NOUN and chunk.firm and (chunk.possessive or before.low in pack.career):
            return chunk.name
    return None


def whereat(sentence: list[Chunk], at: int) -> str | None:
    """The firm at which a clause tells somebody's post ("spent ten years at Acme, where she was treasurer")."""
    back = at - 1
    if back < 1 or "whereat" not in sentence[back].classes:
        return None
    before = sentence[back - 1] if sentence[back - 1].sort is not Sort.COMMA or back < 2 else sentence[back - 2]
    return before.name if before.sort is Sort.NOUN and before.firm else None


def came_to(sentence: list[Chunk], at: int) -> str | None:
    """The firm that somebody joined before, as a relative clause tells ("Jane Roe, who joined Acme in 2012, …")."""
    look = relative(sentence, at)
    if look is None or look + 2 >= len(sentence):
        return None
    verb, firm = sentence[look + 1 : look + 3]
    came = any(trigger.past and trigger.move.kind is Kind.HIRE for trigger in verb.triggers)
    return firm.name if came and firm.sort is Sort.NOUN and firm.firm and not firm.possessive else None


def told(sentence: list[Chunk], at: int, person: str, pack: Pack) -> Iterator[Post]:
    """The post that follows a person behind "was", "is", "had been" ("Roe had been treasurer of Acme", "Roe, who served as
    treasurer").
    """
    be = former = serves = worked = has = False
    start = at + 1
    if start + 1 < len(sentence) and sentence[start].sort is Sort.COMMA and "rel" in sentence[start + 1].classes:
        start += 2
    elif start < len(sentence) and sentence[at].role is not None and "rel" in sentence[start].classes:
        start += 1  # "Roe, a lawyer who served as …"
    elif sentence[at].role is not None:
        start = aside_end(sentence, start)
    for ahead in range(start, min(len(sentence), start + COPULA)):
        chunk = sentence[ahead]
        if chunk.sort is Sort.AUXILIARY:
            if "modal" in chunk.classes:
                return
            be = True
            has = has or "have" in chunk.classes
            former = former or bool(chunk.classes & {"past_be", "perfect_past"})
        elif chunk.sort is Sort.NOUN:
            if chunk.role is not None and "also" in pack.classes(chunk.role.partition(" ")[0]):
                return  # "who is also chairman of Initech"
            if be and chunk.role is not None and chunk.name is None and not chunk.fresh and not chunk.group:
                org = chunk.org or place(sentence, ahead) or placed_before(sentence, at)
                trade = calling(chunk.role, pack)
                yield Post(person, chunk.role, chunk.rank, org, former or chunk.former, True, 0, ahead, calling=trade)
            return
        elif "serves" in chunk.classes or "serves" in pack.classes(chunk.low.partition(" ")[0]):
            serves = True
            perfect = be and not former  # "has spent ten years at Acme"
            be, former = True, former or ("past_verb" in chunk.classes and not perfect)
        elif chunk.classes & {"former", "past_time"}:
            former = True
        elif "also" in chunk.classes:
            return
        elif chunk.sort is Sort.PREPOSITION and serves and "after_passive" in chunk.classes:
            continue
        elif "worked" in chunk.classes:
            be = worked = True
        elif (
            chunk.sort is Sort.PREPOSITION and be and (chunk.low in pack.career or (worked and "link" in chunk.classes))
        ):
            if not (former or worked or has):
                return
            org = place(sentence, ahead)
            if org is not None and (former or worked or serves):
                yield Post(person, "", Rank.OTHER, org, former or worked, True, 0, ahead)
            elif org is None and (has or worked) and housed(sentence, ahead):
                yield Post(person, "", Rank.OTHER, None, False, True, 0, ahead, True)
            return
        elif chunk.sort is not Sort.OTHER and chunk.low not in pack.career:
            return


def ran(sentence: list[Chunk], at: int, person: str, pack: Pack) -> Iterator[Post]:
    """What somebody runs or ran, or when they came to the house ("Roe, who runs its cloud unit", "He led Acme until May", "She
    joined the company in 2004"). What is nobody else's is of the house that the text is about.
    """
    look = at + 1
    while look < len(sentence) and (
        sentence[look].sort in (Sort.COMMA, Sort.AUXILIARY) or sentence[look].classes & {"rel", "current", "adverb"}
    ):
        if "modal" in sentence[look].classes:
            return
        look += 1
    if pack.free_order or look + 1 >= len(sentence) or look > at + RELATIVE:
        return
    verb, after = sentence[look], sentence[look + 1 : look + RELATIVE]
    said = verb.role or verb.low  # "who heads Acme" reads like a post and its bearer
    classes = {name for word in said.casefold().split() for name in pack.classes(word)}
    end = next((n for n, chunk in enumerate(after) if chunk.sort in (Sort.COMMA, Sort.BREAK, Sort.TRIGGER)), len(after))
    if "modal" in classes:
        return
    if classes & {"leads_now", "led"}:
        former = "leads_now" not in classes and "have" not in sentence[look - 1].classes
        if verb.org is not None or verb.name is not None:
            yield Post(person, "", Rank.OTHER, verb.org or verb.name, former, True, 0, at)
            return
        first = after[0]
        if first.sort is Sort.NOUN and first.firm and not first.own:
            if first.possessive or len(after) < 2 or ends_phrase(after[1]):
                yield Post(person, "", Rank.OTHER, first.name, former, True, 0, at)
            return
        for chunk in after[:end]:
            theirs = chunk.own or "own" in chunk.classes or (chunk.sort is Sort.FIRM and chunk.possessive)
            if not former and (theirs or ("leads_now" in classes and chunk.classes & {"home", "operations"})):
                yield Post(person, "", Rank.OTHER, None, former, True, 0, at, True)
                return
            if chunk.sort not in (Sort.OTHER, Sort.FIRM, Sort.JOBS):
                return
    elif any(trigger.past and trigger.move.kind is Kind.HIRE for trigger in verb.triggers):
        firm = next((chunk for chunk in after[:end] if chunk.sort in (Sort.NOUN, Sort.FIRM)), None)
        dated = any(tells_year(chunk.low) for chunk in after[:end])
        if dated and (firm is None or firm.sort is Sort.FIRM):
            yield Post(person, "", Rank.OTHER, None, False, True, 0, at, True)


def ends_phrase(chunk: Chunk) -> bool:
    """Whether a name ends before a chunk, and no noun follows that owns it ("ran Acme until May", not "led Acme teams")."""
    closes = chunk.sort in (Sort.COMMA, Sort.BREAK, Sort.PREPOSITION, Sort.SUBORDINATOR)
    return closes or bool(chunk.classes & {"former", "past_time", "prep", "sub"})


def aside_end(sentence: list[Chunk], at: int) -> int:
    """Where the verb begins whose subject is parted from it by what somebody brings ("Roe, a lawyer with years of experience,
    previously served as …"), else `at`.
    """
    for look in range(at, len(sentence) - 1):
        if sentence[look].sort is Sort.COMMA and sentence[look + 1].classes & {"former", "serves"}:
            return look + 1
        if sentence[look].sort not in (Sort.PREPOSITION, Sort.OTHER, Sort.COMMA, Sort.CONJUNCTION):
            return at
    return at


def placed_before(sentence: list[Chunk], at: int) -> str | None:
    """The firm that a sentence opens with in front of its subject ("At Acme, she was treasurer")."""
    opens = at == 3 and "holding" in sentence[0].classes and sentence[2].sort is Sort.COMMA
    return sentence[1].name if opens and sentence[1].firm else None


def place(sentence: list[Chunk], at: int) -> str | None:
    """The firm within a few words behind a post ("a partner of Acme", "with Acme"), that of a second post joined to it ("vice
    president and treasurer of Acme"), or the one behind what the post is for ("an analyst covering retail at Acme").
    """
    shared: str | None = None
    for look in range(at, min(len(sentence), at + PLACED)):
        chunk, before = sentence[look], sentence[look - 1]
        if chunk.sort is Sort.NOUN and chunk.firm and (look < at + NEAR or "holding" in before.classes):
            return chunk.name
        if chunk.sort is Sort.NOUN and look > at and before.sort is Sort.CONJUNCTION:
            shared = shared or (chunk.org if chunk.role is not None and chunk.name is None else None)
        if chunk.sort is Sort.COMMA and look > at and shared is None:
            return beyond_field(sentence, look)
        if chunk.sort in (Sort.COMMA, Sort.BREAK, Sort.TRIGGER, Sort.AUXILIARY, Sort.SUBORDINATOR):
            break
    return shared


def beyond_field(sentence: list[Chunk], at: int) -> str | None:
    """The firm behind a field that a comma sets off from its post ("general manager, Food Services with Acme")."""
    for look in range(at + 1, min(len(sentence) - 1, at + NEAR)):
        if "holding" in sentence[look].classes:
            return sentence[look + 1].name if sentence[look + 1].firm else None
        if sentence[look].sort not in (Sort.NOUN, Sort.OTHER) or sentence[look].human:
            return None
    return None


def housed(sentence: list[Chunk], at: int) -> bool:
    """Whether a preposition leads to "the company", and to no part of it ("has been with the bank since 1980")."""
    for chunk in sentence[at + 1 : at + 3]:
        if chunk.sort is Sort.FIRM:
            return not (chunk.possessive or "sector" in chunk.classes)  # "has worked in the industry for years"
        if "det" not in chunk.classes or "indefinite" in chunk.classes:
            return False
    return False
