"""The public keys to which identities are sealed, read from a file and never from the database.

Who owns the database could otherwise put a key of their own there and read what the messenger seals from
then on. `folkmoot vault keygen` writes the file; the messenger only reads it.
"""

import contextlib
import os
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from folkmoot.kernel.errors import Broken, Unusable

from .private_files import write_private

_READABLE = 0o644


class NoKeyForToday(Broken):
    """No public key for the day: nothing may be sealed to another day's, so the server is not ready."""


class _File(msgspec.Struct, forbid_unknown_fields=True):
    """The file as it lies on disk."""

    format: int
    subscriber: dict[str, str]
    history: dict[date, str]


@dataclass(frozen=True, slots=True)
class KeySet:
    """What one version of the file says: a key per day, and the subscriber keys by name."""

    history: Mapping[date, bytes] = field(default_factory=dict)
    subscriber: Mapping[str, bytes] = field(default_factory=dict)


class PublicKeys:
    """The keys of the file; it is read again when it has changed, so that new days need no restart.

    A file that is lost or damaged meanwhile does not stop the sealing: the keys last read stay good.
    Readiness, which asks `days_left`, tells of it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int, int] | None = None
        self._keys = KeySet()
        self._ready: dict[bytes, X25519PublicKey] = {}

    @classmethod
    def load(cls, path: Path) -> "PublicKeys":
        """Read the file at `path`; raises `Unusable` when it is missing or makes no sense."""
        keys = cls(path)
        keys._refresh()
        return keys

    def history(self, day: date) -> X25519PublicKey:
        """Return the key of `day` (in UTC), or raise `NoKeyForToday`."""
        self._try_refresh()
        try:
            return self._key(self._keys.history[day])
        except KeyError:
            raise NoKeyForToday(f"{self._path} has no key for {day}: run `folkmoot vault keygen`") from None

    def subscriber(self) -> tuple[str, X25519PublicKey]:
        """Return the newest subscriber key with its name, or raise `NoKeyForToday`."""
        self._try_refresh()
        if not self._keys.subscriber:
            raise NoKeyForToday(f"{self._path} has no subscriber key: run `folkmoot vault keygen`")
        name = max(self._keys.subscriber)
        return name, self._key(self._keys.subscriber[name])

    def days_left(self, today: date) -> int:
        """Return for how many days from `today` on, without a gap, there is a key: 0 means not ready.

        Raises `Unusable` when the file cannot be read any more.
        """
        self._refresh()
        days = 0
        while today + timedelta(days) in self._keys.history:
            days += 1
        return days if self._keys.subscriber else 0

    def _key(self, raw: bytes) -> X25519PublicKey:
        if raw not in self._ready:
            self._ready = {
                **dict(list(self._ready.items())[-3:]),
                raw: X25519PublicKey.from_public_bytes(raw),
            }
        return self._ready[raw]

    def _try_refresh(self) -> None:
        with contextlib.suppress(Unusable):
            self._refresh()

    def _refresh(self) -> None:
        try:
            state = os.stat(self._path)
            seen = (state.st_ino, state.st_mtime_ns, state.st_size)
            if seen != self._seen:
                self._keys, self._seen = read_key_set(self._path), seen
        except OSError as error:
            raise Unusable(
                f"cannot read the sealing keys {self._path}: {error.strerror}; run `folkmoot vault keygen`"
            ) from error


def read_key_set(path: Path) -> KeySet:
    """Read a key file; raises `Unusable` when it makes no sense."""
    try:
        file = msgspec.json.decode(path.read_bytes(), type=_File)
        if file.format != 1:
            raise ValueError(f"format {file.format}")
        return KeySet(
            {day: _raw(key) for day, key in file.history.items()},
            {name: _raw(key) for name, key in file.subscriber.items()},
        )
    except (ValueError, msgspec.DecodeError) as error:
        raise Unusable(
            f"{path} holds no sealing keys ({error}): run `folkmoot vault keygen` again"
        ) from error


def write_key_set(path: Path, keys: KeySet) -> None:
    """Write a key file whole, so that a reader sees the old one or the new one."""
    file = _File(
        format=1,
        subscriber={name: b64encode(keys.subscriber[name]).decode() for name in sorted(keys.subscriber)},
        history={day: b64encode(keys.history[day]).decode() for day in sorted(keys.history)},
    )
    write_private(path, msgspec.json.format(msgspec.json.encode(file)) + b"\n", replace=True, mode=_READABLE)


def _raw(text: str) -> bytes:
    raw = b64decode(text, validate=True)
    if len(raw) != 32:
        raise ValueError("a key of X25519 has 32 bytes")
    return raw
