"""English: only assembles its tables; the one thing it knows itself is how a regular verb is inflected."""

from __future__ import annotations

from bot.languages.assembly import read_pack
from bot.languages.pack import Forms, Pack


def load() -> Pack:
    return read_pack("en", inflect)


def inflect(entry: str) -> Forms:
    """The forms of "base" or "base past participle gerund", each with the rest of a phrase after an underscore.

    "step_down" gives steps down, stepped down, stepping down; "leave left left leaving" names its irregular forms;
    "let … go" is a verb with its particle behind the object.
    """
    if "…" in entry:
        joined, _, particle = entry.partition(" … ")
        plain = inflect(joined)
        return Forms((), (), (*plain.active, *plain.participles), particle)
    base, *others = entry.split()
    verb, _, rest = base.partition("_")
    irregular = [other.partition("_")[0] for other in others]
    past, participle, gerund = (
        irregular if irregular else (regular_past(verb), regular_past(verb), regular_gerund(verb))
    )
    tail = " " + rest.replace("_", " ") if rest else ""
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    if verb.endswith("y") and verb[-2] not in "aeiou":
        third = verb[:-1] + "ies"
    active = [verb, third, gerund] + ([past] if past != participle else [])
    return Forms(
        tuple(form + tail for form in active),
        (participle + tail,),
        past=tuple({past + tail, participle + tail}),
        gerund=gerund + tail,
    )


STRESSED = ("bmit", "dmit", "mmit", "rmit", "pel", "trol", "stal", "ansfer", "cur", "abet")
"""Ends of longer verbs that are stressed, so that their last letter doubles too ("submit", "propel")."""


def doubles(verb: str) -> bool:
    """Whether the last consonant doubles ("tap", "strip", "submit"; "axe", "bail" and "exit" do not)."""
    if verb[-1] in "aeiouwxyh" or verb[-2:-1] not in tuple("aeiou") or verb[-3:-2] in ("", *"aeiou"):
        return False
    return verb.endswith(STRESSED) or not any(letter in "aeiouy" for letter in verb[:-2])


def regular_past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + (verb[-1] if doubles(verb) else "") + "ed"


def regular_gerund(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith("ee"):
        return verb[:-1] + "ing"
    return verb + (verb[-1] if doubles(verb) else "") + "ing"
