import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.urls import canonical, host, openable


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://Sample.Example", "http://sample.example/"),
        ("HTTPS://sample.example:443/a?b=1#part", "https://sample.example/a?b=1"),
        ("http://sample.example:80/", "http://sample.example/"),
        ("http://sample.example:8080/x", "http://sample.example:8080/x"),
        ("  https://sample.example./x\n", "https://sample.example/x"),
        ("https://sample.example/a?utm_source=rss&id=7&fbclid=x&z=1&a=2", "https://sample.example/a?id=7&z=1&a=2"),
        ("https://sample.example/a?utm_source=rss&utm_medium=feed", "https://sample.example/a"),
        ("https://sample.example/a?UTM_Source=rss&gclid", "https://sample.example/a"),
        ("https://sample.example/a?wt_mc=rss.red&source=desk", "https://sample.example/a?source=desk"),
        ("https://müller.example/straße?q=ü", "https://xn--mller-kva.example/stra%C3%9Fe?q=%C3%BC"),
        ("https://sample.example/a b", "https://sample.example/a%20b"),
        ("https://sample.example/%7Euser?x=%2F", "https://sample.example/%7Euser?x=%2F"),
        ("http://[2001:DB8::1]/x", "http://[2001:db8::1]/x"),
        ("http://127.0.0.1:8123/feed", "http://127.0.0.1:8123/feed"),
    ],
)
def test_one_spelling_for_one_page(url: str, address: str) -> None:
    assert canonical(url) == address


@pytest.mark.parametrize(
    "url",
    [
        "", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://sample.example/",
        "//sample.example/", "/relative", "mailto:a@sample.example", "http://", "http:///path", "http://user@sample.example/",
        "http://127.0.0.1\\@sample.example/", "http://sample.example\\path", "http://sam\x00ple.example/",
        "http://sam ple.example/", "http://sample.example/\u202etxt.exe", "http://sample.example/a\nb", "http://a..b.example/",
        "http://sample.example:99999/", "http://sample.example:0/", "http://sample.example:x/", "http://[::1/", "http://-/",
        "http://sample.example/" + "a" * 5000, "java\tscript:alert(1)", "http://sample.example/<b>", "urn:uuid:1", "http://é\ud800/",
    ],
)  # fmt: skip
def test_anything_else_is_no_address(url: str) -> None:
    assert canonical(url) is None
    assert host(url) == ""


def test_an_address_to_ask_for_keeps_its_parameters() -> None:
    assert openable("http://Sample.example/feed?utm_source=x&b=1#part") == "http://sample.example/feed?utm_source=x&b=1"
    assert openable("http://user:pass@sample.example/feed") is None


def test_host_is_what_a_reader_should_see() -> None:
    assert host("https://www.Sample.example:8443/a") == "sample.example"
    # A look-alike in another script shows its punycode, not its face.
    assert host("https://s\u0430mple.example/") == "xn--smple-4ve.example"


@given(st.text(max_size=100))
def test_any_text_is_answered(text: str) -> None:
    address = canonical(text)
    assert address is None or address.startswith(("http://", "https://"))


ADDRESSES = st.builds(
    "{}://{}.example{}/{}?{}".format,
    st.sampled_from(["http", "https", "HTTP"]),
    st.text(alphabet="abcABC-ü.", min_size=1, max_size=8),
    st.sampled_from(["", ":80", ":443", ":8080"]),
    st.text(alphabet="abcÄ%20/~. ", max_size=10),
    st.text(alphabet="abutm_=&%x", max_size=20),
)


@given(ADDRESSES)
def test_canonical_twice_is_canonical_once(url: str) -> None:
    address = canonical(url)
    assert address is None or canonical(address) == address
