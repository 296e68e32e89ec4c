"""The language of a text, by script, words and the feed's prior."""

from __future__ import annotations

import pytest

from bot import languages


@pytest.mark.parametrize(
    ("text", "prior", "code"),
    [
        ("The company said that it will move to a new office", None, "en"),
        ("Das Unternehmen teilte mit, dass es nicht umzieht", None, "de"),
        ("Konzern streicht Stellen", None, "de"),
        ("Acme cuts jobs", None, "en"),
        ("Acme CEO Ernst Roe steps down", None, "en"),
        ("Acme sales in Europe down 45% in January", None, "en"),
        ("BRIEF-Acme Bancorp Q3 earnings per share", None, "en"),
        ("Acme opens headquarters in El Salvador", None, "en"),
        ("El Salvador bank names chief", None, "en"),
        ("Siemens hires Jane Roe Global CEO", None, "en"),
        ("Fintech appoints Uwe von der Lohmar as chairman", None, "en"),
        ("Uwe von der Lohmar verlässt Siemens", None, "de"),
        ("Siemens streicht Jobs in Berlin", None, "de"),
        ("Fabrik in Sicht", None, "de"),
        ("Bosch meldet Personalabbau per Brief", None, "de"),
        ("Acme freezes hiring in non-critical areas", None, "en"),
        ("Le groupe a annoncé le départ de son directeur général", None, "fr"),
        ("La empresa anuncia la salida de su director general", None, "es"),
        ("公司宣布任命新的首席执行官", None, "zh"),
        ("会社は新しい社長を発表した", None, "ja"),
        ("Компания назначила нового директора", None, "ru"),
        ("X 2026", "de", "de"),
        ("", None, "en"),
    ],
)
def test_names_the_language(text: str, prior: str | None, code: str) -> None:
    assert languages.guess(text, prior) == code
