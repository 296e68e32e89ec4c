"""What people set from a chat: subscriptions, channels' settings, companies, wishes, mutes; and who set what, when.

In: values of the house, inside the caller's transaction. Out: the same. The audit log is only ever added to; its newest
number tells whether anything was changed. It must never decide who may change what.
"""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime

from bot.model import (
    Action,
    Change,
    ChannelSetting,
    Company,
    Mute,
    Origin,
    Reach,
    Subject,
    Subscription,
    WideWish,
    Wish,
)
from bot.store.database import Database, known_moment, moment, seconds
from bot.store.payload import decode, encode


def log(connection: sqlite3.Connection, action: Action, said: str, by: str, now: datetime) -> None:
    """Write down who changed what."""
    connection.execute(
        "insert into changes (at, by_whom, action, said) values (?, ?, ?, ?)", (seconds(now), by, action, said)
    )


def changes(database: Database, limit: int) -> tuple[Change, ...]:
    """The newest changes, newest first."""
    rows = database.connection().execute("select * from changes order by id desc limit ?", (limit,))
    return tuple(
        Change(row["id"], known_moment(row["at"]), row["by_whom"], Action(row["action"]), row["said"]) for row in rows
    )


def version(database: Database) -> int:
    """A number that grows with every change."""
    return int(database.connection().execute("select coalesce(max(id), 0) from changes").fetchone()[0])


def add_subscription(connection: sqlite3.Connection, subscription: Subscription, name: str) -> int:
    """Remember one; returns its number. `name` is what people call the channel."""
    cursor = connection.execute(
        "insert into subscriptions (channel, name, companies, wish, digest, by_whom, at) values (?, ?, ?, ?, ?, ?, ?)",
        (
            subscription.channel, name, json.dumps(sorted(subscription.companies)), encode(subscription.wish),
            subscription.digest, subscription.by, seconds(subscription.at),
        ),
    )  # fmt: skip
    assert cursor.lastrowid is not None  # an insert that did not raise has a row
    return cursor.lastrowid


def change_subscription(connection: sqlite3.Connection, subscription: Subscription) -> None:
    """Let the one of this number ask for something else."""
    connection.execute(
        "update subscriptions set companies = ?, wish = ?, digest = ?, by_whom = ?, at = ? where id = ?",
        (
            json.dumps(sorted(subscription.companies)), encode(subscription.wish), subscription.digest,
            subscription.by, seconds(subscription.at), subscription.number,
        ),
    )  # fmt: skip


def drop_subscription(connection: sqlite3.Connection, number: int) -> None:
    """Forget one."""
    connection.execute("delete from subscriptions where id = ?", (number,))


def subscriptions(database: Database) -> tuple[Subscription, ...]:
    """All of them, oldest first."""
    rows = database.connection().execute("select * from subscriptions order by id")
    return tuple(
        Subscription(
            channel=row["channel"],
            companies=frozenset(json.loads(row["companies"])),
            wish=decode(row["wish"], Wish),
            digest=bool(row["digest"]),
            origin=Origin.CHAT,
            number=row["id"],
            by=row["by_whom"],
            at=known_moment(row["at"]),
        )
        for row in rows
    )


def write_setting(connection: sqlite3.Connection, setting: ChannelSetting) -> None:
    """Remember how a channel is to be addressed, in place of what was remembered."""
    connection.execute(
        "insert or replace into channel_settings (channel, payload) values (?, ?)", (setting.id, encode(setting))
    )


def settings(database: Database) -> tuple[ChannelSetting, ...]:
    """How channels are to be addressed."""
    rows = database.connection().execute("select payload from channel_settings order by channel")
    return tuple(decode(row[0], ChannelSetting) for row in rows)


def write_company(connection: sqlite3.Connection, company: Company) -> None:
    """Remember a company that is to be tracked, or that is known and not tracked any more."""
    connection.execute(
        "insert or replace into companies (name, payload) values (?, ?)", (company.name, encode(company))
    )


def companies(database: Database) -> tuple[Company, ...]:
    """The companies that a chat brought."""
    rows = database.connection().execute("select payload from companies order by name")
    return tuple(decode(row[0], Company) for row in rows)


def write_wish(connection: sqlite3.Connection, wide: WideWish) -> None:
    """Remember a wish for all, for a pack or for a company, in place of the one before."""
    connection.execute(
        "insert or replace into wishes (reach, name, wish) values (?, ?, ?)",
        (wide.reach, wide.name, encode(wide.wish)),
    )


def drop_wish(connection: sqlite3.Connection, reach: Reach, name: str) -> None:
    """Forget one."""
    connection.execute("delete from wishes where reach = ? and name = ?", (reach, name))


def wishes(database: Database) -> tuple[WideWish, ...]:
    """The wishes that reach further than one channel."""
    rows = database.connection().execute("select * from wishes order by reach, name")
    return tuple(WideWish(Reach(row["reach"]), row["name"], decode(row["wish"], Wish), Origin.CHAT) for row in rows)


def add_mute(connection: sqlite3.Connection, mute: Mute) -> int:
    """Remember one; returns its number."""
    cursor = connection.execute(
        "insert into mutes (subject, name, channel, until, by_whom, at) values (?, ?, ?, ?, ?, ?)",
        (mute.subject, mute.name, mute.channel, seconds(mute.until), mute.by, seconds(mute.at)),
    )
    assert cursor.lastrowid is not None  # an insert that did not raise has a row
    return cursor.lastrowid


def drop_mute(connection: sqlite3.Connection, number: int) -> None:
    """Forget one."""
    connection.execute("delete from mutes where id = ?", (number,))


def expire_mutes(database: Database, now: datetime) -> int:
    """Forget those that are over: they may name a person. Returns how many."""
    with database.write() as connection:
        return connection.execute("delete from mutes where until <= ?", (seconds(now),)).rowcount


def mutes(database: Database) -> tuple[Mute, ...]:
    """All of them, those that are over, too; oldest first."""
    rows = database.connection().execute("select * from mutes order by id")
    return tuple(
        Mute(
            subject=Subject(row["subject"]),
            name=row["name"],
            channel=row["channel"],
            until=moment(row["until"]),
            number=row["id"],
            by=row["by_whom"],
            at=known_moment(row["at"]),
        )
        for row in rows
    )
