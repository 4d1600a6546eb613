"""The yardstick for idle connections: a uvloop server that keeps them and does nothing else.

Run as a program it prints its port and serves until its standard input ends.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import uvloop


class Idle(asyncio.Protocol):
    """Keeps its transport, as any server must."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport


async def main() -> None:
    """Serve until standard input ends."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Idle, "127.0.0.1", 0, backlog=4096)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


@contextmanager
def bare_server() -> Iterator[tuple[psutil.Process, int]]:
    """Give the process of a bare server and its port."""
    process = subprocess.Popen(
        [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("no pipes")
    try:
        yield psutil.Process(process.pid), int(process.stdout.readline())
    finally:
        process.stdin.close()
        process.wait(10)


if __name__ == "__main__":
    uvloop.run(main())
