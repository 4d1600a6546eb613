"""Server salts: they rotate by the hour, and no process has to store or share them.

A salt is a keyed hash of the auth key's id and the number of a half hour, so every process that holds the secret
gives the same ones. Each holds for two half hours, so that a client has half an hour to move to the next.
Source: core.telegram.org/mtproto/service_messages, "Request for several future salts".
"""

import hashlib
import hmac
from dataclasses import dataclass

PERIOD = 1800
"""Seconds between one salt's start and the next one's; each is valid for twice as long."""

AT_MOST = 64
"""Future salts given to one request."""


@dataclass(frozen=True, slots=True)
class Salt:
    """One salt, signed 64 bits as on the wire, and the seconds since 1970 between which it is taken."""

    value: int
    since: int
    until: int


class Salts:
    """The salts of all keys, derived from one secret of at least 32 bytes."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def current(self, key_id: int, now: float) -> int:
        """Return the newest salt that is valid at `now` (seconds since 1970)."""
        return self._of(key_id, int(now) // PERIOD)

    def valid(self, key_id: int, salt: int, now: float) -> bool:
        """Tell whether a message that carries `salt` may be taken at `now`."""
        period = int(now) // PERIOD
        given = salt.to_bytes(8, "little", signed=True)
        fits = [
            hmac.compare_digest(given, self._of(key_id, at).to_bytes(8, "little", signed=True))
            for at in (period, period - 1)
        ]
        return any(fits)

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
