"""Obfuscated2: a connection that looks like noise from its first byte.

The client opens with 64 random bytes that hold two AES-256-CTR keys, one for each direction, and, encrypted,
the tag of the framing inside and a data centre. It hides the protocol from simple filters; it is no
protection, because the keys travel in the clear.

Source: core.telegram.org/mtproto/mtproto-transports, "Transport obfuscation".
"""

from collections.abc import Callable

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from folkmoot.kernel.chance import Chance

HEADER_SIZE = 64
"""Bytes that the client sends before its first frame."""

FOREIGN_WORDS = frozenset((b"HEAD", b"POST", b"GET ", b"OPTI", b"\x16\x03\x01\x02"))
"""First four bytes of HTTP and TLS: never ours."""

_TAG_WORDS = frozenset((b"\xee" * 4, b"\xdd" * 4))


class Obfuscation:
    """The two key streams of one connection; each runs on from call to call."""

    __slots__ = ("decrypt", "encrypt")

    decrypt: Callable[[bytes], bytes]
    """Turn bytes of the peer, as they came, into plain ones."""
    encrypt: Callable[[bytes], bytes]
    """Turn plain bytes into those to send."""

    def __init__(self, incoming: Callable[[bytes], bytes], outgoing: Callable[[bytes], bytes]) -> None:
        self.decrypt = incoming
        self.encrypt = outgoing

    @classmethod
    def accept(cls, header: bytes) -> tuple["Obfuscation", bytes]:
        """Return the server's side of a client's 64-byte `header`, and the 4-byte tag of the framing inside.

        The data centre behind the tag is ignored: most clients leave random bytes there.
        """
        incoming, outgoing = _streams(header)
        return cls(incoming, outgoing), incoming(header)[56:60]

    @classmethod
    def open(cls, tag: bytes, chance: Chance) -> tuple["Obfuscation", bytes]:
        """Return the client's side of a connection whose framing has `tag`, and the header to send first."""
        header = chance.bytes(HEADER_SIZE)
        while not _looks_like_noise(header):
            header = chance.bytes(HEADER_SIZE)
        header = header[:56] + tag + header[60:]
        outgoing, incoming = _streams(header)
        return cls(incoming, outgoing), header[:56] + outgoing(header)[56:]


def _streams(header: bytes) -> tuple[Callable[[bytes], bytes], Callable[[bytes], bytes]]:
    """Return the key streams client to server, which begins with the header itself, and server to client."""
    backwards = header[55:7:-1]
    return _stream(header[8:40], header[40:56]), _stream(backwards[:32], backwards[32:])


def _stream(key: bytes, counter: bytes) -> Callable[[bytes], bytes]:
    return Cipher(algorithms.AES(key), modes.CTR(counter)).encryptor().update


def _looks_like_noise(header: bytes) -> bool:
    """Refuse what a server would take for another transport, or a filter for another protocol.

    The first frame of the full transport carries sequence number 0 in its second word.
    """
    word = header[:4]
    return not (
        header[0] == 0xEF or word in _TAG_WORDS or word in FOREIGN_WORDS or header[4:8] == b"\0\0\0\0"
    )
