import gzip
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from threading import Thread

import pytest

from bot.feeds.fetch import Fetcher
from bot.feeds.transfer import MOST_REDIRECTS, follow
from bot.feeds.values import Reply, Request
from tests.feeds.packed import PACKED, packed_br, packed_zstd
from tests.feeds.web import Web, drip, endless_body, endless_headers, half_a_body, nonsense, silence, web


@pytest.fixture
def site() -> Iterator[Web]:
    with web() as server:
        yield server


@pytest.fixture
def fetcher(site: Web) -> Iterator[Fetcher]:
    fetcher = Fetcher("OrgWatch tests", allow=[site.address], deadline=5)
    yield fetcher
    fetcher.close()


def one(fetcher: Fetcher, url: str, **more: str) -> Reply:
    (reply,) = fetcher.fetch([Request(url, **more)])  # type: ignore[arg-type]  # only text is handed on
    return reply


def test_an_answer_comes_with_what_is_needed_to_ask_again(site: Web, fetcher: Fetcher) -> None:
    url = site.answer("/feed", b"<rss/>", ETag='W/"a,b"', Last_Modified="yesterday", Content_Type="text/xml")
    reply = one(fetcher, url)
    assert (reply.status, reply.body, reply.problem) == (200, b"<rss/>", None)
    assert (reply.etag, reply.last_modified, reply.content_type) == ('W/"a,b"', "yesterday", "text/xml")
    assert reply.final_url == reply.url == url
    assert reply.seconds > 0


def test_validators_go_back_unchanged_and_304_has_no_body(site: Web, fetcher: Fetcher) -> None:
    url = site.answer("/feed", status=304)
    reply = one(fetcher, url, etag='W/"a,b"', last_modified="yesterday")
    (_, headers) = site.asked[-1]
    assert (headers["if-none-match"], headers["if-modified-since"]) == ('W/"a,b"', "yesterday")
    assert headers["user-agent"] == "OrgWatch tests"
    assert headers["accept-encoding"] == "gzip, br, zstd"
    assert (reply.status, reply.body, reply.problem) == (304, b"", None)


@pytest.mark.parametrize("coding", PACKED)
def test_packed_answers_are_unpacked(site: Web, fetcher: Fetcher, coding: str) -> None:
    """The second is long enough to come in many pieces and to be unpacked in several steps."""
    pack = PACKED[coding]
    long = b"".join(b"%d <item/>" % number for number in range(100_000))
    assert one(fetcher, site.answer("/feed", pack(b"hello"), Content_Encoding=coding)).body == b"hello"
    assert one(fetcher, site.answer("/long", pack(long), Content_Encoding=coding)).body == long


def test_an_answer_packed_twice_is_unpacked_twice(site: Web, fetcher: Fetcher) -> None:
    body = packed_zstd(PACKED["gzip"](b"hello"))
    assert one(fetcher, site.answer("/one", body, Content_Encoding="gzip, zstd")).body == b"hello"
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Encoding: zstd\r\nConnection: close\r\n\r\n"
    assert one(fetcher, site.talk("/two", lambda connection, over: connection.sendall(head + body))).body == b"hello"


def test_a_document_of_several_frames_is_read_whole(site: Web, fetcher: Fetcher) -> None:
    frames = packed_zstd(b"<rss>") + packed_zstd(b"<channel/>") + packed_zstd(b"</rss>")
    assert one(fetcher, site.answer("/feed", frames, Content_Encoding="zstd")).body == b"<rss><channel/></rss>"


@pytest.mark.parametrize("coding", PACKED)
def test_an_empty_answer_needs_no_unpacking(site: Web, fetcher: Fetcher, coding: str) -> None:
    for status in (200, 304):
        reply = one(fetcher, site.answer("/feed", status=status, Content_Encoding=coding))
        assert (reply.status, reply.body, reply.problem) == (status, b"", None)


@cache
def bomb() -> bytes:
    """A few hundred kilobytes that become 100 MB."""
    return gzip.compress(bytes(100_000_000), 9, mtime=0)


BOMBS: dict[str, Callable[[], bytes]] = {
    "gzip": bomb,
    "br": lambda: packed_br(bytes(100_000_000)),
    "zstd": lambda: packed_zstd(bytes(100_000_000), window_log=23),
    "gzip, gzip": lambda: gzip.compress(bomb(), 9, mtime=0),
    "gzip, zstd": lambda: packed_zstd(bomb()),
    "identity": lambda: bytes(6_000_000),
}


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="only Linux tells how much memory was held")
@pytest.mark.parametrize("encoding", BOMBS)
def test_a_bomb_is_broken_off_at_the_cap(site: Web, fetcher: Fetcher, encoding: str) -> None:
    url = site.answer("/bomb", BOMBS[encoding](), Content_Encoding=encoding)
    peak_from_here()
    before = peak()
    reply = one(fetcher, url)
    assert peak() - before < 64_000
    assert (reply.status, reply.body) == (0, b"")
    assert reply.problem == "The answer is larger than 5 MB and was broken off."


def peak_from_here() -> None:
    """From now on `peak` means what came after. Linux only, as `peak`."""
    Path("/proc/self/clear_refs").write_text("5")


def peak() -> int:
    """The most memory that this process has held, in kB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        *((coding, b"packed by nobody") for coding in PACKED),
        *((coding, pack(b"hello" * 100)[:-1]) for coding, pack in PACKED.items()),
        ("zstd", packed_zstd(b"hello", window_log=24)),
        ("gzip, gzip, gzip", b"hello"),
    ],
    ids=[*(f"wrong {coding}" for coding in PACKED), *(f"torn {coding}" for coding in PACKED), "window", "many"],
)
def test_what_cannot_be_unpacked_is_told(site: Web, fetcher: Fetcher, coding: str, body: bytes) -> None:
    reply = one(fetcher, site.answer("/feed", body, Content_Encoding=coding))
    assert (reply.status, reply.body) == (0, b"")
    assert reply.problem == "127.0.0.1 sends an answer that cannot be unpacked."


def test_an_unknown_coding_is_told(site: Web, fetcher: Fetcher) -> None:
    reply = one(fetcher, site.answer("/feed", b"hello", Content_Encoding="compress"))
    assert (reply.status, reply.body) == (0, b"")
    assert reply.problem == "127.0.0.1 sends an answer packed in a way that nobody asked for."


def test_what_is_of_no_use_is_not_unpacked(site: Web, fetcher: Fetcher) -> None:
    reply = one(fetcher, site.answer("/feed", b"packed by nobody", 404, Content_Encoding="zstd"))
    assert (reply.status, reply.problem) == (404, "The server answers 404 (nothing is there).")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429, 500, 503, 299 + 300])
def test_a_refusal_is_told_with_its_number(site: Web, fetcher: Fetcher, status: int) -> None:
    reply = one(fetcher, site.answer("/feed", b"<html>", status, Retry_After="120"))
    assert reply.status == status
    assert reply.problem is not None and reply.problem.startswith(f"The server answers {status}")
    assert (reply.body, reply.retry_after) == (b"", "120")


class TestRedirects:
    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_each_kind_is_followed(self, site: Web, fetcher: Fetcher, status: int) -> None:
        url = site.answer("/old", status=status, Location="/new#part")
        site.answer("/new", b"there")
        reply = one(fetcher, url)
        assert (reply.body, reply.url, reply.final_url) == (b"there", url, site.url("/new"))
        assert reply.permanent_url == (site.url("/new") if status in (301, 308) else None)

    def test_each_answer_is_unpacked_by_its_own_header(self, site: Web, fetcher: Fetcher) -> None:
        url = site.answer("/old", packed_zstd(b"moved"), 301, Location="/between", Content_Encoding="zstd")
        site.answer("/between", b"packed by nobody", 302, Location="/new", Content_Encoding="compress")
        site.answer("/new", packed_zstd(b"there"), Content_Encoding="zstd")
        assert one(fetcher, url).body == b"there"
        site.answer("/new", b"there")
        assert one(fetcher, url).body == b"there"

    def test_only_what_permanent_redirects_alone_have_led_to_is_permanent(self, site: Web, fetcher: Fetcher) -> None:
        url = site.answer("/a", status=301, Location="/b")
        site.answer("/b", status=302, Location="/c")
        site.answer("/c", status=301, Location="/d")
        site.answer("/d", b"there")
        reply = one(fetcher, url)
        assert (reply.permanent_url, reply.final_url) == (site.url("/b"), site.url("/d"))

    def test_a_loop_ends(self, site: Web, fetcher: Fetcher) -> None:
        reply = one(fetcher, site.answer("/loop", status=302, Location="/loop"))
        assert reply.problem == "The server redirects more than 5 times."
        assert len(site.asked) == MOST_REDIRECTS + 1

    def test_as_many_as_allowed_are_followed(self, site: Web, fetcher: Fetcher) -> None:
        for number in range(MOST_REDIRECTS):
            site.answer(f"/{number}", status=301, Location=f"/{number + 1}")
        site.answer(f"/{MOST_REDIRECTS}", b"there")
        assert one(fetcher, site.url("/0")).body == b"there"

    @pytest.mark.parametrize(
        ("location", "problem"),
        [
            ("", "The server redirects without saying where to."),
            ("file:///etc/passwd", "The server redirects to something that is no address of the web."),
            ("gopher://127.0.0.1/", "The server redirects to something that is no address of the web."),
            ("http://[::1", "The server redirects to something that is no address of the web."),
            ("http://a@127.0.0.1/", "The server redirects to something that is no address of the web."),
        ],
    )
    def test_what_is_no_web_address_is_not_followed(
        self, site: Web, fetcher: Fetcher, location: str, problem: str
    ) -> None:
        assert one(fetcher, site.answer("/away", status=302, Location=location)).problem == problem

    def test_a_secure_address_does_not_lead_to_an_open_one(self) -> None:
        assert follow("https://sample.example/", "http://sample.example/", 0, has_key=False)[1] is not None
        assert follow("http://sample.example/", "https://sample.example/", 0, has_key=False)[1] is None

    def test_a_key_stays_with_its_host(self, site: Web, fetcher: Fetcher) -> None:
        with web("127.0.0.2") as other:
            url = site.answer("/api", status=302, Location=other.url("/steal"))
            (reply,) = fetcher.fetch([Request(url, headers=(("Authorization", "secret"),))])
            assert reply.problem == "The server redirects to another host, which must not see this source's key."
            assert other.asked == []
            assert site.asked[-1][1]["authorization"] == "secret"


class TestDeadlines:
    @pytest.mark.parametrize("talk", [silence, drip, endless_headers])
    def test_no_server_holds_on_to_us(self, site: Web, talk: object) -> None:
        fetcher = Fetcher("OrgWatch tests", allow=[site.address], deadline=0.4)
        reply = one(fetcher, site.talk("/slow", talk))  # type: ignore[arg-type]  # the three above
        assert reply.status == 0
        assert reply.problem is not None
        assert reply.seconds < 2
        fetcher.close()

    def test_redirects_share_one_deadline(self, site: Web) -> None:
        fetcher = Fetcher("OrgWatch tests", allow=[site.address], deadline=0.4)
        url = site.answer("/old", status=302, Location="/slow")
        site.talk("/slow", silence)
        assert one(fetcher, url).problem == "127.0.0.1 took too long to answer."
        fetcher.close()

    def test_an_endless_body_stops_at_the_cap(self, site: Web, fetcher: Fetcher) -> None:
        reply = one(fetcher, site.talk("/endless", endless_body))
        assert reply.problem == "The answer is larger than 5 MB and was broken off."

    @pytest.mark.parametrize("talk", [half_a_body, nonsense])
    def test_half_an_answer_is_none(self, site: Web, fetcher: Fetcher, talk: object) -> None:
        reply = one(fetcher, site.talk("/feed", talk))  # type: ignore[arg-type]  # the two above
        assert (reply.status, reply.body) == (0, b"")
        assert reply.problem is not None

    def test_a_closed_port_and_an_unknown_name_are_told(self, site: Web, fetcher: Fetcher) -> None:
        site.close()
        assert one(fetcher, site.url()).problem == "127.0.0.1 accepts no connection."
        assert one(fetcher, "http://nosuch.invalid/").problem == "The name nosuch.invalid is not known."


class TestManyAtOnce:
    def test_the_quick_do_not_wait_for_the_slow(self, site: Web) -> None:
        """Ten silent hosts and five places: the healthy are answered while the silent are still silent."""
        silent = [Web(f"127.0.0.{number}") for number in range(2, 12)]
        fetcher = Fetcher("OrgWatch tests", allow_private=True, slots=5, deadline=30)
        asked = [Request(server.talk("/", silence)) for server in silent[:4]]
        asked += [Request(site.answer(f"/{number}", b"quick")) for number in range(20)]
        replies = fetcher.fetch(asked)
        assert [next(replies).body for _ in range(20)] == [b"quick"] * 20
        fetcher.stop()
        assert list(replies) == []
        fetcher.close()
        for server in silent:
            server.close()

    def test_all_are_answered_once(self, site: Web, fetcher: Fetcher) -> None:
        urls = [site.answer(f"/{number}", str(number).encode()) for number in range(120)]
        replies = list(fetcher.fetch(Request(url) for url in urls))
        assert sorted(reply.url for reply in replies) == sorted(urls)
        assert all(reply.url.endswith(f"/{reply.body.decode()}") for reply in replies)

    def test_several_threads_share_one_fetcher(self, site: Web, fetcher: Fetcher) -> None:
        urls = [site.answer(f"/{number}", b"x") for number in range(30)]
        found: list[str] = []
        threads = [
            Thread(target=lambda: found.extend(reply.url for reply in fetcher.fetch(Request(url) for url in urls)))
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(found) == sorted(urls * 4)

    def test_requests_may_come_while_others_run(self, site: Web, fetcher: Fetcher) -> None:
        first, second = site.answer("/1", b"1"), site.answer("/2", b"2")
        seen: list[bytes] = []

        def source() -> Iterator[Request | None]:
            yield Request(first)
            while not seen:
                yield None
            yield Request(second)

        for reply in fetcher.fetch(source()):
            seen.append(reply.body)
        assert seen == [b"1", b"2"]

    def test_stop_leaves_the_rest_unfetched(self, site: Web, fetcher: Fetcher) -> None:
        urls = [site.answer("/quick", b"x"), site.talk("/slow", silence)]
        replies = fetcher.fetch(Request(url) for url in urls)
        assert next(replies).body == b"x"
        fetcher.stop()
        assert list(replies) == []
        assert list(fetcher.fetch([Request(urls[0])])) == []

    def test_leaving_the_loop_early_leaves_the_fetcher_usable(self, site: Web, fetcher: Fetcher) -> None:
        urls = [site.answer(f"/{number}", b"x") for number in range(10)]
        for _ in fetcher.fetch(Request(url) for url in urls):
            break
        assert len(list(fetcher.fetch(Request(url) for url in urls))) == 10

    def test_what_is_no_address_is_told_beside_the_others(self, site: Web, fetcher: Fetcher) -> None:
        url = site.answer("/feed", b"x")
        replies = {reply.url: reply for reply in fetcher.fetch([Request("file:///etc/passwd"), Request(url)])}
        assert replies["file:///etc/passwd"].problem is not None
        assert replies[url].body == b"x"


def test_a_proxy_in_the_environment_is_ignored(site: Web, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert one(fetcher, site.answer("/feed", b"x")).body == b"x"


def test_header_lines_cannot_be_smuggled_in(site: Web, fetcher: Fetcher) -> None:
    one(fetcher, site.answer("/feed"), etag='"a"\r\nX-Evil: 1')
    assert "x-evil" not in site.asked[-1][1]
