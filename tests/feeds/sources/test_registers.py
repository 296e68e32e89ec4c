"""Companies House and EQS in their published form, with invented people and companies."""

import json
from datetime import UTC, datetime
from typing import Any, ClassVar

from bot.feeds import sources
from bot.feeds.sources import companies_house, eqs
from bot.feeds.values import Parsed, Reply, Request
from bot.model import Company, Feed, Tier


def read(feed: Feed, body: object, known: frozenset[bytes] = frozenset()) -> Parsed:
    return sources.read(Reply(feed.url, 200, json.dumps(body).encode(), "application/json"), feed, known)


class TestCompaniesHouse:
    feed = companies_house.feed(Company("Sample plc"), "1234567")
    officers: ClassVar[dict[str, Any]] = {
        "kind": "officer-list", "items_per_page": 35, "total_results": 4,
        "links": {"self": "/company/01234567/officers"},
        "items": [
            {
                "name": "SAMPLE-O'NEIL, Ada Mary", "officer_role": "director", "appointed_on": "2025-09-01",
                "nationality": "British", "country_of_residence": "Wales", "date_of_birth": {"month": 3, "year": 1968},
                "address": {"premises": "1"}, "links": {"officer": {"appointments": "/officers/abc/appointments"}},
            },
            {"name": "DOE, Ben", "officer_role": "director", "appointed_on": "2010-01-04", "resigned_on": "2025-08-31"},
            {"name": "SAMPLE NOMINEES LIMITED", "officer_role": "corporate-secretary", "appointed_on": "2010-01-04"},
            {"name": "NOBODY, No", "officer_role": "director"},
        ],
    }  # fmt: skip

    def test_appointments_and_resignations_are_plain_sentences(self) -> None:
        parsed = read(self.feed, self.officers)
        assert [entry.title for entry in parsed.entries] == [
            "Ada Mary Sample-O'Neil was appointed as director of Sample plc",
            "Ben Doe was appointed as director of Sample plc",
            "Ben Doe resigned as director of Sample plc",
        ]
        last = parsed.entries[2]
        assert last.summary == (
            "Ben Doe resigned as director of Sample plc on 31 August 2025, "
            "according to the register of Companies House."
        )
        assert last.published == datetime(2025, 8, 31, tzinfo=UTC)
        assert last.link is not None
        assert last.link.startswith(
            "https://find-and-update.company-information.service.gov.uk/company/01234567/officers#"
        )
        assert len({entry.link for entry in parsed.entries}) == 3

    def test_nothing_private_is_kept(self) -> None:
        kept = str(read(self.feed, self.officers))
        assert not any(word in kept for word in ("1968", "Wales", "British", "premises"))

    def test_a_resignation_is_new_where_the_appointment_was_known(self) -> None:
        before = json.loads(json.dumps(self.officers))
        del before["items"][1]["resigned_on"]
        known = read(self.feed, before).items
        assert [entry.title for entry in read(self.feed, self.officers, known).entries] == [
            "Ben Doe resigned as director of Sample plc"
        ]

    def test_the_key_goes_as_the_user_name(self) -> None:
        request = companies_house.with_key(Request(self.feed.url), "key")
        assert request.headers == (("Authorization", "Basic a2V5Og=="),)
        assert (self.feed.tier, sources.least_interval(self.feed).days) == (Tier.FILING, 1)

    def test_another_answer_is_told(self) -> None:
        answers: list[object] = [{"error": "Invalid Authorization"}, [], {"items": None}]
        for body in answers:
            assert read(self.feed, body).problem == "Companies House answers, but not with a list of officers."


class TestEqs:
    found = eqs.feed(Company("Sample"), "DE0001234565")
    notices: ClassVar[dict[str, Any]] = {
        "status": 200,
        "records": [
            {
                "id": "0a1b_de", "headline": "Änderung im Vorstand", "category": "Ad-hoc", "categoryCode": "adhoc",
                "companyName": "Sample AG", "isin": "DE0001234565", "dateUtc": "2025-09-02 06:30:00",
            },
            {"id": "0a1b_en", "headline": "Sample AG: Change in the Board", "categoryCode": "cn", "date": "x"},
            {"id": "0c_de", "headline": "Kauf von Aktien", "categoryCode": "dd", "companyName": "Sample AG"},
            {"id": "0d_de", "categoryCode": "cn"},
            "text",
        ],
    }  # fmt: skip

    def test_notices_are_entries_and_dealings_are_not(self) -> None:
        assert self.found is not None
        parsed = read(self.found, self.notices)
        assert [entry.title for entry in parsed.entries] == [
            "Sample AG: Änderung im Vorstand", "Sample AG: Change in the Board",
        ]  # fmt: skip
        first = parsed.entries[0]
        assert first.link == "https://www.eqs-news.com/news/ad-hoc/nderung-im-vorstand/0a1b_de"
        assert first.published == datetime(2025, 9, 2, 6, 30, tzinfo=UTC)
        assert parsed.entries[1].published is None
        assert read(self.found, self.notices, parsed.items).entries == ()

    def test_only_an_isin_makes_a_feed(self) -> None:
        assert self.found is not None and self.found.tier is Tier.ISSUER
        assert eqs.feed(Company("Sample"), "Sample") is None

    def test_another_answer_is_told(self) -> None:
        assert self.found is not None
        assert read(self.found, {"status": 500}).problem == "EQS answers, but not with a list of notices."
