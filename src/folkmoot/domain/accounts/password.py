"""The second password: set, changed, removed and proved by SRP, never seen by the server.

A challenge is not stored. Its secret is computed from the `srp_id`, the account and the password's verifier
under a key outside the database, so any process can check a proof, nothing has to be swept, and no number
of open challenges costs memory. The id carries the time and the password's version: an old challenge, or
one of another password, is told as such.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import math
from dataclasses import dataclass, field
from datetime import timedelta

from folkmoot.kernel.chance import Chance
from folkmoot.kernel.clock import Clock
from folkmoot.kernel.errors import TryLater
from folkmoot.kernel.ids import AuthKeyId, UserId
from folkmoot.kernel.text import clean_line, utf16_length
from folkmoot.storage import Database, Keyring

from . import key_store, password_store, srp
from .errors import (
    ChallengeUnknown,
    KeyUnknown,
    NewSaltInvalid,
    NewSettingsInvalid,
    NoRecoveryMail,
    NothingToSet,
    PasswordChanged,
    PasswordWrong,
)
from .password_store import PasswordRow

OWN_SALT_BYTES = range(16, 129)
"""What a client may append to our part of the first salt."""
HINT_AT_MOST = 255
CHALLENGE_LASTS = timedelta(minutes=10)
TRIES = 5
TRIES_WITHIN = timedelta(hours=1)

_VERSION_BITS, _CHANCE_BITS = 12, 19


@dataclass(frozen=True, slots=True)
class Challenge:
    """What a client proves the password against."""

    srp_id: int
    b_public: bytes
    salt1: bytes
    salt2: bytes
    hint: str


@dataclass(frozen=True, slots=True)
class PasswordState:
    """Whether there is a password, and how to make a new one."""

    challenge: Challenge | None
    new_salt1: bytes
    """The client appends at least 16 random bytes."""
    new_salt2: bytes
    new_secure_salt: bytes
    """For keys that clients derive from the password for themselves."""
    randomness: bytes
    """Chance that a client may mix into its own."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A client's answer to a challenge."""

    srp_id: int
    a_public: bytes
    m1: bytes


@dataclass(frozen=True, slots=True)
class NewPassword:
    """A password as the client makes it: salts, group and `g^x`, in which x comes from salts and password."""

    salt1: bytes
    salt2: bytes
    g: int
    p: bytes
    verifier: bytes = field(repr=False)
    hint: str


class Passwords:
    """The second password of each account."""

    def __init__(self, db: Database, keyring: Keyring, clock: Clock, chance: Chance) -> None:
        self._db = db
        self._clock = clock
        self._chance = chance
        self._verifiers = keyring.box("password verifier")
        self._hints = keyring.box("password hint")
        self._challenge_key = keyring.derive("password challenge")
        self._salt_key = keyring.derive("password salt")

    async def owner(self, user: UserId | None, key: AuthKeyId) -> UserId:
        """Return whose password a caller may ask about: its own, or that of the account it is signing in to.

        Raises `KeyUnknown` when it is doing neither.
        """
        if user is not None:
            return user
        async with self._db.reading() as conn:
            signing_in = await key_store.pending(conn, key, self._clock.now())
        if signing_in is None:
            raise KeyUnknown
        return signing_in

    async def state(self, user: UserId) -> PasswordState:
        """Return a fresh challenge, when there is a password, and the salts for a new one."""
        async with self._db.reading() as conn:
            row = await password_store.find(conn, user)
        challenge = await self._challenge(user, row) if row else None
        return PasswordState(challenge, *self._new_salts(user), self._chance.bytes(256))

    async def prove(self, user: UserId, proof: Proof | None) -> int | None:
        """Check `proof` and return the version of the password that it proves; None when there is none.

        Raises `PasswordWrong`, `ChallengeUnknown`, `PasswordChanged`, and `TryLater` after five slips in an
        hour, counted over all devices and processes. What is done upon it re-checks the version in its own
        transaction.
        """
        async with self._db.reading() as conn:
            row = await password_store.find(conn, user)
        if row is None:
            if proof is not None:
                raise PasswordChanged
            return None
        if proof is None:
            raise PasswordWrong
        self._check_challenge(proof.srp_id, row)
        await self._take_try(user)
        verifier = self._verifier(user, row)
        secret = self._secret(proof.srp_id, user, verifier)
        if not await asyncio.to_thread(srp.proves, verifier, secret, proof.a_public, proof.m1):
            raise PasswordWrong
        async with self._db.transaction() as conn:
            await password_store.clear_tries(conn, user)
        return row.version

    async def change(self, user: UserId, proof: Proof | None, new: NewPassword | None) -> None:
        """Set or replace the password by `new`, or remove it. Devices that are signed in stay so.

        Raises what `prove` raises; `NewSaltInvalid`, `NewSettingsInvalid`; `NothingToSet` when there is
        neither an old nor a new one; `PasswordChanged` when another change was faster.
        """
        if new is not None:
            self._check_new(user, new)
        version = await self.prove(user, proof)
        if version is None and new is None:
            raise NothingToSet
        async with self._db.transaction() as conn:
            if new is not None:
                done = await password_store.put(
                    conn,
                    user,
                    version,
                    (new.salt1, new.salt2),
                    self._verifiers.seal(new.verifier.rjust(srp.WIDTH, b"\0"), _context(user)),
                    self._hints.seal(clean_line(new.hint).encode(), _context(user)),
                    self._clock.now(),
                )
            else:
                done = version is not None and await password_store.remove(conn, user, version)
        if not done:
            raise PasswordChanged

    def _check_new(self, user: UserId, new: NewPassword) -> None:
        salt1, salt2, _ = self._new_salts(user)
        if not new.salt1.startswith(salt1) or len(new.salt1) - len(salt1) not in OWN_SALT_BYTES:
            raise NewSaltInvalid
        if new.salt2 != salt2 or new.g != srp.GENERATOR or new.p != srp.PRIME:
            raise NewSettingsInvalid
        if not srp.in_group(new.verifier) or utf16_length(new.hint) > HINT_AT_MOST:
            raise NewSettingsInvalid

    def check_mail(self, mail: str) -> None:
        """Raise `NoRecoveryMail` for any address: we keep none, and a silent yes would promise a way back."""
        if mail:
            raise NoRecoveryMail

    def _new_salts(self, user: UserId) -> tuple[bytes, bytes, bytes]:
        """Our part of the next salts, fixed for each account: what must differ, the client adds."""
        salts = hmac.digest(self._salt_key, _context(user), hashlib.sha256)
        return salts[:8], salts[8:24], salts[24:]

    async def _challenge(self, user: UserId, row: PasswordRow) -> Challenge:
        verifier = self._verifier(user, row)
        srp_id = (int(self._clock.time()) << _VERSION_BITS | _tag(row)) << _CHANCE_BITS
        srp_id |= self._chance.below(1 << _CHANCE_BITS)
        secret = self._secret(srp_id, user, verifier)
        b_public = await asyncio.to_thread(srp.challenge, verifier, secret)
        hint = self._hints.open(row.hint, _context(user)).decode()
        return Challenge(srp_id, b_public, row.salt1, row.salt2, hint)

    def _check_challenge(self, srp_id: int, row: PasswordRow) -> None:
        age = self._clock.time() - (srp_id >> _VERSION_BITS + _CHANCE_BITS)
        if abs(age) > CHALLENGE_LASTS.total_seconds():  # another process's clock may be ahead
            raise ChallengeUnknown
        if srp_id >> _CHANCE_BITS & (1 << _VERSION_BITS) - 1 != _tag(row):
            raise PasswordChanged

    def _secret(self, srp_id: int, user: UserId, verifier: srp.Verifier) -> bytes:
        """The 2048 bits `b` of a challenge. An id that we never gave has one too; nobody knows its `B`."""
        seed = srp_id.to_bytes(8, "big") + _context(user) + verifier.v
        return b"".join(
            hmac.digest(self._challenge_key, bytes([part]) + seed, hashlib.sha512) for part in range(4)
        )

    def _verifier(self, user: UserId, row: PasswordRow) -> srp.Verifier:
        return srp.Verifier(row.salt1, row.salt2, self._verifiers.open(row.verifier, _context(user)))

    async def _take_try(self, user: UserId) -> None:
        now = self._clock.now()
        async with self._db.transaction() as conn:
            began = await password_store.take_try(conn, user, TRIES, now, now - TRIES_WITHIN)
        if began is not None:
            raise TryLater(max(1, math.ceil((began + TRIES_WITHIN - now).total_seconds())))


def _tag(row: PasswordRow) -> int:
    return row.version & (1 << _VERSION_BITS) - 1


def _context(user: UserId) -> bytes:
    return user.to_bytes(8, "big")
