"""A cable between clients and the server that a story may cut, as bad networks do."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from .house import House


class Cable:
    """Carries bytes both ways for any number of sockets."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._ends: set[asyncio.StreamWriter] = set()
        self.port = 0
        """Where clients plug in, on the server's own host."""
        self.sockets = 0
        """How many have been opened so far."""
        self.deaf = False
        """While true, what the server sends gets lost."""

    @classmethod
    @contextlib.asynccontextmanager
    async def to(cls, house: House) -> AsyncIterator[Cable]:
        """Lay a cable to `house`."""
        cable = cls(house)
        server = await asyncio.start_server(cable._plugged_in, house.host, 0)
        cable.port = server.sockets[0].getsockname()[1]
        try:
            yield cable
        finally:
            server.close()
            cable.cut()

    def cut(self) -> None:
        """Break every socket that is open, whatever is under way. New ones may be opened at once."""
        for end in tuple(self._ends):
            end.transport.abort()

    async def _plugged_in(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.sockets += 1
        self._ends.add(writer)
        with contextlib.suppress(ConnectionError):
            inner_reader, inner_writer = await asyncio.open_connection(self._house.host, self._house.port)
            self._ends.add(inner_writer)
            await asyncio.gather(
                self._carry(reader, inner_writer), self._carry(inner_reader, writer, inwards=False)
            )
            self._ends.discard(inner_writer)
        writer.close()
        self._ends.discard(writer)

    async def _carry(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, inwards: bool = True
    ) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(1 << 16):
                if inwards or not self.deaf:
                    writer.write(data)
                    await writer.drain()
        writer.close()
