"""Where one packet ends and the next begins: the four TCP transports, plain or obfuscated.

A websocket is one more carrier of the same stream of bytes. The server tells the transports apart by the
first bytes; `ServerCarrier` and `ClientCarrier` are the two ends of one connection.

Source: core.telegram.org/mtproto/mtproto-transports.
"""

import struct
import zlib
from enum import Enum
from typing import NamedTuple, Protocol

from folkmoot.kernel.chance import Chance
from folkmoot.kernel.errors import Broken, Malformed

from .obfuscation import FOREIGN_WORDS, HEADER_SIZE, Obfuscation

QUICK_ACK_BIT = 0x80000000
"""Set in a length that asks for a quick acknowledgement, and in every token that answers one."""


class BadFraming(Malformed):
    """The bytes are of no transport that we know, or break its rules; the rest of the stream is lost."""


class Transport(Enum):
    """How packets are framed; the value is the name in logs and metrics."""

    ABRIDGED = "abridged"
    INTERMEDIATE = "intermediate"
    PADDED = "padded"
    FULL = "full"


class Packet(NamedTuple):
    """What one frame held."""

    payload: bytes
    """A whole MTProto packet (encrypted, or plain for the handshake) or, from a server, a 4-byte error."""
    quick_ack: bool
    """At the server: the client wants a quick acknowledgement. At the client: `payload` is one."""


class _Framing(Protocol):
    """One transport, one end. Frames above the limit are refused by their length alone."""

    def cut(self, view: memoryview, at: int) -> tuple[Packet, int] | None:
        """Return the packet that begins at `at` and where it ends, or None while bytes are missing.

        Raises `BadFraming`.
        """
        ...

    def wrap(self, payload: bytes, quick_ack: bool) -> bytes: ...

    def token(self, token: int) -> bytes:
        """Return a quick acknowledgement as the server sends it."""
        ...


class _Abridged:
    """A length in words: one byte, or 0x7f and three."""

    def __init__(self, max_frame: int, from_server: bool) -> None:
        self._max_frame = max_frame
        self._from_server = from_server

    def cut(self, view: memoryview, at: int) -> tuple[Packet, int] | None:
        left = len(view) - at
        if left < 4:  # no packet and no token is shorter
            return None
        first = view[at]
        quick_ack = first >= 0x80
        if quick_ack and self._from_server:
            return Packet(bytes(view[at : at + 4])[::-1], True), at + 4
        words = first & 0x7F
        start = at + 1
        if words == 0x7F:
            words = int.from_bytes(view[start : at + 4], "little")
            start = at + 4
        size = words * 4
        _check_size(size, self._max_frame)
        end = start + size
        return None if end > len(view) else (Packet(bytes(view[start:end]), quick_ack), end)

    def wrap(self, payload: bytes, quick_ack: bool) -> bytes:
        words = len(payload) >> 2
        bit = 0x80 if quick_ack else 0
        if words < 0x7F:
            return bytes((words | bit,)) + payload
        return bytes((0x7F | bit,)) + words.to_bytes(3, "little") + payload

    def token(self, token: int) -> bytes:
        return token.to_bytes(4, "big")  # backwards, so that the marked bit comes in the first byte


class _Intermediate:
    """A length of four bytes."""

    def __init__(self, max_frame: int, from_server: bool) -> None:
        self._max_frame = max_frame
        self._from_server = from_server

    def cut(self, view: memoryview, at: int) -> tuple[Packet, int] | None:
        start = at + 4
        if start > len(view):
            return None
        size = int.from_bytes(view[at:start], "little")
        quick_ack = size >= QUICK_ACK_BIT
        if quick_ack:
            if self._from_server:
                return Packet(bytes(view[at:start]), True), start
            size -= QUICK_ACK_BIT
        self._check(size)
        end = start + size
        if end > len(view):
            return None
        return Packet(self._strip(view[start:end]), quick_ack), end

    def wrap(self, payload: bytes, quick_ack: bool) -> bytes:
        return (len(payload) | (QUICK_ACK_BIT if quick_ack else 0)).to_bytes(4, "little") + payload

    def token(self, token: int) -> bytes:
        return token.to_bytes(4, "little")

    def _check(self, size: int) -> None:
        _check_size(size, self._max_frame)

    def _strip(self, frame: memoryview) -> bytes:
        return bytes(frame)


class _Padded(_Intermediate):
    """Intermediate with up to 15 random bytes behind the payload, so that lengths tell less.

    Nothing says how many there are: the payload's own form does. Towards clients we add at most three and
    none to errors, because Telethon cuts a frame to a multiple of four only and mtcute knows an error by its
    length of 4.
    """

    _LONGEST = 15

    def __init__(self, max_frame: int, from_server: bool, chance: Chance | None) -> None:
        super().__init__(max_frame, from_server)
        self._chance = chance
        self._choices = self._LONGEST + 1 if from_server else 4

    def wrap(self, payload: bytes, quick_ack: bool) -> bytes:
        if self._chance is not None and len(payload) > 4:
            payload += self._chance.bytes(self._chance.below(self._choices))
        return super().wrap(payload, quick_ack)

    def _check(self, size: int) -> None:
        if not 4 <= size <= self._max_frame + self._LONGEST:
            raise BadFraming(f"a frame of {size} bytes")

    def _strip(self, frame: memoryview) -> bytes:
        size = len(frame)
        if self._from_server and size < _PLAIN_HEADER:
            return bytes(frame[:4])
        if size < _ENCRYPTED_HEADER:
            raise BadFraming(f"a padded frame of {size} bytes")
        if frame[:8] == _NO_KEY:
            payload = _PLAIN_HEADER + int.from_bytes(frame[16:20], "little")
        else:
            payload = size - (size - _ENCRYPTED_HEADER) % 16
        if payload % 4 or not size - self._LONGEST <= payload <= size:
            raise BadFraming(f"{payload} bytes in a padded frame of {size}")
        return bytes(frame[:payload])


_PLAIN_HEADER = 20
"""No key (8), message id (8), length (4)."""
_ENCRYPTED_HEADER = 24
"""Key id (8), message key (16); blocks of 16 bytes follow."""
_NO_KEY = bytes(8)


class _Full:
    """Length of the frame, sequence number, payload, CRC-32 of all that. It has no quick acknowledgement."""

    _OVERHEAD = 12
    _HEAD = struct.Struct("<II")

    def __init__(self, max_frame: int) -> None:
        self._max_frame = max_frame
        self._received = 0
        self._sent = 0

    def cut(self, view: memoryview, at: int) -> tuple[Packet, int] | None:
        if at + 8 > len(view):
            return None
        size, number = self._HEAD.unpack_from(view, at)
        _check_size(size - self._OVERHEAD, self._max_frame)
        if number != self._received & 0xFFFFFFFF:
            raise BadFraming(f"frame {number} where {self._received} was due")
        end = at + size
        if end > len(view):
            return None
        if zlib.crc32(view[at : end - 4]) != int.from_bytes(view[end - 4 : end], "little"):
            raise BadFraming("a frame whose checksum is wrong")
        self._received += 1
        return Packet(bytes(view[at + 8 : end - 4]), False), end

    def wrap(self, payload: bytes, quick_ack: bool) -> bytes:
        frame = self._HEAD.pack(len(payload) + self._OVERHEAD, self._sent & 0xFFFFFFFF) + payload
        self._sent += 1
        return frame + zlib.crc32(frame).to_bytes(4, "little")

    def token(self, token: int) -> bytes:
        return b""


_TAGS = {
    Transport.ABRIDGED: b"\xef" * 4,
    Transport.INTERMEDIATE: b"\xee" * 4,
    Transport.PADDED: b"\xdd" * 4,
}
_BY_TAG = {tag: transport for transport, tag in _TAGS.items()}


def _check_size(size: int, max_frame: int) -> None:
    if size <= 0 or size & 3 or size > max_frame:
        raise BadFraming(f"a frame of {size} bytes")


def _framing(transport: Transport, max_frame: int, from_server: bool, chance: Chance | None) -> _Framing:
    match transport:
        case Transport.ABRIDGED:
            return _Abridged(max_frame, from_server)
        case Transport.INTERMEDIATE:
            return _Intermediate(max_frame, from_server)
        case Transport.PADDED:
            return _Padded(max_frame, from_server, chance)
        case Transport.FULL:
            return _Full(max_frame)


class _Lost:
    """What is left of a stream after a bad frame: nobody can tell where the next one begins."""

    def cut(self, view: memoryview, at: int) -> tuple[Packet, int] | None:
        raise BadFraming("the stream was already lost")


class _Carrier:
    """What both ends share: cutting what comes, hiding what goes. At most one unfinished frame is kept."""

    __slots__ = ("_cutting", "_framing", "_obfuscation", "_rest")

    _cutting: _Framing | _Lost | None
    _framing: _Framing | None

    def __init__(self) -> None:
        self._cutting = self._framing = None
        self._obfuscation: Obfuscation | None = None
        self._rest = bytearray()

    def _cut(self, cutting: _Framing | _Lost, data: bytes) -> list[Packet]:
        """Return all packets that are now whole. Each byte is copied once, however many packets come."""
        rest = self._rest
        source: bytes | bytearray = data
        if rest:
            rest += data
            source = rest
        packets: list[Packet] = []
        at = 0
        with memoryview(source) as view:
            while (found := cutting.cut(view, at)) is not None:
                packet, at = found
                packets.append(packet)
            if source is data:
                rest += view[at:]
        if source is rest:
            del rest[:at]
        return packets

    def _lose(self) -> None:
        self._cutting = _Lost()
        self._rest = bytearray()

    def _hide(self, frame: bytes) -> bytes:
        return frame if self._obfuscation is None else self._obfuscation.encrypt(frame)


class ServerCarrier(_Carrier):
    """The server's end of one connection.

    `max_frame` bounds a payload in bytes: a longer frame is refused when its length is read, before its body
    is buffered. `chance` pads what we send in the padded transport; without it nothing is added.
    """

    __slots__ = ("_chance", "_max_frame", "_opening", "name")

    def __init__(self, max_frame: int, chance: Chance | None = None) -> None:
        super().__init__()
        self._max_frame = max_frame
        self._chance = chance
        self._opening = b""
        self.name = "unknown"
        """The transport as logs and metrics call it: "abridged", "obfuscated intermediate" …"""

    def receive(self, data: bytes) -> list[Packet]:
        """Return the packets that `data` completes; it may be cut anywhere.

        Raises `BadFraming`, then and ever after: close the connection.
        """
        try:
            if self._cutting is None:
                self._opening += data
                return self._open(self._opening)
            return self._cut(
                self._cutting, data if self._obfuscation is None else self._obfuscation.decrypt(data)
            )
        except BadFraming:
            self._lose()
            raise

    def frame(self, payload: bytes) -> bytes:
        """Return the bytes that carry one packet. Send them in the order in which they were framed."""
        if self._framing is None:
            raise Broken("the client has not opened the connection yet")
        return self._hide(self._framing.wrap(payload, False))

    def error(self, code: int) -> bytes:
        """Return a transport error (404: unknown key, 429: too much); empty before the client has opened."""
        return b"" if self._framing is None else self.frame((-code).to_bytes(4, "little", signed=True))

    def quick_ack(self, token: int) -> bytes:
        """Return the answer to a wish, `token` being `crypto.quick_ack_token`; empty where there is none."""
        return b"" if self._framing is None else self._hide(self._framing.token(token))

    def _open(self, opening: bytes) -> list[Packet]:
        """Decide the transport as soon as the bytes allow it; then read on."""
        word = opening[:4]
        if opening[:1] == b"\xef":
            return self._begin(Transport.ABRIDGED, opening[1:])
        if len(word) < 4:
            return []
        if word in _BY_TAG:
            return self._begin(_BY_TAG[word], opening[4:])
        if word in FOREIGN_WORDS:
            raise BadFraming("another protocol")
        if opening[4:8] == b"\0\0\0\0":
            return self._begin(Transport.FULL, opening)
        if len(opening) < HEADER_SIZE:
            return []
        self._obfuscation, tag = Obfuscation.accept(opening[:HEADER_SIZE])
        if tag not in _BY_TAG:
            raise BadFraming("an unknown transport")
        return self._begin(_BY_TAG[tag], self._obfuscation.decrypt(opening[HEADER_SIZE:]))

    def _begin(self, transport: Transport, data: bytes) -> list[Packet]:
        self.name = transport.value if self._obfuscation is None else f"obfuscated {transport.value}"
        self._framing = self._cutting = _framing(transport, self._max_frame, False, self._chance)
        self._opening = b""
        return self._cut(self._framing, data)

    def _lose(self) -> None:
        super()._lose()
        self._opening = b""


class ClientCarrier(_Carrier):
    """The client's end of one connection, for tests, the demo's residents and the load generator.

    The full transport has no tag and cannot be obfuscated.
    """

    __slots__ = ("_opening",)

    _cutting: _Framing | _Lost
    _framing: _Framing

    def __init__(
        self, transport: Transport, obfuscated: bool, chance: Chance, max_frame: int = 1 << 24
    ) -> None:
        if obfuscated and transport is Transport.FULL:
            raise Broken("the full transport cannot be obfuscated")
        super().__init__()
        self._framing = self._cutting = _framing(transport, max_frame, True, chance)
        self._opening = b"" if transport is Transport.FULL else _TAGS[transport]
        if obfuscated:
            self._obfuscation, self._opening = Obfuscation.open(_TAGS[transport], chance)
        elif transport is Transport.ABRIDGED:
            self._opening = self._opening[:1]

    def opening(self) -> bytes:
        """Return what goes before the first frame."""
        return self._opening

    def receive(self, data: bytes) -> list[Packet]:
        """Return the packets, errors and acknowledgements that `data` completes. Raises `BadFraming`."""
        try:
            return self._cut(
                self._cutting, data if self._obfuscation is None else self._obfuscation.decrypt(data)
            )
        except BadFraming:
            self._lose()
            raise

    def frame(self, payload: bytes, quick_ack: bool = False) -> bytes:
        """Return the bytes that carry one packet, wishing for a quick acknowledgement or not."""
        return self._hide(self._framing.wrap(payload, quick_ack))
