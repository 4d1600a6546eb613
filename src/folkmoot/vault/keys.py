"""The vault's private keys: one file a day, so that destroying a file makes a day unreadable for good.

Everything lies in one folder with mode 0700:

    wrapping.key               wraps the others, as long as keys are kept in files
    subscriber-1.key           opens subscriber rows; lives as long as the accounts
    history-2026-11-24.key     opens that day's history rows and no others
"""

import contextlib
import fcntl
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol

import msgspec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from folkmoot.kernel.errors import Refused, Unusable
from folkmoot.storage.keyring import CannotOpen, Keyring
from folkmoot.storage.private_files import private_folder, read_private
from folkmoot.storage.public_keys import KeySet, write_key_set

DAYS_AHEAD = 730
"""Two years, so that a vault that stands still does not stop the messenger."""

SUBSCRIBER = "subscriber-1"
_HISTORY = "history-"
_SUFFIX = ".key"


class KeyGone(Refused):
    """There is no such private key: it was destroyed when its time was over, or never made."""


class KeyWrapper(Protocol):
    """Guards private keys at rest: a key in a file now, a hardware module or a key service later."""

    def wrap(self, name: str, private_key: bytes) -> bytes:
        """Return the private key in a form that only `unwrap` with the same name undoes."""
        ...

    def unwrap(self, name: str, wrapped: bytes) -> bytes:
        """Return the private key; raises `Unusable` when it was wrapped by another wrapper."""
        ...


class FileKeyWrapper:
    """Wraps with a secret in the same folder: no better than the folder's own protection, and never worse."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "wrapping.key"
        if not self._path.exists() and any(folder.glob(f"*{_SUFFIX}")):
            raise Unusable(f"{self._path} is missing: put back the vault folder from your backup")
        self._box = Keyring.open(self._path).box("vault private keys")

    def wrap(self, name: str, private_key: bytes) -> bytes:
        return self._box.seal(private_key, name.encode())

    def unwrap(self, name: str, wrapped: bytes) -> bytes:
        try:
            return self._box.open(wrapped, name.encode())
        except CannotOpen as error:
            raise Unusable(
                f"{self._path} does not unwrap {name}: put back the vault folder from your backup"
            ) from error


class _Kept(msgspec.Struct):
    """A key file: the public half lies open, so that listing the keys unwraps none."""

    public: str
    wrapped: str


class PrivateKeys:
    """The keys of one vault folder."""

    def __init__(self, folder: Path, wrapper: KeyWrapper | None = None) -> None:
        """Use `folder`, made with mode 0700 when missing; raises `Unusable` when it is open to others."""
        self._folder = private_folder(folder)
        self._wrapper = wrapper or FileKeyWrapper(folder)

    def history(self, day: date) -> X25519PrivateKey:
        """Return the key that opens the history rows of `day`, or raise `KeyGone`."""
        return self._open(f"{_HISTORY}{day.isoformat()}")

    def subscriber(self, name: str) -> X25519PrivateKey:
        """Return the key that opens the subscriber rows sealed to the key `name`, or raise `KeyGone`."""
        return self._open(name)

    def public(self) -> KeySet:
        """Return the public half of every key that is here."""
        history: dict[date, bytes] = {}
        subscriber: dict[str, bytes] = {}
        for name in self.names():
            public = b64decode(self._read(name).public)
            if name.startswith(_HISTORY):
                history[date.fromisoformat(name.removeprefix(_HISTORY))] = public
            else:
                subscriber[name] = public
        return KeySet(history, subscriber)

    def names(self) -> list[str]:
        """Return the names of the keys that are here, days in order."""
        found = sorted(
            path
            for path in self._folder.glob(f"*{_SUFFIX}")
            if path.name.startswith((_HISTORY, "subscriber-"))
        )
        return [path.name.removesuffix(_SUFFIX) for path in found if path.stat().st_size]

    def make(self, name: str) -> None:
        """Make a new key under `name`; `settle` must follow before anybody seals to it."""
        key = X25519PrivateKey.generate()
        wrapped = self._wrapper.wrap(name, key.private_bytes_raw())
        kept = _Kept(
            public=b64encode(key.public_key().public_bytes_raw()).decode(),
            wrapped=b64encode(wrapped).decode(),
        )
        path = self._path(name)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(msgspec.json.encode(kept))

    def settle(self) -> None:
        """Put the new keys onto the disk for good: once for hundreds of files, or it would take seconds."""
        os.sync()

    def _open(self, name: str) -> X25519PrivateKey:
        private = self._wrapper.unwrap(name, b64decode(self._read(name).wrapped))
        return X25519PrivateKey.from_private_bytes(private)

    def _read(self, name: str) -> _Kept:
        path = self._path(name)
        try:
            return msgspec.json.decode(read_private(path), type=_Kept)
        except FileNotFoundError:
            raise KeyGone(f"there is no private key {name}") from None
        except (msgspec.DecodeError, ValueError) as error:
            raise Unusable(f"{path} is damaged: put it back from your backup of the vault") from error

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}{_SUFFIX}"


@dataclass(frozen=True, slots=True)
class Made:
    """What `keygen` did."""

    keys: int
    """How many private keys are new."""
    until: date
    """The last day that has one."""


def keygen(
    folder: Path,
    public_file: Path,
    today: date,
    days_ahead: int = DAYS_AHEAD,
    wrapper: KeyWrapper | None = None,
) -> Made:
    """Make the private keys that are missing from `today` to `days_ahead` days on, and publish their halves.

    Running it again adds what is missing and changes nothing else; a day that is over never gets a new key,
    so a destroyed one stays destroyed. Yesterday's public key stays published: what began before midnight
    is sealed after it.
    """
    with _alone_in(private_folder(folder)):
        keys = PrivateKeys(folder, wrapper)
        days = [today + timedelta(n) for n in range(days_ahead + 1)]
        missing = {SUBSCRIBER, *(f"{_HISTORY}{day.isoformat()}" for day in days)} - set(keys.names())
        for name in sorted(missing):
            keys.make(name)
        if missing:
            keys.settle()
        found = keys.public()
        published = {day: key for day, key in found.history.items() if day >= today - timedelta(1)}
        write_key_set(public_file, KeySet(published, found.subscriber))
    return Made(len(missing), days[-1])


@contextlib.contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Let one at a time make keys: two would each replace what the other has just published."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
