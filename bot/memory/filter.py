"""Keeps out of the memory whoever was forgotten: the next poll must not bring them back.

In: an article and what it claims. Out: the same without those people; an article that named one keeps neither its words
nor its address. It must never look at a name in the clear: it compares one-way keys.
"""

from __future__ import annotations

from dataclasses import replace

from bot import names, urls
from bot.model import Article, Reading
from bot.store import Connection, Database, forgotten

STRIPPED = "forgotten:"
"""How the key of an article begins whose own may have spelled a name."""


def host_of(url: str) -> str:
    """The front page of the site that published it; the rest of an address often spells a name."""
    host = urls.host(url)
    return f"https://{host}/" if host else ""


class Filter:
    """Made for one transaction. Most houses have forgotten nobody, and then it costs one look."""

    def __init__(self, database: Database, connection: Connection) -> None:
        self._sealed = forgotten.sealed(database)
        self._salt = forgotten.salt(connection) if self._sealed else ""
        self._connection = connection

    def clean(self, article: Article, reading: Reading) -> tuple[Article, Reading]:
        """The article and what it claims, without those people. Call it before the article is stored."""
        if not self._sealed:
            return article, reading
        kept = tuple(claim for claim in reading.claims if claim.person is None or not self._knows(claim.person))
        if len(kept) == len(reading.claims):
            return article, reading
        mark = forgotten.seal(self._salt, article.key)
        forgotten.add(self._connection, [mark])
        stripped = replace(article, key=STRIPPED + mark.hex(), url=host_of(article.url), title="", summary="", text="")
        return stripped, replace(reading, claims=tuple(replace(claim, quote="", attribution=None) for claim in kept))

    def _knows(self, name: str) -> bool:
        return forgotten.seal(self._salt, names.person_key(name)) in self._sealed
