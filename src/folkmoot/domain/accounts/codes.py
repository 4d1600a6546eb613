"""Sign-in codes: how one is made, how long it holds, how often it may be asked for and tried. Pure.

No code is stored, not even hashed: a row keeps a random seed, and the code is computed from it under a key
that is outside the database. A stolen database holds no code, and a code can be sent again without a second
one. See docs/decisions/0005-codes.md.
"""

from __future__ import annotations

import hashlib
import hmac
import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from folkmoot.kernel.errors import TryLater

from .errors import CodeExpired, NoFurtherSends

LENGTH = 5
SEED_BYTES = 16
HASH_BYTES = 16


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `most` within `within`."""

    most: int
    within: timedelta


@dataclass(frozen=True, slots=True)
class CodeRules:
    """Every figure of signing in by code. They weigh guessing and drained SMS budgets against slips."""

    lifetime: timedelta = timedelta(minutes=5)
    name_within: timedelta = timedelta(minutes=15)
    """How long a confirmed code waits for the name of a new account."""
    tries: int = 5
    """Wrong codes until a code is dead."""
    sends: int = 3
    """Times that one code is sent at most."""
    timeout: timedelta = timedelta(minutes=1)
    """After which clients offer to send it again."""
    sends_per_number: Rate = Rate(10, timedelta(days=1))
    wrong_per_number: int = 15
    """Wrong codes for one number in `sends_per_number.within`, over all its codes: 15 of 100,000 a day."""
    sends_per_test_number: Rate = Rate(60, timedelta(minutes=10))
    address_burst: int = 30
    address_per_second: float = 1 / 20
    """Codes that one address (IPv6: one /64) may ask for, in each process. Test numbers are not counted."""
    overall_burst: int = 300
    overall_per_second: float = 10.0
    """Codes that one process sends for all. It bounds what an attack can cost at the SMS gateway."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What happened to one number within its window."""

    sends: int
    wrong: int
    oldest: datetime | None
    """When the first of it was."""

    def check_send(self, now: datetime, rate: Rate, wrong_at_most: int | None) -> None:
        """Raise `TryLater` unless one more code may be sent to the number."""
        if self.oldest is None:
            return
        too_many_wrong = wrong_at_most is not None and self.wrong >= wrong_at_most
        if too_many_wrong or self.sends >= rate.most:
            raise TryLater(max(1, math.ceil((self.oldest + rate.within - now).total_seconds())))


@dataclass(frozen=True, slots=True)
class OpenCode:
    """A code that was asked for, as stored."""

    hash: str
    seed: bytes
    expires_at: datetime
    sends: int
    tries: int
    """Wrong ones so far."""
    confirmed: bool
    """Somebody gave the right code, and the number had no account."""
    spent: bool
    """It signed somebody in, or was cancelled."""

    def check_open(self, now: datetime, rules: CodeRules) -> None:
        """Raise `CodeExpired` unless a code may still be given for it."""
        if self.spent or now >= self.expires_at or self.tries >= rules.tries:
            raise CodeExpired

    def check_resend(self, now: datetime, rules: CodeRules) -> None:
        """Raise `CodeExpired` or `NoFurtherSends` unless it may be sent once more."""
        self.check_open(now, rules)
        if self.confirmed or self.sends >= rules.sends:
            raise NoFurtherSends


@dataclass(frozen=True, slots=True)
class CodeMaker:
    """Computes the code of a seed."""

    key: bytes = field(repr=False)

    def code(self, seed: bytes, lookup: bytes) -> str:
        """Return the five digits that belong to `seed` and to the number behind `lookup`."""
        digest = hmac.digest(self.key, seed + lookup, hashlib.sha256)
        return f"{int.from_bytes(digest, 'big') % 10**LENGTH:0{LENGTH}}"


def same_code(given: str, right: str) -> bool:
    """Compare in constant time. Spaces and dashes, as people copy them, do not count."""
    return hmac.compare_digest(bare(given).encode(), right.encode())


def bare(given: str) -> str:
    """Return a code as we make them, without the spaces and dashes that people copy along."""
    return given.replace(" ", "").replace("-", "")
