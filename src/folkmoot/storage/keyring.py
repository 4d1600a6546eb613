"""The running server's own keys: one secret on disk, a key for each purpose drawn from it.

They guard what the database holds but a stolen copy of it must not give away: session keys, the online copy
of phone numbers, access hashes. The secret never enters the database, and no key serves two purposes.
"""

import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from folkmoot.kernel.errors import Broken, Unusable

from .private_files import read_or_make

_SIZE = 32
_FORMAT = 1
_KEY_VERSION = 1
_HEADER = bytes([_FORMAT, _KEY_VERSION])
_NONCE = 12
_INFO = b"folkmoot keyring 1: "


class CannotOpen(Broken):
    """A box was sealed with another key, for another context, or was altered."""


class Keyring:
    """Keys drawn from one master secret of 32 bytes."""

    def __init__(self, master: bytes) -> None:
        if len(master) != _SIZE:
            raise Broken(f"a master secret has {_SIZE} bytes, not {len(master)}")
        self._master = master

    @classmethod
    def open(cls, path: Path) -> "Keyring":
        """Read the master secret from the private file `path`, which is made on the first start.

        Raises `Unusable` when others may read it or when it is damaged: a new secret in its place would
        lose every session and every number.
        """
        text = read_or_make(path, lambda: secrets.token_hex(_SIZE).encode() + b"\n")
        try:
            return cls(bytes.fromhex(text.decode("ascii")))
        except (ValueError, Broken) as error:
            raise Unusable(f"{path} is damaged: put back the copy from your backup") from error

    def derive(self, purpose: str, length: int = 32) -> bytes:
        """Return the key for `purpose`: always the same one, and no help in finding another."""
        return HKDF(SHA256(), length, salt=None, info=_INFO + purpose.encode()).derive(self._master)

    def fingerprint(self) -> bytes:
        """Return what tells this secret from another and gives nothing of it away."""
        return self.derive("fingerprint", 16)

    def box(self, purpose: str) -> "Box":
        """Return the box for `purpose`; keep it, for drawing a key takes longer than sealing."""
        return Box(self.derive(purpose))


class Box:
    """Seals small values with AES-256-GCM, each bound to the place where it belongs.

    A sealed value is `format (1) | key version (1) | nonce (12) | ciphertext | tag (16)`. The key version
    lets a later master secret live beside this one. Nonces are random, so one key seals at most 2**32
    values.
    """

    OVERHEAD = len(_HEADER) + _NONCE + 16

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def seal(self, plaintext: bytes, context: bytes) -> bytes:
        """Seal `plaintext`; only the same `context` (such as the row's id) opens it again.

        Without it, who writes to the database could move one person's number to another's row.
        """
        nonce = os.urandom(_NONCE)
        return _HEADER + nonce + self._cipher.encrypt(nonce, plaintext, _HEADER + context)

    def open(self, sealed: bytes, context: bytes) -> bytes:
        """Return what was sealed under the same `context`; raises `CannotOpen` for anything else."""
        if len(sealed) < self.OVERHEAD or sealed[: len(_HEADER)] != _HEADER:
            raise CannotOpen("this is no box of ours")
        nonce, body = sealed[len(_HEADER) :][:_NONCE], sealed[len(_HEADER) + _NONCE :]
        try:
            return self._cipher.decrypt(nonce, body, _HEADER + context)
        except InvalidTag:
            raise CannotOpen("sealed with another key or for another context, or altered") from None
