"""The directory of companies: what counts as a company's name, and what only looks like it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.companies import Directory, tidy
from bot.model import Company

CONFIG = Path(__file__).parents[1] / "config" / "companies.toml"


def shipped() -> list[Company]:
    tables = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["company"]
    return [
        Company(
            name=table["name"],
            aliases=tuple(table.get("aliases", ())),
            units=tuple(table.get("units", ())),
            former=tuple(table.get("former", ())),
            lookalikes=tuple(table.get("lookalikes", ())),
            country=table.get("country"),
            ticker=table.get("ticker"),
            cik=table.get("cik"),
            listed=table.get("listed", True),
        )
        for table in tables
    ]


def whole(company: Company) -> bool:
    """Whether all is said of a company: other names, units, look-alikes, country, and a ticker or CIK unless it has none."""
    numbered = company.ticker or company.cik or not company.listed
    return all((company.aliases, company.units, company.lookalikes, company.country, numbered))


@pytest.fixture(scope="module")
def directory() -> Directory:
    return Directory(shipped())


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Meta", "Meta"),
        ("meta", "Meta"),
        ("META", "Meta"),
        ("Metas", "Meta"),
        ("Meta's", "Meta"),
        ("Meta’s", "Meta"),
        ("Facebook", "Meta"),
        ("Facebooks", "Meta"),
        ("Meta Platforms, Inc.", "Meta"),
        ("Meta Platforms (NASDAQ: META)", "Meta"),
        ("Meta Superintelligence Labs", "Meta"),
        ("Meta's superintelligence lab", "Meta"),
        ("脸书", "Meta"),
        ("Instagram", "Meta"),
        ("Google DeepMind", "Google"),
        ("Alphabet Inc.", "Google"),
        ("Twitter", "X"),
        ("X Corp", "X"),
        ("xAI", "xAI"),
        ("Open AI", "OpenAI"),
        ("$MSFT", "Microsoft"),
        ("NYSE: ORCL", "Oracle"),
        ("VW-Konzern", "Volkswagen"),
        ("der Volkswagen AG", "Volkswagen"),
        ("BMW Group", "BMW"),
        ("Henkel AG & Co. KGaA", "Henkel"),
        ("Deutsche Boerse", "Deutsche Börse"),
        ("Deutsche Börse AG", "Deutsche Börse"),
        ("E.ON SE", "E.ON"),
        ("Siemens", "Siemens"),
        ("Siemens Energy AG", "Siemens Energy"),
        ("Adidas", "Adidas"),
        ("Porsche Automobil Holding SE", "Porsche SE"),
        ("Dr. Ing. h.c. F. Porsche AG", None),
        ("Daimler", "Mercedes-Benz"),
        ("Daimler Truck Holding AG", "Daimler Truck"),
        ("Ebay", "eBay"),
        ("阿里巴巴集团", "Alibaba"),
        ("Supermicro", "Super Micro"),
        ("Apple Bank", None),
        ("Delta Apple", None),
        ("Apple Records", None),
        ("Deutsche Bank Park", None),
        ("Allianz Arena", None),
        ("MSFT", None),
        ("NOW", None),
        ("Scaleway", None),
        ("Merck & Co.", None),
        ("Metaplan", None),
        ("", None),
        ("Inc.", None),
    ],
)
def test_find(directory: Directory, written: str, name: str | None) -> None:
    found = directory.find(written)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("written", "sentence", "name"),
    [
        ("Apple", "Apple loses its design chief to a rival.", "Apple"),
        ("Apple", "The head of the Big Apple Circus leaves.", None),
        ("Apple", "An Apple veteran swaps the Big Apple for Berlin.", "Apple"),
        ("meta", "The author of a meta analysis joins the clinic.", None),
        ("Meta", "Die Autorin einer Meta-Analyse wechselt an die Klinik.", None),
        ("Scale", "The new plant produces at scale.", None),
        ("Scale", "Scale names an interim chief executive.", "Scale AI"),
        ("X", "X loses its chief executive.", "X"),
        ("X", "The designer of the Model X has left.", None),
        ("eBay", "The finance chief of eBay goes.", "eBay"),
        ("xAI", "A founder of xAI leaves.", "xAI"),
        ("Block", "Shots near a city Block.", None),
        ("Amazon", "The Amazon rainforest has a new advocate.", None),
    ],
)
def test_lookalikes_in_a_sentence(directory: Directory, written: str, sentence: str, name: str | None) -> None:
    found = directory.find(written, sentence)
    assert (found.name if found else None) == name


def test_own_name_comes_before_anothers_unit() -> None:
    directory = Directory([Company("Parent", units=("Daughter",)), Company("Daughter")])
    assert directory.name("Daughter") == "Daughter"


def test_name_same_key_and_tracked() -> None:
    directory = Directory([Company("Meta", former=("Facebook",)), Company("Quiet", tracked=False)])
    assert directory.name("Facebook") == "Meta"
    assert directory.name("Sample  Works GmbH") == "Sample Works"
    assert directory.same("Facebook Inc", "Meta")
    assert directory.same("Sample Works GmbH", "sample works")
    assert not directory.same("Sample Works", "Meta")
    assert directory.key("Facebook") == directory.key("META")
    assert directory.tracked("Facebook")
    assert not directory.tracked("Quiet")
    assert not directory.tracked("Sample Works")


def test_tidy() -> None:
    assert tidy("Figma, Inc.") == "Figma"
    assert tidy("Muster GmbH & Co. KG") == "Muster"
    assert tidy("Sample’s") == "Sample"
    assert tidy("AG") == "AG"


@given(st.text(max_size=40))
def test_any_text_is_looked_up_without_a_hitch(text: str) -> None:
    directory = Directory([Company("Meta", ticker="META")])
    assert directory.key(directory.name(text)) == directory.key(text)


def test_shipped_companies_are_enough_and_unambiguous() -> None:
    companies = shipped()
    assert sum(map(whole, companies)) >= 60
    owners: dict[str, str] = {}
    for company in companies:
        for name in (company.name, *company.aliases, *company.former, *company.units):
            assert owners.setdefault(name.casefold(), company.name) == company.name
    directory = Directory(companies)
    for company in companies:
        for name in (company.name, *company.aliases, *company.former, *company.units):
            assert directory.name(name) == company.name, name
        for phrase in company.lookalikes:
            assert directory.find(phrase) != company, phrase
    assert len({company.ticker for company in companies if company.ticker}) == sum(bool(c.ticker) for c in companies)
