"""Reads a post: a role with its modifiers, its unit, further roles joined to it.

In: the atoms of a sentence and the place of a role. Out: the chunk, filled, and where the role ends. It must never look
for who holds it.
"""

from __future__ import annotations

from bot.detect.atoms import Style, Type, What
from bot.detect.chunks import Chunk, Sort
from bot.detect.fixed.view import View
from bot.model import Rank

UNIT = 7  # words after "of" that still belong to a role


def read_role(view: View, made: Chunk, at: int) -> int:
    """Reads a role with its modifiers, its unit and further roles joined by "and"; returns where it ends."""
    start = at
    firm = view.opening_firm(at)
    if firm and made.org is None:
        made.org, start = view.text(at, firm), firm
    while start > made.first and "standin" in view.atoms[start - 1].classes:
        start -= 1
    while view.what(at) is What.WORD or (at > start and (view.what(at) is What.FIRM or view.joins_areas(at))):
        at += 1
    made.rank = max(made.rank, view.atoms[at].rank)
    made.group = made.group or "several" in view.pack.classes(view.atoms[at].low.split()[-1])
    at += 1
    while (view.what(at) is What.ROLE and not view.atoms[at].possessive) or trade_of(view, at):
        made.rank = max(made.rank, view.atoms[at].rank)
        at += 1
    employer = made.org
    end, written = read_unit(view, made, at)
    if end == at and made.rank > Rank.OTHER and not view.atoms[at - 1].possessive:
        end = written = view.field_behind(at)
    joined = end
    if view.what(joined) is What.CONJUNCTION or (view.what(joined) is What.COMMA and not made.former):
        joined += 1
        if view.what(joined) is What.CONJUNCTION:
            joined += 1
        link = joined - 1
        while view.what(joined) in (What.DETERMINER, What.OWN, What.QUALITY):
            parted = view.what(joined - 1) is What.COMMA or (
                view.what(joined - 2) is What.COMMA and "indefinite" not in view.atoms[joined].classes
            )
            if view.what(joined) is What.DETERMINER and (parted or "sub" in view.atoms[joined].classes):
                break  # "…, the insurance broker" tells what the firm is, "and that …", ", and the …" open a clause
            joined += 1
        one = "indefinite" not in view.atoms[made.first].classes  # "stays as an adviser and President Roe follows"
        if view.role_ahead(joined) and not starts_other(view, joined, link, made.org is not None, one):
            further = Chunk(Sort.NOUN, joined, joined)
            end = read_role(view, further, joined)
            whole = made.org == employer  # but "founder of Acme and a creator of Orbit"
            made.role = f"{view.text(start, joined)} {further.role}" if whole else view.text(start, written)
            held = further.org is not None and not whole and further.rank > Rank.OTHER
            if held and view.pack.founds(made.role):  # "co-founder of Acme and chairman of Orbit"
                made.role, made.org, made.org_type = further.role, further.org, further.org_type
            made.rank = max(made.rank, further.rank)
            if made.org is None:
                made.org, made.org_type = further.org, further.org_type
    made.role = made.role or view.text(start, written)
    made.possessive = view.atoms[end - 1].possessive
    return end


def trade_of(view: View, at: int) -> bool:
    """Whether a word goes on from a trade to the post that is meant ("developer tools executive")."""
    before = view.atoms[at - 1]
    plain = view.what(at) is What.WORD and "verb" not in view.atoms[at].classes and not view.atoms[at].glued
    return plain and before.rank is Rank.OTHER and not before.possessive and view.what(at + 1) is What.ROLE


def starts_other(view: View, at: int, link: int, employed: bool, one: bool) -> bool:
    """Whether the role behind the comma or conjunction at `link` belongs to another person ("CEO X, president Y")."""
    look = at
    while view.what(look) in (What.WORD, What.ROLE):
        look += 1
    joined = view.what(link) is What.CONJUNCTION and one
    return (
        view.what(look) is What.NAME
        and (not (employed or joined) or (joined and view.what(link - 1) is What.COMMA))
        and view.atoms[look].type is Type.PERSON
    )


def leads_house(view: View, made: Chunk, link: int, at: int) -> bool:
    """Whether what reads like a person is the firm of its chief ("the CEO of Southwest Key"), and not who holds the post
    ("the chairman of the board Jane Roe").
    """
    atom = view.atoms[at]
    if view.what(at - 1) is What.ROLE:
        return False
    return made.rank >= Rank.C_LEVEL and "of" in view.pack.classes(view.atoms[link].low) and not atom.possessive


def firm_tail(view: View, made: Chunk, at: int) -> int:
    """Where the firm of a chief ends whose name, right before `at`, goes on with everyday words in a title ("CEO of Kelvora
    Industrial"): they are all that stands before the phrase ends. Else `at`."""
    name, end = view.atoms[at - 1], at
    if view.parsed.style is not Style.TITLE or made.rank < Rank.C_LEVEL or view.listed(name) or name.possessive:
        return at
    while view.what(end) is What.WORD and view.atoms[end].capital and "verb" not in view.atoms[end].classes:
        end += 1
    return end if view.closes(end) else at


def told_by_trade(view: View, first: int, last: int) -> bool:
    """Whether the words from `first` up to `last` only tell the trade of the firm whose name follows ("Czech carmaker")."""
    head = view.atoms[last - 1]
    plain = all(atom.what in (What.DETERMINER, What.QUALITY, What.WORD) for atom in view.atoms[first : last - 1])
    return plain and head.what is What.FIRM and not head.classes & {"home", "house_part", "crew"}


def read_unit(view: View, made: Chunk, at: int) -> tuple[int, int]:
    """Reads "of its networks unit", "für Finanzen" after a role; a firm there is the employer.

    Gives where the phrase ends, and where the role as written ends (before "of Acme").
    """
    if view.what(at) not in (What.PREPOSITION, What.DETERMINER) or "link" not in view.pack.classes(view.atoms[at].low):
        return at, at
    look = at + 1
    acts = view.what(look) is What.WORD and "verb" in view.atoms[look].classes and not view.atoms[look].capital
    if acts and "of" not in view.pack.classes(view.atoms[at].low):
        return at, at  # "fires an engineer for breaking its rules"
    end = at
    open_head = "fielded" in view.atoms[at - 1].classes  # "Chief of Surgery"
    while look < len(view.atoms) and look <= at + UNIT:
        atom = view.atoms[look]
        if view.dates(look):
            break
        field = (
            view.area(atom)
            or view.areas(look)
            or (view.everyday(atom) and not atom.possessive and (made.rank < Rank.C_LEVEL or open_head))
        )
        placed = made.org_type is Type.PLACE and atom.type is Type.ORG  # "India head of Acme"
        if atom.what is What.NAME and ((made.org is not None and not placed) or atom.type is Type.PLACE or field):
            if atom.type is Type.PERSON:
                break
            look += 1
            end = look
        elif atom.what is What.ROLE and atom.capital and view.areas(look + 1):
            look += 2  # "Vice President of Developer Services"
            end = look
        elif atom.what is What.NAME and (atom.type is not Type.PERSON or leads_house(view, made, at, look)):
            look += 1
            tail = firm_tail(view, made, look)
            if tail > look:
                made.org, made.org_type = view.text(look - 1, tail), Type.ORG
                return tail, end
            if end == look - 1 and told_by_trade(view, at + 1, end):
                end = at  # "chairman of Czech carmaker Acme"
            unit = view.what(look) is What.WORD and "verb" not in view.atoms[look].classes and view.listed(atom)
            if atom.possessive or view.what(look) is not What.WORD or unit:
                made.org, made.org_type = atom.text, atom.type  # also "head of Acme retail"
            if not atom.possessive and view.owned(look):
                made.org, made.org_type = view.atoms[look + 1].text, view.atoms[look + 1].type
                return look + 2, end  # "of Acme owner Initech"
            trade = view.what(look) is What.FIRM and view.what(look + 1) is What.NAME
            if not atom.possessive and trade and view.atoms[look + 1].type is not Type.PERSON:
                made.org, made.org_type = view.atoms[look + 1].text, view.atoms[look + 1].type
                return look + 2, end  # "Founder Of Big Data Analytics Firm Acme"
            if not atom.possessive and view.what(look) is not What.WORD:
                kind = view.what(look) is What.FIRM and view.what(look + 1) is not What.NAME
                return look + kind, end  # "of its Acme Foods unit"
            end = look
        elif atom.what in (What.DETERMINER, What.OWN, What.QUALITY):
            if "sub" in atom.classes and look > at + 1:
                break  # "chief of the firm that bought Acme"
            made.own = made.own or atom.what is What.OWN
            look += 1
        elif "month" in atom.classes or (atom.what is What.FIRM and view.atoms[look - 1].what is What.DETERMINER):
            break
        elif (
            atom.what in (What.WORD, What.STAFF, What.FIRM)
            or (atom.what is What.ROLE and atom.rank is Rank.BOARD)
            or (atom.what is What.CONJUNCTION and view.field_ahead(look + 1))
            or view.lists_units(look)
        ):
            look += 1
            end = look
        else:
            break
    return end, end
