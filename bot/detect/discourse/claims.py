"""Makes the claims of a document: each draft resolved, those of one happening joined, those left in doubt dropped.

In: the drafts of all sentences with their chunks. Out: claims, each person and post once. It must never add what the text
does not say: an organisation that a sentence leaves out is the text's topic or stays empty.
"""

from __future__ import annotations

from dataclasses import replace

from bot.detect.atoms import Parsed, Type
from bot.detect.chunks import Chunk, Sort
from bot.detect.discourse.certainty import document_hedge, passed_on
from bot.detect.discourse.contradictions import contradictions, mistaken
from bot.detect.discourse.earlier import earlier
from bot.detect.discourse.evidence import adrift
from bot.detect.discourse.groups import members
from bot.detect.discourse.merging import MOST, merge, same, same_org, spelt_out
from bot.detect.discourse.people import gone_there, grouped, meet, moved_on, settled, speaker
from bot.detect.discourse.resolving import resolve
from bot.detect.discourse.stays import stayed
from bot.detect.discourse.succession import inherited, moved_up
from bot.detect.discourse.tenures import tenures
from bot.detect.discourse.text import Text, full, named_last, subject, survey
from bot.detect.discourse.unnamed import bearers, followed, in_the_post, named_later
from bot.detect.draft import COMPANY, FIRM, JOIN, Draft
from bot.languages.pack import Voice
from bot.model import Claim, Kind, Rank

SURE = 0.57
FREE_SURE = 0.5  # the same where the order is free
NOTE = 2  # sentences of an item that is no article: headline and lead


def claims(text: Text, drafts: list[list[Draft]]) -> list[Claim]:
    """The claims of a document."""
    survey(text, [{draft.org for draft in sentence if draft.move.tenure} - {None} for sentence in drafts])
    if text.topic is None:
        orgs = (name for sentence in drafts for draft in sentence for name in (draft.org, draft.to_org))
        text.topic = next((name for name in orgs if name is not None and name != FIRM and acts(name, text)), None)
    for sentence in drafts:
        for draft in sentence:
            meet(draft, text)
    vacate(drafts)
    tenures(text, drafts)
    drafts = members(text, drafts)
    text.business = text.business or tells_of_firm(text, drafts) or tells_of_post(text, drafts)
    document = document_hedge(text.parsed)
    found: list[Claim] = []
    further: list[Claim] = []
    implied: set[tuple[int, str]] = set()
    lines: set[tuple[int, str]] = set()
    labels: set[tuple[int, str]] = set()
    heirs: list[tuple[str, str]] = []
    last_person: str | None = None
    latest: str | None = None
    back = False
    for at, (parsed, chunks, sentence) in enumerate(zip(text.parsed, text.chunks, drafts, strict=True)):
        after = at + 1
        heard = passed_on(text.parsed[after], text.chunks[after]) if sentence and after < len(text.parsed) else None
        goes_on = back and goes_on_back(parsed, text)
        back = goes_on or (bool(sentence) and all(draft.past or draft.move.tenure for draft in sentence))
        for draft in sentence if len(found) < MOST else ():
            draft.past = draft.past or goes_on
            if draft.move.tenure:
                continue
            latter = draft.person is not None and draft.person.sort is Sort.PRONOUN and draft.person.demonstrative
            before = latest if latter else last_person  # "Auf Doe folgt Roe. Dieser …" means whoever was named last
            claim = resolve(draft, parsed, chunks, text, before, document or heard)
            if claim is not None and adrift(draft, claim, at, text) and not told_of(claim, found):
                continue
            if claim is not None and ends_post(draft) and long_gone(claim, text):
                continue
            if claim is not None and "career" in draft.move.needs and strays(claim, found, text):
                left = deserted(found) if draft.to_org or draft.org else None
                if left is None:
                    continue
                claim = replace(claim, kind=Kind.MOVE, org=None, from_org=left)
            if claim is not None and text.pack.free_order:
                claim = comer(leaver(claim, draft, found), draft, found)
            if claim is not None and "vacancy" in draft.move.needs:
                unfilled = claim if draft.role is not None or claim.person is not None else replace(claim, role=None)
                claim = fills(unfilled, found, implied) or (claim if stands_alone(claim, draft) else None)
            elif claim is not None and draft.role is None and text.pack.free_order and points_back(draft):
                filled = fills(replace(claim, role=None), found, implied)  # what one was before is no post to fill
                if filled is not None and (filled.role is not None or claim.role is None):
                    claim = replace(claim, role=filled.role, rank=filled.rank)
            if (
                claim is not None
                and draft.later
                and claim.role is not None
                and any(same(claim, c, text.pack) for c in found)
            ):
                further.append(
                    replace(claim, kind=Kind.PROMOTION, org=claim.to_org or claim.org, from_org=None, to_org=None)
                )
            elif claim is not None:
                found.append(claim)
                found += leaves_chair(claim, draft, text)
                if claim.person is None and beside_other(draft, sentence):
                    text.apart.add((claim.start, claim.rule))
                heirs += heir(claim, draft, text, chunks, last_person) or forerunner(claim, draft, parsed, found)
                if "superior" in draft.move.needs:
                    lines.add((claim.start, claim.rule))
                if "label" in draft.move.needs and not (parsed.sentence.headline and "alone" not in draft.move.needs):
                    labels.add((claim.start, claim.rule))
                implied |= {(claim.start, claim.rule)} if draft.move.post and claim.person is None else set()
        last_person = subject(chunks, text) or last_person
        latest = named_last(chunks, text) or latest
    found = [claim for claim in found if not introduces(claim, lines, found)]
    if any(c.person is not None and c.kind not in COMPANY and not c.past for c in found):
        found = [c for c in found if (c.start, c.rule) not in labels]  # "announced leadership changes. Jane Roe …"
    followers = successions(drafts, text)
    pairs = [*followers, *heirs]
    if text.pack.free_order:
        found = moved_on(without_implied(found, implied), pairs)
        found = named_later(followed(found, followers, text.pack), text, implied)
        found = grouped(gone_there(settled(found, text), pairs, text), text)
    else:
        found = in_the_post(settled(followed(bearers(found, text), followers, text.pack), text), text)
    found = found if text.pack.free_order else [risen(claim, found) for claim in found]
    merged = inherited(merge(found, text.pack, text.apart), pairs, text.pack)
    if text.pack.free_order:
        merged = moved_up(merged, pairs)
    merged = [claim for claim in merged if not (retold(claim, merged) or repeated(claim, merged, text))]
    least = FREE_SURE if text.pack.free_order else SURE
    sure = contradictions(mistaken([in_full(claim, text) for claim in merged if claim.confidence >= least]))
    return stayed(sure, text) + earlier(text) + further


def in_full(claim: Claim, text: Text) -> Claim:
    """A claim with its firms as the text spells them out, where its headline shortens them ("Acme Pharm")."""
    firms = {claim.org, claim.from_org, claim.to_org} - {None}
    short = [firm for firm in firms if firm is not None and (" " in firm or firm[1:] != firm[1:].casefold())]
    if len(text.parsed) < NOTE or not short:
        return claim
    named = [name for chunks in text.chunks for chunk in chunks for name in (chunk.name, chunk.org) if name is not None]
    return replace(
        claim,
        org=spelt_out(claim.org, named),
        from_org=spelt_out(claim.from_org, named),
        to_org=spelt_out(claim.to_org, named),
    )


def vacate(drafts: list[list[Draft]]) -> None:
    """Marks who goes in passing where a sentence tells who comes ("Jane Roe steps in following the departure of John Doe"): it is
    their post that is filled, and so their exit is news. Fails where they had gone long before."""
    for sentence in drafts:
        joins = [draft.person for draft in sentence if draft.kind in JOIN and not (draft.past or draft.move.tenure)]
        for draft in sentence:
            goes = draft.kind is Kind.DEPARTURE and draft.voice is Voice.NOUN and draft.person is not None
            named = draft.person is not None and draft.person.type is Type.PERSON and not draft.person.former
            if goes and named and joins and draft.person not in joins:
                draft.vacates = True


def tells_of_firm(text: Text, drafts: list[list[Draft]]) -> bool:
    """Whether the headline of an article tells what the firm that the text is about does with its staff: then the rest of it is
    about business, too."""
    long = len(text.parsed) > NOTE and not text.doubt and not text.pack.free_order
    headline = text.parsed[0].sentence.headline and text.topic in text.orgs
    return long and headline and any(draft.kind in COMPANY and draft.org == text.topic for draft in drafts[0])


def tells_of_post(text: Text, drafts: list[list[Draft]]) -> bool:
    """Whether a sentence fills or clears a firm's post, whatever its field: then the text is about business, though no word that
    everybody knows ("chief executive") says so."""
    if text.doubt or text.pack.free_order:
        return False
    return any(
        draft.role_chunk is not None
        and draft.rank >= Rank.LEAD
        and (draft.org or draft.to_org or draft.from_org or text.topic) is not None
        for sentence in drafts
        for draft in sentence
    )


def acts(name: str, text: Text) -> bool:
    """Whether a draft's firm can be what the text is about: no person of the text ("Roe's deputy")."""
    return text.pack.free_order or name.casefold() not in text.people


def risen(claim: Claim, found: list[Claim]) -> Claim:
    """A post filled as a promotion, where the text looks back on how its bearer came to the same firm ("Acme names Jane Roe chief.
    She joined the company in 1987")."""
    if claim.kind is not Kind.APPOINTMENT or claim.person is None or claim.past:
        return claim
    came = any(
        other.past
        and other.kind in (Kind.HIRE, Kind.MOVE)
        and other.person == claim.person
        and same_org(other.to_org, claim.org)
        for other in found
    )
    return replace(claim, kind=Kind.PROMOTION) if came else claim


def goes_on_back(parsed: Parsed, text: Text) -> bool:
    """Whether a sentence goes on telling of old times behind one that looks back: its verb is in the past, and it counts from
    there ("… im Herbst 2010. Bereits nach einem Jahr verließ Roe das Haus"), not from today ("am Montag").
    """
    classes = frozenset().union(*(atom.classes for atom in parsed.atoms))
    told = any(atom.low in text.pack.past_forms for atom in parsed.atoms)
    return told and bool(classes & {"time", "later"}) and classes.isdisjoint({"lately", "month"})


def retold(claim: Claim, found: list[Claim]) -> bool:
    """Whether a text tells of somebody who goes how they once came ("Jane Roe leaves Acme. She joined it from Initech")."""
    return claim.kind is Kind.HIRE and any(
        other.kind in (Kind.DEPARTURE, Kind.MOVE)
        and not other.past
        and other.person is not None
        and other.person == claim.person
        and other.start <= claim.start
        and other.from_org is not None
        and same_org(other.from_org, claim.to_org)
        for other in found
    )


def repeated(claim: Claim, found: list[Claim], text: Text) -> bool:
    """Whether a claim about a firm that neither its sentence nor the headline names as its own tells what another sentence tells
    of a firm it names.
    """
    guessed = (claim.start, claim.rule, None) in text.guessed and claim.org not in text.headline
    if claim.kind not in COMPANY or claim.person is not None or not guessed:
        return False
    return any(
        other.kind is claim.kind and other.person is None and (other.start, other.rule, None) not in text.guessed
        for other in found
    )


def leaves_chair(claim: Claim, draft: Draft, text: Text) -> list[Claim]:
    """The exit of a chief who changes to the board that supervises the chiefs of the same firm ("Acme-Finanzchefin Roe wechselt
    in den Aufsichtsrat"): nobody has both posts."""
    chunk = draft.person
    watches = any("supervisory" in text.pack.classes(word) for word in (claim.role or "").casefold().split())
    if claim.kind is not Kind.PROMOTION or not watches or chunk is None or chunk.role is None or claim.past:
        return []
    if chunk.rank < Rank.LEAD or chunk.former or not same_org(chunk.org, claim.org):
        return []
    left = replace(claim, kind=Kind.DEPARTURE, role=chunk.role, rank=chunk.rank, from_org=claim.org, to_org=None)
    return [left]


def told_of(claim: Claim, found: list[Claim]) -> bool:
    """Whether something else is claimed of a claim's person already."""
    return claim.person is not None and any(other.person == claim.person for other in found)


def ends_post(draft: Draft) -> bool:
    """Whether a draft tells the end of a post that the text tells of elsewhere: by a death, or as somebody's exit ("his exit")."""
    exits = draft.kind is Kind.DEPARTURE and draft.voice is Voice.NOUN
    return "office" in draft.move.needs or (exits and draft.person is not None and draft.person.name is None)


def long_gone(claim: Claim, text: Text) -> bool:
    """Whether somebody had left the firm before, as it stands beside their name, though another sentence leaves out "former"
    ("Former Acme chief Jane Roe dies" – "Jane Roe, chief of Acme, has died").
    """
    held = text.posts.get(claim.person or "", ())
    return any(post.former and not post.told and same_org(post.org, claim.from_org) for post in held)


def strays(claim: Claim, found: list[Claim], text: Text) -> bool:
    """Whether somebody only goes to a place: the text knows no post that they had or get, and no other step of theirs ("Roe
    returns to the ring", "heads to the fair")."""
    if claim.person is None or claim.role is not None or claim.from_org is not None:
        return False
    return not text.posts.get(claim.person) and not any(other.person == claim.person for other in found)


def deserted(found: list[Claim]) -> str | None:
    """The firm that a group without names was just told to leave: where some of it go, they come from there ("Four researchers
    have left Acme. Two of them, Jane Roe and John Doe, went to Initech").
    """
    groups = (c for c in reversed(found) if c.person is None and c.kind is Kind.DEPARTURE and not c.past)
    return next((c.from_org for c in groups), None)


def without_implied(found: list[Claim], implied: set[tuple[int, str]]) -> list[Claim]:
    """The claims without a bare "change at the top" where the text tells who comes or goes."""
    told = any(c.kind not in COMPANY and (c.start, c.rule) not in implied and not c.past for c in found)
    return [c for c in found if not (told and (c.start, c.rule) in implied and c.person is None)]


def beside_other(draft: Draft, sentence: list[Draft]) -> bool:
    """Whether a sentence tells of somebody else without a name before ("Acme exec resigns; Orbit hires CFO")."""
    others = (other.person for other in sentence if other.at < draft.at and other.person is not None)
    return draft.person is not None and any(
        other.name is None and other.first != draft.person.first for other in others
    )


def stands_alone(claim: Claim, draft: Draft) -> bool:
    """Whether who takes over is news though the text does not say what was left: somebody rises, or takes over where firm or post
    is told beside it (but "Er wird kommen"), or a firm's heir is named in full ("Acme: Jane Roe tritt das Erbe des Gründers an").
    """
    full_name = claim.person is not None and " " in claim.person
    told = {draft.org, draft.role, draft.person and draft.person.role} != {None}
    rises = claim.kind is Kind.PROMOTION and (told or draft.kind is Kind.PROMOTION)
    return rises or ("succession" in draft.move.object and full_name and draft.org is not None)


def points_back(draft: Draft) -> bool:
    """Whether a draft means a post told of before ("Seine Aufgaben übernimmt …", "Auf ihn folgt …", "Nachfolger wird …")."""
    post, old = draft.role_chunk, draft.predecessor
    bare = post is not None and "bare_post" in post.classes and (post.own or post.definite or post.org is not None)
    heir = post is not None and "successor" in post.classes
    return draft.kind is not Kind.DEPARTURE and (bare or heir or (old is not None and old.name is None))


def fills(claim: Claim, found: list[Claim], implied: set[tuple[int, str]]) -> Claim | None:
    """A bare "takes over" with the post that was left or announced just before, None where there is none."""
    for other in reversed(found):
        if other.past or other.kind in COMPANY or (other.person is not None and other.person == claim.person):
            continue
        if other.kind is not Kind.DEPARTURE and other.person is not None:
            continue
        org = other.from_org or other.to_org or other.org
        role = None if (other.start, other.rule) in implied else other.role
        filled = replace(claim, role=claim.role or role, rank=max(claim.rank, other.rank))
        moves = claim.kind is Kind.MOVE
        if moves and same_org(claim.from_org, org):  # "Nachfolger wird Roe, der bisher den Einkauf leitet"
            return replace(filled, kind=Kind.PROMOTION, org=org, from_org=None, to_org=None)
        return replace(filled, org=None if moves else org, to_org=org if moves else claim.to_org)
    return None


def introduces(claim: Claim, lines: set[tuple[int, str]], found: list[Claim]) -> bool:
    """Whether a line of reporting only belongs to the post that the same person takes in the same text."""
    return (
        claim.kind is Kind.REORG
        and (claim.start, claim.rule) in lines
        and any(other.person == claim.person and other.kind in JOIN for other in found)
    )


def leaver(claim: Claim, draft: Draft, found: list[Claim]) -> Claim:
    """Of whom a post without a name goes ("Der Manager scheidet aus"): not whoever was just told to come, where the text
    has told of one other who goes.
    """
    chunk = draft.person
    if claim.kind is not Kind.DEPARTURE or chunk is None or chunk.name is not None or not chunk.definite:
        return claim
    gone = {c.person for c in found if c.kind is Kind.DEPARTURE and c.person is not None and not c.past}
    comes = any(c.kind in JOIN and c.person == claim.person and not c.past for c in found)
    return replace(claim, person=gone.pop()) if comes and len(gone) == 1 and claim.person not in gone else claim


def comer(claim: Claim, draft: Draft, found: list[Claim]) -> Claim:
    """Of whom a pronoun tells that they come ("Doe hands over to Roe. The 50-year-old comes from …"): not whoever was just told
    to go, where one other was told to come.
    """
    if claim.kind not in JOIN or draft.person is None or draft.person.sort is not Sort.PRONOUN:
        return claim
    gone = {c.person for c in found if c.kind is Kind.DEPARTURE and not c.past}
    come = {c.person for c in found if c.kind in JOIN and c.person is not None and not c.past} - gone
    comes = claim.from_org is not None and claim.person in gone and len(come) == 1
    return replace(claim, person=come.pop()) if comes else claim


def heir(claim: Claim, draft: Draft, text: Text, chunks: list[Chunk], last_person: str | None) -> list[tuple[str, str]]:
    """Who follows whom where a pronoun stands for one of them ("Er folgt auf Doe", "She will be succeeded by Roe")."""
    back = draft.predecessor is not None and draft.predecessor.sort is Sort.PRONOUN
    if back and claim.person is not None and not text.pack.free_order:
        told = filter(None, (speaker(draft.at, chunks, text), last_person))
        return [(claim.person, person) for person in told if person != claim.person][:1]
    hands_on = draft.kind in JOIN and draft.move.person == "object" and not (draft.move.org or text.pack.free_order)
    if hands_on and claim.person is not None:
        goes = subject(chunks[: draft.at], text) or (last_person if meant_by(chunks, draft.at, text) else None)
        if goes is not None and goes != claim.person:
            return [(claim.person, goes)]
    old = full(draft.predecessor.name, text) if draft.predecessor is not None else None
    pronoun = draft.person is not None and draft.person.name is None
    return [(claim.person, old)] if pronoun and claim.person is not None and old is not None else []


def meant_by(chunks: list[Chunk], at: int, text: Text) -> bool:
    """Whether a pronoun in a verb's words, or right before them, means who is followed ("Replacing her is …", "Her role goes")."""
    lead = chunks[at - 1].low if at else ""
    return any(text.pack.classes(word) & {"own", "pronoun"} for word in (lead, *chunks[at].low.split()))


def forerunner(claim: Claim, draft: Draft, parsed: Parsed, found: list[Claim]) -> list[tuple[str, str]]:
    """Who follows whom where who goes is called so ("Ihr Vorgänger John Doe geht …")."""
    if claim.kind is not Kind.DEPARTURE or claim.person is None or draft.person is None:
        return []
    named = parsed.atoms[max(0, draft.person.first - 1) : draft.person.last]
    new = [c.person for c in found if c.kind in JOIN and c.person not in (None, claim.person) and not c.past]
    called = any("forerunner" in atom.classes for atom in named)
    return [(new[-1], claim.person)] if called and new and new[-1] is not None else []


def successions(drafts: list[list[Draft]], text: Text) -> list[tuple[str, str]]:
    """Who follows whom, by name."""
    found: list[tuple[str, str]] = []
    for draft in (draft for sentence in drafts for draft in sentence):
        if draft.person is not None and draft.predecessor is not None:
            new, old = full(draft.person.name, text), full(draft.predecessor.name, text)
            if new is not None and old is not None:
                found.append((new, old))
    return found
