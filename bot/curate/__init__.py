"""What people change from a chat or the command line: who is told what and when, whom the bot tracks, what is muted.

In: the database, what the config files set, who changes it, and now. Out: what was changed, and the channels and companies as
they are then. Every change is one transaction together with its line in the audit log. It must never change what a file set
(CannotChange says which), and never let somebody change what they may not (NotAllowed).
"""

from bot.curate.channels import set_digest, set_language, set_quiet, set_zone
from bot.curate.companies import track, untrack
from bot.curate.desk import (
    OPERATOR,
    Desk,
    Editor,
    Effective,
    editor,
    effective,
    known_companies,
    log,
    may,
    require,
    set_by_file,
    version,
)
from bot.curate.feeds import add_feeds, added_feeds, remove_feed
from bot.curate.judging import judge
from bot.curate.mutes import mute, mutes, unmute
from bot.curate.people import forget
from bot.curate.previews import draft, preview
from bot.curate.subscriptions import resubscribe, set_wish, subscribe, told_of, unsubscribe

__all__ = [
    "OPERATOR",
    "Desk",
    "Editor",
    "Effective",
    "add_feeds",
    "added_feeds",
    "draft",
    "editor",
    "effective",
    "forget",
    "judge",
    "known_companies",
    "log",
    "may",
    "mute",
    "mutes",
    "preview",
    "remove_feed",
    "require",
    "resubscribe",
    "set_by_file",
    "set_digest",
    "set_language",
    "set_quiet",
    "set_wish",
    "set_zone",
    "subscribe",
    "told_of",
    "track",
    "unmute",
    "unsubscribe",
    "untrack",
    "version",
]
