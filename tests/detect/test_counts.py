"""How many a company hires: in all, by origin, or both; what only stands beside it in the sentence is no count of it."""

from __future__ import annotations

import pytest

from bot.detect import Document, read
from bot.model import Kind


@pytest.mark.parametrize(
    ("title", "counts"),
    [
        ("Tesla plans to hire 3,000 engineers next year", [("3,000", "")]),
        ("Meta hires more than 50 AI specialists", [("more than 50", "")]),
        ("Databricks plans to add 600 jobs in London over three years", [("600", "")]),
        ("In 2026 Infosys will hire 20,000 graduates", [("20,000", "")]),
        ("In the last year, Meta has hired 50 researchers from Apple", [("50", "Apple")]),
        (
            "Meta poaches more than 50 researchers: more than 20 from OpenAI, at least 13 from Google",
            [("more than 50", ""), ("more than 20", "OpenAI"), ("at least 13", "Google")],
        ),
        ("EY to double its headcount in India", []),
        ("Meta wirbt mehr als 50 KI-Fachleute ab", [("mehr als 50", "")]),
        ("Die Bahn stellt rund 900 Lokführer ein", [("rund 900", "")]),
        ("Der Konzern Bosch mit 10.000 Mitarbeitern stellt 200 Ingenieure ein", [("200", "")]),
        ("Der Konzern Bosch mit 10.000 Mitarbeitern stellt knapp 200 Ingenieure ein", [("knapp 200", "")]),
        ("With 70,000 employees, Intel plans to hire 300 engineers", [("300", "")]),
        ("SAP schafft 500 neue Stellen in Berlin, die mit 20 Millionen Euro gefördert werden", [("500", "")]),
        ("Airbus recrute plus de 200 ingénieurs à Toulouse", [("plus de 200", "")]),
    ],
)
def test_a_hiring_says_how_many(title: str, counts: list[tuple[str, str]]) -> None:
    [claim] = [claim for claim in read(Document(title)).claims if claim.kind is Kind.HIRING_PUSH]
    assert list(claim.numbers) == counts
