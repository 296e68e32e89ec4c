"""The directory of companies: which known firm a written name means.

The configured companies come in; a `Company` or the house's name goes out. Every look-up is a dictionary on folded
names, never a scan. This module must never guess from a part: "Apple Bank" is not Apple, "Delta Apple" neither, so
a name counts only when the whole of it, less its legal form, is known.

What is forgiven: case, accents, hyphens, a missing space ("Open AI"), legal forms ("Meta Platforms, Inc."), a
leading article, the possessive of English and German ("Apple's", "Metas"), "group" and "Konzern", and the owner of
something ("Meta's superintelligence lab"). A unit or a former name means its company. A bare ticker counts only
where it is also a name; else it needs its mark: "$MSFT", "(NASDAQ: MSFT)". Where a sentence is given, a name that
stands there only inside a look-alike ("Big Apple"), or only in lower case though it is a word of the language
("a meta study"), is no company.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from bot.model import Company
from bot.names import fold

_LEGAL = (
    r"ag|se|gmbh|ggmbh|mbh|kgaa|kg|ohg|ug|ek|inc|incorporated|corp|corporation|company|co|ltd|limited|plc|llc|llp|lp|pbc|"
    r"nv|bv|sa|sas|sarl|spa|srl|ab|asa|as|oyj|oy|aps|pte|pty|kk|holding|holdings"
)
_LEGAL_END = re.compile(rf"(?:[\s,]+(?:{_LEGAL})(?:\s+(?:and\s+)?co)?)+$|(?<=..)(?:集团|控股|股份|有限|公司)+$")
_LEGAL_WRITTEN = re.compile(
    r"[\s,]+(?:AG|SE|gGmbH|GmbH|KGaA|KG|OHG|Inc|Incorporated|Corp|Corporation|Co|Ltd|Limited|PLC|plc|LLC|LLP|PBC|N\.?V|B\.?V|S\.?A|SAS|"
    r"S\.?p\.?A|Oyj|Oy|ASA|A/S|AB)\.?(?:\s*&\s*Co\.?(?:\s+(?:KGaA|KG)\.?)?)?$"
)
_LOOSE_END = re.compile(r"(?:\s+(?:group|gruppe|konzern|unternehmensgruppe|companies))+$")
_LEADING = re.compile(r"^(?:the|der|die|das|dem|den|des)\s+")
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_TICKER = re.compile(
    r"(?:\b(?:NASDAQ|Nasdaq|NYSE|AMEX|LSE|LON|ETR|FRA|XETRA|Xetra|FWB|EPA|AMS|SWX|TSE|HKG|HKEX|TSX)\s*:\s*|(?<!\w)\$)([A-Z][A-Z.]{0,5})\b"
)
_OWNED = re.compile(r"^(.+?)['’](?:s\b|(?=\s))\s*\S")


def tidy(text: str) -> str:
    """A name as it is shown when the directory does not know it: one line, no legal form, no possessive mark."""
    tidied = " ".join(text.split()).strip(" ,;:")
    tidied = re.sub(r"['’]s$|['’]$", "", tidied)
    shorter = _LEGAL_WRITTEN.sub("", tidied)
    return shorter or tidied


class Directory:
    """The companies of the configuration. Where two share a name, a company's own name comes before an alias, an
    alias before a former name, a former name before a unit, and the earlier company before the later."""

    def __init__(self, companies: Sequence[Company]) -> None:
        self._by_name: dict[str, Company] = {}
        self._by_ticker: dict[str, Company] = {}
        self._written: set[str] = set()
        self._lookalikes: dict[str, tuple[str, ...]] = {}
        self._units: dict[str, str] = {}
        self._brands: set[str | None] = set()
        self.key = lru_cache(_KEPT)(self._key_of)
        """What is equal for two names of one company: for indexes and sets, not for showing."""
        for rank in range(4):
            for company in companies:
                for name in ((company.name,), company.aliases, company.former, company.units)[rank]:
                    self._written.add(name)
                    for key in (_key(name), _without_legal(_key(name)), _key(name).replace(" ", "")):
                        self._by_name.setdefault(key, company)
        for company in companies:
            if company.ticker:
                self._by_ticker.setdefault(company.ticker, company)
            self._lookalikes[company.name] = tuple(_key(phrase) for phrase in company.lookalikes)
        for company in companies:
            own = [f"{_key(name)} " for name in (company.name, *company.aliases, *company.former)]
            keys = [key for key in map(_key, company.units) if self._by_name[key] is company]
            whole = {"".join(word[0] for word in key.split()): key for key in keys if " " in key}
            for key in keys:
                said = whole.get(key, key)
                self._units[key] = next((said.removeprefix(name) for name in own if said.startswith(name)), said)
                if self._units[key] == said and said in keys:
                    self._brands.add(said)

    def find(self, text: str, context: str = "") -> Company | None:
        """The company that `text`, an organisation's name, means. `context` is the sentence it was read in, if any."""
        company = self._look_up(text)
        if company is None or _key(text) in self._lookalikes[company.name]:
            return None
        if context and not self._stands(text, company, context):
            return None
        return company

    def name(self, text: str) -> str:
        """The house's name: a known company's, else the tidy text."""
        company = self.find(text)
        return company.name if company else tidy(text)

    def _key_of(self, text: str) -> str:
        company = self.find(text)
        return _key(company.name) if company else _without_legal(_key(tidy(text)))

    def unit(self, text: str) -> str | None:
        """What is equal for two names of one unit of a company; None where the name is the company's own, or known to
        nobody. A company's name before it counts for nothing ("Google DeepMind"), and initials stand for the unit whose
        they are ("MSL")."""
        return self._units.get(_without_legal(_key(text)))

    def brand(self, text: str) -> bool:
        """Whether a name is that of a unit that does not go by its company's name ("WhatsApp"), so that nobody calls another
        unit so."""
        return self.unit(text) in self._brands

    def same(self, a: str, b: str) -> bool:
        """Whether two names mean one company, known or not."""
        return self.key(a) == self.key(b)

    def near(self, text: str, most: int = 3) -> tuple[str, ...]:
        """The house's names of the companies that are written most like a name that means none, the nearest first."""
        found = process.extract(
            _key(text), self._by_name.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=10 * most
        )
        return tuple(dict.fromkeys(self._by_name[key].name for key, _, _ in found))[:most]

    def tracked(self, name: str) -> bool:
        """Whether the name means a company that the operator wants to hear of."""
        company = self.find(name)
        return company is not None and company.tracked

    def _look_up(self, text: str) -> Company | None:
        for form in _forms(_key(_BRACKETS.sub("", text))):
            company = self._by_name.get(form)
            if company is not None:
                return company
        ticker = _TICKER.search(text)
        if ticker is not None and ticker[1] in self._by_ticker:
            return self._by_ticker[ticker[1]]
        owner = _OWNED.match(text)
        return self._look_up(owner[1]) if owner else None

    def _stands(self, text: str, company: Company, context: str) -> bool:
        """Whether the name stands in the sentence as a name, outside of look-alikes."""
        if text[:1].islower() and text not in self._written:
            return False
        sentence = f" {_key(context)} "
        name = f" {_key(text)} "
        if name not in sentence:
            return True
        for phrase in self._lookalikes[company.name]:
            sentence = sentence.replace(f" {phrase} ", "  ")
        return name in sentence


_KEPT = 1 << 14
"""So many names are remembered with what they come to: a company in the news is asked for again and again."""

_NEAR = 75.0
"""Of 100 for equal; "Opnai" has 91 and "Mata" 75 to the firms meant, names of people seldom more than 60 to any."""


@lru_cache(maxsize=_KEPT)
def _key(text: str) -> str:
    """The form in which names are compared: folded, "&" as "and", dots inside abbreviations gone, marks as spaces."""
    folded = fold(text).replace("&", " and ")
    folded = re.sub(r"(?<=\b\w)\.(?=\w\b|\s|$)", "", folded)
    return " ".join(re.sub(r"[^\w'’+]+", " ", folded).split())


@lru_cache(maxsize=_KEPT)
def _without_legal(key: str) -> str:
    return _LEGAL_END.sub("", key) or key


def _forms(key: str) -> Iterator[str]:
    """What to look up, the most faithful first."""
    yield key
    bare = _without_legal(key)
    yield bare
    bare = _LEADING.sub("", bare)
    yield bare
    bare = _LOOSE_END.sub("", bare)
    yield bare
    yield bare.replace(" ", "")
    possessive = re.sub(r"(?:['’]s?|(?<=\w\w\w)s)$", "", bare)
    if possessive != bare:
        yield _without_legal(possessive)
