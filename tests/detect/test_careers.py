"""Whom a long text means: members of a group, a name given twice by mistake, careers told by stages."""

from __future__ import annotations

import pytest

from bot.detect import Document, read
from bot.model import Claim, ClaimStatus, Kind

GROUP = (
    "Mindestens drei Entwickler haben Bosch verlassen. "
    "Zwei von ihnen kehrten zu Siemens zurück, nachdem sie nur wenige Wochen bei Bosch gearbeitet hatten. "
)
NAMED = "Petra Lang begann ihre Laufbahn in Köln. Uwe Hahn trat seine Stelle nie richtig an. "
THIRD = "Es gibt einen dritten Entwickler, Jan Kolberg, der nach Wien zieht."


def news(text: str, title: str = "Unruhe bei Bosch") -> list[Claim]:
    return [claim for claim in read(Document(title, "", text, language="de")).claims if not claim.past]


def test_names_behind_a_counted_group_are_its_members() -> None:
    moves = {c.person: (c.from_org, c.to_org) for c in news(GROUP + NAMED + THIRD) if c.kind is Kind.MOVE}
    assert moves == {"Petra Lang": ("Bosch", "Siemens"), "Uwe Hahn": ("Bosch", "Siemens")}


@pytest.mark.parametrize("names", ["Petra Lang begann ihre Laufbahn in Köln. ", NAMED + "Ina Vogt schwieg. "])
def test_a_group_that_counts_more_or_fewer_names_nobody(names: str) -> None:
    assert not [c for c in news(GROUP + names) if c.to_org == "Siemens"]


BOTH = (
    "Petra Lang, die seit neun Jahren im Unternehmen tätig war, und Anja Hofer, die seit zehn Jahren im Unternehmen "
    "tätig war, gaben beide ihren Rücktritt bekannt. "
)
TWICE = (
    "Petra Lang wird zu Siemens wechseln, während Petra Lang voraussichtlich als Finanzchefin zum Konzern Miele "
    "wechseln wird."
)


def test_a_name_given_twice_by_mistake_goes_to_who_leaves_beside() -> None:
    text = f"Die langjährigen Beschäftigten von Bosch beginnen zu gehen. {BOTH}{TWICE}"
    found = {c.person: c for c in news(text) if c.to_org in ("Siemens", "Miele")}
    assert {name: c.to_org for name, c in found.items()} == {"Petra Lang": "Siemens", "Anja Hofer": "Miele"}
    assert all(claim.contradicted for claim in found.values())
    assert found["Anja Hofer"].status is ClaimStatus.PLANNED


def test_one_person_with_two_destinations_and_nobody_beside_stays_a_contradiction() -> None:
    found = [c for c in news(TWICE) if c.to_org is not None]
    assert {c.person for c in found} == {"Petra Lang"}
    assert all(c.contradicted for c in found)


def test_a_career_told_by_stages_is_history() -> None:
    text = "Petra Lang arbeitete zu Beginn ihrer Laufbahn bei Siemens, wechselte später zu Miele und dann zu Bosch."
    claims = read(Document("Porträt einer Ingenieurin", "", text, language="de")).claims
    assert [(c.from_org, c.to_org) for c in claims] == [("Siemens", "Miele"), ("Miele", "Bosch")]
    assert all(c.past for c in claims)


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Petra Lang lebt in Wien, was möglicherweise zu ihrem Weggang beigetragen hat.", ClaimStatus.CONFIRMED),
        ("Petra Lang drohte mit ihrem Weggang.", ClaimStatus.PLANNED),
    ],
)
def test_a_hedge_on_the_cause_does_not_hedge_the_leaving(sentence: str, status: ClaimStatus) -> None:
    text = f"Petra Lang leitet seit 2019 die Entwicklung bei Bosch. {sentence}"
    assert [c.status for c in news(text) if c.kind is Kind.DEPARTURE] == [status]


def test_a_product_employs_nobody() -> None:
    claims = news("Meta hat Petra Lang, die Mitbegründerin von ChatGPT, angeworben.", "Meta wirbt um Talente")
    assert [(c.person, c.from_org, c.to_org) for c in claims] == [("Petra Lang", None, "Meta")]
