"""Chance that repeats itself."""

import random


class SeededChance:
    """The same numbers in every run; `kernel.Chance` for tests, and no secret from anyone."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)

    def bytes(self, count: int) -> bytes:
        return self._random.randbytes(count)

    def below(self, limit: int) -> int:
        return self._random.randrange(limit)
