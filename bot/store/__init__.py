"""All that is kept, by noun: feeds, articles, stories, people, deliveries, judgements, leases.

In: words of the house. Out: words of the house; rows never leave. It must never decide anything.
"""

from sqlite3 import Connection

from bot.store.database import Database, portions

__all__ = ["Connection", "Database", "portions"]
