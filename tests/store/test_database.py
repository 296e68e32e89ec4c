"""The file: opened, migrated, refused in words, written by several at once."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import DatabaseTooNew, DatabaseUnreadable, StoreError
from bot.store import Database, copies, leases
from bot.store.database import SCHEMA_NUMBER
from bot.store.migrations import NUMBER, migrations
from tests.builders import MORNING


def test_the_programs_number_is_the_count_of_migrations(tmp_path: Path) -> None:
    assert SCHEMA_NUMBER == NUMBER == len(migrations._migrations)
    with closing(Database(tmp_path / "a.db")) as database:
        assert database.connection().execute("pragma user_version").fetchone()[0] == NUMBER


def test_a_second_opening_changes_nothing(tmp_path: Path) -> None:
    Database(tmp_path / "a.db").close()
    before = (tmp_path / "a.db").read_bytes()
    Database(tmp_path / "a.db").close()
    assert (tmp_path / "a.db").read_bytes() == before


def test_a_newer_file_is_refused_in_words(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        connection.execute(f"pragma user_version = {NUMBER + 1}")
    with pytest.raises(DatabaseTooNew, match="newer OrgWatch"):
        Database(tmp_path / "a.db")


def test_a_file_that_is_no_database_is_refused_in_words_and_kept(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("Dear diary, " * 1000)
    with pytest.raises(DatabaseUnreadable, match="cannot use the database"):
        Database(tmp_path / "a.db")
    assert (tmp_path / "a.db").read_text().startswith("Dear diary")


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    with closing(Database(tmp_path / "a.db")) as database:
        with pytest.raises(ZeroDivisionError), database.write() as connection:
            connection.execute("insert into facts values ('a', 'b')")
            _ = 1 / 0
        assert database.connection().execute("select count(*) from facts").fetchone()[0] == 0


def test_many_threads_write_without_losing_anything(tmp_path: Path) -> None:
    with closing(Database(tmp_path / "a.db")) as database:

        def write(name: int) -> None:
            for at in range(20):
                with database.write() as connection:
                    connection.execute("insert into facts values (?, '')", (f"{name} {at}",))

        threads = [threading.Thread(target=write, args=(name,)) for name in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert database.connection().execute("select count(*) from facts").fetchone()[0] == 80


def test_a_lease_is_held_by_one_until_it_expires(tmp_path: Path) -> None:
    with closing(Database(tmp_path / "a.db")) as database:
        until = MORNING + timedelta(minutes=1)
        assert leases.take(database, "feed", "one", MORNING, until)
        assert leases.take(database, "feed", "one", MORNING, until)
        assert not leases.take(database, "feed", "two", MORNING, until)
        assert leases.take(database, "feed", "two", until, until + timedelta(minutes=1))
        leases.give_back(database, "two")
        assert leases.take(database, "feed", "one", until, until + timedelta(minutes=1))


def test_the_lease_of_a_dead_process_here_is_free_at_once(tmp_path: Path) -> None:
    with closing(Database(tmp_path / "a.db")) as database:
        until = MORNING + timedelta(minutes=1)
        assert leases.take(database, "feed", "one", MORNING, until)
        with database.write() as connection:
            connection.execute("update leases set pid = 4194304")  # above the kernel's largest process number
        assert leases.take(database, "feed", "two", MORNING, until)


def test_the_lease_of_who_had_our_number_before_us_is_free_at_once(tmp_path: Path) -> None:
    """A container that is restarted in place gives its process the number 1 again."""
    with closing(Database(tmp_path / "a.db")) as database:
        until = MORNING + timedelta(minutes=1)
        assert leases.take(database, "feed", "one", MORNING, until)
        with database.write() as connection:
            connection.execute("update leases set owner = 'who ran before'")
        assert not leases.in_use(tmp_path / "a.db", MORNING)
        assert leases.take(database, "feed", "two", MORNING, until)
        assert leases.in_use(tmp_path / "a.db", MORNING)


def test_a_backup_made_while_writing_is_whole_and_restores(tmp_path: Path) -> None:
    with closing(Database(tmp_path / "a.db")) as database:
        with database.write() as connection:
            connection.execute("insert into facts values ('a', 'then')")
        copies.backup(database, tmp_path / "copy.db", MORNING)
        with database.write() as connection:
            connection.execute("update facts set value = 'now'")
    kept = copies.restore(tmp_path / "copy.db", tmp_path / "a.db", MORNING)
    assert kept is not None
    with closing(Database(tmp_path / "a.db")) as database, closing(Database(kept)) as old:
        assert database.connection().execute("select value from facts").fetchone()[0] == "then"
        assert old.connection().execute("select value from facts").fetchone()[0] == "now"


def test_a_damaged_backup_and_a_running_bot_are_refused(tmp_path: Path) -> None:
    with closing(Database(tmp_path / "a.db")) as database:
        copies.backup(database, tmp_path / "copy.db", MORNING)
        leases.take(database, "feed", "one", MORNING, MORNING + timedelta(minutes=1))
        with pytest.raises(StoreError, match="stop it"):
            copies.restore(tmp_path / "copy.db", tmp_path / "a.db", MORNING)
    (tmp_path / "bad.db").write_bytes(b"SQLite format 3\0" + b"nonsense" * 500)
    with pytest.raises(DatabaseUnreadable):
        copies.restore(tmp_path / "bad.db", tmp_path / "a.db", MORNING)
