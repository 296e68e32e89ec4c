"""Which addresses of the network may be opened: the public ones, on the ports of the web.

Comes in: the very IP address and port that a socket is about to be connected to. Goes out: None, or in words why
not. Must never resolve a name: whoever checks a name and connects afterwards can be led elsewhere in between.

The registries of special addresses (IANA, IPv4 and IPv6) are written out here instead of trusting `is_global`
alone: that property differs between patch releases of Python, and misses multicast, 6to4 and more.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from ipaddress import AddressValueError, IPv4Address, IPv4Network, IPv6Address, IPv6Network

WEB_PORTS = frozenset({80, 443})

_SPECIAL_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
_SPECIAL_6 = tuple(
    IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)
_GLOBAL_6 = IPv6Network("2000::/3")
_MAPPED_4 = IPv6Network("::ffff:0:0/96")
_TRANSLATED_4 = IPv6Network("64:ff9b::/96")


class Guard:
    """`allow_private` opens every address and port (tests, intranets); `allow` opens single (address, port) pairs."""

    def __init__(self, allow_private: bool = False, allow: Collection[tuple[str, int]] = ()) -> None:
        self._allow_private = allow_private
        self._allow = frozenset(allow)

    def refusal(self, address: str, port: int) -> str | None:
        """Why (`address`, `port`) may not be opened, or None."""
        if self._allow_private or (address, port) in self._allow:
            return None
        if not is_public(address):
            return f"the address {address} is private or reserved"
        if port not in WEB_PORTS:
            return f"port {port} is not a port of the web"
        return None


@lru_cache(maxsize=4096)
def is_public(address: str) -> bool:
    """Whether a numeric address belongs to somebody on the open internet. An IPv4 address wrapped into IPv6 counts
    as what it wraps; a zone (`%eth0`) or anything unreadable is not public."""
    try:
        if ":" not in address:
            return _is_public_4(IPv4Address(address))
        six = IPv6Address(address)
    except AddressValueError:
        return False
    if six in _MAPPED_4 or six in _TRANSLATED_4:
        return _is_public_4(IPv4Address(int(six) & 0xFFFFFFFF))
    return six.is_global and six in _GLOBAL_6 and not any(six in network for network in _SPECIAL_6)


def _is_public_4(four: IPv4Address) -> bool:
    return four.is_global and not any(four in network for network in _SPECIAL_4)
