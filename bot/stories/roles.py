"""Whether two written roles can be one post, across languages.

Roles come in as articles write them; a yes, a no, or None for "cannot tell" goes out. This module must never name
or rank a role: it only keeps apart a network head and a finance head, and holds "CFO" and "Finanzvorstand" for one.

A role is an office (chief executive, head, board …) and a field (finance, networks …), found by stems of words in
English and German, some French and Spanish. Two roles differ when both name an office and none is shared, or both
name a field and none is shared. Stems miss new words; then nothing is known and the answer is None, never no.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.names import fold

_OFFICES = {
    "chief executive": r"\bceo\b|chief executive|\bchef(?:in)?\b(?! \w+ officer)|vorstandsvorsitz|vorstandschef|"
    r"konzernchef|firmenchef|unternehmenschef|geschaftsfuhr|generaldirektor|directeur general|"
    r"director general|managing director|consejer[oa] delegad|\bpdg\b",
    "finance chief": r"\bcfo\b|chief financial|finance chief|finanzvorst|finanzchef|finance director",
    "technology chief": r"\bcto\b|chief techn|technikvorst|technikchef|technologievorst|technologiechef",
    "operations chief": r"\bcoo\b|chief operat|betriebsvorst",
    "product chief": r"chief product|produktchef|produktvorst",
    "people chief": r"\bchro\b|chief (?:people|human)|personalvorst|personalchef|arbeitsdirektor",
    "design chief": r"chief design|designchef|chefdesign",
    "scientist chief": r"chief (?:ai |artificial intelligence )?scientist|chefwissenschaft|chefforscher",
    "marketing chief": r"\bcmo\b|chief marketing|marketingchef|marketingvorst",
    "information chief": r"\bcio\b|chief information|it.?vorst|it.?chef",
    "counsel": r"counsel|chief legal|chefjurist|rechtsvorst",
    "chair": r"\bchair|aufsichtsratschef|aufsichtsratsvorsitz|verwaltungsratsprasident|chefaufseher",
    "board": r"\bboard\b|(?:^|independent |executive )director$|"
    r"\bvorstand(?:smitglied)?\b|aufsichtsrat\b|verwaltungsrat\b",
    "president": r"(?<!vice )(?<!vize)\bpresident|(?<!vize)prasident",
    "vice president": r"vice.president|vizeprasident|\be?s?vp\b",
    "head": r"\bhead\b|\bleads?\b|\bleader\b|leiter|\bleitung\b|\bboss\b|\w(?<!vorstands)chef(?:in)?\b|"
    r"\wvorst[a-z]+\b(?<!vorsitzender)|vorst[a-z]+ fur|responsable|direktor|\bdirector of\b",
    "founder": r"founder|grunder",
    "editor": r"editor|chefredakt",
    "economist": r"economist|okonom|volkswirt",
    "scientist": r"scientist|researcher|forscher|wissenschaft",
    "engineer": r"engineer|ingenieur|entwickler|developer",
    "designer": r"designer",
}
_FIELDS = {
    "finance": r"financ|finanz",
    "networks": r"network|netz",
    "design": r"design",
    "product": r"product|produkt",
    "people": r"\bpeople\b|human res|personal|\bhr\b",
    "sales": r"\bsales\b|vertrieb|commercial|revenue",
    "marketing": r"marketing|brand|marke",
    "technology": r"techn",
    "research": r"research|forsch|scien|wissensch",
    "operations": r"operat|betrieb|produktion|manufactur|fertigung",
    "legal": r"legal|recht|counsel|jurist",
    "security": r"securit|sicherheit|safety",
    "hardware": r"hardware|\bchips?\b|silicon|halbleiter",
    "software": r"software",
    "cloud": r"cloud",
    "policy": r"policy|public affairs|politik",
    "communications": r"communicat|kommunikation|\bpr\b|sprecher|spokes",
    "strategy": r"strateg",
    "ai": r"\bai\b|\bki\b|artificial intel|kunstliche",
    "mobility": r"\bcars?\b|automot|autospart|mobilit|vehicle",
    "region europe": r"europ|\bemea\b",
    "region america": r"americ|amerik|\bus\b|\busa\b",
    "region asia": r"\basia|asien|china|apac",
    "development": r"develop|entwickl",
    "retail": r"retail|handel|einzelhandel",
    "energy": r"energ|power",
    "health": r"health|gesundheit|pharma|medic",
}
_CHIEFS_FIELDS = {
    "finance chief": "finance",
    "technology chief": "technology",
    "operations chief": "operations",
    "product chief": "product",
    "people chief": "people",
    "design chief": "design",
    "scientist chief": "research",
    "marketing chief": "marketing",
    "counsel": "legal",
    "information chief": "technology",
}
"""The field that a chief's title stands for, named or not."""


def alike(a: str | None, b: str | None) -> bool | None:
    """Whether two roles can be one post; None where either is unknown or nothing in them is understood."""
    if a is None or b is None:
        return None
    if fold(a) == fold(b):
        return True
    a_offices, a_fields = _understood(a)
    b_offices, b_fields = _understood(b)
    if (a_offices and b_offices and not a_offices & b_offices) or (a_fields and b_fields and not a_fields & b_fields):
        return False
    if a_offices & b_offices or a_fields & b_fields:
        return True
    return None


_MANY = frozenset({"head", "vice president", "scientist", "engineer", "designer", "board"})
"""Offices of which a company has many: shared, they make no one post of two."""

_ANYBODY = re.compile(
    r"(?:(?:top|senior|former|leading|ex) ?)?"
    r"(?:executive|manager|engineer|researcher|scientist|designer|employee|staffer|leader|head|vice president|vp|board member|"
    r"fuhrungskraft|spitzenmanager|ingenieur|forscher|entwickler|mitarbeiter|leiter)(?:innen|in|en|e|s)?"
)
"""Words that tell what somebody is and not which post they have."""


def one_post(a: str, b: str) -> bool:
    """Whether two roles surely are one post of a company: the same words, the same field, or an office it has once.

    "Head of cars" and "to lead one of the largest firms" share that somebody is head, which is no post.
    """
    if fold(a) == fold(b):
        return _ANYBODY.fullmatch(fold(a)) is None
    (a_offices, a_fields), (b_offices, b_fields) = _understood(a), _understood(b)
    return alike(a, b) is True and bool(a_fields & b_fields or (a_offices & b_offices) - _MANY)


@lru_cache(maxsize=8192)
def _understood(role: str) -> tuple[frozenset[str], frozenset[str]]:
    folded = fold(role)
    offices = {office for office, stems in _OFFICES.items() if re.search(stems, folded)}
    fields = {field for field, stems in _FIELDS.items() if re.search(stems, folded)}
    for office in offices & _CHIEFS_FIELDS.keys():
        fields.add(_CHIEFS_FIELDS[office])
        # The finance chief may also be called head of finance or board member for finance.
        offices = offices | {"head"}
    if len(offices) > 1:
        offices.discard("board")
    return frozenset(offices), frozenset(fields)
