"""The two roots of everything that Folkmoot raises.

    FolkmootError
    ├── Refused      their fault: the request cannot be granted; the edge turns it into an answer
    │   └── Malformed    the bytes or the arguments make no sense
    └── Broken       our fault: a promise of ours does not hold; logged, answered as an internal error

The domain raises meaning by subclassing `Refused` (`SlowMode`, `WrongCode`); one table at each edge says how
the wire spells it. `Unusable` is for an operator: `__main__` prints its text as one line and exits with 1.
"""


class FolkmootError(Exception):
    """Base of all errors that we raise on purpose."""


class Refused(FolkmootError):
    """The request cannot be granted, and the caller is told why."""


class Malformed(Refused):
    """The bytes or the arguments make no sense."""


class Broken(FolkmootError):
    """A promise of ours does not hold. Nothing a caller sends may cause it."""


class Unusable(FolkmootError):
    """The server cannot run as it was set up. The text is one line and says what to do."""


class TryLater(Refused):
    """Too much was asked in too short a time."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"too many requests, wait {seconds} s")
        self.seconds = seconds
        """Whole seconds until the same request may succeed, at least 1."""
