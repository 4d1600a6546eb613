"""Bounded work: token buckets, pure and clock-free."""

import math
from collections import OrderedDict
from collections.abc import Hashable

from .errors import TryLater


class Buckets:
    """A token bucket for each key: `burst` at once, then `per_second` on average.

    At most `room` keys are kept; beyond that the key unseen for longest goes and begins anew, so that memory
    stays bounded whoever calls.
    """

    def __init__(self, burst: int, per_second: float, room: int = 100_000) -> None:
        self._burst = float(burst)
        self._rate = per_second
        self._room = room
        self._filled: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def take(self, key: Hashable, now: float, cost: float = 1.0) -> None:
        """Take `cost` tokens, a burst at most, at monotonic time `now`; or raise `TryLater` and take none."""
        cost = min(cost, self._burst)
        tokens = self._tokens(key, now)
        enough = tokens >= cost
        self._filled[key] = (tokens - cost if enough else tokens, now)
        self._filled.move_to_end(key)
        if len(self._filled) > self._room:
            self._filled.popitem(last=False)
        if not enough:
            raise self._later(tokens, cost)

    def check(self, key: Hashable, now: float, cost: float = 1.0) -> None:
        """Raise `TryLater` where `take` would, and take nothing: for what is only counted when it fails."""
        tokens = self._tokens(key, now)
        if tokens < cost:
            raise self._later(tokens, cost)

    def _tokens(self, key: Hashable, now: float) -> float:
        tokens, at = self._filled.get(key, (self._burst, now))
        return min(self._burst, tokens + (now - at) * self._rate)

    def _later(self, tokens: float, cost: float) -> TryLater:
        return TryLater(max(1, math.ceil((cost - tokens) / self._rate)))
