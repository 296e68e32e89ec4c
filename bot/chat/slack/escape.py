"""The one door through which foreign words reach Slack.

In: any text or address, from feeds, users or people's names. Out: `Literal` for the elements that Slack shows as
they are (plain_text, rich_text), `SlackText` for the two places that read markup (mrkdwn objects and the top-level
text), and http(s) addresses whose real host can be said. It must never let foreign text become a mention, a link or
a format, and nothing else in this folder may call text safe: the block builders take these types only.

Why two types: Slack decodes `&amp; &lt; &gt;` in markup and nothing else, so markup is escaped exactly once, while
rich_text would show the entities. `*`, `_`, `~` and the backtick cannot be escaped in markup at all; there they are
replaced by signs that look the same. Source: docs.slack.dev, "Formatting message text", 2026-08.
"""

from __future__ import annotations

import unicodedata
from typing import NewType
from urllib.parse import quote, urlsplit

Literal = NewType("Literal", str)
SlackText = NewType("SlackText", str)

MAX_HOST = 80
"""Code points of the longest host that becomes a link: a reader must see it whole, its end above all."""

MAX_URL = 400
"""Code points of the longest address that becomes a link; Slack takes 3,000, but five of those fill a message."""

_LOOKALIKES = str.maketrans({"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"})
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_JOINERS = "\u200c\u200d"  # zero width, but Persian, the scripts of India and emoji need them
_IN_ADDRESSES = "!#$%&'()*+,/:;=?@[]-._~"  # what may stay unquoted in an address; not < > | " \ ^ and not a space


def literal(text: str, limit: int) -> Literal:
    """Return `text` without control, bidi and invisible signs, white space folded, cut to `limit` code points.

    Only the first ten times `limit` signs are looked at: a headline of 50 kB must not cost the time of one.
    """
    kept = text[: 10 * limit]
    if not kept.isprintable():  # else every sign of it is visible, and its only white space the space
        kept = "".join(" " if sign.isspace() else sign for sign in kept if sign.isspace() or _visible(sign))
    folded = " ".join(kept.split())
    return Literal(folded if len(folded) <= limit else folded[: limit - 1].rstrip() + "…")


def escape(text: str, limit: int) -> SlackText:
    """Return `text` for markup: as `literal`, then `& < >` escaped once, formats defused; at most `limit` code points.

    The cut is made after escaping, between two signs, so that no entity is cut apart.
    """
    signs = [_ENTITIES.get(sign, sign) for sign in literal(text, limit).translate(_LOOKALIKES)]
    length = sum(map(len, signs))
    if length > limit:
        while length > limit - 1:
            length -= len(signs.pop())
        signs.append("…")
    return SlackText("".join(signs))


def link(url: str) -> tuple[str, Literal] | None:
    """Return (address, host as a reader should see it) of a link that may be clicked, else None.

    Only http and https with a host, no user name before it (`https://bank.example@evil.example/` deceives), no longer
    than `MAX_URL`, with a host no longer than `MAX_HOST`. A host that is not plain ASCII is shown in its xn-- form,
    where look-alikes differ.
    """
    tidy = "".join(sign for sign in url.strip() if _visible(sign) and not sign.isspace())
    try:
        parts = urlsplit(tidy)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except (ValueError, UnicodeError):
        return None
    if (
        parts.scheme not in ("http", "https")
        or not _is_host(host)
        or len(host) > MAX_HOST
        or parts.username is not None
    ):
        return None
    place = host if port is None else f"{host}:{port}"
    address = f"{parts.scheme}://{place}{quote(parts.path, safe=_IN_ADDRESSES)}"
    if parts.query:
        address += "?" + quote(parts.query, safe=_IN_ADDRESSES)
    if parts.fragment:
        address += "#" + quote(parts.fragment, safe=_IN_ADDRESSES)
    if len(address) > MAX_URL:
        return None
    return address, literal(host.removeprefix("www."), MAX_HOST)


def _is_host(host: str) -> bool:
    return bool(host) and all(sign.isascii() and (sign.isalnum() or sign in ".-_") for sign in host)


def _visible(sign: str) -> bool:
    """Whether a sign may be shown: none of control, format (bidi, zero width, tags), surrogate, private, unassigned."""
    return sign in _JOINERS or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn")
