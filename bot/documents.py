"""The answers as JSON documents, exactly as the contract of the command line has them.

In: answers in the words of the house. Out: plain dictionaries. Scripts rely on every key here; more may be added,
nothing may change its meaning. It must never look anything up.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.answer import Explanation
from bot.model import Article, Background, Claim, CompanyProfile, Person, Profile, Source, Tenure, TimelineLine

Json = Mapping[str, object]


def when(moment: datetime | None) -> str | None:
    """A moment as ISO 8601 in UTC."""
    return None if moment is None else moment.isoformat().replace("+00:00", "Z")


def claim(value: Claim) -> Json:
    """A claim; absent values are null."""
    return {
        "kind": value.kind,
        "person": value.person,
        "org": value.org,
        "from_org": value.from_org,
        "to_org": value.to_org,
        "role": value.role,
        "status": value.status,
        "confidence": round(value.confidence, 3),
        "quote": value.quote,
        "rule": value.rule,
        "attribution": value.attribution,
        "tenure": [tenure(said) for said in value.tenure],
    }


def tenure(value: Tenure) -> Json:
    """How long somebody had been there who leaves, in the article's words and in days; null where it has no end."""
    least, most = value.days
    return {
        "said": value.said,
        "least_days": round(least, 1),
        "most_days": None if most == float("inf") else round(most, 1),
        "in_post": value.in_post,
    }


def article(value: Article) -> Json:
    """An article without its text."""
    return {
        "url": value.url,
        "title": value.title,
        "publisher": value.publisher,
        "tier": value.tier,
        "lang": value.language,
        "date": when(value.published),
        "seen": when(value.seen),
    }


def timeline_line(line: TimelineLine, with_person: bool = False) -> Json:
    """A line of a timeline, with its sources; with the person where the document is about a company."""
    document: dict[str, object] = {"person": line.person} if with_person else {}
    document.update(
        date=when(line.date),
        kind=line.kind,
        from_org=line.from_org,
        to_org=line.to_org,
        role=line.role,
        status=line.status,
        sources=[
            {"url": source.url, "publisher": source.publisher, "lang": source.language, "date": when(source.date)}
            for source in line.sources
        ],
        differences=list(line.differences),
        tenure=None if line.tenure is None else tenure(line.tenure),
    )
    return document


def profile(value: Profile) -> Json:
    """A person; or, where the name means several, their names as candidates and the rest empty."""
    current = value.current
    return {
        "name": value.name,
        "aliases": list(value.aliases),
        "current": None
        if current is None
        else {"org": current.org, "role": current.role, "since": when(current.since), "status": current.status},
        "timeline": [timeline_line(line) for line in value.timeline],
        "open_rumours": [timeline_line(line) for line in value.open_rumours],
        "candidates": [candidate(person) for person in value.candidates],
        "beside": list(value.beside),
        "latest": [headline(source) for source in value.latest],
        "background": [background(line) for line in value.background],
    }


def headline(source: Source) -> Json:
    """An article by its title."""
    return {
        "title": source.title,
        "url": source.url,
        "publisher": source.publisher,
        "lang": source.language,
        "date": when(source.date),
    }


def background(line: Background) -> Json:
    """A line from Wikidata; `since` and `until` are as exact as they are known."""
    return {
        "fact": line.fact,
        "value": line.value,
        "since": line.since,
        "until": line.until,
        "source": "Wikidata",
        "license": "CC0",
        "url": line.url,
    }


def candidate(person: Person) -> Json:
    """One of several people whom a name may mean."""
    return {"name": person.name, "aliases": list(person.aliases), "companies": list(person.companies)}


def company(value: CompanyProfile) -> Json:
    """A company, as /whois COMPANY answers."""
    return {
        "company": value.company,
        "leaders": [timeline_line(line, with_person=True) for line in value.leaders],
        "in": [timeline_line(line, with_person=True) for line in value.arrivals],
        "out": [timeline_line(line, with_person=True) for line in value.departures],
        "background": [background(line) for line in value.background],
    }


def moves(value: CompanyProfile) -> Json:
    """Who came and went over a span of days, as /moves COMPANY answers."""
    return {
        "company": value.company,
        "days": value.days,
        "in": [timeline_line(line, with_person=True) for line in value.arrivals],
        "out": [timeline_line(line, with_person=True) for line in value.departures],
        "net": [{"org": org, "in": came, "out": went} for org, came, went in value.net],
    }


def explanation(value: Explanation) -> Json:
    """The whole way of one article or story."""
    return {
        "article": None if value.article is None else article(value.article),
        "claims": [
            {**claim(made), "article": source.url, "reason": reason}
            for (made, source), reason in zip(value.claims, value.reasons, strict=True)
        ],
        "story": value.story,
        "alerts": [{"channel": channel, "outcome": outcome, "reason": why} for channel, outcome, why in value.alerts],
    }
