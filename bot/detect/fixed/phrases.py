"""Joins atoms to noun phrases: a person with role and employer is one thing, however it is written.

In: the atoms of a sentence. Out: chunks in the order of the text. It must never look for verbs' arguments; it only knows
which words stand together:

    [former] [firm] [role] name   ·   name, [former] [role] [of firm],   ·   firm's name   ·   three [role]s
"""

from __future__ import annotations

from bot.detect.atoms import Atom, Parsed, Style, Type, What
from bot.detect.chunks import SORTS, Chunk, Sort
from bot.detect.fixed.inverted import straight
from bot.detect.fixed.posts import read_role
from bot.detect.fixed.relatives import undashed, uninterrupted
from bot.detect.fixed.staff import staff
from bot.detect.fixed.view import View
from bot.languages.pack import Pack
from bot.model import Rank

ALONE = frozenset(
    {
        What.PREPOSITION,
        What.COMMA,
        What.BREAK,
        What.CONJUNCTION,
        What.AUXILIARY,
        What.TRIGGER,
        What.PRONOUN,
        What.SUBORDINATOR,
    }
)
TIES = (What.CONJUNCTION, What.COMMA)  # between two firms for which somebody worked
LEADING = (What.DETERMINER, What.QUALITY, What.OWN, What.FORMER, What.NUMBER, What.HONORIFIC)


def phrases(parsed: Parsed, pack: Pack) -> list[Chunk]:
    """The chunks of a sentence."""
    undashed(parsed.atoms)
    view = View(parsed, pack)
    chunks: list[Chunk] = []
    at = 0
    while at < len(view.atoms):
        what = view.atoms[at].what
        if what is What.DETERMINER and by_age(view, at):
            made = Chunk(
                Sort.PRONOUN, at, at + 3, view.atoms[at + 2].low, definite=True, classes=view.atoms[at + 2].classes
            )
        elif what in ALONE or (what is What.WORD and not view.before_role(at)) or view.day(at):
            made = plain_chunk(view, at)
        elif what is What.DETERMINER and opens_clause(view, at):
            made = Chunk(Sort.SUBORDINATOR, at, at + 1, view.atoms[at].low, classes=view.atoms[at].classes)
        else:
            made = staff(view, at) or noun_phrase(view, at) or plain_chunk(view, at)
        chunks.append(made)
        at = made.last
    return uninterrupted(straight(chunks, pack))


def by_age(view: View, at: int) -> bool:
    """Whether words mean somebody by their age alone ("The 54-year-old will start in May"), as a pronoun does."""
    if view.what(at + 1) is not What.NUMBER or at + 3 > len(view.atoms) or "aged" not in view.atoms[at + 2].classes:
        return False
    after = view.atoms[at + 3] if at + 3 < len(view.atoms) else None
    return after is None or after.what in ALONE or bool(after.classes & {"verb", "say", "adverb"})


def plain_chunk(view: View, at: int) -> Chunk:
    atom = view.atoms[at]
    alone = atom.what is What.OWN and view.closes(at + 1)  # "Doe will succeed her"
    return Chunk(
        Sort.PRONOUN if alone else SORTS.get(atom.what, Sort.OTHER),
        at,
        at + 1,
        atom.low,
        classes=atom.classes,
        triggers=atom.triggers,
        possessive=atom.possessive,
    )


def opens_clause(view: View, at: int) -> bool:
    """Whether a word that can be an article opens a clause ("said that Roe will leave and that Doe will stay")."""
    return at > 0 and view.what(at - 1) is What.CONJUNCTION and "sub" in view.atoms[at].classes


def noun_phrase(view: View, at: int) -> Chunk | None:
    made = Chunk(Sort.NOUN, at, at)
    look = at
    while look < len(view.atoms):
        atom = view.atoms[look]
        if view.served(look):
            look += 2
        elif atom.what in LEADING:
            take_leading(view, made, atom)
            look += 1
        elif atom.what is What.FIRM and view.heads_role(look + 1) and made.name is None:
            made.own = True
            look += 1
        elif atom.what is What.NAME and partners(view, look):
            made.org, made.org_type = f"{view.text(look, look + 2)} {view.atoms[look + 2].text}", Type.UNKNOWN
            look += 3
        elif atom.what is What.NAME:
            if is_employer(view, look, made):
                held = made.org is not None and view.what(look - 1) is What.FORMER  # "Acme's former Orbit chief"
                if made.org is None or (atom.type is Type.ORG and not view.owned_project(look) and not held):
                    made.org = atom.text
                    made.org_type = Type.UNKNOWN if atom.type is Type.PERSON else atom.type
                look += 1
                if view.what(look) in TIES and lists_employers(view, look - 1, made):
                    look += 2  # "former Acme and Initech executive Jane Roe"
                while made.former and view.what(look) is What.WORD and not view.role_ahead(look):
                    look += 1
                continue
            made.name, made.type, made.possessive = atom.text, atom.type, atom.possessive
            made.surname = atom.surname
            if atom.type is Type.PERSON and look > at and view.article(look - 1):
                made.type = Type.UNKNOWN  # an article stands before no person: "the Ray-Ban brand"
            look += 1
            break
        elif view.role_ahead(look):
            look = read_role(view, made, look)
            if made.org is not None and made.rank is Rank.OTHER and look < len(view.atoms):
                made.group = made.group or "crew" in view.atoms[look].classes  # "an Acme adviser team"
            if view.what(look) is What.HONORIFIC:
                look += 1
            if view.makes_firm(look):
                atom = view.atoms[look]
                made.role, made.name, made.type, made.possessive = None, atom.text, Type.ORG, atom.possessive
                made.group = False
                look += 1
                break
            if view.what(look) is What.NAME and is_bearer(view, made, look):
                atom = view.atoms[look]
                made.name, made.type, made.possessive = atom.text, Type.PERSON, atom.possessive
                look += 1
            break
        else:
            break
    if made.name is None and made.role is None:
        return None
    if made.role is not None and made.name is not None:
        made.type = Type.PERSON
    made.last = look
    employer_after(view, made)
    apposition(view, made)
    return made


def acts(view: View, at: int) -> bool:
    """Whether the post at `at` is followed by a verb that tells a move, and by no name."""
    while view.what(at) in (What.WORD, What.ROLE):
        at += 1
    if view.parsed.sentence.headline and view.what(at) is What.AUXILIARY:
        at += 1  # "Patisserie Valerie boss to quit"
    return view.what(at) is What.TRIGGER


def partners(view: View, at: int) -> bool:
    """Whether two family names at `at` are those of a house, as its post behind them shows ("Marsh and Doe's chairman")."""
    if view.what(at + 1) is not What.CONJUNCTION or view.what(at + 2) is not What.NAME or not view.role_ahead(at + 3):
        return False
    first, last = view.atoms[at], view.atoms[at + 2]
    lone = " " not in first.text and " " not in last.text and first.type is Type.UNKNOWN and last.type is Type.UNKNOWN
    return lone and last.possessive and not first.possessive and "plus" in view.pack.classes(view.atoms[at + 1].low)


def lists_employers(view: View, at: int, made: Chunk) -> bool:
    """Whether the firm at `at` is the first of two for which somebody worked ("former Acme and Initech chief"), in headlines also
    with a comma for "and" ("taps Acme, Initech vet", "elects former Acme, Initech CEO")."""
    tie = view.what(at + 1)
    if tie not in TIES or not served_too(view, at + 2):
        return False
    if tie is What.CONJUNCTION:
        return made.former
    known = view.atoms[at].type is Type.ORG and view.atoms[at + 2].type is not Type.PERSON
    alum = known and any("alum" in atom.classes for atom in view.atoms[at + 3 : at + 5])
    return view.parsed.sentence.headline and (made.former or alum) and known


def served_too(view: View, at: int) -> bool:
    """Whether a further firm stands at `at`, right before the post that somebody had at both."""
    return view.what(at) is What.NAME and view.atoms[at].type is not Type.PERSON and view.role_ahead(at + 1)


def take_leading(view: View, made: Chunk, atom: Atom) -> None:
    if atom.what is What.FORMER:
        made.former = True
    elif atom.what is What.OWN:
        made.own = True
    elif atom.what is What.DETERMINER:
        made.definite = True
    elif atom.what is What.NUMBER:
        several = "one" not in atom.classes and atom.low != "1"
        made.group = made.group or (several and not atom.low.endswith(tuple(view.pack.members("ordinal"))))
    if "fresh" in atom.classes:
        made.fresh = True


def is_employer(view: View, at: int, made: Chunk) -> bool:
    """Whether the name at `at` is the employer in front of a role or a name, not the head of the phrase."""
    atom = view.atoms[at]
    if made.role is not None:
        return False
    if atom.type is Type.PERSON and not atom.possessive:
        taken = at > 0 and view.names_holder(view.atoms[at - 1])  # "Acme names Jane Roe chief to succeed John Doe"
        if view.role_ahead(at + 1) and acts(view, at + 1) and not taken:
            return True  # "Patisserie Valerie boss quits"
        if view.body(at + 1):
            return True  # "joins Apollo Endosurgery board of directors"
        led = made.definite or made.group  # "the Liberty Gold board", "two Claude Code engineers"
        return view.named_role(at + 1) or (led and view.role_ahead(at + 1))
    lone = atom.type is Type.UNKNOWN and (atom.surname or " " in atom.text) and not atom.possessive
    if lone and at and view.names_holder(view.atoms[at - 1]) and not view.named_role(at + 1):
        return False
    if lists_employers(view, at, made):
        return True
    after = at + 1
    if atom.type is Type.ORG and view.what(after) is What.NAME and view.atoms[after].type is Type.PLACE:
        after += 1  # "Acme Israel chief"
    while view.what(after) in (What.QUALITY, What.FORMER, What.NUMBER, What.HONORIFIC):
        after += 1
    if view.role_ahead(after):
        return True
    if (
        atom.possessive
        and view.what(after) is What.NAME
        and view.atoms[after].type is not Type.PERSON
        and not view.atoms[after].possessive
        and view.role_ahead(after + 1)
    ):
        return True  # "Acme's Orbit chief"
    strange = view.what(at + 1) is What.NAME and view.atoms[at + 1].type is Type.UNKNOWN
    if made.former and atom.type is Type.ORG and strange and served_too(view, at + 1):
        return True  # "former Acme Orbit chief"
    if made.former and view.what(after) is What.WORD and view.what(after + 1) is What.NAME:
        return view.atoms[after + 1].type is Type.PERSON
    if atom.possessive and view.what(after) is What.NAME and view.atoms[after].type in (Type.PERSON, Type.UNKNOWN):
        return atom.type is not Type.PERSON
    return False


def is_bearer(view: View, made: Chunk, at: int) -> bool:
    """Whether the name right after a role is its bearer."""
    atom = view.atoms[at]
    if atom.glued or (atom.type is Type.UNKNOWN and view.everyday(atom) and view.parsed.style is Style.PLAIN):
        return False
    return atom.type in (Type.PERSON, Type.UNKNOWN)


def employer_after(view: View, made: Chunk) -> None:
    """ "X of Acme", "CEO X of Acme", "X at Acme" directly after the phrase."""
    at = made.last
    if made.org is not None or view.what(at) is not What.PREPOSITION:
        return
    if made.role is None:
        belongs(view, made)
        return
    if "link" not in view.pack.classes(view.atoms[at].low):
        return
    look = at + 1
    while view.what(look) in (What.DETERMINER, What.QUALITY, What.WORD, What.FIRM) and look < at + 5:
        if view.what(look) is What.FIRM and view.atoms[look].possessive:
            made.own = True  # "head of the company's Linden plant"
            return
        look += 1
    if (
        view.what(look) is What.NAME
        and view.atoms[look].type in (Type.ORG, Type.UNKNOWN)
        and not view.heads_role(look + 1)
    ):
        made.org, made.org_type = view.atoms[look].text, view.atoms[look].type
        made.last = look + 1


def belongs(view: View, made: Chunk) -> None:
    """ "Jane Roe of Acme": a firm right behind a person's name."""
    at = made.last
    if made.type is not Type.PERSON or made.possessive or "of" not in view.pack.classes(view.atoms[at].low):
        return
    if view.what(at + 1) is What.NAME and view.atoms[at + 1].type is Type.ORG and not view.atoms[at + 1].possessive:
        made.org, made.org_type = view.atoms[at + 1].text, Type.ORG
        made.last = at + 2


def apposition(view: View, made: Chunk) -> None:
    """ "X, the former CEO of Acme," and "its CEO, X,": takes the phrase between the commas in."""
    at = made.last
    if view.what(at) is not What.COMMA:
        bare_apposition(view, made)
        return
    if (
        made.type is Type.UNKNOWN
        and view.parsed.style is Style.TITLE
        and made.first
        and view.atoms[made.first - 1].what is What.WORD
    ):
        return  # the object of a verb ("Markets Turn Green, …")
    look = at + 1
    if made.name is not None and made.type is not Type.ORG and made.role is None:
        if alumnus(view, made, look):
            return
        if (
            view.what(look) is What.SUBORDINATOR
            and "rel" in view.atoms[look].classes
            and view.what(look + 1) is What.AUXILIARY
        ):
            look += 2
        age = look
        if view.what(age) is What.NUMBER and view.what(age + 1) is What.COMMA:
            age += 2
        further = bare_phrase(view, age)
        if further is not None and further.role is not None and view.what(further.last) is What.FORMER:
            further.former, further.last = True, further.last + 1  # "a partner of Acme until recently,"
        if (
            further is not None
            and further.role is not None
            and further.name is None
            and not further.group
            and view.closes(further.last)
        ):
            lone = made.type is Type.UNKNOWN and " " not in made.name
            if lone and view.parsed.sentence.headline and view.what(further.last) in (What.AUXILIARY, What.TRIGGER):
                return  # "Acme refinances, president quits"
            if made.type is Type.UNKNOWN and any(
                "makes" in view.pack.classes(word) for word in further.role.casefold().split()
            ):
                made.type, made.last = Type.ORG, further.last + (view.what(further.last) is What.COMMA)
                return  # "Orbit, developer of Hooli's games, has cut jobs"
            if only_told(view, further):
                made.type, made.last = Type.PERSON, further.last + (view.what(further.last) is What.COMMA)
                return
            made.role, made.rank = further.role, further.rank
            if made.org is None or further.former:
                made.org, made.org_type = further.org, further.org_type
            made.former, made.own, made.fresh = further.former, further.own, further.fresh
            made.type = Type.PERSON
            made.last = further.last + (view.what(further.last) is What.COMMA)
        elif age > look:
            made.type = Type.PERSON
            made.last = age
    elif made.role is not None and made.name is not None:
        if view.what(look) is What.NUMBER and view.what(look + 1) is What.COMMA:
            made.last = look = look + 2  # "chairman Jane Roe, 61,"
        further = bare_phrase(view, look) if view.what(look) in (What.DETERMINER, What.FORMER) else None
        told = further is not None and further.name is None and further.org is None and not further.own
        if further is not None and told and view.what(further.last) is What.COMMA:
            made.last = further.last + 1  # "chairman Jane Roe, a 20-year veteran,"
    elif made.role is not None and made.name is None and not made.group:
        further = bare_phrase(view, look) if view.what(look) is What.DETERMINER else None
        if further is not None and further.name is None and view.what(further.last) is What.COMMA:
            made.last = further.last + 1  # "its design chief, a 27-year veteran,"
            return
        atom = view.atoms[look] if look < len(view.atoms) else None
        if atom is not None and atom.what is What.HONORIFIC:
            look += 1
            atom = view.atoms[look] if look < len(view.atoms) else None
        if (
            atom is not None
            and atom.what is What.NAME
            and (
                atom.type is Type.PERSON
                or (atom.type is Type.UNKNOWN and (made.definite or made.own or made.fresh or made.org is not None))
            )
            and view.what(look + 1) in (What.COMMA, What.BREAK, None)
        ):
            made.name, made.type = atom.text, Type.PERSON
            made.last = look + 1 + (view.what(look + 1) is What.COMMA)
            some = made.org is None and "indefinite" in view.atoms[made.first].classes
            if some and alumnus(view, made, made.last):
                made.fresh = True  # "hires a finance chief, Jane Roe, formerly of Acme": that post is the new one


def only_told(view: View, further: Chunk) -> bool:
    """Whether an apposition tells of somebody's past or trade alone, and of no post that they have ("a former lawyer", "an industry
    veteran").
    """
    some = any("indefinite" in atom.classes for atom in view.atoms[further.first : further.last])
    if further.org is not None or further.own or not some:
        return False
    return further.former or "alum" in view.pack.classes((further.role or "").casefold().rpartition(" ")[2])


def bare_apposition(view: View, made: Chunk) -> None:
    """Takes in the post right behind a person who opens a clause, as wires without commas write it ("Jane Roe president of
    Acme will leave").
    """
    opens = not made.first or view.what(made.first - 1) is What.BREAK or "say" in view.atoms[made.first - 1].classes
    if (
        view.parsed.sentence.headline
        or not opens
        or made.type is not Type.PERSON
        or made.role is not None
        or made.possessive
    ):
        return
    further = bare_phrase(view, made.last)
    if further is None or further.role is None or further.group or further.fresh or further.possessive:
        return
    if view.what(further.last) in (What.AUXILIARY, What.TRIGGER):
        made.role, made.rank, made.last = further.role, further.rank, further.last
        made.org, made.org_type, made.former = further.org or made.org, further.org_type, further.former


def alumnus(view: View, made: Chunk, at: int) -> bool:
    """Takes in where somebody was, if the words between the commas say no more ("Jane Roe, formerly of Acme,", "ex-Acme")."""
    if view.what(at) is not What.FORMER:
        return False
    at += 1 + (view.what(at + 1) is What.PREPOSITION)
    if view.what(at) is not What.NAME or view.atoms[at].type is Type.PERSON or not view.closes(at + 1):
        return False
    made.org, made.org_type, made.former = view.atoms[at].text, view.atoms[at].type, True
    made.type = Type.PERSON
    made.last = at + 1 + (view.what(at + 1) is What.COMMA)
    return True


def bare_phrase(view: View, at: int) -> Chunk | None:
    """A noun phrase without an apposition of its own."""
    made = Chunk(Sort.NOUN, at, at)
    look = at
    while look < len(view.atoms):
        atom = view.atoms[look]
        if view.served(look):
            look += 2
        elif atom.what in LEADING:
            take_leading(view, made, atom)
            look += 1
        elif view.gone(look):
            made.former = True  # "…, a retired partner of Acme"
            look += 1
        elif atom.what is What.NAME and is_employer(view, look, made):
            made.org, made.org_type = atom.text, atom.type
            look += 1
        elif atom.what is What.FIRM and atom.possessive and view.heads_role(look + 1):
            made.own = True  # "…, currently the company's president"
            look += 1
        elif view.role_ahead(look):
            made.last = read_role(view, made, look)
            employer_after(view, made)
            if view.what(made.last) is What.NAME:
                return None
            return made
        else:
            return None
    return None
