"""What the journeys of Python clients share: people and their devices, an end in time, telling failures."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, TypeVar

from .house import House, TestNumber

Kind = TypeVar("Kind")

PATIENCE = 60.0
"""Seconds that a whole story may take."""

ARRIVES_WITHIN = 15.0
"""Seconds to wait for an update; it takes milliseconds, unless the machine is busy."""


class Device:
    """One client of a library, and the updates that have reached it."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self._heard: asyncio.Queue[Any] = asyncio.Queue()

    async def hear(self, update: Any) -> None:
        """Note an update."""
        self._heard.put_nowait(update)

    async def hears(self, kind: type[Kind]) -> Kind:
        """Return the next update of `kind`; others that come before it are passed over."""
        async with asyncio.timeout(ARRIVES_WITHIN):
            while not isinstance(update := await self._heard.get(), kind):
                pass
        return update

    def has_heard(self) -> list[Any]:
        """Return what has come and was not asked for yet, once."""
        return [self._heard.get_nowait() for _ in range(self._heard.qsize())]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account and their first device."""

    number: TestNumber
    device: Device
    user: Any

    @property
    def client(self) -> Any:
        """Their first device's client."""
        return self.device.client


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
    of anything in which the pattern `may_say` is not found. Whatever goes wrong shows what the clients said
    and the end of the server's log.
    """
    gc.collect()  # what an earlier story has left to complain about is not this one's
    complaints = Complaints()
    loggers = [
        logging.getLogger(name) for name in (library, "asyncio")
    ]  # the latter hears of tasks that fail
    for logger in loggers:
        logger.addHandler(complaints)
    try:
        async with asyncio.timeout(PATIENCE):
            yield
        gc.collect()
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
