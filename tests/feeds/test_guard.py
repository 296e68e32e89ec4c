"""Row 22 of the fault matrix: no packet to a special address, however it is spelled or reached."""

from collections.abc import Callable, Iterator
from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.fetch import Fetcher
from bot.feeds.guard import Guard, is_public
from bot.feeds.values import Request
from tests.feeds.web import Web, web

SPECIAL = [
    "0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1",
    "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.7",
    "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:100.64.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::",
    "3fff::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "5f00::1", "4000::1",
]  # fmt: skip
PUBLIC = ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101", "2001:4860:4860::8888"]
SPELLINGS = [
    "http://{}:{}/", "http://127.1:{1}/", "http://0x7f000001:{1}/", "http://2130706433:{1}/", "http://0177.0.0.1:{1}/",
    "http://①②⑦.0.0.1:{1}/", "http://localhost:{1}/", "http://LOCALHOST.:{1}/", "http://0:{1}/", "http://[::ffff:127.0.0.1]:{1}/",
    "http://[::ffff:7f00:1]:{1}/", "http://127.0.0.1:{1}\\@sample.example/", "http://sample.example@127.0.0.1:{1}/",
    "http://127.0.0.1:{1}#@sample.example/", "http://127.0.0.1:{1}?@sample.example/", "http:127.0.0.1:{1}/",
    "http:///127.0.0.1:{1}/", "http://127.0.0.1:{1}\t/", "http://127。0。0。1:{1}/", "http://[::1]:{1}/",
]  # fmt: skip


@pytest.mark.parametrize("address", SPECIAL)
def test_special_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)
    assert Guard().refusal(address, 80) is not None


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_opened_on_the_ports_of_the_web(address: str) -> None:
    assert Guard().refusal(address, 80) is None
    assert Guard().refusal(address, 443) is None
    assert Guard().refusal(address, 22) == "port 22 is not a port of the web"


@given(st.one_of(st.integers(0, 2**32 - 1).map(IPv4Address), st.integers(0, 2**128 - 1).map(IPv6Address)))
def test_nothing_that_python_calls_special_is_public(address: IPv4Address | IPv6Address) -> None:
    if is_public(str(address)):
        wrapped = getattr(address, "ipv4_mapped", None) or address
        assert address.version == 6 or wrapped.is_global
        assert not wrapped.is_multicast


def test_only_the_very_pair_is_allowed() -> None:
    guard = Guard(allow=[("127.0.0.1", 8123)])
    assert guard.refusal("127.0.0.1", 8123) is None
    assert guard.refusal("127.0.0.1", 8124) is not None
    assert guard.refusal("127.0.0.2", 8123) is not None
    assert Guard(allow_private=True).refusal("10.0.0.1", 8080) is None


@pytest.fixture
def inside() -> Iterator[Web]:
    """A server that must never be reached."""
    with web() as server:
        server.answer("/", b"secret")
        yield server


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_reaches_an_inner_server(inside: Web, spelling: str) -> None:
    fetcher = Fetcher("OrgWatch tests", deadline=5)
    (reply,) = fetcher.fetch([Request(spelling.format(*inside.address))])
    assert reply.problem is not None
    assert (reply.status, reply.body, inside.asked) == (0, b"", [])
    fetcher.close()


def test_no_redirect_reaches_an_inner_server(inside: Web, record_property: Callable[[str, object], None]) -> None:
    with web("127.0.0.2") as site:
        fetcher = Fetcher("OrgWatch tests", allow=[site.address], deadline=5)
        targets = [spelling.format(*inside.address) for spelling in SPELLINGS]
        targets += [f"http://[{address}]/" if ":" in address else f"http://{address}/" for address in SPECIAL]
        urls = [
            site.answer(f"/{status}/{number}", status=status, Location=_ascii(url))
            for status in (301, 302, 303, 307, 308)
            for number, url in enumerate(targets)
        ]
        replies = list(fetcher.fetch(Request(url) for url in urls))
        assert len(replies) == len(urls)
        assert all(reply.problem is not None for reply in replies)
        assert all((reply.permanent_url or site.url()).startswith(site.url()) for reply in replies)
        assert inside.asked == []
        record_property("reached", f"0 connects of {len(urls)} by redirect")
        fetcher.close()


def test_literal_special_addresses_are_refused_before_a_packet(record_property: Callable[[str, object], None]) -> None:
    fetcher = Fetcher("OrgWatch tests", deadline=5)
    urls = [f"http://[{address}]/" if ":" in address else f"http://{address}/" for address in SPECIAL]
    for reply in fetcher.fetch(Request(url) for url in urls):
        assert reply.problem is not None
        assert "not opened" in reply.problem or "no address of the web" in reply.problem, reply
    record_property("reached", f"0 of {len(urls)} by address and {len(SPELLINGS)} by spelling")
    fetcher.close()


def _ascii(url: str) -> str:
    """As a server would send it: UTF-8 bytes in a header that Python writes as Latin-1."""
    return url.replace("\t", "").encode().decode("latin-1")


def test_the_corpus_holds_what_the_matrix_asks_for() -> None:
    assert len(SPECIAL) >= 31
    assert len(SPELLINGS) >= 17
    assert all(ip_address(address.partition("%")[0]) for address in SPECIAL)
