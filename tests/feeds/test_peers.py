from contextlib import closing
from pathlib import Path

import pytest

from bot.feeds.values import Parsed
from bot.feeds.worker import Worker
from bot.model import Entry
from tests.feeds.documents import atom, rdf, rss
from tests.feeds.peers import Result, compare, judged, main


@pytest.mark.parametrize("document", [rss(), atom(), rdf()])
def test_our_documents_give_the_same_both_ways(document: bytes) -> None:
    with closing(Worker()) as worker:
        assert compare(document, worker).result is Result.SAME


def test_a_lost_entry_or_field_is_a_difference() -> None:
    one = Entry("1", "https://sample.example/1", "News")
    assert judged(Parsed(), (one,)).result is Result.DIFFERENT
    assert judged(Parsed((Entry("1", "https://sample.example/1", None),)), (one,)).result is Result.DIFFERENT
    assert judged(Parsed((one,)), (Entry("1", "https://sample.example/1", None),)).result is Result.MORE


def test_a_folder_is_read_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "one.xml").write_bytes(rss())
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "no_name").write_bytes(b"")
    assert main(str(tmp_path)) == 0
    assert capsys.readouterr().out == "2 documents: 1 no entries either way, 1 the same entries\n"
