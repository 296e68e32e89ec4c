import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text import clean, plain

MARKUP = st.text(alphabet=st.sampled_from(list("<>/!-[]&;\"'= apbrscitl\n\x00\u202e\u00ad")), max_size=300)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Nothing to do", "Nothing to do"),
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("<p>One<br>line<br/>two</p>", "One\nline\ntwo"),
        ("<ul><li>first</li><li>second</li></ul>", "first\nsecond"),
        ("A <b>bold</b> claim", "A bold claim"),
        ("Lo<b>re</b>dana", "Loredana"),
        ("R&amp;D at AT&amp;T", "R&D at AT&T"),
        ("Z&uuml;rich &mdash; caf&#233; &#x41;", "Zürich — café A"),
        ("Profit < 5 and > 3", "Profit < 5 and > 3"),
        ("<img src='a.jpg' alt='5 > 4'>After", "After"),
        ("<script>if (a < b) { alert('</p>') }</script>Seen", "Seen"),
        ("<style type='text/css'>p { color: red }</style >Seen", "Seen"),
        ("Seen<!-- hidden <p> --> too", "Seen too"),
        ("Seen<!-- never closed <p>all of this", "Seen"),
        ("Seen<script>never closed", "Seen"),
        ("<scripted>is another word</scripted>", "is another word"),
        ("&lt;p&gt;Escaped twice&lt;/p&gt;", "Escaped twice"),
        ("<![CDATA[Kept <i>text</i>]]>", "Kept text"),
        ("<?php echo 1 ?>Kept<!DOCTYPE html>", "Kept"),
        ("<td>a</td><td>b</td>", "a\nb"),
        ("plain\n\nparagraphs\nstay", "plain\n\nparagraphs\nstay"),
        ("<p>source\nlines  fold</p>", "source lines fold"),
        ("a\x00b\u202ec\u200bd\u00ade", "abcde"),
        ("zero&#0;and&#8238;bidi", "zero\ufffdandbidi"),
        ("a&nbsp;b\u3000c", "a b c"),
        ("Mu\u0308ller", "Müller"),
        ("lone \ud800 half", "lone half"),
    ],
)
def test_plain_gives_what_a_reader_would_see(html: str, text: str) -> None:
    assert plain(html) == text


def test_clean_folds_white_space_into_one_line() -> None:
    assert clean("  a\n\tb\u00a0\u2009c\x0bd  ") == "a b c d"
    assert clean("a < b & c > d") == "a < b & c > d"
    assert clean("") == ""


@given(st.one_of(st.text(max_size=300), MARKUP))
def test_nothing_unseen_survives(text: str) -> None:
    for result in (plain(text), clean(text)):
        assert result == result.strip()
        assert not any(unicodedata.category(letter) in {"Cs", "Cc"} and letter != "\n" for letter in result)
        assert not set(result) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff")
        result.encode()
    assert "\n" not in clean(text)
    assert "\n\n\n" not in plain(text)


@given(st.text(alphabet=st.characters(exclude_categories=["C", "Z"], exclude_characters="<&"), max_size=100))
def test_words_without_markup_are_untouched(text: str) -> None:
    assert plain(text) == unicodedata.normalize("NFC", text)


@given(st.text(max_size=200))
def test_clean_twice_is_clean_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.timeout(100)
@pytest.mark.parametrize(
    "piece",
    [
        "<!--", "<", "<a ", '<a "', "<a '", "<a \"'", "<script>", "<script", "</script", "<!", "<![CDATA[", "&", "&#",
        "&lt;", "<p>", "<br", "\n", " ", "\u202e", "<a b='", "<svg <!--", "&lt;!--", '<a x=">" ',
    ],
)  # fmt: skip
def test_a_megabyte_of_anything_stays_linear(piece: str) -> None:
    """Quadratic work on a megabyte takes minutes; linear work a moment."""
    flood = piece * (1_000_000 // len(piece))
    assert len(plain(flood)) <= len(flood)
    assert len(clean(flood)) <= len(flood)
