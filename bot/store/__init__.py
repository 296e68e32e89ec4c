"""All that is kept, by noun: feeds, articles, stories, people, deliveries, judgements, leases.

In: words of the house. Out: words of the house; rows never leave. It must never decide anything.
"""

from bot.store.database import Database

__all__ = ["Database"]
