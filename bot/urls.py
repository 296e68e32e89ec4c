"""Web addresses: one spelling for one page, and nothing but the web.

Comes in: an address as a publisher or a user wrote it. Goes out: its canonical form, or None where it is no
http(s) address that two programs would read the same way. Must never look anything up; whether an address may be
opened is decided on the very IP, in `feeds/fetch`.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

MOST_CHARACTERS = 3000
"""Slack refuses a link over 3,000 characters; no honest article has one."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
# A backslash is a slash to some readers and part of a name to others, and so are white space and controls.
_TWO_MEANINGS = re.compile(r"[\x00-\x20\x7f-\xa0\\<>\"`{}|^\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
_HOST_NAME = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?|\[[0-9a-f:.]+\]")
_IN_PATH = "/%:@!$&'()*+,;=~-._"
# What analytics and social networks hang on, by name. Observed in news feeds; a name that some site needs to find
# its page (`id`, `ref`, `source`, `p`) is not here.
_TRACKING = re.compile(
    r"(?:utm_\w+|mtm_\w+|pk_\w+|at_(?:medium|campaign|custom\d|link_\w+|ptr_\w+|bbc_team|format)|ns_(?:mchannel|campaign|source|linkname|fee)"
    r"|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|igsh|mc_cid|mc_eid|_ga|_gl|_hsenc|_hsmi|mkt_tok"
    r"|wt_mc|wt_zmc|wtmc|xtor|guccounter|guce_referrer|guce_referrer_sig|soc_src|soc_trk|smid|cmpid|ftag|icid|__twitter_impression"
    r"|s_kwcid|ref_src|ref_url|feedtype|feedname)(?:=|\Z)",
    re.IGNORECASE,
)


def canonical(url: str) -> str | None:
    """The one spelling of a page's address, or None for anything that is no http(s) address.

    As `openable`, without tracking parameters; the other parameters keep their order, for it can matter.
    """
    address = openable(url)
    if address is None or "?" not in address:
        return address
    path, _, query = address.partition("?")
    query = "&".join(part for part in query.split("&") if part and not _TRACKING.match(part))
    return f"{path}?{query}" if query else path


def openable(url: str) -> str | None:
    """The address as it may be asked for, or None where it is not http(s) or two programs could read it differently.

    Scheme and host in small letters, the host in punycode, without default port and fragment. Letters outside
    ASCII are written as UTF-8 escapes, so an IRI and its URI are one. An address with a user name is refused:
    it shows one host and means another.
    """
    url = url.strip().replace(" ", "%20")
    if not url or len(url) > MOST_CHARACTERS or _TWO_MEANINGS.search(url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    scheme = parts.scheme
    name = _host_name(parts.hostname or "")
    if scheme not in _DEFAULT_PORTS or name is None or "@" in parts.netloc or port == 0:
        return None
    place = name if port is None or port == _DEFAULT_PORTS[scheme] else f"{name}:{port}"
    path, query = parts.path or "/", parts.query
    if not url.isascii():
        path, query = quote(path, safe=_IN_PATH), quote(query, safe=_IN_PATH + "?")
    return urlunsplit((scheme, place, path, query, ""))


def host(url: str) -> str:
    """The host that a reader should see beside a link, without port and leading "www."; "" where there is none."""
    address = canonical(url)
    if address is None:
        return ""
    name = urlsplit(address).hostname or ""
    return name.removeprefix("www.")


def _host_name(name: str) -> str | None:
    """The host in small ASCII letters. Python's own IDNA (2003) maps a few letters (the German sharp s) to others;
    no publisher's name hangs on them."""
    name = name.lower().rstrip(".")
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii").lower()
        except UnicodeError:
            return None
    if ":" in name:
        name = f"[{name}]"
    return name if _HOST_NAME.fullmatch(name) and len(name) <= 253 else None
