"""What the journeys of Python clients share: an end in time, and failures that show what was said."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
from collections.abc import AsyncIterator

from .house import House

PATIENCE = 60.0
"""Seconds that a whole story may take."""


class Complaints(logging.Handler):
    """What a client library logs as unusual; the server is to give it no cause."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line, with its traceback if it has one."""
        self.said.append(self.format(record))


@contextlib.asynccontextmanager
async def told(house: House, library: str, *, may_say: str = "") -> AsyncIterator[None]:
    """Follow a story in which clients of `library` (a package's name) take part.

    It may not take longer than `PATIENCE`, no call may fail by the server's fault, and no client may complain
    of anything in which the pattern `may_say` is not found. Whatever goes wrong shows what the clients said and
    the end of the server's log.
    """
    complaints = Complaints()
    loggers = [logging.getLogger(name) for name in (library, "asyncio")]  # the latter tells of tasks that failed
    for logger in loggers:
        logger.addHandler(complaints)
    try:
        async with asyncio.timeout(PATIENCE):
            yield
        unexpected = [line for line in complaints.said if not may_say or not re.search(may_say, line)]
        assert not unexpected, "a client complained:\n" + "\n".join(unexpected)
        failed = await asyncio.to_thread(house.figure, "folkmoot_rpc_total", outcome="failed")
        assert failed == 0, f"{failed:.0f} calls failed by the server's fault"
    except BaseException as error:
        error.add_note("\n".join(["--- the clients said:", *complaints.said, house.tail()]))
        raise
    finally:
        for logger in loggers:
            logger.removeHandler(complaints)
