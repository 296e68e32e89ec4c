"""News searches that answer with a feed: one query a company.

Comes in: a company and a language. Goes out: a feed to ask. Pure. The answer is RSS with the publisher in `<source>`
and behind the title; links and guids change at every fetch, which `articles` knows. Must never promise direct links.
"""

from __future__ import annotations

from urllib.parse import urlencode

from bot.model import Company, Feed, Tier

HOST = "news.google.com"

MOST_NAMES = 4
"""Names of a company in one query; long queries are cut by the services."""

_COUNTRIES = {"en": "US", "de": "DE", "fr": "FR", "es": "ES", "it": "IT"}
# Words one of which stands in nearly every headline on a move; longer lists bring no more (queries of public projects).
_WORDS = {
    "en": 'CEO OR CFO OR "chief executive" OR appoints OR names OR hires OR joins OR leaves OR departs OR "steps down"',
    "de": "Vorstand OR Vorstandschef OR Geschäftsführer OR CEO OR verlässt OR wechselt OR beruft OR ernennt",
}


def question(company: Company, language: str) -> str:
    """A query for moves at a company, in the notation that the services share: quotes, OR, brackets."""
    names = dict.fromkeys((company.name, *company.aliases))
    quoted = [f'"{name}"' for name in names if '"' not in name][:MOST_NAMES]
    either = quoted[0] if len(quoted) == 1 else f"({' OR '.join(quoted)})"
    return f"{either} ({_WORDS.get(language, _WORDS['en'])})"


def feed(company: Company, language: str) -> Feed:
    """The search for a company's moves of the last three days in one language."""
    country = _COUNTRIES.get(language, "US")
    tongue = f"{language}-{country}" if language == "en" else language
    query = {
        "q": f"{question(company, language)} when:3d",
        "hl": tongue,
        "gl": country,
        "ceid": f"{country}:{language}",
    }
    address = f"https://{HOST}/rss/search?{urlencode(query)}"
    return Feed(address, "News search", Tier.AGGREGATOR, language, company=company.name)
