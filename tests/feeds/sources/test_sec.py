"""EDGAR's documents in their published form, with an invented company."""

from bot.feeds import sources
from bot.feeds.sources import sec
from bot.feeds.values import Reply, Request
from bot.model import Company, Entry, Tier

COMPANY = Company("Sample Platforms", cik="1018724")
INDEX = "https://www.sec.gov/Archives/edgar/data/1018724/000101872426000012/0001018724-26-000012-index.htm"
FILING = "https://www.sec.gov/Archives/edgar/data/1018724/000101872426000012/sample-20260428.htm"


def listed(number: int, items: str, summary: str) -> str:
    link = INDEX.replace("000012", f"{number:06}")
    return f"""<entry>
<category label="form type" scheme="https://www.sec.gov/" term="8-K" />
<content type="text/xml"><accession-number>0001018724-26-{number:06}</accession-number><act>34</act>
<filing-date>2026-04-29</filing-date><filing-href>{link}</filing-href><filing-type>8-K</filing-type>
<form-name>Current report</form-name><items-desc>{items}</items-desc><size>1 MB</size></content>
<id>urn:tag:sec.gov,2008:accession-number=0001018724-26-{number:06}</id>
<link href="{link}" rel="alternate" type="text/html" />
<summary type="html"> &lt;b&gt;Filed:&lt;/b&gt; 2026-04-29 &lt;b&gt;AccNo:&lt;/b&gt; 0001018724-26-{number:06}
 &lt;b&gt;Size:&lt;/b&gt; 1 MB{summary}</summary>
<title>8-K  - Current report</title><updated>2026-04-29T20:18:55-04:00</updated></entry>"""


CHANGE = "&lt;br&gt;Item 5.02: Departure of Directors or Certain Officers; Election of Directors"
RESULTS = "&lt;br&gt;Item 2.02: Results of Operations and Financial Condition"
LIST = f"""<?xml version="1.0" encoding="ISO-8859-1" ?>
<feed xmlns="http://www.w3.org/2005/Atom">
<author><email>webmaster@sec.gov</email><name>Webmaster</name></author>
<company-info><cik>0001018724</cik><conformed-name>SAMPLE PLATFORMS INC</conformed-name></company-info>
{listed(12, "items 5.02 and 9.01", CHANGE)}{listed(11, "items 2.02 and 9.01", RESULTS)}{listed(10, "item 5.02", "")}
<title>SAMPLE PLATFORMS INC  (0001018724)</title></feed>""".encode()

PAGE = b"""<html><body><a href="/index.htm">Home</a><table class="tableFile" summary="Document Format Files">
<tr><th>Seq</th><th>Description</th><th>Document</th><th>Type</th><th>Size</th></tr>
<tr><td>1</td><td>CURRENT REPORT</td><td>
<a href="/ix?doc=/Archives/edgar/data/1018724/000101872426000012/sample-20260428.htm">
sample-20260428.htm</a> <span>iXBRL</span></td><td>8-K</td><td>45377</td></tr>
<tr><td>2</td><td>EX-99.1</td><td>
<a href="/Archives/edgar/data/1018724/000101872426000012/ex991.htm">ex991.htm</a></td></tr>
</table></body></html>"""

DOCUMENT = """<html><body><div>UNITED STATES</div><div>FORM 8-K</div>
<div><span>Item 2.02</span> Results of Operations.</div><div>Revenue grew.</div>
<div><b>Item&#160;5.02.</b>&#160;Departure of Directors or Certain Officers; Election of Directors.</div>
<p>On April 28, 2026, Ada Sample told Sample Platforms, Inc. (the &#8220;Company&#8221;) that she will leave her post as
Chief Financial Officer on May 31, 2026.</p><p>The Company named Ben Sample, aged 50, as her successor.</p>
<div>Item 9.01 Financial Statements and Exhibits.</div><div>(d) Exhibits</div><div>SIGNATURES</div></body></html>"""


def test_a_company_with_a_number_has_a_list() -> None:
    made = sec.feed(COMPANY)
    assert made is not None
    assert "CIK=0001018724" in made.url and "type=8-K" in made.url
    assert (made.tier, made.company) == (Tier.FILING, "Sample Platforms")
    assert sec.feed(Company("Private")) is None


def test_only_changes_of_officers_are_entries_and_their_code_says_nothing() -> None:
    made = sec.feed(COMPANY)
    assert made is not None
    parsed = sources.read(Reply(made.url, 200, LIST, "application/atom+xml"), made, frozenset())
    assert parsed.problem is None
    assert [entry.guid and entry.guid[-6:] for entry in parsed.entries] == ["000012", "000010"]
    assert {entry.title for entry in parsed.entries} == {"Sample Platforms: Form 8-K, Item 5.02"}
    assert all(entry.summary is None and entry.content is None for entry in parsed.entries)
    assert parsed.entries[0].published is not None
    assert len(parsed.items) == 3
    again = sources.read(Reply(made.url, 200, LIST, "application/atom+xml"), made, parsed.items)
    assert again.entries == ()


def test_the_text_is_read_from_the_filing_in_two_steps() -> None:
    entry = Entry("urn:1", INDEX, "Sample Platforms: Form 8-K, Item 5.02")
    first = sources.more(entry)
    assert first == Request(INDEX)
    second = sources.complete(entry, Reply(INDEX, 200, PAGE, "text/html"))
    assert isinstance(second, Request)
    assert second.url == FILING
    full = sources.complete(entry, Reply(FILING, 200, DOCUMENT.encode(), "text/html"))
    assert isinstance(full, Entry)
    assert full.content is not None
    assert full.content.startswith("On April 28, 2026, Ada Sample told")
    assert full.content.endswith("as her successor.")
    assert "Departure of Directors" not in full.content
    assert sources.more(full) is None


def test_what_cannot_be_read_leaves_the_entry_without_text() -> None:
    entry = Entry("urn:1", INDEX, "A title")
    assert sources.complete(entry, Reply(INDEX, 404, problem="The server answers 404.")) == entry
    assert sources.complete(entry, Reply(INDEX, 200, b"<html>nothing</html>")) == entry
    assert sources.complete(entry, Reply(FILING, 200, b"<html>Item 8.01 Other Events</html>")) == entry


def test_other_entries_have_no_more() -> None:
    assert sources.more(Entry("1", "https://sample.example/1", "A title")) is None
    assert sources.more(Entry("1", "https://www.sec.gov/news/1", "A title")) is None
    assert sources.more(Entry("1", None, "A title")) is None
