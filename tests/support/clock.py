"""A clock that moves when a test says so."""

from datetime import UTC, datetime, timedelta


class ManualClock:
    """Stands still at noon of a Tuesday until it is moved; `kernel.Clock` for tests."""

    def __init__(self, start: datetime = datetime(2026, 11, 24, 12, tzinfo=UTC)) -> None:
        self._now = start
        self._elapsed = 0.0

    def time(self) -> float:
        return self._now.timestamp()

    def monotonic(self) -> float:
        return self._elapsed

    def now(self) -> datetime:
        return self._now

    def advance(self, by: float | timedelta) -> datetime:
        """Move both hands by a time span or a number of seconds, and return the new now."""
        span = by if isinstance(by, timedelta) else timedelta(seconds=by)
        self._now += span
        self._elapsed += span.total_seconds()
        return self._now
