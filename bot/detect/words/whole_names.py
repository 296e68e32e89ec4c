"""Cuts a run of capitals to whole names and adds them: what carries on behind it belongs to it, what is somebody else's name
is split off, and a genitive's ending or a degree is none of it.

In: a sentence's words and where a name begins and, as far as capitals show, ends. Out: an atom, or two where a firm and a
person stand together. It must never look at what the name does in its sentence.
"""

from __future__ import annotations

from bot.detect.atoms import Style, Type, What
from bot.detect.tokens import Shape
from bot.detect.words.firms import everyday_firm, family_name_follows
from bot.detect.words.name_types import behind_firm, behind_trade, place, type_of
from bot.detect.words.runs import houses, institution
from bot.detect.words.view import QUOTES, Words

SAID_OF = frozenset(
    {"det", "own", "former", "current", "fresh", "rel", "conj"}
)  # classes of words that say more of somebody


def add_name(words: Words, first: int, last: int) -> int:
    owner = last == first + 1 and owns(words, first)
    while last < len(words.tokens) and not (owner or words.tokens[last - 1].possessive) and carries_on(words, last):
        last += 1 + (words.tokens[last].text == "," or "conj" in words.pack.classes(words.lows[last]))
    return add_whole_name(words, first, post_begins(words, first, last))


def post_begins(words: Words, first: int, last: int) -> int:
    """Where the field of a post begins behind the person whom a verb puts there ("names Jane Roe Global Head of Sales"), else
    `last`. A post with somebody behind it is theirs, and the name that of their firm.
    """
    if words.pack.nouns_capitalised or last < first + 3 or last >= len(words.tokens) or not words.atoms:
        return last
    before, post = words.atoms[-1], words.role(last)
    puts = before.last == first and any(t.move.person == "object" for t in before.triggers)
    if not puts or post is None or words.lows[first] not in words.names.given:
        return last
    held = post[0] < len(words.tokens) and words.tokens[post[0]].capital
    held = held and not words.pack.classes(words.lows[post[0]]) & {"conj", "prep"}
    if held or words.names.companies.match(words.lows, first) is not None:
        return last
    fields = words.names.org_words | words.names.legal_forms
    return next((at for at in range(first + 2, last) if words.lows[at] in fields), last)


def owns(words: Words, at: int) -> bool:
    """Whether a word is the genitive of a known firm's name ("Metas"): what follows is the firm's, no part of its name."""
    low = words.lows[at]
    return any(
        low.endswith(ending)
        and words.names.companies.match([low], 0) is None
        and words.names.companies.match([low.removesuffix(ending)], 0) is not None
        for ending in words.pack.genitive
    )


def add_whole_name(words: Words, first: int, last: int) -> int:
    """The same for a name whose end is known: a part that is split off must not carry on into the rest again."""
    if last - first > 1 and words.style is not Style.CAPITALS:
        first = dateline_end(words, first, last)
    if only_describes(words, last):
        return words.add(What.QUALITY, first, last + 2)
    split = split_at(words, first, last)
    if split:
        add_whole_name(words, first, split)
        return add_whole_name(words, split, last)
    text = words.slice(first, degrees_begin(words, first, last))
    if last - first > 2 and words.tokens[last - 2].text == "," and descends(words, last - 1):
        text = text.replace(",", "")  # "James Roe, Jr." is as often written without
    if words.tokens[last - 1].possessive and text.casefold() in words.names.apostrophes:
        text += sentence_mark(words, last - 1)
    if last < len(words.tokens) and words.tokens[last].text == "." and place([words.lows[last - 1]], words.names):
        text += "." if "." in words.tokens[last - 1].text else ""  # "Walmart U.S."
    possessive = None
    kind = type_of(words, first, last)
    if last == first + 1 and words.lows[first] in words.known and not words.pack.nouns_capitalised:
        kind = Type.UNKNOWN
    elif behind_firm(words, first) and (
        kind is Type.UNKNOWN or (kind is Type.PERSON and behind_trade(words, first, last))
    ):
        kind = Type.ORG
    if words.pack.nouns_capitalised and institution(words, first) == last:
        text = house_name(words, first, last)
    elif words.pack.genitive and not words.tokens[last - 1].possessive:
        bare = nominative(words, first, last, kind)
        if bare is not None:
            text, possessive = bare, True
            if kind is Type.UNKNOWN and words.names.companies.match(bare.casefold().split(), 0) is not None:
                kind = Type.ORG
    end = words.add(What.NAME, first, last, type=kind, text=text, possessive=possessive)
    return degree_end(words, end) if kind in (Type.PERSON, Type.UNKNOWN) and last - first > 1 else end


def house_name(words: Words, first: int, last: int) -> str:
    """An institution's name as it calls itself: without the genitive's ending of its noun and the ending that its adjective
    has behind an article ("des Altonaer Museums", "der Staatlichen Kunsthalle").
    """
    house = next((at for at in range(first, last) if houses(words.lows[at], words.pack)), last - 1)
    text, noun = words.slice(first, last), words.lows[house]
    tail = words.pack.class_tails.find(noun)
    for ending in words.pack.genitive:
        if noun.endswith(ending) and (tail is None or "institution" not in tail):
            cut = words.tokens[house].end - words.tokens[first].start
            text, noun = text[: cut - len(ending)] + text[cut:], noun.removesuffix(ending)
            break
    opening = words.tokens[first].text
    strong = next((end for end, tails in words.pack.house_endings.items() if noun.endswith(tails)), None)
    if house == first or strong is None or not opening.endswith(words.pack.weak_ending):
        return text
    return opening.removesuffix(words.pack.weak_ending) + strong + text[len(opening) :]


def degree_end(words: Words, at: int) -> int:
    """The end of the degrees that a comma parts off from a name (", M.D., Ph.D."), else `at`; with the comma that closes them,
    where what follows goes on with the sentence and says no more of who bears them.
    """
    end = at
    while (
        end + 1 < len(words.tokens)
        and words.tokens[end].text == ","
        and words.lows[end + 1] in words.names.degrees
        and words.tokens[end + 1].text[0].isupper()
    ):
        end += 2
        if end < len(words.tokens) - 1 and words.tokens[end].text == ".":
            end += 1
    if end == at or end + 1 >= len(words.tokens) or words.tokens[end].text != "," or words.pack.nouns_capitalised:
        return end
    post = words.role(end + 1) is not None
    said = words.tokens[end + 1].shape is not Shape.WORD or words.pack.classes(words.lows[end + 1]) & SAID_OF
    return end if said or (post and not taken(words)) else end + 1


def taken(words: Words) -> bool:
    """Whether the verb before the last name, or before a list that it ends, takes somebody: a post behind is what they get."""
    listed = (What.NAME, What.ROLE, What.COMMA, What.CONJUNCTION, What.QUALITY)
    before = next((atom for atom in reversed(words.atoms) if atom.what not in listed), None)
    return before is not None and any(trigger.move.person == "object" for trigger in before.triggers)


def degrees_begin(words: Words, first: int, last: int) -> int:
    """Where degrees begin that stand behind a name without a comma ("Jane Roe Ph.D."), else `last`."""
    end = last
    while end > first + 2 and (words.tokens[end - 1].text == "." or words.lows[end - 1] in words.names.degrees):
        end -= 1
    stripped = any(words.lows[at] in words.names.degrees for at in range(end, last))
    return end if stripped and words.lows[first] in words.names.given else last


def sentence_mark(words: Words, at: int) -> str:
    """A possessive ending that belongs to a firm's own name ("Domino's")."""
    return "'s" if not words.tokens[at].text.endswith("s") else ""


def only_describes(words: Words, at: int) -> bool:
    """Whether a hyphen ties a name to a small word, so that it only describes ("Acme-owned Initech")."""
    if words.pack.nouns_capitalised or not words.ties(at) or at + 2 >= len(words.tokens):
        return False
    after = words.tokens[at + 1]
    return after.text.islower() and words.role(at + 1) is None and words.is_common(after.low)


def carries_on(words: Words, at: int) -> bool:
    """Whether a legal form or a firm's second word follows ("Royal Philips Electronics", "Wells Fargo & Co")."""
    if "conj" in words.pack.classes(words.lows[at]) and at + 1 < len(words.tokens):
        return words.lows[at + 1] in words.names.legal_forms and words.tokens[at + 1].capital
    if words.tokens[at].text == "," and at + 1 < len(words.tokens):
        return words.tokens[at + 1].capital and (
            words.lows[at + 1] in words.names.comma_forms or descends(words, at + 1)
        )
    if not words.tokens[at].capital or words.role(at) is not None:
        return False
    low = words.lows[at]
    if "field" in words.pack.classes(low) and at + 1 < len(words.tokens):
        after = words.pack.classes(words.lows[at + 1])
        if words.role(at + 1) is not None or after & {"staff", "unit", "crew", "venue", "jobs"}:
            return False  # "Acme AI researchers": the field is the researchers'
        if shares_post(words, at):
            return False
    if low in words.pack.common and everyday_firm(words, at):
        return True  # "Mydecine Innovations Group"
    return low in words.names.legal_forms or (
        low in words.names.org_words
        and not words.opens_field(at, employed=True)
        and (
            not words.wary
            or not words.pack.nouns_capitalised
            or low not in words.pack.common
            or words.names.companies.match(words.lows[at - 1 : at], 0) is not None
        )
    )


def descends(words: Words, at: int) -> bool:
    """Whether "Jr" or "III" stands behind a comma, which a person's name ends in."""
    low = words.lows[at]
    return low in words.names.suffixes and low not in words.names.degrees and not words.pack.classes(low)


def shares_post(words: Words, at: int) -> bool:
    """Whether a field of work is joined to another one that the same post is for ("Acme EV and tech chief")."""
    if at + 3 >= len(words.tokens) or "conj" not in words.pack.classes(words.lows[at + 1]):
        return False
    return "area" in words.pack.classes(words.lows[at + 2]) and words.role(at + 3) is not None


def dateline_end(words: Words, first: int, last: int) -> int:
    """Where a place in capitals ends that opens the sentence before a firm ("LONDON Marks & Spencer", "SAN FRANCISCO Groupon",
    "MILAN/PARIS Danone"), else `first`.
    """
    if first and not (first > 1 and words.tokens[first - 1].text == "/" and words.tokens[first - 2].text.isupper()):
        return first
    for end in range(min(last - 1, first + 3), first, -1):
        told = all(token.text.isupper() for token in words.tokens[first:end]) and len(words.lows[first]) > 2
        told = told and words.tokens[end].shape is Shape.WORD
        if told and place(words.lows[first:end], words.names) and (end > first + 1 or len(words.lows[first]) > 3):
            return end
    return first


def split_at(words: Words, first: int, last: int) -> int:
    """Where a known organisation ends and a person begins inside one run of capitals, else 0."""
    match = words.names.companies.match(words.lows, first)
    if match is None:
        return bearer_at(words, first, last) or owner_ends(words, first, last)
    if match[0] >= last:
        return 0
    if match[0] == first + 1 and words.lows[first] in words.names.given and family_name_follows(words, first + 1):
        return 0  # "Otto Berg" is nobody of the firm Otto
    end = match[0]
    if words.tokens[end].text == "-" or (
        words.tokens[end].low in words.names.org_words or words.tokens[end].low in words.names.legal_forms
    ):
        return 0
    if words.tokens[end].shape is Shape.WORD and (
        words.tokens[end].low in words.names.given or words.tokens[end].low in words.names.family
    ):
        return end
    return 0


def bearer_at(words: Words, first: int, last: int) -> int:
    """Where a person begins behind the field of a post ("President of Food Trade Jane Roe"), else 0."""
    if words.pack.nouns_capitalised or [atom.what for atom in words.atoms[-2:]] != [What.ROLE, What.PREPOSITION]:
        return 0
    if "link" not in words.atoms[-1].classes:
        return 0  # "replaces its president with Jane Sample Roe"
    for at in range(first + 1, last - 1):
        if words.tokens[at].shape is Shape.MARK:
            return 0
        family = words.lows[last - 1]
        strange = words.lows[at] not in words.pack.common and family not in words.pack.common
        named = words.lows[at] in words.names.given or family in words.names.family or family in words.names.given
        given = words.lows[at] in words.names.given and words.lows[at] not in words.pack.common
        if (strange and named) or given:
            return at
        if words.lows[at - 1] not in words.pack.common:
            return 0
    return 0


def owner_ends(words: Words, first: int, last: int) -> int:
    """Where a person in the genitive ends and a known firm begins ("Jane Roes Acme"), else 0."""
    if not words.pack.genitive or last - first < 3 or words.lows[first] not in words.names.given:
        return 0
    whole = words.names.companies.match(words.lows, last - 1)
    owner = words.lows[last - 2].endswith(words.pack.genitive)
    if owner and whole is not None and whole[0] == last:
        return last - 1
    return firm_begins(words, first, last)


def firm_begins(words: Words, first: int, last: int) -> int:
    """Where a known firm begins behind a person's two names ("verlässt Jane Roe Acme Worldwide"), else 0."""
    for at in range(first + 2, last):
        if words.names.companies.match(words.lows, at) is not None and words.lows[at] not in words.names.family:
            return at
    return 0


def nominative(words: Words, first: int, last: int, kind: Type) -> str | None:
    """The name without its genitive ending, where the ending is one."""
    if last - first > 1 and words.names.companies.match(words.lows, first) is None:
        straight = [words.lows[first][:-1], *words.lows[first + 1 : last]]
        known_as = words.names.companies.match(straight, 0)
        if known_as is not None and known_as[0] > 1:
            return words.tokens[first].text[:-1] + words.slice(first, last)[len(words.tokens[first].text) :]
    low = words.lows[last - 1]
    for ending in words.pack.genitive:
        shouted = words.tokens[last - 1].text.removesuffix(ending).isupper()  # "VWs"
        if not low.endswith(ending) or (len(low) <= len(ending) + 2 and not shouted):
            continue
        if low.endswith(tuple(words.pack.members("no_genitive"))) and last - first > 1:
            continue
        stem = low[: -len(ending)]
        if stem.endswith(ending):
            continue  # "Jan Voss"
        lows = [*words.lows[first : last - 1], stem]
        if words.names.known(words.lows[first:last]):
            return None
        known = words.names.companies.match(lows, 0)
        follows = owned(words, last)
        if last - first > 1 and words.lows[first] in words.names.given and not follows:
            return None
        if (known is not None and known[0] == last - first) or (
            low not in words.names.family and low not in words.names.given and follows
        ):
            text = words.slice(first, last)
            return text[: -len(ending)]
    return None


def owned(words: Words, at: int) -> bool:
    """Whether what a name in the genitive would own begins at `at`: a noun, perhaps in quotation marks or behind "new" or
    "own", or a post.
    """
    if at < len(words.tokens) and words.tokens[at].text in QUOTES:
        at += 1
    if at >= len(words.tokens):
        return False
    if words.tokens[at].capital or words.role(at) is not None:
        return True
    classes, after = words.pack.classes(words.lows[at]), at + 1
    if after >= len(words.tokens):
        return False
    return ("fresh" in classes and words.role(after) is not None) or (
        "very_own" in classes and words.tokens[after].capital
    )
