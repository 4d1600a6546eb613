"""A server to measure: `folkmoot up`, with limits that let one address do everything."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from folkmoot.demo.wire import Server
from folkmoot.mtproto.crypto import RsaPublicKey
from folkmoot.mtproto.framing import Transport

_GENEROUS = {
    "FOLKMOOT_LIMITS_UNAUTHENTICATED_PER_ADDRESS": "100000",
    "FOLKMOOT_LIMITS_HANDSHAKES_PER_SECOND": "100000",
    "FOLKMOOT_LIMITS_HANDSHAKES_PER_ADDRESS": "100000",
    "FOLKMOOT_LIMITS_CALLS_PER_SECOND": "100000",
}
START_WITHIN = 90.0


@dataclass(frozen=True, slots=True)
class Cost:
    """What a server has used: CPU seconds since its start, bytes of memory now."""

    messenger_cpu: float
    all_cpu: float
    """Messenger, back office and database together."""
    messenger_bytes: int


@dataclass(frozen=True, slots=True)
class Running:
    """A server that runs."""

    process: psutil.Process
    server: Server

    @property
    def messenger(self) -> psutil.Process:
        """The process that clients talk to."""
        return next(each for each in self.process.children() if "messenger" in each.cmdline())

    def cost(self) -> Cost:
        """Read what it has used so far."""
        messenger = self.messenger
        every = [self.process, *self.process.children(recursive=True)]
        return Cost(_cpu(messenger), sum(map(_cpu, every)), messenger.memory_full_info().uss)


def _cpu(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system)


@contextmanager
def running() -> Iterator[Running]:
    """Start a server in a folder of its own, and stop it at the end."""
    with tempfile.TemporaryDirectory(prefix="folkmoot-bench-") as folder:
        data = Path(folder) / "data"
        command = [sys.executable, "-m", "folkmoot", "up", "--data", str(data), "--test-numbers"]
        ports = ["--listen", "127.0.0.1:0", "--http", "127.0.0.1:0"]
        with (Path(folder) / "log").open("wb") as log:
            process = subprocess.Popen(
                [*command, *ports], env={**os.environ, **_GENEROUS}, stdout=log, stderr=log
            )
        try:
            told = _told(process, data / "server.json", Path(folder) / "log")
            key = RsaPublicKey.load(told["public_key_pem"])
            server = Server(told["host"], told["port"], key, Transport.INTERMEDIATE)
            yield Running(psutil.Process(process.pid), server)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def _told(process: subprocess.Popen[bytes], file: Path, log: Path) -> dict[str, Any]:
    until = time.monotonic() + START_WITHIN
    while time.monotonic() < until and process.poll() is None:
        if file.exists():
            told: dict[str, Any] = json.loads(file.read_text())
            return told
        time.sleep(0.05)
    raise RuntimeError(f"the server did not become ready:\n{log.read_text()}")
