"""Row 25 of the fault matrix: a document that stalls the parser is killed, and nothing else."""

import time
from collections.abc import Iterator
from dataclasses import replace
from threading import Thread

import pytest

from bot.feeds.parse import by_feedparser, parse
from bot.feeds.worker import LARGEST_IN_PLACE, Worker
from tests.feeds.documents import Item, rss

URL = "https://sample.example/feed"
MANY = [
    Item(f"id{number}", f"Title {number} A & Ö", f"https://sample.example/{number}", "Words") for number in range(60)
]
LARGE = rss(MANY).replace(b"A &amp; ", b"A & ")
# A megabyte that no cut made beforehand helps against: 300,000 elements in one another take seconds.
STALLING = b"<rss><channel><item><title>A & B</title>" + b"<x>" * 330_000


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker()
    yield worker
    worker.close()


def test_the_worker_reads_what_feedparser_reads(worker: Worker) -> None:
    assert len(LARGE) > LARGEST_IN_PLACE
    assert worker.read(LARGE) == by_feedparser(LARGE)
    assert worker.read(LARGE) == by_feedparser(LARGE)
    assert worker.read(b"x" * 20_000) == by_feedparser(b"x" * 20_000)


def test_parse_with_a_worker_gives_the_same(worker: Worker) -> None:
    assert parse(LARGE, None, URL, tolerant=worker.read) == parse(LARGE, None, URL)


def test_a_document_that_stalls_is_given_up_and_the_next_is_read(worker: Worker) -> None:
    parsed = parse(STALLING, None, URL, tolerant=worker.read)
    assert parsed.problem == "The document is so broken that reading it failed or took too long."
    assert worker.read(LARGE) == by_feedparser(LARGE)


MEGABYTES = {
    "well": rss([replace(MANY[0], guid=str(number), content="Words. " * 250) for number in range(500)]),
    "items": b"<rss>" + b"<item>" * 170_000,
    "half a tag": b"<rss>" + b"<item" * 200_000,
    "titles": b"<rss><title>" + b"<title>" * 140_000,
    "links": b"<rss><channel>" + b"<link rel='hub' href='x'/>" * 40_000,
    "hours": b"<rss><channel><skipHours>" + b"<skiphours>" * 90_000,
    "roots": b"<rss " * 200_000,
    "strays": b"<rss>" + "Ä€ß".encode("cp1252") * 330_000,
    "comments": b"<!--" * 250_000,
    "sections": b"<rss><item>" + b"<![CDATA[" * 110_000,
    "a page": b"<html>" + b"<div class=x>words</div>" * 40_000,
    "JSON": b'{"items":[' + b'{"id":"1","title":"x"},' * 45_000 + b"{}]}",
    "deep JSON": b'{"items":' + b"[" * 990_000,
}


@pytest.mark.parametrize("kind", MEGABYTES)
def test_a_megabyte_of_anything_costs_the_main_process_little(worker: Worker, kind: str) -> None:
    """CPU, not time: beside it run what answers Slack. The worker has a clock of its own."""
    before = time.thread_time()
    parse(MEGABYTES[kind], None, URL, tolerant=worker.read)
    assert time.thread_time() - before < 0.6


def test_threads_take_turns(worker: Worker) -> None:
    found: list[object] = []
    threads = [Thread(target=lambda: found.append(worker.read(LARGE))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [by_feedparser(LARGE)] * 4


def test_small_documents_start_no_process(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.feeds.process._started", lambda module: pytest.fail("a process was started"))
    small = LARGE[: LARGE.index(b"</item>") + 7] + b"</channel></rss>"
    assert worker.read(small) == by_feedparser(small)


def test_closing_twice_is_fine() -> None:
    worker = Worker()
    worker.read(LARGE)
    worker.close()
    worker.close()
    assert worker.read(LARGE) == by_feedparser(LARGE)
    worker.close()
