"""The forms of French verbs."""

from __future__ import annotations

import pytest

from bot.languages.fr import inflect


@pytest.mark.parametrize(
    ("entry", "active", "passive"),
    [
        ("nommer", {"nomme", "nomment", "nommera", "nommait", "nomma", "nommant", "a également nommé"}, {"nommée"}),
        ("limoger", {"limogeait", "limogea", "limogèrent", "limogeant", "limogerait"}, {"limogés"}),
        ("remplacer", {"remplaça", "remplaçait", "remplacèrent"}, {"remplacé"}),
        ("lever lève", {"lève", "lèvent", "levait"}, {"levé"}),
        ("partir part partent partir partit parti", {"part", "partira", "partait", "partirent"}, {"partie"}),
        ("se|retirer", {"se retire", "se retirera", "s'est retirée", "se sont retirés"}, set()),
        ("s'|attacher_les_services_de", {"s'attache les services de", "s'est attaché les services de"}, set()),
        ("prendre_la_tête prend prennent prendr prit pris", {"prend la tête", "prendra la tête"}, {"pris la tête"}),
    ],
)
def test_inflects_a_verb_from_its_entry(entry: str, active: set[str], passive: set[str]) -> None:
    forms = inflect(entry)
    assert active <= set(forms.active)
    assert passive <= set(forms.passives)
    assert not set(forms.active) & passive
