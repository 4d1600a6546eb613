"""Server salts: they rotate by the hour, and no process has to store or share them.

A salt is a keyed hash of the auth key's id and the number of a half hour, so every process that holds the
secret gives the same ones. Each holds for two half hours, so that a client has half an hour to move to the
next. Only a fresh key begins with another one, which both sides compute in the key exchange. Source:
core.telegram.org/mtproto/service_messages, "Request for several future salts".
"""

import hashlib
import hmac
from dataclasses import dataclass

PERIOD = 1800
"""Seconds between one salt's start and the next one's; each is valid for twice as long."""

FIRST_SECONDS, FIRST_AT_MOST = 60, 10_000
"""How long the first salt of a new key is taken, and of how many keys it is remembered."""

AT_MOST = 64
"""Future salts given to one request."""


@dataclass(frozen=True, slots=True)
class Salt:
    """One salt, signed 64 bits as on the wire, and the seconds since 1970 between which it is taken."""

    value: int
    since: int
    until: int


@dataclass(frozen=True, slots=True)
class SaltsNow:
    """What one key's messages may carry in one half hour: kept beside a session, since each message asks."""

    period: int
    current: int
    previous: int

    def hold(self, now: float) -> bool:
        """Tell whether these are still the salts of `now`."""
        return self.period == int(now) // PERIOD

    def allow(self, salt: int) -> bool:
        """Tell whether a message may carry `salt`."""
        return _same(salt, self.current) | _same(salt, self.previous)


class Salts:
    """The salts of all keys, derived from one secret of at least 32 bytes.

    A new key's first salt is the exception: it comes out of the key exchange. It is remembered here for a
    minute, so that a client's first message need not be sent twice; another process simply names the derived
    one.
    """

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._first: dict[int, tuple[int, float]] = {}

    def begin(self, key_id: int, salt: int, now: float) -> None:
        """Take `salt`, which a key exchange has just given to `key_id`, for a while."""
        self._first.pop(key_id, None)
        self._first[key_id] = salt, now + FIRST_SECONDS
        while len(self._first) > FIRST_AT_MOST or next(iter(self._first.values()))[1] <= now:
            del self._first[next(iter(self._first))]

    def now(self, key_id: int, now: float) -> "SaltsNow":
        """Return the salts of one key in the half hour of `now` (seconds since 1970)."""
        period = int(now) // PERIOD
        return SaltsNow(period, self._of(key_id, period), self._of(key_id, period - 1))

    def was_first(self, key_id: int, salt: int, now: float) -> bool:
        """Tell whether `salt` is the one that the key began with, not long ago."""
        first, until = self._first.get(key_id, (0, 0.0))
        return now < until and _same(first, salt)

    def future(self, key_id: int, now: float, count: int) -> list[Salt]:
        """Return `count` salts (1 .. `AT_MOST`) in their order of time, the one in force first."""
        first = int(now) // PERIOD
        return [
            Salt(self._of(key_id, at), at * PERIOD, (at + 2) * PERIOD)
            for at in range(first, first + min(max(count, 1), AT_MOST))
        ]

    def _of(self, key_id: int, period: int) -> int:
        message = key_id.to_bytes(8, "little", signed=True) + period.to_bytes(8, "little")
        return int.from_bytes(hmac.digest(self._secret, message, hashlib.sha256)[:8], "little", signed=True)


def _same(one: int, other: int) -> bool:
    """Compare two salts without telling by the time where they differ."""
    return hmac.compare_digest(
        one.to_bytes(8, "little", signed=True), other.to_bytes(8, "little", signed=True)
    )
