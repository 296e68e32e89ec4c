"""`orgwatch feeds`, as it is typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import commands
from bot.errors import OrgWatchError
from bot.feeds import opml
from tests.fakes.publisher import Item, Publisher
from tests.test_whole_way import write_config

PAGE = "<html><head>{links}</head><body>Hello</body></html>"
LINK = '<link rel="alternate" type="application/rss+xml" title="{title}" href="{href}">'


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with Publisher() as publisher:
        yield publisher


@pytest.fixture
def type_in(tmp_path: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    environment = write_config(tmp_path / "config", [publisher.publish("/configured", Item(1, "Weather report"))])
    for name in ("ORGWATCH_CONFIG", "ORGWATCH_DB", "ORGWATCH_ALLOW_PRIVATE_ADDRESSES", "PORT"):
        monkeypatch.setenv(name, environment[name])
    monkeypatch.chdir(tmp_path)
    yield None


def feeds(*words: str) -> Result:
    return CliRunner().invoke(commands, ["feeds", *words])


def said(result: Result) -> str:
    """What a command that failed would print in one line."""
    assert isinstance(result.exception, OrgWatchError), result.output
    return str(result.exception)


pytestmark = pytest.mark.usefixtures("type_in")


def test_a_feed_is_added_listed_and_removed(publisher: Publisher) -> None:
    url = publisher.publish("/feed", Item(1, "Weather report"))
    added = feeds("add", url)
    assert added.exit_code == 0 and url in added.output
    shown = feeds("list").output
    assert "Sample (added, press, 0 articles): Not asked yet." in shown
    assert "(feeds.toml, press" in shown
    assert feeds("remove", url).exit_code == 0
    assert url not in feeds("list").output


def test_a_page_leads_to_its_feed(publisher: Publisher) -> None:
    url = publisher.publish("/news.xml", Item(1, "Weather report"))
    page = publisher.answer("/", PAGE.format(links=LINK.format(title="All news", href="/news.xml")))
    added = feeds("add", page, "--language", "en", "--tier", "issuer", "--publisher", "The Post")
    assert f"Added: The Post, {url}" in added.output
    assert "The Post (added, issuer" in feeds("list").output


def test_a_page_with_several_feeds_asks_which(publisher: Publisher) -> None:
    links = LINK.format(title="News", href="/a.xml") + LINK.format(title="Comments", href="/b.xml")
    line = said(feeds("add", publisher.answer("/", PAGE.format(links=links))))
    assert "names 2 feeds" in line and "/a.xml" in line and "Comments" in line


def test_what_is_no_feed_and_names_none_is_refused_in_words(publisher: Publisher) -> None:
    assert "names no feed" in said(feeds("add", publisher.answer("/page", PAGE.format(links=""))))
    assert "404" in said(feeds("add", publisher.address("/nothing")))
    assert "address of the web" in said(feeds("add", "file:///etc/passwd"))
    dead = publisher.answer("/", PAGE.format(links=LINK.format(title="News", href="/dead.xml")))
    assert "404" in said(feeds("add", dead))


def test_the_bare_word_lists(publisher: Publisher) -> None:
    assert CliRunner().invoke(commands, ["feeds"]).output == feeds("list").output


def test_what_is_read_already_is_not_added_twice(publisher: Publisher) -> None:
    assert "read already" in said(feeds("add", publisher.address("/configured")))


def test_a_private_address_is_refused(publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ORGWATCH_ALLOW_PRIVATE_ADDRESSES")
    asked = len(publisher.asked)
    assert "private or reserved" in said(feeds("add", publisher.address("/configured")))
    assert len(publisher.asked) == asked


def test_a_feed_of_the_file_is_removed_in_the_file(publisher: Publisher) -> None:
    assert "feeds.toml; remove it there" in said(feeds("remove", publisher.address("/configured")))
    assert "was added by hand" in said(feeds("remove", "https://nobody.example/"))


def test_lists_come_in_and_go_out_as_opml(tmp_path: Path, publisher: Publisher) -> None:
    file = tmp_path / "list.opml"
    outlines = [opml.Outline("https://one.example/feed", "One"), opml.Outline(publisher.address("/configured"), "Here")]
    file.write_text(opml.write(outlines), "utf-8")
    assert feeds("import", str(file)).output == "1 feed added, 1 was there already.\n"
    assert feeds("import", str(file)).output == "0 feeds added, 2 were there already.\n"
    out = opml.read(feeds("export").output.encode())
    assert {one.url for one in out} == {"https://one.example/feed", publisher.address("/configured")}
    file.write_text("<rss/>", "utf-8")
    assert "no OPML" in said(feeds("import", str(file)))


def test_articles_that_nobody_reads_are_counted_and_named(publisher: Publisher) -> None:
    publisher.publish(
        "/configured", Item(1, "梅塔公司首席执行官辞职，公司宣布新的领导层任命"), Item(2, "苹果公司任命新的首席财务官")
    )
    CliRunner().invoke(commands, ["collect", "--once"])
    assert "2 articles remembered and not read: no Chinese pack" in feeds("list").output
    explained = CliRunner().invoke(commands, ["explain", "https://post.example/configured/1"])
    assert "no Chinese pack" in explained.output
