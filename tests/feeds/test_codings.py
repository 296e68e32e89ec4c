import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.codings import ACCEPTED, Failure, unpacked
from tests.feeds.packed import PACKED, packed_zstd

TEXT = b"<item>Jane Roe joins Acme.</item>" * 100
SKIPPED = b"\x50\x2a\x4d\x18\x03\x00\x00\x00abc"
"""A frame of zstd that holds nothing to be read (RFC 8878, 3.1.2)."""

every = pytest.mark.parametrize("coding", PACKED)


def test_what_is_asked_for_is_understood() -> None:
    assert set(ACCEPTED.split(", ")) <= set(PACKED)


@every
def test_a_body_comes_out_as_it_went_in(coding: str) -> None:
    assert unpacked(PACKED[coding](TEXT), coding.upper(), len(TEXT)) == TEXT
    assert unpacked(PACKED[coding](b""), coding, 0) == b""


@every
def test_the_cap_is_exact(coding: str) -> None:
    assert unpacked(PACKED[coding](TEXT), coding, len(TEXT) - 1) is Failure.TOO_LARGE


@every
def test_a_torn_body_is_broken_wherever_it_is_torn(coding: str) -> None:
    packed = PACKED[coding](TEXT)
    assert {unpacked(packed[:end], coding, len(TEXT)) for end in range(1, len(packed))} == {Failure.BROKEN}


@every
def test_a_body_without_the_mark_of_its_coding_is_broken(coding: str) -> None:
    assert unpacked(b"<rss><channel/></rss>", coding, 1000) is Failure.BROKEN


@pytest.mark.parametrize("coding", ["br", "zstd"])
def test_rubbish_behind_the_end_is_broken(coding: str) -> None:
    assert unpacked(PACKED[coding](TEXT) + b"rubbish", coding, len(TEXT)) is Failure.BROKEN


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_padding_behind_the_end_is_passed_over(coding: str) -> None:
    """Servers pad, and browsers read on; but a torn second stream is no padding."""
    assert unpacked(PACKED[coding](TEXT) + bytes(100), coding, len(TEXT)) == TEXT
    assert unpacked(PACKED[coding](TEXT) + PACKED["gzip"](TEXT)[:-1], coding, 2 * len(TEXT)) is Failure.BROKEN


@given(st.sampled_from(sorted(PACKED)), st.binary(), st.binary())
def test_nothing_that_a_server_sends_raises(coding: str, start: bytes, end: bytes) -> None:
    unpacked(start, coding, 100)
    unpacked(PACKED[coding](start)[:-1] + end, f"{coding}, {coding}", 100)


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_several_streams_are_one_body(coding: str) -> None:
    pack = PACKED[coding]
    assert unpacked(b"".join(pack(TEXT) for _ in range(150)), coding, 150 * len(TEXT)) == TEXT * 150
    assert unpacked(pack(TEXT) * 150, coding, 150 * len(TEXT) - 1) is Failure.TOO_LARGE


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_streams_without_number_are_broken(coding: str) -> None:
    assert unpacked(PACKED[coding](b"") * 200, coding, 100) == b""
    assert unpacked(PACKED[coding](b"") * 201, coding, 100) is Failure.BROKEN


def test_frames_that_hold_nothing_are_passed_over() -> None:
    assert unpacked(SKIPPED + packed_zstd(TEXT) + SKIPPED, "zstd", len(TEXT)) == TEXT


def test_the_largest_window_is_that_of_http() -> None:
    assert unpacked(packed_zstd(TEXT, window_log=23), "zstd", len(TEXT)) == TEXT
    assert unpacked(packed_zstd(TEXT, window_log=24), "zstd", len(TEXT)) is Failure.BROKEN


def test_deflate_is_understood_with_and_without_its_frame() -> None:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    assert unpacked(packer.compress(TEXT) + packer.flush(), "deflate", len(TEXT)) == TEXT


def test_codings_come_off_in_the_order_opposite_to_their_names() -> None:
    body = PACKED["zstd"](PACKED["gzip"](TEXT))
    assert unpacked(body, "gzip, zstd", len(TEXT)) == TEXT
    assert unpacked(body, "zstd, gzip", len(TEXT)) is Failure.BROKEN


def test_more_than_two_codings_are_not_taken_off() -> None:
    pack = PACKED["gzip"]
    assert unpacked(pack(pack(pack(TEXT))), "gzip, gzip, gzip", len(TEXT)) is Failure.BROKEN


def test_an_unknown_coding_is_named_so() -> None:
    assert unpacked(TEXT, "compress", len(TEXT)) is Failure.UNKNOWN
    assert unpacked(PACKED["gzip"](TEXT), "compress, gzip", len(TEXT)) is Failure.UNKNOWN
    assert unpacked(b"", "compress", 0) == b""
    assert [unpacked(TEXT, name, len(TEXT)) for name in ("identity", "none", "")] == [TEXT] * 3
