"""The wires' feeds in their published form: plain RSS with their own elements around ours. Invented companies."""

from datetime import UTC, datetime

import pytest

from bot.feeds import sources
from bot.feeds.values import Reply
from bot.model import Feed, Tier

PR_NEWSWIRE = """<?xml version="1.0" encoding="UTF-8"?>
<rss xmlns:prn="http://www.prnewswire.com/rss/prn" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/" version="2.0"><channel><title>Personnel Announcements</title>
<link>https://wire.example/</link><language>en-US</language><item>
<title>Sample Robotics Appoints Ada Sample as Chief Executive Officer</title>
<link>https://wire.example/news-releases/sample-robotics-appoints-302543210.html</link>
<guid isPermaLink="true">https://wire.example/news-releases/sample-robotics-appoints-302543210.html</guid>
<pubDate>Tue, 02 Sep 2025 08:30:00 +0000</pubDate>
<description><![CDATA[ CHICAGO, Sept. 2, 2025 /Sample Wire/ -- Sample Robotics today named Ada Sample. ]]></description>
<prn:industry>CPR</prn:industry><prn:subject>PER</prn:subject><dc:language>en</dc:language>
<dc:publisher>Sample Wire</dc:publisher><dc:contributor>Sample Robotics</dc:contributor>
<media:content url="https://wire.example/x.jpg" type="image/jpeg"/></item></channel></rss>"""

GLOBE_NEWSWIRE = """<?xml version="1.0" encoding="utf-8"?>
<?xml-stylesheet type="text/xsl" href="/rss.xslt"?>
<rss xmlns:dc="http://dublincore.org/documents/dcmi-namespace/" version="2.0"><channel>
<title>Management Changes</title><link>https://globe.example/</link><item>
<guid isPermaLink="true">https://globe.example/news-release/2025/09/02/3142/0/en/Sample-Bank.html</guid>
<link>https://globe.example/news-release/2025/09/02/3142/0/en/Sample-Bank.html</link>
<category domain="https://globe.example/rss/stock">Nasdaq:SMPL</category><title>Sample Bank Names Ben Sample CFO</title>
<description><![CDATA[<p align="left">Sample Bank named <b>Ben Sample</b>.</p>]]></description>
<pubDate>Tue, 02 Sep 2025 08:30 GMT</pubDate><dc:identifier>3142</dc:identifier><dc:language>en</dc:language>
<dc:publisher>Globe Sample Inc.</dc:publisher><dc:contributor>Sample Bank</dc:contributor>
<dc:modified>Tue, 02 Sep 2025 08:31 GMT</dc:modified><dc:subject>Management Changes</dc:subject>
</item></channel></rss>"""


@pytest.mark.parametrize(
    ("document", "title"),
    [
        (PR_NEWSWIRE, "Sample Robotics Appoints Ada Sample as Chief Executive Officer"),
        (GLOBE_NEWSWIRE, "Sample Bank Names Ben Sample CFO"),
    ],
)
def test_a_wire_is_a_plain_feed(document: str, title: str) -> None:
    feed = Feed("https://wire.example/rss", "Sample Wire", Tier.ISSUER, "en")
    parsed = sources.read(Reply(feed.url, 200, document.encode(), "text/xml", final_url=feed.url), feed, frozenset())
    (entry,) = parsed.entries
    assert (entry.title, entry.published) == (title, datetime(2025, 9, 2, 8, 30, tzinfo=UTC))
    assert entry.link is not None and entry.link == entry.guid
    assert entry.summary is not None and "Sample" in entry.summary
