"""A Wikidata with a few items of our own, which answers in the documented form of its API.

`wbsearchentities` finds an item by any of its names, `wbgetentities` gives what was asked for of each. Empty maps are
written as lists, as the real one does. `refuse` makes it answer as when it is behind.
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

Json = dict[str, Any]


@dataclass
class Wikidata:
    """`with Wikidata() as wikidata:` serves at `url`; `answer` is the same without a wire."""

    items: dict[str, Json] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    refuse: bool = False

    def item(self, number: str, *names: str, **claims: list[Json]) -> None:
        """An item with a label, aliases and statements by property."""
        first, *others = names
        self.items[number] = {
            "type": "item",
            "id": number,
            "labels": {"en": {"language": "en", "value": first}},
            "aliases": {"en": [{"language": "en", "value": other} for other in others]} if others else [],
            "claims": claims or [],
        }

    def answer(self, address: str) -> bytes:
        """What stands at an address of the API."""
        query = {key: values[0] for key, values in parse_qs(urlsplit(address).query).items()}
        self.asked.append(query["action"])
        if self.refuse:
            return _bytes({"error": {"code": "maxlag", "info": "Waiting for a server: 8 seconds lagged", "lag": 8}})
        if query["action"] == "wbsearchentities":
            wanted = query["search"].casefold()
            hits = [
                {"id": number, "title": number, "label": item["labels"]["en"]["value"], "match": {"type": "label"}}
                for number, item in self.items.items()
                if any(wanted == name.casefold() for name in _names(item))
            ]
            return _bytes({"searchinfo": {"search": query["search"]}, "search": hits, "success": 1})
        props = query["props"].split("|")
        entities = {
            number: {key: value for key, value in self.items[number].items() if key in ("type", "id", *props)}
            if number in self.items
            else {"id": number, "missing": ""}
            for number in query["ids"].split("|")
        }
        return _bytes({"entities": entities, "success": 1})

    def __enter__(self) -> Self:
        wikidata = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = wikidata.answer(self.path)
                self.send_response(200)
                self.send_header("Content-Type", "application/json; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/w/api.php"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def to(number: str | None, since: str | None = None, until: str | None = None, rank: str = "normal") -> Json:
    """A statement that points to an item (None: to nobody knows which), with its qualifiers."""
    times = {"P580": since, "P582": until}
    qualifiers: Json = {name: [_time(time)] for name, time in times.items() if time}
    qualifiers["P1545"] = [{"snaktype": "value", "datavalue": {"value": "2", "type": "string"}}]
    return {"mainsnak": _snak(number), "type": "statement", "rank": rank, "qualifiers": qualifiers}


def _snak(number: str | None) -> Json:
    if number is None:
        return {"snaktype": "somevalue", "property": "P0"}
    value = {"entity-type": "item", "numeric-id": int(number[1:]), "id": number}
    return {"snaktype": "value", "property": "P0", "datavalue": {"value": value, "type": "wikibase-entityid"}}


def _time(written: str) -> Json:
    """ "2019", "2019-05" or "2019-05-02" as the service writes it."""
    precision = {4: 9, 7: 10, 10: 11}[len(written)]
    padded = written + "-00-00"[: 3 * (11 - precision)]
    value = {"time": f"+{padded}T00:00:00Z", "timezone": 0, "before": 0, "after": 0, "precision": precision}
    return {"snaktype": "value", "datavalue": {"value": value, "type": "time"}}


def _names(item: Json) -> list[str]:
    aliases = item["aliases"]["en"] if item["aliases"] else []
    return [item["labels"]["en"]["value"], *(alias["value"] for alias in aliases)]


def _bytes(document: Json) -> bytes:
    return json.dumps(document).encode()
