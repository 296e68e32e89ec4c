"""The second flow: stories that changed become alerts, alerts go into the outbox, the outbox goes to the chat.

    story -believe-> moves -decide-> alert -enqueue-> delivery -post-> chat

In: the database, the channels, the chat as plain callables, and the time as a callable. Out: counts. It must never post
from memory, never post what is not in the outbox, and never send anything whose last attempt may have succeeded before
looking it up: the row says "posting" on disk before the request leaves.
"""

from bot.deliver.deciding import decide
from bot.deliver.digesting import digest
from bot.deliver.folding import folded
from bot.deliver.sending import due, send
from bot.deliver.values import Chat, Delivered, Notify, Pace

__all__ = ["Chat", "Delivered", "Notify", "Pace", "decide", "digest", "due", "folded", "send"]
