"""One serving process: its errand, the signals it obeys, and the leash to the supervisor that started it.

A process gets an `Errand`: what to do, with which settings, on which socket. Under `folkmoot up` it comes
down the leash, a socket pair whose other end the supervisor holds; up the leash goes one line, "ready" or
why not. The end of the leash is the supervisor's death, however it died, and the child stops as if told to.
Settings travel this way because a command line and an environment can be read by others on the machine.

Without a supervisor (`folkmoot messenger`, `folkmoot backoffice`) the process makes its errand itself.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Awaitable, Callable
from typing import Literal, Protocol

import msgspec
import structlog
import uvloop

from folkmoot.bootstrap.errand import Errand, read_errand
from folkmoot.config import PREFIX, Endpoint, Secret, Settings
from folkmoot.kernel.errors import Broken, Unusable

Duty = Literal["messenger", "backoffice"]

log = structlog.get_logger()

HANGING = 5.0
"""Seconds beyond `stop_seconds` after which a process that should have stopped is ended by force."""


class Report(msgspec.Struct):
    """What a child says up the leash: it is ready, or it cannot run and why."""

    ready: bool
    unusable: str = ""


class Leash:
    """The child's end."""

    def __init__(self, descriptor: int) -> None:
        self._socket = socket.socket(fileno=descriptor)
        self._socket.setblocking(True)

    def errand(self) -> Errand:
        """Wait for the errand. Raises `Unusable` when the supervisor died before it could tell."""
        with self._socket.makefile("rb") as lines:
            line = lines.readline()
        if not line.endswith(b"\n"):
            raise Unusable("the supervisor is gone")
        return read_errand(line)

    def report(self, report: Report) -> None:
        """Tell the supervisor; if it is gone, `watch` hears of it."""
        with contextlib.suppress(OSError):
            self._socket.sendall(msgspec.json.encode(report) + b"\n")

    def watch(self, ended: Callable[[], object], patience: float) -> None:
        """Call `ended` once the supervisor is gone; `patience` seconds later, end this process by force.

        From a thread, because a loop that hangs would not notice, and the process would keep its port.
        """

        def wait() -> None:
            with contextlib.suppress(OSError):
                self._socket.recv(1)
            ended()
            time.sleep(patience)
            os._exit(1)

        threading.Thread(target=wait, name="leash", daemon=True).start()


class Serving(Protocol):
    """One duty of `bootstrap`: serves on `listener`, calls `ready` once it does, stops when `stop` is set."""

    def __call__(
        self, errand: Errand, listener: socket.socket, ready: Callable[[], None], stop: asyncio.Event
    ) -> Awaitable[None]: ...


def obey(duty: Duty, leash: Leash) -> int:
    """Do what the supervisor on the other end wants, and return the process's exit status."""
    try:
        serve(duty, leash.errand(), leash)
    except Unusable as error:
        leash.report(Report(ready=False, unusable=str(error)))
        return 1
    return 0


def alone(duty: Duty, settings: Settings) -> None:
    """Serve without a supervisor, on a database and a data folder that `folkmoot migrate` has prepared."""
    from folkmoot.bootstrap.house import front, secrets_folder
    from folkmoot.storage import BACKOFFICE, MESSENGER, claim, role_dsn

    if settings.database_url is None:
        raise Unusable(f"a {duty} alone needs a database: set {PREFIX}DATABASE_URL, or run `folkmoot up`")
    claim(settings.data)
    role = MESSENGER if duty == "messenger" else BACKOFFICE
    dsn = role_dsn(settings.database_url.reveal(), role, secrets_folder(settings))
    where, flag = (settings.listen, "--listen") if duty == "messenger" else (settings.http, "--http")
    listener = bind(where, flag).detach()
    serving = msgspec.structs.replace(settings, database_url=None)  # the owner's password is not for it
    serve(duty, Errand(serving, Secret(dsn), front(serving), listener))


def serve(duty: Duty, errand: Errand, leash: Leash | None = None) -> None:
    """Serve until SIGTERM, SIGINT or the end of the leash. Raises `Unusable` when that cannot be."""
    _collect_figures(errand.settings)
    from folkmoot import logs

    logs.configure(errand.settings.log, duty)
    uvloop.run(_run(_wiring(duty), errand, leash))


def _collect_figures(settings: Settings) -> None:
    """Let this process's figures be seen by the back office; must come before anything imports them.

    The files of processes that are gone are dropped, or they would be counted for ever.
    """
    if "prometheus_client" in sys.modules:
        raise Broken("the figures' folder must be set before prometheus_client is imported")
    folder = settings.data / "run" / "metrics"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for file in folder.glob("*.db"):
        pid = int(file.stem.rpartition("_")[2])
        if pid == os.getpid() or not _alive(pid):
            file.unlink(missing_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _wiring(duty: Duty) -> Serving:
    if duty == "messenger":
        from folkmoot.bootstrap.messenger import messenger

        return messenger
    from folkmoot.bootstrap.backoffice import backoffice

    return backoffice


async def _run(duty: Serving, errand: Errand, leash: Leash | None) -> None:
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for told in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(told, stop.set)
    if leash is not None:
        leash.watch(lambda: loop.call_soon_threadsafe(stop.set), errand.settings.stop_seconds + HANGING)

    def ready() -> None:
        log.info("serving", port=listener.getsockname()[1])
        if leash is not None:
            leash.report(Report(ready=True))

    listener = socket.socket(fileno=errand.listener)
    listener.setblocking(False)
    with listener:
        await duty(errand, listener, ready, stop)


def bind(endpoint: Endpoint, flag: str) -> socket.socket:
    """Bind and return a TCP socket at `endpoint`; a name with several addresses means its IPv4 one.

    `[::]` takes IPv4 as well, where the system can.

    Raises `Unusable` with what to do, which names `flag`.
    """
    try:
        found = socket.getaddrinfo(endpoint.host, endpoint.port, type=socket.SOCK_STREAM)
        family, _, _, _, address = min(found, key=lambda each: each[0] is not socket.AF_INET)
        both = family is socket.AF_INET6 and endpoint.everywhere and socket.has_dualstack_ipv6()
        return socket.create_server(address[:2], family=family, backlog=4096, dualstack_ipv6=both)
    except socket.gaierror:
        raise Unusable(
            f"{endpoint.host} is no host that this machine knows: give another with {flag}"
        ) from None
    except OSError as error:
        why = {
            errno.EADDRINUSE: "is in use: stop what runs there",
            errno.EACCES: "needs a permission that we do not have: allow it (CAP_NET_BIND_SERVICE)",
            errno.EADDRNOTAVAIL: "is no address of this machine: correct it",
        }.get(error.errno or 0, f"cannot be had ({error.strerror}): correct it")
        raise Unusable(f"{endpoint} {why}, or give another with {flag}") from None
