"""The first bytes of a socket: who is there, and what they speak. Sans-IO."""

from __future__ import annotations

from dataclasses import dataclass

from folkmoot.kernel.errors import Malformed

from . import proxy
from .proxy import Peer


@dataclass(frozen=True, slots=True)
class Opened:
    """What the first bytes told."""

    peer: Peer
    websocket: bool
    """HTTP with an upgrade, instead of MTProto straight away."""
    forwarded: bool
    """The peer is a proxy that we believe, and `X-Forwarded-For` must say whom it stands for."""
    rest: bytes
    """The bytes that belong to the websocket or to MTProto."""


class Doorway:
    """Holds the first bytes until they tell."""

    def __init__(self, peer: Peer, *, trusted: bool) -> None:
        self._peer = peer
        self._trusted = trusted
        self._bytes = b""

    def receive(self, data: bytes) -> Opened | None:
        """Take bytes; return what they tell, or None while more are needed.

        Raises `Malformed` for a PROXY header from somebody that we do not believe, and for a believed peer
        that does not say whom it stands for.
        """
        self._bytes = data = self._bytes + data
        peer, proxied = self._peer, proxy.opens(data)
        if proxied is None:
            return None
        if proxied:
            if not self._trusted:
                raise Malformed("PROXY protocol from a peer that is not configured")
            read = proxy.read(data, peer)
            if read is None:
                return None
            peer, data = read
        if len(data) < 4:
            return None
        websocket = data[:4] == b"GET "
        if self._trusted and not proxied and not websocket:
            raise Malformed("a trusted proxy must speak PROXY protocol v2")
        return Opened(peer, websocket, forwarded=self._trusted and not proxied, rest=data)
