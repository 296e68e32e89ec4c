"""German: inflects the verbs of its tables and assembles them."""

from __future__ import annotations

from bot.languages.assembly import read_pack
from bot.languages.pack import Forms, Pack


def load() -> Pack:
    return read_pack("de", inflect)


def inflect(entry: str) -> Forms:
    """The forms of a verb from its principal parts: infinitive, present, past (third person), participle.

    "treten tritt trat getreten" is a plain verb; "zurück|treten tritt trat getreten" a separable one. A weak verb
    may stand as its
    infinitive and participle alone ("feuern gefeuert").
    """
    particle, _, rest = entry.rpartition("|")
    parts = rest.split()
    if len(parts) == 2:
        infinitive, participle = parts
        stem = stem_of(infinitive)
        linking = "e" if stem.endswith(("t", "d", "tm", "ffn", "chn", "dn")) else ""
        present, past = f"{stem}{linking}t", f"{stem}{linking}te"
    else:
        infinitive, present, past, participle = parts
    plural = f"{past}n" if past.endswith("e") else f"{past}en"
    subjunctive = f"{stem_of(infinitive)}e"
    finite = tuple(dict.fromkeys((present, past, plural, subjunctive, infinitive)))
    if not particle:
        return Forms(
            tuple(form for form in finite if form != participle or form == present), (participle,), past=(past, plural)
        )
    joined = (*(f"{particle}{form}" for form in finite), f"{particle}zu{infinitive}")
    return Forms(joined, (f"{particle}{participle}",), finite, particle, (past, plural))


def stem_of(infinitive: str) -> str:
    return infinitive[:-2] if infinitive.endswith("en") else infinitive[:-1]
