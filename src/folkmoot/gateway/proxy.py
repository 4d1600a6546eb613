"""PROXY protocol v2: the client's own address, said by a balancer that we were told to believe.

Without it every address is the balancer's, and the wrong person would be disclosed. So it is read from
configured peers only, demanded from them, and a socket of anybody else that opens with it is closed.
Source: haproxy.org/download/1.8/doc/proxy-protocol.txt, section 2.2.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from folkmoot.kernel.errors import Malformed
from folkmoot.kernel.net import plain_address

SIGNATURE = b"\r\n\r\n\x00\r\nQUIT\n"
HEADER = 16
LONGEST = 2048
"""Bytes of addresses and extensions that we read; balancers send a few dozen."""

_TCP4, _TCP6 = 0x11, 0x21
_LOCAL, _PROXIED = 0x20, 0x21


@dataclass(frozen=True, slots=True)
class Peer:
    """Where a client really is."""

    address: str
    port: int


class Trusted:
    """The networks of the balancers and TLS proxies that stand before us."""

    def __init__(self, networks: Iterable[str]) -> None:
        self._networks = [ipaddress.ip_network(network) for network in networks]

    def __contains__(self, address: str) -> bool:
        try:
            ip = ipaddress.ip_address(plain_address(address))
        except ValueError:
            return False
        return any(ip in network for network in self._networks)


def opens(data: bytes) -> bool | None:
    """Tell whether the stream begins with a PROXY v2 header; None while that cannot be known yet."""
    if data[: len(SIGNATURE)] != SIGNATURE[: len(data)]:
        return False
    return True if len(data) >= len(SIGNATURE) else None


def read(data: bytes, peer: Peer) -> tuple[Peer, bytes] | None:
    """Return the client's address and the bytes after the header, or None while the header is incomplete.

    A header of kind LOCAL (the balancer's own health check) leaves `peer` as it is. Raises `Malformed`.
    """
    if len(data) < HEADER:
        return None
    command, family = data[12], data[13]
    length = int.from_bytes(data[14:16], "big")
    if command not in (_LOCAL, _PROXIED) or length > LONGEST:
        raise Malformed("this is not a PROXY protocol v2 header")
    if len(data) < HEADER + length:
        return None
    said, rest = data[HEADER : HEADER + length], data[HEADER + length :]
    if command == _LOCAL:
        return peer, rest
    if family == _TCP4 and length >= 12:
        return Peer(str(ipaddress.IPv4Address(said[:4])), int.from_bytes(said[8:10], "big")), rest
    if family == _TCP6 and length >= 36:
        address = plain_address(str(ipaddress.IPv6Address(said[:16])))
        return Peer(address, int.from_bytes(said[32:34], "big")), rest
    raise Malformed("a PROXY header must carry a TCP address over IPv4 or IPv6")


def forwarded(said: Sequence[str], peer: Peer, trusted: Trusted) -> Peer:
    """Read all `X-Forwarded-For` of a believed peer: the last address that is not a believed proxy's own.

    Each proxy appends whom it saw; what stands before the first one that we do not know is hearsay. The port
    is not in that header, so it is 0. Raises `Malformed` when nobody is left or an address is none: a
    believed peer that does not say whom it stands for would have its own address recorded as the client's.
    """
    for each in reversed(",".join(said).split(",")):
        try:
            address = str(ipaddress.ip_address(each.strip()))
        except ValueError:
            break
        if address not in trusted:
            return Peer(plain_address(address), 0)
    raise Malformed("a trusted proxy must send X-Forwarded-For")
