"""The sealed envelope: written with a public key, opened only by who holds the private one.

HPKE (RFC 9180, base mode) with X25519, HKDF-SHA256 and AES-256-GCM, from `cryptography`. An envelope is

    version (1 byte) | encapsulated key (32) | ciphertext and tag

and is bound to its label: class, user and epoch go into HPKE's `info`, so that an envelope moved to another
row does not open. What is inside is filled up to a multiple of 64 bytes: its length must not tell one
address or number from another.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from folkmoot.kernel.errors import Broken, Malformed
from folkmoot.kernel.ids import UserId

VERSION = 1
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_DOMAIN = b"folkmoot envelope 1"
_BLOCK = 64
_LENGTH = 4  # bytes that say how long the plaintext is


class CannotUnseal(Broken):
    """Another key, another label, or altered bytes: the envelope does not say which, and nobody can tell."""


class Class(StrEnum):
    """What an envelope holds, and so which key opens it.

    History has two classes, so that an order for addresses never opens which number was whose.
    """

    SIGN_IN = "history/sign-in"
    """Address, port, time and device of a sign-in; opened by the day's key."""
    NUMBER = "history/number"
    """An account took or gave up a number; opened by the day's key."""
    SUBSCRIBER = "subscriber"
    """An account's number; opened by a key that lives as long as the account."""


@dataclass(frozen=True, slots=True)
class Label:
    """Where an envelope belongs. `epoch` names the key: a day as `2026-11-24`, or a subscriber key."""

    class_: Class
    user: UserId
    epoch: str

    @classmethod
    def of_day(cls, class_: Class, user: UserId, day: date) -> "Label":
        return cls(class_, user, day.isoformat())

    def info(self) -> bytes:
        """Return the label as HPKE's `info`: each part behind its length, so that no two look alike."""
        parts = (_DOMAIN, self.class_.encode(), str(self.user).encode(), self.epoch.encode())
        return b"".join(len(part).to_bytes(2, "big") + part for part in parts)


def seal(plaintext: bytes, key: X25519PublicKey, label: Label) -> bytes:
    """Seal `plaintext` so that only the private half of `key`, under the same label, opens it."""
    framed = len(plaintext).to_bytes(_LENGTH, "big") + plaintext
    filled = framed.ljust(-(-len(framed) // _BLOCK) * _BLOCK, b"\0")
    return bytes([VERSION]) + _SUITE.encrypt(filled, key, label.info())


def unseal(envelope: bytes, key: X25519PrivateKey, label: Label) -> bytes:
    """Return what was sealed; raises `CannotUnseal`, or `Malformed` for a version that we do not know."""
    if not envelope or envelope[0] != VERSION:
        raise Malformed(f"an envelope of version {envelope[:1].hex() or 'none'}; known is {VERSION}")
    try:
        filled = _SUITE.decrypt(envelope[1:], key, label.info())
    except (InvalidTag, ValueError):
        raise CannotUnseal("another key, another label, or altered") from None
    return filled[_LENGTH:][: int.from_bytes(filled[:_LENGTH], "big")]
