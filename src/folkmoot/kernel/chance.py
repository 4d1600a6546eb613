"""Chance is handed in, so that a test can repeat a run."""

import secrets
from typing import Protocol


class Chance(Protocol):
    """A source of numbers that nobody can foretell."""

    def bytes(self, count: int) -> bytes:
        """Return `count` random bytes."""
        ...

    def below(self, limit: int) -> int:
        """Return a uniform integer in `0 .. limit - 1`."""
        ...


class SystemChance:
    """The operating system's cryptographic generator."""

    def bytes(self, count: int) -> bytes:
        return secrets.token_bytes(count)

    def below(self, limit: int) -> int:
        return secrets.randbelow(limit)
