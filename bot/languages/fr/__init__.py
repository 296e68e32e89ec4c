"""French: assembles its tables; the one thing it knows itself is how a verb is inflected."""

from __future__ import annotations

from bot.languages.assembly import read_pack
from bot.languages.pack import Forms, Pack

SOFT = {"c": "ç", "g": "ge"}  # how a stem in c or g is written before a
HAVE = ("a", "ont")  # "avait" stays a word of its own, for it tells what lies back
BE = ("est", "sont")  # takes the place of "avoir" behind "se"
BETWEEN = ("", "aussi ", "également ", "déjà ", "officiellement ")


def load() -> Pack:
    return read_pack("fr", inflect)


def inflect(entry: str) -> Forms:
    """The forms of a verb from its entry, third person only.

    "nommer" is regular, "lever lève" changes its stem before a mute ending, "partir part partent partir partit parti"
    names its irregular forms: present, its plural, the stem of the future, past, participle. Words of a longer phrase
    follow behind underscores ("prendre_la_tête prend …"), a pronoun stands before a stroke ("se|retirer"). A participle
    is passive as it stands and active behind "avoir".
    """
    phrase, *others = entry.split()
    pronoun, _, base = phrase.rpartition("|")
    verb, _, rest = base.partition("_")
    present, plural, future, past, participle, stem = irregular(others) if len(others) > 1 else regular(verb, others)
    before = pronoun if pronoun.endswith("'") or not pronoun else f"{pronoun} "
    tail = f" {rest.replace('_', ' ')}" if rest else ""
    pasts = [past, f"{stem}ait", f"{stem}aient", past_plural(past)]
    finite = [
        present,
        plural,
        f"{future}a",
        f"{future}ont",
        f"{future}ait",
        f"{future}aient",
        verb,
        *pasts,
        f"{stem}ant",
    ]
    if pronoun:
        perfect = [
            f"{reflexive(have)} {between}{form}" for have in BE for between in BETWEEN for form in agreed(participle)
        ]
    else:
        perfect = [f"{have} {between}{participle}" for have in HAVE for between in BETWEEN]
    return Forms(
        tuple(dict.fromkeys(form + tail for form in (*(before + form for form in finite), *perfect))),
        (),
        past=tuple(
            form + tail
            for form in (*(before + form for form in pasts), *perfect, *agreed(participle))
            if form != present
        ),
        gerund=f"{before}{stem}ant{tail}",
        passives=() if pronoun else tuple(form + tail for form in agreed(participle)),
    )


def reflexive(have: str) -> str:
    """ "est" gives s'est, "sont" se sont."""
    return f"s'{have}" if have[0] in "eé" else f"se {have}"


def irregular(forms: list[str]) -> tuple[str, str, str, str, str, str]:
    """The six parts of an irregular verb; its imperfect follows the plural of the present."""
    present, plural, future, past, participle = forms
    return present, plural, future, past, participle, plural.removesuffix("ent")


def regular(verb: str, strong: list[str]) -> tuple[str, str, str, str, str, str]:
    """The six parts of a verb in -er. `strong` is its present where the stem changes."""
    stem = verb[:-2]
    hard = stem[:-1] + SOFT.get(stem[-1], stem[-1])
    present = strong[0] if strong else f"{stem}e"
    return present, f"{present}nt", verb, f"{hard}a", f"{stem}é", hard


def past_plural(past: str) -> str:
    """ "nomma" gives nommèrent, "partit" partirent, "devint" devinrent."""
    return f"{past[:-1]}èrent".replace("çè", "cè").replace("geè", "gè") if past.endswith("a") else f"{past[:-1]}rent"


def agreed(participle: str) -> tuple[str, ...]:
    """A participle in both genders and numbers."""
    plural = participle if participle.endswith("s") else f"{participle}s"
    return participle, f"{participle}e", plural, f"{participle}es"
