"""What one account may do in a day. Counted in the database: no restart and no second process refills it.

A day is a day of UTC.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import IntEnum

from folkmoot.kernel.errors import TryLater


class Use(IntEnum):
    """What is counted. The numbers are stored; never give one a second meaning."""

    NUMBERS_IMPORTED = 1
    NUMBERS_RESOLVED = 2
    USERNAMES_CHANGED = 3


A_DAY: dict[Use, int] = {
    Use.NUMBERS_IMPORTED: 2_000,
    Use.NUMBERS_RESOLVED: 100,
    Use.USERNAMES_CHANGED: 20,
}
"""An address book holds hundreds of numbers; a hunt through a country's numbers needs millions."""


def granted(asked: int, used: int, limit: int) -> int:
    """Return how many of `asked` were within `limit`, when `used` is the count with all of them in it."""
    return max(0, min(asked, limit - (used - asked)))


def until_tomorrow(now: datetime) -> TryLater:
    """Return the refusal of somebody who has used up a day."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return TryLater(max(1, int((midnight - now).total_seconds())))
