"""All that is read, and which sources are off."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot import curate
from bot.app.desk import desk_of
from bot.app.reading_list import ReadingList, reading_list
from bot.curate import OPERATOR
from bot.feeds.sources import companies_house, sec
from bot.model import Company, CompanySource, Feed, SourceKind, Tier
from bot.settings import Settings, SlackSettings
from bot.store import Database
from bot.store import feeds as kept_feeds
from tests.builders import MORNING

META = Company("Meta", cik="0001326801")
SAP = Company("SAP", isin="DE0007164600", country="DE")
TESCO = Company("Tesco", companies_house="00445790")
UNTRACKED = Company("Other", cik="1", isin="DE0007164600", companies_house="1", tracked=False)
POST = Feed("https://post.example/feed", "Sample Post")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        config=tmp_path,
        database=tmp_path / "orgwatch.db",
        companies=(META, SAP, TESCO, UNTRACKED),
        feeds=(POST,),
        channels=(),
        slack=SlackSettings(),
        port=3000,
        allow_private_addresses=False,
        contact="desk@post.example",
        tell_days=3,
        retention_days=365,
        companies_house_key="open-sesame",
    )


def listed(settings: Settings, *kinds: SourceKind, language: str = "en") -> ReadingList:
    sources = tuple(CompanySource(kind, language) for kind in kinds)
    return reading_list(replace(settings, company_sources=sources), Database(settings.database))


def test_a_company_that_came_from_a_chat_is_asked_for_like_those_of_the_file(settings: Settings) -> None:
    database = Database(settings.database)
    desk = desk_of(settings, database)
    curate.track(desk, OPERATOR, MORNING, "Mistral AI")
    curate.track(desk, OPERATOR, MORNING, "Other")
    asked = [feed.company for feed in listed(settings, SourceKind.NEWS_SEARCH).asked]
    assert asked == ["Meta", "SAP", "Tesco", "Other", "Mistral AI"]
    curate.untrack(desk, OPERATOR, MORNING, "Mistral AI")
    assert "Mistral AI" not in [feed.company for feed in listed(settings, SourceKind.NEWS_SEARCH).asked]


@pytest.mark.parametrize(
    ("kind", "companies", "tier"),
    [
        (SourceKind.SEC, ["Meta"], Tier.FILING),
        (SourceKind.EQS, ["SAP"], Tier.ISSUER),
        (SourceKind.COMPANIES_HOUSE, ["Tesco"], Tier.FILING),
        (SourceKind.GDELT, ["Meta", "SAP", "Tesco"], Tier.AGGREGATOR),
        (SourceKind.NEWS_SEARCH, ["Meta", "SAP", "Tesco"], Tier.AGGREGATOR),
    ],
)
def test_a_source_is_a_feed_for_each_tracked_company_it_knows(
    settings: Settings, kind: SourceKind, companies: list[str], tier: Tier
) -> None:
    found = listed(settings, kind)
    assert [feed.company for feed in found.asked] == companies
    assert {feed.tier for feed in found.asked} == {tier}
    assert found.off == ()


def test_a_source_that_lacks_something_is_off_with_one_line(settings: Settings) -> None:
    bare = replace(settings, contact="", companies_house_key=None)
    found = listed(bare, SourceKind.SEC, SourceKind.SEC, SourceKind.COMPANIES_HOUSE)
    assert found.asked == ()
    assert found.off == (sec.NO_CONTACT, companies_house.NO_KEY)
    assert "contact" in found.off[0] and "ORGWATCH_COMPANIES_HOUSE_KEY" in found.off[1]


@pytest.mark.parametrize("kind", list(SourceKind))
def test_a_source_without_companies_says_so(settings: Settings, kind: SourceKind) -> None:
    found = listed(replace(settings, companies=(UNTRACKED,)), kind)
    assert found.asked == ()
    assert len(found.off) == 1


def test_a_source_in_two_packs_is_asked_once(settings: Settings) -> None:
    assert len(listed(settings, SourceKind.SEC, SourceKind.SEC).asked) == 1


def test_what_stands_in_the_file_wins_over_what_was_added(settings: Settings) -> None:
    database = Database(settings.database)
    with database.write() as connection:
        kept_feeds.add(connection, replace(POST, publisher="Added Post"), MORNING)
        kept_feeds.add(connection, Feed("https://other.example/feed", "Other Post"), MORNING)
    found = reading_list(settings, database)
    assert [feed.publisher for feed in found.feeds] == ["Sample Post", "Other Post"]


def test_the_key_is_in_no_repr(settings: Settings) -> None:
    assert "open-sesame" not in repr(settings)
