"""Background on a person or a company from Wikidata, whose data are CC0 (public domain).

In: a name, the companies it is known with, and a door that answers one address with JSON. Out: lines of background, or
None where Wikidata did not answer. Pure but for the door. It must never take another human of the same name: an item
counts only if its label or one of its aliases is the same name, and of several humans, or under a name that many bear,
only one whose employer is known here. Most people in our news have no item; then there is no line.

Three questions a name: which items have it (`wbsearchentities`), what they say (`wbgetentities`), and what the items
are called that they speak of (`wbgetentities` again, 50 at a time as the service allows). One after the other, with
`maxlag`, as the service asks of programs: https://www.wikidata.org/wiki/Wikidata:Data_access
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any
from urllib.parse import urlencode

from pydantic import BaseModel, BeforeValidator, ValidationError

from bot import names
from bot.companies import Directory
from bot.model import Background, Fact
from bot.names import Likeness

Ask = Callable[[str], bytes | None]
"""Answers an address with what stands there; None where that cannot be had now."""

MOST_LINES = 6
_MOST_ITEMS = 5
_MOST_IDS = 50
_HUMAN = "Q5"
_OF_A_PERSON = {"P39": Fact.POSITION, "P108": Fact.EMPLOYER}
_OF_A_COMPANY = {"P169": Fact.CHIEF_EXECUTIVE, "P488": Fact.CHAIR}
_INSTANCE_OF, _START, _END = "P31", "P580", "P582"
_YEAR, _MONTH = 9, 10
"""Precisions of a time: "+2019-00-00T00:00:00Z" with 9 is the year 2019, with 10 a month."""


def _only(*wanted: str) -> BeforeValidator:
    """Of a map by property only these: others hold values of other shapes. An empty map is written as a list."""
    return BeforeValidator(
        lambda found: {key: found[key] for key in wanted if key in found} if isinstance(found, dict) else {}
    )


_OR_NONE = BeforeValidator(lambda found: found or {})


class _Text(BaseModel):
    value: str


class _Value(BaseModel):
    id: str | None = None
    time: str = ""
    precision: int = 0


class _DataValue(BaseModel):
    value: _Value


class _Snak(BaseModel):
    """`datavalue` is missing where the value is unknown or there is none."""

    datavalue: _DataValue | None = None

    @property
    def value(self) -> _Value:
        return self.datavalue.value if self.datavalue else _Value()


class _Statement(BaseModel):
    mainsnak: _Snak
    rank: str = "normal"
    qualifiers: Annotated[dict[str, list[_Snak]], _only(_START, _END)] = {}


class _Item(BaseModel):
    id: str
    labels: Annotated[dict[str, _Text], _OR_NONE] = {}
    aliases: Annotated[dict[str, list[_Text]], _OR_NONE] = {}
    claims: Annotated[dict[str, list[_Statement]], _only(_INSTANCE_OF, *_OF_A_PERSON, *_OF_A_COMPANY)] = {}

    @property
    def names(self) -> list[str]:
        """The English label, other labels, then all aliases."""
        first = [self.labels[code].value for code in ("en", "de") if code in self.labels]
        others = [label.value for label in self.labels.values()]
        aliases = [alias.value for found in self.aliases.values() for alias in found]
        return list(dict.fromkeys((*first, *others, *aliases)))

    def statements(self, claim: str) -> list[_Statement]:
        """What is said under a property, what editors have given up left out."""
        return [one for one in self.claims.get(claim, ()) if one.rank != "deprecated"]

    def values(self, claim: str) -> list[str]:
        """The items that a property points to."""
        return [one.mainsnak.value.id for one in self.statements(claim) if one.mainsnak.value.id]


class _Hit(BaseModel):
    id: str


class _Answer(BaseModel):
    """Of either question. `error` says why there is none: the service is behind, or asked too often."""

    error: dict[str, Any] | None = None
    search: list[_Hit] = []
    entities: dict[str, Any] = {}


class _NoAnswer(Exception):
    """Wikidata cannot be asked now."""


def of_person(
    name: str, companies: Iterable[str], ask: Ask, base: str, directory: Directory
) -> tuple[Background, ...] | None:
    """What Wikidata says of a human. `companies` are those where the house has seen them; `base` is the API's address."""
    try:
        items = _items(name, ask, base)
        humans = [item for item in items if _HUMAN in item.values(_INSTANCE_OF) and _is_called(item, name)]
        labels = _labels(humans, _OF_A_PERSON, ask, base)
    except _NoAnswer:
        return None
    known = [item for item in humans if _employed(item, labels, companies, directory)]
    if len(known) == 1:
        return _lines(known[0], _OF_A_PERSON, labels)
    if len(humans) == 1 and not names.common(name):
        return _lines(humans[0], _OF_A_PERSON, labels)
    return ()


def of_company(name: str, ask: Ask, base: str, directory: Directory) -> tuple[Background, ...] | None:
    """What Wikidata says of who leads a company today."""
    try:
        firms = [
            item
            for item in _items(name, ask, base)
            if any(item.statements(claim) for claim in _OF_A_COMPANY)
            and any(directory.same(label, name) for label in item.names)
        ][:1]
        labels = _labels(firms, _OF_A_COMPANY, ask, base)
    except _NoAnswer:
        return None
    return tuple(line for item in firms for line in _lines(item, _OF_A_COMPANY, labels) if line.until is None)


def _items(name: str, ask: Ask, base: str) -> list[_Item]:
    """The items that a name may mean, with all they say; the likeliest first."""
    query = {"action": "wbsearchentities", "search": name, "language": "en", "type": "item", "limit": _MOST_ITEMS}
    ids = [hit.id for hit in _answer(query, ask, base).search][:_MOST_ITEMS]
    entities = _entities(ids, "labels|aliases|claims", ask, base)
    return [entities[number] for number in ids if number in entities]


def _entities(ids: Iterable[str], props: str, ask: Ask, base: str) -> dict[str, _Item]:
    wanted = list(dict.fromkeys(ids))
    found: dict[str, _Item] = {}
    for at in range(0, len(wanted), _MOST_IDS):
        query = {"action": "wbgetentities", "ids": "|".join(wanted[at : at + _MOST_IDS]), "props": props}
        for number, item in _answer(query, ask, base).entities.items():
            try:
                found[number] = _Item.model_validate(item)
            except ValidationError:
                continue  # an item of another shape than the documented one says nothing to us
    return found


def _answer(query: Mapping[str, object], ask: Ask, base: str) -> _Answer:
    body = ask(f"{base}?{urlencode({**query, 'format': 'json', 'maxlag': 5})}")
    if body is None:
        raise _NoAnswer
    try:
        answer = _Answer.model_validate_json(body)
    except ValidationError as error:
        raise _NoAnswer from error
    if answer.error is not None:
        raise _NoAnswer
    return answer


def _labels(items: Iterable[_Item], facts: Iterable[str], ask: Ask, base: str) -> dict[str, str]:
    """What the items that these speak of are called, in English if they have an English name."""
    spoken_of = [number for item in items for claim in facts for number in item.values(claim)]
    return {number: item.names[0] for number, item in _entities(spoken_of, "labels", ask, base).items() if item.names}


def _is_called(item: _Item, name: str) -> bool:
    return any(names.compare(name, label) is Likeness.SAME for label in item.names)


def _employed(item: _Item, labels: Mapping[str, str], companies: Iterable[str], directory: Directory) -> bool:
    employers = [labels[number] for number in item.values("P108") if number in labels]
    return any(directory.same(employer, company) for employer in employers for company in companies)


def _lines(item: _Item, facts: Mapping[str, Fact], labels: Mapping[str, str]) -> tuple[Background, ...]:
    """What holds today first, then what ended last."""
    lines = [
        Background(
            fact, labels[number], f"https://www.wikidata.org/wiki/{item.id}", _time(one, _START), _time(one, _END)
        )
        for claim, fact in facts.items()
        for one in item.statements(claim)
        if (number := one.mainsnak.value.id) is not None and number in labels
    ]
    lines.sort(key=lambda line: line.until or line.since or "", reverse=True)
    return tuple(sorted(lines, key=lambda line: line.until is not None)[:MOST_LINES])


def _time(statement: _Statement, qualifier: str) -> str | None:
    """A qualifier's time as exact as it is known; None where there is none."""
    for snak in statement.qualifiers.get(qualifier, ()):
        if snak.value.precision >= _YEAR:
            return snak.value.time.lstrip("+")[: {_YEAR: 4, _MONTH: 7}.get(snak.value.precision, 10)]
    return None
