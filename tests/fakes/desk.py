"""A desk at which a test changes who is told what: a real database, and files with three companies and one channel."""

from __future__ import annotations

from bot.curate import Desk
from bot.model import (
    ChannelSetting,
    Company,
    Kind,
    Quiet,
    Reach,
    Rights,
    Subscription,
    WideWish,
    Wish,
)
from bot.rules import Choices
from bot.store import Database

FILES = Choices(
    companies=(
        Company("Meta", aliases=("Meta Platforms",), pack="ai"),
        Company("OpenAI", pack="ai"),
        Company("Acme", tracked=False),
    ),
    settings=(ChannelSetting("C1", "moves", language="de", quiet=None),),
    subscriptions=(Subscription("C1", frozenset({"Meta"})),),
    wishes=(WideWish(Reach.PACK, "ai", Wish(kinds=frozenset({Kind.MOVE, Kind.DEPARTURE}))),),
)


def desk(database: Database, quiet: Quiet | None = None, rights: Rights | None = None) -> Desk:
    """The desk; `quiet` are the quiet hours that the file sets for its channel."""
    [setting] = FILES.settings
    settings = (ChannelSetting(setting.id, setting.name, setting.language, quiet=quiet),)
    files = Choices(FILES.companies, settings, FILES.subscriptions, FILES.wishes)
    return Desk(database, files, rights or Rights())
